"""A message as Telegram takes it."""

from typing import Any

from bot import messages
from bot.buttons import Choice, Link
from bot.i18n import Speech
from bot.messages import Message
from bot.rules.people import Role
from bot.storage.letters import Letter

MAX_TEXT = 4096  # UTF-16 units, as Telegram counts
MAX_CAPTION = 1024


def written(message: Message) -> dict[str, Any]:
    """The parameters of the call, without the chat. Too long a text is cut rather than refused by Telegram."""
    field, limit = ("caption", MAX_CAPTION) if message.file else ("text", MAX_TEXT)
    payload: dict[str, Any] = {field: _cut(message.text, limit)}
    if message.file is None:
        payload["link_preview_options"] = {"is_disabled": True}
    if message.buttons:
        payload["reply_markup"] = {"inline_keyboard": [[_button(one) for one in row] for row in message.rows]}
    return payload


def menu(chat_id: int, _: Speech, roles: frozenset[Role]) -> Letter:
    """A chat's menu of commands, for what its person may do there; without a role there is none."""
    scope = {"type": "chat", "chat_id": chat_id}
    if not roles:
        return Letter(chat_id, "deleteMyCommands", {"scope": scope})
    commands = [{"command": name, "description": text} for name, text in messages.commands.of(_, roles)]
    return Letter(chat_id, "setMyCommands", {"commands": commands, "scope": scope})


def _button(one: Choice | Link) -> dict[str, str]:
    if isinstance(one, Link):
        return {"text": one.label, "url": one.url}
    return {"text": one.label, "callback_data": one.data}


def _cut(text: str, limit: int) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text
    return units[: 2 * (limit - 1)].decode("utf-16-le", errors="ignore") + "…"
