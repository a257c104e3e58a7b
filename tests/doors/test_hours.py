"""/hours, /digest and /quiet: each sees what is theirs, page by page, and chooses when not to be disturbed."""

from datetime import date, time

import pytest

from bot import storage
from bot.rules.people import Role
from tests.conftest import House, Someone
from tests.town import Town


@pytest.fixture
def town(house: House) -> Town:
    """Writes down what the house then shows."""
    return Town(house.blakus.engine)


async def id_of(house: House, someone: Someone) -> int:
    async with house.blakus.sessions() as db:
        caller = await storage.people.caller(db, someone.chat.id)
        assert caller is not None
        return caller.id


@pytest.fixture
async def mentor(house: House, ilze: Someone) -> int:
    return await id_of(house, ilze)


async def joined_youth(house: House, town: Town, name: str, place: int, mentor: int) -> tuple[Someone, int]:
    """A young person with a phone; and the participation."""
    participation = await town.youth(name, mentor, place=place)
    async with house.blakus.sessions.begin() as db:
        [beside] = await storage.pairs.by_ids(db, [participation])
        person = await storage.people.get(db, beside.youth_id)
        assert person is not None
        person.language = "uk"
    return house.someone(name, "uk", telegram_id=town.chat_of(beside.youth_id)), participation


async def test_a_young_person_sees_one_line_and_a_bar(
    house: House, town: Town, smiltene: int, ilze: Someone, mentor: int
) -> None:
    oksana, participation = await joined_youth(house, town, "Oksana", smiltene, mentor)
    await town.logs(mentor, participation, date(2026, 11, 3), 6.5)
    await oksana.says("/hours")
    oksana.sees("листопад 2026 року", "▓▓▓░░░░░░░ 6 год 30 хв з 20 год", "Ментор: Ilze")


async def test_a_mentor_sees_the_worst_first_with_the_own_share(
    house: House, town: Town, smiltene: int, ilze: Someone, mentor: int
) -> None:
    janis = await town.person("Jānis", Role.MENTOR, place=smiltene)
    anna = await town.youth("Anna", mentor, place=smiltene, first=date(2026, 10, 1))
    berta = await town.youth("Berta", mentor, place=smiltene, first=date(2026, 11, 16))
    await town.logs(mentor, anna, date(2026, 10, 5), 18)
    await town.logs(mentor, anna, date(2026, 11, 3), 11)
    await town.logs(janis, anna, date(2026, 11, 4), 0.5)
    await ilze.says("/hours")
    ilze.sees(
        "2026. gada novembris",
        "Anna: 11 h 30 min no 20 h, pietrūkst: 8 h 30 min",
        "Atlikušās darba dienas: 8, vidēji dienā: 1 h 5 min",
        "Jūsu daļa: 11 h",
        "Pagājušajā mēnesī: 18 h no 20 h",
        "Berta: 0 h no 10 h, pietrūkst: 10 h",
        "Nepilns mēnesis; par pilnu: 20 h",
    )
    assert ilze.last.text.endswith("\n\nNoteikums par nepilnu mēnesi nav apstiprināts.")
    assert ilze.last.text.index("Berta") < ilze.last.text.index("Anna")
    await town.logs(mentor, berta, date(2026, 11, 17), 10)
    await ilze.says("/hours")
    ilze.sees("▓▓▓▓▓▓▓▓▓▓")


async def test_a_mentor_never_sees_another_mentors_young_people(
    house: House, town: Town, smiltene: int, ilze: Someone, mentor: int
) -> None:
    janis = await town.person("Jānis", Role.MENTOR, place=smiltene)
    await town.youth("Berta", janis, place=smiltene)
    await ilze.says("/hours")
    ilze.sees_not("Berta")
    ilze.sees("Sadarbība ar jaunieti vēl nav sākta")


