"""Something is planned, answered, moved, reminded of, attended and logged: as people tap it, while time passes."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from bot import services, storage
from bot.demo.botapi import ChatMessage
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import Pillar, Wanted
from bot.rules.policies import Kind
from bot.storage.models import Activity, LoggedSession, Notice, Seat
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.gathered import beside, taps_all
from tests.doors.test_joining import person_id
from tests.reports.test_calendars import plain, read


def riga(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=RIGA)


@pytest.fixture
async def youth(house: House, ilze: Someone, smiltene: int) -> dict[str, Someone]:
    """Ilze's: one reads Latvian, one Ukrainian."""
    return await beside(house, ilze, smiltene, Anna="lv", Oksana="uk")


@pytest.fixture
def oksana(youth: dict[str, Someone]) -> Someone:
    return youth["Oksana"]


@pytest.fixture
def marite(youth: dict[str, Someone]) -> Someone:
    """Anna, who is not the coordinator of the fixtures."""
    return youth["Anna"]


async def planned(ilze: Someone, line: str = "rīt 14:00 CV ar Oksanu bibliotēkā, 2h") -> None:
    await ilze.says(f"/activity {line}")
    await taps_all(ilze, "Saglabāt")


async def group(ilze: Someone, when: str = "piektdien 15-16:30", places: str = "1") -> None:
    await ilze.says("/activity")
    await taps_all(ilze, "Vairāki jaunieši", "Anna", "Oksana", "Tas ir viss")
    await ilze.says("Boulings")
    await taps_all(ilze, "Pasākums")
    await ilze.says(when)
    await taps_all(ilze, "Izlaist", "Izlaist")
    await ilze.says(places)
    await taps_all(ilze, "Saglabāt")


async def activity(house: House) -> Activity:
    async with house.blakus.sessions() as db:
        return (await db.scalars(select(Activity).order_by(Activity.id.desc()).limit(1))).one()


async def sessions(house: House) -> int:
    async with house.blakus.sessions() as db:
        return int(await db.scalar(select(func.count()).where(LoggedSession.voided_at.is_(None))) or 0)


def heard(someone: Someone, words: str) -> list[ChatMessage]:
    return [one for one in someone.chat.from_bot if words in one.text.replace("\u00a0", " ")]


# --- planning ---


async def test_step_by_step(ilze: Someone, youth: dict[str, Someone], house: House) -> None:
    await ilze.says("/help")
    await ilze.taps("Ieplānot")
    ilze.sees("Ko aicināsim?", "Anna", "Oksana")
    await ilze.taps("Oksana")
    ilze.sees("Kas ir plānā?", "bez ziņām par veselību")
    await ilze.says("CV darbnīca")
    await taps_all(ilze, "Neformālā mācīšanās")
    ilze.sees("Kurā dienā?", "ceturtdiena, 19. novembris")
    await taps_all(ilze, "ceturtdiena, 19. novembris")
    ilze.sees("Pierakstu: ceturtdiena, 19. novembris. Cikos?")
    await taps_all(ilze, "plkst. 14.00", "1 h 30 min")
    await ilze.says("Bibliotēka")
    await ilze.says("Karjeras konsultante Dace")
    ilze.sees(
        "Oksana\nCV darbnīca\nKad: ceturtdiena, 19. novembris, plkst. 14.00\nCik ilgi: 1 h 30 min\nKur: Bibliotēka\n"
        "Līdzi nāk: Karjeras konsultante Dace\nNeformālā mācīšanās"
    )
    youth["Oksana"].sees_not("CV darbnīca")
    await ilze.taps("Saglabāt")
    ilze.sees("Saglabāts.\nOksana\nCV darbnīca", "Pievienot kalendāram")
    youth["Oksana"].sees(
        "Для тебе заплановано:\nCV darbnīca\nКоли: четвер, 19 листопада, 14:00\nТривалість: 1 год 30 хв\n"
        "Де: Bibliotēka\nПрийде також: Karjeras konsultante Dace\nНа тебе чекає: Ilze\nПрийдеш?",
        "Прийду", "Не прийду", "Перенести",
    )  # fmt: skip
    youth["Anna"].sees_not("CV darbnīca")


