"""A proposal that was tapped: the planning card, filled in, and nothing is planned before it is saved."""

from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot import messages, services
from bot.buttons import PROPOSAL
from bot.context import Context, number
from bot.i18n import Speech
from bot.rules.errors import Gone
from bot.rules.people import STAFF
from bot.rules.policies import Kind


async def open_proposal(update: Update, context: Context) -> None:
    context.require(*STAFF)
    match context.facts(PROPOSAL):
        case (participation_id, stamp, minutes):
            found = await services.proposals.opened(
                context.db,
                number(participation_id),
                stamp,
                number(minutes),
                by=context.person.id,
                now=context.now,
                zone=context.zone,
            )
        case _:
            raise Gone
    youths = Speech(found.language, context.zone, familiar=True)
    draft: dict[str, Any] = {
        "youth": [found.participation_id],
        "title": messages.forecasts.title(youths),
        "kind": Kind.MENTORING.value,
        "place": None,
        "along": None,
    }
    if found.day is not None and found.start is not None:
        draft |= {"day": found.day.isoformat(), "start": found.start.isoformat("minutes"), "minutes": found.minutes}
    await context.begin("activity", draft)


HANDLERS = [CallbackQueryHandler(open_proposal, PROPOSAL.pattern)]
