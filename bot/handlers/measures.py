"""/progress: how far one has come; and the button under an invitation to answer again."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, rules, services
from bot.buttons import MEASURE, MENU
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role


async def show(update: Update, context: Context) -> None:
    """One's own answers, for nobody else's eyes."""
    person = context.require(Role.YOUTH)
    distances = await services.measures.distances(context.db, person.id)
    context.reply(messages.measures.progress(context.speech.familiarly(), distances))


async def answer(update: Update, context: Context) -> None:
    person = context.require(Role.YOUTH)
    rules.people.check_covers_answers(person.agreed_to)
    match context.facts(MEASURE):
        case (moment, participation_id):
            found = await services.measures.to_answer(
                context.db,
                person_id=person.id,
                participation_id=number(participation_id),
                moment=moment,
                today=context.said_on,
            )
        case _:
            raise Gone
    await context.begin("measuring", {"moment": found.value})


HANDLERS = [
    CommandHandler("progress", show),
    CallbackQueryHandler(show, f"^{MENU.name}:progress$"),
    CallbackQueryHandler(answer, MEASURE.pattern),
]
