"""Looks at many people at once: one row of the audit each, with the municipality and everyone who stood there.

A mentor's looks at their own young people are not written down one by one: the pairs say who may look, and since when.
A digest that comes by itself is written down where it is settled as sent.
"""

from collections.abc import Iterable
from datetime import datetime

from bot import storage
from bot.rules.roll import Page
from bot.storage import Database


async def at_roll(db: Database, page: Page, *, municipality_ids: Iterable[int], by: int, now: datetime) -> None:
    await storage.audit.note_list(
        db,
        at=now,
        actor_id=by,
        action="people.seen",
        municipality_ids=municipality_ids,
        people=[one.person_id for one in page.lines],
    )


async def at_hours(db: Database, youth: Iterable[int], *, municipality_id: int, by: int, now: datetime) -> None:
    """Of a municipality: the whole list, whichever page was opened."""
    await storage.audit.note_list(
        db,
        at=now,
        actor_id=by,
        action="hours.seen",
        municipality_ids=[municipality_id],
        people=youth,
    )


async def at_digest(db: Database, people: Iterable[int], *, municipality_id: int, by: int, now: datetime) -> None:
    """The whole of it, whichever page was opened."""
    await storage.audit.note_list(
        db,
        at=now,
        actor_id=by,
        action="digest.seen",
        municipality_ids=[municipality_id],
        people=people,
    )


async def at_activities(
    db: Database, youth: Iterable[int], *, municipality_ids: Iterable[int], by: int, now: datetime
) -> None:
    """Activities that somebody else leads, with everyone who is asked to them."""
    await storage.audit.note_list(
        db, at=now, actor_id=by, action="activities.seen", municipality_ids=municipality_ids, people=youth
    )


async def at_recipients(db: Database, people: Iterable[int], *, municipality_id: int, by: int, now: datetime) -> None:
    """One page of those whom a message to many has reached, or has not."""
    await storage.audit.note_list(
        db, at=now, actor_id=by, action="broadcast.seen", municipality_ids=[municipality_id], people=people
    )
