"""When someone is not disturbed, and how often at most: what they chose, or the rule of their municipality."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Protocol

from bot import storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.policies import DEFAULT, Policy
from bot.rules.quiet import MOST_A_DAY, NO_LIMIT, DaysOff, Quiet, QuietHours, Weekday
from bot.storage import Database
from bot.storage.models import Person

Roles = Iterable[tuple[Role, int]]


class Chosen(Protocol):
    """What somebody chose for themselves; None is the municipality's rule."""

    @property
    def quiet_from(self) -> time | None: ...
    @property
    def quiet_until(self) -> time | None: ...
    @property
    def days_off(self) -> list[str] | None: ...
    @property
    def holidays_off(self) -> bool | None: ...
    @property
    def most_a_day(self) -> int | None: ...


async def of(db: Database, person_id: int, *, roles: Roles, today: date) -> Quiet:
    """As it holds for this person today. Raises Gone when there is nobody."""
    person = await storage.people.get(db, person_id)
    if person is None:
        raise Gone
    return chosen(person, roles=roles, policy=await _policy(db, person_id, roles, today))


async def of_reader(db: Database, reader: storage.people.Reader, *, today: date) -> Quiet:
    """The same of somebody who is about to be written to."""
    policy = await _policy(db, reader.person_id, reader.roles, today)
    return chosen(reader, roles=reader.roles, policy=policy)


def chosen(own: Chosen, *, roles: Roles, policy: Policy) -> Quiet:
    """Each part their own where they chose it; youth have longer hours and a budget, those still joining too."""
    # Without a role it is a young person whose joining waits: nobody else is written to then.
    is_youth = not roles or any(role is Role.YOUTH for role, _ in roles)
    hours = policy.youth_quiet if is_youth else policy.staff_quiet
    if own.quiet_from is not None and own.quiet_until is not None:
        hours = QuietHours(own.quiet_from, own.quiet_until)
    weekdays = policy.youth_days_off if is_youth else policy.staff_days_off
    if own.days_off is not None:
        weekdays = frozenset(Weekday(one) for one in own.days_off)
    holidays = policy.holidays_off if own.holidays_off is None else own.holidays_off
    choices = (own.quiet_from, own.days_off, own.holidays_off, own.most_a_day)
    may_be_unlimited = all(role is not Role.YOUTH for role, _ in roles) if roles else False
    return Quiet(
        hours=hours,
        days_off=DaysOff(weekdays, holidays, policy.own_days_off),
        most_a_day=_most_a_day(own.most_a_day, policy, is_youth=not may_be_unlimited),
        is_own=any(one is not None for one in choices),
        may_be_unlimited=may_be_unlimited,
    )


def _most_a_day(own: int | None, policy: Policy, *, is_youth: bool) -> int | None:
    """A young person always has a budget, also who chose "no limit" in another role."""
    if is_youth:
        return own or policy.youth_budget_a_day
    most = policy.staff_budget_a_day if own is None else own
    return None if most == NO_LIMIT else most


async def _policy(db: Database, person_id: int, roles: Roles, today: date) -> Policy:
    """Of the municipality where they came first, or to which they are on their way; the defaults for nobody's."""
    place = None if roles else await storage.people.joining_as_youth(db, person_id)
    return await policy_of(db, roles if place is None else [(Role.YOUTH, place)], today=today)


async def policy_of(db: Database, roles: Roles, *, today: date) -> Policy:
    """The policy of the municipality where they came first; the defaults for nobody's."""
    places = sorted(place for _, place in roles)
    return await storage.municipalities.policy(db, places[0], on=today) if places else DEFAULT


# --- choosing ---


async def change(db: Database, *, person_id: int, start: time, end: time, now: datetime) -> None:
    """From now on their own hours; the same moment twice means never quiet. Raises Gone."""
    person = await _person(db, person_id)
    person.quiet_from, person.quiet_until = start, end
    await _note(db, person, "quiet.changed", now)


async def take_day_off(
    db: Database, *, person_id: int, day: Weekday, is_off: bool, roles: Roles, now: datetime, today: date
) -> None:
    """A weekday becomes a day off or one like the others. Raises Gone; NoDayLeft for the seventh."""
    person = await _person(db, person_id)
    weekdays = (await of(db, person_id, roles=roles, today=today)).days_off.weekdays
    wanted = weekdays | {day} if is_off else weekdays - {day}
    person.days_off = [one.value for one in Weekday if one in DaysOff(wanted).weekdays]
    await _note(db, person, "quiet.days", now)


async def take_holidays_off(db: Database, *, person_id: int, are_off: bool, now: datetime) -> None:
    """Public holidays. Raises Gone."""
    person = await _person(db, person_id)
    person.holidays_off = are_off
    await _note(db, person, "quiet.days", now)


async def limit(db: Database, *, person_id: int, most: int, roles: Roles, now: datetime, today: date) -> None:
    """So many messages a day at most, or NO_LIMIT. Raises Gone, also for a number that is not offered."""
    person = await _person(db, person_id)
    quiet = await of(db, person_id, roles=roles, today=today)
    if most not in MOST_A_DAY and not (most == NO_LIMIT and quiet.may_be_unlimited):
        raise Gone
    person.most_a_day = most
    await _note(db, person, "quiet.budget", now)


async def hours_back_to_default(db: Database, *, person_id: int, now: datetime) -> None:
    """Only the hours; days and number stay as they were chosen. Raises Gone."""
    person = await _person(db, person_id)
    person.quiet_from = person.quiet_until = None
    await _note(db, person, "quiet.default", now)


async def back_to_default(db: Database, *, person_id: int, now: datetime) -> None:
    """All of it as the municipality has it. Raises Gone."""
    person = await _person(db, person_id)
    forget(person)
    await _note(db, person, "quiet.default", now)


def forget(person: Person) -> None:
    """Nothing of it stays chosen."""
    person.quiet_from = person.quiet_until = person.days_off = person.holidays_off = person.most_a_day = None


async def _person(db: Database, person_id: int) -> Person:
    person = await storage.people.get(db, person_id)
    if person is None:
        raise Gone
    return person


async def _note(db: Database, person: Person, action: str, now: datetime) -> None:
    await storage.audit.note(db, at=now, actor_id=person.id, action=action, person_id=person.id)
