"""The JSON of the Bot API: users, chats, messages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from bot.demo.botapi import markup

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat, ChatMessage
    from bot.demo.botapi.world import World


def message(world: World, chat: Chat, shown: ChatMessage, *, with_reply: bool = True) -> dict[str, Any]:
    """A message as Telegram tells it to the bot."""
    told: dict[str, Any] = {
        "message_id": shown.message_id,
        "from": world.bot if shown.from_bot else world.users[shown.sender_id],
        "chat": chat.as_json(),
        "date": int(shown.sent_at.timestamp()),
    }
    if shown.edited_at is not None:
        told["edit_date"] = int(shown.edited_at.timestamp())
    if with_reply and shown.reply_to is not None:
        target = chat.message(shown.reply_to)
        if target is not None and not target.deleted:
            told["reply_to_message"] = message(world, chat, target, with_reply=False)
    _content(shown, told)
    told.update(shown.extra)
    if shown.buttons:
        told["reply_markup"] = markup.as_json(shown.buttons)
    if shown.protected:
        told["has_protected_content"] = True
    return told


def member_update(world: World, chat: Chat, by: dict[str, Any], before: str, after: str) -> dict[str, Any]:
    """The content of my_chat_member: how the bot's own standing in a chat changed."""
    return {
        "chat": chat.as_json(),
        "from": by,
        "date": int(world.now.timestamp()),
        "old_chat_member": _standing(world, before),
        "new_chat_member": _standing(world, after),
    }


def _content(shown: ChatMessage, told: dict[str, Any]) -> None:
    if shown.document is None:
        if shown.text:
            told["text"] = shown.text
            if shown.entities:
                told["entities"] = shown.entities
        return
    described = {
        "file_id": shown.document.file_id,
        "file_unique_id": hashlib.sha256(shown.document.content).hexdigest()[:16],
        "file_size": len(shown.document.content),
    }
    if shown.kind == "photo":
        told["photo"] = [described | {"width": 800, "height": 600}]
    elif shown.kind == "voice":
        told["voice"] = described | {"duration": 3, "mime_type": shown.document.mime_type}
    else:
        told["document"] = described | {
            "file_name": shown.document.name,
            "mime_type": shown.document.mime_type,
        }
    if shown.text:
        told["caption"] = shown.text
        if shown.entities:
            told["caption_entities"] = shown.entities


def _standing(world: World, status: str) -> dict[str, Any]:
    standing: dict[str, Any] = {"user": world.bot, "status": status}
    return standing | {"until_date": 0} if status == "kicked" else standing
