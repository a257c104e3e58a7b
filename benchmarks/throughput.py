"""(b) Handled updates a second when each call to Telegram takes 50 ms, beside the echo, which waits for each."""

from contextlib import AsyncExitStack
from statistics import median
from typing import Any

from benchmarks import bots, databases
from benchmarks.bots import Running
from benchmarks.databases import Place
from benchmarks.table import Line, shown

CHATS = 300
LATENCY = ("--latency-ms", "50")
AIM = 20.0


async def run(place: Place, *, short: bool) -> str:
    """The table."""
    repeats, many, few = (1, 500, 40) if short else (5, 3000, 100)
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(bots.echo(*LATENCY))]
        who = {"echo": list(range(1000, 1000 + CHATS))}
        async for name, url in place.each():
            async with databases.opened(url) as engine:
                who[name] = (await databases.filled(engine, youth=CHATS, mentors=CHATS // 5, months=2)).youth
            running.append(await stack.enter_async_context(bots.blakus(name, url, *LATENCY)))
        rates: dict[str, list[float]] = {one.name: [] for one in running}
        for turn in range(repeats + 1):
            for one in running:
                rate = await _rate(one, who[one.name], few if one.name == "echo" else many)
                if turn:
                    rates[one.name].append(rate)
    return shown("(b) Handled updates a second at 50 ms per call, to the echo", list(_lines(rates)))


async def _rate(bot: Running, chats: list[int], updates: int) -> float:
    await bot.telegram.begin_stats()
    await bot.telegram.post("load", {"chats": chats, "count": updates, "templates": [{"says": "/hours"}]})
    stats = await bot.answered(updates)
    return float(stats["per_second"])


def _lines(rates: dict[str, list[float]]) -> Any:
    base = median(rates.pop("echo"))
    yield Line("echo", f"{base:.0f}/s", "1", "")
    for name, one in rates.items():
        ratio = median(one) / base
        yield Line(f"{name}: /hours", f"{median(one):.0f}/s", f"{ratio:.1f}", f"≥ {AIM:.0f}", ratio >= AIM)
