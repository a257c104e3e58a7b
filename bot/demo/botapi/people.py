"""The people's side: what a person does, turned into updates for the bot."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.demo.botapi import entities, formats
from bot.demo.botapi.chats import Chat, ChatMessage
from bot.demo.botapi.parameters import Upload
from bot.demo.botapi.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


class PrivateChat(Chat):
    """One person's chat with the bot."""

    def __init__(self, world: World, user: dict[str, Any]) -> None:
        super().__init__(user["id"], "private", world.settings.history)
        self.world = world
        self.user = user

    def as_json(self) -> dict[str, Any]:
        """The chat as Telegram tells it."""
        told: dict[str, Any] = {"id": self.id, "type": "private"}
        for name in ("first_name", "last_name", "username"):
            if name in self.user:
                told[name] = self.user[name]
        return told

    def why_closed(self) -> str | None:
        """A block, or a person who never pressed *Start*."""
        if self.blocked:
            return "bot was blocked by the user"
        return None if self.started else "bot can't initiate conversation with a user"

    def bot_leaves(self) -> None:
        """A bot cannot leave a person."""

    def says(self, text: str, reply_to: int | None = None) -> ChatMessage:
        """The person types something."""
        return self._sends(text, reply_to=reply_to)

    def knows_the_bot(self) -> None:
        """The person pressed *Start* some time ago: the bot may write, and is told nothing now."""
        self.started = True

    def starts(self, payload: str = "") -> ChatMessage:
        """The person presses *Start*, perhaps from a deep link. Raises ValueError for a bad link."""
        if not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"a deep link carries at most 64 of A-Z a-z 0-9 _ -, not {payload!r}")
        return self._sends(f"/start {payload}".strip())

    def opens(self, link: str) -> ChatMessage:
        """The person opens a deep link to this bot and presses *Start*."""
        parts, username = urlsplit(link), self.world.settings.username
        if parts.netloc not in ("t.me", "telegram.me") or parts.path.strip("/") != username:
            raise ValueError(f"not a link to this bot: {link}")
        return self.starts(parse_qs(parts.query).get("start", [""])[0])

    def edits(self, message_id: int, text: str) -> ChatMessage:
        """The person edits a message of their own."""
        message = self._own(message_id)
        message.change(text, entities.find(text), (), self.world.now)
        self._tell("edited_message", message)
        return message

    def deletes(self, message_id: int) -> None:
        """The person clears a message; bots are not told."""
        message = self.message(message_id)
        if message is None:
            raise LookupError(f"no message {message_id} in this chat")
        message.deleted = True
        self.world.changed(self)

    def taps(self, message_id: int | None, label_or_data: str) -> str:
        """Tap a button by label (or data); without an id, the newest message that has it.

        The result is the id of the callback query, or the address that a link button opens.
        """
        message = self.newest_with(label_or_data) if message_id is None else self.message(message_id)
        if message is None or message.deleted:
            raise LookupError(f"no message {message_id} on the screen")
        button = message.button(label_or_data)
        if button.url is not None:
            return button.url
        return self.taps_data(message.message_id, button.data or "")

    def taps_data(self, message_id: int, data: str) -> str:
        """A forged or month-old tap: any data, on any message. The result is the query's id."""
        message = self.message(message_id)
        query_id = self.world.new_query_id(self.id)
        if message is None or message.deleted:
            told: dict[str, Any] = {"chat": self.as_json(), "message_id": message_id, "date": 0}
        else:
            told = formats.message(self.world, self, message)
        query = {
            "id": query_id,
            "from": self.user,
            "message": told,
            "chat_instance": str(self.id * 7919),
            "data": data,
        }
        # Telegram keeps taps in another queue than messages: a webhook gets no order between them.
        self.world.deliver("callback_query", query, self.id, f"taps of {self.id}")
        return query_id

    def presses(self, label: str) -> ChatMessage:
        """Press a key of the keyboard under the typing field: its label is sent as a message."""
        keys = [key for row in self.reply_keyboard for key in row]
        if label not in keys:
            raise LookupError(f"no key {label!r}, only {keys}")
        return self.says(label)

    def sends_photo(self, caption: str = "", content: bytes = b"\x89PNG photo") -> ChatMessage:
        """A photo."""
        return self._sends_file("photo", Upload("photo.png", content, "image/png"), caption)

    def sends_document(self, content: bytes, name: str, caption: str = "") -> ChatMessage:
        """A file."""
        return self._sends_file("document", Upload(name, content, "application/octet-stream"), caption)

    def sends_voice(self) -> ChatMessage:
        """A spoken message."""
        return self._sends_file("voice", Upload("voice.ogg", b"OggS voice", "audio/ogg"), "")

    def sends_sticker(self, emoji: str = "👍") -> ChatMessage:
        """A sticker."""
        sticker = {
            "file_id": "CAACAgIAAxkBAAIsticker",
            "file_unique_id": "AgADsticker",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._sends("", kind="sticker", extra={"sticker": sticker})

    def sends_contact(self, phone: str = "+37120000000") -> ChatMessage:
        """The person's own contact card."""
        contact = {"phone_number": phone, "first_name": self.user["first_name"], "user_id": self.id}
        return self._sends("", kind="contact", extra={"contact": contact})

    def sends_location(self, latitude: float = 57.424, longitude: float = 25.902) -> ChatMessage:
        """A place."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._sends("", kind="location", extra={"location": place})

    def forwards(self, text: str, written_by: str = "Somebody") -> ChatMessage:
        """A message of somebody else, passed on."""
        origin = {
            "type": "hidden_user",
            "date": int(self.world.now.timestamp()),
            "sender_user_name": written_by,
        }
        return self._sends(text, extra={"forward_origin": origin})

    def blocks_the_bot(self) -> None:
        """From now on the bot gets 403."""
        self._member("member", "kicked")
        self.blocked = True
        self.world.changed(self)

    def unblocks(self) -> None:
        """The bot may write again."""
        self.blocked = False
        self._member("kicked", "member")
        self.world.changed(self)

    def _sends_file(self, kind: str, upload: Upload, caption: str) -> ChatMessage:
        document = self.world.files.keep(upload, {"photo": "photos", "voice": "voice"}.get(kind, "documents"))
        return self._sends(caption, kind=kind, document=document)

    def _sends(self, text: str, *, kind: str = "text", **more: Any) -> ChatMessage:
        if self.blocked:
            self.unblocks()  # writing to a blocked bot is possible only after unblocking it
        self.started = True
        message = ChatMessage(
            self.world.new_message_id(),
            from_bot=False,
            sender_id=self.id,
            text=text.strip(),
            sent_at=self.world.now,
            kind=kind,
            entities=entities.find(text.strip()),
            **more,
        )
        self.keep(message)
        self._tell("message", message)
        return message

    def _tell(self, kind: str, message: ChatMessage) -> None:
        self.world.deliver(kind, formats.message(self.world, self, message), self.id)
        self.world.changed(self)

    def _own(self, message_id: int) -> ChatMessage:
        message = self.message(message_id)
        if message is None or message.from_bot or message.deleted:
            raise LookupError(f"{message_id} is not a message of this person")
        return message

    def _member(self, before: str, after: str) -> None:
        update = formats.member_update(self.world, self, self.user, before, after)
        self.world.deliver("my_chat_member", update, self.id)


def account(
    user_id: int,
    first_name: str,
    language_code: str | None,
    last_name: str | None = None,
    username: str | None = None,
) -> dict[str, Any]:
    """A Telegram account as the Bot API tells it; what is not known is left out."""
    user = {
        "id": user_id,
        "is_bot": False,
        "first_name": first_name,
        "last_name": last_name,
        "username": username,
        "language_code": language_code,
    }
    return {key: value for key, value in user.items() if value is not None}


def person(world: World, user: dict[str, Any]) -> PrivateChat:
    """The private chat of a person, made on first sight; a new name or language is taken over."""
    chat = world.chats.get(user["id"])
    if chat is None:
        chat = world.chats[user["id"]] = PrivateChat(world, user)
    if not isinstance(chat, PrivateChat):
        raise TypeError(f"{user['id']} is a group")
    chat.user = world.users[user["id"]] = user
    return chat
