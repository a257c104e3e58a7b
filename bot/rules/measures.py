"""What is measured more than once: with what, when it is asked, what a low answer asks of us, how far somebody came.

Only what the programme facts allow: a ladder and three items of our own, which are not validated; WHO-5 only in the
official wording, which a municipality supplies. No answer is a diagnosis.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from bot.rules.calendar_months import Period
from bot.rules.errors import NotUnderstood
from bot.rules.policies import Policy

HIGHEST = 10
WHO5_STATEMENTS = 5
WHO5_ANSWERS = 6
WHO5_HIGHEST = WHO5_ANSWERS - 1
WHO5_FACTOR = 4
OWN_VERSION = "1"  # of the wording that is ours
FRESH_DAYS = 20  # who answered so lately is not asked again
MONTHLY_DAYS = 7  # a day that the clock missed is made good within these days, or not at all
EXIT_DAYS = 28  # answers after the end still belong to it: four weeks, as the funder's results do
_LONGEST_STATEMENT = 300
_LONGEST_ANSWER = 64


class Instrument(StrEnum):
    LADDER = "ladder"
    CONFIDENCE = "confidence"
    WHO5 = "who5"


class Moment(StrEnum):
    """When in the programme a measure is taken."""

    ENTRY = "entry"
    MONTHLY = "monthly"
    EXIT = "exit"


CONFIDENCE_ITEMS = ("find", "on_time", "ask_help")
"""To find what I need, to be on time, to ask for help: each 0 to 10."""

NEEDS_OFFICIAL_TEXT = frozenset({Instrument.WHO5})


class Concern(StrEnum):
    """What an answer asks of us: nothing; an offer; a person, who is told."""

    NONE = "none"
    GENTLE = "gentle"
    STRONG = "strong"


@dataclass(frozen=True)
class Taken:
    """One measure, as far as showing the way needs it: ladder a number, confidence numbers by item."""

    instrument: Instrument
    moment: Moment
    on: date
    value: Any


@dataclass(frozen=True)
class Distance:
    """One item at the start and most recently; `latest` is None where it was answered once."""

    item: str
    first_on: date
    first: int
    latest_on: date | None
    latest: int | None


@dataclass(frozen=True)
class Wording:
    """WHO-5 as it was supplied: perhaps an instruction, five statements, six answers, the best one first."""

    lead: str | None
    statements: tuple[str, ...]
    answers: tuple[str, ...]
    source: str = ""


def checked(instrument: Instrument, value: Any) -> Any:
    """As it is kept: a number; numbers by item; of five WHO-5 answers only their score. Raises NotUnderstood."""
    if instrument is Instrument.LADDER:
        return _step(value, HIGHEST)
    if instrument is Instrument.CONFIDENCE:
        return _confidence(value)
    return who5_score(value)


def who5_score(answers: Any) -> int:
    """Five answers from 0 to 5 make 0 to 100. Raises NotUnderstood."""
    if not isinstance(answers, list | tuple) or len(answers) != WHO5_STATEMENTS:
        raise NotUnderstood("number")
    return WHO5_FACTOR * sum(_step(one, WHO5_HIGHEST) for one in answers)


def _confidence(value: Any) -> dict[str, int]:
    """By item; an item that was skipped is left out."""
    by_item = value if isinstance(value, Mapping) else dict(zip(CONFIDENCE_ITEMS, value, strict=False))
    said = {item: one for item, one in by_item.items() if one is not None}
    if not said or not said.keys() <= set(CONFIDENCE_ITEMS):
        raise NotUnderstood("number")
    return {item: _step(said[item], HIGHEST) for item in CONFIDENCE_ITEMS if item in said}


def _step(value: Any, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= highest:
        raise NotUnderstood("number")
    return value


def concern(instrument: Instrument, value: Any, policy: Policy) -> Concern:
    """What a value, as it is kept, asks of us. The confidence items are no sign of anything."""
    if instrument is Instrument.LADDER and value <= policy.ladder_low:
        return Concern.GENTLE
    if instrument is Instrument.WHO5 and value <= policy.who5_strong:
        return Concern.STRONG
    if instrument is Instrument.WHO5 and value <= policy.who5_low:
        return Concern.GENTLE
    return Concern.NONE


def is_more(concern: Concern, than: Concern) -> bool:
    order = list(Concern)
    return order.index(concern) > order.index(than)


# --- when ---


def monthly_on(started_on: date, today: date) -> date | None:
    """The latest day, today included, on which another month of the programme was full; None in its first month.

    A programme of the 31st is asked on the last day of shorter months.
    """
    months = (today.year - started_on.year) * 12 + today.month - started_on.month
    found = _months_after(started_on, months)
    if found > today:
        months -= 1
        found = _months_after(started_on, months)
    return found if months >= 1 else None


def is_monthly_due(started_on: date, last_answered: date | None, today: date) -> bool:
    due_on = monthly_on(started_on, today)
    return (
        due_on is not None
        and (today - due_on).days <= MONTHLY_DAYS
        and (last_answered is None or (today - last_answered).days > FRESH_DAYS)
    )


def is_exit_due(ended_on: date | None, exit_answered: date | None, today: date) -> bool:
    """From the day after the last one, for four weeks, and once."""
    return (
        ended_on is not None
        and 0 < (today - ended_on).days <= EXIT_DAYS
        and (exit_answered is None or exit_answered < ended_on)
    )


def kept_since(today: date, months: int) -> date:
    """Answers of a programme that ended before this day are kept no longer."""
    return _months_after(today, -months)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    period = Period.month(day.year + years, month + 1)
    return min(period.last, period.first + timedelta(days=day.day - 1))


# --- how far ---


def distances(taken: Iterable[Taken]) -> list[Distance]:
    """The ladder and each confidence item, from entry to the latest; without an entry, from the first answer.

    WHO-5 is left out: its score reads like a grade.
    """
    answered: dict[str, list[tuple[date, int, Moment]]] = {}
    for one in sorted(taken, key=lambda each: each.on):
        for item, value in _items(one):
            answered.setdefault(item, []).append((one.on, value, one.moment))
    order = (Instrument.LADDER.value, *CONFIDENCE_ITEMS)
    return [_distance(item, answered[item]) for item in order if item in answered]


def _items(one: Taken) -> list[tuple[str, int]]:
    if one.instrument is Instrument.LADDER:
        return [(one.instrument.value, one.value)]
    return list(one.value.items()) if one.instrument is Instrument.CONFIDENCE else []


def _distance(item: str, answered: Sequence[tuple[date, int, Moment]]) -> Distance:
    """Of several entries the last one counts: a re-entry begins a new way."""
    entries = [n for n, (_, _, moment) in enumerate(answered) if moment is Moment.ENTRY]
    way = answered[entries[-1] if entries else 0 :]
    (first_on, first, _), (latest_on, latest, _) = way[0], way[-1]
    if len(way) == 1:
        return Distance(item, first_on, first, None, None)
    return Distance(item, first_on, first, latest_on, latest)


# --- the official wording ---


def read_wording(text: str) -> Wording:
    """What an operator supplies as a text file. Raises ValueError with a sentence.

    Paragraphs with an empty line between them: perhaps the instruction in one line, the five statements, the six
    answers from the best to the worst; one in each line.
    """
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    paragraphs = _paragraphs(lines)
    if len(paragraphs) == 3 and len(paragraphs[0]) == 1:
        lead: str | None = paragraphs[0][0]
    elif len(paragraphs) == 2:
        lead = None
    else:
        raise ValueError(
            "The file must hold two or three paragraphs with an empty line between them: perhaps the instruction in "
            "one line, the five statements, the six answers."
        )
    statements, answers = paragraphs[-2:]
    _check_lines(statements, WHO5_STATEMENTS, "statements", _LONGEST_STATEMENT)
    _check_lines(answers, WHO5_ANSWERS, "answers", _LONGEST_ANSWER)
    if lead is not None:
        _check_lines([lead], 1, "instruction", _LONGEST_STATEMENT)
    return Wording(lead, tuple(statements), tuple(answers))


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [one for one in found if one]


def _check_lines(lines: Sequence[str], number: int, what: str, longest: int) -> None:
    if len(lines) != number:
        raise ValueError(f"There must be {number} {what}, a line each; there are {len(lines)}.")
    if len({line.casefold() for line in lines}) != number:
        raise ValueError(f"Two of the {what} are the same.")
    for line in lines:
        if len(line) > longest:
            raise ValueError(f"One of the {what} is longer than {longest} characters: “{line[:40]}…”.")
        if not line.isprintable() or not any(letter.isalpha() for letter in line):
            raise ValueError(f"One of the {what} cannot be read: “{line[:40]}”.")
