"""The caring path: a young person asks to be called, or an answer or their words say that somebody should look in.

What was answered or written is never passed on. Those who may hear of it (`listeners`, never the mentor) are told who
it is and what to do; one of them takes it, the others see that. What nobody takes in time: `services.care_clock`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.care import Contact, Wish
from bot.rules.crisis import Sign
from bot.rules.errors import Gone, TakenAlready
from bot.rules.measures import Concern
from bot.rules.people import Role
from bot.services import care_clock, listeners, roll
from bot.storage import Database
from bot.storage.models import Call

KINDS = {Wish.CALL: "asked_to_call", Wish.LOOK_IN: "look_in", Wish.TALK: "wants_to_talk"}
"""The notice for each wish; its subject is the call."""
CRISIS = "words_of_crisis"


@dataclass(frozen=True)
class Asked:
    """A call that stands. `readers` are to be told now, with this kind of notice about `call_id`; nobody where they
    know already. `coordinators` are the names of those who hear of it, `taken_by` is who has taken it, `until` when it
    climbs where nobody has."""

    call_id: int
    kind: str
    readers: tuple[int, ...]
    is_urgent: bool
    coordinators: tuple[str, ...]
    taken_by: str | None
    until: datetime | None = None


@dataclass(frozen=True)
class TakenCall:
    """Who was told of it before, the young person too, hears who took it."""

    call_id: int
    name: str
    readers: tuple[int, ...]
    is_urgent: bool
    youth_id: int
    contact: str | None
    must_report: bool


@dataclass(frozen=True)
class Reached:
    """Over, unless the duty to report is still open."""

    call_id: int
    name: str
    must_report: bool


@dataclass(frozen=True)
class Wanted:
    """What a young person asked for at the side door: how to reach them, about what, whom first. All may be empty."""

    contact: Contact | None = None
    about: str | None = None
    named_id: int | None = None


def kind_of(call: Call) -> str:
    """The notice that says what this call is about."""
    return CRISIS if call.sign is not None else KINDS[Wish(call.wish)]


# --- asking ---


async def ask_to_call(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> Asked:
    """They would like a call. In the quiet hours of coordinators it waits, unless a strong sign came before it.
    Raises Gone for who takes part nowhere."""
    return await ask(db, person_id, Wish.CALL, now=now, zone=zone, by=person_id)


async def ask_to_talk(
    db: Database, *, person_id: int, now: datetime, zone: ZoneInfo, wanted: Wanted | None = None
) -> Asked:
    """They would like to talk to a person: calmer, never urgent. Raises Gone."""
    return await ask(db, person_id, Wish.TALK, now=now, zone=zone, by=person_id, wanted=wanted)


async def look_in(db: Database, *, person_id: int, concern: Concern, now: datetime, zone: ZoneInfo) -> Asked | None:
    """A strong sign tells the coordinators by itself, at any hour; a gentle one tells nobody who was not asked for.
    Raises Gone."""
    if concern is not Concern.STRONG:
        return None
    return await ask(db, person_id, Wish.LOOK_IN, is_urgent=True, now=now, zone=zone, by=None)


async def coordinators_of(db: Database, person_id: int, *, now: datetime, zone: ZoneInfo) -> tuple[str, ...]:
    """The names of those who would hear of it, never the mentor's. Raises Gone."""
    place = await place_of(db, person_id)
    today = now.astimezone(zone).date()
    found = await listeners.of(db, person_id=person_id, municipality_id=place, today=today)
    return tuple(one.name for one in found)


async def place_of(db: Database, person_id: int) -> int:
    """The municipality that answers for a young person: of their latest programme, else where they joined or are
    joining. Raises Gone."""
    roles = await storage.people.roles_of(db, person_id)
    places = sorted(place for role, place in roles if role is Role.YOUTH)
    if not places and await storage.joining.consent_of(db, person_id) is not None:
        joining = await storage.people.joining_as_youth(db, person_id)
        places = [joining] if joining is not None else []
    latest = [one.municipality_id for one in await storage.pairs.of_youth(db, person_id)]
    found = next((one for one in [*latest, *places] if one in places), None)
    if found is None:
        raise Gone
    return found


async def ask(
    db: Database,
    person_id: int,
    wish: Wish,
    *,
    now: datetime,
    zone: ZoneInfo,
    by: int | None,
    is_urgent: bool = False,
    wanted: Wanted | None = None,
    sign: Sign | None = None,
) -> Asked:
    """One open call a person: asked again it is the same, louder where more is asked for; told only what is new.
    Raises Gone."""
    place = await place_of(db, person_id)
    await storage.privacy.locked_person(db, person_id)
    today = now.astimezone(zone).date()
    heard_by = await listeners.of(db, person_id=person_id, municipality_id=place, today=today)
    call = await storage.care.open_of(db, person_id)
    before = None if call is None else (call.wish, call.is_urgent, call.sign, call.contact)
    if call is None:
        call = Call(
            person_id=person_id,
            municipality_id=place,
            wish=wish.value,
            is_urgent=is_urgent,
            asked_at=now,
            rung=0,
        )
    if by == person_id and call.wish == Wish.LOOK_IN:
        wish = Wish.CALL  # who wishes for a person is heard, also where somebody should look in already
    call.wish = rules.care.merged(Wish(call.wish), wish).value
    call.is_urgent = call.is_urgent or is_urgent
    if wanted is not None:
        call.contact = wanted.contact
        call.about = wanted.about or call.about
        call.named_id = wanted.named_id if any(one.id == wanted.named_id for one in heard_by) else None
    is_news = (call.wish, call.is_urgent, call.sign, call.contact) != before
    if sign is not None and await _alarms(db, call, sign, now=now, zone=zone):
        is_news = True
    if before is None or (call.taken_by is None and is_news):
        until = await care_clock.until(db, call, now=now, zone=zone) if heard_by else now
        call.waits_until = until if call.waits_until is None else min(until, call.waits_until)
    await storage.care.add(db, call)
    action = "words" if sign is not None else wish.value
    await storage.audit.note(
        db, at=now, actor_id=by, action=f"call.{action}", person_id=person_id, subject=f"call={call.id}"
    )
    taker = next((one for one in heard_by if one.id == call.taken_by), None)
    named = [one for one in heard_by if one.id == call.named_id and call.sign is None]
    told = [taker] if taker is not None else named or heard_by
    return Asked(
        call_id=call.id,
        kind=kind_of(call),
        readers=tuple(one.id for one in told if is_news),
        is_urgent=call.is_urgent,
        coordinators=tuple(one.name for one in told),
        taken_by=None if taker is None else taker.name,
        until=call.waits_until,
    )


