"""How fast a bot may write: about 30 a second in all, one a second per chat, 20 a minute per group.

Telegram does not publish its exact rules; these are its documented rules of thumb, kept strictly.
Edits count like new messages; answers to taps and "typing…" do not count.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.demo.botapi.refusals import too_many_requests

_FORGET_AFTER = 10_000  # chats; beyond it the idle ones are forgotten, so that memory stays flat


@dataclass
class Bucket:
    """A bucket of `burst` tokens that fills at `per_second`; kept as the moment when it is full."""

    per_second: float
    burst: float
    full_at: float = 0.0

    def wait(self, now: float) -> float:
        """Seconds until one more fits, 0 when it fits now."""
        backlog = max(self.full_at - now, 0.0) + 1 / self.per_second
        return max(backlog - self.burst / self.per_second, 0.0)

    def take(self, now: float) -> None:
        """Use one token."""
        self.full_at = max(self.full_at, now) + 1 / self.per_second


@dataclass
class Limits:
    """The limits of one bot; `check` refuses with 429 and uses no token then."""

    per_second: float = 30.0
    per_chat: float = 1.0
    chat_burst: float = 3.0
    per_group_minute: float = 20.0
    monotonic: Callable[[], float] = time.monotonic
    refused: int = 0
    _all: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)

    def check(self, chat_id: int) -> None:
        """Raises Refused (429) when Telegram would make the bot wait."""
        now = self.monotonic()
        if self._all is None:
            self._all = Bucket(self.per_second, self.per_second)
        chat = self._chats.get(chat_id) or self._new_bucket(chat_id, now)
        wait = max(self._all.wait(now), chat.wait(now))
        if wait > 1e-6:
            self.refused += 1
            raise too_many_requests(max(math.ceil(wait), 1))
        self._all.take(now)
        chat.take(now)

    def _new_bucket(self, chat_id: int, now: float) -> Bucket:
        if len(self._chats) >= _FORGET_AFTER:
            self._chats = {key: bucket for key, bucket in self._chats.items() if bucket.full_at > now}
        if chat_id < 0:
            bucket = Bucket(self.per_group_minute / 60, self.per_group_minute)
        else:
            bucket = Bucket(self.per_chat, self.chat_burst)
        self._chats[chat_id] = bucket
        return bucket
