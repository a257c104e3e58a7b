"""A mentor logs: step by step, in one line, for a group; what is refused, asked about, undone and changed."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from bot import rules, services, storage
from bot.demo.botapi import ChatMessage
from bot.rules.people import Role
from bot.storage.models import Attendance, LoggedSession
from tests.conftest import RIGA, House, Someone, Time, joined_staff

STARTED = date(2026, 10, 12)


async def begin(house: House, mentor: Someone, place: int, *names: str, started: date = STARTED) -> list[int]:
    """Young people in the programme with this mentor beside them; the ids of their participations."""
    made = []
    async with house.blakus.sessions.begin() as db:
        now = house.clock.now()
        caller = await storage.people.caller(db, mentor.chat.id)
        assert caller is not None
        for name in names:
            person = await services.people.write_down(db, name=name, language="uk", now=now)
            stay = await services.pairs.start_participation(
                db,
                youth_id=person.id,
                municipality_id=place,
                started_on=started,
                planned_end_on=rules.participations.default_end(started, 4),
                by=None,
                now=now,
            )
            await services.pairs.pair(
                db, participation_id=stay.id, mentor_id=caller.id, started_on=started, by=None, now=now
            )
            made.append(stay.id)
    return made


@pytest.fixture
async def oksana(house: House, ilze: Someone, smiltene: int) -> int:
    """Ilze's only young person."""
    return (await begin(house, ilze, smiltene, "Oksana"))[0]


@pytest.fixture
async def three(house: House, ilze: Someone, smiltene: int) -> list[int]:
    """Ilze accompanies three."""
    return await begin(house, ilze, smiltene, "Anna", "Jānis", "Oksana")


async def entries(house: House, *, valid: bool = True) -> int:
    async with house.blakus.sessions() as db:
        count = select(func.count()).select_from(LoggedSession)
        return int(await db.scalar(count.where(LoggedSession.voided_at.is_(None)) if valid else count) or 0)


async def tap_all(mentor: Someone, *labels: str) -> None:
    """One after another; a space in a label may be a no-break one on the screen."""
    for label in labels:
        shown = {one.replace("\u00a0", " "): one for message in mentor.chat.from_bot for one in message.labels}
        await mentor.taps(shown.get(label, label))


def data_of(message: ChatMessage, label: str) -> str:
    return message.button(label).data or ""


