"""(g) A day planned for 3,000 young people, and a tick that has nothing to plan, beside a million sessions."""

import time
from datetime import timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import databases
from benchmarks.databases import ZONE, Place
from benchmarks.digest import SESSIONS_A_YOUTH_IN_SIX_MONTHS
from benchmarks.table import Line, shown
from bot import scheduler, services
from bot.storage.models import Notice
from bot.toolbox.clock import Clock
from bot.toolbox.database import session_maker

YOUTH, MENTORS = 3_000, 600
AIM = 2.0  # seconds of processor time for a day
FLAT = 1.5
DAYS = 3


async def run(place: Place, *, short: bool) -> str:
    """The table: processor time of this process; and for PostgreSQL what the whole took by the clock on the wall."""
    few, many = (1_000, 100_000) if short else (1_000, 1_000_000)
    lines = []
    async for name, url in place.each():
        async with databases.opened(url) as engine:
            await databases.filled(engine, youth=YOUTH, mentors=MENTORS, months=2)
            used, took, planned = await _days(engine)
        what = f"{name}: a day of {YOUTH:,} pairs, {planned:,} notices"
        lines.append(Line(what, f"{used:.2f} s, {took:.2f} s in all", "", f"≤ {AIM:.0f} s", used <= AIM))
        small_url = place.sqlite() if name == "SQLite" else await place.postgresql()
        large_url = place.sqlite() if name == "SQLite" else await place.postgresql()
        async with databases.opened(small_url) as small, databases.opened(large_url) as large:
            stored = [await _fill(small, few), await _fill(large, many)]
            base, big = await _idle(small, large, 200)
        lines.append(Line(f"{name}: an idle tick, {stored[0]:,} sessions", f"{base:.2f} ms", "1", ""))
        ratio = big / base
        verdict = f"≤ {FLAT} (flat)"
        lines.append(Line(f"{name}: {stored[1]:,} sessions", f"{big:.2f} ms", f"{ratio:.2f}", verdict, ratio <= FLAT))
    return shown("(g) Planning, and a tick with nothing to plan, to the one with fewer sessions", lines)


async def _days(engine: AsyncEngine) -> tuple[float, float, int]:
    """(seconds of processor time, seconds by the wall, notices) of the dearest of some days; the first warms up."""
    sessions = session_maker(engine)
    now = Clock().now()
    seen = []
    for day in range(DAYS + 1):
        async with sessions.begin() as db:
            before = await db.scalar(select(func.count()).select_from(Notice)) or 0
            used, began = time.process_time(), time.perf_counter()
            await services.clock.plan_day(db, now=now + timedelta(days=day), zone=ZONE)
            seen.append((time.process_time() - used, time.perf_counter() - began, before))
    async with sessions() as db:
        in_all = await db.scalar(select(func.count()).select_from(Notice)) or 0
    befores = [before for _, _, before in seen] + [in_all]
    return max((used, took, befores[n + 1] - befores[n]) for n, (used, took, _) in enumerate(seen))


async def _fill(engine: AsyncEngine, sessions: int) -> int:
    youth = -(-sessions // SESSIONS_A_YOUTH_IN_SIX_MONTHS // 25) * 25 + 25
    return (await databases.filled(engine, youth=youth, mentors=youth // 5, months=6)).sessions


async def _idle(small: AsyncEngine, large: AsyncEngine, repeats: int) -> tuple[float, float]:
    """Milliseconds of processor time, medians in turns."""
    now = Clock().now()
    makers = [session_maker(one) for one in (small, large)]
    for sessions in makers:
        await scheduler.tick(sessions, now, ZONE)  # the day is planned, and the retention job has looked
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repeats):
        for sessions, kept in zip(makers, times, strict=True):
            began = time.process_time()
            await scheduler.tick(sessions, now + timedelta(seconds=30), ZONE)
            kept.append(time.process_time() - began)
    return median(times[0]) * 1000, median(times[1]) * 1000
