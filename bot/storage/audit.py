"""The append-only record of who saw or changed whose data."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import AuditEntry


async def note(
    db: AsyncSession,
    *,
    at: datetime,
    actor_id: int | None,
    action: str,
    person_id: int | None,
    subject: str | None = None,
) -> None:
    """`action` is a word of the house (`session.logged`), `subject` an id; never a name or a text."""
    await db.execute(
        insert(AuditEntry).values(at=at, actor_id=actor_id, action=action, person_id=person_id, subject=subject)
    )


async def is_noted(db: AsyncSession, *, person_id: int, action: str, subject: str) -> bool:
    """Whether this was done to that subject of the person's data."""
    found = await db.scalar(
        select(AuditEntry.id)
        .where(AuditEntry.person_id == person_id, AuditEntry.action == action, AuditEntry.subject == subject)
        .limit(1)
    )
    return found is not None


async def about(db: AsyncSession, person_id: int, *, limit: int = 1000) -> Sequence[AuditEntry]:
    found = await db.scalars(
        select(AuditEntry).where(AuditEntry.person_id == person_id).order_by(AuditEntry.id).limit(limit)
    )
    return list(found)
