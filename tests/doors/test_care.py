"""The caring path: a young person asks for a person, coordinators hear of it, one takes it, and nobody is forgotten."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import messages, services, storage
from bot.i18n import LANGUAGES, Speech
from bot.rules.care import Wish
from bot.rules.errors import TakenAlready
from bot.rules.measures import Concern
from bot.rules.people import Role
from bot.services.care import Asked
from bot.storage.models import AuditEntry, Call, Notice
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, House, Someone, Time, joined_staff, running
from tests.doors.test_hours import id_of, joined_youth
from tests.town import Town, founded, november

OPERATOR = 9000
NIGHT = datetime(2026, 11, 18, 23, 30, tzinfo=RIGA)


@dataclass
class Care:
    """Oksana reads Ukrainian; Anna and Inga coordinate in English, Zane in another municipality; Ilze is the mentor."""

    house: House
    place: int
    oksana: Someone
    oksana_id: int
    anna: Someone
    inga: Someone
    zane: Someone
    ilze: Someone

    async def calls(self) -> list[Call]:
        async with self.house.blakus.sessions() as db:
            return list(await db.scalars(select(Call).order_by(Call.id)))

    async def asks(self, what: str) -> None:
        await self.oksana.taps_data(self.oksana.last.message_id, f"care:{what}")

    async def looks_low(self) -> None:
        """A strong sign, as a conversation passes it on."""
        async with self.house.blakus.sessions.begin() as db:
            asked = await services.care.look_in(
                db, person_id=self.oksana_id, concern=Concern.STRONG, now=self.house.clock.now(), zone=RIGA
            )
            assert asked is not None
            for n, reader in enumerate(asked.readers):
                await storage.notices.plan(
                    db, key=f"test:{asked.call_id}:{n}", person_id=reader, kind=asked.kind, subject_id=asked.call_id,
                    detail=None, due_at=self.house.clock.now(), now=self.house.clock.now(), is_urgent=asked.is_urgent,
                )  # fmt: skip
        await self.house.blakus.release()
        await self.house.settled()


async def set_up(house: House) -> Care:
    place = await house.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, place, "en")
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, await house.municipality("Valka"), "en")
    ilze = await joined_staff(house, "Ilze", Role.MENTOR, place, "lv")
    oksana, _ = await joined_youth(house, Town(house.blakus.engine), "Oksana", place, await id_of(house, ilze))
    await oksana.says("/start")
    return Care(house, place, oksana, await id_of(house, oksana), anna, inga, zane, ilze)


@pytest.fixture
async def care(house: House) -> Care:
    return await set_up(house)


# --- asking ---


async def test_a_call_is_asked_for_taken_and_done(care: Care) -> None:
    await care.asks("call")
    care.oksana.sees("Занотовано.", "дізнається: Anna, Inga", "Уночі повідомлення чекає до ранку", "112")
    for someone in (care.anna, care.inga):
        someone.sees("Oksana asks to be called.", "I will call: Oksana", "Oksana")
        assert "today" not in someone.last.text
    for someone in (care.zane, care.ilze):
        someone.sees_not("Oksana asks", "Oksana:")
    await care.anna.taps("I will call: Oksana")
    care.anna.sees("Oksana: you will call. The other coordinators hear of it.", "Reached")
    care.inga.sees("Oksana: Anna will get in touch.")
    care.oksana.sees("З тобою зв’яжеться: Anna")
    await care.inga.taps("I will call: Oksana")
    assert "Already looked after by: Anna" in care.inga.alert
    await care.anna.taps("Reached: Oksana")
    care.anna.sees("Noted. Reached: Oksana")
    [call] = await care.calls()
    assert call.reached_at is not None and call.taken_by == await id_of(care.house, care.anna)
    await care.inga.taps("I will call: Oksana")
    assert "no longer there" in care.inga.alert
    async with care.house.blakus.sessions() as db:
        said = await db.scalars(select(AuditEntry.action).where(AuditEntry.action.startswith("call.")))
        assert list(said) == ["call.call", "call.taken", "call.reached"]


async def test_asked_twice_is_one_call_and_nobody_hears_it_twice(care: Care) -> None:
    await care.asks("call")
    await care.asks("call")
    await care.asks("talk")
    assert len(await care.calls()) == 1
    heard = [message for message in care.anna.chat.from_bot if "Oksana" in message.text]
    assert len(heard) == 1
    await care.anna.taps("I will call: Oksana")
    await care.anna.taps("I will call: Oksana")
    care.anna.sees("you will call")
    assert len([one for one in care.inga.chat.from_bot if "Anna will get in touch" in one.text]) == 1
    await care.asks("call")
    care.oksana.sees("З тобою зв’яжеться: Anna")
    await care.anna.taps("Reached: Oksana")
    await care.asks("call")
    assert len(await care.calls()) == 2, "after that it is another one"


async def test_to_talk_is_calmer_and_a_call_after_it_is_heard(care: Care) -> None:
    await care.asks("talk")
    care.oksana.sees("хочеш поговорити, дізнається: Anna, Inga", "наступного робочого дня")
    care.anna.sees("Oksana would like to talk to a person.", "I will call: Oksana")
    await care.asks("call")
    care.anna.sees("Oksana asks to be called.")
    [call] = await care.calls()
    assert (call.wish, call.is_urgent) == (Wish.CALL, False)


async def test_what_is_asked_for_at_night_waits_and_a_strong_sign_does_not(care: Care, time: Time) -> None:
    await time.turns_to(NIGHT)
    await care.asks("call")
    care.anna.sees_not("Oksana asks")
    await care.looks_low()
    care.oksana.sees_not("твої відповіді")
    [call] = await care.calls()
    assert (call.wish, call.is_urgent) == (Wish.CALL, True)
    care.anna.sees("Oksana asks to be called.\nPlease get in touch today.")
    await time.turns_to(datetime(2026, 11, 19, 8, 5, tzinfo=RIGA))
    assert len([one for one in care.inga.chat.from_bot if "Oksana asks" in one.text]) >= 1


async def test_a_strong_sign_first_then_a_call_is_urgent_too(care: Care, time: Time) -> None:
    await time.turns_to(NIGHT)
    await care.looks_low()
    care.anna.sees("Oksana: please get in touch today.")
    await care.asks("call")
    care.oksana.sees("одразу дізнається")
    care.anna.sees("Oksana asks to be called.\nPlease get in touch today.")
    await care.inga.taps("I will call: Oksana")
    care.oksana.sees("З тобою зв’яжеться: Inga")


async def test_what_was_taken_before_it_leaves_is_not_said_to_others(care: Care, time: Time) -> None:
    await care.inga.says("/quiet")
    await care.inga.taps("Quiet hours")
    await care.inga.taps("Other hours")
    await care.inga.says("11:00")
    await care.inga.says("15:00")
    await care.asks("call")
    await care.anna.taps("I will call: Oksana")
    await care.anna.taps("Reached: Oksana")
    await time.passes(hours=4)
    care.inga.sees_not("Oksana asks", "will get in touch")


async def test_a_gentle_sign_tells_nobody_by_itself(care: Care) -> None:
    async with care.house.blakus.sessions.begin() as db:
        for concern in (Concern.GENTLE, Concern.NONE):
            assert (
                await services.care.look_in(
                    db, person_id=care.oksana_id, concern=concern, now=care.house.clock.now(), zone=RIGA
                )
                is None
            )
    assert await care.calls() == []


async def test_only_who_may(care: Care) -> None:
    await care.asks("call")
    [call] = await care.calls()
    for knock in ("take", "reached"):
        for someone in (care.zane, care.ilze, care.oksana):
            someone.chat.toasts.clear()
            await someone.says("/help")
            await someone.taps_data(someone.last.message_id, f"care:{knock}:{call.id}")
            assert someone.alert
        care.anna.chat.toasts.clear()
        for forged in (f"{knock}:987", f"{knock}:x", knock, f"{knock}:{call.id}:1"):
            await care.anna.taps_data(care.anna.last.message_id, f"care:{forged}")
            assert "no longer there" in care.anna.alert
    for someone in (care.anna, care.ilze):
        await someone.taps_data(someone.last.message_id, "care:call")
    [call] = await care.calls()
    assert call.taken_by is None and call.reached_at is None


async def test_two_coordinators_at_once_one_takes_it(database_url: str, clock: TurnableClock) -> None:
    async with running(database_url, clock) as house:
        care = await set_up(house)
        await care.asks("call")
        care.anna.chat.taps(None, "I will call: Oksana")
        care.inga.chat.taps(None, "I will call: Oksana")
        await house.settled()
        taken = [one for one in (care.anna, care.inga) if "you will call" in one.last.text or one.alert == ""]
        assert len(taken) == 1
        [call] = await care.calls()
        assert call.taken_by == await id_of(house, taken[0])


async def test_an_error_says_who(care: Care) -> None:
    await care.asks("call")
    [call] = await care.calls()
    anna, inga = await id_of(care.house, care.anna), await id_of(care.house, care.inga)
    async with care.house.blakus.sessions.begin() as db:
        now = care.house.clock.now()
        taken = await services.care.take(db, by=anna, call_id=call.id, now=now, zone=RIGA)
        assert set(taken.readers) == {inga, care.oksana_id}
        again = await services.care.take(db, by=anna, call_id=call.id, now=now, zone=RIGA)
        assert again.readers == ()
        with pytest.raises(TakenAlready) as no:
            await services.care.take(db, by=inga, call_id=call.id, now=now, zone=RIGA)
        assert no.value.by_name == "Anna"
        assert "Anna" not in str(no.value)


# --- waiting too long ---


@pytest.fixture
async def watched(tmp_path: object, clock: TurnableClock) -> AsyncIterator[Care]:
    """With a chat of the operator's."""
    async with running(f"sqlite:///{tmp_path}/blakus.db", clock, operator_chat=OPERATOR) as house:
        house.operator = house.someone("Operator", "en", telegram_id=OPERATOR)  # type: ignore[attr-defined]  # for this test
        await house.operator.says("/start")  # type: ignore[attr-defined]  # for this test
        yield await set_up(house)


