"""The places of conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Conversation

table = cast("Table", Conversation.__table__)
c = table.c


# Asked with every update, so built once: putting a statement together costs more than running it.
_OPEN_IN = (
    select(Conversation)
    .where(c.chat_id == bindparam("chat_id"), c.closed_at.is_(None))
    .order_by(c.shown_at.desc(), c.id.desc())
)
_START = insert(table).returning(c.id)
_MOVE = (
    update(table)
    .where(c.id == bindparam("this"))
    .values(
        step=bindparam("to"),
        draft=bindparam("answers"),
        shown_at=bindparam("now"),
        version=c.version + 1,
        person_id=bindparam("of"),
    )
)


async def open_in(db: AsyncSession, chat_id: int) -> list[Conversation]:
    """Open conversations of a chat, the one last shown first."""
    return list(await db.scalars(_OPEN_IN, {"chat_id": chat_id}))


async def start(
    db: AsyncSession,
    *,
    chat_id: int,
    person_id: int | None,
    name: str,
    step: str,
    draft: dict[str, Any],
    now: datetime,
) -> int:
    row = {
        "chat_id": chat_id,
        "person_id": person_id,
        "name": name,
        "step": step,
        "draft": draft,
        "version": 1,
        "started_at": now,
        "shown_at": now,
    }
    return int((await db.execute(_START, row)).scalar_one())


async def move(
    db: AsyncSession,
    conversation_id: int,
    *,
    step: str,
    draft: dict[str, Any],
    shown_at: datetime,
    person_id: int | None,
) -> None:
    await db.execute(_MOVE, {"this": conversation_id, "to": step, "answers": draft, "now": shown_at, "of": person_id})


async def close(db: AsyncSession, conversation_id: int, *, now: datetime) -> None:
    """Ended: the draft goes, the place stays so that old buttons are recognised."""
    await db.execute(
        update(table).where(c.id == conversation_id).values(closed_at=now, draft={}, version=c.version + 1)
    )


async def close_all(db: AsyncSession, chat_id: int, *, names: Sequence[str] | None = None, now: datetime) -> None:
    where = [c.chat_id == chat_id, c.closed_at.is_(None)]
    if names is not None:
        where.append(c.name.in_(names))
    await db.execute(update(table).where(*where).values(closed_at=now, draft={}, version=c.version + 1))
