"""All is answered: the page of what was said, one answer changed, and sending it to the coordinator."""

from bot import messages, services, storage
from bot.context import Context
from bot.conversation import HAS_BACK, Answer, Done, Draft, Next, option
from bot.conversations.getting_to_know import joined, steps
from bot.conversations.getting_to_know.steps import SITTINGS
from bot.messages import Message
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role


async def ask_summary(context: Context, draft: Draft) -> Message:
    """What they said, in their words; sent only by their own tap."""
    at = await steps.standing(context)
    _ = context.speech
    change = option(messages.getting_to_know.change_label(_), "change")
    send = option(messages.getting_to_know.send_label(_), "send")
    row = await storage.profiles.latest_of(context.db, context.person.id)
    assert row is not None
    buttons = (send, change) if row.state == "answering" else (change,)
    if row.sent_at is not None:
        buttons = (*buttons, option(messages.profiles.sees_label(_), "sees"))
    return Message(messages.profiles.summary(_, at.walk, row, await joined.said(context)), buttons)


async def take_summary(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "change":
        return "which"
    if answer.choice == "sees":
        draft["changing_sees"] = True
        return "sees"
    if answer.choice != "send":
        raise NotUnderstood("choice")
    row = await storage.profiles.latest_of(context.db, context.person.id)
    return await send(context) if row is not None and row.sent_at is not None else "sees"


async def ask_which(context: Context, draft: Draft) -> Message:
    """First the sitting, then the question."""
    at = await steps.standing(context)
    _ = context.speech
    draft[HAS_BACK] = True
    text = messages.getting_to_know.change_which(_)
    if "of_sitting" not in draft:
        return Message(text, tuple(option(messages.getting_to_know.sitting(_, n), str(n)) for n in SITTINGS))
    asked = [one for one in at.walk.asked if one.sitting == draft["of_sitting"]]
    known = await joined.changeable(context) if draft["of_sitting"] == 1 else []
    keys = [*((joined.NAMES[step], step) for step in known), *((one.key, one.key) for one in asked)]
    return Message(text, tuple(option(messages.questions.of(_, key).about, step) for key, step in keys))


async def take_which(context: Context, draft: Draft, answer: Answer) -> Next:
    at = await steps.standing(context)
    sitting = draft.pop("of_sitting", None)
    if sitting is None:
        if answer.choice not in {str(n) for n in SITTINGS}:
            raise NotUnderstood("choice")
        draft["of_sitting"] = int(answer.choice or "")
        return "which"
    steps_there = {*(one.key for one in at.walk.asked), *await joined.changeable(context)}
    if answer.choice not in steps_there:
        raise NotUnderstood("choice")
    draft["changing"] = True
    return answer.choice


async def send(context: Context) -> Next:
    at = await steps.standing(context)
    await services.profiles.send(context.db, at, now=context.now)
    holders = await storage.people.holders(context.db, Role.COORDINATOR, at.standing.municipality_id)
    for holder in holders:
        context.tell(holder.id, "profile_sent", context.person.id)
    names = ", ".join(holder.name for holder in holders) or "–"
    return Done(Message(messages.getting_to_know.sent(context.speech, names)))
