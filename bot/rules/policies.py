"""The programme's numbers, most of them unconfirmed: a municipality's settings, each with a sensible default.

A policy is stored as what differs from the defaults, with the day from which it holds. Confirmed facts (the
20 hours, ages, at most 4 months) have their fields too, so that a change of the regulation needs no release.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from bot.rules import notice_rules
from bot.rules.errors import NoDayLeft
from bot.rules.notice_rules import NoticeRules
from bot.rules.people import MinorsInChat
from bot.rules.quiet import DaysOff, QuietHours, Weekday

YOUTH_QUIET = QuietHours(time(21), time(9))
STAFF_QUIET = QuietHours(time(20), time(8))

Choice = TypeVar("Choice", bound=StrEnum)


class Kind(StrEnum):
    """What was done in a session: the nine of Smiltene's list."""

    MENTORING = "mentoring"
    CONSULTATION = "consultation"
    NONFORMAL_LEARNING = "nonformal_learning"
    SPECIALIST = "specialist"
    EVENT = "event"
    VOLUNTEERING = "volunteering"
    NGO_YOUTH_CENTRE = "ngo_youth_centre"
    COMPANY_VISIT = "company_visit"
    COMMUNITY = "community"


class Mode(StrEnum):
    """How a session was held."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    CHAT = "chat"


class OwnPause(StrEnum):
    """Whether the days of a young person's own pause are taken out of the programme."""

    ASKED = "asked"
    """When a coordinator agrees, who is asked at once."""
    NEVER = "never"
    """Reminders rest; the month owes what it owes."""
    ALWAYS = "always"


@dataclass(frozen=True)
class Policy:
    """One municipality's rules. Minutes, days and per cent are whole numbers."""

    target_minutes: int = 1200
    """Mentor support owed to a young person in a full month: 20 h, Smiltene's call."""
    rounding_minutes: int = 30
    """A part month's target is rounded up once to this."""
    kinds_that_count: frozenset[Kind] = frozenset(Kind)
    modes_that_count: frozenset[Mode] = frozenset(Mode)
    group_counts: bool = True
    """A group session counts in full for each young person who came. Not confirmed."""
    hours_a_day_possible_minutes: int = 240
    """More missing than this on each remaining day makes a month impossible."""

    correction_days: int = 5
    """Working days of the next month in which a month may still be corrected."""
    ask_over_minutes: int = 480
    """A longer session is asked about again."""
    ask_over_minutes_a_day: int = 720
    """More of one mentor's minutes on one day are asked about again."""
    late_after_hours: int = 72
    """A session logged later than this is marked late."""

    age_low: int = 15
    age_high: int = 30
    """On the day of joining age_low ≤ age < age_high."""
    minors_in_chat: MinorsInChat = MinorsInChat.WITH_GUARDIAN_CONSENT
    min_months: int = 1
    max_months: int = 4
    """A programme's length; outside of it the coordinator gives a reason."""
    mentor_max_youth: int = 6
    """One more is warned about, not refused: six was the first project's limit."""
    invitation_days: int = 14
    """An invitation may be used for so long."""

    notices: NoticeRules = notice_rules.PACKED
    """What is said unasked, to whom and when: what differs from rules/notices.toml."""

    ladder_low: int = 3
    """On the ladder from 0 to 10, this or less is answered with an offer to be called. Not confirmed."""
    who5_low: int = 50
    who5_strong: int = 28
    """WHO-5, 0 to 100: this or less is answered with an offer; with a person, who is told."""
    care_working_days: int = 1
    """Who asked to be called and whom nobody took for so long is told to the operator, and again to everyone."""
    talk_working_hours: int = 4
    """Who asked for somebody who is not their mentor: so many working hours until the others are asked, and as many
    more until the operator hears of it. Not confirmed."""
    crisis_minutes: int = 60
    """The same for words of crisis, at any hour; words heard again within this time do not alarm again. Not
    confirmed."""

    parishes: tuple[str, ...] = ()
    """Its towns and parishes, to choose from when somebody says where they live; without any the name is typed."""

    youth_quiet: QuietHours = YOUTH_QUIET
    staff_quiet: QuietHours = STAFF_QUIET
    youth_days_off: frozenset[Weekday] = frozenset()
    staff_days_off: frozenset[Weekday] = frozenset()
    """Weekdays on which nothing unprompted comes to those who have not chosen their own; six at most."""
    holidays_off: bool = True
    """The public holidays of Latvia are days off for everyone who has not chosen otherwise."""
    own_days_off: frozenset[date] = frozenset()
    """The municipality's own days off, for everyone there."""
    youth_budget_a_day: int = 1
    """Unprompted messages to a young person on one local day."""
    broadcast_counts: bool = True
    """A coordinator's message to a group is one of these, and the last of them; false: it comes on top of them."""
    staff_budget_a_day: int = 0
    """The same for mentors and coordinators; 0 is no limit."""

    own_pause: OwnPause = OwnPause.ASKED
    """What a young person's own pause is to the programme."""
    own_pause_days: int = 28
    """The longest pause that young people and mentors may give themselves."""

    chat_text_days: int = 30
    """Free words typed in chat are kept so long."""
    wellbeing_months_after_exit: int = 6
    """Wellbeing answers are kept so long after the programme ended."""
    records_years_after_exit: int = 5
    """Hours, plans and outcomes are kept so long; the funder's own date is not confirmed."""

    def __post_init__(self) -> None:
        if self.age_low >= self.age_high:
            raise ValueError("The policy age_low must be below age_high.")
        if self.min_months > self.max_months:
            raise ValueError("The policy min_months must not be above max_months.")
        if self.who5_strong > self.who5_low:
            raise ValueError("The policy who5_strong must not be above who5_low.")
        for name in ("youth_days_off", "staff_days_off"):
            try:
                DaysOff(getattr(self, name))
            except NoDayLeft:
                raise ValueError(f"The policy {name} must leave a day of the week.") from None

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> "Policy":
        """The policy that differs from the default by `values`. Raises ValueError with a sentence."""
        defaults = {one.name: getattr(DEFAULT, one.name) for one in fields(cls)}
        for name in values:
            if name not in defaults:
                raise ValueError(f"There is no policy called {name!r}.")
        # The reader gives each field the type of its default, which no type checker can see.
        read: dict[str, Any] = {name: _read(name, value, like=defaults[name]) for name, value in values.items()}
        return replace(DEFAULT, **read)

    def values(self) -> dict[str, object]:
        """What differs from the default, ready for JSON; `from_values` reads it back."""
        return {
            one.name: _plain(getattr(self, one.name))
            for one in fields(self)
            if getattr(self, one.name) != getattr(DEFAULT, one.name)
        }

    @property
    def target(self) -> timedelta:
        return timedelta(minutes=self.target_minutes)

    @property
    def rounding(self) -> timedelta:
        return timedelta(minutes=self.rounding_minutes)


