"""Who saw whose data: a coordinator's looks are in the audit with everyone they show, and each of those can read it."""

import json
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.rules.people import Role
from bot.storage.models import AuditEntry
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, Someone, Time, joined_staff, running
from tests.doors.test_joining import at_birth_date, person_id, tap
from tests.doors.test_privacy import OTHER, Programme, files, set_up

MONDAY_AT_TEN = datetime(2026, 11, 23, 10, tzinfo=RIGA)


@pytest.fixture
async def programme(database_url: str, clock: TurnableClock) -> AsyncIterator[Programme]:
    """On SQLite, then on PostgreSQL."""
    async with running(database_url, clock) as house:
        yield await set_up(house)


async def looks(programme: Programme) -> list[tuple[str, str | None, int | None]]:
    """(action, subject, whose data) of all that were written down."""
    async with programme.house.blakus.sessions() as db:
        found = await db.execute(
            select(AuditEntry.action, AuditEntry.subject, AuditEntry.person_id)
            .where(AuditEntry.action.in_(("people.seen", "hours.seen", "digest.seen", "digest.sent", "person.seen")))
            .order_by(AuditEntry.id)
        )
        return [(row.action, row.subject, row.person_id) for row in found]


async def told(someone: Someone) -> set[tuple[str, str, str | None]]:
    """(action, by, municipality), as /mydata tells it."""
    await someone.says("/mydata")
    data = json.loads(files(someone)["json"])
    return {(one["action"], one["by"], one["municipality"]) for one in data["seen_or_changed"]}


async def test_a_list_is_one_row_with_everyone_on_it(programme: Programme) -> None:
    roberts = await person_id(programme.house, OTHER)
    both = f"{programme.oksana_id} {roberts}"
    staff = {await person_id(programme.house, name) for name in ("Anna", "Ilze")}
    await programme.anna.says("/hours")
    await programme.anna.says("/digest")
    await programme.anna.says("/people")
    hours, digest, people = await looks(programme)
    assert hours == ("hours.seen", f"municipality=1 people {both}", None)
    assert digest == ("digest.seen", f"municipality=1 people {both}", None)
    everyone = sorted({programme.oksana_id, roberts, *staff})
    assert people == ("people.seen", f"municipality=1 people {' '.join(map(str, everyone))}", None)


async def test_a_young_person_reads_who_looked(programme: Programme) -> None:
    before = await told(programme.oksana)
    for command in ("/hours", "/digest", "/people"):
        await programme.anna.says(command)
    await tap(programme.anna, str(programme.oksana_id))
    new = await told(programme.oksana) - before
    assert new == {
        (action, "coordinator", "Smiltene") for action in ("hours.seen", "digest.seen", "people.seen", "person.seen")
    }
    assert ("person.seen", "coordinator", "Smiltene") not in await told(programme.roberts)
    read = files(programme.roberts)["txt"].decode()
    assert "list of hours opened · Coordinator · Smiltene" in read


async def test_whoever_was_not_on_the_list_reads_nothing_of_it(programme: Programme) -> None:
    valka = await programme.house.municipality("Valka")
    inga = await joined_staff(programme.house, "Inga", Role.COORDINATOR, valka, "en")
    for command in ("/hours", "/digest", "/people"):
        await inga.says(command)
    assert len(await looks(programme)) == 3
    assert not {action for action, by, _ in await told(programme.oksana) if by == "coordinator"} & {
        "hours.seen", "digest.seen", "people.seen",
    }  # fmt: skip


async def test_a_digest_that_came_by_itself_is_a_look_too(programme: Programme) -> None:
    await at_birth_date(programme.house, 1, "Zane Celma", "lv")  # invited, but takes part in nothing yet
    await Time(programme.house).turns_to(MONDAY_AT_TEN)
    programme.anna.sees("Weekly digest")
    roberts = await person_id(programme.house, OTHER)
    [sent] = [one for one in await looks(programme) if one[0] == "digest.sent"]
    assert sent == ("digest.sent", f"municipality=1 people {programme.oksana_id} {roberts}", None)
    assert ("digest.sent", "coordinator", "Smiltene") in await told(programme.oksana)


async def test_a_mentors_look_at_their_own_is_not_written_down(programme: Programme) -> None:
    await programme.ilze.says("/hours")
    await programme.ilze.says("vakar 2h ar Oksanu")
    assert await looks(programme) == []
    await programme.oksana.says("/mydata")
    [stay] = json.loads(files(programme.oksana)["json"])["programmes"]
    assert [one["name"] for one in stay["mentors"]] == ["Ilze"], "who could look, and since when"


async def test_a_changed_language_is_a_change(programme: Programme) -> None:
    await programme.oksana.says("/language")
    await programme.oksana.taps("English")
    assert ("language.chosen", "yourself", None) in await told(programme.oksana)
