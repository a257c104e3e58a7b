"""A unit of work within a greater transaction: it fails alone, and its neighbours commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.prepared import Prepared

_BEGIN = Prepared(text("SAVEPOINT unit"))
_KEEP = Prepared(text("RELEASE SAVEPOINT unit"))
_UNDO = Prepared(text("ROLLBACK TO SAVEPOINT unit"))


class TransactionLost(OSError):
    """The database undid the greater transaction by itself, as SQLite does when the disk is full: the neighbours are
    gone too, and nobody may be told that they were kept."""


@asynccontextmanager
async def within(db: AsyncSession) -> AsyncIterator[AsyncSession]:
    """Kept when the block ends, undone when it raises. Rows that were loaded are forgotten either way: the next unit
    reads them anew, as in a transaction of its own. Raises TransactionLost."""
    await _BEGIN.all(db)
    try:
        yield db
        await db.flush()
    except BaseException:
        await _end(db, _UNDO, _KEEP)
        raise
    await _end(db, _KEEP)


async def _end(db: AsyncSession, *steps: Prepared) -> None:
    db.expunge_all()
    try:
        for step in steps:
            await step.all(db)
    except DBAPIError as error:
        raise TransactionLost("no savepoint is left") from error
