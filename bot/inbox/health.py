"""Whether Blakus is alive, for a supervisor: Telegram is heard, the clock ticks, the database answers."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import storage

POLL_EVERY = 120.0  # seconds; a long poll ends after 30, and a bad line may cost one or two
TICK_EVERY = 300.0
PATIENCE = 5.0


class Health:
    """`polled_at` says when Telegram last answered a poll; None in place of it where Telegram calls us."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        polled_at: Callable[[], float | None] | None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._polled_at = polled_at
        self._monotonic = monotonic
        self._began_at = monotonic()
        self._ticked_at: float | None = None

    def ticked(self) -> None:
        """The clock looked at what is due."""
        self._ticked_at = self._monotonic()

    async def look(self) -> dict[str, Any]:
        """The facts, and what is wrong with them."""
        trouble = []
        poll = self._age(self._polled_at()) if self._polled_at else None
        if self._polled_at and self._is_late(self._polled_at(), POLL_EVERY):
            trouble.append("Telegram was not heard from")
        if self._is_late(self._ticked_at, TICK_EVERY):
            trouble.append("the clock does not tick")
        inbox = outbox = None
        try:
            async with asyncio.timeout(PATIENCE), self._sessions() as db:
                inbox = await storage.inbox.waiting(db)
                outbox = await storage.outbox.waiting(db)
        except (SQLAlchemyError, OSError):  # running out of patience is an OSError too
            trouble.append("the database does not answer")
        return {
            "ok": not trouble,
            "trouble": trouble,
            "seconds_since_poll": poll,
            "seconds_since_tick": self._age(self._ticked_at),
            "inbox_waiting": inbox,
            "outbox_waiting": outbox,
        }

    def route(self) -> web.RouteDef:
        """`/health`: 200 when all is well, 503 when not, with the facts as JSON."""

        async def answer(_: web.Request) -> web.Response:
            seen = await self.look()
            return web.json_response(seen, status=200 if seen["ok"] else 503)

        return web.get("/health", answer)

    def _age(self, moment: float | None) -> float | None:
        return None if moment is None else round(self._monotonic() - moment, 1)

    def _is_late(self, moment: float | None, limit: float) -> bool:
        """A house that has just begun is given the time to do it once."""
        return self._monotonic() - (self._began_at if moment is None else moment) > limit
