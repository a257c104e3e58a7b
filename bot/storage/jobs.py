"""Slow work that waits to be done aside: one row each, settled in the transaction that queues what came of it."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Job

table = cast("Table", Job.__table__)
c = table.c
_WAITING: ColumnElement[str] = literal_column(
    "'waiting'"
)  # a partial index serves only a condition that stands in the text


async def ask(db: AsyncSession, *, kind: str, person_id: int, chat_id: int, payload: Any, now: datetime) -> int:
    row = Job(kind=kind, person_id=person_id, chat_id=chat_id, payload=payload, created_at=now)
    db.add(row)
    await db.flush()
    return row.id


async def same_waiting(db: AsyncSession, *, kind: str, person_id: int, payload: Any) -> bool:
    """Whether the person waits for the very same already."""
    found = await db.scalars(select(Job).where(c.state == _WAITING, c.person_id == person_id, c.kind == kind))
    return any(one.payload == payload for one in found)


async def waiting(db: AsyncSession, *, now: datetime) -> Job | None:
    """The oldest that may be done now."""
    found: Job | None = await db.scalar(
        select(Job).where(c.state == _WAITING, or_(c.retry_at.is_(None), c.retry_at <= now)).order_by(c.id).limit(1)
    )
    return found


async def begin(db: AsyncSession, job_id: int) -> None:
    """Counted before the work, so that work which kills the process is not tried for ever."""
    await db.execute(update(table).where(c.id == job_id).values(attempts=c.attempts + 1))


async def rest(db: AsyncSession, job_id: int, *, until: datetime) -> None:
    await db.execute(update(table).where(c.id == job_id, c.state == "waiting").values(retry_at=until))


async def settle(db: AsyncSession, job_id: int, state: str, *, now: datetime) -> bool:
    """done, failed, dropped; False when somebody else settled it."""
    done = await db.execute(
        update(table).where(c.id == job_id, c.state == "waiting").values(state=state, settled_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result always counts


async def is_waiting(db: AsyncSession) -> bool:
    return await db.scalar(select(c.id).where(c.state == _WAITING).limit(1)) is not None
