"""A pause people give themselves: asked for in two taps, decided in one, covered by a stand-in, ended by a word."""

from datetime import date, datetime
from datetime import time as clock

import pytest
from sqlalchemy import select

from bot import messages, services, storage
from bot.i18n import Speech
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.policies import Kind
from bot.storage.models import Notice, Pair, Pause, TimeOff
from tests.conftest import House, Someone, Time, joined_staff
from tests.doors.test_people import in_chat, written_down
from tests.town import RIGA, Town, at, founded, november

TODAY = date(2026, 11, 18)


@pytest.fixture
async def mary(house: House, smiltene: int) -> Someone:
    """A mentor, who reads English."""
    return await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")


@pytest.fixture
async def oksana(house: House, smiltene: int, anna: Someone, mary: Someone) -> Someone:
    """A young person beside Mary, in Anna's municipality."""
    await written_down(house, smiltene, "Oksana", "Mary")
    return await in_chat(house, smiltene, "Oksana")


async def person_id(house: House, someone: Someone) -> int:
    async with house.blakus.sessions() as db:
        known = await storage.people.caller(db, someone.chat.id)
        assert known is not None
        return known.id


async def rows(house: House, table: type[TimeOff] | type[Pause] | type[Pair]) -> list[TimeOff | Pause | Pair]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(table).order_by(table.id)))


async def pauses(oksana: Someone, length: str = "2 weeks", reason: str = "Exams") -> None:
    await oksana.says("/pause")
    await oksana.taps(length)
    await oksana.taps(reason)


# --- a young person ---


async def test_two_weeks_alone_in_two_taps(house: House, oksana: Someone, anna: Someone, mary: Someone) -> None:
    await oksana.says("/pause")
    oksana.sees("Days at most: 28", "3 days", "1 week", "2 weeks")
    await oksana.taps("2 weeks")
    oksana.sees("the mentor does not", "Illness", "Exams", "Camp", "Holiday", "No reason")
    await oksana.taps("Exams")
    oksana.sees("Your pause ends: 2 December 2026. No reminders until then.", "the coordinator decides", "Resume")
    anna.sees("Oksana: would like a pause, 18 November 2026 – 1 December 2026", "Reason: Exams", "Agree: Oksana")
    mary.sees("Oksana: a pause of their own, 18 November 2026 – 1 December 2026")
    mary.sees_not("Exams")


async def test_the_reason_is_sealed_and_need_not_be_said(house: House, oksana: Someone, anna: Someone) -> None:
    await pauses(oksana, "3 days", "No reason")
    oksana.sees("21 November 2026")
    assert "Reason" not in anna.last.text
    [row] = await rows(house, TimeOff)
    assert isinstance(row, TimeOff) and row.reason is None


async def test_until_a_date_and_not_longer_than_the_municipality_has_it(oksana: Someone) -> None:
    await oksana.says("/pause")
    await oksana.says("31.12.2026")
    oksana.sees("at most, in days: 28", "16 December 2026")
    await oksana.says("yesterday-ish")
    await oksana.says("18.11.2026")
    assert "Your pause" not in oksana.last.text
    await oksana.says("25.11.2026")
    await oksana.taps("No reason")
    oksana.sees("Your pause ends: 25 November 2026")


async def test_one_tap_makes_it_a_pause_of_the_programme(
    house: House, oksana: Someone, anna: Someone, mary: Someone
) -> None:
    await pauses(oksana)
    await anna.taps("Agree: Oksana")
    anna.sees("Oksana: the days count as a pause of the programme and owe no hours.")
    oksana.sees("The coordinator agrees")
    mary.sees("Oksana: the programme pauses: 18 November 2026 – 1 December 2026")
    [pause] = await rows(house, Pause)
    assert isinstance(pause, Pause) and (pause.first_on, pause.last_on) == (TODAY, date(2026, 12, 1))
    await anna.taps("Agree: Oksana")
    assert len(await rows(house, Pause)) == 1, "tapped twice is once"


