"""Plans as they are read: one plan, one item, the lists, the words of the picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot import rules
from bot.buttons import ITEM, ITEM_ACTION, LABEL, LIBRARY, PLAN, PLAN_ACTION, PLANS_PAGE, Choice, Row
from bot.i18n import Speech
from bot.messages import activities, kinds, pages, pairs, papers, pillars
from bot.messages.message import File, Message
from bot.rules.periods import Period
from bot.rules.plans import (
    ItemAction,
    ItemState,
    Pillar,
    Plan,
    PlanAction,
    PlanChange,
    PlannedItem,
    PlanOnList,
    PlanState,
    PlanStep,
)

ITEMS_ON_PAGE = 8
MOST_CHANGES = 6
CAPTION = 1024  # Telegram's limit under a picture, in UTF-16 units


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
    return [_.you("Next: {item}", item=_short(_, one)) for one in rules.plans.next_items(plan, at_most=1)]


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
        return _("New: {item}", item=_short(_, change.after))
    if change.before is not None and change.after is not None:
        return _("Changed: {before} → {after}", before=_short(_, change.before), after=_short(_, change.after))
    assert change.before is not None
    return _("No longer planned: {item}", item=_short(_, change.before))


def _short(_: Speech, item: PlannedItem) -> str:
    return " · ".join([item.title, _.month(item.month.first), *amount(_, item.days, item.minutes)])


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
    return "\n".join(_month_head(_, plan, item.month)) + "\n\n" + line(_, item, is_own=plan.is_own)


def _month_head(_: Speech, plan: Plan, month: Period) -> list[str]:
    goal = plan.goals.get(month)
    return [_.month(month.first), *([_("Goal: {goal}", goal=goal)] if goal else [])]


def _goals_alone(_: Speech, plan: Plan, *, is_last: bool) -> list[str]:
    """Goals of months in which nothing is planned, behind the last page's items."""
    busy = {one.month for one in plan.items}
    alone = [month for month in plan.goals if month not in busy] if is_last else []
    return [text for month in alone for text in ["", *_month_head(_, plan, month)]]


def line(_: Speech, item: PlannedItem, *, is_own: bool) -> str:
    """One item, with what it waits for below it."""
    facts = [item.title, pillars.name(_, item.pillar), *amount(_, item.days, item.minutes)]
    facts += [item.partner] if item.partner else []
    facts += [_("done")] if item.state is ItemState.DONE else []
    facts += [_("would like to talk about it")] if item.wants_to_talk and not is_own else []
    facts += [_.you("you asked to talk about it")] if item.wants_to_talk and is_own else []
    lines = [f"– {' · '.join(facts)}"]
    lines += [_("Goal: {goal}", goal=item.goal)] if item.goal else []
    lines += papers.missing(_, item.missing)
    return "\n".join(lines)


def amount(_: Speech, days: int | None, minutes: int | None) -> list[str]:
    times = [_.plural("{n} time", "{n} times", days)] if days else []
    return [*times, *([_.duration(timedelta(minutes=minutes))] if minutes else [])]


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


def open_button(_: Speech, participation_id: int, *, is_own: bool) -> Choice:
    # Translators: button
    label = _.you("My plan") if is_own else _("The plan")
    return Choice(label, PLAN.data(participation_id, 1))


def named_button(_: Speech, plan: Plan) -> Choice:
    return Choice(cut(_("Plan: {name}", name=plan.name)), PLAN.data(plan.participation_id, 1))


def cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


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


# --- one item ---


def item(_: Speech, plan: Plan, item: PlannedItem, *, said: str = "") -> Message:
    lines = [said, ""] if said else []
    lines += [] if plan.is_own else [plan.name]
    lines += facts(_, item)
    lines += [_("Done.")] if item.state is ItemState.DONE else []
    if item.wants_to_talk and not (plan.is_own and said):
        asked = (
            _.you("You asked to talk about it.") if plan.is_own else _("The young person would like to talk about it.")
        )
        lines.append(asked)
    lines += papers.missing(_, item.missing)
    if plan.is_own and item.missing:
        lines.append(_.you("The coordinator takes care of it. You can ask about it at any time."))
    buttons = [_item_action(_, plan, item, one) for one in rules.plans.item_actions(plan, item)]
    pairs_of = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return Message("\n".join(lines), (*pairs_of, open_button(_, plan.participation_id, is_own=plan.is_own)))


def facts(_: Speech, item: Any) -> list[str]:
    """Of an item, or of one that is about to be written."""
    lines = [
        _.month(item.month.first),
        item.title,
        _("Pillar: {pillar}", pillar=pillars.name(_, item.pillar)),
        _("Kind: {kind}", kind=kinds.name(_, item.kind)),
    ]
    if much := amount(_, item.days, item.minutes):
        lines.append(_("How much in all: {amount}", amount=", ".join(much)))
    lines += [_("With: {partner}", partner=item.partner)] if item.partner else []
    lines += [_("Goal: {goal}", goal=item.goal)] if item.goal else []
    return lines


