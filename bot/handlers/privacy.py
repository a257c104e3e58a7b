"""/privacy for anyone, /mydata, withdrawing consent, /deletemydata."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services, storage
from bot.buttons import MENU, PRIVACY
from bot.context import Context
from bot.messages.privacy import Keeping
from bot.rules.errors import Gone
from bot.rules.people import Role


async def show(update: Update, context: Context) -> None:
    """Strangers hear it too, in the language they seem to read."""
    caller = context.unit.caller
    keeping = await services.privacy.keeping(context.db, caller.id if caller else None, today=context.said_on)
    context.reply(
        messages.privacy.notice(
            context.speech,
            Keeping(
                municipalities=keeping.municipalities,
                text_days=keeping.text_days,
                update_days=context.house.settings.inbox_days,
                record_years=keeping.record_years,
                wellbeing_months=keeping.wellbeing_months,
            ),
            is_member=caller is not None,
            is_staff=caller is not None and caller.has(Role.MENTOR, Role.COORDINATOR),
        )
    )


async def my_data(update: Update, context: Context) -> None:
    """Two files: one to read, one for other programs."""
    _, today = context.speech, context.said_on
    data = await services.mydata.of(context.db, context.person.id, now=context.now, today=today)
    context.reply(messages.privacy.file_to_read(_, messages.mydata.text(_, data), today))
    context.reply(messages.privacy.file_for_machines(_, services.mydata.as_json(data), today))


async def withdraw(update: Update, context: Context) -> None:
    if await storage.joining.consent_of(context.db, context.person.id) is None:
        context.reply(messages.privacy.nothing_to_withdraw(context.speech))
        return
    await _ask(context, "withdraw")


async def erase(update: Update, context: Context) -> None:
    await _ask(context, "erase")


async def tapped(update: Update, context: Context) -> None:
    """The buttons under the notice."""
    match context.facts(PRIVACY):
        case ("show",):
            await show(update, context)
        case ("mydata",):
            await my_data(update, context)
        case ("withdraw",):
            await withdraw(update, context)
        case ("erase",):
            await erase(update, context)
        case _:
            raise Gone


async def _ask(context: Context, what: str) -> None:
    """One question at a time: an older one about leaving is over."""
    _ = context.person
    await storage.conversations.close_all(context.db, context.chat_id, names=["leaving"], now=context.now)
    await context.begin("leaving", {"what": what})


HANDLERS = [
    CommandHandler("privacy", show),
    CommandHandler("mydata", my_data),
    CommandHandler("deletemydata", erase),
    CallbackQueryHandler(show, f"^{MENU.name}:privacy$"),
    CallbackQueryHandler(tapped, PRIVACY.pattern),
]
