"""`blakus run` and `blakus demo`: the house itself, until it is told to stop."""

import asyncio
import contextlib
import gc
import importlib
import logging
import signal
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC
from typing import Annotated

import typer
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it brings no types
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.app import Blakus
from bot.cli import desk, front
from bot.cli.front import Trouble
from bot.inbox import webhook
from bot.inbox.health import Health
from bot.inbox.listening import listening
from bot.settings import Address, Settings
from bot.storage import locks
from bot.toolbox import database, logs

TICK_SECONDS = 60
TRY_AGAIN = 5.0  # seconds between two attempts to reach Telegram at the start

log = logging.getLogger(__name__)


class Broken(Exception):
    """A part of the house came to its end by itself; the log says which and why."""


def run() -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM)."""
    settings = front.read_settings("bot_token", "encryption_keys")
    logs.set_up(settings.log_format, settings.bot_token)
    collect_less_often()
    asyncio.run(_run(settings))


def collect_less_often() -> None:
    """What the libraries brought along never becomes garbage: looking through it took a fifth of each update."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        with desk.reached(settings):
            hold = locks.alone(settings.database_url)
            held = await hold.__aenter__()
    except locks.HeldElsewhere as other:
        raise _second(settings, other) from None
    try:
        await _live(settings, held, stop)
    except* locks.HeldElsewhere:
        raise Trouble("Another Blakus took this database over while it was out of reach: this one stops.") from None
    except* Broken:
        raise Trouble("A part of Blakus ended by itself (see the log above): start it again.") from None
    finally:
        await hold.__aexit__(None, None, None)


async def _live(settings: Settings, hold: locks.Hold, stop: asyncio.Event) -> None:
    blakus = Blakus(settings)
    with desk.reached(settings):
        await desk.bring_up(blakus.engine)
    health = Health(
        database.session_maker(database.reading(blakus.engine)),
        line=blakus.bot.line,
        polled_at=None if settings.webhook_url else lambda: blakus.bot.last_poll_at,
        webhook_url=settings.webhook_url or None,
    )
    async with _listening(settings, blakus, health), _connected(blakus, stop):
        if stop.is_set():
            return
        blakus.start_working()
        await _receive(settings, blakus, stop)
        ticking = _ticking(blakus, health)
        log.info("Blakus runs as @%s", blakus.bot.username)
        try:
            async with asyncio.TaskGroup() as group:
                meanwhile = (hold.watch(), _notice_the_end(blakus), blakus.introduce())
                tasks = [group.create_task(work) for work in meanwhile]
                await stop.wait()
                for task in tasks:
                    task.cancel()
        finally:
            log.info("Blakus stops")
            ticking.shutdown(wait=False)
            await blakus.stop_polling()


@contextlib.asynccontextmanager
async def _listening(settings: Settings, blakus: Blakus, health: Health) -> AsyncIterator[None]:
    """The doors for Telegram and for the supervisor, as far as the settings open them."""
    async with contextlib.AsyncExitStack() as doors:
        if settings.webhook_url and settings.webhook_secret:
            route = webhook.route(settings.webhook_url, settings.webhook_secret, keep=blakus.bot.keep, bell=blakus.bell)
            await _open(doors, settings.webhook_listen, "WEBHOOK_LISTEN", route, health.route())
        if settings.health_listen and not (settings.webhook_url and settings.health_listen == settings.webhook_listen):
            await _open(doors, settings.health_listen, "HEALTH_LISTEN", health.route())
        yield


async def _open(doors: contextlib.AsyncExitStack, address: Address, setting: str, *routes: web.RouteDef) -> None:
    try:
        await doors.enter_async_context(listening(address, routes))
    except OSError as error:
        raise Trouble(
            f"Nothing can listen at {address} ({error.strerror}): free it, or set BLAKUS_{setting} to another address."
        ) from None


@contextlib.asynccontextmanager
async def _connected(blakus: Blakus, stop: asyncio.Event) -> AsyncIterator[None]:
    """Telegram may be out of reach when the machine starts: waited for, unlike a wrong token."""
    try:
        await _insist(blakus.__aenter__, stop)
        yield
    finally:
        await blakus.__aexit__(None, None, None)
        await blakus.bot.shutdown()  # its connections, where it never came to be connected


async def _receive(settings: Settings, blakus: Blakus, stop: asyncio.Event) -> None:
    """Polling takes a webhook away that is there from before."""
    url, secret = settings.webhook_url, settings.webhook_secret
    if url and secret:
        await _insist(lambda: webhook.register(blakus.bot, url, secret), stop)
    else:
        await blakus.start_polling()


async def _insist(attempt: Callable[[], Awaitable[object]], stop: asyncio.Event) -> None:
    """Call Telegram until it can be reached, or we are to stop. Raises Trouble where only a setting can help."""
    while not stop.is_set():
        try:
            await attempt()
            return
        except InvalidToken:
            raise Trouble("Telegram does not know this token: copy BLAKUS_BOT_TOKEN from @BotFather again.") from None
        except BadRequest as refused:
            raise Trouble(f"Telegram refuses the webhook ({refused.message}): correct BLAKUS_WEBHOOK_URL.") from None
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram cannot be reached (%s); trying again", error.message)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TRY_AGAIN)


def _ticking(blakus: Blakus, health: Health) -> AsyncIOScheduler:
    """What is due comes from the rows, so a tick that is late or missed needs no making up. Telegram is asked how it
    does beside it, so that the clock does not wait for an answer."""

    async def tick() -> None:
        try:
            await blakus.tick()
            health.ticked()
        except Exception as error:  # noqa: BLE001 (the next tick does what this one could not)
            # The place, not the text: a database's error quotes what people wrote.
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("the clock failed (%s)\n%s", type(error).__name__, places)

    async def ask() -> None:
        await health.ask(blakus.bot, now=blakus.clock.now())

    scheduler = AsyncIOScheduler(timezone=UTC)
    for work in (tick, ask):
        scheduler.add_job(
            work,
            "interval",
            seconds=TICK_SECONDS,
            coalesce=True,
            misfire_grace_time=None,
            max_instances=1,
            next_run_time=blakus.clock.now(),
        )
    scheduler.start()
    return scheduler


async def _notice_the_end(blakus: Blakus) -> None:
    await blakus.until_broken()
    raise Broken


def _second(settings: Settings, other: locks.HeldElsewhere) -> Trouble:
    process = f" (process {other.process})" if other.process else ""
    return Trouble(
        f"Blakus already runs on {desk.where(settings)}{process}: stop that one, or give this one another database."
    )


def demo(
    port: Annotated[int, typer.Option(help="Where the page is shown, on this machine only.")] = 8080,
) -> None:
    """Try Blakus in the browser with made-up people: no token, no internet."""
    # The page's libraries take a second that no other command should wait for.
    importlib.import_module("bot.demo.run").main(port=port)


COMMANDS: list[Callable[..., None]] = [run, demo]