async def _alarms(db: Database, call: Call, sign: Sign, *, now: datetime, zone: ZoneInfo) -> bool:
    """The first time, when it got worse, or again after a while: then it is anybody's to take once more."""
    policy = await storage.municipalities.policy(db, call.municipality_id, on=now.astimezone(zone).date())
    order = list(Sign)
    is_worse = call.sign is None or order.index(sign) > order.index(Sign(call.sign))
    is_again = call.heard_at is None or now - call.heard_at >= timedelta(minutes=policy.crisis_minutes)
    if not (is_worse or is_again):
        return False
    if is_worse:
        call.sign = sign.value
    call.heard_at, call.rung, call.is_urgent = now, 0, True
    call.taken_by = call.taken_at = None
    return True


# --- taking ---


async def take(db: Database, *, by: int, call_id: int, now: datetime, zone: ZoneInfo) -> TakenCall:
    """From now on it is theirs, and they are asked about it once where it stays open. Raises Gone, also once they were
    reached and for whoever may not hear of it; TakenAlready."""
    call = await _open(db, by=by, call_id=call_id, now=now, zone=zone)
    today = now.astimezone(zone).date()
    heard_by = await listeners.of(db, person_id=call.person_id, municipality_id=call.municipality_id, today=today)
    others = [one.id for one in heard_by]
    if call.taken_by is not None and call.taken_by != by and call.taken_by in others:
        names = await storage.people.names_of(db, [call.taken_by])
        raise TakenAlready(names[call.taken_by])
    is_news = call.taken_by != by
    if is_news:
        call.taken_by, call.taken_at = by, now
        call.waits_until = await care_clock.until_asked_about(db, call, now=now, zone=zone)
        await db.flush()
        await _note(db, call, "call.taken", by=by, now=now)
    readers = [one for one in (*others, call.person_id) if one != by] if is_news else []
    return TakenCall(
        call_id=call.id,
        name=await name_for(db, call, by=by),
        readers=tuple(dict.fromkeys(readers)),
        is_urgent=call.is_urgent,
        youth_id=call.person_id,
        contact=call.contact,
        must_report=care_clock.must_report(call),
    )


async def reached(db: Database, *, by: int, call_id: int, now: datetime, zone: ZoneInfo) -> Reached:
    """They were spoken to: the call is over, and what they wrote goes. Raises Gone."""
    call = await _open(db, by=by, call_id=call_id, now=now, zone=zone)
    if call.taken_by is None:
        call.taken_by, call.taken_at = by, now
    call.reached_at, call.about = now, None
    call.waits_until = care_clock.until_report(call, now=now) if care_clock.must_report(call) else None
    await db.flush()
    await _note(db, call, "call.reached", by=by, now=now)
    return Reached(call.id, await name_for(db, call, by=by), care_clock.must_report(call))


async def reported(db: Database, *, by: int, call_id: int, now: datetime, zone: ZoneInfo) -> str:
    """Police, the orphan's court or another body knows: the same day's duty is done; whose it was. Raises Gone."""
    call = await storage.care.locked(db, call_id)
    if call is None or call.report_by is None or not await _hears(db, call, by, now=now, zone=zone):
        raise Gone
    if call.reported_at is None:
        call.reported_at = now
        if call.reached_at is not None:
            call.waits_until = None
        await db.flush()
        await _note(db, call, "call.reported", by=by, now=now)
    return await name_for(db, call, by=by)


async def name_for(db: Database, call: Call, *, by: int) -> str:
    """The young person's, told apart where the reader coordinates there."""
    names = await storage.people.names_of(db, [call.person_id])
    roles = await storage.people.roles_of(db, by)
    places = [place for role, place in roles if role is Role.COORDINATOR]
    return (await roll.labels(db, places)).get(call.person_id, names[call.person_id])


async def _open(db: Database, *, by: int, call_id: int, now: datetime, zone: ZoneInfo) -> Call:
    """An open call that `by` may hear of: of others nothing is said, not even that there is one."""
    call = await storage.care.locked(db, call_id)
    if call is None or not care_clock.is_open(call) or not await _hears(db, call, by, now=now, zone=zone):
        raise Gone
    return call


async def _hears(db: Database, call: Call, by: int, *, now: datetime, zone: ZoneInfo) -> bool:
    return call.id in await listeners.hears(db, by, [call], today=now.astimezone(zone).date())


async def _note(db: Database, call: Call, action: str, *, by: int, now: datetime) -> None:
    subject = f"call={call.id}"
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=call.person_id, subject=subject)
