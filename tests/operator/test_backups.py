"""A backup holds every row, is whole or nothing, and goes into either kind of database."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import backups, migrations, models, sealing
from bot.toolbox import database
from tests.conftest import KEY, fresh_postgres
from tests.operator.filling import NOW, ROWS, contents, fill


@pytest.fixture
async def full(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An installation with rows in every table."""
    engine = database.make_engine(database_url, durable=False)
    await migrations.upgrade(engine)
    await fill(engine)
    yield engine
    await engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A database where nothing was ever stored."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "postgresql":
        url = fresh_postgres(request.getfixturevalue("postgres_server"))
    engine = database.make_engine(url, durable=False)
    yield engine
    await engine.dispose()


async def test_everything_comes_back_in_either_kind_of_database(
    full: AsyncEngine, empty: AsyncEngine, tmp_path: Path
) -> None:
    before = await contents(full)
    assert len(before) > 15
    assert {len(rows) for rows in before.values()} == {ROWS}
    written = await backups.write(full, tmp_path / "backup", now=NOW)
    assert await backups.restore(empty, tmp_path / "backup") == written == dict.fromkeys(before, ROWS)
    assert await contents(empty) == before
    async with empty.connect() as connection:
        assert await connection.run_sync(migrations.differences) == []
    # New rows are numbered after those that came back.
    async with database.session_maker(empty).begin() as db:
        db.add(models.Person(name="New", language="lv", created_at=NOW))


async def test_a_backup_holds_no_words_and_no_keys(full: AsyncEngine, tmp_path: Path) -> None:
    await backups.write(full, tmp_path / "backup", now=NOW)
    held = gzip.decompress((tmp_path / "backup").read_bytes()).decode()
    assert "vārds 1" in held  # what is stored openly
    assert "noslēpums" not in held and KEY not in held
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0


async def test_a_backup_sees_one_moment_while_others_write(full: AsyncEngine, tmp_path: Path) -> None:
    """Each unit writes a card and a file; a backup that holds one without the other saw half of a unit."""
    stop = asyncio.Event()

    async def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            async with full.begin() as connection:
                await connection.execute(insert(models.Card).values(chat_id=n, key="busy"))
                await asyncio.sleep(0)
                stored = {"file_name": "busy", "created_at": NOW}
                await connection.execute(insert(models.StoredFile).values(**stored))
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(write())
        for n in range(5):
            counts = await backups.write(full, tmp_path / f"backup-{n}", now=NOW)
            assert counts["card"] == counts["stored_file"]
        stop.set()
    async with full.connect() as connection:
        assert len(list(await connection.execute(select(models.Card.id)))) > ROWS


async def test_a_database_with_rows_is_not_restored_over(full: AsyncEngine, tmp_path: Path) -> None:
    await backups.write(full, tmp_path / "backup", now=NOW)
    before = await contents(full)
    with pytest.raises(backups.NotEmpty):
        await backups.restore(full, tmp_path / "backup")
    assert await contents(full) == before


async def test_a_backup_that_was_cut_short_restores_nothing(full: AsyncEngine, tmp_path: Path) -> None:
    await backups.write(full, tmp_path / "backup", now=NOW)
    whole = (tmp_path / "backup").read_bytes()
    lines = gzip.decompress(whole).splitlines(keepends=True)
    ends_early = gzip.compress(b"".join(lines[:-1]))
    lacks_a_table = gzip.compress(b"".join(lines[:-2] + lines[-1:]))
    empty = database.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    for broken in (whole[:-20], whole[: len(whole) // 2], ends_early, lacks_a_table, b"hello", b""):
        (tmp_path / "broken").write_bytes(broken)
        with pytest.raises(backups.NoBackup):
            await backups.restore(empty, tmp_path / "broken")
        assert await migrations.step_of(empty) is None
    await empty.dispose()


async def test_other_keys_are_refused_before_anything_is_restored(full: AsyncEngine, tmp_path: Path) -> None:
    await backups.write(full, tmp_path / "backup", now=NOW)
    empty = database.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    sealing.use_keys((sealing.new_key(),))
    with pytest.raises(sealing.SealBroken):
        await backups.restore(empty, tmp_path / "backup")
    assert await migrations.step_of(empty) is None
    # A new key in front leaves the old ones good.
    sealing.use_keys((sealing.new_key(), KEY))
    await backups.restore(empty, tmp_path / "backup")
    await empty.dispose()


async def columns_of(step: str) -> dict[str, set[str]]:
    """The tables that Blakus had at a step, with their columns; a backup of that day knows no others."""
    engine = database.make_engine("sqlite://")
    async with engine.begin() as connection:
        await migrations.walk(connection, step)
        found = await connection.run_sync(lambda sync: inspect(sync).get_multi_columns())
    await engine.dispose()
    return {name: {column["name"] for column in columns} for (_, name), columns in found.items()}


def without_newer(line: dict[str, Any], known: dict[str, set[str]]) -> dict[str, Any]:
    """A line of a table as it was written when the table had only these columns."""
    if "table" not in line:
        return {**line, "counts": {name: rows for name, rows in line["counts"].items() if name in known}}
    names = [name for name in line["columns"] if name in known[line["table"]]]
    places = [list(line["columns"]).index(name) for name in names]
    columns = {name: line["columns"][name] for name in names}
    return {**line, "columns": columns, "rows": [[row[place] for place in places] for row in line["rows"]]}


async def test_a_backup_of_an_older_blakus_is_brought_up(full: AsyncEngine, tmp_path: Path) -> None:
    await backups.write(full, tmp_path / "backup", now=NOW)
    lines = gzip.decompress((tmp_path / "backup").read_bytes()).splitlines()
    known = await columns_of("0001")
    kept = [one for one in map(json.loads, lines[1:]) if one.get("table", "person") in known]
    older = [{**json.loads(lines[0]), "step": "0001"}, *(without_newer(one, known) for one in kept)]
    (tmp_path / "older").write_bytes(gzip.compress("\n".join(map(json.dumps, older)).encode()))
    empty = database.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    await backups.restore(empty, tmp_path / "older")
    assert await migrations.step_of(empty) == migrations.newest()
    async with empty.connect() as connection:
        triggers = text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
        assert await connection.scalar(triggers) == 2
    await empty.dispose()
