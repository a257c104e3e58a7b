"""A coordinator notes why a month could not bring its hours.

reason → words, or none → (end: it stands in the digest and in the hours)
"""

from bot import messages, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import NotUnderstood
from bot.rules.hours import ShortReason


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    _beside, period = await services.reasons.to_explain(
        context.db,
        by=context.person.id,
        participation_id=draft["participation"],
        month=draft["month"],
        today=context.said_on,
    )
    return await named(context, draft, messages.months.ask_reason(context.speech, period))


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(ShortReason):
        raise NotUnderstood("choice")
    draft["reason"] = answer.choice
    return "words"


async def ask_words(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.months.ask_words(context.speech, ShortReason(draft["reason"])))


async def take_words(context: Context, draft: Draft, answer: Answer) -> Next:
    reason = await services.reasons.note(
        context.db,
        by=context.person.id,
        participation_id=draft["participation"],
        month=draft["month"],
        kind=ShortReason(draft["reason"]),
        words=answer.text,
        now=context.now,
        today=context.said_on,
    )
    return Done(await named(context, draft, messages.months.reason_noted(context.speech, reason)))


CONVERSATION = Conversation(
    name="explaining",
    about=messages.months.about_reason,
    steps={"reason": Step(ask_reason, take_reason), "words": Step(ask_words, take_words, can_skip=True)},
)
