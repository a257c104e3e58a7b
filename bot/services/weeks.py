"""What comes by itself once a week: to mentors the week ahead on Monday and what is still to log on Friday, to a young
person one warm message on Sunday, or none.

Each is planned on its own day only: after downtime nobody reads on Wednesday what was ahead on Monday.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import SeatAnswer
from bot.rules.forecasts import Load
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import Anchor, Hears
from bot.rules.notices import At
from bot.rules.people import Role
from bot.rules.proposals import Proposal
from bot.services import attendance, forecasts, gatherings, joining, proposals
from bot.services.gatherings import zone_of
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.activities import Gathering
from bot.storage.models import Notice
from bot.storage.reminders import Planned

LOOK_BACK = timedelta(days=13)
"""What passed without an entry is asked about for two weeks."""
_WEEK = timedelta(days=6)


@dataclass(frozen=True)
class Coming:
    """An activity of the week: when, what, with whom."""

    day: date
    start: time
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class WeekAhead:
    """A mentor's week. `offers` are (participation, name, proposals)."""

    first: date
    last: date
    coming: tuple[Coming, ...]
    months: tuple[YouthMonth, ...]
    load: Load | None
    offers: tuple[tuple[int, str, list[Proposal]], ...]


@dataclass(frozen=True)
class Unlogged:
    """An activity that is over and has no entry."""

    activity_id: int
    day: date
    start: time
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class ToLog:
    unlogged: tuple[Unlogged, ...]


@dataclass(frozen=True)
class YouthWeek:
    """What a young person did with the mentor in a week, and what comes next."""

    first: date
    last: date
    spent: timedelta
    coming: Coming | None


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """What this day of the week says to mentors and young people."""
    today = now.astimezone(zone).date()
    mentors = await storage.weeks.mentors(db, on=today)
    unlogged = await storage.weeks.leaders_without_entries(db, first=today - LOOK_BACK, last=today)
    youth = await _youth_of_note(db, today)
    known = await storage.municipalities.notice_rules(
        db, {place for _, place in mentors} | {place for _, place in youth}, on=today
    )
    found: dict[str, Planned] = {}
    for kind, hears, people in (
        ("week_ahead", Hears.MENTOR, mentors),
        ("to_log", Hears.MENTOR, [one for one in mentors if one[0] in unlogged]),
        ("youth_week", Hears.YOUTH, youth),
    ):
        for person_id, place in people:
            for rule in known[place].of_kind(kind):
                if rule.on and rule.anchor is Anchor.WEEK and rule.weekday == today.isoweekday():
                    key = f"{kind}:{today}:person={person_id}"
                    due_at = datetime.combine(today, rule.time_for(hears), tzinfo=zone)
                    one = Planned(key, person_id, kind, person_id, today.isoformat(), due_at, rule.name)
                    found.setdefault(key, one)
    return list(found.values())


async def _youth_of_note(db: Database, today: date) -> list[tuple[int, int]]:
    """On Sundays: (person, municipality) of those with whom something happened this week or is planned for the next."""
    if today.isoweekday() != 7:
        return []
    running = await storage.pairs.running_everywhere(db, first=today, last=today)
    ids = [one.participation_id for one in running]
    spent = await storage.weeks.spent(db, ids, first=today - _WEEK, last=today)
    seats = await storage.forecasts.seats(db, ids, first=today, last=today + timedelta(days=7))
    noted = set(spent) | {one.participation_id for one in seats if not one.is_off}
    return [(one.youth_id, one.municipality_id) for one in running if one.participation_id in noted]


# --- as it stands ---


async def ahead(db: Database, mentor_id: int, *, now: datetime, zone: ZoneInfo) -> WeekAhead | None:
    """From today until Sunday; None for who is beside nobody and leads nothing."""
    today = now.astimezone(zone).date()
    last = today + timedelta(days=7 - today.isoweekday())
    found = await forecasts.of_mentor(db, mentor_id, today=today, now=now, zone=zone)
    led = await storage.activities.of_leader_between(db, mentor_id, first=today, last=last)
    coming = tuple(_coming(one) for one in led if _begins(one) > now)
    if not found and not coming:
        return None
    return WeekAhead(
        first=today,
        last=last,
        coming=coming,
        months=tuple(found),
        load=forecasts.load(found, today=today, away=await forecasts.days_away(db, mentor_id, today=today)),
        offers=tuple(await proposals.for_most_urgent(db, found, mentor_id=mentor_id, now=now, zone=zone)),
    )


