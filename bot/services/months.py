"""How months stand: done, owed, missing, beside the month before. Asked by everyone, computed in one place.

The number of statements is the same for one young person and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot import rules, storage
from bot.rules.forecasts import Forecast
from bot.rules.hours import ShortReason, Standing
from bot.rules.notice_rules import PACKED, NoticeRules
from bot.rules.periods import Period
from bot.rules.policies import DEFAULT, Policy
from bot.storage import Database
from bot.storage.models import MonthReason
from bot.storage.months import Minutes
from bot.storage.pairs import Beside

AT_ONCE = 1000  # ids in one statement: PostgreSQL takes at most 32,767 parameters

Spans = Sequence[tuple[date, date | None]]


@dataclass(frozen=True)
class Reason:
    """Why a month could not bring its hours; `words` are the coordinator's, if any."""

    kind: ShortReason
    words: str | None


@dataclass(frozen=True)
class YouthMonth:
    """One young person's month. `own_share` is the asking mentor's part of what was done; `reason` is looked up for
    coordinators only."""

    beside: Beside
    standing: Standing
    mentors: tuple[tuple[int, str], ...]
    own_share: timedelta | None
    last_logged: date | None
    policy: Policy
    """In force on the month's first day."""
    active_days: frozenset[date] = field(repr=False)
    is_overdue: bool
    """The planned end has passed: the coordinator ends the programme or moves it."""
    pauses: Spans = ()
    reason: Reason | None = None
    notices: NoticeRules = PACKED
    """In force today: what is said of the month may change while it runs, what it owes may not."""
    forecast: Forecast | None = None
    """How it will end, where that was asked for (`services.forecasts`)."""
    called_off: tuple[date, ...] = ()
    """The days of its activities that were called off or declined; asked for with the forecast."""


@dataclass(frozen=True)
class _Records:
    """What is stored about some participations, fetched at once."""

    policies: dict[int, list[tuple[date, Policy]]]
    pauses: dict[int, list[tuple[date, date | None]]]
    mentors: dict[int, list[tuple[int, str]]]
    last_logged: dict[int, date]
    before: dict[int, list[Minutes]]
    during: dict[int, list[Minutes]]


async def of(
    db: Database,
    participations: Sequence[Beside],
    *,
    period: Period,
    today: date,
    mentor_id: int | None = None,
) -> list[YouthMonth]:
    """The month of each participation, as of `today`, in the same order.

    A month is judged by the policy in force on its first day, so that a new policy never changes a month that
    runs already.
    """
    months: list[YouthMonth] = []
    for start in range(0, len(participations), AT_ONCE):
        chunk = participations[start : start + AT_ONCE]
        records = await _records(db, chunk, period, today)
        months += [_month(one, records, period, today, mentor_id) for one in chunk]
    return months


async def with_reasons(db: Database, found: Sequence[YouthMonth], *, period: Period) -> list[YouthMonth]:
    """The same months of `period` with what coordinators noted about them."""
    ids = [one.beside.participation_id for one in found]
    noted = await storage.months.reasons_of(db, ids, period.key)
    return [replace(one, reason=_reason(noted.get(one.beside.participation_id))) for one in found]


async def in_municipality(db: Database, municipality_id: int, *, period: Period, today: date) -> list[YouthMonth]:
    """Everyone's month up to today, worst first, as a coordinator sees it."""
    besides = await storage.pairs.in_municipality(db, municipality_id, first=period.first, last=today)
    found = worst_first(await of(db, besides, period=period, today=today))
    named = told_apart(found, await storage.roll.namesakes(db, [municipality_id]))
    return await with_reasons(db, named, period=period)


async def of_mentor(db: Database, mentor_id: int, *, period: Period, today: date) -> list[YouthMonth]:
    """Of those a mentor is beside today, worst first, with the mentor's own share."""
    besides = await storage.pairs.youth_of(db, mentor_id, on=today)
    found = worst_first(await of(db, besides, period=period, today=today, mentor_id=mentor_id))
    if len({one.name for one in besides}) == len(besides):
        return found
    ever = await storage.pairs.youth_ever_of(db, mentor_id)  # the numbers under which entries name them, too
    return told_apart(found, [(one.youth_id, one.name) for one in ever])


