"""The coordinator's people: the roll, the cards, what may be done about each, and what a stranger to them gets."""

from datetime import date, datetime
from typing import TypeVar

import pytest
from sqlalchemy import select

from bot import services
from bot.rules.people import Role
from bot.storage.models import (
    AuditEntry,
    Base,
    EligibilityCheck,
    GuardianConsent,
    Invitation,
    Pair,
    Participation,
    Pause,
    Person,
    RoleHeld,
)
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.test_joining import agrees, link_in, person_id, rows, tap

Row = TypeVar("Row", bound=Base)
NOVEMBER, FEBRUARY = date(2026, 11, 2), date(2027, 2, 1)


async def written_down(house: House, place: int, name: str, mentor: str | None = None) -> int:
    """A young person with a running programme, invited and not yet in the chat."""
    beside = await person_id(house, mentor) if mentor else None
    async with house.blakus.sessions.begin() as db:
        now = house.clock.now()
        person = await services.people.write_down(db, name=name, language="en", now=now)
        stay = await services.pairs.start_participation(
            db, youth_id=person.id, municipality_id=place, started_on=NOVEMBER, planned_end_on=FEBRUARY,
            by=None, now=now,
        )  # fmt: skip
        if beside is not None:
            await services.pairs.pair(
                db, participation_id=stay.id, mentor_id=beside, started_on=NOVEMBER, by=None, now=now
            )
        return person.id


async def in_chat(house: House, place: int, name: str, *, status: str = "none", language: str = "en") -> Someone:
    """The same person opens their link and answers."""
    youth = await person_id(house, name)
    async with house.blakus.sessions.begin() as db:
        made = await services.invitations.invite(
            db, person_id=youth, role=Role.YOUTH, municipality_id=place, invited_by=None, now=house.clock.now()
        )
    someone = await agrees(house.someone(name, language), made.token, language)
    await someone.says("3.5.2004")
    await tap(someone, f"{status}:1")
    await tap(someone, "done")
    return someone


async def card_of(coordinator: Someone, name: str) -> None:
    await coordinator.says("/people")
    await coordinator.taps(name)


async def the(house: House, table: type[Row]) -> Row:
    async with house.blakus.sessions() as db:
        return (await db.scalars(select(table))).one()


# --- the roll ---


