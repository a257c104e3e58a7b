"""A broadcast: a coordinator's words to a chosen group. Who is meant, what may be written, what became of it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules import text
from bot.rules.errors import Gone, NotUnderstood, TextTooLong
from bot.rules.lifelines import Cleared, Failed
from bot.rules.plans import Pillar

KIND = "broadcast"  # of its notices
MOST_UNITS = 3000  # of UTF-16: who it is from and whom to ask stand beside it in one message of 4,096
SAME_AGAIN = timedelta(hours=1)  # the same words once more within this are asked about
LONGEST = timedelta(days=31)  # until when it may be worth reading


class Group(StrEnum):
    """How its people are chosen."""

    ALL = "all"
    YOUTH = "youth"
    MENTORS = "mentors"
    LANGUAGE = "language"
    PILLAR = "pillar"
    ACTIVITY = "activity"


NARROWED = (Group.LANGUAGE, Group.PILLAR, Group.ACTIVITY)
"""These are for those of one language, with one pillar in their plan, asked to one activity."""


@dataclass(frozen=True)
class Addressees:
    """Whom a broadcast is for: `value` is a language, a pillar or an activity's number, where the group needs one."""

    group: Group
    value: str = ""

    @property
    def code(self) -> str:
        return f"{self.group}:{self.value}" if self.value else str(self.group)

    @classmethod
    def parse(cls, code: str) -> "Addressees":
        """Raises Gone for what cannot be one."""
        name, _, value = code.partition(":")
        if name not in set(Group) or bool(value) != (name in NARROWED):
            raise Gone
        if name == Group.PILLAR and value not in set(Pillar):
            raise Gone
        return cls(Group(name), value)


class BroadcastState(StrEnum):
    RUNNING = "running"
    STOPPING = "stopping"
    """Nothing leaves any more; those it did not reach are still being written down."""
    STOPPED = "stopped"
    DONE = "done"


AT_WORK = (BroadcastState.RUNNING, BroadcastState.STOPPING)


class Fate(StrEnum):
    """What became of a broadcast for one person."""

    TO_GO = "to_go"
    HELD = "held"
    """Quiet hours, a pause, or the message of the day was another one."""
    REACHED = "reached"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    STOPPED = "stopped"
    TOO_LATE = "too_late"
    """Held until after the last day on which it was worth reading."""
    LEFT = "left"
    """Takes part no more."""


MISSED = tuple(one for one in Fate if one is not Fate.REACHED)


def fate(state: str, reason: str | None) -> Fate:
    """Of one of its notices."""
    match state:
        case "sent":
            return Fate.REACHED
        case "waiting" | "queued":
            return Fate.HELD if state == "waiting" and reason is not None else Fate.TO_GO
        case "failed":
            return Fate.UNREACHABLE if reason == Failed.UNREACHABLE else Fate.FAILED
    return {str(Cleared.STOPPED): Fate.STOPPED, str(Cleared.OVER): Fate.TOO_LATE}.get(reason or "", Fate.LEFT)


@dataclass(frozen=True)
class Figures:
    """How many people each fate has met so far."""

    counts: tuple[tuple[Fate, int], ...]

    def of(self, *fates: Fate) -> int:
        return sum(n for fate, n in self.counts if fate in fates)

    @property
    def people(self) -> int:
        return self.of(*Fate)

    @property
    def is_over(self) -> bool:
        return not self.of(Fate.TO_GO, Fate.HELD)


def figures(found: Iterable[tuple[str, str | None, int]], *, unplanned: int = 0) -> Figures:
    """Out of (state, reason, how many) of its notices, and how many have none yet."""
    counts = dict.fromkeys(Fate, 0)
    counts[Fate.TO_GO] = unplanned
    for state, reason, n in found:
        counts[fate(state, reason)] += n
    return Figures(tuple((fate, n) for fate, n in counts.items() if n))


def clean_text(typed: str) -> str:
    """Its lines, without hidden marks, with at most one empty line between two. Raises NotUnderstood, TextTooLong."""
    lines: list[str] = []
    for line in map(text.visible, typed.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    cleaned = "\n".join(lines).strip()
    if not cleaned:
        raise NotUnderstood("words")
    if (n := units(cleaned)) > MOST_UNITS:
        raise TextTooLong(n, MOST_UNITS)
    return cleaned


def units(words: str) -> int:
    """Telegram's length: most letters are one unit, emoji and rare letters two."""
    return len(words.encode("utf-16-le")) // 2


def is_same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their case and spaces."""
    return _folded(one) == _folded(other)


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def check_last_day(day: date, *, today: date) -> None:
    """Raises NotUnderstood for a day that is past or too far away."""
    if not today <= day <= today + LONGEST:
        raise NotUnderstood("ahead")


def ends_at(last_day: date, zone: ZoneInfo) -> datetime:
    """The moment from which it is not worth reading any more."""
    return datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=zone)
