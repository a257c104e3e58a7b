"""What is stored about a person and wrong: corrected from the card, shown before it is saved, audited, and told."""

import json
from datetime import date, datetime

from sqlalchemy import select

from bot import services
from bot.rules.people import Role
from bot.storage.models import (
    AuditEntry,
    EligibilityCheck,
    GuardianConsent,
    InboxUpdate,
    LoggedSession,
    MonthReason,
    Pair,
    Participation,
    Person,
)
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.test_hours import id_of
from tests.doors.test_joining import person_id, rows, tap
from tests.doors.test_people import card_of, in_chat, the, written_down


async def corrects(coordinator: Someone, name: str, what: str | None = None) -> None:
    await card_of(coordinator, name)
    await coordinator.taps("Correct the data")
    if what is not None:
        await tap(coordinator, what)


async def the_person(house: House, number: int) -> Person:
    async with house.blakus.sessions() as db:
        return await db.get_one(Person, number)


async def audited(house: House, action: str) -> list[AuditEntry]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(AuditEntry).where(AuditEntry.action == action)))


async def logs(house: House, mentor: Someone, day: int, *, note: str | None = None) -> None:
    """An hour in November with every young person there is."""
    mentor_id = await id_of(house, mentor)
    async with house.blakus.sessions.begin() as db:
        await services.sessions.log(
            db,
            mentor_id=mentor_id,
            participation_ids=list(await db.scalars(select(Participation.id))),
            day=date(2026, 11, day),
            start=None,
            minutes=60,
            kind="mentoring",
            mode="in_person",
            attended=True,
            note=note,
            said_at=house.clock.now(),
            now=house.clock.now(),
            zone=RIGA,
        )


# --- the name ---


async def test_a_name_is_corrected_shown_before_audited_and_told(house: House, smiltene: int, anna: Someone) -> None:
    number = await written_down(house, smiltene, "Oxana")
    oksana = await in_chat(house, smiltene, "Oxana")
    await corrects(anna, "Oxana")
    anna.sees("Name: Oxana", "First day: 2 November 2026", "Date of birth: 3 May 2004", "What shall be corrected?")
    await tap(anna, "name")
    anna.sees("Name on record: Oxana")
    await anna.says("  Oksana   Koval  ")
    anna.sees(
        "Name on record: Oxana\nAfter the correction: Oksana Koval\n",
        "Those concerned will be told in the chat.",
        "Save it like this?",
    )
    assert (await the_person(house, number)).name == "Oxana"
    await anna.taps("Yes")
    anna.sees("Oksana Koval\nCorrected. Name: Oksana Koval")
    oksana.sees("how your name is written here: Oksana Koval")
    [entry] = await audited(house, "name.corrected")
    assert (entry.person_id, entry.actor_id, entry.subject) == (number, await person_id(house, "Anna"), None)
    await oksana.says("/mydata")
    read, data = [one.document.content.decode() for one in oksana.chat.from_bot if one.document]
    assert "Name: Oksana Koval\nWritten before as: Oxana\n" in read
    assert "name corrected · Coordinator · Smiltene" in read
    assert json.loads(data)["person"]["former_names"] == ["Oxana"]
    async with house.blakus.engine.connect() as raw:
        found = await raw.exec_driver_sql("SELECT former_names FROM person WHERE former_names IS NOT NULL")
        [stored] = found.one()
    assert b"Oxana" not in stored


async def test_no_leaves_everything_and_nobody_is_told(house: House, smiltene: int, anna: Someone) -> None:
    number = await written_down(house, smiltene, "Oxana")
    oksana = await in_chat(house, smiltene, "Oxana")
    await corrects(anna, "Oxana", "name")
    await anna.says("123")
    anna.sees("A name is needed")
    await anna.says("Oksana")
    await anna.taps("Back")
    anna.sees("How should it be written?")
    await anna.says("Oksana")
    await anna.taps("No")
    anna.sees("Nothing was changed.")
    await corrects(anna, "Oxana", "name")
    await anna.says("Oxana")
    anna.sees("It is stored like this already.")
    assert (await the_person(house, number)).name == "Oxana"
    assert await audited(house, "name.corrected") == []
    oksana.sees_not("how your name is written")


