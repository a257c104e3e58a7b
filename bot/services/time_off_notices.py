"""What people hear about pauses that somebody gave themselves: true when it leaves. The subject is always the pause."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.hours import Standing
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.time_off import TimeOffDecision, TimeOffReason
from bot.services import activities, months
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.models import Notice, TimeOff


@dataclass(frozen=True)
class Away:
    """Somebody's days; `until` is the day of return, after the last. `reason` is for coordinators only."""

    time_off_id: int
    name: str
    first: date
    until: date
    reason: TimeOffReason | None = None
    people: tuple[str, ...] = ()
    """To a coordinator and to a stand-in the young people, to the absent mentor the stand-ins."""

    @property
    def last(self) -> date:
        return rules.time_off.last_day(self.until)


@dataclass(frozen=True)
class Answered:
    agreed: bool
    first: date
    until: date
    coordinators: tuple[str, ...]


@dataclass(frozen=True)
class Back:
    """Where things are: the month of each, one's own or of one's young people, and what comes next."""

    is_youth: bool
    months: tuple[tuple[str, Standing], ...]
    next_title: str | None
    next_day: date | None
    next_start: time | None


async def back(
    db: Database, person_id: int, roles: frozenset[tuple[Role, int]], *, now: datetime, today: date, zone: ZoneInfo
) -> Back:
    """As things stand now."""
    period = Period.containing(today)
    is_youth = any(role is Role.YOUTH for role, _ in roles)
    if is_youth:
        stays = [
            one
            for one in await storage.pairs.of_youth(db, person_id)
            if one.ended_on is None and one.started_on <= today and (Role.YOUTH, one.municipality_id) in roles
        ]
        found = await months.of(db, stays[:1], period=period, today=today)
        ahead = await activities.of_youth(db, youth_id=person_id, now=now, zone=zone)
        following = [one.activity for one, seat in ahead if seat.answer in (None, SeatAnswer.COMING)]
    else:
        found = await months.of_mentor(db, person_id, period=period, today=today)
        led = await storage.activities.of_leader(db, person_id, since=today)
        following = [one.activity for one in led]
    following = sorted(
        (
            one
            for one in following
            if one.state == ActivityState.PLANNED and rules.activities.begins(one.day, one.start, zone_of(one)) > now
        ),
        key=lambda one: (one.day, one.start),
    )
    first = following[0] if following else None
    return Back(
        is_youth=is_youth,
        months=tuple((one.beside.name, one.standing) for one in found),
        next_title=None if first is None else first.title,
        next_day=None if first is None else first.day,
        next_start=None if first is None else first.start,
    )


async def _over(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Back]:
    """Holds where the pause came to its end by itself and no other holds."""
    rows = await _rows(db, notices)
    facts = {}
    for notice in notices:
        row = rows.get(notice.subject_id or 0)
        if row is None or row.person_id != at.reader_id or row.ended_at is not None or row.last_on >= at.today:
            continue
        if await storage.time_off.holding(db, at.reader_id, on=at.today) is None:
            facts[notice.id] = await back(db, at.reader_id, at.roles, now=at.now, today=at.today, zone=at.zone)
    return facts


