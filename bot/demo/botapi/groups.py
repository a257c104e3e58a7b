"""Group chats, where the bot hears only what is meant for it."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi import entities, formats
from bot.demo.botapi.chats import Chat, ChatMessage
from bot.demo.botapi.people import PrivateChat
from bot.demo.botapi.world import World


class GroupChat(Chat):
    """A group; the bot hears only commands, mentions and replies to itself (privacy mode)."""

    def __init__(self, world: World, chat_id: int, title: str) -> None:
        super().__init__(chat_id, "group", world.settings.history)
        self.world = world
        self.title = title
        self.bot_status = "left"

    def as_json(self) -> dict[str, Any]:
        """The chat as Telegram tells it."""
        return {
            "id": self.id,
            "type": "group",
            "title": self.title,
            "all_members_are_administrators": True,
        }

    def why_closed(self) -> str | None:
        """Not a member, or thrown out."""
        return {
            "member": None,
            "kicked": "bot was kicked from the group chat",
        }.get(self.bot_status, "bot is not a member of the group chat")

    def adds_the_bot(self, by: PrivateChat) -> None:
        """Somebody adds the bot."""
        self._turn(by.user, "member")
        self._service(by, {"new_chat_members": [self.world.bot]})

    def removes_the_bot(self, by: PrivateChat) -> None:
        """Somebody removes the bot."""
        self._turn(by.user, "kicked")

    def bot_leaves(self) -> None:
        """`leaveChat`."""
        self._turn(self.world.bot, "left")

    def says(self, by: PrivateChat, text: str, reply_to: int | None = None) -> ChatMessage:
        """Somebody writes in the group."""
        message = self._new(by, text, reply_to)
        if self._concerns_the_bot(message):
            self.world.deliver("message", formats.message(self.world, self, message), self.id)
        self.world.changed(self)
        return message

    def _new(self, by: PrivateChat, text: str, reply_to: int | None = None, **extra: Any) -> ChatMessage:
        return self.keep(
            ChatMessage(
                self.world.new_message_id(),
                from_bot=False,
                sender_id=by.id,
                text=text,
                sent_at=self.world.now,
                entities=entities.find(text),
                reply_to=reply_to,
                **extra,
            )
        )

    def _service(self, by: PrivateChat, extra: dict[str, Any]) -> None:
        message = self._new(by, "", kind="service", extra=extra)
        self.world.deliver("message", formats.message(self.world, self, message), self.id)
        self.world.changed(self)

    def _turn(self, by: dict[str, Any], status: str) -> None:
        update = formats.member_update(self.world, self, by, self.bot_status, status)
        self.bot_status = status
        self.world.deliver("my_chat_member", update, self.id)
        self.world.changed(self)

    def _concerns_the_bot(self, message: ChatMessage) -> bool:
        if self.bot_status != "member":
            return False
        me = f"@{self.world.settings.username}".lower()
        replied = self.message(message.reply_to) if message.reply_to is not None else None
        if me in message.text.lower() or (replied is not None and replied.from_bot):
            return True
        command = message.text.split(maxsplit=1)[:1]
        return bool(command) and command[0].startswith("/") and "@" not in command[0]


def group(world: World, chat_id: int, title: str) -> GroupChat:
    """A group, made on first sight; the bot is not in it yet."""
    if chat_id >= 0:
        raise ValueError("the id of a group is negative")
    chat = world.chats.get(chat_id)
    if chat is None:
        chat = world.chats[chat_id] = GroupChat(world, chat_id, title)
    if not isinstance(chat, GroupChat):
        raise TypeError(f"{chat_id} is a person")
    return chat