async def test_whom_nobody_takes_for_a_working_day_the_operator_hears_of(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await watched.asks("call")
    await time.passes(hours=23)
    assert "has waited too long" not in operator.last.text
    await time.passes(hours=2)
    operator.sees("Call 1 in Smiltene has waited too long")
    operator.sees_not("Oksana")
    for someone in (watched.anna, watched.inga):
        someone.sees("Oksana is still waiting for someone to get in touch. Nobody has taken it yet.")
    said = len(operator.chat.from_bot)
    await time.passes(days=3)
    assert len(operator.chat.from_bot) == said, "once"
    await watched.inga.taps("I will call: Oksana")
    watched.oksana.sees("З тобою зв’яжеться: Inga")


async def test_what_was_taken_in_time_does_not_reach_the_operator(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await watched.asks("call")
    await watched.anna.taps("I will call: Oksana")
    await time.passes(hours=23)
    watched.anna.sees_not("still waiting")
    await time.passes(hours=2)
    watched.anna.sees("Oksana: this call is with you. Have you been in touch?", "Reached")
    said = len(watched.anna.chat.from_bot)
    await time.passes(days=5)
    assert not [one for one in watched.anna.chat.from_bot[said:] if "this call is with you" in one.text], "asked once"
    operator.sees_not("has waited too long")
    watched.inga.sees_not("still waiting")
    await watched.anna.taps("Reached: Oksana")
    watched.anna.sees("Noted. Reached: Oksana")


async def test_what_a_coordinator_took_who_left_goes_back_to_the_others(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await watched.asks("call")
    await watched.anna.taps("I will call: Oksana")
    anna, inga = await id_of(watched.house, watched.anna), await id_of(watched.house, watched.inga)
    async with watched.house.blakus.sessions.begin() as db:
        now = watched.house.clock.now()
        await services.people.revoke(db, by=inga, person_id=anna, now=now, today=now.date())
    await time.passes(hours=25)
    watched.inga.sees("Oksana is still waiting for someone to get in touch.")
    operator.sees("has waited too long")
    await watched.inga.taps("I will call: Oksana")
    watched.oksana.sees("З тобою зв’яжеться: Inga")


async def test_over_a_weekend_the_clock_waits_for_the_working_day(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await time.turns_to(datetime(2026, 11, 20, 18, 0, tzinfo=RIGA))
    await watched.asks("talk")
    await time.turns_to(datetime(2026, 11, 23, 16, 55, tzinfo=RIGA))
    operator.sees_not("has waited too long")
    await time.turns_to(datetime(2026, 11, 23, 17, 1, tzinfo=RIGA))
    operator.sees("has waited too long")


async def test_where_nobody_coordinates_the_operator_hears_at_once() -> None:
    async with founded() as town:
        place = await town.place()
        oksana = await town.person("Oksana", Role.YOUTH, place=place)
        async with town.sessions.begin() as db:
            asked = await services.care.ask_to_call(db, person_id=oksana, now=november(18, 12), zone=RIGA)
        assert (asked.readers, asked.coordinators) == ((), ())
        said = messages.care.call_noted(Speech("en", RIGA, familiar=True), asked)
        assert "The project team will be told that you would like a call." in said.text
        async with town.sessions.begin() as db:
            [waiting] = await services.care_clock.overdue(db, now=november(18, 12), zone=RIGA)
            assert waiting.municipality == "Smiltene"
            assert await services.care_clock.overdue(db, now=november(30), zone=RIGA) == []


async def test_a_tick_that_runs_twice_says_it_once() -> None:
    async with founded() as town:
        place = await town.place()
        inga = await town.person("Inga", Role.COORDINATOR, place=place)
        oksana = await town.person("Oksana", Role.YOUTH, place=place)
        async with town.sessions.begin() as db:
            await services.care.ask_to_call(db, person_id=oksana, now=november(18, 12), zone=RIGA)
        await town.passes(november(18, 13), november(25))
        await town.tick(november(25))
        heard = [one for one in await town.to(inga) if "still waiting" in one.text]
        assert [one.at.astimezone(RIGA) for one in heard] == [datetime(2026, 11, 19, 12, tzinfo=RIGA)]


async def test_the_erased_wait_for_nobody(care: Care, time: Time) -> None:
    await time.turns_to(NIGHT)
    await care.asks("call")
    await care.oksana.says("/deletemydata")
    await care.oksana.taps("Так, видалити")
    assert await care.calls() == []
    await time.turns_to(datetime(2026, 11, 20, 12, 0, tzinfo=RIGA))
    care.anna.sees_not("asks to be called", "still waiting")
    async with care.house.blakus.sessions() as db:
        states = await db.scalars(select(Notice.state).where(Notice.kind == "asked_to_call"))
        assert set(states) == {"cleared"}


# --- words ---


def asked(**facts: object) -> Asked:
    told = {
        "call_id": 1,
        "kind": "asked_to_call",
        "readers": (),
        "is_urgent": False,
        "coordinators": ("Žanete O’Konora",),
    }
    return Asked(**{**told, "taken_by": None, **facts})  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("concern", [Concern.GENTLE, Concern.STRONG])
def test_the_words_are_calm_honest_and_end_with_one_question(language: str, concern: Concern) -> None:
    _ = Speech(language, ZoneInfo("Europe/Riga"), familiar=True)
    said = messages.care.low(_, concern, ("Žanete O’Konora", "Ilja"))
    text = said.text.replace("\u00a0", " ")
    assert text.index("112") < text.index("116111") < text.index("116123")
    assert text.endswith("?") and text.count("?") == 1
    assert "!" not in text and "Žanete O’Konora, Ilja" in text
    assert ("нам не відомо" in text) is (language == "uk")
    assert len(said.rows) == 2 and all(len(one.label) <= 32 for row in said.rows for one in row)
    for one in (asked(), asked(is_urgent=True), asked(taken_by="Ilja"), asked(coordinators=())):
        for words in (messages.care.call_noted(_, one), messages.care.talk_noted(_, one)):
            assert words.text and len(words.text) < 250
