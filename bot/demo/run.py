"""`blakus demo`: the whole try-out in one process, on this computer only."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from nicegui import ui

from bot.demo import page, story, tryout
from bot.demo.page import Stage

HOST = "127.0.0.1"
PORT = 8080
_TICK = 30.0  # seconds between two looks at what is due while nobody turns the clock
_LAST_WORDS = 1  # seconds for the browsers that are still there when it ends


def main(*, port: int = PORT) -> None:
    """Run until Ctrl-C, and say where the page is. Port 0 picks a free one, and so does a port that is taken."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(port))


async def _run(port: int) -> None:
    # Only what is broken: on the terminal of somebody who tries it, a slow step is no news.
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    with _listening(port) as listener, tempfile.TemporaryDirectory(prefix="blakus-demo-") as folder:
        async with tryout.started(Path(folder), story.BEGINS) as one:
            await story.tell(one)
            async with asyncio.TaskGroup() as tasks:
                ticking = tasks.create_task(_tick(one))
                await _serve(Stage(one), listener)
                ticking.cancel()


async def _serve(stage: Stage, listener: socket.socket) -> None:
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(
        web,
        root=lambda: page.draw(stage),
        title=page.TITLE,
        favicon="🤝",
        tailwind=False,
        show_welcome_message=False,
        reconnect_timeout=30.0,
    )
    server = _Server(uvicorn.Config(web, log_level="warning", timeout_graceful_shutdown=_LAST_WORDS))
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, server.end)
    _say(f"Blakus to try out: http://{HOST}:{listener.getsockname()[1]}/ (Ctrl-C ends it)")
    await server.serve(sockets=[listener])


class _Server(uvicorn.Server):
    """Ends the serving and nothing else: uvicorn's own way with signals would skip the tidying up."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def end(self) -> None:
        self.should_exit = True


async def _tick(one: tryout.TryOut) -> None:
    """The clock runs on by itself too."""
    while True:
        await asyncio.sleep(_TICK)
        if not one.is_walking:
            await one.blakus.tick()


def _listening(port: int) -> socket.socket:
    """Open before anything else starts, so that a browser that is told the address finds somebody there."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        _say(f"Port {port} is not free, so another one is taken.")
        listener.bind((HOST, 0))
    listener.listen()
    return listener


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
