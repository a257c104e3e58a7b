"""/hours, /digest and /quiet: each sees what is theirs, page by page, and chooses when not to be disturbed."""

from datetime import date, time, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import messages, rules, storage
from bot.i18n import LANGUAGES, Speech
from bot.rules.hours import ShortReason
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.policies import DEFAULT
from bot.services.months import Reason, YouthMonth
from bot.services.reasons import REASON_LIMIT
from bot.storage.pairs import Beside
from tests.conftest import RIGA, House, Someone
from tests.town import Town

NOVEMBER = Period.month(2026, 11)


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


async def test_a_coordinator_sees_what_each_working_day_would_have_to_bring(
    house: House, town: Town, smiltene: int, anna: Someone, mentor: int
) -> None:
    oksana = await town.youth("Oksana", mentor, place=smiltene)
    await town.logs(mentor, oksana, date(2026, 11, 3), 11.5)
    await town.youth("Bohdan", mentor, place=smiltene, first=date(2026, 10, 1), last=date(2026, 11, 10))
    await town.youth("Dace", mentor, place=smiltene, ended=date(2026, 11, 12))
    done = await town.youth("Elza", mentor, place=smiltene)
    await town.logs(mentor, done, date(2026, 11, 4), 20)
    await anna.says("/hours")
    blocks = {one.split(":")[0]: one.split("\n")[2:] for one in anna.last.text.replace("\u00a0", " ").split("\n\n")[1:]}
    assert blocks["Oksana"][0] == "Working days left: 8, average a day: 1 h 5 min"
    assert blocks["Bohdan"][0] == "Planned end passed: 10 November 2026"
    assert blocks["Dace"][0] == "The programme has ended. Last day: 12 November 2026"
    assert blocks["Elza"] == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 57), st.integers(0, 5)), min_size=1, max_size=30),
    st.sampled_from("aЇ𝒜"),
    st.sampled_from(LANGUAGES),
)
def test_a_page_of_hours_fits_into_one_message_whatever_people_are_called(
    people: list[tuple[int, int]], letter: str, language: str
) -> None:
    """Nothing is cut: every young person stands on one page, with all their lines; twelve on a page at most."""
    _ = Speech(language, RIGA)
    months = [
        a_month(f"{n:02}:{letter * length}", [letter * rules.text.NAME_LIMIT] * mentors)
        for n, (length, mentors) in enumerate(people)
    ]
    for view in (partial(messages.hours.coordinator, municipality=(1, "Jelgavas novads")), messages.hours.mentor):
        pages = [view(_, months, period=NOVEMBER, page=n).text for n in range(1, 32)]
        shown = [page for n, page in enumerate(pages) if n == 0 or page != pages[n - 1]]
        assert all(len(page.encode("utf-16-le")) // 2 <= 4096 for page in shown)
        blocks = [[one.split(":")[0] for one in page.split("\n\n")[1:-1]] for page in shown]
        assert all(0 < len(one) <= messages.hours.PAGE for one in blocks)
        assert [one for page in blocks for one in page] == [f"{n:02}" for n in range(len(people))]


def a_month(name: str, mentors: list[str]) -> YouthMonth:
    """Nothing done yet, in part of a month: as many lines as there are."""
    days = frozenset(day for day in NOVEMBER.days if day.day > 3)
    standing = rules.hours.standing(
        NOVEMBER, done=timedelta(minutes=95), active_days=days, today=date(2026, 11, 9), policy=DEFAULT,
        previous_done=timedelta(minutes=605), previous_target=timedelta(minutes=1170),
    )  # fmt: skip
    return YouthMonth(
        beside=Beside(1, 2, name, 1, date(2026, 10, 2), date(2027, 1, 31), None),
        standing=standing,
        mentors=tuple(enumerate(mentors)),
        own_share=timedelta(minutes=35),
        last_logged=None,
        policy=DEFAULT,
        active_days=days,
        is_overdue=False,
        reason=Reason(ShortReason.NO_CONTACT, "𝒜" * REASON_LIMIT),
    )


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
    await ilze.taps("Klusuma laiks")
    await ilze.taps("Cits laiks")
    ilze.sees("No kura laika")
    await ilze.says("22.30")
    await ilze.taps("plkst.\u00a07.00")
    ilze.sees("Klusuma laiks: 22.30–07.00", "Atjaunot parasto")
    async with house.blakus.sessions() as db:
        person = await storage.people.get(db, mentor)
        assert person is not None
        assert (person.quiet_from, person.quiet_until) == (time(22, 30), time(7))
    await ilze.taps("Atjaunot parasto")
    ilze.sees("Klusuma laiks: 20.00–08.00")
