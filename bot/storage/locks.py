"""One process at a time on a database: a second start is told so instead of taking the first one's messages.

SQLite: a lock on a file beside the database. PostgreSQL: an advisory lock on a connection of its own. Both
end with the process, however it ends.
"""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.toolbox import database

LOOK_EVERY = 10.0  # seconds between two looks at whether the lock is still ours
_RUNNING = 0x626C616C  # the number beside the one that migrations lock; the same in every version


class HeldElsewhere(Exception):
    """Another process runs on this database; with its number, where that can be known."""

    def __init__(self, process: int | None = None) -> None:
        super().__init__(process)
        self.process = process


class Hold(Protocol):
    """The right to run, for as long as it is kept."""

    async def watch(self) -> None:
        """Until cancelled, or until the right is lost: raises HeldElsewhere."""


@contextlib.asynccontextmanager
async def alone(url: str) -> AsyncIterator[Hold]:
    """Be the one process on this database. Raises HeldElsewhere."""
    address = make_url(url)
    if address.get_backend_name() == "postgresql":
        async with contextlib.aclosing(_Advisory(database.make_engine(url))) as hold:
            await hold.take()
            yield hold
    elif address.database in (None, "", ":memory:"):
        yield _Kept()
    else:
        with _locked(Path(f"{address.database}.lock")):
            yield _Kept()


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """The lock is the kernel's, so it ends with the process; the file stays, or two could lock two files."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            number = file.read().strip()
            raise HeldElsewhere(int(number) if number.isdigit() else None) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


class _Kept:
    """Nobody can take a file's lock away."""

    async def watch(self) -> None:
        await asyncio.Event().wait()


class _Advisory:
    """PostgreSQL's lock goes with its connection; a server that was started again has forgotten it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._connection: AsyncConnection | None = None

    async def take(self) -> None:
        """Raises HeldElsewhere."""
        connection = await self._engine.connect()
        try:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            if not await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _RUNNING}):
                raise HeldElsewhere
        except BaseException:
            await connection.close()
            raise
        self._connection = connection

    async def watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                if self._connection is None:
                    await self.take()
                else:
                    await self._connection.scalar(text("SELECT 1"))
            except (DBAPIError, OSError):  # the server is away: nobody works, so nobody can be in the way
                await self._drop()

    async def aclose(self) -> None:
        await self._drop()
        await self._engine.dispose()

    async def _drop(self) -> None:
        lost, self._connection = self._connection, None
        if lost is not None:
            with contextlib.suppress(DBAPIError, OSError):
                await lost.invalidate()
                await lost.close()
