"""The outbox: calls to Telegram queued in the transaction that causes them, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, insert, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.letters import Letter
from bot.storage.models import Card, OutboxRow, StoredFile
from bot.storage.prepared import Prepared

table = cast("Table", OutboxRow.__table__)
c = table.c
cards = cast("Table", Card.__table__)


@dataclass(frozen=True)
class Waiting:
    """What the pacer needs to know of a pending row."""

    id: int
    chat_id: int
    priority: int
    not_before: datetime | None


@dataclass(frozen=True)
class Outgoing:
    """A claimed row with all that the call needs."""

    id: int
    chat_id: int
    method: str
    payload: dict[str, Any]
    card_id: int | None
    message_id: int | None  # of the card, when it was sent already
    file_id: int | None
    leave_by: datetime | None
    attempts: int
    when_unknown: str
    priority: int


# A partial index serves a statement only where its condition stands in the text, so no value is bound for it.
_PENDING: ColumnElement[str] = literal_column("'pending'")
_SENDING: ColumnElement[str] = literal_column("'sending'")
_FIND_CARD = Prepared(
    select(cards.c.id, cards.c.message_id).where(
        cards.c.chat_id == bindparam("chat_id"), cards.c.key == bindparam("key")
    )
)
_DROP_OLDER = Prepared(delete(table).where(c.card_id == bindparam("card_id"), c.state == _PENDING))
_NEW_CARD = Prepared(insert(cards).returning(cards.c.id), "chat_id", "key")
_COLUMNS = (
    *("key", "chat_id", "card_id", "method", "payload", "file_id", "priority", "when_unknown"),
    *("leave_by", "not_before", "state", "attempts", "created_at"),
)
_INSERT = Prepared(insert(table).returning(c.id), *_COLUMNS)
_INSERT_IN_ORDER = insert(table).returning(c.id, sort_by_parameter_order=True)
_PENDING_AFTER = Prepared(
    select(c.id, c.chat_id, c.priority, c.not_before)
    .where(c.state == _PENDING, c.id > bindparam("last_id"))
    .order_by(c.id)
    .limit(bindparam("at_most"))
)
_CLAIM = Prepared(
    update(table)
    .where(c.id.in_(bindparam("ids", expanding=True)), c.state == "pending")
    .values(state="sending", attempts=c.attempts + 1)
)
_CLAIMED = Prepared(
    select(
        c.id,
        c.chat_id,
        c.method,
        c.payload,
        c.card_id,
        cards.c.message_id,
        c.file_id,
        c.leave_by,
        c.attempts,
        c.when_unknown,
        c.priority,
    )
    .select_from(table.outerjoin(cards, cards.c.id == c.card_id))
    .where(c.id.in_(bindparam("ids", expanding=True)), c.state == "sending")
)
_SENT = Prepared(
    update(table)
    .where(c.id == bindparam("this"))
    .values(state="sent", payload=None, settled_at=bindparam("now"), message_id=bindparam("arrived_as"), reason=None)
)
_CARD_IS = Prepared(update(cards).where(cards.c.id == bindparam("this")).values(message_id=bindparam("arrived_as")))


async def queue(db: AsyncSession, letters: Sequence[Letter], *, now: datetime) -> list[int]:
    """Queue letters; the ids of their rows. A newer state of a card replaces the older one that has not left."""
    if len(letters) > 1 and not any(letter.card or letter.file for letter in letters):
        return list(await db.scalars(_INSERT_IN_ORDER, [_row(letter, None, None, now) for letter in letters]))
    ids = []
    for letter in letters:
        made = [await _insert(db, row) for row, _ in await _rows(db, letter, now)]
        ids.append(made[-1])
    return ids


async def queue_and_claim(db: AsyncSession, letters: Sequence[Letter], *, now: datetime) -> tuple[Outgoing, int]:
    """Queue letters, the first row of them as being sent already, so that this commit is its claim, too: that row,
    and how many there are. It is one that may be sent again after a crash, and leaves at once."""
    (row, message_id), *others = [one for letter in letters for one in await _rows(db, letter, now)]
    row |= {"state": "sending", "attempts": 1}
    first = _outgoing(await _insert(db, row), row, message_id)
    for later, _ in others:
        await _insert(db, later)
    return first, 1 + len(others)


async def _rows(db: AsyncSession, letter: Letter, now: datetime) -> list[tuple[dict[str, Any], int | None]]:
    """The rows of a letter, each with its card's message at Telegram: two where a card moves to the bottom."""
    file_id = await _file(db, letter.file, now) if letter.file else None
    if letter.card is None:
        return [(_row(letter, None, file_id, now), None)]
    found = await _FIND_CARD.one_or_none(db, chat_id=letter.chat_id, key=letter.card)
    if found is None:
        return [(_row(letter, await _new_card(db, letter), file_id, now), None)]
    card_id, message_id = found
    await _DROP_OLDER.all(db, card_id=card_id)
    if not letter.to_bottom or message_id is None:
        return [(_row(letter, card_id, file_id, now), message_id)]
    # The old message keeps its row under another key, so that the fold finds it.
    await db.execute(update(cards).where(cards.c.id == card_id).values(key=f"{letter.card}~{card_id}"))
    fold = Letter(letter.chat_id, "editMessageText", {"text": letter.folded or "…"}, priority=letter.priority)
    return [
        (_row(fold, card_id, None, now), message_id),
        (_row(letter, await _new_card(db, letter), file_id, now), None),
    ]


