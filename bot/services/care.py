"""The caring path: a young person asks to be called, or an answer says that somebody should look in.

What was answered is never passed on. Coordinators hear who it is and what to do; one of them takes it, the others see
that, and whom nobody takes for a working day the operator hears of, without a name.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.care import Wish
from bot.rules.errors import Gone, TakenAlready
from bot.rules.lifelines import Cleared
from bot.rules.measures import Concern
from bot.rules.notices import At
from bot.rules.people import Role
from bot.services import roll
from bot.storage import Database
from bot.storage.models import Call, Notice

KINDS = {Wish.CALL: "asked_to_call", Wish.LOOK_IN: "look_in", Wish.TALK: "wants_to_talk"}
"""The notice for each wish; its subject is the call."""


@dataclass(frozen=True)
class Asked:
    """A call that stands. `readers` are to be told now, with this kind of notice about `call_id`; nobody where they
    know already. `coordinators` are their names, `taken_by` is who has taken it."""

    call_id: int
    kind: str
    readers: tuple[int, ...]
    is_urgent: bool
    coordinators: tuple[str, ...]
    taken_by: str | None


@dataclass(frozen=True)
class TakenCall:
    """Who was told of it before, the young person too, hears who took it."""

    call_id: int
    name: str
    readers: tuple[int, ...]
    is_urgent: bool


@dataclass(frozen=True)
class Waiting:
    """Nobody took it in time: for the operator, without a name."""

    call_id: int
    municipality: str


@dataclass(frozen=True)
class ToCall:
    """A young person to be called, as a coordinator reads it."""

    call_id: int
    person_id: int
    name: str
    is_urgent: bool
    is_theirs: bool
    """Whether the reader has taken it."""


@dataclass(frozen=True)
class TakenBy:
    """To the young person their own call (`is_own`), to other coordinators whose it is."""

    is_own: bool
    name: str
    by: str


# --- asking ---


async def ask_to_call(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> Asked:
    """They would like a call. In the quiet hours of coordinators it waits, unless a strong sign came before it.
    Raises Gone for who takes part nowhere."""
    return await _ask(db, person_id, Wish.CALL, is_urgent=False, now=now, zone=zone, by=person_id)


async def ask_to_talk(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> Asked:
    """They would like to talk to a person: calmer, never urgent. Raises Gone."""
    return await _ask(db, person_id, Wish.TALK, is_urgent=False, now=now, zone=zone, by=person_id)


async def look_in(db: Database, *, person_id: int, concern: Concern, now: datetime, zone: ZoneInfo) -> Asked | None:
    """A strong sign tells the coordinators by itself, at any hour; a gentle one tells nobody who was not asked for.
    Raises Gone."""
    if concern is not Concern.STRONG:
        return None
    return await _ask(db, person_id, Wish.LOOK_IN, is_urgent=True, now=now, zone=zone, by=None)


async def coordinators_of(db: Database, person_id: int) -> tuple[str, ...]:
    """The names of those who would hear of it. Raises Gone."""
    return tuple(one.name for one in await storage.people.holders(db, Role.COORDINATOR, await place_of(db, person_id)))


async def place_of(db: Database, person_id: int) -> int:
    """The municipality that answers for a young person: of their latest programme, else where they joined.
    Raises Gone."""
    roles = await storage.people.roles_of(db, person_id)
    places = sorted(place for role, place in roles if role is Role.YOUTH)
    latest = [one.municipality_id for one in await storage.pairs.of_youth(db, person_id)]
    found = next((one for one in [*latest, *places] if one in places), None)
    if found is None:
        raise Gone
    return found


async def _ask(
    db: Database, person_id: int, wish: Wish, *, is_urgent: bool, now: datetime, zone: ZoneInfo, by: int | None
) -> Asked:
    """One open call a person: asked again it is the same, louder where more is asked for; told only what is new."""
    place = await place_of(db, person_id)
    await storage.privacy.locked_person(db, person_id)
    holders = await storage.people.holders(db, Role.COORDINATOR, place)
    call = await storage.care.open_of(db, person_id)
    if call is None:
        until = await _until(db, place, now, zone) if holders else now
        call = Call(
            person_id=person_id,
            municipality_id=place,
            wish=wish.value,
            is_urgent=is_urgent,
            asked_at=now,
            waits_until=until,
        )
        await storage.care.add(db, call)
        is_news = True
    else:
        louder, urgent = rules.care.merged(Wish(call.wish), wish), call.is_urgent or is_urgent
        is_news = (call.wish, call.is_urgent) != (louder, urgent)
        call.wish, call.is_urgent = louder.value, urgent
        await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=by, action=f"call.{wish.value}", person_id=person_id, subject=f"call={call.id}"
    )
    taker = next((one for one in holders if one.id == call.taken_by), None)
    told = [taker] if taker is not None else holders
    return Asked(
        call_id=call.id,
        kind=KINDS[Wish(call.wish)],
        readers=tuple(one.id for one in told if is_news and one.id != person_id),
        is_urgent=call.is_urgent,
        coordinators=tuple(one.name for one in told),
        taken_by=None if taker is None else taker.name,
    )


async def _until(db: Database, place: int, now: datetime, zone: ZoneInfo) -> datetime:
    policy = await storage.municipalities.policy(db, place, on=now.astimezone(zone).date())
    return rules.care.waits_until(now, policy.care_working_days, zone)


# --- taking ---


async def take(db: Database, *, by: int, call_id: int, now: datetime, zone: ZoneInfo) -> TakenCall:
    """From now on it is this coordinator's, who is asked about it once where it stays open. Raises NotAllowed; Gone,
    also once they were reached; TakenAlready."""
    call = await _of(db, by=by, call_id=call_id)
    others = [one.id for one in await storage.people.holders(db, Role.COORDINATOR, call.municipality_id)]
    if call.taken_by is not None and call.taken_by != by and call.taken_by in others:
        names = await storage.people.names_of(db, [call.taken_by])
        raise TakenAlready(names[call.taken_by])
    is_news = call.taken_by != by
    if is_news:
        call.taken_by, call.taken_at = by, now
        call.waits_until = await _until(db, call.municipality_id, now, zone)
        await db.flush()
        await _note(db, call, "call.taken", by=by, now=now)
    readers = [one for one in (*others, call.person_id) if one != by] if is_news else []
    name = await roll.name_of(db, by=by, person_id=call.person_id)
    return TakenCall(call.id, name, tuple(dict.fromkeys(readers)), call.is_urgent)


async def reached(db: Database, *, by: int, call_id: int, now: datetime) -> str:
    """They were spoken to: the call is over; whose it was. Raises NotAllowed, Gone."""
    call = await _of(db, by=by, call_id=call_id)
    if call.taken_by is None:
        call.taken_by, call.taken_at = by, now
    call.reached_at, call.waits_until = now, None
    await db.flush()
    await _note(db, call, "call.reached", by=by, now=now)
    return await roll.name_of(db, by=by, person_id=call.person_id)


async def _of(db: Database, *, by: int, call_id: int) -> Call:
    """An open call of a municipality that `by` coordinates: of others nothing is said, not even that there is one."""
    call = await storage.care.locked(db, call_id, await roll.places_of(db, by=by))
    if call is None or call.reached_at is not None:
        raise Gone
    return call


async def _note(db: Database, call: Call, action: str, *, by: int, now: datetime) -> None:
    subject = f"call={call.id}"
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=call.person_id, subject=subject)


# --- waiting ---


async def overdue(db: Database, *, now: datetime) -> list[Waiting]:
    """Who has waited too long. Whoever took it and still coordinates is asked about it; what nobody took, all
    coordinators hear of again and the operator once."""
    found = await storage.care.waited_too_long(db, now=now)
    names = await storage.municipalities.names_of(db, [one.municipality_id for one in found])
    waiting = []
    for call in found:
        holders = [one.id for one in await storage.people.holders(db, Role.COORDINATOR, call.municipality_id)]
        call.waits_until = None
        readers = [call.taken_by] if call.taken_by in holders else holders
        if call.taken_by not in holders:
            call.taken_by = call.taken_at = None
            waiting.append(Waiting(call.id, names[call.municipality_id]))
        since = (call.taken_at or call.asked_at).isoformat()
        for reader in readers:
            await storage.notices.plan(
                db,
                key=f"call_waits:call={call.id}:since={since}:person={reader}",
                person_id=reader,
                kind="call_waits",
                subject_id=call.id,
                detail=None,
                due_at=now,
                now=now,
                is_urgent=call.is_urgent,
            )
        await storage.audit.note(
            db, at=now, actor_id=None, action="call.waited", person_id=call.person_id, subject=f"call={call.id}"
        )
    await db.flush()
    return waiting


# --- still true? ---


async def _to_call(db: Database, notices: Sequence[Notice], at: At) -> dict[int, ToCall]:
    """Holds while this is what is asked for and nobody else has taken it; for who still coordinates there."""
    calls = await _open(db, notices)
    names = await _names(db, calls, at)
    return {
        notice.id: ToCall(call.id, call.person_id, names[call.person_id], call.is_urgent, call.taken_by == at.reader_id)
        for notice in notices
        if (call := calls.get(notice.subject_id or 0)) is not None
        and at.coordinates(call.municipality_id)
        and call.taken_by in (None, at.reader_id)
        and notice.kind in (KINDS[Wish(call.wish)], "call_waits")
    }


async def _taken(db: Database, notices: Sequence[Notice], at: At) -> dict[int, TakenBy]:
    """Holds until they were reached; to the young person, and to the others who coordinate there."""
    calls = await _open(db, notices)
    names = await _names(db, calls, at)
    takers = await storage.people.names_of(db, [one.taken_by for one in calls.values() if one.taken_by is not None])
    return {
        notice.id: TakenBy(call.person_id == at.reader_id, names[call.person_id], takers[call.taken_by])
        for notice in notices
        if (call := calls.get(notice.subject_id or 0)) is not None
        and call.taken_by is not None
        and call.taken_by != at.reader_id
        and (call.person_id == at.reader_id or at.coordinates(call.municipality_id))
    }


async def _open(db: Database, notices: Sequence[Notice]) -> dict[int, Call]:
    found = await storage.care.by_ids(db, [one.subject_id for one in notices if one.subject_id is not None])
    return {call_id: call for call_id, call in found.items() if call.reached_at is None}


async def _names(db: Database, calls: dict[int, Call], at: At) -> dict[int, str]:
    """As coordinators tell them apart."""
    names = await storage.people.names_of(db, [one.person_id for one in calls.values()])
    return names | await roll.labels(db, [place for role, place in at.roles if role is Role.COORDINATOR])


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    call = (await storage.care.by_ids(db, [notice.subject_id or 0])).get(notice.subject_id or 0)
    if call is None or call.reached_at is not None:
        return Cleared.DONE
    if call.taken_by not in (None, at.reader_id):
        return Cleared.TAKEN
    return Cleared.CHANGED if at.coordinates(call.municipality_id) else Cleared.NOT_YOURS


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, ToCall] | dict[int, TakenBy]]]] = {
    **dict.fromkeys(KINDS.values(), _to_call),
    "call_waits": _to_call,
    "call_taken": _taken,
}
