"""What no other door took: unknown words, commands, buttons, stickers. Strangers hear what Blakus is."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages, services
from bot.context import Context


async def not_understood(update: Update, context: Context) -> None:
    """A button's label, typed, still counts where the question does not listen."""
    if await context.take_label() or context.unit.has_answered_crisis:
        return
    roles = frozenset(role for role, _ in context.person.roles)
    said = messages.common.not_understood(context.speech, roles)
    if context.person.is_joining:
        way = await services.joining.on_the_way(context.db, context.person.id, today=context.said_on)
        said = messages.joining.with_the_way_in(context.speech, said, way)
    context.reply(said)


async def way_out(update: Update, context: Context) -> None:
    """/stop, /back and /skip do what the buttons of the open card do."""
    if not await context.take_way_out(context.command):
        await not_understood(update, context)


async def old_button(update: Update, context: Context) -> None:
    """A button of a version long gone, or a forged one."""
    context.pop_up(messages.conversation.old_button(context.speech).text)
    await context.show_open()


HANDLERS = [
    CommandHandler(["stop", "back", "skip"], way_out),
    CallbackQueryHandler(old_button),
    MessageHandler(filters.ALL, not_understood),
]
