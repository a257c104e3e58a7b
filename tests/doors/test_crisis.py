"""Words of crisis, wherever they are typed: numbers at once, somebody is told, nothing is lost, nobody is flooded."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import select
from telegram import Update

from bot import messages, services, storage
from bot.context import Context
from bot.i18n import LANGUAGES, Speech
from bot.rules import crisis
from bot.rules.crisis import Sign
from bot.rules.people import Role
from bot.services.care import Asked
from bot.services.crisis import OUTSIDE, Answered
from bot.storage.models import AuditEntry, Call, InboxUpdate
from bot.storage.models.base import Sealed
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, House, Someone, Time, running
from tests.doors.test_care import NIGHT, OPERATOR, Care, set_up
from tests.doors.test_hours import id_of
from tests.doors.test_letterbox import hears, until_set_aside
from tests.town import november

HARM = "чесно, не хочу жити"
ABUSE = "вітчим мене б’є"
DANGER = "він тут з ножем, рятуйте"
NUMBERS = ("112", "116111", "116123: латиською, російською, англійською")


@pytest.fixture
async def care(house: House) -> Care:
    return await set_up(house)


@pytest.fixture
async def watched(tmp_path: object, clock: TurnableClock) -> AsyncIterator[Care]:
    """With a chat of the operator's."""
    async with running(f"sqlite:///{tmp_path}/blakus.db", clock, operator_chat=OPERATOR) as house:
        house.operator = house.someone("Operator", "en", telegram_id=OPERATOR)  # type: ignore[attr-defined]  # for this test
        await house.operator.says("/start")  # type: ignore[attr-defined]  # for this test
        yield await set_up(house)


def sees_numbers(someone: Someone) -> None:
    shown = someone.last.text.replace("\u00a0", " ")
    assert all(number in shown for number in ("112", "116111", "116123")), shown


def heard_by(someone: Someone, words: str) -> int:
    return len([one for one in someone.chat.from_bot if words in one.text])


async def is_born(care: Care, day: str | None) -> None:
    async with care.house.blakus.sessions.begin() as db:
        person = await storage.people.get(db, care.oksana_id)
        assert person is not None
        person.birth_date = day


# --- the answer ---


async def test_numbers_at_once_and_the_coordinators_hear_that_it_is_serious(care: Care) -> None:
    await care.oksana.says(HARM)
    care.oksana.sees(
        "Дякую, що пишеш про це.", "112 — якщо", "російською", "нам не відомо", "Постійного чергування",
        "дізнається: Anna, Inga", "Твоїх слів далі не передаємо", "лише якщо ти цього захочеш",
        "Зателефонуйте мені", "Поговорити з людиною", "Сказати й моєму ментору",
    )  # fmt: skip
    assert heard_by(care.oksana, "Не вдалося зрозуміти") == 0, "no cold word beside it"
    for someone in (care.anna, care.inga):
        someone.sees("Oksana: written words may speak of suicide or self-harm.", "at once", "I will call: Oksana")
        someone.sees_not("жити", "18 is reported")
    for someone in (care.ilze, care.zane):
        someone.sees_not("Oksana", "uzrakstītais")
    [call] = await care.calls()
    assert (call.sign, call.is_urgent, call.about) == ("harm", True, None)


async def test_russian_is_answered_in_the_readers_language(care: Care) -> None:
    await care.oksana.says("не хочу больше жить")
    care.oksana.sees("Дякую, що пишеш про це.")
    care.anna.sees("Oksana: written words")


async def test_at_night_too_for_everyone(care: Care, time: Time) -> None:
    await time.turns_to(NIGHT)
    await care.oksana.says(DANGER)
    sees_numbers(care.oksana)
    care.anna.sees("Oksana: written words may speak of danger right now.")


