"""What people hear about a plan without having asked. The young person hears early and kindly what changes and why."""

from collections.abc import Callable
from typing import Any

from bot.buttons import ITEM, Choice
from bot.i18n import Speech
from bot.messages import papers, plan_items, plans
from bot.messages.message import Message


def shown(_: Speech, facts: Any) -> Message:
    """The whole of it is one tap away; of a change the reason and what changes stand here."""
    plan = facts.plan
    if plan.is_change:
        lines = [
            _.you("Something in your plan would change. It counts only when you agree."),
            *([_("Reason for the change: {reason}", reason=plan.reason)] if plan.reason else []),
            *plans.changes(_, plan),
            _.you("Shall we look at it?"),
        ]
        return Message("\n".join(lines), (_open(_, facts),))
    text = _.you(
        "Your plan is ready to look at. You can agree to it or ask to talk about any part of it. Shall we look at it?"
    )
    return Message(text, (_open(_, facts),))


def agreed(_: Speech, facts: Any) -> Message:
    if facts.plan.may_approve:
        return Message(
            _("{name}: agreed to the plan. It waits for approval.", name=facts.plan.name), (_open(_, facts),)
        )
    return Message(_("{name}: agreed to the plan.", name=facts.plan.name), (_open(_, facts),))


def approved(_: Speech, facts: Any) -> Message:
    if facts.plan.is_own:
        return Message(_.you("The coordinator approved your plan. It counts from now on."), (_open(_, facts),))
    return Message(_("{name}: the plan is approved.", name=facts.plan.name), (_open(_, facts),))


def talk(_: Speech, facts: Any) -> Message:
    text = _(
        "{name}: would like to talk about this item of the plan – {title}", name=facts.plan.name, title=facts.item.title
    )
    return Message(text, (_item(_, facts),))


def paper_needed(_: Speech, facts: Any) -> Message:
    lines = [
        _("{name}: the plan cannot be agreed yet – {title}", name=facts.plan.name, title=facts.item.title),
        *papers.missing(_, facts.item.missing),
    ]
    return Message("\n".join(lines), (_item(_, facts),))


def ready(_: Speech, facts: Any) -> Message:
    return Message(
        _.you("Everything that your plan needs on paper is there now. Shall we look at it?"), (_open(_, facts),)
    )


def unshown(_: Speech, facts: Any) -> Message:
    text = _("{name}: the plan has changes that were not shown to the young person yet.", name=facts.plan.name)
    return Message(text, (_open(_, facts),))


def _open(_: Speech, facts: Any) -> Choice:
    """Several may stand under one message, so to staff each says whose plan it is."""
    if facts.plan.is_own:
        return plan_items.open_button(_, facts.plan.participation_id, is_own=True)
    return plans.named_button(_, facts.plan)


def _item(_: Speech, facts: Any) -> Choice:
    return Choice(plan_items.cut(facts.item.title), ITEM.data(facts.item.id))


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "plan_shown": shown,
    "plan_agreed": agreed,
    "plan_approved": approved,
    "plan_talk": talk,
    "plan_ready": ready,
    "plan_unshown": unshown,
    "paper_needed": paper_needed,
}
