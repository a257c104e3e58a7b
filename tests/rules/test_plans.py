"""The plan's rules: which papers whom, which months, what holds while a change is written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import NotUnderstood, OutsidePlan, PapersMissing, PlanIsEmpty
from bot.rules.people import age
from bot.rules.periods import Period
from bot.rules.plans import (
    USUAL_PILLAR,
    ItemAction,
    ItemState,
    PaperKind,
    Pillar,
    Plan,
    PlanAction,
    PlannedItem,
    PlanOnList,
    PlanState,
    Suggestion,
)
from bot.rules.policies import Kind

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
TODAY = date(2026, 11, 18)
DECEMBER = Period.month(2026, 12)
CONSENT, CONTRACT = PaperKind.GUARDIAN_CONSENT, PaperKind.VOLUNTEERING_CONTRACT
days = st.dates(date(1996, 1, 1), date(2013, 12, 31))


def item(n: int = 1, **facts: object) -> PlannedItem:
    one = PlannedItem(n, DECEMBER, Pillar.DO, Kind.CONSULTATION, "CV", None, None, None, None, ItemState.PLANNED)
    return replace(one, **facts)  # type: ignore[arg-type]


def plan(state: PlanState = PlanState.WRITTEN, *items: PlannedItem, **facts: object) -> Plan:
    one = Plan(
        participation_id=1, youth_id=2, name="Oksana", language="uk", is_own=False, may_write=True, may_approve=False,
        is_youth_in_chat=True, first=date(2026, 11, 2), planned_last=date(2027, 2, 1), last=None, pauses=(),
        months=rules.plans.months(date(2026, 11, 2), date(2027, 2, 1)), this_month=Period.containing(TODAY),
        version_id=7, number=1, state=state, reason=None, steps=(), items=items, goals={}, changes=(), is_change=False,
    )  # fmt: skip
    return replace(one, **facts)  # type: ignore[arg-type]


# --- papers ---


@pytest.mark.parametrize(
    ("years", "needed"),
    [(15, (CONSENT, CONTRACT)), (16, (CONTRACT,)), (17, (CONTRACT,)), (18, ()), (29, ())],
)
def test_volunteering_needs_consent_under_16_and_a_contract_under_18(years: int, needed: tuple[PaperKind, ...]) -> None:
    birth = date(2026 - years, 11, 18)
    assert rules.plans.papers_for(Kind.VOLUNTEERING, birth, on=TODAY) == needed


def test_the_day_before_a_birthday_still_needs_the_paper() -> None:
    birth = date(2008, 11, 19)
    assert rules.plans.papers_for(Kind.VOLUNTEERING, birth, on=TODAY) == (CONTRACT,)
    assert rules.plans.papers_for(Kind.VOLUNTEERING, birth, on=date(2026, 11, 19)) == ()


def test_whose_birth_date_is_not_known_here_may_be_a_minor() -> None:
    assert rules.plans.papers_for(Kind.VOLUNTEERING, None, on=TODAY) == (CONSENT, CONTRACT)


def test_who_turns_18_before_the_month_needs_nothing() -> None:
    on = rules.plans.first_day(DECEMBER, today=TODAY)
    assert on == date(2026, 12, 1)
    assert rules.plans.papers_for(Kind.VOLUNTEERING, date(2008, 11, 30), on=on) == ()
    assert rules.plans.first_day(Period.month(2026, 10), today=TODAY) == TODAY


@given(st.sampled_from(Kind), days, st.sets(st.sampled_from(PaperKind)))
def test_what_is_missing_is_what_is_needed_and_not_there(kind: Kind, birth: date, there: set[PaperKind]) -> None:
    needed = rules.plans.papers_for(kind, birth, on=TODAY)
    missing = rules.plans.missing_papers(kind, birth, on=TODAY, recorded=there)
    assert set(missing) == set(needed) - there
    assert (CONTRACT in needed) == (kind is Kind.VOLUNTEERING and age(birth, TODAY) < 18)
    assert (CONSENT in needed) == (kind is Kind.VOLUNTEERING and age(birth, TODAY) < 16)


def test_a_plan_waits_for_every_paper_and_for_something_to_agree_to() -> None:
    with pytest.raises(PlanIsEmpty):
        rules.plans.check_agreeable([])
    with pytest.raises(PapersMissing) as refused:
        rules.plans.check_agreeable([item(), item(2, title="Shelter", missing=(CONTRACT,))])
    assert refused.value.papers == (("Shelter", "volunteering_contract"),)
    rules.plans.check_agreeable([item()])


# --- states and versions ---


@given(
    *(st.none() | st.just(NOW) for _ in range(3)),
)
def test_the_furthest_moment_is_the_state(
    proposed: datetime | None, agreed: datetime | None, approved: datetime | None
) -> None:
    found = rules.plans.state(proposed_at=proposed, agreed_at=agreed, approved_at=approved)
    if approved:
        assert found is PlanState.APPROVED
    elif agreed:
        assert found is PlanState.AGREED
    else:
        assert found is (PlanState.SHOWN if proposed else PlanState.WRITTEN)


@given(st.integers(1, 9), st.none() | st.integers(1, 9), st.integers(1, 9))
def test_an_item_belongs_from_its_first_version_until_before_its_last(
    first: int, last: int | None, number: int
) -> None:
    assert rules.plans.belongs(first, last, number) == (number in range(first, last or 99))


def test_a_programme_touches_its_months() -> None:
    found = rules.plans.months(date(2026, 11, 30), date(2027, 1, 1))
    assert [one.key for one in found] == ["2026-11", "2026-12", "2027-01"]
    rules.plans.check_month(DECEMBER, found)
    with pytest.raises(OutsidePlan):
        rules.plans.check_month(Period.month(2027, 2), found)


@given(st.text(max_size=400))
def test_a_title_is_one_short_line_or_refused(words: str) -> None:
    try:
        title = rules.plans.clean_title(words)
    except NotUnderstood:
        return
    assert 0 < len(title) <= 100 and "\n" not in title and any(map(str.isalpha, title))


@pytest.mark.parametrize(
    ("amount", "fits"),
    [
        ((1, 1), True),
        ((31, 12000), True),
        ((32, None), False),
        ((0, None), False),
        ((None, 12001), False),
        ((None, None), True),
    ],
)
def test_an_item_holds_what_a_month_holds(amount: tuple[int | None, int | None], fits: bool) -> None:
    if fits:
        rules.plans.check_amount(*amount)
        return
    with pytest.raises(NotUnderstood):
        rules.plans.check_amount(*amount)


def test_a_specialist_may_serve_any_pillar_and_every_other_kind_has_a_usual_one() -> None:
    assert set(Kind) - USUAL_PILLAR.keys() == {Kind.SPECIALIST}
    assert set(USUAL_PILLAR.values()) == set(Pillar)


# --- what is next, what may be done ---


def test_what_comes_next_is_of_this_month_on_before_what_was_left_behind() -> None:
    october, november = Period.month(2026, 10), Period.month(2026, 11)
    items = (
        item(1, month=october), item(2, month=november, state=ItemState.DONE), item(3, month=november), item(4),
        item(5), item(6),
    )  # fmt: skip
    found = rules.plans.next_items(plan(PlanState.APPROVED, *items))
    assert [one.id for one in found] == [3, 4, 5]
    assert [one.id for one in rules.plans.next_items(plan(PlanState.APPROVED, *items[:2]))] == [1]


def test_each_sees_the_buttons_that_would_work() -> None:
    act = rules.plans.actions
    assert act(plan(PlanState.NONE)) == [PlanAction.ADD]
    assert PlanAction.SHOW in act(plan(PlanState.WRITTEN, item()))
    assert PlanAction.TAKE_BACK in act(plan(PlanState.WRITTEN, is_change=True))
    assert PlanAction.APPROVE not in act(plan(PlanState.AGREED, item()))
    assert act(plan(PlanState.AGREED, item(), may_approve=True))[0] is PlanAction.APPROVE
    own = {"is_own": True, "may_write": False}
    assert act(plan(PlanState.SHOWN, item(), **own))[0] is PlanAction.AGREE
    assert PlanAction.AGREE not in act(plan(PlanState.SHOWN, item(missing=(CONTRACT,)), **own))
    outside = plan(PlanState.SHOWN, item(), may_approve=True, is_youth_in_chat=False)
    assert act(outside)[0] is PlanAction.NOTE_AGREEMENT
    assert act(plan(PlanState.APPROVED, item(), last=TODAY)) == [PlanAction.PICTURE]


def test_an_item_that_is_done_is_not_changed_and_its_papers_are_the_coordinators() -> None:
    done = item(state=ItemState.DONE, papers=(CONTRACT,))
    assert rules.plans.item_actions(plan(), done) == [ItemAction.REOPEN, ItemAction.KEEP]
    missing = item(papers=(CONTRACT,), missing=(CONTRACT,))
    assert ItemAction.PAPER not in rules.plans.item_actions(plan(), missing)
    assert rules.plans.item_actions(plan(may_approve=True), missing)[0] is ItemAction.PAPER
    own = plan(PlanState.SHOWN, is_own=True, may_write=False)
    assert rules.plans.item_actions(own, item()) == [ItemAction.TALK, ItemAction.GOAL]
    assert rules.plans.item_actions(own, done) == []


@given(st.permutations([(state, talk) for state in PlanState for talk in (False, True)]))
def test_who_waits_for_the_coordinator_stands_first(states: list[tuple[PlanState, bool]]) -> None:
    lines = [PlanOnList(n, n, f"{n}", state, False, 1, 0, False, talk) for n, (state, talk) in enumerate(states)]
    found = [(one.state, one.wants_to_talk) for one in rules.plans.by_urgency(lines)]
    assert [state for state, _ in found][::2] == list(rules.plans.URGENCY)
    assert [talk for _, talk in found] == [True, False] * len(PlanState)


def test_the_code_of_a_suggestion_fits_into_a_button() -> None:
    long = Suggestion("profile:" + "x" * 300, Pillar.DO, Kind.CONSULTATION, "CV")
    assert len(long.code) == 8
    assert long.code != replace(long, source="profile:y").code
