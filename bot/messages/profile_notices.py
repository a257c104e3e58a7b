"""What is said unasked about getting to know each other: to the young person about their own, to coordinators."""

from collections.abc import Callable
from typing import Any

from bot.buttons import LATER, MENU, Choice
from bot.i18n import Speech
from bot.messages import getting_to_know, profiles
from bot.messages.message import Message


def sent(_: Speech, facts: Any) -> Message:
    """To coordinators."""
    text = _("{name}: the answers have arrived and wait for your decision.", name=facts.name)
    return Message(text, (profiles.read_button(_, facts.person_id, facts.name),))


def nudge(_: Speech, facts: Any) -> Message:
    buttons = (
        Choice(getting_to_know.resume(_), MENU.data("profile")),
        Choice(getting_to_know.later_label(_), LATER.data(facts.profile_id)),
    )
    return Message(getting_to_know.nudge(_, facts.nudge), (buttons,))


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "profile_sent": sent,
    "profile_decided": profiles.decided_for_youth,
    "profile_asked_back": profiles.asked_back_for_youth,
    "profile_nudge": nudge,
}
