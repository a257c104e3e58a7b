"""A line of the digest, opened: what is known, and its buttons. What others settle meanwhile is settled here too."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot import messages, services
from bot.buttons import WORK_ACTION, WORK_LINE
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role


async def open_line(update: Update, context: Context) -> None:
    """Below the list, which stays to be worked through."""
    context.require(Role.COORDINATOR)
    await _show(context, context.tapped(WORK_LINE))


async def act(update: Update, context: Context) -> None:
    context.require(Role.COORDINATOR)
    match context.facts(WORK_ACTION):
        case ("remind", stay):
            await _remind(context, number(stay))
        case ("seen", stay):
            await services.worklists.see_to(
                context.db, number(stay), by=context.person.id, now=context.now, zone=context.zone
            )
            await _show(context, number(stay), said=messages.worklists.seen_to(context.speech), in_place=True)
        case _:
            raise Gone


async def _remind(context: Context, participation_id: int) -> None:
    mentors = await services.worklists.remind(
        context.db, participation_id, by=context.person.id, now=context.now, zone=context.zone
    )
    for mentor_id in mentors:
        context.tell(mentor_id, "mentor_reminded", participation_id)
    await _show(context, participation_id, said=messages.worklists.reminded(context.speech), in_place=True)


async def _show(context: Context, participation_id: int, *, said: str | None = None, in_place: bool = False) -> None:
    line = await services.worklists.line(
        context.db, participation_id, by=context.person.id, now=context.now, zone=context.zone
    )
    context.reply(messages.worklists.line(context.speech.formally(), line, said=said), in_place=in_place)


HANDLERS = [
    CallbackQueryHandler(open_line, WORK_LINE.pattern),
    CallbackQueryHandler(act, WORK_ACTION.pattern),
]