async def test_declined_it_stays_a_pause_from_reminders(house: House, oksana: Someone, anna: Someone) -> None:
    await pauses(oksana)
    await anna.taps("Days still count: Oksana")
    oksana.sees("Your pause stays as it is", "Anna")
    assert await rows(house, Pause) == []


async def test_who_decides_second_hears_who_was_first(
    house: House, smiltene: int, oksana: Someone, anna: Someone
) -> None:
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, smiltene, "en")
    await pauses(oksana)
    await inga.taps("Agree: Oksana")
    await anna.taps("Days still count: Oksana")
    assert "Already looked after by: Inga" in anna.alert


@pytest.mark.parametrize("how", ["tap", "/resume", "Resume", "turpināt", "Продовжити."])
async def test_it_ends_at_any_time_by_a_tap_or_a_word(
    house: House, oksana: Someone, anna: Someone, mary: Someone, how: str
) -> None:
    await pauses(oksana)
    await anna.taps("Agree: Oksana")
    if how == "tap":
        await oksana.taps("Resume")
    else:
        await oksana.says(how)
    oksana.sees("The pause is over. Good to have you back.", "This month:", "Nothing is planned yet.")
    mary.sees("the pause no longer holds")
    assert await rows(house, Pause) == []
    [row] = await rows(house, TimeOff)
    assert isinstance(row, TimeOff) and row.ended_at is not None
    await oksana.says("/resume")
    oksana.sees("There is no pause at present.", "Pause")


async def test_the_word_alone_means_nothing_without_a_pause(oksana: Someone) -> None:
    await oksana.says("resume")
    oksana.sees("I did not understand")


async def test_what_the_coordinator_has_not_decided_is_over_with_the_pause(oksana: Someone, anna: Someone) -> None:
    await pauses(oksana)
    await oksana.taps("Resume")
    await anna.taps("Agree: Oksana")
    assert "no longer there" in anna.alert


async def test_pause_while_one_holds_shows_it(oksana: Someone) -> None:
    await pauses(oksana)
    await oksana.says("/pause")
    oksana.sees("Your pause ends: 2 December 2026", "Resume")


@pytest.mark.parametrize(("rule", "counts"), [("never", 0), ("always", 1)])
async def test_a_municipality_may_have_decided_once_and_for_all(house: House, rule: str, counts: int) -> None:
    place = await house.municipality("Valka", own_pause=rule, own_pause_days=5)
    boss = await joined_staff(house, "Boss", Role.COORDINATOR, place, "en")
    await written_down(house, place, "Marta")
    marta = await in_chat(house, place, "Marta")
    await marta.says("/pause")
    assert "1 week" not in marta.last.labels, "longer than the rule"
    await marta.taps("3 days")
    await marta.taps("No reason")
    marta.sees("no hours are owed" if counts else "The programme and its hours go on")
    assert len(await rows(house, Pause)) == counts
    assert not any("would like a pause" in one.text for one in boss.chat.from_bot)


async def test_the_question_goes_on_after_a_restart(house: House, oksana: Someone) -> None:
    await oksana.says("/pause")
    await oksana.taps("1 week")
    await house.restart()
    await oksana.taps("Camp")
    oksana.sees("Your pause ends: 25 November 2026")


async def test_own_pauses_are_taken_along_and_erased(house: House, oksana: Someone) -> None:
    await pauses(oksana)
    async with house.blakus.sessions.begin() as db:
        youth = (await storage.people.caller(db, oksana.chat.id)).id  # type: ignore[union-attr]  # She is there.
        data = await services.mydata.of(db, youth, now=house.clock.now(), today=TODAY)
        said = messages.mydata.text(Speech("en", RIGA, familiar=True), data)
        assert "18 November 2026 – 1 December 2026 · Exams · asked whether it counts for the programme" in said
        await services.privacy.erase(db, person_id=youth, by=youth, now=house.clock.now(), zone=RIGA)
    assert await rows(house, TimeOff) == []


