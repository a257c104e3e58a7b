"""/quiet: one card with hours, days off and how much a day, each changed in two taps; what then comes, over a year."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import rules, services, storage
from bot.rules.people import Role
from bot.rules.periods import is_public_holiday
from bot.rules.quiet import Weekday
from bot.storage.models import TimeOff
from tests.conftest import House, Someone, joined_staff
from tests.doors.test_people import in_chat, written_down
from tests.town import RIGA, Left, Town, founded, november


@pytest.fixture
async def mary(house: House, smiltene: int) -> Someone:
    """A mentor, who reads English."""
    return await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")


@pytest.fixture
async def oksana(house: House, smiltene: int) -> Someone:
    await written_down(house, smiltene, "Oksana")
    return await in_chat(house, smiltene, "Oksana")


async def test_one_card_shows_all_three(mary: Someone, oksana: Someone) -> None:
    await mary.says("/quiet")
    mary.sees("Quiet hours: 20:00–08:00", "Days off: none", "Reminders a day: no limit")
    await oksana.says("/quiet")
    oksana.sees("Quiet hours: 21:00–09:00", "Days off: none", "Reminders a day, at most: 1")


async def test_each_is_changed_in_two_taps_on_the_same_card(mary: Someone) -> None:
    await mary.says("/quiet")
    card = mary.last.message_id
    await mary.taps("Quiet hours")
    await mary.taps("22:00–07:00")
    mary.sees("Quiet hours: 22:00–07:00")
    await mary.taps("How many a day")
    mary.sees("✓ No limit")
    await mary.taps("2")
    mary.sees("Reminders a day, at most: 2")
    await mary.taps("Days off")
    await mary.taps("Saturday")
    await mary.taps("Public holidays")
    mary.sees("✓ Saturday", "✓ Public holidays", "Sunday")
    await mary.taps("Done")
    mary.sees("Days off: Saturday, public holidays", "Back to the usual")
    assert mary.last.message_id == card
    await mary.taps("Back to the usual")
    mary.sees("Quiet hours: 20:00–08:00", "Days off: none", "Reminders a day: no limit")
    assert "Back to the usual" not in mary.last.labels


async def test_a_tick_that_is_tapped_twice_stays(mary: Someone) -> None:
    await mary.says("/quiet")
    await mary.taps("Days off")
    message = mary.last.message_id
    for _ in range(2):
        await mary.taps_data(message, "quiet:day:sun:1")
    mary.sees("✓ Sunday")


async def test_no_quiet_hours_at_all(mary: Someone) -> None:
    await mary.says("/quiet")
    await mary.taps("Quiet hours")
    await mary.taps("No quiet hours")
    mary.sees("No quiet hours: reminders may come at any time.")


async def test_one_day_of_the_week_stays_open(mary: Someone) -> None:
    await mary.says("/quiet")
    await mary.taps("Days off")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"):
        await mary.taps(day)
    await mary.taps("Sunday")
    assert "One day of the week stays open" in mary.alert and "/pause" in mary.alert
    assert "✓ Sunday" not in mary.last.labels


async def test_a_young_person_chooses_among_a_few_a_day_and_not_without_end(oksana: Someone) -> None:
    await oksana.says("/quiet")
    await oksana.taps("How many a day")
    assert "No limit" not in oksana.last.labels
    await oksana.taps_data(oksana.last.message_id, "quiet:most:0")
    assert "no longer there" in oksana.alert
    await oksana.taps("3")
    oksana.sees("Reminders a day, at most: 3")


async def test_a_municipality_has_its_own_rules(house: House) -> None:
    place = await house.municipality(
        "Valka", holidays_off=True, staff_days_off=["sat", "sun"], staff_budget_a_day=3, own_days_off=["2026-12-23"]
    )
    janis = await joined_staff(house, "Janis", Role.MENTOR, place, "en")
    await janis.says("/quiet")
    janis.sees("Days off: Saturday, Sunday, public holidays", "Reminders a day, at most: 3")


# --- what then comes ---


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with founded() as town:
        yield town


async def choose(town: Town, person: int, **choice: object) -> None:
    async with town.sessions.begin() as db:
        row = await storage.people.get(db, person)
        assert row is not None
        for name, value in choice.items():
            setattr(row, name, value)


def local(one: Left) -> str:
    return one.at.astimezone(RIGA).strftime("%a %d %H:%M")


async def test_a_reminder_on_a_day_off_waits_and_says_why(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    await choose(town, ilze, days_off=["sat", "sun"])
    await town.tells(ilze, "paired", anna, due_at=november(14, 10))
    await town.tick(november(14, 10))
    assert [(one.state, one.reason) for one in await town.notices("paired")] == [("waiting", "day off")]
    [heard] = await town.passes(november(14, 10), november(16, 8, 15))
    assert local(heard) == "Mon 16 08:00"


async def test_a_mentors_own_budget_is_kept_and_what_is_left_comes_together(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    stays = [await town.youth(f"Youth {n}", ilze, place=place) for n in range(4)]
    await choose(town, ilze, most_a_day=1)
    for hour, stay in zip((9, 10, 11, 12), stays, strict=True):
        await town.tells(ilze, "paired", stay, due_at=november(3, hour))
    heard = await town.passes(november(3, 9), november(4, 12))
    assert [local(one) for one in heard] == ["Tue 03 09:00", "Wed 04 08:00"]
    assert all(f"Youth {n}" in heard[1].text for n in (1, 2, 3))


async def test_who_asks_for_a_person_waits_for_no_day_off_and_no_budget(town: Town) -> None:
    place = await town.place()
    inga = await town.person("Inga", Role.COORDINATOR, place=place)
    anna = await town.youth("Anna", place=place)
    await choose(town, inga, days_off=["sat", "sun"], most_a_day=1)
    async with town.sessions.begin() as db:
        [stay] = await storage.pairs.by_ids(db, [anna])
        asked = await services.care.ask_to_call(db, person_id=stay.youth_id, now=november(14, 7), zone=RIGA)
    await town.tells(inga, asked.kind, asked.call_id, due_at=november(14, 7))
    await town.tells(inga, "joined", stay.youth_id, due_at=november(14, 7))
    heard = await town.passes(november(14, 7), november(15, 20))
    assert [local(one) for one in heard] == ["Sat 14 08:00"]
    assert "asks to be called" in heard[0].text and "Has joined" not in heard[0].text


async def test_a_reminder_of_an_activity_comes_before_the_day_off(town: Town) -> None:
    """18 November is a holiday: what begins on the 19th is reminded of on the 17th."""
    place = await town.place()
    anna = await town.youth("Anna", place=place)
    async with town.sessions() as db:
        [stay] = await storage.pairs.by_ids(db, [anna])
        quiet = await services.quiet.of(
            db, stay.youth_id, roles=frozenset({(Role.YOUTH, place)}), today=date(2026, 11, 10)
        )
    begins = time(14)
    reminded_at = rules.activities.reminder_at(
        date(2026, 11, 19), begins, RIGA, quiet=quiet.rest, rule=rules.notice_rules.PACKED["activity_reminder"]
    )
    assert reminded_at == november(17, 20)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    due=st.lists(st.integers(0, 366 * 24 * 4), min_size=1, max_size=12),
    weekdays=st.none() | st.frozensets(st.sampled_from(Weekday), max_size=6),
    holidays=st.none() | st.booleans(),
    most=st.none() | st.integers(1, 3),
    is_youth=st.booleans(),
    away=st.none() | st.tuples(st.integers(0, 360), st.integers(1, 28)),
)
async def test_over_a_year_nothing_comes_in_rest_and_never_more_than_the_budget(
    due: list[int],
    weekdays: frozenset[Weekday] | None,
    holidays: bool | None,
    most: int | None,
    is_youth: bool,
    away: tuple[int, int] | None,
) -> None:
    """Both clock changes, every public holiday, the turn of the year and a pause are in it."""
    begins = datetime(2026, 2, 1, tzinfo=UTC)
    async with founded() as town:
        place = await town.place(own_days_off=["2026-12-23"])
        ilze = await town.person("Ilze", Role.MENTOR, place=place)
        anna = await town.youth("Anna", ilze, place=place, first=date(2026, 1, 1), last=date(2027, 12, 31))
        async with town.sessions() as db:
            person = (await storage.pairs.by_ids(db, [anna]))[0].youth_id if is_youth else ilze
        days = None if weekdays is None else sorted(one.value for one in weekdays)
        await choose(town, person, days_off=days, holidays_off=holidays, most_a_day=most)
        first = begins.date() + timedelta(days=away[0] if away else 0)
        last = first + timedelta(days=(away[1] if away else 0) - 1)
        if away is not None:
            async with town.sessions.begin() as db:
                db.add(TimeOff(person_id=person, first_on=first, last_on=last, asked_at=begins))
        moments = sorted(begins + timedelta(minutes=15 * one) for one in due)
        for moment in moments:
            await town.tells(person, "paired", anna, due_at=moment)
        now: datetime | None = moments[0]
        while now is not None:
            await town.release(now)
            now = await town.next_release(now)
        heard = await town.to(person)
    assert heard
    counted: dict[date, int] = {}
    for one in heard:
        at = one.at.astimezone(RIGA)
        assert 9 <= at.hour < 21 if is_youth else 8 <= at.hour < 20
        assert Weekday.of(at.date()) not in (weekdays or ())
        assert at.date() != date(2026, 12, 23)
        assert holidays is False or not is_public_holiday(at.date())
        assert not first <= at.date() <= last
        assert one.leave_by is not None and one.leave_by > one.at
        counted[at.date()] = counted.get(at.date(), 0) + 1
    if is_youth or most is not None:
        assert max(counted.values()) <= (most or 1)
