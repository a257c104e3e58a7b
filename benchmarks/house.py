"""Blakus as a process to be measured: `blakus run` without its watchers, and with a pacer that may be opened wide.

Its settings come from the environment. A line `broadcast N FIRST` on standard input queues N messages, the first of
them to chat FIRST.
"""

import asyncio
import os
import sys

from bot import settings, storage
from bot.app import Blakus
from bot.cli import running
from bot.outbox import Pacer
from bot.storage.letters import BROADCAST, Letter

OPEN = "BENCHMARK_WITHOUT_PACE"
_AT_ONCE = 100


async def main() -> None:
    """Until standard input ends."""
    told = settings.read({name: text for name, text in os.environ.items() if name.startswith(settings.PREFIX)})
    # The echo has no pace of its own, so what a message costs is measured without one.
    wide = (
        Pacer(per_second=1e6, burst=1000, per_chat_interval=1e-6, per_chat_burst=1000) if OPEN in os.environ else None
    )
    async with Blakus(told, pacer=wide) as blakus:
        blakus.start_working()
        await blakus.start_polling()
        print("ready", flush=True)
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            _, count, first = line.split()
            await _broadcast(blakus, int(count), int(first))
        await blakus.stop_polling()


async def _broadcast(blakus: Blakus, count: int, first: int) -> None:
    """In pieces, as a service would write it."""
    for start in range(0, count, _AT_ONCE):
        letters = [
            Letter(first + n, "sendMessage", {"text": "The youth centre is closed on Friday."}, priority=BROADCAST)
            for n in range(start, min(start + _AT_ONCE, count))
        ]
        async with blakus.sessions.begin() as db:
            await storage.outbox.queue(db, letters, now=blakus.clock.now())
        blakus.sender.ring()
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    running.collect_less_often()
    asyncio.run(main())
