"""The buttons of a week: an entry of what is over, and a young person's answer, which is kept nowhere."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot import messages, services
from bot.buttons import TO_LOG, WEEK
from bot.context import Context
from bot.rules.errors import Gone
from bot.rules.people import Role


async def log_what_is_over(update: Update, context: Context) -> None:
    """One tap where one young person was asked; with several it is asked first who took part."""
    context.require(Role.MENTOR)
    activity_id = context.tapped(TO_LOG)
    noted = await services.attendance.taken_place(context.db, activity_id, by=context.person.id, now=context.now)
    if noted.came_to_log and not noted.open:
        await context.begin("log", {"activity": activity_id, "attended": True})
    else:
        context.reply(messages.attendance.stands(context.speech, noted))


async def answer(update: Update, context: Context) -> None:
    context.require(Role.YOUTH)
    _ = context.speech.familiarly()
    match context.facts(WEEK):
        case ("good",):
            context.reply(messages.weeks.good(_))
        case ("hard",):
            context.reply(messages.weeks.hard(_))
        case _:
            raise Gone


HANDLERS = [
    CallbackQueryHandler(log_what_is_over, TO_LOG.pattern),
    CallbackQueryHandler(answer, WEEK.pattern),
]