async def test_the_roll_shows_who_waits_first_and_staff_last(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    for name in ("Oksana", "Bohdan", "Artis"):
        await written_down(house, smiltene, name, "Ilze" if name == "Artis" else None)
    await in_chat(house, smiltene, "Oksana", status="working")
    await anna.says("/people")
    text = anna.last.text
    assert [text.index(f"\n{name}") for name in ("Oksana", "Artis", "Bohdan", "Ilze", "Anna")] == sorted(
        text.index(f"\n{name}") for name in ("Oksana", "Artis", "Bohdan", "Ilze", "Anna")
    )
    anna.sees("Smiltene", "Oksana · waits for your decision · no mentor yet", "Artis · mentor: Ilze · not in the chat")
    anna.sees("Ilze · mentor · young people: 1", "Anna · coordinator", "Young people: 3. Mentors and coordinators: 2.")


async def test_a_long_roll_has_pages(house: House, smiltene: int, anna: Someone) -> None:
    for n in range(11):
        await written_down(house, smiltene, f"Youth {chr(65 + n)}")
    await anna.says("/people")
    anna.sees("1 / 2", "Youth A", "Youth H")
    await anna.taps("›")
    anna.sees("2 / 2", "Youth I", "Anna")
    assert len(anna.chat.from_bot) == 2  # turned in place, below the card of joining
    await anna.taps("›")
    anna.sees("1 / 2")


async def test_an_empty_roll_says_how_to_begin(house: House, smiltene: int, anna: Someone) -> None:
    await anna.says("/people")
    anna.sees("Anna · coordinator")


async def test_mentors_and_young_people_have_no_roll(house: House, smiltene: int, ilze: Someone) -> None:
    await ilze.says("/people")
    ilze.sees_not("Smiltene: ")
    await ilze.taps_data(ilze.last.message_id, "person:1")
    await ilze.taps_data(ilze.last.message_id, "do:revoke:1:0:yes")
    assert await rows(house, RoleHeld, revoked_at=None) == 1


# --- somebody else's ---


async def test_foreign_and_missing_people_look_the_same(house: House, smiltene: int, anna: Someone) -> None:
    valka = await house.municipality("Valka")
    await joined_staff(house, "Zane", Role.COORDINATOR, valka, "en")
    foreign = await written_down(house, valka, "Bohdan")
    await anna.says("/people")
    anna.sees_not("Bohdan")
    here = anna.last.message_id
    alerts = set()
    for one in (foreign, 9999):
        for data in (
            f"person:{one}", f"do:pair:{one}", f"do:end:{one}", f"do:link:{one}", f"do:phone:{one}:0:yes",
            f"do:approve:{one}", f"do:guardian:{one}", f"do:revoke:{one}:0:yes", f"do:unpair:{one}:1:yes",
        ):  # fmt: skip
            await anna.taps_data(here, data)
            alerts.add(anna.alert)
    assert len(alerts) == 1
    assert "no longer there" in alerts.pop()
    assert await rows(house, Invitation, person_id=foreign) == 0


@pytest.mark.parametrize("data", ["do", "do:", "do:dance:1", "do:pair", "do:pair:x", "person", "person:-1", "people:x"])
async def test_forged_buttons_are_answered(house: House, smiltene: int, anna: Someone, data: str) -> None:
    await anna.says("/people")
    await anna.taps_data(anna.last.message_id, data)
    assert "no longer there" in anna.alert


async def test_a_card_is_written_into_the_audit(house: House, smiltene: int, anna: Someone) -> None:
    oksana = await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    async with house.blakus.sessions() as db:
        seen = (await db.scalars(select(AuditEntry).where(AuditEntry.action == "person.seen"))).one()
    assert (seen.person_id, seen.actor_id) == (oksana, await person_id(house, "Anna"))


async def test_a_tap_on_a_card_is_one_look(house: House, smiltene: int, anna: Someone) -> None:
    await written_down(house, smiltene, "Oksana")
    await in_chat(house, smiltene, "Oksana", status="nva")
    await anna.taps("Oksana")
    assert await rows(house, AuditEntry, action="person.seen") == 1
    await anna.taps("Approve")
    anna.sees("Approved.", "Oksana")
    assert await rows(house, AuditEntry, action="person.seen") == 2


# --- pairs ---


async def test_a_pair_is_made_and_both_are_told(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Bring a mentor beside")
    await anna.taps("Ilze · 0")
    await anna.taps("18 November 2026")
    anna.sees("Oksana", "Mentor: Ilze")
    ilze.sees("Oksana")
    oksana.sees("Your mentor: Ilze")
    assert (await the(house, Pair)).started_on == date(2026, 11, 18)


async def test_the_seventh_young_person_is_warned_about_and_not_refused(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    for n in range(6):
        await written_down(house, smiltene, f"Youth {n}", "Ilze")
    await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Bring a mentor beside")
    await anna.taps("Ilze · 6")
    anna.sees("Young people now: 6", "at most 6")
    await anna.taps("Yes")
    await anna.taps("18 November 2026")
    assert await rows(house, Pair, ended_on=None) == 7
    await card_of(anna, "Ilze")
    anna.sees("Young people: 7, usually at most 6")


async def test_a_pair_ends_today_and_the_mentor_is_told(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await written_down(house, smiltene, "Oksana", "Ilze")
    await card_of(anna, "Oksana")
    await anna.taps("End the pair")
    anna.sees("Today is the last day")
    await anna.taps("Back")
    assert (await the(house, Pair)).ended_on is None
    await anna.taps("End the pair")
    old = anna.last
    await anna.taps("Yes")
    anna.sees("The pair ended today", "nobody at present")
    assert (await the(house, Pair)).ended_on == date(2026, 11, 18)
    ilze.sees("Oksana")
    await anna.taps_data(old.message_id, f"do:unpair:{await person_id(house, 'Oksana')}:2:yes")
    assert "no longer there" in anna.alert


# --- days ---


async def test_the_planned_end_moves_and_a_longer_one_needs_a_reason(
    house: House, smiltene: int, anna: Someone
) -> None:
    await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Change the planned end")
    await anna.taps("4 months · 1 March 2027")
    assert (await the(house, Participation)).planned_end_on == date(2027, 3, 1)
    await anna.says("/people")
    await anna.taps("Oksana")
    await anna.taps("Change the planned end")
    await anna.says("1.6.2027")
    anna.sees("What is the reason?")
    assert (await the(house, Participation)).planned_end_on == date(2027, 3, 1)
    await anna.says("Exams in May")
    stay = await the(house, Participation)
    assert (stay.planned_end_on, stay.length_reason) == (date(2027, 6, 1), "Exams in May")


async def test_how_long_programmes_last_is_the_municipalitys_rule(house: House) -> None:
    place = await house.municipality("Valka", min_months=2, max_months=9)
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, place, "en")
    await written_down(house, place, "Oksana")
    await card_of(zane, "Oksana")
    await zane.taps("Change the planned end")
    zane.sees("9 months · 1 August 2027")
    await zane.taps("Help")
    assert "the municipality decides" in zane.alert
    await zane.says("1.9.2027")
    zane.sees("Programmes last from 2 to 9 months. What is the reason?")


async def test_a_pause_is_noted_and_ended(house: House, smiltene: int, anna: Someone, time: Time) -> None:
    await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Pause")
    await anna.says("20.11.")
    await anna.says("19.11.")
    anna.sees("The end cannot be before the start")
    await anna.says("30.11.")
    pause = await the(house, Pause)
    assert (pause.first_on, pause.last_on) == (date(2026, 11, 20), date(2026, 11, 30))
    await time.passes(days=5)
    await card_of(anna, "Oksana")
    anna.sees("Pause: 20 November 2026 – 30 November 2026")
    await anna.taps("End the pause")
    assert (await the(house, Pause)).last_on == date(2026, 11, 22)


async def test_a_pause_does_not_reach_into_a_closed_month(
    house: House, smiltene: int, anna: Someone, time: Time
) -> None:
    await written_down(house, smiltene, "Oksana")
    await time.passes(days=25)  # 13 December: November is closed
    await card_of(anna, "Oksana")
    await anna.taps("Pause")
    await anna.says("20.11.2026")
    await anna.taps("Not known yet")
    assert "closed for changes" in anna.alert
    assert await rows(house, Pause) == 0


async def test_a_programme_ends_with_its_pairs(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    await written_down(house, smiltene, "Oksana", "Ilze")
    await card_of(anna, "Oksana")
    await anna.taps("End the programme")
    await anna.taps("Early: work or studies began")
    await anna.says("1.12.2026")
    anna.sees("has not come yet")
    await anna.taps("17 November 2026")
    asked = anna.chat.newest_with("Yes").text
    assert "Oksana" in asked and "End it?" in asked
    assert (await the(house, Participation)).ended_on is None
    await anna.taps("Yes")
    stay = await the(house, Participation)
    assert (stay.ended_on, stay.end_reason) == (date(2026, 11, 17), "early_positive")
    assert (await the(house, Pair)).ended_on == date(2026, 11, 17)
    ilze.sees("Oksana")
    await card_of(anna, "Oksana")
    anna.sees("Ended: Early: work or studies began")
    assert "Pause" not in anna.last.labels
    await anna.says("/people")
    anna.sees("Oksana · ended: 17 Nov")


# --- decisions ---


async def test_a_doubtful_status_is_approved_and_the_young_person_is_told(
    house: House, smiltene: int, anna: Someone
) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana", status="nva")
    await anna.taps("Oksana")
    anna.sees("is registered with the NVA", "Age: 22")
    await anna.taps("Approve")
    anna.sees("Approved.")
    assert "Approve" not in anna.last.labels
    oksana.sees("you can take part")
    check = await the(house, EligibilityCheck)
    assert (check.result, check.checked_by) == ("eligible", await person_id(house, "Anna"))


async def test_who_is_not_eligible_is_told_kindly_and_keeps_their_data(
    house: House, smiltene: int, anna: Someone
) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana", status="working")
    await anna.taps("Oksana")
    await anna.taps("Not the right programme")
    assert await rows(house, EligibilityCheck, result="not_eligible") == 0
    await anna.taps("Yes")
    oksana.sees("something else fits you better", "/deletemydata")
    assert (await the(house, Participation)).ended_on == date(2026, 11, 18)
    assert (await the(house, EligibilityCheck)).result == "not_eligible"


async def test_the_guardian_is_recorded_with_who_when_and_where(house: House, smiltene: int, anna: Someone) -> None:
    oksana = await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Record guardian’s consent")
    await anna.says("123")
    anna.sees("A name is needed")
    await anna.says("Олена Коваль")
    await anna.says("1.12.2026")
    anna.sees("has not come yet")
    await anna.says("16.11.")
    await anna.says("File 12")
    recorded = await the(house, GuardianConsent)
    assert (recorded.person_id, recorded.guardian, recorded.paper) == (oksana, "Олена Коваль", "File 12")
    assert recorded.given_on == date(2026, 11, 16)
    await card_of(anna, "Oksana")
    assert "Record guardian’s consent" not in anna.last.labels


# --- access ---


async def test_access_is_taken_away_at_once(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    await written_down(house, smiltene, "Oksana", "Ilze")
    await ilze.says("/log")
    await card_of(anna, "Ilze")
    await anna.taps("Take access away")
    anna.sees("Access ends at once")
    await anna.taps("Yes")
    anna.sees("Access ended: Ilze")
    assert (await the(house, Pair)).ended_on == date(2026, 11, 18)
    assert (f"chat {ilze.chat.id}", "") not in house.server.world.profile.commands
    shown = len(ilze.chat.from_bot)
    await ilze.says("/log")
    await ilze.says("vakar 2h ar Oksanu")
    assert not any("Oksana" in message.text for message in ilze.chat.from_bot[shown:])
    await anna.says("/people")
    anna.sees_not("Ilze · mentor · young people: 0")


async def test_a_mentor_without_access_can_be_invited_again(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    mentor = await person_id(house, "Ilze")
    await card_of(anna, "Ilze")
    await anna.taps("Take access away")
    await anna.taps("Yes")
    await anna.taps_data(anna.last.message_id, f"person:{mentor}")
    await anna.taps("New invitation link")
    await agrees(ilze, link_in(anna), "lv")
    assert await rows(house, RoleHeld, person_id=mentor, revoked_at=None) == 1


async def test_the_last_coordinator_cannot_leave_the_municipality_alone(
    house: House, smiltene: int, anna: Someone
) -> None:
    await card_of(anna, "Anna")
    await anna.taps("Take access away")
    await anna.taps("Yes")
    assert "Nobody else coordinates" in anna.alert
    await joined_staff(house, "Zane", Role.COORDINATOR, smiltene, "en")
    await card_of(anna, "Anna")
    await anna.taps("Take access away")
    await anna.taps("Yes")
    assert await rows(house, RoleHeld, revoked_at=None) == 1
    await anna.says("/people")
    assert "not among your tasks" in anna.last.text


async def test_a_new_phone_of_someone_who_works_elsewhere_is_the_operators_task(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    """Or the coordinator of one municipality could walk into another's."""
    valka = await house.municipality("Valka")
    mentor = await person_id(house, "Ilze")
    async with house.blakus.sessions.begin() as db:
        await services.people.give_role(
            db, person_id=mentor, role=Role.COORDINATOR, municipality_id=valka, now=house.clock.now()
        )
    await card_of(anna, "Ilze")
    assert "New phone" not in anna.last.labels
    await anna.taps_data(anna.last.message_id, f"do:phone:{mentor}:0:yes")
    assert await rows(house, Invitation, is_relink=True) == 0


async def test_nobody_sees_a_blocked_chat_as_reachable(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await ilze.does(ilze.blocks_the_bot)
    await card_of(anna, "Ilze")
    anna.sees("Messages do not get through")
    assert (await person_named(house, "Ilze")).unreachable_since is not None


async def person_named(house: House, name: str) -> Person:
    async with house.blakus.sessions() as db:
        return (await db.scalars(select(Person).where(Person.name == name))).one()


# --- who is told ---


@pytest.fixture
async def oksana(house: House, smiltene: int, ilze: Someone) -> Someone:
    """A young person in the chat, in Ukrainian, with Ilze beside her."""
    await written_down(house, smiltene, "Oksana", "Ilze")
    return await in_chat(house, smiltene, "Oksana", language="uk")


async def test_a_young_person_hears_that_a_pair_has_ended_and_whom_to_ask(
    house: House, anna: Someone, ilze: Someone, oksana: Someone
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("End the pair")
    await anna.taps("Yes")
    oksana.sees("Співпрацю з цим ментором завершено: Ilze.", "Твоя програма триває", "Anna")


async def test_a_young_person_hears_that_the_programme_has_ended(
    house: House, anna: Someone, ilze: Someone, oksana: Someone
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("End the programme")
    await anna.taps("Completed")
    await anna.taps("17 November 2026")
    await anna.taps("Yes")
    oksana.sees("Твою програму завершено. Останній день: 17.11.2026.", "/mydata", "Anna")
    oksana.sees_not("Співпрацю")
    ilze.sees("Sadarbība ir beigusies: Oksana.")


async def test_a_pause_and_its_end_are_told_to_the_young_person_and_the_mentor(
    house: House, anna: Someone, ilze: Someone, oksana: Someone, time: Time
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("Pause")
    await anna.says("20.11.")
    await anna.says("30.11.")
    oksana.sees("У твоїй програмі пауза: 20.11.2026 – 30.11.2026.", "Anna")
    ilze.sees("Oksana: programmā ir pauze, 20.11.2026. – 30.11.2026.")
    await time.passes(days=5)
    await card_of(anna, "Oksana")
    await anna.taps("End the pause")
    oksana.sees("Пауза більше не діє: твоя програма триває.")
    ilze.sees("Oksana: pauze vairs nav spēkā, programma turpinās.")


async def test_a_pause_taken_back_before_it_could_be_told_is_never_told(
    house: House, anna: Someone, ilze: Someone, oksana: Someone, time: Time
) -> None:
    await time.turns_to(datetime(2026, 11, 18, 22, tzinfo=RIGA))  # their quiet hours
    await card_of(anna, "Oksana")
    await anna.taps("Pause")
    await anna.says("20.11.")
    await anna.taps("Not known yet")
    await card_of(anna, "Oksana")
    await anna.taps("End the pause")
    await time.turns_to(datetime(2026, 11, 19, 12, tzinfo=RIGA))
    for one in (oksana, ilze):
        one.sees_not("пауза", "ir pauze")


async def test_a_new_planned_end_is_told_once_it_is_another_day(
    house: House, anna: Someone, ilze: Someone, oksana: Someone
) -> None:
    heard = len(oksana.chat.from_bot)
    await card_of(anna, "Oksana")
    await anna.taps("Change the planned end")
    await anna.says("1.2.2027")
    assert len(oksana.chat.from_bot) == heard  # as it was
    await card_of(anna, "Oksana")
    await anna.taps("Change the planned end")
    await anna.taps("4 months · 1 March 2027")
    oksana.sees("Запланований останній день твоєї програми тепер: 01.03.2027.", "Anna")
    ilze.sees("Oksana: programmas plānotās beigas tagad – 01.03.2027.")


async def test_who_leaves_as_a_mentor_is_told_to_the_young_people(
    house: House, smiltene: int, anna: Someone, ilze: Someone, oksana: Someone, time: Time
) -> None:
    await card_of(anna, "Ilze")
    await anna.taps("Take access away")
    await anna.taps("Yes")
    oksana.sees("Співпрацю з цим ментором завершено: Ilze.")
    juris = await joined_staff(house, "Juris", Role.MENTOR, smiltene, "en")
    await card_of(anna, "Oksana")
    await anna.taps("Bring a mentor beside")
    await anna.taps("Juris · 0")
    await anna.taps("18 November 2026")
    await time.passes(days=1)
    await juris.says("/deletemydata")
    await juris.taps("Yes, delete")
    await time.passes(days=1)
    oksana.sees("Співпрацю з твоїм ментором завершено.")
    oksana.sees_not("завершено: Juris")


# --- coming back ---


async def test_a_programme_that_ended_is_begun_again_on_the_same_record(
    house: House, anna: Someone, ilze: Someone, oksana: Someone, time: Time
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("End the programme")
    await anna.taps("Stopped taking part")
    await anna.taps("18 November 2026")
    await anna.taps("Yes")
    await time.turns_to(datetime(2026, 11, 25, 12, tzinfo=RIGA))
    await card_of(anna, "Oksana")
    await anna.taps("Begin the programme again")
    anna.sees("Oksana", "When does the programme begin?", "25 November 2026", "1 December 2026")
    await anna.says("18.11.2026")
    anna.sees("The programme ended on: 18 November 2026.")
    await anna.taps("25 November 2026")
    await tap(anna, "2")
    stay = await the(house, Participation)
    assert (stay.started_on, stay.begun_again_on, stay.planned_end_on) == (
        NOVEMBER, date(2026, 11, 25), date(2027, 1, 24),
    )  # fmt: skip
    assert (stay.ended_on, stay.end_reason) == (None, None)
    between = await the(house, Pause)
    assert (between.first_on, between.last_on) == (date(2026, 11, 19), date(2026, 11, 24))
    oksana.sees("Твоя програма починається знову: 25.11.2026 – 24.01.2027.", "Anna")
    async with house.blakus.sessions() as db:
        noted = await db.scalars(select(AuditEntry.subject).where(AuditEntry.action == "participation.begun_again"))
        assert noted.one() == "first=2026-11-25,ended=2026-11-18,reason=dropped"


async def test_after_coming_back_a_mentor_comes_beside_and_hours_count_from_that_day(
    house: House, anna: Someone, ilze: Someone, oksana: Someone, time: Time
) -> None:
    await card_of(anna, "Oksana")
    await anna.taps("End the programme")
    await anna.taps("Completed")
    await anna.taps("17 November 2026")
    await anna.taps("Yes")
    await card_of(anna, "Oksana")
    await anna.taps("Begin the programme again")
    await anna.taps("18 November 2026")
    await tap(anna, "1")
    await card_of(anna, "Oksana")
    anna.sees("Begun again: 18 November 2026", "nobody at present")
    assert "Begin the programme again" not in anna.last.labels
    await anna.taps("Bring a mentor beside")
    await anna.taps("Ilze · 0")
    await anna.taps("18 November 2026")
    assert await rows(house, Pause) == 0  # the very next day
    await time.passes(hours=6)
    await ilze.says("šodien 2h ar Oksanu")
    await ilze.taps("Saglabāt")
    ilze.sees("Oksana: 2 h")
    await card_of(anna, "Oksana")
    await anna.taps("Change the planned end")
    anna.sees("2 months · 17 January 2027")


async def test_a_new_beginning_that_came_to_nothing_leaves_the_former_end(
    house: House, anna: Someone, ilze: Someone, oksana: Someone
) -> None:
    for first, reason in ((None, "Completed"), ("1 December 2026", "Another reason")):
        if first is not None:
            await card_of(anna, "Oksana")
            await anna.taps("Begin the programme again")
            await anna.taps(first)
            await tap(anna, "1")
        await card_of(anna, "Oksana")
        await anna.taps("End the programme")
        await anna.taps(reason)
        await anna.taps("17 November 2026" if first is None else "18 November 2026")
        await anna.taps("Yes")
    stay = await the(house, Participation)
    assert (stay.ended_on, stay.end_reason, stay.begun_again_on) == (date(2026, 11, 17), "other", None)


# --- one name, two people ---


async def test_namesakes_are_told_apart_on_the_roll_on_cards_and_as_mentors(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    first = await written_down(house, smiltene, "Oksana", "Ilze")
    second = await written_down(house, smiltene, "Oksana")
    await joined_staff(house, "Ilze", Role.MENTOR, smiltene, "lv")
    await anna.says("/people")
    anna.sees("Oksana (1) · mentor: Ilze (1)", "Oksana (2) · no mentor yet")
    await anna.taps("Oksana (2)")
    anna.sees("Oksana (2)", "nobody at present")
    await anna.taps("Bring a mentor beside")
    anna.sees("Oksana (2)\n", "Ilze (1) · 1", "Ilze (2) · 0")
    await anna.taps("Ilze (2) · 0")
    await anna.taps("18 November 2026")
    anna.sees("Oksana (2)\nMentor: Ilze (2)")
    async with house.blakus.sessions() as db:
        pairs = {pair.participation_id: pair.mentor_id for pair in await db.scalars(select(Pair))}
        stays = {stay.youth_id: stay.id for stay in await db.scalars(select(Participation))}
    assert pairs[stays[first]] < pairs[stays[second]]
    await anna.says("/hours")
    anna.sees("Oksana (1): 0 h", "Mentor: Ilze (1)", "Oksana (2): 0 h", "Mentor: Ilze (2)")
    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Bohdan")
    await anna.taps("English")
    await anna.taps("18 November 2026")
    await tap(anna, "2")
    anna.sees("Ilze (1)", "Ilze (2)", "Later")


# --- open links ---


async def invited(house: House, place: int, name: str, role: Role, *, mentors: str | None = None) -> str:
    """Somebody with an open link; its token."""
    token = await house.invite(name, role, place, "en")
    if mentors is not None:
        await written_down(house, place, mentors, name)
    return token


async def test_an_open_invitation_is_withdrawn_and_the_card_offers_a_new_link(
    house: House, smiltene: int, anna: Someone
) -> None:
    token = await invited(house, smiltene, "Ilze", Role.MENTOR)
    mentor = await person_id(house, "Ilze")
    await card_of(anna, "Ilze")
    anna.sees("Invitation open until: 2 December 2026")
    await anna.taps("Withdraw the invitation")
    anna.sees("Ilze", "The link stops working at once. Withdraw the invitation?")
    await anna.taps("Back")
    assert await rows(house, Invitation, revoked_at=None, person_id=mentor) == 1
    await anna.taps("Withdraw the invitation")
    await anna.taps("Yes")
    anna.sees("Withdrawn. The link no longer works.", "Not in the chat, and no invitation is open.")
    assert "New invitation link" in anna.last.labels and "Withdraw the invitation" not in anna.last.labels
    assert await rows(house, AuditEntry, action="invitation.withdrawn", person_id=mentor) == 1
    late = house.someone("Ilze", "en")
    await late.opens(token)
    assert not late.last.labels or "English" not in late.last.labels
    await anna.taps("New invitation link")
    await agrees(late, link_in(anna))
    assert await rows(house, RoleHeld, person_id=mentor, revoked_at=None) == 1


async def test_an_old_yes_withdraws_no_newer_link(house: House, smiltene: int, anna: Someone) -> None:
    await invited(house, smiltene, "Ilze", Role.MENTOR)
    mentor = await person_id(house, "Ilze")
    await card_of(anna, "Ilze")
    await anna.taps("Withdraw the invitation")
    asked = anna.last
    await anna.taps_data(asked.message_id, f"do:link:{mentor}")
    await anna.taps_data(asked.message_id, next(one.data or "" for row in asked.buttons for one in row))
    assert "no longer there" in anna.alert
    assert await rows(house, Invitation, revoked_at=None, person_id=mentor) == 1


async def test_a_link_that_was_just_used_cannot_be_withdrawn(house: House, smiltene: int, anna: Someone) -> None:
    token = await invited(house, smiltene, "Ilze", Role.MENTOR)
    await card_of(anna, "Ilze")
    await anna.taps("Withdraw the invitation")
    asked = anna.last
    ilze = await agrees(house.someone("Ilze", "en"), token)
    await anna.taps_data(asked.message_id, next(one.data or "" for row in asked.buttons for one in row))
    assert "no longer there" in anna.alert
    ilze.sees("Your role here: mentor")
    await card_of(anna, "Ilze")
    assert "Withdraw the invitation" not in anna.last.labels


async def test_an_invitation_is_withdrawn_in_the_middle_of_joining(house: House, smiltene: int, anna: Someone) -> None:
    token = await invited(house, smiltene, "Ilze", Role.MENTOR)
    stranger = house.someone("Ilze", "en")
    await stranger.opens(token)
    await stranger.taps("English")
    await card_of(anna, "Ilze")
    await anna.taps("Withdraw the invitation")
    await anna.taps("Yes")
    await stranger.taps("Yes, I agree")
    assert "no longer there" in stranger.alert
    assert await rows(house, RoleHeld, person_id=await person_id(house, "Ilze")) == 0


async def test_the_pairs_of_a_mentor_who_has_not_come_are_named_before_the_link_goes(
    house: House, smiltene: int, anna: Someone
) -> None:
    await invited(house, smiltene, "Ilze", Role.MENTOR, mentors="Oksana")
    await card_of(anna, "Ilze")
    await anna.taps("Withdraw the invitation")
    anna.sees("Young people in pairs: 1. The pairs stay until they are ended. Withdraw the invitation?")
    await anna.taps("Yes")
    assert await rows(house, Pair, ended_on=None) == 1
    await card_of(anna, "Oksana")
    anna.sees("Mentor: Ilze")


async def test_a_link_for_a_new_phone_is_withdrawn_too(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await card_of(anna, "Ilze")
    await anna.taps("New phone")
    await anna.taps("Yes")
    token = link_in(anna)
    await card_of(anna, "Ilze")
    anna.sees("In the chat since", "Link for a new phone open until: 2 December 2026")
    await anna.taps("Withdraw the link")
    anna.sees("The link for the new phone stops working at once. Withdraw it?")
    await anna.taps("Yes")
    anna.sees("Withdrawn. The link no longer works.", "In the chat since")
    thief = house.someone("Ilze", "lv")
    await thief.opens(token)
    assert "Latviešu" not in thief.last.labels
    await ilze.says("/log")
    assert "jauni" in ilze.last.text.lower()


async def test_a_link_into_another_municipality_is_not_ours_to_withdraw(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    valka = await house.municipality("Valka")
    mentor = await person_id(house, "Ilze")
    async with house.blakus.sessions.begin() as db:
        made = await services.invitations.invite(
            db, person_id=mentor, role=Role.COORDINATOR, municipality_id=valka, invited_by=None, now=house.clock.now()
        )
    await card_of(anna, "Ilze")
    assert "Withdraw the invitation" not in anna.last.labels
    await anna.taps_data(anna.last.message_id, f"do:withdraw:{mentor}:{made.invitation.id}:yes")
    assert "no longer there" in anna.alert
    assert await rows(house, Invitation, revoked_at=None, used_at=None) == 1
