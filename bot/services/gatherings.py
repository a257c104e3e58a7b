"""Who may see which activity, and as what: the leader their own young people, a coordinator their municipality's, a
young person the activities they are asked to. Missing and foreign look the same."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, NotAllowed
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import Activity

Roles = Iterable[tuple[Role, int]]


def zone_of(activity: Activity) -> ZoneInfo:
    """Its own: where it takes place, whatever the server's."""
    return ZoneInfo(activity.zone)


async def roles_of(db: Database, by: int) -> frozenset[tuple[Role, int]]:
    """Raises NotAllowed for whoever neither mentors nor coordinates."""
    roles = await storage.people.roles_of(db, by)
    if not any(role in rules.people.STAFF for role, _ in roles):
        raise NotAllowed
    return roles


async def led(db: Database, activity_id: int, *, by: int) -> Gathering:
    """An activity that `by` leads or coordinates, as far as they may see it. Raises NotAllowed, Gone."""
    roles = await roles_of(db, by)
    found = await storage.activities.by_id(db, activity_id)
    seen = await seen_by(db, found, by, roles) if found is not None else None
    if seen is None:
        raise Gone
    return seen


async def led_and_locked(db: Database, activity_id: int, *, by: int) -> Gathering:
    """The same, locked for a change: who changes a seat waits for whoever changes another one. Raises Gone."""
    await storage.activities.locked(db, activity_id)
    return await led(db, activity_id, by=by)


async def seen_by(db: Database, found: Gathering, reader_id: int, roles: Roles) -> Gathering | None:
    """A coordinator sees all of it; the leader those young people whose mentor they are on its day."""
    place = found.activity.municipality_id
    if (Role.COORDINATOR, place) in roles:
        return found
    if found.activity.mentor_id != reader_id or (Role.MENTOR, place) not in roles:
        return None
    theirs = await _beside(db, reader_id, found.activity.day)
    seats = tuple(one for one in found.seats if one.participation_id in theirs)
    return replace(found, seats=seats) if seats else None


async def _beside(db: Database, mentor_id: int, day: date) -> set[int]:
    pairs = await storage.pairs.days_beside(db, mentor_id)
    return {pair.participation_id for pair in pairs if pair.ended_on is None or pair.ended_on >= day}


async def open_to(db: Database, activity_id: int, *, person_id: int) -> Gathering:
    """For whoever may open it: asked to it, or leading or coordinating it. Raises Gone."""
    try:
        return (await asked(db, activity_id, youth_id=person_id))[0]
    except Gone:
        roles = await storage.people.roles_of(db, person_id)
        found = await storage.activities.by_id(db, activity_id)
        seen = await seen_by(db, found, person_id, roles) if found is not None else None
        if seen is None:
            raise
        return seen


def own_seat(found: Gathering, youth_id: int) -> Asked | None:
    """A young person's seat, where they are still asked."""
    return next((one for one in found.asked if one.youth_id == youth_id), None)


async def asked(db: Database, activity_id: int, *, youth_id: int, lock: bool = False) -> tuple[Gathering, Asked]:
    """An activity a young person is asked to. Raises Gone."""
    if lock:
        await storage.activities.locked(db, activity_id)
    found = await storage.activities.by_id(db, activity_id)
    seat = own_seat(found, youth_id) if found is not None else None
    if found is None or seat is None:
        raise Gone
    roles = await storage.people.roles_of(db, youth_id)
    if (Role.YOUTH, found.activity.municipality_id) not in roles:
        raise Gone
    return found, seat
