"""One item of a plan: its card, its line in a list, its buttons, and the way back to its plan."""

from datetime import timedelta
from typing import Any

from bot import rules
from bot.buttons import ITEM_ACTION, LABEL, PLAN, Choice
from bot.i18n import Speech
from bot.messages import kinds, papers, pillars
from bot.messages.message import Message
from bot.rules.plans import ItemAction, ItemState, Plan, PlannedItem


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


def short(_: Speech, item: PlannedItem) -> str:
    return " · ".join([item.title, _.month(item.month.first), *amount(_, item.days, item.minutes)])


def amount(_: Speech, days: int | None, minutes: int | None) -> list[str]:
    times = [_.plural("{n} time", "{n} times", days)] if days else []
    return [*times, *([_.duration(timedelta(minutes=minutes))] if minutes else [])]


def open_button(_: Speech, participation_id: int, *, is_own: bool) -> Choice:
    # Translators: button
    label = _.you("My plan") if is_own else _("The plan")
    return Choice(label, PLAN.data(participation_id, 1))


def cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


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
