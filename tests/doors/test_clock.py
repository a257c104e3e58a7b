"""What happens by itself: heard in time, in daylight, once, and never after it was made good."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import messages, services, storage
from bot.i18n import LANGUAGES, Speech
from bot.rules.hours import ShortReason
from bot.rules.people import Eligibility, Role
from bot.services.months import Reason
from bot.storage.models import TimeOff
from tests.conftest import House, Someone, Time, joined_staff
from tests.town import RIGA, Left, Town, at, founded, november

HOUR = timedelta(hours=1)


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with founded() as town:
        yield town


@pytest.fixture
async def smiltene(town: Town) -> int:
    return await town.place()


@pytest.fixture
async def inga(town: Town, smiltene: int) -> int:
    """The coordinator."""
    return await town.person("Inga", Role.COORDINATOR, place=smiltene)


@pytest.fixture
async def ilze(town: Town, smiltene: int) -> int:
    """A mentor, who reads Latvian."""
    return await town.person("Ilze", Role.MENTOR, place=smiltene, language="lv")


def local(one: Left) -> str:
    return one.at.astimezone(RIGA).strftime("%a %d %H:%M")


OVERVIEWS = ("Šī nedēļa:", "The week ahead:", "Hi! Your week:", "Result of the month:")


def but_overviews(letters: list[Left]) -> list[Left]:
    """Without what comes once a week or a month and repeats what is known: tests/doors/test_weeks.py looks at that."""
    return [one for one in letters if not any(word in one.text for word in OVERVIEWS)]


def about(letters: list[Left], *words: str) -> list[Left]:
    return [one for one in but_overviews(letters) if all(word in one.text for word in words)]


def but_digests(letters: list[Left]) -> list[Left]:
    """A house that starts in the middle of a week brings Monday's digest late: not what these tests look at."""
    return [one for one in but_overviews(letters) if "Weekly digest" not in one.text]


# --- the ladder ---


async def test_a_quiet_month_is_told_rung_by_rung_at_its_hour(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    for day in (2, 9, 16, 23, 30):  # an hour a week: nobody is silent, and far too little is done
        await town.logs(ilze, anna, date(2026, 11, day), 0.5)
    await town.passes(november(3), november(30, 23))
    heard = about(await town.to(ilze), "pietrūkst")
    assert [local(one) for one in heard] == [
        "Tue 10 08:30", "Sun 15 08:30", "Fri 20 08:30", "Wed 25 08:30", "Fri 27 08:30", "Sun 29 08:30",
    ]  # fmt: skip
    told = about(await town.to(inga), "short by", "Mentor: Ilze")
    assert [local(one) for one in told] == ["Fri 20 09:00", "Wed 25 09:00", "Fri 27 09:00", "Sun 29 09:00"]
    for late in (*heard[-2:], *told[-2:]):  # more is missing than the days can hold: no average is asked for
        assert "vidēji dienā" not in late.text and "average a day" not in late.text
    assert "nepietiks" in heard[-1].text
    assert "too few" in told[-1].text


async def test_the_words_of_a_warning(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 17), 11.5)
    await town.passes(november(20), november(20, 23))
    assert about(
        await town.to(ilze),
        "Anna: 11 h 30 min no 20 h, pietrūkst: 8 h 30 min\nAtlikušās darba dienas: 7, vidēji dienā: 1 h 15 min",
    )
    [told] = but_digests(await town.to(inga))
    assert told.text.split("\n") == [
        "Anna: 11 h 30 min of 20 h, short by: 8 h 30 min",
        "Working days left: 7, average a day: 1 h 15 min",
        "Forecast for the end of the month: 18 h (from 11 h 30 min to 30 h)",
        "Mentor: Ilze, reminded: Friday 20 November",
    ]


async def test_six_young_people_make_one_message(town: Town, smiltene: int, ilze: int) -> None:
    for n, hours in enumerate((9, 2, 11, 4, 5, 6)):
        youth = await town.youth(f"Youth {n}", ilze, place=smiltene)
        await town.logs(ilze, youth, date(2026, 11, 19), hours)
    [heard] = await town.passes(november(20), november(20, 23))
    assert [line.split(":")[0] for line in heard.text.split("\n") if line.startswith("Youth")] == [
        "Youth 1", "Youth 3", "Youth 4", "Youth 5", "Youth 0", "Youth 2",
    ]  # fmt: skip


