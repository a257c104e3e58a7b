"""The rules of what is said unasked: read from notices.toml, and what a municipality does otherwise from a day on.

A rule is data: what it hangs on, who hears it, when, how often at most, what makes it unnecessary. What differs is
named `rule.value`; everything else stays as it is packed. A new rule says a known kind on other days.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from hashlib import sha256
from importlib import resources
from typing import Any, TypeVar

from bot.rules.lifelines import Cleared

Word = TypeVar("Word", bound=StrEnum)


class Subject(StrEnum):
    """What a notice is about: whose number it carries."""

    PARTICIPATION = "participation"
    PERSON = "person"
    ACTIVITY = "activity"
    PROFILE = "profile"
    MUNICIPALITY = "municipality"
    CALL = "call"
    BROADCAST = "broadcast"
    TIME_OFF = "time_off"


class Anchor(StrEnum):
    """What a rule's time hangs on."""

    MONTH = "month"
    MONTH_POSSIBLE = "month_possible"
    MONTH_RESULT = "month_result"
    DAY = "day"
    LAST_ENTRY = "last_entry"
    PLANNED_END = "planned_end"
    CONSENT = "consent"
    WEEK = "week"
    PROGRAMME_MONTH = "programme_month"
    PROGRAMME_END = "programme_end"
    SITTING = "sitting"
    ACTIVITY = "activity"
    ACTIVITY_END = "activity_end"
    PLAN_CHANGE = "plan_change"
    CALL = "call"
    EVENT = "event"


DAILY = frozenset(
    {
        *(Anchor.MONTH, Anchor.MONTH_POSSIBLE, Anchor.LAST_ENTRY, Anchor.PLANNED_END, Anchor.CONSENT, Anchor.WEEK),
        *(Anchor.PROGRAMME_MONTH, Anchor.PROGRAMME_END, Anchor.SITTING, Anchor.MONTH_RESULT, Anchor.DAY),
    }
)
"""What is looked at once a local day."""


class Hears(StrEnum):
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    YOUTH = "youth"
    LEADER = "leader"
    """Whoever leads an activity."""
    AUTHOR = "author"
    """Whoever began what it is about."""


class Voice(StrEnum):
    """Whose news it is."""

    BLAKUS = "blakus"
    YOUTH = "youth"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    LEADER = "leader"


class Most(StrEnum):
    """How often it is said at most: once for each of these."""

    ONCE = "once"
    RUNG = "rung"
    MONTH = "month"
    WEEK = "week"
    SILENCE = "silence"
    DATE = "date"
    RULE = "rule"
    EVENT = "event"


class Passes(StrEnum):
    """What does not hold it back."""

    NOTHING = "nothing"
    BUDGET = "budget"
    QUIET_HOURS = "quiet hours"


