"""How months will end: what is planned, and how the last weeks went.

Asked together for any number of young people, with the same three statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.forecasts import Ahead, Forecast, Load, Record, Week
from bot.rules.periods import Period
from bot.rules.policies import Kind, Mode
from bot.services import months
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.forecasts import OneSeat, OneWeek

Row = TypeVar("Row", bound=tuple[Any, ...])

RECORD = timedelta(days=90)
"""How far back activities tell how often theirs take place."""


async def added(
    db: Database, found: Sequence[YouthMonth], *, now: datetime, zone: ZoneInfo, plans_only: bool = False
) -> list[YouthMonth]:
    """The same months, each with its forecast as of this moment; all of them are of the month that runs. With
    `plans_only` for whoever only asks whether plans cover the rest: what is to be expected is not reckoned."""
    if not found:
        return []
    today = now.astimezone(zone).date()
    period = found[0].standing.period
    ids = [one.beside.participation_id for one in found]
    weeks = by_participation([] if plans_only else await storage.forecasts.weeks(db, ids, today=today))
    seats = by_participation(await storage.forecasts.seats(db, ids, first=period.first, last=period.last))
    past = [] if plans_only else await storage.forecasts.past(db, ids, first=today - RECORD, today=today)
    records = {one[0]: Record(*one[1:]) for one in past}
    return [
        _with_forecast(
            month,
            weeks.get(month.beside.participation_id, []),
            seats.get(month.beside.participation_id, []),
            records.get(month.beside.participation_id, Record()),
            now=now,
            today=today,
        )
        for month in found
    ]


async def of_mentor(db: Database, mentor_id: int, *, today: date, now: datetime, zone: ZoneInfo) -> list[YouthMonth]:
    """The month of `today` of those a mentor is beside then, with its forecast, the most urgent first."""
    found = await months.of_mentor(db, mentor_id, period=Period.containing(today), today=today)
    return most_urgent_first(await added(db, found, now=now, zone=zone))


async def days_away(db: Database, person_id: int, *, today: date) -> frozenset[date]:
    """Of a mentor's own pause, from today on."""
    off = await storage.time_off.ahead(db, person_id, on=today)
    return frozenset(rules.periods.days_from(max(off.first_on, today), off.last_on)) if off is not None else frozenset()


def load(found: Sequence[YouthMonth], *, today: date, away: AbstractSet[date]) -> Load | None:
    """A mentor's, of several young people, without the days on which the mentor is away; None for one alone, whose own
    line says it all."""
    known = [one for one in found if one.forecast is not None]
    if len(known) < 2:
        return None
    days = frozenset(day for one in known for day in one.active_days if day >= today)
    most = max(most_a_day(one) for one in known)
    return rules.forecasts.load([one.forecast for one in known if one.forecast], days=days, away=away, most_a_day=most)


def most_urgent_first(found: Iterable[YouthMonth]) -> list[YouthMonth]:
    """Who can still be helped and has the least time to spare comes first; those without a forecast come last."""
    return sorted(found, key=_urgency)


def most_a_day(month: YouthMonth) -> timedelta:
    return timedelta(minutes=month.policy.hours_a_day_possible_minutes)


# --- one month ---


def _with_forecast(
    month: YouthMonth,
    weeks: Sequence[OneWeek],
    seats: Sequence[OneSeat],
    record: Record,
    *,
    now: datetime,
    today: date,
) -> YouthMonth:
    counted = rules.hours.what_counts(month.policy)
    ahead = [
        Ahead(one.day, one.minutes if _counts(one, counted) else 0, one.is_accepted)
        for one in seats
        if not one.is_off and _begins(one) > now
    ]
    forecast = rules.forecasts.forecast(
        month.standing,
        active_days=month.active_days,
        today=today,
        ahead=ahead,
        weeks=_weeks(month, weeks, counted, today),
        record=record,
        most_a_day=most_a_day(month),
    )
    return replace(month, forecast=forecast, called_off=tuple(one.day for one in seats if one.is_off))


def _weeks(
    month: YouthMonth, found: Sequence[OneWeek], counted: frozenset[tuple[str, str, bool]], today: date
) -> list[Week]:
    """Of habit, the latest first; days in a pause or before the programme began are not active."""
    minutes = [0] * rules.forecasts.WEEKS
    for one in found:
        if (one.kind, one.mode, one.is_group) in counted:
            minutes = [so_far + more for so_far, more in zip(minutes, one.minutes, strict=True)]
    days = [7] * rules.forecasts.WEEKS
    if month.pauses or not _takes_part(month, rules.forecasts.habit_from(today)) or not _takes_part(month, today):
        days = _active_days(month, today)
    return [Week(*one) for one in zip(minutes, days, strict=True)]


def _active_days(month: YouthMonth, today: date) -> list[int]:
    days = [0] * rules.forecasts.WEEKS
    for day in rules.periods.days_from(rules.forecasts.habit_from(today), today - timedelta(days=1)):
        if _takes_part(month, day):
            days[rules.forecasts.week_of(day, today)] += 1
    return days


def _takes_part(month: YouthMonth, day: date) -> bool:
    beside = month.beside
    last = rules.participations.owes_until(beside.planned_end_on, beside.ended_on)
    if not beside.started_on <= day <= last:
        return False
    return not any(rules.participations.is_running(first, until, on=day) for first, until in month.pauses)


def _counts(one: OneSeat, counted: frozenset[tuple[str, str, bool]]) -> bool:
    """As it will when it is logged: how it is held is not known yet, so in person."""
    return (Kind(one.kind).value, Mode.IN_PERSON.value, one.asked > 1) in counted


def _begins(one: OneSeat) -> datetime:
    return rules.activities.begins(one.day, one.start, ZoneInfo(one.zone))


def _urgency(month: YouthMonth) -> tuple[tuple[int, timedelta], str, int]:
    forecast: Forecast | None = month.forecast
    rank = (4, timedelta(0)) if forecast is None else rules.forecasts.urgency(forecast)
    return rank, month.beside.name, month.beside.participation_id


def by_participation(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    """Each of these rows begins with it."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found
