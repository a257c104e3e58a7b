"""What happens by itself: one job of APScheduler's ticks here and looks at what is due.

Due-ness comes from rows and rules, never from the scheduler's memory. So a tick may run twice, late, or after two
weeks of downtime, and says nothing twice: it plans a local day once, under keys, and the releaser does the rest.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot import services, storage
from bot.storage import Database


class Transactions(Protocol):
    """What opens a `db`; SQLAlchemy calls it a maker of sessions."""

    def begin(self) -> AbstractAsyncContextManager[Database]: ...


async def tick(transactions: Transactions, now: datetime, zone: ZoneInfo, *, inbox_days: int = 30) -> None:
    """Plan what this local day says, once; then let go of what has been kept long enough."""
    async with transactions.begin() as db:
        if not await services.reminders.is_new_day(db, now=now):
            return
        await services.reminders.due(db, now=now, zone=zone)
        await services.digests.due(db, now=now, zone=zone)
        await services.nudges.due(db, now=now, zone=zone)
        await services.reminders.close_day(db, now=now, zone=zone)
    while True:  # a batch a transaction, so that nobody's answer waits for it
        async with transactions.begin() as db:
            if not await services.retention.due(db, now=now, zone=zone, inbox_days=inbox_days):
                return


async def next_moment(db: Database, now: datetime, zone: ZoneInfo) -> datetime:
    """When something may next happen by itself: a local day begins, or a notice falls due."""
    midnight = services.reminders.next_midnight(now, zone)
    due_at = await storage.notices.next_due(db)
    return due_at if due_at is not None and now < due_at < midnight else midnight
