"""What goes into the reader and what comes out."""

from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True)
class Name:
    """A young person on the mentor's roster, as spelt there, with the nicknames the mentor taught."""

    id: int
    name: str
    nicknames: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One understood field, the span of the text it came from, the rule that read it and what it made of it.

    `value` is written as in the answer (an ISO date, minutes, a kind, names); empty where nothing is sure.
    """

    field: str
    start: int
    end: int
    rule: str
    value: str = ""


@dataclass(frozen=True)
class Unsure:
    """Why a field is asked for, and the span that leaves the doubt; an empty span where nothing was said."""

    field: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Known:
    """What an unclear message did say; None where it is unsure. `minutes` are minutes, `day` is local.

    `ahead` is the day that was meant where it, or its time of day, is still to come."""

    youth: tuple[int, ...] | None = None
    day: date | None = None
    start: time | None = None
    minutes: int | None = None
    kind: str | None = None
    attended: bool = True
    note: str = ""
    pieces: tuple[Piece, ...] = field(default=(), compare=False)
    ahead: date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Entry:
    """A session that was fully understood."""

    youth: tuple[int, ...]
    day: date
    start: time | None
    minutes: int
    kind: str
    attended: bool
    note: str
    pieces: tuple[Piece, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Ask:
    """A session of which the named fields (youth, date, minutes, kind) are unsure."""

    fields: frozenset[str]
    known: Known
    why: tuple[Unsure, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class NotALog:
    """A message that is about something else."""


Answer = Entry | Ask | NotALog
