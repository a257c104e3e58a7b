"""A unit of work within a greater transaction: it fails alone, and its neighbours commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.prepared import Prepared

_BEGIN = Prepared(text("SAVEPOINT unit"))
_KEEP = Prepared(text("RELEASE SAVEPOINT unit"))
_UNDO = Prepared(text("ROLLBACK TO SAVEPOINT unit"))


@asynccontextmanager
async def within(db: AsyncSession) -> AsyncIterator[AsyncSession]:
    """Kept when the block ends, undone when it raises. Rows that were loaded are forgotten either way: the next unit
    reads them anew, as in a transaction of its own."""
    await _BEGIN.all(db)
    try:
        yield db
        await db.flush()
    except BaseException:
        db.expunge_all()
        await _UNDO.all(db)
        await _KEEP.all(db)
        raise
    await _KEEP.all(db)
    db.expunge_all()
