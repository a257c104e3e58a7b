"""Somebody gives themselves a pause.

youth: length → reason → (end: reminders rest, those concerned are told)
mentor: first → length → reason
"""

from datetime import date, timedelta

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role
from bot.rules.quiet import midnight
from bot.rules.time_off import LENGTHS, TimeOffReason


async def first_step(context: Context, draft: Draft) -> str:
    """A young person's begins now; a mentor's may be known weeks before."""
    return "first" if context.person.has(Role.MENTOR) else "length"


async def ask_first(context: Context, draft: Draft) -> messages.Message:
    today = context.said_on
    return messages.time_off.ask_first(context.speech, (today, today + timedelta(days=1)))


async def take_first(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["first"] = _day(context, answer).isoformat()
    return "length"


async def ask_length(context: Context, draft: Draft) -> messages.Message:
    most = await services.time_off.most_days(context.db, roles=context.person.roles, today=context.said_on)
    return messages.time_off.ask_length(context.speech, most)


async def take_length(context: Context, draft: Draft, answer: Answer) -> Next:
    first = _first(context, draft)
    if answer.choice in {str(one) for one in LENGTHS}:
        until = rules.time_off.until(first, int(answer.choice))
    else:
        until = _day(context, answer)
    most = await services.time_off.most_days(context.db, roles=context.person.roles, today=context.said_on)
    last = rules.time_off.last_day(until)
    rules.time_off.check_span(first, last, most_days=most, today=context.said_on)
    draft["first"], draft["last"] = first.isoformat(), last.isoformat()
    return "reason"


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    return messages.time_off.ask_reason(context.speech, is_youth=context.person.is_familiar)


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None or answer.choice not in {*TimeOffReason, "none"}:
        raise NotUnderstood("choice")
    begun = await services.time_off.begin(
        context.db,
        person_id=context.person.id,
        roles=context.person.roles,
        first=max(_first(context, draft), context.said_on),  # asked yesterday, answered today
        last=date.fromisoformat(draft["last"]),
        reason=None if answer.choice == "none" else TimeOffReason(answer.choice),
        now=context.now,
        today=context.said_on,
    )
    for news in begun.news:
        context.tell(news.person_id, news.kind, news.subject_id, detail=news.detail)
    context.tell(context.person.id, "time_off_over", begun.time_off.id, due_at=midnight(begun.until, context.zone))
    return Done(
        messages.time_off.begun(
            context.speech,
            begun.time_off.first_on,
            begun.until,
            counts=begun.counts,
            asks=begun.asks,
            today=context.said_on,
        )
    )


def _first(context: Context, draft: Draft) -> date:
    return date.fromisoformat(draft["first"]) if "first" in draft else context.said_on


def _day(context: Context, answer: Answer) -> date:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    return day


CONVERSATION = Conversation(
    name="time_off",
    about=messages.time_off.about,
    first=first_step,
    steps={
        "first": Step(ask_first, take_first),
        "length": Step(ask_length, take_length),
        "reason": Step(ask_reason, take_reason),
    },
)
