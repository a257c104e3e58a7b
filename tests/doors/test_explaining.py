"""Why a month could not bring its hours: asked of the coordinator, kept with the month, seen where the month is."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.rules.people import Role
from bot.storage.models import AuditEntry, MonthReason
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.test_hours import id_of, joined_youth
from tests.doors.test_people import card_of
from tests.town import Town

FRIDAY_27 = datetime(2026, 11, 27, 9, tzinfo=RIGA)
BUTTON = "Note the reason: Oksana"


@pytest.fixture
def town(house: House) -> Town:
    return Town(house.blakus.engine)


@pytest.fixture
async def mentor(house: House, ilze: Someone) -> int:
    return await id_of(house, ilze)


@pytest.fixture
async def oksana(town: Town, smiltene: int, mentor: int) -> int:
    """On 27 November 17 hours are missing and four days are left."""
    participation = await town.youth("Oksana", mentor, place=smiltene)
    await town.logs(mentor, participation, date(2026, 11, 26), 3)
    return participation


async def noted(house: House) -> list[MonthReason]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(MonthReason).order_by(MonthReason.id)))


async def test_a_month_that_cannot_be_saved_gets_its_reason(
    house: House, time: Time, anna: Someone, oksana: int
) -> None:
    await time.turns_to(FRIDAY_27)
    asking = anna.chat.newest_with(BUTTON)
    assert "Oksana: 3" in asking.text and "what to report" in asking.text
    await anna.taps(BUTTON)
    anna.sees("Oksana\nMonth: November 2026\nWhy are hours missing?", "Illness", "No contact", "Another reason")
    await anna.taps("Exams")
    anna.sees("Oksana\nReason: Exams", "Please leave out details of health", "Skip")
    await anna.says("Final exams\nuntil 4 December")
    anna.sees("Oksana\nNoted. Reason: Exams · Final exams until 4 December")
    await anna.says("/hours")
    anna.sees("Oksana: 3 h of 20 h, short by: 17 h", "Reason: Exams · Final exams until 4 December")
    await anna.says("/digest")
    anna.sees("Oksana: 3 h of 20 h, short by: 17 h · Exams · Final exams until 4 December")
    [row] = await noted(house)
    assert (row.participation_id, row.month, row.reason) == (oksana, "2026-11", "exams")


async def test_words_may_be_left_out_and_the_latest_reason_holds(
    house: House, time: Time, anna: Someone, oksana: int
) -> None:
    await time.turns_to(FRIDAY_27)
    await anna.taps(BUTTON)
    await anna.says("illness")
    await anna.taps("Skip")
    anna.sees("Noted. Reason: Illness")
    await time.passes(days=20)
    await anna.taps(BUTTON)  # the old notice, in another month
    anna.sees("Month: November 2026")
    await anna.taps("Mentor absent")
    await anna.taps("Skip")
    assert [(one.month, one.reason, one.words) for one in await noted(house)] == [("2026-11", "mentor_away", None)]
    async with house.blakus.sessions() as db:
        entries = list(await db.scalars(select(AuditEntry).where(AuditEntry.action == "month.explained")))
    assert [one.subject for one in entries] == ["2026-11", "2026-11"]


async def test_a_reason_is_of_its_month_only(house: House, time: Time, anna: Someone, oksana: int) -> None:
    await time.turns_to(FRIDAY_27)
    await anna.taps(BUTTON)
    await anna.taps("No contact")
    await anna.taps("Skip")
    await time.turns_to(datetime(2026, 12, 3, 12, tzinfo=RIGA))
    await anna.says("/hours")
    assert "Reason" not in anna.last.text


async def test_who_has_heard_the_reason_is_not_asked_for_it(
    house: House, time: Time, smiltene: int, anna: Someone, oksana: int
) -> None:
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, smiltene, "en")
    await inga.says("/quiet")
    await inga.taps("Quiet hours")
    await inga.taps("Other hours")
    await inga.says("20:00")
    await inga.says("11:00")
    await time.turns_to(FRIDAY_27)
    await anna.taps(BUTTON)
    await anna.taps("Illness")
    await anna.taps("Skip")
    await time.turns_to(FRIDAY_27.replace(hour=11))
    inga.sees("Oksana: 3 h of 20 h")
    inga.sees_not("what to report", BUTTON)


async def test_each_button_of_a_merged_message_says_whose_month_it_is(
    house: House, time: Time, town: Town, smiltene: int, anna: Someone, mentor: int, oksana: int
) -> None:
    await town.logs(mentor, await town.youth("Žanete Krūmiņa-Bērziņa", mentor, place=smiltene), date(2026, 11, 26), 1)
    await time.turns_to(FRIDAY_27)
    assert anna.chat.newest_with(BUTTON) is anna.chat.newest_with("Note the reason: Žanete Krūmiņa…")
    await anna.taps("Note the reason: Žanete Krūmiņa…")
    anna.sees("Žanete Krūmiņa-Bērziņa\nMonth: November 2026")


async def test_nobody_else_notes_a_reason(
    house: House, time: Time, town: Town, anna: Someone, ilze: Someone, oksana: int
) -> None:
    """A mentor, the coordinator of another place, a forged button and a month outside the programme."""
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, await house.municipality("Valka"), "en")
    await time.turns_to(FRIDAY_27)
    for someone in (ilze, zane):
        await someone.says("/hours")
        await someone.taps_data(someone.last.message_id, f"reason:{oksana}:2026-11")
    assert "no longer there" in zane.alert
    for month in (f"{oksana}:2026-10", f"{oksana}:2026-12", f"{oksana}:x", f"{oksana}", "999:2026-11", "x:2026-11"):
        await anna.taps_data(anna.last.message_id, f"reason:{month}")
        assert "no longer there" in anna.alert
        anna.chat.toasts.clear()
    for someone in (anna, ilze, zane):
        someone.sees_not("Why are hours missing?", "Kāpēc trūkst")
    assert await noted(house) == []


async def test_the_young_person_sees_the_reason_and_takes_it_away_with_everything(
    house: House, time: Time, town: Town, smiltene: int, anna: Someone, mentor: int
) -> None:
    oksana, participation = await joined_youth(house, town, "Oksana", smiltene, mentor)
    await town.logs(mentor, participation, date(2026, 11, 26), 3)
    await time.turns_to(FRIDAY_27)
    await anna.taps(BUTTON)
    await anna.taps("Illness")
    await anna.says("abracadabra")
    async with house.blakus.engine.connect() as raw:
        stored = (await raw.exec_driver_sql("SELECT reason, words FROM month_reason")).one()
    assert all(b"illness" not in cell and b"abracadabra" not in cell for cell in stored)
    await oksana.says("/mydata")
    read, data = [one.document.content.decode() for one in oksana.chat.from_bot if one.document]
    assert "листопад 2026 року · чому бракує годин: Хвороба · abracadabra" in read
    [stay] = json.loads(data)["programmes"]
    assert [(one["month"], one["reason"], one["words"]) for one in stay["short_months"]] == [
        ("2026-11", "illness", "abracadabra")
    ]
    await oksana.says("/deletemydata")
    await oksana.taps("Так, видалити")
    assert await noted(house) == []


# --- from the person's card ---


async def test_a_reason_is_noted_from_the_card_while_a_month_is_short(
    house: House, time: Time, town: Town, anna: Someone, mentor: int, oksana: int
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("Note the month’s reason")
    anna.sees("Oksana\nMonth: November 2026\nWhy are hours missing?")
    await anna.taps("Illness")
    await anna.taps("Skip")
    assert [(one.participation_id, one.month, one.reason) for one in await noted(house)] == [
        (oksana, "2026-11", "illness")
    ]
    await town.logs(mentor, oksana, date(2026, 11, 17), 17)
    await card_of(anna, "Oksana")
    assert "Note the month’s reason" not in anna.last.labels


async def test_while_two_months_are_open_and_short_the_card_asks_which(
    house: House, time: Time, anna: Someone, oksana: int
) -> None:
    await time.turns_to(datetime(2026, 12, 3, 12, tzinfo=RIGA))
    await card_of(anna, "Oksana")
    await anna.taps("Note the month’s reason")
    anna.sees("Which month’s reason shall be noted?", "November 2026", "December 2026")
    asked = anna.last
    await anna.taps("November 2026")
    anna.sees("Month: November 2026")
    await anna.taps("No contact")
    await anna.taps("Skip")
    assert [one.month for one in await noted(house)] == ["2026-11"]
    await time.turns_to(datetime(2026, 12, 14, 12, tzinfo=RIGA))  # November is closed
    await anna.taps_data(asked.message_id, next(one.data or "" for row in asked.buttons for one in row))
    assert "no longer there" in anna.alert
    await card_of(anna, "Oksana")
    await anna.taps("Note the month’s reason")
    anna.sees("Month: December 2026")
