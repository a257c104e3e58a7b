"""Joining: invited, agreed, known; and everything that may go wrong on the way in."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import services
from bot.buttons import WHY
from bot.rules.people import NOTICE_VERSION, Role
from bot.storage.models import (
    Account,
    Base,
    Consent,
    Conversation,
    EligibilityCheck,
    InboxUpdate,
    Invitation,
    Notice,
    OutboxRow,
    Participation,
    Person,
    RoleHeld,
)
from tests.conftest import House, Someone, Time, joined_staff

AGREE = {"lv": "Jā, piekrītu", "uk": "Так, згода", "en": "Yes, I agree"}
LANGUAGE = {"lv": "Latviešu", "uk": "Українська", "en": "English"}


async def rows(house: House, table: type[Base], **where: object) -> int:
    async with house.blakus.sessions() as db:
        return int(await db.scalar(select(func.count()).select_from(table).filter_by(**where)) or 0)


async def person_id(house: House, name: str) -> int:
    async with house.blakus.sessions() as db:
        found = await db.scalar(select(Person.id).where(Person.name == name, Person.erased_at.is_(None)))
        assert found is not None, name
        return int(found)


async def tap(someone: Someone, value: str) -> None:
    """Tap what a button means, whatever its label, on the newest message that has it. Why it came is not meant."""
    for message in reversed(someone.chat.from_bot):
        for row in message.buttons:
            for button in row:
                if (button.data or "").endswith(f":{value}") and not WHY.pattern.match(button.data or ""):
                    await someone.taps_data(message.message_id, button.data or "")
                    return
    raise AssertionError(f"no button means {value!r} under:\n{someone.last.text}")


async def agrees(someone: Someone, token: str, language: str = "en") -> Someone:
    await someone.opens(token)
    await someone.taps(LANGUAGE[language])
    await someone.taps(AGREE[language])
    return someone


async def at_birth_date(house: House, place: int, name: str = "Oksana", language: str = "en") -> Someone:
    """A young person who has agreed and is asked for the birth date."""
    token = await house.invite(name, Role.YOUTH, place, language)
    return await agrees(house.someone(name, language), token, language)


async def joined_youth(house: House, place: int, name: str = "Oksana", language: str = "en") -> Someone:
    someone = await at_birth_date(house, place, name, language)
    await someone.says("3.5.2004")
    await tap(someone, "none:1")
    await tap(someone, "done")
    return someone


def link_in(someone: Someone) -> str:
    """The token in the newest invitation on the screen, for the coordinator to forward."""
    for message in reversed(someone.chat.from_bot):
        if match := re.search(r"\?start=([\w-]+)", message.text):
            return match[1]
    raise AssertionError("no invitation on the screen")


# --- the way in ---


@pytest.mark.parametrize("language", ["lv", "uk", "en"])
async def test_a_coordinator_joins_in_their_language(house: House, smiltene: int, language: str) -> None:
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, smiltene, language)
    anna.sees("/invite")
    async with house.blakus.sessions() as db:
        person = (await db.scalars(select(Person))).one()
        consent = (await db.scalars(select(Consent))).one()
    assert (person.language, consent.language) == (language, language)
    assert timedelta(0) <= house.clock.now() - consent.given_at < timedelta(minutes=1)
    assert consent.version == NOTICE_VERSION
    commands = house.server.world.profile.commands[f"chat {anna.chat.id}", ""]
    assert {"people", "invite", "digest", "language", "privacy"} <= {one["command"] for one in commands}


async def link_without_a_name(house: House, place: int) -> str:
    """As the operator makes it for a coordinator whose name they do not know."""
    async with house.blakus.sessions.begin() as db:
        now = house.clock.now()
        person = await services.people.write_down(db, name=None, language="lv", now=now)
        made = await services.invitations.invite(
            db, person_id=person.id, role=Role.COORDINATOR, municipality_id=place, invited_by=None, now=now
        )
        return made.token


@pytest.mark.parametrize(
    ("language", "asked"),
    [("lv", "Kāds ir Jūsu vārds un uzvārds?"), ("uk", "Які Ваші ім’я та прізвище?"), ("en", "first name and surname?")],
)
async def test_a_coordinator_who_was_invited_without_a_name_gives_it(
    house: House, smiltene: int, anna: Someone, language: str, asked: str
) -> None:
    newcomer = await agrees(house.someone("N", language), await link_without_a_name(house, smiltene), language)
    newcomer.sees(asked)
    await anna.says("/people")
    anna.sees("#2")  # until then a number stands for the name
    assert await rows(house, Consent) == 1  # Anna's: nothing is agreed before the name is given
    await newcomer.says("…!")
    assert await rows(house, Account) == 1
    await newcomer.says("  Žanete   Ozola ")
    newcomer.sees("/invite")
    await newcomer.says("/people")
    newcomer.sees("Žanete Ozola", "Anna")
    anna.sees("Žanete Ozola")
    assert await rows(house, Person) == 2


async def test_who_stops_before_giving_the_name_leaves_nothing_and_may_open_the_link_again(
    house: House, smiltene: int
) -> None:
    token = await link_without_a_name(house, smiltene)
    zane = await agrees(house.someone("Zane", "en"), token)
    await zane.says("/back")
    zane.sees("first name and surname?")
    await zane.taps("Stop")
    zane.sees("open the invitation again")
    assert await rows(house, Account) == await rows(house, Consent) == await rows(house, RoleHeld) == 0
    await house.restart()
    await agrees(zane, token)
    await zane.says("Zane")
    zane.sees("Your role here: coordinator")
    assert await rows(house, Person, name="Zane") == 1


async def test_somebody_who_is_here_already_is_not_asked_for_a_name(house: House, smiltene: int, ilze: Someone) -> None:
    await ilze.opens(await link_without_a_name(house, smiltene))
    await ilze.taps("Latviešu")
    ilze.sees_not("#2")
    await ilze.taps("Jā, piekrītu")
    ilze.sees("programmas vadītājs")
    assert await rows(house, RoleHeld) == 2
    assert await rows(house, Person, name="Ilze") == 1


async def test_a_coordinator_invites_a_mentor_and_a_young_person_and_both_join(house: House, anna: Someone) -> None:
    await anna.says("/invite")
    await anna.taps("Mentor")
    await anna.says("Ilze")
    await anna.taps("Latviešu")
    ilze = await agrees(house.someone("Ilze", "lv"), link_in(anna), "lv")

    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Oksana")
    await anna.taps("Українська")
    await anna.taps("18 November 2026")
    await tap(anna, "3")
    await anna.taps("Ilze")
    oksana = await agrees(house.someone("Oksana", "uk"), link_in(anna), "uk")
    await oksana.says("3.5.2004")
    await tap(oksana, "none:1")
    await tap(oksana, "done")

    assert await rows(house, RoleHeld, role="youth") == 1
    assert await rows(house, EligibilityCheck, result="eligible") == 1
    anna.sees("Oksana")
    ilze.sees("Oksana")
    async with house.blakus.sessions() as db:
        stay = (await db.scalars(select(Participation))).one()
    assert (stay.started_on.isoformat(), stay.planned_end_on.isoformat()) == ("2026-11-18", "2027-02-17")


async def test_a_date_without_a_year_is_the_nearest_for_a_programme(house: House, anna: Someone) -> None:
    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Oksana")
    await anna.taps("English")
    await anna.says("1.12.")
    await tap(anna, "1")
    await anna.taps("Later")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Participation.started_on))).one().isoformat() == "2026-12-01"


async def test_a_programme_that_would_be_over_already_is_refused(house: House, anna: Someone) -> None:
    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Oksana")
    await anna.taps("English")
    await anna.says("1.2.2026")
    await tap(anna, "3")
    assert "would be over already" in anna.alert
    assert "30 April 2026" in anna.alert
    anna.sees_not("Who will be the mentor?", "before the start")
    assert await rows(house, Person, name="Oksana") == 0


async def test_a_stopped_invitation_leaves_nothing_behind(house: House, anna: Someone) -> None:
    await anna.says("/invite")
    await anna.taps("Mentor")
    await anna.says("Ilze")
    await anna.taps("Stop")
    assert await rows(house, Person) == 1  # Anna herself


# --- links ---


async def test_a_link_works_once(house: House, smiltene: int) -> None:
    token = await house.invite("Ilze", Role.MENTOR, smiltene, "en")
    await agrees(house.someone("Ilze", "en"), token)
    other = house.someone("Somebody", "en")
    await other.opens(token)
    other.sees("already used")
    assert await rows(house, Account) == 1


async def test_of_two_phones_that_open_a_link_at_once_one_joins(house: House, smiltene: int) -> None:
    token = await house.invite("Ilze", Role.MENTOR, smiltene, "en")
    first, second = house.someone("Ilze", "en"), house.someone("Somebody", "en")
    for one in (first, second):
        await one.opens(token)
        await one.taps("English")
    first.chat.taps(None, "Yes, I agree")
    second.chat.taps(None, "Yes, I agree")
    await house.settled()
    assert await rows(house, Account) == 1


async def test_an_expired_link_says_so(house: House, smiltene: int, time: Time) -> None:
    token = await house.invite("Ilze", Role.MENTOR, smiltene, "en")
    await time.passes(days=15)
    ilze = house.someone("Ilze", "en")
    await ilze.opens(token)
    ilze.sees("expired")
    assert await rows(house, Account) == 0


async def test_a_link_that_expires_between_opening_and_agreeing_is_refused(house: House, time: Time) -> None:
    place = await house.municipality("Valka", invitation_days=1)
    token = await house.invite("Ilze", Role.MENTOR, place, "en")
    ilze = house.someone("Ilze", "en")
    await ilze.opens(token)
    await ilze.taps("English")
    await time.passes(days=1)
    await ilze.taps("Yes, I agree")
    assert "expired" in ilze.alert
    assert await rows(house, Account) == 0


async def test_a_revoked_and_a_forged_link_look_the_same(house: House, smiltene: int, anna: Someone) -> None:
    first = await invited_by(anna, "Ilze")
    await anna.says("/people")
    await anna.taps("Ilze")
    await anna.taps("New invitation link")
    revoked, forged = house.someone("One", "en"), house.someone("Two", "en")
    await revoked.opens(first)
    await forged.opens("A" * 32)
    assert revoked.last.text == forged.last.text
    assert link_in(anna) != first
    await agrees(house.someone("Ilze", "en"), link_in(anna))
    assert await rows(house, RoleHeld, role="mentor") == 1


async def invited_by(anna: Someone, name: str) -> str:
    await anna.says("/invite")
    await anna.taps("Mentor")
    await anna.says(name)
    await anna.taps("English")
    return link_in(anna)


async def test_somebody_who_is_here_already_sees_for_whom_a_link_was_written(
    house: House, smiltene: int, ilze: Someone
) -> None:
    """The mentor opens the young person's link on their own phone."""
    await ilze.opens(await house.invite("Oksana", Role.YOUTH, smiltene, "lv"))
    await ilze.taps("Latviešu")
    ilze.sees("Oksana", "Ilze")
    await tap(ilze, "no")
    assert await rows(house, RoleHeld, role="youth") == 0
    oksana = house.someone("Oksana", "lv")
    await agrees(oksana, await house.invite("Oksana", Role.YOUTH, smiltene, "lv"), "lv")
    assert await rows(house, Account) == 2