async def test_a_coordinator_of_many_gets_thirty_lines_at_most(town: Town, smiltene: int, inga: int) -> None:
    ilze = await town.person("Ilze", Role.MENTOR, place=smiltene)
    for n in range(25):
        youth = await town.youth(f"Youth {n}", ilze, place=smiltene)
        await town.logs(ilze, youth, date(2026, 11, 19), 5)
    await town.passes(november(20), november(20, 23))
    [heard] = but_digests(await town.to(inga))
    assert len(heard.text.split("\n")) <= 30
    assert heard.text.endswith("20 more young people. Everyone: /hours")


async def test_hours_made_good_before_it_leaves_are_not_mentioned(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 17), 12)
    await town.tick(november(20, 0, 1))
    await town.logs(ilze, anna, date(2026, 11, 20), 2)
    await town.tick(november(20, 8, 30))
    await town.tick(november(20, 9))
    assert but_digests(await town.left()) == []
    assert {one.state for one in await town.notices("shortfall")} == {"cleared"}


async def test_the_coordinator_hears_nothing_when_the_mentor_acts_on_the_warning(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 17), 12)
    await town.tick(november(20, 8, 30))
    assert len(await town.to(ilze)) == 1
    await town.logs(ilze, anna, date(2026, 11, 20), 2)
    await town.tick(november(20, 9))
    assert but_digests(await town.to(inga)) == []


async def test_warnings_go_to_the_mentor_of_today(town: Town, smiltene: int, ilze: int) -> None:
    janis = await town.person("Jānis", Role.MENTOR, place=smiltene)
    anna = await town.youth("Anna", place=smiltene)
    await town.pair(anna, ilze, date(2026, 11, 1), date(2026, 11, 19))
    await town.pair(anna, janis, date(2026, 11, 20))
    await town.logs(ilze, anna, date(2026, 11, 19), 1)
    await town.passes(november(20), november(20, 23))
    assert await town.to(ilze) == []
    assert len(about(await town.to(janis), "Anna")) == 1


async def test_a_coordinator_who_is_the_mentor_hears_it_once(town: Town, smiltene: int) -> None:
    both = await town.person("Inga", Role.COORDINATOR, Role.MENTOR, place=smiltene)
    anna = await town.youth("Anna", both, place=smiltene)
    await town.logs(both, anna, date(2026, 11, 19), 1)
    assert len(but_digests(await town.passes(november(20), november(20, 23)))) == 1


async def test_an_impossible_month_is_told_to_the_coordinator_once(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 26), 3)
    await town.passes(november(26), november(30, 23))
    [heard] = about(await town.to(inga), "too few", "Please agree with the mentor what to report.")
    assert local(heard) == "Fri 27 09:00"
    assert heard.text.count("short by: 17 h") == 1


# --- silence, endings ---


async def test_silence_is_told_to_the_mentor_and_later_to_the_coordinator(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 10), 15)
    await town.passes(november(11), november(29, 23))
    assert [local(one) for one in about(await town.to(ilze), "pēdējais ieraksts – otrdiena, 10. novembris")] == [
        "Tue 17 08:30"
    ]
    silence = about(but_digests(await town.to(inga)), "Anna: last entry")
    assert [local(one) for one in silence] == ["Tue 24 09:00"]


async def test_nobody_is_silent_in_a_pause(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 3), 9)
    await town.pause(anna, date(2026, 11, 5), date(2026, 11, 14))
    assert but_overviews(await town.passes(november(6), november(20, 23))) == []
    assert len(about(await town.passes(november(21), november(21, 23)), "pēdējais ieraksts")) == 1


async def test_an_end_is_announced_two_weeks_ahead_and_again_when_it_moves(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene, last=date(2026, 11, 25))
    await town.logs(ilze, anna, date(2026, 11, 10), 19)
    await town.passes(november(10), november(14))
    for reader, words in (
        (ilze, "programmas pēdējā diena – trešdiena, 25. novembris"),
        (inga, "last day of the programme"),
    ):
        assert [local(one)[:6] for one in about(await town.to(reader), words)] == ["Wed 11"]


