"""(f) Memory with 1,000 and with 100,000 people in open conversations who all take the same number of steps.

All stand in the middle of the questionnaire; every other one has put it aside to choose quiet hours.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import bots, databases
from benchmarks.databases import Place
from benchmarks.table import Line, shown
from bot.rules.people import NOTICE_VERSION, Role
from bot.rules.questionnaire import CURRENT
from bot.storage.models import (
    Account,
    Base,
    Consent,
    Conversation,
    Municipality,
    Person,
    Profile,
    ProfileAnswer,
    RoleHeld,
)
from bot.toolbox.clock import Clock

FIRST = 10_000_000
FEW, MANY = 1_000, 100_000
AIM = 1.1
_CHUNK = 10_000
_QUIET = [{"says": "21:00"}, {"says": "Back"}]
_QUESTIONS = [{"says": "7"}]  # a step of the ladder, then words, then a step again: always an answer


async def run(place: Place, *, short: bool) -> str:
    """The table. The echo's memory is given beside it, though nobody is remembered there."""
    steps = 1_500 if short else 50_000
    measured = {}
    async for name, url in place.each():
        if short and name != "SQLite":
            continue
        for people in (FEW, MANY):
            one = url if people == FEW else (place.sqlite() if name == "SQLite" else await place.postgresql())
            measured[name, people] = await _memory(one, people, steps)
    return shown(f"(f) Memory after {steps:,} steps, to {FEW:,} people", list(_lines(measured)))


async def _memory(url: str, people: int, steps: int) -> float:
    """Megabytes once everyone who could take a step has taken one, or several."""
    async with databases.opened(url) as engine:
        await _fill(engine, people)
    async with bots.blakus(f"{people} people", url) as bot:
        held = []
        for start in range(0, steps, _CHUNK):
            count = min(_CHUNK, steps - start) // 2
            for half, templates in ((0, _QUIET), (1, _QUESTIONS)):
                turn = [FIRST + (start + 2 * n + half) % people for n in range(min(count, people // 2))]
                await bot.telegram.begin_stats()
                await bot.telegram.post("load", {"chats": turn, "count": count, "templates": templates})
                await bot.answered(count, within=1800)
            held.append(bot.memory())
        return median(held[-3:])


async def _fill(engine: AsyncEngine, people: int) -> None:
    """Young people half way through the questionnaire; every other one is choosing quiet hours."""
    now = Clock().now()
    async with engine.begin() as connection:
        await connection.execute(insert(_table(Municipality)), [{"id": 1, "name": "Smiltene"}])
    for start in range(1, people + 1, _CHUNK):
        ids = range(start, min(start + _CHUNK, people + 1))
        async with engine.begin() as connection:
            for model, rows in _rows(ids, now):
                await connection.execute(insert(_table(model)), rows)


def _rows(ids: range, now: datetime) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    yield Person, [{"id": n, "name": f"Youth {n}", "language": "en", "created_at": now, "joined_at": now} for n in ids]
    yield Account, [{"telegram_id": FIRST + n - 1, "person_id": n, "linked_at": now} for n in ids]
    yield (
        Consent,
        [
            {"person_id": n, "purpose": "participation", "version": NOTICE_VERSION, "language": "en", "given_at": now}
            for n in ids
        ],
    )
    yield RoleHeld, [{"person_id": n, "role": Role.YOUTH.value, "municipality_id": 1, "given_at": now} for n in ids]
    yield Conversation, [
        {
            "chat_id": FIRST + n - 1, "person_id": n, "name": name, "step": step, "draft": {"_trail": []},
            "version": 1, "started_at": now, "shown_at": shown_at,
        }
        for n in ids
        for name, step, shown_at in _places(n, now)
    ]  # fmt: skip
    yield Profile, [
        {
            "id": n, "person_id": n, "municipality_id": 1, "version": CURRENT, "state": "answering", "started_at": now,
            "touched_at": now, "nudges": 0, "mentor_sees": ["goals"],
        }
        for n in ids
    ]  # fmt: skip
    yield (
        ProfileAnswer,
        [
            {"profile_id": n, "question": key, "value": {"chosen": [chosen]}, "language": "en", "answered_at": now}
            for n in ids
            for key, chosen in (("how_long", "unsure"), ("education", "basic"))
        ],
    )


def _places(n: int, now: datetime) -> list[tuple[str, str, datetime]]:
    """Where one stands: every other one was asked for quiet hours since."""
    half_way = ("getting_to_know", "ladder", now)
    return [half_way, ("quiet", "start", now + timedelta(seconds=1))] if n % 2 else [half_way]


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


def _lines(measured: dict[tuple[str, int], float]) -> Any:
    for (name, people), held in measured.items():
        base = measured[name, FEW]
        line = (f"{name}: {people:,} people", f"{held:.0f} MB", f"{held / base:.2f}")
        yield Line(*line, "") if people == FEW else Line(*line, f"≤ {AIM} (flat)", held / base <= AIM)