# --- who leaves nothing ---


async def test_a_stranger_leaves_no_row(house: House, smiltene: int) -> None:
    stranger = house.someone("Somebody", "uk")
    await stranger.says("Привіт, мене звати Оля")
    await stranger.says("/start")
    await stranger.says("/hours")
    await stranger.taps("English")
    stranger.sees("PROTI un DARI 2.0", "invitation from the municipality")
    for table in (Person, Account, Consent, Conversation, Notice):
        assert await rows(house, table) == 0, table
    async with house.blakus.sessions() as db:
        raws = (await db.scalars(select(InboxUpdate.raw))).all()
    assert raws
    assert all(raw is None for raw in raws)


@pytest.mark.parametrize(
    ("phone", "words"),
    [
        ("lv", "Sveiki!"),
        ("uk", "Вітаю!"),
        ("en", "Hello!"),
        ("ru", "Вітаю!"),  # many who fled Ukraine; Ukrainian is nearer than English
        ("ru-LV", "Вітаю!"),
        ("de", "Hello!"),
    ],
)
async def test_whatever_the_phone_speaks_the_choice_of_language_can_be_read(
    house: House, smiltene: int, phone: str, words: str
) -> None:
    stranger = house.someone("Somebody", phone)
    await stranger.says("/start")
    stranger.sees(words, "Valoda · Мова · Language", "Latviešu", "Українська", "English")
    await stranger.taps("Latviešu")
    stranger.sees("Sveiki!")
    await stranger.opens(await house.invite("Oksana", Role.YOUTH, smiltene, "uk"))
    stranger.sees(words, "Valoda · Мова · Language", "Latviešu", "Українська", "English")