async def test_a_coordinator_turns_the_pages_of_the_municipality(
    house: House, town: Town, smiltene: int, anna: Someone
) -> None:
    cesis = await town.place("Cēsis")
    await town.youth("Far Away", place=cesis)
    for n in range(14):
        await town.youth(f"Youth {n:02}", place=smiltene)
    await anna.says("/hours")
    anna.sees("Smiltene", "Page 1 of 2", "Youth 11", "Mentor: –", "Next")
    assert "Youth 12" not in anna.last.text
    await anna.taps("Next")
    anna.sees("Page 2 of 2", "Youth 12", "Youth 13", "Back")
    anna.sees_not("Far Away")
    await anna.taps_data(anna.last.message_id, f"hours:all:{cesis}:1")
    anna.sees_not("Far Away")
    anna.sees("Page 2 of 2")
    await anna.taps_data(anna.last.message_id, f"hours:all:{smiltene}:99")
    anna.sees("Page 2 of 2")


async def test_who_is_both_sees_both_views(house: House, town: Town, smiltene: int, anna: Someone) -> None:
    person = await id_of(house, anna)
    async with house.blakus.sessions.begin() as db:
        db.add(
            storage.models.RoleHeld(
                person_id=person, role="mentor", municipality_id=smiltene, given_at=house.clock.now()
            )
        )
    await town.youth("Berta", person, place=smiltene)
    await anna.says("/hours")
    views = [message.text for message in anna.chat.from_bot[-2:]]
    assert all("Berta: 0 h of 20 h" in view.replace("\u00a0", " ") for view in views)
    assert views[0] != views[1]


async def test_the_digest_comes_on_demand_and_only_to_coordinators(
    house: House, town: Town, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    for n in range(40):
        await town.youth(f"Youth {n:02}", place=smiltene)
    await anna.says("/digest")
    anna.sees("Weekly digest: 11 Nov – 17 Nov", "Page 1 of")
    await anna.taps("Next")
    anna.sees("Page 2 of")
    await ilze.says("/digest")
    ilze.sees_not("Youth")
    await ilze.taps_data(ilze.last.message_id, f"digest:{smiltene}:1")
    ilze.sees_not("Youth")


async def test_the_digest_opens_the_cards_of_those_it_names(
    house: House, town: Town, smiltene: int, anna: Someone, ilze: Someone, mentor: int
) -> None:
    await town.youth("Oksana", mentor, place=smiltene, first=date(2026, 10, 1), last=date(2026, 11, 16))
    await town.youth("Bohdan", place=smiltene)
    await anna.says("/digest")
    anna.sees("Oksana: planned end passed – 16 Nov", "Bohdan: no mentor at present")
    await anna.taps("Bohdan")
    await anna.taps("Bring a mentor beside")
    await anna.taps("Ilze · 1")
    await anna.taps("18 November 2026")
    await anna.says("/digest")
    anna.sees("Bohdan: 0 h of 20 h")
    assert "no mentor at present" not in anna.last.text
    await anna.taps("Oksana")
    await anna.taps("Change the planned end")
    await anna.taps("3 months · 31 December 2026")
    await anna.says("/digest")
    assert "planned end passed" not in anna.last.text


async def test_a_page_of_the_digest_has_buttons_for_eight_of_its_people(
    house: House, town: Town, smiltene: int, anna: Someone, mentor: int
) -> None:
    for n in range(40):
        await town.youth(f"Youth {n:02}", mentor, place=smiltene)
    await anna.says("/digest")
    assert [label for label in anna.last.labels if label.startswith("Youth")] == [f"Youth {n:02}" for n in range(8)]
    anna.sees("Hours this month:")
    await anna.taps("Next")
    assert "Youth 00" not in anna.last.labels
    anna.sees("Hours this month:", "No entry for a week or longer:")


async def test_quiet_hours_are_shown_changed_and_put_back(house: House, ilze: Someone, mentor: int) -> None:
    await ilze.says("/quiet")
    ilze.sees("Klusuma laiks: 20.00–08.00")
    await ilze.taps("Mainīt")
    ilze.sees("No kura laika")
    await ilze.says("22.30")
    await ilze.taps("plkst.\u00a07.00")
    ilze.sees("Klusuma laiks: 22.30–07.00", "Atjaunot parasto laiku")
    async with house.blakus.sessions() as db:
        person = await storage.people.get(db, mentor)
        assert person is not None
        assert (person.quiet_from, person.quiet_until) == (time(22, 30), time(7))
    await ilze.taps("Atjaunot parasto laiku")
    ilze.sees("Klusuma laiks: 20.00–08.00")
