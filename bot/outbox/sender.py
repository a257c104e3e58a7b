"""The sender: takes pending rows at the pacer's word, marks them as being sent, calls Telegram, writes down the end.

A row is claimed in a commit of its own before the call, so a process that dies leaves a trace of what may have
arrived. What nobody can know is resent or listed for the operator, as the row says.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot import client, storage
from bot.outbox.departure import Departure
from bot.outbox.pacer import Pacer, Queue
from bot.rules.lifelines import Failed, Held
from bot.storage import Database
from bot.storage.outbox import Outgoing
from bot.toolbox.clock import Clock

AT_ONCE = 32  # calls under way side by side; one to a chat
RETRY_UNSENT = timedelta(seconds=2)
SLOW_DOWN = "Telegram asked for a pause"
LOOK_AT = 1000  # new rows taken in at once
LOOK_BACK = 1.0  # seconds after which every waiting row is looked at again
UPLOADS = {"sendDocument": "document", "sendPhoto": "photo"}

log = logging.getLogger(__name__)


class Caller(Protocol):
    """The bot, as far as the sender needs it."""

    async def call(self, method: str, parameters: dict[str, Any]) -> Any: ...


@dataclass(frozen=True)
class End:
    """What became of one call."""

    row: Outgoing
    state: str  # sent, again, failed, unknown, gone
    reason: str = ""
    message_id: int | None = None
    file_id: str | None = None
    pause: timedelta | None = None
    unreachable: bool = False


class Sender:
    """One at a time in all of Blakus: whoever holds the lease."""

    def __init__(
        self,
        bot: Caller,
        sessions: async_sessionmaker[AsyncSession],
        clock: Clock,
        *,
        writing_down: async_sessionmaker[AsyncSession] | None = None,
        bell: Any,
        pacer: Pacer | None = None,
    ) -> None:
        self._bot = bot
        self._sessions = sessions
        # What arrived: lost to a power cut, it would be sent or listed again, as after a crash.
        self._writing_down = writing_down or sessions
        self._clock = clock
        self._bell = bell
        self._pacer = Pacer() if pacer is None else pacer
        self._queue = Queue(self._pacer)
        self._is_running = False
        self._is_news = False
        self._in_doubt = False  # whether rows may be marked as being sent that are not
        self._last_seen = 0
        self._looked_back_at = float("-inf")
        self._slowed = (0, float("-inf"))  # the chat that Telegram slowed down last, and when
        self._chats: dict[int, int] = {}  # the chat of each row in the queue
        self._resting: dict[int, datetime] = {}  # rows that wait for their `not_before`
        self._under_way: set[asyncio.Task[None]] = set()
        self._ends: list[End] = []

    def ring(self) -> None:
        """Something was queued."""
        self._is_news = True
        self._bell.ring()

    async def run(self) -> None:
        """Until cancelled."""
        await self._recover()
        self._is_running = True
        try:
            while True:
                try:
                    wait = await self._round()
                except (OperationalError, InterfaceError, OSError) as error:
                    log.error("the outbox cannot be reached: %s", type(error).__name__)
                    self._in_doubt = True
                    wait = 1.0
                if wait is None or wait > 0:
                    await self._bell.wait(wait)
        finally:
            self._is_running = False

    @contextmanager
    def departing(self) -> Iterator[Departure]:
        """Around a transaction: what it claimed leaves when it has committed, and nothing when it has not."""
        departure = Departure(self._reserve)
        try:
            yield departure
        except BaseException:
            self._in_doubt = self._in_doubt or departure.row is not None  # the commit may have taken effect
            departure.row = None
            raise
        finally:
            if departure.row is not None:
                self._leave(departure.row)
            elif departure.reserved is not None:
                self._queue.done(departure.reserved)

    def _reserve(self, chat_id: int) -> bool:
        has_room = self._is_running and len(self._under_way) < AT_ONCE
        return has_room and self._queue.reserve(chat_id, time.monotonic())

    def _leave(self, row: Outgoing) -> None:
        self._queue.leaves(row.id, row.chat_id)
        self._chats[row.id] = row.chat_id
        self._start(row)

    def _start(self, row: Outgoing) -> None:
        task = asyncio.get_running_loop().create_task(self._send(row))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def drain(self, seconds: float) -> None:
        """Let the calls under way end and be written down, for at most `seconds`."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        await self._write_down()

    async def _recover(self) -> None:
        """Rows marked as being sent that nobody here sends: the process died, or a commit's outcome was lost. Nobody
        knows whether they arrived, so each by its kind. A chat in which something is under way is looked at later."""
        self._in_doubt = False
        async with self._sessions.begin() as db:
            for row in await storage.outbox.left_sending(db):
                if self._queue.holds(row.chat_id):
                    self._in_doubt = self._in_doubt or row.id not in self._queue
                elif row.when_unknown == "resend":
                    await storage.outbox.again(db, row.id, reason="cut off while sending, sent again")
                else:
                    await storage.outbox.settle(
                        db, row.id, "unknown", reason="cut off while sending", now=self._clock.now()
                    )

    async def _round(self) -> float | None:
        """One look at everything; how long the next may wait, None for "until the bell rings"."""
        await self._write_down()
        await self._take_in()
        now = time.monotonic()
        ids: list[int] = []
        while len(self._under_way) + len(ids) < AT_ONCE and (row_id := self._queue.pop(now)) is not None:
            ids.append(row_id)
        if ids:
            await self._send_off(ids)
        if self._ends or len(self._under_way) >= AT_ONCE:
            return 0 if self._ends else None
        waits = [self._queue.wait(time.monotonic()), self._until_rested()]
        return min((wait for wait in waits if wait is not None), default=LOOK_BACK)

    def _until_rested(self) -> float | None:
        if not self._resting:
            return None
        return max(0.01, (min(self._resting.values()) - self._clock.now()).total_seconds())

    async def _take_in(self) -> None:
        """New rows; and now and then all that wait, because a number may come after a greater one (two transactions
        side by side on PostgreSQL) or again (the operator's retry)."""
        now = self._clock.now()
        is_time = time.monotonic() - self._looked_back_at >= LOOK_BACK
        if not (self._is_news or is_time or self._resting):
            return
        self._is_news = False
        if is_time:
            if self._in_doubt:
                await self._recover()
            self._last_seen, self._looked_back_at = 0, time.monotonic()
        async with self._sessions() as db:
            fresh = await storage.outbox.pending_after(db, self._last_seen, limit=LOOK_AT)
        self._is_news = self._is_news or len(fresh) == LOOK_AT
        for row in fresh:
            self._last_seen = row.id
            if row.not_before is not None and row.not_before > now:
                self._resting[row.id] = row.not_before
            else:
                self._line_up(row.id, row.chat_id, row.priority)
        rested = [row_id for row_id, moment in self._resting.items() if moment <= now]
        if rested:
            async with self._sessions() as db:
                for row in await storage.outbox.pending_among(db, rested):
                    self._line_up(row.id, row.chat_id, row.priority)
            for row_id in rested:
                del self._resting[row_id]

    def _line_up(self, row_id: int, chat_id: int, priority: int) -> None:
        self._chats[row_id] = chat_id
        self._queue.add(row_id, chat_id, priority)

    async def _send_off(self, ids: Sequence[int]) -> None:
        now = self._clock.now()
        async with self._sessions.begin() as db:
            claimed = await storage.outbox.claim(db, ids)
            late = [row for row in claimed if row.leave_by is not None and row.leave_by <= now]
            for row in late:
                await self._missed_its_time(db, row, now)
        leaving = {row.id: row for row in claimed if row not in late}
        for row_id in ids:
            if row_id in leaving:
                self._start(leaving[row_id])
            else:  # replaced, dropped or too late meanwhile
                self._queue.done(self._chats.pop(row_id))

    async def _missed_its_time(self, db: Database, row: Outgoing, now: datetime) -> None:
        """Back to its notices: they are looked at again when their reader's quiet hours end."""
        await storage.outbox.settle(db, row.id, "dropped", reason=Held.MISSED, now=now)
        notices = await storage.notices.of_outbox(db, row.id)
        await storage.notices.postpone(db, notices, until=now, reason=Held.MISSED, now=now)

    async def _send(self, row: Outgoing) -> None:
        try:
            end = await self._call(row)
        except Exception as error:  # a defect of ours must not stop the sender
            log.exception("outbox row %s", row.id)
            end = End(row, "failed", f"defect: {type(error).__name__}")
        self._ends.append(end)
        self._bell.ring()

    async def _call(self, row: Outgoing) -> End:
        method, parameters = await self._parameters(row)
        try:
            result = await self._bot.call(method, parameters)
        except RetryAfter as error:
            seconds = error.retry_after
            pause = seconds if isinstance(seconds, timedelta) else timedelta(seconds=seconds)
            return End(row, "again", SLOW_DOWN, pause=pause)
        except Forbidden as error:
            return End(row, "failed", error.message, unreachable=True)
        except ChatMigrated as error:
            return End(row, "failed", f"the chat has moved to {error.new_chat_id}")
        except BadRequest as error:
            return self._refused(row, method, error)
        except NetworkError as error:
            if client.was_surely_not_sent(error):
                return End(row, "again", "Telegram cannot be reached", pause=RETRY_UNSENT)
            if method == "editMessageText" or row.when_unknown == "resend":
                # An edit may be repeated without harm; a reply rather twice than never.
                return End(row, "again", "unknown outcome, sent again", pause=RETRY_UNSENT)
            return End(row, "unknown", "timed out" if isinstance(error, TimedOut) else "the connection broke")
        except TelegramError as error:
            return End(row, "failed", type(error).__name__)
        return _arrived(row, result)

    async def _parameters(self, row: Outgoing) -> tuple[str, dict[str, Any]]:
        parameters = {"chat_id": row.chat_id, **row.payload}
        method = row.method
        if row.card_id is not None and method in ("sendMessage", "editMessageText"):
            method = "sendMessage" if row.message_id is None else "editMessageText"
            if row.message_id is not None:
                parameters["message_id"] = row.message_id
        if row.method in ("setMyCommands", "deleteMyCommands"):
            del parameters["chat_id"]
        if row.file_id is not None:
            async with self._sessions() as db:
                file = await storage.outbox.file_of(db, row.file_id)
            if file is not None:
                content = file.telegram_file_id or InputFile(file.content or b"", filename=file.file_name)
                parameters[UPLOADS[method]] = content
        return method, parameters

    def _refused(self, row: Outgoing, method: str, error: BadRequest) -> End:
        said = error.message.lower()
        if "message is not modified" in said:
            return End(row, "sent", message_id=row.message_id)
        if method == "editMessageText" and ("message to edit not found" in said or "can't be edited" in said):
            return End(row, "gone", error.message)
        if "chat not found" in said or "user is deactivated" in said:
            return End(row, "failed", error.message, unreachable=True)
        log.error("Telegram refused outbox row %s (%s): %s", row.id, method, error.message)
        return End(row, "failed", error.message)

    async def _write_down(self) -> None:
        ends, self._ends = self._ends, []
        if not ends:
            return
        now = self._clock.now()
        try:
            async with self._writing_down.begin() as db:
                for end in ends:
                    await self._write_one(db, end, now)
        except BaseException:  # told to stop, or the database is away: what arrived is written down before the end
            self._ends = [*ends, *self._ends]
            raise
        for end in ends:
            row = end.row
            self._queue.done(self._chats.pop(row.id))
            if end.pause is not None:
                self._pacer.hold_chat(row.chat_id, end.pause.total_seconds())
            if end.reason == SLOW_DOWN:
                self._slow_down(end)
            if end.state in ("again", "gone"):  # at the head of its chat's line, so that nothing overtakes it
                self._line_up(row.id, row.chat_id, row.priority)

    def _slow_down(self, end: End) -> None:
        """One chat was too fast, and only it rests. Two chats within a second: all of Blakus was."""
        now = time.monotonic()
        chat_id, at = self._slowed
        if chat_id != end.row.chat_id and now - at < 1.0 and end.pause is not None:
            self._pacer.hold_all(end.pause.total_seconds())
        self._slowed = (end.row.chat_id, now)

    async def _write_one(self, db: Database, end: End, now: datetime) -> None:
        row = end.row
        notices = await storage.notices.of_outbox(db, row.id) if row.priority else []
        match end.state:
            case "sent":
                await storage.outbox.sent(db, row, message_id=end.message_id, file_id=end.file_id, now=now)
                if notices:
                    await storage.notices.settle(db, notices, "sent", outbox_id=row.id, now=now)
            case "again":
                await storage.outbox.again(db, row.id, reason=end.reason)
            case "gone":
                # A card's message was deleted: sent anew. Without a card there is nothing left to edit.
                if row.card_id is None:
                    anew = {key: value for key, value in row.payload.items() if key != "message_id"}
                    await storage.outbox.send_instead(db, row.id, anew)
                else:
                    await storage.outbox.forget_message(db, row.card_id)
                    await storage.outbox.again(db, row.id, reason=end.reason)
            case _:
                await storage.outbox.settle(db, row.id, end.state, reason=end.reason, now=now)
                if notices:
                    await storage.notices.settle(db, notices, "failed", reason=end.reason, outbox_id=row.id, now=now)
        if end.unreachable:
            await storage.people.mark_unreachable(db, row.chat_id, since=now)
            for dropped in await storage.outbox.drop_for_chat(db, row.chat_id, reason=Failed.UNREACHABLE, now=now):
                unsaid = await storage.notices.of_outbox(db, dropped)
                await storage.notices.settle(db, unsaid, "failed", reason=Failed.UNREACHABLE, now=now)


def _arrived(row: Outgoing, result: Any) -> End:
    if not isinstance(result, dict):
        return End(row, "sent", message_id=row.message_id)
    document = result.get("document") or (result.get("photo") or [{}])[-1]
    return End(row, "sent", message_id=result.get("message_id"), file_id=document.get("file_id"))
