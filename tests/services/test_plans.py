"""Plans as they are written, shown, agreed and approved, on both databases; papers, templates, suggestions."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot import rules, services, storage
from bot.rules.errors import (
    Gone,
    NameInTemplate,
    NotUnderstood,
    NotYet,
    OutsidePlan,
    PapersMissing,
    PlanHasChanged,
    PlanIsEmpty,
    PlanIsFull,
    ProgrammeIsOver,
    ReasonNeeded,
)
from bot.rules.participations import EndReason
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import ItemState, PaperKind, Pillar, Plan, PlanState, Suggestion, Wanted
from bot.rules.policies import Kind
from bot.storage.models import (
    Account,
    AuditEntry,
    Job,
    Paper,
    Partner,
    PlanGoal,
    PlanItem,
    PlanSuggestion,
    PlanTemplate,
    PlanVersion,
)
from bot.toolbox.database import make_engine, session_maker
from tests.services.test_people import NOW, RIGA, TODAY, Towns, towns

__all__ = ["towns"]  # the fixture

NOVEMBER, DECEMBER = Period.month(2026, 11), Period.month(2026, 12)
CV = Wanted(DECEMBER, Pillar.DO, Kind.CONSULTATION, "CV", days=2, minutes=180)
SHELTER = Wanted(DECEMBER, Pillar.TOGETHER, Kind.VOLUNTEERING, "Animal shelter")
CONSENT, CONTRACT = PaperKind.GUARDIAN_CONSENT, PaperKind.VOLUNTEERING_CONTRACT
LATER = NOW + timedelta(days=2)


@dataclass(frozen=True)
class Planning:
    """Ilze beside Oksana, who is in the chat and 21; Anna coordinates."""

    towns: Towns
    stay: int

    @property
    def db(self) -> Any:
        return self.towns.db

    async def writes(self, wanted: Wanted = CV, *, by: int | None = None, reason: str | None = None) -> PlanItem:
        return await services.planning.write(
            self.db, by=by or self.towns.ilze, participation_id=self.stay, wanted=wanted, reason=reason, now=NOW,
            today=TODAY,
        )  # fmt: skip

    async def changes(self, item: PlanItem, reason: str | None = None, **facts: Any) -> PlanItem:
        wanted = Wanted(
            Period.parse(item.month), Pillar(item.pillar), Kind(item.kind), item.title, item.days, item.minutes
        )
        return await services.planning.change(
            self.db, by=self.towns.ilze, item_id=item.id, wanted=replace(wanted, **facts), reason=reason, now=NOW,
            today=TODAY,
        )  # fmt: skip

    async def drops(self, item: PlanItem, reason: str | None = None) -> PlanItem:
        return await services.planning.drop(self.db, by=self.towns.ilze, item_id=item.id, reason=reason, now=NOW)

    async def shows(self, number: int = 1, *, by: int | None = None) -> PlanVersion:
        return await services.planning.propose(
            self.db, by=by or self.towns.ilze, participation_id=self.stay, number=number, now=NOW
        )

    async def agrees(self, version: PlanVersion) -> PlanVersion:
        return await services.planning.agree(self.db, by=self.towns.oksana, version_id=version.id, now=NOW, today=TODAY)

    async def approves(self, version: PlanVersion, *, by: int | None = None) -> PlanVersion:
        return await services.planning.approve(
            self.db, by=by or self.towns.anna, version_id=version.id, now=NOW, today=TODAY
        )

    async def records(self, item: PlanItem, kind: PaperKind = CONTRACT, place: str = "file 12") -> None:
        await services.papers.record(
            self.db, by=self.towns.anna, item_id=item.id, kind=kind, signed_on=TODAY, place=place, now=NOW,
            today=TODAY,
        )  # fmt: skip

    async def seen_by(self, person: int, *, today: date = TODAY) -> Plan:
        return await services.plans.view(self.db, by=person, participation_id=self.stay, today=today)

    async def born(self, birth: str | None) -> None:
        person = await storage.people.get(self.db, self.towns.oksana)
        assert person is not None
        person.birth_date = birth
        await self.db.flush()

    async def takes_back(self, number: int) -> None:
        await services.planning.take_back(
            self.db, by=self.towns.ilze, participation_id=self.stay, number=number, now=NOW
        )


@pytest.fixture
async def planning(towns: Towns) -> Planning:
    return await together(towns)


async def together(towns: Towns) -> Planning:
    await services.pairs.bring_together(
        towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, started_on=TODAY, now=NOW
    )
    await services.people.give_role(
        towns.db, person_id=towns.oksana, role=Role.YOUTH, municipality_id=towns.smiltene, now=NOW
    )
    towns.db.add(Account(telegram_id=501, person_id=towns.oksana, linked_at=NOW))
    made = Planning(towns, towns.stay)
    await made.born("2005-05-03")
    return made


def titles(plan: Plan) -> list[str]:
    return [one.title for one in plan.items]


# --- writing before it is shown ---


async def test_before_it_is_shown_an_item_is_edited_freely(planning: Planning) -> None:
    item = await planning.writes()
    changed = await planning.changes(item, title="CV and letter", month=NOVEMBER)
    assert (changed.id, changed.title, changed.month) == (item.id, "CV and letter", "2026-11")
    other = await planning.writes(replace(CV, title="Bank"), by=planning.towns.anna)
    await planning.drops(other)
    plan = await planning.seen_by(planning.towns.ilze)
    assert (titles(plan), plan.number, plan.state) == (["CV and letter"], 1, PlanState.WRITTEN)
    with pytest.raises(Gone):
        await planning.drops(other)


async def test_what_is_being_written_is_not_seen_by_the_young_person(planning: Planning) -> None:
    await planning.writes()
    plan = await planning.seen_by(planning.towns.oksana)
    assert (plan.items, plan.state, plan.version_id) == ((), PlanState.NONE, None)


async def test_an_item_needs_a_month_of_the_programme_a_title_and_a_possible_amount(planning: Planning) -> None:
    for wanted, refusal in (
        (replace(CV, month=Period.month(2026, 10)), OutsidePlan),
        (replace(CV, month=Period.month(2027, 3)), OutsidePlan),
        (replace(CV, title=" \u200b12 "), NotUnderstood),
        (replace(CV, days=32), NotUnderstood),
        (replace(CV, partner_id=99), Gone),
    ):
        with pytest.raises(refusal):
            await planning.writes(wanted)
    assert await planning.db.scalar(select(func.count()).select_from(PlanItem)) == 0
    await planning.writes(replace(CV, month=Period.month(2027, 2)))


async def test_a_partner_is_one_of_the_municipalitys_own(planning: Planning) -> None:
    for place in (planning.towns.smiltene, planning.towns.valka):
        planning.db.add(
            Partner(
                municipality_id=place, kind="ngo", name=f"Centre {place}", languages=["lv"],
                written_by=planning.towns.anna, written_at=NOW,
            )
        )  # fmt: skip
    await planning.db.flush()
    [ours] = await storage.plans.partners_of(planning.db, planning.towns.smiltene)
    [theirs] = await storage.plans.partners_of(planning.db, planning.towns.valka)
    await planning.writes(replace(CV, partner_id=ours.id))
    with pytest.raises(Gone):
        await planning.writes(replace(CV, partner_id=theirs.id))
    [item] = (await planning.seen_by(planning.towns.anna)).items
    assert item.partner == ours.name


async def test_a_plan_is_full_at_sixty_items(planning: Planning) -> None:
    for n in range(rules.plans.MOST_ITEMS):
        await planning.writes(replace(CV, title=f"Item {n}"))
    with pytest.raises(PlanIsFull):
        await planning.writes()


async def test_only_coordinator_and_mentor_beside_write_and_a_stranger_learns_nothing(planning: Planning) -> None:
    item = await planning.writes()
    for by in (planning.towns.zane, planning.towns.oksana, 987):
        with pytest.raises(Gone):
            await planning.writes(by=by)
        with pytest.raises(Gone):
            await services.planning.drop(planning.db, by=by, item_id=item.id, now=NOW)
    with pytest.raises(Gone):
        await planning.seen_by(planning.towns.zane)
    await services.pairs.end_pair(
        planning.db, by=planning.towns.anna, youth_id=planning.towns.oksana, mentor_id=planning.towns.ilze, now=NOW,
        today=TODAY,
    )  # fmt: skip
    with pytest.raises(Gone):
        await planning.writes()


# --- showing, agreeing, approving ---


async def test_from_hand_to_hand(planning: Planning) -> None:
    await planning.writes()
    version = await planning.shows()
    assert (await planning.seen_by(planning.towns.oksana)).state is PlanState.SHOWN
    with pytest.raises(PlanHasChanged):
        await planning.approves(version)  # nobody has agreed yet
    for by in (planning.towns.ilze, planning.towns.anna):
        with pytest.raises(Gone):
            await services.planning.agree(planning.db, by=by, version_id=version.id, now=NOW, today=TODAY)
    await planning.agrees(version)
    with pytest.raises(Gone):
        await planning.approves(version, by=planning.towns.ilze)
    with pytest.raises(Gone):
        await planning.approves(version, by=planning.towns.zane)
    await planning.approves(version)
    plan = await planning.seen_by(planning.towns.oksana)
    assert plan.state is PlanState.APPROVED
    assert [(step.state, step.who) for step in plan.steps] == [
        (PlanState.WRITTEN, "Ilze"),
        (PlanState.SHOWN, "Ilze"),
        (PlanState.AGREED, None),
        (PlanState.APPROVED, "Anna"),
    ]


async def test_every_tap_may_come_twice(planning: Planning) -> None:
    await planning.writes()
    version = await planning.shows()
    again = await services.planning.propose(
        planning.db, by=planning.towns.anna, participation_id=planning.stay, number=1, now=LATER
    )
    assert (again.proposed_at, again.proposed_by) == (NOW, planning.towns.ilze)
    await planning.agrees(version)
    await services.planning.agree(planning.db, by=planning.towns.oksana, version_id=version.id, now=LATER, today=TODAY)
    await planning.approves(version)
    await services.planning.approve(planning.db, by=planning.towns.anna, version_id=version.id, now=LATER, today=TODAY)
    row = await storage.plans.version(planning.db, version.id)
    assert row is not None and (row.agreed_at, row.approved_at) == (NOW, NOW)
    actions = [action for action, _, _ in await planning.towns.audited()]
    assert [actions.count(f"plan.{one}") for one in ("shown", "agreed", "approved")] == [1, 1, 1]


async def test_an_empty_plan_is_not_shown(planning: Planning) -> None:
    with pytest.raises(PlanIsEmpty):
        await planning.shows()
    await planning.drops(await planning.writes())
    with pytest.raises(PlanIsEmpty):
        await planning.shows()
    with pytest.raises(PlanHasChanged):
        await planning.shows(2)


async def test_a_coordinator_may_approve_what_they_wrote(planning: Planning) -> None:
    await planning.writes(by=planning.towns.anna)
    version = await planning.shows(by=planning.towns.anna)
    await planning.agrees(version)
    assert (await planning.approves(version)).approved_by == planning.towns.anna


async def test_who_is_outside_the_chat_agrees_in_person(planning: Planning) -> None:
    await planning.writes()
    version = await planning.shows()

    async def noted(by: int) -> PlanVersion:
        return await services.planning.note_agreement(planning.db, by=by, version_id=version.id, now=NOW, today=TODAY)

    with pytest.raises(Gone):
        await noted(planning.towns.anna)  # Oksana is in the chat
    await storage.privacy.revoke_all_roles(planning.db, planning.towns.oksana, now=NOW)
    with pytest.raises(Gone):
        await noted(planning.towns.ilze)
    assert (await noted(planning.towns.anna)).agreed_by == planning.towns.anna
    await planning.approves(version)


# --- changes after it was shown ---


async def test_a_change_is_a_new_version_with_its_reason_and_the_shown_one_stands(planning: Planning) -> None:
    item, bank = await planning.writes(), await planning.writes(replace(CV, title="Bank"))
    version = await planning.shows()
    await planning.agrees(version)
    with pytest.raises(ReasonNeeded):
        await planning.changes(item, title="CV and letter")
    with pytest.raises(ReasonNeeded):
        await planning.drops(bank, " ")
    changed = await planning.changes(item, "The course moved to May", title="CV and letter")
    await planning.drops(bank)  # the version that is being written has its reason already
    await planning.writes(replace(CV, title="Course"))
    mine, theirs = await planning.seen_by(planning.towns.oksana), await planning.seen_by(planning.towns.ilze)
    assert (changed.id != item.id, changed.replaces_id) == (True, item.id)
    assert (titles(mine), mine.number, mine.state) == (["CV", "Bank"], 1, PlanState.AGREED)
    assert (titles(theirs), theirs.number, theirs.state) == (["CV and letter", "Course"], 2, PlanState.WRITTEN)
    second = await planning.shows(2)
    mine = await planning.seen_by(planning.towns.oksana)
    assert (titles(mine), mine.state, mine.reason) == (
        ["CV and letter", "Course"],
        PlanState.SHOWN,
        "The course moved to May",
    )
    told = [(one.before and one.before.title, one.after and one.after.title) for one in mine.changes]
    assert told == [("CV", "CV and letter"), ("Bank", None), (None, "Course")]
    with pytest.raises(PlanHasChanged):
        await planning.agrees(version)
    with pytest.raises(PlanHasChanged):
        await planning.approves(version)
    await planning.agrees(second)
    await planning.approves(second)


async def test_an_old_button_leads_to_what_the_item_was_changed_into(planning: Planning) -> None:
    item = await planning.writes()
    await planning.shows()
    first = await planning.changes(item, "why", title="Second")
    second = await planning.changes(item, title="Third")
    assert second.id == first.id
    _plan, found = await services.plans.item_of(planning.db, by=planning.towns.ilze, item_id=item.id, today=TODAY)
    assert found.title == "Third"
    _plan, found = await services.plans.item_of(planning.db, by=planning.towns.oksana, item_id=item.id, today=TODAY)
    assert found.title == "CV", "what is not shown yet is not seen"
    await planning.shows(2)
    _plan, found = await services.plans.item_of(planning.db, by=planning.towns.oksana, item_id=item.id, today=TODAY)
    assert found.title == "Third"


async def test_a_change_that_changes_nothing_makes_no_version(planning: Planning) -> None:
    item = await planning.writes()
    await planning.shows()
    assert (await planning.changes(item)).id == item.id
    assert (await planning.seen_by(planning.towns.ilze)).number == 1


async def test_changes_that_were_not_shown_can_be_taken_back(planning: Planning) -> None:
    item, bank = await planning.writes(SHELTER), await planning.writes(replace(CV, title="Bank"))
    await planning.born("2010-01-01")
    await planning.records(item)
    version = await planning.shows()
    await planning.agrees(version)
    await planning.changes(item, "why", title="Dog shelter")
    await planning.drops(bank)
    with pytest.raises(PlanHasChanged):
        await planning.takes_back(1)
    await planning.takes_back(2)
    plan = await planning.seen_by(planning.towns.ilze)
    assert (titles(plan), plan.number, plan.state) == (["Animal shelter", "Bank"], 1, PlanState.AGREED)
    assert plan.items[0].missing == (), "the contract came back, too"
    with pytest.raises(PlanHasChanged):
        await planning.takes_back(2)
    again = await planning.changes(bank, "another reason", title="Bank account")
    assert (await planning.seen_by(planning.towns.ilze)).reason == "another reason"
    assert again.replaces_id == bank.id


async def test_done_is_no_change_of_the_plan(planning: Planning) -> None:
    item = await planning.writes()
    version = await planning.shows()
    await planning.agrees(version)

    async def settle(is_done: bool, by: int | None = None) -> PlanItem:
        return await services.planning.settle(
            planning.db, by=by or planning.towns.ilze, item_id=item.id, is_done=is_done, now=NOW
        )

    await settle(True)
    await settle(True)
    mine = await planning.seen_by(planning.towns.oksana)
    assert (mine.items[0].state, mine.state, mine.number) == (ItemState.DONE, PlanState.AGREED, 1)
    with pytest.raises(Gone):
        await planning.drops(item, "why")  # what is done is not dropped
    with pytest.raises(Gone):
        await planning.changes(item, "why", title="Other")
    with pytest.raises(Gone):
        await settle(False, planning.towns.oksana)
    await settle(False)
    changed = await planning.changes(item, "why", title="Other")
    item = changed
    await settle(True)
    assert (await planning.seen_by(planning.towns.oksana)).items[0].state is ItemState.DONE, "seen before it is shown"


async def test_a_goal_is_the_young_persons_and_no_change(planning: Planning) -> None:
    item = await planning.writes()
    version = await planning.shows()
    await planning.agrees(version)
    for by, words in ((planning.towns.oksana, "Write my own CV"), (planning.towns.ilze, "Мій перший CV")):
        await services.planning.set_item_goal(planning.db, by=by, item_id=item.id, words=words, now=NOW)
        await services.planning.set_goal(
            planning.db, by=by, participation_id=planning.stay, month=DECEMBER, words=words, now=NOW, today=TODAY
        )
        plan = await planning.seen_by(planning.towns.oksana)
        assert (plan.items[0].goal, plan.goals, plan.state) == (words, {DECEMBER: words}, PlanState.AGREED)
    await services.planning.set_goal(
        planning.db, by=planning.towns.oksana, participation_id=planning.stay, month=DECEMBER, words=None, now=NOW,
        today=TODAY,
    )  # fmt: skip
    assert (await planning.seen_by(planning.towns.oksana)).goals == {}
    with pytest.raises(OutsidePlan):
        await services.planning.set_goal(
            planning.db, by=planning.towns.oksana, participation_id=planning.stay, month=Period.month(2026, 9),
            words="x", now=NOW, today=TODAY,
        )  # fmt: skip
    with pytest.raises(Gone):
        await services.planning.set_item_goal(planning.db, by=planning.towns.zane, item_id=item.id, words="x", now=NOW)


async def test_the_young_person_asks_to_talk_and_agreeing_settles_it(planning: Planning) -> None:
    item = await planning.writes()
    version = await planning.shows()
    with pytest.raises(Gone):
        await services.planning.ask_to_talk(planning.db, by=planning.towns.ilze, item_id=item.id, now=NOW)
    await services.planning.ask_to_talk(planning.db, by=planning.towns.oksana, item_id=item.id, now=NOW)
    assert (await planning.seen_by(planning.towns.ilze)).items[0].wants_to_talk
    [line] = await services.plan_lists.of_mentor(planning.db, by=planning.towns.ilze, today=TODAY)
    assert line.wants_to_talk
    await planning.agrees(version)
    assert not (await planning.seen_by(planning.towns.ilze)).items[0].wants_to_talk


async def test_what_has_ended_is_not_planned_any_more_and_stays_to_be_seen(planning: Planning) -> None:
    item = await planning.writes()
    version = await planning.shows()
    await services.pairs.end_programme(
        planning.db, by=planning.towns.anna, youth_id=planning.towns.oksana, last=TODAY, reason=EndReason.MOVED,
        now=NOW, today=TODAY,
    )  # fmt: skip
    by = planning.towns.anna
    tries: list[Callable[[], Coroutine[Any, Any, Any]]] = [
        lambda: planning.writes(by=by),
        lambda: services.planning.drop(planning.db, by=by, item_id=item.id, reason="x", now=NOW),
        lambda: planning.agrees(version),
        lambda: planning.approves(version),
        lambda: services.planning.ask_to_talk(planning.db, by=planning.towns.oksana, item_id=item.id, now=NOW),
    ]
    for attempt in tries:
        with pytest.raises(ProgrammeIsOver):
            await attempt()
    assert titles(await planning.seen_by(planning.towns.oksana)) == ["CV"]
    await services.planning.settle(planning.db, by=by, item_id=item.id, is_done=True, now=NOW)
    assert (await planning.seen_by(planning.towns.oksana)).items[0].state is ItemState.DONE


# --- papers ---


async def test_volunteering_under_18_waits_for_its_contract(planning: Planning) -> None:
    await planning.born("2009-06-01")  # 17
    item = await planning.writes(SHELTER)
    version = await planning.shows()
    with pytest.raises(PapersMissing) as refused:
        await planning.agrees(version)
    assert refused.value.papers == (("Animal shelter", "volunteering_contract"),)
    with pytest.raises(Gone):
        await planning.records(item, CONSENT)  # not needed at 17
    await planning.records(item)
    await planning.agrees(version)
    [paper] = await storage.plans.papers_of(planning.db, planning.towns.oksana)
    await services.papers.withdraw(planning.db, by=planning.towns.anna, paper_id=paper.id, now=NOW)
    with pytest.raises(PapersMissing):
        await planning.approves(version)
    await planning.records(item)
    await planning.approves(version)


async def test_under_16_the_representative_agrees_once_and_each_item_has_its_contract(planning: Planning) -> None:
    await planning.born("2011-06-01")  # 15
    first, second = await planning.writes(SHELTER), await planning.writes(replace(SHELTER, title="Library"))
    await planning.records(first, CONSENT)
    await planning.records(first)
    plan = await planning.seen_by(planning.towns.oksana)
    assert plan.items == (), "not shown yet"
    version = await planning.shows()
    plan = await planning.seen_by(planning.towns.oksana)
    assert [one.missing for one in plan.items] == [(), (CONTRACT,)]
    with pytest.raises(PapersMissing):
        await planning.agrees(version)
    await planning.records(second)
    await planning.agrees(version)


async def test_without_a_birth_date_every_paper_is_asked_for_and_an_adult_needs_none(planning: Planning) -> None:
    await planning.born(None)
    item = await planning.writes(SHELTER)
    assert (await planning.seen_by(planning.towns.ilze)).items[0].missing == (CONSENT, CONTRACT)
    await planning.born("2005-05-03")
    version = await planning.shows()
    assert (await planning.seen_by(planning.towns.ilze)).items[0].papers == ()
    with pytest.raises(Gone):
        await planning.records(item)
    await planning.agrees(version)


async def test_only_the_coordinator_records_and_takes_back_a_paper(planning: Planning) -> None:
    await planning.born("2010-01-01")
    item, errand = await planning.writes(SHELTER), await planning.writes()

    async def record(by: int, item: PlanItem = item, day: date = TODAY, place: str = "file 12") -> None:
        await services.papers.record(
            planning.db, by=by, item_id=item.id, kind=CONTRACT, signed_on=day, place=place, now=NOW, today=TODAY
        )

    for by in (planning.towns.ilze, planning.towns.oksana, planning.towns.zane):
        with pytest.raises(Gone):
            await record(by)
    anna = planning.towns.anna
    with pytest.raises(Gone):
        await record(anna, errand)
    with pytest.raises(NotYet):
        await record(anna, day=TODAY + timedelta(days=1))
    with pytest.raises(ReasonNeeded):
        await record(anna, place=" \u200b ")
    await record(anna)
    _plan, _item, [paper] = await services.papers.of_item(planning.db, by=anna, item_id=item.id, today=TODAY)
    assert (paper.place, paper.signed_on) == ("file 12", TODAY)
    for by in (planning.towns.ilze, planning.towns.zane):
        with pytest.raises(Gone):
            await services.papers.withdraw(planning.db, by=by, paper_id=paper.id, now=NOW)
    for _twice in range(2):
        await services.papers.withdraw(planning.db, by=anna, paper_id=paper.id, now=NOW)
    with pytest.raises(Gone):
        await services.papers.withdraw(planning.db, by=anna, paper_id=987, now=NOW)
    assert await storage.plans.papers_of(planning.db, planning.towns.oksana) == []


async def test_a_changed_item_keeps_its_contract(planning: Planning) -> None:
    await planning.born("2010-01-01")
    item = await planning.writes(SHELTER)
    await planning.records(item)
    await planning.agrees(await planning.shows())
    await planning.changes(item, "moved", month=Period.month(2027, 1))
    await planning.agrees(await planning.shows(2))


# --- lists ---


async def test_the_lists_show_who_waits_for_what(planning: Planning) -> None:
    [line] = await services.plan_lists.of_mentor(planning.db, by=planning.towns.ilze, today=TODAY)
    assert (line.name, line.state, line.items) == ("Oksana", PlanState.NONE, 0)
    await planning.born("2010-01-01")
    item = await planning.writes(SHELTER)
    await planning.writes()
    [line] = await services.plan_lists.of_mentor(planning.db, by=planning.towns.ilze, today=TODAY)
    assert (line.state, line.items, line.done, line.missing) == (PlanState.WRITTEN, 2, 0, True)
    await services.planning.settle(planning.db, by=planning.towns.ilze, item_id=item.id, is_done=True, now=NOW)
    page = await services.plan_lists.of_municipality(
        planning.db, by=planning.towns.anna, municipality_id=planning.towns.smiltene, number=9, now=NOW, today=TODAY
    )
    assert [(one.done, one.missing) for one in page.lines] == [(1, False)]
    assert (page.counts[PlanState.WRITTEN], page.number, page.of) == (1, 1, 1)
    for by, place in ((planning.towns.anna, planning.towns.valka), (planning.towns.zane, planning.towns.smiltene)):
        with pytest.raises(Gone):
            await services.plan_lists.of_municipality(
                planning.db, by=by, municipality_id=place, number=1, now=NOW, today=TODAY
            )
    seen = await planning.db.scalars(select(AuditEntry.subject).where(AuditEntry.action == "plans.seen"))
    assert list(seen) == [f"municipality={planning.towns.smiltene} people {planning.towns.oksana}"]


async def test_a_coordinators_look_is_written_down_and_a_mentors_is_not(planning: Planning) -> None:
    for by in (planning.towns.ilze, planning.towns.oksana, planning.towns.anna):
        await services.plans.look(planning.db, by=by, participation_id=planning.stay, now=NOW, today=TODAY)
    seen = [one for one in await planning.towns.audited() if one[0] == "plan.seen"]
    assert seen == [("plan.seen", planning.towns.anna, planning.towns.oksana)]


async def test_pauses_and_a_new_beginning_stand_in_the_plan(planning: Planning) -> None:
    await services.pairs.pause(
        planning.db, by=planning.towns.anna, youth_id=planning.towns.oksana, first=date(2026, 12, 1),
        last=date(2026, 12, 10), now=NOW, today=TODAY,
    )  # fmt: skip
    plan = await planning.seen_by(planning.towns.oksana)
    assert plan.pauses == ((date(2026, 12, 1), date(2026, 12, 10)),)
    assert [one.key for one in plan.months] == ["2026-11", "2026-12", "2027-01", "2027-02"]
    overdue = await planning.seen_by(planning.towns.ilze, today=date(2027, 4, 2))
    assert overdue.months[-1] == Period.month(2027, 4), "a programme that runs on can be planned on"


# --- library and suggestions ---


async def test_an_item_becomes_a_template_without_the_young_person(planning: Planning) -> None:
    item = await planning.writes(replace(CV, title="CV ar Oksanu"))
    with pytest.raises(NameInTemplate):
        await services.templates.keep(planning.db, by=planning.towns.ilze, item_id=item.id, now=NOW)
    kept = await services.templates.keep(
        planning.db, by=planning.towns.ilze, item_id=item.id, title="CV darbnīca", now=NOW
    )
    again = await services.templates.keep(
        planning.db, by=planning.towns.anna, item_id=item.id, title="CV darbnīca", now=NOW
    )
    assert (kept.id, kept.is_shared, kept.days, kept.minutes) == (again.id, False, 2, 180)
    with pytest.raises(Gone):
        await services.templates.keep(planning.db, by=planning.towns.oksana, item_id=item.id, title="x", now=NOW)


async def test_a_shared_template_is_everybodys_and_only_its_own_town_shares_it(planning: Planning) -> None:
    item = await planning.writes()
    kept = await services.templates.keep(planning.db, by=planning.towns.ilze, item_id=item.id, now=NOW)

    async def read(by: int) -> list[str]:
        page = await services.templates.page(planning.db, by=by, number=1, language="en")
        return [one.title for one in page.templates]

    zane, anna = planning.towns.zane, planning.towns.anna
    assert (await read(anna), await read(zane)) == (["CV"], [])
    with pytest.raises(Gone):
        await services.templates.get(planning.db, by=zane, template_id=kept.id)
    for by in (zane, planning.towns.ilze, planning.towns.oksana):
        with pytest.raises(Gone):
            await services.templates.share(planning.db, by=by, template_id=kept.id, is_shared=True, now=NOW)
    await services.templates.share(planning.db, by=anna, template_id=kept.id, is_shared=True, now=NOW)
    shared = await services.templates.get(planning.db, by=zane, template_id=kept.id)
    assert (shared.municipality, shared.is_ours, shared.may_share, shared.may_withdraw) == (
        "Smiltene",
        False,
        False,
        False,
    )
    for by in (zane, planning.towns.oksana):
        with pytest.raises(Gone):
            await services.templates.withdraw(planning.db, by=by, template_id=kept.id, now=NOW)
    await services.templates.withdraw(planning.db, by=planning.towns.ilze, template_id=kept.id, now=NOW)
    with pytest.raises(Gone):
        await services.templates.withdraw(planning.db, by=anna, template_id=kept.id, now=NOW)
    assert await read(zane) == []
    assert titles(await planning.seen_by(anna)) == ["CV"], "what was made from it stays"
    with pytest.raises(Gone):
        await services.templates.page(planning.db, by=planning.towns.oksana, number=1, language="en")


async def test_the_profile_suggests_first_and_what_is_planned_is_suggested_no_more(planning: Planning) -> None:
    for title, language in (("Bank account", "en"), ("Банк", "uk"), ("CV", "en")):
        planning.db.add(
            PlanTemplate(
                municipality_id=planning.towns.smiltene, is_shared=False, language=language, title=title, pillar="do",
                kind="consultation", written_by=planning.towns.anna, written_at=NOW,
            )
        )  # fmt: skip
    ideas = [
        Suggestion("profile:cv", Pillar.DO, Kind.CONSULTATION, "First CV", "never worked", 90),
        Suggestion("profile:club", Pillar.TOGETHER, Kind.NGO_YOUTH_CENTRE, "Youth centre"),
    ]
    await services.suggestions.from_profile(planning.db, planning.stay, ideas, now=NOW)
    await services.suggestions.from_profile(planning.db, planning.stay, ideas, now=NOW)  # in place of the former
    found = await services.suggestions.open_to(planning.db, planning.stay)
    assert [one.title for one in found] == ["First CV", "Youth centre", "Bank account", "CV"]
    assert found[0] == ideas[0]
    await planning.writes(replace(CV, title="First CV", source="profile:cv"))
    await planning.writes(replace(CV, title="cv"))
    found = await services.suggestions.open_to(planning.db, planning.stay)
    assert [one.title for one in found] == ["Youth centre", "Bank account"]
    assert len(await services.suggestions.open_to(planning.db, planning.stay, limit=1)) == 1
    assert await services.suggestions.open_to(planning.db, 987) == []
    with pytest.raises(Gone):
        await services.suggestions.from_profile(planning.db, 987, ideas, now=NOW)


# --- erasing, handing over ---


async def test_an_erasure_takes_the_plan_with_its_papers_along(planning: Planning) -> None:
    await planning.born("2010-01-01")
    item = await planning.writes(SHELTER)
    await planning.records(item)
    await planning.agrees(await planning.shows())
    await planning.changes(item, "why", title="Dogs")
    await services.planning.set_goal(
        planning.db, by=planning.towns.oksana, participation_id=planning.stay, month=DECEMBER, words="mine", now=NOW,
        today=TODAY,
    )  # fmt: skip
    await services.suggestions.from_profile(
        planning.db, planning.stay, [Suggestion("profile:x", Pillar.DO, Kind.EVENT, "Concert")], now=NOW
    )
    for _twice in range(2):
        await services.jobs.ask(
            planning.db, kind="plan_picture", person_id=planning.towns.oksana, chat_id=501,
            payload={"participation": planning.stay}, now=NOW,
        )  # fmt: skip
    assert await planning.db.scalar(select(func.count()).select_from(Job)) == 1, "two taps are one job"
    oksana = planning.towns.oksana
    data = await services.mydata.of(planning.db, oksana, now=NOW, today=TODAY)
    assert [one.title for one in data.programmes[0].plan_items] == ["Animal shelter", "Dogs"]
    assert [one.kind for one in data.papers] == ["volunteering_contract"]
    assert b"file 12" not in services.mydata.as_json(data), "where the paper lies is the municipality's"
    await services.privacy.erase(planning.db, person_id=oksana, by=oksana, now=NOW, zone=RIGA)
    for table in (PlanItem, PlanVersion, PlanGoal, PlanSuggestion, Paper, Job):
        assert await planning.db.scalar(select(func.count()).select_from(table)) == 0, table
    with pytest.raises(Gone):
        await planning.seen_by(planning.towns.anna)


async def test_a_mentors_file_names_the_templates_they_kept(planning: Planning) -> None:
    item = await planning.writes()
    await services.templates.keep(planning.db, by=planning.towns.ilze, item_id=item.id, now=NOW)
    data = await services.mydata.of(planning.db, planning.towns.ilze, now=NOW, today=TODAY)
    assert [one.title for one in data.templates] == ["CV"]


# --- whatever is done, in whatever order ---

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["write", "change", "drop", "show", "agree", "approve", "done", "back"]), st.integers(0, 3)
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
async def test_what_was_shown_is_never_changed_behind_the_young_persons_back(acts: list[tuple[str, int]]) -> None:
    """Any order of writing, changing, dropping, showing, agreeing: the young person sees exactly what was shown last,
    only they move a version to agreed, and every version after the first has its reason."""
    engine = make_engine("sqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(storage.models.Base.metadata.create_all)
    async with session_maker(engine)() as db:
        planning = await together(await _small_town(db))
        seen: list[tuple[str, str]] = []
        for act, n in acts:
            staff = await planning.seen_by(planning.towns.ilze)
            rows = await storage.plans.items_of(db, planning.stay, staff.number)
            row = rows[n % len(rows)] if rows else None
            version = await storage.plans.version(db, staff.version_id or 0)
            shown_before = seen
            try:
                match act:
                    case "write":
                        await planning.writes(replace(CV, title=f"Item {n}"), reason="because")
                    case "change" if row is not None:
                        await planning.changes(row, "because", title=f"{row.title[:60]}+")
                    case "drop" if row is not None:
                        await planning.drops(row, "because")
                    case "show":
                        await planning.shows(staff.number)
                        seen = [
                            (one.title, one.month.key) for one in (await planning.seen_by(planning.towns.ilze)).items
                        ]
                    case "agree" if version is not None:
                        await planning.agrees(version)
                    case "approve" if version is not None:
                        await planning.approves(version)
                    case "done" if row is not None:
                        await services.planning.settle(
                            db, by=planning.towns.ilze, item_id=row.id, is_done=bool(n % 2), now=NOW
                        )
                    case "back":
                        await planning.takes_back(staff.number)
            except (Gone, PlanHasChanged, PlanIsEmpty):
                seen = shown_before
            mine = await planning.seen_by(planning.towns.oksana)
            assert [(one.title, one.month.key) for one in mine.items] == seen
            versions = await storage.plans.versions_of(db, planning.stay)
            assert [one.number for one in versions] == list(range(1, len(versions) + 1))
            assert all(one.reason for one in versions[1:])
            assert all(one.proposed_at for one in versions[:-1])
            assert all(one.agreed_at for one in versions if one.approved_at)
            assert all(one.proposed_at for one in versions if one.agreed_at)
    await engine.dispose()


async def _small_town(db: Any) -> Towns:
    place = (await services.people.municipality(db, name="Smiltene")).id
    people = [
        (await services.people.write_down(db, name=name, language="en", now=NOW)).id
        for name in ("Anna", "Ilze", "Oksana")
    ]
    for person, role in zip(people, ("coordinator", "mentor"), strict=False):
        await services.people.give_role(db, person_id=person, role=Role(role), municipality_id=place, now=NOW)
    stay = await services.pairs.start_participation(
        db, youth_id=people[2], municipality_id=place, started_on=date(2026, 11, 2), planned_end_on=date(2027, 2, 1),
        by=people[0], now=NOW,
    )  # fmt: skip
    return Towns(db, place, place, people[0], people[0], people[1], people[2], stay.id)
