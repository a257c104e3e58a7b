"""Young people in the chat with a mentor beside them: for tests of what is planned with them."""

from datetime import date

from bot import services, storage
from tests.conftest import House, Someone
from tests.doors.test_joining import joined_youth, person_id

STARTED = date(2026, 11, 2)


async def beside(house: House, mentor: Someone, place: int, **youth: str) -> dict[str, Someone]:
    """`Oksana="uk"`: who has joined, with this mentor, by name."""
    found = {name: await joined_youth(house, place, name, language) for name, language in youth.items()}
    now = house.clock.now()
    for name in youth:
        youth_id = await person_id(house, name)
        async with house.blakus.sessions.begin() as db:
            known = await storage.people.caller(db, mentor.chat.id)
            assert known is not None
            stay = await services.pairs.start_participation(
                db,
                youth_id=youth_id,
                municipality_id=place,
                started_on=STARTED,
                planned_end_on=date(2027, 3, 1),
                by=None,
                now=now,
            )
            await services.pairs.pair(
                db, participation_id=stay.id, mentor_id=known.id, started_on=STARTED, by=None, now=now
            )
    return found


async def taps_all(someone: Someone, *labels: str) -> None:
    """One after another; a space in a label may be a no-break one on the screen."""
    for label in labels:
        shown = {one.replace("\u00a0", " "): one for message in someone.chat.from_bot for one in message.labels}
        await someone.taps(shown.get(label, label))
