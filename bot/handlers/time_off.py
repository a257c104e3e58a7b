"""/pause and /resume for young people and mentors; what a coordinator decides about it, each with one tap."""

from collections.abc import Sequence

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages, rules, services
from bot.buttons import MENU, TIME_OFF
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.services.time_off import News

_RESUME = r"(?i)^\s*(resume|turpināt|turpinam|atsākt|продовжити|продовжуємо)\s*[.!]*\s*$"


async def pause(update: Update, context: Context) -> None:
    """The one that holds or comes, or the question how long."""
    context.require(Role.YOUTH, Role.MENTOR)
    found = await services.time_off.ahead(context.db, context.person.id, today=context.said_on)
    if found is None:
        await context.begin_anew("time_off")
        return
    until = rules.time_off.back_on(found.last_on)
    context.reply(messages.time_off.shown(context.speech, found.first_on, until, today=context.said_on))


async def resume(update: Update, context: Context) -> None:
    if await services.time_off.ahead(context.db, context.person.id, today=context.said_on) is None:
        context.reply(messages.time_off.none(context.speech))
        return
    await _resume(context)


async def resume_by_words(update: Update, context: Context) -> None:
    """*Resume*, written; the same word may be a button of an open question."""
    if await context.take_label():
        return
    if (
        context.is_stranger
        or await services.time_off.ahead(context.db, context.person.id, today=context.said_on) is None
    ):
        roles = frozenset(role for role, _ in context.person.roles)
        context.reply(messages.common.not_understood(context.speech, roles))
        return
    await _resume(context)


async def _resume(context: Context) -> None:
    person = context.person
    news = await services.time_off.resume(context.db, person_id=person.id, now=context.now, today=context.said_on)
    _tell(context, news)
    facts = await services.time_off_notices.back(
        context.db, person.id, person.roles, now=context.now, today=context.said_on, zone=context.zone
    )
    context.reply(messages.time_off.resumed(context.speech, facts))


async def act(update: Update, context: Context) -> None:
    """The buttons under what was said about a pause; whose it is and who coordinates is asked again."""
    match context.facts(TIME_OFF):
        case ("resume",):
            await resume(update, context)
        case ("agree" | "decline" as answer, time_off_id):
            await _decide(context, number(time_off_id), agrees=answer == "agree")
        case ("cover", time_off_id):
            context.require(Role.COORDINATOR)
            cover = await services.time_off.to_cover(
                context.db, by=context.person.id, time_off_id=number(time_off_id), today=context.said_on
            )
            context.reply(messages.time_off.choose_stand_in(context.speech, cover))
        case ("by", time_off_id, mentor_id):
            await _let_stand_in(context, number(time_off_id), number(mentor_id))
        case ("end", time_off_id):
            await _end_stand_in(context, number(time_off_id))
        case _:
            raise Gone


async def _decide(context: Context, time_off_id: int, *, agrees: bool) -> None:
    context.require(Role.COORDINATOR)
    row, news = await services.time_off.decide(
        context.db,
        by=context.person.id,
        time_off_id=time_off_id,
        agrees=agrees,
        now=context.now,
        today=context.said_on,
    )
    _tell(context, news)
    name = await services.roll.name_of(context.db, by=context.person.id, person_id=row.person_id)
    said = messages.time_off.agreed if row.pause_id is not None else messages.time_off.declined
    context.reply(said(context.speech, name))


async def _let_stand_in(context: Context, time_off_id: int, mentor_id: int) -> None:
    context.require(Role.COORDINATOR)
    cover, news = await services.time_off.let_stand_in(
        context.db,
        by=context.person.id,
        time_off_id=time_off_id,
        mentor_id=mentor_id,
        now=context.now,
        today=context.said_on,
    )
    _tell(context, news)
    name = next(name for one, name, _ in cover.mentors if one == mentor_id)
    context.reply(messages.time_off.stand_in_chosen(context.speech, cover, name), in_place=True)


async def _end_stand_in(context: Context, time_off_id: int) -> None:
    context.require(Role.COORDINATOR)
    news = await services.time_off.end_stand_in(
        context.db, by=context.person.id, time_off_id=time_off_id, now=context.now, today=context.said_on
    )
    _tell(context, news)
    context.reply(messages.time_off.stand_in_taken_back(context.speech), in_place=True)


def _tell(context: Context, news: Sequence[News]) -> None:
    for one in news:
        context.tell(one.person_id, one.kind, one.subject_id, detail=one.detail)


HANDLERS = [
    CommandHandler("pause", pause),
    CommandHandler("resume", resume),
    CallbackQueryHandler(pause, f"^{MENU.name}:pause$"),
    CallbackQueryHandler(act, TIME_OFF.pattern),
]
WORDS = [MessageHandler(filters.TEXT & filters.Regex(_RESUME), resume_by_words)]
