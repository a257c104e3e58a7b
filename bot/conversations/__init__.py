"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other."""

from bot.conversation import Conversation
from bot.conversations import (
    again,
    correcting,
    dropping,
    ending,
    explaining,
    getting_to_know,
    goal,
    guardian,
    invite,
    join,
    keeping,
    leaving,
    log,
    measuring,
    pairing,
    paper,
    pause,
    planned_end,
    planning,
    quiet,
)

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION
    for one in (
        again,
        correcting,
        dropping,
        ending,
        explaining,
        getting_to_know,
        goal,
        guardian,
        invite,
        join,
        keeping,
        leaving,
        log,
        measuring,
        pairing,
        paper,
        pause,
        planned_end,
        planning,
        quiet,
    )
}
