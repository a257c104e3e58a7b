"""(d) A broadcast to thousands under Telegram's 30 a second, and people who are answered while it runs."""

from typing import Any

from benchmarks import bots, databases
from benchmarks.databases import Place
from benchmarks.table import Line, shown

LIMIT = ("--rate", "30", "--per-chat", "1")
REPLIES_PER_SECOND = 2.7
CHATS = 60
WARM_UP = 40
FIRST_OF_THE_BROADCAST = 900_000_000


async def run(place: Place, *, short: bool) -> str:
    """The table; both databases, one after the other."""
    messages = 300 if short else 5000
    lines: list[Line] = []
    async for name, url in place.each():
        async with databases.opened(url) as engine:
            mentors = (await databases.filled(engine, youth=5 * CHATS, mentors=CHATS, months=2)).mentors
        async with bots.blakus(name, url, *LIMIT, paced=True) as bot:
            lines += _lines(name, await _measured(bot, mentors, messages))
    return shown(f"(d) A broadcast of {messages} messages with replies in between", lines)


async def _measured(bot: bots.Running, mentors: list[int], messages: int) -> dict[str, Any]:
    # The first replies after a start read the catalogs and build the statements.
    await _replied_to(bot, mentors, WARM_UP)
    replies = int(messages / 28 * 0.9 * REPLIES_PER_SECOND)
    await bot.telegram.begin_stats()
    assert bot.stdin is not None
    bot.stdin.write(f"broadcast {messages} {FIRST_OF_THE_BROADCAST}\n".encode())
    await _ask(bot, mentors, replies, REPLIES_PER_SECOND)
    stats = await bot.answered(messages + replies, within=messages / 28 * 2 + 30)
    return stats | {"refused": (await bot.telegram.state())["limits_refused"], "messages": messages}


async def _replied_to(bot: bots.Running, mentors: list[int], count: int) -> None:
    await bot.telegram.begin_stats()
    await _ask(bot, mentors, count, 10)
    await bot.answered(count)


async def _ask(bot: bots.Running, mentors: list[int], count: int, per_second: float) -> None:
    given = {"chats": mentors, "count": count, "per_second": per_second, "templates": [{"says": "/hours"}]}
    await bot.telegram.post("feed", given)


def _lines(name: str, seen: dict[str, Any]) -> list[Line]:
    rate = seen["messages"] / seen["seconds"]
    with_replies = seen["per_second"]
    return [
        Line(
            f"{name}: a reply meanwhile",
            f"p50 {seen['p50_ms']:.0f}, p99 {seen['p99_ms']:.0f} ms",
            "",
            "p99 ≤ 200 ms",
            seen["p99_ms"] <= 200,
        ),
        Line(
            f"{name}: all messages a second",
            f"{with_replies:.1f} (of the broadcast {rate:.1f})",
            f"{with_replies / 30:.2f} of the limit",
            "≥ 26",
            with_replies >= 26,
        ),
        Line(f"{name}: refused with 429", f"{seen['refused']}", "", "0", seen["refused"] == 0),
    ]