class Trust(StrEnum):
    """What keeps a rung of the ladder silent."""

    HABIT = "habit"
    """What is planned, or that the month will reach its target if it goes on as the last weeks did."""
    PLANS = "plans"
    """Only what is planned: too little time is left to be wrong about a habit."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class NoticeRule:
    """One rule. `at` is empty where it is said at once; numbers that its anchor does not ask for are None."""

    name: str
    kind: str
    subject: Subject
    anchor: Anchor
    to: tuple[Hears, ...]
    clears: tuple[Cleared, ...]
    voice: Voice = Voice.BLAKUS
    most: Most = Most.EVENT
    at: tuple[tuple[Hears, time], ...] = ()
    passes: Passes = Passes.NOTHING
    private: bool = False
    on: bool = True
    day: int | None = None
    days_before_end: int | None = None
    share: Fraction | None = None
    every_days: int | None = None
    below_percent: int | None = None
    days: int | None = None
    hours: int | None = None
    weekday: int | None = None
    trusts: Trust = Trust.NOTHING

    def __post_init__(self) -> None:
        missing = sorted(one for one in _NEEDED.get(self.anchor, ()) if getattr(self, one) is None)
        if self.anchor is Anchor.MONTH and self.every_days is None:
            days = (self.day, self.days_before_end)
            missing += ["share"] if self.share is None else []
            missing += [] if days.count(None) == 1 else ["day or days_before_end"]
        if missing:
            raise ValueError(f"The rule {self.name} needs: {', '.join(missing)}.")
        if not self.on and self.passes is Passes.QUIET_HOURS:
            raise ValueError(f"The rule {self.name} is urgent and cannot be turned off.")

    def time_for(self, reader: Hears) -> time:
        """Local; raises KeyError where it is said at once."""
        return dict(self.at)[reader]

    @property
    def number(self) -> int:
        """Its days, which an anchor that counts days always has."""
        assert self.days is not None
        return self.days


_NEEDED: Mapping[Anchor, tuple[str, ...]] = {
    Anchor.MONTH: ("below_percent",),
    Anchor.LAST_ENTRY: ("days",),
    Anchor.PLANNED_END: ("days",),
    Anchor.CONSENT: ("days",),
    Anchor.WEEK: ("weekday",),
    Anchor.SITTING: ("days",),
    Anchor.ACTIVITY: ("days",),
    Anchor.PLAN_CHANGE: ("hours",),
}


@dataclass(frozen=True)
class NoticeRules:
    """All rules of one municipality, by what it does otherwise: JSON by rule, by value. Read when first asked."""

    differences: str = "{}"

    def __getitem__(self, name: str) -> NoticeRule:
        """Raises KeyError."""
        return _rules(self.differences)[name]

    def all(self) -> tuple[NoticeRule, ...]:
        """In their order."""
        return tuple(_rules(self.differences).values())

    def of_kind(self, kind: str) -> tuple[NoticeRule, ...]:
        return _by_kind(self.differences).get(kind, ())

    def hanging_on(self, anchor: Anchor) -> tuple[NoticeRule, ...]:
        """Those that are on."""
        return _by_anchor(self.differences).get(anchor, ())

    def is_on(self, kind: str) -> bool:
        """Whether any rule says this kind."""
        return any(one.on for one in self.of_kind(kind))

    def values(self) -> dict[str, dict[str, object]]:
        """What differs, ready for JSON; `differing` reads it back."""
        read: dict[str, dict[str, object]] = json.loads(self.differences)
        return read


PACKED = NoticeRules()


@cache
def alerts() -> frozenset[str]:
    """The kinds that may pass quiet hours where they are urgent: somebody's safety is meant."""
    return frozenset(one.kind for one in PACKED.all() if one.passes is Passes.QUIET_HOURS)


@cache
def _text() -> str:
    return (resources.files("bot.rules") / "notices.toml").read_text("utf-8")


@cache
def _packed() -> dict[str, dict[str, object]]:
    return tomllib.loads(_text())


@cache
def fingerprint() -> str:
    """Changes with the packed rules."""
    return sha256(_text().encode()).hexdigest()[:16]


def differing(values: object) -> NoticeRules:
    """The packed rules with these values instead, by rule and name. Raises ValueError with a sentence."""
    if not isinstance(values, Mapping) or not all(isinstance(one, Mapping) for one in values.values()):
        raise ValueError("The policy notices must be a table of rules, such as warn10 with below_percent = 60.")
    tables = {name: dict(table) for name, table in values.items()}
    found = NoticeRules(json.dumps(_what_differs(tables), sort_keys=True, ensure_ascii=False, default=str))
    found.all()
    return found


def changed(text: str) -> dict[str, dict[str, object]]:
    """What a TOML file of rules does otherwise than the packed one: the whole file or a part of it, ready for
    `differing`. Raises ValueError with a sentence."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ValueError(f"The rules cannot be read: {problem}.") from None
    return differing(tables).values()


def _what_differs(tables: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Without what says the same; a rule that is not packed is kept whole."""
    own = _packed()
    found = {}
    for name, table in tables.items():
        other = {key: value for key, value in table.items() if key not in own.get(name, {}) or own[name][key] != value}
        if other:
            found[name] = other
    return found


@lru_cache(maxsize=256)
def _rules(differences: str) -> dict[str, NoticeRule]:
    tables = {name: dict(table) for name, table in _packed().items()}
    for name, table in json.loads(differences).items():
        tables[name] = {**_like(name, tables, table), **table}
    return {name: _rule(name, table) for name, table in tables.items()}


