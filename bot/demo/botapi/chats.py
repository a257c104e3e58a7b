"""What a chat looks like from the people's side: messages with their history, pop-ups, keyboards."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bot.demo.botapi.markup import Button, Rows

__all__ = ["Button", "Chat", "ChatMessage", "Document", "Rows", "Toast", "Version"]


class Version(NamedTuple):
    """What a message showed before it was edited."""

    text: str
    buttons: Rows


class Toast(NamedTuple):
    """A pop-up after a tap; `alert` has to be closed by hand, the other kind fades."""

    text: str
    alert: bool = False
    url: str | None = None


class Document(NamedTuple):
    """A file in a message."""

    name: str
    content: bytes
    mime_type: str
    file_id: str


@dataclass
class ChatMessage:
    """One message; `text` is what the reader sees (the caption where there is a file)."""

    message_id: int
    from_bot: bool
    sender_id: int
    text: str
    sent_at: datetime
    kind: str = "text"
    entities: list[dict[str, Any]] = field(default_factory=list)
    buttons: Rows = ()
    document: Document | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    reply_to: int | None = None
    edited_at: datetime | None = None
    earlier: list[Version] = field(default_factory=list)
    deleted: bool = False
    silent: bool = False
    protected: bool = False

    @property
    def labels(self) -> list[str]:
        """All labels, row by row."""
        return [button.label for row in self.buttons for button in row]

    def change(self, text: str, entities: list[dict[str, Any]], buttons: Rows, at: datetime) -> None:
        """An edit; what was there before is kept in `earlier`."""
        self.earlier.append(Version(self.text, self.buttons))
        self.text, self.entities, self.buttons, self.edited_at = text, entities, buttons, at

    def button(self, label_or_data: str) -> Button:
        """The button with this label, else with this data. Raises LookupError naming what is there."""
        buttons = [button for row in self.buttons for button in row]
        for button in buttons:
            if button.label == label_or_data:
                return button
        for button in buttons:
            if button.data == label_or_data:
                return button
        raise LookupError(f"no button {label_or_data!r} under {self.text!r}, only {self.labels}")


class Chat(ABC):
    """One chat with its messages in order; old ones are dropped beyond `keep`."""

    def __init__(self, chat_id: int, kind: str, keep: int) -> None:
        self.id = chat_id
        self.kind = kind
        self.toasts: list[Toast] = []
        self.reply_keyboard: tuple[tuple[str, ...], ...] = ()
        self.blocked = False
        self.started = False
        self.action: str | None = None
        self._keep = keep
        self._messages: dict[int, ChatMessage] = {}

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """The chat as Telegram tells it."""

    @abstractmethod
    def why_closed(self) -> str | None:
        """Why the bot may not write here, in Telegram's words; None when it may."""

    @abstractmethod
    def bot_leaves(self) -> None:
        """The bot goes; from a private chat it cannot."""

    @property
    def messages(self) -> list[ChatMessage]:
        """All kept messages, oldest first, deleted ones included."""
        return list(self._messages.values())

    @property
    def shown(self) -> list[ChatMessage]:
        """What is on the screen: everything that was not deleted."""
        return [message for message in self._messages.values() if not message.deleted]

    @property
    def from_bot(self) -> list[ChatMessage]:
        """The bot's messages on the screen."""
        return [message for message in self.shown if message.from_bot]

    def message(self, message_id: int) -> ChatMessage | None:
        """By its id, deleted or not."""
        return self._messages.get(message_id)

    def newest_with(self, label_or_data: str) -> ChatMessage:
        """The newest message with such a button. Raises LookupError."""
        for message in reversed(self.from_bot):
            if any(label_or_data in (button.label, button.data) for button in _all(message)):
                return message
        seen = [label for message in self.from_bot for label in message.labels]
        raise LookupError(f"no button {label_or_data!r} in this chat, only {seen}")

    def keep(self, message: ChatMessage) -> ChatMessage:
        """A new message at the bottom."""
        self._messages[message.message_id] = message
        while len(self._messages) > self._keep:
            del self._messages[next(iter(self._messages))]
        return message

    def pop_up(self, toast: Toast) -> None:
        """An answered tap with words."""
        self.toasts.append(toast)
        del self.toasts[: -self._keep]


def _all(message: ChatMessage) -> Iterator[Button]:
    return (button for row in message.buttons for button in row)
