"""/digest: the coordinator's week, on demand and page by page."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import DIGEST_PAGE, MENU, MONTH_PAGE
from bot.context import Context, number
from bot.messages import Message
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.periods import Period


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


async def turn_month(update: Update, context: Context) -> None:
    """Another page of a month's result, as it stands now."""
    match context.facts(MONTH_PAGE):
        case (place, month, page) if number(place) in context.person.municipalities(Role.COORDINATOR):
            try:
                period = Period.parse(month)
            except ValueError:
                raise Gone from None
            result = await services.month_results.of(context.db, number(place), period, today=context.said_on)
            await services.looks.at_hours(
                context.db, result.people, municipality_id=number(place), by=context.person.id, now=context.now
            )
            context.reply(messages.month_results.page(context.speech.formally(), result, number(page)), in_place=True)
        case _:
            raise Gone


HANDLERS = [
    CommandHandler("digest", show),
    CallbackQueryHandler(show, f"^{MENU.name}:digest$"),
    CallbackQueryHandler(turn, DIGEST_PAGE.pattern),
    CallbackQueryHandler(turn_month, MONTH_PAGE.pattern),
]
