"""Whatever kills the process, nobody who saw "Saved" has lost a session, and none is there twice; and no answer to a
question that gave way to the next is gone.

The short form runs with all tests; `make crash` (LONG=1) runs the whole: 20 mentors, 15 entries each, 30 kills and
more, on SQLite and on PostgreSQL, while Telegram's side repeats updates and breaks connections.
"""

import asyncio
import csv
import io
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import storage
from bot.demo import botapi
from bot.demo.botapi import Remote
from bot.storage import migrations
from bot.storage.models import InboxUpdate, OutboxRow
from bot.toolbox.clock import Clock
from bot.toolbox.database import make_engine, reading, session_maker
from tests.conftest import KEY, RIGA
from tests.crash import pairs
from tests.crash.mentors import Mentor
from tests.crash.supervised import Supervised
from tests.crash.youth import Youth

pytestmark = pytest.mark.crash

LONG = bool(os.environ.get("LONG"))
SETTLING = 60.0  # seconds for what still waits when the last kill is over


@dataclass(frozen=True)
class Form:
    mentors: int
    entries: int
    kills: int
    youth: int
    questions: int


FORM = Form(20, 15, 32, youth=20, questions=20) if LONG else Form(6, 2, 3, youth=3, questions=10)


async def test_every_saved_session_is_there_exactly_once(database_url: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("SEED", "1"))
    now = Clock().now()
    async with (
        _database(database_url, now) as engine,
        botapi.start_apart("--chaos", str(seed)) as telegram,
    ):
        bot = Supervised(_settings(telegram, database_url), tmp_path, random.Random(seed))
        mentors = [Mentor(n, pairs.LANGUAGES[n % len(pairs.LANGUAGES)], telegram) for n in range(FORM.mentors)]
        for one in mentors:
            await telegram.person(one.chat_id, f"Mentor {one.number}", one.language)
            await telegram.does(one.chat_id, "knows_the_bot")

        youth = [Youth(n, telegram) for n in range(FORM.youth)]
        for young in youth:
            await telegram.person(young.chat_id, f"Youth {young.number}", "lv")
            await telegram.does(young.chat_id, "knows_the_bot")

        def may_begin(n: int) -> bool:
            """The entries are spread over the kills, so that the last kill still hits people at work."""
            return bot.kills >= min(FORM.kills, n * FORM.kills // (FORM.entries - 1)) - 1

        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            life = group.create_task(_life(bot, over))
            async with asyncio.TaskGroup() as crowd:
                for one in mentors:
                    crowd.create_task(one.log(FORM.entries, may_begin))
                for young in youth:
                    crowd.create_task(young.answers(FORM.questions))
            inbox, outbox = await _settled(engine)
            over.set()
        kept = [await _kept(engine, young) for young in youth]
        unknown = (await telegram.state())["unknown_methods"]
        chaos = (await telegram.state())["chaos"]["counted"]
        rows = await _exported(bot, now)

    marks = Counter(mark for mentor in mentors for row in rows for mark in _marks(mentor) if mark in row["note"])
    _tell(bot, mentors, marks, chaos)
    assert not bot.fell, f"it ended by itself:\n{bot.fell[0]}"
    assert life.result() == 0
    assert bot.kills >= FORM.kills
    assert not unknown
    assert set(inbox) == {"done"}, f"updates that were not handled: {inbox}"
    assert set(outbox) == {"sent"}, f"messages whose fate is open: {outbox}"
    assert [mark for mentor in mentors for mark in mentor.saved] == [mark for one in mentors for mark in _marks(one)]
    assert len(rows) == FORM.mentors * FORM.entries
    assert all(marks[mark] == 1 for mentor in mentors for mark in mentor.saved)
    assert not any(row["voided_at"] for row in rows)
    for young, answers in zip(youth, kept, strict=True):
        assert young.answered.keys() <= answers.keys(), "every answer that was taken is kept"
        for question, choice in young.answered.items():
            assert _says(answers[question], choice), (question, choice, answers[question])


async def _kept(engine: AsyncEngine, young: Youth) -> dict[str, Any]:
    """Their stored answers."""
    async with session_maker(engine)() as db:
        person = await storage.people.caller(db, young.chat_id)
        assert person is not None
        profile = await storage.profiles.standing_of(db, person.id)
        assert profile is not None
        return {key: one.value for key, one in (await storage.profiles.given_in(db, profile.id)).items()}


def _says(value: Any, choice: str) -> bool:
    """Whether this is what the last tap chose: an option, a figure, *done* after ticks, or nothing."""
    chosen = choice.split(":", 3)[3]
    if chosen == "!skip":
        return value is None or (isinstance(value, dict) and "chosen" in value)
    if chosen == "done":
        return isinstance(value, dict) and len(value["chosen"]) == 1
    if isinstance(value, dict):
        return chosen in [str(one) for one in value.get("chosen", value.values())]
    return str(value) == chosen


async def _life(bot: Supervised, over: asyncio.Event) -> int:
    await bot.killed(FORM.kills)
    return await bot.living(over)


@asynccontextmanager
async def _database(url: str, now: datetime) -> AsyncIterator[AsyncEngine]:
    """Migrated and filled; what it yields only looks."""
    engine = make_engine(url, durable=False)
    await migrations.upgrade(engine)
    await pairs.fill(engine, FORM.mentors, now=now, today=now.astimezone(RIGA).date())
    yield reading(engine)
    await engine.dispose()


def _settings(telegram: Remote, database_url: str) -> dict[str, str]:
    return {
        "BLAKUS_BOT_TOKEN": telegram.token,
        "BLAKUS_BOT_API_URL": telegram.url,
        "BLAKUS_DATABASE_URL": database_url,
        "BLAKUS_ENCRYPTION_KEYS": KEY,
        "BLAKUS_HEALTH_LISTEN": "",
    }


async def _settled(engine: AsyncEngine) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows of the inbox and the outbox are in which state, once nothing waits any more."""
    async with asyncio.timeout(SETTLING):
        while True:
            async with session_maker(engine)() as db:
                if not await storage.inbox.waiting(db) and not await storage.outbox.waiting(db):
                    inbox = await db.execute(
                        select(InboxUpdate.state, func.count(InboxUpdate.id)).group_by(InboxUpdate.state)
                    )
                    outbox = await db.execute(
                        select(OutboxRow.state, func.count(OutboxRow.id)).group_by(OutboxRow.state)
                    )
                    return _counted(inbox), _counted(outbox)
            await asyncio.sleep(0.2)


def _counted(rows: Iterable[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}


async def _exported(bot: Supervised, now: datetime) -> list[dict[str, str]]:
    first, last = now - timedelta(days=2), now + timedelta(days=2)
    told = await bot.tells("export", "sessions", "--from", f"{first:%Y-%m-%d}", "--to", f"{last:%Y-%m-%d}")
    return list(csv.DictReader(io.StringIO(told)))


def _marks(mentor: Mentor) -> list[str]:
    return [mentor.mark(n) for n in range(FORM.entries)]


def _tell(bot: Supervised, mentors: list[Mentor], marks: Counter[str], chaos: dict[str, int]) -> None:
    """What `make crash` shows."""
    saved, taps = sum(len(one.saved) for one in mentors), sum(one.taps for one in mentors)
    print(  # noqa: T201 (pytest -s shows it)
        f"\n{bot.kills} kills ({bot.killed_while_starting} while starting); seen as saved: {saved}; "
        f"sessions in the export: {marks.total()}, of them twice or more: {sum(n > 1 for n in marks.values())}; "
        f"taps: {taps}; the wire: {chaos}; errors in the log: {len(bot.errors)}"
    )
    for line in sorted({line.split(" ERROR ", 1)[-1][:160] for line in bot.errors})[:8]:
        print(f"  {line}")  # noqa: T201 (pytest -s shows it)
