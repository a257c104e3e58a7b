"""A mentor leaves: what they were to lead passes on, to the next mentor of the young people or to a coordinator.

They say with one tap that they lead it or call it off. Whoever is invited hears at each turn how it stands.

An activity that was passed on and not answered carries `handed_over_at`; until then its leader is only meant to be.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import CONCERNED, EXPECTED, ActivityState, SeatAnswer
from bot.rules.lifelines import Cleared
from bot.rules.people import STAFF, Role
from bot.services import activities, activity_news, gatherings
from bot.services.activity_news import News
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering

UNLED_AFTER = timedelta(days=1)
"""Coordinators hear so long before it begins that nobody has said yet that they lead it."""


async def pass_on(db: Database, mentor_id: int, *, by: int | None, now: datetime) -> None:
    """After a pair has ended or a role was taken: what the mentor leads without mentoring anybody there any more."""
    for one in await storage.activities.of_leader(db, mentor_id, since=(now - timedelta(days=1)).date()):
        await storage.activities.locked(db, one.activity.id)
        found = await storage.activities.by_id(db, one.activity.id)
        if found is not None and is_ahead(found, now) and not await _still_leads(db, found):
            await _pass_on(db, found, by=by, now=now)


async def to_new_mentor(db: Database, participation_id: int, mentor_id: int, *, by: int | None, now: datetime) -> None:
    """After a pair has begun: what was passed on and not answered is theirs, where they mentor everyone invited."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None or not await _may_mentor(db, mentor_id, beside.municipality_id):
        return
    for one in await storage.activities.ahead_of_youth(db, beside.youth_id, since=(now - timedelta(days=1)).date()):
        is_open = one.activity.handed_over_at is not None and one.activity.mentor_id != mentor_id
        if is_open and is_ahead(one, now) and mentor_id in await _mentors_of_all(db, one):
            await storage.activities.locked(db, one.activity.id)
            found = await storage.activities.by_id(db, one.activity.id)
            assert found is not None
            await _give(db, found, mentor_id, by=by, now=now)


async def let_go(db: Database, participation_id: int, *, last: date, by: int, now: datetime) -> None:
    """After a programme has ended: the young person is not asked any more to what comes later, and hears so; their
    place goes on, and what nobody else is asked to does not take place."""
    beside = await storage.pairs.by_id(db, participation_id)
    assert beside is not None
    for one in await storage.activities.ahead_of_youth(db, beside.youth_id, since=last + timedelta(days=1)):
        await storage.activities.locked(db, one.activity.id)
        found = await storage.activities.by_id(db, one.activity.id)
        if found is None or not is_ahead(found, now):
            continue
        for row in await storage.activities.seats_of(db, found.activity.id):
            if row.participation_id == participation_id and row.answer != SeatAnswer.TAKEN_BACK:
                row.answer, row.answered_at, row.offers = SeatAnswer.TAKEN_BACK.value, now, None
        await db.flush()
        await _tell_let_go(db, found, participation_id, by=by, now=now)


async def _tell_let_go(db: Database, before: Gathering, participation_id: int, *, by: int, now: datetime) -> None:
    freed = await activities.fill(db, before.activity)
    found, zone = await _again(db, before), zone_of(before.activity)
    own = [one for one in before.asked if one.participation_id == participation_id]
    kinds = [(one, "activity_taken_back") for one in own if one.answer in CONCERNED]
    kinds += [(one, "seat_freed") for one in found.asked if one.participation_id in freed]
    for one in found.asked:
        if one.participation_id in freed:
            await activity_news.answered(db, found, one, now=now, zone=zone)
    if not found.asked:
        found.activity.state = ActivityState.CANCELLED.value
        await db.flush()
        await activity_news.unschedule(db, found.activity.id, reason=Cleared.CANCELLED, now=now)
    told = await activity_news.to_youth(db, found, kinds, now=now, zone=zone)
    await activity_news.write(db, told, now=now)
    for one in own:
        await storage.audit.note(
            db, at=now, actor_id=by, action="activity.changed", person_id=one.youth_id,
            subject=f"activity={found.activity.id}",
        )  # fmt: skip


async def take_over(
    db: Database, activity_id: int, *, by: int, now: datetime, zone: ZoneInfo
) -> tuple[Gathering, list[News]]:
    """I lead it: who was invited hears who waits for them. Answered twice is answered once; a coordinator may answer
    instead of whom it was passed on to. Raises NotAllowed, Gone, ActivityIsOver, ActivityIsCancelled."""
    found = await gatherings.led_and_locked(db, activity_id, by=by)
    activity = found.activity
    rules.activities.check_stands(activity.state, activity.day, activity.start, now=now, zone=zone_of(activity))
    if activity.handed_over_at is None:
        return found, []
    former = activity.mentor_id
    activity.mentor_id, activity.handed_over_at = by, None
    await db.flush()
    everyone = await _again(db, found)
    await activity_news.unschedule(db, activity_id, reason=Cleared.CHANGED, now=now)
    await activity_news.schedule(db, everyone, now=now, zone=zone)
    await _note(db, everyone, "activity.taken_over", by=by, now=now)
    told = await activity_news.to_youth(db, everyone, _leader_changed(everyone), now=now, zone=zone)
    told += [News(former, "activity_taken", activity_id, str(activity.sequence))] if former != by else []
    return await gatherings.led(db, activity_id, by=by), told


