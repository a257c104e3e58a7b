"""Notices: planned under unique keys, released when due, settled with what became of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.broadcasts import KIND
from bot.rules.lifelines import Happened, Held
from bot.storage import audit, lifelines
from bot.storage.models import Notice

table = cast("Table", Notice.__table__)
c = table.c


async def plan(
    db: AsyncSession,
    *,
    key: str,
    person_id: int,
    kind: str,
    subject_id: int | None,
    detail: str | None,
    due_at: datetime,
    now: datetime,
    is_urgent: bool = False,
    rule: str | None = None,
    planned_by: int | None = None,
) -> None:
    """Planned once: a key that exists stays as it is."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    await db.execute(
        insert(Notice)
        .values(
            key=key,
            person_id=person_id,
            kind=kind,
            rule=rule,
            planned_by=planned_by,
            subject_id=subject_id,
            detail=detail,
            is_urgent=is_urgent,
            due_at=due_at,
            created_at=now,
            state="waiting",
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )


async def plan_again(
    db: AsyncSession,
    *,
    key: str,
    person_id: int,
    kind: str,
    rule: str,
    subject_id: int,
    detail: str,
    due_at: datetime,
    now: datetime,
    is_urgent: bool = False,
) -> None:
    """Waiting under its key at this time: one that was cleared waits again, one that waits for another time moves, and
    one that was said is not said twice. What is held already stays held."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    row = {
        "key": key, "person_id": person_id, "kind": kind, "rule": rule, "subject_id": subject_id, "detail": detail,
        "is_urgent": is_urgent, "due_at": due_at, "created_at": now, "state": "waiting",
    }  # fmt: skip
    again = {"due_at": due_at, "rule": rule, "state": "waiting", "reason": None, "settled_at": None}
    moves = and_(c.state == "waiting", c.reason.is_(None), c.due_at != due_at)
    planned = await db.execute(
        insert(Notice)
        .values(**row)
        .on_conflict_do_update(index_elements=["key"], set_=again, where=or_(c.state == "cleared", moves))
        .returning(c.id, c.created_at)
    )
    back = [notice_id for notice_id, created_at in planned if created_at != now]
    await lifelines.note(db, back, Happened.PLANNED, at=now, until=due_at)


async def exists(db: AsyncSession, key: str) -> bool:
    return await db.scalar(select(c.id).where(c.key == key)) is not None


async def readers_due(db: AsyncSession, *, now: datetime, limit: int = 200, but_broadcasts: bool = False) -> list[int]:
    """People with a due notice, the longest waiting first; those who only wait for a broadcast last, or not at all."""
    is_broadcast = case((c.kind == KIND, 1), else_=0)
    found = await db.scalars(
        select(c.person_id)
        .where(c.state == "waiting", c.due_at <= now, *([c.kind != KIND] if but_broadcasts else []))
        .group_by(c.person_id)
        .order_by(func.min(is_broadcast), func.min(c.due_at))
        .limit(limit)
    )
    return list(found)


async def due_for(db: AsyncSession, person_id: int, *, now: datetime) -> list[Notice]:
    """What is due for one reader, locked so that two processes do not say it twice."""
    found = await db.scalars(
        select(Notice)
        .where(c.person_id == person_id, c.state == "waiting", c.due_at <= now)
        .order_by(c.due_at, c.id)
        .with_for_update(skip_locked=True)
    )
    return list(found)


async def settle(
    db: AsyncSession,
    ids: Sequence[int],
    state: str,
    *,
    reason: str | None = None,
    outbox_id: int | None = None,
    now: datetime,
) -> None:
    """What became of them. A digest that was sent showed a whole municipality: so the audit gets its row."""
    await db.execute(
        update(table).where(c.id.in_(ids)).values(state=state, reason=reason, outbox_id=outbox_id, settled_at=now)
    )
    if state != "queued":
        await lifelines.note(db, ids, state, at=now, why=reason)
    if state == "sent":
        await audit.note_sent_digests(db, ids, at=now)


async def clear(
    db: AsyncSession, *which: ColumnElement[bool], reason: str, now: datetime, state: str = "cleared"
) -> int:
    """Those of these that still wait are not said, for this reason; how many."""
    settled = await db.scalars(
        update(table)
        .where(c.state == "waiting", *which)
        .values(state=state, reason=reason, settled_at=now)
        .returning(c.id)
    )
    ids = list(settled)
    await lifelines.note(db, ids, state, at=now, why=reason)
    return len(ids)


async def postpone(db: AsyncSession, ids: Sequence[int], *, until: datetime, reason: Held | str, now: datetime) -> None:
    await db.execute(
        update(table).where(c.id.in_(ids)).values(state="waiting", due_at=until, reason=reason, outbox_id=None)
    )
    await lifelines.note(db, ids, Happened.HELD, at=now, why=reason, until=until)


async def get_for(db: AsyncSession, notice_id: int, person_id: int) -> Notice | None:
    found: Notice | None = await db.scalar(select(Notice).where(c.id == notice_id, c.person_id == person_id))
    return found


async def of_message(db: AsyncSession, outbox_id: int, person_id: int) -> list[Notice]:
    """All that one message says to its reader."""
    found = await db.scalars(select(Notice).where(c.outbox_id == outbox_id, c.person_id == person_id).order_by(c.id))
    return list(found)


async def said_about(
    db: AsyncSession, person_id: int, *, kinds: Sequence[str], subject_ids: Sequence[int], since: datetime
) -> list[int]:
    """What was said to a person about these subjects since a moment."""
    found = await db.scalars(
        select(c.id).where(
            c.person_id == person_id,
            c.state == "sent",
            c.kind.in_(kinds),
            c.subject_id.in_(subject_ids),
            c.settled_at >= since,
        )
    )
    return list(found)


async def of_outbox(db: AsyncSession, outbox_id: int) -> list[int]:
    return list(await db.scalars(select(c.id).where(c.outbox_id == outbox_id)))


async def said_since(db: AsyncSession, person_id: int, *, since: datetime, but_broadcasts: bool = False) -> int:
    """Messages, not notices, that left or are leaving unprompted since a moment; urgent ones do not count."""
    counted = select(func.count(func.distinct(c.outbox_id))).where(
        c.person_id == person_id,
        c.state.in_(("queued", "sent")),
        c.settled_at >= since,
        c.is_urgent.is_(False),
        *([c.kind != KIND] if but_broadcasts else []),
    )
    return int(await db.scalar(counted) or 0)


async def comes_later(db: AsyncSession, person_id: int, *, after: datetime, before: datetime) -> bool:
    """Whether something of their own is planned for this reader in a span of time."""
    found = select(c.id).where(
        c.person_id == person_id, c.state == "waiting", c.due_at > after, c.due_at < before, c.kind != KIND
    )
    return await db.scalar(found.limit(1)) is not None


async def drop_for(db: AsyncSession, person_id: int, *, reason: str, now: datetime) -> None:
    await clear(db, c.person_id == person_id, reason=reason, now=now)


async def next_due(db: AsyncSession) -> datetime | None:
    result: datetime | None = await db.scalar(select(func.min(c.due_at)).where(c.state == "waiting"))
    return result
