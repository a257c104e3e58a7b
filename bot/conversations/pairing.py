"""A coordinator brings a mentor beside a young person.

mentor ─ has room → start → (end: both are told)
   └─ has many already → sure ─ yes → start
                           └─ another → mentor
"""

from bot import messages, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.people import Role
from bot.services.roll import Youth

MOST_BUTTONS = 40


async def ask_mentor(context: Context, draft: Draft) -> messages.Message:
    youth = await _youth(context, draft)
    mentors = await services.roll.mentors_for(context.db, youth.stay, today=context.said_on)
    return await named(context, draft, messages.pairs.ask_mentor(context.speech, mentors[:MOST_BUTTONS]))


async def take_mentor(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        raise NotUnderstood("name")
    youth, chosen = await _youth(context, draft), number(answer.choice)
    mentors = await services.roll.mentors_for(context.db, youth.stay, today=context.said_on)
    found = next((one for one in mentors if one[0] == chosen), None)
    if found is None:
        raise Gone
    draft["mentor"], draft["name"], draft["load"] = found
    return "sure" if found[2] >= await _most(context, youth) else "start"


async def ask_sure(context: Context, draft: Draft) -> messages.Message:
    most = await _most(context, await _youth(context, draft))
    return messages.pairs.ask_although_many(context.speech, draft["name"], draft["load"], most)


async def take_sure(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in ("yes", "no"):
        raise NotUnderstood("choice")
    return "start" if answer.choice == "yes" else "mentor"


async def ask_start(context: Context, draft: Draft) -> messages.Message:
    youth = await _youth(context, draft)
    days = {max(context.said_on, youth.stay.counts_from), youth.stay.counts_from}
    return await named(context, draft, messages.pairs.ask_pair_start(context.speech, sorted(days, reverse=True)))


async def take_start(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day_about(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    youth = await _youth(context, draft)
    pair = await services.pairs.bring_together(
        context.db,
        by=context.person.id,
        youth_id=draft["person"],
        mentor_id=draft["mentor"],
        started_on=day,
        now=context.now,
    )
    context.tell(pair.mentor_id, "paired", pair.participation_id)
    if await storage.people.role_held(context.db, draft["person"], Role.YOUTH, youth.stay.municipality_id):
        context.tell(draft["person"], "paired", pair.participation_id)
    return Done(messages.Message(messages.pairs.paired(context.speech, youth.name, draft["name"], pair.started_on)))


async def _youth(context: Context, draft: Draft) -> Youth:
    return await services.roll.youth(context.db, by=context.person.id, person_id=draft["person"], today=context.said_on)


async def _most(context: Context, youth: Youth) -> int:
    policy = await storage.municipalities.policy(context.db, youth.stay.municipality_id, on=context.said_on)
    return policy.mentor_max_youth


CONVERSATION = Conversation(
    name="pairing",
    about=messages.pairs.about_pairing,
    steps={
        "mentor": Step(ask_mentor, take_mentor),
        "sure": Step(ask_sure, take_sure),
        "start": Step(ask_start, take_start),
    },
)
