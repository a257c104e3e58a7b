"""A coordinator records that a minor's legal representative has agreed on paper.

guardian's name → day → where the paper is → (end: a joining that waited may go on)
"""

from datetime import date

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations.whom import named
from bot.rules.errors import NotUnderstood


async def ask_name(context: Context, draft: Draft) -> messages.Message:
    youth = await services.roll.youth(
        context.db, by=context.person.id, person_id=draft["person"], today=context.said_on
    )
    return messages.guardian.ask_name(context.speech, youth.name)


async def take_name(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["guardian"] = rules.text.clean_name(answer.text or "")
    return "day"


async def ask_day(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.guardian.ask_given_on(context.speech, context.said_on))


async def take_day(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.sessions.read_day(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    rules.participations.check_not_to_come(day, today=context.said_on)
    draft["day"] = day.isoformat()
    return "paper"


async def ask_paper(context: Context, draft: Draft) -> messages.Message:
    return await named(context, draft, messages.guardian.ask_paper(context.speech))


async def take_paper(context: Context, draft: Draft, answer: Answer) -> Next:
    waited = await services.joining.record_guardian(
        context.db,
        by=context.person.id,
        person_id=draft["person"],
        guardian=draft["guardian"],
        given_on=date.fromisoformat(draft["day"]),
        paper=answer.text or "",
        now=context.now,
        today=context.said_on,
    )
    if waited:
        context.tell(draft["person"], "guardian_recorded", draft["person"])
    said = messages.Message(messages.guardian.recorded(context.speech))
    return Done(await named(context, draft, said))


CONVERSATION = Conversation(
    name="guardian",
    about=messages.guardian.about,
    steps={
        "name": Step(ask_name, take_name),
        "day": Step(ask_day, take_day),
        "paper": Step(ask_paper, take_paper),
    },
)
