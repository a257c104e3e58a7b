"""Made-up people for trying out and for benchmarks: many, quickly, always the same ones, never among real ones."""

import contextlib
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot import rules, services, storage
from bot.demo import seed
from bot.demo.seed import NotEmpty, Seeded
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.storage.models import Credit, LoggedSession, Pair, Participation
from bot.toolbox import database

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2026, 11, 18, 8, tzinfo=UTC)
TODAY = date(2026, 11, 18)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    async with _empty(database_url) as engine:
        yield engine


@contextlib.asynccontextmanager
async def _empty(url: str) -> AsyncIterator[AsyncEngine]:
    engine = database.make_engine(url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(storage.models.Base.metadata.create_all)
    yield engine
    await engine.dispose()


async def _seed(engine: AsyncEngine, random_seed: int = 1) -> list[Seeded]:
    return await seed.seed(engine, youth=60, mentors=12, months=4, now=NOW, zone=RIGA, random_seed=random_seed)


async def test_as_many_people_as_asked_for_in_three_languages(engine: AsyncEngine) -> None:
    people = await _seed(engine)
    roles = Counter(one.role for one in people)
    assert roles == {Role.YOUTH: 60, Role.MENTOR: 12, Role.COORDINATOR: 3}
    assert {one.language for one in people} == {"lv", "uk", "en"}
    assert len({one.telegram_id for one in people}) == len(people)


async def test_a_database_with_people_in_it_is_refused(engine: AsyncEngine) -> None:
    await _seed(engine)
    with pytest.raises(NotEmpty):
        await _seed(engine)


async def test_every_entry_could_have_been_logged(engine: AsyncEngine) -> None:
    """By the mentor beside the young person on that day, in the past, with credits as the rules say."""
    await _seed(engine)
    async with AsyncSession(engine) as db:
        entries = (await db.execute(select(LoggedSession))).scalars().all()
        assert len(entries) > 500
        assert any(one.voided_at for one in entries) and any(one.minutes == 0 for one in entries)
        spans = {(pair.participation_id, pair.mentor_id): pair for pair in (await db.scalars(select(Pair))).all()}
        stays = {one.id: one for one in (await db.scalars(select(Participation))).all()}
        by_id = {one.id: one for one in entries}
        credited = (await db.scalars(select(Credit))).all()
        for credit in credited:
            entry, stay = by_id[credit.session_id], stays[credit.participation_id]
            pair = spans[credit.participation_id, credit.mentor_id]
            assert entry.voided_at is None
            assert entry.logged_at <= NOW and entry.day < TODAY
            assert rules.participations.is_running(pair.started_on, pair.ended_on, on=entry.day)
            assert rules.participations.is_running(stay.started_on, stay.ended_on, on=entry.day)
            split = dict(rules.sessions.days_of(entry.day, entry.start, entry.minutes, RIGA))
            assert split[credit.day] == credit.minutes


async def test_the_hours_of_the_seeded_can_be_read(engine: AsyncEngine) -> None:
    await _seed(engine)
    async with AsyncSession(engine) as db:
        period = Period.containing(TODAY).previous()
        place = (await storage.municipalities.all_of_them(db))[0]
        beside = await storage.pairs.in_municipality(db, place.id, first=period.first, last=period.last)
        months = await services.months.of(db, beside, period=period, today=TODAY)
    assert any(one.standing.done > timedelta(hours=5) for one in months)


async def test_life_goes_on_behind_the_seeded_numbers(engine: AsyncEngine) -> None:
    people = await _seed(engine)
    async with AsyncSession(engine) as db:
        newcomer = await services.people.write_down(db, name="Zane Priede", language="lv", now=NOW)
        place = await services.people.municipality(db, name="Valka")
    assert newcomer.id > len({one.telegram_id for one in people}) - 1
    assert place.id == 4


async def test_the_same_number_makes_the_same_people(tmp_path: Path, engine: AsyncEngine) -> None:
    async with _empty(f"sqlite:///{tmp_path}/other.db") as other:
        assert await _seed(engine) == await _seed(other)
        async with AsyncSession(engine) as db, AsyncSession(other) as other_db:
            total = select(func.sum(Credit.minutes), func.count(LoggedSession.id.distinct())).join(LoggedSession)
            assert (await db.execute(total)).one() == (await other_db.execute(total)).one()
