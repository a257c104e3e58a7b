"""One plan as it is read, and what was done with it."""

from collections.abc import Sequence

from bot import rules
from bot.buttons import ITEM, LABEL, PLAN, PLAN_ACTION, Choice, Row
from bot.i18n import Speech
from bot.messages import activities, pages, pairs, papers, plan_items
from bot.messages.message import Message
from bot.rules.periods import Period
from bot.rules.plans import (
    Plan,
    PlanAction,
    PlanChange,
    PlannedItem,
    PlanState,
    PlanStep,
)

ITEMS_ON_PAGE = 8
MOST_CHANGES = 6


# --- one plan ---


def plan(_: Speech, plan: Plan, page: int = 1, *, said: str = "") -> Message:
    """By month, what is done and what is next; `said` is what was done just now."""
    head = "\n".join([*([said, ""] if said else []), *_head(_, plan)])
    # A blank line and the place among the pages come on top.
    room = pages.MOST_UNITS - pages.units(head) - pages.units(pages.widest_place(_)) - 8
    blocks = [(one, _block(_, plan, one)) for one in plan.items]
    found = pages.filled(blocks, most=ITEMS_ON_PAGE, room=room)
    page = pages.within(page, len(found))
    shown = found[page - 1] if found else []
    body = [*_by_month(_, plan, shown), *_goals_alone(_, plan, is_last=page == max(len(found), 1))]
    lines = [head, *pages.place(_, page, len(found)), *body]
    return Message("\n".join(lines), _buttons(_, plan, [one for one, _text in shown], page, len(found)))


def _head(_: Speech, plan: Plan) -> list[str]:
    title = _.you("My plan") if plan.is_own else _("{name}: plan", name=plan.name)
    lines = [title, pairs.programme_days(_, plan.first, plan.last or plan.planned_last)]
    lines += [_("Pause: {days}", days=pairs.days(_, *one)) for one in plan.pauses]
    if plan.last is not None:
        lines.append(_("The programme has ended. Last day: {date}", date=_.date(plan.last)))
        return lines
    lines += _standing(_, plan)
    # Who did what when is for those who answer for it; the young person reads how it stands, and what comes next.
    lines += _next(_, plan) if plan.is_own else [_step(_, one) for one in plan.steps]
    if plan.is_change and plan.state is not PlanState.APPROVED:
        lines += changes(_, plan)
    return lines


def _standing(_: Speech, plan: Plan) -> list[str]:
    if plan.is_own:
        return _own_standing(_, plan)
    reason = [_("Reason for the change: {reason}", reason=plan.reason)] if plan.reason else []
    match plan.state:
        case PlanState.NONE:
            return [_("Nothing is planned yet.")]
        case PlanState.WRITTEN if plan.is_change:
            return [_("Changed, and not shown yet: what was shown before still stands."), *reason]
        case PlanState.WRITTEN:
            return [_("Not shown to the young person yet.")]
        case PlanState.SHOWN:
            return [_("Waits for the young person’s agreement."), *reason, *_waits(_, plan)]
        case PlanState.AGREED:
            return [_("Agreed. Waits for the coordinator’s approval."), *reason]
        case PlanState.APPROVED:
            return [_("Agreed and approved."), *reason]


def _own_standing(_: Speech, plan: Plan) -> list[str]:
    reason = [_("Reason for the change: {reason}", reason=plan.reason)] if plan.reason else []
    match plan.state:
        case PlanState.NONE | PlanState.WRITTEN:
            return [_.you("There is no plan here yet. You will hear when there is one to look at.")]
        case PlanState.SHOWN if plan.is_change:
            is_next = _.you("This is how your plan could go on. It counts when you agree.")
            return [is_next, *reason, *_waits(_, plan), _talk_first(_)]
        case PlanState.SHOWN:
            return [_.you("This could be your plan. It counts when you agree."), *_waits(_, plan), _talk_first(_)]
        case PlanState.AGREED:
            return [_.you("You agreed to this plan. The coordinator looks at it next."), *reason]
        case PlanState.APPROVED:
            return [_.you("You agreed to this plan, and the coordinator approved it."), *reason]


def _next(_: Speech, plan: Plan) -> list[str]:
    if plan.state not in (PlanState.AGREED, PlanState.APPROVED):
        return []
    return [_.you("Next: {item}", item=plan_items.short(_, one)) for one in rules.plans.next_items(plan, at_most=1)]


def _talk_first(_: Speech) -> str:
    return _.you("To talk about a part of it first, choose it below.")


def no_plan(_: Speech) -> Message:
    return Message(_.you("There is no plan here yet. You will hear when there is one to look at."))


def _waits(_: Speech, plan: Plan) -> list[str]:
    """What has to be there before the young person can agree, said to everyone who reads the plan."""
    if not plan.missing:
        return []
    names = dict.fromkeys(papers.name(_, paper) for one in plan.missing for paper in one.missing)
    return [_("Before it can be agreed, this is needed on paper: {papers}", papers=", ".join(names))]


def _step(_: Speech, step: PlanStep) -> str:
    when = _.moment(step.at)
    text = {
        PlanState.WRITTEN: _("Begun: {when}", when=when),
        PlanState.SHOWN: _("Shown: {when}", when=when),
        PlanState.AGREED: _("Agreed: {when}", when=when),
        PlanState.APPROVED: _("Approved: {when}", when=when),
    }[step.state]
    return f"{text} · {step.who}" if step.who else text


