"""Why a month could not bring its hours: asked of a coordinator, and said where the month is shown."""

from typing import Protocol

from bot.buttons import Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.hours import ShortReason
from bot.rules.periods import Period


class Reason(Protocol):
    """As `services.months` finds it."""

    @property
    def kind(self) -> ShortReason: ...
    @property
    def words(self) -> str | None: ...


def about_reason(_: Speech) -> str:
    return _(
        "Why hours are missing in the month. Coordinators see it in the digest and in the hours, the young person in "
        "/mydata."
    )


def reasons(_: Speech) -> dict[ShortReason, str]:
    return {
        ShortReason.ILLNESS: _("Illness"),
        ShortReason.EXAMS: _("Exams"),
        ShortReason.MOVED: _("Moved away"),
        ShortReason.NO_CONTACT: _("No contact"),
        ShortReason.MENTOR_AWAY: _("Mentor absent"),
        ShortReason.OTHER: _("Another reason"),
    }


def ask_reason(_: Speech, period: Period) -> Message:
    text = _("Month: {month}\nWhy are hours missing?", month=_.month(period.first))
    return Message(text, tuple(Choice(label, f"={one.value}") for one, label in reasons(_).items()))


def ask_words(_: Speech, kind: ShortReason) -> Message:
    text = _(
        "Reason: {reason}\nPlease leave out details of health; the reason alone is enough. Would you like to add a few "
        "words?",
        reason=reasons(_)[kind],
    )
    return Message(text)


def reason_noted(_: Speech, reason: Reason) -> Message:
    return Message(_("Noted. Reason: {reason}", reason=said(_, reason)))


def said(_: Speech, reason: Reason, *, most: int | None = None) -> str:
    """The reason and the coordinator's words, in one line; of the words at most so many characters."""
    if reason.words is None:
        return reasons(_)[reason.kind]
    words = " ".join(reason.words.split())
    shown = words if most is None or len(words) <= most else f"{words[: most - 1]}…"
    return f"{reasons(_)[reason.kind]} · {shown}"
