"""What comes once a week or a month: to mentors on Mondays and Fridays, to young people on Sundays, to coordinators on
the first of a month; and where it is wished for, on days on which something will fail."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import select

from bot import storage
from bot.rules.hours import ShortReason
from bot.rules.people import Role
from bot.storage.models import AuditEntry, MonthReason
from tests.conftest import House, Someone, Time
from tests.doors.gathered import beside, taps_all
from tests.doors.test_clock import but_digests, id_of, local
from tests.doors.test_forecasts import buttons, logs_weekly, participation_of
from tests.town import Left, Town, at, founded, november


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with founded() as town:
        yield town


@pytest.fixture
async def place(town: Town) -> int:
    return await town.place()


@pytest.fixture
async def inga(town: Town, place: int) -> int:
    return await town.person("Inga", Role.COORDINATOR, place=place)


@pytest.fixture
async def mentor(town: Town, place: int) -> int:
    return await town.person("Ilze", Role.MENTOR, place=place)


async def youth_of(town: Town, participation: int) -> int:
    async with town.sessions() as db:
        [beside] = await storage.pairs.by_ids(db, [participation])
        return beside.youth_id


def with_words(letters: list[Left], words: str) -> list[Left]:
    return [one for one in letters if words in one.text]


# --- a mentor's Monday ---


async def test_mondays_week_shows_what_is_planned_and_how_each_month_will_end(
    town: Town, place: int, mentor: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    berta = await town.youth("Berta", mentor, place=place)
    await logs_weekly(town, mentor, anna, 4, 3, 10, 17)
    await logs_weekly(town, mentor, berta, 6, 4, 12, 19)
    await town.plans(mentor, anna, day=date(2026, 11, 24), hours=2)
    [heard] = with_words(await town.passes(november(23), november(23, 23)), "The week ahead")
    assert local(heard) == "Mon 23 08:30"
    assert heard.text.split("\n") == [
        "The week ahead: 23 Nov – 29 Nov",
        "Tuesday 24 November, 15:00: CV – Anna",
        "",
        "Anna: 12 h of 20 h, short by: 8 h",
        "Forecast for the end of the month: 16 h 30 min (from 16 h 30 min to 17 h)",
        "Planned: 2 h, still to plan: 6 h",
        "",
        "Berta: 18 h of 20 h, short by: 2 h",
        "Forecast for the end of the month: 24 h 30 min (from 24 h 30 min to 25 h)",
        "",
        "Together short by: 10 h, still to plan: 8 h",
        "Working days left: 6, average a day: 1 h 40 min",
    ]
    assert (await buttons(town, mentor))[:1] == [["Anna: 25 Nov 15:00–19:00"]]


async def test_on_a_monday_the_week_says_what_the_ladder_would_say(town: Town, place: int, mentor: int) -> None:
    """The 9th of February 2027 is a Tuesday; on Monday the 15th the second rung falls."""
    await town.youth("Anna", mentor, place=place, first=date(2027, 2, 1), last=date(2027, 5, 31))
    heard = await town.passes(at(date(2027, 2, 15)), at(date(2027, 2, 15), 23))
    [week] = with_words([one for one in heard if one.chat_id == town.chat_of(mentor)], "short by")
    assert week.text.startswith("The week ahead")
    [notice] = await town.notices("pace")
    assert (notice.state, notice.reason) == ("cleared", "in the digest")


async def test_who_is_beside_nobody_has_no_week(town: Town, place: int, mentor: int) -> None:
    assert await town.passes(november(23), november(29)) == []


async def test_after_downtime_nobody_reads_on_wednesday_what_was_ahead_on_monday(
    town: Town, place: int, mentor: int
) -> None:
    await town.youth("Anna", mentor, place=place)
    await town.tick(november(16, 0, 1))
    heard = await town.passes(november(18), november(18, 23))
    assert with_words(heard, "The week ahead") == []
    assert [(one.state, one.reason) for one in await town.notices("week_ahead")] == [("cleared", "other day")]


# --- a mentor's Friday ---


async def test_what_passed_without_an_entry_is_logged_with_one_tap(
    house: House, time: Time, smiltene: int, ilze: Someone
) -> None:
    """On Thursday 19 November they met, and Ilze has not logged it by Friday afternoon."""
    found = await beside(house, ilze, smiltene, Oksana="uk")
    town = Town(house.blakus.engine)
    mentor, stay = await id_of(house, ilze), await participation_of(house, found["Oksana"])
    await town.plans(mentor, stay, day=date(2026, 11, 19), hours=2, answer="coming")
    await time.turns_to(november(20, 14, 59))
    ilze.sees_not("ieraksta vēl nav")
    await time.turns_to(november(20, 15))
    ilze.sees("ieraksta vēl nav:", "ceturtdiena, 19. novembris, plkst. 15.00: CV – Oksana")
    await taps_all(ilze, "19.11. Oksana: CV")
    ilze.sees("Oksana", "2 h")
    await taps_all(ilze, "Saglabāt")
    ilze.sees("Saglabāts", "Šomēnes: 2 h no 19 h 30 min")
    await town.tick(november(27, 0, 1))
    await town.tick(november(27, 15))
    [asked] = await town.notices("to_log")
    assert asked.state == "sent"


async def test_what_did_not_take_place_or_was_declined_is_not_asked_about(town: Town, place: int, mentor: int) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    missed = await town.plans(mentor, anna, day=date(2026, 11, 17), hours=2)
    await town.came(missed, attended=False)
    await town.plans(mentor, anna, day=date(2026, 11, 18), hours=2, answer="not_coming")
    await town.calls_off(await town.plans(mentor, anna, day=date(2026, 11, 19), hours=2))
    heard = await town.passes(november(20), november(20, 23))
    assert with_words(heard, "without an entry") == []


# --- a young person's Sunday ---


async def test_sunday_is_warm_and_counts_in_the_budget(town: Town, place: int, mentor: int) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await town.logs(mentor, anna, date(2026, 11, 17), 2)
    await town.plans(mentor, anna, day=date(2026, 11, 25), hours=2)
    youth = await youth_of(town, anna)
    await town.passes(november(22), november(22, 23))
    [heard] = await town.to(youth)
    assert local(heard) == "Sun 22 16:30"
    assert heard.text.split("\n") == [
        "Hi! Your week: 16 Nov – 22 Nov",
        "Time with your mentor: 2 h",
        "Next: CV, Wednesday 25 November, 15:00",
        "How did it go?",
    ]
    assert (await buttons(town, youth))[0] == ["Well", "It was hard"]
    await town.tells(youth, "paired", anna, due_at=november(22, 17))
    await town.passes(november(22, 17), november(22, 23))
    assert len(await town.to(youth)) == 1  # one a day


async def test_where_nothing_happened_and_nothing_is_planned_sunday_is_silent(
    town: Town, place: int, mentor: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await town.logs(mentor, anna, date(2026, 11, 10), 2)
    await town.plans(mentor, anna, day=date(2026, 12, 10), hours=2)
    await town.passes(november(22), november(22, 23))
    assert await town.to(await youth_of(town, anna)) == []


async def test_a_pause_and_a_reminder_of_tomorrow_go_before_the_look_back(town: Town, place: int, mentor: int) -> None:
    away = await town.youth("Anna", mentor, place=place)
    berta = await town.youth("Berta", mentor, place=place)
    for one in (away, berta):
        await town.logs(mentor, one, date(2026, 11, 17), 2)
    await town.pause(away, date(2026, 11, 20), None)
    asked = await town.plans(mentor, berta, day=date(2026, 11, 23), hours=2)
    youth = await youth_of(town, berta)
    async with town.sessions.begin() as db:
        await storage.notices.plan(
            db, key="reminder", person_id=youth, kind="activity_reminder", subject_id=asked, detail="0",
            due_at=november(22, 17), now=november(20),
        )  # fmt: skip
    await town.passes(november(22), november(22, 23))
    assert await town.to(await youth_of(town, away)) == []
    assert [one.text.split("\n")[0] for one in await town.to(youth)] == ["⏰ Reminder: CV"]
    assert {one.reason for one in await town.notices("youth_week")} == {"paused", "waits"}


async def test_a_hard_week_is_answered_with_a_person_and_told_to_nobody(
    house: House, time: Time, smiltene: int, ilze: Someone, anna: Someone
) -> None:
    found = await beside(house, ilze, smiltene, Oksana="uk")
    oksana = found["Oksana"]
    town = Town(house.blakus.engine)
    await town.logs(await id_of(house, ilze), await participation_of(house, oksana), date(2026, 11, 19), 2)
    await time.turns_to(november(22, 16, 30))
    oksana.sees("Привіт! Твій тиждень: 16.11 – 22.11", "Разом із ментором: 2 год", "Як минув тиждень?")
    before = len(anna.chat.from_bot), len(ilze.chat.from_bot)
    await oksana.taps("Було важко")
    oksana.sees("Цю відповідь нікому не показано", "Поговорити з людиною")
    await oksana.taps("Добре")
    oksana.sees("Приємно чути.")
    assert (len(anna.chat.from_bot), len(ilze.chat.from_bot)) == before


# --- a coordinator's month and day ---


async def test_the_result_of_a_month_comes_on_the_first_with_the_month_before_beside_it(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place, first=date(2026, 10, 1))
    berta = await town.youth("Berta", mentor, place=place, first=date(2026, 10, 1))
    cora = await town.youth("Cora", mentor, place=place)
    for youth, october, hours in ((anna, 20, 17), (berta, 15, 21), (cora, 0, 14)):
        if october:
            await town.logs(mentor, youth, date(2026, 10, 20), october)
        await town.logs(mentor, youth, date(2026, 11, 20), hours)
    async with town.sessions.begin() as db:
        db.add(
            MonthReason(
                participation_id=cora, month="2026-11", reason=ShortReason.EXAMS.value, noted_by=inga,
                noted_at=november(28),
            )
        )  # fmt: skip
    [heard] = with_words(await town.passes(at(date(2026, 12, 1)), at(date(2026, 12, 1), 23)), "Result of the month")
    assert local(heard) == "Tue 01 09:00"
    assert heard.text.split("\n") == [
        "Smiltene",
        "Result of the month: November 2026",
        "Target reached: 1 of 3. The month before: 1 of 2",
        "Hours: 52 h of 60 h. The month before: 35 h of 40 h",
        "Entries can be corrected until: Monday 7 December",
        "",
        "Cora: 14 h of 20 h, short by: 6 h",
        "Reason: Exams",
        "",
        "Anna: 17 h of 20 h, short by: 3 h",
        "The month before: 20 h of 20 h",
        "",
        "Berta: 21 h of 20 h",
        "The month before: 15 h of 20 h",
    ]
    assert (await buttons(town, inga))[:2] == [["Note the reason: Anna"], ["As a picture"]]


async def test_downtime_over_the_first_brings_the_result_late_and_after_a_week_not_at_all(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    await town.youth("Anna", mentor, place=place)
    heard = await town.passes(at(date(2026, 12, 4), 10), at(date(2026, 12, 4), 12))
    assert len(with_words(heard, "Result of the month: November 2026")) == 1
    assert with_words(await town.passes(at(date(2027, 1, 9), 10), at(date(2027, 1, 9), 12)), "Result") == []


async def test_the_daily_list_comes_only_where_it_is_wished_for_and_only_when_something_will_fail(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 3, 3, 10, 17)
    assert with_words(await town.passes(november(20), november(20, 23)), "What cannot wait") == []
    await town.policy(place, date(2020, 1, 2), notices={"digest_day": {"on": True}})
    heard = await town.passes(november(24, 23, 50), november(26, 23))
    assert [local(one) for one in with_words(heard, "What cannot wait")] == ["Wed 25 09:00", "Thu 26 09:00"]
    told = [one for one in but_digests(heard) if one.chat_id == town.chat_of(inga) and "short by" in one.text]
    assert len(told) == 2  # the warning of the 25th is in the list
    async with town.sessions() as db:
        actions = list(await db.scalars(select(AuditEntry.action).where(AuditEntry.actor_id == inga)))
    assert "digest.sent" not in actions  # nothing was sent yet, only queued
    await town.logs(mentor, anna, date(2026, 11, 26), 11)
    assert with_words(await town.passes(november(27), november(27, 23)), "What cannot wait") == []


# --- the picture ---


async def test_the_picture_says_the_same_in_words(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze)
    berta = await town.youth("Berta", mentor, place=smiltene, first=date(2026, 10, 1))
    cora = await town.youth("Cora", mentor, place=smiltene)
    await town.logs(mentor, berta, date(2026, 10, 20), 18)
    await town.logs(mentor, berta, date(2026, 11, 10), 11)
    await town.logs(mentor, cora, date(2026, 11, 10), 20)
    await anna.says("/digest")
    await anna.taps("As a picture")
    await house.settled()
    anna.sees("Smiltene · November 2026", "Berta: 11 h of 20 h; the month before: 18 h of 20 h", "Cora: 20 h of 20 h")
    assert anna.last.kind == "photo"
    await ilze.says("/hours")
    await ilze.taps_data(ilze.last.message_id, "chart:0:now")
    await house.settled()
    ilze.sees("Ilze · 2026. gada novembris", "Berta: 11 h no 20 h; mēnesi iepriekš: 18 h no 20 h")
    cesis = await town.place("Cēsis")
    for forged in (f"chart:{cesis}:now", f"chart:{smiltene}:now", "chart:0:2027-01", "chart:0:never"):
        before = len(ilze.chat.from_bot)
        await ilze.taps_data(ilze.last.message_id, forged)
        await house.settled()
        assert len(ilze.chat.from_bot) == before
