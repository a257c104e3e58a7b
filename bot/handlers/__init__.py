"""Doors: each reads the update, calls one service, chooses the message, replies. They do not know each other.

Order matters in three places only, so it is written down here: groups and edits are turned away first, commands and
buttons come next, typed words last.
"""

from typing import Any

from telegram.ext import BaseHandler

from bot.context import Context
from bot.handlers import (
    activities,
    broadcasts,
    care,
    digests,
    fallback,
    hours,
    invite,
    language,
    measures,
    outside,
    partners,
    people,
    plans,
    privacy,
    profiles,
    quiet,
    sessions,
    start,
)

Handlers = list[BaseHandler[Any, Context, Any]]

FIRST: Handlers = [*outside.HANDLERS]
KNOCKS: Handlers = [
    *start.HANDLERS,
    *language.HANDLERS,
    *invite.HANDLERS,
    *broadcasts.HANDLERS,
    *people.HANDLERS,
    *privacy.HANDLERS,
    *profiles.HANDLERS,
    *quiet.HANDLERS,
    *digests.HANDLERS,
    *hours.HANDLERS,
    *plans.HANDLERS,
    *care.HANDLERS,
    *measures.HANDLERS,
    *sessions.HANDLERS,
    *activities.HANDLERS,
    *partners.HANDLERS,
]
WORDS: Handlers = [*sessions.WORDS, *fallback.HANDLERS]
