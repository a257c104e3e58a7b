"""An item is kept as a template: others will read its title, so it is asked about once.

title → (end: it stands in the library)
"""

from bot import messages, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.plans import PlannedItem


async def _read(context: Context, draft: Draft) -> PlannedItem:
    plan, item = await services.plans.item_of(
        context.db, by=context.person.id, item_id=draft["item"], today=context.said_on
    )
    if plan.is_own:
        raise Gone
    draft["participation"] = plan.participation_id
    return item


async def ask_title(context: Context, draft: Draft) -> messages.Message:
    item = await _read(context, draft)
    beside = await storage.pairs.by_id(context.db, draft["participation"])
    assert beside is not None
    names = await storage.municipalities.names_of(context.db, [beside.municipality_id])
    return messages.templates.ask_title(context.speech, item.title, names[beside.municipality_id])


async def take_title(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is not None and answer.choice != "keep":
        raise NotUnderstood("choice")
    await _read(context, draft)
    made = await services.templates.keep(
        context.db, by=context.person.id, item_id=draft["item"], title=answer.text, now=context.now
    )
    return Done(messages.templates.kept(context.speech, made.id, made.title))


CONVERSATION = Conversation(
    name="keeping", about=messages.templates.about_keeping, steps={"title": Step(ask_title, take_title)}
)
