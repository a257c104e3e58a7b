"""SQLite on the event loop itself, in the shape that SQLAlchemy's aiosqlite dialect expects.

aiosqlite hands every statement to a thread and waits for the answer: two hops that cost more than the
statement. Ours take tens of microseconds, so they run where they are called.

One thing must not happen inline: waiting. A unit of work that waits for another one's lock would stop the
very loop that lets the other finish. So SQLite itself never waits here (its busy timeout is 0): the units of
this process queue for the `Turn`, and a lock held by another process is asked for again after a short sleep.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any, Self

PATIENCE = 10.0  # seconds that a unit of work waits for the others before it gives up
_NAPS = (0.001, 0.002, 0.005, 0.01, 0.02)
_LOCKED = "database is locked"


class Turn:
    """Whose turn it is to write: one unit of work of this process at a time, first come, first served."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._lock = asyncio.Lock()

    async def wait(self) -> None:
        """Raises OperationalError when the others take longer than `patience`."""
        if not self._lock.locked():
            await self._lock.acquire()
            return
        try:
            async with asyncio.timeout(self.patience):
                await self._lock.acquire()
        except TimeoutError:
            raise sqlite3.OperationalError(f"{_LOCKED}: another unit of work did not end") from None

    def end(self) -> None:
        self._lock.release()


class InlineCursor:
    """A sqlite3 cursor with awaitable methods that never really wait."""

    def __init__(self, connection: "InlineConnection", cursor: sqlite3.Cursor) -> None:
        self._owner = connection
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    @property
    def arraysize(self) -> int:
        return self._cursor.arraysize

    @arraysize.setter
    def arraysize(self, value: int) -> None:
        self._cursor.arraysize = value

    async def execute(self, operation: str, parameters: Any = ()) -> "InlineCursor":
        await self._owner.run(self._cursor, operation, parameters)
        return self

    async def executemany(self, operation: str, parameters: Any) -> "InlineCursor":
        self._cursor.executemany(operation, parameters)
        return self

    async def fetchone(self) -> Any:
        return self._cursor.fetchone()

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        return self._cursor.fetchmany(self.arraysize if size is None else size)

    async def fetchall(self) -> Sequence[Any]:
        return self._cursor.fetchall()

    async def __aiter__(self) -> AsyncIterator[Any]:
        for row in self._cursor:
            yield row

    async def close(self) -> None:
        self._cursor.close()


class InlineConnection:
    """One sqlite3 connection in autocommit mode: a transaction begins with `begin` and nowhere else."""

    def __init__(self, connection: sqlite3.Connection, turn: Turn, *, is_durable: bool) -> None:
        # The dialect looks at three private attributes of aiosqlite. `_connection` is None once it is closed;
        # `_conn` and `_tx` serve its setter of the isolation level, which aiosqlite runs in its thread.
        self._connection: sqlite3.Connection | None = connection
        self._tx = _AtOnce()
        self._turn = turn
        self._has_the_turn = False
        self._is_durable = is_durable
        self._lasts = is_durable
        self._reads_only = False

    @property
    def _conn(self) -> sqlite3.Connection:
        if self._connection is None:
            raise ValueError("no active connection")  # what the dialect understands as "gone"
        return self._connection

    @property
    def isolation_level(self) -> str | None:
        return self._conn.isolation_level

    def cursor(self) -> InlineCursor:
        return InlineCursor(self, self._conn.cursor())

    async def fetch(self, operation: str, parameters: Sequence[Any]) -> list[Any]:
        """The rows of one statement, for those who need no cursor."""
        cursor = self._conn.cursor()
        await self.run(cursor, operation, parameters)
        return cursor.fetchall()

    async def run(self, cursor: sqlite3.Cursor, operation: str, parameters: Any) -> None:
        """One statement; when another process holds the lock that it needs, again until it is free."""
        try:
            cursor.execute(operation, parameters)
        except sqlite3.OperationalError as error:
            if not _is_busy(error):
                raise
            await self.when_free(lambda: cursor.execute(operation, parameters))

    async def begin(self, *, writes: bool, lasts: bool = True) -> None:
        """Begin a unit of work. A writer has the lock from its first moment, so that none fails half-way. What need
        not last, a power cut may take."""
        if not writes:
            self._reads_only = True
            self._conn.execute("PRAGMA query_only = ON")
            await self.when_free(lambda: self._conn.execute("BEGIN"))
            return
        await self._turn.wait()
        self._has_the_turn = True
        if self._is_durable and lasts is not self._lasts:
            self._conn.execute(f"PRAGMA synchronous = {'FULL' if lasts else 'NORMAL'}")
            self._lasts = lasts
        try:
            await self.when_free(lambda: self._conn.execute("BEGIN IMMEDIATE"))
        except BaseException:
            self._end_turn()
            raise

    async def when_free(self, step: Callable[[], object]) -> None:
        """Take `step`, again and again as long as another process holds the lock that it needs."""
        deadline = asyncio.get_running_loop().time() + self._turn.patience
        naps = iter(_NAPS)
        while True:
            try:
                step()
                return
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(next(naps, _NAPS[-1]))

    async def commit(self) -> None:
        # A commit that fails (a full disk, a broken foreign key) keeps its turn: the rollback comes next.
        await self.when_free(self._conn.commit)
        self._after_transaction()

    async def rollback(self) -> None:
        try:
            self._conn.rollback()
        finally:
            self._after_transaction()

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        self._conn.create_function(*arguments, **options)

    async def close(self) -> None:
        self.stop()

    def stop(self) -> None:
        """Close at once; the name is aiosqlite's. What was not committed is rolled back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._end_turn()

    def _after_transaction(self) -> None:
        self._end_turn()
        if self._reads_only:
            self._reads_only = False
            self._conn.execute("PRAGMA query_only = OFF")

    def _end_turn(self) -> None:
        if self._has_the_turn:
            self._has_the_turn = False
            self._turn.end()


def connect(path: str, turn: Turn, *, durable: bool) -> InlineConnection:
    """Open the database file (":memory:" for none) the way all of Blakus wants it."""
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch(mode=0o600, exist_ok=True)  # its write-ahead log takes the same rights
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, timeout=PATIENCE, cached_statements=512
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit is on the disk before Telegram hears that we have the message.
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA busy_timeout = 0")
    except BaseException:
        connection.close()
        raise
    return InlineConnection(connection, turn, is_durable=durable)


class _AtOnce:
    """Stands in for aiosqlite's queue to its thread: whatever is put there is done at once."""

    def put_nowait(self, item: tuple["asyncio.Future[object]", Callable[[], object]]) -> None:
        future, function = item
        future.set_result(function())


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Somebody else holds the lock. A stale snapshot is "busy" too, but stays so, however often we ask."""
    return getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)
