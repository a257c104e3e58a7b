"""The lists of plans: a line and a button for each young person."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot import rules
from bot.buttons import LABEL, LIBRARY, PLAN, PLANS_PAGE, Choice, Row
from bot.i18n import Speech
from bot.messages import pages
from bot.messages.message import Message
from bot.rules.plans import PlanOnList, PlanState

PAGE = 8  # plans on one page


def of_mentor(_: Speech, plans: Sequence[PlanOnList], page: int) -> Message:
    """A line and a button for each young person of a mentor."""
    if not plans:
        return Message(_("No young person is paired with you yet. The coordinator can change that."))
    last = -(-len(plans) // PAGE)
    page = pages.within(page, last)
    shown = plans[(page - 1) * PAGE : page * PAGE]
    head = [_("Plans of your young people"), *pages.place(_, page, last)]
    turning = pages.turning(_, page, last, lambda n: PLANS_PAGE.data("mentor", 0, n))
    return _list(_, head, shown, turning)


def of_municipality(_: Speech, found: Any) -> Message:
    """A page of a municipality's plans: how many wait for what, then a line and a button each."""
    head = [_("Plans: {municipality}", municipality=found.municipality)]
    if not found.lines:
        return Message("\n".join([*head, _("No programme is running here now.")]), (_library(_),))
    head += [text for state, text in _counts(_, found.counts).items() if found.counts[state]]
    head += pages.place(_, found.number, found.of)
    turning = pages.turning(_, found.number, found.of, lambda n: PLANS_PAGE.data("all", found.municipality_id, n))
    return _list(_, head, found.lines, turning)


def _counts(_: Speech, counts: Mapping[PlanState, int]) -> dict[PlanState, str]:
    """What waits for the coordinator stands first."""
    n = {state: _.number(count) for state, count in counts.items()}
    return {
        PlanState.AGREED: _("Waiting for approval: {n}", n=n[PlanState.AGREED]),
        PlanState.NONE: _("Without a plan: {n}", n=n[PlanState.NONE]),
        PlanState.WRITTEN: _("Being written: {n}", n=n[PlanState.WRITTEN]),
        PlanState.SHOWN: _("Waiting for agreement: {n}", n=n[PlanState.SHOWN]),
        PlanState.APPROVED: _("Approved: {n}", n=n[PlanState.APPROVED]),
    }


def _list(_: Speech, head: Sequence[str], shown: Sequence[PlanOnList], turning: Sequence[Row]) -> Message:
    lines = [" · ".join([one.name, *_on_list(_, one)]) for one in shown]
    labels = rules.people.told_apart(((one.participation_id, one.name) for one in shown), width=LABEL)
    rows = [Choice(label, PLAN.data(one, 1)) for one, label in labels.items()]
    return Message("\n".join([*head, "", *lines]), (*rows, *turning, _library(_)))


def _on_list(_: Speech, one: PlanOnList) -> list[str]:
    state = {
        PlanState.NONE: _("no plan yet"),
        PlanState.WRITTEN: _("change not shown yet") if one.is_change else _("not shown yet"),
        PlanState.SHOWN: _("waits for agreement"),
        PlanState.AGREED: _("waits for approval"),
        PlanState.APPROVED: _("approved"),
    }[one.state]
    done = [_("done: {done} of {items}", done=_.number(one.done), items=_.number(one.items))] if one.items else []
    missing = [_("a paper is missing")] if one.missing else []
    talk = [_("would like to talk")] if one.wants_to_talk else []
    return [state, *done, *missing, *talk]


def _library(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Library of templates"), LIBRARY.data(1))
