"""The side door: a young person asks for somebody who is not their mentor, sees who has it, takes it back.

The call is like any other (`services.care`); here is what the young person sees of it. Nothing of it reaches a mentor.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import storage
from bot.rules.care import Wish
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.services import care, care_clock, listeners
from bot.storage import Database
from bot.storage.models import Call


@dataclass(frozen=True)
class Who:
    """One who would hear of it."""

    id: int
    name: str


@dataclass(frozen=True)
class Standing:
    """An open call as the young person sees it."""

    call_id: int
    names: tuple[str, ...]
    taken_by: str | None
    until: datetime | None
    rung: int
    is_crisis: bool


@dataclass(frozen=True)
class TakenBack:
    """`stays`: something said that somebody should look in, and that is not theirs to take back; `readers` had heard of
    the call."""

    call_id: int
    stays: bool
    names: tuple[str, ...]
    readers: tuple[int, ...]


async def who_hears(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> list[Who]:
    """Raises Gone for who takes part nowhere."""
    place = await care.place_of(db, person_id)
    found = await listeners.of(db, person_id=person_id, municipality_id=place, today=now.astimezone(zone).date())
    return [Who(one.id, one.name) for one in found]


async def standing(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> Standing | None:
    """Their open call; None where there is none."""
    call = await storage.care.open_of(db, person_id)
    return None if call is None else await _standing(db, call, now=now, zone=zone)


async def _standing(db: Database, call: Call, *, now: datetime, zone: ZoneInfo) -> Standing:
    found = await listeners.of(
        db,
        person_id=call.person_id,
        municipality_id=call.municipality_id,
        today=now.astimezone(zone).date(),
    )
    taker = next((one.name for one in found if one.id == call.taken_by), None)
    named = [one for one in found if one.id == call.named_id and call.rung == 0 and call.sign is None]
    return Standing(
        call_id=call.id,
        names=tuple(one.name for one in named or found),
        taken_by=taker,
        until=call.waits_until if taker is None else None,
        rung=call.rung,
        is_crisis=call.sign is not None,
    )


async def take_back(db: Database, *, person_id: int, call_id: int, now: datetime, zone: ZoneInfo) -> TakenBack:
    """What they asked for, and what they wrote about it, goes. Raises Gone, also for somebody else's."""
    call = await storage.care.locked(db, call_id)
    if call is None or call.person_id != person_id or not care_clock.is_open(call):
        raise Gone
    stays = call.sign is not None or call.is_urgent
    names = (await _standing(db, call, now=now, zone=zone)).names
    found = await listeners.of(
        db, person_id=person_id, municipality_id=call.municipality_id, today=now.astimezone(zone).date()
    )
    told = await storage.care.told_of(db, call.id, [one.id for one in found])
    call.about = call.contact = call.named_id = None
    if stays:
        call.wish = Wish.LOOK_IN.value
    else:
        call.withdrawn_at, call.waits_until = now, None
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=person_id, action="call.withdrawn", person_id=person_id, subject=f"call={call.id}"
    )
    return TakenBack(call.id, stays, names, () if stays else tuple(sorted(told)))


async def appoint(db: Database, *, municipality_id: int, person_id: int | None, now: datetime, zone: ZoneInfo) -> int:
    """Who stands in where only the mentor coordinates; None for nobody. What waits there for nobody else is told at
    once: how many. Raises Gone where they do not work for anybody here."""
    place = await storage.municipalities.get(db, municipality_id)
    if place is None:
        raise Gone
    if person_id is not None:
        roles = await storage.people.roles_of(db, person_id)
        if not any(role is not Role.YOUTH for role, _ in roles):
            raise Gone
    place.stand_in_id = person_id
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=None, action="stand_in.named", person_id=person_id, subject=f"municipality={place.id}"
    )
    if person_id is None:
        return 0
    waiting = await storage.care.untaken_in(db, municipality_id)
    theirs = await listeners.hears(db, person_id, waiting, today=now.astimezone(zone).date())
    for call in waiting:
        if call.id in theirs:
            await _hand_over(db, call, person_id, now=now, zone=zone)
    return len(theirs)


async def _hand_over(db: Database, call: Call, person_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    call.rung, call.waits_until = 0, await care_clock.until(db, call, now=now, zone=zone)
    await storage.notices.plan(
        db,
        key=f"handed_over:call={call.id}:person={person_id}:at={now.isoformat()}",
        person_id=person_id,
        kind=care.kind_of(call),
        subject_id=call.id,
        detail=None,
        due_at=now,
        now=now,
        is_urgent=call.is_urgent,
    )