async def test_one_line_fills_the_card(ilze: Someone, youth: dict[str, Someone]) -> None:
    await ilze.says("/activity rīt 14:00 CV ar Annu bibliotēkā, 2h")
    ilze.sees("Anna\nCV bibliotēkā\nKad: ceturtdiena, 19. novembris, plkst. 14.00\nCik ilgi: 2 h\nKonsultācija kopīgā")
    await ilze.says("/activity trešdien 15-16:30 baseins ar Oksanu")
    ilze.sees("Oksana\nbaseins\nKad: trešdiena, 25. novembris, plkst. 15.00\nCik ilgi: 1 h 30 min\nPasākums")


async def test_what_a_line_leaves_open_is_asked(ilze: Someone, youth: dict[str, Someone]) -> None:
    await ilze.says("/activity rīt CV ar Annu 2h")
    ilze.sees("Pierakstu: ceturtdiena, 19. novembris. Cikos?")
    await ilze.says("14.30")
    ilze.sees("Anna", "plkst. 14.30", "Vai viss ir pareizi?")
    await ilze.says("/activity kaut kas pavisam cits")
    ilze.sees("Ko aicināsim?")


async def test_a_log_of_what_is_still_to_come_becomes_a_plan(
    ilze: Someone, youth: dict[str, Someone], house: House
) -> None:
    await ilze.says("rīt 14:00 CV ar Annu, 2h")
    ilze.sees("Šis laiks vēl nav pienācis", "Ieplānot")
    await ilze.taps("Ieplānot")
    ilze.sees("Anna\nCV\nKad: ceturtdiena, 19. novembris, plkst. 14.00\nCik ilgi: 2 h")
    await ilze.taps("Saglabāt")
    youth["Anna"].sees("Tev ieplānots:\nCV")
    assert await sessions(house) == 0


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("vakar 14:00", "gada robežās"),
        ("10.11. 15:00", "10.11.2026."),
        ("šodien 11:00", "18.11.2026."),
        ("5.12.2062", "05.12.2062."),
        ("kaut kad", "Dienu neizdevās nolasīt"),
        ("31.02.", "Dienu neizdevās nolasīt"),
    ],
)
async def test_days_that_cannot_be(ilze: Someone, youth: dict[str, Someone], said: str, answer: str) -> None:
    await ilze.says("/activity CV ar Annu 2h")
    ilze.sees("Kurā dienā?")
    await ilze.says(said)
    assert answer.casefold() in ilze.last.text.casefold(), ilze.last.text
    await ilze.says("rīt 14-15")
    ilze.sees("ceturtdiena, 19. novembris, plkst. 14.00")


async def test_today_is_fine_while_it_is_ahead(ilze: Someone, youth: dict[str, Someone]) -> None:
    await ilze.says("/activity CV ar Annu 2h")
    await ilze.says("šodien")
    ilze.sees("Pierakstu: trešdiena, 18. novembris. Cikos?")
    await ilze.says("10:00")
    ilze.sees("gada robežās")
    await ilze.says("16")
    ilze.sees("trešdiena, 18. novembris, plkst. 16.00")


async def test_who_has_nobody_is_told_so(ilze: Someone) -> None:
    await ilze.says("/activity")
    ilze.sees("Sadarbība ar jaunieti vēl nav sākta")


async def test_a_coordinator_plans_for_anybody_of_theirs_and_the_mentor_hears(
    anna: Someone, ilze: Someone, youth: dict[str, Someone]
) -> None:
    await anna.says("/activity tomorrow 14:00 CV with Oksana, 2h")
    await anna.taps("Save")
    youth["Oksana"].sees("Для тебе заплановано:\nCV")
    assert heard(ilze, "Programmas vadītājs ieplānoja, Jūs vadāt:\nCV")


# --- answers ---


