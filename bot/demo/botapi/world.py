"""Everything the imitation knows: chats, files, what waits for the bot, what the bot set about itself."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from bot.demo.botapi.chaos import Chaos
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.files import Files
from bot.demo.botapi.limits import Limits
from bot.demo.botapi.stats import Stats
from bot.demo.botapi.updates import Updates
from bot.demo.botapi.webhooks import Webhook

Seen = TypeVar("Seen")

FIRST_UPDATE = 700_000_001
_CALLS_KEPT = 10_000
_QUERIES_KEPT = 10_000


@dataclass(frozen=True)
class Settings:
    """How this server behaves; chosen once, at the start."""

    token: str
    username: str
    name: str
    clock: Callable[[], datetime]
    latency: float = 0.0
    history: int = 1000
    fast: bool = False
    query_lives: float = 60.0
    punish_repolling: bool = False
    webhook_retry: float = 1.0


@dataclass
class Call:
    """One call of the bot, for the log of a test or of the page."""

    method: str
    params: dict[str, Any]
    at: datetime
    status: int
    description: str | None
    took: float


@dataclass
class Query:
    """A tap that waits for its answer."""

    chat_id: int
    asked_at: float


@dataclass
class Profile:
    """What the bot told Telegram about itself, by language ("" is the default)."""

    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)


class World:
    """The state behind the HTTP side and the people's side."""

    def __init__(self, settings: Settings, *, limits: Limits | None, chaos: Chaos | None) -> None:
        self.settings = settings
        self.limits = limits
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.profile = Profile()
        self.stats = Stats()
        self.queries: dict[str, Query] = {}
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.unknown_methods: list[str] = []
        self.on_sent: list[Callable[[int], None]] = []
        self.updates = Updates(
            first_id=FIRST_UPDATE, monotonic=time.monotonic, punish_repolling=settings.punish_repolling
        )
        self.webhook = Webhook(self.updates, settings.clock, settings.webhook_retry)
        self.webhook.on_taken = self.wake
        self.last_buttons: dict[int, tuple[int, list[list[dict[str, str]]]]] = {}
        self.chaos = chaos
        self.bot_id = int(settings.token.partition(":")[0])
        self.bot: dict[str, Any] = {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": settings.name,
            "username": settings.username,
        }
        self.users: dict[int, dict[str, Any]] = {}
        self._listeners: list[Callable[[Chat], None]] = []
        self._waiters: list[asyncio.Future[None]] = []
        self._last_message = 0
        self._last_query = 4_000_000_000_000_000_000

    @property
    def chaos(self) -> Chaos | None:
        """The bad day, or None for a good one; may be changed at any time."""
        return self._chaos

    @chaos.setter
    def chaos(self, chaos: Chaos | None) -> None:
        self._chaos = self.updates.chaos = chaos

    @property
    def now(self) -> datetime:
        """What messages are dated with."""
        return self.settings.clock()

    def new_message_id(self) -> int:
        """Unique over all chats, so that a confusion of chats cannot go unnoticed."""
        self._last_message += 1
        return self._last_message

    def new_query_id(self, chat_id: int) -> str:
        """A tap that the bot should answer."""
        self._last_query += 1
        query_id = str(self._last_query)
        self.queries[query_id] = Query(chat_id, time.monotonic())
        if len(self.queries) > _QUERIES_KEPT:
            del self.queries[next(iter(self.queries))]
        return query_id

    def deliver(self, kind: str, content: dict[str, Any], chat_id: int, queue: str | None = None) -> None:
        """Something happened that the bot may want to know."""
        self.stats.available(chat_id)
        self.updates.add(kind, content, queue or f"chat {chat_id}")

    def bot_wrote(self, chat_id: int) -> None:
        """The bot sent or edited a message: for the benchmark and its walks."""
        self.stats.sent(chat_id)
        for told in self.on_sent:
            told(chat_id)

    def changed(self, chat: Chat) -> None:
        """Tell everyone who watches."""
        for listener in list(self._listeners):
            listener(chat)
        self.wake()

    def wake(self) -> None:
        """Let everyone who waits for something look again."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def on_change(self, listener: Callable[[Chat], None]) -> Callable[[], None]:
        """Call `listener` with the chat after each change; the result ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def until(self, seen: Callable[[], Seen], within: float) -> Seen:
        """The first truthy answer of `seen`, asked again after each change. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not (result := seen()):
                waiter = asyncio.get_running_loop().create_future()
                self._waiters.append(waiter)
                await waiter
        return result
