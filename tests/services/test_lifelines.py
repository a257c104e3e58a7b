"""The life line of a notice: what happened to it and why, once for each reason, as long as the notice is kept."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot import services, storage
from bot.rules.lifelines import Cleared, Held
from bot.rules.people import Role
from bot.storage.models import TimeOff
from tests.town import RIGA, Town, founded, november


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with founded(database_url) as town:
        yield town


async def life(town: Town, kind: str) -> list[tuple[str, str | None]]:
    """(what, why) of the one notice of this kind."""
    [notice] = await town.notices(kind)
    async with town.sessions() as db:
        steps = (await storage.lifelines.of(db, [notice.id]))[notice.id]
    return [(one.what, one.why) for one in steps]


async def test_what_waits_says_why_once_for_each_reason(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    async with town.sessions.begin() as db:
        db.add(TimeOff(person_id=ilze, first_on=date(2026, 11, 3), last_on=date(2026, 11, 5), asked_at=november(2)))
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    for hour in (10, 11):
        await town.tick(november(3, hour))
    async with town.sessions.begin() as db:
        [notice] = await town.notices("paired")
        for _again in range(2):
            await storage.notices.postpone(db, [notice.id], until=november(6, 9), reason=Held.QUIET, now=november(6, 3))
    await town.tick(november(6, 9))
    async with town.sessions.begin() as db:
        await storage.notices.settle(db, [notice.id], "sent", outbox_id=1, now=november(6, 9))
    assert await life(town, "paired") == [("held", "pause"), ("held", "quiet hours"), ("sent", None)]


async def test_what_nobody_can_be_told_says_so(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place, has_telegram=False)
    anna = await town.youth("Anna", ilze, place=place)
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    await town.tick(november(3, 10))
    assert await life(town, "paired") == [("failed", "unreachable")]


async def test_a_life_line_goes_with_its_notice(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place, has_telegram=False)
    anna = await town.youth("Anna", ilze, place=place)
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    await town.tick(november(3, 10))
    [notice] = await town.notices("paired")
    async with town.sessions.begin() as db:
        await services.privacy.erase(db, person_id=ilze, by=ilze, now=november(4), zone=RIGA)
        assert await storage.lifelines.of(db, [notice.id]) == {notice.id: []}
    assert await town.notices("paired") == []


async def test_consent_that_is_withdrawn_clears_what_waits(town: Town) -> None:
    place = await town.place()
    ilze = await town.person("Ilze", Role.MENTOR, place=place)
    anna = await town.youth("Anna", ilze, place=place)
    await town.tells(ilze, "paired", anna, due_at=november(3, 10))
    async with town.sessions.begin() as db:
        await storage.notices.drop_for(db, ilze, reason=Cleared.WITHDRAWN, now=november(3, 9))
    assert await life(town, "paired") == [("cleared", "consent withdrawn")]
