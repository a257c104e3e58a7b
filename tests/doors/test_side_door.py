"""The side door: somebody who is not the mentor takes it in time, or it climbs; the mentor never sees any of it.

The tests begin at noon of 18 November, a public holiday: working hours begin the next morning.
"""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import select

from bot import services, storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.services.care import Wanted
from bot.storage.models import AuditEntry, Call, Notice, RoleHeld
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, House, Someone, Time, joined_staff, running
from tests.doors.test_care import OPERATOR, Care, set_up
from tests.doors.test_hours import id_of, joined_youth
from tests.town import Town, founded, november


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


OF_A_CALL = ("would like to talk", "still waiting", "the request was taken back", "in touch", "call")


async def asks(
    someone: Someone, *, whom: str | None = None, how: str = "Напишіть мені", about: str | None = None
) -> None:
    await someone.says("/talk")
    if whom is not None:
        await someone.taps(whom)
    await someone.taps(how)
    if about is None:
        await someone.taps("Пропустити")
    else:
        await someone.says(about)


async def mentor_sees_nothing(care: Care, *mentors: Someone) -> None:
    """Neither on a screen, nor in what is told, kept or exported."""
    for someone in (care.ilze, *mentors):
        someone.sees_not("would like to talk", "call", "зустріч із кимось", "sarun")
        for command in ("/hours", "/activities", "/plan", "/profile", "/help"):
            await someone.says(command)
        await someone.says("/mydata")
        await someone.house.settled()
        someone.sees_not("talk to a person", "Would like", "lūgums", "Секрет", "asked to talk")
        person_id = await id_of(care.house, someone)
        async with care.house.blakus.sessions() as db:
            kinds = set(await db.scalars(select(Notice.kind).where(Notice.person_id == person_id)))
            assert not kinds & set(services.care_notices.FACTS)


# --- asking ---


async def test_the_menu_has_it_for_young_people_alone(care: Care) -> None:
    await care.oksana.says("/help")
    care.oksana.sees("Поговорити, але не з ментором")
    for someone in (care.anna, care.ilze):
        await someone.says("/help")
        assert not {"Talk to someone, not my mentor", "Runāt, bet ne ar mentoru"} & set(someone.last.labels)


async def test_who_sees_it_is_said_before_anything_is_asked(care: Care) -> None:
    await care.oksana.says("/help")
    await care.oksana.taps("Поговорити, але не з ментором")
    care.oksana.sees("Ментор цього не побачить.", "Anna", "Inga", "Хто матиме час раніше")
    await care.oksana.taps("Inga")
    care.oksana.sees("Це побачить: Inga", "Якщо вчасно не буде відповіді, побачить також: Anna", "Напишіть мені")
    await care.oksana.taps("Напишіть мені")
    care.oksana.sees("не обов’язково", "Пропустити")
    await care.oksana.says("Секрет про дім")
    care.oksana.sees("дізнається: Inga", "попросимо інших: 19.11.2026, 13:00", "112", "Скасувати моє прохання")
    care.inga.sees(
        "Oksana would like to talk to a person.", "Please write to them.", "The mentor does not know of it",
        "In their own words: Секрет про дім", "I will write: Oksana",
    )  # fmt: skip
    care.anna.sees_not("Oksana would like")
    await mentor_sees_nothing(care)


async def test_whoever_takes_it_is_named_and_the_words_go_when_it_is_over(care: Care) -> None:
    await asks(care.oksana, whom="Хто матиме час раніше", how="Зателефонуйте мені", about="Секрет")
    for someone in (care.anna, care.inga):
        someone.sees("Oksana would like to talk", "Please call them.", "Секрет")
    await care.oksana.says("/talk")
    care.oksana.sees("ще ніхто не відгукнувся", "Прохання передано: Anna, Inga", "19.11.2026, 13:00")
    await care.anna.taps("I will call: Oksana")
    care.anna.sees("Oksana: you will call.")
    care.oksana.sees("З тобою зв’яжеться: Anna")
    await care.oksana.says("/talk")
    care.oksana.sees("З тобою зв’яжеться: Anna", "Скасувати моє прохання")
    await care.anna.taps("Reached: Oksana")
    [call] = await care.calls()
    assert call.reached_at is not None and call.about is None
    await mentor_sees_nothing(care)


