"""What we do, in a coordinator's words. No words for people, no Telegram, no SQL, no commit, no clock."""

from bot.services import (
    digests,
    invitations,
    joining,
    looks,
    months,
    mydata,
    notices,
    pairs,
    people,
    privacy,
    programme_notices,
    quiet,
    reminders,
    retention,
    roll,
    sessions,
)

__all__ = [
    "digests",
    "invitations",
    "joining",
    "looks",
    "months",
    "mydata",
    "notices",
    "pairs",
    "people",
    "privacy",
    "programme_notices",
    "quiet",
    "reminders",
    "retention",
    "roll",
    "sessions",
]
