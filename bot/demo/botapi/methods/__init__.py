"""The methods of the Bot API that are imitated, by lower-case name; Telegram ignores the case too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.demo.botapi.methods import chats, commands, files, messages, profile, queries, receiving
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.world import World

Method = Callable[[World, Parameters], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **messages.METHODS,
    **files.METHODS,
    **queries.METHODS,
    **commands.METHODS,
    **profile.METHODS,
    **chats.METHODS,
}
