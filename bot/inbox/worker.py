"""The worker: takes the oldest waiting update of a chat and handles it in one transaction.

Three kinds of trouble, three fates. The programme says no: everything is rolled back and the refusal is queued in a
new transaction. The database says "again" (deadlock, serialisation): again, at once. We are wrong: rolled back,
tried again after 1, 5 and 25 seconds while only this chat waits, then set aside with an apology.
"""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from telegram import Update
from telegram.ext import Application

from bot import messages, outbox, storage
from bot.context import UNIT, Context, House, Unit
from bot.i18n import Speech, guess_language
from bot.inbox.processor import Doorbell
from bot.inbox.taps import Taps
from bot.rules.errors import NotUnderstood, RuleBroken
from bot.storage import Database
from bot.storage.conversations import Place
from bot.storage.inbox import Claimed
from bot.storage.letters import Letter
from bot.storage.people import Caller
from bot.storage.savepoints import TransactionLost

RETRY_AFTER = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=25))
TOGETHER = 8  # updates at most in one commit on SQLite
SLOW = 0.25  # seconds; a unit of work never waits for the network, so this is worth a line in the log

log = logging.getLogger(__name__)

Begin = Callable[[], AbstractAsyncContextManager[Database]]
App = Application[Any, Context, Any, Any, Any, Any]
Listen = Callable[[Update, Context], Awaitable[None]]
"""A door that every message passes first, whatever becomes of it: it must not depend on another door's yes."""