def changes(_: Speech, plan: Plan) -> list[str]:
    """What is different from the version shown before, at most so many lines."""
    lines = [_change(_, one) for one in plan.changes]
    if len(lines) <= MOST_CHANGES:
        return lines
    return [*lines[:MOST_CHANGES], _("More changes: {n}", n=_.number(len(lines) - MOST_CHANGES))]


def _change(_: Speech, change: PlanChange) -> str:
    if change.before is None and change.after is not None:
        return _("New: {item}", item=plan_items.short(_, change.after))
    if change.before is not None and change.after is not None:
        return _(
            "Changed: {before} → {after}",
            before=plan_items.short(_, change.before),
            after=plan_items.short(_, change.after),
        )
    assert change.before is not None
    return _("No longer planned: {item}", item=plan_items.short(_, change.before))


def _by_month(_: Speech, plan: Plan, shown: Sequence[tuple[PlannedItem, str]]) -> list[str]:
    lines: list[str] = []
    month: Period | None = None
    for one, text in shown:
        if one.month != month:
            month = one.month
            lines += ["", *_month_head(_, plan, month)]
        lines.append(text.partition("\n\n")[2])
    return lines


def _block(_: Speech, plan: Plan, item: PlannedItem) -> str:
    """With its month's heading, so that the room on a page is reckoned generously."""
    return "\n".join(_month_head(_, plan, item.month)) + "\n\n" + plan_items.line(_, item, is_own=plan.is_own)


def _month_head(_: Speech, plan: Plan, month: Period) -> list[str]:
    goal = plan.goals.get(month)
    return [_.month(month.first), *([_("Goal: {goal}", goal=goal)] if goal else [])]


def _goals_alone(_: Speech, plan: Plan, *, is_last: bool) -> list[str]:
    """Goals of months in which nothing is planned, behind the last page's items."""
    busy = {one.month for one in plan.items}
    alone = [month for month in plan.goals if month not in busy] if is_last else []
    return [text for month in alone for text in ["", *_month_head(_, plan, month)]]


def _buttons(_: Speech, plan: Plan, shown: Sequence[PlannedItem], page: int, last: int) -> tuple[Row | Choice, ...]:
    labels = rules.people.told_apart(((one.id, one.title) for one in shown), width=LABEL)
    first = [_action(_, plan, one) for one in rules.plans.actions(plan)]
    rows: list[Row | Choice] = [*first, *(Choice(label, ITEM.data(one)) for one, label in labels.items())]
    rows += pages.turning(_, page, last, lambda n: PLAN.data(plan.participation_id, n))
    rows += [activities.all_of_them(_)] if plan.is_own and plan.last is None and plan.items else []
    return tuple(rows)


def _action(_: Speech, plan: Plan, action: PlanAction) -> Choice:
    labels = {
        PlanAction.ADD: _("Add an item"),
        PlanAction.SHOW: show_button(_, plan).label,
        # Translators: button
        PlanAction.TAKE_BACK: _("Take the changes back"),
        # Translators: button
        PlanAction.AGREE: _("I agree"),
        # Translators: button
        PlanAction.NOTE_AGREEMENT: _("Agreed in person"),
        PlanAction.APPROVE: _("Approve"),
        # Translators: button
        PlanAction.GOAL: _.you("My goal") if plan.is_own else _("Goal of a month"),
        # Translators: button
        PlanAction.PICTURE: _("As a picture"),
    }
    ids: tuple[int, ...] = (plan.participation_id,)
    if action in (PlanAction.SHOW, PlanAction.TAKE_BACK):
        ids = (plan.participation_id, plan.number)
    elif action in (PlanAction.AGREE, PlanAction.NOTE_AGREEMENT, PlanAction.APPROVE):
        ids = (plan.version_id or 0,)
    return Choice(labels[action], PLAN_ACTION.data(action.value, *ids))


def show_button(_: Speech, plan: Plan) -> Choice:
    # Translators: button
    label = _("Show it to the young person") if plan.is_youth_in_chat else _("Shown in person")
    return Choice(label, PLAN_ACTION.data(PlanAction.SHOW.value, plan.participation_id, plan.number))


def add_button(_: Speech, participation_id: int) -> Choice:
    # Translators: button
    return Choice(_("Add an item"), PLAN_ACTION.data(PlanAction.ADD.value, participation_id))


def named_button(_: Speech, plan: Plan) -> Choice:
    return Choice(plan_items.cut(_("Plan: {name}", name=plan.name)), PLAN.data(plan.participation_id, 1))


# --- what was done with it ---


def shown(_: Speech, *, is_in_chat: bool) -> str:
    if is_in_chat:
        return _("Shown: the young person will hear about it, outside their quiet hours.")
    return _("Noted as shown in person. When they agree, the coordinator notes that here.")


def taken_back(_: Speech) -> str:
    return _("The changes were taken back.")


def agreed(_: Speech) -> str:
    return _.you("Thank you. You agreed to the plan.")


def agreement_noted(_: Speech) -> str:
    return _("Noted: agreed in person.")


def approved(_: Speech) -> str:
    return _("Approved.")


def talk_asked(_: Speech) -> str:
    return _.you("Your mentor or coordinator will hear that you would like to talk about this.")


def settled(_: Speech, *, is_done: bool) -> str:
    return _("Noted as done.") if is_done else _("Planned again.")
