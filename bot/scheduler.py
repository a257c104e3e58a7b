"""What happens by itself: one job of APScheduler's ticks here and looks at what is due.

Due-ness comes from rows and rules, never from the scheduler's memory. So a tick may run twice, late, or after two
weeks of downtime, and says nothing twice: it plans a local day once, under keys, and the releaser does the rest.
"""

import logging
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot import messages, outbox, services, storage
from bot.storage import Database
from bot.storage.letters import Letter

log = logging.getLogger(__name__)


class Transactions(Protocol):
    """What opens a `db`; SQLAlchemy calls it a maker of sessions."""

    def begin(self) -> AbstractAsyncContextManager[Database]: ...


async def tick(
    transactions: Transactions,
    now: datetime,
    zone: ZoneInfo,
    *,
    inbox_days: int = 30,
    operator_chat: int | None = None,
) -> None:
    """Look who waits to be called; plan what this local day says, once; let go of what has been kept long enough."""
    async with transactions.begin() as db:
        await _who_waits(db, now, zone, operator_chat)
    async with transactions.begin() as db:
        if not await services.clock.is_new_day(db, now=now):
            return
        await services.clock.plan_day(db, now=now, zone=zone)
    while True:  # a batch a transaction, so that nobody's answer waits for it
        async with transactions.begin() as db:
            if not await services.retention.due(db, now=now, zone=zone, inbox_days=inbox_days):
                return


async def _who_waits(db: Database, now: datetime, zone: ZoneInfo, operator_chat: int | None) -> None:
    """Whom nobody took in time; the log hears it too, in case no chat of the operator's is set."""
    for one in await services.care_clock.overdue(db, now=now, zone=zone):
        log.warning("call %s has waited too long", one.call_id)
        if operator_chat is not None:
            note = outbox.written(messages.operator.call_waits(one))
            key = f"call_waits:{one.call_id}:{now.isoformat()}"
            await storage.outbox.queue(db, [Letter(operator_chat, "sendMessage", note, key=key)], now=now)


async def next_moment(db: Database, now: datetime, zone: ZoneInfo) -> datetime:
    """When something may next happen by itself: a local day begins, a notice falls due, a call has waited too long."""
    midnight = services.clock.next_midnight(now, zone)
    due = (await storage.notices.next_due(db), await storage.care.next_wait(db))
    return min([midnight, *(one for one in due if one is not None and now < one)])
