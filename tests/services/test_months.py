"""How a month stands: every minute once, whoever the mentor was, and the same number of statements for all."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot import services, storage
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.services.months import YouthMonth
from tests.town import Town, founded

NOVEMBER, DECEMBER = Period.month(2026, 11), Period.month(2026, 12)
HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 18)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with founded(database_url) as town:
        yield town


async def month(
    town: Town, participation: int, *, period: Period = NOVEMBER, today: date = TODAY, mentor: int | None = None
) -> YouthMonth:
    async with town.sessions() as db:
        besides = await storage.pairs.by_ids(db, [participation])
        [found] = await services.months.of(db, besides, period=period, today=today, mentor_id=mentor)
        return found


async def test_hours_belong_to_the_young_person_and_each_mentor_sees_their_share(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    janis = await town.person("Jānis", Role.MENTOR, place=place)
    anna = await town.youth("Anna", place=place)
    await town.pair(anna, ilze, date(2026, 11, 1), date(2026, 11, 9))
    await town.pair(anna, janis, date(2026, 11, 10))
    await town.logs(ilze, anna, date(2026, 11, 3), 4)
    await town.logs(janis, anna, date(2026, 11, 12), 2.5)
    found = await month(town, anna, mentor=ilze)
    assert found.standing.done == 6.5 * HOUR
    assert found.own_share == 4 * HOUR
    assert found.mentors == ((janis, "Jānis"),)
    assert found.last_logged == date(2026, 11, 12)
    assert (await month(town, anna)).own_share is None


async def test_a_part_month_and_a_pause_owe_their_share(town: Town) -> None:
    place = await town.place()
    anna = await town.youth("Anna", place=place, first=date(2026, 11, 16))
    assert (await month(town, anna)).standing.target == 10 * HOUR
    assert (await month(town, anna)).standing.full_target == 20 * HOUR
    await town.pause(anna, date(2026, 11, 21), date(2026, 11, 30))
    assert (await month(town, anna)).standing.target == 3.5 * HOUR


async def test_hours_are_owed_to_the_planned_end_and_what_is_logged_later_still_counts(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place, last=date(2026, 11, 15))
    await town.logs(ilze, anna, date(2026, 11, 17), 3)
    for today in (10, 18, 30):
        standing = (await month(town, anna, today=date(2026, 11, today))).standing
        assert (standing.target, standing.done, standing.missing) == (10 * HOUR, 3 * HOUR, 7 * HOUR)
    assert (await month(town, anna, period=DECEMBER, today=date(2026, 12, 9))).standing.target == 0 * HOUR


async def test_a_programme_that_ended_early_owes_to_its_end_and_one_that_ended_late_to_the_planned_one(
    town: Town,
) -> None:
    place = await town.place()
    for name, ended, target in (("Anna", date(2026, 11, 12), 8), ("Berta", date(2026, 11, 24), 10)):
        youth = await town.youth(name, place=place, last=date(2026, 11, 15), ended=ended)
        assert (await month(town, youth, today=date(2026, 11, 28))).standing.target == target * HOUR


async def test_the_month_before_stands_beside_this_one(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    await town.logs(ilze, anna, date(2026, 11, 30), 3)
    await town.logs(ilze, anna, date(2026, 12, 1), 1)
    found = await month(town, anna, period=DECEMBER, today=date(2026, 12, 2))
    assert (found.standing.previous_done, found.standing.done) == (3 * HOUR, HOUR)
    assert found.standing.previous_target == 20 * HOUR


async def test_what_counts_is_the_policy_in_force_when_the_month_began(town: Town) -> None:
    place = await town.place(modes_that_count=["in_person"], target_minutes=600)
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    await town.logs(ilze, anna, date(2026, 11, 3), 2)
    await town.logs(ilze, anna, date(2026, 11, 4), 1, mode="phone")
    await town.policy(place, date(2026, 11, 10), target_minutes=300)
    found = await month(town, anna)
    assert (found.standing.done, found.standing.target) == (2 * HOUR, 10 * HOUR)
    assert (await month(town, anna, period=DECEMBER)).standing.target == 5 * HOUR
    assert (await month(town, anna, period=DECEMBER)).standing.previous_done == 2 * HOUR


async def test_group_sessions_count_unless_the_municipality_says_no(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    await town.logs(ilze, anna, date(2026, 11, 3), 2, is_group=True)
    assert (await month(town, anna)).standing.done == 2 * HOUR
    await town.policy(place, date(2026, 1, 1), group_counts=False)
    assert (await month(town, anna)).standing.done == 0 * HOUR


@contextmanager
def counting(town: Town, caplog: pytest.LogCaptureFixture) -> Iterator[list[Any]]:
    """The statements of the block: SQLAlchemy's, and the prepared ones that go past it."""
    statements: list[Any] = []

    def note(*facts: Any) -> None:
        statements.append(facts[2])

    event.listen(town.engine.sync_engine, "before_cursor_execute", note)
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="bot.storage.prepared"):
        yield statements
    event.remove(town.engine.sync_engine, "before_cursor_execute", note)
    statements.extend(caplog.messages)


async def test_one_young_person_costs_as_many_statements_as_forty(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    place = await town.place()
    for n in range(40):
        await town.youth(f"Youth {n}", place=place)
    async with town.sessions() as db:
        everyone = await storage.pairs.in_municipality(db, place, first=TODAY, last=TODAY)
        assert len(everyone) == 40
        with counting(town, caplog) as few:
            await services.months.of(db, everyone[:1], period=NOVEMBER, today=TODAY)
        with counting(town, caplog) as many:
            await services.months.of(db, everyone, period=NOVEMBER, today=TODAY)
    assert 0 < len(few) == len(many) <= 6
