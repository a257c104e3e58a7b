"""The steps make what the models say, on both databases; the audit can only grow."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.storage import migrations
from bot.toolbox import database


async def test_the_steps_make_what_the_models_say(database_url: str) -> None:
    engine = database.make_engine(database_url)
    assert await migrations.step_of(engine) is None
    await migrations.upgrade(engine)
    assert await migrations.step_of(engine) == migrations.newest()
    async with engine.connect() as connection:
        assert await connection.run_sync(migrations.differences) == []
    await engine.dispose()


async def test_a_difference_would_be_found(database_url: str) -> None:
    engine = database.make_engine(database_url)
    await migrations.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE person ADD COLUMN shoe_size INTEGER"))
        assert await connection.run_sync(migrations.differences)
    await engine.dispose()


async def test_two_starts_at_once_take_turns(database_url: str) -> None:
    engines = [database.make_engine(database_url) for _ in range(2)]
    await asyncio.gather(*map(migrations.upgrade, engines))
    assert {await migrations.step_of(engine) for engine in engines} == {migrations.newest()}
    for engine in engines:
        await engine.dispose()


async def test_a_newer_blakus_database_is_left_alone(database_url: str) -> None:
    engine = database.make_engine(database_url)
    await migrations.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(migrations.FromTheFuture, match="9999"):
        await migrations.upgrade(engine)
    await engine.dispose()


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'other'", "DELETE FROM audit", "TRUNCATE audit"])
async def test_the_audit_only_grows(database_url: str, statement: str) -> None:
    engine = database.make_engine(database_url)
    if engine.dialect.name == "sqlite" and statement.startswith("TRUNCATE"):
        pytest.skip("SQLite has no TRUNCATE")
    await migrations.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO audit (at, action) VALUES ('2026-11-18 12:00:00', 'seen')"))
    with pytest.raises(DBAPIError, match="append-only"):
        async with engine.begin() as connection:
            await connection.execute(text(statement))
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT action FROM audit")) == "seen"
    await engine.dispose()
