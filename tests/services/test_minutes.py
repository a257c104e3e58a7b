"""No minute is lost and none is invented, whatever is logged, changed and undone by whichever mentor.

A plain list beside the database says what should count; the sums over credits must say the same, for every young
person, every mentor's share and every month, over month ends and both clock changes.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import services, storage
from bot.rules.errors import RuleBroken
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.storage.models import Base, Credit, Municipality, MunicipalPolicy, Pair, Participation, Pause, Person, RoleHeld
from bot.toolbox.database import make_engine, session_maker

RIGA = ZoneInfo("Europe/Riga")
FIRST = date(2026, 10, 1)
NOW = datetime(2027, 4, 20, 12, tzinfo=UTC)
# Around month ends, New Year, and the nights of 25 and of 23 hours (25 October, 28 March).
DAYS = [
    date(2026, 10, 1),
    date(2026, 10, 24),
    date(2026, 10, 25),
    date(2026, 10, 31),
    date(2026, 11, 1),
    date(2026, 11, 30),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2027, 3, 27),
    date(2027, 3, 28),
    date(2027, 3, 31),
]
MONTHS = [Period.month(2026, 9 + n) if n < 4 else Period.month(2027, n - 3) for n in range(1, 8)]

entries = st.tuples(
    st.sampled_from(["log", "change", "undo", "no-show"]),
    st.integers(0, 1),  # which mentor
    st.sets(st.integers(0, 2), min_size=1),  # which young people
    st.sampled_from(DAYS),
    st.one_of(st.none(), st.times().map(lambda at: at.replace(second=0, microsecond=0))),
    st.integers(1, 24 * 60),
    st.integers(0, 20),  # which earlier entry
)


@dataclass
class Ledger:
    """What should count, kept by hand: entries by id with the minutes that each gave to each."""

    given: dict[int, Counter[tuple[int, int, date]]] = field(default_factory=dict)
    before: dict[int, Counter[tuple[int, int, date]]] = field(default_factory=dict)  # by the change: what it replaced

    def write(
        self, session_id: int, mentor: int, youth: list[int], day: date, start: time | None, minutes: int
    ) -> None:
        counted: Counter[tuple[int, int, date]] = Counter()
        moment = datetime.combine(day, start, tzinfo=RIGA).astimezone(UTC) if start else None
        for minute in range(minutes):
            on = (moment + timedelta(minutes=minute)).astimezone(RIGA).date() if moment else day
            for one in youth:
                counted[one, mentor, on] += 1
        self.given[session_id] = counted

    def replace(self, old: int, new: int) -> None:
        self.before[new], self.given[old] = self.given[old], Counter()

    def undo(self, undone: int, left: int) -> None:
        """A change gives back what it replaced, under a new id and once; anything else just goes."""
        self.given[undone] = Counter()
        if undone in self.before:
            self.given[left] = self.before.pop(undone)
            assert left != undone

    def total(self) -> Counter[tuple[int, int, date]]:
        return sum(self.given.values(), Counter())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(entries, min_size=1, max_size=12))
def test_corrections_splits_and_clock_changes_never_lose_or_invent_a_minute(acts: list[tuple[object, ...]]) -> None:
    asyncio.run(_lived(acts))


async def _lived(acts: list[tuple[object, ...]]) -> None:
    engine = make_engine("sqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as db:
        mentors, youth = await _people(db)
        ledger = Ledger()
        for act in acts:
            await _does(db, ledger, mentors, youth, act)
        await db.flush()
        await _agree(db, ledger, mentors, youth)
    await engine.dispose()


async def _does(
    db: AsyncSession, ledger: Ledger, mentors: list[int], youth: list[int], act: tuple[object, ...]
) -> None:
    what, who, whom, day, start, minutes, earlier = act
    assert isinstance(who, int) and isinstance(earlier, int) and isinstance(day, date) and isinstance(minutes, int)
    assert isinstance(whom, set) and (start is None or isinstance(start, time))
    mentor, chosen = mentors[who], sorted(youth[one] for one in whom)
    before = sorted(ledger.given)
    target = before[earlier % len(before)] if before else None
    came = what != "no-show"
    try:
        if what == "undo":
            if target is not None:
                left = await services.sessions.undo(db, target, mentor_id=mentor, now=NOW, zone=RIGA)
                ledger.undo(target, left.id)
            return
        async with db.begin_nested():
            saved = await services.sessions.log(
                db,
                mentor_id=mentor,
                participation_ids=chosen,
                day=day,
                start=start if came else None,
                minutes=minutes if came else 0,
                kind="mentoring",
                mode="in_person",
                attended=came,
                note=None,
                said_at=NOW,
                now=NOW,
                zone=RIGA,
                replaces_id=target if what == "change" else None,
            )
    except RuleBroken:
        return  # refused: nothing may have changed, and the sums below will tell
    if what == "change" and target is not None:
        ledger.replace(target, saved.id)
    ledger.write(saved.id, mentor, chosen, day, start if came else None, minutes if came else 0)


async def _agree(db: AsyncSession, ledger: Ledger, mentors: list[int], youth: list[int]) -> None:
    total = ledger.total()
    credited = int(await db.scalar(select(func.sum(Credit.minutes))) or 0)
    assert credited == sum(total.values())
    everyone = [one for one in [await storage.pairs.by_id(db, stay) for stay in youth] if one is not None]
    for month in MONTHS:
        for mentor in mentors:
            stood = await services.months.of(db, everyone, period=month, today=month.last, mentor_id=mentor)
            for one in stood:
                mine = {key: n for key, n in total.items() if key[0] == one.beside.participation_id and key[2] in month}
                assert one.standing.done == timedelta(minutes=sum(mine.values()))
                share = sum(n for key, n in mine.items() if key[1] == mentor)
                assert (one.own_share or timedelta(0)) == timedelta(minutes=share)


async def _people(db: AsyncSession) -> tuple[list[int], list[int]]:
    """Two mentors beside the same three young people; one of these paused. No month is closed."""
    place = Municipality(name="Smiltene")
    db.add(place)
    await db.flush()
    db.add(MunicipalPolicy(municipality_id=place.id, valid_from=date(2020, 1, 1), differences={"correction_days": 400}))
    people = [Person(name=f"P{n}", language="lv", created_at=NOW) for n in range(5)]
    db.add_all(people)
    await db.flush()
    mentors, youth = [one.id for one in people[:2]], [one.id for one in people[2:]]
    for mentor in mentors:
        db.add(RoleHeld(person_id=mentor, role=Role.MENTOR.value, municipality_id=place.id, given_at=NOW))
    stays = [
        Participation(youth_id=one, municipality_id=place.id, started_on=FIRST, planned_end_on=date(2027, 4, 19))
        for one in youth
    ]
    db.add_all(stays)
    await db.flush()
    for stay in stays:
        for mentor in mentors:
            db.add(Pair(participation_id=stay.id, mentor_id=mentor, started_on=FIRST, created_at=NOW))
    db.add(Pause(participation_id=stays[0].id, first_on=date(2026, 11, 10), last_on=date(2026, 11, 20)))
    await db.flush()
    return mentors, [stay.id for stay in stays]
