"""A coordinator notes the days on which a young person's programme pauses.

first → last → (end: these days owe no hours; the young person and the mentors are told)
"""

from datetime import date, timedelta

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import EndBeforeStart, NotUnderstood


async def ask_first(context: Context, draft: Draft) -> messages.Message:
    today = context.said_on
    asked = messages.pairs.ask_pause_start(context.speech, today, today + timedelta(days=1))
    return await named(context, draft, asked)


async def take_first(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["first"] = _day(context, answer).isoformat()
    return "last"


async def ask_last(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.pairs.ask_pause_end(context.speech))


async def take_last(context: Context, draft: Draft, answer: Answer) -> Next:
    first = date.fromisoformat(draft["first"])
    last = None if answer.choice == "open" else _day(context, answer)
    if last is not None and last < first:
        raise EndBeforeStart
    made = await services.pairs.pause(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        first=first,
        last=last,
        now=context.now,
        today=context.said_on,
    )
    told = await services.programme_notices.concerned(context.db, made.participation_id, today=context.said_on)
    for person_id in told.but(context.person.id):
        context.tell(person_id, "programme_paused", made.participation_id, detail=str(made.id))
    said = messages.Message(messages.pairs.paused(context.speech, made.first_on, made.last_on))
    return Done(await named(context, draft, said))


def _day(context: Context, answer: Answer) -> date:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    return day


CONVERSATION = Conversation(
    name="pause",
    about=messages.pairs.about_pause,
    steps={"first": Step(ask_first, take_first), "last": Step(ask_last, take_last)},
)