MOST_PARISHES = 60
LONGEST_PARISH = 32  # characters: it is a button
_MAY_BE_ZERO = {"correction_days", "youth_budget_a_day", "staff_budget_a_day", "target_minutes", "ladder_low"}
_LISTS: dict[str, type[StrEnum]] = {
    "kinds_that_count": Kind,
    "modes_that_count": Mode,
    "youth_days_off": Weekday,
    "staff_days_off": Weekday,
}


def _read(name: str, value: object, *, like: object) -> object:
    """`value` as the type that the default has; bool is tried before int because Python calls it one."""
    if isinstance(like, bool):
        return _read_bool(name, value)
    if isinstance(like, int):
        return _read_int(name, value)
    if isinstance(like, StrEnum):
        return _read_choice(name, value, type(like))
    if isinstance(like, QuietHours):
        return _read_quiet(name, value)
    if isinstance(like, NoticeRules):
        return value if isinstance(value, NoticeRules) else notice_rules.differing(value)
    if isinstance(like, tuple):
        return _read_names(name, value)
    if name in _LISTS:
        return _read_choices(name, value, _LISTS[name])
    return _read_dates(name, value)


def _read_bool(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"The policy {name} must be true or false.")
    return value


def _read_int(name: str, value: object) -> int:
    low = 0 if name in _MAY_BE_ZERO else 1
    if not isinstance(value, int) or isinstance(value, bool) or value < low:
        raise ValueError(f"The policy {name} must be a whole number, {low} or more.")
    return value


def _read_choice(name: str, value: object, choices: type[Choice]) -> Choice:
    if not isinstance(value, str) or value not in list(choices):
        raise ValueError(f"The policy {name} must be one of: {', '.join(choices)}.")
    return choices(value)


def _read_choices(name: str, value: object, choices: type[Choice]) -> frozenset[Choice]:
    if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
        raise ValueError(f"The policy {name} must be a list of: {', '.join(choices)}.")
    return frozenset(_read_choice(name, one, choices) for one in value)


def _read_names(name: str, value: object) -> tuple[str, ...]:
    """In the order in which they shall stand."""
    if isinstance(value, str) or not isinstance(value, (list, tuple)) or len(value) > MOST_PARISHES:
        raise ValueError(f"The policy {name} must be a list of {MOST_PARISHES} names at most.")
    names = tuple(one.strip() if isinstance(one, str) else "" for one in value)
    if not all(0 < len(one) <= LONGEST_PARISH and one.isprintable() for one in names) or len(set(names)) < len(names):
        raise ValueError(f"The policy {name} must be different names of {LONGEST_PARISH} characters at most.")
    return names


def _read_dates(name: str, value: object) -> frozenset[date]:
    try:
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise ValueError
        return frozenset(one if isinstance(one, date) else date.fromisoformat(str(one)) for one in value)
    except ValueError:
        raise ValueError(f"The policy {name} must be a list of days such as 2026-12-23.") from None


def _read_quiet(name: str, value: object) -> QuietHours:
    if isinstance(value, QuietHours):
        return value
    try:
        start, end = str(value).split("-")
        return QuietHours(time.fromisoformat(start), time.fromisoformat(end))
    except ValueError:
        raise ValueError(f"The policy {name} must look like 21:00-09:00.") from None


def _plain(value: object) -> object:
    if isinstance(value, QuietHours):
        return f"{value.start:%H:%M}-{value.end:%H:%M}"
    if isinstance(value, NoticeRules):
        return value.values()
    if isinstance(value, frozenset):
        return sorted(str(one) for one in value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, StrEnum) else value


DEFAULT = Policy()
