"""*Why this message?* under everything that came unasked; /unsent: what did not go, for coordinators; and a note that
a message was answered.

The number under a message is asked for again with the person: a foreign one is missing.
"""

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import MENU, UNSAID, WHY
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role


async def why(update: Update, context: Context) -> None:
    """Tapped now or a month later."""
    person = context.person
    explained = await services.lifelines.why(
        context.db,
        notice_id=context.tapped(WHY),
        person_id=person.id,
        roles=person.roles,
        today=context.said_on,
    )
    context.reply(messages.lifelines.why(context.speech, explained))


async def show(update: Update, context: Context) -> None:
    """One list for each municipality."""
    for place in context.require(Role.COORDINATOR).municipalities(Role.COORDINATOR):
        await _page(context, place, 1, in_place=False)


async def turn(update: Update, context: Context) -> None:
    match context.facts(UNSAID):
        case (place, page) if number(place) in context.person.municipalities(Role.COORDINATOR):
            await _page(context, number(place), number(page), in_place=True)
        case _:
            raise Gone


async def _page(context: Context, place: int, page: int, *, in_place: bool) -> None:
    found = await services.lifelines.unsaid(
        context.db, by=context.person.id, municipality_id=place, page=page, now=context.now
    )
    context.reply(messages.lifelines.unsaid(context.speech.formally(), found), in_place=in_place)


async def note_answer(update: Update, context: Context) -> None:
    """Before the tap does what it is for: Telegram sends along the keyboard that it was in, and with it the number of
    what was said there. Other taps cost nothing."""
    query = update.callback_query
    if query is None or query.data is None or context.is_stranger or not isinstance(query.message, TelegramMessage):
        return
    keyboard = query.message.reply_markup.inline_keyboard if query.message.reply_markup else ()
    under = [one.callback_data for row in keyboard for one in row if isinstance(one.callback_data, str)]
    said = next((WHY.facts(one) for one in under if WHY.pattern.match(one)), ())
    if len(said) == 1 and not WHY.pattern.match(query.data):
        button = query.data.partition(":")[0]
        await services.lifelines.answered(
            context.db, notice_id=number(said[0]), person_id=context.person.id, button=button, now=context.now
        )


BEFORE = [CallbackQueryHandler(note_answer)]
HANDLERS = [
    CallbackQueryHandler(why, WHY.pattern),
    CommandHandler("unsent", show),
    CallbackQueryHandler(show, f"^{MENU.name}:unsent$"),
    CallbackQueryHandler(turn, UNSAID.pattern),
]
