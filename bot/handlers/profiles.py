"""/profile: getting to know you, begun or gone on with; afterwards the summary."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import services
from bot.buttons import MENU
from bot.context import Context
from bot.rules.people import Role


async def show(update: Update, context: Context) -> None:
    """For young people in the programme; one card, at the bottom."""
    person = context.require(Role.YOUTH)
    await services.profiles.begin(
        context.db,
        person_id=person.id,
        municipality_id=person.municipalities(Role.YOUTH)[0],
        language=context.speech.language,
        now=context.now,
        today=context.said_on,
    )
    await context.begin_anew("getting_to_know")


HANDLERS = [
    CommandHandler("profile", show),
    CallbackQueryHandler(show, f"^{MENU.name}:profile$"),
]