async def test_coming_and_not_coming(ilze: Someone, oksana: Someone) -> None:
    await planned(ilze)
    invitation = oksana.last
    await oksana.taps("Прийду")
    oksana.sees("Записано: ти прийдеш.\nCV bibliotēkā", "Не прийду", "Перенести", "Додати до календаря")
    assert invitation in oksana.chat.from_bot, "the invitation stays to be read again"
    ilze.sees("Oksana: būs – CV bibliotēkā, ceturtdiena, 19. novembris, plkst. 14.00")
    await oksana.taps("Не прийду")
    oksana.sees("Записано: ти не прийдеш. Дякуємо за звістку.")
    ilze.sees("Oksana: nebūs – CV bibliotēkā")
    await oksana.taps_data(invitation.message_id, invitation.button("Прийду").data or "")
    oksana.sees("Записано: ти прийдеш.")


async def test_places_and_the_waiting_list(
    ilze: Someone, oksana: Someone, marite: Someone, house: House, time: Time
) -> None:
    await group(ilze)
    await oksana.taps("Прийду")
    await marite.taps("Būšu")
    marite.sees("Visas vietas šobrīd ir aizņemtas. Tava vieta gaidīšanas sarakstā: 1", "Nebūšu")
    ilze.sees("Anna: gaida vietu – Boulings")
    await oksana.taps("Не прийду")
    marite.sees("Atbrīvojās vieta, un tā ir tava:\nBoulings")
    await time.passes(hours=3)
    assert len(heard(marite, "Atbrīvojās vieta")) == 1
    await marite.says("/activities")
    marite.sees("piektdiena, 20. novembris, plkst. 15.00\nBoulings\nTu būsi.")


async def test_the_leader_sees_everyones_answer(ilze: Someone, oksana: Someone, marite: Someone) -> None:
    await group(ilze, places="5")
    await oksana.taps("Прийду")
    await ilze.says("/activities")
    ilze.sees("Kas ieplānots:", "Boulings\nBūs: 1 no 2")
    await ilze.taps(ilze.last.labels[0])
    ilze.sees("Vietas: 5", "Anna: atbildes vēl nav\nOksana: būs", "Mainīt", "Atcelt", "Pievienot kalendāram")


async def test_buttons_of_a_month_ago_are_answered(ilze: Someone, oksana: Someone, time: Time) -> None:
    await planned(ilze)
    invitation, saved = oksana.last, ilze.last
    await time.turns_to(riga(20, 12, month=12))
    for label in ("Прийду", "Не прийду", "Перенести"):
        await oksana.taps_data(invitation.message_id, invitation.button(label).data or "")
        assert "Це вже почалося або завершилося" in oksana.alert
    await oksana.taps_data(invitation.message_id, invitation.button("Додати до календаря").data or "")
    assert oksana.last.document is not None
    await ilze.taps_data(saved.message_id, saved.button("Atvērt").data or "")
    ilze.sees("CV bibliotēkā", "Kas piedalījās")
    await ilze.taps_data(saved.message_id, "act:change:1")
    assert "Tas jau ir sācies vai beidzies" in ilze.alert


# --- move it ---