class Worker:
    """Handles stored updates, one chat in order; `lanes` chats side by side (one on SQLite)."""

    def __init__(
        self,
        application: App,
        house: House,
        transactions: async_sessionmaker[AsyncSession],
        *,
        bell: Doorbell,
        sender: outbox.Sender,
        notice_bell: Doorbell,
        taps: Taps,
        listen: Listen,
        lanes: int,
    ) -> None:
        self._listen = listen
        self._application = application
        self._house = house
        self._transactions = transactions
        self._bell = bell
        self._sender = sender
        self._notice_bell = notice_bell
        self._taps = taps
        self._lanes = lanes
        self._alone = 0  # so many of the next updates share no commit
        application.add_error_handler(_note_failure)

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as lanes:
            for _ in range(self._lanes):
                lanes.create_task(self._lane())

    async def _lane(self) -> None:
        while True:
            try:
                found = await self.handle_next()
            except (DBAPIError, OSError) as error:
                log.error("the database cannot be reached: %s", type(error).__name__)
                await asyncio.sleep(1)
                continue
            if found:
                await asyncio.sleep(0)  # what was said leaves before the next look
            else:
                await self._bell.wait(await self._until_retry())

    async def _until_retry(self) -> float:
        async with self._transactions.begin() as db:
            retry_at = await storage.inbox.next_retry_at(db)
        if retry_at is None:
            return 60.0
        return min(60.0, max(0.05, (retry_at - self._house.clock.now()).total_seconds()))

    async def handle_next(self) -> bool:
        """Handle what waits; False when nothing does. On SQLite, where one writes at a time and each commit waits for
        the disk, up to `TOGETHER` updates share a commit, each within a savepoint of its own."""
        units: list[Unit] = []
        with ExitStack() as departures:  # what leaves when everything below has committed
            if self._lanes > 1 or self._alone:
                self._alone = max(0, self._alone - 1)
                is_found = await self._handle(self._transactions.begin, departures, units)
            else:
                is_found = await self._handle_together(departures, units)
        for unit in units:
            self._after_commit(unit)
        return is_found

    async def _handle_together(self, departures: ExitStack, units: list[Unit]) -> bool:
        try:
            async with self._transactions.begin() as db:
                begin = partial(storage.savepoints.within, db)
                for n in range(TOGETHER):
                    if not await self._handle(begin, departures, units):
                        return n > 0
        except Exception:
            self._alone = TOGETHER  # whichever of them it was meets its fate without neighbours
            raise
        return True

    async def _handle(self, begin: Begin, departures: ExitStack, units: list[Unit]) -> bool:
        """One update in a transaction, and what becomes of it when it fails in the next; False when none waits."""
        claimed: Claimed | None = None
        try:
            with ExitStack() as leaving:
                departure = leaving.enter_context(self._sender.departing())
                async with begin() as db:
                    claimed = await storage.inbox.claim_next(db, now=self._house.clock.now())
                    if claimed is None:
                        return False
                    unit = await self._attempt(db, claimed, departure)
                units.append(unit)
                departures.push(leaving.pop_all())
        except TransactionLost:
            raise
        except RuleBroken as refusal:
            assert claimed is not None
            await self._refuse(begin, claimed, refusal, departures, units)
        except Exception as error:
            if claimed is None:
                raise
            if not _again_at_once(error):
                await self._put_off(begin, claimed, error, departures)
        return True

    async def _attempt(
        self, db: Database, claimed: Claimed, departure: outbox.Departure, refusal: RuleBroken | None = None
    ) -> Unit:
        """Everything the update does, in this transaction; or, after a roll-back, only the refusal."""
        started = asyncio.get_running_loop().time()
        unit = await self._unit(db, claimed)
        token = UNIT.set(unit)
        try:
            await self._listen(unit.update, Context.from_update(unit.update, self._application))
            if refusal is None:
                await self._application.process_update(unit.update)
            else:
                self._say_no(unit, refusal)
        finally:
            UNIT.reset(token)
        if unit.failure is not None:
            raise unit.failure
        self._alert_becomes_message(unit)
        if unit.forget or unit.caller is None or refusal is not None:
            await storage.inbox.erase(db, claimed.id)
        await unit.keep(departure)
        if (took := asyncio.get_running_loop().time() - started) > SLOW:
            log.warning("update %s took %.2f s", claimed.update_id, took)
        return unit

    async def _unit(self, db: Database, claimed: Claimed) -> Unit:
        update = Update.de_json(claimed.raw, self._application.bot)
        caller = await storage.people.caller(db, claimed.chat_id)
        if caller is not None and caller.is_unreachable and update.my_chat_member is None:
            await storage.people.mark_unreachable(db, claimed.chat_id, since=None)
        own = (None, caller.id if caller is not None else None)
        opened = await storage.conversations.open_in(db, claimed.chat_id)
        # A phone that changed hands or was cut off: what was being talked about there is nobody else's to see.
        opened = [row for row in opened if row.person_id in own]
        return Unit(
            db=db,
            update=update,
            update_id=claimed.update_id,
            chat_id=claimed.chat_id,
            now=self._house.clock.now(),
            said_at=_said_at(update, claimed.received_at),
            caller=caller,
            open=opened,
            speech=self._speech(claimed.raw, caller, opened),
        )

    def _speech(self, raw: Any, caller: Caller | None, opened: Sequence[Place]) -> Speech:
        """The person's language; of one who is on the way in, the one they chose; of a stranger, their phone's."""
        if caller is not None:
            return Speech(caller.language, self._house.zone, caller.is_familiar)
        joining = next((row.draft.get("language") for row in opened if row.person_id is None), None)
        return Speech(joining or guess_language(_language_code(raw)), self._house.zone)

    async def _refuse(
        self, begin: Begin, claimed: Claimed, refusal: RuleBroken, departures: ExitStack, units: list[Unit]
    ) -> None:
        """Everything was rolled back: begin again, and queue only the refusal."""
        try:
            with ExitStack() as leaving:
                departure = leaving.enter_context(self._sender.departing())
                async with begin() as db:
                    if await storage.inbox.claim(db, claimed.id, now=self._house.clock.now()) is None:
                        return
                    unit = await self._attempt(db, claimed, departure, refusal)
                units.append(unit)
                departures.push(leaving.pop_all())
        except TransactionLost:
            raise
        except Exception as error:  # noqa: BLE001  (a defect in a refusal is our fault like any other)
            if not _again_at_once(error):
                await self._put_off(begin, claimed, error, departures)

    def _say_no(self, unit: Unit, refusal: RuleBroken) -> None:
        if unit.has_answered_crisis and isinstance(refusal, NotUnderstood):
            return
        context = Context.from_update(unit.update, self._application)
        said = messages.refusals.said(unit.speech, refusal)
        if unit.update.callback_query is not None and not said.buttons:
            context.pop_up(said.text)
        else:
            context.reply(said)

    async def _put_off(self, begin: Begin, claimed: Claimed, error: Exception, departures: ExitStack) -> None:
        """Our fault. The traceback goes to the log without the words of people: it names places, not values."""
        where = _place(error)
        log.error(
            "update %s failed (%s), attempt %s\n%s",
            claimed.update_id,
            where,
            claimed.attempts + 1,
            "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__,
        )
        now = self._house.clock.now()
        unit_update = claimed.raw if isinstance(claimed.raw, dict) else {}
        if "callback_query" in unit_update:
            self._taps.answer(str(unit_update["callback_query"]["id"]))
        async with begin() as db:
            if claimed.attempts < len(RETRY_AFTER):
                await storage.inbox.rest(db, claimed, until=now + RETRY_AFTER[claimed.attempts], error=where)
                return
            if not await storage.inbox.set_aside(db, claimed, error=where, now=now):
                return
            await self._listen_at_least(db, claimed)
            await storage.outbox.queue(db, await self._apologies(db, claimed, where, now), now=now)
        departures.callback(self._sender.ring)
        departures.callback(self._notice_bell.ring)

    async def _listen_at_least(self, db: Database, claimed: Claimed) -> None:
        """Our fault must not swallow words of crisis: what could not be handled is still listened to."""
        try:
            async with db.begin_nested():
                unit = await self._unit(db, claimed)
                token = UNIT.set(unit)
                try:
                    await self._listen(unit.update, Context.from_update(unit.update, self._application))
                finally:
                    UNIT.reset(token)
                await unit.keep(None)
        except Exception as error:  # noqa: BLE001  (the fault may lie here; the apology must leave all the same)
            log.error("update %s could not be listened to (%s)", claimed.update_id, _place(error))

    async def _apologies(self, db: Database, claimed: Claimed, where: str, now: datetime) -> list[Letter]:
        caller = await storage.people.caller(db, claimed.chat_id)
        letters = []
        if claimed.chat_id > 0:
            speech = self._speech(claimed.raw, caller, await storage.conversations.open_in(db, claimed.chat_id))
            apology = outbox.written(messages.common.our_fault(speech))
            letters.append(Letter(claimed.chat_id, "sendMessage", apology, key=f"apology:{claimed.id}"))
        operator = self._house.settings.operator_chat
        if operator is not None:
            note = outbox.written(messages.operator.set_aside(claimed.id, where))
            letters.append(Letter(operator, "sendMessage", note, key=f"aside:{claimed.id}"))
        return letters

    def _alert_becomes_message(self, unit: Unit) -> None:
        query = unit.update.callback_query
        if unit.alert is not None and (query is None or not self._taps.is_waiting(query.id)):
            payload = outbox.written(messages.Message(unit.alert))
            unit.letters.append(Letter(unit.chat_id, "sendMessage", payload))
            unit.alert = None

    def _after_commit(self, unit: Unit) -> None:
        if unit.update.callback_query is not None:
            self._taps.answer(unit.update.callback_query.id, unit.alert)
        if unit.is_queued:
            self._sender.ring()
        if unit.told:
            self._notice_bell.ring()


