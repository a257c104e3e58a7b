"""A broadcast about to leave for one reader: still wanted, still in time, still to somebody who takes part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot import storage
from bot.rules.broadcasts import KIND, BroadcastState
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.models import Broadcast, Notice


@dataclass(frozen=True)
class Words:
    """What was written, by language; `fallback` is for whoever reads another one by now."""

    texts: Mapping[str, str]
    fallback: str
    sender: str
    municipality: str


async def words(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Words | Cleared]:
    rows = {one.id: one for one in await storage.broadcasts.said_in(db, [one.subject_id or 0 for one in notices])}
    names = await storage.people.names_of(db, [one.sent_by for one in rows.values()])
    places = await storage.municipalities.names_of(db, [one.municipality_id for one in rows.values()])
    found: dict[int, Words | Cleared] = {}
    for notice in notices:
        row = rows.get(notice.subject_id or 0)
        if row is None or row.texts is None:
            found[notice.id] = Cleared.GONE
        elif (why := _why_not(row, at)) is not None:
            found[notice.id] = why
        else:
            found[notice.id] = Words(row.texts, row.fallback, names[row.sent_by], places[row.municipality_id])
    return found


def _why_not(row: Broadcast, at: At) -> Cleared | None:
    if row.state in (BroadcastState.STOPPING, BroadcastState.STOPPED):
        return Cleared.STOPPED
    if at.today > row.last_day:
        return Cleared.OVER
    takes_part = {(role, row.municipality_id) for role in (Role.YOUTH, Role.MENTOR)} & at.roles
    return None if takes_part else Cleared.NOT_YOURS


FACTS = {KIND: words}