async def test_move_it(ilze: Someone, oksana: Someone, house: House, time: Time) -> None:
    await planned(ilze)
    await oksana.taps("Перенести")
    oksana.sees(
        "Добре, перенесімо. Поки що в силі: CV bibliotēkā, четвер, 19 листопада, 14:00. Інші часи запропонує: Ilze"
    )
    ilze.sees("Oksana lūdz citu laiku: CV bibliotēkā", "Piedāvāt laikus")
    await ilze.taps("Piedāvāt laikus")
    ilze.sees("Izvēlei vajag divus vai trīs laikus")
    await taps_all(ilze, "20.11., plkst. 14.00")
    ilze.sees("Piedāvājumā: piektdiena, 20. novembris, plkst. 14.00", "✓ 20.11., plkst. 14.00")
    await ilze.says("kaut kad")
    ilze.sees("Laiku neizdevās nolasīt")
    await ilze.says("vakar 14:00")
    ilze.sees("gada robežās")
    await ilze.says("pirmdien 15")
    await ilze.taps("Nosūtīt")
    ilze.sees("Oksana tagad var izvēlēties:", "Līdz tam spēkā: CV bibliotēkā, ceturtdiena, 19. novembris")
    oksana.sees("п’ятниця, 20 листопада, 14:00\nпонеділок, 23 листопада, 15:00\nЯкий час тобі зручний?")
    offers = oksana.last
    await taps_all(oksana, "23.11, 15:00")
    oksana.sees("Новий час узгоджено, і ти прийдеш.\nCV bibliotēkā\nКоли: понеділок, 23 листопада, 15:00")
    ilze.sees("Oksana izvēlējās jauno laiku: CV bibliotēkā, pirmdiena, 23. novembris, plkst. 15.00")
    row = await activity(house)
    assert (row.day, row.sequence) == (date(2026, 11, 23), 1)
    await oksana.taps_data(offers.message_id, offers.button("20.11, 14:00").data or "")
    assert (await activity(house)).sequence == 1, "an old offer moves nothing"
    await time.turns_to(riga(19, 17, 30))
    assert not heard(oksana, "Нагадування"), "the old time reminds of nothing"
    await time.turns_to(riga(22, 17, 30))
    assert len(heard(oksana, "Нагадування: CV bibliotēkā\nКоли: понеділок, 23 листопада, 15:00")) == 1


async def test_none_of_the_times_fits(ilze: Someone, oksana: Someone) -> None:
    await planned(ilze)
    await oksana.taps("Перенести")
    await ilze.taps("Piedāvāt laikus")
    await taps_all(ilze, "20.11., plkst. 14.00", "21.11., plkst. 14.00", "22.11., plkst. 14.00")
    await taps_all(ilze, "26.11., plkst. 14.00")
    assert "2" in ilze.alert and "3" in ilze.alert, "four are a puzzle"
    await taps_all(ilze, "✓ 22.11., plkst. 14.00", "Nosūtīt")
    await oksana.taps("Жоден не підходить")
    oksana.sees("Добре, перенесімо")
    assert len(heard(ilze, "Oksana lūdz citu laiku: CV bibliotēkā, ceturtdiena")) == 2


async def test_a_group_is_not_moved_by_one(ilze: Someone, oksana: Someone, house: House) -> None:
    await group(ilze)
    await oksana.taps("Перенести")
    oksana.sees("Запрошено кількох людей, тому час змінюється для всіх або ні для кого", "Про твоє прохання дізнається")
    ilze.sees("Oksana lūdz citu laiku: Boulings", "ja laiku maina, tad visiem")
    assert "Piedāvāt laikus" not in ilze.last.labels
    assert (await activity(house)).sequence == 0


# --- changing, cancelling ---


async def test_another_time_is_told_and_asked_anew(ilze: Someone, oksana: Someone, marite: Someone, time: Time) -> None:
    await group(ilze, when="27.11. 15-16:30")
    await oksana.taps("Прийду")
    await time.turns_to(riga(19, 12))
    await ilze.says("/activities")
    await ilze.taps(ilze.last.labels[0])
    await taps_all(ilze, "Mainīt", "Kad")
    await ilze.says("sestdien 10:00")
    ilze.sees("sestdiena, 21. novembris, plkst. 10.00", "Aicinātie to uzzinās pēc saglabāšanas")
    await ilze.taps("Saglabāt")
    oksana.sees("Є новий час:\nBoulings\nКоли: субота, 21 листопада, 10:00", "Прийдеш?")
    marite.sees("Ir jauns laiks:\nBoulings")
    await ilze.says("/activities")
    ilze.sees("Būs: 0 no 2")