@pytest.mark.parametrize("language", ["lv", "uk", "en"])
async def test_a_strangers_menu_of_commands_is_answered(house: House, smiltene: int, language: str) -> None:
    await house.blakus.introduce()
    menu = [one["command"] for one in await house.blakus.bot.call("getMyCommands", {"language_code": language})]
    assert menu == ["start", "language", "privacy", "help"]
    stranger = house.someone("Somebody", language)
    for command in menu:
        before = len(stranger.chat.from_bot)
        await stranger.says(f"/{command}")
        assert len(stranger.chat.from_bot) > before, command


@pytest.mark.parametrize("language", ["lv", "uk", "en"])
async def test_telegrams_page_promises_only_what_is_there(house: House, language: str) -> None:
    await house.blakus.introduce()
    page = await house.blakus.bot.call("getMyDescription", {"language_code": language})
    assert "PROTI un DARI 2.0" in page["description"]
    assert not {word.strip(".,:;") for word in page["description"].split()} & {"plāns", "план", "plan"}


async def test_who_does_not_agree_leaves_nothing(house: House, smiltene: int) -> None:
    oksana = house.someone("Oksana", "en")
    await oksana.opens(await house.invite("Oksana", Role.YOUTH, smiltene, "en"))
    await oksana.taps("English")
    await oksana.taps("No")
    oksana.sees("Nothing was saved")
    assert await rows(house, Account) + await rows(house, Consent) == 0


