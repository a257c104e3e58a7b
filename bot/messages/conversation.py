"""What every conversation says: the ways out, the line an old card folds into."""

import re

from bot.i18n import Speech
from bot.messages.message import Message

_SENTENCE_END = re.compile(r"(?<=[.!?…]) +")  # a no-break space is inside a date
_FOLDED = 100  # characters of a line


def back(_: Speech) -> tuple[str, str]:
    # Translators: button
    return _("Back"), "!back"


def skip(_: Speech) -> tuple[str, str]:
    # Translators: button
    return _("Skip"), "!skip"


def help_(_: Speech) -> tuple[str, str]:
    # Translators: button
    return _("Help"), "!help"


def stop(_: Speech) -> tuple[str, str]:
    # Translators: button
    return _("Stop"), "!stop"


def stopped(_: Speech) -> str:
    return _("Stopped. Nothing was saved.")


def old_button(_: Speech) -> Message:
    return Message(_("This button no longer works. The next message is up to date."))


def folded(text: str) -> str:
    """What an old card folds into: its question, below the heading where it has one; its first line where it asks
    nothing. A hint above the question is not what one looks for later."""
    first, *others = [line for line in text.strip().split("\n") if line.strip()] or ["…"]
    questions = [one for line in (first, *others) for one in _SENTENCE_END.split(line) if one.endswith("?")]
    if not questions:
        return first[:_FOLDED]
    is_heading = questions[-1] not in first and first[-1] not in ".!?"
    return "\n".join([first[:_FOLDED], questions[-1]] if is_heading else [questions[-1]])