async def test_what_was_written_is_sealed(care: Care) -> None:
    await asks(care.oksana, whom="Anna", about="Секрет про дім")
    async with care.house.blakus.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("SELECT about, sign FROM call")).all()
        assert rows and all("Секрет" not in str(row) and "Секрет".encode() not in (row[0] or b"") for row in rows)
    await care.oksana.says("/mydata")
    await care.house.settled()
    async with care.house.blakus.sessions() as db:
        data = await services.mydata.of(db, care.oksana_id, now=care.house.clock.now(), today=november(18).date())
        assert [one.about for one in data.calls] == ["Секрет про дім"]


async def test_in_the_middle_of_a_conversation_its_place_is_kept(care: Care) -> None:
    await care.oksana.says("/quiet")
    await care.oksana.taps("Години тиші")
    await care.oksana.taps("Інші години")
    await care.oksana.says("22:00")
    await asks(care.oksana, whom="Anna")
    care.anna.sees("Oksana would like to talk to a person.")
    await care.oksana.says("8:00")
    care.oksana.sees("22:00–08:00")


async def test_typed_labels_and_nonsense(care: Care) -> None:
    await care.oksana.says("/talk")
    await care.oksana.says("хтось третій")
    care.oksana.sees("кнопок")
    await care.oksana.says("anna")
    await care.oksana.says("листом")
    care.oksana.sees("кнопок")
    await care.oksana.says("напишіть мені")
    care.oksana.sees("не обов’язково")
    await care.oksana.taps("Назад")
    care.oksana.sees("Це побачить: Anna")
    await care.oksana.says("/stop")
    assert await care.calls() == []


# --- taking back ---


async def test_it_is_taken_back_and_those_who_had_heard_of_it_hear_that(care: Care) -> None:
    await asks(care.oksana, whom="Anna", about="Секрет")
    await care.oksana.taps("Скасувати моє прохання")
    care.oksana.sees("Прохання скасовано.", "/talk")
    care.anna.sees("Oksana: the request was taken back. Nothing needs to be done.")
    care.inga.sees_not(*OF_A_CALL)
    [call] = await care.calls()
    assert call.withdrawn_at is not None and call.about is None
    await care.anna.taps("I will write: Oksana")
    assert "no longer there" in care.anna.alert
    await care.oksana.taps("Скасувати моє прохання")
    assert "вже немає" in care.oksana.alert or "більше" in care.oksana.alert
    await asks(care.oksana, whom="Inga")
    assert len(await care.calls()) == 2


async def test_at_night_nobody_had_heard_so_nobody_hears_that_it_is_taken_back(care: Care, time: Time) -> None:
    await time.turns_to(datetime(2026, 11, 18, 23, 30, tzinfo=RIGA))
    await asks(care.oksana, whom="Anna")
    await care.oksana.taps("Скасувати моє прохання")
    await time.turns_to(datetime(2026, 11, 19, 9, 30, tzinfo=RIGA))
    care.anna.sees_not(*OF_A_CALL)


async def test_only_ones_own_is_taken_back(care: Care) -> None:
    town = Town(care.house.blakus.engine)
    other, _ = await joined_youth(care.house, town, "Berta", care.place, await id_of(care.house, care.ilze))
    await asks(care.oksana, whom="Anna")
    [call] = await care.calls()
    await other.says("/start")
    await other.taps_data(other.last.message_id, f"care:back:{call.id}")
    [call] = await care.calls()
    assert call.withdrawn_at is None


# --- nobody takes it ---


