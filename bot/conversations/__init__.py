"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other."""

from bot.conversation import Conversation
from bot.conversations import (
    again,
    deciding,
    ending,
    explaining,
    getting_to_know,
    guardian,
    invite,
    join,
    leaving,
    log,
    pairing,
    pause,
    planned_end,
    quiet,
)

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION
    for one in (
        again,
        deciding,
        ending,
        explaining,
        getting_to_know,
        guardian,
        invite,
        join,
        leaving,
        log,
        pairing,
        pause,
        planned_end,
        quiet,
    )
}
