"""The people of a municipality as its coordinator pages through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.rules.people import Eligibility, Role
from bot.storage.models import (
    Consent,
    EligibilityCheck,
    GuardianConsent,
    Invitation,
    Pair,
    Participation,
    Person,
    RoleHeld,
)

STAFF = (Role.MENTOR.value, Role.COORDINATOR.value)

_DOUBTFUL = exists().where(
    EligibilityCheck.person_id == Person.id,
    EligibilityCheck.result == Eligibility.DOUBTFUL.value,
    EligibilityCheck.checked_at.is_(None),
)
_IS_HALF_JOINED = and_(
    Person.joined_at.is_not(None),
    Person.birth_date.is_(None),
    exists().where(Consent.person_id == Person.id, Consent.withdrawn_at.is_(None)),
    ~exists().where(EligibilityCheck.person_id == Person.id),
    ~exists().where(GuardianConsent.person_id == Person.id),
)


@dataclass(frozen=True)
class YouthOnRoll:
    """A young person with their latest participation; `waits` for a coordinator's decision."""

    person_id: int
    name: str
    participation_id: int
    municipality_id: int
    started_on: date
    planned_end_on: date
    ended_on: date | None
    joined_at: datetime | None
    waits: bool


@dataclass(frozen=True)
class StaffOnRoll:
    """A mentor or coordinator, also one who has not opened the invitation yet."""

    person_id: int
    name: str
    roles: tuple[Role, ...]
    joined_at: datetime | None


async def youth(db: AsyncSession, municipality_ids: Sequence[int], *, today: date) -> list[YouthOnRoll]:
    """Who waits for a decision first, then running programmes by name, then those that have ended."""
    later = aliased(Participation)
    is_latest = ~exists().where(
        later.youth_id == Participation.youth_id,
        later.municipality_id.in_(municipality_ids),
        or_(
            later.started_on > Participation.started_on,
            and_(later.started_on == Participation.started_on, later.id > Participation.id),
        ),
    )
    waits = or_(_DOUBTFUL, _IS_HALF_JOINED)
    has_ended = and_(Participation.ended_on.is_not(None), Participation.ended_on < today)
    rank = case((has_ended, 2), (waits, 0), else_=1)
    found = await db.execute(
        select(
            Person.id,
            Person.name,
            Participation.id,
            Participation.municipality_id,
            Participation.started_on,
            Participation.planned_end_on,
            Participation.ended_on,
            Person.joined_at,
            and_(waits, ~has_ended),
        )
        .join(Participation, Participation.youth_id == Person.id)
        .where(Participation.municipality_id.in_(municipality_ids), is_latest, Person.erased_at.is_(None))
        .order_by(rank, Person.name, Person.id)
    )
    return [YouthOnRoll(*row[:-1], waits=bool(row[-1])) for row in found]


async def staff(db: AsyncSession, municipality_ids: Sequence[int]) -> list[StaffOnRoll]:
    """Mentors first, then those who only coordinate; by name."""
    held = select(RoleHeld.person_id, RoleHeld.role).where(
        RoleHeld.municipality_id.in_(municipality_ids), RoleHeld.role.in_(STAFF), RoleHeld.revoked_at.is_(None)
    )
    invited = select(Invitation.person_id, Invitation.role).where(
        Invitation.municipality_id.in_(municipality_ids),
        Invitation.role.in_(STAFF),
        Invitation.revoked_at.is_(None),
        Invitation.used_at.is_(None),
        Invitation.is_relink.is_(False),
    )
    either = held.union(invited).subquery()
    found = await db.execute(
        select(Person.id, Person.name, Person.joined_at, either.c.role)
        .join(either, either.c.person_id == Person.id)
        .where(Person.erased_at.is_(None))
        .order_by(Person.name, Person.id, either.c.role)
    )
    people: dict[int, StaffOnRoll] = {}
    for person_id, name, joined_at, role in found:
        before = people[person_id].roles if person_id in people else ()
        people[person_id] = StaffOnRoll(person_id, name, (*before, Role(role)), joined_at)
    return sorted(people.values(), key=lambda one: Role.MENTOR not in one.roles)


async def running_youth_of(db: AsyncSession, mentor_ids: Sequence[int], *, on: date) -> dict[int, int]:
    """With how many young people each mentor goes on after a day, or will be: a pair that ends on it is no load."""
    found = await db.execute(
        select(Pair.mentor_id, func.count(func.distinct(Participation.youth_id)))
        .join(Participation, Participation.id == Pair.participation_id)
        .where(
            Pair.mentor_id.in_(mentor_ids),
            or_(Pair.ended_on.is_(None), Pair.ended_on > on),
            or_(Participation.ended_on.is_(None), Participation.ended_on > on),
        )
        .group_by(Pair.mentor_id)
    )
    counts = dict.fromkeys(mentor_ids, 0)
    counts.update((mentor_id, number) for mentor_id, number in found)
    return counts


async def belongs(db: AsyncSession, person_id: int, municipality_ids: Sequence[int]) -> bool:
    """Whether a person takes part, works or was invited in one of these municipalities."""
    return await db.scalar(select(Person.id).where(Person.id == person_id, _belongs(municipality_ids))) is not None


async def everybody(db: AsyncSession, municipality_ids: Sequence[int]) -> list[Person]:
    """All who take part, work or were invited there, now or before."""
    return list(await db.scalars(select(Person).where(_belongs(municipality_ids)).order_by(Person.name, Person.id)))


async def namesakes(db: AsyncSession, municipality_ids: Sequence[int]) -> list[tuple[int, str]]:
    """(id, name) of those there who share their name with somebody else there."""
    shared = select(Person.name).where(_belongs(municipality_ids)).group_by(Person.name).having(func.count() > 1)
    found = await db.execute(
        select(Person.id, Person.name).where(_belongs(municipality_ids), Person.name.in_(shared)).order_by(Person.id)
    )
    return [(person_id, name) for person_id, name in found]


def _belongs(municipality_ids: Sequence[int]) -> ColumnElement[bool]:
    """Read from the municipality's side, so that it costs the same however many others there are."""
    there = union(
        select(Participation.youth_id).where(Participation.municipality_id.in_(municipality_ids)),
        select(RoleHeld.person_id).where(RoleHeld.municipality_id.in_(municipality_ids)),
        select(Invitation.person_id).where(Invitation.municipality_id.in_(municipality_ids)),
    )
    return and_(Person.erased_at.is_(None), Person.id.in_(there))


async def latest_stay(db: AsyncSession, youth_id: int, municipality_ids: Sequence[int]) -> Participation | None:
    """A young person's latest participation in these municipalities."""
    found: Participation | None = await db.scalar(
        select(Participation)
        .where(Participation.youth_id == youth_id, Participation.municipality_id.in_(municipality_ids))
        .order_by(Participation.started_on.desc(), Participation.id.desc())
        .limit(1)
    )
    return found


async def locked_stay(db: AsyncSession, youth_id: int, municipality_ids: Sequence[int]) -> Participation | None:
    """The same, locked before a rule about it is checked."""
    found = await latest_stay(db, youth_id, municipality_ids)
    if found is not None:
        await db.refresh(found, with_for_update=True)
    return found
