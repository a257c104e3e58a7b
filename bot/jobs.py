"""Slow work, done aside: rows that wait are taken one after another, and what comes of each is queued like any message.

A job's work runs in a thread of its own, so that neither the loop nor a transaction waits for it. It is counted before
it begins and settled in the transaction that queues its result: a kill in between begins it again, and never sends
it twice. Who asked is looked up again when the work is done.
"""

import asyncio
import importlib
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import messages, outbox, services, storage
from bot.i18n import Speech
from bot.messages import Message
from bot.rules.errors import RuleBroken
from bot.services.jobs import MOST_ATTEMPTS, REST
from bot.storage import Database
from bot.storage.letters import Letter
from bot.storage.models import Job
from bot.storage.people import Caller
from bot.toolbox.clock import Clock

LOOK_EVERY = 0.5  # seconds; a look is one read of a partial index that is nearly always empty

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """What a kind of work is given: who asked, as they are now, and the job's own facts."""

    caller: Caller
    speech: Speech
    payload: Mapping[str, Any]
    clock: Clock
    zone: ZoneInfo


# Reads what is needed, then works aside and words the result. Raises RuleBroken where nobody may have it any more.
Prepare = Callable[[Database, Asked], Awaitable[Callable[[], Message]]]


class Jobs:
    """The one who does them. `run` until cancelled; `close` lets the thread go."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        clock: Clock,
        zone: ZoneInfo,
        *,
        ring: Callable[[], None],
        kinds: Mapping[str, "Kind"] | None = None,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._zone = zone
        self._ring = ring
        self._kinds = KINDS if kinds is None else kinds
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="jobs")

    async def run(self) -> None:
        while True:
            try:
                found = await self.do_next()
            except (OperationalError, InterfaceError, OSError) as error:
                log.error("the jobs cannot be reached: %s", type(error).__name__)
                found = False
            if not found:
                await asyncio.sleep(LOOK_EVERY)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def do_next(self) -> bool:
        """Do the oldest job that waits; False when there is none."""
        async with self._sessions() as db:
            job = await storage.jobs.waiting(db, now=self._clock.now())
        if job is None:
            return False
        async with self._sessions.begin() as db:
            await storage.jobs.begin(db, job.id)
        try:
            work = await self._prepared(job)
            said = await asyncio.get_running_loop().run_in_executor(self._thread, work) if work else None
        except RuleBroken:
            said = None  # gone, erased, or not theirs any more: nothing is owed
        except Exception as error:  # noqa: BLE001  (whatever goes wrong in one job, the next one waits)
            await self._failed(job, error)
            return True
        await self._settle(job, "done" if said else "dropped", said)
        return True

    async def _prepared(self, job: Job) -> Callable[[], Message] | None:
        """None where the chat is somebody else's by now, or nobody's."""
        async with self._sessions() as db:
            caller = await storage.people.caller(db, job.chat_id)
            if caller is None or caller.id != job.person_id:
                return None
            speech = Speech(caller.language, self._zone, caller.is_familiar)
            asked = Asked(caller, speech, job.payload, self._clock, self._zone)
            return await self._kinds[job.kind].prepare(db, asked)

    async def _failed(self, job: Job, error: Exception) -> None:
        """Tried again after a rest; after the last attempt the person hears it. The log names places, no words."""
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error(
            "job %s (%s) failed, attempt %s\n%s%s", job.id, job.kind, job.attempts + 1, places, type(error).__name__
        )
        if job.attempts + 1 < MOST_ATTEMPTS:
            async with self._sessions.begin() as db:
                await storage.jobs.rest(db, job.id, until=self._clock.now() + REST)
            return
        async with self._sessions() as db:
            caller = await storage.people.caller(db, job.chat_id)
        is_theirs = caller is not None and caller.id == job.person_id
        speech = Speech(caller.language, self._zone, caller.is_familiar) if caller and is_theirs else None
        kind = self._kinds.get(job.kind)
        await self._settle(job, "failed", kind.failed(speech) if kind and speech else None)

    async def _settle(self, job: Job, state: str, said: Message | None) -> None:
        now = self._clock.now()
        async with self._sessions.begin() as db:
            if not await storage.jobs.settle(db, job.id, state, now=now) or said is None:
                return
            file = (said.file.name, said.file.content) if said.file else None
            method = "sendPhoto" if said.file else "sendMessage"
            letter = Letter(job.chat_id, method, outbox.written(said), file=file, key=f"job:{job.id}")
            await storage.outbox.queue(db, [letter], now=now)
        self._ring()


@dataclass(frozen=True)
class Kind:
    """One kind of slow work: how it is prepared, and what is said when it fails for good."""

    prepare: Prepare
    failed: Callable[[Speech], Message]


async def plan_picture(db: Database, asked: Asked) -> Callable[[], Message]:
    """The plan as the asker may read it now."""
    today = asked.clock.now().astimezone(asked.zone).date()
    plan = await services.plans.view(
        db, by=asked.caller.id, participation_id=int(asked.payload["participation"]), today=today
    )
    speech, picture = asked.speech, messages.pictures.of_plan(asked.speech, plan)

    def work() -> Message:
        # Loaded here and not above: its libraries take more than half a second.
        pictures = importlib.import_module("bot.reports.pictures")
        return messages.pictures.photo(speech, plan, pictures.drawn(picture))

    return work


async def hours_picture(db: Database, asked: Asked) -> Callable[[], Message]:
    """A municipality's hours for who coordinates there now, or a mentor's own."""
    today = asked.clock.now().astimezone(asked.zone).date()
    title, months, period = await services.hour_pictures.of(
        db, by=asked.caller.id, place=int(asked.payload["place"]), month=str(asked.payload["month"]), today=today
    )
    speech = asked.speech.formally()
    chart = messages.charts.chart(speech, months, title=title, period=period)

    def work() -> Message:
        charts = importlib.import_module("bot.reports.charts")
        return messages.charts.photo(speech, chart, charts.drawn(chart), of=len(months))

    return work


KINDS = {
    "plan_picture": Kind(plan_picture, messages.pictures.failed),
    "hours_picture": Kind(hours_picture, messages.charts.failed),
}
