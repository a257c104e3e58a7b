"""The try-out without its page: a clock to turn, a local Telegram, and the real Blakus on a database of its own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import scheduler, storage
from bot.app import Blakus
from bot.demo import botapi
from bot.outbox import Pacer
from bot.settings import Settings
from bot.storage import migrations
from bot.toolbox import database
from bot.toolbox.clock import TurnableClock

ZONE = ZoneInfo("Europe/Riga")
_PATIENCE = 30.0  # seconds until everything that was set off must have arrived
_LOOK_EVERY = 0.01


@dataclass
class TryOut:
    """What runs. Whoever changes something awaits `settled` before looking at the chats."""

    clock: TurnableClock
    server: botapi.Server
    blakus: Blakus
    _turning: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def now(self) -> datetime:
        """The local time that the clock shows."""
        return self.clock.now().astimezone(ZONE)

    @property
    def is_walking(self) -> bool:
        return self._turning.locked()

    async def walk_to(self, moment: datetime, on_step: Callable[[datetime], Awaitable[None]] | None = None) -> None:
        """Turn the clock from due moment to due moment, and let what is due arrive at each of them."""
        async with self._turning:
            while self.clock.now() < moment:
                self.clock.turn_to(max(min(await self._next_moment(), moment), self.clock.now()))
                await self.look()
                if on_step is not None:
                    await on_step(self.now)

    async def look(self) -> None:
        """What is due now is planned, released and sent."""
        await self.blakus.tick()
        await self.blakus.release()
        await self.settled()

    async def settled(self) -> None:
        """Everything that people said is handled, and what the bot says to it has arrived."""
        async with asyncio.timeout(_PATIENCE):
            while not await self._is_quiet() or await self.blakus.announce():  # noqa: ASYNC110 (rows ring no bell)
                await asyncio.sleep(_LOOK_EVERY)

    async def _next_moment(self) -> datetime:
        async with self.blakus.sessions() as db:
            return await scheduler.next_moment(db, self.clock.now(), ZONE)

    async def _is_quiet(self) -> bool:
        if len(self.server.updates):
            return False
        now = self.clock.now()
        async with self.blakus.sessions() as db:
            return (
                await storage.inbox.waiting(db) == 0
                and await storage.outbox.is_idle(db, now)
                and not await storage.notices.readers_due(db, now=now)
            )


@contextlib.asynccontextmanager
async def started(folder: Path, begins: datetime) -> AsyncIterator[TryOut]:
    """A fresh Blakus at work in `folder`, polling a local Telegram; the clock shows `begins`."""
    clock = TurnableClock(begins)
    # Telegram's limits hold in the time of the demo: an hour that the clock skips is an hour for them too.
    limits = botapi.Limits(monotonic=lambda: clock.now().timestamp())
    server = await botapi.start(clock=clock.now, limits=limits)
    try:
        settings = Settings(
            bot_token=server.token,
            bot_api_url=server.url,
            database_url=f"sqlite:///{folder / 'demo.db'}",
            encryption_keys=(storage.sealing.new_key(),),
            time_zone=ZONE,
        )
        engine = database.make_engine(settings.database_url, durable=False)
        await migrations.upgrade(engine)
        pacer = Pacer(per_second=500, burst=50, per_chat_interval=0.01, per_chat_burst=50)
        async with Blakus(settings, clock=clock, engine=engine, pacer=pacer) as blakus:
            await blakus.introduce()
            blakus.start_working()
            await blakus.start_polling()
            try:
                yield TryOut(clock, server, blakus)
            finally:
                server.updates.end_polls()
                await blakus.stop_polling()
    finally:
        await server.stop()