async def test_cancelled_is_told_early_and_kindly(ilze: Someone, oksana: Someone, time: Time) -> None:
    await planned(ilze)
    await ilze.taps("Atvērt")
    await ilze.taps("Atcelt")
    ilze.sees("To uzzinās visi, kas varētu nākt. Vai atcelt?")
    await ilze.taps("Nē")
    ilze.sees("Oksana: atbildes vēl nav")
    await ilze.taps("Atcelt")
    await ilze.taps("Jā, atcelt")
    ilze.sees("Nenotiks: CV bibliotēkā, ceturtdiena, 19. novembris, plkst. 14.00")
    await time.turns_to(riga(19, 9, 30))
    assert len(heard(oksana, "Це не відбудеться: CV bibliotēkā, четвер, 19 листопада, 14:00. Тобі нічого")) == 1
    await time.turns_to(riga(19, 20))
    assert not heard(oksana, "Нагадування")
    assert not heard(ilze, "Kas piedalījās?")
    await ilze.says("/activities")
    ilze.sees("Šobrīd nekas nav ieplānots.")


async def test_news_of_today_passes_the_budget_and_never_the_quiet_hours(
    ilze: Someone, oksana: Someone, time: Time
) -> None:
    await planned(ilze)
    await time.turns_to(riga(18, 17, 5))  # the second message of the day waits
    assert len(heard(oksana, "CV bibliotēkā")) == 1
    await time.turns_to(riga(18, 22))
    await ilze.taps("Atvērt")
    await ilze.taps("Atcelt")
    await ilze.taps("Jā, atcelt")
    assert not heard(oksana, "Це не відбудеться")
    await time.turns_to(riga(19, 8, 59))
    assert not heard(oksana, "Це не відбудеться")
    await time.turns_to(riga(19, 9))
    assert len(heard(oksana, "Це не відбудеться")) == 1


# --- reminders ---


async def test_one_is_reminded_once_on_the_day_before(ilze: Someone, oksana: Someone, time: Time, house: House) -> None:
    await planned(ilze, "25.11. 14:00 CV ar Oksanu 2h")
    await oksana.taps("Прийду")
    await time.turns_to(riga(24, 16, 59))
    assert not heard(oksana, "Нагадування")
    await time.turns_to(riga(24, 17))
    oksana.sees("⏰ Нагадування: CV\nКоли: середа, 25 листопада, 14:00", "Ти прийдеш.", "Не прийду")
    assert "Прийду" not in oksana.last.labels, "who has said it is not asked again"
    await house.restart()
    await time.turns_to(riga(25, 13))
    assert len(heard(oksana, "Нагадування")) == 1


async def test_who_has_not_answered_is_asked_by_the_reminder(ilze: Someone, oksana: Someone, time: Time) -> None:
    await planned(ilze, "25.11. 14:00 CV ar Oksanu 2h")
    await time.turns_to(riga(24, 17))
    oksana.sees("Нагадування", "Прийдеш?", "Прийду", "Не прийду", "Перенести")


async def test_in_a_pause_only_who_said_so_is_reminded(
    ilze: Someone, oksana: Someone, anna: Someone, time: Time, house: House
) -> None:
    await planned(ilze, "25.11. 14:00 CV ar Oksanu 2h")
    youth_id = await person_id(house, "Oksana")
    async with house.blakus.sessions.begin() as db:
        boss = await storage.people.caller(db, anna.chat.id)
        assert boss is not None
        await services.pairs.pause(
            db, by=boss.id, youth_id=youth_id, first=date(2026, 11, 23), last=date(2026, 11, 30),
            now=house.clock.now(), today=date(2026, 11, 18),
        )  # fmt: skip
    await time.turns_to(riga(24, 17))
    assert not heard(oksana, "Нагадування")


async def test_several_at_once_make_one_message_with_a_button_for_each(
    ilze: Someone, oksana: Someone, time: Time
) -> None:
    await time.turns_to(riga(18, 21, 30))
    await planned(ilze, "25.11. 14:00 CV ar Oksanu 2h")
    await planned(ilze, "26.11. 15:00 baseins ar Oksanu 1h")
    await time.turns_to(riga(19, 9))
    oksana.sees("CV\nКоли: середа, 25 листопада, 14:00", "baseins\nКоли: четвер, 26 листопада, 15:00")
    assert oksana.last.labels == ["25.11 CV", "26.11 baseins", "Чому це прийшло?"]
    assert "Прийдеш?" not in oksana.last.text
    await taps_all(oksana, "26.11 baseins")
    oksana.sees("baseins", "Прийдеш?")
    await oksana.taps("Прийду")
    oksana.sees("Записано: ти прийдеш.\nbaseins")


