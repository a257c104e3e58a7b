"""Until when somebody should have taken a call, and what happens when nobody has: it climbs, a rung at a time.

What was asked for in passing climbs once, after a working day. The side door and words of crisis climb twice: first
everyone who may hear of it is asked (again), then the operator, without a name. The young person hears that nobody has
taken it yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.services import listeners, quiet
from bot.storage import Database
from bot.storage.models import Call, Person

BEFORE_REPORT = timedelta(hours=2)
"""So long before a threat must be reported, whoever took the call is reminded of it."""
AGAIN = timedelta(days=1)
"""Words of crisis that even the operator could not place are said again so often."""


@dataclass(frozen=True)
class Waiting:
    """Nobody took it in time: for the operator, without a name. `has_listener`: there is somebody who could."""

    call_id: int
    municipality: str
    has_listener: bool = True
    is_report: bool = False


def is_open(call: Call) -> bool:
    return call.reached_at is None and call.withdrawn_at is None


def must_report(call: Call) -> bool:
    """A child is threatened, and nobody has said yet that it was reported."""
    return call.report_by is not None and call.reported_at is None


async def until(db: Database, call: Call, *, now: datetime, zone: ZoneInfo) -> datetime:
    """When it climbs, where nobody takes it."""
    policy = await storage.municipalities.policy(db, call.municipality_id, on=now.astimezone(zone).date())
    if call.sign is not None:
        return now + timedelta(minutes=policy.crisis_minutes)
    if call.contact is not None:
        return rules.care.working_hours_later(now, policy.talk_working_hours, zone)
    return rules.care.waits_until(now, policy.care_working_days, zone)


async def until_asked_about(db: Database, call: Call, *, now: datetime, zone: ZoneInfo) -> datetime:
    """When whoever took it is asked how it went."""
    policy = await storage.municipalities.policy(db, call.municipality_id, on=now.astimezone(zone).date())
    asked = rules.care.waits_until(now, policy.care_working_days, zone)
    return min(asked, until_report(call, now=now)) if must_report(call) else asked


def until_report(call: Call, *, now: datetime) -> datetime:
    """When the duty to report is reminded of; not in the same minute."""
    assert call.report_by is not None
    return max(call.report_by - BEFORE_REPORT, min(now + BEFORE_REPORT, call.report_by))


async def overdue(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Waiting]:
    """Who has waited too long; what the operator is to hear."""
    found = await storage.care.waited_too_long(db, now=now)
    names = await storage.municipalities.names_of(db, [one.municipality_id for one in found])
    waiting = []
    for call in found:
        today = now.astimezone(zone).date()
        heard_by = await listeners.of(db, person_id=call.person_id, municipality_id=call.municipality_id, today=today)
        place = names[call.municipality_id]
        if must_report(call) and (call.taken_by is not None or not is_open(call)):
            waiting += await _report(db, call, heard_by, place, now=now)
        elif not is_open(call):
            call.waits_until = None
        elif any(one.id == call.taken_by for one in heard_by):
            await _ask_about(db, call, now=now)
        else:
            waiting += await _climb(db, call, heard_by, place, now=now, zone=zone)
        await storage.audit.note(
            db, at=now, actor_id=None, action="call.waited", person_id=call.person_id, subject=f"call={call.id}"
        )
    await db.flush()
    return waiting


async def _ask_about(db: Database, call: Call, *, now: datetime) -> None:
    """Whoever took it, once."""
    call.waits_until = None
    assert call.taken_by is not None
    await _plan(db, call, [call.taken_by], "call_waits", now=now)


async def _climb(
    db: Database, call: Call, heard_by: Sequence[Person], place: str, *, now: datetime, zone: ZoneInfo
) -> list[Waiting]:
    """Everyone is asked again; then, or at once where there is only one step, the operator hears of it, once."""
    call.taken_by = call.taken_at = None
    call.rung += 1
    is_first_of_two = call.rung == 1 and (call.sign is not None or call.contact is not None) and bool(heard_by)
    await _plan(db, call, [one.id for one in heard_by], "call_waits", now=now)
    if call.sign is not None or call.contact is not None:
        await _tell_youth(db, call, now=now, zone=zone)
    if is_first_of_two:
        call.waits_until = await until(db, call, now=_due(call, now), zone=zone)
        return []
    call.waits_until = now + AGAIN if call.sign is not None else None
    is_first = call.rung == (2 if heard_by and (call.sign is not None or call.contact is not None) else 1)
    return [Waiting(call.id, place, has_listener=bool(heard_by))] if is_first else []


def _due(call: Call, now: datetime) -> datetime:
    """The next rung counts from when this one was due, unless Blakus was down: a minute late is not a night late."""
    due = call.waits_until or now
    return due if now - due < timedelta(hours=1) else now


async def _report(db: Database, call: Call, heard_by: Sequence[Person], place: str, *, now: datetime) -> list[Waiting]:
    """Reminded before the day ends; when it has ended the operator hears of it, once."""
    assert call.report_by is not None
    await _plan(db, call, [one.id for one in heard_by], "report_due", now=now)
    if now < call.report_by:
        call.waits_until = call.report_by
        return []
    call.waits_until = None
    return [Waiting(call.id, place, has_listener=bool(heard_by), is_report=True)]


async def _plan(db: Database, call: Call, readers: Sequence[int], kind: str, *, now: datetime) -> None:
    since = (call.taken_at or call.heard_at or call.asked_at).isoformat()
    for reader in readers:
        await storage.notices.plan(
            db,
            key=f"{kind}:call={call.id}:since={since}:rung={call.rung}:by={call.waits_until}:person={reader}",
            person_id=reader,
            kind=kind,
            subject_id=call.id,
            detail=None,
            due_at=now,
            now=now,
            is_urgent=call.is_urgent,
        )


async def _tell_youth(db: Database, call: Call, *, now: datetime, zone: ZoneInfo) -> None:
    """It answers what they asked for, so it passes the budget of one message a day, but never their quiet hours."""
    await storage.notices.plan(
        db,
        key=f"nobody_yet:call={call.id}:at={now.isoformat()}",
        person_id=call.person_id,
        kind="nobody_yet",
        subject_id=call.id,
        detail=None,
        due_at=await by_day(db, call.person_id, now=now, zone=zone),
        now=now,
        is_urgent=True,
    )


async def by_day(db: Database, person_id: int, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The first moment outside somebody's quiet hours."""
    roles = await storage.people.roles_of(db, person_id)
    found = await quiet.of(db, person_id, roles=roles, today=now.astimezone(zone).date())
    return found.hours.next_open(now, zone)
