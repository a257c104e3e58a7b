"""Answering taps: each callback query once, directly, with nothing or with an alert.

Telegram shows a spinner until it is answered and takes an answer only for a short while. So whoever has not been
answered after two seconds gets an empty answer, and what was to be an alert becomes a message.
"""

import asyncio
import logging
from typing import Any, Protocol

from telegram.error import TelegramError

PATIENCE = 2.0  # seconds that a person watches a spinner gladly

log = logging.getLogger(__name__)


class Calls(Protocol):
    """The bot, as far as answering needs it."""

    async def call(self, method: str, parameters: dict[str, Any]) -> Any: ...


class Taps:
    """The callback queries that are still to be answered."""

    def __init__(self) -> None:
        self._bot: Calls | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._answers: set[asyncio.Task[None]] = set()

    def use(self, bot: Calls) -> None:
        self._bot = bot

    def expect(self, query_id: str) -> None:
        """A tap has come in: answer it with nothing if nobody does within two seconds."""
        if query_id not in self._timers:
            loop = asyncio.get_running_loop()
            self._timers[query_id] = loop.call_later(PATIENCE, self.answer, query_id)

    @property
    def is_busy(self) -> bool:
        """Whether somebody still watches a spinner."""
        return bool(self._timers or self._answers)

    def is_waiting(self, query_id: str) -> bool:
        """Whether an alert would still be seen."""
        return query_id in self._timers

    def answer(self, query_id: str, alert: str | None = None) -> None:
        """Answer in the background, once; a tap of an earlier run may be too old, which is no error."""
        timer = self._timers.pop(query_id, None)
        if timer is None:
            return
        timer.cancel()
        task = asyncio.get_running_loop().create_task(self._answer(query_id, alert))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _answer(self, query_id: str, alert: str | None) -> None:
        assert self._bot is not None
        shown = {"text": alert[:200], "show_alert": True} if alert else {}
        try:
            await self._bot.call("answerCallbackQuery", {"callback_query_id": query_id, **shown})
        except TelegramError as error:
            log.info("a tap was not answered: %s", type(error).__name__)

    async def close(self) -> None:
        for query_id in list(self._timers):
            self.answer(query_id)
        await asyncio.gather(*self._answers, return_exceptions=True)