# --- what comes meanwhile, and on the return ---


async def test_reminders_are_dropped_and_the_return_is_one_kind_message(
    house: House, oksana: Someone, anna: Someone, mary: Someone, time: Time
) -> None:
    await pauses(oksana, "1 week")
    youth = await person_id(house, oksana)
    async with house.blakus.sessions.begin() as db:
        now = house.clock.now()
        for kind, subject in (("measure_due", 1), ("profile_nudge", 1)):
            await storage.notices.plan(
                db, key=f"test:{kind}", person_id=youth, kind=kind, subject_id=subject, detail=None, due_at=now, now=now
            )
    said = len(oksana.chat.from_bot)
    await time.turns_to(datetime(2026, 11, 20, 12, tzinfo=RIGA))
    assert len(oksana.chat.from_bot) == said
    async with house.blakus.sessions() as db:
        dropped = await db.scalars(select(Notice).where(Notice.key.startswith("test:")))
        assert {(one.state, one.reason) for one in dropped} == {("stale", "pause")}
    await time.turns_to(datetime(2026, 11, 25, 9, 1, tzinfo=RIGA))
    oksana.sees("The pause is over. Good to have you back.", "This month:", "Nothing is planned yet.")
    assert len(oksana.chat.from_bot) == said + 1


async def test_news_of_the_programme_waits_for_the_return(
    house: House, oksana: Someone, anna: Someone, time: Time
) -> None:
    await pauses(oksana, "3 days")
    await anna.says("/people")
    await anna.taps("Oksana")
    await anna.taps("Change the planned end")
    await anna.says("1.3.2027")
    oksana.sees_not("planned to last until")
    await time.turns_to(datetime(2026, 11, 21, 9, 1, tzinfo=RIGA))
    oksana.sees("The pause is over", "planned to last until: 1 March 2027")


# --- a mentor ---


async def away(mary: Someone, first: str = "20.11.2026", until: str = "1 week", reason: str = "Illness") -> None:
    await mary.says("/pause")
    await mary.says(first)
    await mary.taps(until)
    await mary.taps(reason)


@pytest.fixture
async def zane(house: House, smiltene: int) -> Someone:
    """Another mentor, without young people."""
    return await joined_staff(house, "Zane", Role.MENTOR, smiltene, "en")


async def test_a_mentor_who_is_away_gets_a_stand_in_with_two_taps(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone, time: Time
) -> None:
    await away(mary)
    mary.sees("Your pause: 20 November 2026 – 26 November 2026", "asked for a stand-in")
    anna.sees("Mentor away: Mary, 20 November 2026 – 26 November 2026", "Reason: Illness", "Young people: Oksana")
    await anna.taps("Stand-in: Mary")
    anna.sees("Who stands in?")
    await anna.taps("Zane · 0")
    anna.sees("Stand-in: Zane, 20 November 2026 – 26 November 2026", "End the stand-in")
    zane.sees("You stand in for: Mary", "Young people: Oksana")
    mary.sees("Your stand-in: Zane")
    oksana.sees("With you meanwhile: Zane")
    await zane.says("/hours")
    assert "Oksana" not in zane.last.text, "not before the first day"
    await time.turns_to(datetime(2026, 11, 23, 12, tzinfo=RIGA))
    await zane.says("/hours")
    zane.sees("Oksana")
    await zane.says("today 2h Oksana")
    await zane.taps("Save")
    zane.sees("Saved")
    await time.turns_to(datetime(2026, 11, 27, 12, tzinfo=RIGA))
    await zane.says("/hours")
    assert "Oksana" not in zane.last.text, "it ended by itself"


async def test_who_has_a_stand_in_is_offered_no_second_one(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone
) -> None:
    await away(mary)
    await anna.taps("Stand-in: Mary")
    await anna.taps("Zane · 0")
    await anna.taps("Stand-in: Mary")
    assert "Already looked after by: Zane" in anna.alert
    await anna.taps("End the stand-in")
    anna.sees("The stand-in ends today.")
    zane.sees("You no longer stand in for: Mary")
    assert [one for one in await rows(house, Pair) if isinstance(one, Pair) and one.stands_in_for] == []


