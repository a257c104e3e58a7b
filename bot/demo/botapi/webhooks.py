"""Posting updates to the bot's address: in order per chat, until it says 2xx, as Telegram does."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.demo.botapi.parameters import Parameters, from_object
from bot.demo.botapi.refusals import Refused, bad_request, conflict
from bot.demo.botapi.updates import Updates
from bot.demo.botapi.waiting import Waiting

LONGEST_RETRY = 60.0  # seconds between two tries of one update
LONGEST_RETRY_AFTER = 3600.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of a header)
_TIMEOUT = aiohttp.ClientTimeout(total=60)
# An answer may carry a call, but none of these.
_NOT_IN_AN_ANSWER = re.compile(r"get.*|setwebhook|deletewebhook|close|logout")

Perform = Callable[[str, Parameters], Awaitable[Any]]


class Webhook:
    """Where updates are posted, and how that goes; plain HTTP is allowed, as on any local server."""

    def __init__(self, updates: Updates, clock: Callable[[], datetime], first_retry: float) -> None:
        self.perform: Perform | None = None
        self.on_taken: Callable[[], None] | None = None
        self._updates = updates
        self._clock = clock
        self._first_retry = first_retry
        self._session: aiohttp.ClientSession | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._queues: dict[str, deque[Waiting]] = {}
        self._last_error: tuple[datetime, str] | None = None
        self._forget()

    @property
    def is_set(self) -> bool:
        """Whether getUpdates is out of use."""
        return bool(self._url)

    async def set(self, parameters: Parameters) -> None:
        """setWebhook and deleteWebhook. Raises Refused."""
        url, secret = parameters.text("url"), parameters.text("secret_token")
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
            raise bad_request("invalid webhook URL specified")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("secret token contains unallowed characters")
        if parameters.flag("drop_pending_updates"):
            self._updates.forget_all()
        self._updates.allow_text(parameters.text("allowed_updates"))
        await self.stop()
        if not url:
            return
        self._updates.end_polls(conflict("terminated by setWebhook request"))
        self._url, self._secret = url, secret
        self._connections = parameters.integer("max_connections", 40, 1, 100_000)
        self._free = asyncio.Semaphore(self._connections)
        self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        self._updates.on_new = self._push
        for update in self._updates.pending():
            self._push(update)

    async def stop(self) -> None:
        """End delivery; what was not taken stays pending."""
        self._updates.on_new = None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
        self._session = None
        self._forget()

    def as_json(self) -> dict[str, Any]:
        """WebhookInfo."""
        told: dict[str, Any] = {
            "url": self._url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.is_set:
            told |= {"max_connections": self._connections, "allowed_updates": sorted(self._updates.allowed)}
        if self._last_error is not None:
            at, words = self._last_error
            told |= {"last_error_date": int(at.timestamp()), "last_error_message": words}
        return told

    def _push(self, update: Waiting) -> None:
        self._queues.setdefault(update.queue, deque()).append(update)
        if update.queue not in self._tasks:
            # A delivery outlives the call that caused it; `stop` ends it.
            self._tasks[update.queue] = asyncio.create_task(self._deliver(update.queue))  # noqa: TID251

    async def _deliver(self, name: str) -> None:
        """One queue, one update at a time, each until it is taken."""
        queue = self._queues[name]
        while queue:
            update, wait = queue[0], self._first_retry
            while (pause := await self._post(update, wait)) is not None:
                await asyncio.sleep(pause)
                wait = min(wait * 2, LONGEST_RETRY)
            queue.popleft()
            self._updates.forget(update)
            if self.on_taken is not None:
                self.on_taken()
        del self._queues[name], self._tasks[name]

    async def _post(self, update: Waiting, wait: float) -> float | None:
        """None when the bot took it, else the seconds until the next try."""
        if self._session is None:
            return wait
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SECRET_HEADER] = self._secret
        chaos = self._updates.chaos
        try:
            async with (
                self._free,
                self._session.post(self._url, data=update.body, headers=headers) as answer,
            ):
                body = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as trouble:
            self._last_error = (self._clock(), f"Connection failed: {type(trouble).__name__}")
            return wait
        if 200 <= answer.status < 300:
            await self._perform_answer(answer, body)
            return 0.0 if chaos is not None and chaos.loses_answer() else None
        words = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        self._last_error = (self._clock(), words)
        asked = answer.headers.get("Retry-After", "")
        return min(float(asked), LONGEST_RETRY_AFTER) if asked.isdigit() else wait

    async def _perform_answer(self, answer: aiohttp.ClientResponse, body: bytes) -> None:
        """A call may ride in the answer; nobody ever sees its result."""
        if answer.content_type != "application/json" or self.perform is None:
            return
        try:
            fields = json.loads(body or b"{}")
        except ValueError:
            return
        method = str(fields.pop("method", "")).lower() if isinstance(fields, dict) else ""
        if not method or _NOT_IN_AN_ANSWER.fullmatch(method):
            return
        try:
            await self.perform(method, from_object(fields))
        except Refused:
            return

    def _forget(self) -> None:
        self._url = self._secret = ""
        self._connections = 40
        self._free = asyncio.Semaphore(40)
        self._last_error = None
        self._tasks.clear()
        self._queues.clear()