async def test_it_climbs_to_the_others_and_then_to_the_operator_without_a_name(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await asks(watched.oksana, whom="Anna", about="Секрет")
    await time.turns_to(datetime(2026, 11, 19, 12, 59, tzinfo=RIGA))
    watched.inga.sees_not(*OF_A_CALL)
    await time.turns_to(datetime(2026, 11, 19, 13, 1, tzinfo=RIGA))
    for someone in (watched.anna, watched.inga):
        someone.sees("Oksana is still waiting for someone to get in touch. Nobody has taken it yet.")
    watched.oksana.sees("ще ніхто не відгукнувся", "Нагадування надіслано: Anna, Inga", "Скасувати моє прохання")
    operator.sees_not("has waited")
    await time.turns_to(datetime(2026, 11, 19, 16, 59, tzinfo=RIGA))
    operator.sees_not("has waited")
    await time.turns_to(datetime(2026, 11, 19, 17, 5, tzinfo=RIGA))
    operator.sees("Call 1 in Smiltene has waited too long")
    operator.sees_not("Oksana", "Секрет", "Anna", "Inga")
    watched.oksana.sees("ще ніхто не відгукнувся", "не називаючи імені")
    said = len(operator.chat.from_bot)
    await time.passes(days=3)
    assert len(operator.chat.from_bot) == said, "once"
    await watched.inga.taps("I will write: Oksana")
    watched.oksana.sees("З тобою зв’яжеться: Inga")
    await mentor_sees_nothing(watched)


async def test_what_was_taken_does_not_climb(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    await asks(watched.oksana, whom="Anna")
    await watched.anna.taps("I will write: Oksana")
    await time.passes(hours=23)
    watched.inga.sees_not("still waiting")
    operator.sees_not("has waited")
    watched.oksana.sees_not("ще ніхто")


async def test_over_a_weekend_working_hours_stand_still(watched: Care) -> None:
    time = Time(watched.house)
    await time.turns_to(datetime(2026, 11, 20, 16, 0, tzinfo=RIGA))
    await asks(watched.oksana, whom="Anna")
    watched.oksana.sees("23.11.2026, 12:00")
    await time.turns_to(datetime(2026, 11, 23, 11, 55, tzinfo=RIGA))
    watched.inga.sees_not(*OF_A_CALL)
    await time.turns_to(datetime(2026, 11, 23, 12, 1, tzinfo=RIGA))
    watched.inga.sees("Oksana is still waiting")


# --- the coordinator is the mentor ---


async def coordinates_and_mentors(care: Care, someone: Someone) -> None:
    """From now on Oksana's second mentor."""
    person_id = await id_of(care.house, someone)
    town = Town(care.house.blakus.engine)
    async with care.house.blakus.sessions.begin() as db:
        db.add(
            RoleHeld(
                person_id=person_id, role=Role.MENTOR.value, municipality_id=care.place, given_at=care.house.clock.now()
            )
        )
        [stay] = await storage.pairs.of_youth(db, care.oksana_id)
    await town.pair(stay.participation_id, person_id, november(1).date())


async def test_a_coordinator_who_is_the_mentor_hears_nothing_of_it(care: Care) -> None:
    await coordinates_and_mentors(care, care.anna)
    await care.oksana.says("/talk")
    care.oksana.sees("Це побачить: Inga")
    care.oksana.sees_not("Anna")
    await care.oksana.taps("Напишіть мені")
    await care.oksana.says("Секрет про Anna")
    care.inga.sees("Oksana would like to talk", "Секрет про Anna")
    [call] = await care.calls()
    for knock in ("take", "reached", "reported"):
        await care.anna.says("/help")
        care.anna.chat.toasts.clear()
        await care.anna.taps_data(care.anna.last.message_id, f"care:{knock}:{call.id}")
        assert "no longer there" in care.anna.alert
    await care.anna.says("/people")
    await care.anna.taps_data(care.anna.last.message_id, f"person:{care.oksana_id}")
    await care.anna.says("/digest")
    await mentor_sees_nothing(care, care.anna)


async def test_who_becomes_the_mentor_after_taking_it_loses_it(watched: Care) -> None:
    time = Time(watched.house)
    await asks(watched.oksana, whom="Anna")
    await watched.anna.taps("I will write: Oksana")
    await coordinates_and_mentors(watched, watched.anna)
    await watched.anna.taps("Reached: Oksana")
    assert "no longer there" in watched.anna.alert
    said = len(watched.anna.chat.from_bot)
    await time.passes(hours=26)
    watched.inga.sees("Oksana is still waiting for someone to get in touch.")
    assert not [one for one in watched.anna.chat.from_bot[said:] if any(words in one.text for words in OF_A_CALL)]


async def test_where_the_only_coordinator_is_the_mentor_the_operator_hears_at_once(watched: Care) -> None:
    time, operator = Time(watched.house), watched.house.operator  # type: ignore[attr-defined]  # for this test
    for someone in (watched.anna, watched.inga):
        await coordinates_and_mentors(watched, someone)
    await watched.oksana.says("/talk")
    watched.oksana.sees("немає нікого, кому про це сказати", "не називаючи твого імені")
    await watched.oksana.taps("Напишіть мені")
    await watched.oksana.says("Секрет")
    await time.passes(minutes=1)
    operator.sees("Call 1 in Smiltene", "who is not the young person's own mentor", "blakus municipality stand-in")
    operator.sees_not("Oksana", "Секрет")
    watched.oksana.sees("ще ніхто не відгукнувся", "не називаючи імені")
    await mentor_sees_nothing(watched, watched.anna, watched.inga)
    # The operator names somebody from elsewhere, who hears of what waits.
    now = watched.house.clock.now()
    async with watched.house.blakus.sessions.begin() as db:
        told = await services.side_door.appoint(
            db, municipality_id=watched.place, person_id=await id_of(watched.house, watched.zane), now=now, zone=RIGA
        )
        assert told == 1
    await time.passes(minutes=1)
    watched.zane.sees("Oksana would like to talk to a person.", "Секрет", "I will write: Oksana")
    assert "Oksana" not in watched.zane.last.labels, "no card of another municipality to open"
    await watched.zane.taps("I will write: Oksana")
    watched.zane.sees("Oksana: you will write.")
    watched.oksana.sees("З тобою зв’яжеться: Zane")
    await watched.zane.taps("Reached: Oksana")
    watched.zane.sees("Noted. Reached: Oksana")
    await mentor_sees_nothing(watched, watched.anna, watched.inga)


async def test_who_stands_in_must_work_here_and_is_not_the_mentor() -> None:
    async with founded() as town:
        place, valka = await town.place(), await town.place("Valka")
        boss = await town.person("Boss", Role.COORDINATOR, Role.MENTOR, place=place)
        zane = await town.person("Zane", Role.COORDINATOR, place=valka)
        stay = await town.youth("Oksana", boss, place=place)
        async with town.sessions.begin() as db:
            [beside] = await storage.pairs.by_ids(db, [stay])
            oksana = beside.youth_id
            today = november(18).date()
            assert await services.listeners.unheard(db, today=today) == [("Smiltene", 1)]
            with pytest.raises(Gone):
                await services.side_door.appoint(
                    db, municipality_id=place, person_id=oksana, now=november(18, 12), zone=RIGA
                )
            with pytest.raises(Gone):
                await services.side_door.appoint(db, municipality_id=99, person_id=zane, now=november(18), zone=RIGA)
            await services.side_door.appoint(db, municipality_id=place, person_id=zane, now=november(18), zone=RIGA)
            who = await services.side_door.who_hears(db, person_id=oksana, now=november(18, 12), zone=RIGA)
            assert [one.name for one in who] == ["Zane"]
            assert await services.listeners.unheard(db, today=today) == []
        await town.pair(stay, zane, november(1).date())
        async with town.sessions.begin() as db:
            assert await services.side_door.who_hears(db, person_id=oksana, now=november(18, 12), zone=RIGA) == []
            assert await services.listeners.unheard(db, today=today) == [("Smiltene", 1)]
            await services.side_door.appoint(db, municipality_id=place, person_id=None, now=november(18), zone=RIGA)
            actions = await db.scalars(select(AuditEntry.action).where(AuditEntry.action == "stand_in.named"))
            assert len(list(actions)) == 2


async def test_who_stands_in_and_leaves_hears_nothing_more() -> None:
    async with founded() as town:
        place, valka = await town.place(), await town.place("Valka")
        boss = await town.person("Boss", Role.COORDINATOR, Role.MENTOR, place=place)
        zane = await town.person("Zane", Role.MENTOR, place=valka)
        stay = await town.youth("Oksana", boss, place=place)
        async with town.sessions.begin() as db:
            [beside] = await storage.pairs.by_ids(db, [stay])
            await services.side_door.appoint(db, municipality_id=place, person_id=zane, now=november(18), zone=RIGA)
            await services.care.ask_to_talk(
                db, person_id=beside.youth_id, now=november(18, 12), zone=RIGA, wanted=Wanted()
            )
            await services.privacy.erase(db, person_id=zane, by=zane, now=november(18, 13), zone=RIGA)
            place_now = await storage.municipalities.get(db, place)
            assert place_now is not None
            await db.refresh(place_now)
            assert place_now.stand_in_id is None
            [call] = await db.scalars(select(Call))
            with pytest.raises(Gone):
                await services.care.take(db, by=zane, call_id=call.id, now=november(18, 14), zone=RIGA)


async def test_two_who_share_a_name_are_two(house: House) -> None:
    place = await house.municipality()
    first = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    second = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    ilze = await joined_staff(house, "Ilze", Role.MENTOR, place, "lv")
    oksana, _ = await joined_youth(house, Town(house.blakus.engine), "Oksana", place, await id_of(house, ilze))
    await oksana.says("/talk")
    data = [button.data for row in oksana.last.buttons for button in row if button.label == "Anna"]
    await oksana.taps_data(oksana.last.message_id, str(data[1]))
    await oksana.taps("Напишіть мені")
    await oksana.taps("Пропустити")
    heard = [someone for someone in (first, second) if "Oksana would like" in someone.last.text]
    assert len(heard) == 1
