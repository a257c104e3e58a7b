"""The durable inbox: stored before Telegram is told, claimed in the transaction that handles it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, exists, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import InboxUpdate
from bot.storage.prepared import Prepared

table = cast("Table", InboxUpdate.__table__)
c = table.c


@dataclass(frozen=True)
class Incoming:
    update_id: int
    chat_id: int
    raw: Any


@dataclass(frozen=True)
class Claimed:
    """An update that this transaction will settle."""

    id: int
    update_id: int
    chat_id: int
    raw: Any
    received_at: datetime
    attempts: int


_INSERT = {
    "sqlite": sqlite_insert(table).on_conflict_do_nothing(index_elements=["update_id"]),
    "postgresql": postgres_insert(table).on_conflict_do_nothing(index_elements=["update_id"]),
}


async def store(db: AsyncSession, updates: Sequence[Incoming], *, now: datetime) -> None:
    """Keep a batch; what is there already stays as it is."""
    rows = [
        {
            "update_id": one.update_id,
            "chat_id": one.chat_id,
            "raw": one.raw,
            "received_at": now,
            "state": "new",
            "attempts": 0,
        }
        for one in updates
    ]
    await db.execute(_INSERT[db.get_bind().dialect.name], rows)


# A partial index serves a statement only where its condition stands in the text, so no value is bound for it.
_NEW: ColumnElement[str] = literal_column("'new'")
_older = table.alias("older")
_first_waiting = (
    select(c.id)
    .where(
        c.state == _NEW,
        or_(c.retry_at.is_(None), c.retry_at <= bindparam("now")),
        ~exists().where(_older.c.chat_id == c.chat_id, _older.c.state == _NEW, _older.c.id < c.id),
    )
    .order_by(c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
_CLAIM = (
    update(table)
    .where(c.state == "new")
    .values(state="done", settled_at=bindparam("now"))
    .returning(c.id, c.update_id, c.chat_id, c.raw, c.received_at, c.attempts)
)
_CLAIM_NEXT = Prepared(_CLAIM.where(c.id == _first_waiting))
_CLAIM_THIS = Prepared(_CLAIM.where(c.id == bindparam("this")))


async def claim_next(db: AsyncSession, *, now: datetime) -> Claimed | None:
    """The oldest waiting update of a chat whose oldest update is not resting for a retry; it becomes done with this
    transaction. Other processes' rows are skipped, so chats are handled side by side and one chat in order."""
    row = await _CLAIM_NEXT.one_or_none(db, now=now)
    return Claimed(*row) if row else None


async def claim(db: AsyncSession, inbox_id: int, *, now: datetime) -> Claimed | None:
    """This very update again, after a roll-back; None when it was settled meanwhile."""
    row = await _CLAIM_THIS.one_or_none(db, now=now, this=inbox_id)
    return Claimed(*row) if row else None


async def next_retry_at(db: AsyncSession) -> datetime | None:
    result: datetime | None = await db.scalar(select(func.min(c.retry_at)).where(c.state == _NEW))
    return result


async def rest(db: AsyncSession, row: Claimed, *, until: datetime, error: str) -> bool:
    """Our fault: try again later; only this chat waits. False when another lane was quicker."""
    return await _failed(db, row, retry_at=until, error=error)


async def set_aside(db: AsyncSession, row: Claimed, *, error: str, now: datetime) -> bool:
    """The last try failed. False when another lane was quicker."""
    return await _failed(db, row, state="aside", error=error, settled_at=now)


async def _failed(db: AsyncSession, row: Claimed, **values: Any) -> bool:
    """After the roll-back the row is free for a moment, so another lane may have tried it meanwhile."""
    changed = await db.scalar(
        update(table)
        .where(c.id == row.id, c.state == "new", c.attempts == row.attempts)
        .values(attempts=c.attempts + 1, **values)
        .returning(c.id)
    )
    return changed is not None


async def erase(db: AsyncSession, inbox_id: int) -> None:
    """What a stranger or a refused person wrote goes in the commit that settles it."""
    await db.execute(update(table).where(c.id == inbox_id).values(raw=None))


async def waiting(db: AsyncSession) -> int:
    return int(await db.scalar(select(func.count()).where(c.state == _NEW)) or 0)


async def listed(db: AsyncSession, *, states: Sequence[str], limit: int = 100) -> list[InboxUpdate]:
    found = await db.scalars(select(InboxUpdate).where(c.state.in_(states)).order_by(c.id).limit(limit))
    return list(found)


async def get(db: AsyncSession, inbox_id: int) -> InboxUpdate | None:
    found: InboxUpdate | None = await db.get(InboxUpdate, inbox_id)
    return found


async def has_moved_on(db: AsyncSession, row: InboxUpdate) -> bool:
    """Whether a later update of the same chat was handled already."""
    later = select(c.id).where(and_(c.chat_id == row.chat_id, c.id > row.id, c.state == "done")).limit(1)
    return await db.scalar(later) is not None


async def put_back(db: AsyncSession, inbox_id: int) -> None:
    await db.execute(
        update(table).where(c.id == inbox_id).values(state="new", attempts=0, retry_at=None, settled_at=None)
    )


async def drop(db: AsyncSession, inbox_id: int) -> None:
    await db.execute(delete(table).where(c.id == inbox_id))
