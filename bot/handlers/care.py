"""The side door, *Call me* and *Talk to a person* of a young person; *I will call* and *Reached* of a coordinator.

Every tap asks again whose call it is and who may hear of it.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import CARE, MENU
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.storage.people import Caller


async def tap(update: Update, context: Context) -> None:
    match context.facts(CARE):
        case ("call",):
            await ask_to_call(context)
        case ("talk",):
            await ask_to_talk(context)
        case ("take", call_id):
            await take(context, number(call_id))
        case ("reached", call_id):
            await reached(context, number(call_id))
        case ("reported", call_id):
            await reported(context, number(call_id))
        case ("mentor",):
            await tell_mentor(context)
        case ("back", call_id):
            await take_back(context, number(call_id))
        case _:
            raise Gone


async def ask_to_call(context: Context) -> None:
    """Below the words it stood under: the numbers stay to be read."""
    person = _youth(context)
    asked = await services.care.ask_to_call(context.db, person_id=person.id, now=context.now, zone=context.zone)
    _tell(context, asked)
    context.reply(messages.care.call_noted(context.speech.familiarly(), asked))


async def ask_to_talk(context: Context) -> None:
    person = _youth(context)
    asked = await services.care.ask_to_talk(context.db, person_id=person.id, now=context.now, zone=context.zone)
    _tell(context, asked)
    context.reply(messages.care.talk_noted(context.speech.familiarly(), asked))


async def talk(update: Update, context: Context) -> None:
    """/talk and its button: somebody who is not the mentor. What is open stays open; what was asked for is shown."""
    person = _youth(context)
    found = await services.side_door.standing(context.db, person_id=person.id, now=context.now, zone=context.zone)
    if found is None:
        await context.begin_anew("talk")
    else:
        context.reply(messages.care.standing(context.speech.familiarly(), found))


async def take_back(context: Context, call_id: int) -> None:
    person = _youth(context)
    back = await services.side_door.take_back(
        context.db, person_id=person.id, call_id=call_id, now=context.now, zone=context.zone
    )
    for reader in back.readers:
        context.tell(reader, "call_withdrawn", back.call_id)
    context.reply(messages.care.taken_back(context.speech.familiarly(), back))


async def tell_mentor(context: Context) -> None:
    """The button under the numbers: only the young person can say so."""
    person = _youth(context)
    call_id, mentors = await services.crisis.tell_mentor(
        context.db, person_id=person.id, now=context.now, zone=context.zone
    )
    for mentor_id in mentors:
        context.tell(mentor_id, "mentor_asked", call_id, is_urgent=True)
    context.reply(messages.care.mentor_will_hear(context.speech.familiarly()))


async def take(context: Context, call_id: int) -> None:
    """Below the notice, which may be about several young people; so is what follows."""
    by = context.require(Role.COORDINATOR, Role.MENTOR).id
    taken = await services.care.take(context.db, by=by, call_id=call_id, now=context.now, zone=context.zone)
    for reader in taken.readers:
        if reader == taken.youth_id:
            await _tell_youth(context, taken)
        else:
            context.tell(reader, "call_taken", taken.call_id, is_urgent=taken.is_urgent)
    context.reply(messages.care.taken(context.speech.formally(), taken))


async def _tell_youth(context: Context, taken: services.care.TakenCall) -> None:
    """It answers what they asked for: today, but not in their quiet hours, unless it was urgent."""
    due_at = None
    if not taken.is_urgent:
        due_at = await services.care_clock.by_day(context.db, taken.youth_id, now=context.now, zone=context.zone)
    context.tell(taken.youth_id, "call_taken", taken.call_id, due_at=due_at, is_urgent=True)


async def reached(context: Context, call_id: int) -> None:
    by = context.require(Role.COORDINATOR, Role.MENTOR).id
    call = await services.care.reached(context.db, by=by, call_id=call_id, now=context.now, zone=context.zone)
    context.reply(messages.care.reached(context.speech.formally(), call))


async def reported(context: Context, call_id: int) -> None:
    by = context.require(Role.COORDINATOR, Role.MENTOR).id
    name = await services.care.reported(context.db, by=by, call_id=call_id, now=context.now, zone=context.zone)
    context.reply(messages.care.reported(context.speech.formally(), name))


def _youth(context: Context) -> Caller:
    """A young person, also one who is still joining. Raises NotAMember, NotAllowed."""
    return context.person if context.person.is_joining else context.require(Role.YOUTH)


def _tell(context: Context, asked: services.care.Asked) -> None:
    for reader in asked.readers:
        context.tell(reader, asked.kind, asked.call_id, is_urgent=asked.is_urgent)


HANDLERS = [
    CommandHandler("talk", talk),
    CallbackQueryHandler(talk, f"^{MENU.name}:talk$"),
    CallbackQueryHandler(tap, CARE.pattern),
]
