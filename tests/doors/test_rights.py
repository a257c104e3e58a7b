"""Who may do what to whose record: a table made of roles, doors and records; every "no" in it is a test.

A no changes nothing, and a foreign record gets the same answer as a missing one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from sqlalchemy import Table, select

from bot import services, storage
from bot.rules.people import Role
from bot.rules.roll import Action
from bot.storage.models import Base, LoggedSession, Person
from tests.conftest import House, Someone, joined_staff
from tests.doors import towns
from tests.doors.towns import Town

LETTERBOX = {"inbox", "outbox", "card", "conversation", "stored_file", "notice", "audit"}
MISSING = 987654

# What each role may knock at. Whoever is not named hears no.
COMMANDS = {
    "/log": {"mentor", "colleague"},
    "/invite": {"coordinator", "stranger's coordinator"},
    "/people": {"coordinator", "stranger's coordinator"},
    "/digest": {"coordinator", "stranger's coordinator"},
}
MENU = {"menu:log": "/log", "menu:invite": "/invite", "menu:people": "/people", "menu:digest": "/digest"}
# Buttons that carry the id of a session or of a person, with the one who may tap them for Smiltene's own record.
OF_SESSION = ["undo:{id}", "change:{id}"]
OF_PERSON = ["person:{id}", *(f"do:{action}:{{id}}" for action in Action)]
NO_WORDS = ("not among your tasks", "no longer there", "opens with an invitation", "no longer works")


@dataclass
class Cast:
    house: House
    smiltene: Town
    valka: Town
    roles: dict[str, Someone]
    session_of_mentor: int
    session_of_valka: int
    person_of_youth: int


@pytest.fixture
async def cast(house: House) -> Cast:
    smiltene = await towns.built(house, "Smiltene", towns.SMILTENE)
    valka = await towns.built(house, "Valka", towns.VALKA)
    revoked = await joined_staff(house, "Revokata", Role.MENTOR, smiltene.place, "en")
    async with house.blakus.sessions.begin() as db:
        known = await storage.people.caller(db, revoked.chat.id)
        boss = await storage.people.caller(db, smiltene.coordinator.chat.id)
        assert known is not None and boss is not None
        now = house.clock.now()
        await services.people.revoke(db, by=boss.id, person_id=known.id, now=now, today=now.date())
    async with house.blakus.sessions() as db:
        sessions = {}
        for town, part in ((smiltene, "mentor"), (valka, "mentor")):
            mentor = await storage.people.caller(db, town.people[part].chat.id)
            assert mentor is not None
            found = await db.scalar(select(LoggedSession.id).where(LoggedSession.mentor_id == mentor.id))
            assert found is not None
            sessions[town.place] = found
        youth = await db.scalar(select(Person.id).where(Person.name == towns.SMILTENE["youth"]))
        assert youth is not None
    roles = {
        "stranger": house.someone("Somebody", "en"),
        "revoked": revoked,
        "stranger's coordinator": valka.coordinator,
        "stranger's mentor": valka.mentor,
        **smiltene.people,
    }
    return Cast(house, smiltene, valka, roles, sessions[smiltene.place], sessions[valka.place], youth)


def the_table(cast: Cast) -> Iterator[tuple[str, str]]:
    """Every (role, knock) that must hear no."""
    mentors, bosses = {"mentor", "colleague", "stranger's mentor"}, {"coordinator", "stranger's coordinator"}
    for role, (command, may) in product(cast.roles, COMMANDS.items()):
        if role not in (may | mentors if command == "/log" else may):
            yield role, command
            yield role, next(button for button, same in MENU.items() if same == command)
    for role, button in product(cast.roles, OF_SESSION):
        yield role, button.format(id=MISSING)
        if role != "mentor":
            yield role, button.format(id=cast.session_of_mentor)
    for role, button in product(cast.roles, OF_PERSON):
        yield role, button.format(id=MISSING)
        if role != "coordinator":
            yield role, button.format(id=cast.person_of_youth)
    assert bosses <= set(cast.roles)


async def test_every_no(cast: Cast, subtests: pytest.Subtests) -> None:
    knocks = list(the_table(cast))
    assert len(knocks) > 200, "the table is there"
    for someone in cast.roles.values():
        await someone.says("/help")  # so that there is a message to forge a tap on
    for role, knock in knocks:
        with subtests.test(role=role, knock=knock):
            someone = cast.roles[role]
            before = await _records(cast.house)
            said = await _knocks(someone, knock)
            assert any(words in said for words in NO_WORDS), said
            assert await _records(cast.house) == before, "a no changes nothing"


async def test_foreign_and_missing_look_the_same(cast: Cast) -> None:
    for role, someone in cast.roles.items():
        await someone.says("/help")
        if role in ("mentor", "coordinator"):
            continue
        for button, foreign in ((OF_SESSION[0], cast.session_of_mentor), (OF_PERSON[0], cast.person_of_youth)):
            missing = await _knocks(someone, button.format(id=MISSING))
            assert await _knocks(someone, button.format(id=foreign)) == missing


async def test_what_may_be_done_is_done(cast: Cast) -> None:
    """The same doors open for those they are for: the table's noes are not noes to everyone."""
    await cast.smiltene.coordinator.says("/help")
    said = await _knocks(cast.smiltene.coordinator, f"person:{cast.person_of_youth}")
    assert towns.SMILTENE["youth"] in said
    await cast.smiltene.mentor.says("/help")
    before = await _records(cast.house)
    await _knocks(cast.smiltene.mentor, f"undo:{cast.session_of_mentor}")
    assert await _records(cast.house) != before


async def _knocks(someone: Someone, knock: str) -> str:
    """Knock, and read everything that came back: new messages, changed ones, pop-ups."""
    chat = someone.chat
    texts = {message.message_id: message.text for message in chat.from_bot}
    toasts = len(chat.toasts)
    if knock.startswith("/"):
        await someone.says(knock)
    else:
        await someone.taps_data(chat.from_bot[-1].message_id, knock)
    new = [message.text for message in chat.from_bot if texts.get(message.message_id) != message.text]
    return "\n".join([*new, *(toast.text for toast in chat.toasts[toasts:])])


async def _records(house: House) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the letterbox's own."""
    tables: list[Table] = [table for table in Base.metadata.sorted_tables if table.name not in LETTERBOX]
    async with house.blakus.sessions() as db:
        return {table.name: [tuple(row) for row in await db.execute(select(table))] for table in tables}
