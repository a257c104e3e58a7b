"""Broadcasts: their notices chunk by chunk, how far they have come, their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import ColumnElement, Table, func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.broadcasts import KIND, Addressees
from bot.rules.lifelines import Cleared
from bot.storage import addressees, notices
from bot.storage.letters import BROADCAST
from bot.storage.models import Broadcast, Municipality, Notice, OutboxRow, Person

# A partial index serves a statement only where its condition stands in the text.
_AT_WORK: ColumnElement[bool] = literal_column("state IN ('running', 'stopping')", type_=None)
_OPEN: ColumnElement[bool] = literal_column("outbox.state IN ('pending', 'sending')", type_=None)
_KIND: ColumnElement[str] = literal_column(f"'{KIND}'")
_notice = cast("Table", Notice.__table__)


@dataclass(frozen=True)
class OnList:
    """One person of a broadcast, and how its notice stands."""

    person_id: int
    name: str
    state: str
    reason: str | None


# --- one broadcast ---


async def begin(db: AsyncSession, row: Broadcast) -> Broadcast:
    db.add(row)
    await db.flush()
    return row


async def get(db: AsyncSession, broadcast_id: int, municipality_ids: Sequence[int]) -> Broadcast | None:
    """As it is now; None where it is not of these municipalities."""
    found: Broadcast | None = await db.scalar(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id, Broadcast.municipality_id.in_(municipality_ids))
        .execution_options(populate_existing=True)
    )
    return found


async def known(db: AsyncSession, broadcast_id: int) -> Broadcast | None:
    found: Broadcast | None = await db.get(Broadcast, broadcast_id)
    return found


async def locked(db: AsyncSession, broadcast_id: int) -> Broadcast | None:
    """For a change: stopping it, or a step of it."""
    found: Broadcast | None = await db.scalar(
        select(Broadcast)
        .where(Broadcast.id == broadcast_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def lock_municipality(db: AsyncSession, municipality_id: int) -> None:
    """Two coordinators who send the same at once: the second sees what the first has sent."""
    await db.execute(select(Municipality.id).where(Municipality.id == municipality_id).with_for_update())


async def latest(db: AsyncSession, municipality_ids: Sequence[int], *, limit: int) -> list[Broadcast]:
    """The newest first."""
    found = await db.scalars(
        select(Broadcast)
        .where(Broadcast.municipality_id.in_(municipality_ids))
        .order_by(Broadcast.sent_at.desc(), Broadcast.id.desc())
        .limit(limit)
    )
    return list(found)


async def since(db: AsyncSession, municipality_id: int, *, moment: datetime) -> list[Broadcast]:
    """Sent there since a moment, the newest first."""
    found = await db.scalars(
        select(Broadcast)
        .where(Broadcast.municipality_id == municipality_id, Broadcast.sent_at >= moment)
        .order_by(Broadcast.sent_at.desc(), Broadcast.id.desc())
    )
    return list(found)


async def said_in(db: AsyncSession, broadcast_ids: Sequence[int]) -> list[Broadcast]:
    """What is about to leave, held against being stopped until this transaction ends: whoever stops waits, and finds
    in the outbox what is queued here."""
    found = await db.scalars(
        select(Broadcast)
        .where(Broadcast.id.in_(broadcast_ids))
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    return list(found)


# --- at work ---


async def at_work(db: AsyncSession) -> list[int]:
    return list(await db.scalars(select(Broadcast.id).where(_AT_WORK).order_by(Broadcast.id)))


async def plan_next(
    db: AsyncSession, row: Broadcast, whom: Addressees, *, limit: int, today: date, now: datetime
) -> int:
    """Notices for the next people of the group; each is planned once, under its key."""
    after = row.planned_to or 0
    found = await db.scalars(
        select(Person.id)
        .where(*addressees.meant(row.municipality_id, whom, row.sent_by, today), Person.id > after)
        .order_by(Person.id)
        .limit(limit)
    )
    people = list(found)
    if people:
        insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
        planned = {"kind": KIND, "rule": None, "planned_by": row.sent_by, "subject_id": row.id, "detail": None,
                   "is_urgent": False, "due_at": now, "created_at": now, "state": "waiting"}  # fmt: skip
        rows = [{**planned, "key": f"{KIND}={row.id}:person={one}", "person_id": one} for one in people]
        await db.execute(insert(Notice).on_conflict_do_nothing(index_elements=["key"]), rows)
    row.planned_to = people[-1] if len(people) == limit else None
    await db.flush()
    return len(people)


async def clear_some(db: AsyncSession, broadcast_id: int, *, reason: Cleared, limit: int, now: datetime) -> int:
    """Those who are still to be told and those whose message has not left: it does not leave any more. How many."""
    n = await take_back_queued(db, broadcast_id, reason=reason, now=now)
    waiting = (
        select(Notice.id)
        .where(*_of(broadcast_id), Notice.state == "waiting")
        .limit(limit)
        .with_for_update(skip_locked=True)  # one that is being released waits for our lock: it is looked at next time
    )
    return n + await notices.clear(db, _notice.c.id.in_(waiting), reason=reason, now=now)


async def take_back_queued(db: AsyncSession, broadcast_id: int, *, reason: Cleared, now: datetime) -> int:
    """Out of the outbox again, what has not left; how many. What is being sent at this moment arrives."""
    queued = select(Notice.outbox_id).where(*_of(broadcast_id), Notice.state == "queued")
    dropped = await db.scalars(
        update(OutboxRow)
        .where(OutboxRow.id.in_(queued), OutboxRow.state == "pending", OutboxRow.priority == BROADCAST)
        .values(state="dropped", payload=None, reason=reason, settled_at=now)
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    )
    rows = list(dropped)
    if rows:
        theirs = await db.scalars(select(Notice.id).where(*_of(broadcast_id), Notice.outbox_id.in_(rows)))
        await notices.settle(db, list(theirs), "cleared", reason=reason, now=now)
    return len(rows)


async def letters_waiting(db: AsyncSession) -> int:
    """Messages of broadcasts in the outbox that have not left."""
    waiting = select(func.count()).select_from(OutboxRow).where(_OPEN, OutboxRow.priority == BROADCAST)
    return int(await db.scalar(waiting) or 0)


async def figures(db: AsyncSession, broadcast_id: int) -> list[tuple[str, str | None, int]]:
    """(state, reason, how many) of its notices."""
    found = await db.execute(
        select(Notice.state, Notice.reason, func.count())
        .where(*_of(broadcast_id))
        .group_by(Notice.state, Notice.reason)
    )
    return [(state, reason, n) for state, reason, n in found]


async def listed(
    db: AsyncSession, broadcast_id: int, *, reached: bool, first: int, limit: int
) -> tuple[list[OnList], int]:
    """Some of those it has reached, or has not (yet), by name; and how many there are."""
    where = (*_of(broadcast_id), Notice.state == "sent" if reached else Notice.state != "sent")
    total = int(await db.scalar(select(func.count()).select_from(Notice).where(*where)) or 0)
    found = await db.execute(
        select(Person.id, Person.name, Notice.state, Notice.reason)
        .join(Person, Person.id == Notice.person_id)
        .where(*where)
        .order_by(Person.name, Person.id)
        .offset(first)
        .limit(limit)
    )
    return [OnList(*row) for row in found], total


def _of(broadcast_id: int) -> tuple[ColumnElement[bool], ...]:
    return (Notice.kind == _KIND, Notice.subject_id == broadcast_id)


# --- its words ---


async def with_words(db: AsyncSession, *, municipality_ids: Sequence[int] = (), sent_by: int = 0) -> list[Broadcast]:
    """Whose words are still kept: of these municipalities, or of one who wrote them."""
    found = await db.scalars(
        select(Broadcast).where(
            Broadcast.texts.is_not(None),
            or_(Broadcast.municipality_id.in_(municipality_ids), Broadcast.sent_by == sent_by),
        )
    )
    return list(found)


async def forget_words(db: AsyncSession, *, over_before: datetime, limit: int) -> int:
    """Of broadcasts that have been over for long; how many."""
    over = select(Broadcast.id).where(Broadcast.texts.is_not(None), Broadcast.over_at < over_before).limit(limit)
    done = await db.execute(
        update(Broadcast).where(Broadcast.id.in_(over)).values(texts=None).execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result always counts