async def test_step_by_step(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("/log")
    ilze.sees("Kad tas bija?", "Vakar", "Pēdējie ieraksti")
    await ilze.taps("Vakar")
    ilze.sees("Pierakstu: Oksana, otrdiena, 17. novembris. Cik ilga bija tikšanās?")
    await tap_all(ilze, "1 h 30 min")
    await ilze.taps("Konsultācija kopīgā darbībā")
    await ilze.says("CV uzmetums")
    ilze.sees("Oksana", "otrdiena, 17. novembris", "1 h 30 min", "Konsultācija", "Piezīme: CV uzmetums")
    assert await entries(house) == 0
    await ilze.taps("Saglabāt")
    ilze.sees("Saglabāts.\nOksana: 1 h 30 min, otrdiena, 17. novembris\nŠomēnes: 1 h 30 min no 20 h", "Atsaukt")
    assert await entries(house) == 1


async def test_one_line_opens_the_card_filled(ilze: Someone, three: list[int], house: House) -> None:
    await ilze.says("vakar 2h CV ar Oksanu")
    ilze.sees("Oksana", "otrdiena, 17. novembris", "2 h", "Konsultācija kopīgā darbībā", "Piezīme: CV", "Saglabāt")
    await ilze.says("saglabāt")
    ilze.sees("Saglabāts.\nOksana: 2 h, otrdiena, 17. novembris\nŠomēnes: 2 h no 20 h")
    assert await entries(house) == 1


async def test_the_command_takes_a_line_too(ilze: Someone, three: list[int]) -> None:
    await ilze.says("/log vakar 14-15:30 ar Annu")
    ilze.sees("Anna", "otrdiena, 17. novembris, 14.00–15.30", "1 h 30 min")


async def test_what_a_line_leaves_open_is_asked_and_nothing_else(ilze: Someone, three: list[int]) -> None:
    await ilze.says("vakar ar Annu")
    ilze.sees("Pierakstu: Anna, otrdiena, 17. novembris. Cik ilga bija tikšanās?")
    await ilze.says("1,5")
    ilze.sees("Anna", "1 h 30 min", "Vai viss ir pareizi?")
    await ilze.says("vakar 2h")
    ilze.sees("Kas piedalījās?", "Anna", "Jānis", "Oksana")
    await ilze.taps("Jānis")
    ilze.sees("Jānis", "2 h", "Vai viss ir pareizi?")


async def test_what_is_no_log_gets_the_usual_answer(ilze: Someone, three: list[int], house: House) -> None:
    await ilze.says("Paldies!")
    ilze.sees("Ierakstīt tikšanos")
    assert await entries(house) == 0


async def test_in_ukrainian(house: House, smiltene: int) -> None:
    olena = await joined_staff(house, "Олена", Role.MENTOR, smiltene, "uk")
    await begin(house, olena, smiltene, "Оксана", "Максим")
    await olena.says("учора 1,5 год з Оксаною, CV")
    olena.sees("Оксана", "вівторок, 17 листопада", "1 год 30 хв", "Консультація за спільною справою", "Усе правильно?")
    await olena.taps("Зберегти")
    olena.sees("Збережено.\nОксана: 1 год 30 хв, вівторок, 17 листопада\nЦього місяця: 1 год 30 хв з 20 год")
    await olena.taps("Скасувати")
    olena.sees("Скасовано.", "Цього місяця: 0 год з 20 год")


async def test_in_english_with_several_people(house: House, smiltene: int) -> None:
    mary = await joined_staff(house, "Mary", Role.MENTOR, smiltene, "en")
    await begin(house, mary, smiltene, "Anna", "Oksana", "Zane")
    await mary.says("/help")
    await tap_all(
        mary, "Log a session", "Several people", "Anna", "Zane", "✓ Zane", "Oksana", "Done", "Today", "2 h", "Event"
    )
    await mary.taps("Skip")
    mary.sees("Anna, Oksana\nWednesday 18 November\n2 h\nEvent", "Each part can be changed. Is everything right?")
    await mary.taps("Save")
    mary.sees("Anna: 2 h, Wednesday 18 November\nThis month: 2 h of 20 h\nOksana: 2 h", "Undo", "Change")
    assert await entries(house) == 1


async def test_a_meeting_that_did_not_take_place(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("/log")
    await tap_all(ilze, "Šodien", "Tikšanās nenotika")
    ilze.sees("Kāpēc tikšanās nenotika?")
    await ilze.says("nokavēts autobuss")
    ilze.sees("Neierašanās", "Iemesls: nokavēts autobuss")
    await ilze.taps("Saglabāt")
    ilze.sees("Oksana: neierašanās, trešdiena, 18. novembris", "Šomēnes: 0 h no 20 h")


async def test_each_part_of_the_card_can_be_changed_alone(ilze: Someone, three: list[int]) -> None:
    await ilze.says("vakar 2h ar Oksanu")
    await tap_all(ilze, "Kas", "Anna", "Kad", "Šodien", "Ilgums", "45 min", "Aktivitāte", "Pasākums", "Piezīme")
    await ilze.says("koncerts")
    ilze.sees("Anna\ntrešdiena, 18. novembris\n45 min\nPasākums\nPiezīme: koncerts", "Vai viss ir pareizi?")
    await tap_all(ilze, "Ilgums", "Tikšanās nenotika")
    ilze.sees("Neierašanās")
    await tap_all(ilze, "Atpakaļ")
    ilze.sees("Cik ilga bija tikšanās?")


async def test_two_fast_saves_count_once(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("vakar 2h")
    card = ilze.last
    data = data_of(card, "Saglabāt")
    ilze.chat.taps_data(card.message_id, data)
    ilze.chat.taps_data(card.message_id, data)
    await house.settled()
    assert await entries(house, valid=False) == 1
    await ilze.taps_data(card.message_id, data)
    assert "vairs nedarbojas" in ilze.alert
    assert await entries(house, valid=False) == 1


# --- refused ---


async def test_the_future_is_refused_with_a_reason(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("/log")
    await ilze.says("19.11.2026.")
    ilze.sees("Šis laiks vēl nav pienācis: ceturtdiena, 19. novembris.")
    await ilze.says("šodien")
    await ilze.says("13-14")
    await tap_all(ilze, "Pasākums", "Izlaist", "Saglabāt")
    assert "Šis laiks vēl nav pienācis" in ilze.alert
    ilze.sees("Saglabāt")
    assert await entries(house) == 0


async def test_days_outside_the_programme_are_refused_by_name(ilze: Someone, smiltene: int, house: House) -> None:
    await begin(house, ilze, smiltene, "Oksana", started=date(2026, 11, 10))
    await ilze.says("/log")
    await ilze.says("9.11.")
    ilze.sees("Oksana: programma sākās – 10.11.2026.")
    await ilze.says("9.11. 2h")
    ilze.sees("Oksana: programma sākās – 10.11.2026.")
    assert await entries(house) == 0


async def test_more_than_a_day_is_refused(ilze: Someone, oksana: int) -> None:
    await ilze.says("/log")
    await tap_all(ilze, "Vakar")
    await ilze.says("25 h")
    ilze.sees("Tas ir vairāk, nekā diena var ietvert.")
    await ilze.says("0 h")
    ilze.sees("Vēl nav ko ierakstīt.")
    await ilze.says("hmm")
    ilze.sees("Ilgumu neizdevās nolasīt.")
    await ilze.says("90 min")
    ilze.sees("Kas tā bija par aktivitāti?")


async def test_a_closed_month_is_refused_also_for_undo_and_change(
    ilze: Someone, oksana: int, house: House, time: Time
) -> None:
    await ilze.says("/log")
    await ilze.says("20.10.")
    ilze.sees("Šis mēnesis ir slēgts labojumiem: 2026. gada oktobris.")
    await ilze.says("vakar 2h")
    await ilze.taps("Saglabāt")
    await time.turns_to(datetime(2026, 12, 18, 12, tzinfo=RIGA))
    for label in ("Atsaukt", "Mainīt"):
        await ilze.taps(label)
        assert "Šis mēnesis ir slēgts labojumiem" in ilze.alert
    assert await entries(house) == 1


async def test_the_municipality_decides_how_long_a_month_stays_open(house: House) -> None:
    valka = await house.municipality("Valka", correction_days=20)
    ilze = await joined_staff(house, "Ilze", Role.MENTOR, valka, "lv")
    await begin(house, ilze, valka, "Oksana")
    await ilze.says("20.10. 2h")
    await ilze.taps("Saglabāt")
    ilze.sees("Saglabāts.\nOksana: 2 h, otrdiena, 20. oktobris\n2026. gada oktobris: 2 h no")


async def test_a_session_over_midnight_shows_both_months(ilze: Someone, oksana: int, time: Time) -> None:
    await time.turns_to(datetime(2026, 12, 1, 12, tzinfo=RIGA))
    await ilze.says("/log")
    await tap_all(ilze, "Vakar")
    await ilze.says("23:00 2h")
    await tap_all(ilze, "Pasākums", "Izlaist")
    ilze.sees("pirmdiena, 30. novembris, 23.00–01.00")
    await ilze.taps("Saglabāt")
    ilze.sees("2026. gada novembris: 1 h no 20 h\nŠomēnes: 1 h no 20 h")


@pytest.mark.parametrize("typed", ["vakar 23:00-01:00", "23:00-01:00", "23.00–1.00"])
async def test_a_span_over_midnight_shows_what_each_day_gets(
    ilze: Someone, oksana: int, time: Time, typed: str
) -> None:
    await time.turns_to(datetime(2026, 12, 1, 12, tzinfo=RIGA))
    if typed.startswith("vakar"):
        await ilze.says(typed)
    else:
        await ilze.says("/log")
        await tap_all(ilze, "Vakar")
        await ilze.says(typed)
        await tap_all(ilze, "Pasākums", "Izlaist")
    ilze.sees(
        "pirmdiena, 30. novembris, 23.00–01.00\npirmdiena, 30. novembris: 1 h\notrdiena, 1. decembris: 1 h\n2 h\n"
    )
    await ilze.taps("Saglabāt")
    ilze.sees("2026. gada novembris: 1 h no 20 h\nŠomēnes: 1 h no 20 h")


async def test_a_no_show_in_one_line_has_the_reason_that_was_given(ilze: Someone, oksana: int) -> None:
    await ilze.says("vakar Oksana neatnāca")
    ilze.sees("Oksana", "Neierašanās")
    assert "Iemesls" not in ilze.last.text
    await ilze.says("vakar Oksana neatnāca, slima")
    ilze.sees("Neierašanās", "Iemesls: slima")


async def test_who_accompanies_nobody_hears_so(ilze: Someone) -> None:
    await ilze.says("/log")
    ilze.sees("Sadarbība ar jaunieti vēl nav sākta.")


async def test_a_coordinator_may_not_log(anna: Someone) -> None:
    for words in ("/log", "/log yesterday 2h with Oksana"):
        await anna.says(words)
        anna.sees("This is not among your tasks here.")
    await anna.says("yesterday 2h with Oksana")
    anna.sees("I did not understand that.")


# --- asked again ---


async def test_doubts_are_asked_on_the_card(ilze: Someone, three: list[int], house: House) -> None:
    await ilze.says("vakar 10-13 ar Annu")
    await ilze.taps("Saglabāt")
    await ilze.says("vakar 12-13 ar Jāni")
    ilze.sees("Šim laikam jau ir ieraksts: Anna, 10.00–13.00. Vai tā bija grupas tikšanās?", "Jā, saglabāt")
    await ilze.taps("Jā, saglabāt")
    ilze.sees("Saglabāts.\nJānis: 1 h")
    await ilze.says("vakar 3h ar Annu")
    ilze.sees("Jau ierakstīts: jaunietis, diena un ilgums sakrīt.\nVai tomēr saglabāt?")
    await ilze.taps("Pārtraukt")
    await ilze.says("16.11. 9 h ar Oksanu")
    ilze.sees("Gara tikšanās: 9 h")
    await ilze.taps("Jā, saglabāt")
    await ilze.says("16.11. 4 h ar Annu")
    ilze.sees("Gara diena kopā ar citiem ierakstiem: pirmdiena, 16. novembris")
    assert await entries(house) == 3


async def test_a_doubt_that_came_up_meanwhile_is_asked_before_saving(ilze: Someone, oksana: int, house: House) -> None:
    """Two cards of the same session: the second one's Save was offered before the first was saved."""
    await ilze.says("vakar 2h")
    first = ilze.last
    await ilze.says("vakar 2h")
    await ilze.taps("Saglabāt")
    data = data_of(first, "Saglabāt")
    await ilze.taps_data(first.message_id, data)
    assert "Vai tomēr saglabāt?" in first.text
    assert await entries(house) == 1
    await ilze.taps("Jā, saglabāt")
    assert await entries(house) == 2


# --- undone and changed ---


async def test_undo_answers_in_place_and_may_be_tapped_twice(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("vakar 2h")
    await ilze.taps("Saglabāt")
    shown = ilze.last
    data = data_of(shown, "Atsaukt")
    for _ in range(2):
        await ilze.taps_data(shown.message_id, data)
        assert ilze.last.message_id == shown.message_id
        ilze.sees("Atsaukts. Šis ieraksts vairs neskaitās.\nOksana: 2 h, otrdiena, 17. novembris\nŠomēnes: 0 h no 20 h")
    assert await entries(house) == 0


async def test_change_opens_the_card_and_saving_replaces_the_entry(ilze: Someone, oksana: int, house: House) -> None:
    await ilze.says("vakar 14-16 CV")
    await ilze.taps("Saglabāt")
    old = ilze.last
    await ilze.taps("Mainīt")
    ilze.sees("Oksana", "otrdiena, 17. novembris, 14.00–16.00", "2 h", "Piezīme: CV", "Vai viss ir pareizi?")
    await tap_all(ilze, "Ilgums", "30 min", "Saglabāt")
    ilze.sees("Oksana: 30 min", "Šomēnes: 30 min no 20 h")
    assert (await entries(house), await entries(house, valid=False)) == (1, 2)
    for label in ("Atsaukt", "Mainīt"):
        data = next(button.data for row in old.buttons for button in row if button.label == label) or ""
        await ilze.taps_data(old.message_id, data)
        assert "Tas vairs nav atrodams." in ilze.alert
    assert await entries(house) == 1


async def test_the_last_entries_can_be_undone_and_changed(ilze: Someone, three: list[int], house: House) -> None:
    for line in ("16.11. 1 h ar Annu", "vakar 2 h ar Jāni"):
        await ilze.says(line)
        await ilze.taps("Saglabāt")
    await ilze.says("/log")
    await tap_all(ilze, "Pēdējie ieraksti")
    ilze.sees("1. Jānis: 2 h, otrdiena, 17. novembris\n2. Anna: 1 h", "Atsaukt: 2", "Mainīt: 1")
    await ilze.taps("Atsaukt: 2")
    ilze.sees("Atsaukts.", "Anna: 1 h", "Šomēnes: 0 h no 20 h")


async def test_others_entries_are_not_there_for_forged_taps(
    ilze: Someone, oksana: int, anna: Someone, smiltene: int, house: House
) -> None:
    await ilze.says("vakar 2h")
    await ilze.taps("Saglabāt")
    undo = data_of(ilze.last, "Atsaukt")
    juris = await joined_staff(house, "Juris", Role.MENTOR, smiltene, "lv")
    stranger = house.someone("Somebody", "en")
    await stranger.says("hello")
    for other in (juris, anna, stranger):
        for data in (undo, undo.replace("undo", "change"), "undo:999999", "undo:x", "change:", "c:1:card:save"):
            await other.taps_data(other.last.message_id, data)
        other.sees_not("Oksana", "2 h")
    assert "Tas vairs nav atrodams." in [toast.text for toast in juris.chat.toasts][-2]
    assert await entries(house) == 1


async def test_a_forged_choice_in_the_own_card_changes_nothing(
    ilze: Someone, oksana: int, smiltene: int, house: House
) -> None:
    juris = await joined_staff(house, "Juris", Role.MENTOR, smiltene, "lv")
    foreign = (await begin(house, juris, smiltene, "Zane"))[0]
    await begin(house, ilze, smiltene, "Anna")
    await ilze.says("/log")
    shown = ilze.last
    place = data_of(shown, "Anna")
    for value in (str(foreign), "0", "x", "9" * 30, "several:1", ""):
        await ilze.taps_data(shown.message_id, f"{place.rpartition(':')[0]}:{value}")
    ilze.sees("Kas piedalījās?", "Anna", "Oksana")
    ilze.sees_not("Zane")


async def test_the_card_waits_for_a_week_and_over_a_change_of_language(
    ilze: Someone, oksana: int, time: Time, house: House
) -> None:
    await ilze.says("vakar 2h")
    await time.passes(days=7)
    await ilze.says("/language")
    await ilze.taps("English")
    ilze.sees("Oksana", "Tuesday 17 November", "Is everything right?")
    await ilze.taps("Save")
    ilze.sees("Saved.\nOksana: 2 h, Tuesday 17 November")
    assert await entries(house) == 1


async def test_starting_over_asks_anew_and_keeps_the_cards(ilze: Someone, three: list[int]) -> None:
    await ilze.says("vakar 2h ar Annu")
    await ilze.says("/log")
    first = ilze.last
    await ilze.says("/log")
    await ilze.taps_data(first.message_id, data_of(first, "Oksana"))
    assert "Šī poga vairs nedarbojas." in ilze.alert
    ilze.sees("Kas piedalījās?")
    await ilze.taps("Saglabāt")
    assert any(message.text.startswith("Saglabāts.\nAnna:") for message in ilze.chat.from_bot)


async def test_a_whole_line_answers_any_question(ilze: Someone, three: list[int]) -> None:
    await ilze.says("/log")
    await ilze.says("vakar 1 h ar Annu, CV")
    ilze.sees("Anna\notrdiena, 17. novembris\n1 h\nKonsultācija kopīgā darbībā", "Vai viss ir pareizi?")
    await ilze.says("/log")
    await tap_all(ilze, "Jānis", "Vakar")
    await ilze.says("2h CV")
    ilze.sees("Jānis\notrdiena, 17. novembris\n2 h\nKonsultācija kopīgā darbībā")


async def test_undo_of_a_change_says_that_the_former_entry_counts_again(
    ilze: Someone, oksana: int, house: House
) -> None:
    await ilze.says("vakar 14-16 CV")
    await ilze.taps("Saglabāt")
    await ilze.taps("Mainīt")
    await tap_all(ilze, "Ilgums", "30 min", "Saglabāt")
    await tap_all(ilze, "Atsaukt")
    ilze.sees("Izmaiņa atsaukta. Iepriekšējais ieraksts atkal skaitās.\nOksana: 2 h", "Šomēnes: 2 h no 20 h")
    assert await entries(house) == 1
    await tap_all(ilze, "Atsaukt")
    ilze.sees("Atsaukts. Šis ieraksts vairs neskaitās.", "Šomēnes: 0 h no 20 h")
    assert await entries(house) == 0


async def test_a_line_about_a_closed_month_is_refused_before_the_card(
    ilze: Someone, three: list[int], house: House
) -> None:
    await ilze.says("20.10. 2h ar Oksanu")
    ilze.sees("Šis mēnesis ir slēgts labojumiem: 2026. gada oktobris.")
    ilze.sees_not("Vai viss ir pareizi?")
    assert await entries(house) == 0


async def test_a_line_in_the_middle_of_the_questions_is_refused_at_once_too(
    ilze: Someone, three: list[int], house: House
) -> None:
    await ilze.says("/log")
    for answer in ("20.10. 2h ar Oksanu", "20.10. 2h ar Annu"):
        await ilze.says(answer)
        ilze.sees("Šis mēnesis ir slēgts labojumiem: 2026. gada oktobris.")
    await ilze.taps("Jānis")
    await ilze.says("20.10. 2h")
    ilze.sees("Šis mēnesis ir slēgts labojumiem")
    await ilze.taps("Vakar")
    await ilze.says("20.10. 2h CV")
    ilze.sees("Šis mēnesis ir slēgts labojumiem")
    ilze.sees_not("Vai viss ir pareizi?")
    await tap_all(ilze, "2 h", "Pasākums", "Izlaist", "Saglabāt")
    assert any(message.text.startswith("Saglabāts.\nJānis: 2") for message in ilze.chat.from_bot)
    assert await entries(house) == 1


async def test_somebody_who_did_not_take_part_on_the_day_of_the_line_cannot_be_chosen_for_it(
    ilze: Someone, smiltene: int, house: House
) -> None:
    await begin(house, ilze, smiltene, "Anna")
    await begin(house, ilze, smiltene, "Oksana", started=date(2026, 11, 10))
    await ilze.says("9.11. 2h")
    await ilze.taps("Oksana")
    assert "programma sākās" in ilze.alert
    await ilze.taps("Anna")
    ilze.sees("Anna", "2 h", "Vai viss ir pareizi?")


@pytest.mark.parametrize("line", ["rīt 2h ar Annu", "2h ar Annu 19.11.2026.", "/log rīt 2h ar Annu"])
async def test_a_line_about_a_day_to_come_names_the_day_and_asks_for_another(
    ilze: Someone, three: list[int], house: House, line: str
) -> None:
    await ilze.says(line)
    ilze.sees("Šis laiks vēl nav pienācis: ceturtdiena, 19. novembris.", "Kad tas bija?", "Vakar")
    await ilze.taps("Vakar")
    ilze.sees("Anna\notrdiena, 17. novembris\n2 h", "Vai viss ir pareizi?")
    await ilze.taps("Saglabāt")
    assert await entries(house) == 1


async def test_a_day_to_come_is_spoken_of_before_who_it_was(ilze: Someone, three: list[int]) -> None:
    await ilze.says("šodien 15-16")
    ilze.sees("Šis laiks vēl nav pienācis: trešdiena, 18. novembris.", "Kad tas bija?")
    await ilze.says("vakar 13-14 ar Jāni")
    ilze.sees("Jānis\notrdiena, 17. novembris, 13.00–14.00\n1 h", "Vai viss ir pareizi?")


async def test_two_young_people_of_one_name_are_told_apart(ilze: Someone, smiltene: int, house: House) -> None:
    first, second = await begin(house, ilze, smiltene, "Anna", "Anna")
    await ilze.says("vakar 2h ar Annu")
    ilze.sees("Kas piedalījās?", "Anna (1)", "Anna (2)")
    await ilze.taps("Anna (2)")
    ilze.sees("Anna (2)\notrdiena, 17. novembris\n2 h")
    await ilze.taps("Saglabāt")
    ilze.sees("Anna (2): 2 h")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Attendance.participation_id))).all() == [second]
    await ilze.says("/log")
    await tap_all(ilze, "Vairāki jaunieši", "Anna (1)")
    ilze.sees("✓ Anna (1)", "Anna (2)")
    await ilze.says("/log")
    await ilze.taps("Pēdējie ieraksti")
    ilze.sees("1. Anna (2): 2 h")
    await ilze.says("/hours")
    ilze.sees("Anna (1): 0 h no 20 h", "Anna (2): 2 h no 20 h")
    assert first != second
