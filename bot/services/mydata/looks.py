"""Who saw or changed what about somebody."""

from dataclasses import dataclass
from datetime import datetime

from bot import storage
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.models import AuditEntry


@dataclass(frozen=True)
class Look:
    """Somebody saw or changed something; `by` is yourself, the system, or a role in `municipality`."""

    at: datetime
    action: str
    by: str
    municipality: str | None


async def looks(db: Database, person_id: int) -> tuple[Look, ...]:
    """Only municipalities that the person knows as theirs are named."""
    entries = await storage.audit.about(db, person_id, limit=storage.mydata.MOST)
    held = await storage.mydata.roles_ever(db, [one.actor_id for one in entries if one.actor_id is not None])
    places = await storage.mydata.municipalities_ever(db, person_id)
    return tuple(_look(one, person_id, held.get(one.actor_id or 0, set()), places) for one in entries)


def _look(entry: AuditEntry, person_id: int, held: set[tuple[str, int]], places: dict[int, str]) -> Look:
    if entry.actor_id is None or entry.actor_id == person_id:
        return Look(entry.at, entry.action, "system" if entry.actor_id is None else "yourself", None)
    for role in (Role.COORDINATOR, Role.MENTOR):
        if found := [place for one, place in held if one == role]:
            names = sorted(places[place] for place in found if place in places)
            return Look(entry.at, entry.action, role.value, ", ".join(names) or None)
    return Look(entry.at, entry.action, "system", None)
