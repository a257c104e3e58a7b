"""The outbox: calls to Telegram queued in the transaction that causes them, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.letters import Letter
from bot.storage.models import Card, OutboxRow, StoredFile

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


# Statements on the way of every update are built once: building one costs more than running it.
_FIND_CARD = select(cards.c.id, cards.c.message_id).where(
    cards.c.chat_id == bindparam("chat_id"), cards.c.key == bindparam("key")
)
_DROP_OLDER = delete(table).where(c.card_id == bindparam("card_id"), c.state == "pending")
_NEW_CARD = insert(cards).returning(cards.c.id)
_INSERT = insert(table).returning(c.id)
_INSERT_IN_ORDER = insert(table).returning(c.id, sort_by_parameter_order=True)
_PENDING_AFTER = (
    select(c.id, c.chat_id, c.priority, c.not_before)
    .where(c.state == "pending", c.id > bindparam("last_id"))
    .order_by(c.id)
    .limit(bindparam("at_most"))
)
_CLAIM = (
    update(table)
    .where(c.id.in_(bindparam("ids", expanding=True)), c.state == "pending")
    .values(state="sending", attempts=c.attempts + 1)
)
_CLAIMED = (
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
_SENT = (
    update(table)
    .where(c.id == bindparam("this"))
    .values(state="sent", payload=None, settled_at=bindparam("now"), message_id=bindparam("arrived_as"), reason=None)
)
_CARD_IS = update(cards).where(cards.c.id == bindparam("this")).values(message_id=bindparam("arrived_as"))


async def queue(db: AsyncSession, letters: Sequence[Letter], *, now: datetime) -> list[int]:
    """Queue letters; the ids of their rows. A newer state of a card replaces the older one that has not left."""
    if len(letters) > 1 and not any(letter.card or letter.file for letter in letters):
        made = await db.scalars(_INSERT_IN_ORDER, [_row(letter, None, None, now) for letter in letters])
        return list(made)
    ids = []
    for letter in letters:
        card_id = await _card(db, letter, now) if letter.card else None
        file_id = await _file(db, letter.file, now) if letter.file else None
        ids.append(await _insert(db, letter, card_id, file_id, now))
    return ids


async def _card(db: AsyncSession, letter: Letter, now: datetime) -> int:
    """The card's row id, its older pending state dropped; folded and renewed when it moves to the bottom."""
    found = (await db.execute(_FIND_CARD, {"chat_id": letter.chat_id, "key": letter.card})).one_or_none()
    if found is None:
        return await _new_card(db, letter)
    await db.execute(_DROP_OLDER, {"card_id": found.id})
    if not letter.to_bottom or found.message_id is None:
        return int(found.id)
    # The old message keeps its row under another key, so that the fold finds it.
    await db.execute(update(cards).where(cards.c.id == found.id).values(key=f"{letter.card}~{found.id}"))
    fold = Letter(letter.chat_id, "editMessageText", {"text": letter.folded or "…"}, priority=letter.priority)
    await _insert(db, fold, int(found.id), None, now)
    return await _new_card(db, letter)


async def _new_card(db: AsyncSession, letter: Letter) -> int:
    made = await db.execute(insert(cards).values(chat_id=letter.chat_id, key=letter.card).returning(cards.c.id))
    return int(made.scalar_one())


async def _file(db: AsyncSession, file: tuple[str, bytes], now: datetime) -> int:
    row = StoredFile(file_name=file[0], content=file[1], created_at=now)
    db.add(row)
    await db.flush()
    return row.id


async def _insert(db: AsyncSession, letter: Letter, card_id: int | None, file_id: int | None, now: datetime) -> int:
    return int((await db.execute(_INSERT, _row(letter, card_id, file_id, now))).scalar_one())


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


async def pending_after(db: AsyncSession, last_id: int, *, limit: int = 1000) -> list[Waiting]:
    """Rows not seen yet, oldest first."""
    found = await db.execute(_PENDING_AFTER, {"last_id": last_id, "at_most": limit})
    return [Waiting(*row) for row in found]


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
    await db.execute(_CLAIM, {"ids": list(ids)})
    found = await db.execute(_CLAIMED, {"ids": list(ids)})
    return [Outgoing(*row) for row in found]


async def left_sending(db: AsyncSession) -> list[Outgoing]:
    """Rows that were on their way when the process died."""
    ids = list(await db.scalars(select(c.id).where(c.state == "sending")))
    return await claim(db, ids) if ids else []


async def sent(db: AsyncSession, row: Outgoing, *, message_id: int | None, file_id: str | None, now: datetime) -> None:
    """It arrived: the words go, the numbers stay."""
    await db.execute(_SENT, {"this": row.id, "now": now, "arrived_as": message_id})
    if row.card_id is not None and message_id is not None and message_id != row.message_id:
        await db.execute(_CARD_IS, {"this": row.card_id, "arrived_as": message_id})
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
    return int(await db.scalar(select(func.count()).where(c.state.in_(("pending", "sending")))) or 0)


async def is_idle(db: AsyncSession, now: datetime) -> bool:
    """Nothing is on its way and nothing could leave now."""
    busy = select(c.id).where(
        or_(c.state == "sending", (c.state == "pending") & or_(c.not_before.is_(None), c.not_before <= now))
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
