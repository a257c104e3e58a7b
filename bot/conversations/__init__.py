"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other."""

from bot.conversation import Conversation
from bot.conversations import invite, join

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION for one in (invite, join)
}
