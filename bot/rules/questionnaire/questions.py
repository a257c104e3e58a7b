"""What a question is: how it is answered, when it is shown, what its answer is for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.rules.plans import Pillar

LADDER = range(11)  # 0 to 10
MOST_WORDS = 600  # characters of a free answer that are kept


class Answering(StrEnum):
    """The shape of an answer, as it is stored: see `answers.py`."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    WORDS = "words"
    MATRIX = "matrix"  # one choice for each row
    SCALES = "scales"  # a scale for each row
    DATE = "date"


@dataclass(frozen=True)
class Facts:
    """What the walk knows besides the answers."""

    is_minor: bool = False
    supplied: frozenset[str] = frozenset()  # instruments with an official text in the reader's language


@dataclass(frozen=True)
class Condition:
    """A sentence about earlier answers that can be read by people (`says`) and asked (`holds`)."""

    says: str
    holds: Callable[[Mapping[str, Any], Facts], bool] = field(repr=False)


@dataclass(frozen=True)
class Question:
    """`number` is its step in domain.md 10.5; a follow-up shares the number of the question that it follows.

    `most`: how many may be chosen. `alone`: options that exclude the others. `of_chosen`: the options are what was
    chosen there. `first`: an option that stands first when its condition holds. `leads`: when it holds, the question
    comes first in its sitting. `words_with`: options that let one add words of one's own.
    """

    key: str
    number: int
    sitting: int
    answering: Answering
    field: str
    pillars: tuple[Pillar, ...] = ()
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    most: int | None = None
    alone: frozenset[str] = frozenset()
    words_with: frozenset[str] = frozenset()
    of_chosen: str | None = None
    first: tuple[tuple[Condition, str], ...] = ()
    shown_when: Condition | None = None
    leads: Condition | None = None
    # Answered while joining; changed together with the coordinator (the language at any time, by oneself).
    known: bool = False
    # Wellbeing: for the young person and the coordinator only, and kept for a shorter time.
    is_wellbeing: bool = False

    @property
    def follows_up(self) -> bool:
        return "." in self.key


def chose(key: str, *options: str) -> Condition:
    """One of these was chosen there."""
    return Condition(f"{key}: {' or '.join(options)}", lambda answers, _: bool(chosen(answers, key) & set(options)))


def chose_only(key: str, *options: str) -> Condition:
    """Something was chosen there, and nothing but these."""
    return Condition(
        f"{key}: only {' and '.join(options)}",
        lambda answers, _: bool(chosen(answers, key)) and chosen(answers, key) <= set(options),
    )


def chose_other_than(key: str, *options: str) -> Condition:
    """Something was chosen there, and none of these."""
    return Condition(
        f"{key}: something, not {' or '.join(options)}",
        lambda answers, _: bool(chosen(answers, key)) and not chosen(answers, key) & set(options),
    )


def chose_so_many(key: str, low: int, high: int) -> Condition:
    return Condition(f"{key}: {low} to {high} chosen", lambda answers, _: low <= len(chosen(answers, key)) <= high)


def at_most(key: str, limit: int) -> Condition:
    """A scale was answered with so much at most."""
    return Condition(
        f"{key}: at most {limit}", lambda answers, _: isinstance(answers.get(key), int) and answers[key] <= limit
    )


def skipped(key: str) -> Condition:
    """It was asked and passed over."""
    return Condition(f"{key}: skipped", lambda answers, _: key in answers and answers[key] is None)


def supplied(instrument: str) -> Condition:
    return Condition(f"{instrument}: the official text is there", lambda _, facts: instrument in facts.supplied)


def both(one: Condition, other: Condition) -> Condition:
    return Condition(
        f"{one.says}; {other.says}", lambda answers, facts: one.holds(answers, facts) and other.holds(answers, facts)
    )


def chosen(answers: Mapping[str, Any], key: str) -> set[str]:
    """The options chosen there; none where it was skipped, is not shown, or is not answered by choosing."""
    value = answers.get(key)
    return set(value["chosen"]) if isinstance(value, dict) and "chosen" in value else set()
