"""(e) One coordinator's digest with a million sessions stored, beside ten thousand."""

import time
from statistics import median

from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import databases
from benchmarks.databases import ZONE, Place
from benchmarks.table import Line, shown
from bot import messages, services
from bot.i18n import Speech
from bot.toolbox.clock import Clock
from bot.toolbox.database import reading, session_maker

SESSIONS_A_YOUTH_IN_SIX_MONTHS = 31  # how busy the made-up people are
AIM = 2.0


async def run(place: Place, *, short: bool) -> str:
    """The table: the same municipality size, more municipalities."""
    few, many = (10_000, 100_000) if short else (10_000, 1_000_000)
    lines = []
    async for name, small_url in place.each():
        large_url = place.sqlite() if name == "SQLite" else await place.postgresql()
        async with databases.opened(small_url) as small, databases.opened(large_url) as large:
            stored = [await _fill(small, few), await _fill(large, many)]
            base, big = await _alternating(small, large, 10 if short else 40)
        lines.append(Line(f"{name}: {stored[0]:,} sessions", f"{base:.1f} ms", "1", ""))
        lines.append(
            Line(f"{name}: {stored[1]:,} sessions", f"{big:.1f} ms", f"{big / base:.2f}", f"≤ {AIM}", big / base <= AIM)
        )
    return shown("(e) A coordinator's digest, to the one with 10,000 sessions", lines)


async def _fill(engine: AsyncEngine, sessions: int) -> int:
    youth = -(-sessions // SESSIONS_A_YOUTH_IN_SIX_MONTHS // 25) * 25 + 25
    return (await databases.filled(engine, youth=youth, mentors=youth // 5, months=6)).sessions


async def _alternating(small: AsyncEngine, large: AsyncEngine, repeats: int) -> tuple[float, float]:
    """Milliseconds, medians over municipalities; the first is for warming up."""
    times: tuple[list[float], list[float]] = ([], [])
    for n in range(repeats + 1):
        for engine, kept in zip((small, large), times, strict=True):
            took = await _digest(engine, 1 + n % 10)
            if n:
                kept.append(took)
    return median(times[0]) * 1000, median(times[1]) * 1000


async def _digest(engine: AsyncEngine, municipality_id: int) -> float:
    """Seconds for reading and wording it."""
    now = Clock().now()
    async with session_maker(reading(engine))() as db:
        began = time.perf_counter()
        digest = await services.digests.of(db, municipality_id, now=now, zone=ZONE)
        messages.digests.page(Speech("lv", ZONE), digest, 1)
        return time.perf_counter() - began
