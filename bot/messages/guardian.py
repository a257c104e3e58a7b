"""A coordinator records that a minor's legal representative has agreed."""

from datetime import date

from bot.buttons import Choice
from bot.i18n import Speech
from bot.messages.message import Message


def about(_: Speech) -> str:
    return _(
        "For people under 18 the legal representative agrees on paper. Note here who, when and where the paper is."
    )


def ask_name(_: Speech, name: str) -> Message:
    return Message(_("{name}\nWhat is the legal representative’s name?", name=name))


def ask_given_on(_: Speech, today: date) -> Message:
    text = _("When was the consent signed? Choose, or write a date.")
    return Message(text, (Choice(_.date(today), f"={today.isoformat()}"),))


def ask_paper(_: Speech) -> Message:
    return Message(_("For example: file 12, top shelf. Where is the signed paper kept?"))


def recorded(_: Speech) -> str:
    return _("The legal representative’s consent is recorded.")