async def test_said_again_the_numbers_come_again_and_the_alarm_does_not(care: Care, time: Time) -> None:
    await care.oksana.says(HARM)
    await time.passes(minutes=10)
    await care.oksana.says(HARM)
    sees_numbers(care.oksana)
    care.oksana.sees("Прохання зв’язатися з тобою вже передано: Anna, Inga")
    assert heard_by(care.anna, "written words") == 1
    await care.anna.taps("I will call: Oksana")
    await care.oksana.says(HARM)
    care.oksana.sees("З тобою зв’яжеться: Anna. Хочеш")
    assert heard_by(care.inga, "written words") == 1
    await time.passes(minutes=70)
    await care.oksana.says(HARM)
    assert heard_by(care.anna, "written words") == heard_by(care.inga, "written words") == 2, "after a while it is news"
    [call] = await care.calls()
    assert call.taken_by is None


async def test_what_gets_worse_is_told_at_once(care: Care) -> None:
    await care.oksana.says(HARM)
    await care.oksana.says(DANGER)
    care.anna.sees("Oksana: written words may speak of danger right now.")
    await care.oksana.says(HARM)
    assert heard_by(care.anna, "written words") == 2
    assert len(await care.calls()) == 1


async def test_call_me_and_talk_to_a_person_are_heard_below_it(care: Care) -> None:
    await care.oksana.says(HARM)
    await care.oksana.taps("Поговорити з людиною")
    care.anna.sees("Oksana: written words", "A call was asked for.")
    await care.anna.taps("I will call: Oksana")
    care.oksana.sees("З тобою зв’яжеться: Anna")


async def test_the_mentor_hears_only_when_the_young_person_says_so(care: Care) -> None:
    await care.oksana.says(HARM)
    care.ilze.sees_not("Oksana")
    await care.oksana.taps("Сказати й моєму ментору")
    care.oksana.sees("Ментора попросимо зв’язатися з тобою, більше ментор нічого не дізнається.")
    care.ilze.sees("Lūdz šodien sazināties: Oksana")
    care.ilze.sees_not("pašnāv", "krīze", "vardarb")
    await care.oksana.taps("Сказати й моєму ментору")
    assert heard_by(care.ilze, "Lūdz šodien") == 1


async def test_what_the_rules_are_not_sure_of_is_told_to_nobody(care: Care) -> None:
    await care.oksana.says("усім було б краще без мене")
    care.oksana.sees("Якщо зараз важко", *NUMBERS[:2], "Без твого прохання нікому нічого не надсилаємо")
    assert await care.calls() == []
    care.anna.sees_not("Oksana")


async def test_everyday_words_are_answered_as_ever(care: Care) -> None:
    for words in ("хочу вмерти від сорому", "вбиваю час до автобуса", "привіт"):
        await care.oksana.says(words)
        assert "116123" not in care.oksana.last.text
    assert await care.calls() == []


# --- wherever it is typed ---


async def test_a_caption_an_edited_message_and_words_behind_a_command(care: Care, time: Time) -> None:
    acts = (
        lambda: care.oksana.chat.sends_photo(HARM),
        lambda: care.oksana.chat.edits(care.oksana.chat.messages[-2].message_id, HARM),
        lambda: care.oksana.chat.says(f"/hours {HARM}"),
        lambda: care.oksana.chat.forwards(HARM),
    )
    for n, act in enumerate(acts):
        if n == 1:
            await care.oksana.says("привіт")
        await care.oksana.does(act)
        sees_numbers(care.oksana)
    assert heard_by(care.oksana, "новим повідомленням") == 0, "no cold word beside it"
    assert heard_by(care.anna, "written words") == 1


async def test_in_a_conversation_its_place_is_kept_and_a_refusal_does_not_hide_it(care: Care) -> None:
    await care.oksana.says("/quiet")
    await care.oksana.taps("Години тиші")
    await care.oksana.taps("Інші години")
    await care.oksana.says(HARM)  # no time: the step refuses it
    sees_numbers(care.oksana)
    assert heard_by(care.anna, "written words") == 1, "the refusal rolled back everything but this"
    await care.oksana.says("22:00")
    await care.oksana.says("8:00")
    care.oksana.sees("22:00–08:00")


