"""Young people to be called: written down, taken, reached; and who has waited too long."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Call


async def open_of(db: AsyncSession, person_id: int) -> Call | None:
    """The call that nobody has brought to its end yet."""
    found: Call | None = await db.scalar(
        select(Call).where(Call.person_id == person_id, Call.reached_at.is_(None)).order_by(Call.id.desc()).limit(1)
    )
    return found


async def add(db: AsyncSession, call: Call) -> None:
    db.add(call)
    await db.flush()


async def locked(db: AsyncSession, call_id: int, municipality_ids: Sequence[int]) -> Call | None:
    """Of one of these municipalities, locked: two who take it at once must not both succeed."""
    found: Call | None = await db.scalar(
        select(Call)
        .where(Call.id == call_id, Call.municipality_id.in_(municipality_ids))
        .with_for_update()
        .execution_options(populate_existing=True)
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
