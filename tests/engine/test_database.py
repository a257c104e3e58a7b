"""The database engines: one writer, honest rollbacks, readers beside it, and no waiting on the event loop."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage import savepoints
from bot.toolbox import database, inline_sqlite
from tests.conftest import fresh_postgres


class Base(DeclarativeBase):
    pass


class Word(Base):
    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(unique=True)
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("word.id"))


Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "words.db"


@pytest.fixture(params=["file", "memory"])
async def engine(request: pytest.FixtureRequest, path: Path) -> AsyncIterator[AsyncEngine]:
    engine = database.make_engine(f"sqlite:///{path}" if request.param == "file" else "sqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
async def on_file(path: Path) -> AsyncIterator[AsyncEngine]:
    engine = database.make_engine(f"sqlite:///{path}")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return database.session_maker(engine)


async def all_words(sessions: Sessions) -> list[str]:
    async with sessions() as db:
        return list(await db.scalars(select(Word.said).order_by(Word.id)))


async def test_a_rolled_back_unit_takes_its_savepoints_with_it(sessions: Sessions) -> None:
    async with sessions() as db:
        async with db.begin_nested():
            db.add(Word(said="inside"))
        await db.rollback()
    assert await all_words(sessions) == []


async def test_a_savepoint_first_in_its_unit_is_undone_alone(sessions: Sessions) -> None:
    async with sessions() as db:
        db.add(Word(said="before"))
        await db.flush()
        with pytest.raises(IntegrityError):
            async with db.begin_nested():
                await db.execute(insert(Word).values(said="before"))
        db.add(Word(said="after"))
        await db.commit()
    assert await all_words(sessions) == ["before", "after"]


async def test_a_table_made_in_a_rolled_back_unit_is_gone(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("CREATE TABLE hasty (id INTEGER)"))
        await connection.rollback()
        found = await connection.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'hasty'"))
    assert found == 0


async def test_foreign_keys_hold(sessions: Sessions) -> None:
    async with sessions() as db:
        db.add(Word(said="an answer to nothing", answers_id=99))
        with pytest.raises(IntegrityError):
            await db.commit()


async def test_objects_can_be_read_after_the_commit(sessions: Sessions) -> None:
    async with sessions() as db:
        word = Word(said="kept")
        db.add(word)
        await db.commit()
    assert word.said == "kept"


async def test_a_result_can_be_streamed(sessions: Sessions) -> None:
    async with sessions() as db:
        db.add_all(Word(said=f"{number:03}") for number in range(250))
        await db.commit()
        rows = [said async for said in await db.stream_scalars(select(Word.said).order_by(Word.said))]
    assert rows == [f"{number:03}" for number in range(250)]


async def test_units_that_wait_in_the_middle_take_turns(sessions: Sessions) -> None:
    """Each reads, waits and writes what it read plus one: a lost turn would be a lost count."""

    async def count_up() -> None:
        async with sessions() as db:
            said = await db.scalar(select(Word.said).where(Word.id == 1))
            await asyncio.sleep(0.001)
            await db.execute(update(Word).where(Word.id == 1).values(said=str(int(said or 0) + 1)))
            await db.commit()

    async with sessions() as db:
        db.add(Word(id=1, said="0"))
        await db.commit()
    await asyncio.gather(*(count_up() for _ in range(12)))
    assert await all_words(sessions) == ["12"]


async def test_a_cancelled_unit_gives_its_turn_back(sessions: Sessions) -> None:
    async def forever() -> None:
        async with sessions() as db:
            db.add(Word(said="never"))
            await db.flush()
            await asyncio.sleep(60)

    task = asyncio.get_running_loop().create_task(forever())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with sessions() as db:
        db.add(Word(said="next"))
        await db.commit()
    assert await all_words(sessions) == ["next"]


async def test_a_reader_sees_what_was_committed_while_a_unit_is_open(on_file: AsyncEngine) -> None:
    writers = database.session_maker(on_file)
    readers = database.session_maker(database.reading(on_file))
    async with writers() as db:
        db.add(Word(said="old"))
        await db.commit()
        db.add(Word(said="new"))
        await db.flush()
        assert await all_words(readers) == ["old"]
        await db.commit()
    assert await all_words(readers) == ["old", "new"]


async def test_a_reader_cannot_write_and_leaves_no_trace_on_its_connection(engine: AsyncEngine) -> None:
    async with database.session_maker(database.reading(engine))() as db:
        db.add(Word(said="sneaked in"))
        with pytest.raises(OperationalError, match="readonly"):
            await db.flush()
    writers = database.session_maker(engine)
    async with writers() as db:
        db.add(Word(said="honest"))
        await db.commit()
    assert await all_words(writers) == ["honest"]


async def test_another_process_holding_the_lock_is_waited_for_without_stopping_the_loop(
    on_file: AsyncEngine, path: Path
) -> None:
    sessions = database.session_maker(on_file)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO word (said) VALUES ('other')")

    async def let_go() -> float:
        began = time.perf_counter()
        await asyncio.sleep(0.1)
        other.execute("COMMIT")
        return time.perf_counter() - began

    async def write() -> None:
        async with sessions() as db:
            db.add(Word(said="ours"))
            await db.commit()

    took, _ = await asyncio.gather(let_go(), write())
    other.close()
    assert took < 1
    assert await all_words(sessions) == ["other", "ours"]


async def test_a_unit_that_never_ends_is_named_and_not_waited_for_forever() -> None:
    turn = inline_sqlite.Turn(patience=0.05)
    await turn.wait()
    with pytest.raises(sqlite3.OperationalError, match="did not end"):
        await turn.wait()


async def test_the_file_is_durable_and_has_a_write_ahead_log(on_file: AsyncEngine) -> None:
    async with on_file.connect() as connection:
        settings = {
            name: await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 0}


@pytest.mark.postgres
async def test_postgresql_has_the_same_interface(postgres_server: str) -> None:
    engine = database.make_engine(fresh_postgres(postgres_server), durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
        assert await connection.scalar(text("SHOW transaction_isolation")) == "read committed"
        assert await connection.scalar(text("SHOW synchronous_commit")) == "off"
    writers = database.session_maker(engine)
    async with writers() as db:
        async with db.begin_nested():
            db.add(Word(said="inside"))
        await db.rollback()
        db.add(Word(said="kept"))
        await db.commit()
    async with database.session_maker(database.reading(engine))() as db:
        db.add(Word(said="sneaked in"))
        with pytest.raises(DBAPIError, match="read-only transaction"):
            await db.flush()
    assert await all_words(writers) == ["kept"]
    await engine.dispose()


def test_an_unknown_database_is_refused_with_what_would_work() -> None:
    with pytest.raises(ValueError, match="sqlite:///path or postgresql://"):
        database.make_engine("mysql://localhost/blakus")


async def test_a_failed_statement_does_not_tell_its_values(on_file: AsyncEngine) -> None:
    with pytest.raises(DBAPIError) as failed:
        async with on_file.begin() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Žanete"})
    assert "Žanete" not in str(failed.value)


async def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    engine = database.make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE word (said TEXT)"))
        rights = _rights(tmp_path)
    await engine.dispose()
    assert set(rights.values()) == {0o600}
    assert len(rights) >= 2, "the file and its write-ahead log"


def _rights(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


# --- a unit within a greater transaction ---


async def test_a_savepoint_fails_alone(sessions: Sessions) -> None:
    async with sessions.begin() as db:
        for said in ("first", "broken", "last"):
            with contextlib.suppress(ZeroDivisionError):
                async with savepoints.within(db):
                    db.add(Word(said=said))
                    if said == "broken":
                        raise ZeroDivisionError
    async with sessions() as db:
        assert set(await db.scalars(select(Word.said))) == {"first", "last"}


@pytest.mark.parametrize("fails", [True, False])
async def test_a_savepoint_whose_transaction_is_gone_says_so(sessions: Sessions, *, fails: bool) -> None:
    """As when the disk is full: SQLite undoes all of it, also what the savepoints before had kept."""

    async def lose() -> None:
        async with sessions.begin() as db:
            async with savepoints.within(db):
                db.add(Word(said="first"))
            async with savepoints.within(db):
                await (await db.connection()).exec_driver_sql("ROLLBACK")
                if fails:
                    raise ZeroDivisionError

    with pytest.raises(savepoints.TransactionLost):
        await lose()
    async with sessions() as db:
        assert list(await db.scalars(select(Word.said))) == []
