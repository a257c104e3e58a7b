"""An item is planned no more.

sure ─ yes → (end), or no → (end): before the plan was shown
reason → (end: a new version): afterwards
"""

from bot import messages, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.plans import ItemAction, Plan, PlannedItem, item_actions


async def first(context: Context, draft: Draft) -> str:
    plan, _item = await _read(context, draft)
    return "reason" if await services.planning.needs_reason(context.db, plan.participation_id) else "sure"


async def _read(context: Context, draft: Draft) -> tuple[Plan, PlannedItem]:
    """Raises Gone where there is nothing to drop (any more)."""
    plan, item = await services.plans.item_of(
        context.db, by=context.person.id, item_id=draft["item"], today=context.said_on
    )
    if ItemAction.DROP not in item_actions(plan, item):
        raise Gone
    return plan, item


async def ask_sure(context: Context, draft: Draft) -> messages.Message:
    plan, item = await _read(context, draft)
    return messages.planning.ask_drop(context.speech, plan.name, item.title)


async def take_sure(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in ("yes", "no"):
        raise NotUnderstood("choice")
    if answer.choice == "no":
        return Done(messages.Message(messages.pairs.nothing_changed(context.speech)))
    plan, _item = await _read(context, draft)
    if await services.planning.needs_reason(context.db, plan.participation_id):
        return "reason"
    return await _drop(context, draft, None)


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    plan, item = await _read(context, draft)
    return messages.planning.ask_reason(context.speech, f"{plan.name}\n{item.title}")


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.text is None:
        raise NotUnderstood("words")
    return await _drop(context, draft, answer.text)


async def _drop(context: Context, draft: Draft, reason: str | None) -> Done:
    before, item = await _read(context, draft)
    await services.planning.drop(
        context.db, by=context.person.id, item_id=draft["item"], reason=reason, now=context.now
    )
    plan = await services.plans.view(
        context.db, by=context.person.id, participation_id=before.participation_id, today=context.said_on
    )
    if reason is not None:
        by = context.person.id
        due_at = await services.plan_notices.to_be_shown_by(
            context.db, plan.participation_id, now=context.now, today=context.said_on
        )
        context.tell(by, "plan_unshown", plan.participation_id, detail=str(plan.number), due_at=due_at)
    return Done(messages.planning.dropped(context.speech, plan, item.title))


CONVERSATION = Conversation(
    name="dropping",
    about=messages.planning.about_dropping,
    first=first,
    steps={"sure": Step(ask_sure, take_sure), "reason": Step(ask_reason, take_reason)},
)