async def _note_failure(_: object, context: Context) -> None:
    """PTB swallows what a handler raises; the unit remembers it, so that half a job is never committed."""
    context.unit.failure = context.unit.failure or context.error  # the first one is the cause


def _language_code(raw: Any) -> str | None:
    """Telegram's word on the sender's language, wherever it stands in the update."""
    kinds = raw.values() if isinstance(raw, dict) else ()
    senders = (one["from"] for one in kinds if isinstance(one, dict) and "from" in one)
    return next((sender.get("language_code") for sender in senders), None)


def _said_at(update: Update, received_at: datetime) -> datetime:
    """When the person said it: the message's own date; for taps, which carry none, when the tap arrived."""
    if update.callback_query is not None or update.effective_message is None:
        return received_at
    said: datetime = update.effective_message.edit_date or update.effective_message.date
    return said


def _again_at_once(error: Exception) -> bool:
    """A deadlock or a serialisation failure: nobody's fault, the same work again will do."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in ("40001", "40P01")


def _place(error: Exception) -> str:
    frames: Sequence[traceback.FrameSummary] = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/bot/" in frame.filename] or list(frames)
    spot = f"{ours[-1].filename.rpartition('/bot/')[2]}:{ours[-1].lineno}" if ours else "?"
    return f"{type(error).__name__} at {spot}"