async def test_a_planned_end_that_passed_is_told_once_to_the_coordinator_and_asks_for_no_more_hours(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene, last=date(2026, 11, 11))
    await town.logs(ilze, anna, date(2026, 11, 10), 5)
    await town.passes(november(11), november(30, 23))
    [heard] = about(but_digests(await town.to(inga)), "planned end")
    assert local(heard) == "Thu 12 09:00"
    assert heard.text.split("\n") == [
        "Anna: the planned end has passed – Wednesday 11 November",
        "No hours are owed after that day; entries still count. Please end the programme or move its end.",
    ]
    later = [one for one in await town.left(since=november(12)) if one != heard]
    assert about(later, "Weekly digest", "Anna: planned end passed – 11 Nov")
    assert [one for one in but_digests(later) if "Anna" in one.text] == []


async def test_a_planned_end_that_moved_and_passed_again_is_told_again(town: Town, smiltene: int, inga: int) -> None:
    anna = await town.youth("Anna", place=smiltene, last=date(2026, 11, 10))
    await town.passes(november(11), november(12))
    async with town.sessions.begin() as db:
        stay = await storage.pairs.participation(db, anna)
        assert stay is not None
        stay.planned_end_on = date(2026, 11, 17)
    await town.passes(november(13), november(20))
    told = about(but_digests(await town.to(inga)), "planned end has passed")
    assert [local(one) for one in told] == ["Wed 11 09:00", "Thu 19 08:00"]  # the 18th is a public holiday


async def test_a_programme_that_was_ended_in_time_is_nobodys_worry(town: Town, smiltene: int, inga: int) -> None:
    anna = await town.youth("Anna", place=smiltene, last=date(2026, 11, 10))
    await town.tick(november(11, 0, 1))
    async with town.sessions.begin() as db:
        stay = await storage.pairs.participation(db, anna)
        assert stay is not None
        stay.ended_on = date(2026, 11, 10)
    await town.passes(november(11, 0, 2), november(15, 23))
    assert about(await town.left(), "planned end") == []
    assert [one.state for one in await town.notices("overdue")] == ["cleared"]


# --- never woken ---


