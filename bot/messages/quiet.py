"""Quiet hours: what they are, and changing them."""

from collections.abc import Sequence
from datetime import time

from bot.buttons import QUIET, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.quiet import QuietHours


def shown(_: Speech, hours: QuietHours, *, is_own: bool) -> Message:
    # Translators: button
    default = (Choice(_("Back to the usual hours"), QUIET.data("default")),) if is_own else ()
    return Message(said(_, hours), (Choice(_("Change"), QUIET.data("change")), *default))


def said(_: Speech, hours: QuietHours) -> str:
    if hours.start == hours.end:
        return _("No quiet hours: reminders may come at any time.")
    span = _.hours_between(hours.start, hours.end)
    return _.you("Quiet hours: {span}. No reminders then. If you write, I'll answer.", span=span)


def about(_: Speech) -> str:
    return _("In quiet hours no reminder comes. The same time twice: no quiet hours at all.")


def ask_start(_: Speech, choices: Sequence[time]) -> Message:
    return Message(
        _.you("Choose, or write a time, for example 21:00. When should quiet hours begin?"), _times(_, choices)
    )


def ask_end(_: Speech, choices: Sequence[time]) -> Message:
    return Message(_.you("Choose, or write a time, for example 9:00. When should quiet hours end?"), _times(_, choices))


def _times(_: Speech, choices: Sequence[time]) -> tuple[tuple[Choice, ...], ...]:
    """Three in a row."""
    options = [Choice(_.time(one), f"={one:%H:%M}") for one in choices]
    return tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))
