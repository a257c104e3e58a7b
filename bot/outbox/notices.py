"""The releaser: due notices become messages when their reader may be written to, and are asked again before that.

Quiet hours, days off, a pause and the day's budget postpone a notice with the reason; facts that no longer hold
clear it.
All that is due for one reader leaves as one message in the language they read now, and must have left when their
quiet hours begin. One transaction a reader: it is queued and settled together.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import messages, rules, services, storage
from bot.i18n import Speech
from bot.messages.notices import Item
from bot.outbox.writing import written
from bot.rules.broadcasts import KIND
from bot.rules.lifelines import Failed, Held, Stale
from bot.rules.notices import At
from bot.rules.quiet import Quiet
from bot.services.activity_notices import OfActivity
from bot.services.notices import Due
from bot.storage import Database
from bot.storage.letters import BROADCAST, REMINDER, Letter
from bot.storage.models import Notice, TimeOff
from bot.storage.people import Reader

MOST_WAITING = 100  # messages of broadcasts in the outbox; with a batch of readers on top, ten seconds at 28 a second

Later = tuple[datetime, Held]  # until when, and why


class Releaser:
    """Lets due notices go. `release` may be called at any time, twice or late."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], zone: ZoneInfo) -> None:
        self._sessions = sessions
        self._zone = zone

    async def release(self, now: datetime) -> int:
        """How many messages were queued."""
        queued = 0
        seen: set[int] = set()
        while readers := [one for one in await self._readers(now) if one not in seen]:
            for person_id in readers:  # the longest waiting first: a mentor before the coordinator
                async with self._sessions.begin() as db:
                    queued += await _release_to(db, person_id, now, self._zone)
                # SQLite answers without waiting: whoever writes to the bot meanwhile gets their turn here.
                await asyncio.sleep(0)
            seen.update(readers)
        return queued

    async def _readers(self, now: datetime) -> list[int]:
        """Of a broadcast never more than a few seconds' worth waits in the outbox: it can be stopped, and what is said
        to one person alone does not queue up behind it."""
        async with self._sessions() as db:
            is_enough = await storage.broadcasts.letters_waiting(db) >= MOST_WAITING
            return await storage.notices.readers_due(db, now=now, but_broadcasts=is_enough)


async def _release_to(db: Database, person_id: int, now: datetime, zone: ZoneInfo) -> int:
    notices = await storage.notices.due_for(db, person_id, now=now)
    if not notices:
        return 0
    reader = await storage.people.reader(db, person_id)
    if reader is None:
        await _settle(db, notices, "failed", Failed.UNREACHABLE, now)
        return 0
    away = await storage.time_off.holding(db, person_id, on=rules.quiet.budget_day(now, zone))
    if away is not None:
        notices = await _without_stale(db, notices, now)
    alerts = [one for one in notices if one.is_urgent and one.kind in rules.notice_rules.alerts()]
    soon = [one for one in notices if one not in alerts and (one.is_urgent or one.kind in rules.quiet.AWAITED)]
    broadcasts = [one for one in notices if one.kind == KIND]
    others = [one for one in notices if one not in alerts and one not in soon and one.kind != KIND]
    queued = await _say(db, reader, alerts, now, zone, leave_by=None) if alerts else 0
    quiet = await services.quiet.of_reader(db, reader, today=now.astimezone(zone).date())
    if soon and (opens := quiet.hours.next_open(now, zone)) > now:
        await _postpone(db, soon, opens, Held.QUIET, now)
        soon = []
    counts = (await services.quiet.policy_of(db, reader.roles, today=now.astimezone(zone).date())).broadcast_counts
    if others and (postponed := await _postponed(db, reader, quiet, away, now, zone, but_broadcasts=not counts)):
        await _postpone(db, others, *postponed, now)
        others = []
    if soon or others:
        ends = (quiet.rest if others else quiet.hours).next_quiet(now, zone)
        queued += await _say(db, reader, [*soon, *others], now, zone, leave_by=ends)
    if broadcasts:
        queued += await _say_to_many(db, reader, broadcasts, quiet, away, now, zone, counts=counts)
    return queued


async def _without_stale(db: Database, notices: Sequence[Notice], now: datetime) -> list[Notice]:
    """In a pause reminders are dropped as they fall due, so that nothing is replayed on the return."""
    stale = [one for one in notices if rules.time_off.is_stale(one.kind, is_urgent=one.is_urgent)]
    await _settle(db, stale, "stale", Stale.PAUSE, now)
    return [one for one in notices if one not in stale]


