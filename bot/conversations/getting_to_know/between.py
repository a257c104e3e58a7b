"""Between the questions: the welcome, and the pause after a sitting."""

from bot import messages, services
from bot.context import Context
from bot.conversation import Answer, Done, Draft, Next, option
from bot.conversations.getting_to_know import steps
from bot.messages import Message
from bot.rules.errors import NotUnderstood


async def ask_welcome(context: Context, draft: Draft) -> Message:
    at = await steps.standing(context)
    asked = len(at.walk.asked) - len(at.walk.open)
    _ = context.speech
    text = (
        messages.getting_to_know.welcome_back(_, asked, len(at.walk.asked))
        if asked
        else messages.getting_to_know.welcome(_)
    )
    begin = messages.getting_to_know.resume(_) if asked else messages.getting_to_know.begin(_)
    return Message(text, ((option(begin, "go"), option(messages.getting_to_know.later_label(_), "later")),))


async def take_welcome(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "later":
        await services.nudges.put_off_mine(context.db, person_id=context.person.id, now=context.now)
        return Done(Message(messages.getting_to_know.later(context.speech)))
    if answer.choice != "go":
        raise NotUnderstood("choice")
    return steps.following(draft, await steps.standing(context), after=None)


async def ask_pause(context: Context, draft: Draft) -> Message:
    _ = context.speech
    text = messages.getting_to_know.sitting_done(_, draft["sitting"])
    go, later = messages.getting_to_know.go_on(_), messages.getting_to_know.later_label(_)
    return Message(text, ((option(go, "go"), option(later, "later")),))