async def test_a_mentor_who_comes_back_early_ends_the_stand_in(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone, time: Time
) -> None:
    await away(mary, first="18.11.2026")
    await anna.taps("Stand-in: Mary")
    await anna.taps("Zane · 0")
    await time.turns_to(datetime(2026, 11, 20, 12, tzinfo=RIGA))
    await mary.says("/resume")
    mary.sees("The pause is over. Good to have you back.", "Oksana: 0 h of")
    zane.sees("You no longer stand in for: Mary")
    [pair] = [one for one in await rows(house, Pair) if isinstance(one, Pair) and one.stands_in_for]
    assert pair.ended_on == date(2026, 11, 20)


async def test_the_coordinators_card_says_who_stands_in_today(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone
) -> None:
    await away(mary, first="18.11.2026")
    await anna.taps("Stand-in: Mary")
    await anna.taps("Zane · 0")
    await anna.says("/people")
    await anna.taps("Oksana")
    anna.sees("Mentor: Mary", "Stand-in today: Zane")


async def test_a_stand_in_hears_what_happens_to_the_programme_and_leads_what_they_plan(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone
) -> None:
    await away(mary, first="18.11.2026")
    await anna.taps("Stand-in: Mary")
    await anna.taps("Zane · 0")
    await anna.says("/people")
    await anna.taps("Oksana")
    await anna.taps("Change the planned end")
    await anna.says("1.3.2027")
    zane.sees("planned end of the programme from now on")
    mary.sees_not("planned end of the programme from now on")
    stand_in, youth = await person_id(house, zane), await person_id(house, oksana)
    async with house.blakus.sessions.begin() as db:
        [stay] = await storage.pairs.of_youth(db, youth)
        wished = services.activities.Plan(
            (stay.participation_id,), "Museum", Kind.EVENT, date(2026, 11, 20), clock(14), minutes=60
        )
        made = await services.activities.plan(db, wished, by=stand_in, now=house.clock.now(), zone=RIGA)
        assert made.gathering.activity.mentor_id == stand_in


async def test_an_invitation_for_tomorrow_leaves_alone_who_asked_for_it_and_a_cancellation_does_not(
    house: House, oksana: Someone, anna: Someone, mary: Someone, time: Time
) -> None:
    mentor, youth = await person_id(house, mary), await person_id(house, oksana)
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        [stay] = await storage.pairs.of_youth(db, youth)
        plans = [
            services.activities.Plan(
                (stay.participation_id,), title, Kind.EVENT, date(2026, 11, 19), clock(hour), minutes=60
            )
            for title, hour in (("Museum", 10), ("Cinema", 11))
        ]
        museum = await services.activities.plan(db, plans[0], by=mentor, now=now, zone=RIGA)
        await services.seats.answer(
            db, museum.gathering.activity.id, youth_id=youth, is_coming=True, now=now, zone=RIGA
        )
    await pauses(oksana, "1 week")
    async with house.blakus.sessions.begin() as db:
        cinema = await services.activities.plan(db, plans[1], by=mentor, now=now, zone=RIGA)
        cancelled = await services.activities.cancel(db, museum.gathering.activity.id, by=mentor, now=now, zone=RIGA)
        for news in (*cinema.news, *cancelled.news):
            if news.person_id == youth:
                await storage.notices.plan(
                    db, key=f"test:{news.kind}", person_id=youth, kind=news.kind, subject_id=news.activity_id,
                    detail=news.detail, due_at=news.due_at or now, now=now, is_urgent=news.is_urgent,
                )  # fmt: skip
    await time.passes(minutes=1)
    oksana.sees_not("Cinema")
    assert any("Museum" in one.text for one in oksana.chat.from_bot)
    async with house.blakus.sessions() as db:
        states = {
            one.kind: (one.state, one.reason)
            for one in await db.scalars(select(Notice).where(Notice.key.startswith("test:")))
        }
    assert states["activity_invited"] == ("stale", "pause")
    assert states["activity_cancelled"][0] == "sent"


