"""Whatever the clock does: random moments of a year with both changes of clocks, New Year and 29 February, rules that
change, two weeks of downtime, ticks that run twice and ticks that are cut off in the middle.

A town lives through some weeks of chance. Then: nobody was woken, nobody got too much, nothing was said twice or after
it was made good, and who was short of hours was told in time.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from bot import rules, scheduler, services, storage
from bot.rules.lifelines import Held
from bot.rules.people import Role
from bot.rules.policies import DEFAULT
from bot.storage.models import Notice, NoticeEvent, OutboxRow
from tests.town import RIGA, Town, at, founded

STARTS = {
    "autumn's change of clocks": date(2026, 10, 11),
    "New Year": date(2026, 12, 13),
    "spring's change of clocks": date(2027, 3, 11),
    "29 February": date(2028, 2, 10),
}
WEEKS = 3
CHANGES: list[dict[str, dict[str, object]]] = [
    {"warn10": {"below_percent": 80}},
    {"warn5": {"at": "10:00"}},
    {"pace10": {"on": False}, "silence": {"days": 3}},
    {"every": {"every_days": 1}},
    {"ending": {"days": -20}, "digest": {"weekday": 4}},
    {},
]
QUIET = {True: (time(21), time(9)), False: (time(20), time(8))}  # by default: of young people, of staff
AWAKE = (time(11), time(18))  # local times at which everything that is due may leave
FULL = 1200  # minutes of a full month


class Cut(Exception):
    """The process died here."""


@contextmanager
def cut_after(town: Town, statements: int) -> Iterator[None]:
    """Nothing is executed after so many statements: what was not committed by then is lost, as with a kill."""
    left = statements

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Cut

    event.listen(town.engine.sync_engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(town.engine.sync_engine, "before_cursor_execute", count)


@dataclass
class Said:
    """A message that left: to whom, when, what it said."""

    reader: int
    at: datetime
    notices: list[Notice]


@dataclass
class Life:
    """A town with two mentors, a coordinator and four young people, and what happened there."""

    town: Town
    dice: Random
    place: int
    coordinator: int
    mentors: list[int]
    youth: dict[int, int]  # their participation: who they are
    began: date
    logged: dict[tuple[int, str], int] = field(default_factory=dict)  # minutes by participation and month
    paused: set[int] = field(default_factory=set)
    said: list[Said] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    checked: int = 0
    """How often somebody was short of hours and it was asked whether they were told."""

    def mentor_of(self, stay: int) -> int:
        return self.mentors[list(self.youth).index(stay) % 2]

    async def happens(self, now: datetime) -> None:
        """Something that people do."""
        *others, _never_met = self.youth  # one of them is short in every month
        stay = self.dice.choice(others)
        today = now.astimezone(RIGA).date()
        async with self.town.sessions() as db:
            warned = select(Notice.subject_id).where(Notice.state == "waiting", Notice.kind.in_(("pace", "shortfall")))
            waiting = [one for one in await db.scalars(warned.order_by(Notice.id)) if one in others]
        if waiting and self.dice.random() < 0.5:  # a mentor does it all before the warning has left
            await self._logs(waiting[0], today, 20)
        match self.dice.randrange(10):
            case 0 | 1 | 2 | 3:
                await self._logs(stay, today, self.dice.choice([1, 2, 3, 5, 8]))
            case 4:  # two pieces of news within hours
                for hours in (0, 3):
                    await self.town.tells(self.youth[stay], "paired", stay, due_at=now + timedelta(hours=hours))
            case 5 if stay not in self.paused and len(self.paused) < 2:
                self.paused.add(stay)
                await self.town.pause(stay, today, today + timedelta(days=self.dice.randrange(1, 12)))
                async with self.town.sessions.begin() as db:
                    await storage.reminders.plan_now(db, now)
            case 6:
                async with self.town.sessions.begin() as db:
                    beside = await storage.pairs.participation(db, stay)
                    assert beside is not None
                    beside.planned_end_on += timedelta(days=self.dice.randrange(1, 9))
                    await storage.reminders.plan_now(db, now)
            case 7:
                async with self.town.sessions.begin() as db:
                    changed = {"notices": self.dice.choice(CHANGES)}
                    await storage.municipalities.decide(db, self.place, today, changed)
                    await services.clock.plan_again(db, now=now)
            case _:
                pass

    async def _logs(self, stay: int, day: date, hours: int) -> None:
        await self.town.logs(self.mentor_of(stay), stay, day, hours)
        key = (stay, f"{day:%Y-%m}")
        self.logged[key] = self.logged.get(key, 0) + hours * 60

    async def ticks(self, now: datetime) -> None:
        """Perhaps cut off somewhere and begun again, perhaps twice."""
        if self.dice.random() < 0.3:
            try:
                with cut_after(self.town, self.dice.randrange(60)):
                    await self.town.tick(now)
            except Cut:
                pass
            await self._looks(now)
        for _again in range(self.dice.choice([1, 1, 2])):
            await self.town.tick(now)
            await self._looks(now)

    async def _looks(self, now: datetime) -> None:
        """What was queued is read as it leaves: then it is sent, or it comes too late and goes back."""
        async with self.town.sessions.begin() as db:
            rows = list(await db.scalars(select(OutboxRow).where(OutboxRow.state == "pending").order_by(OutboxRow.id)))
            for row in rows:
                assert row.id not in self.seen
                self.seen.add(row.id)
                notices = list(await db.scalars(select(Notice).where(Notice.outbox_id == row.id)))
                ids = [one.id for one in notices]
                if self.dice.random() < 0.1:
                    row.state = "dropped"
                    await storage.notices.postpone(db, ids, until=now, reason=Held.MISSED, now=now)
                    continue
                row.state = "sent"
                await storage.notices.settle(db, ids, "sent", outbox_id=row.id, now=now)
                self.said.append(Said(notices[0].person_id, now, notices))
                self.check_not_made_good(notices, now)

    # --- what must hold ---

    def check_not_made_good(self, notices: list[Notice], now: datetime) -> None:
        today = now.astimezone(RIGA).date()
        for one in notices:
            if one.kind in ("pace", "shortfall"):
                assert one.subject_id is not None
                done = self.logged.get((one.subject_id, f"{today:%Y-%m}"), 0)
                assert done < FULL, "a warning after the whole target was done"

    async def check_warned_in_time(self, now: datetime) -> None:
        """In the last days of a full month, by day: who is short has been told by now, this month."""
        local = now.astimezone(RIGA)
        last = (local.date().replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        left = (last - local.date()).days
        if not AWAKE[0] <= local.time() <= AWAKE[1] or left > 5:
            return
        if rules.periods.is_public_holiday(
            local.date()
        ):  # nothing comes then: it was said before, or is on the next day
            return
        for stay in self.youth:
            done = self.logged.get((stay, f"{local:%Y-%m}"), 0)
            enough = FULL * 85 // 100 if left > 3 else FULL
            if stay in self.paused or done >= enough:
                continue
            told = [
                one
                for said in self.said
                for one in said.notices
                if one.subject_id == stay
                and one.kind == "shortfall"
                and (one.detail or "").startswith(f"{local:%Y-%m}")
                and one.person_id == self.mentor_of(stay)
            ]
            monday = [  # the week ahead says the same about all of a mentor's young people
                one
                for one in self.said
                if one.reader == self.mentor_of(stay)
                and any(notice.kind == "week_ahead" for notice in one.notices)
                and (last - one.at.astimezone(RIGA).date()).days <= 5
            ]
            self.checked += 1
            waits = await self._waits(self.mentor_of(stay))
            assert told or monday or waits, f"nobody was told that {stay} is short on {local}"

    async def _waits(self, mentor: int) -> bool:
        """Something came back from the outbox at this very moment, and leaves with the next look."""
        async with self.town.sessions() as db:
            found = select(Notice.id).where(Notice.person_id == mentor, Notice.reason == Held.MISSED.value)
            return await db.scalar(found.limit(1)) is not None

    def check_nobody_was_woken(self) -> None:
        young = set(self.youth.values())
        for one in self.said:
            assert not rules.periods.is_public_holiday(one.at.astimezone(RIGA).date()), "a day off"
            start, end = QUIET[one.reader in young]
            assert end <= one.at.astimezone(RIGA).time() < start, f"{one.reader} at {one.at.astimezone(RIGA)}"

    def check_budget(self) -> None:
        days = [(one.reader, one.at.astimezone(RIGA).date()) for one in self.said if one.reader in self.youth.values()]
        assert len(days) == len(set(days)), "two unasked messages on one day"

    async def check_once(self) -> None:
        keys = [one.key for said in self.said for one in said.notices]
        assert len(keys) == len(set(keys)), "something was said twice"
        async with self.town.sessions() as db:
            sent = list(await db.scalars(select(NoticeEvent.notice_id).where(NoticeEvent.what == "sent")))
            assert len(sent) == len(set(sent)) == len(keys)
            ended = select(Notice.id).where(Notice.state.in_(("cleared", "stale", "failed")), Notice.reason.is_(None))
            assert await db.scalar(ended.limit(1)) is None, "what is not said says why"


@asynccontextmanager
async def a_life(began: date, dice: Random) -> AsyncIterator[Life]:
    async with founded() as town:
        place = await town.place()
        coordinator = await town.person("Inga", Role.COORDINATOR, place=place)
        mentors = [await town.person(name, Role.MENTOR, place=place) for name in ("Ilze", "Jānis")]
        youth = {}
        for n, name in enumerate(("Anna", "Berta", "Cora", "Dita")):
            first, last = began - timedelta(days=60), began + timedelta(days=80)
            stay = await town.youth(name, mentors[n % 2], place=place, first=first, last=last)
            async with town.sessions() as db:
                youth[stay] = (await storage.pairs.by_ids(db, [stay]))[0].youth_id
        yield Life(town, dice, place, coordinator, mentors, youth, began)


@pytest.mark.parametrize("around", STARTS)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
async def test_whatever_the_clock_does(around: str, seed: int) -> None:
    dice = Random(seed)
    began = STARTS[around]
    async with a_life(began, dice) as life:
        now = at(began, dice.randrange(24), dice.randrange(60))
        end = now + timedelta(weeks=WEEKS)
        while now < end:
            await life.ticks(now)
            await life.check_warned_in_time(now)
            if dice.random() < 0.4:
                await life.happens(now)
            now = await _next(life, now)
        life.check_nobody_was_woken()
        life.check_budget()
        await life.check_once()
        assert len(life.said) > 5, "the town was alive"
        assume(life.checked)


async def _next(life: Life, now: datetime) -> datetime:
    """The next moment that matters, or any; rarely after days of downtime."""
    chance = life.dice.random()
    if chance < 0.03:
        return now + timedelta(days=life.dice.uniform(1, 14))
    if chance < 0.4:
        return now + timedelta(minutes=life.dice.randrange(1, 600))
    async with life.town.sessions() as db:
        due = await scheduler.next_moment(db, now, RIGA)
    return max(due, now + timedelta(minutes=1)).astimezone(UTC)


def test_the_target_is_the_programmes() -> None:
    """What this file counts with."""
    assert DEFAULT.target_minutes == FULL
