"""The announcer: takes broadcasts step by step to their end, and keeps their author's card up to date.

It plans who is told; the releaser lets each message go when its reader may be written to. Everything it knows stands in
rows, so a kill repeats nothing. What it remembers is only when it last changed a card.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import messages, services, storage
from bot.i18n import Speech
from bot.outbox.writing import written
from bot.rules.broadcasts import Fate, Figures
from bot.services.broadcasts import Standing
from bot.storage import Database
from bot.storage.letters import REMINDER, Letter

CARD_EVERY = 5.0  # seconds between two changes of a card while messages leave: it costs as much as one of them
LOOK_EVERY = 0.5  # seconds; a look is one read of a partial index that is nearly always empty


class Announcer:
    """`look` may be called at any time, twice or late."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], zone: ZoneInfo, *, planned: Callable[[], None]
    ) -> None:
        self._sessions = sessions
        self._zone = zone
        self._planned = planned
        self._shown: dict[int, tuple[Figures, float]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def look(self, now: datetime) -> bool:
        """Whether anything was done; then it is worth looking again at once."""
        async with self._one_at_a_time:
            async with self._sessions() as db:
                at_work = await storage.broadcasts.at_work(db)
            done = [await self._step(one, now) for one in at_work]
            self._shown = {one: shown for one, shown in self._shown.items() if one in at_work}
            if any(done):
                self._planned()
            return any(done)

    async def _step(self, broadcast_id: int, now: datetime) -> bool:
        async with self._sessions.begin() as db:
            done = await services.broadcasts.go_on(db, broadcast_id, now=now, zone=self._zone)
            return await self._show(db, broadcast_id, now) or done

    async def _show(self, db: Database, broadcast_id: int, now: datetime) -> bool:
        """Its author's card, when there is something new on it and it is time."""
        found = await services.broadcasts.of_author(db, broadcast_id)
        if found is None:
            return False
        before, at = self._shown.get(broadcast_id, (None, float("-inf")))
        figures = found.figures
        is_moving = found.is_at_work and figures.of(Fate.TO_GO) > 0
        if figures == before and found.is_at_work:
            return False
        if is_moving and time.monotonic() - at < CARD_EVERY:
            return False
        self._shown[broadcast_id] = figures, time.monotonic()
        return await _show_to_author(db, found, now, self._zone)


async def _show_to_author(db: Database, found: Standing, now: datetime, zone: ZoneInfo) -> bool:
    """Nobody sees it who has left, or has another phone and no chat yet."""
    reader = await storage.people.reader(db, found.broadcast.sent_by)
    if reader is None:
        return False
    card = written(messages.broadcasts.card(Speech(reader.language, zone), found))
    letter = Letter(reader.chat_id, "sendMessage", card, priority=REMINDER, card=f"broadcast{found.broadcast.id}")
    await storage.outbox.queue(db, [letter], now=now)
    return True