async def to_log(db: Database, mentor_id: int, *, now: datetime, zone: ZoneInfo) -> ToLog:
    """What the mentor led in the last two weeks, is over, and has no entry for somebody who may have come."""
    today = now.astimezone(zone).date()
    roles = await storage.people.roles_of(db, mentor_id)
    led = await storage.activities.of_leader_between(db, mentor_id, first=today - LOOK_BACK, last=today)
    found = []
    for one in led:
        seen = await gatherings.seen_by(db, one, mentor_id, [role for role in roles if role[0] is Role.MENTOR])
        if seen is None or _ends(one) > now:
            continue
        names = [
            seat.name
            for seat in seen.asked
            if seat.attended is not False
            and seat.answer != SeatAnswer.NOT_COMING
            and not await attendance.is_logged(db, seat.session_id)
        ]
        if names:
            activity = one.activity
            found.append(Unlogged(activity.id, activity.day, activity.start, activity.title, tuple(names)))
    return ToLog(tuple(found))


async def of_youth(db: Database, youth_id: int, *, now: datetime, zone: ZoneInfo) -> YouthWeek | None:
    """The last seven days and what comes next within a week; None where there is neither, or a pause."""
    today = now.astimezone(zone).date()
    stays = [
        one
        for one in await storage.pairs.of_youth(db, youth_id)
        if rules.participations.is_running(one.started_on, one.ended_on, on=today)
    ]
    ids = [one.participation_id for one in stays]
    if not ids or await _is_paused(db, ids, today):
        return None
    spent = await storage.weeks.spent(db, ids, first=today - _WEEK, last=today)
    asked = await storage.activities.ahead_of_youth(db, youth_id, since=today)
    coming = [one for one in asked if now < _begins(one) <= now + timedelta(days=7) and _may_come(one, youth_id)]
    if not spent and not coming:
        return None
    total = timedelta(minutes=sum(spent.values()))
    return YouthWeek(today - _WEEK, today, total, _coming(coming[0]) if coming else None)


async def _is_paused(db: Database, ids: Sequence[int], today: date) -> bool:
    pauses = await storage.pairs.pauses_of(db, ids)
    return any(
        rules.participations.is_running(first, last, on=today) for some in pauses.values() for first, last in some
    )


def _may_come(found: Gathering, youth_id: int) -> bool:
    seat = gatherings.own_seat(found, youth_id)
    return seat is not None and seat.answer in (None, SeatAnswer.COMING)


def _coming(found: Gathering) -> Coming:
    activity = found.activity
    names = tuple(one.name for one in found.asked if one.answer != SeatAnswer.NOT_COMING)
    return Coming(activity.day, activity.start, activity.title, names)


def _begins(found: Gathering) -> datetime:
    return rules.activities.begins(found.activity.day, found.activity.start, zone_of(found.activity))


def _ends(found: Gathering) -> datetime:
    activity = found.activity
    return rules.activities.ends(activity.day, activity.start, activity.minutes, zone_of(activity))


# --- still true? ---


async def _week_ahead(db: Database, notices: Sequence[Notice], at: At) -> dict[int, WeekAhead | Cleared]:
    facts: dict[int, WeekAhead | Cleared] = {}
    for one, over in _todays(notices, at, Role.MENTOR):
        facts[one.id] = over or await ahead(db, at.reader_id, now=at.now, zone=at.zone) or Cleared.NOT_YOURS
    return facts


async def _to_log(db: Database, notices: Sequence[Notice], at: At) -> dict[int, ToLog | Cleared]:
    facts: dict[int, ToLog | Cleared] = {}
    for one, over in _todays(notices, at, Role.MENTOR):
        found = await to_log(db, at.reader_id, now=at.now, zone=at.zone)
        facts[one.id] = over or (found if found.unlogged else Cleared.LOGGED)
    return facts


async def _youth_week(db: Database, notices: Sequence[Notice], at: At) -> dict[int, YouthWeek | Cleared]:
    """News of the day go first: a young person gets one message a day unasked."""
    facts: dict[int, YouthWeek | Cleared] = {}
    tonight = datetime.combine(at.today + timedelta(days=1), time(0), tzinfo=at.zone)
    waits = await storage.notices.comes_later(db, at.reader_id, after=at.now, before=tonight)
    has_declined = await joining.has_declined(db, at.reader_id)
    for one, over in _todays(notices, at, Role.YOUTH):
        if over is not None:
            facts[one.id] = over
        elif waits or has_declined:
            facts[one.id] = Cleared.WAITS if waits else Cleared.WITHDRAWN
        else:
            facts[one.id] = await of_youth(db, at.reader_id, now=at.now, zone=at.zone) or Cleared.PAUSED
    return facts


def _todays(notices: Iterable[Notice], at: At, role: Role) -> Iterable[tuple[Notice, Cleared | None]]:
    """Each with what made it unnecessary, if that is its day or its reader."""
    is_one = any(held is role for held, _ in at.roles)
    for one in notices:
        if one.detail != at.today.isoformat():
            yield one, Cleared.OTHER_DAY
        else:
            yield one, None if is_one and one.subject_id == at.reader_id else Cleared.NOT_YOURS


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[Mapping[int, Any]]]] = {
    "week_ahead": _week_ahead,
    "to_log": _to_log,
    "youth_week": _youth_week,
}
