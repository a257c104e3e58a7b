"""What we remember: tables, and the statements that read and write them.

This room may import `rules` and `settings`; it decides nothing and raises no programme errors.
"""

from sqlalchemy.ext.asyncio import AsyncSession as Database

from bot.storage import (
    activities,
    audit,
    cards,
    conversations,
    digests,
    inbox,
    invitations,
    joining,
    letters,
    models,
    months,
    municipalities,
    mydata,
    notices,
    outbox,
    pairs,
    partners,
    people,
    privacy,
    reminders,
    retention,
    roll,
    sealing,
    sessions,
)

__all__ = [
    "Database",
    "activities",
    "audit",
    "cards",
    "conversations",
    "digests",
    "inbox",
    "invitations",
    "joining",
    "letters",
    "models",
    "months",
    "municipalities",
    "mydata",
    "notices",
    "outbox",
    "pairs",
    "partners",
    "people",
    "privacy",
    "reminders",
    "retention",
    "roll",
    "sealing",
    "sessions",
]
