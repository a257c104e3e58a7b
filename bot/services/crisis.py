"""Words of crisis: what a young person typed is answered at once, and told to those who may hear of it.

The words themselves are kept nowhere and passed to nobody: only that there were some, and of which kind. What the
rules are not sure of is answered with the same numbers and told to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.care import Wish
from bot.rules.crisis import Heard, Sign
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.policies import DEFAULT
from bot.services import care
from bot.services.care import Asked
from bot.storage import Database

STAFF_NOTED = "crisis.noted"


@dataclass(frozen=True)
class Answered:
    """What the young person is told. `asked` is empty where nobody is told: the rules are not sure, or nobody
    answers for this person yet (`is_outside`)."""

    is_sure: bool
    asked: Asked | None
    coordinators: tuple[str, ...]
    has_mentor: bool
    is_outside: bool = False


OUTSIDE = Answered(is_sure=True, asked=None, coordinators=(), has_mentor=False, is_outside=True)


async def answer(db: Database, *, person_id: int, heard: Heard, now: datetime, zone: ZoneInfo) -> Answered:
    """For a young person, also one who is still joining. Whoever took their consent back is told nobody hears of it."""
    today = now.astimezone(zone).date()
    try:
        names = await care.coordinators_of(db, person_id, now=now, zone=zone)
    except Gone:
        return OUTSIDE
    [mentors] = (await storage.care.mentors_beside(db, [person_id], on=today)).values()
    worst = heard.worst
    if worst is None:
        return Answered(is_sure=False, asked=None, coordinators=names, has_mentor=bool(mentors))
    asked = await care.ask(db, person_id, Wish.LOOK_IN, is_urgent=True, now=now, zone=zone, by=None, sign=worst)
    if Sign.ABUSE in heard.sure and await _may_be_minor(db, person_id, today):
        await _must_report(db, asked.call_id, now=now, zone=zone)
    return Answered(is_sure=True, asked=asked, coordinators=names, has_mentor=bool(mentors))


async def _may_be_minor(db: Database, person_id: int, today: date) -> bool:
    """Where no date of birth is known, somebody should look."""
    person = await storage.people.get(db, person_id)
    if person is None or person.birth_date is None:
        return True
    return rules.people.is_minor(date.fromisoformat(person.birth_date), today)


async def _must_report(db: Database, call_id: int, *, now: datetime, zone: ZoneInfo) -> None:
    """From the first sign on; a day later there is a duty of its own."""
    call = await storage.care.locked(db, call_id)
    assert call is not None
    if call.report_by is not None and now <= call.report_by:
        return
    policy = await storage.municipalities.policy(db, call.municipality_id, on=now.astimezone(zone).date())
    call.report_by = rules.care.report_by(now, timedelta(minutes=policy.crisis_minutes), zone)
    call.reported_at = None
    await db.flush()


async def tell_mentor(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> tuple[int, tuple[int, ...]]:
    """The young person wants their mentor to know too: that they should get in touch, nothing else. The call and the
    mentors to be told, nobody where they know already. Raises Gone."""
    call = await storage.care.open_of(db, person_id)
    [mentors] = (await storage.care.mentors_beside(db, [person_id], on=now.astimezone(zone).date())).values()
    if call is None or not mentors:
        raise Gone
    if call.mentor_told_at is not None:
        return call.id, ()
    call.mentor_told_at = now
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=person_id, action="call.mentor", person_id=person_id, subject=f"call={call.id}"
    )
    return call.id, tuple(sorted(mentors))


async def staff_needs_note(
    db: Database, *, person_id: int, roles: Iterable[tuple[Role, int]], now: datetime, zone: ZoneInfo
) -> bool:
    """Whether a mentor or coordinator who writes such words about somebody is told what to do: once in a while."""
    places = sorted(place for _, place in roles)
    on = now.astimezone(zone).date()
    policy = await storage.municipalities.policy(db, places[0], on=on) if places else DEFAULT
    last = await storage.care.last_noted(db, person_id, STAFF_NOTED)
    if last is not None and now - last < timedelta(minutes=policy.crisis_minutes):
        return False
    await storage.audit.note(db, at=now, actor_id=person_id, action=STAFF_NOTED, person_id=person_id)
    return True
