"""Cards on people's screens: messages that are edited later."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Card


async def message_id(db: AsyncSession, chat_id: int, key: str) -> int | None:
    found: int | None = await db.scalar(select(Card.message_id).where(Card.chat_id == chat_id, Card.key == key))
    return found
