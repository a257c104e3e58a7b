"""Puts the house together: the database, PTB's application, the worker, the sender, the clock. Knows no sentence."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Self

from sqlalchemy.ext.asyncio import AsyncEngine
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot import handlers, inbox, outbox, scheduler, storage
from bot.client import AiohttpRequest
from bot.context import Context, House
from bot.conversation import Conversations
from bot.conversations import CONVERSATIONS
from bot.inbox import Doorbell, InboxBot, KnockProcessor, Taps, Worker
from bot.inbox.polling import LONG_POLL_SECONDS
from bot.jobs import Jobs
from bot.outbox import introduction
from bot.outbox.broadcasts import LOOK_EVERY, Announcer
from bot.outbox.notices import Releaser
from bot.settings import Settings
from bot.toolbox.clock import Clock
from bot.toolbox.database import make_engine, session_maker, undemanding

POSTGRES_LANES = 8  # chats handled side by side; on SQLite one unit of work follows another
STOP_SECONDS = 10.0

log = logging.getLogger(__name__)


class Blakus:
    """The running house. `async with` builds and connects it; `serve` runs until cancelled."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        engine: AsyncEngine | None = None,
        pacer: outbox.Pacer | None = None,
    ) -> None:
        storage.sealing.use_keys(settings.encryption_keys)
        self.settings = settings
        self.clock = clock or Clock()
        self.engine = engine or make_engine(settings.database_url)
        self.sessions = session_maker(self.engine)
        lanes = 1 if self.engine.dialect.name == "sqlite" else POSTGRES_LANES
        self.bell, self.notice_bell = Doorbell(lanes), Doorbell()
        self.taps = Taps()
        self.house = House(settings, self.clock, CONVERSATIONS)
        self.bot = InboxBot(
            sessions=self.sessions,
            clock=self.clock,
            taps=self.taps,
            token=settings.bot_token,
            base_url=f"{settings.bot_api_url}/bot",
            base_file_url=f"{settings.bot_api_url}/file/bot",
            request=AiohttpRequest(connections=outbox.AT_ONCE + 8),  # some are for answering taps
            get_updates_request=AiohttpRequest(),
        )
        self.taps.use(self.bot)
        self.application = self._application()
        self.sender = outbox.Sender(
            self.bot,
            self.sessions,
            self.clock,
            writing_down=session_maker(undemanding(self.engine)),
            bell=Doorbell(),
            pacer=pacer,
        )
        self.worker = Worker(
            self.application,
            self.house,
            self.sessions,
            bell=self.bell,
            sender=self.sender,
            notice_bell=self.notice_bell,
            taps=self.taps,
            listen=handlers.words.listen,
            lanes=lanes,
        )
        self.releaser = Releaser(self.sessions, settings.time_zone)
        self.announcer = Announcer(self.sessions, settings.time_zone, planned=self._ring_all)
        self.jobs = Jobs(self.sessions, self.clock, settings.time_zone, ring=self.sender.ring)
        self._tasks: list[asyncio.Task[None]] = []

    def _application(self) -> "Application[Any, Context, Any, Any, Any, Any]":
        application = (
            ApplicationBuilder()
            .bot(self.bot)
            .concurrent_updates(KnockProcessor(self.bell))
            .context_types(ContextTypes(context=Context))
            .job_queue(None)
            .build()
        )
        application.bot_data["house"] = self.house
        for handler in handlers.BEFORE:
            application.add_handler(handler, group=-1)
        for handler in (*handlers.FIRST, *handlers.KNOCKS, Conversations(CONVERSATIONS), *handlers.WORDS):
            application.add_handler(handler)
        for handler in handlers.BEHIND:
            application.add_handler(handler, group=1)
        return application

    # --- life ---

    async def __aenter__(self) -> Self:
        """Connect. Raises InvalidToken when Telegram does not know the token, NetworkError when it is out of reach."""
        await self.application.initialize()
        await self.application.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop_polling()  # whoever started it may have been interrupted before they could
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.jobs.close()
        await self.taps.close()
        await self.sender.drain(STOP_SECONDS)
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self.engine.dispose()

    def start_working(self) -> None:
        """Handle what is stored, send what is queued, release what is due, take broadcasts along, do what is slow."""
        self._run("worker", self.worker.run())
        self._run("sender", self.sender.run())
        self._run("notices", self._release())
        self._run("broadcasts", self._announce())
        self._run("jobs", self.jobs.run())

    async def until_broken(self) -> None:
        """Until a part of the house comes to its end, which none does by itself: whoever runs it should know."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def start_polling(self) -> None:
        updater = self.application.updater
        assert updater is not None
        await updater.start_polling(
            timeout=LONG_POLL_SECONDS, allowed_updates=inbox.ALLOWED_UPDATES, bootstrap_retries=-1
        )

    async def stop_polling(self) -> None:
        updater = self.application.updater
        if updater is not None and updater.running:
            await updater.stop()

    async def tick(self) -> None:
        """One look of the clock at what is due."""
        await scheduler.tick(
            self.sessions,
            self.clock.now(),
            self.settings.time_zone,
            inbox_days=self.settings.inbox_days,
            operator_chat=self.settings.operator_chat,
        )
        self._ring_all()

    def _ring_all(self) -> None:
        self.notice_bell.ring()
        self.sender.ring()

    async def announce(self) -> bool:
        """Take broadcasts a step along; whether there was anything to be done."""
        return await self.announcer.look(self.clock.now())

    async def release(self) -> None:
        """Let due notices leave that may."""
        if await self.releaser.release(self.clock.now()):
            self.sender.ring()

    async def introduce(self) -> None:
        """Telegram's own pages about the bot, until it has taken them. Not vital."""
        await introduction.introduce(self.bot, self.settings.time_zone)

    async def _release(self) -> None:
        while True:
            wait = 60.0
            try:
                await self.release()
                async with self.sessions() as db:
                    due_at = await storage.notices.next_due(db)
                if due_at is not None:
                    wait = min(wait, max(0.5, (due_at - self.clock.now()).total_seconds()))
            except Exception:
                log.exception("releasing notices")
            await self.notice_bell.wait(wait)

    async def _announce(self) -> None:
        while True:
            is_more = False
            try:
                is_more = await self.announce()
            except Exception:
                log.exception("taking broadcasts along")
            await asyncio.sleep(0 if is_more else LOOK_EVERY)

    def _run(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        task.add_done_callback(_say_why)
        self._tasks.append(task)


def _say_why(task: "asyncio.Task[None]") -> None:
    """A task of the house never ends by itself; when one does, the supervisor must see it."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("%s ended: %s", task.get_name(), type(error).__name__, exc_info=error)
