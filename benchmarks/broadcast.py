"""(d) A message to a group of thousands under Telegram's 30 a second, and people who are answered while it runs.

It is the real thing: planned in chunks, released person by person (quiet hours, budget, life lines), worded for each,
with its author's card changed now and then.
"""

import asyncio
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import bots, databases
from benchmarks.databases import Place
from benchmarks.table import Line, shown
from bot.i18n import LANGUAGES
from bot.storage.models import Account, Municipality, MunicipalPolicy, Participation, Person, RoleHeld
from bot.toolbox.clock import Clock

LIMIT = ("--rate", "30", "--per-chat", "1")
REPLIES_PER_SECOND = 1.5
CHATS = 60
WARM_UP = 40
FIRST_OF_THE_BROADCAST = 900_000_000
NEVER = "00:00-00:00"  # whenever it is measured, nobody rests


async def run(place: Place, *, short: bool) -> str:
    """The table; both databases, one after the other."""
    people = 1500 if short else 10_000
    lines: list[Line] = []
    async for name, url in place.each():
        async with databases.opened(url) as engine:
            mentors = (await databases.filled(engine, youth=5 * CHATS, mentors=CHATS, months=2)).mentors
            group = await _crowd(engine, people)
        async with bots.blakus(name, url, *LIMIT, paced=True) as bot:
            lines += _lines(name, await _measured(bot, mentors, group, people))
    return shown(f"(d) A message to a group of {people:,} people, with replies in between", lines)


async def _crowd(engine: AsyncEngine, people: int) -> tuple[int, int]:
    """A municipality of its own with so many young people in the chat, and its coordinator: the ids of both."""
    now, started = Clock().now(), date(2020, 1, 1)
    async with engine.begin() as connection:
        place = (
            await connection.execute(insert(Municipality).values(name="Crowd").returning(Municipality.id))
        ).scalar_one()
        rules = {"youth_quiet": NEVER, "staff_quiet": NEVER}
        await connection.execute(
            insert(MunicipalPolicy).values(municipality_id=place, valid_from=started, differences=rules)
        )
        names = [
            {"name": f"Person {n}", "language": LANGUAGES[n % len(LANGUAGES)], "created_at": now}
            for n in range(people + 1)
        ]
        made = await connection.execute(insert(Person).returning(Person.id, sort_by_parameter_order=True), names)
        boss, *ids = [row.id for row in made]
        held = [{"person_id": one, "role": "youth", "municipality_id": place, "given_at": now} for one in ids]
        await connection.execute(insert(RoleHeld), [*held, {**held[0], "person_id": boss, "role": "coordinator"}])
        accounts = [
            {"telegram_id": FIRST_OF_THE_BROADCAST + n, "person_id": one, "linked_at": now}
            for n, one in enumerate([boss, *ids])
        ]
        await connection.execute(insert(Account), accounts)
        end = date(2100, 1, 1)
        stays = [
            {"youth_id": one, "municipality_id": place, "started_on": started, "planned_end_on": end} for one in ids
        ]
        await connection.execute(insert(Participation), stays)
    return place, boss


async def _measured(bot: bots.Running, mentors: list[int], group: tuple[int, int], people: int) -> dict[str, Any]:
    # The first replies after a start read the catalogs and build the statements.
    await _replied_to(bot, mentors, WARM_UP)
    replies = int(people / 28 * 0.9 * REPLIES_PER_SECOND)
    await bot.telegram.begin_stats()
    assert bot.stdin is not None
    assert bot.stdout is not None
    bot.stdin.write(f"broadcast {group[0]} {group[1]}\n".encode())
    await bot.answered(3)
    await _ask(bot, mentors, replies, REPLIES_PER_SECOND)
    async with asyncio.timeout(people / 28 * 2 + 30):
        reached = int((await bot.stdout.readline()).split()[1])
    stats = await bot.answered(people + replies)
    refused = (await bot.telegram.state())["limits_refused"]
    return stats | {"refused": refused, "people": people, "reached": reached}


async def _replied_to(bot: bots.Running, mentors: list[int], count: int) -> None:
    await bot.telegram.begin_stats()
    await _ask(bot, mentors, count, 10)
    await bot.answered(count)


async def _ask(bot: bots.Running, mentors: list[int], count: int, per_second: float) -> None:
    given = {"chats": mentors, "count": count, "per_second": per_second, "templates": [{"says": "/hours"}]}
    await bot.telegram.post("feed", given)


def _lines(name: str, seen: dict[str, Any]) -> list[Line]:
    rate = seen["reached"] / seen["seconds"]
    return [
        Line(
            f"{name}: a reply meanwhile",
            f"p50 {seen['p50_ms']:.0f}, p99 {seen['p99_ms']:.0f} ms",
            "",
            "p99 ≤ 200 ms",
            seen["p99_ms"] <= 200,
        ),
        Line(
            f"{name}: people a second",
            f"{rate:.1f} (with replies {seen['per_second']:.1f})",
            f"{seen['per_second'] / 30:.2f} of the limit",
            "≥ 26",
            rate >= 26,
        ),
        Line(f"{name}: reached", f"{seen['reached']:,}", "", f"{seen['people']:,}", seen["reached"] == seen["people"]),
        Line(f"{name}: refused with 429", f"{seen['refused']}", "", "0", seen["refused"] == 0),
    ]
