"""The cheapest honest answers, for benchmarks: nothing is checked and nothing is kept.

Only the buttons last shown in a chat are remembered, so that a benchmark can tap them.
"""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.world import World


def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """A new message id, or 429."""
    chat_id = int(parameters.texts["chat_id"])
    if world.limits is not None:
        world.limits.check(chat_id)
    return _message(world, chat_id, world.new_message_id(), parameters)


def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any]:
    """Whatever message it is, it is edited now."""
    chat_id = int(parameters.texts["chat_id"])
    if world.limits is not None:
        world.limits.check(chat_id)
    return _message(world, chat_id, int(parameters.texts["message_id"]), parameters)


def answer_callback_query(world: World, parameters: Parameters) -> bool:
    """Always in time."""
    world.queries.pop(parameters.text("callback_query_id"), None)
    return True


def send_chat_action(_: World, __: Parameters) -> bool:
    """Nobody looks."""
    return True


def _message(world: World, chat_id: int, message_id: int, parameters: Parameters) -> dict[str, Any]:
    told: dict[str, Any] = {
        "message_id": message_id,
        "from": world.bot,
        "chat": {"id": chat_id, "type": "private", "first_name": "P"},
        "date": int(world.now.timestamp()),
        "text": parameters.text("text"),
    }
    keyboard = parameters.decoded("reply_markup", "reply keyboard markup")
    if keyboard and "inline_keyboard" in keyboard:
        told["reply_markup"] = keyboard
        world.last_buttons[chat_id] = (message_id, keyboard["inline_keyboard"])
    world.bot_wrote(chat_id)
    return told


METHODS = {
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_text,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
}
