"""A coordinator begins a programme again that has ended: the same record, its first day kept.

first day → length → (end: the young person is told; a mentor comes beside from the card)
"""

from datetime import date, timedelta

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import NotUnderstood
from bot.rules.periods import Period
from bot.services.roll import Youth


async def ask_first(context: Context, draft: Draft) -> messages.Message:
    stay = (await _youth(context, draft)).stay
    assert stay.last is not None
    soonest = max(context.said_on, stay.last + timedelta(days=1))
    asked = messages.joining.ask_start(context.speech, soonest, Period.containing(soonest).next().first)
    return await named(context, draft, asked)


async def take_first(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    stay = (await _youth(context, draft)).stay
    assert stay.last is not None
    rules.participations.check_after_end(stay.last, day)
    draft["first"] = day.isoformat()
    return "length"


async def ask_length(context: Context, draft: Draft) -> messages.Message:
    stay = (await _youth(context, draft)).stay
    policy = await storage.municipalities.policy(
        context.db, stay.municipality_id, on=date.fromisoformat(draft["first"])
    )
    asked = messages.joining.ask_length(context.speech, range(policy.min_months, policy.max_months + 1))
    return await named(context, draft, asked)


async def take_length(context: Context, draft: Draft, answer: Answer) -> Next:
    said = (answer.choice or answer.text or "").strip()
    if not (said.isascii() and said.isdigit() and len(said) < 3):
        raise NotUnderstood("length")
    first = date.fromisoformat(draft["first"])
    stay = await services.pairs.begin_again(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        first=first,
        last=rules.participations.default_end(first, int(said)),
        now=context.now,
        today=context.said_on,
    )
    told = await services.programme_notices.concerned(context.db, stay.id, today=context.said_on)
    for person_id in told.but(context.person.id):
        context.tell(person_id, "programme_begun_again", stay.id, detail=first.isoformat())
    begun = messages.pairs.programme(context.speech, first, stay.planned_end_on, mentor=None)
    return Done(await named(context, draft, messages.Message(begun)))


async def _youth(context: Context, draft: Draft) -> Youth:
    return await services.roll.youth(
        context.db, by=context.person.id, person_id=draft["person"], today=context.said_on, has_ended=True
    )


CONVERSATION = Conversation(
    name="again",
    about=messages.pairs.about_beginning_again,
    steps={"first": Step(ask_first, take_first), "length": Step(ask_length, take_length)},
)
