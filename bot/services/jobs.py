"""Slow work that somebody asked for: written down here, done aside, its result queued in the transaction that settles
it. A row survives a kill, and what was being done is begun again."""

from datetime import datetime, timedelta
from typing import Any

from bot import storage
from bot.storage import Database

MOST_ATTEMPTS = 3
REST = timedelta(seconds=5)


async def ask(db: Database, *, kind: str, person_id: int, chat_id: int, payload: dict[str, Any], now: datetime) -> bool:
    """Whether it was asked for now; False where the very same waits already: two taps are one job."""
    if await storage.jobs.same_waiting(db, kind=kind, person_id=person_id, payload=payload):
        return False
    await storage.jobs.ask(db, kind=kind, person_id=person_id, chat_id=chat_id, payload=payload, now=now)
    return True