@pytest.mark.parametrize(
    ("before", "day", "at"),
    [
        (riga(26, 12, month=3, year=2027), "28.03. 14:00", riga(27, 17, month=3, year=2027)),
        (riga(26, 12, month=3, year=2027), "29.03. 14:00", riga(28, 17, month=3, year=2027)),
        (riga(29, 12, month=10, year=2027), "31.10. 14:00", riga(30, 17, month=10, year=2027)),
        (riga(29, 12, month=10, year=2027), "1.11. 14:00", riga(31, 17, month=10, year=2027)),
    ],
)
async def test_both_changes_of_the_clocks(
    ilze: Someone, oksana: Someone, house: House, time: Time, before: datetime, day: str, at: datetime
) -> None:
    """The wall clock counts: at five on the day before, over at four on the day."""
    await time.turns_to(before)
    await planned(ilze, f"{day} CV ar Oksanu 2h")
    async with house.blakus.sessions() as db:
        rows = await db.execute(select(Notice.kind, Notice.due_at).where(Notice.kind.like("activity_%")))
        due = {kind: moment.astimezone(RIGA) for kind, moment in rows}
    assert due["activity_reminder"] == at
    assert due["activity_reminder"].hour == 17
    assert (due["activity_over"].hour, due["activity_over"].date()) == (16, (await activity(house)).day)


async def test_an_hour_that_is_skipped_is_shown_as_it_will_be(ilze: Someone, oksana: Someone, time: Time) -> None:
    await time.turns_to(riga(26, 12, month=3, year=2027))
    await ilze.says("/activity CV ar Oksanu 2h")
    await ilze.says("28.03. 3:30")
    ilze.sees("svētdiena, 28. marts, plkst. 4.30")


# --- attendance ---


async def test_attendance_in_one_tap_and_the_session_with_everything_filled_in(
    ilze: Someone, oksana: Someone, house: House, time: Time
) -> None:
    await planned(ilze)
    await time.turns_to(riga(19, 16))
    ilze.sees("Beidzās: CV bibliotēkā, ceturtdiena, 19. novembris, plkst. 14.00\nKas piedalījās?")
    await taps_all(ilze, "Oksana: jā")
    ilze.sees("Oksana: piedalījās", "Viss ir aizpildīts. Vai ierakstīt tagad?")
    noted = ilze.last
    await ilze.taps("Ierakstīt tikšanos")
    ilze.sees(
        "Oksana\nceturtdiena, 19. novembris, 14.00–16.00\n2 h\nKonsultācija kopīgā darbībā\nPiezīme: CV bibliotēkā"
    )
    card = ilze.last
    await ilze.taps_data(noted.message_id, noted.button("Ierakstīt tikšanos").data or "")
    await taps_all(ilze, "Saglabāt")
    ilze.sees("Saglabāts.\nOksana: 2 h")
    assert await sessions(house) == 1
    await ilze.taps_data(card.message_id, card.button("Saglabāt").data or "")
    assert "Tas jau ir ierakstīts" in ilze.alert
    await ilze.taps_data(noted.message_id, noted.button("Ierakstīt tikšanos").data or "")
    assert "Tas jau ir ierakstīts" in ilze.alert
    assert await sessions(house) == 1
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Seat.session_id))).one() is not None


