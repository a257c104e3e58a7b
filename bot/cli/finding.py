"""Whom the operator means: a municipality by its name, a person by theirs, and by number where names are alike."""

from collections.abc import Iterable

from bot import rules, storage
from bot.cli.front import Trouble
from bot.quicklog.tokens import fold
from bot.storage import Database
from bot.storage.models import Municipality, Person

SHOWN = 10  # candidates


async def municipality(db: Database, name: str) -> Municipality:
    """Raises Trouble."""
    found = await storage.municipalities.by_name(db, name)
    if found is None:
        known = ", ".join(one.name for one in await storage.municipalities.all_of_them(db)) or "none yet"
        raise Trouble(
            f"There is no municipality “{name}” (known: {known}): it begins with its coordinator's invitation."
        )
    return found


async def person(db: Database, place: Municipality, name: str, number: int | None) -> Person:
    """Somebody of a municipality; capitals and accents do not matter. Raises Trouble, which names the candidates."""
    everybody = await storage.roll.everybody(db, [place.id])
    wanted = _folded(name)
    near = [one for one in everybody if wanted and wanted in _folded(one.name)]
    same = [one for one in near if _folded(one.name) == wanted]
    if number is not None:
        same = [one for one in near if one.id == number]
    if len(same) == 1:
        return same[0]
    if not near:
        raise Trouble(f"Nobody in {place.name} is called “{name}”: write the name as /people shows it.")
    candidates = await _described(db, place, same or near)
    if number is not None:
        raise Trouble(f"Number {number} is nobody called “{name}” in {place.name}; there is: {candidates}.")
    if same:
        raise Trouble(f"{len(same)} people in {place.name} are called “{name}”: {candidates}; say which with --id.")
    raise Trouble(f"Nobody in {place.name} is called exactly “{name}”, but there is: {candidates}.")


async def _described(db: Database, place: Municipality, people: Iterable[Person]) -> str:
    """Their numbers and what tells them apart."""
    told = []
    for one in people:
        roles = sorted(role.value for role, where in await storage.people.roles_of(db, one.id) if where == place.id)
        since = "not in the chat yet" if one.joined_at is None else f"in the chat since {one.joined_at:%Y-%m-%d}"
        told.append(f"{one.name} --id {one.id} ({', '.join([*roles, since])})")
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    return ", ".join([*told[:SHOWN], *more])


def _folded(name: str) -> str:
    return " ".join(fold(word) for word in name.split())


def called(person_name: str) -> str:
    """A name for the operator's screen; who was invited without one is asked when joining."""
    return person_name if rules.text.is_name(person_name) else "somebody who is asked for the name at joining"
