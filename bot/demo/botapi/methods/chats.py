"""Looking at chats, showing that the bot is busy, leaving groups."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import access
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import bad_request
from bot.demo.botapi.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "record_audio",
        "upload_audio",
        "upload_document",
        "choose_sticker",
        "find_location",
        "pick_up_location",
        "record_video_note",
        "upload_video_note",
        "cancel",
    }
)


def send_chat_action(world: World, parameters: Parameters) -> bool:
    """ "Typing…" and the like."""
    chat = access.writable(world, parameters)
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = action
    world.changed(chat)
    return True


def get_chat(world: World, parameters: Parameters) -> dict[str, Any]:
    """What is known about a chat."""
    chat = access.chat(world, parameters)
    return chat.as_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group."""
    chat = access.writable(world, parameters)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_leaves()
    return True


METHODS = {"sendchataction": send_chat_action, "getchat": get_chat, "leavechat": leave_chat}
