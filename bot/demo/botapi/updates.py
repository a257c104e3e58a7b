"""What waits for the bot: updates, kept until they are acknowledged, handed out by long polling."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.demo.botapi.chaos import Chaos
from bot.demo.botapi.refusals import OTHER_POLLER, Refused, conflict
from bot.demo.botapi.waiting import Waiting

LONGEST_POLL = 50  # seconds, `LONG_POLL_MAX_TIMEOUT` of the real server
KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "message_reaction",
        "message_reaction_count",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "purchased_paid_media",
    }
)
# What a bot gets that never said what it wants.
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """The queue of one bot."""

    def __init__(self, *, first_id: int, monotonic: Callable[[], float], punish_repolling: bool) -> None:
        self.allowed = DEFAULT_KINDS
        self.chaos: Chaos | None = None
        self.on_new: Callable[[Waiting], None] | None = None
        self._pending: deque[Waiting] = deque()
        self._next_id = first_id
        self._monotonic = monotonic
        self._punish = punish_repolling
        self._last_offset: int | None = None
        self._last_poll_at = float("-inf")
        self._poll: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def pending(self) -> list[Waiting]:
        """All that is not acknowledged yet, oldest first."""
        return list(self._pending)

    def allow(self, kinds: Any) -> None:
        """Remember which kinds the bot wants; nonsense is ignored, an empty list is the default."""
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            return
        self.allowed = KINDS & {kind.lower() for kind in kinds} or DEFAULT_KINDS

    def allow_text(self, text: str) -> None:
        """The `allowed_updates` parameter; a broken one is ignored, as at Telegram."""
        if text:
            with contextlib.suppress(ValueError):
                self.allow(json.loads(text))

    def add(self, kind: str, content: dict[str, Any], queue: str) -> Waiting | None:
        """A new update, or None when the bot does not want this kind."""
        if kind not in self.allowed:
            return None
        body = json.dumps({"update_id": self._next_id, kind: content}, ensure_ascii=False)
        update = Waiting(self._next_id, kind, queue, body.encode())
        self._next_id += 1
        self._pending.append(update)
        self._wake()
        if self.on_new is not None:
            self.on_new(update)
        return update

    def forget(self, update: Waiting) -> None:
        """A webhook took it."""
        try:
            self._pending.remove(update)
        except ValueError:
            return  # dropped meanwhile by `drop_pending_updates`

    def forget_all(self) -> None:
        """`drop_pending_updates`."""
        self._pending.clear()

    async def get(self, offset: int, limit: int, patience: float) -> list[Waiting]:
        """The oldest updates from `offset` on; everything below it is forgotten for good.

        A second poller ends the first one's waiting with 409, as at Telegram.
        """
        limit, patience = self._punished(offset, limit, patience)
        self._acknowledge(offset)
        if not self._pending and patience > 0:
            await self._wait(patience)
        batch = [update for _, update in zip(range(limit), self._pending, strict=False)]
        return self.chaos.spoil(batch) if self.chaos else batch

    def end_polls(self, refusal: Refused | None = None) -> None:
        """Wake whoever waits: with nothing, or with a refusal."""
        if self._poll is not None and not self._poll.done():
            if refusal is None:
                self._poll.set_result(None)
            else:
                self._poll.set_exception(refusal)

    async def _wait(self, patience: float) -> None:
        self.end_polls(conflict(OTHER_POLLER))
        mine = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(mine, patience)
        except TimeoutError:
            return
        finally:
            if self._poll is mine:
                self._poll = None

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            keep = min(-offset, len(self._pending))
            done = [self._pending.popleft() for _ in range(len(self._pending) - keep)]
        else:
            done = []
            while self._pending and self._pending[0].update_id < offset:
                done.append(self._pending.popleft())
        if self.chaos:
            self.chaos.acknowledged(done)

    def _punished(self, offset: int, limit: int, patience: float) -> tuple[int, float]:
        """Telegram punishes asking again with the same offset: one update only, at least 3 seconds."""
        now, since = self._monotonic(), self._last_poll_at
        same = self._punish and offset == self._last_offset
        self._last_offset, self._last_poll_at = offset, now
        if same and now < since + 3.0:
            patience = max(patience, 3.0)
        if same and now < since + 0.5:
            limit = 1
        return limit, patience
