"""The forms of a name as Latin skeletons: what Latvian, Ukrainian and English do to it, in either script."""

import re
from dataclasses import dataclass
from functools import cache

from bot.quicklog import words
from bot.quicklog.skeletons import skeleton
from bot.quicklog.tokens import fold

_SOFTENED = {"d": "z", "t": "s"}  # Latvian -is: briedis, brieža; Eglītis, Eglīša (diacritics are folded)
_VELARS = {"g": "z", "k": "c"}  # Ukrainian -а before -і: Ольга, Ользі
ONLY_CYRILLIC = "*"  # before a form that only a Cyrillic word may have
_VOWELS = "aeiou"


def of(name: str) -> set[str]:
    """All case forms of one given name or surname, as skeletons."""
    return set(_forms(skeleton(fold(name))))


@cache
def _forms(nominative: str) -> frozenset[str]:
    for row in _declensions():
        if len(nominative) > 2 and nominative.endswith(tuple(row["ends"])):
            inflected = _inflect(nominative, row)
            every = inflected | {reduced(form) for form in inflected}
            return frozenset(form for form in every if len(form.strip(ONLY_CYRILLIC)) > 2)
    return frozenset({nominative})


def _inflect(nominative: str, row: dict[str, list[str]]) -> set[str]:
    stem = nominative[: len(nominative) - int(str(row["cut"]))]
    forms = {nominative}
    for ending in row["endings"]:
        forms.add(skeleton(stem + ending))
    for ending in row.get("cyrillic", ()):
        forms.add(ONLY_CYRILLIC + skeleton(stem + ending))
    if row.get("softens"):
        forms.add(skeleton(stem[:-1] + _SOFTENED.get(stem[-1], stem[-1]) + "a"))
    if row.get("softens_velars") and stem[-1] in _VELARS:
        forms.add(stem[:-1] + _VELARS[stem[-1]] + "i")
    return forms


@cache
def _declensions() -> list[dict[str, list[str]]]:
    rows: list[dict[str, list[str]]] = words.load("names")["declension"]
    return rows


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for spellings, short in words.load("names")["short_forms"].items():
        for name in spellings.split(", "):
            key = _without_s(skeleton(fold(name)))
            table[key] = table.get(key, frozenset()) | frozenset(short)
    return table


def short_of(name: str) -> frozenset[str]:
    """The short forms that people use for a given name."""
    return _short_forms().get(_without_s(skeleton(fold(name))), frozenset())


def _without_s(nominative: str) -> str:
    """Latvian adds an -s to men's names of other languages: Bohdan, Bohdans."""
    return nominative.removesuffix("s") if len(nominative) > 4 and nominative[-2] not in _VOWELS else nominative


@cache
def diminutives_of(name: str) -> frozenset[str]:
    """The case forms of the Latvian diminutives of a given name."""
    nominative = skeleton(fold(name))
    stem = nominative.rstrip("s").rstrip(_VOWELS) if nominative[-1:] in {"a", "e", "s"} else nominative
    if len(stem) < 3:
        return frozenset()
    row = words.load("names")["diminutive"]
    endings = row["feminine"] if nominative[-1:] in {"a", "e"} else row["masculine"]
    return frozenset(form for ending in endings for form in of(stem + ending))


def reduced(form: str) -> str:
    """The spelling without an i that only some romanisations write: Tetiana, Tetjana; Liudmyla, Ludmila."""
    return _WRITTEN_I.sub("", form)


_WRITTEN_I = re.compile(
    rf"(?:(?<=[a-z][bcdfgklmnprstvz])|(?<=^l)(?=iju)|(?<=^sv)|(?<=^v)(?=ijac))ij(?=[{_VOWELS}][a-z])"
    r"|(?<=[a-z][std])ij(?=(?:a|u|i|e|oju|eju|o)$)"  # Lesia, Nadiia
)


@cache
def also_words() -> frozenset[str]:
    """The case forms of names that are ordinary words too."""
    return frozenset(form for name in words.load("names")["also_words"]["names"].split() for form in of(name))


@cache
def surname_ends() -> tuple[str, ...]:
    """Endings that only surnames have."""
    return tuple(words.load("names")["surname"]["ends"])


@dataclass(frozen=True)
class KnownNames:
    """Names that people commonly have, as skeletons: nominatives (`given`, `english`, `short`) and all their forms."""

    given: frozenset[str]
    given_forms: frozenset[str]
    english: frozenset[str]
    short: frozenset[str]
    short_forms: frozenset[str]


@cache
def known() -> KnownNames:
    """Those of given_names.toml, and every short form of names.toml."""
    lists = {lang: listed.split() for lang, listed in words.load("given_names")["given"].items()}
    given = {name for listed in lists.values() for name in listed}
    short = {name for listed in words.load("names")["short_forms"].values() for name in listed}
    nominatives = {lang: {skeleton(fold(name)) for name in listed} for lang, listed in lists.items()}
    at_home = frozenset(nominatives["lv"] | nominatives["uk"])
    return KnownNames(
        at_home,
        frozenset(form for name in given for form in of(name) if len(form) > 3) | at_home | nominatives["en"],
        frozenset(nominatives["en"]),
        frozenset(skeleton(fold(name)) for name in short),
        frozenset(form for name in short for form in of(name) if len(form) > 3),
    )