async def _new_card(db: AsyncSession, letter: Letter) -> int:
    [[card_id]] = await _NEW_CARD.all(db, chat_id=letter.chat_id, key=letter.card)
    return int(card_id)


async def _file(db: AsyncSession, file: tuple[str, bytes], now: datetime) -> int:
    row = StoredFile(file_name=file[0], content=file[1], created_at=now)
    db.add(row)
    await db.flush()
    return row.id


async def _insert(db: AsyncSession, row: dict[str, Any]) -> int:
    [[row_id]] = await _INSERT.all(db, **row)
    return int(row_id)


def _outgoing(row_id: int, row: dict[str, Any], message_id: int | None) -> Outgoing:
    facts = {field.name: row[field.name] for field in fields(Outgoing) if field.name in row}
    return Outgoing(id=row_id, message_id=message_id, **facts)


def _row(letter: Letter, card_id: int | None, file_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "chat_id": letter.chat_id,
        "card_id": card_id,
        "method": letter.method,
        "payload": letter.payload,
        "file_id": file_id,
        "priority": letter.priority,
        "when_unknown": letter.when_unknown,
        "leave_by": letter.leave_by,
        "not_before": letter.not_before,
        "state": "pending",
        "attempts": 0,
        "created_at": now,
    }


async def pending_after(db: AsyncSession, last_id: int, *, limit: int) -> list[Waiting]:
    """Rows not seen yet, oldest first."""
    return [Waiting(*row) for row in await _PENDING_AFTER.all(db, last_id=last_id, at_most=limit)]


async def pending_among(db: AsyncSession, ids: Sequence[int]) -> list[Waiting]:
    """Those of these rows that still wait."""
    found = await db.execute(
        select(c.id, c.chat_id, c.priority, c.not_before).where(c.state == "pending", c.id.in_(ids)).order_by(c.id)
    )
    return [Waiting(*row) for row in found]


async def send_instead(db: AsyncSession, outbox_id: int, payload: dict[str, Any]) -> None:
    """The message to edit is gone: the same words as a new message."""
    await db.execute(
        update(table).where(c.id == outbox_id).values(method="sendMessage", payload=payload, state="pending")
    )


