"""A mentor or coordinator notes that a young person saw a specialist; never what about.

(whose) → (partner) → day → duration, or it did not take place → (end: offered as a session to the mentor)
 one: skipped  └ opened from the partner's card: skipped
"""

from datetime import date

from bot import messages, rules, services
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import Gone, NotUnderstood, RosterEmpty
from bot.rules.people import STAFF

USUAL_MINUTES = (30, 45, 60, 90)
MOST_PARTNERS = 60  # buttons


async def first(context: Context, draft: Draft) -> str:
    """A draft may bring the `partner`."""
    context.require(*STAFF)
    people = await _people(context)
    if not people:
        raise RosterEmpty
    if partner_id := draft.get("partner"):
        await services.partners.readable(context.db, partner_id, by=context.person.id)
    if len(people) > 1:
        return "whose"
    draft["youth"] = people[0][0]
    return _after_whose(draft)


def _after_whose(draft: Draft) -> str:
    return "day" if draft.get("partner") else "partner"


async def ask_whose(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_whose(context.speech, await _people(context))


async def take_whose(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None or number(answer.choice) not in dict(await _people(context)):
        raise NotUnderstood("name")
    draft["youth"] = number(answer.choice)
    return _after_whose(draft)


async def ask_partner(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_partner(context.speech, await _partners(context))


async def take_partner(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None or number(answer.choice) not in dict(await _partners(context)):
        raise NotUnderstood("name")
    draft["partner"] = number(answer.choice)
    return "day"


async def ask_day(context: Context, draft: Draft) -> messages.Message:
    return messages.partners.ask_day(context.speech, context.said_on)


async def take_day(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.sessions.read_day(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    await services.partners.check_day(context.db, draft["youth"], day, by=context.person.id, today=context.said_on)
    draft["day"] = day.isoformat()
    return "duration"


async def ask_duration(context: Context, draft: Draft) -> messages.Message:
    partner = await services.partners.readable(context.db, draft["partner"], by=context.person.id)
    name = dict(await _people(context)).get(draft["youth"])
    if name is None:
        raise Gone
    day = date.fromisoformat(draft["day"])
    return messages.partners.ask_duration(context.speech, name, partner.name, day, USUAL_MINUTES)


async def take_duration(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "none":
        minutes: int | None = 0
    elif answer.choice is not None:
        minutes = number(answer.choice)
    elif (span := rules.sessions.read_span(answer.text or "")) is not None:
        minutes = span[1]
    else:
        minutes = rules.sessions.read_duration(answer.text or "")
    if minutes is None:
        raise NotUnderstood("duration")
    made = await services.partners.log(
        context.db,
        participation_id=draft["youth"],
        partner_id=draft["partner"],
        day=date.fromisoformat(draft["day"]),
        minutes=minutes,
        attended=answer.choice != "none",
        by=context.person.id,
        now=context.now,
        zone=context.zone,
    )
    return Done(messages.partners.noted(context.speech, made.consultation, may_log=made.may_log))


async def _people(context: Context) -> list[tuple[int, str]]:
    roster = await services.partners.roster(context.db, by=context.person.id, today=context.said_on)
    return [(one.participation_id, one.name) for one in roster]


async def _partners(context: Context) -> list[tuple[int, str]]:
    found = await services.partners.all_of(context.db, by=context.person.id, limit=MOST_PARTNERS)
    return [(one.id, one.name) for one in found]


CONVERSATION = Conversation(
    name="consultation",
    first=first,
    about=messages.partners.about_consultation,
    steps={
        "whose": Step(ask_whose, take_whose),
        "partner": Step(ask_partner, take_partner),
        "day": Step(ask_day, take_day),
        "duration": Step(ask_duration, take_duration),
    },
)
