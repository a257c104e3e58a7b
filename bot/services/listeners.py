"""Who hears of a young person's call: the coordinators of their municipality, and never their own mentor.

One person may coordinate and mentor. Where that leaves nobody, the person hears whom the operator named for this
municipality; where nobody is named, the operator is asked to find somebody and gets no name.
"""

from collections.abc import Iterable
from datetime import date

from bot import storage
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.models import Call, Person


async def of(db: Database, *, person_id: int, municipality_id: int, today: date) -> list[Person]:
    """By name; empty where there is nobody but the mentor."""
    [mentors] = (await storage.care.mentors_beside(db, [person_id], on=today)).values()
    left_out = {person_id, *mentors}
    held = await storage.people.holders(db, Role.COORDINATOR, municipality_id)
    if found := [one for one in held if one.id not in left_out]:
        return found
    stand_in = await storage.care.stand_in_of(db, municipality_id)
    return [stand_in] if stand_in is not None and stand_in.id not in left_out else []


async def hears(db: Database, reader_id: int, calls: Iterable[Call], *, today: date) -> set[int]:
    """The calls that this person may hear of, asked again whenever something is said or tapped."""
    return {
        call.id
        for call in calls
        if any(
            one.id == reader_id
            for one in await of(db, person_id=call.person_id, municipality_id=call.municipality_id, today=today)
        )
    }


async def unheard(db: Database, *, today: date) -> list[tuple[str, int]]:
    """Municipalities with young people whom nobody hears but their own mentor: name, how many."""
    found = []
    for place in await storage.municipalities.all_of_them(db):
        young = [one.id for one in await storage.people.holders(db, Role.YOUTH, place.id)]
        held = {one.id for one in await storage.people.holders(db, Role.COORDINATOR, place.id)}
        stand_in = await storage.care.stand_in_of(db, place.id)
        # Whoever coordinates is heard first, so who stands in counts only where nobody is left.
        hear = held | ({stand_in.id} if stand_in is not None else set())
        mentors = await storage.care.mentors_beside(db, young, on=today)
        if alone := sum(hear <= {one, *mentors[one]} for one in young):
            found.append((place.name, alone))
    return found
