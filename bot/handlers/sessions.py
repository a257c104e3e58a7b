"""/log with words and without, a mentor's plain words, the last entries, undo and change."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import messages, quicklog, services
from bot.buttons import CHANGE_SESSION, MENU, RECENT, UNDO_SESSION
from bot.context import UNIT, Context
from bot.rules.people import Role


class OfMentor(filters.UpdateFilter):
    """Messages of somebody who may log."""

    def filter(self, update: Update) -> bool:
        caller = UNIT.get().caller
        return caller is not None and caller.has(Role.MENTOR)


async def log(update: Update, context: Context) -> None:
    """/log and its button ask one thing after another; /log with a line opens the card at once."""
    context.require(Role.MENTOR)
    line = context.words if update.message is not None else ""
    await context.begin("log", {"line": line} if line else {})


async def plain_words(update: Update, context: Context) -> None:
    """A button's label, typed; a line that is a log; or something else."""
    if await context.take_label():
        return
    said = await _read(context)
    if isinstance(said, quicklog.NotALog):
        roles = frozenset(role for role, _ in context.person.roles)
        context.reply(messages.common.not_understood(context.speech, roles))
    else:
        await context.begin("log", {"line": context.words})


async def _read(context: Context) -> quicklog.Answer:
    roster = await services.sessions.roster(context.db, mentor_id=context.person.id, today=context.said_on)
    names = [quicklog.Name(one.participation_id, one.name) for one in roster]
    now = context.said_at.astimezone(context.zone)
    return quicklog.read(context.words, lang=context.speech.language, now=now, roster=names)


async def show_recent(update: Update, context: Context) -> None:
    """The last entries, each with its undo and its change."""
    mentor = context.require(Role.MENTOR)
    context.reply(
        messages.sessions.recent(context.speech, await services.sessions.recent(context.db, mentor_id=mentor.id))
    )


async def undo(update: Update, context: Context) -> None:
    """The button under a logged session, tapped now, twice, or a month later."""
    session = await services.sessions.undo(
        context.db,
        context.tapped(UNDO_SESSION),
        mentor_id=context.require(Role.MENTOR).id,
        now=context.now,
        zone=context.zone,
    )
    today = context.now.astimezone(context.zone).date()
    made = await services.sessions.outcome(context.db, session, today=today, zone=context.zone)
    context.reply(messages.sessions.undone(context.speech, made.session, made.standings, today), in_place=True)


async def change(update: Update, context: Context) -> None:
    """The card again, filled from the entry; saving it replaces the entry."""
    context.require(Role.MENTOR)
    await context.begin("log", {"entry": context.tapped(CHANGE_SESSION)})


HANDLERS = [
    CommandHandler("log", log),
    CallbackQueryHandler(log, f"^{MENU.name}:log$"),
    CallbackQueryHandler(show_recent, RECENT.pattern),
    CallbackQueryHandler(undo, UNDO_SESSION.pattern),
    CallbackQueryHandler(change, CHANGE_SESSION.pattern),
]
WORDS = [MessageHandler((filters.TEXT | filters.CAPTION) & ~filters.COMMAND & OfMentor(), plain_words)]