async def test_what_comes_up_at_night_waits_for_the_morning(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.tells(ilze, "paired", anna, due_at=november(3, 21))
    [heard] = await town.passes(november(3, 21), november(4, 12))
    assert local(heard) == "Wed 04 08:00"
    assert heard.leave_by == november(4, 20)


async def test_own_quiet_hours_win(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    async with town.sessions.begin() as db:
        await services.quiet.change(
            db, person_id=ilze, start=at(date(2026, 11, 3), 14).astimezone(RIGA).time(),
            end=at(date(2026, 11, 3), 10).astimezone(RIGA).time(), now=november(1),
        )  # fmt: skip
    await town.tells(ilze, "paired", anna, due_at=november(3, 15))
    [heard] = await town.passes(november(3, 15), november(4, 12))
    assert local(heard) == "Wed 04 10:00"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minute=st.integers(0, 3 * 24 * 60), spring=st.booleans(), is_youth=st.booleans())
async def test_nothing_leaves_in_quiet_hours_on_the_nights_when_the_clocks_change(
    minute: int, spring: bool, is_youth: bool
) -> None:
    begin = datetime(2027, 3, 27, tzinfo=UTC) if spring else datetime(2026, 10, 24, tzinfo=UTC)
    async with founded() as town:
        place = await town.place()
        mentor = await town.person("Ilze", Role.MENTOR, place=place)
        anna = await town.youth("Anna", mentor, place=place, first=date(2026, 9, 1), last=date(2027, 8, 1))
        reader = anna if is_youth else mentor
        async with town.sessions() as db:
            person = (await storage.pairs.by_ids(db, [anna]))[0].youth_id if is_youth else reader
        due_at = begin + timedelta(minutes=minute)
        await town.tells(person, "paired", anna, due_at=due_at)
        await town.passes(due_at, due_at + timedelta(days=4))  # Easter is there in 2027
        heard = await town.to(person)
        assert len(heard) >= 1
        for one in heard:
            hour = one.at.astimezone(RIGA).hour
            assert (9 <= hour < 21) if is_youth else (8 <= hour < 20)


async def test_a_young_person_gets_one_message_a_day(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    async with town.sessions() as db:
        youth = (await storage.pairs.by_ids(db, [anna]))[0].youth_id
    for hour in (10, 12, 14):
        await town.tells(youth, "paired", anna, due_at=november(3, hour))
    await town.tells(youth, "paired", anna, due_at=november(3, 23), is_urgent=True)
    heard = [one for one in await town.passes(november(3, 10), november(5)) if one.chat_id == town.chat_of(youth)]
    assert [local(one) for one in heard] == ["Tue 03 10:00", "Wed 04 09:00"], "what waits is said together"
    assert heard[1].leave_by == november(4, 21), "what is urgent is not said at night either"


async def test_what_is_urgent_passes_the_budget(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    async with town.sessions() as db:
        youth = (await storage.pairs.by_ids(db, [anna]))[0].youth_id
    await town.tells(youth, "paired", anna, due_at=november(3, 10))
    await town.tells(youth, "paired", anna, due_at=november(3, 12), is_urgent=True)
    heard = [one for one in await town.passes(november(3, 10), november(5)) if one.chat_id == town.chat_of(youth)]
    assert [local(one) for one in heard] == ["Tue 03 10:00", "Tue 03 12:00"]
    assert heard[1].leave_by == november(3, 21)


async def test_a_pause_holds_everything_back(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    async with town.sessions.begin() as db:
        db.add(TimeOff(person_id=ilze, first_on=date(2026, 11, 3), last_on=date(2026, 11, 5), asked_at=november(3)))
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    [heard] = await town.passes(november(3, 10), november(7))
    assert local(heard) == "Fri 06 08:00"


async def test_who_cannot_be_reached_is_not_written_to(town: Town, smiltene: int) -> None:
    ilze = await town.person("Ilze", Role.MENTOR, place=smiltene, has_telegram=False)
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    assert await town.passes(november(3, 10), november(3, 12)) == []
    assert [(one.state, one.reason) for one in await town.notices("paired")] == [("failed", "unreachable")]


# --- late, twice, after downtime ---


async def test_a_tick_that_runs_twice_says_it_once(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    await town.youth("Anna", ilze, place=smiltene)
    for _again in range(3):
        await town.tick(november(20, 9))
    assert len(await town.to(ilze)) == 1
    assert len(but_digests(await town.to(inga))) == 1


async def test_two_weeks_of_downtime_say_only_how_it_is_now(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 3), 1)
    await town.passes(november(8), november(8, 23))
    await town.tick(november(22, 12))
    assert len(await town.to(ilze)) == 1
    assert len([one for one in await town.notices("shortfall") if one.person_id == ilze]) == 1
    assert await town.notices("pace") == []


async def test_what_waited_too_long_is_outdated(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 19), 1)
    await town.tick(november(20, 0, 1))
    await town.tick(november(25, 0, 1))
    assert [one.state for one in await town.notices("shortfall")] == ["stale", "waiting"]


async def test_a_monday_missed_is_made_up_for_in_its_week_only(town: Town, smiltene: int, inga: int) -> None:
    await town.tick(november(17, 12))
    [heard] = await town.to(inga)
    assert "Weekly digest" in heard.text
    await town.tick(november(19, 12))
    assert len(await town.to(inga)) == 1


async def test_every_monday_at_nine_the_digest_comes(town: Town, smiltene: int, inga: int) -> None:
    heard = await town.passes(november(2), november(30, 23))
    assert [local(one) for one in heard] == [
        "Mon 02 09:00",
        "Mon 09 09:00",
        "Mon 16 09:00",
        "Mon 23 09:00",
        "Mon 30 09:00",
    ]


async def test_a_new_coordinator_does_not_get_last_mondays_digest(town: Town, smiltene: int) -> None:
    inga = await town.person("Inga", place=smiltene)
    async with town.sessions.begin() as db:
        await services.people.give_role(
            db, person_id=inga, role=Role.COORDINATOR, municipality_id=smiltene, now=november(17)
        )
    assert await town.passes(november(18), november(22, 23)) == []


# --- digest ---


async def test_the_digest_is_a_worklist(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 15), 4)
    bella = await town.youth("Bella", ilze, place=smiltene)
    await town.logs(ilze, bella, date(2026, 11, 4), 20)
    await town.youth("Cora", ilze, place=smiltene, last=date(2026, 11, 20))
    late = await town.youth("Dita", ilze, place=smiltene, first=date(2026, 10, 1), last=date(2026, 11, 12))
    await town.logs(ilze, late, date(2026, 11, 13), 9)
    alone = await town.youth("Elza", place=smiltene)
    await town.logs(ilze, alone, date(2026, 11, 13), 20)
    away = await town.youth("Fredis", place=smiltene)
    await town.pause(away, date(2026, 11, 1), None)
    soon = await town.youth("Gita", place=smiltene, first=date(2026, 11, 14))
    await town.pair(soon, ilze, date(2026, 11, 17))
    async with town.sessions.begin() as db:
        person = await services.people.write_down(db, name="Dace", language="lv", now=november(10))
        await services.invitations.invite(
            db, person_id=person.id, role=Role.MENTOR, municipality_id=smiltene, invited_by=inga, now=november(10)
        )
        await storage.people.mark_unreachable(db, town.chat_of(ilze), since=november(10))
    await town.tick(november(16, 9))
    [digest] = about(await town.to(inga), "digest")
    assert digest.text.split("\n") == [
        "Smiltene",
        "Weekly digest: 9 Nov – 15 Nov",
        "",
        "Waiting for you:",
        "Dita: planned end passed – 12 Nov",
        "Elza: no mentor at present",
        "Dace: invitation open, valid until – 24 Nov",
        "",
        "Hours this month:",
        "Cora: 0 h of 13 h 30 min, short by: 13 h 30 min",
        "Anna: 4 h of 20 h, short by: 16 h, forecast: 8 h",
        "Gita: 0 h of 11 h 30 min, short by: 11 h 30 min",
        "Target reached: 3",
        "",
        "No entry for a week or longer:",
        "Cora: no entry yet",
        "Bella: last entry – Wednesday 4 November",
        "",
        "The programme ends soon:",
        "Cora: Friday 20 November",
        "",
        "Cannot be reached in Telegram:",
        "Ilze",
    ]


async def test_mondays_digest_tells_the_warnings_that_are_due_with_it(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene, first=date(2026, 11, 1), last=date(2026, 12, 31))
    await town.logs(ilze, anna, date(2026, 12, 10), 1)
    await town.passes(datetime(2026, 12, 21, tzinfo=RIGA), datetime(2026, 12, 21, 23, tzinfo=RIGA))
    [heard] = about(await town.to(inga), "Anna: 1 h")
    assert "Weekly digest" in heard.text
    assert {(one.state, one.reason) for one in await town.notices("shortfall") if one.person_id == inga} == {
        ("cleared", "in the digest")
    }


async def test_only_a_minor_waits_for_the_legal_representative(town: Town, smiltene: int, inga: int) -> None:
    await half_joined(town, "Grown", smiltene, inga)
    minor = await half_joined(town, "Minor", smiltene, inga)
    await town.tells(inga, "guardian_needed", minor, due_at=november(10))
    async with town.sessions() as db:
        digest = await services.digests.of(db, smiltene, now=november(16, 9), zone=RIGA)
    assert [name for _id, name in digest.guardians] == ["Minor"]


async def half_joined(town: Town, name: str, place: int, by: int) -> int:
    """Has agreed, and has not said a date of birth that may be kept."""
    async with town.sessions.begin() as db:
        person = await services.people.write_down(db, name=name, language="lv", now=november(10))
        person.joined_at = november(10)
        db.add(
            storage.models.Invitation(
                token_hash=name, person_id=person.id, role="youth", municipality_id=place,
                invited_by=by, created_at=november(10), expires_at=november(20),
                used_at=november(10), is_relink=False,
            )
        )  # fmt: skip
        db.add(
            storage.models.Consent(
                person_id=person.id, purpose="taking_part", version="1", language="lv", given_at=november(10)
            )
        )
        return person.id


async def in_doubt(town: Town, name: str, place: int) -> int:
    """Has joined, and the answer about status waits for a decision."""
    person = await town.person(name, Role.YOUTH, place=place)
    async with town.sessions.begin() as db:
        db.add(
            storage.models.EligibilityCheck(
                person_id=person, statuses=["unsure"], result=Eligibility.DOUBTFUL.value, said_at=november(10)
            )
        )
    return person


async def test_monday_says_everything_once(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    await town.youth("Anna", ilze, place=smiltene, first=date(2026, 11, 2))
    await town.youth("Berta", ilze, place=smiltene, first=date(2026, 11, 14), last=date(2026, 11, 30))
    await town.youth("Cora", ilze, place=smiltene, first=date(2026, 11, 14), last=date(2026, 11, 15))
    doubt = await in_doubt(town, "Dita", smiltene)
    minor = await half_joined(town, "Elza", smiltene, inga)
    await town.tells(inga, "approval_needed", doubt, due_at=november(16, 9))
    await town.tells(inga, "guardian_needed", minor, due_at=november(16, 9))
    await town.tells(inga, "joined", doubt, due_at=november(16, 9))
    await town.passes(november(16), november(16, 23))
    joined, digest = await town.to(inga)
    assert joined.text == "Has joined: Dita"  # no digest says this
    for name, words in (
        ("Anna", "no entry yet"), ("Berta", "Monday 30 November"), ("Cora", "planned end passed"),
        ("Dita", "the answer about studies and work"), ("Elza", "the legal representative’s consent"),
    ):  # fmt: skip
        assert f"{name}: {words}" in digest.text
    for kind in ("silence", "ending", "overdue", "approval_needed", "guardian_needed"):
        told = [one for one in await town.notices(kind) if one.person_id == inga]
        assert [(one.state, one.reason) for one in told] == [("cleared", "in the digest")], kind


async def test_what_mondays_digest_does_not_say_is_told_beside_it(town: Town, smiltene: int) -> None:
    """The hints for a mentor who coordinates too, and what is about another municipality's people."""
    cesis = await town.place("Cēsis")
    both = await town.person("Inga", Role.COORDINATOR, Role.MENTOR, place=smiltene)
    await town.youth("Anna", both, place=smiltene, first=date(2026, 11, 9))
    await town.policy(smiltene, date(2026, 1, 1), staff_quiet="20:00-10:00")  # so all of it leaves at ten
    doubt = await in_doubt(town, "Dita", smiltene)
    far = await in_doubt(town, "Zane", cesis)
    async with town.sessions.begin() as db:
        await services.people.give_role(
            db, person_id=both, role=Role.COORDINATOR, municipality_id=cesis, now=november(16, 9, 30)
        )
    for person in (doubt, far):
        await town.tells(both, "approval_needed", person, due_at=november(16, 9))
    await town.passes(november(16), november(16, 23))
    others, digest = but_overviews(await town.to(both))
    assert "Dita: the answer about studies and work" in digest.text
    assert "Dita: joined" not in others.text
    assert "Zane: joined, and the answer about status needs your decision." in others.text
    assert "Anna: no entry yet. If you have met, log it" in others.text


async def test_any_other_day_tells_silence_by_itself(town: Town, smiltene: int, ilze: int, inga: int) -> None:
    await town.youth("Anna", ilze, place=smiltene, first=date(2026, 11, 3))
    await town.passes(november(16), november(17, 23))
    assert [local(one) for one in about(but_digests(await town.to(inga)), "Anna: no entry yet")] == ["Tue 17 09:00"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    waiting=st.integers(0, 40), short=st.integers(0, 60), silent=st.integers(0, 60), wide=st.booleans(),
    language=st.sampled_from(LANGUAGES),
)  # fmt: skip
async def test_every_page_of_a_digest_says_what_its_lines_are_about(
    waiting: int, short: int, silent: int, wide: bool, language: str
) -> None:
    """Thirty lines and Telegram's length at most, no line lost, no heading without a line below it."""
    digest = await a_digest(wide)
    month = digest.short[0]
    name = month.beside.name
    if wide:
        month = replace(month, reason=Reason(ShortReason.MENTOR_AWAY, "𝒜" * 200))
    digest = replace(
        digest, doubtful=((1, name),) * waiting, short=(month,) * short, silent=(month,) * silent, without_mentor=()
    )
    _ = Speech(language, RIGA)
    pages = [messages.digests.page(_, digest, n) for n in range(1, 12)]
    of = 1 + max(n for n in range(11) if n == 0 or pages[n] != pages[n - 1])
    headings = {_("Waiting for you:"), _("Hours this month:"), _("No entry for a week or longer:")}
    for page in pages[:of]:
        lines = page.text.split("\n")
        assert len(lines) <= 30
        assert len(page.text.encode("utf-16-le")) // 2 <= 4096
        assert lines[-1] not in headings | {""}
        if waiting + short + silent:
            assert lines[lines.index("") + 1] in headings
        assert all(
            lines[n - 1] == "" and lines[n + 1].startswith(name) for n, one in enumerate(lines) if one in headings
        )
        assert len(page.rows) <= 1 + messages.digests.MOST_PEOPLE + 1
    said = [line for page in pages[:of] for line in page.text.split("\n") if line.startswith(f"{name}:")]
    assert len(said) == waiting + short + silent


async def a_digest(wide: bool) -> services.digests.Digest:
    """One young person with a short name, or with the longest one there is."""
    async with founded() as town:
        place = await town.place()
        await town.youth("𝒜" * 60 if wide else "Anna", place=place)
        async with town.sessions() as db:
            return await services.digests.of(db, place, now=november(16, 9), zone=RIGA)


# --- the registry ---


def test_every_kind_of_notice_has_facts_and_words() -> None:
    assert services.notices.FACTS
    assert set(services.notices.FACTS) == set(messages.notices.WORDS)


def test_every_kind_that_anyone_tells_is_known() -> None:
    call = re.compile(r'(?:context\.tell|await _tell_coordinators)\([^()"]*, "([a-z_]+)"')
    house = Path(services.__file__).parent.parent
    told = {kind for path in house.rglob("*.py") for kind in call.findall(path.read_text(encoding="utf-8"))}
    assert "paired" in told
    assert told <= set(services.notices.FACTS)


async def test_an_idle_tick_asks_one_question(town: Town, smiltene: int, ilze: int) -> None:
    await town.youth("Anna", ilze, place=smiltene)
    await town.tick(november(3, 12))
    async with town.sessions() as db:
        assert not await services.clock.is_new_day(db, now=november(3, 23, 59))
        assert await services.clock.is_new_day(db, now=november(4))


# --- the real house ---


async def test_a_warning_reaches_the_mentors_phone_in_the_morning(
    house: House, time: Time, smiltene_in_house: int, ilze_with_a_phone: Someone
) -> None:
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze_with_a_phone)
    participation = await town.youth("Anna", mentor, place=smiltene_in_house)
    await town.logs(mentor, participation, date(2026, 11, 17), 9)
    await time.turns_to(november(20, 0, 1))
    ilze_with_a_phone.sees_not("pietrūkst")
    await time.turns_to(november(20, 8, 30))
    ilze_with_a_phone.sees("Anna: 9 h no 20 h, pietrūkst: 11 h", "vidēji dienā: 1 h 35 min", "Ierakstīt tikšanos")


async def test_what_could_not_leave_before_the_quiet_hours_comes_in_the_morning(
    house: House, time: Time, smiltene_in_house: int, ilze_with_a_phone: Someone
) -> None:
    town = Town(house.blakus.engine)
    mentor = await id_of(house, ilze_with_a_phone)
    participation = await town.youth("Berta", mentor, place=smiltene_in_house)
    house.clock.turn_to(november(18, 19, 59))
    await town.tells(mentor, "paired", participation, due_at=november(18, 19, 59))
    assert await house.blakus.releaser.release(house.clock.now()) == 1  # queued; nobody rings for the sender
    house.clock.turn_to(november(18, 20, 1))
    house.blakus.sender.ring()
    await until(lambda: went_back(town))
    house.blakus.notice_bell.ring()
    await house.settled()
    ilze_with_a_phone.sees_not("Berta")
    await time.turns_to(november(19, 8))
    ilze_with_a_phone.sees("Jauna sadarbība. Turpmāk kopā ar Jums: Berta")


async def went_back(town: Town) -> bool:
    [notice] = await town.notices("paired")
    return notice.state == "waiting"


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 (a row in the database rings no bell)
            await asyncio.sleep(0.01)


async def id_of(house: House, someone: Someone) -> int:
    async with house.blakus.sessions() as db:
        caller = await storage.people.caller(db, someone.chat.id)
        assert caller is not None
        return caller.id


@pytest.fixture
async def smiltene_in_house(house: House) -> int:
    return await house.municipality()


@pytest.fixture
async def ilze_with_a_phone(house: House, smiltene_in_house: int) -> Someone:
    return await joined_staff(house, "Ilze", Role.MENTOR, smiltene_in_house, "lv")