async def test_of_staff_only_the_name_is_asked_and_ones_own_is_told_to_nobody(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await corrects(anna, "Ilze")
    anna.sees("Name on record: Ilze\nHow should it be written?")
    await anna.says("Ilze Bērziņa")
    await anna.taps("Yes")
    ilze.sees("Programmas vadītājs izlaboja Jūsu vārda pierakstu: Ilze Bērziņa.")
    shown = len(anna.chat.from_bot)
    await corrects(anna, "Anna")
    await anna.says("Anna Kalniņa")
    anna.sees("After the correction: Anna Kalniņa")
    assert "told" not in anna.last.text
    await anna.taps("Yes")
    assert not [one for one in anna.chat.from_bot[shown:] if "The coordinator has corrected" in one.text]
    assert (await the_person(house, await id_of(house, anna))).name == "Anna Kalniņa"


async def test_someone_outside_the_chat_is_corrected_too(house: House, smiltene: int, anna: Someone) -> None:
    number = await written_down(house, smiltene, "Oxana")
    await corrects(anna, "Oxana", "name")
    await anna.says("Oksana")
    assert "told" not in anna.last.text
    await anna.taps("Yes")
    assert (await the_person(house, number)).name == "Oksana"
    await anna.taps("Oksana")
    anna.sees("Oksana", "New invitation link")


async def test_an_erasure_takes_what_was_typed_with_the_former_name_too(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await written_down(house, smiltene, "Ksenija", "Ilze")
    await written_down(house, smiltene, "Bohdan", "Ilze")
    oksana = await in_chat(house, smiltene, "Ksenija")
    await logs(house, ilze, 17, note="Ksenijas CV")
    await corrects(anna, "Ksenija", "name")
    await anna.says("Oksana")
    await anna.taps("Yes")
    await corrects(anna, "Oksana", "birth")
    await anna.says("3.5.2005")  # an open question about somebody who then leaves
    await oksana.says("/deletemydata")
    await oksana.taps("Yes, delete")
    async with house.blakus.engine.connect() as raw:
        [former] = (await raw.exec_driver_sql("SELECT former_names FROM person WHERE erased_at IS NOT NULL")).one()
        drafts = (await raw.exec_driver_sql("SELECT count(*) FROM conversation WHERE closed_at IS NULL")).one()
    assert former is None and drafts == (0,)
    async with house.blakus.sessions() as db:
        [note] = list(await db.scalars(select(LoggedSession.note)))
    assert note is not None and "Ksenij" not in note and "CV" in note
    await anna.taps("Yes")
    assert await rows(house, Person, name="Oksana") == 0


# --- the first day ---


async def test_a_first_day_moves_with_the_pairs_that_began_then(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    number = await written_down(house, smiltene, "Oksana", "Ilze")
    oksana = await in_chat(house, smiltene, "Oksana")
    await corrects(anna, "Oksana", "first")
    anna.sees("First day on record: 2 November 2026")
    await anna.says("soon")
    anna.sees("I could not read the date")
    await anna.says("9.11.")
    anna.sees(
        "First day on record: 2 November 2026\nAfter the correction: 9 November 2026\n",
        "The targets of open months follow",
        "Those concerned will be told in the chat.",
    )
    await anna.taps("Yes")
    anna.sees("Corrected. First day: 9 November 2026")
    assert (await the(house, Participation)).started_on == date(2026, 11, 9)
    assert (await the(house, Pair)).started_on == date(2026, 11, 9)
    oksana.sees("The first day of your programme was corrected: 9 November 2026")
    ilze.sees("Oksana", "09.11.2026.")
    [entry] = await audited(house, "participation.start_corrected")
    assert (entry.person_id, entry.subject) == (number, "former=2026-11-02")
    await anna.says("/hours")
    anna.sees("Oksana: 0 h of 15 h")
    await corrects(anna, "Oksana", "first")
    await anna.says("2.11.")
    await anna.taps("Yes")
    assert (await the(house, Pair)).started_on == date(2026, 11, 2)


async def test_entries_before_a_later_first_day_stand_in_the_way_and_are_named(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await written_down(house, smiltene, "Oksana", "Ilze")
    for day in (5, 6, 10, 11, 17):
        await logs(house, ilze, day)
    await corrects(anna, "Oksana", "first")
    await anna.says("9.11.")
    anna.sees("Entries before this day: 5 Nov Ilze, 6 Nov Ilze\n", "Their mentor can change them")
    await anna.says("16.11.")
    anna.sees("Entries before this day: 5 Nov Ilze, 6 Nov Ilze, 10 Nov Ilze, …\n")
    assert (await the(house, Participation)).started_on == date(2026, 11, 2)
    await anna.says("5.11.")
    anna.sees("After the correction: 5 November 2026")
    await anna.taps("Yes")
    assert (await the(house, Participation)).started_on == date(2026, 11, 5)


async def test_a_first_day_stays_in_the_months_that_are_open(
    house: House, smiltene: int, anna: Someone, time: Time
) -> None:
    await written_down(house, smiltene, "Oksana")
    await corrects(anna, "Oksana", "first")
    await anna.says("28.10.")
    anna.sees("closed for changes: October 2026")
    await anna.says("9.11.")
    await time.turns_to(datetime(2026, 12, 14, 12, tzinfo=RIGA))
    await anna.taps("Yes")
    assert "closed for changes: November 2026" in anna.alert
    await corrects(anna, "Oksana", "first")
    await anna.says("2.12.2026")
    anna.sees("closed for changes: November 2026")
    assert (await the(house, Participation)).started_on == date(2026, 11, 2)
    assert await audited(house, "participation.start_corrected") == []


async def test_a_length_beyond_the_rule_asks_for_its_reason(house: House, smiltene: int, anna: Someone) -> None:
    await written_down(house, smiltene, "Oksana")
    await corrects(anna, "Oksana", "first")
    await anna.says("3.3.2027")
    anna.sees("The end cannot be before the start")
    await anna.says("20.1.2027")
    anna.sees("Until: 1 February 2027. Programmes last from 1 to 4 months. What is the reason?")
    await anna.says("A camp in January")
    anna.sees("After the correction: 20 January 2027")
    await anna.taps("Yes")
    stay = await the(house, Participation)
    assert (stay.started_on, stay.length_reason) == (date(2027, 1, 20), "A camp in January")
    await corrects(anna, "Oksana", "first")
    await anna.says("9.11.2026")
    await anna.taps("Yes")
    stay = await the(house, Participation)
    assert (stay.started_on, stay.length_reason) == (date(2026, 11, 9), None)


async def test_a_noted_reason_goes_with_a_month_that_is_no_longer_part(
    house: House, smiltene: int, anna: Someone, time: Time
) -> None:
    await written_down(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    await anna.taps("Note the month’s reason")
    await anna.taps("Illness")
    await anna.taps("Skip")
    await time.turns_to(datetime(2026, 12, 3, 12, tzinfo=RIGA))
    await corrects(anna, "Oksana", "first")
    await anna.says("1.12.")
    await anna.taps("Yes")
    assert (await the(house, Participation)).started_on == date(2026, 12, 1)
    assert await rows(house, MonthReason) == 0


async def test_what_is_over_or_was_begun_again_keeps_its_first_day(house: House, smiltene: int, anna: Someone) -> None:
    await written_down(house, smiltene, "Oksana")
    await in_chat(house, smiltene, "Oksana")
    await corrects(anna, "Oksana", "first")
    await anna.says("9.11.")
    async with house.blakus.sessions.begin() as db:
        stay = (await db.scalars(select(Participation))).one()
        stay.ended_on = date(2026, 11, 17)
    await anna.taps("Yes")
    assert "no longer there" in anna.alert
    await corrects(anna, "Oksana")
    assert "First day of the programme" not in anna.last.labels
    anna.sees("Date of birth: 3 May 2004")
    assert (await the(house, Participation)).started_on == date(2026, 11, 2)


# --- the date of birth ---


async def test_a_date_of_birth_is_corrected_and_told_without_the_date(
    house: House, smiltene: int, anna: Someone
) -> None:
    number = await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana")
    await corrects(anna, "Oksana", "birth")
    anna.sees("Date of birth on record: 3 May 2004")
    await anna.says("31.2.2005")
    anna.sees("I could not read the date")
    await anna.says("5.3.2004")
    anna.sees("Date of birth on record: 3 May 2004\nAfter the correction: 5 March 2004")
    assert "Age on the day of joining" not in anna.last.text
    await anna.taps("Yes")
    assert (await the_person(house, number)).birth_date == "2004-03-05"
    assert (await the(house, EligibilityCheck)).result == "eligible"
    oksana.sees("corrected your date of birth here")
    oksana.sees_not("2004")
    [entry] = await audited(house, "birth_date.corrected")
    assert (entry.person_id, entry.subject) == (number, "eligible")


async def test_outside_the_age_is_said_before_and_stays_on_the_card_and_nothing_ends(
    house: House, smiltene: int, anna: Someone
) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana", status="working")
    await card_of(anna, "Oksana")
    await anna.taps("Approve")
    await corrects(anna, "Oksana", "birth")
    await anna.says("3.5.1994")
    anna.sees(
        "Age on the day of joining: 32. The programme is for people aged 15 to 29.",
        "Nothing ends by itself: whether the programme goes on, you decide on the card.",
    )
    await anna.taps("Yes")
    await anna.taps("Oksana")
    anna.sees("By the date of birth outside the programme’s age.", "End the programme")
    stay, check = await the(house, Participation), await the(house, EligibilityCheck)
    assert (stay.ended_on, check.result, check.checked_by) == (None, "outside_age", await person_id(house, "Anna"))
    await oksana.says("/hours")
    oksana.sees("0 h of")
    await oksana.says("/mydata")
    read = next(one.document.content.decode() for one in oksana.chat.from_bot if one.document)
    assert "outside the age of the programme" in read and "Date of birth: 3 May 1994" in read
    await corrects(anna, "Oksana", "birth")
    await anna.says("3.5.2004")
    await anna.taps("Yes")
    check = await the(house, EligibilityCheck)
    assert (check.result, check.checked_at) == ("doubtful", None), "the answer about status is to be decided again"
    await card_of(anna, "Oksana")
    anna.sees("Waits for your decision. Status now: works", "Age: 22", "Approve")


async def test_age_counts_on_the_day_of_joining(house: House, smiltene: int, anna: Someone, time: Time) -> None:
    await written_down(house, smiltene, "Oksana")
    await in_chat(house, smiltene, "Oksana")
    await time.turns_to(datetime(2026, 12, 3, 12, tzinfo=RIGA))
    await corrects(anna, "Oksana", "birth")
    await anna.says("1.12.1996")  # 30 since two days, 29 when they joined
    assert "Age on the day of joining" not in anna.last.text
    await anna.taps("Yes")
    assert (await the(house, EligibilityCheck)).result == "eligible"


async def test_a_minors_date_waits_for_the_legal_representative(house: House, smiltene: int, anna: Someone) -> None:
    number = await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana")
    await card_of(anna, "Oksana")
    assert "Record guardian’s consent" not in anna.last.labels
    await corrects(anna, "Oksana", "birth")
    await anna.says("4.4.2010")
    anna.sees("By this date: under 18.", "so it is not saved yet", "Record guardian’s consent")
    assert (await the_person(house, number)).birth_date == "2004-05-03"
    async with house.blakus.sessions() as db:
        kept = [one for one in await db.scalars(select(InboxUpdate.raw)) if one is not None and "4.4.2010" in str(one)]
    assert kept == [], "what was typed is not kept either"
    await anna.taps("Record guardian’s consent")
    await anna.says("Olena Koval")
    await anna.says("16.11.")
    await anna.says("File 12")
    assert (await the(house, GuardianConsent)).person_id == number
    await corrects(anna, "Oksana", "birth")
    await anna.says("4.4.2010")
    anna.sees("After the correction: 4 April 2010")
    await anna.taps("Yes")
    assert (await the_person(house, number)).birth_date == "2010-04-04"
    oksana.sees("corrected your date of birth here")


async def test_where_nothing_is_kept_about_minors_their_date_is_not_kept(house: House) -> None:
    place = await house.municipality("Valka", minors_in_chat="no")
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, place, "en")
    number = await written_down(house, place, "Oksana")
    await in_chat(house, place, "Oksana")
    await corrects(zane, "Oksana", "birth")
    await zane.says("4.4.2013")
    zane.sees("nothing about people under 18 is kept in chat", "/deletemydata", "Age on the day of joining: 13.")
    assert "Record guardian’s consent" not in zane.last.labels
    assert (await the_person(house, number)).birth_date == "2004-05-03"
    assert await audited(house, "birth_date.corrected") == []


async def test_a_date_that_is_not_stored_is_not_asked_for(house: House, smiltene: int, anna: Someone) -> None:
    await written_down(house, smiltene, "Oksana")
    await corrects(anna, "Oksana")
    assert "Date of birth" not in anna.last.labels
    await tap(anna, "first")
    await anna.taps_data(anna.last.message_id, "c:1:what:birth")
    anna.sees("First day on record")


# --- rights ---


async def test_nobody_else_corrects_anything(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    """A mentor, and a coordinator of another place in the middle of whose question the person becomes foreign."""
    number = await written_down(house, smiltene, "Oksana", "Ilze")
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, await house.municipality("Valka"), "en")
    for someone in (ilze, zane):
        await someone.says("/help")
        await someone.taps_data(someone.last.message_id, f"do:correct:{number}")
    assert "no longer there" in zane.alert
    await corrects(anna, "Oksana", "name")
    await anna.says("Oxana")
    other = await joined_staff(house, "Inga", Role.COORDINATOR, smiltene, "en")
    by, gone = await id_of(house, other), await id_of(house, anna)
    async with house.blakus.sessions.begin() as db:
        await services.people.revoke(db, by=by, person_id=gone, now=house.clock.now(), today=date(2026, 11, 18))
    await anna.taps("Yes")
    assert (await the_person(house, number)).name == "Oksana"
    assert await audited(house, "name.corrected") == []
