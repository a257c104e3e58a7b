"""/broadcast: a message to a group of one's municipality: a new one, how far one has come, stop, who got it.

Every tap asks again who taps and whose it is: a keyboard stays tappable forever.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import CAST, HERE, MENU
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role


async def show(update: Update, context: Context) -> None:
    """The latest, and a button for a new one."""
    context.require(Role.COORDINATOR)
    found = await services.broadcasts.latest(context.db, by=context.person.id)
    context.reply(messages.broadcasts.latest(context.speech.formally(), found))


async def act(update: Update, context: Context) -> None:
    context.require(Role.COORDINATOR)
    match context.facts(CAST):
        case ("new",):
            await context.begin_anew("broadcast")
        case ("open", which):
            await _open(context, number(which))
        case ("stop", which):
            await _stop(context, number(which))
        case ("got" | "missed" as name, which, page, *here):
            found = await services.broadcasts.recipients(
                context.db,
                number(which),
                by=context.person.id,
                reached=name == "got",
                number=number(page),
                now=context.now,
            )
            # Below the card; its pages turn in place.
            context.reply(messages.broadcasts.recipients(context.speech.formally(), found), in_place=here == [HERE])
        case _:
            raise Gone


async def _open(context: Context, broadcast_id: int) -> None:
    found = await services.broadcasts.view(context.db, broadcast_id, by=context.person.id)
    context.reply(messages.broadcasts.card(context.speech.formally(), found))


async def _stop(context: Context, broadcast_id: int) -> None:
    """In place of the card; its author's changes too, whoever stops it."""
    found = await services.broadcasts.stop(context.db, broadcast_id, by=context.person.id, now=context.now)
    speech = context.speech.formally()
    context.reply(messages.broadcasts.card(speech, found, said=messages.broadcasts.stopped(speech)), in_place=True)


HANDLERS = [
    CommandHandler("broadcast", show),
    CallbackQueryHandler(show, f"^{MENU.name}:broadcast$"),
    CallbackQueryHandler(act, CAST.pattern),
]
