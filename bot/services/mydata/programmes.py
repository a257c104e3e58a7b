"""One's programme: mentors, pauses, months and plans."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot import storage
from bot.rules.periods import Period
from bot.services import months
from bot.storage import Database


@dataclass(frozen=True)
class Mentor:
    name: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Pause:
    first_on: date
    last_on: date | None


@dataclass(frozen=True)
class Month:
    """`counted` is what the municipality's rules count of what was logged."""

    month: str
    logged_minutes: int
    counted_minutes: int
    target_minutes: int


@dataclass(frozen=True)
class ShortMonth:
    """Why a month could not bring its hours, as a coordinator noted it."""

    month: str
    reason: str
    words: str | None
    noted_at: datetime


@dataclass(frozen=True)
class PlanVersion:
    number: int
    reason: str | None
    written_at: datetime
    shown_at: datetime | None
    agreed_at: datetime | None
    approved_at: datetime | None


@dataclass(frozen=True)
class PlanItem:
    """In the versions from the first until before the last."""

    first_version: int
    last_version: int | None
    month: str
    pillar: str
    kind: str
    title: str
    goal: str | None
    days: int | None
    minutes: int | None
    state: str
    written_at: datetime
    settled_at: datetime | None
    talk_asked_at: datetime | None


@dataclass(frozen=True)
class PlanGoal:
    month: str
    words: str
    written_at: datetime


@dataclass(frozen=True)
class PlanSuggestion:
    title: str
    reason: str | None
    pillar: str
    kind: str
    suggested_at: datetime


@dataclass(frozen=True)
class Programme:
    municipality: str
    started_on: date
    planned_end_on: date
    begun_again_on: date | None
    ended_on: date | None
    end_reason: str | None
    length_reason: str | None
    mentors: tuple[Mentor, ...]
    pauses: tuple[Pause, ...]
    months: tuple[Month, ...]
    short_months: tuple[ShortMonth, ...]
    plan_versions: tuple[PlanVersion, ...]
    plan_items: tuple[PlanItem, ...]
    plan_goals: tuple[PlanGoal, ...]
    plan_suggestions: tuple[PlanSuggestion, ...]


async def programme(db: Database, one: Any, place: str, today: date) -> Programme:
    pauses = await storage.pairs.pauses_of(db, [one.id])
    return Programme(
        municipality=place,
        started_on=one.started_on,
        planned_end_on=one.planned_end_on,
        begun_again_on=one.begun_again_on,
        ended_on=one.ended_on,
        end_reason=one.end_reason,
        length_reason=one.length_reason,
        mentors=tuple(Mentor(*row) for row in await storage.mydata.mentors_of(db, one.id)),
        pauses=tuple(Pause(first, last) for first, last in pauses[one.id]),
        months=tuple(await _months(db, one.id, today)),
        short_months=tuple(
            ShortMonth(noted.month, noted.reason, noted.words, noted.noted_at)
            for noted in await storage.mydata.month_reasons(db, one.id)
        ),
        plan_versions=tuple(
            PlanVersion(row.number, row.reason, row.written_at, row.proposed_at, row.agreed_at, row.approved_at)
            for row in await storage.mydata.plan_versions(db, one.id)
        ),
        plan_items=tuple(
            PlanItem(
                first_version=row.first_version,
                last_version=row.last_version,
                month=row.month,
                pillar=row.pillar,
                kind=row.kind,
                title=row.title,
                goal=row.goal,
                days=row.days,
                minutes=row.minutes,
                state=row.state,
                written_at=row.written_at,
                settled_at=row.settled_at,
                talk_asked_at=row.talk_asked_at,
            )
            for row in await storage.mydata.plan_items(db, one.id)
        ),
        plan_goals=tuple(
            PlanGoal(row.month, row.words, row.written_at) for row in await storage.mydata.plan_goals(db, one.id)
        ),
        plan_suggestions=tuple(
            PlanSuggestion(row.title, row.reason, row.pillar, row.kind, row.suggested_at)
            for row in await storage.mydata.plan_suggestions(db, one.id)
        ),
    )


async def _months(db: Database, participation_id: int, today: date) -> list[Month]:
    """Every month in which something was logged, and this one."""
    logged: Counter[Period] = Counter()
    for day, minutes in await storage.mydata.minutes_by_day(db, participation_id):
        logged[Period.containing(day)] += minutes
    logged[Period.containing(today)] += 0
    beside = await storage.pairs.by_ids(db, [participation_id])
    found = []
    for period in sorted(logged, key=lambda one: one.first):
        [month] = await months.of(db, beside, period=period, today=min(today, period.last))
        counted, target = month.standing.done, month.standing.target
        found.append(Month(period.key, logged[period], _minutes(counted), _minutes(target)))
    return found


def _minutes(spent: timedelta) -> int:
    return int(spent.total_seconds()) // 60