@pytest.mark.parametrize("birth_date", ["19.11.2011", "18.11.1996", "3.5.1980"])
async def test_outside_the_age_leaves_nothing(house: House, smiltene: int, anna: Someone, birth_date: str) -> None:
    """Fifteen tomorrow; thirty today; long past."""
    oksana = await at_birth_date(house, smiltene)
    await oksana.says(birth_date)
    oksana.sees("15", "29", "nothing was saved", "Anna")
    await leaves_nothing(house, oksana)
    await oksana.says("/start")
    oksana.sees("It opens with an invitation")


async def leaves_nothing(house: House, someone: Someone) -> None:
    assert await rows(house, Account, telegram_id=someone.chat.id) == 0
    assert await rows(house, Conversation, chat_id=someone.chat.id) == 0
    async with house.blakus.sessions() as db:
        person = (await db.scalars(select(Person).where(Person.name == "Oksana"))).one()
        last = await db.scalar(
            select(InboxUpdate.raw).where(InboxUpdate.chat_id == someone.chat.id).order_by(InboxUpdate.id.desc())
        )
    assert (person.birth_date, person.joined_at, last) == (None, None, None)
    assert await rows(house, Consent, person_id=person.id) == 0
    assert await rows(house, EligibilityCheck) == 0


@pytest.mark.parametrize("birth_date", ["18.11.2011", "19.11.1996"])
async def test_the_first_and_the_last_day_of_the_age_take_part(house: House, birth_date: str) -> None:
    """Fifteen today; thirty tomorrow."""
    place = await house.municipality("Valka", minors_in_chat="yes")
    oksana = await at_birth_date(house, place)
    await oksana.says(birth_date)
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    oksana.sees("everything is saved")


