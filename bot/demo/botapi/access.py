"""Whether the bot may write to a chat, with Telegram's words where it may not."""

from __future__ import annotations

from bot.demo.botapi.chats import Chat, ChatMessage
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import bad_request, forbidden
from bot.demo.botapi.world import World


def chat(world: World, parameters: Parameters) -> Chat:
    """The chat a call names. Raises Refused."""
    named = parameters.text("chat_id")
    if not named:
        raise bad_request("chat_id is empty")
    try:
        found = world.chats.get(int(named))
    except ValueError:
        found = None  # "@name" finds public groups and channels only; there are none here
    if found is None:
        raise bad_request("chat not found")
    return found


def writable(world: World, parameters: Parameters) -> Chat:
    """A chat that the bot may write to now. Raises Refused."""
    found = chat(world, parameters)
    if (reason := found.why_closed()) is not None:
        raise forbidden(reason)
    return found


def message(found: Chat, parameters: Parameters, missing: str) -> ChatMessage:
    """The message a call names; `missing` is what Telegram says when it is not there."""
    message_id = parameters.integer("message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    named = found.message(message_id)
    if named is None or named.deleted:
        raise bad_request(missing)
    return named
