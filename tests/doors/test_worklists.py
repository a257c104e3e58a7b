"""The digest as a worklist: a line opens with what may be done, what is done folds away for everyone, and says by
whom."""

from datetime import date, timedelta

import pytest

from bot import storage
from bot.rules.people import Role
from tests.conftest import House, Someone, joined_staff
from tests.doors.test_clock import id_of
from tests.town import Town, november


@pytest.fixture
def town(house: House) -> Town:
    return Town(house.blakus.engine)


@pytest.fixture
async def mentor(house: House, ilze: Someone) -> int:
    return await id_of(house, ilze)


@pytest.fixture
async def inga(house: House, smiltene: int) -> Someone:
    """A second coordinator of the same municipality."""
    return await joined_staff(house, "Inga", Role.COORDINATOR, smiltene, "en")


async def test_a_line_opens_and_the_mentor_is_reminded_once_a_day(
    house: House, town: Town, smiltene: int, anna: Someone, inga: Someone, ilze: Someone, mentor: int
) -> None:
    """Wednesday noon: the hours of Berta will be missed, and Anna has her mentor reminded."""
    berta = await town.youth("Berta", mentor, place=smiltene)
    await town.logs(mentor, berta, date(2026, 11, 17), 3)
    await anna.says("/digest")
    anna.sees("Hours this month:", "Berta: 3 h of 20 h, short by: 17 h, forecast:")
    await anna.taps("Berta")
    anna.sees("Berta: 3 h of 20 h", "Mentor: Ilze", "Berta: last entry – Tuesday 17 November")
    anna.sees("Remind the mentor", "Pause", "Another mentor", "Note the reason", "Seen to")
    await anna.taps("Remind the mentor")
    anna.sees("The mentor will be reminded, outside quiet hours.")
    ilze.sees("Lūdzu, ieskatieties. To lūdz: Anna", "Berta: 3 h no 20 h, pietrūkst: 17 h", "Ierakst")
    assert any(one.startswith("Berta: ") for one in ilze.last.labels)  # what could be planned
    for other in (anna, inga):
        await other.says("/digest")
        await other.taps("Berta")
        assert "Remind the mentor" not in other.last.labels
        await other.taps_data(other.last.message_id, f"wdo:remind:{berta}")
        assert "less than a day ago. Reminded by: Anna" in other.alert
    assert len(await town.notices("mentor_reminded")) == 1
    house.clock.turn_to(house.clock.now() + timedelta(hours=24, minutes=1))
    await inga.says("/digest")
    await inga.taps("Berta")
    await inga.taps("Remind the mentor")
    assert len(await town.notices("mentor_reminded")) == 2


async def test_a_reminder_waits_for_the_end_of_quiet_hours_and_is_not_said_when_it_was_planned_meanwhile(
    house: House, town: Town, smiltene: int, anna: Someone, ilze: Someone, mentor: int
) -> None:
    berta = await town.youth("Berta", mentor, place=smiltene)
    await town.logs(mentor, berta, date(2026, 11, 17), 3)
    house.clock.turn_to(november(18, 21))
    await anna.says("/digest")
    await anna.taps("Berta")
    await anna.taps("Remind the mentor")
    ilze.sees_not("Lūdzu, ieskatieties")
    await town.plans(mentor, berta, day=date(2026, 11, 28), hours=17)
    house.clock.turn_to(november(19, 8, 30))
    house.blakus.notice_bell.ring()
    await house.settled()
    ilze.sees_not("Lūdzu, ieskatieties")
    [notice] = await town.notices("mentor_reminded")
    assert (notice.state, notice.reason) == ("cleared", "planned")


async def test_what_was_seen_to_folds_away_for_everyone_and_comes_back_after_a_week(
    house: House, town: Town, smiltene: int, anna: Someone, inga: Someone, mentor: int
) -> None:
    await town.youth("Berta", mentor, place=smiltene, first=date(2026, 11, 3))
    cora = await town.youth("Cora", mentor, place=smiltene)
    await town.logs(mentor, cora, date(2026, 11, 17), 20)
    await anna.says("/digest")
    anna.sees("Berta: no entry yet", "Target reached: 1")
    await anna.taps("Berta")
    await anna.taps("Seen to")
    anna.sees("Folded away for a week, for all coordinators.")
    await inga.says("/digest")
    inga.sees("Done in the last week:", "Berta: seen to – Anna")
    inga.sees_not("Berta: no entry yet")
    inga.sees_not("Berta: 0 h of")
    assert "Berta" not in inga.last.labels
    house.clock.turn_to(house.clock.now() + timedelta(days=7, minutes=1))
    await inga.says("/digest")
    inga.sees("Berta: no entry yet")


async def test_a_line_whose_fact_is_settled_is_gone_at_the_next_look_and_says_who_settled_it(
    house: House, town: Town, smiltene: int, anna: Someone, inga: Someone, mentor: int
) -> None:
    await town.youth("Berta", place=smiltene)
    await inga.says("/digest")
    inga.sees("Berta: no mentor at present")
    await inga.taps("Berta")
    await anna.says("/digest")
    await anna.taps("Berta")
    await anna.taps("Bring a mentor beside")
    await anna.taps("Ilze · 0")
    await anna.taps("18 November 2026")
    await inga.says("/digest")
    inga.sees("Done in the last week:", "Berta: mentor added – Anna")
    assert "no mentor at present" not in inga.last.text


async def test_what_is_lost_if_nothing_is_done_stands_first_and_who_will_reach_it_is_a_number(
    house: House, town: Town, smiltene: int, anna: Someone, mentor: int
) -> None:
    """Wednesday 25 November: six days at four hours a day hold 24 h."""
    house.clock.turn_to(november(25, 12))
    youths = {name: await town.youth(name, mentor, place=smiltene) for name in ("Berta", "Cora", "Daina")}
    for name, hours in (("Berta", 15), ("Cora", 9), ("Daina", 17)):
        await town.logs(mentor, youths[name], date(2026, 11, 3), hours)
    await town.plans(mentor, youths["Daina"], day=date(2026, 11, 28), hours=3)
    await anna.says("/digest")
    text = anna.last.text.replace("\u00a0", " ")
    assert text.index("Cora: 9 h") < text.index("Berta: 15 h")
    assert "Daina: 17" not in text
    anna.sees("On course by plans and forecast: 1")


async def test_the_line_of_another_municipality_is_not_there(
    house: House, town: Town, smiltene: int, anna: Someone
) -> None:
    cesis = await town.place("Cēsis")
    far = await town.youth("Zane", place=cesis)
    await anna.says("/digest")
    for forged in (f"work:{far}", f"wdo:seen:{far}", f"wdo:remind:{far}", f"work:{far + 99}"):
        await anna.taps_data(anna.last.message_id, forged)
        anna.sees_not("Zane")
    async with house.blakus.sessions() as db:
        [beside] = await storage.pairs.by_ids(db, [far])
        assert await storage.audit.of_people(db, {beside.youth_id}, actions=("line.seen_to",), since=november(1)) == []
