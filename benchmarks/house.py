"""Blakus as a process to be measured: `blakus run` without its watchers, and with a pacer that may be opened wide.

Its settings come from the environment. A line `broadcast MUNICIPALITY COORDINATOR` on standard input sends a message to
everybody there, as a coordinator's last tap does; when it is over, a line says how many it has reached.
"""

import asyncio
import os
import sys
from datetime import timedelta

from bot import services, settings
from bot.app import Blakus
from bot.cli import running
from bot.outbox import Pacer
from bot.rules.broadcasts import Addressees, Fate, Group

OPEN = "BENCHMARK_WITHOUT_PACE"
LOOK_EVERY = 1.0  # seconds
TEXTS = {
    "lv": "Piektdien jauniešu centrs ir slēgts.",
    "uk": "У п’ятницю молодіжний центр зачинено.",
    "en": "The youth centre is closed on Friday.",
}


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
            _, place, by = line.split()
            print("reached", await _broadcast(blakus, int(place), int(by)), flush=True)
        await blakus.stop_polling()


async def _broadcast(blakus: Blakus, place: int, by: int) -> int:
    """Until the last has left."""
    now = blakus.clock.now()
    today = now.astimezone(blakus.settings.time_zone).date()
    async with blakus.sessions.begin() as db:
        row = await services.broadcasts.send(
            db, by=by, municipality_id=place, addressees=Addressees(Group.ALL), texts=TEXTS,
            last_day=today + timedelta(days=1), now=now, today=today,
        )  # fmt: skip
    while True:
        await asyncio.sleep(LOOK_EVERY)
        async with blakus.sessions() as db:
            standing = await services.broadcasts.of_author(db, row.id)
        assert standing is not None
        if not standing.is_at_work:
            return standing.figures.of(Fate.REACHED)


if __name__ == "__main__":
    running.collect_less_often()
    asyncio.run(main())
