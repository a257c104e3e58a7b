"""The forms of a name as Latin skeletons: what Latvian, Ukrainian and English do to it, in either script."""

import re
from functools import cache

from bot.quicklog import words
from bot.quicklog.tokens import fold

_CYRILLIC = dict(zip("абвгдежзийіклмнопрстуфхцчшыэ", "abvgdezzijiklmnoprstufgccsie", strict=True)) | {"щ": "sc"}
_IOTATED = {"є": "e", "ї": "i", "ю": "u", "я": "a"}
_VOWELS = "aeiou"
_ENGLISH = (("shch", "sc"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("kh", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"))
_LATIN = str.maketrans({"h": "g", "w": "v", "q": "k"})
_SOFTENED = {"d": "z", "t": "s"}  # Latvian -is: briedis, brieža; Eglītis, Eglīša (diacritics are folded)
_VELARS = {"g": "z", "k": "c"}  # Ukrainian -а before -і: Ольга, Ользі
ONLY_CYRILLIC = "*"  # before a form that only a Cyrillic word may have


def skeleton(key: str) -> str:
    """A folded word in a spelling that both scripts share; "Юлія", "Jūlija" and "Yuliia" become one."""
    if not key.isascii():
        key = _romanized(key)
    for written, sound in _ENGLISH:
        if written[-1] in key:
            key = key.replace(written, sound)
    key = key.translate(_LATIN).replace("x", "ks")
    if "y" in key:
        key = re.sub(rf"y(?=[{_VOWELS}])|(?<=[{_VOWELS}])y", "j", key).replace("y", "i")
    key = re.sub(r"ii$", "ij", key)
    key = re.sub(r"ii?(?=[aeou])", "ij", key)
    key = re.sub(r"(?<=[aeou])j(?![aeiou])", "i", key)
    return re.sub(r"(?<=[bcdfgklmnprstvz])j(?=[aeou])", "", key)


def _romanized(key: str) -> str:
    letters: list[str] = []
    before = ""
    for letter in key:
        if letter in _IOTATED:
            is_open = not before or before in "аеєиіїоуюяьй"
            letters.append(("j" if is_open and before != "й" else "") + _IOTATED[letter])
        elif letter not in "ьъ":
            letters.append(_CYRILLIC.get(letter, letter))
        before = letter
    return "".join(letters)


def of(name: str) -> set[str]:
    """All case forms of one given name or surname, as skeletons."""
    nominative = skeleton(fold(name))
    for row in _declensions():
        if len(nominative) > 2 and nominative.endswith(tuple(row["ends"])):
            return {skeleton_of for skeleton_of in _inflect(nominative, row) if len(skeleton_of.strip("*")) > 2}
    return {nominative}


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
def short_forms() -> dict[str, frozenset[str]]:
    """Nominative skeleton of a given name to the short forms people use for it."""
    table: dict[str, frozenset[str]] = {}
    for spellings, short in words.load("names")["short_forms"].items():
        for name in spellings.split(", "):
            key = skeleton(fold(name))
            table[key] = table.get(key, frozenset()) | frozenset(short)
    return table


@cache
def surname_ends() -> tuple[str, ...]:
    """Endings that only surnames have."""
    return tuple(words.load("names")["surname"]["ends"])


@cache
def known() -> tuple[frozenset[str], frozenset[str]]:
    """Nominatives, and all forms, of given names that people commonly have."""
    names = words.load("names")["known"]["names"].split()
    nominatives = frozenset(skeleton(fold(name)) for name in names)
    return nominatives, frozenset(form for name in names for form in of(name) if len(form) > 3) | nominatives