# --- the birth date by buttons ---


@pytest.mark.parametrize(
    ("language", "month", "asked_month", "asked_day"),
    [
        ("lv", "maijs", "Kurā mēnesī ir tava dzimšanas diena?", "Dzimšanas mēnesis: 2004. gada maijs"),
        ("uk", "травень", "У якому місяці твій день народження?", "Місяць народження: травень 2004 року"),
        ("en", "May", "Which month is your birthday in?", "Month of birth: May 2004"),
    ],
)
async def test_a_birth_date_is_chosen_by_year_month_and_day_on_one_card(
    house: House, smiltene: int, language: str, month: str, asked_month: str, asked_day: str
) -> None:
    oksana = await at_birth_date(house, smiltene, language=language)
    labels = [[button.label for button in row] for row in oksana.last.buttons]
    assert labels[0] == ["2011", "2010", "2009", "2008", "2007"]
    assert [label for row in labels[:-1] for label in row] == [str(year) for year in range(2011, 1995, -1)]
    card = oksana.last.message_id
    await oksana.taps("2004")
    oksana.sees(asked_month)
    await oksana.taps(month)
    oksana.sees(asked_day)
    days = [button.label for row in oksana.last.buttons for button in row if button.label.isdigit()]
    assert days == [str(day) for day in range(1, 32)]
    await oksana.taps("3")
    assert oksana.last.message_id == card
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    assert await born(house) == "2004-05-03"


async def born(house: House) -> str | None:
    async with house.blakus.sessions() as db:
        return await db.scalar(select(Person.birth_date).where(Person.name == "Oksana"))