async def _wished(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To coordinators; holds until one of them has decided, or it is over."""
    facts = {}
    for notice, row in await _open(db, notices, at):
        stay = await storage.pairs.by_id(db, row.participation_id or 0)
        if row.decision != TimeOffDecision.ASKED or stay is None or stay.ended_on is not None:
            continue
        if at.coordinates(stay.municipality_id):
            facts[notice.id] = _away(row, stay.name, with_reason=True)
    return facts


async def _rests(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To mentors: their young person's days, without the reason."""
    facts = {}
    for notice, row in await _open(db, notices, at):
        stay = await storage.pairs.by_id(db, row.participation_id or 0)
        if stay is not None and at.reader_id in {one for one, _ in await _mentors(db, stay.participation_id, at)}:
            facts[notice.id] = _away(row, stay.name)
    return facts


async def _answered(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Answered]:
    facts = {}
    for notice, row in await _open(db, notices, at):
        stay = await storage.pairs.by_id(db, row.participation_id or 0)
        if row.person_id == at.reader_id and row.decision != TimeOffDecision.ASKED and stay is not None:
            holders = await storage.people.holders(db, Role.COORDINATOR, stay.municipality_id)
            facts[notice.id] = Answered(
                agreed=row.decision == TimeOffDecision.AGREED,
                first=row.first_on,
                until=rules.time_off.back_on(row.last_on),
                coordinators=tuple(one.name for one in holders),
            )
    return facts


async def _wanted(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To coordinators; holds while nobody stands in."""
    facts = {}
    places = [place for role, place in at.roles if role is Role.COORDINATOR]
    for notice, row in await _open(db, notices, at):
        first = max(at.today, row.first_on)
        found = await storage.time_off.pairs_to_cover(db, row.person_id, on=first, places=places)
        if found and not await storage.time_off.stand_ins(db, row.person_id, on=at.today, places=places):
            names = await storage.people.names_of(db, [row.person_id])
            youth = tuple(name for _, _, name in found)
            facts[notice.id] = _away(row, names[row.person_id], with_reason=True, people=youth)
    return facts


async def _given(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To the absent mentor: who stands in."""
    facts = {}
    for notice, row in await _open(db, notices, at):
        found = await storage.time_off.stand_ins(db, row.person_id, on=at.today)
        if found and row.person_id == at.reader_id:
            names = await storage.people.names_of(db, {pair.mentor_id for pair, _ in found})
            facts[notice.id] = _away(row, "", people=tuple(sorted(names.values())))
    return facts


async def _stands_in(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To the stand-in: for whom, whose young people, from when until when."""
    facts = {}
    for notice, row in await _open(db, notices, at):
        found = await storage.time_off.stand_ins(db, row.person_id, on=at.today)
        theirs = [stay.youth_id for pair, stay in found if pair.mentor_id == at.reader_id]
        if theirs:
            names = await storage.people.names_of(db, [row.person_id, *theirs])
            youth = tuple(sorted(names[one] for one in theirs))
            facts[notice.id] = _away(row, names[row.person_id], people=youth)
    return facts


async def _stood_in_for(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To the young person: who is there meanwhile."""
    facts = {}
    for notice, row in await _open(db, notices, at):
        found = await storage.time_off.stand_ins(db, row.person_id, on=at.today)
        mentor = next((pair.mentor_id for pair, stay in found if stay.youth_id == at.reader_id), None)
        if mentor is not None:
            names = await storage.people.names_of(db, [mentor])
            facts[notice.id] = _away(row, names[mentor])
    return facts


async def _ended(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Away]:
    """To a stand-in whose days ended before their time; holds unless they stand in there after today."""
    rows = await _rows(db, notices)
    facts = {}
    for notice in notices:
        row = rows.get(notice.subject_id or 0)
        if row is None or not any(role is Role.MENTOR for role, _ in at.roles):
            continue
        found = await storage.time_off.stand_ins(db, row.person_id, on=at.today)
        if not any(pair.mentor_id == at.reader_id and (pair.ended_on or at.today) > at.today for pair, _ in found):
            names = await storage.people.names_of(db, [row.person_id])
            facts[notice.id] = _away(row, names[row.person_id])
    return facts


def _away(row: TimeOff, name: str, *, with_reason: bool = False, people: tuple[str, ...] = ()) -> Away:
    return Away(
        time_off_id=row.id,
        name=name,
        first=row.first_on,
        until=rules.time_off.back_on(row.last_on),
        reason=TimeOffReason(row.reason) if with_reason and row.reason is not None else None,
        people=people,
    )


async def _open(db: Database, notices: Sequence[Notice], at: At) -> list[tuple[Notice, TimeOff]]:
    """Those whose pause holds or is still to come."""
    rows = await _rows(db, notices)
    return [
        (notice, row)
        for notice in notices
        if (row := rows.get(notice.subject_id or 0)) is not None and row.ended_at is None and row.last_on >= at.today
    ]


async def _rows(db: Database, notices: Sequence[Notice]) -> dict[int, TimeOff]:
    return await storage.time_off.by_ids(db, [one.subject_id for one in notices if one.subject_id is not None])


async def _mentors(db: Database, participation_id: int, at: At) -> list[tuple[int, str]]:
    return (await storage.pairs.mentors_of(db, [participation_id], on=at.today))[participation_id]


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    row = (await storage.time_off.by_ids(db, [notice.subject_id or 0])).get(notice.subject_id or 0)
    if row is None:
        return Cleared.GONE
    if row.ended_at is not None or row.last_on < at.today:
        return Cleared.OVER
    return Cleared.DECIDED if notice.kind == "pause_wished" else Cleared.CHANGED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, Any]]]] = {
    # to who paused
    "time_off_over": _over,
    "pause_answered": _answered,
    "stand_in_given": _given,
    # to coordinators
    "pause_wished": _wished,
    "stand_in_wanted": _wanted,
    # to mentors
    "youth_rests": _rests,
    "stands_in": _stands_in,
    "stand_in_ended": _ended,
    # to young people
    "stood_in_for": _stood_in_for,
}
