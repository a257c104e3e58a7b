"""/start with an invitation or without, /help."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import MENU
from bot.context import Context
from bot.rules.errors import LinkUsed
from bot.rules.people import Role


async def start(update: Update, context: Context) -> None:
    """A deep link opens joining; a bare /start greets, and shows again what was being talked about."""
    if context.words:
        await _open_invitation(context, context.words)
    elif context.unit.open and (context.is_stranger or context.person.is_joining):
        await context.show_open()
    elif not context.is_stranger and context.person.is_joining:
        await _go_on_joining(context)
    else:
        context.reply(messages.common.greeting(context.speech, _roles(context)))
        await context.show_open()


async def _open_invitation(context: Context, token: str) -> None:
    try:
        invitation = await services.invitations.opened(context.db, token, now=context.now)
    except LinkUsed:
        if context.is_stranger or not context.person.is_joining:
            raise
        await _go_on_joining(context)  # by themselves, at consent: joining stopped on the way
        return
    await services.joining.leave_other_joining(context.db, context.unit.open, now=context.now)
    await context.begin(
        "join",
        {
            "invitation": invitation.id,
            "is_relink": invitation.is_relink,
            "role": invitation.role,
            "language": context.speech.language,
        },
    )


async def help_(update: Update, context: Context) -> None:
    """On the way in: what joining is, and its question again."""
    is_joining = context.is_stranger or context.person.is_joining
    if is_joining and any(row.name == "join" for row in context.unit.open):
        context.reply(messages.Message(messages.joining.about_joining(context.speech)))
        await context.show_open()
        return
    said = messages.common.help_(context.speech, _roles(context))
    if not context.is_stranger and context.person.is_joining:
        way = await services.joining.on_the_way(context.db, context.person.id, today=context.said_on)
        said = messages.joining.with_the_way_in(context.speech, said, way)
    context.reply(said)


async def go_on_joining(update: Update, context: Context) -> None:
    """The button under "your representative has agreed"."""
    if context.person.is_joining:
        await _go_on_joining(context)
    else:
        context.reply(messages.common.greeting(context.speech, _roles(context)))


async def correct_birth_date(update: Update, context: Context) -> None:
    """The button under "your representative has to agree first": perhaps the date was mistyped."""
    if context.person.is_joining:
        await _go_on_joining(context, is_corrected=True)
    else:
        context.reply(messages.common.greeting(context.speech, _roles(context)))


async def _go_on_joining(context: Context, *, is_corrected: bool = False) -> None:
    way = await services.joining.on_the_way(context.db, context.person.id, today=context.said_on)
    if way is None:
        context.reply(messages.common.greeting(context.speech, _roles(context)))
    elif way.waits_for_guardian and not is_corrected:
        context.reply(messages.joining.still_waits_for_guardian(context.speech, way.coordinators))
    else:
        await services.joining.leave_other_joining(context.db, context.unit.open, now=context.now)
        await context.begin("join", {"goes_on": True, "municipality": way.municipality_id, "role": Role.YOUTH.value})


def _roles(context: Context) -> frozenset[Role]:
    return frozenset(role for role, _ in context.person.roles)


HANDLERS = [
    CommandHandler("start", start),
    CommandHandler(["help", "menu"], help_),
    CallbackQueryHandler(help_, f"^{MENU.name}:help$"),
    CallbackQueryHandler(go_on_joining, f"^{MENU.name}:join$"),
    CallbackQueryHandler(correct_birth_date, f"^{MENU.name}:birth$"),
]