async def test_an_answer_with_such_words_is_kept_as_it_would_have_been(care: Care) -> None:
    await care.oksana.says("/talk")
    await care.oksana.taps("Anna")
    await care.oksana.taps("Зателефонуйте мені")
    await care.oksana.says(HARM)
    sees_numbers(care.oksana)
    [call] = await care.calls()
    assert (call.about, call.contact, call.sign) == (HARM, "call", "harm")
    for someone in (care.anna, care.inga):
        someone.sees("Oksana: written words", f"In their own words: {HARM}", "A call was asked for.")
        someone.sees_not("is not passed on")


async def test_the_alert_is_in_the_transaction_of_the_message(care: Care) -> None:
    """Promise 1: what the person typed is handled and told, or neither."""
    async with care.house.blakus.sessions() as db:
        before = len(list(await db.scalars(select(InboxUpdate.id))))
    await care.oksana.says(HARM)
    async with care.house.blakus.sessions() as db:
        assert len(list(await db.scalars(select(InboxUpdate.id)))) == before + 1
        actions = await db.scalars(select(AuditEntry.action).where(AuditEntry.person_id == care.oksana_id))
        assert list(actions).count("call.words") == 1


async def test_our_own_fault_does_not_swallow_it(care: Care) -> None:
    """The door that should answer breaks each time: the message is set aside, and was listened to all the same."""

    async def broken(update: Update, context: Context) -> None:
        raise RuntimeError("a defect")

    hears(care.house, "broken", broken)
    care.oksana.chat.says(f"/broken {HARM}")
    await until_set_aside(care.house)
    said = [message.text for message in care.oksana.chat.from_bot[-2:]]
    assert any("Перепрошуємо" in text for text in said)
    assert any("116123" in text for text in said)
    assert heard_by(care.anna, "written words") == 1


# --- who is not (yet) in ---


async def test_a_stranger_sees_the_numbers_and_nothing_is_kept(house: House, care: Care) -> None:
    someone = house.someone("Nobody", "lv")
    await someone.says("gribu nomirt")
    sees_numbers(someone)
    someone.sees("Paldies par ziņu.", "Projektā par to neviens neuzzinās.")
    assert await care.calls() == []
    async with house.blakus.sessions() as db:
        raws = await db.scalars(select(InboxUpdate.raw).where(InboxUpdate.chat_id == someone.chat.id))
        assert all("nomirt" not in str(raw) for raw in raws)


async def test_who_is_still_joining_is_heard(house: House, care: Care) -> None:
    someone = house.someone("Marta", "uk")
    await someone.opens(await house.invite("Marta", Role.YOUTH, care.place, "uk"))
    await someone.taps("Українська")
    await someone.says(HARM)  # before agreeing to anything
    sees_numbers(someone)
    someone.sees("У проєкті про це ніхто не дізнається.")
    assert await care.calls() == []
    await someone.taps("Так, згода")
    await someone.says(HARM)  # instead of a date of birth
    sees_numbers(someone)
    care.anna.sees("Marta: written words may speak of suicide or self-harm.")
    await someone.says("3.5.2006")
    assert "116123" not in someone.last.text


async def test_a_group_is_not_listened_to(care: Care) -> None:
    group = care.house.server.group(-100500, "Friends")
    group.adds_the_bot(care.anna.chat)
    group.says(care.oksana.chat, f"@blakus_bot {HARM}")
    await care.house.settled()
    assert all("116123" not in message.text for message in group.from_bot)
    assert await care.calls() == []


# --- staff ---