def is_ahead(found: Gathering, now: datetime) -> bool:
    activity = found.activity
    begins = rules.activities.begins(activity.day, activity.start, zone_of(activity))
    return activity.state == ActivityState.PLANNED and begins > now


async def _still_leads(db: Database, found: Gathering) -> bool:
    """A coordinator may lead whatever is there; a mentor whom they mentor on its day."""
    leader, place = found.activity.mentor_id, found.activity.municipality_id
    roles = await storage.people.roles_of(db, leader)
    return await gatherings.seen_by(db, found, leader, roles) is not None and any(
        (role, place) in roles for role in STAFF
    )


async def _pass_on(db: Database, found: Gathering, *, by: int | None, now: datetime) -> None:
    successor = await _successor(db, found, by=by)
    if successor is None:
        await _call_off(db, found, by=by, now=now)
    else:
        await _give(db, found, successor, by=by, now=now)


async def _successor(db: Database, found: Gathering, *, by: int | None) -> int | None:
    """A mentor of everyone invited; else the coordinator who has just acted, or the first; None where there is none."""
    mentors = sorted(await _mentors_of_all(db, found) - {found.activity.mentor_id})
    if mentors:
        return mentors[0]
    place = found.activity.municipality_id
    holders = [one.id for one in await storage.people.holders(db, Role.COORDINATOR, place)]
    return by if by in holders else next(iter(holders), None)


async def _mentors_of_all(db: Database, found: Gathering) -> set[int]:
    """Who mentors everyone invited, and has joined."""
    ids = [one.participation_id for one in found.asked if one.answer in CONCERNED]
    mentors = await storage.pairs.open_mentors_of(db, ids)
    of_all = set.intersection(*({one for one, _ in mentors[stay]} for stay in ids)) if ids else set()
    return {one for one in of_all if await _may_mentor(db, one, found.activity.municipality_id)}


async def _may_mentor(db: Database, person_id: int, place: int) -> bool:
    return await storage.people.role_held(db, person_id, Role.MENTOR, place) is not None


async def _give(db: Database, found: Gathering, leader: int, *, by: int | None, now: datetime) -> None:
    """Those invited hear of it, and the reader it is passed on to; a coordinator again when nobody answers."""
    activity = found.activity
    zone = zone_of(activity)
    activity.mentor_id, activity.handed_over_at = leader, now
    await db.flush()
    everyone = await _again(db, found)
    await activity_news.unschedule(db, activity.id, reason=Cleared.CHANGED, now=now)
    await activity_news.schedule(db, everyone, now=now, zone=zone)
    await _note(db, everyone, "activity.passed_on", by=by, now=now)
    told = await activity_news.to_youth(db, everyone, _leader_changed(everyone), now=now, zone=zone)
    told += [News(leader, "activity_passed_on", activity.id, str(leader))]
    begins = rules.activities.begins(activity.day, activity.start, zone)
    if begins - UNLED_AFTER > now:
        holders = await storage.people.holders(db, Role.COORDINATOR, activity.municipality_id)
        told += [
            News(one.id, "activity_unled", activity.id, str(leader), due_at=begins - UNLED_AFTER) for one in holders
        ]
    await activity_news.write(db, told, now=now)


async def _call_off(db: Database, found: Gathering, *, by: int | None, now: datetime) -> None:
    """Nobody is left who could lead it: it does not take place, and everyone hears so."""
    activity = found.activity
    activity.state = ActivityState.CANCELLED.value
    activity.sequence += 1
    await db.flush()
    await activity_news.unschedule(db, activity.id, reason=Cleared.CANCELLED, now=now)
    await _note(db, found, "activity.cancelled", by=by, now=now)
    kinds = [(one, "activity_cancelled") for one in found.asked if one.answer in CONCERNED]
    told = await activity_news.to_youth(db, await _again(db, found), kinds, now=now, zone=zone_of(activity))
    await activity_news.write(db, told, now=now)


def _leader_changed(found: Gathering) -> Sequence[tuple[Asked, str]]:
    return [(one, "leader_changed") for one in found.asked if one.answer in EXPECTED]


async def _again(db: Database, found: Gathering) -> Gathering:
    again = await storage.activities.by_id(db, found.activity.id)
    assert again is not None
    return again


async def _note(db: Database, found: Gathering, action: str, *, by: int | None, now: datetime) -> None:
    for seat in found.asked:
        await storage.audit.note(
            db, at=now, actor_id=by, action=action, person_id=seat.youth_id, subject=f"activity={found.activity.id}"
        )