async def test_one_who_came_and_one_who_did_not(
    ilze: Someone, oksana: Someone, marite: Someone, house: House, time: Time
) -> None:
    await group(ilze, places="5")
    await time.turns_to(riga(20, 17))
    ilze.sees("Kas piedalījās?", "Piedalījās visi", "Anna: jā", "Anna: nē", "Oksana: jā", "Oksana: nē")
    await taps_all(ilze, "Anna: nē", "Oksana: jā")
    ilze.sees("Oksana: piedalījās\nAnna: nepiedalījās", "Ierakstīt tikšanos", "Ierakstīt neierašanos")
    await ilze.taps("Ierakstīt neierašanos")
    ilze.sees("Anna\npiektdiena, 20. novembris\nNeierašanās")
    await ilze.taps("Saglabāt")
    ilze.sees("Anna: neierašanās")
    await ilze.taps("Ierakstīt tikšanos")
    ilze.sees("Oksana\npiektdiena, 20. novembris, 15.00–16.30")
    await ilze.taps("Saglabāt")
    assert await sessions(house) == 2
    await ilze.says("/activities")
    ilze.sees("Šobrīd nekas nav ieplānots.")


async def test_all_came(ilze: Someone, youth: dict[str, Someone], time: Time) -> None:
    await group(ilze, places="5")
    await time.turns_to(riga(20, 17))
    await ilze.taps("Piedalījās visi")
    ilze.sees("Anna: piedalījās\nOksana: piedalījās")
    await taps_all(ilze, "Oksana: nē")  # a slip is corrected by a tap
    ilze.sees("Anna: piedalījās\nOksana: nepiedalījās")
    await ilze.taps("Ierakstīt tikšanos")
    ilze.sees("Anna\npiektdiena, 20. novembris, 15.00–16.30")


async def test_what_ends_in_the_evening_is_asked_in_the_morning(ilze: Someone, oksana: Someone, time: Time) -> None:
    await planned(ilze, "rīt 19:00 kino ar Oksanu 2h")
    await time.turns_to(riga(19, 21, 30))
    assert not heard(ilze, "Kas piedalījās?")
    await time.turns_to(riga(20, 7, 59))
    assert not heard(ilze, "Kas piedalījās?")
    await time.turns_to(riga(20, 8))
    assert len(heard(ilze, "Kas piedalījās?")) == 1


async def test_what_nobody_noted_waits_in_the_list(ilze: Someone, oksana: Someone, time: Time) -> None:
    await planned(ilze)
    await time.turns_to(riga(25, 12))
    await ilze.says("/activities")
    ilze.sees("CV bibliotēkā\nOksana: atbildes vēl nav\nVēl nav atzīmēts, kas piedalījās.")
    await ilze.taps(ilze.last.labels[0])
    await ilze.taps("Kas piedalījās")
    await taps_all(ilze, "Oksana: nē")
    ilze.sees("Oksana: nepiedalījās", "Ierakstīt neierašanos")


# --- the calendar ---


async def test_the_calendar_of_a_phone(ilze: Someone, oksana: Someone, house: House) -> None:
    await planned(ilze)
    await oksana.taps("Додати до календаря")
    oksana.sees("Цей файл для календаря: відкрий його там.")
    sent = oksana.last.document
    assert sent is not None and sent.name == "blakus-2026-11-19.ics"
    [event] = read(sent.content).all("VEVENT")
    assert event.values["DTSTART;TZID=Europe/Riga"] == "20261119T140000"
    assert event.values["DURATION"] == "PT120M"
    assert plain(event.values["SUMMARY"]) == "CV bibliotēkā"
    uid = event.values["UID"]
    await ilze.taps("Atvērt")
    await ilze.taps("Mainīt")
    await taps_all(ilze, "Kad")
    await ilze.says("20.11. 15:00")
    await ilze.taps("Saglabāt")
    await ilze.taps("Pievienot kalendāram")
    moved = ilze.last.document
    assert moved is not None
    [event] = read(moved.content).all("VEVENT")
    assert (event.values["UID"], event.values["SEQUENCE"]) == (uid, "1")
    assert event.values["DTSTART;TZID=Europe/Riga"] == "20261120T150000"


