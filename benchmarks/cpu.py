"""(a) Processor time per handled update: `/hours`, and one step of a conversation with its commit, beside the echo; a
question of the questionnaire, beside a step of the log."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks import bots, databases
from benchmarks.bots import Running
from benchmarks.databases import Place
from benchmarks.table import Line, shown

CHATS = 60
AIMS = {"SQLite": 1.5, "PostgreSQL": 2.0}
QUESTION_AIM = 1.3  # to a step of the log


@dataclass
class Measured:
    """Milliseconds per update, a number a run."""

    hours: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)
    question: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Path:
    """What everyone says and taps first, and then again and again; a tap by its place under the newest card."""

    first: tuple[dict[str, Any], ...]
    again: tuple[dict[str, Any], ...]


ECHO = Path(({"says": "/log"},), ({"taps": 0},))
LOG = Path(({"says": "/log"},), ({"taps": 0}, {"taps": -3}))  # an answer, and *Back*
QUESTIONS = Path(({"says": "/profile"}, {"taps": 0}), ({"taps": 0}, {"taps": -4}))


async def run(place: Place, *, short: bool) -> str:
    """The table."""
    updates, repeats = (360, 2) if short else (2400, 5)
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(bots.echo())]
        chats = list(range(1000, 1000 + CHATS))
        who = {"echo": chats}
        young: dict[str, list[int]] = {}
        async for name, url in place.each():
            async with databases.opened(url) as engine:
                people = await databases.filled(engine, youth=5 * CHATS, mentors=CHATS, months=3)
                who[name], young[name] = people.mentors, people.youth[:CHATS]
            running.append(await stack.enter_async_context(bots.blakus(name, url)))
        measured = {one.name: Measured() for one in running}
        for turn in range(repeats + 1):
            for one in running:
                hours = await _loaded(one, who[one.name], "/hours", updates if turn else updates // 2)
                path = ECHO if one.name == "echo" else LOG
                step = await _walked(one, who[one.name], updates if turn else updates // 2, path)
                question = (
                    await _walked(one, young[one.name], updates if turn else updates // 2, QUESTIONS)
                    if one.name in young
                    else 0.0
                )
                if turn:  # the first turn warms up
                    measured[one.name].hours.append(hours)
                    measured[one.name].step.append(step)
                    measured[one.name].question.append(question)
    return shown("(a) Processor time per handled update, to the echo", list(_lines(measured)))


async def _loaded(bot: Running, chats: Sequence[int], text: str, updates: int) -> float:
    """All at once, the chats in turn."""
    await bot.telegram.begin_stats()
    before = bot.cpu()
    given = {"chats": list(chats), "count": updates, "templates": [{"says": text}]}
    await bot.telegram.post("load", given)
    await bot.answered(updates)
    return (bot.cpu() - before) / updates * 1000


async def _walked(bot: Running, chats: Sequence[int], updates: int, path: Path) -> float:
    """Everyone taps to and fro."""
    for step in path.first:
        await bot.telegram.begin_stats()
        await bot.telegram.post("walk", {"chats": list(chats), "steps": [step]})
        await bot.answered(len(chats))
    await bot.telegram.begin_stats()
    before = bot.cpu()
    rounds = updates // len(chats) // len(path.again)
    await bot.telegram.post("walk", {"chats": list(chats), "steps": list(path.again), "rounds": rounds})
    count = rounds * len(path.again) * len(chats)
    stats = await bot.answered(count)
    assert not stats["missed"], "a button was not there"
    return (bot.cpu() - before) / count * 1000


def _lines(measured: dict[str, Measured]) -> Any:
    base = measured.pop("echo")
    yield Line("echo: a message", f"{median(base.hours):.2f} ms", "1", "")
    yield Line("echo: a tap (two calls)", f"{median(base.step):.2f} ms", "1", "")
    for name, one in measured.items():
        for what, mine, its in (("/hours", one.hours, base.hours), ("a step", one.step, base.step)):
            ratio = median(mine) / median(its)
            aim = AIMS[name]
            yield Line(f"{name}: {what}", f"{median(mine):.2f} ms", f"{ratio:.2f}", f"≤ {aim}", ratio <= aim)
        ratio = median(one.question) / median(one.step)
        what = f"{name}: a question, to a step"
        yield Line(what, f"{median(one.question):.2f} ms", f"{ratio:.2f}", f"≤ {QUESTION_AIM}", ratio <= QUESTION_AIM)
