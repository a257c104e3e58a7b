"""Sentences about answers that only the suggestions ask; the others are the questionnaire's own."""

from collections.abc import Mapping
from typing import Any

from bot.rules.questionnaire.questions import LADDER, Condition, chosen

ALWAYS = Condition("always", lambda _answers, _facts: True)


def either(*some: Condition) -> Condition:
    return Condition(
        "; or ".join(one.says for one in some), lambda answers, facts: any(one.holds(answers, facts) for one in some)
    )


def without(one: Condition, other: Condition) -> Condition:
    """The first one, and not the other."""
    return Condition(
        f"{one.says}; not {other.says}",
        lambda answers, facts: one.holds(answers, facts) and not other.holds(answers, facts),
    )


def rated(key: str, row: str, *options: str) -> Condition:
    """This row of a matrix was answered with one of these."""
    return Condition(f"{key}, {row}: {' or '.join(options)}", lambda answers, _: _row(answers, key, row) in options)


def left_out(key: str, option: str) -> Condition:
    """Something was chosen there, and not this."""
    return Condition(
        f"{key}: something, not {option}",
        lambda answers, _: bool(chosen(answers, key)) and option not in chosen(answers, key),
    )


def lowest(key: str, row: str) -> Condition:
    """The lowest of several scales, the first among equals; where all are at the top there is none."""
    return Condition(f"{key}: lowest is {row}", lambda answers, _: _lowest(answers, key) == row)


def _row(answers: Mapping[str, Any], key: str, row: str) -> Any:
    value = answers.get(key)
    return value.get(row) if isinstance(value, dict) else None


def _lowest(answers: Mapping[str, Any], key: str) -> str | None:
    value = answers.get(key)
    if not isinstance(value, dict) or not value:
        return None
    row = min(value, key=lambda one: value[one])
    return row if value[row] < LADDER[-1] else None
