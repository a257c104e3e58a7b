"""A coordinator ends a young person's programme.

reason → last day → sure ─ yes → (end: the pairs end with it, all are told)
                     └ no  → (end: nothing was changed)
"""

from datetime import date, timedelta

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import NotUnderstood
from bot.rules.participations import EndReason
from bot.services.roll import Youth


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    return messages.pairs.ask_reason(context.speech, (await _youth(context, draft)).name)


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(EndReason):
        raise NotUnderstood("choice")
    draft["reason"] = answer.choice
    return "last"


async def ask_last(context: Context, draft: Draft) -> messages.Message:
    """The planned end too, once it has passed."""
    today, stay = context.said_on, (await _youth(context, draft)).stay
    days = {today, today - timedelta(days=1), stay.planned_last}
    asked = messages.pairs.ask_last_day(
        context.speech, sorted((day for day in days if stay.first <= day <= today), reverse=True) or [today]
    )
    return await named(context, draft, asked)


async def take_last(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    rules.participations.check_not_to_come(day, today=context.said_on)
    draft["last"] = day.isoformat()
    return "sure"


async def ask_sure(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.pairs.ask_ending(context.speech, date.fromisoformat(draft["last"])))


async def take_sure(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "no":
        return Done(await named(context, draft, messages.Message(messages.pairs.nothing_changed(context.speech))))
    if answer.choice != "yes":
        raise NotUnderstood("choice")
    ended = await services.pairs.end_programme(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        last=date.fromisoformat(draft["last"]),
        reason=EndReason(draft["reason"]),
        now=context.now,
        today=context.said_on,
    )
    for mentor_id in ended.mentors:
        context.tell(mentor_id, "pair_ended", ended.participation.id)
    told = await services.programme_notices.concerned(context.db, ended.participation.id, today=context.said_on)
    if told.youth_id is not None:
        context.tell(told.youth_id, "programme_ended", ended.participation.id)
    assert ended.participation.ended_on is not None
    said = messages.Message(messages.pairs.ended(context.speech, ended.participation.ended_on))
    return Done(await named(context, draft, said))


async def _youth(context: Context, draft: Draft) -> Youth:
    return await services.roll.youth(context.db, by=context.person.id, person_id=draft["person"], today=context.said_on)


CONVERSATION = Conversation(
    name="ending",
    about=messages.pairs.about_ending,
    steps={
        "reason": Step(ask_reason, take_reason),
        "last": Step(ask_last, take_last),
        "sure": Step(ask_sure, take_sure),
    },
)
