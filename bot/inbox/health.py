"""Whether Blakus is alive, for a supervisor: Telegram is heard and takes what we send, the clock ticks, the database
answers.

Who polls hears Telegram by that. Where Telegram calls us, silence may be a quiet night, so it is asked, once a minute,
whether it answers at all and how its calls to us go.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from telegram.error import TelegramError

from bot import storage
from bot.inbox.line import Line

POLL_EVERY = 120.0  # seconds; a long poll ends after 30, and a bad line may cost one or two
ANSWER_EVERY = 180.0  # asked once a minute; a bad line may cost one or two
TICK_EVERY = 300.0
PATIENCE = 5.0
FAILS_MANY = 5  # calls in a row
FAILS_LONG = 120.0  # seconds from the first of them: a shorter break is waited out by itself
FAILED_LATELY = 300.0  # seconds since the last of them: nobody knows whether an older trouble is over
REPEATS = timedelta(minutes=5)  # Telegram tries again after two minutes at most
LOOKS = 2  # in a row: one update that was refused once comes again by itself

log = logging.getLogger(__name__)


class Caller(Protocol):
    """The bot, as far as it is asked here."""

    async def call(self, method: str, parameters: dict[str, Any]) -> Any: ...


def undelivered(info: dict[str, Any], *, url: str, now: datetime) -> str | None:
    """What is wrong with Telegram's calls to us, by its own WebhookInfo; None where nothing is."""
    if _place(info.get("url", "")) != _place(url):
        return "Telegram calls another address or none: does something else use this bot's token?"
    last_error = datetime.fromtimestamp(info.get("last_error_date", 0), UTC)
    if info.get("pending_update_count", 0) and now - last_error < REPEATS:
        return f"Telegram cannot deliver ({info.get('last_error_message', 'it does not say why')})"
    return None


def _place(url: str) -> tuple[str, str]:
    """Host and path, however either side writes them."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    with contextlib.suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host, unquote(parts.path) or "/"


class Health:
    """`polled_at` says when Telegram last answered a poll; in place of it `webhook_url` is where Telegram calls us."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        line: Line,
        polled_at: Callable[[], float | None] | None = None,
        webhook_url: str | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._line = line
        self._polled_at = polled_at
        self._webhook_url = webhook_url
        self._monotonic = monotonic
        self._began_at = monotonic()
        self._ticked_at: float | None = None
        self._pending: int | None = None
        self._undelivered: list[str] = []  # what the looks in a row found

    def ticked(self) -> None:
        """The clock looked at what is due."""
        self._ticked_at = self._monotonic()

    async def ask(self, bot: Caller, *, now: datetime) -> None:
        """How Telegram's calls to us go; nothing where we poll."""
        if self._webhook_url is None:
            return
        try:
            info = await bot.call("getWebhookInfo", {})
        except TelegramError as error:
            log.warning("Telegram does not say how its webhook does (%s)", type(error).__name__)
            return
        self._pending = info.get("pending_update_count")
        found = undelivered(info, url=self._webhook_url, now=now)
        self._undelivered = [*self._undelivered, found][-LOOKS:] if found else []

    async def look(self) -> dict[str, Any]:
        """The facts, and what is wrong with them."""
        trouble = list(self._trouble_with_telegram())
        poll = self._age(self._polled_at()) if self._polled_at else None
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
            "seconds_since_answer": self._age(self._line.answered_at),
            "calls_failed_in_a_row": self._line.failed_in_a_row,
            "webhook_pending": self._pending,
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

    def _trouble_with_telegram(self) -> Iterator[str]:
        if self._polled_at:
            is_silent = self._is_late(self._polled_at(), POLL_EVERY)
        else:
            is_silent = self._is_late(self._line.answered_at, ANSWER_EVERY)
        now, line = self._monotonic(), self._line
        if is_silent:
            yield "Telegram was not heard from"
        elif (
            line.failed_in_a_row >= FAILS_MANY
            and now - line.failing_since > FAILS_LONG
            and now - line.failed_at <= FAILED_LATELY
        ):
            yield f"calls to Telegram fail ({line.failed_in_a_row} in a row)"
        if len(self._undelivered) >= LOOKS:
            yield self._undelivered[-1]

    def _age(self, moment: float | None) -> float | None:
        return None if moment is None else round(self._monotonic() - moment, 1)

    def _is_late(self, moment: float | None, limit: float) -> bool:
        """A house that has just begun is given the time to do it once."""
        return self._monotonic() - (self._began_at if moment is None else moment) > limit
