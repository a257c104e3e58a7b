"""The privacy notice has a new text: who agreed to an earlier one is asked behind whatever they wrote; nothing waits.

Where an answer of the new kind would be kept before they agree, it is refused with the button of this door.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler, TypeHandler

from bot import rules, services, storage
from bot.buttons import MENU
from bot.context import Context
from bot.rules.people import Role

ABOUT_THEMSELVES = ("getting_to_know", "measuring")  # what cannot go on without it


async def read(update: Update, context: Context) -> None:
    """The button under a refusal; also for who agreed already and would like to read it once more."""
    context.require(Role.YOUTH)
    await context.begin_anew("agreeing", {})


async def ask_again(update: Update, context: Context) -> None:
    """Once, when nothing else is being asked."""
    caller, failed = context.unit.caller, context.unit.failure is not None
    if failed or caller is None or not caller.has(Role.YOUTH) or rules.people.covers_answers(caller.agreed_to):
        return
    if caller.agreed_to is None or await services.joining.has_declined(context.db, caller.id):
        return
    if update.callback_query is None and update.message is None:
        return
    asked = await storage.conversations.open_in(context.db, context.chat_id)
    if all(row.name in ABOUT_THEMSELVES for row in asked):
        await context.begin("agreeing")


HANDLERS = [CallbackQueryHandler(read, f"^{MENU.name}:consent$")]
BEHIND = [TypeHandler(Update, ask_again)]
