"""/quiet: when nothing comes unasked and how often at most, and changing each of the three."""

from datetime import datetime, time

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import MENU, QUIET
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.quiet import Quiet, Weekday


async def show(update: Update, context: Context) -> None:
    context.reply(messages.quiet.shown(context.speech, await _quiet(context)))


async def change(update: Update, context: Context) -> None:
    """The buttons of the card, which stays one card; a stranger has nothing to change."""
    person = context.person
    match context.facts(QUIET):
        case ("show",):
            pass
        case ("hours",):
            context.reply(messages.quiet.choose_hours(context.speech, await _quiet(context)), in_place=True)
            return
        case ("change",):
            await context.begin("quiet")
            return
        case ("days",):
            await _show_days(context)
            return
        case ("day", day, "0" | "1" as wanted) if day in set(Weekday):
            await _take_day_off(context, Weekday(day), is_off=wanted == "1")
            return
        case ("holidays", "0" | "1" as wanted):
            await services.quiet.take_holidays_off(
                context.db, person_id=person.id, are_off=wanted == "1", now=context.now
            )
            await _show_days(context)
            return
        case ("most",):
            context.reply(messages.quiet.choose_most(context.speech, await _quiet(context)), in_place=True)
            return
        case ("most", most):
            await _limit(context, number(most))
        case ("set", start, end):
            await services.quiet.change(
                context.db, person_id=person.id, start=_time(start), end=_time(end), now=context.now
            )
        case ("default",):
            await services.quiet.back_to_default(context.db, person_id=person.id, now=context.now)
        case _:
            raise Gone
    context.reply(messages.quiet.shown(context.speech, await _quiet(context)), in_place=True)


async def _quiet(context: Context) -> Quiet:
    return await services.quiet.of(context.db, context.person.id, roles=context.person.roles, today=context.said_on)


async def _show_days(context: Context) -> None:
    context.reply(messages.quiet.choose_days(context.speech, await _quiet(context)), in_place=True)


async def _take_day_off(context: Context, day: Weekday, *, is_off: bool) -> None:
    person = context.person
    await services.quiet.take_day_off(
        context.db,
        person_id=person.id,
        day=day,
        is_off=is_off,
        roles=person.roles,
        now=context.now,
        today=context.said_on,
    )
    await _show_days(context)


async def _limit(context: Context, most: int) -> None:
    person = context.person
    await services.quiet.limit(
        context.db, person_id=person.id, most=most, roles=person.roles, now=context.now, today=context.said_on
    )


def _time(stamp: str) -> time:
    """Raises Gone for anything that is no time of day."""
    try:
        return datetime.strptime(stamp, "%H%M").time()  # noqa: DTZ007 (a time of day has no zone)
    except ValueError:
        raise Gone from None


HANDLERS = [
    CommandHandler("quiet", show),
    CallbackQueryHandler(show, f"^{MENU.name}:quiet$"),
    CallbackQueryHandler(change, QUIET.pattern),
]
