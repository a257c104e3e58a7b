"""/partners: the directory page by page, one partner's card and its buttons; consultations undone or logged."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, services
from bot.buttons import CONSULTATION, HERE, MENU, PARTNER, PARTNERS_PAGE
from bot.context import Context, number
from bot.rules.errors import Gone
from bot.rules.people import STAFF, Role


async def show(update: Update, context: Context) -> None:
    await _page(context, 1, in_place=False)


async def turn(update: Update, context: Context) -> None:
    await _page(context, context.tapped(PARTNERS_PAGE), in_place=True)


async def _page(context: Context, page: int, *, in_place: bool) -> None:
    context.require(*STAFF)
    directory = await services.partners.page(context.db, by=context.person.id, number=page)
    context.reply(messages.partners.page(context.speech.formally(), directory), in_place=in_place)


async def add(update: Update, context: Context) -> None:
    context.require(Role.COORDINATOR)
    await context.begin("partner")


async def open_card(update: Update, context: Context) -> None:
    """The card, and what its buttons do."""
    context.require(*STAFF)
    _ = context.speech.formally()
    match context.facts(PARTNER):
        case (partner_id, "consulted"):
            await context.begin("consultation", {"partner": number(partner_id)})
        case (partner_id, "change"):
            context.require(Role.COORDINATOR)
            await context.begin("partner", {"partner": number(partner_id)})
        case (partner_id, "withdraw"):
            partner = await services.partners.writable(context.db, number(partner_id), by=context.person.id)
            context.reply(messages.partners.ask_withdraw(_, partner), in_place=True)
        case (partner_id, "withdraw", "yes"):
            partner = await services.partners.withdraw(
                context.db, number(partner_id), by=context.person.id, now=context.now
            )
            context.reply(messages.partners.withdrawn(_, partner), in_place=True)
        case (partner_id,) | (partner_id, "here"):
            partner = await services.partners.readable(context.db, number(partner_id), by=context.person.id)
            may_write = partner.municipality_id in context.person.municipalities(Role.COORDINATOR)
            context.reply(
                messages.partners.card(_, partner, may_write=may_write),
                in_place=context.facts(PARTNER)[1:] == (HERE,),
            )
        case _:
            raise Gone


async def act_on_consultation(update: Update, context: Context) -> None:
    """The buttons under a consultation that was noted."""
    context.require(*STAFF)
    match context.facts(CONSULTATION):
        case ("undo", consultation_id):
            gone = await services.partners.undo(
                context.db, number(consultation_id), by=context.person.id, now=context.now
            )
            context.reply(messages.partners.undone(context.speech.formally(), gone), in_place=True)
        case ("log", consultation_id):
            context.require(Role.MENTOR)
            await context.begin("log", {"consultation": number(consultation_id)})
        case _:
            raise Gone


HANDLERS = [
    CommandHandler("partners", show),
    CallbackQueryHandler(show, f"^{MENU.name}:partners$"),
    CallbackQueryHandler(add, f"^{MENU.name}:partner$"),
    CallbackQueryHandler(turn, PARTNERS_PAGE.pattern),
    CallbackQueryHandler(open_card, PARTNER.pattern),
    CallbackQueryHandler(act_on_consultation, CONSULTATION.pattern),
]
