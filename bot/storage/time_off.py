"""Pauses that people gave themselves, and the mentors who stand in meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Pair, Participation, Person, TimeOff


async def add(db: AsyncSession, row: TimeOff) -> None:
    db.add(row)
    await db.flush()


async def ahead(db: AsyncSession, person_id: int, *, on: date) -> TimeOff | None:
    """The one that holds on a day or comes next."""
    found: TimeOff | None = await db.scalar(
        select(TimeOff)
        .where(TimeOff.person_id == person_id, TimeOff.ended_at.is_(None), TimeOff.last_on >= on)
        .order_by(TimeOff.first_on, TimeOff.id)
        .limit(1)
    )
    return found


async def holding(db: AsyncSession, person_id: int, *, on: date) -> TimeOff | None:
    """The one that holds on a day."""
    found = await ahead(db, person_id, on=on)
    return found if found is not None and found.first_on <= on else None


async def locked(db: AsyncSession, time_off_id: int) -> TimeOff | None:
    """Two coordinators who decide at once decide one after the other."""
    found: TimeOff | None = await db.scalar(select(TimeOff).where(TimeOff.id == time_off_id).with_for_update())
    return found


async def by_ids(db: AsyncSession, ids: Iterable[int]) -> dict[int, TimeOff]:
    return {one.id: one for one in await db.scalars(select(TimeOff).where(TimeOff.id.in_(set(ids))))}


async def of(db: AsyncSession, person_id: int) -> list[TimeOff]:
    return list(await db.scalars(select(TimeOff).where(TimeOff.person_id == person_id).order_by(TimeOff.id)))


async def stand_ins(
    db: AsyncSession, absent_id: int, *, on: date, places: Sequence[int] | None = None
) -> list[tuple[Pair, Participation]]:
    """Pairs beside for an absent mentor that hold on a day or begin later, in programmes that run; somewhere or
    everywhere."""
    statement = (
        select(Pair, Participation)
        .join(Participation, Participation.id == Pair.participation_id)
        .where(
            Pair.stands_in_for == absent_id,
            or_(Pair.ended_on.is_(None), Pair.ended_on >= on),
            Participation.ended_on.is_(None),
        )
        .order_by(Pair.id)
    )
    if places is not None:
        statement = statement.where(Participation.municipality_id.in_(places))
    return [(pair, stay) for pair, stay in await db.execute(statement)]


async def standing_in(db: AsyncSession, participation_id: int, *, on: date) -> list[tuple[int, str]]:
    """(id, name) of those who stand in beside one programme that runs, on a day."""
    found = await db.execute(
        select(Person.id, Person.name)
        .join(Pair, Pair.mentor_id == Person.id)
        .join(Participation, Participation.id == Pair.participation_id)
        .where(
            Pair.participation_id == participation_id,
            Pair.stands_in_for.is_not(None),
            Pair.started_on <= on,
            Pair.ended_on >= on,
            Participation.ended_on.is_(None),
        )
        .order_by(Pair.id)
    )
    return [(person_id, name) for person_id, name in found]


async def pairs_to_cover(
    db: AsyncSession, mentor_id: int, *, on: date, places: Sequence[int] | None = None
) -> list[tuple[Pair, Participation, str]]:
    """A mentor's own pairs in programmes that run, with the young person's name: what a stand-in would take over."""
    statement = (
        select(Pair, Participation, Person.name)
        .join(Participation, Participation.id == Pair.participation_id)
        .join(Person, Person.id == Participation.youth_id)
        .where(
            Pair.mentor_id == mentor_id,
            Pair.stands_in_for.is_(None),
            or_(Pair.ended_on.is_(None), Pair.ended_on >= on),
            Participation.ended_on.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.name, Pair.id)
    )
    if places is not None:
        statement = statement.where(Participation.municipality_id.in_(places))
    return [(pair, stay, name) for pair, stay, name in await db.execute(statement)]


async def forget_reasons(db: AsyncSession, *, ended_before: date, limit: int) -> int:
    """Why somebody was away is nobody's business for long."""
    over = select(TimeOff.id).where(TimeOff.reason.is_not(None), TimeOff.last_on < ended_before).limit(limit)
    done: Any = await db.execute(
        update(TimeOff).where(TimeOff.id.in_(over)).values(reason=None).execution_options(synchronize_session=False)
    )
    return int(done.rowcount)
