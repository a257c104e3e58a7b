"""Young people to be called: written down, taken, reached; who hears of it; and who has waited too long."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.people import Role
from bot.storage.models import AuditEntry, Call, Municipality, Notice, Pair, Participation, Person, RoleHeld

TOLD = ("asked_to_call", "look_in", "wants_to_talk", "words_of_crisis", "call_waits", "call_taken")


async def open_of(db: AsyncSession, person_id: int) -> Call | None:
    """The call that nobody has brought to its end yet."""
    found: Call | None = await db.scalar(
        select(Call)
        .where(Call.person_id == person_id, Call.reached_at.is_(None), Call.withdrawn_at.is_(None))
        .order_by(Call.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return found


async def add(db: AsyncSession, call: Call) -> None:
    db.add(call)
    await db.flush()


async def locked(db: AsyncSession, call_id: int) -> Call | None:
    """Locked: two who take it at once must not both succeed."""
    found: Call | None = await db.scalar(
        select(Call).where(Call.id == call_id).with_for_update().execution_options(populate_existing=True)
    )
    return found


async def mentors_beside(db: AsyncSession, person_ids: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """The mentors of each young person: pairs that hold, or begin later."""
    wanted = set(person_ids)
    found = await db.execute(
        select(Participation.youth_id, Pair.mentor_id)
        .join(Pair, Pair.participation_id == Participation.id)
        .where(Participation.youth_id.in_(wanted), or_(Pair.ended_on.is_(None), Pair.ended_on >= on))
    )
    mentors: dict[int, set[int]] = {one: set() for one in wanted}
    for youth_id, mentor_id in found:
        mentors[youth_id].add(mentor_id)
    return mentors


async def stand_in_of(db: AsyncSession, municipality_id: int) -> Person | None:
    """Whom the operator named, while they still work for anybody here."""
    works = select(RoleHeld.person_id).where(RoleHeld.role != Role.YOUTH.value, RoleHeld.revoked_at.is_(None))
    found: Person | None = await db.scalar(
        select(Person)
        .join(Municipality, Municipality.stand_in_id == Person.id)
        .where(Municipality.id == municipality_id, Person.id.in_(works), Person.erased_at.is_(None))
    )
    return found


async def untaken_in(db: AsyncSession, municipality_id: int) -> list[Call]:
    """Open calls that nobody has taken."""
    found = await db.scalars(
        select(Call)
        .where(
            Call.municipality_id == municipality_id,
            Call.reached_at.is_(None),
            Call.withdrawn_at.is_(None),
            Call.taken_by.is_(None),
        )
        .order_by(Call.id)
        .with_for_update()
    )
    return list(found)


async def told_of(db: AsyncSession, call_id: int, person_ids: Iterable[int]) -> set[int]:
    """Who of these has had a message about this call."""
    found = await db.scalars(
        select(Notice.person_id).where(
            Notice.person_id.in_(set(person_ids)),
            Notice.state.in_(("queued", "sent")),
            Notice.kind.in_(TOLD),
            Notice.subject_id == call_id,
        )
    )
    return set(found)


async def last_noted(db: AsyncSession, person_id: int, action: str) -> datetime | None:
    """When this was last written down about a person."""
    found: datetime | None = await db.scalar(
        select(AuditEntry.at)
        .where(AuditEntry.person_id == person_id, AuditEntry.action == action)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return found


async def by_ids(db: AsyncSession, ids: Iterable[int]) -> dict[int, Call]:
    found = await db.scalars(select(Call).where(Call.id.in_(set(ids))))
    return {one.id: one for one in found}


async def waited_too_long(db: AsyncSession, *, now: datetime) -> list[Call]:
    found = await db.scalars(
        select(Call).where(Call.waits_until <= now).order_by(Call.waits_until, Call.id).with_for_update()
    )
    return list(found)


async def next_wait(db: AsyncSession) -> datetime | None:
    """When somebody will next have waited too long."""
    found: datetime | None = await db.scalar(select(func.min(Call.waits_until)))
    return found
