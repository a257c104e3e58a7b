"""Chats as JSON, for whoever watches from another process."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.chats import Chat, ChatMessage
from bot.demo.botapi.markup import Rows


def chat(shown: Chat) -> dict[str, Any]:
    """Everything on the screen of one chat, and what was there before."""
    return {
        "id": shown.id,
        "kind": shown.kind,
        "blocked": shown.blocked,
        "started": shown.started,
        "action": shown.action,
        "reply_keyboard": shown.reply_keyboard,
        "toasts": [toast._asdict() for toast in shown.toasts],
        "messages": [message(one) for one in shown.messages],
    }


def message(shown: ChatMessage) -> dict[str, Any]:
    """One message; a file is told by name and size."""
    told: dict[str, Any] = {
        "message_id": shown.message_id,
        "from_bot": shown.from_bot,
        "sender_id": shown.sender_id,
        "text": shown.text,
        "kind": shown.kind,
        "entities": shown.entities,
        "sent_at": shown.sent_at.isoformat(),
        "buttons": _rows(shown.buttons),
        "reply_to": shown.reply_to,
        "edited_at": shown.edited_at.isoformat() if shown.edited_at else None,
        "earlier": [{"text": one.text, "buttons": _rows(one.buttons)} for one in shown.earlier],
        "deleted": shown.deleted,
        "silent": shown.silent,
    }
    if shown.document is not None:
        told["document"] = {
            "name": shown.document.name,
            "size": len(shown.document.content),
            "mime_type": shown.document.mime_type,
            "file_id": shown.document.file_id,
        }
    return told


def _rows(rows: Rows) -> list[list[dict[str, str | None]]]:
    return [[button._asdict() for button in row] for row in rows]