async def test_staff_who_write_about_somebody_are_reminded_what_to_do_once(care: Care, time: Time) -> None:
    await care.ilze.says("vakar 1h ar Oksanu, viņa teica, ka grib nomirt un patēvs viņu sit mājās")
    care.ilze.sees("sazinieties ar viņu šodien", "tajā pašā dienā", "bāriņtiesai", "116111 konsultē", "112")
    assert await care.calls() == []
    care.anna.sees_not("Oksana: written")
    await care.ilze.says("viņa grib nomirt")
    assert heard_by(care.ilze, "tajā pašā dienā") == 1
    await time.passes(minutes=61)
    await care.ilze.says("viņa grib nomirt")
    assert heard_by(care.ilze, "tajā pašā dienā") == 2


# --- a child is threatened ---


async def test_a_minors_words_of_violence_start_the_same_days_clock(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await is_born(watched, "2010-02-03")
    await watched.oksana.says(ABUSE)
    watched.anna.sees(
        "Oksana: written words may speak of violence.", "under 18 is reported the same day", "orphan's court"
    )
    [call] = await watched.calls()
    assert call.report_by == datetime(2026, 11, 18, 23, 59, tzinfo=RIGA)
    await watched.anna.taps("I will call: Oksana")
    watched.anna.sees("under 18 is reported", "Reported: Oksana")
    await watched.anna.taps("Reached: Oksana")
    watched.anna.sees("Noted. Reached: Oksana", "under 18 is reported", "Reported: Oksana")
    await time.turns_to(datetime(2026, 11, 18, 22, 0, tzinfo=RIGA))
    for someone in (watched.anna, watched.inga):
        someone.sees("Oksana: not marked as reported yet.")
    operator.sees_not("Call 1")
    await time.turns_to(datetime(2026, 11, 19, 0, 1, tzinfo=RIGA))
    operator.sees("Call 1 in Smiltene: a threat has to be reported the same day")
    operator.sees_not("Oksana")
    await watched.inga.taps("Reported: Oksana")
    watched.inga.sees("Noted. Reported: Oksana")
    said = len(watched.anna.chat.from_bot)
    await time.passes(days=2)
    assert not [one for one in watched.anna.chat.from_bot[said:] if "not marked" in one.text]
    async with watched.house.blakus.sessions() as db:
        actions = set(await db.scalars(select(AuditEntry.action).where(AuditEntry.person_id == watched.oksana_id)))
        assert {"call.words", "call.taken", "call.reached", "call.reported"} <= actions


@pytest.mark.parametrize(("born", "has_clock"), [("2010-02-03", True), (None, True), ("2004-02-03", False)])
async def test_who_may_be_a_minor(care: Care, born: str | None, has_clock: bool) -> None:
    await is_born(care, born)
    await care.oksana.says(ABUSE)
    [call] = await care.calls()
    assert (call.report_by is not None) is has_clock
    assert ("under 18" in care.anna.last.text) is has_clock


async def test_harm_starts_no_duty_to_report(care: Care) -> None:
    await is_born(care, "2010-02-03")
    await care.oksana.says(HARM)
    [call] = await care.calls()
    assert call.report_by is None


# --- nobody takes it ---


async def test_it_climbs_at_any_hour(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await time.turns_to(NIGHT)
    await watched.oksana.says(HARM)
    await time.passes(minutes=59)
    assert heard_by(watched.anna, "still waiting") == 0
    await time.passes(minutes=2)
    assert heard_by(watched.anna, "still waiting") == heard_by(watched.inga, "still waiting") == 1
    operator.sees_not("Call 1")
    await time.passes(minutes=60)
    operator.sees("Call 1 in Smiltene has waited too long")
    operator.sees_not("Oksana", "suicide")
    assert heard_by(watched.oksana, "ще ніхто не відгукнувся") == 0, "she is not woken"
    await time.turns_to(datetime(2026, 11, 19, 9, 5, tzinfo=RIGA))
    watched.oksana.sees("ще ніхто не відгукнувся", "За цими номерами", "116123")
    said = heard_by(operator, "Call 1")
    await time.turns_to(datetime(2026, 11, 20, 3, 0, tzinfo=RIGA))
    assert heard_by(watched.anna, "still waiting") >= 3, "said again each day"
    assert heard_by(operator, "Call 1") == said
    await watched.inga.taps("I will call: Oksana")
    watched.oksana.sees("З тобою зв’яжеться: Inga")


async def test_taking_back_leaves_what_somebody_should_look_at(care: Care) -> None:
    await care.oksana.says(HARM)
    await care.oksana.says("/talk")
    care.oksana.sees("ще ніхто не відгукнувся", "116123")
    await care.oksana.taps("Скасувати моє прохання")
    care.oksana.sees("все ж може: Anna, Inga")
    [call] = await care.calls()
    assert call.withdrawn_at is None
    care.anna.sees_not("taken back")


async def test_it_is_the_persons_own_to_see_and_goes_with_them(care: Care) -> None:
    await care.oksana.says(HARM)
    async with care.house.blakus.sessions() as db:
        data = await services.mydata.of(db, care.oksana_id, now=care.house.clock.now(), today=november(18).date())
        assert data.calls[0].heard_at is not None
    await care.oksana.says("/deletemydata")
    await care.oksana.taps("Так, видалити")
    assert await care.calls() == []


# --- words ---


def answered(**facts: object) -> Answered:
    told = Asked(1, "words_of_crisis", (2,), True, ("Žanete O’Konora", "Ilja"), None)
    return Answered(**{"is_sure": True, "asked": told, "coordinators": told.coordinators, "has_mentor": True, **facts})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_calm_and_honest(language: str) -> None:
    _ = Speech(language, RIGA, familiar=True)
    told = Asked(1, "words_of_crisis", (), True, ("Ilja",), None)
    for one in (
        answered(),
        answered(has_mentor=False),
        answered(asked=told),
        answered(asked=Asked(1, "words_of_crisis", (), True, ("Ilja",), "Ilja")),
        answered(asked=Asked(1, "words_of_crisis", (), True, (), None), coordinators=()),
        answered(is_sure=False, asked=None),
        OUTSIDE,
    ):
        said = messages.care.crisis(_, one)
        text = said.text
        assert text.index("112") < text.index("116111") < text.index("116123")
        assert "!" not in text and text.count("?") <= 1
        assert one.is_outside or text.endswith("?")
        assert ("нам не відомо" in text) is (language == "uk")
        assert all(len(choice.label) <= 32 for row in said.rows for choice in row)
        assert not crisis.heard(text), "our own words are no alarm"


def test_every_sign_has_words_for_coordinators() -> None:
    for language in LANGUAGES:
        for sign in Sign:
            facts = services.care_notices.ToCall(
                1, 2, "Žanete", True, False, wish="look_in", sign=sign, must_report=True
            )
            assert "Žanete" in messages.care.words_of_crisis(Speech(language, RIGA), facts).text


async def test_two_at_once_on_both_databases(database_url: str, clock: TurnableClock) -> None:
    async with running(database_url, clock) as house:
        care = await set_up(house)
        for _ in range(3):
            care.oksana.chat.says(HARM)
        await house.settled()
        assert len(await care.calls()) == 1
        assert heard_by(care.anna, "written words") == 1
        care.anna.chat.taps(None, "I will call: Oksana")
        care.inga.chat.taps(None, "I will call: Oksana")
        await house.settled()
        [call] = await care.calls()
        assert call.taken_by in (await id_of(house, care.anna), await id_of(house, care.inga))


async def test_what_was_typed_while_the_bot_was_down_is_heard_when_it_is_back(care: Care) -> None:
    await care.house.close()
    care.oksana.chat.says(HARM)
    await care.house.restart_from_closed()
    await care.house.settled()
    sees_numbers(care.oksana)
    assert heard_by(care.anna, "written words") == 1


def test_what_the_words_spoke_of_is_sealed() -> None:
    assert all(isinstance(Call.__table__.c[name].type, Sealed) for name in ("sign", "about"))
