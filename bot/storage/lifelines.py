"""Life lines: what happened to each notice and when, one row for each step. Rows are only added."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.lifelines import Happened
from bot.storage.models import NoticeEvent

_AT_ONCE = 500


async def note(
    db: AsyncSession,
    notice_ids: Sequence[int],
    what: Happened | str,
    *,
    at: datetime,
    why: str | None = None,
    until: datetime | None = None,
) -> None:
    """The same step of all of them. Being held and an answer are written once for each reason."""
    rows: list[dict[str, Any]] = [
        {"notice_id": one, "at": at, "what": str(what), "why": why, "until": until} for one in notice_ids
    ]
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    for start in range(0, len(rows), _AT_ONCE):
        await db.execute(insert(NoticeEvent).on_conflict_do_nothing(), rows[start : start + _AT_ONCE])


async def of(db: AsyncSession, notice_ids: Iterable[int]) -> dict[int, list[NoticeEvent]]:
    """The steps of each, in their order."""
    ids = list(set(notice_ids))
    found: dict[int, list[NoticeEvent]] = {one: [] for one in ids}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for event in await db.scalars(
            select(NoticeEvent).where(NoticeEvent.notice_id.in_(some)).order_by(NoticeEvent.id)
        ):
            found[event.notice_id].append(event)
    return found


async def forget(db: AsyncSession, notice_ids: Any) -> None:
    """With their notices, which nobody may ask about any more; `notice_ids` may be a query."""
    await db.execute(delete(NoticeEvent).where(NoticeEvent.notice_id.in_(notice_ids)))
