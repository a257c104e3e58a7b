"""Many people of a municipality at once, without walking each of them through joining: for what is said to many."""

from datetime import date

from bot import services, storage
from bot.rules.people import Role
from tests.conftest import House, Someone

STARTED = date(2026, 11, 2)
ENDS = date(2027, 3, 1)


async def youth(house: House, place: int, **people: str) -> dict[str, Someone]:
    """`Oksana="uk"`: young people of a running programme, in the chat, by name."""
    return {name: await _one(house, place, Role.YOUTH, name, language) for name, language in people.items()}


async def mentors(house: House, place: int, **people: str) -> dict[str, Someone]:
    return {name: await _one(house, place, Role.MENTOR, name, language) for name, language in people.items()}


async def outside(house: House, place: int, name: str, language: str = "lv") -> int:
    """A young person who takes part without the chat."""
    now = house.clock.now()
    async with house.blakus.sessions.begin() as db:
        person = await services.people.write_down(db, name=name, language=language, now=now)
        await _stay(db, place, person.id, house)
        return person.id


async def _one(house: House, place: int, role: Role, name: str, language: str) -> Someone:
    someone, now = house.someone(name, language), house.clock.now()
    someone.chat.knows_the_bot()
    async with house.blakus.sessions.begin() as db:
        person = await services.people.write_down(db, name=name, language=language, now=now)
        person.joined_at = now
        await services.people.give_role(db, person_id=person.id, role=role, municipality_id=place, now=now)
        db.add(storage.models.Account(telegram_id=someone.chat.id, person_id=person.id, linked_at=now))
        if role is Role.YOUTH:
            await _stay(db, place, person.id, house)
    return someone


async def _stay(db: storage.Database, place: int, person_id: int, house: House) -> None:
    await services.pairs.start_participation(
        db, youth_id=person_id, municipality_id=place, started_on=STARTED, planned_end_on=ENDS, by=None,
        now=house.clock.now(),
    )  # fmt: skip