async def test_a_leap_day_is_there_in_its_years_alone(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    for year, last in (("2003", "28"), ("2004", "29")):
        await oksana.taps(year)
        await oksana.taps("February")
        days = [button.label for row in oksana.last.buttons for button in row if button.label.isdigit()]
        assert days[-1] == last
        await oksana.taps("Back")
        await oksana.taps("Back")
    oksana.sees("What is your date of birth?")
    assert "Back" not in oksana.last.labels, "what was agreed to stays"


async def test_typed_words_work_at_every_point_of_it(house: House, smiltene: int, time: Time) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.says("2004")
    oksana.sees("Which month is your birthday in?")
    await oksana.says("bērzā")
    oksana.sees("I could not read the date")
    await oksana.says("травня")
    oksana.sees("Month of birth: May 2004")
    await oksana.taps("Back")
    await oksana.says("13")
    oksana.sees("Please choose one of the buttons")
    await oksana.says("6.")
    oksana.sees("Month of birth: June 2004")
    await house.restart()
    await time.passes(days=6)
    await oksana.says("31")
    oksana.sees("I could not read the date")
    await oksana.says("2003. gada 3. maijs")
    oksana.sees("Choose all that fit")
    await oksana.taps("Back")
    oksana.sees("Month of birth: June 2004")
    await oksana.says("30")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    assert await born(house) == "2004-06-30"


async def test_a_date_typed_after_the_year_was_chosen_is_the_date(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.taps("2004")
    await oksana.says("May 3, 2003")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    assert await born(house) == "2003-05-03"


@pytest.mark.parametrize("forged", ["birth:9999", "birth:0", "birth:1800", "birth:x", "birth:2004x"])
async def test_a_forged_year_is_none(house: House, smiltene: int, forged: str) -> None:
    oksana = await at_birth_date(house, smiltene)
    data = next(button.data for row in oksana.last.buttons for button in row if button.label == "2004") or ""
    await oksana.taps_data(oksana.last.message_id, data.replace("birth:2004", forged))
    assert "choose one of the buttons" in oksana.alert
    oksana.sees("What is your date of birth?")


async def test_an_old_button_of_it_is_answered_kindly(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    data = next(button.data for row in oksana.last.buttons for button in row if button.label == "2004") or ""
    await oksana.taps("2001")
    await oksana.taps_data(oksana.last.message_id, data)
    assert "no longer works" in oksana.alert
    oksana.sees("Year of birth: 2001")


async def test_years_are_those_of_the_municipality(house: House) -> None:
    place = await house.municipality("Valka", age_low=16, age_high=20, minors_in_chat="yes")
    oksana = await at_birth_date(house, place)
    years = [button.label for row in oksana.last.buttons for button in row if button.label.isdigit()]
    assert years == ["2010", "2009", "2008", "2007", "2006"]
    await oksana.taps("2006")
    await oksana.taps("November")
    await oksana.taps("18")  # twenty today
    oksana.sees("for people aged 16 to 19")
    await leaves_nothing(house, oksana)


async def test_of_a_minor_who_chose_it_by_buttons_nothing_is_kept_either(
    house: House, smiltene: int, anna: Someone
) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.taps("2010")
    await oksana.taps("May")
    await oksana.taps("Help")
    await oksana.taps("3")
    oksana.sees("your legal representative has to agree first")
    async with house.blakus.sessions() as db:
        raws = (await db.scalars(select(InboxUpdate.raw).where(InboxUpdate.chat_id == oksana.chat.id))).all()
        drafts = (await db.scalars(select(Conversation.draft).where(Conversation.chat_id == oksana.chat.id))).all()
        sent = (await db.scalars(select(OutboxRow.payload).where(OutboxRow.chat_id == oksana.chat.id))).all()
    assert not any("2010" in str(kept) or "May" in str(kept) for kept in (*raws, *drafts, *sent))
    assert await born(house) is None


# --- minors ---


async def test_a_minor_waits_for_the_representative_and_then_goes_on(
    house: House, smiltene: int, anna: Someone
) -> None:
    oksana, _ = await waiting_minor(house, anna)
    oksana.sees("under 18", "legal representative")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Person.birth_date).where(Person.name == "Oksana"))).one() is None
    assert await rows(house, RoleHeld, role="youth") == 0

    anna.sees("Oksana", "under 18")
    await anna.taps("Oksana")
    await anna.taps("Record guardian’s consent")
    await anna.says("Олена")
    await anna.taps("18 November 2026")
    await anna.says("File 12")
    anna.sees("recorded")
    oksana.sees("has agreed")
    await oksana.taps("Go on")
    await oksana.says("3.5.2010")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    oksana.sees("everything is saved")
    assert await rows(house, RoleHeld, role="youth") == 1


async def waiting_minor(house: House, anna: Someone) -> tuple[Someone, str]:
    """A young person of sixteen who has said so, and the link they came by."""
    await anna.says("/invite")
    await anna.taps("Young person")
    await anna.says("Oksana")
    await anna.taps("English")
    await anna.taps("18 November 2026")
    await tap(anna, "3")
    await anna.taps("Later")
    token = link_in(anna)
    oksana = await agrees(house.someone("Oksana", "en"), token)
    await oksana.says("3.5.2010")
    return oksana, token


async def test_a_waiting_minor_hears_where_things_stand_and_is_asked_nothing_twice(
    house: House, smiltene: int, anna: Someone, time: Time
) -> None:
    oksana, token = await waiting_minor(house, anna)
    await time.passes(days=60)  # longer than anything about a conversation is kept
    for knock in (oksana.says("/start"), oksana.opens(token), oksana.says("/help"), oksana.says("hello?")):
        await knock
        oksana.sees("legal representative has to agree first", "Anna", "Correct my date of birth")
    oksana.sees_not("Go on")
    assert sum("What is your date of birth?" in one.text for one in oksana.chat.from_bot) <= 1


