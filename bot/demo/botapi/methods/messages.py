"""Sending, editing and deleting text messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.demo.botapi import access, formats, markup, texts
from bot.demo.botapi.chats import Chat, ChatMessage
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import NOT_MODIFIED, bad_request
from bot.demo.botapi.world import World

DELETABLE_FOR = timedelta(hours=48)


def send_message(world: World, parameters: Parameters) -> dict[str, Any]:
    """A new text message."""
    chat = access.writable(world, parameters)
    formatted = texts.message_text(parameters)
    return send(world, chat, parameters, text=formatted.text, entities=formatted.entities)


def send(world: World, chat: Chat, parameters: Parameters, **content: Any) -> dict[str, Any]:
    """Put a message of the bot into a chat, with whatever keyboard came along."""
    keyboard = markup.read(parameters)
    reply_to = _reply_to(chat, parameters)
    if world.limits is not None:
        world.limits.check(chat.id)
    message = chat.keep(
        ChatMessage(
            world.new_message_id(),
            from_bot=True,
            sender_id=world.bot_id,
            sent_at=world.now,
            buttons=keyboard.buttons,
            reply_to=reply_to,
            silent=parameters.flag("disable_notification"),
            protected=parameters.flag("protect_content"),
            **content,
        )
    )
    if keyboard.keyboard or keyboard.removes_keyboard:
        chat.reply_keyboard = keyboard.keyboard
    chat.action = None
    return _told(world, chat, message)


def edit_message_text(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change text and buttons of a message; without `reply_markup` the buttons go away."""
    chat = access.writable(world, parameters)
    message = _editable(chat, parameters)
    if message.document is not None:
        raise bad_request("there is no text in the message to edit")
    formatted = texts.message_text(parameters)
    return _edit(world, chat, message, formatted, markup.read(parameters, inline_only=True))


def edit_message_caption(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change the words under a file."""
    chat = access.writable(world, parameters)
    message = _editable(chat, parameters)
    if message.document is None:
        raise bad_request("there is no caption in the message to edit")
    formatted = texts.caption(parameters)
    return _edit(world, chat, message, formatted, markup.read(parameters, inline_only=True))


def edit_message_reply_markup(world: World, parameters: Parameters) -> dict[str, Any]:
    """Change only the buttons."""
    chat = access.writable(world, parameters)
    message = _editable(chat, parameters)
    same = texts.Formatted(message.text, message.entities)
    return _edit(world, chat, message, same, markup.read(parameters, inline_only=True))


def delete_message(world: World, parameters: Parameters) -> bool:
    """Take a message away for everyone, within 48 hours."""
    chat = access.writable(world, parameters)
    message = access.message(chat, parameters, "message to delete not found")
    if world.now - message.sent_at > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    if chat.kind == "group" and not message.from_bot:
        raise bad_request("message can't be deleted")
    message.deleted = True
    world.changed(chat)
    return True


def _editable(chat: Chat, parameters: Parameters) -> ChatMessage:
    message = access.message(chat, parameters, "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return message


def _edit(
    world: World, chat: Chat, message: ChatMessage, formatted: texts.Formatted, keyboard: markup.Markup
) -> dict[str, Any]:
    if world.limits is not None:
        world.limits.check(chat.id)
    if (message.text, message.entities, message.buttons) == (*formatted, keyboard.buttons):
        raise bad_request(NOT_MODIFIED)
    message.change(formatted.text, formatted.entities, keyboard.buttons, world.now)
    return _told(world, chat, message)


def _told(world: World, chat: Chat, message: ChatMessage) -> dict[str, Any]:
    told = formats.message(world, chat, message)
    world.bot_wrote(chat.id)
    world.changed(chat)
    return told


def _reply_to(chat: Chat, parameters: Parameters) -> int | None:
    given = parameters.decoded("reply_parameters", "reply parameters")
    if isinstance(given, dict) and "message_id" in given:
        wanted, lenient = int(given["message_id"]), bool(given.get("allow_sending_without_reply"))
    else:
        wanted = parameters.integer("reply_to_message_id")
        lenient = parameters.flag("allow_sending_without_reply")
    if wanted <= 0:
        return None
    message = chat.message(wanted)
    if message is not None and not message.deleted:
        return wanted
    if lenient:
        return None
    raise bad_request("message to be replied not found")


METHODS = {
    "sendmessage": send_message,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
}
