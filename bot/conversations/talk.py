"""The side door: a young person asks for somebody who is not their mentor.

whom (where there are several) → how → about → (end: those who may hear of it are told)
"""

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations import caring
from bot.rules.care import Contact
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role
from bot.services.care import Wanted
from bot.services.side_door import Who


async def first(context: Context, draft: Draft) -> str:
    return "whom" if len(await _who(context)) > 1 else "how"


async def ask_whom(context: Context, draft: Draft) -> messages.Message:
    return messages.care.ask_whom(context.speech.familiarly(), await _who(context))


async def take_whom(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "any":
        draft.pop("named", None)
        return "how"
    named = next((one for one in await _who(context) if answer.choice == str(one.id)), None)
    if named is None:
        raise NotUnderstood("choice")
    draft["named"] = named.id
    return "how"


async def ask_how(context: Context, draft: Draft) -> messages.Message:
    who = await _who(context)
    heard_first = [one for one in who if one.id == draft.get("named")] or who
    names, others = (
        [one.name for one in some] for some in (heard_first, [one for one in who if one not in heard_first])
    )
    return messages.care.ask_how(context.speech.familiarly(), names, others)


async def take_how(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in list(Contact):
        raise NotUnderstood("choice")
    draft["contact"] = answer.choice
    return "about"


async def ask_about(context: Context, draft: Draft) -> messages.Message:
    return messages.care.ask_about(context.speech.familiarly())


async def take_about(context: Context, draft: Draft, answer: Answer) -> Next:
    about = rules.text.clean_note(answer.text or "") or None
    asked = await services.care.ask_to_talk(
        context.db,
        person_id=context.person.id,
        now=context.now,
        zone=context.zone,
        wanted=Wanted(Contact(draft["contact"]), about, draft.get("named")),
    )
    caring.tell(context, asked)
    return Done(messages.care.side_door_noted(context.speech.familiarly(), asked))


async def _who(context: Context) -> list[Who]:
    """Asked anew at each step: who mentors and who coordinates may change meanwhile. Raises NotAllowed, Gone."""
    person = context.person if context.person.is_joining else context.require(Role.YOUTH)
    return await services.side_door.who_hears(context.db, person_id=person.id, now=context.now, zone=context.zone)


CONVERSATION = Conversation(
    name="talk",
    about=messages.care.talk_about,
    first=first,
    steps={
        "whom": Step(ask_whom, take_whom),
        "how": Step(ask_how, take_how),
        "about": Step(ask_about, take_about, can_skip=True),
    },
)
