"""Someone chooses other quiet hours than those that are offered.

start → end → (end: they hold from now on)
"""

from datetime import time

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import NotUnderstood

STARTS = tuple(time(hour) for hour in (18, 19, 20, 21, 22, 23))
ENDS = tuple(time(hour) for hour in (6, 7, 8, 9, 10, 11))


async def ask_start(context: Context, draft: Draft) -> messages.Message:
    return messages.quiet.ask_start(context.speech, STARTS)


async def take_start(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["start"] = _time(answer).isoformat("minutes")
    return "end"


async def ask_end(context: Context, draft: Draft) -> messages.Message:
    return messages.quiet.ask_end(context.speech, ENDS)


async def take_end(context: Context, draft: Draft, answer: Answer) -> Next:
    start, end = time.fromisoformat(draft["start"]), _time(answer)
    await services.quiet.change(context.db, person_id=context.person.id, start=start, end=end, now=context.now)
    quiet = await services.quiet.of(context.db, context.person.id, roles=context.person.roles, today=context.said_on)
    return Done(messages.quiet.shown(context.speech, quiet))


def _time(answer: Answer) -> time:
    found = rules.typed_times.read_time(answer.choice or answer.text or "")
    if found is None:
        raise NotUnderstood("time")
    return found


CONVERSATION = Conversation(
    name="quiet",
    about=messages.quiet.about,
    steps={"start": Step(ask_start, take_start), "end": Step(ask_end, take_end)},
)
