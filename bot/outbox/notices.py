"""The releaser: due notices become messages when their reader may be written to, and are asked again before that.

Quiet hours, a pause and the day's budget postpone a notice with the reason; facts that no longer hold clear it.
All that is due for one reader leaves as one message in the language they read now, and must have left when their
quiet hours begin. One transaction a reader: it is queued and settled together.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot import messages, rules, services, storage
from bot.i18n import Speech
from bot.messages.notices import Item
from bot.outbox.writing import written
from bot.rules.broadcasts import KIND
from bot.rules.lifelines import Failed, Held
from bot.rules.notices import At
from bot.rules.policies import Policy
from bot.rules.quiet import QuietHours
from bot.services.activity_notices import OfActivity
from bot.services.notices import Due
from bot.storage import Database
from bot.storage.letters import BROADCAST, REMINDER, Letter
from bot.storage.models import Notice
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
    alerts = [one for one in notices if one.is_urgent and one.kind in rules.notice_rules.alerts()]
    urgent = [one for one in notices if one.is_urgent and one not in alerts]
    broadcasts = [one for one in notices if one.kind == KIND]
    others = [one for one in notices if not one.is_urgent and one.kind != KIND]
    queued = await _say(db, reader, alerts, now, zone, leave_by=None) if alerts else 0
    if not (urgent or others or broadcasts):
        return queued
    policy = await services.quiet.policy_of(db, reader.roles, today=now.astimezone(zone).date())
    quiet = services.quiet.hours(reader.quiet_from, reader.quiet_until, roles=reader.roles, policy=policy).hours
    leave_by = quiet.next_quiet(now, zone)
    if postponed := _at_night(quiet, now, zone):
        await _postpone(db, urgent, postponed, now)
    elif urgent:
        queued += await _say(db, reader, urgent, now, zone, leave_by=leave_by)
    if postponed := await _postponed(db, reader, quiet, policy, now, zone):
        await _postpone(db, others, postponed, now)
    elif others:
        queued += await _say(db, reader, others, now, zone, leave_by=leave_by)
    if broadcasts:
        queued += await _say_to_many(db, reader, broadcasts, quiet, policy, now, zone)
    return queued


def _at_night(quiet: QuietHours, now: datetime, zone: ZoneInfo) -> Later | None:
    """News of today passes the budget and a pause, never the quiet hours: only safety alerts do (decision 0017)."""
    allowed = quiet.next_open(now, zone)
    return (allowed, Held.QUIET) if allowed > now else None


async def _postponed(
    db: Database, reader: Reader, quiet: QuietHours, policy: Policy, now: datetime, zone: ZoneInfo
) -> Later | None:
    """Until when nothing may leave, and why; None when it may leave now."""
    if closed := _closed(reader, quiet, now, zone):
        return closed
    today = rules.quiet.budget_day(now, zone)
    if reader.is_familiar:
        since, apart = _midnight(today, zone), not policy.broadcast_counts
        said = await storage.notices.said_since(db, reader.person_id, since=since, but_broadcasts=apart)
        if said >= policy.youth_budget_a_day:
            return quiet.next_open(_midnight(today + timedelta(days=1), zone), zone), Held.BUDGET
    return None


def _closed(reader: Reader, quiet: QuietHours, now: datetime, zone: ZoneInfo) -> Later | None:
    if reader.paused_until is not None and rules.quiet.budget_day(now, zone) < reader.paused_until:
        return quiet.next_open(_midnight(reader.paused_until, zone), zone), Held.PAUSE
    return _at_night(quiet, now, zone)


async def _say_to_many(
    db: Database,
    reader: Reader,
    notices: Sequence[Notice],
    quiet: QuietHours,
    policy: Policy,
    now: datetime,
    zone: ZoneInfo,
) -> int:
    """What a coordinator tells a group: each a message of its own, as its author has seen it."""
    room, later = await _room(db, reader, quiet, policy, now, zone)
    left, queued, leave_by = list(notices), 0, quiet.next_quiet(now, zone)
    while left and (room is None or queued < room):
        queued += await _say(db, reader, [left.pop(0)], now, zone, leave_by=leave_by, priority=BROADCAST)
    if left:
        assert later is not None
        await _postpone(db, left, later, now)
    return queued


async def _room(
    db: Database, reader: Reader, quiet: QuietHours, policy: Policy, now: datetime, zone: ZoneInfo
) -> tuple[int | None, Later | None]:
    """How many broadcasts may leave now (None: as many as there are), and until when the others wait. Where they count
    as the day's message, everything that is said to this reader alone comes first, also what is planned for today."""
    if closed := _closed(reader, quiet, now, zone):
        return 0, closed
    if not (reader.is_familiar and policy.broadcast_counts):
        return None, None
    today = rules.quiet.budget_day(now, zone)
    tomorrow = _midnight(today + timedelta(days=1), zone)
    said = await storage.notices.said_since(db, reader.person_id, since=_midnight(today, zone))
    said += await storage.notices.comes_later(db, reader.person_id, after=now, before=tomorrow)
    return max(0, policy.youth_budget_a_day - said), (quiet.next_open(tomorrow, zone), Held.BUDGET)


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


async def _postpone(db: Database, notices: Sequence[Notice], later: Later, now: datetime) -> None:
    until, reason = later
    if notices:
        await storage.notices.postpone(db, [one.id for one in notices], until=until, reason=reason, now=now)


async def _settle(db: Database, notices: Sequence[Notice], state: str, reason: str, now: datetime) -> None:
    if notices:
        await storage.notices.settle(db, [one.id for one in notices], state, reason=reason, now=now)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone)
