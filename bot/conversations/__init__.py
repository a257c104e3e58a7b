"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other."""

from bot.conversation import Conversation
from bot.conversations import (
    activity,
    again,
    consultation,
    ending,
    explaining,
    guardian,
    invite,
    join,
    leaving,
    log,
    moving,
    pairing,
    partner,
    pause,
    planned_end,
    quiet,
)

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION
    for one in (
        activity,
        again,
        consultation,
        ending,
        explaining,
        guardian,
        invite,
        join,
        leaving,
        log,
        moving,
        pairing,
        partner,
        pause,
        planned_end,
        quiet,
    )
}
