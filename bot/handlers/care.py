"""*Call me* and *Talk to a person* of a young person; *I will call* and *Reached* of a coordinator.

Every tap asks again whose call it is and who coordinates there.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot import messages, services
from bot.buttons import CARE
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role


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
        case _:
            raise Gone


async def ask_to_call(context: Context) -> None:
    """Below the words it stood under: the numbers stay to be read."""
    person = context.require(Role.YOUTH)
    asked = await services.care.ask_to_call(context.db, person_id=person.id, now=context.now, zone=context.zone)
    _tell(context, asked)
    context.reply(messages.care.call_noted(context.speech.familiarly(), asked))


async def ask_to_talk(context: Context) -> None:
    person = context.require(Role.YOUTH)
    asked = await services.care.ask_to_talk(context.db, person_id=person.id, now=context.now, zone=context.zone)
    _tell(context, asked)
    context.reply(messages.care.talk_noted(context.speech.familiarly(), asked))


async def take(context: Context, call_id: int) -> None:
    """Below the notice, which may be about several young people; so is what follows."""
    context.require(Role.COORDINATOR)
    taken = await services.care.take(
        context.db, by=context.person.id, call_id=call_id, now=context.now, zone=context.zone
    )
    for reader in taken.readers:
        context.tell(reader, "call_taken", taken.call_id, is_urgent=taken.is_urgent)
    context.reply(messages.care.taken(context.speech.formally(), taken.call_id, taken.name))


async def reached(context: Context, call_id: int) -> None:
    context.require(Role.COORDINATOR)
    name = await services.care.reached(context.db, by=context.person.id, call_id=call_id, now=context.now)
    context.reply(messages.care.reached(context.speech.formally(), name))


def _tell(context: Context, asked: services.care.Asked) -> None:
    for reader in asked.readers:
        context.tell(reader, asked.kind, asked.call_id, is_urgent=asked.is_urgent)


HANDLERS = [CallbackQueryHandler(tap, CARE.pattern)]
