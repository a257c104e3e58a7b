"""Polling that acknowledges nothing before it is stored.

PTB acknowledges a batch with its next `getUpdates`. This bot stores the batch in one durable commit before it
returns it, so whatever happens afterwards, the batch is ours.
"""

import logging
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from telegram import Update
from telegram.error import NetworkError, TelegramError
from telegram.ext import ExtBot

from bot import storage
from bot.inbox.line import Line
from bot.inbox.taps import Taps
from bot.storage.inbox import Incoming
from bot.toolbox.clock import Clock

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
LONG_POLL_SECONDS = 30

log = logging.getLogger(__name__)


class InboxBot(ExtBot[None]):
    """A bot whose `get_updates` stores before it returns."""

    def __init__(self, *, sessions: async_sessionmaker[AsyncSession], clock: Clock, taps: Taps, **options: Any) -> None:
        super().__init__(**options)
        self._sessions = sessions
        self._clock = clock
        self._taps = taps
        self._last_poll_at: float | None = None
        self._line = Line()

    async def call(self, method: str, parameters: dict[str, Any], *, read_timeout: float = 10) -> Any:
        """Any method with its bare result. PTB's own methods build objects that nobody here reads; it warns about
        their names, so the name goes in lower case, which means the same to Telegram."""
        try:
            result = await self.do_api_request(method.lower(), api_kwargs=parameters, read_timeout=read_timeout)
        except TelegramError as error:
            self._line.note(method, error)
            raise
        self._line.note(method)
        return result

    @property
    def line(self) -> Line:
        """How our calls go."""
        return self._line

    @property
    def last_poll_at(self) -> float | None:
        """When Telegram last answered a poll, on the monotonic clock."""
        return self._last_poll_at

    async def get_updates(  # python-telegram-bot's signature
        self,
        offset: int | None = None,
        limit: int | None = None,
        timeout: int | timedelta | None = None,  # noqa: ASYNC109  (Telegram's long poll)
        *_: Any,
        **__: Any,
    ) -> tuple[Update, ...]:
        """The batch as bare knocks: the stored row is what will be read. Raises NetworkError when storing failed, so
        that PTB keeps its offset and asks again."""
        seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else float(timeout or 0)
        asked = {
            "offset": offset,
            "limit": limit,
            "timeout": int(seconds),
            "allowed_updates": ALLOWED_UPDATES,
        }
        raw: list[dict[str, Any]] = await self.call("getUpdates", asked, read_timeout=seconds + 10)
        self._last_poll_at = time.monotonic()
        if raw:
            await self.keep(raw)
        return tuple(Update(one["update_id"]) for one in raw)

    async def keep(self, raw: Sequence[dict[str, Any]]) -> None:
        """Store updates durably; from polling or from the webhook."""
        batch = [Incoming(one["update_id"], chat_of(one), one) for one in raw]
        try:
            async with self._sessions.begin() as db:
                await storage.inbox.store(db, batch, now=self._clock.now())
        except (SQLAlchemyError, OSError) as error:
            log.error("the inbox could not be written: %s", type(error).__name__)
            raise NetworkError(f"inbox: {type(error).__name__}") from error
        for one in raw:
            if "callback_query" in one:
                self._taps.expect(str(one["callback_query"]["id"]))


def chat_of(update: dict[str, Any]) -> int:
    """Which chat an update belongs to: the order within it is kept. 0 where there is none."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    tap = update.get("callback_query")
    if tap is None:
        return 0
    return int(tap["message"]["chat"]["id"] if "message" in tap else tap["from"]["id"])
