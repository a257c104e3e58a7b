"""/quiet: in which hours nothing comes unasked, and changing them."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import MENU, QUIET
from bot.context import Context
from bot.rules.errors import Gone


async def show(update: Update, context: Context) -> None:
    quiet = await services.quiet.of(context.db, context.person.id, roles=context.person.roles, today=context.said_on)
    context.reply(messages.quiet.shown(context.speech, quiet.hours, is_own=quiet.is_own))


async def change(update: Update, context: Context) -> None:
    """The buttons under it; a stranger has no hours to change."""
    person_id = context.person.id
    match context.facts(QUIET):
        case ("change",):
            await context.begin("quiet")
        case ("default",):
            await services.quiet.back_to_default(context.db, person_id=person_id, now=context.now)
            await show(update, context)
        case _:
            raise Gone


HANDLERS = [
    CommandHandler("quiet", show),
    CallbackQueryHandler(show, f"^{MENU.name}:quiet$"),
    CallbackQueryHandler(change, QUIET.pattern),
]
