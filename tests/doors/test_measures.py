"""How a young person is doing: asked monthly and at the end, skippable, for their eyes, answered where it is low."""

import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import services, storage
from bot.i18n import LANGUAGES
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.measures import Concern, Instrument, Moment, Wording
from bot.rules.people import Role
from bot.storage.models import (
    AuditEntry,
    Call,
    Measure,
    MunicipalPolicy,
    Participation,
    Person,
)
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.test_hours import id_of, joined_youth
from tests.town import Left, Town, at, founded, november

ROOT = Path(services.__file__).parents[1]
DECEMBER_1 = datetime(2026, 12, 1, 18, 30, tzinfo=RIGA)
MADE_UP = Wording(
    "Made-up lead", tuple(f"Statement {n}" for n in "ABCDE"), tuple(f"Made-up {n}" for n in range(5, -1, -1))
)
SKIP = {"lv": "Izlaist", "uk": "Пропустити", "en": "Skip"}
ANSWER = {"lv": "Atbildēt", "uk": "Відповісти", "en": "Answer"}


@dataclass
class Way:
    """Oksana, who reads Ukrainian, since 1 November; Ilze beside her, Anna coordinates."""

    house: House
    town: Town
    place: int
    anna: Someone
    ilze: Someone
    oksana: Someone
    oksana_id: int
    participation: int

    async def measures(self) -> list[tuple[str, str, date, Any]]:
        async with self.house.blakus.sessions() as db:
            found = await db.scalars(select(Measure).order_by(Measure.taken_on, Measure.id))
            return [(one.instrument, one.moment, one.taken_on, one.value) for one in found]

    async def calls(self) -> list[Call]:
        async with self.house.blakus.sessions() as db:
            return list(await db.scalars(select(Call).order_by(Call.id)))

    async def notes(self, instrument: Instrument, value: object, *, on: date, moment: Moment = Moment.ENTRY) -> Concern:
        async with self.house.blakus.sessions.begin() as db:
            return await services.measures.note(
                db, person_id=self.oksana_id, instrument=instrument, value=value, language="uk", moment=moment, on=on,
                now=self.house.clock.now(),
            )  # fmt: skip

    async def supplies(self, language: str = "uk", wording: Wording = MADE_UP) -> None:
        async with self.house.blakus.sessions.begin() as db:
            await services.measures.supply(
                db, municipality_id=self.place, instrument=Instrument.WHO5, language=language, version="made up 1",
                source="A made-up source", said=wording, now=self.house.clock.now(),
            )  # fmt: skip

    async def reads(self, language: str) -> None:
        async with self.house.blakus.sessions.begin() as db:
            await db.execute(update(Person).where(Person.id == self.oksana_id).values(language=language))


@pytest.fixture
async def way(house: House, smiltene: int, anna: Someone, ilze: Someone) -> Way:
    town = Town(house.blakus.engine)
    oksana, participation = await joined_youth(house, town, "Oksana", smiltene, await id_of(house, ilze))
    await oksana.says("/start")
    return Way(house, town, smiltene, anna, ilze, oksana, await id_of(house, oksana), participation)


