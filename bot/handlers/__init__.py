"""Doors: each reads the update, calls one service, chooses the message, replies. They do not know each other.

Order matters in four places only, so it is written down here: a tap is noted before it does anything, groups and edits
are turned away first, commands and buttons come next, typed words last. What is behind all of them sees every update
once more when it was handled.
"""

from typing import Any

from telegram.ext import BaseHandler

from bot.context import Context
from bot.handlers import (
    activities,
    broadcasts,
    care,
    consents,
    digests,
    fallback,
    forecasts,
    hours,
    invite,
    language,
    lifelines,
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
    time_off,
    weeks,
    words,
    worklists,
)

__all__ = ["FIRST", "KNOCKS", "WORDS", "words"]

Handlers = list[BaseHandler[Any, Context, Any]]

BEFORE: Handlers = [*lifelines.BEFORE]
FIRST: Handlers = [*outside.HANDLERS]
KNOCKS: Handlers = [
    *start.HANDLERS,
    *language.HANDLERS,
    *invite.HANDLERS,
    *broadcasts.HANDLERS,
    *people.HANDLERS,
    *privacy.HANDLERS,
    *consents.HANDLERS,
    *profiles.HANDLERS,
    *quiet.HANDLERS,
    *time_off.HANDLERS,
    *digests.HANDLERS,
    *worklists.HANDLERS,
    *weeks.HANDLERS,
    *lifelines.HANDLERS,
    *hours.HANDLERS,
    *forecasts.HANDLERS,
    *plans.HANDLERS,
    *care.HANDLERS,
    *measures.HANDLERS,
    *sessions.HANDLERS,
    *activities.HANDLERS,
    *partners.HANDLERS,
]
WORDS: Handlers = [*time_off.WORDS, *sessions.WORDS, *fallback.HANDLERS]
BEHIND: Handlers = [*consents.BEHIND]
