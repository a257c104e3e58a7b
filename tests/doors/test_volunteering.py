"""A minor volunteers: refused with what is missing and where it is recorded, held back with a word, asked again."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import update

from bot import services, storage
from bot.rules.periods import Period
from bot.rules.plans import PaperKind, Pillar, Wanted
from bot.rules.policies import Kind
from bot.storage.models import Person, PlanItem
from tests.conftest import House, Someone, Time
from tests.doors.gathered import beside, taps_all
from tests.doors.test_joining import person_id


@pytest.fixture
async def oksana(house: House, ilze: Someone, smiltene: int) -> Someone:
    """17, and has joined."""
    found = await beside(house, ilze, smiltene, Oksana="uk")
    async with house.blakus.sessions.begin() as db:
        await db.execute(update(Person).where(Person.name == "Oksana").values(birth_date="2009-06-01"))
    return found["Oksana"]


async def volunteering(house: House, ilze: Someone) -> PlanItem:
    """The item of her plan, without its contract."""
    wanted = Wanted(Period.month(2026, 11), Pillar.TOGETHER, Kind.VOLUNTEERING, "Patversme")
    by, youth = await person_id(house, "Ilze"), await person_id(house, "Oksana")
    async with house.blakus.sessions.begin() as db:
        stay = (await storage.pairs.of_youth(db, youth))[0].participation_id
        return await services.planning.write(
            db, by=by, participation_id=stay, wanted=wanted, now=house.clock.now(), today=house.clock.now().date()
        )


async def plans_it(ilze: Someone) -> None:
    await ilze.says("/activity rīt 11:00 patversme ar Oksanu 2h")
    await taps_all(ilze, "Aktivitāte", "Brīvprātīgais darbs")


async def test_what_is_missing_is_said_on_the_card_and_when_it_is_saved(
    ilze: Someone, oksana: Someone, house: House
) -> None:
    await plans_it(ilze)
    ilze.sees("Vēl vajadzīgie parakstītie dokumenti:\nOksana: brīvprātīgā darba līgums", "programmas vadītājs plānā")
    await ilze.taps("Plāns: Oksana")
    ilze.sees("Oksana: plāns", "Pievienot punktu")
    await ilze.taps("Saglabāt")
    assert "Oksana: brīvprātīgā darba līgums" in ilze.alert and "/plan" in ilze.alert
    oksana.sees_not("patversme")


async def test_a_paper_taken_back_holds_her_back_and_a_new_one_asks_again(
    ilze: Someone, oksana: Someone, anna: Someone, house: House, time: Time
) -> None:
    item = await volunteering(house, ilze)
    coordinator = await person_id(house, "Anna")
    record = partial(
        services.papers.record, by=coordinator, item_id=item.id, kind=PaperKind.VOLUNTEERING_CONTRACT,
        signed_on=date(2026, 11, 17), place="file 3",
    )  # fmt: skip
    async with house.blakus.sessions.begin() as db:
        await record(db, now=house.clock.now(), today=house.clock.now().date())
    await plans_it(ilze)
    await ilze.taps("Saglabāt")
    oksana.sees("patversme", "Прийдеш?")
    invitation = next(one for one in oksana.chat.from_bot if "Прийду" in one.labels)
    await anna.says("/activities")
    await taps_all(anna, next(one for one in anna.last.labels if "patversme" in one))
    anna.sees("Oksana: no answer yet")
    async with house.blakus.sessions.begin() as db:
        [paper] = await storage.plans.papers_of(db, await person_id(house, "Oksana"))
        await services.papers.withdraw(db, by=coordinator, paper_id=paper.id, now=house.clock.now())
    await time.passes(minutes=1)
    oksana.sees("patversme", "Ти зможеш узяти участь, коли будуть підписані документи: договір про волонтерство")
    ilze.sees("Oksana: vēl nevar piedalīties – patversme", "brīvprātīgā darba līgums", "Plāns: Oksana")
    await oksana.taps_data(invitation.message_id, "seat:coming:1")
    assert "договір про волонтерство" in oksana.alert
    await oksana.says("/activities")
    oksana.sees("Спершу потрібен документ. Про це подбає координатор.")
    await taps_all(oksana, next(one for one in oksana.last.labels if "patversme" in one))
    oksana.sees("Ти зможеш узяти участь, коли будуть підписані документи", "Не прийду")
    await anna.says("/activities")
    await taps_all(anna, next(one for one in anna.last.labels if "patversme" in one))
    anna.sees("Oksana: waiting for a paper", "Oksana: the volunteering contract", "Plan: Oksana")
    async with house.blakus.sessions.begin() as db:
        await record(db, now=house.clock.now(), today=house.clock.now().date())
    await time.passes(minutes=1)
    oksana.sees("patversme", "Прийдеш?")
    await oksana.taps("Прийду")
    oksana.sees("Записано: ти прийдеш.")
