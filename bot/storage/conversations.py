"""The places of conversations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Conversation
from bot.storage.prepared import Prepared

table = cast("Table", Conversation.__table__)
c = table.c


@dataclass
class Place:
    """Where an open conversation stands, and what was answered so far."""

    id: int
    person_id: int | None
    name: str
    step: str
    draft: dict[str, Any]


_OPEN_IN = Prepared(
    select(c.id, c.person_id, c.name, c.step, c.draft)
    .where(c.chat_id == bindparam("chat_id"), c.closed_at.is_(None))
    .order_by(c.shown_at.desc(), c.id.desc())
)
_START = Prepared(
    insert(table).returning(c.id),
    *("chat_id", "person_id", "name", "step", "draft", "version", "started_at", "shown_at"),
)
_MOVE = Prepared(
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


async def open_in(db: AsyncSession, chat_id: int) -> list[Place]:
    """Open conversations of a chat, the one last shown first."""
    return [Place(*row) for row in await _OPEN_IN.all(db, chat_id=chat_id)]


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
    [[place_id]] = await _START.all(
        db,
        chat_id=chat_id,
        person_id=person_id,
        name=name,
        step=step,
        draft=draft,
        version=1,
        started_at=now,
        shown_at=now,
    )
    return int(place_id)


async def move(
    db: AsyncSession,
    conversation_id: int,
    *,
    step: str,
    draft: dict[str, Any],
    shown_at: datetime,
    person_id: int | None,
) -> None:
    await _MOVE.all(db, this=conversation_id, to=step, answers=draft, now=shown_at, of=person_id)


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
