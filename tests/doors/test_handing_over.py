"""A pair ends while something is planned: a coordinator answers with one tap, the young person hears how it stands."""

import pytest

from tests.conftest import House, Someone
from tests.doors.gathered import beside, taps_all


@pytest.fixture
async def oksana(house: House, ilze: Someone, smiltene: int) -> Someone:
    return (await beside(house, ilze, smiltene, Oksana="uk"))["Oksana"]


async def parted(anna: Someone, ilze: Someone, *lines: str) -> None:
    for line in lines:
        await ilze.says(f"/activity {line}")
        await ilze.taps("Saglabāt")
    await anna.says("/people")
    await taps_all(anna, "Oksana", "End the pair")
    await anna.taps("Yes")


async def test_the_coordinator_leads_it_with_one_tap(anna: Someone, ilze: Someone, oksana: Someone) -> None:
    await parted(anna, ilze, "rīt 11:00 CV ar Oksanu bibliotēkā, 2h")
    anna.sees("This has lost its leader and is with you now:\nCV bibliotēkā", "Will you lead it?", "Call it off")
    [change] = [one.text for one in oksana.chat.from_bot if one.text.startswith("Є зміни: CV bibliotēkā")]
    assert "У кого запитати: Anna" in change
    await oksana.says("/activities")
    await taps_all(oksana, oksana.last.labels[0])
    oksana.sees("Ще вирішується, хто проводитиме.")
    await anna.taps("I lead it")
    anna.sees("Noted: you lead this. Everyone invited hears so.", "Oksana: no answer yet", "Change")
    oksana.sees("Подія відбудеться: CV bibliotēkā", "На тебе чекає: Anna")
    await anna.taps_data(anna.last.message_id, "act:take:1")
    anna.sees("Noted: you lead this.")


async def test_or_calls_it_off(anna: Someone, ilze: Someone, oksana: Someone) -> None:
    await parted(anna, ilze, "rīt 11:00 CV ar Oksanu 2h")
    await anna.taps("Call it off")
    anna.sees("Everyone who may have come is told. Cancel it?")
    await anna.taps("Yes, cancel it")
    oksana.sees("Це не відбудеться: CV")


async def test_several_are_one_message_with_a_button_for_each(anna: Someone, ilze: Someone, oksana: Someone) -> None:
    await parted(anna, ilze, "rīt 11:00 CV ar Oksanu 2h", "sestdien 15:00 kino ar Oksanu 2h")
    anna.sees("This has lost its leader and is with you now:", "CV", "kino")
    assert "Will you lead it?" not in anna.last.text, "which of them?"
    assert sum("CV" in label or "kino" in label for label in anna.last.labels) == 2
    await taps_all(anna, next(label for label in anna.last.labels if "kino" in label))
    anna.sees("Nobody has said yet that they lead this.", "I lead it")
    await anna.taps("I lead it")
    anna.sees("Noted: you lead this.")
    await anna.says("/activities")
    anna.sees("CV", "Nobody has said yet that they lead this.")
