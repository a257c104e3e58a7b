"""What is not a private conversation: groups, blocks, edited messages. Turned away first, kindly."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot import messages, storage
from bot.context import Context

ONLY_IN_PRIVATE = "group"


async def in_group(update: Update, context: Context) -> None:
    """Said once, when a command or our name brings us in; nothing of the group is kept or shown."""
    message = update.effective_message
    text = (message.text or "") if message else ""
    if not text.startswith("/") and f"@{context.bot.username}" not in text:
        return
    await _say_only_in_private(context)


async def membership(update: Update, context: Context) -> None:
    """Blocked or back again; added to a group."""
    changed = update.my_chat_member
    assert changed is not None
    is_there = changed.new_chat_member.status not in (ChatMember.BANNED, ChatMember.LEFT)
    if changed.chat.type == "private":
        await storage.people.mark_unreachable(context.db, context.chat_id, since=None if is_there else context.now)
    elif is_there and changed.old_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await _say_only_in_private(context)


async def edited(update: Update, context: Context) -> None:
    if context.unit.has_answered_crisis:
        return
    context.reply(messages.common.edits_are_not_read(context.speech))


async def _say_only_in_private(context: Context) -> None:
    """Once to a group: the card's row, which holds numbers only, remembers it."""
    if await storage.cards.exists(context.db, context.chat_id, ONLY_IN_PRIVATE):
        return
    said = messages.common.group_chat(context.speech, f"https://t.me/{context.bot.username}")
    context.reply(said, card=ONLY_IN_PRIVATE)


HANDLERS = [
    ChatMemberHandler(membership, ChatMemberHandler.MY_CHAT_MEMBER),
    MessageHandler(~filters.ChatType.PRIVATE, in_group),
    MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited),
]