async def test_without_another_mentor_there_is_nobody_to_choose(oksana: Someone, anna: Someone, mary: Someone) -> None:
    await away(mary)
    await anna.taps("Stand-in: Mary")
    anna.sees("No other mentor is free on these days", "/invite")


async def test_a_stand_in_reads_the_plan_and_does_not_write_it(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone
) -> None:
    await away(mary, first="18.11.2026")
    await anna.taps("Stand-in: Mary")
    await anna.taps("Zane · 0")
    stand_in, youth = await person_id(house, zane), await person_id(house, oksana)
    async with house.blakus.sessions.begin() as db:
        [stay] = await storage.pairs.of_youth(db, youth)
        plan = await services.plans.view(db, by=stand_in, participation_id=stay.participation_id, today=TODAY)
        assert not plan.may_write and not plan.is_own
        for day in (date(2026, 11, 25), date(2026, 11, 17)):
            with pytest.raises(Gone):
                await services.plans.view(db, by=stand_in, participation_id=stay.participation_id, today=day)


async def test_a_foreign_coordinator_decides_nothing(
    house: House, oksana: Someone, anna: Someone, mary: Someone, zane: Someone
) -> None:
    valka = await house.municipality("Valka")
    boss = await joined_staff(house, "Boss", Role.COORDINATOR, valka, "en")
    await pauses(oksana)
    await away(mary)
    await boss.says("/help")
    own, absent = [one.id for one in await rows(house, TimeOff)]
    mentor = await person_id(house, zane)
    for data in (f"agree:{own}", f"decline:{own}", f"cover:{absent}", f"by:{absent}:{mentor}", f"end:{absent}"):
        await boss.taps_data(boss.last.message_id, f"rest:{data}")
        assert "no longer there" in boss.alert, data
    assert await rows(house, Pause) == []


async def test_coordinators_alone_have_no_pause(anna: Someone) -> None:
    await anna.says("/pause")
    anna.sees("not among your tasks")


# --- the clock ---


async def test_a_stand_in_gets_the_reminders_meanwhile_and_the_absent_mentor_none() -> None:
    async with founded() as town:
        place = await town.place()
        ilze = await town.person("Ilze", Role.MENTOR, place=place)
        zane = await town.person("Zane", Role.MENTOR, place=place)
        anna = await town.youth("Anna", ilze, place=place)
        await _stands_in(town, ilze, zane, anna, date(2026, 11, 9), date(2026, 11, 22))
        await town.passes(november(3), november(29, 23))
        before, meanwhile, after = (november(9), november(23), november(30))
        assert [one for one in await town.to(zane) if one.at < before] == []
        assert [one for one in await town.to(zane) if before <= one.at < meanwhile] != []
        assert [one for one in await town.to(zane) if meanwhile <= one.at < after] == []
        assert [one for one in await town.to(ilze) if before <= one.at < meanwhile] == []
        back = [one for one in await town.to(ilze) if meanwhile <= one.at]
        assert "The pause is over" in back[0].text and back[0].at == november(23, 8)
        assert sum("The pause is over" in one.text for one in back) == 1


async def _stands_in(town: Town, absent: int, stand_in: int, stay: int, first: date, last: date) -> None:
    async with town.sessions.begin() as db:
        row = TimeOff(person_id=absent, first_on=first, last_on=last, asked_at=november(1))
        db.add(row)
        db.add(
            Pair(
                participation_id=stay, mentor_id=stand_in, started_on=first, ended_on=last, created_at=november(1),
                stands_in_for=absent,
            )
        )  # fmt: skip
        await db.flush()
        await storage.notices.plan(
            db, key="back", person_id=absent, kind="time_off_over", subject_id=row.id, detail=None,
            due_at=at(date(2026, 11, 23)), now=november(1),
        )  # fmt: skip
