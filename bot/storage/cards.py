"""Cards on people's screens: messages that are edited later."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Card


async def exists(db: AsyncSession, chat_id: int, key: str) -> bool:
    """Whether such a card was ever shown in this chat."""
    return await db.scalar(select(Card.id).where(Card.chat_id == chat_id, Card.key == key)) is not None
