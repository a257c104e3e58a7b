"""Words of crisis: which phrases are a sign that somebody is in danger, in four languages; never what to advise.

The phrases are data beside this file, a file a language, and all files are asked about every text, because people mix
languages. What they can find and what not is written in docs/words-of-crisis.md, with how often they were wrong.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from bot.rules.crisis import phrases
from bot.rules.crisis.phrases import STOP, Index, Phrase

LANGUAGES = ("lv", "uk", "ru", "en", "mixed")
ASIDES = ("followed_by", "preceded_by", "beside")
"""What is said around a phrase when something else is meant: right behind it, right before it, in its sentence."""
NEAR = 12  # words of the same sentence that still belong to the phrase


class Sign(StrEnum):
    """What the words speak of, the most urgent last."""

    HARM = "harm"
    """Suicide, or hurting oneself."""
    ABUSE = "abuse"
    """Violence, sexual violence, neglect."""
    DANGER = "danger"
    """Now: a life is in danger this minute."""


@dataclass(frozen=True)
class Heard:
    """What a text says: `sure` signs are told to a person, `unsure` ones are only answered with an offer."""

    sure: frozenset[Sign] = frozenset()
    unsure: frozenset[Sign] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.sure or self.unsure)

    @property
    def worst(self) -> Sign | None:
        """The most urgent of the sure ones."""
        return max(self.sure, key=list(Sign).index, default=None)


@dataclass(frozen=True, eq=False)
class Rule:
    """Phrases with one meaning, and what beside them shows that something else was meant."""

    name: str
    language: str
    sign: Sign
    is_sure: bool
    followed_by: tuple[Phrase, ...]
    preceded_by: tuple[Phrase, ...]
    beside: tuple[Phrase, ...]

    def holds(self, said: Sequence[str], start: int, end: int) -> bool:
        if any(phrase.ends(said, end) for phrase in self.followed_by):
            return False
        if any(phrase.starts(said, start) for phrase in self.preceded_by):
            return False
        return not (self.beside and self._is_beside(said, start, end))

    def _is_beside(self, said: Sequence[str], start: int, end: int) -> bool:
        """In the same sentence, not far away."""
        first, last = max(0, start - NEAR), min(len(said), end + NEAR)
        while start > first and said[start - 1] != STOP:
            start -= 1
        while end < last and said[end] != STOP:
            end += 1
        return any(phrase.ends(said, at) for phrase in self.beside for at in range(start, end))


NOTHING = Heard()


def heard(text: str) -> Heard:
    """What a text of any length and language says."""
    rules_found = found(text)
    if not rules_found:
        return NOTHING
    return Heard(
        sure=frozenset(one.sign for one in rules_found if one.is_sure),
        unsure=frozenset(one.sign for one in rules_found if not one.is_sure),
    )


def found(text: str) -> set[Rule]:
    """The rules that hold, for whoever wants to know why."""
    said = phrases.words(text)
    held: set[Rule] = set()
    for rule, start, end in _index().matches(said):
        if rule not in held and rule.holds(said, start, end):
            held.add(rule)
    return held


@cache
def rules() -> tuple[tuple[Rule, tuple[Phrase, ...]], ...]:
    """Every rule with its phrases, as packed beside this file; read at the first text. Raises ValueError.

    What takes a rule back, takes back the rules of that name in every language: Ukrainian and Russian share words."""
    asides: dict[str, dict[str, list[Phrase]]] = {}
    read: list[tuple[Rule, tuple[Phrase, ...]]] = []
    tables = {language: _table(language) for language in LANGUAGES}
    for language, name, one in _each(tables):
        its = asides.setdefault(name, {aside: [] for aside in ASIDES})
        for aside in ASIDES:
            its[aside] += _phrases(one.get(aside, []), tables[language])
    for language, name, one in _each(tables):
        taken_back = {aside: tuple(found) for aside, found in asides[name].items()}
        rule = Rule(name, language, Sign(one["sign"]), one.get("sure", True), **taken_back)
        read.append((rule, tuple(_phrases(one["phrases"], tables[language]))))
    return tuple(read)


def _table(language: str) -> dict[str, Any]:
    packed = resources.files("bot.rules.crisis") / f"{language}.toml"
    return tomllib.loads(packed.read_text("utf-8"))


def _each(tables: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for language, table in tables.items():
        for one in table["rule"]:
            yield language, one["name"], one


def _phrases(said: Sequence[str], table: dict[str, Any]) -> list[Phrase]:
    return [phrase for text in said for phrase in phrases.read(text, table.get("shared", {}))]


@cache
def _index() -> Index[Rule]:
    return Index((phrase, rule) for rule, its in rules() for phrase in its)
