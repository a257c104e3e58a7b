"""Database engines: SQLite in a file or in memory, or PostgreSQL, behind the same SQLAlchemy interface.

SQLAlchemy on SQLite keeps a savepoint's rows after the outer rollback when sqlite3 opens transactions by
itself. Here nobody but the engine's "begin" event opens one, as `BEGIN IMMEDIATE`, so a rollback takes
everything back.
"""

from typing import Any

from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from . import inline_sqlite

_READS_ONLY = "blakus_reads_only"
_MAY_BE_LOST = "blakus_may_be_lost"


def make_engine(url: str, *, durable: bool = True) -> AsyncEngine:
    """An engine for `sqlite:///path`, `sqlite://` (in memory, one connection) or `postgresql://…`.

    `durable=False` lets a power cut (never a killed process) take the last commits: for seeding and tests.
    """
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _sqlite(address, durable=durable)
        case "postgresql" | "postgres":
            return _postgresql(address, durable=durable)
        case other:
            raise ValueError(f"No database engine for {other}://: use sqlite:///path or postgresql://…")


def reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine and pool for looking only: takes no turn from the writer, and a write is refused."""
    return engine.execution_options(**{_READS_ONLY: True, "postgresql_readonly": True})


def undemanding(engine: AsyncEngine) -> AsyncEngine:
    """The same engine and pool for commits that may be lost to a power cut (never to a killed process), because what
    they say is found out again. Only SQLite saves anything by it."""
    return engine.execution_options(**{_MAY_BE_LOST: True})


def session_maker(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions whose objects can still be read after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


def _sqlite(address: URL, *, durable: bool) -> AsyncEngine:
    path = address.database or ":memory:"
    turn = inline_sqlite.Turn()

    async def connect() -> inline_sqlite.InlineConnection:
        return inline_sqlite.connect(path, turn, durable=durable)

    # In memory every connection would be a database of its own, so there is one and the others wait for it.
    size = {"pool_size": 1, "max_overflow": 0} if path == ":memory:" else {"pool_size": 4, "max_overflow": 12}
    engine = create_async_engine(
        address.set(drivername="sqlite+aiosqlite"),
        async_creator=connect,
        hide_parameters=True,  # a name in a failed statement must not reach the log
        poolclass=AsyncAdaptedQueuePool,
        pool_use_lifo=True,  # the connection used last has its pages and statements at hand
        pool_timeout=inline_sqlite.PATIENCE,
        **size,
    )
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    writes, lasts = not options.get(_READS_ONLY, False), not options.get(_MAY_BE_LOST, False)
    adapted: Any = connection.connection.dbapi_connection
    adapted.run_async(lambda driver: driver.begin(writes=writes, lasts=lasts))


def _postgresql(address: URL, *, durable: bool) -> AsyncEngine:
    return create_async_engine(
        address.set(drivername="postgresql+asyncpg"),
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        pool_size=8,
        max_overflow=8,
        pool_use_lifo=True,
        connect_args={} if durable else {"server_settings": {"synchronous_commit": "off"}},
    )