# --- the conversation ---


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_month_is_asked_about_answered_and_shown(way: Way, time: Time, language: str) -> None:
    await way.notes(Instrument.LADDER, 4, on=date(2026, 11, 3))
    await way.reads(language)
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps(ANSWER[language])
    way.oksana.sees("10", SKIP[language])
    rows = [[button.label for button in row] for row in way.oksana.last.buttons]
    assert rows[:2] == [["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]
    card = way.oksana.last.message_id
    await way.oksana.taps("6")
    await way.oksana.taps("3")
    await way.oksana.taps("10")
    await way.oksana.taps("0")
    assert way.oksana.last.message_id == card, "one card, edited in place"
    way.oksana.sees("●●●●○○○○○○ 4", "●●●●●●○○○○ 6", "○○○○○○○○○○ 0")
    today = date(2026, 12, 1)
    assert await way.measures() == [
        ("ladder", "entry", date(2026, 11, 3), 4),
        ("ladder", "monthly", today, 6),
        ("confidence", "monthly", today, {"find": 3, "on_time": 10, "ask_help": 0}),
    ]
    before = way.oksana.last.text
    await way.oksana.says("/progress")
    assert way.oksana.last.text.split("\n\n")[1:] == before.split("\n\n")[1:]


async def test_everything_may_be_skipped_and_nothing_is_kept_then(way: Way, time: Time) -> None:
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    for _ in range(4):
        await way.oksana.taps("Пропустити")
    way.oksana.sees("Добре, іншим разом.")
    assert await way.measures() == []
    await way.oksana.says("/progress")
    way.oksana.sees("Поки що тут нічого показати")


async def test_what_was_answered_stays_when_the_rest_is_stopped_and_the_later_answer_of_a_day_holds(
    way: Way, time: Time
) -> None:
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    await way.oksana.says("7")
    await way.oksana.says("8/10")
    await way.oksana.taps("Назад")
    await way.oksana.taps("Назад")
    await way.oksana.taps("5")
    await way.oksana.says("одинадцять")
    way.oksana.sees("кнопок")
    await way.oksana.says("11")
    await way.oksana.says("/stop")
    way.oksana.sees("збережено")
    today = date(2026, 12, 1)
    assert await way.measures() == [
        ("ladder", "monthly", today, 5),
        ("confidence", "monthly", today, {"find": 8}),
    ]
    await way.house.restart()
    await way.oksana.taps_data(
        way.oksana.chat.newest_with("Відповісти").message_id, f"measure:monthly:{way.participation}"
    )
    await way.oksana.taps("9")
    assert (await way.measures())[0] == ("ladder", "monthly", today, 9)


async def test_it_goes_on_after_a_restart_and_in_another_language(way: Way, time: Time) -> None:
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    await way.oksana.taps("7")
    await way.house.restart()
    await way.oksana.says("/language")
    await way.oksana.taps("English")
    way.oksana.sees("How confident do you feel about finding what you need")
    await way.oksana.taps("2")
    await way.oksana.taps("Skip")
    await way.oksana.taps("4")
    way.oksana.sees("Thank you, your answers are saved.", "The ladder", "Asking for help")
    assert [one[3] for one in await way.measures()] == [7, {"find": 2, "ask_help": 4}]


# --- WHO-5, with a made-up text ---


async def test_without_an_official_text_five_questions_do_not_exist(way: Way, time: Time) -> None:
    async with way.house.blakus.sessions() as db:
        for instrument, is_there in (("who5", False), ("ladder", True), ("confidence", True)):
            assert await services.measures.is_supplied(db, way.place, instrument, "uk") is is_there
    with pytest.raises(Gone):
        await way.notes(Instrument.WHO5, [1, 1, 1, 1, 1], on=date(2026, 11, 18))
    await way.supplies("lv")
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    for _ in range(4):
        await way.oksana.taps("8")
    way.oksana.sees("відповіді збережено")
    way.oksana.sees_not("Statement A")


async def test_the_supplied_words_are_shown_as_they_are_and_only_the_score_is_kept(way: Way, time: Time) -> None:
    await way.supplies()
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    for _ in range(4):
        await way.oksana.taps("8")
    way.oksana.sees("Made-up lead\n1 з 5\nStatement A", "Джерело: A made-up source", *MADE_UP.answers)
    await way.oksana.taps("Made-up 5")
    assert "Джерело" not in way.oksana.last.text
    await way.oksana.says("made-up 4")
    for answer in (3, 5, 1):
        await way.oksana.taps(f"Made-up {answer}")
    way.oksana.sees("відповіді збережено")
    way.oksana.sees_not("72")
    assert (await way.measures())[-1] == ("who5", "monthly", date(2026, 12, 1), 72)
    async with way.house.blakus.sessions() as db:
        [row] = await db.scalars(select(Measure).where(Measure.instrument == "who5"))
        assert (row.version, row.language) == ("made up 1", "uk")
    async with way.house.blakus.engine.connect() as raw:
        cells = (await raw.exec_driver_sql("SELECT value FROM measure")).scalars().all()
    assert all(cell != b"72" and b"find" not in cell for cell in cells), "encrypted"


async def test_long_official_answers_are_listed_and_chosen_by_figure(way: Way, time: Time) -> None:
    await way.supplies(wording=Wording(None, MADE_UP.statements, tuple(f"Made-up {n} {'long ' * 7}" for n in range(6))))
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    for _ in range(4):
        await way.oksana.taps("8")
    way.oksana.sees("5 – Made-up 0 long", "0 – Made-up 5 long")
    assert [button.label for button in way.oksana.last.buttons[0]] == ["5", "4", "3", "2", "1", "0"]
    for _ in range(5):
        await way.oksana.taps("4")
    assert (await way.measures())[-1][3] == 80


async def test_a_text_withdrawn_meanwhile_leaves_a_way_on(way: Way, time: Time) -> None:
    await way.supplies()
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    for _ in range(4):
        await way.oksana.taps("8")
    await way.oksana.taps("Made-up 5")
    async with way.house.blakus.sessions.begin() as db:
        gone = await services.measures.withdraw(
            db, municipality_id=way.place, instrument=Instrument.WHO5, language="uk", now=way.house.clock.now()
        )
        assert gone.version == "made up 1"
    await way.oksana.taps("Made-up 5")
    assert "кнопок" in way.oksana.alert
    await way.oksana.says("/start")
    way.oksana.sees("Це запитання зараз не ставимо")
    await way.oksana.taps("Пропустити")
    way.oksana.sees("відповіді збережено")
    assert {one[0] for one in await way.measures()} == {"ladder", "confidence"}


# --- low answers ---


async def test_a_low_step_is_answered_with_an_offer_and_tells_nobody(way: Way, time: Time) -> None:
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps("Відповісти")
    await way.oksana.taps("3")
    *_, words, card = way.oksana.chat.from_bot
    assert "Пропустити" in card.labels, "the next question stands below the words"
    shown = "\n".join([words.text, *words.labels]).replace("\u00a0", " ")
    for one in (
        "Дякую за відверту відповідь.",
        "112 — якщо є небезпека\n116111 — телефон довіри для дітей і підлітків",
        "\n116123 — кризова лінія: латиською, російською, англійською",
        "Про цілодобову лінію українською в Латвії нам не відомо.",
        "Постійного чергування в цьому чаті немає.",
        "Без твого прохання нікому нічого не надсилаємо.",
        "Anna",
        "Зателефонуйте мені",
        "Поговорити з людиною",
    ):
        assert one in shown
    assert await way.calls() == []
    way.anna.sees_not("Oksana: please", "asks to be called")
    await way.oksana.taps("2")
    await way.oksana.taps("Назад")
    await way.oksana.taps("Назад")
    await way.oksana.taps("2")
    said = [message.text for message in way.oksana.chat.from_bot if "116111" in message.text]
    assert len(said) == 1, "said once"


@pytest.mark.parametrize(
    ("language", "words", "is_honest_about_languages"),
    [("lv", "krīzes tālrunis: latviski, krieviski, angliski", False), ("en", "crisis line: Latvian", False)],
)
async def test_the_numbers_in_other_languages(
    way: Way, time: Time, language: str, words: str, is_honest_about_languages: bool
) -> None:
    await way.reads(language)
    await time.turns_to(DECEMBER_1)
    await way.oksana.taps(ANSWER[language])
    await way.oksana.taps("0")
    said = way.oksana.chat.from_bot[-2].text
    assert all(one in said for one in ("112 – ", "116111 – ", words))
    way.oksana.sees_not("We know of no", "mums nav zināms")


async def answers_low(way: Way, moment: datetime, time: Time) -> None:
    await way.supplies()
    await time.turns_to(moment)
    await way.oksana.taps_data(way.oksana.last.message_id, f"measure:monthly:{way.participation}")
    for _ in range(4):
        await way.oksana.taps("Пропустити")
    for _ in range(5):
        await way.oksana.taps("Made-up 1")


async def test_a_strong_sign_tells_the_coordinator_at_night_and_says_no_answer(way: Way, time: Time) -> None:
    await answers_low(way, datetime(2026, 12, 2, 23, 30, tzinfo=RIGA), time)
    way.oksana.sees(
        "Тобі не треба справлятися з цим наодинці.", "Про це дізнається також: Anna", "немає. Хочеш, щоб тобі"
    )
    way.anna.sees("Oksana: please get in touch today.", "I will call: Oksana")
    way.anna.sees_not("20", "WHO", "ladder")
    [call] = await way.calls()
    assert (call.wish, call.is_urgent) == ("look_in", True)
    way.ilze.sees_not("Oksana: ")
    await way.oksana.taps("Зателефонуйте мені")
    way.oksana.sees("одразу дізнається: Anna")
    way.anna.sees("Oksana asks to be called.\nPlease get in touch today.")


# --- who may ---


async def test_only_the_young_person_answers_and_sees(way: Way, time: Time) -> None:
    _marta, hers = await joined_youth(way.house, way.town, "Marta", way.place, await id_of(way.house, way.ilze))
    await time.turns_to(DECEMBER_1)
    for someone in (way.anna, way.ilze):
        await someone.says("/progress")
        await someone.taps_data(someone.last.message_id, f"measure:monthly:{way.participation}")
    for foreign in (
        f"monthly:{hers}",
        "monthly:987654",
        f"exit:{way.participation}",
        f"entry:{way.participation}",
        "x",
    ):
        await way.oksana.taps_data(way.oksana.last.message_id, f"measure:{foreign}")
        assert "вже немає" in way.oksana.alert, foreign
        way.oksana.chat.toasts.clear()
    assert await way.measures() == []


async def test_a_wrong_value_is_not_kept(way: Way) -> None:
    with pytest.raises(NotUnderstood):
        await way.notes(Instrument.LADDER, 12, on=date(2026, 11, 18))
    with pytest.raises(Gone):
        async with way.house.blakus.sessions.begin() as db:
            await services.measures.note(
                db, person_id=await id_of(way.house, way.anna), instrument="ladder", value=3, language="en",
                moment="entry", on=date(2026, 11, 18), now=way.house.clock.now(),
            )  # fmt: skip
    assert await way.notes(Instrument.LADDER, 3, on=date(2026, 11, 18)) is Concern.GENTLE
    assert await way.notes(Instrument.LADDER, 8, on=date(2026, 11, 18)) is Concern.NONE
    assert [one[3] for one in await way.measures()] == [8]
    async with way.house.blakus.sessions() as db:
        notes = list(await db.scalars(select(AuditEntry).where(AuditEntry.action == "measure.noted")))
    assert [(one.person_id, one.subject) for one in notes] == [(way.oksana_id, "ladder")] * 2


async def test_a_municipality_draws_its_own_line(way: Way) -> None:
    async with way.house.blakus.sessions.begin() as db:
        db.add(MunicipalPolicy(municipality_id=way.place, valid_from=date(2026, 1, 1), differences={"ladder_low": 5}))
    assert await way.notes(Instrument.LADDER, 5, on=date(2026, 11, 18)) is Concern.GENTLE


async def test_my_data_shows_it_and_deleting_takes_it(way: Way, time: Time) -> None:
    await answers_low(way, DECEMBER_1, time)
    await way.notes(Instrument.LADDER, 4, on=date(2026, 11, 3))
    await way.notes(Instrument.CONFIDENCE, {"find": 7}, on=date(2026, 11, 3))
    await way.anna.taps("I will call: Oksana")
    await way.anna.taps("Reached: Oksana")
    await way.oksana.says("/mydata")
    read, data = [one.document.content.decode() for one in way.oksana.chat.from_bot if one.document]
    assert "03.11.2026 · на початку · Сходи: 4" in read
    assert "Знайти потрібне: 7" in read and "Індекс самопочуття WHO 5, від 0 до 100: 20" in read
    assert "когось попросили зв’язатися · телефонує: Anna · розмова відбулася: " in read
    for action in ("measure.noted", "call.look_in", "call.taken", "call.reached"):
        assert action not in read, "it has words"
    found = json.loads(data)
    assert {(one["instrument"], one["moment"]) for one in found["measures"]} == {
        ("who5", "monthly"), ("ladder", "entry"), ("confidence", "entry"),
    }  # fmt: skip
    assert [(one["wish"], one["taken_by"]) for one in found["calls"]] == [("look_in", "Anna")]
    await way.oksana.says("/deletemydata")
    await way.oksana.taps("Так, видалити")
    assert await way.measures() == []
    assert await way.calls() == []


def test_no_report_and_no_export_knows_of_it() -> None:
    sources = [*(ROOT / "reports").glob("*.py"), ROOT / "cli" / "exports.py", ROOT / "storage" / "sessions.py"]
    assert len(sources) > 2
    assert not [path for path in sources if re.search(r"\bmeasures?\b|\bMeasure\b|\bCall\b", path.read_text("utf-8"))]


# --- the clock ---


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with founded() as town:
        yield town


def invitations(letters: list[Left]) -> list[str]:
    return [
        one.at.astimezone(RIGA).strftime("%Y-%m-%d %H:%M")
        for one in letters
        if "The questions take a minute" in one.text
    ]


async def youth_of(town: Town, participation: int) -> int:
    async with town.sessions() as db:
        stay = await db.get_one(Participation, participation)
        return stay.youth_id


async def measured(town: Town, person: int, on: date, moment: Moment = Moment.MONTHLY) -> None:
    async with town.sessions.begin() as db:
        await services.measures.note(
            db, person_id=person, instrument="ladder", value=5, language="en", moment=moment, on=on, now=at(on, 10)
        )


async def test_who_never_answers_is_asked_once_a_month_by_day(database_url: str) -> None:
    async with founded(database_url) as town:
        place = await town.place()
        oksana = await youth_of(town, await town.youth("Oksana", place=place, last=date(2027, 2, 28)))
        await town.passes(november(20), at(date(2027, 2, 10)))
        await measured(town, oksana, date(2027, 2, 10))
        await measured(town, oksana, date(2027, 2, 10))
        async with town.sessions() as db:
            [way] = await services.measures.distances(db, oksana)
            assert (way.first, way.latest) == (5, None)
        heard = invitations(await town.to(oksana))
    assert heard == ["2026-12-01 18:00", "2027-01-02 18:00", "2027-02-01 18:00"]  # nobody is asked on New Year’s Day


async def test_a_fresh_answer_is_not_asked_for_again(town: Town) -> None:
    place = await town.place()
    oksana = await youth_of(town, await town.youth("Oksana", place=place))
    await measured(town, oksana, date(2026, 11, 20), Moment.ENTRY)
    await town.passes(november(20), at(date(2026, 12, 31)))
    assert invitations(await town.to(oksana)) == []


async def test_an_answer_given_before_it_leaves_is_not_asked_for(town: Town) -> None:
    place = await town.place()
    oksana = await youth_of(town, await town.youth("Oksana", place=place))
    await town.tick(at(date(2026, 12, 1), 0, 1))
    assert len(await town.notices("measure_due")) == 1
    await measured(town, oksana, date(2026, 12, 1))
    await town.tick(at(date(2026, 12, 1), 18))
    assert invitations(await town.to(oksana)) == []
    assert {one.state for one in await town.notices("measure_due")} == {"cleared"}


async def test_two_weeks_of_downtime_and_a_pause_ask_nothing_late(town: Town) -> None:
    place = await town.place()
    stay = await town.youth("Oksana", place=place)
    oksana = await youth_of(town, stay)
    await town.passes(at(date(2026, 12, 14)), at(date(2026, 12, 20)))
    assert invitations(await town.to(oksana)) == []
    await town.pause(stay, date(2026, 12, 28), date(2027, 1, 3))
    await town.passes(at(date(2026, 12, 20)), at(date(2027, 1, 9)))
    assert invitations(await town.to(oksana)) == ["2027-01-04 18:00"]


async def test_a_reminder_goes_first_and_the_invitation_waits_for_a_free_day(town: Town) -> None:
    place = await town.place()
    stay = await town.youth("Oksana", place=place, last=date(2027, 1, 31))
    oksana = await youth_of(town, stay)
    async with town.sessions.begin() as db:
        for day, hour in ((1, 10), (2, 19)):  # before it, and a reminder that comes after it
            await storage.notices.plan(
                db, key=f"replanned {day}", person_id=oksana, kind="programme_replanned", subject_id=stay,
                detail="2027-01-31", due_at=at(date(2026, 12, day), hour), now=november(30),
            )  # fmt: skip
    await town.passes(at(date(2026, 12, 1)), at(date(2026, 12, 9)))
    heard = [(one.at.astimezone(RIGA).strftime("%d %H:%M"), one.text[:9]) for one in await town.to(oksana)]
    assert heard == [("01 10:00", "Your prog"), ("02 19:00", "Your prog"), ("03 18:00", "A month h")]


async def test_the_end_is_asked_about_once_and_not_where_the_programme_goes_on(town: Town) -> None:
    place = await town.place()
    over = await youth_of(town, await town.youth("Oksana", place=place, ended=date(2026, 11, 20)))
    again = await youth_of(town, await town.youth("Roberts", place=place, ended=date(2026, 11, 20)))
    async with town.sessions.begin() as db:
        db.add(
            Participation(
                youth_id=again, municipality_id=place, started_on=date(2026, 11, 20), planned_end_on=date(2027, 1, 31)
            )
        )
    gone = await town.person("Marta", place=place)
    async with town.sessions.begin() as db:
        db.add(
            Participation(
                youth_id=gone, municipality_id=place, started_on=date(2026, 9, 1), planned_end_on=date(2026, 11, 20),
                ended_on=date(2026, 11, 20),
            )
        )  # fmt: skip
    await town.passes(november(15), at(date(2026, 12, 19)))
    heard = [one for one in await town.to(over) if "Your programme has ended" in one.text]
    assert [one.at.astimezone(RIGA).strftime("%d %H:%M") for one in heard] == ["21 18:00"]
    assert not [one for one in await town.to(again) if "has ended" in one.text]
    assert await town.to(gone) == []


async def test_exit_answers_belong_to_the_end(way: Way, time: Time) -> None:
    await way.notes(Instrument.LADDER, 4, on=date(2026, 11, 3))
    await way.anna.says("/people")
    async with way.house.blakus.sessions.begin() as db:
        await db.execute(
            update(Participation).where(Participation.id == way.participation).values(ended_on=date(2026, 11, 20))
        )
    await time.turns_to(datetime(2026, 11, 21, 18, 30, tzinfo=RIGA))
    way.oksana.sees("Твоя програма завершилася.", "Відповісти")
    await way.oksana.taps("Відповісти")
    await way.oksana.taps("8")
    assert (await way.measures())[-1] == ("ladder", "exit", date(2026, 11, 21), 8)
    way.oksana.chat.toasts.clear()
    await way.oksana.taps_data(way.oksana.last.message_id, f"measure:monthly:{way.participation}")
    assert "вже немає" in way.oksana.alert
    await time.turns_to(datetime(2026, 12, 30, 18, 30, tzinfo=RIGA))
    way.oksana.chat.toasts.clear()
    await way.oksana.taps_data(way.oksana.last.message_id, f"measure:exit:{way.participation}")
    assert "вже немає" in way.oksana.alert


async def test_staff_have_no_way_of_their_own(way: Way, house: House) -> None:
    inga = await joined_staff(house, "Inga", Role.MENTOR, way.place, "uk")
    await inga.says("/progress")
    inga.sees("недоступна")
