"""/language and the language buttons, also in the middle of a conversation and for strangers."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import LANGUAGE, MENU
from bot.context import Context
from bot.i18n import LANGUAGES, Speech
from bot.rules.errors import Gone


async def ask(update: Update, context: Context) -> None:
    context.reply(messages.common.choose_language(context.speech))


async def choose(update: Update, context: Context) -> None:
    """From here on in this language; an open conversation goes on in it."""
    chosen = "".join(context.facts(LANGUAGE))
    if chosen not in LANGUAGES:
        raise Gone
    if context.is_stranger:
        await _as_a_stranger(context, chosen)
        return
    await services.people.choose_language(context.db, person_id=context.person.id, language=chosen, now=context.now)
    await context.reload_caller()
    context.reply(messages.common.language_chosen(context.speech), in_place=True)
    context.show_commands()
    await context.show_open()


async def _as_a_stranger(context: Context, chosen: str) -> None:
    """Nothing is kept, unless they are on the way in: then that goes on in this language."""
    joining = next((row for row in context.unit.open if row.name == "join"), None)
    context.unit.speech = Speech(chosen, context.zone)
    if joining is None:
        context.reply(messages.common.stranger(context.speech), in_place=True)
        return
    await services.joining.choose_language_while_joining(context.db, joining, language=chosen, now=context.now)
    context.reply(messages.common.language_chosen(context.speech), in_place=True)
    await context.show_open()


HANDLERS = [
    CommandHandler("language", ask),
    CallbackQueryHandler(ask, f"^{MENU.name}:language$"),
    CallbackQueryHandler(choose, LANGUAGE.pattern),
]
