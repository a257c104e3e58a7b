"""/plan: written in a few taps or one line, shown, agreed, approved, changed kindly; papers, library, the picture."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot import services, storage
from bot.demo.botapi import ChatMessage
from bot.rules.people import Role
from bot.rules.plans import Pillar, Suggestion
from bot.rules.policies import Kind
from bot.storage.models import Account, AuditEntry, Job, Notice, Paper, PlanItem, PlanTemplate, PlanVersion
from tests.conftest import RIGA, House, Someone, Time, joined_staff
from tests.doors.gathered import taps_all
from tests.doors.test_hours import id_of
from tests.town import Town

FRIDAY = datetime(2026, 11, 20, 12, tzinfo=RIGA)


@pytest.fixture
def town(house: House) -> Town:
    return Town(house.blakus.engine)


@pytest.fixture
async def mentor(house: House, ilze: Someone) -> int:
    return await id_of(house, ilze)


async def youth(
    house: House,
    town: Town,
    place: int,
    mentor: int,
    *,
    name: str = "Oksana",
    language: str = "uk",
    birth: str = "2005-05-03",
) -> tuple[Someone, int]:
    participation = await town.youth(name, mentor, place=place)
    async with house.blakus.sessions.begin() as db:
        [beside] = await storage.pairs.by_ids(db, [participation])
        person = await storage.people.get(db, beside.youth_id)
        assert person is not None
        person.language, person.birth_date = language, birth
    someone = house.someone(name, language, telegram_id=town.chat_of(beside.youth_id))
    await someone.says("/help")  # nobody is written to who has not opened the chat
    return someone, participation


@pytest.fixture
async def oksana(house: House, town: Town, smiltene: int, mentor: int) -> Someone:
    """21, Ukrainian, with a programme from 1 November 2026."""
    return (await youth(house, town, smiltene, mentor))[0]


async def rows(house: House, table: Any) -> list[Any]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(table).order_by(table.id)))


async def planned(ilze: Someone, line: str = "decembris: brīvprātīgais darbs, 2 reizes, 3 h") -> None:
    """Ilze writes an item in one line."""
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.says(line)
    await ilze.taps("Saglabāt")


async def approved(ilze: Someone, oksana: Someone, anna: Someone) -> None:
    await planned(ilze)
    await ilze.taps("Parādīt jaunietim")
    await oksana.says("/plan")
    await oksana.taps("Погоджуюся")
    await anna.says("/plan")
    await anna.taps("Oksana")
    await anna.taps("Approve")


# --- writing ---


async def test_an_item_in_one_line(house: House, ilze: Someone, oksana: Someone) -> None:
    await ilze.says("/plan")
    ilze.sees("Oksana · plāna vēl nav")
    await ilze.taps("Oksana")
    ilze.sees("Oksana: plāns", "Vēl nekas nav ieplānots.")
    await ilze.taps("Pievienot punktu")
    ilze.sees("decembris: CV darbnīca, 2 reizes, 3 h", "Kurš mēnesis?", "2026. gada novembris")
    await ilze.says("decembris: brīvprātīgais darbs patversmē, 2 reizes, 3 h")
    ilze.sees(
        "2026. gada decembris", "brīvprātīgais darbs patversmē", "Pīlārs: Iekļaušanās sabiedrībā",
        "Veids: Brīvprātīgais darbs", "Kopā: 2 reizes, 3 h", "Vai viss ir pareizi?",
    )  # fmt: skip
    await ilze.taps("Saglabāt")
    ilze.sees("Saglabāts: brīvprātīgais darbs patversmē", "Pievienot punktu", "Parādīt jaunietim", "Plāns")
    [item] = await rows(house, PlanItem)
    assert (item.month, item.pillar, item.kind, item.days, item.minutes) == (
        "2026-12", "together", "volunteering", 2, 180,
    )  # fmt: skip


async def test_a_suggestion_is_three_taps_from_the_plan_to_saved(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone
) -> None:
    _oksana, participation = await youth(house, town, smiltene, mentor)
    async with house.blakus.sessions.begin() as db:
        ideas = [Suggestion("profile:cv", Pillar.DO, Kind.CONSULTATION, "Перше резюме", "Darba pieredzes vēl nav", 90)]
        await services.suggestions.from_profile(db, participation, ideas, now=house.clock.now())
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.taps("2026.\u00a0gada decembris")
    ilze.sees("Перше резюме: Darba pieredzes vēl nav")
    await ilze.taps("Перше резюме")
    await ilze.taps("Saglabāt")
    [item] = await rows(house, PlanItem)
    assert (item.title, item.minutes, item.source) == ("Перше резюме", 90, "profile:cv")


async def test_what_the_line_does_not_say_is_asked(house: House, ilze: Someone, oksana: Someone) -> None:
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.says("decembris")
    ilze.sees("Kas ir plānots?")
    await ilze.says("CV darbnīca")
    ilze.sees("Kas tā ir par aktivitāti?")
    await ilze.taps("Speciālista konsultācija")
    ilze.sees("Kuram pīlāram")
    await ilze.taps("Darba tikums")
    ilze.sees("Vai viss ir pareizi?")
    await ilze.taps("Cik daudz")
    await ilze.says("daudz")
    ilze.sees("Neizdevās izlasīt, cik tas ir.")
    await ilze.says("3 reizes pa 1,5 h")
    ilze.sees("Kopā: 3 reizes, 4 h 30 min")
    await ilze.taps("Nosaukums")
    await ilze.says("CV un vēstule")
    await ilze.taps("Veids")
    await ilze.taps("Konsultācija kopīgā darbībā")
    await ilze.taps("Mēnesis")
    await ilze.taps("2027.\u00a0gada janvāris")
    ilze.sees("2027. gada janvāris", "CV un vēstule", "Konsultācija kopīgā darbībā")
    await ilze.says("/back")
    await ilze.says("2026-12")
    await ilze.says("Saglabāt")
    [item] = await rows(house, PlanItem)
    assert (item.title, item.month, item.kind, item.days, item.minutes) == (
        "CV un vēstule", "2026-12", "consultation", 3, 270,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("oktobris: CV", "Šis mēnesis ir ārpus programmas. Tās mēneši: 2026. gada novembris"),
        ("decembris:", "Kas ir plānots?"),
        ("12345", "Šo rindu neizdevās izlasīt."),
        ("decembris: kino, 99 reizes", "Neizdevās izlasīt, cik tas ir."),
    ],
)
async def test_a_line_that_cannot_be_gets_a_specific_answer(
    house: House, ilze: Someone, oksana: Someone, line: str, answer: str
) -> None:
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.says(line)
    ilze.sees(answer)
    assert await rows(house, PlanItem) == []


async def test_odd_names_and_long_titles_fit(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone
) -> None:
    name = "Žanete-Ķērpe O’Коннор-Ģirģensone Krūmiņa"
    await youth(house, town, smiltene, mentor, name=name)
    await ilze.says("/plan")
    await ilze.taps(f"{name[:31]}…")
    await ilze.taps("Pievienot punktu")
    await ilze.says("decembris: kino " + "ļoti " * 60)
    await ilze.taps("Saglabāt")
    await ilze.taps("Plāns")
    ilze.sees(f"{name}: plāns", "…")
    [item] = await rows(house, PlanItem)
    assert len(item.title) <= 100


async def test_a_plan_of_sixty_long_items_comes_in_pages(
    house: House, ilze: Someone, oksana: Someone, mentor: int
) -> None:
    async with house.blakus.sessions.begin() as db:
        stay = (await storage.pairs.youth_of(db, mentor, on=FRIDAY.date()))[0].participation_id
        for n in range(60):
            db.add(
                PlanItem(
                    participation_id=stay, first_version=1, month=f"2026-{11 + n % 2}", pillar="be", kind="mentoring",
                    title=f"{n:02} " + "gara nosaukuma " * 6, goal="mērķis " * 28, written_by=mentor,
                    written_at=house.clock.now(),
                )
            )  # fmt: skip
        db.add(PlanVersion(participation_id=stay, number=1, written_by=mentor, written_at=house.clock.now()))
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    ilze.sees("Lapa: 1 no", "00 gara")
    seen = set()
    while True:
        seen |= {word for word in ilze.last.text.split() if word.isdigit() and len(word) == 2}
        assert len(ilze.last.text.encode("utf-16-le")) // 2 <= 4096
        if "Tālāk" not in ilze.last.labels:
            break
        await ilze.taps("Tālāk")
    assert {f"{n:02}" for n in range(60)} <= seen


# --- showing, agreeing, approving ---


async def test_the_young_person_hears_agrees_and_the_coordinator_approves(
    house: House, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await oksana.says("/plan")
    oksana.sees("Мій план", "Плану тут іще немає.")
    await planned(ilze)
    await ilze.taps("Parādīt jaunietim")
    ilze.sees("Parādīts. Jaunietim par to pateiksim", "Gaida jaunieša piekrišanu.")
    oksana.sees("Твій план уже можна переглянути.", "Мій план")
    await oksana.taps("Мій план")
    oksana.sees("Таким міг би бути твій план.", "грудень 2026 року", "brīvprātīgais darbs", "2 рази", "Погоджуюся")
    await oksana.taps("Погоджуюся")
    oksana.sees("Дякуємо. План із тобою погоджено.", "Далі його перегляне координатор.")
    anna.sees("Oksana: agreed to the plan. It waits for approval.")
    ilze.sees("Oksana: plāns ir saskaņots.")
    await anna.taps("Plan: Oksana")
    anna.sees("Agreed. Waits for the coordinator’s approval.", "Approve")
    await anna.taps("Approve")
    anna.sees("Approved.", "Agreed and approved.")
    [version] = await rows(house, PlanVersion)
    assert version.approved_by == await id_of(house, anna)
    ilze.sees("Oksana: plāns ir apstiprināts.")


async def test_the_approval_reaches_the_young_person_within_the_budget(
    house: House, time: Time, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await approved(ilze, oksana, anna)
    oksana.sees_not("Твій план затверджено")  # one message a day
    await time.turns_to(datetime(2026, 11, 19, 12, tzinfo=RIGA))
    oksana.sees("Твій план затверджено.")


async def test_old_and_second_taps_do_no_harm(
    house: House, time: Time, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await planned(ilze)
    show = ilze.chat.newest_with("Parādīt jaunietim").message_id
    await ilze.taps("Parādīt jaunietim")
    [version] = await rows(house, PlanVersion)
    for _twice in range(2):
        await ilze.taps_data(show, "pdo:show:1:1")
        await oksana.says("/plan")
        await oksana.taps_data(oksana.last.message_id, f"pdo:agree:{version.id}")
        oksana.sees("План із тобою погоджено.")
    told = [one for one in await rows(house, Notice) if one.kind in ("plan_shown", "plan_agreed")]
    assert sorted(one.kind for one in told) == ["plan_agreed", "plan_agreed", "plan_shown"]
    await changed(ilze)
    await ilze.taps("Parādīt jaunietim")
    await time.passes(days=30)
    await oksana.taps_data(oksana.last.message_id, f"pdo:agree:{version.id}")
    assert "План відтоді змінився." in oksana.alert
    await anna.says("/help")
    await anna.taps_data(anna.last.message_id, f"pdo:approve:{version.id}")
    assert "The plan has changed since." in anna.alert
    assert not (await rows(house, PlanVersion))[1].agreed_at


async def changed(ilze: Someone, reason: str = "Patversme decembrī slēgta") -> None:
    """Ilze moves the item to January."""
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("brīvprātīgais darbs")
    await ilze.taps("Mainīt")
    await ilze.taps("Mēnesis")
    await ilze.taps("2027.\u00a0gada janvāris")
    await ilze.taps("Saglabāt")
    ilze.sees("Plāns jau ir parādīts", "kāpēc plāns mainās?")
    await ilze.says(reason)


async def test_a_change_is_told_early_with_its_reason(
    house: House, time: Time, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await approved(ilze, oksana, anna)
    await time.turns_to(FRIDAY)
    await changed(ilze)
    ilze.sees("Saglabāts: brīvprātīgais darbs · 2027. gada janvāris", "Parādīt jaunietim")
    await oksana.says("/plan")
    oksana.sees("грудень 2026 року", "його затверджено")
    await ilze.taps("Parādīt jaunietim")
    await time.turns_to(FRIDAY.replace(day=21))
    told = oksana.chat.newest_with("Мій план").text
    assert "У твоєму плані дещо змінилося б." in told
    assert "Чому план змінюється: Patversme decembrī slēgta" in told
    assert "brīvprātīgais darbs · грудень 2026 року" in told.replace("\u00a0", " ") and "січень 2027 року" in told
    await oksana.taps("Мій план")
    oksana.sees("Ось як міг би виглядати твій план далі.", "січень 2027 року", "Погоджуюся")
    await oksana.taps("Погоджуюся")
    await anna.says("/plan")
    anna.sees("Waiting for approval: 1", "Oksana · waits for approval")
    assert [one.reason for one in await rows(house, PlanVersion)] == [None, "Patversme decembrī slēgta"]


async def test_changes_that_nobody_showed_are_called_to_mind_once_and_can_be_taken_back(
    house: House, time: Time, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await approved(ilze, oksana, anna)
    await changed(ilze)
    await time.passes(hours=25)
    ilze.sees("Oksana: plānā ir izmaiņas, kas jaunietim vēl nav parādītas.")
    await ilze.taps("Plāns: Oksana")
    ilze.sees("Mainīts un vēl nav parādīts", "Kāpēc plāns mainās: Patversme decembrī slēgta")
    await ilze.taps("Atsaukt izmaiņas")
    ilze.sees("Izmaiņas ir atsauktas.", "2026. gada decembris", "Saskaņots un apstiprināts.")


async def test_an_item_is_dropped_with_a_yes_before_and_a_reason_after_it_was_shown(
    house: House, ilze: Someone, oksana: Someone
) -> None:
    await planned(ilze)
    await planned(ilze, "decembris: kino, 1 reize")
    await ilze.taps("Plāns")
    await ilze.taps("kino")
    await ilze.taps("Svītrot")
    ilze.sees("Oksana\nkino\nVai svītrot šo punktu?")
    await ilze.taps("Nē")
    ilze.sees("Nekas nav mainīts.")
    await ilze.taps("Svītrot")
    await ilze.taps("Jā")
    ilze.sees("Vairs nav plānots: kino", "Parādīt jaunietim")
    await ilze.taps("Parādīt jaunietim")
    await ilze.taps("brīvprātīgais darbs")
    await ilze.taps("Svītrot")
    ilze.sees("kāpēc plāns mainās?")
    await ilze.says("Tev sākas kursi")
    ilze.sees("Vairs nav plānots: brīvprātīgais darbs")
    assert "Parādīt jaunietim" not in ilze.last.labels, "an empty plan is not shown"
    await oksana.says("/plan")
    oksana.sees("brīvprātīgais darbs")


async def test_the_young_person_talks_about_an_item_and_writes_a_goal(
    house: House, ilze: Someone, oksana: Someone
) -> None:
    await planned(ilze)
    await ilze.taps("Parādīt jaunietim")
    await oksana.says("/plan")
    await oksana.taps("brīvprātīgais darbs")
    await oksana.taps("Поговорити про це")
    oksana.sees("Твій ментор або координатор дізнається")
    assert "Поговорити про це" not in oksana.last.labels, "once is enough"
    ilze.sees("Oksana: vēlas parunāt par šo plāna punktu – brīvprātīgais darbs")
    await oksana.taps("Моя мета")
    oksana.sees("Чого ти хочеш досягти?")
    await oksana.says("Навчитися\nдоглядати собак")
    oksana.sees("Мета: Навчитися доглядати собак")
    await oksana.says("/plan")
    await oksana.taps("Моя мета")
    await oksana.taps("листопад 2026 року")
    await oksana.says("Знайти друзів")
    await oksana.taps("Мій план")
    oksana.sees("Мета: Знайти друзів", "Мета: Навчитися доглядати собак", "ти хочеш про це поговорити")
    await ilze.taps("brīvprātīgais darbs")
    ilze.sees("Jaunietis vēlas par to parunāt.", "Mērķis: Навчитися доглядати собак")
    async with house.blakus.engine.connect() as raw:
        stored = (await raw.exec_driver_sql("SELECT title, goal FROM plan_item")).one()
    assert all("собак".encode() not in cell and b"darbs" not in cell for cell in stored)


async def test_what_is_done_shows_at_once(house: House, ilze: Someone, oksana: Someone, anna: Someone) -> None:
    await approved(ilze, oksana, anna)
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("brīvprātīgais darbs")
    await ilze.taps("Izdarīts")
    ilze.sees("Atzīmēts kā izdarīts.", "Vēl nav izdarīts")
    await ilze.taps_data(ilze.last.message_id, "ido:done:1")
    ilze.sees("Atzīmēts kā izdarīts.")
    await oksana.says("/plan")
    oksana.sees("brīvprātīgais darbs · Участь у житті суспільства · 2 рази · 3 год · зроблено")
    await ilze.says("/plan")
    ilze.sees("izdarīts: 1 no 1")


async def test_who_is_not_in_the_chat_agrees_in_person(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone, anna: Someone
) -> None:
    await youth(house, town, smiltene, mentor)
    async with house.blakus.sessions.begin() as db:
        [beside] = await storage.pairs.youth_of(db, mentor, on=FRIDAY.date())
        await storage.people.cut_off_accounts(db, beside.youth_id, but=None, now=house.clock.now())
    await planned(ilze)
    await ilze.taps("Parādīts klātienē")
    ilze.sees("Atzīmēts, ka parādīts klātienē.")
    await anna.says("/plan")
    await anna.taps("Oksana")
    await anna.taps("Agreed in person")
    anna.sees("Noted: agreed in person.", "Approve")
    await anna.taps("Approve")
    anna.sees("Agreed and approved.")


# --- lists and cards ---


async def test_the_coordinator_sees_who_waits_page_by_page(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone, anna: Someone, oksana: Someone
) -> None:
    await planned(ilze)
    await ilze.taps("Parādīt jaunietim")
    for n in range(10):
        await town.youth(f"Jaunietis {n}", mentor, place=smiltene)
    await anna.says("/plan")
    anna.sees("Plans: Smiltene", "Without a plan: 10", "Waiting for agreement: 1", "Page 1 of 2", "no plan yet")
    await anna.taps("Next")
    anna.sees("Page 2 of 2", "Oksana · waits for agreement · done: 0 of 1")
    await anna.says("/people")
    await anna.taps("›")
    await anna.taps("Oksana")
    await anna.taps("The plan")
    anna.sees("Oksana: plan", "Waits for the young person’s agreement.")


async def test_a_mentor_and_a_coordinator_of_another_place_see_nothing(
    house: House, ilze: Someone, oksana: Someone
) -> None:
    await planned(ilze)
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, await house.municipality("Valka"), "en")
    await zane.says("/plan")
    zane.sees("Plans: Valka", "No programme is running here now.")
    for data in ("plan:1:1", "plan:x:1", "plan:1", "plan:1:1:1", "item:1", "pdo:add:1", "pdo:show:1", "pdo:add:x"):
        await zane.taps_data(zane.last.message_id, data)
        assert "no longer there" in zane.alert
        zane.chat.toasts.clear()
    zane.sees_not("brīvprātīgais")


# --- volunteering and minors ---


async def test_a_minors_volunteering_waits_for_paper(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone, anna: Someone, time: Time
) -> None:
    marta, _ = await youth(house, town, smiltene, mentor, birth="2011-06-01")
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.says("decembris: brīvprātīgais darbs")
    needed = "Vēl vajadzīgie parakstītie dokumenti: likumiskā pārstāvja piekrišana, brīvprātīgā darba līgums"
    ilze.sees(needed)
    await ilze.taps("Saglabāt")
    ilze.sees(needed)
    await ilze.taps("Parādīt jaunietim")
    anna.sees("Oksana: the plan cannot be agreed yet – brīvprātīgais darbs", "Still needed on paper:")
    await marta.says("/plan")
    marta.sees(
        "План можна буде погодити, коли будуть підписані документи: згода законного представника, ",
        "договір про волонтерство",
    )
    assert "Погоджуюся" not in marta.last.labels
    await marta.taps_data(marta.last.message_id, "pdo:agree:1")
    assert "План можна буде погодити, коли будуть підписані документи: згода законного представника" in marta.alert
    assert len(marta.alert) <= 200
    await marta.taps("brīvprātīgais darbs")
    marta.sees("Про це подбає координатор.")
    await anna.taps("brīvprātīgais darbs")
    await anna.taps("Record a paper")
    anna.sees("Which paper is there?")
    await anna.taps("Representative’s consent")
    await anna.says("31.12.2030")
    anna.sees("This day has not come yet")
    await anna.says("17.11.")
    anna.sees("Where is the signed paper kept?")
    await anna.says("Mape 12")
    anna.sees("Recorded: the legal representative’s consent", "Still needed on paper: the volunteering contract")
    await anna.taps("Record a paper")
    await anna.taps("18 November 2026")
    await anna.says("Mape 13")
    assert "Still needed" not in anna.last.text
    await time.turns_to(datetime(2026, 11, 19, 12, tzinfo=RIGA))
    marta.sees("Усі потрібні для твого плану документи вже є.")
    await marta.taps("Мій план")
    await marta.taps("Погоджуюся")
    marta.sees("План із тобою погоджено.")
    async with house.blakus.engine.connect() as raw:
        stored = (await raw.exec_driver_sql("SELECT place FROM paper")).all()
    assert all(b"Mape" not in cell for [cell] in stored)


async def test_a_paper_recorded_by_mistake_is_taken_back(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone, anna: Someone
) -> None:
    await youth(house, town, smiltene, mentor, birth="2009-06-01")
    await planned(ilze)
    await anna.says("/plan")
    await anna.taps("Oksana")
    await anna.taps("brīvprātīgais darbs")
    await anna.taps("Record a paper")
    await anna.taps("18 November 2026")
    await anna.says("file 12")
    await anna.taps("Papers")
    anna.sees("the volunteering contract · signed: 18 November 2026 · file 12")
    take_back = anna.last.message_id
    await anna.taps("Take back: 1")
    anna.sees("The paper was taken back.", "Still needed on paper")
    await anna.taps_data(take_back, "paper:withdraw:1")
    anna.sees("The paper was taken back.")
    assert len([one for one in await rows(house, Paper) if one.withdrawn_at]) == 1


# --- the library ---


async def test_a_new_library_has_starters_in_the_young_persons_language(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone
) -> None:
    await youth(house, town, smiltene, mentor)
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await taps_all(ilze, "2026. gada decembris")
    assert "Перше резюме (CV)" in ilze.last.labels, ilze.last.labels
    await ilze.taps("No paraugu krājuma")
    first = [label for label in ilze.last.labels if label]
    await ilze.taps("›")
    assert set(first) & set(ilze.last.labels) <= {"‹", "›", "Atpakaļ", "Pārtraukt", "Palīdzība"}, "the other half"
    await ilze.taps("Перше резюме (CV)")
    ilze.sees("Перше резюме (CV)", "1 reize, 2 h", "Saglabāt")
    await ilze.taps("Saglabāt")
    await ilze.taps("Pievienot punktu")
    await taps_all(ilze, "2026. gada decembris")
    assert "Перше резюме (CV)" not in ilze.last.labels, "it is planned already"
    await ilze.says("/plan")
    await ilze.taps("Paraugu krājums")
    await ilze.taps("Saruna par stiprajām pusēm")
    ilze.sees("Saruna par stiprajām pusēm", "Gatavs jebkuram plānam")


async def test_an_item_is_kept_shared_used_and_taken_out(
    house: House, town: Town, smiltene: int, mentor: int, ilze: Someone, anna: Someone, oksana: Someone
) -> None:
    await planned(ilze, "decembris: CV ar Oksanu, 2 reizes")
    await ilze.taps("Plāns")
    await ilze.taps("CV ar Oksanu")
    await ilze.taps("Saglabāt kā paraugu")
    ilze.sees("pašvaldība: Smiltene", "Nosaukums: CV ar Oksanu")
    await ilze.taps("Saglabāt")
    assert "ir jaunieša vārds" in ilze.alert
    await ilze.says("CV iesācējiem")
    ilze.sees("Paraugu krājumā: CV iesācējiem")
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.taps("2026.\u00a0gada novembris")
    await ilze.taps("No paraugu krājuma")
    ilze.sees("CV iesācējiem · Darba tikums · 2 reizes", "Kurš paraugs?")
    await ilze.taps("CV iesācējiem")
    await ilze.taps("Saglabāt")
    assert [one.source for one in await rows(house, PlanItem)] == [None, "template:1"]
    zane = await joined_staff(house, "Zane", Role.COORDINATOR, await house.municipality("Valka"), "en")
    await zane.says("/plan")
    await zane.taps("Library of templates")
    zane.sees("Library of templates", "A talk about strengths")
    assert "CV iesācējiem" not in zane.last.text
    await anna.says("/plan")
    await anna.taps("Library of templates")
    await anna.taps("CV iesācējiem")
    anna.sees("For this municipality only.", "Share with everyone", "Take it out")
    await anna.taps("Share with everyone")
    anna.sees("From now on for all municipalities.", "Share no more")
    await zane.says("/plan")
    await zane.taps("Library of templates")
    zane.sees("CV iesācējiem · Work ethic · 2 times · Smiltene")
    await zane.taps("CV iesācējiem")
    assert "Take it out" not in zane.last.labels
    await anna.taps("Take it out")
    anna.sees("Taken out of the library: CV iesācējiem.")
    await zane.taps_data(zane.last.message_id, "template:open:1")
    assert "no longer there" in zane.alert
    [template] = await rows(house, PlanTemplate)
    assert template.withdrawn_at is not None


# --- the picture ---


def pictures(someone: Someone) -> list[ChatMessage]:
    return [one for one in someone.chat.from_bot if one.kind == "photo"]


async def test_the_plan_as_a_picture_says_in_words_what_it_shows(
    house: House, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await approved(ilze, oksana, anna)
    await oksana.says("/plan")
    await oksana.taps("Як картинка")
    [picture] = pictures(oksana)
    assert picture.document is not None and picture.document.content.startswith(b"\x89PNG")
    said = picture.text.replace("\u00a0", " ")
    assert said.startswith(
        "Мій план\nЗроблено: 0 з 1\nДалі:\n– brīvprātīgais darbs · грудень 2026 року · 2 рази · 3 год"
    )
    assert any("Готуємо картинку." in one.text for one in oksana.chat.from_bot)
    [job] = await rows(house, Job)
    assert (job.state, job.attempts) == ("done", 1)
    async with house.blakus.sessions() as db:
        stored = list(await db.scalars(select(storage.models.StoredFile)))
    assert [one.content for one in stored] == [None], "the picture does not stay here"


async def test_a_mentor_gets_the_picture_of_their_young_person(house: House, ilze: Someone, oksana: Someone) -> None:
    await planned(ilze)
    await ilze.taps("Plāns")
    await ilze.taps("Kā attēls")
    [picture] = pictures(ilze)
    assert picture.text.startswith("Oksana: plāns\nIzdarīts: 0 no 1")


# --- with everything ---


async def test_the_plan_goes_with_mydata_and_with_deletion(
    house: House, ilze: Someone, oksana: Someone, anna: Someone
) -> None:
    await approved(ilze, oksana, anna)
    await oksana.says("/mydata")
    read = next(
        one.document.content.decode()
        for one in oksana.chat.from_bot
        if one.document and one.document.name.endswith(".txt")
    ).replace("\u00a0", " ")
    assert "грудень 2026 року · brīvprātīgais darbs · Участь у житті суспільства · Волонтерство · заплановано" in read
    assert "Версія: 1" in read and "план відкрито" in read and "план погоджено" in read
    await oksana.says("/deletemydata")
    await oksana.taps("Так, видалити")
    assert await rows(house, PlanItem) == await rows(house, PlanVersion) == []
    await ilze.says("/plan")
    assert "Oksana" not in ilze.last.text


async def test_every_step_is_in_the_audit(house: House, ilze: Someone, oksana: Someone, anna: Someone) -> None:
    await approved(ilze, oksana, anna)
    actions = {one.action for one in await rows(house, AuditEntry)}
    assert {
        "plan.begun", "plan.item_written", "plan.shown", "plan.agreed", "plan.approved", "plan.seen", "plans.seen",
    } <= actions  # fmt: skip


async def test_a_command_in_the_middle_and_a_restart_lose_nothing(house: House, ilze: Someone, oksana: Someone) -> None:
    await ilze.says("/plan")
    await ilze.taps("Oksana")
    await ilze.taps("Pievienot punktu")
    await ilze.says("decembris")
    await house.restart()
    await ilze.says("/hours")
    await ilze.says("kino, 2 h")
    ilze.sees("kino", "Veids: Pasākums", "Kopā: 2 h")
    await house.restart()
    await ilze.taps("Saglabāt")
    assert [one.title for one in await rows(house, PlanItem)] == ["kino"]


async def test_without_a_programme_there_is_no_plan(house: House, smiltene: int) -> None:
    async with house.blakus.sessions.begin() as db:
        now = house.clock.now()
        person = await services.people.write_down(db, name="Solo", language="en", now=now)
        await services.people.give_role(db, person_id=person.id, role=Role.YOUTH, municipality_id=smiltene, now=now)
        db.add(Account(telegram_id=8800, person_id=person.id, linked_at=now))
    solo = house.someone("Solo", "en", telegram_id=8800)
    await solo.says("/plan")
    solo.sees("There is no plan here yet.")