async def _postponed(
    db: Database,
    reader: Reader,
    quiet: Quiet,
    away: TimeOff | None,
    now: datetime,
    zone: ZoneInfo,
    *,
    but_broadcasts: bool,
) -> Later | None:
    """Until when nothing may leave, and why; None when it may leave now."""
    if closed := _closed(quiet, away, now, zone):
        return closed
    today = rules.quiet.budget_day(now, zone)
    if quiet.most_a_day is not None:
        since = rules.quiet.midnight(today, zone)
        said = await storage.notices.said_since(db, reader.person_id, since=since, but_broadcasts=but_broadcasts)
        if said >= quiet.most_a_day:
            return quiet.rest.next_open(rules.quiet.midnight(today + timedelta(days=1), zone), zone), Held.BUDGET
    return None


def _closed(quiet: Quiet, away: TimeOff | None, now: datetime, zone: ZoneInfo) -> Later | None:
    """The same, whatever was said today already."""
    if away is not None:
        back = rules.quiet.midnight(rules.time_off.back_on(away.last_on), zone)
        return quiet.rest.next_open(back, zone), Held.PAUSE
    if (allowed := quiet.rest.next_open(now, zone)) > now:
        return allowed, Held.QUIET if quiet.hours.covers(now.astimezone(zone)) else Held.DAY_OFF
    return None


async def _say_to_many(
    db: Database,
    reader: Reader,
    notices: Sequence[Notice],
    quiet: Quiet,
    away: TimeOff | None,
    now: datetime,
    zone: ZoneInfo,
    *,
    counts: bool,
) -> int:
    """What a coordinator tells a group: each a message of its own, as its author has seen it."""
    room, later = await _room(db, reader, quiet, away, now, zone, counts=counts)
    left, queued, leave_by = list(notices), 0, quiet.rest.next_quiet(now, zone)
    while left and (room is None or queued < room):
        queued += await _say(db, reader, [left.pop(0)], now, zone, leave_by=leave_by, priority=BROADCAST)
    if left and later is not None:
        await _postpone(db, left, *later, now)
    return queued


async def _room(
    db: Database, reader: Reader, quiet: Quiet, away: TimeOff | None, now: datetime, zone: ZoneInfo, *, counts: bool
) -> tuple[int | None, Later | None]:
    """How many broadcasts may leave now (None: as many as there are), and until when the others wait. Where they count
    as one of the day's messages, everything that is said to this reader alone comes first, also what is planned for
    later today."""
    if closed := _closed(quiet, away, now, zone):
        return 0, closed
    if quiet.most_a_day is None or not counts:
        return None, None
    today = rules.quiet.budget_day(now, zone)
    tomorrow = rules.quiet.midnight(today + timedelta(days=1), zone)
    said = await storage.notices.said_since(db, reader.person_id, since=rules.quiet.midnight(today, zone))
    said += await storage.notices.comes_later(db, reader.person_id, after=now, before=tomorrow)
    return max(0, quiet.most_a_day - said), (quiet.rest.next_open(tomorrow, zone), Held.BUDGET)


async def _say(
    db: Database,
    reader: Reader,
    notices: Sequence[Notice],
    now: datetime,
    zone: ZoneInfo,
    leave_by: datetime | None,
    priority: int = REMINDER,
) -> int:
    at = At(reader.person_id, reader.roles, now, zone)
    asked = await services.notices.ask(db, notices, at)
    for why in set(asked.over.values()):
        await _settle(db, [one for one in notices if asked.over.get(one.id) == why], "cleared", why, now)
    _ = Speech(reader.language, zone, reader.is_familiar)
    said = messages.notices.said(_, [_item(one) for one in asked.due])
    for one in said:
        last = _last_moment([it for it in asked.due if it.notice_id in one.notice_ids], leave_by)
        letter = Letter(reader.chat_id, "sendMessage", written(one.message), priority=priority, leave_by=last)
        [outbox_id] = await storage.outbox.queue(db, [letter], now=now)
        await storage.notices.settle(db, one.notice_ids, "queued", outbox_id=outbox_id, now=now)
    return len(said)


def _last_moment(due: Sequence[Due], leave_by: datetime | None) -> datetime | None:
    """Before the quiet hours, and before anything that is told of begins: then all of it is asked again."""
    begins = [one.facts.worth_until for one in due if isinstance(one.facts, OfActivity)]
    return min((one for one in (leave_by, *begins) if one is not None), default=None)


def _item(due: Due) -> Item:
    return Item(due.notice_id, due.kind, due.facts, due.about)


async def _postpone(db: Database, notices: Sequence[Notice], until: datetime, reason: Held, now: datetime) -> None:
    await storage.notices.postpone(db, [one.id for one in notices], until=until, reason=reason, now=now)


async def _settle(db: Database, notices: Sequence[Notice], state: str, reason: str, now: datetime) -> None:
    if notices:
        await storage.notices.settle(db, [one.id for one in notices], state, reason=reason, now=now)
