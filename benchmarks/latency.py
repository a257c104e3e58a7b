"""(c) From an update to its reply at 20 updates a second, beside the echo: the slowest of a hundred."""

from contextlib import AsyncExitStack
from statistics import median
from typing import Any

from benchmarks import bots, databases
from benchmarks.bots import Running
from benchmarks.databases import Place
from benchmarks.table import Line, shown

CHATS = 60
PER_SECOND = 20
AIM = 10.0  # milliseconds above the echo's


async def run(place: Place, *, short: bool) -> str:
    """The table."""
    repeats, updates = (1, 120) if short else (3, 600)
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(bots.echo())]
        who = {"echo": list(range(1000, 1000 + CHATS))}
        async for name, url in place.each():
            async with databases.opened(url) as engine:
                who[name] = (await databases.filled(engine, youth=5 * CHATS, mentors=CHATS, months=3)).mentors
            running.append(await stack.enter_async_context(bots.blakus(name, url)))
        slow: dict[str, list[tuple[float, float]]] = {one.name: [] for one in running}
        for turn in range(repeats + 1):
            for one in running:
                times = await _times(one, who[one.name], updates if turn else 40)
                if turn:
                    slow[one.name].append(times)
    return shown(f"(c) From update to reply at {PER_SECOND} a second, to the echo", list(_lines(slow)))


async def _times(bot: Running, chats: list[int], updates: int) -> tuple[float, float]:
    """Milliseconds: the middle one, and the slowest of a hundred."""
    await bot.telegram.begin_stats()
    given = {"chats": chats, "count": updates, "per_second": PER_SECOND, "templates": [{"says": "/hours"}]}
    await bot.telegram.post("feed", given)
    stats = await bot.answered(updates)
    return stats["p50_ms"], stats["p99_ms"]


def _lines(slow: dict[str, list[tuple[float, float]]]) -> Any:
    base = median(p99 for _, p99 in slow["echo"])
    for name, times in slow.items():
        p50, p99 = (median(one[n] for one in times) for n in (0, 1))
        more = p99 - base
        line = (name, f"p50 {p50:.1f}, p99 {p99:.1f} ms", f"{more:+.1f} ms")
        yield Line(*line, "") if name == "echo" else Line(*line, f"≤ +{AIM:.0f} ms", more <= AIM)
