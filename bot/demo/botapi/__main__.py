"""The local Bot API as a process of its own: `python -m bot.demo.botapi --port 8081`.

It writes one line with its address when it is ready and ends on SIGTERM or SIGINT.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib
import signal
import sys
from collections.abc import Callable
from types import ModuleType

from bot.demo.botapi.chaos import Chaos
from bot.demo.botapi.limits import Limits
from bot.demo.botapi.server import TOKEN, start

uvloop: ModuleType | None
try:
    uvloop = importlib.import_module("uvloop")
except ImportError:
    uvloop = None


def main() -> None:
    """Read the command line, serve until told to end."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(_arguments().parse_args()))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    """uvloop where the demo page's server brought it along: it halves the cost of a benchmark's server."""
    return asyncio.new_event_loop if uvloop is None else uvloop.new_event_loop


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.demo.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="blakus_bot")
    parser.add_argument("--latency-ms", type=float, default=0.0, help="between a call's effect and its answer")
    parser.add_argument("--rate", type=float, help="messages a second in all; no limits unless told")
    parser.add_argument("--per-chat", type=float, default=1.0, help="messages a second in one chat")
    parser.add_argument("--chaos", type=int, metavar="SEED", help="repeat, reset and refuse at random")
    parser.add_argument("--history", type=int, default=1000, help="messages kept per chat")
    parser.add_argument("--fast", action="store_true", help="check and keep nothing")
    parser.add_argument("--punish-repolling", action="store_true", help="Telegram's 3 s for the same offset")
    return parser


async def _serve(given: argparse.Namespace) -> None:
    server = await start(
        token=given.token,
        port=given.port,
        username=given.username,
        latency=given.latency_ms / 1000,
        limits=Limits(per_second=given.rate, per_chat=given.per_chat) if given.rate else None,
        chaos=Chaos(seed=given.chaos) if given.chaos is not None else None,
        history=given.history,
        fast=given.fast,
        punish_repolling=given.punish_repolling,
    )
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    ended = asyncio.Event()
    for told in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(told, ended.set)
    await ended.wait()
    await server.stop()


if __name__ == "__main__":
    main()
