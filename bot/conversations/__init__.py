"""Conversations: named steps, each asks one thing and takes one answer. They do not know each other."""

from bot.conversation import Conversation
from bot.conversations import (
    activity,
    again,
    consultation,
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
    moving,
    pairing,
    paper,
    partner,
    pause,
    planned_end,
    planning,
    quiet,
)

CONVERSATIONS: dict[str, Conversation] = {
    one.CONVERSATION.name: one.CONVERSATION
    for one in (
        activity,
        again,
        consultation,
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
        moving,
        pairing,
        paper,
        partner,
        pause,
        planned_end,
        planning,
        quiet,
    )
}
