"""What every conversation says: the ways out, the line an old card folds into."""

from bot.i18n import Speech
from bot.messages.message import Message


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
    """The line an old card folds into: its first line."""
    return text.strip().partition("\n")[0][:100] or "…"