def _item_action(_: Speech, plan: Plan, item: PlannedItem, action: ItemAction) -> Choice:
    label = {
        # Translators: button
        ItemAction.TALK: _("Talk about it"),
        # Translators: button
        ItemAction.TIME: _("Set a time"),
        # Translators: button
        ItemAction.DONE: _("Mark as done"),
        # Translators: button
        ItemAction.REOPEN: _("Not done yet"),
        # Translators: button
        ItemAction.CHANGE: _("Change"),
        # Translators: button
        ItemAction.DROP: _("Drop it"),
        # Translators: button
        ItemAction.GOAL: _.you("My goal") if plan.is_own else _("Goal"),
        # Translators: button
        ItemAction.KEEP: _("Keep as a template"),
        # Translators: button
        ItemAction.PAPER: _("Record a paper"),
        # Translators: button
        ItemAction.PAPERS: _("Papers"),
    }[action]
    return Choice(label, ITEM_ACTION.data(action.value, item.id))


# --- lists ---


def of_mentor(_: Speech, plans: Sequence[PlanOnList], page: int) -> Message:
    """A line and a button for each young person of a mentor."""
    if not plans:
        return Message(_("No young person is paired with you yet. The coordinator can change that."))
    last = -(-len(plans) // ITEMS_ON_PAGE)
    page = pages.within(page, last)
    shown = plans[(page - 1) * ITEMS_ON_PAGE : page * ITEMS_ON_PAGE]
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


# --- the picture ---


@dataclass(frozen=True)
class PictureRow:
    """One item in the picture."""

    title: str
    pillar: Pillar
    is_done: bool
    is_next: bool


@dataclass(frozen=True)
class PictureMonth:
    name: str
    goal: str | None
    rows: tuple[PictureRow, ...]


@dataclass(frozen=True)
class Picture:
    """Every word of the picture, in the reader's language; what draws it knows no sentence."""

    title: str
    days: str
    done: str
    pillars: dict[Pillar, str]
    months: tuple[PictureMonth, ...]
    marks: tuple[str, str, str]
    """What the marks mean: done, next, planned."""


def picture(_: Speech, plan: Plan) -> Picture:
    ahead = {one.id for one in rules.plans.next_items(plan)}
    months = []
    for month in dict.fromkeys(one.month for one in plan.items):
        rows = tuple(
            PictureRow(one.title, one.pillar, one.state is ItemState.DONE, one.id in ahead)
            for one in plan.items
            if one.month == month
        )
        months.append(PictureMonth(_.month(month.first), plan.goals.get(month), rows))
    return Picture(
        title=_.you("My plan") if plan.is_own else _("{name}: plan", name=plan.name),
        days=f"{_.date(plan.first)} – {_.date(plan.last or plan.planned_last)}",
        done=_done_of(_, plan),
        pillars=pillars.names(_),
        months=tuple(months),
        marks=(_("done"), _("next"), _("planned")),
    )


def _done_of(_: Speech, plan: Plan) -> str:
    done = sum(one.state is ItemState.DONE for one in plan.items)
    return _("Done: {done} of {items}", done=_.number(done), items=_.number(len(plan.items)))


def photo(_: Speech, plan: Plan, content: bytes) -> Message:
    """The caption says what the picture shows, for those who hear the screen."""
    return Message(caption(_, plan), file=File("plan.png", content))


def caption(_: Speech, plan: Plan) -> str:
    done = [one for one in plan.items if one.state is ItemState.DONE]
    ahead = rules.plans.next_items(plan)
    later = [one for one in plan.items if one.state is ItemState.PLANNED and one not in ahead]
    head = [_.you("My plan") if plan.is_own else _("{name}: plan", name=plan.name), _done_of(_, plan)]
    groups = [(_("Next:"), ahead), (_("Done:"), done), (_("Later:"), later)]
    lines = [*head]
    for title, group in groups:
        lines += [title, *(f"– {_short(_, one)}" for one in group)] if group else []
    return _within_caption(_, lines)


def _within_caption(_: Speech, lines: list[str]) -> str:
    text = "\n".join(lines)
    more = _("All of it: /plan")
    while pages.units(text) > CAPTION:
        lines = lines[:-1]
        text = "\n".join([*lines, more])
    return text


def picture_begun(_: Speech) -> Message:
    return Message(_("The picture is being made. It takes a few seconds."))


def picture_waits(_: Speech) -> str:
    return _("The picture is being made already.")


def picture_failed(_: Speech) -> Message:
    return Message(_("The picture could not be made this time. The plan itself is here: /plan"))
