"""A coordinator changes how long a programme is planned for.

until ─ as long as the policy allows → (end: the young person and the mentors are told)
  └─ shorter or longer → reason → (end)
"""

from datetime import date

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import NotUnderstood, OutsideMonths
from bot.rules.policies import Policy
from bot.rules.roll import Stay
from bot.services.roll import Youth


async def ask_until(context: Context, draft: Draft) -> messages.Message:
    stay = (await _youth(context, draft)).stay
    policy = await _policy(context, stay)
    lengths = range(policy.min_months, policy.max_months + 1)
    ends = [(months, rules.participations.default_end(stay.counts_from, months)) for months in lengths]
    asked = messages.pairs.ask_planned_end(
        context.speech, stay.planned_last, [(months, end) for months, end in ends if end >= context.said_on]
    )
    return await named(context, draft, asked)


async def take_until(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    try:
        return await _change(context, draft, day, None)
    except OutsideMonths:
        draft["until"] = day.isoformat()
        return "reason"


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    policy = await _policy(context, (await _youth(context, draft)).stay)
    last = date.fromisoformat(draft["until"])
    asked = messages.pairs.ask_length_reason(context.speech, last, policy.min_months, policy.max_months)
    return await named(context, draft, asked)


async def take_reason(context: Context, draft: Draft, answer: Answer) -> Next:
    return await _change(context, draft, date.fromisoformat(draft["until"]), answer.text or "")


async def _change(context: Context, draft: Draft, last: date, reason: str | None) -> Done:
    before = (await _youth(context, draft)).stay.planned_last
    stay = await services.pairs.change_planned_end(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        last=last,
        reason=reason,
        now=context.now,
        today=context.said_on,
    )
    if stay.planned_end_on != before:
        told = await services.programme_notices.concerned(context.db, stay.id, today=context.said_on)
        for person_id in told.but(context.person.id):
            context.tell(person_id, "programme_replanned", stay.id, detail=stay.planned_end_on.isoformat())
    said = messages.Message(messages.pairs.replanned(context.speech, stay.planned_end_on))
    return Done(await named(context, draft, said))


async def _policy(context: Context, stay: Stay) -> Policy:
    """As it was when the programme began."""
    return await storage.municipalities.policy(context.db, stay.municipality_id, on=stay.counts_from)


async def _youth(context: Context, draft: Draft) -> Youth:
    return await services.roll.youth(context.db, by=context.person.id, person_id=draft["person"], today=context.said_on)


CONVERSATION = Conversation(
    name="planned_end",
    about=messages.pairs.about_planned_end,
    steps={"until": Step(ask_until, take_until), "reason": Step(ask_reason, take_reason)},
)