async def test_everything_in_one_file(ilze: Someone, oksana: Someone, anna: Someone) -> None:
    await planned(ilze)
    await planned(ilze, "26.11. 15:00 baseins ar Oksanu 1h")
    await planned(ilze, "27.11. 15:00 kino ar Annu 1h")
    await oksana.says("/activities")
    await oksana.taps("Додати все до календаря")
    sent = oksana.last.document
    assert sent is not None and sent.name == "blakus.ics"
    calendar = read(sent.content)
    assert [one.values["SUMMARY"] for one in calendar.all("VEVENT")] == ["CV bibliotēkā", "baseins"]
    assert len({one.values["UID"] for one in calendar.all("VEVENT")}) == 2
    await ilze.says("/activities")
    await ilze.taps("Visu pievienot kalendāram")
    assert ilze.last.document is not None
    assert len(read(ilze.last.document.content).all("VEVENT")) == 3
    await anna.says("/activities")
    assert "Add all to calendar" not in anna.last.labels, "she leads none of it"


# --- from the plan ---


async def test_an_item_of_the_plan_gets_its_time(ilze: Someone, oksana: Someone, house: House) -> None:
    youth_id, mentor_id = await person_id(house, "Oksana"), await person_id(house, "Ilze")
    async with house.blakus.sessions.begin() as db:
        [stay] = await storage.pairs.of_youth(db, youth_id)
        wanted = Wanted(Period.month(2026, 11), Pillar.DO, Kind.COMPANY_VISIT, "Ēnu diena maiznīcā")
        item = await services.planning.write(
            db, by=mentor_id, participation_id=stay.participation_id, wanted=wanted, now=house.clock.now(),
            today=date(2026, 11, 18),
        )  # fmt: skip
    await ilze.says("/help")
    await ilze.taps_data(ilze.last.message_id, f"item:{item.id}")
    ilze.sees("Ēnu diena maiznīcā", "Norunāt laiku")
    await ilze.taps("Norunāt laiku")
    await ilze.says("rīt 10-12")
    await taps_all(ilze, "Izlaist", "Izlaist")
    ilze.sees("Oksana\nĒnu diena maiznīcā\nKad: ceturtdiena, 19. novembris, plkst. 10.00\nCik ilgi: 2 h\nUzņēmuma")
    await ilze.taps("Saglabāt")
    oksana.sees("Для тебе заплановано:\nĒnu diena maiznīcā")
    async with house.blakus.sessions() as db:
        assert (await db.scalars(select(Seat.plan_item_id))).one() == item.id


# --- others ---


async def test_a_former_mentors_activity_reminds_nobody(
    ilze: Someone, oksana: Someone, anna: Someone, house: House, time: Time
) -> None:
    await planned(ilze, "25.11. 14:00 CV ar Oksanu 2h")
    async with house.blakus.sessions.begin() as db:
        boss, gone = await storage.people.caller(db, anna.chat.id), await storage.people.caller(db, ilze.chat.id)
        assert boss is not None and gone is not None
        now = house.clock.now()
        await services.people.revoke(db, by=boss.id, person_id=gone.id, now=now, today=now.date())
    await time.turns_to(riga(25, 17))
    assert not heard(oksana, "Нагадування")
    await anna.says("/activities")
    anna.sees("CV", "It is not noted yet who took part.")


async def test_in_english(house: House, smiltene: int, time: Time) -> None:
    john = await joined_staff(house, "John", Role.MENTOR, smiltene, "en")
    mary = (await beside(house, john, smiltene, Mary="en"))["Mary"]
    await john.says("/activity tomorrow 14:00 CV with Mary at the library, 2h")
    john.sees("Mary\nCV at the library\nWhen: Thursday 19 November, 14:00\nHow long: 2 h")
    await john.taps("Save")
    mary.sees("Planned for you:\nCV at the library", "Waiting for you there: John\nAre you coming?")
    await mary.taps("Coming")
    mary.sees("Noted: you are coming.")
    john.sees("Mary: coming – CV at the library, Thursday 19 November, 14:00")
    await time.turns_to(riga(19, 16))
    john.sees("It is over: CV at the library", "Who took part?")
    await john.taps("Mary: yes")
    john.sees("Mary: took part", "Everything is filled in. Log it now?")
