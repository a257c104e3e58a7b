"""/invite: a coordinator begins to invite someone."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot.buttons import MENU
from bot.context import Context
from bot.rules.people import Role


async def invite(update: Update, context: Context) -> None:
    context.require(Role.COORDINATOR)
    await context.begin("invite")


HANDLERS = [CommandHandler("invite", invite), CallbackQueryHandler(invite, f"^{MENU.name}:invite$")]