async def test_nothing_that_a_waiting_minor_said_is_kept(house: House, smiltene: int, anna: Someone) -> None:
    oksana, _ = await waiting_minor(house, anna)
    async with house.blakus.sessions() as db:
        person = (await db.scalars(select(Person).where(Person.name == "Oksana"))).one()
        raws = (await db.scalars(select(InboxUpdate.raw).where(InboxUpdate.chat_id == oksana.chat.id))).all()
        drafts = (await db.scalars(select(Conversation.draft).where(Conversation.chat_id == oksana.chat.id))).all()
        waits = (await db.scalars(select(Invitation).where(Invitation.person_id == person.id))).one()
    assert person.birth_date is None
    assert waits.waits_for_guardian
    assert not any("2010" in str(kept) for kept in (*raws, *drafts))


async def test_a_mistyped_birth_date_is_corrected(house: House, smiltene: int, anna: Someone) -> None:
    oksana, _ = await waiting_minor(house, anna)
    await oksana.says("/start")
    await oksana.taps("Correct my date of birth")
    oksana.sees("What is your date of birth?")
    await oksana.says("3.5.2001")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    oksana.sees("everything is saved")
    assert await rows(house, Invitation, waits_for_guardian=True) == 0


async def test_a_minor_may_join_at_once_where_the_municipality_allows_it(house: House) -> None:
    place = await house.municipality("Valka", minors_in_chat="yes")
    oksana = await at_birth_date(house, place)
    await oksana.says("3.5.2010")
    oksana.sees("Choose all that fit")


async def test_nothing_is_kept_of_a_minor_where_the_municipality_says_no(house: House) -> None:
    place = await house.municipality("Valka", minors_in_chat="no")
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    oksana = await at_birth_date(house, place)
    await oksana.says("3.5.2010")
    oksana.sees("nothing was saved", "Anna")
    await leaves_nothing(house, oksana)
    anna.sees("Oksana", "nothing is kept in chat")


# --- status ---


async def test_the_doubtful_goes_to_the_coordinator_and_is_never_refused(
    house: House, smiltene: int, anna: Someone
) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.says("3.5.2004")
    await tap(oksana, "working:1")
    await tap(oksana, "nva:1")
    await tap(oksana, "done")
    oksana.sees("coordinator will look at your answers")
    assert await rows(house, EligibilityCheck, result="doubtful") == 1
    anna.sees("Oksana", "needs your decision")


async def test_none_of_these_stands_alone(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.says("3.5.2004")
    await tap(oksana, "working:1")
    await tap(oksana, "none:1")
    oksana.sees("✓ None of these")
    assert "✓ I work" not in oksana.last.labels
    await tap(oksana, "none:0")
    await tap(oksana, "done")
    assert "choose" in oksana.alert.lower()
    assert await rows(house, EligibilityCheck) == 0


async def test_a_birth_date_that_cannot_be_read_is_asked_again(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    await oksana.says("in spring")
    oksana.sees("could not read the date")
    await oksana.says("3 May 2004")
    oksana.sees("Choose all that fit")


# --- no dead ends ---


async def test_the_language_can_change_at_every_moment_of_joining(house: House, smiltene: int) -> None:
    oksana = house.someone("Oksana", "uk")
    await oksana.opens(await house.invite("Oksana", Role.YOUTH, smiltene, "uk"))
    await oksana.taps("Українська")
    await oksana.says("/language")
    await tap(oksana, "en")
    oksana.sees("Do you agree?")
    await oksana.taps("Yes, I agree")
    oksana.sees("What is your date of birth?")
    await oksana.says("/language")
    await oksana.taps("Latviešu")
    await oksana.says("3.5.2004")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Person.language))).one() == "lv"


async def test_stopped_after_agreeing_joining_goes_on_with_start_or_the_same_link(
    house: House, smiltene: int, time: Time
) -> None:
    token = await house.invite("Oksana", Role.YOUTH, smiltene, "en")
    oksana = await agrees(house.someone("Oksana", "en"), token)
    await oksana.taps("Stop")
    oksana.sees("open the invitation again")
    await time.passes(days=7)
    await oksana.says("/start")
    oksana.sees("What is your date of birth?")
    await oksana.taps("Stop")
    await oksana.opens(token)
    oksana.sees("What is your date of birth?")
    await oksana.says("3.5.2004")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    assert await rows(house, RoleHeld, role="youth") == 1