async def claim(db: AsyncSession, ids: Sequence[int]) -> list[Outgoing]:
    """Mark rows as being sent, before the call; rows replaced or dropped meanwhile are not returned."""
    await _CLAIM.all(db, ids=list(ids))
    return [Outgoing(*row) for row in await _CLAIMED.all(db, ids=list(ids))]


async def left_sending(db: AsyncSession) -> list[Outgoing]:
    """Rows that were on their way when the process died."""
    ids = list(await db.scalars(select(c.id).where(c.state == _SENDING)))
    return await claim(db, ids) if ids else []


async def sent(db: AsyncSession, row: Outgoing, *, message_id: int | None, file_id: str | None, now: datetime) -> None:
    """It arrived: the words go, the numbers stay."""
    await _SENT.all(db, this=row.id, now=now, arrived_as=message_id)
    if row.card_id is not None and message_id is not None and message_id != row.message_id:
        await _CARD_IS.all(db, this=row.card_id, arrived_as=message_id)
    if row.file_id is not None:
        file = cast("Table", StoredFile.__table__)
        await db.execute(update(file).where(file.c.id == row.file_id).values(content=None, telegram_file_id=file_id))


async def again(db: AsyncSession, outbox_id: int, *, reason: str) -> None:
    await db.execute(update(table).where(c.id == outbox_id).values(state="pending", reason=reason))


async def settle(db: AsyncSession, outbox_id: int, state: str, *, reason: str, now: datetime) -> None:
    """failed, unknown, dropped; a settled row's words stay only where the operator may retry it."""
    values: dict[str, Any] = {"state": state, "reason": reason, "settled_at": now}
    if state == "dropped":
        values["payload"] = None
    await db.execute(update(table).where(c.id == outbox_id).values(**values))


async def forget_message(db: AsyncSession, card_id: int) -> None:
    """The card's message is gone at Telegram: the next letter sends it anew."""
    await db.execute(update(cards).where(cards.c.id == card_id).values(message_id=None))


async def file_of(db: AsyncSession, file_id: int) -> StoredFile | None:
    found: StoredFile | None = await db.get(StoredFile, file_id)
    return found


async def drop_for_chat(db: AsyncSession, chat_id: int, *, reason: str, now: datetime, above: int = -1) -> list[int]:
    """Drop what still waits for a chat; `above` spares priorities up to it."""
    dropped = await db.scalars(
        update(table)
        .where(c.chat_id == chat_id, c.state == "pending", c.priority > above)
        .values(state="dropped", payload=None, reason=reason, settled_at=now)
        .returning(c.id)
    )
    return list(dropped)


async def waiting(db: AsyncSession) -> int:
    return int(await db.scalar(select(func.count()).where(or_(c.state == _PENDING, c.state == _SENDING))) or 0)


async def is_idle(db: AsyncSession, now: datetime) -> bool:
    """Nothing is on its way and nothing could leave now."""
    busy = select(c.id).where(
        or_(c.state == _SENDING, (c.state == _PENDING) & or_(c.not_before.is_(None), c.not_before <= now))
    )
    return await db.scalar(busy.limit(1)) is None


async def listed(db: AsyncSession, *, states: Sequence[str], limit: int = 100) -> list[OutboxRow]:
    return list(await db.scalars(select(OutboxRow).where(c.state.in_(states)).order_by(c.id).limit(limit)))


async def get(db: AsyncSession, outbox_id: int) -> OutboxRow | None:
    found: OutboxRow | None = await db.get(OutboxRow, outbox_id)
    return found


async def has_moved_on(db: AsyncSession, row: OutboxRow) -> bool:
    """Whether something later was sent to the same chat."""
    later = select(c.id).where(c.chat_id == row.chat_id, c.id > row.id, c.state == "sent").limit(1)
    return await db.scalar(later) is not None


async def put_back(db: AsyncSession, outbox_id: int) -> None:
    await db.execute(
        update(table).where(c.id == outbox_id).values(state="pending", not_before=None, settled_at=None, leave_by=None)
    )
