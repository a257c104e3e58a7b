"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other.

Whatever here has a `CONVERSATION` is one; the other files serve one or several of them.
"""

from importlib import import_module
from pkgutil import iter_modules

from bot.conversation import Conversation

_FILES = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION for one in _FILES if hasattr(one, "CONVERSATION")
}