def told_apart(found: Sequence[YouthMonth], people: Iterable[tuple[int, str]]) -> list[YouthMonth]:
    """The same months; who shares a name with another of these people gets its number."""
    names = rules.people.told_apart(people)
    return [
        replace(
            one,
            beside=replace(one.beside, name=names.get(one.beside.youth_id, one.beside.name)),
            mentors=tuple((person_id, names.get(person_id, name)) for person_id, name in one.mentors),
        )
        for one in found
    ]


async def short_of(db: Database, one: Beside, *, today: date) -> tuple[Period, ...]:
    """The month before, while it is open, and this one: those of the two in which hours are missing."""
    this = Period.containing(today)
    [before] = await of(db, [one], period=this.previous(), today=today)
    [now] = await of(db, [one], period=this, today=today)
    return tuple(
        month.standing.period
        for month in (before, now)
        if not month.standing.is_reached
        and rules.periods.is_open(month.standing.period, today=today, correction_days=month.policy.correction_days)
    )


def worst_first(months: Iterable[YouthMonth]) -> list[YouthMonth]:
    """Most missing hours first; equals by name."""
    return sorted(months, key=lambda one: (-one.standing.missing, one.beside.name, one.beside.participation_id))


async def _records(db: Database, chunk: Sequence[Beside], period: Period, today: date) -> _Records:
    ids = [one.participation_id for one in chunk]
    before, during = await storage.months.minutes_about(
        db, ids, first=period.previous().first, middle=period.first, last=period.last
    )
    return _Records(
        policies=await storage.municipalities.policies(db, {one.municipality_id for one in chunk}),
        pauses=await storage.pairs.pauses_of(db, ids),
        mentors=await storage.pairs.mentors_of(db, ids, on=today),
        last_logged=await storage.sessions.last_logged(db, ids),
        before=_by_participation(before),
        during=_by_participation(during),
    )


def _month(one: Beside, records: _Records, period: Period, today: date, mentor_id: int | None) -> YouthMonth:
    own = records.policies.get(one.municipality_id, [])
    previous = period.previous()
    policy, previous_policy = _in_force(own, period.first), _in_force(own, previous.first)
    away = records.pauses[one.participation_id]
    active = _active_days(one, period, away)
    counted = _counted(records.during[one.participation_id], policy)
    standing = rules.hours.standing(
        period,
        done=_sum(counted),
        active_days=active,
        today=today,
        policy=policy,
        previous_done=_sum(_counted(records.before[one.participation_id], previous_policy)),
        previous_target=rules.hours.target(
            previous,
            _active_days(one, previous, away),
            full=previous_policy.target,
            to=previous_policy.rounding,
        ),
    )
    return YouthMonth(
        beside=one,
        standing=standing,
        mentors=tuple(records.mentors[one.participation_id]),
        own_share=None if mentor_id is None else _sum(row for row in counted if row.mentor_id == mentor_id),
        last_logged=records.last_logged.get(one.participation_id),
        policy=policy,
        notices=_in_force(own, today).notices,
        active_days=active,
        is_overdue=rules.participations.is_overdue(one.planned_end_on, one.ended_on, on=today),
        pauses=tuple(away),
    )


def _active_days(one: Beside, period: Period, away: Spans) -> frozenset[date]:
    """A programme that runs on beyond its planned end owes nothing more; what is logged then still counts."""
    last = rules.participations.owes_until(one.planned_end_on, one.ended_on)
    if not away and one.started_on <= period.first and period.last <= last:
        return period.days
    return rules.hours.active_days(period, started=one.started_on, ended=last, pauses=away)


def _reason(noted: MonthReason | None) -> Reason | None:
    return Reason(ShortReason(noted.reason), noted.words) if noted is not None else None


def _in_force(policies: Iterable[tuple[date, Policy]], on: date) -> Policy:
    return next((policy for valid_from, policy in policies if valid_from <= on), DEFAULT)


def _by_participation(minutes: Iterable[Minutes]) -> dict[int, list[Minutes]]:
    found: dict[int, list[Minutes]] = defaultdict(list)
    for row in minutes:
        found[row.participation_id].append(row)
    return found


def _counted(rows: Iterable[Minutes], policy: Policy) -> list[Minutes]:
    counted = rules.hours.what_counts(policy)
    return [row for row in rows if (row.kind, row.mode, row.is_group) in counted]


def _sum(rows: Iterable[Minutes]) -> timedelta:
    return timedelta(minutes=sum(row.minutes for row in rows))
