"""What we say: facts in, a message out, in the reader's language. Nothing here waits, looks up or imports Telegram."""

from bot.messages import (
    commands,
    common,
    conversation,
    digests,
    hours,
    joining,
    kinds,
    months,
    mydata,
    notices,
    operator,
    pages,
    people,
    privacy,
    quiet,
    refusals,
    sessions,
)
from bot.messages.message import File, Message

__all__ = [
    "File",
    "Message",
    "commands",
    "common",
    "conversation",
    "digests",
    "hours",
    "joining",
    "kinds",
    "months",
    "mydata",
    "notices",
    "operator",
    "pages",
    "people",
    "privacy",
    "quiet",
    "refusals",
    "sessions",
]
