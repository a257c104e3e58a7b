"""Volunteering with minors: nobody is asked, joins or moves up without the papers; on both databases."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from bot import services, storage
from bot.rules.errors import PaperComesFirst, PapersComeFirst
from bot.rules.periods import Period
from bot.rules.plans import PaperKind, Pillar, Wanted
from bot.rules.policies import Kind
from bot.storage.models import Notice, Partner, Person, PlanItem
from tests.services.test_activities import FRIDAY, NOW, Circle, circle
from tests.town import RIGA, november

__all__ = ["circle"]  # the fixture

CONSENT, CONTRACT = PaperKind.GUARDIAN_CONSENT, PaperKind.VOLUNTEERING_CONTRACT
TODAY = NOW.date()
SHELTER = Wanted(Period.month(2026, 11), Pillar.TOGETHER, Kind.VOLUNTEERING, "Dzīvnieku patversme")
VOLUNTEERING: dict[str, Any] = {"kind": Kind.VOLUNTEERING, "title": "Patversme"}


@pytest.fixture(autouse=True)
async def _born(circle: Circle) -> None:
    """Anna is 17, Oksana 15, Marta grown up, and the municipality lets minors into the chat."""
    await circle.db.commit()
    await circle.town.policy(circle.place, date(2020, 1, 2), minors_in_chat="yes", holidays_off=False)
    for name, birth in (("Anna", "2009-06-01"), ("Oksana", "2011-06-01"), ("Marta", "2004-06-01")):
        await born(circle, name, birth)


async def born(circle: Circle, name: str, birth: str) -> None:
    person = await circle.db.get_one(Person, circle.youth[name])
    person.birth_date = birth
    await circle.db.flush()


async def item(circle: Circle, name: str, wanted: Wanted = SHELTER) -> PlanItem:
    return await services.planning.write(
        circle.db, by=circle.ilze, participation_id=circle.stays[name], wanted=wanted, now=NOW, today=TODAY
    )


async def record(circle: Circle, item: PlanItem, *kinds: PaperKind) -> None:
    for kind in kinds:
        await services.papers.record(
            circle.db, by=circle.inga, item_id=item.id, kind=kind, signed_on=TODAY, place="Mape 3", now=circle.now,
            today=TODAY,
        )  # fmt: skip


async def withdraw(circle: Circle, name: str) -> None:
    [*_, paper] = await storage.plans.papers_of(circle.db, circle.youth[name])
    await services.papers.withdraw(circle.db, by=circle.inga, paper_id=paper.id, now=circle.now)


async def corrected(circle: Circle, name: str, birth: date) -> None:
    await services.corrections.correct_birth_date(
        circle.db, by=circle.inga, person_id=circle.youth[name], birth=birth, now=circle.now, today=TODAY, zone=RIGA
    )


async def waiting(circle: Circle, kind: str) -> set[int]:
    return set(await circle.db.scalars(select(Notice.person_id).where(Notice.kind == kind, Notice.state == "waiting")))


# --- asking ---


async def test_a_minor_is_not_asked_before_the_papers_are_there(circle: Circle) -> None:
    with pytest.raises(PapersComeFirst) as refused:
        await circle.plan("Anna", "Oksana", "Marta", **VOLUNTEERING)
    assert set(refused.value.people) == {
        ("Anna", ("volunteering_contract",)),
        ("Oksana", ("guardian_consent", "volunteering_contract")),
    }
    await circle.plan("Marta", **VOLUNTEERING)
    await circle.plan("Oksana", "Anna", kind=Kind.COMMUNITY)
    await record(circle, await item(circle, "Anna"), CONTRACT)
    await record(circle, await item(circle, "Oksana"), CONSENT, CONTRACT)
    made = await circle.plan("Anna", "Oksana", **VOLUNTEERING)
    assert len(made.gathering.asked) == 2


async def test_where_no_birth_date_is_known_every_paper_is_asked_for(circle: Circle) -> None:
    with pytest.raises(PapersComeFirst) as refused:
        await circle.plan("Kārlis", by=circle.inga, **VOLUNTEERING)
    assert refused.value.people == (("Kārlis", ("guardian_consent", "volunteering_contract")),)


async def test_a_contract_counts_for_its_own_partner_only(circle: Circle) -> None:
    shelter, library = (
        Partner(
            municipality_id=circle.place, name=name, kind="ngo", languages=["lv"], written_by=circle.inga,
            written_at=NOW,
        )
        for name in ("Patversme", "Bibliotēka")
    )  # fmt: skip
    circle.db.add_all([shelter, library])
    await circle.db.flush()
    await record(circle, await item(circle, "Anna", replace(SHELTER, partner_id=shelter.id)), CONTRACT)
    with pytest.raises(PapersComeFirst):
        await circle.plan("Anna", partner_id=library.id, **VOLUNTEERING)
    await circle.plan("Anna", partner_id=shelter.id, **VOLUNTEERING)
    other = await item(circle, "Anna", replace(SHELTER, title="Grāmatas"))
    with pytest.raises(PapersComeFirst):  # the contract of the other item is not for this one
        await circle.plan("Anna", plan_item_id=other.id, **VOLUNTEERING)


async def test_a_change_into_volunteering_is_refused_and_other_changes_are_not(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Marta")).gathering.activity.id
    with pytest.raises(PapersComeFirst):
        await circle.change(activity, "Anna", "Marta", **VOLUNTEERING)
    marta = (await circle.plan("Marta", **VOLUNTEERING)).gathering.activity.id
    with pytest.raises(PapersComeFirst):
        await circle.change(marta, "Marta", "Anna", **VOLUNTEERING)
    await circle.change(marta, "Marta", place="Patversme", **VOLUNTEERING)


async def test_who_turns_18_before_it_needs_nothing(circle: Circle) -> None:
    await born(circle, "Anna", "2008-11-20")
    activity = (await circle.plan("Anna", **VOLUNTEERING)).gathering.activity.id
    with pytest.raises(PapersComeFirst):
        await circle.change(activity, "Anna", day=date(2026, 11, 19), **VOLUNTEERING)
    await services.seats.ask_to_move(circle.db, activity, youth_id=circle.youth["Anna"], now=NOW)
    times = [november(19, 10).astimezone(RIGA), november(21, 10).astimezone(RIGA)]
    with pytest.raises(PapersComeFirst):
        await services.seats.offer(
            circle.db, activity, [one.replace(tzinfo=None) for one in times], by=circle.ilze, now=NOW, zone=RIGA
        )


# --- joining ---


async def test_nobody_says_yes_without_the_papers(circle: Circle) -> None:
    await record(circle, await item(circle, "Anna"), CONTRACT)
    activity = (await circle.plan("Anna", **VOLUNTEERING)).gathering.activity.id
    await withdraw(circle, "Anna")
    assert await circle.answers(activity) == {"Anna": "held"}
    with pytest.raises(PaperComesFirst) as refused:
        await circle.answer(activity, "Anna")
    assert refused.value.papers == ("volunteering_contract",)
    await circle.answer(activity, "Anna", is_coming=False)
    assert await circle.answers(activity) == {"Anna": "not_coming"}


async def test_a_free_place_passes_by_whoever_lacks_a_paper(circle: Circle) -> None:
    contract = await item(circle, "Anna")
    await record(circle, contract, CONTRACT)
    await record(circle, await item(circle, "Oksana"), CONSENT, CONTRACT)
    activity = (await circle.plan("Marta", "Anna", "Oksana", capacity=1, **VOLUNTEERING)).gathering.activity.id
    for name in ("Marta", "Anna", "Oksana"):
        await circle.answer(activity, name)
    await withdraw(circle, "Anna")
    assert (await circle.answers(activity))["Anna"] == "waiting", "their place in the line is kept"
    left = await circle.answer(activity, "Marta", is_coming=False)
    assert ("Oksana", "seat_freed") in circle.told(left.news)
    assert await circle.answers(activity) == {"Marta": "not_coming", "Anna": "waiting", "Oksana": "coming"}
    await circle.answer(activity, "Oksana", is_coming=False)
    assert (await circle.answers(activity))["Anna"] == "waiting"
    await record(circle, contract, CONTRACT)
    assert (await circle.answers(activity))["Anna"] == "coming", "the paper was all that was missing"
    assert circle.youth["Anna"] in await waiting(circle, "seat_freed")


# --- a date of birth, a paper: what is planned already ---


async def test_who_turns_out_to_be_a_minor_is_held_back_and_hears_of_it(circle: Circle) -> None:
    activity = (await circle.plan("Marta", "Anna", kind=Kind.COMMUNITY, capacity=1)).gathering.activity.id
    await circle.answer(activity, "Marta")
    (await circle.row(activity)).kind = Kind.VOLUNTEERING.value  # planned before the papers were asked for
    volunteering = (await circle.plan("Marta", **VOLUNTEERING)).gathering.activity.id
    await circle.answer(volunteering, "Marta")
    await corrected(circle, "Marta", date(2009, 6, 1))
    assert await circle.answers(volunteering) == {"Marta": "held"}
    assert (await circle.answers(activity))["Marta"] == "held"
    assert await circle.waiting("activity_reminder", volunteering) == {}
    assert await waiting(circle, "activity_held") == {circle.youth["Marta"]}
    assert await waiting(circle, "paper_awaited") == {circle.ilze, circle.inga}
    await corrected(circle, "Marta", date(2004, 6, 1))
    assert await circle.answers(volunteering) == {"Marta": None}, "asked again"
    assert set(await circle.waiting("activity_reminder", volunteering)) == {circle.youth["Marta"]}


async def test_what_is_said_of_it_is_true_when_it_leaves(circle: Circle) -> None:
    volunteering = (await circle.plan("Marta", start=time(18), **VOLUNTEERING)).gathering.activity.id
    await circle.answer(volunteering, "Marta")
    await corrected(circle, "Marta", date(2009, 6, 1))
    await circle.db.commit()
    await circle.town.tick(circle.now)
    [held] = [one for one in await circle.town.to(circle.youth["Marta"]) if "Patversme" in one.text]
    assert held.text == (
        "Patversme, Friday 20 November, 18:00\nBefore you can come along, this is needed on paper: the volunteering "
        "contract. The coordinator takes care of it. Then you will be asked again."
    )
    [awaited] = await circle.town.to(circle.ilze)
    assert (
        "Marta: cannot take part yet – Patversme, Friday 20 November, 18:00\nStill needed on paper: the volunteering "
        "contract\nThe coordinator records it under the volunteering item of the plan."
    ) in awaited.text
    await corrected(circle, "Marta", date(2004, 6, 1))
    await circle.db.commit()
    await circle.town.tick(november(19, 12))
    assert "Planned for you:" in (await circle.town.to(circle.youth["Marta"]))[-1].text


async def test_a_cancelled_one_is_told_to_who_was_held_back(circle: Circle) -> None:
    volunteering = (await circle.plan("Marta", **VOLUNTEERING)).gathering.activity.id
    await corrected(circle, "Marta", date(2009, 6, 1))
    made = await services.activities.cancel(circle.db, volunteering, by=circle.ilze, now=circle.now, zone=RIGA)
    assert ("Marta", "activity_cancelled") in circle.told(made.news)
    assert made.gathering.activity.day == FRIDAY
