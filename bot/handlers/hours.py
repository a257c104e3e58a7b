"""/hours: how the month stands, each as they may see it; and why a month could not bring its hours."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services, storage
from bot.buttons import HOURS_PAGE, HOURS_PICTURE, MENU, REASON
from bot.context import Context, number
from bot.messages import Message
from bot.rules.errors import Gone
from bot.rules.people import STAFF, Role
from bot.rules.periods import Period


async def show(update: Update, context: Context) -> None:
    """A view for each role: one's own month, one's young people, one's municipality."""
    person = context.person
    if person.has(Role.MENTOR):
        context.reply(await _mentors_view(context, 1))
    for place in person.municipalities(Role.COORDINATOR):
        context.reply(await _coordinators_view(context, place, 1))
    if person.has(Role.YOUTH):
        context.reply(await _youth_view(context))
    if (
        person.is_joining
        and await services.joining.on_the_way(context.db, person.id, today=context.said_on) is not None
    ):
        context.reply(messages.hours.youth_outside(context.speech))
    elif not person.roles:  # who worked here once has no hours to come
        context.reply(messages.common.help_(context.speech, frozenset()))


async def turn(update: Update, context: Context) -> None:
    """Another page, as the hours stand now."""
    match context.facts(HOURS_PAGE):
        case ("mentor", _, page):
            context.require(Role.MENTOR)
            message = await _mentors_view(context, number(page))
        case ("all", place, page) if number(place) in context.person.municipalities(Role.COORDINATOR):
            message = await _coordinators_view(context, number(place), number(page))
        case _:
            raise Gone
    context.reply(message, in_place=True)


async def explain(update: Update, context: Context) -> None:
    """The button of a month that cannot bring its hours any more, tapped now or weeks later."""
    match context.facts(REASON):
        case (participation_id, month):
            beside, period = await services.reasons.to_explain(
                context.db,
                by=context.person.id,
                participation_id=number(participation_id),
                month=month,
                today=context.said_on,
            )
        case _:
            raise Gone
    draft = {"person": beside.youth_id, "participation": beside.participation_id, "month": period.key}
    await context.begin("explaining", draft)


async def picture(update: Update, context: Context) -> None:
    """It takes a second to draw, so it is made aside."""
    context.require(*STAFF)
    match context.facts(HOURS_PICTURE):
        case (place, month):
            is_new = await services.hour_pictures.ask(
                context.db,
                by=context.person.id,
                chat_id=context.chat_id,
                place=number(place),
                month=month,
                now=context.now,
                today=context.said_on,
            )
        case _:
            raise Gone
    if is_new:
        context.reply(messages.pictures.begun(context.speech))
    else:
        context.pop_up(messages.pictures.waits(context.speech))


async def _youth_view(context: Context) -> Message:
    today = context.said_on
    participations = [
        one for one in await storage.pairs.of_youth(context.db, context.person.id) if one.started_on <= today
    ]
    if not participations:
        return messages.hours.youth_outside(context.speech)
    period = Period.containing(today)
    [month] = await services.months.of(context.db, participations[:1], period=period, today=today)
    [month] = await services.forecasts.added(context.db, [month], now=context.now, zone=context.zone)
    return messages.hours.youth(context.speech.familiarly(), month)


async def _mentors_view(context: Context, page: int) -> Message:
    mentor_id, today = context.person.id, context.said_on
    period = Period.containing(today)
    months = await services.forecasts.of_mentor(context.db, mentor_id, today=today, now=context.now, zone=context.zone)
    away = await services.forecasts.days_away(context.db, mentor_id, today=today)
    offered = await services.proposals.for_most_urgent(
        context.db, months, mentor_id=mentor_id, now=context.now, zone=context.zone
    )
    _ = context.speech.formally()
    return messages.hours.mentor(
        _,
        months,
        period=period,
        page=page,
        load=services.forecasts.load(months, today=today, away=away),
        offers=[one for offer in offered for one in messages.forecasts.proposed(_, *offer)],
    )


async def _coordinators_view(context: Context, place: int, page: int) -> Message:
    """Who looked at whose hours is written down; a mentor's looks at their own young people are not."""
    today = context.said_on
    period = Period.containing(today)
    months = await services.months.in_municipality(context.db, place, period=period, today=today)
    months = await services.forecasts.added(context.db, months, now=context.now, zone=context.zone)
    names = await storage.municipalities.names_of(context.db, [place])
    await services.looks.at_hours(
        context.db,
        [one.beside.youth_id for one in months],
        municipality_id=place,
        by=context.person.id,
        now=context.now,
    )
    return messages.hours.coordinator(
        context.speech.formally(), months, municipality=(place, names[place]), period=period, page=page
    )


HANDLERS = [
    CommandHandler("hours", show),
    CallbackQueryHandler(show, f"^{MENU.name}:hours$"),
    CallbackQueryHandler(turn, HOURS_PAGE.pattern),
    CallbackQueryHandler(explain, REASON.pattern),
    CallbackQueryHandler(picture, HOURS_PICTURE.pattern),
]
