"""Before it is late: what a mentor, a coordinator and a young person read of how the month will end, and when the
ladder is silent."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import select

from bot import storage
from bot.rules.people import Role
from bot.storage.models import OutboxRow, TimeOff
from tests.conftest import House, Someone
from tests.doors.gathered import beside, taps_all
from tests.doors.test_clock import about, but_digests, but_overviews, id_of, local
from tests.town import Town, founded, november

WHY = ["Kāpēc šo saņēmu?"]


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
    return await town.person("Ilze", Role.MENTOR, place=place, language="lv")


async def logs_weekly(town: Town, mentor: int, youth: int, hours: float, *days: int) -> None:
    for day in days:
        await town.logs(mentor, youth, date(2026, 11, day), hours)


# --- the ladder speaks when the forecast says so ---


async def test_who_goes_on_as_before_and_will_reach_the_target_is_left_in_peace(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    """More than five hours a week since October: on the 20th it is 12 h 30 min of 20 h, and nobody has to be told."""
    anna = await town.youth("Anna", mentor, place=place, first=date(2026, 10, 1))
    for day in (date(2026, 10, 26), date(2026, 10, 29)):
        await town.logs(mentor, anna, day, 4)
    await logs_weekly(town, mentor, anna, 2.5, 3, 5, 10, 13, 17)
    heard = await town.passes(november(20), november(20, 23))
    assert about(heard, "pietrūkst") == []
    assert but_digests(await town.to(inga)) == []


async def test_in_the_last_five_days_a_habit_is_no_reason_to_be_silent(town: Town, place: int, mentor: int) -> None:
    anna = await town.youth("Anna", mentor, place=place, first=date(2026, 10, 1))
    await logs_weekly(town, mentor, anna, 2.5, 3, 5, 10, 13, 17, 19)
    heard = await town.passes(november(20), november(25, 23))
    assert [local(one) for one in about(heard, "pietrūkst")] == ["Wed 25 08:30"]


async def test_plans_that_cover_the_rest_silence_the_ladder_and_calling_one_off_opens_it_again(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 4, 3, 10, 17)
    await town.plans(mentor, anna, day=date(2026, 11, 24), hours=4)
    second = await town.plans(mentor, anna, day=date(2026, 11, 28), hours=4)
    await town.passes(november(20), november(20, 23))
    assert but_digests(await town.left()) == []
    await town.calls_off(second)
    await town.passes(november(20, 23, 30), november(24, 14))
    assert [local(one) for one in about(await town.to(mentor), "pietrūkst")] == ["Sat 21 08:30"]
    assert about(
        await town.to(mentor),
        "Anna: 12 h no 20 h, pietrūkst: 8 h",
        "Ieplānots: 4 h, vēl jāieplāno: 4 h",
    )


async def test_a_warning_that_plans_made_unnecessary_comes_back_when_they_did_not_take_place(
    town: Town, place: int, mentor: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 4, 3, 10, 17)
    await town.tick(november(20, 0, 1))
    await town.plans(mentor, anna, day=date(2026, 11, 21), hours=8)
    await town.passes(november(20, 0, 2), november(20, 23))
    assert await town.to(mentor) == []
    assert [(one.state, one.reason) for one in await town.notices("shortfall")] == [("cleared", "planned")]
    await town.passes(november(21), november(22, 23))
    assert [local(one) for one in about(await town.to(mentor), "pietrūkst: 8 h")] == ["Sun 22 08:30"]


async def test_a_second_calling_off_is_told_too_and_nothing_twice(town: Town, place: int, mentor: int) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 2, 3, 10, 19)
    first, second = [await town.plans(mentor, anna, day=date(2026, 11, day), hours=8) for day in (23, 24)]
    await town.calls_off(first)
    await town.passes(november(20), november(21, 23))
    await town.calls_off(second)
    await town.passes(november(21, 23, 30), november(24, 23))
    assert [local(one) for one in about(await town.to(mentor), "pietrūkst")] == ["Fri 20 08:30", "Sun 22 08:30"]


async def test_a_municipality_may_hear_of_every_missing_hour(town: Town, place: int, mentor: int) -> None:
    await town.policy(place, date(2020, 1, 1), notices={"warn10": {"trusts": "nothing"}})
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 4, 3, 10, 17)
    await town.plans(mentor, anna, day=date(2026, 11, 24), hours=8)
    heard = await town.passes(november(20), november(20, 23))
    assert about(heard, "Anna: 12 h no 20 h", "Ieplānots: 8 h. Ar to pietiks.")


async def test_an_impossible_month_is_possible_when_it_is_planned(
    town: Town, place: int, mentor: int, inga: int
) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 3, 3, 10, 17, 24)
    await town.plans(mentor, anna, day=date(2026, 11, 30), hours=8)
    await town.passes(november(29), november(30, 12))
    assert but_overviews(await town.to(mentor)) == []
    assert but_digests(await town.to(inga)) == []


# --- the mentor hears it once, and again with a proposal ---


async def test_the_first_note_is_a_note_and_the_second_brings_proposals(town: Town, place: int, mentor: int) -> None:
    """They meet on Tuesdays for an hour and a half."""
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 1.5, 3)
    await town.passes(november(10), november(10, 12))
    assert await buttons(town, mentor) == [["Ierakstīt tikšanos", "Ieplānot"], WHY]
    await logs_weekly(town, mentor, anna, 1.5, 10)
    await town.passes(november(14, 12), november(15, 12))
    assert await buttons(town, mentor) == [
        ["Anna: 16.11. 15.00–19.00"],
        ["Anna: 17.11. 15.00–19.00"],
        ["Anna: 24.11. 15.00–19.00"],
        ["Ierakstīt tikšanos", "Ieplānot"],
        WHY,
    ]


async def test_several_young_people_share_the_proposals_of_one_message(town: Town, place: int, mentor: int) -> None:
    for n in range(4):
        youth = await town.youth(f"Youth {n}", mentor, place=place)
        await town.logs(mentor, youth, date(2026, 11, 17), 1)
    await town.passes(november(20), november(20, 12))
    *offered, log, _why = await buttons(town, mentor)
    assert sorted(one[0][:7] for one in offered) == [f"Youth {n}" for n in range(4)]
    assert len({one[0][9:] for one in offered}) == 4  # one mentor cannot be in two places
    assert log == ["Ierakstīt tikšanos", "Ieplānot"]


async def test_days_on_which_the_mentor_is_away_are_not_offered(town: Town, place: int, mentor: int) -> None:
    anna = await town.youth("Anna", mentor, place=place)
    await logs_weekly(town, mentor, anna, 3, 3, 10, 17)
    async with town.sessions.begin() as db:
        off = TimeOff(person_id=mentor, first_on=date(2026, 11, 21), last_on=date(2026, 11, 27), asked_at=november(1))
        await storage.time_off.add(db, off)
    await town.passes(november(20), november(20, 12))
    assert (await buttons(town, mentor))[:1] == [["Anna: 30.11. 15.00–19.00"]]


async def buttons(town: Town, person: int) -> list[list[str]]:
    """Under the latest message to somebody, row by row."""
    async with town.sessions() as db:
        latest = await db.scalar(
            select(OutboxRow).where(OutboxRow.chat_id == town.chat_of(person)).order_by(OutboxRow.id.desc()).limit(1)
        )
    assert latest is not None
    assert latest.payload is not None
    rows = latest.payload["reply_markup"]["inline_keyboard"]
    return [[one["text"].replace("\u00a0", " ") for one in row] for row in rows]


async def test_a_tap_on_a_proposal_opens_the_planning_card_filled_in(
    house: House, smiltene: int, ilze: Someone
) -> None:
    """Wednesday 18 November: Oksana meets Ilze on Tuesdays, and a tap plans the next one."""
    found = await beside(house, ilze, smiltene, Oksana="uk")
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze)
    stay = await participation_of(house, found["Oksana"])
    await logs_weekly(town, mentor, stay, 2, 3, 10, 17)
    await ilze.says("/hours")
    ilze.sees("Oksana: 6 h no 19 h 30 min", "Prognoze mēneša beigām:")
    [label, *_] = [one for one in ilze.last.labels if one.startswith("Oksana: ")]
    assert label.replace("\u00a0", " ") == "Oksana: 19.11. 15.00–19.00"
    await ilze.taps(label)
    ilze.sees("Зустріч із ментором", "ceturtdiena, 19. novembris")
    await taps_all(ilze, "Saglabāt")
    found["Oksana"].sees("Зустріч із ментором")
    await ilze.says("/hours")
    ilze.sees("Ieplānots: 4 h, vēl jāieplāno: 9 h 30 min")


async def test_a_proposal_that_has_passed_asks_for_another_day_and_a_foreign_one_does_not_exist(
    house: House, smiltene: int, ilze: Someone
) -> None:
    found = await beside(house, ilze, smiltene, Oksana="uk")
    stay = await participation_of(house, found["Oksana"])
    await ilze.says("/hours")
    await ilze.taps_data(ilze.last.message_id, f"propose:{stay}:202611101500:120")
    ilze.sees("Kurā dienā")
    for forged in (f"propose:{stay + 77}:202612101500:120", f"propose:{stay}:2026121015:120", f"propose:{stay}"):
        asked = ilze.last
        await ilze.taps_data(asked.message_id, forged)
        assert ilze.last == asked


# --- /hours ---


async def test_a_mentor_sees_whether_all_months_fit_into_the_days_left(
    house: House, smiltene: int, ilze: Someone
) -> None:
    """Wednesday 25 November: six days are left, and at four hours a day they hold 24 h."""
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze)
    house.clock.turn_to(november(25, 12))
    youths = {name: await town.youth(name, mentor, place=smiltene) for name in ("Anna", "Berta", "Cora")}
    for name, hours in (("Anna", 12), ("Berta", 10), ("Cora", 17)):
        await town.logs(mentor, youths[name], date(2026, 11, 3), hours)
    await ilze.says("/hours")
    ilze.sees("Kopā pietrūkst: 21 h, vēl jāieplāno: 21 h", "Vispirms: Berta")
    ilze.sees("Atlikušās dienas, arī brīvdienas: 6")
    assert ilze.last.text.index("Berta:") < ilze.last.text.index("Anna:") < ilze.last.text.index("Cora:")
    await town.plans(mentor, youths["Berta"], day=date(2026, 11, 27), hours=10)
    daina = await town.youth("Daina", mentor, place=smiltene)
    await town.logs(mentor, daina, date(2026, 11, 3), 11)
    await ilze.says("/hours")
    ilze.sees(
        "Kopā pietrūkst: 30 h, vēl jāieplāno: 20 h",
        "Atlikušās dienas: 6, tajās iespējams: 24 h",
        "Grupas tikšanos pilnībā ieskaita katram jaunietim.",
        "Vispirms: Daina",
        "Ieplānots: 10 h. Ar to pietiks.",
    )
    assert [one.split(":")[0] for one in ilze.last.labels[:2]] == ["Daina", "Anna"]  # no afternoon is left


async def test_a_coordinator_reads_the_forecast_with_its_range(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze)
    berta = await town.youth("Berta", mentor, place=smiltene, first=date(2026, 10, 1))
    for day, hours in (
        (date(2026, 10, 23), 4),
        (date(2026, 10, 30), 3),
        (date(2026, 11, 6), 5),
        (date(2026, 11, 13), 4),
    ):
        await town.logs(mentor, berta, day, hours)
    await anna.says("/hours")
    anna.sees(
        "Berta: 9 h of 20 h, short by: 11 h",
        "Forecast for the end of the month: 16 h (from 14 h 30 min to 18 h 30 min)",
    )


async def test_a_young_person_reads_what_is_planned_and_no_count_of_what_is_not(
    house: House, smiltene: int, ilze: Someone
) -> None:
    found = await beside(house, ilze, smiltene, Oksana="uk")
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze)
    stay = await participation_of(house, found["Oksana"])
    await found["Oksana"].says("/hours")
    found["Oksana"].sees("Поки що цього місяця більше нічого не заплановано. Якщо маєш ідею, розкажи ментору.")
    await town.plans(mentor, stay, day=date(2026, 11, 24), hours=2)
    await found["Oksana"].says("/hours")
    found["Oksana"].sees("Цього місяця ще заплановано: 2 год", "Що заплановано")
    found["Oksana"].sees_not("бракує")
    found["Oksana"].sees_not("Прогноз")


async def participation_of(house: House, youth: Someone) -> int:
    async with house.blakus.sessions() as db:
        caller = await storage.people.caller(db, youth.chat.id)
        assert caller is not None
        [stay] = await storage.pairs.of_youth(db, caller.id)
        return stay.participation_id