async def test_back_does_not_lead_behind_the_consent(house: House, smiltene: int) -> None:
    oksana = await at_birth_date(house, smiltene)
    assert "Back" not in oksana.last.labels
    await oksana.says("3.5.2004")
    await oksana.taps("Back")
    oksana.sees("What is your date of birth?")


async def test_buttons_of_an_older_card_are_answered_kindly(house: House, smiltene: int) -> None:
    token = await house.invite("Oksana", Role.YOUTH, smiltene, "en")
    oksana = house.someone("Oksana", "en")
    await oksana.opens(token)
    old = oksana.last
    await oksana.opens(token)
    await oksana.taps_data(old.message_id, old.buttons[0][0].data or "")
    assert "no longer works" in oksana.alert
    oksana.sees("Which language")


async def test_a_tap_on_a_card_that_is_over_changes_nothing(house: House, smiltene: int) -> None:
    oksana = await joined_youth(house, smiltene)
    await oksana.taps_data(oksana.last.message_id, "c:1:consent:yes")
    assert "no longer works" in oksana.alert
    assert await rows(house, Consent) == 1


async def test_one_person_may_hold_two_roles(house: House, smiltene: int, anna: Someone) -> None:
    """The coordinator is a mentor too, under the same record."""
    await anna.opens(await house.invite("Anna Bērziņa", Role.MENTOR, smiltene, "en"))
    await anna.taps("English")
    anna.sees("Anna Bērziņa")
    await anna.taps("Yes, I agree")
    anna.sees("mentor")
    assert await rows(house, Account) == 1
    assert await rows(house, RoleHeld, person_id=await person_id(house, "Anna")) == 2
    await anna.opens(await house.invite("Anna", Role.MENTOR, smiltene, "en"))
    await anna.taps("English")
    await anna.taps("Yes, I agree")
    assert "already" in anna.alert


async def test_who_is_too_old_for_one_role_keeps_the_other(house: House, smiltene: int, ilze: Someone) -> None:
    await ilze.opens(await house.invite("Ilze B.", Role.YOUTH, smiltene, "lv"))
    await ilze.taps("Latviešu")
    await ilze.taps("Jā, piekrītu")
    await ilze.says("3.5.1980")
    assert await rows(house, Account, telegram_id=ilze.chat.id) == 1
    assert await rows(house, RoleHeld, role="mentor") == 1
    assert await rows(house, RoleHeld, role="youth") == 0


# --- another phone ---


async def test_a_new_phone_cuts_the_old_one_off_at_once(
    house: House, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    await ilze.says("/quiet")
    await anna.says("/people")
    await anna.taps("Ilze")
    await anna.taps("New phone")
    await anna.taps("Yes")
    new = house.someone("Ilze", "lv")
    await new.opens(link_in(anna))
    await new.taps("Latviešu")
    new.sees("Ilze")
    assert await rows(house, Account, cut_off_at=None) == 2  # opening a link cuts nobody off
    await tap(new, "yes")
    assert await rows(house, Account, cut_off_at=None) == 2
    assert await rows(house, Account) == 3
    await ilze.says("/hours")
    ilze.sees("PROTI un DARI 2.0")
    ilze.sees_not("Oksana")
    assert (f"chat {ilze.chat.id}", "") not in house.server.world.profile.commands
    await new.says("/hours")
    assert new.last.text != ilze.last.text
    assert await rows(house, Conversation, chat_id=ilze.chat.id, closed_at=None) == 0


async def test_a_link_for_a_new_phone_does_not_open_somebody_elses(house: House, anna: Someone, ilze: Someone) -> None:
    """The coordinator opens it on their own phone, by mistake or not."""
    await anna.says("/people")
    await anna.taps("Ilze")
    await anna.taps("New phone")
    await anna.taps("Yes")
    await anna.opens(link_in(anna))
    await anna.taps("English")
    await anna.taps("Yes")
    assert "belongs to somebody else" in anna.alert
    await anna.says("/people")
    anna.sees("Ilze")
