"""An ordinary day: people who stop half-way, ask for help in the middle, mistype, send a photo, and come back."""

from bot import services
from bot.rules.people import Role
from tests.conftest import House, Someone, joined_staff
from tests.doors.test_joining import agrees
from tests.doors.test_people import card_of, in_chat, written_down


async def invited(house: House, place: int, name: str) -> str:
    """A young person's open invitation."""
    async with house.blakus.sessions.begin() as db:
        person = await services.people.write_down(db, name=name, language="en", now=house.clock.now())
        made = await services.invitations.invite(
            db, person_id=person.id, role=Role.YOUTH, municipality_id=place, invited_by=None, now=house.clock.now()
        )
        return made.token


# --- on the way in ---


async def test_help_on_the_way_in_says_what_this_is_and_asks_again(house: House, smiltene: int) -> None:
    oksana = house.someone("Oksana", "en")
    await oksana.opens(await invited(house, smiltene, "Oksana"))
    await oksana.taps("English")
    await oksana.says("/help")
    oksana.sees("Do you agree?", "Yes, I agree")
    assert "You are joining" in oksana.chat.from_bot[-2].text
    oksana.sees_not("It opens with an invitation")


async def test_who_stopped_before_consent_is_told_the_way_that_works(house: House, smiltene: int) -> None:
    oksana = house.someone("Oksana", "en")
    token = await invited(house, smiltene, "Oksana")
    await oksana.opens(token)
    await oksana.taps("Stop")
    oksana.sees("open the invitation again")
    oksana.sees_not("/start")
    await oksana.opens(token)
    oksana.sees("Which language")


async def test_who_stopped_after_consent_goes_on_with_one_tap(house: House, smiltene: int) -> None:
    oksana = await agrees(house.someone("Oksana", "en"), await invited(house, smiltene, "Oksana"), "en")
    await oksana.taps("Stop")
    for words in ("hello?", "/help"):
        await oksana.says(words)
        oksana.sees("Go on")
    await oksana.taps("Go on")
    oksana.sees("What is your date of birth?")


async def test_a_birth_date_that_cannot_be_read_is_never_yesterday(house: House, smiltene: int) -> None:
    oksana = await agrees(house.someone("Oksana", "en"), await invited(house, smiltene, "Oksana"), "en")
    await oksana.says("31.02.2004")
    oksana.sees("day, month and year", "3.5.2008")
    oksana.sees_not("yesterday")


# --- the coordinator's cards ---


async def test_every_question_and_result_says_of_whom(house: House, smiltene: int, anna: Someone) -> None:
    """Two cards may be open at once."""
    for name in ("Oksana", "Bohdan"):
        await written_down(house, smiltene, name)
    await card_of(anna, "Oksana")
    await anna.taps("Pause")
    anna.sees("Oksana", "first of the pause")
    await anna.says("20.11.")
    anna.sees("Oksana", "last of the pause")
    await anna.says("30.11.")
    anna.sees("Oksana", "Pause: 20 November 2026 – 30 November 2026")
    await card_of(anna, "Bohdan")
    await anna.taps("Change the planned end")
    anna.sees("Bohdan", "Planned end now")
    await anna.says("1.3.2027")
    anna.sees("Bohdan", "Planned end: 1 March 2027")
    await card_of(anna, "Bohdan")
    await anna.taps("End the programme")
    await anna.taps("Moved away")
    anna.sees("Bohdan", "Which day is the last?")
    await anna.says("today")
    await anna.taps("Yes")
    anna.sees("Bohdan", "The programme has ended")


async def test_whose_access_ended_waits_for_no_hours(house: House, smiltene: int, anna: Someone, ilze: Someone) -> None:
    await card_of(anna, "Ilze")
    await anna.taps("Take access away")
    await anna.taps("Yes")
    await ilze.says("/hours")
    ilze.sees("/mydata")
    ilze.sees_not("kad būs sākusies programma")


async def test_the_finished_invitation_shows_the_days_and_the_mentor(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    """A mistyped year would otherwise stay unnoticed."""
    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Oksana")
    await anna.taps("English")
    await anna.says("1.11.2026")
    await anna.taps("3 months")
    await anna.taps("Ilze")
    ready = anna.chat.from_bot[-2].text.replace("\u00a0", " ")
    assert "The invitation is ready: Oksana" in ready
    assert "Programme: 1 November 2026 – 31 January 2027\nMentor: Ilze" in ready


# --- leaving ---


async def test_who_has_withdrawn_is_not_offered_to_go_on(house: House, smiltene: int) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana")
    await oksana.says("/privacy")
    await oksana.taps("Withdraw consent")
    await oksana.taps("Yes, withdraw")
    for words in ("hello?", "/help", "/hours"):
        await oksana.says(words)
        assert "Go on" not in oksana.last.labels
        oksana.sees_not("Your hours will appear here")


async def test_stopping_a_deletion_says_that_nothing_changed(house: House, smiltene: int) -> None:
    await written_down(house, smiltene, "Oksana")
    oksana = await in_chat(house, smiltene, "Oksana")
    await oksana.says("/deletemydata")
    await oksana.taps("Stop")
    oksana.sees("Nothing was changed.")


# --- a mentor on the bus ---


async def test_what_a_later_line_leaves_in_doubt_is_not_taken_from_the_line_before(house: House, smiltene: int) -> None:
    """ "25 h" was meant as 2.5, not as the 2 h of a line that waits for its day."""
    mary = await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")
    for name in ("Oksana", "Bohdan"):
        await written_down(house, smiltene, name, "Mary")
    await mary.says("tomorrow 2h Oksana")
    mary.sees("When was it?")
    await mary.says("yesterday 25h Oksana")
    mary.sees("How long was the session?", "Tuesday 17 November")
    await mary.says("2.5")
    mary.sees("2 h 30 min")


async def test_words_under_a_photo_are_a_line_too(house: House, smiltene: int) -> None:
    mary = await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")
    await written_down(house, smiltene, "Bohdan", "Mary")
    await mary.does(lambda: mary.chat.sends_photo("today 3h Bohdan museum"))
    mary.sees("Bohdan", "Wednesday 18 November", "3 h")


async def test_done_with_nobody_ticked_asks_for_people(house: House, smiltene: int) -> None:
    mary = await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")
    for name in ("Oksana", "Bohdan"):
        await written_down(house, smiltene, name, "Mary")
    await mary.says("/log")
    await mary.taps("Several people")
    await mary.taps("Done")
    assert "choose who took part" in mary.alert