def _like(name: str, tables: Mapping[str, dict[str, Any]], table: Mapping[str, Any]) -> dict[str, Any]:
    """The packed rule that this one changes, or the one whose kind a new one says on other days. What is said, of what
    and by whom is not a municipality's to change, because words and rights hang on it."""
    fixed = [one for one in table if one not in _MAY_DIFFER and not (one == "kind" and name not in tables)]
    if fixed:
        raise ValueError(f"The rule {name}.{fixed[0]} cannot be changed, or is not a value of rules.")
    kind = _kind(name, tables.get(name, table))
    own = tables.get(name) or next((one for key, one in tables.items() if _kind(key, one) == kind), None)
    if own is None:
        raise ValueError(f"There is no rule called {name!r}.")
    readers = {reader for key, one in tables.items() if _kind(key, one) == kind for reader in one["to"]}
    if not set(table.get("to", own["to"])) <= readers:
        raise ValueError(f"The rule {name}.to must be a list of: {', '.join(sorted(readers))}.")
    if name in tables:
        return own
    return {key: value for key, value in own.items() if key not in _NUMBERS} | {"kind": kind, "most": "rule"}


def _kind(name: str, table: Mapping[str, object]) -> object:
    return table.get("kind", name)


@lru_cache(maxsize=256)
def _by_kind(differences: str) -> dict[str, tuple[NoticeRule, ...]]:
    found: dict[str, tuple[NoticeRule, ...]] = {}
    for one in _rules(differences).values():
        found[one.kind] = (*found.get(one.kind, ()), one)
    return found


@lru_cache(maxsize=256)
def _by_anchor(differences: str) -> dict[Anchor, tuple[NoticeRule, ...]]:
    found: dict[Anchor, tuple[NoticeRule, ...]] = {}
    for one in _rules(differences).values():
        if one.on:
            found[one.anchor] = (*found.get(one.anchor, ()), one)
    return found


def _rule(name: str, table: Mapping[str, object]) -> NoticeRule:
    for key in table:
        if key not in _READ:
            raise ValueError(f"The rule {name} has no value called {key!r}.")
    # Each reader gives its field's type, which no type checker can see.
    read: dict[str, Any] = {key: _READ[key](f"The rule {name}.{key}", value) for key, value in table.items()}
    read.setdefault("kind", name)
    if isinstance(at := read.get("at"), time):
        read["at"] = tuple((one, at) for one in Hears)
    return NoticeRule(name=name, **read)


# --- values ---


def _name(what: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{what} must be a name.")
    return value


def _flag(what: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{what} must be true or false.")
    return value


def _whole(low: int, high: int) -> Callable[[str, object], int]:
    def read(what: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"{what} must be a whole number from {low} to {high}.")
        return value

    return read


def _share(what: str, value: object) -> Fraction:
    try:
        share = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise ValueError(f"{what} must be a share such as 2/3.")
    return share


def _word(words: type[Word]) -> Callable[[str, object], Word]:
    def read(what: str, value: object) -> Word:
        if not isinstance(value, str) or value not in list(words):
            raise ValueError(f"{what} must be one of: {', '.join(words)}.")
        return words(value)

    return read


def _words(words: type[Word]) -> Callable[[str, object], tuple[Word, ...]]:
    def read(what: str, value: object) -> tuple[Word, ...]:
        if isinstance(value, str) or not isinstance(value, list | tuple) or not value:
            raise ValueError(f"{what} must be a list of: {', '.join(words)}.")
        return tuple(_word(words)(what, one) for one in value)

    return read


def _at(what: str, value: object) -> time | tuple[tuple[Hears, time], ...]:
    if isinstance(value, Mapping):
        return tuple((_word(Hears)(what, reader), _clock(what, at)) for reader, at in value.items())
    return _clock(what, value)


def _clock(what: str, value: object) -> time:
    try:
        return time.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{what} must look like 08:30.") from None


_READ: Mapping[str, Callable[[str, object], object]] = {
    "kind": _name,
    "subject": _word(Subject),
    "anchor": _word(Anchor),
    "to": _words(Hears),
    "clears": _words(Cleared),
    "voice": _word(Voice),
    "most": _word(Most),
    "at": _at,
    "passes": _word(Passes),
    "private": _flag,
    "on": _flag,
    "day": _whole(1, 28),
    "days_before_end": _whole(0, 27),
    "share": _share,
    "every_days": _whole(1, 31),
    "below_percent": _whole(0, 100),
    "days": _whole(-366, 366),
    "hours": _whole(1, 24 * 31),
    "weekday": _whole(1, 7),
    "trusts": _word(Trust),
}
_NUMBERS = frozenset({"day", "days_before_end", "share", "every_days", "below_percent", "days", "hours", "weekday"})
_MAY_DIFFER = _NUMBERS | {"on", "at", "most", "to", "trusts"}
assert _READ.keys() == {one.name for one in fields(NoticeRule)} - {"name"}
