"""Slow work is done aside, exactly once, and never in the way of anybody's answer."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import jobs, services, storage
from bot.i18n import Speech
from bot.jobs import Asked, Jobs, Kind
from bot.messages import File, Message
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.services.jobs import MOST_ATTEMPTS, REST
from bot.storage import Database
from bot.storage.models import Base, Job, OutboxRow
from bot.toolbox.clock import TurnableClock
from bot.toolbox.database import make_engine, session_maker
from tests.conftest import RIGA

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
CHAT = 4001


@dataclass
class Bench:
    """One person's chat, and a kind of work that a test gives."""

    jobs: Jobs
    clock: TurnableClock
    person: int
    rung: list[int]
    sessions: Callable[..., Database]

    async def asks(self, **payload: int) -> bool:
        async with self.sessions.begin() as db:  # type: ignore[attr-defined]
            return await services.jobs.ask(
                db, kind="work", person_id=self.person, chat_id=CHAT, payload=payload, now=self.clock.now()
            )

    async def rows(self) -> list[tuple[str, int]]:
        async with self.sessions() as db:
            return [(one.state, one.attempts) for one in await db.scalars(select(Job).order_by(Job.id))]

    async def said(self) -> list[str]:
        async with self.sessions() as db:
            found = await db.scalars(select(OutboxRow).order_by(OutboxRow.id))
            payloads = [(one.method, one.payload or {}) for one in found]
            return [f"{method}: {said.get('caption') or said.get('text')}" for method, said in payloads]


Work = Callable[[Asked], Callable[[], Message]]


@pytest.fixture
async def bench(database_url: str) -> AsyncIterator[Callable[[Work], Bench]]:
    engine = make_engine(database_url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    sessions, clock, rung = session_maker(engine), TurnableClock(NOW), [0]
    async with sessions.begin() as db:
        place = await services.people.municipality(db, name="Smiltene")
        person = await services.people.write_down(db, name="Ilze", language="en", now=NOW)
        await services.people.give_role(db, person_id=person.id, role=Role.MENTOR, municipality_id=place.id, now=NOW)
        db.add(storage.models.Account(telegram_id=CHAT, person_id=person.id, linked_at=NOW))
    made: list[Jobs] = []

    def ring() -> None:
        rung[0] += 1

    def build(work: Work) -> Bench:
        async def prepare(_db: Database, asked: Asked) -> Callable[[], Message]:
            return work(asked)

        kind = Kind(
            prepare, lambda _: Message(_("The picture could not be made this time. The plan itself is here: /plan"))
        )
        made.append(Jobs(sessions, clock, RIGA, ring=ring, kinds={"work": kind}))
        return Bench(made[-1], clock, person.id, rung, sessions)

    yield build
    for one in made:
        one.close()
    await engine.dispose()


def photo(asked: Asked) -> Callable[[], Message]:
    return lambda: Message(f"n = {asked.payload['n']}", file=File("plan.png", b"\x89PNG"))


async def test_work_is_done_in_order_and_sent_as_a_picture(bench: Callable[[Work], Bench]) -> None:
    one = bench(photo)
    assert await one.asks(n=1)
    assert not await one.asks(n=1), "the very same waits already"
    assert await one.asks(n=2)
    assert await one.jobs.do_next() and await one.jobs.do_next()
    assert not await one.jobs.do_next()
    assert await one.said() == ["sendPhoto: n = 1", "sendPhoto: n = 2"]
    assert await one.rows() == [("done", 1), ("done", 1)]
    assert one.rung == [2]
    assert await one.asks(n=1), "a picture that came may be asked for again"


async def test_work_that_a_kill_cut_off_is_begun_again_and_sent_once(bench: Callable[[Work], Bench]) -> None:
    one = bench(photo)
    await one.asks(n=1)
    async with one.sessions.begin() as db:  # type: ignore[attr-defined]
        await storage.jobs.begin(db, 1)  # the process died after this commit
    another = bench(photo)
    assert await another.jobs.do_next()
    assert await one.said() == ["sendPhoto: n = 1"]
    assert await one.rows() == [("done", 2)]
    async with one.sessions.begin() as db:  # type: ignore[attr-defined]
        assert not await storage.jobs.settle(db, 1, "done", now=NOW), "settled once"


async def test_what_fails_rests_and_is_given_up_with_a_word(bench: Callable[[Work], Bench]) -> None:
    def broken(asked: Asked) -> Callable[[], Message]:
        def work() -> Message:
            raise ValueError(asked.payload)

        return work

    one = bench(broken)
    await one.asks(n=1)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert await one.jobs.do_next()
        assert not await one.jobs.do_next(), "it rests"
        assert (await one.rows())[0][1] == attempt
        one.clock.turn_to(one.clock.now() + REST + timedelta(seconds=1))
    assert await one.rows() == [("failed", MOST_ATTEMPTS)]
    assert await one.said() == ["sendMessage: The picture could not be made this time. The plan itself is here: /plan"]


async def test_work_that_nobody_may_have_any_more_is_dropped_silently(bench: Callable[[Work], Bench]) -> None:
    def gone(_asked: Asked) -> Callable[[], Message]:
        raise Gone

    one = bench(gone)
    await one.asks(n=1)
    await one.jobs.do_next()
    other = bench(photo)
    await other.asks(n=2)
    async with one.sessions.begin() as db:  # type: ignore[attr-defined]
        await storage.people.cut_off_accounts(db, one.person, but=None, now=NOW)
    await other.jobs.do_next()
    assert await one.rows() == [("dropped", 1), ("dropped", 1)]
    assert await one.said() == []


async def test_slow_work_does_not_hold_the_loop_up(bench: Callable[[Work], Bench]) -> None:
    """The longest gap between two turns of the loop, while a second of work is done."""

    def slow(asked: Asked) -> Callable[[], Message]:
        def work() -> Message:
            until = time.monotonic() + 0.5
            while time.monotonic() < until:  # busy, as drawing is
                sum(range(1000))
            return Message("done", file=File("plan.png", b"\x89PNG"))

        return work

    one = bench(slow)
    await one.asks(n=1)
    gaps = []
    doing = asyncio.ensure_future(one.jobs.do_next())
    while not doing.done():
        before = time.monotonic()
        await asyncio.sleep(0)
        gaps.append(time.monotonic() - before)
    assert len(gaps) > 10
    assert max(gaps) < 0.25


def test_every_kind_of_work_has_words_for_its_failure() -> None:
    assert jobs.KINDS
    for kind in jobs.KINDS.values():
        assert kind.failed(Speech("lv", RIGA)).text
