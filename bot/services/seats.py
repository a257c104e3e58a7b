"""A young person's answers: coming, not coming, another time please; and the times a leader offers then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import SeatAnswer
from bot.rules.errors import Gone, PaperComesFirst
from bot.rules.lifelines import Cleared
from bot.rules.plans import PaperKind
from bot.services import activities, activity_news, activity_notices, gatherings, volunteering
from bot.services.activity_news import News
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import Seat


@dataclass(frozen=True)
class Seated:
    """A seat as it is now; `in_line` is the place of who waits, 1 for the next; `times` are on offer and ahead;
    `missing` are papers for which it is held back."""

    gathering: Gathering
    seat: Asked
    news: tuple[News, ...] = ()
    in_line: int | None = None
    times: tuple[datetime, ...] = ()
    missing: tuple[PaperKind, ...] = ()


async def looked_at(db: Database, activity_id: int, *, youth_id: int, now: datetime) -> Seated:
    """Raises Gone, ActivityIsOver, ActivityIsCancelled."""
    found, own = await _open(db, activity_id, youth_id=youth_id, now=now)
    lacking = await volunteering.of(db, found, [own]) if own.answer == SeatAnswer.HELD else {}
    return replace(_seated(found, own, now=now), missing=lacking.get(own.participation_id, ()))


def _seated(found: Gathering, own: Asked, told: Sequence[News] = (), *, now: datetime) -> Seated:
    is_waiting = own.answer == SeatAnswer.WAITING
    in_line = rules.activities.place_in_line(found.asked, own.id) if is_waiting else None
    return Seated(found, own, tuple(told), in_line, tuple(activity_notices.times_ahead(found, own, now)))


async def answer(
    db: Database, activity_id: int, *, youth_id: int, is_coming: bool, now: datetime, zone: ZoneInfo
) -> Seated:
    """Who comes first has the place; where all are taken one waits, and a place that frees goes to who waits longest.
    Raises Gone, ActivityIsOver, ActivityIsCancelled, PaperComesFirst."""
    found, own = await _open(db, activity_id, youth_id=youth_id, now=now)
    before = own.answer
    if is_coming and before not in (SeatAnswer.COMING, SeatAnswer.WAITING):
        await volunteering.check_own(db, found, own)
    row = await _row(db, found, own)
    row.offers = None  # an answer settles the wish for another time
    if not is_coming:
        row.answer = SeatAnswer.NOT_COMING.value
    elif before not in (SeatAnswer.COMING, SeatAnswer.WAITING):
        coming = sum(one.answer == SeatAnswer.COMING for one in found.asked)
        is_full = rules.activities.is_full(found.activity.capacity, coming)
        row.answer = (SeatAnswer.WAITING if is_full else SeatAnswer.COMING).value
    if row.answer != before:
        row.answered_at = now
    await db.flush()
    freed = await activities.fill(db, found.activity) if before == SeatAnswer.COMING else set()
    found, own = await _as_it_is(db, activity_id, youth_id)
    told = []
    if own.answer != before:
        await activity_news.answered(db, found, own, now=now, zone=zone)
        await _note(db, activity_id, youth_id, "seat.answered", now=now)
        told += _to_leader(found, own)
    for seat in found.asked:
        if seat.participation_id in freed:
            await activity_news.answered(db, found, seat, now=now, zone=zone)
            told += await activity_news.to_youth(db, found, [(seat, "seat_freed")], now=now, zone=zone)
    return _seated(found, own, told, now=now)


def _to_leader(found: Gathering, seat: Asked) -> list[News]:
    """Of a group only who does not come: twelve who do are seen in the list."""
    if len(found.asked) > 1 and seat.answer == SeatAnswer.COMING:
        return []
    detail = f"{seat.participation_id}:{seat.answer}"
    return activity_news.to_leader(found, "seat_answered", detail, by=seat.youth_id)


async def ask_to_move(db: Database, activity_id: int, *, youth_id: int, now: datetime) -> Seated:
    """The leader is told, once; until there is another time, this one stands. Times that are on offer stay so.
    Raises Gone, ActivityIsOver, ActivityIsCancelled."""
    found, own = await _open(db, activity_id, youth_id=youth_id, now=now)
    if own.offers == [] or activity_notices.times_ahead(found, own, now):
        return _seated(found, own, now=now)
    return await _wish(db, found, own, now=now)


async def none_fits(db: Database, activity_id: int, *, youth_id: int, now: datetime) -> Seated:
    """None of the offered times. Raises Gone, ActivityIsOver, ActivityIsCancelled."""
    found, own = await _open(db, activity_id, youth_id=youth_id, now=now)
    if not own.offers:
        return _seated(found, own, now=now)
    return await _wish(db, found, own, now=now)


async def _wish(db: Database, found: Gathering, own: Asked, *, now: datetime) -> Seated:
    row = await _row(db, found, own)
    row.offers = []
    await db.flush()
    await _note(db, found.activity.id, own.youth_id, "seat.move_wished", now=now)
    told = activity_news.to_leader(found, "move_wished", str(own.participation_id), by=own.youth_id)
    found, own = await _as_it_is(db, found.activity.id, own.youth_id)
    return _seated(found, own, told, now=now)


async def wish(db: Database, activity_id: int, *, by: int, now: datetime) -> tuple[Gathering, Asked]:
    """The wish for another time that the leader of a single activity answers with times.
    Raises NotAllowed, Gone (a group's too: there the leader changes the time for all), ActivityIsOver, …"""
    found = await activities.changeable(db, activity_id, by=by, now=now)
    if len(found.asked) != 1 or found.asked[0].offers is None:
        raise Gone
    return found, found.asked[0]


async def offer(
    db: Database, activity_id: int, times: Sequence[datetime], *, by: int, now: datetime, zone: ZoneInfo
) -> Seated:
    """Two or three local times to choose from. Raises NotAllowed, Gone, ActivityIsOver, ActivityIsCancelled, NotAhead,
    TooFewTimes, PapersComeFirst."""
    await storage.activities.locked(db, activity_id)
    found, own = await wish(db, activity_id, by=by, now=now)
    here = zone_of(found.activity)
    for one in times:
        rules.activities.check_ahead(one.date(), one.time(), now=now, zone=here)
    for one in times:
        await volunteering.check(db, await _lacking_on(db, found, one.date()))
    walls = {datetime.combine(*rules.activities.on_the_wall(one.date(), one.time(), here)) for one in times}
    rules.activities.check_times(walls)
    row = await _row(db, found, own)
    row.offers = [one.isoformat() for one in sorted(walls)]
    await db.flush()
    await storage.audit.note(
        db,
        at=now,
        actor_id=by,
        action="seat.times_offered",
        person_id=own.youth_id,
        subject=f"activity={activity_id}",
    )
    found, own = await _as_it_is(db, activity_id, own.youth_id)
    told = await activity_news.to_youth(db, found, [(own, "times_offered")], now=now, zone=zone)
    return _seated(found, own, told, now=now)


async def pick(
    db: Database, activity_id: int, chosen: datetime, *, youth_id: int, now: datetime, zone: ZoneInfo
) -> Seated:
    """The activity moves to one of the offered times, and its only young person comes. Raises Gone (not on offer any
    more), NotAhead, ActivityIsOver, ActivityIsCancelled, PaperComesFirst."""
    found, own = await _open(db, activity_id, youth_id=youth_id, now=now)
    activity, here = found.activity, zone_of(found.activity)
    if len(found.asked) != 1 or chosen.isoformat() not in (own.offers or []):
        raise Gone
    rules.activities.check_ahead(chosen.date(), chosen.time(), now=now, zone=here)
    if lacking := (await _lacking_on(db, found, chosen.date())).get(own.participation_id):
        raise PaperComesFirst(tuple(one.value for one in lacking))
    row = await _row(db, found, own)
    row.answer, row.answered_at, row.offers = SeatAnswer.COMING.value, now, None
    await activities.move(db, activity, chosen.date(), chosen.time())
    await activity_news.unschedule(db, activity_id, reason=Cleared.MOVED, now=now)
    found, own = await _as_it_is(db, activity_id, youth_id)
    await activity_news.schedule(db, found, now=now, zone=zone)
    await _note(db, activity_id, youth_id, "seat.moved", now=now)
    detail = f"{own.participation_id}:{found.activity.sequence}"
    told = activity_news.to_leader(found, "seat_moved", detail, by=youth_id)
    return _seated(found, own, told, now=now)


async def _open(db: Database, activity_id: int, *, youth_id: int, now: datetime) -> tuple[Gathering, Asked]:
    found, own = await gatherings.asked(db, activity_id, youth_id=youth_id, lock=True)
    activity = found.activity
    rules.activities.check_stands(activity.state, activity.day, activity.start, now=now, zone=zone_of(activity))
    return found, own


async def _lacking_on(db: Database, found: Gathering, day: date) -> volunteering.Missing:
    """Papers that it would need on another day: somebody may be a minor on the earlier one."""
    return await volunteering.missing(
        db,
        [one.participation_id for one in found.asked],
        kind=found.activity.kind,
        day=day,
        partner_id=found.activity.partner_id,
        items={one.participation_id: one.plan_item_id for one in found.asked},
    )


async def _row(db: Database, found: Gathering, own: Asked) -> Seat:
    return next(seat for seat in await storage.activities.seats_of(db, found.activity.id) if seat.id == own.id)


async def _as_it_is(db: Database, activity_id: int, youth_id: int) -> tuple[Gathering, Asked]:
    return await gatherings.asked(db, activity_id, youth_id=youth_id)


async def _note(db: Database, activity_id: int, youth_id: int, action: str, *, now: datetime) -> None:
    await storage.audit.note(
        db, at=now, actor_id=youth_id, action=action, person_id=youth_id, subject=f"activity={activity_id}"
    )
