"""Who may come in, and who no longer: links of the operator, a stolen phone, somebody who left; with Blakus running."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.demo import botapi
from bot.demo.botapi import PrivateChat
from bot.rules.people import Role
from bot.storage import models
from bot.toolbox import database
from tests.operator.conftest import Operator, Said, rows
from tests.operator.test_commands import refused
from tests.operator.test_running import ended, until
from tests.operator.test_webhook import free_address
from tests.town import LONG_AGO, Town

Types = Callable[..., Awaitable[Said]]


@pytest.fixture
async def telegram() -> AsyncIterator[botapi.Server]:
    server = await botapi.start()
    yield server
    await server.stop()


@pytest.fixture
def types(operator: Operator, telegram: botapi.Server, database_url: str) -> Types:
    """A command that may ask the local Telegram."""
    operator.sets(
        BOT_TOKEN=telegram.token,
        BOT_API_URL=telegram.url,
        DATABASE_URL=database_url,
        HEALTH_LISTEN=str(free_address()),
    )

    async def typed(*words: object) -> Said:
        return await asyncio.to_thread(operator.types, *words)

    return typed


def token_of(said: Said) -> str:
    found = re.fullmatch(r"https://t\.me/blakus_bot\?start=([\w-]{32,64})\n", said.out)
    assert found, said
    return found[1]


async def sees(chat: PrivateChat, words: str) -> None:
    """Until the newest message says so."""
    try:
        await until(lambda: bool(chat.from_bot) and words in chat.from_bot[-1].text.replace("\u00a0", " "))
    except AssertionError:
        raise AssertionError(f"{words!r} is not in {[one.text for one in chat.from_bot]}") from None


async def joins(chat: PrivateChat, token: str, name: str | None = None) -> None:
    chat.starts(token)
    await sees(chat, "Which language")
    chat.taps(None, "English")
    await sees(chat, "Do you agree?")
    chat.taps(None, "Yes, I agree")
    if name is not None:
        await sees(chat, "What is your first name and surname?")
        chat.says(name)
    await sees(chat, "Your role here: coordinator")


async def test_a_coordinator_without_a_name_then_a_stolen_phone_then_somebody_who_left(
    operator: Operator, telegram: botapi.Server, types: Types
) -> None:
    invited = await types("invite", "coordinator", "--municipality", "Smiltene")
    assert "who is asked for the name at joining, coordinator in Smiltene. Works once, until " in invited.err
    running = operator.starts("run")
    lost = telegram.person(1001, "I", language_code="en")
    await joins(lost, token_of(invited), "Inga Bērza")
    lost.says("/people")
    await sees(lost, "Inga Bērza")

    moved = await types("relink", "--municipality", "Smiltene", "--name", "inga berza")
    assert "For the new phone of Inga Bērza; the old phone is cut off. Works once, until " in moved.err
    lost.says("/people")
    await sees(lost, "opens with an invitation")
    found = telegram.person(1002, "I", language_code="en")
    found.starts(token_of(moved))
    await sees(found, "Which language")
    found.taps(None, "English")
    await sees(found, "Inga Bērza")
    found.taps(None, "Yes")
    await sees(found, "From now on this phone is yours here")
    found.says("/people")
    await sees(found, "Inga Bērza")
    lost.starts(token_of(moved))
    await sees(lost, "already used")

    found.taps(None, "Inga Bērza")
    await until(lambda: "Take access away" in found.from_bot[-1].labels)
    found.taps(None, "Take access away")
    await until(lambda: "Yes" in found.from_bot[-1].labels)
    found.taps(None, "Yes")
    await until(lambda: found.toasts and "The operator can change that." in found.toasts[-1].text)
    gone = await types("revoke", "--municipality", "Smiltene", "--name", "Inga Bērza")
    assert gone.out.startswith("Revoked: Inga Bērza, coordinator in Smiltene.\nNobody coordinates Smiltene now: ")
    found.says("/people")
    await sees(found, "not among your tasks")
    await until(lambda: not telegram.menu(found, "en") or "people" not in str(telegram.menu(found, "en")))
    running.terminate()
    assert (await ended(running))[0] == 0


# --- names, numbers, sentences; nothing runs ---


@pytest.fixture
def town(operator: Operator) -> Operator:
    """Smiltene with two Annas and a young Anna Ozola, one of the Annas a mentor in Ogre too; Ilze is only invited."""
    operator.types("invite", "list")  # makes the tables

    async def fill() -> None:
        engine = database.make_engine(f"sqlite:///{operator.folder / 'var' / 'blakus.db'}")
        written = Town(engine)
        smiltene, ogre = await written.place("Smiltene"), await written.place("Ogre")
        first = await written.person("Anna Kalniņa", Role.COORDINATOR, Role.MENTOR, place=smiltene)
        await written.person("Anna Kalniņa", Role.MENTOR, place=smiltene)
        await written.youth("Anna Ozola", first, place=smiltene)
        async with written.sessions.begin() as db:
            db.add(models.RoleHeld(person_id=first, role="mentor", municipality_id=ogre, given_at=LONG_AGO))
        await engine.dispose()

    asyncio.run(fill())
    operator.types("invite", "coordinator", "--municipality", "Smiltene", "--name", "Ilze", "--bot", "b_bot")
    return operator


SMILTENE = ("--municipality", "Smiltene")
CUT_OFF = "SELECT person_id FROM account WHERE cut_off_at IS NOT NULL"
HELD = "SELECT person_id, role, municipality_id FROM role_held WHERE revoked_at IS NULL ORDER BY person_id, id"


@pytest.mark.parametrize("command", ["relink", "revoke"])
def test_a_name_that_several_have_lists_them_and_a_number_decides(town: Operator, command: str) -> None:
    bot = ("--bot", "b_bot") if command == "relink" else ()
    said = town.types(command, *SMILTENE, "--name", "anna kalnina", *bot)
    assert refused(said, "2 people", "--id 1 (coordinator, mentor, in the chat since 2026-01-05)", "--id 2 (mentor, in")
    said = town.types(command, *SMILTENE, "--name", "Anna", *bot)
    assert refused(said, "Nobody in Smiltene is called exactly “Anna”", "Anna Ozola --id 3 (youth,")
    assert refused(
        town.types(command, *SMILTENE, "--name", "Anna", "--id", 4, *bot), "Number 4 is nobody called “Anna”"
    )
    assert refused(town.types(command, *SMILTENE, "--name", "Zane", *bot), "Nobody in Smiltene is called “Zane”")
    assert refused(town.types(command, "--municipality", "Rīga", "--name", "Anna", *bot), "known: Ogre, Smiltene")
    assert refused(town.types(command, "--municipality", "Ogre", "--name", "Ilze", *bot), "Nobody in Ogre")
    assert rows(town.folder, CUT_OFF) == []
    assert town.types(command, *SMILTENE, "--name", "Anna Kalniņa", "--id", 1, *bot).code == 0
    if command == "relink":
        assert rows(town.folder, CUT_OFF) == [(1,)]
    else:
        assert rows(town.folder, HELD) == [(1, "mentor", 2), (2, "mentor", 1), (3, "youth", 1)]


def test_a_stolen_phone_is_cut_off_even_where_the_link_cannot_be_shown(town: Operator) -> None:
    """Whoever works in two municipalities is moved as one person; a link that was lost is replaced by the next."""
    anna = (*SMILTENE, "--name", "Anna Kalniņa", "--id", 1)
    said = town.types("relink", *anna)
    assert refused(said, "the old phone is cut off, but the link cannot be shown", "--bot")
    assert rows(town.folder, CUT_OFF) == [(1,)]
    said = town.types("relink", *anna, "--bot", "@b_bot")
    assert said.out.startswith("https://t.me/b_bot?start=")
    assert "no phone was linked any more" in said.err
    links = "SELECT person_id, is_relink, revoked_at IS NULL FROM invitation WHERE person_id = 1 ORDER BY id"
    assert rows(town.folder, links) == [(1, 1, 0), (1, 1, 1)]
    audit = "SELECT action, actor_id, person_id FROM audit WHERE person_id = 1"
    assert rows(town.folder, audit) == [
        ("phone.cut_off", None, 1),
        ("person.relink", None, 1),
        ("person.relink", None, 1),
    ]
    assert rows(town.folder, "SELECT chat_id, method FROM outbox") == [(5001, "deleteMyCommands")]
    assert rows(town.folder, HELD)[:3] == [(1, "coordinator", 1), (1, "mentor", 1), (1, "mentor", 2)]


def test_a_young_persons_phone_too_and_nobodys_who_never_joined(town: Operator) -> None:
    assert town.types("relink", *SMILTENE, "--name", "Anna Ozola", "--bot", "b_bot").code == 0
    assert refused(town.types("relink", *SMILTENE, "--name", "Ilze", "--bot", "b_bot"), "Ilze has never joined")
    assert rows(town.folder, CUT_OFF) == [(3,)]


def test_one_role_is_taken_and_what_is_held_elsewhere_is_said(town: Operator) -> None:
    anna = (*SMILTENE, "--name", "Anna Kalniņa", "--id", 1)
    said = town.types("revoke", *anna, "--role", "coordinator")
    assert said.out.splitlines() == [
        "Revoked: Anna Kalniņa, coordinator in Smiltene.",
        "Still held: mentor in Ogre, mentor in Smiltene.",
        "Nobody coordinates Smiltene now: `blakus invite coordinator --municipality Smiltene` lets somebody.",
    ]
    assert rows(town.folder, "SELECT count(*) FROM pair WHERE ended_on IS NULL") == [(1,)]
    said = town.types("revoke", *anna)
    assert said.out.splitlines()[:3] == [
        "Revoked: Anna Kalniņa, mentor in Smiltene.",
        "Still held: mentor in Ogre.",
        "Pairs that ended today: 1.",
    ]
    assert rows(town.folder, "SELECT action, subject FROM audit WHERE person_id = 1") == [
        ("role.revoked", "coordinator=1"),
        ("role.revoked", "mentor=1"),
    ]
    assert refused(town.types("revoke", *anna), "is not mentor or coordinator in Smiltene", "nothing was changed")
    assert rows(town.folder, "SELECT chat_id, method FROM outbox") == [(5001, "setMyCommands")] * 2


def test_revoking_somebody_who_is_only_invited_withdraws_the_link(town: Operator) -> None:
    said = town.types("revoke", *SMILTENE, "--name", "Ilze")
    assert said.out.startswith("Revoked: Ilze, invitation in Smiltene.\n")
    assert rows(town.folder, "SELECT count(*) FROM invitation WHERE revoked_at IS NULL") == [(0,)]


def test_what_waits_to_be_sent_to_somebody_who_left_is_taken_back(town: Operator) -> None:
    """A message that Telegram has not taken yet was worded for a mentor."""
    rows(
        town.folder,
        "INSERT INTO outbox (id, chat_id, method, priority, when_unknown, state, attempts, created_at) "
        "VALUES (9, 5002, 'sendMessage', 5, 'resend', 'pending', 0, '2026-11-18 12:00:00')",
    )
    rows(
        town.folder,
        "INSERT INTO notice (key, person_id, kind, is_urgent, due_at, created_at, state, outbox_id) "
        "VALUES ('k', 2, 'shortfall', 0, '2026-11-18 12:00:00', '2026-11-18 12:00:00', 'queued', 9)",
    )
    assert town.types("revoke", *SMILTENE, "--name", "Anna Kalniņa", "--id", 2).code == 0
    assert rows(town.folder, "SELECT state, payload FROM outbox WHERE id = 9") == [("dropped", None)]
    assert rows(town.folder, "SELECT state, outbox_id FROM notice") == [("waiting", None)]


# --- open links ---


def test_open_links_are_listed_without_themselves_and_withdrawn_once(town: Operator) -> None:
    link = town.types("invite", "coordinator", *SMILTENE, "--bot", "b_bot").out
    said = town.types("invite", "list")
    lines = [line.split("  ") for line in said.out.splitlines()]
    assert [(line[:4], line[5]) for line in lines] == [
        (["1", "Ilze", "coordinator", "Smiltene"], "by the operator"),
        (["2", "somebody who is asked for the name at joining", "coordinator", "Smiltene"], "by the operator"),
    ]
    assert all(re.fullmatch(r"until \d{4}-\d\d-\d\d \d\d:\d\d", line[4]) for line in lines)
    assert said.err == "2 open.\n"
    assert ("invitations.listed", "all") in rows(town.folder, "SELECT action, subject FROM audit")
    assert link.partition("=")[2].strip() not in said.out
    assert town.types("invite", "list", "--municipality", "Ogre").err == "No invitation is open.\n"
    assert refused(town.types("invite", "list", "--municipality", "Rīga"), "no municipality “Rīga”")

    assert "Withdrawn: 1, for Ilze." in town.types("invite", "revoke", 1).out
    assert refused(town.types("invite", "revoke", 1), "no open invitation 1", "invite list")
    assert refused(town.types("invite", "revoke", 99), "no open invitation 99")
    assert rows(town.folder, "SELECT action, subject FROM audit WHERE action LIKE '%.withdrawn'") == [
        ("invitation.withdrawn", "coordinator")
    ]
    rows(town.folder, "UPDATE invitation SET used_at = created_at WHERE id = 2")
    assert refused(town.types("invite", "revoke", 2), "was used already", "blakus revoke", "blakus relink")
    rows(town.folder, "UPDATE invitation SET used_at = NULL, expires_at = created_at WHERE id = 2")
    assert refused(town.types("invite", "revoke", 2), "has expired")
