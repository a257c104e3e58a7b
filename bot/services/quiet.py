"""When someone is not disturbed: their own hours, or the municipality's for their role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot import storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.policies import DEFAULT, Policy
from bot.rules.quiet import QuietHours
from bot.storage import Database

Roles = Iterable[tuple[Role, int]]


@dataclass(frozen=True)
class Quiet:
    hours: QuietHours
    is_own: bool


async def of(db: Database, person_id: int, *, roles: Roles, today: date) -> Quiet:
    """The hours in which this person gets no reminder."""
    person = await storage.people.get(db, person_id)
    own = (person.quiet_from, person.quiet_until) if person is not None else (None, None)
    return hours(*own, roles=roles, policy=await policy_of(db, roles, today=today))


def hours(start: time | None, end: time | None, *, roles: Roles, policy: Policy) -> Quiet:
    """Their own hours where they chose some; youth have the longer default, those still joining too."""
    if start is not None and end is not None:
        return Quiet(QuietHours(start, end), is_own=True)
    # Without a role it is a young person whose joining waits: nobody else is written to then.
    is_youth = not roles or any(role is Role.YOUTH for role, _ in roles)
    return Quiet(policy.youth_quiet if is_youth else policy.staff_quiet, is_own=False)


async def policy_of(db: Database, roles: Roles, *, today: date) -> Policy:
    """The policy of the municipality where they came first; the defaults for nobody's."""
    places = sorted(place for _, place in roles)
    return await storage.municipalities.policy(db, places[0], on=today) if places else DEFAULT


async def change(db: Database, *, person_id: int, start: time, end: time, now: datetime) -> None:
    """From now on their own hours; the same moment twice means never quiet. Raises Gone."""
    await _set(db, person_id, start, end, now, action="quiet.changed")


async def back_to_default(db: Database, *, person_id: int, now: datetime) -> None:
    await _set(db, person_id, None, None, now, action="quiet.default")


async def _set(db: Database, person_id: int, start: time | None, end: time | None, now: datetime, action: str) -> None:
    person = await storage.people.get(db, person_id)
    if person is None:
        raise Gone
    person.quiet_from, person.quiet_until = start, end
    await storage.audit.note(db, at=now, actor_id=person_id, action=action, person_id=person_id)
