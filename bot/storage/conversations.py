"""The places of conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Conversation

table = cast("Table", Conversation.__table__)
c = table.c


async def open_in(db: AsyncSession, chat_id: int) -> list[Conversation]:
    """Open conversations of a chat, the one last shown first."""
    found = await db.scalars(
        select(Conversation).where(c.chat_id == chat_id, c.closed_at.is_(None)).order_by(c.shown_at.desc(), c.id.desc())
    )
    return list(found)


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
    made = await db.execute(
        insert(table)
        .values(
            chat_id=chat_id,
            person_id=person_id,
            name=name,
            step=step,
            draft=draft,
            version=1,
            started_at=now,
            shown_at=now,
        )
        .returning(c.id)
    )
    return int(made.scalar_one())


async def move(
    db: AsyncSession,
    conversation_id: int,
    *,
    step: str,
    draft: dict[str, Any],
    shown_at: datetime,
    person_id: int | None,
) -> None:
    await db.execute(
        update(table)
        .where(c.id == conversation_id)
        .values(step=step, draft=draft, shown_at=shown_at, version=c.version + 1, person_id=person_id)
    )


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
