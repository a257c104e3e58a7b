"""/digest: the coordinator's week, on demand and page by page."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import DIGEST_PAGE, MENU
from bot.context import Context, number
from bot.messages import Message
from bot.rules.errors import Gone
from bot.rules.people import Role


async def show(update: Update, context: Context) -> None:
    """One digest for each municipality."""
    for place in context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR):
        context.reply(await _digest(context, place, 1))


async def turn(update: Update, context: Context) -> None:
    """Another page, of this morning's digest or of an old one: as things stand now."""
    match context.facts(DIGEST_PAGE):
        case (place, page) if number(place) in context.person.municipalities(Role.COORDINATOR):
            context.reply(await _digest(context, number(place), number(page)), in_place=True)
        case _:
            raise Gone


async def _digest(context: Context, place: int, page: int) -> Message:
    digest = await services.digests.of(context.db, place, now=context.now, zone=context.zone)
    await services.looks.at_digest(
        context.db,
        digest.people,
        municipality_id=digest.municipality_id,
        by=context.person.id,
        now=context.now,
    )
    return messages.digests.page(context.speech.formally(), digest, page)


HANDLERS = [
    CommandHandler("digest", show),
    CallbackQueryHandler(show, f"^{MENU.name}:digest$"),
    CallbackQueryHandler(turn, DIGEST_PAGE.pattern),
]
