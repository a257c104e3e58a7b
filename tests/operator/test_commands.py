"""What the operator types, and the one sentence that answers a mistake."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import cli, settings, storage
from bot.outbox.notices import Releaser
from bot.rules.people import Role
from bot.storage import migrations, models
from bot.toolbox import database
from bot.toolbox.clock import Clock
from tests.operator.conftest import Operator, Said, rows
from tests.town import LONG_AGO, RIGA, Town, at, november

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


def refused(said: Said, *words: str) -> bool:
    """One sentence on standard error, no traceback."""
    assert said.code == 1
    assert said.err.startswith("blakus: ")
    assert "Traceback" not in said.err
    assert said.err.count("\n") == 1
    assert not [word for word in words if word not in said.err], said.err
    return True


# --- init ---


def test_init_writes_keys_once_and_for_its_owner_alone(operator: Operator) -> None:
    said = operator.types("init", "--token", "123456:made-up-for-the-tests")
    assert said.code == 0
    file = operator.folder / ".env"
    assert file.stat().st_mode & 0o777 == 0o600
    found = settings.read({}, file)
    assert found.bot_token == "123456:made-up-for-the-tests"
    written = file.read_bytes()
    assert refused(operator.types("init"), "stays as it is")
    assert file.read_bytes() == written


def test_init_takes_no_wrong_setting(operator: Operator) -> None:
    said = operator.types("init", "--token", "no token")
    assert said.code == 2
    assert "BLAKUS_BOT_TOKEN does not look like" in said.err
    assert not (operator.folder / ".env").exists()


# --- invite ---


def test_an_invitation_is_a_link_whose_token_is_not_stored(operator: Operator) -> None:
    said = operator.types("invite", "coordinator", "--municipality", "Smiltene", "--name", "Inga", "--bot", "b_bot")
    link = said.out.strip()
    assert link.startswith("https://t.me/b_bot?start=")
    token = link.partition("=")[2]
    assert len(token) >= 32
    assert len(token) <= 64  # Telegram's limit
    assert rows(operator.folder, "SELECT name, language FROM person") == [("Inga", "lv")]
    assert token.encode() not in (operator.folder / "var" / "blakus.db").read_bytes()
    assert rows(operator.folder, "SELECT action FROM audit") == [("person.invited",)]


def test_an_invitation_without_telegram_says_what_to_do_and_writes_nothing(operator: Operator) -> None:
    said = operator.types("invite", "coordinator", "--municipality", "Smiltene")
    assert refused(said, "cannot be reached", "--bot")
    assert rows(operator.folder, "SELECT count(*) FROM person") == [(0,)]


def test_only_a_coordinator_is_invited_from_here(operator: Operator) -> None:
    assert operator.types("invite", "youth", "--municipality", "Smiltene").code == 2
    assert refused(
        operator.types("invite", "coordinator", "--municipality", "Smiltene", "--language", "de", "--bot", "b"),
        "lv, uk, en",
    )
    assert refused(operator.types("invite", "coordinator", "--municipality", "…", "--bot", "b"), "needs letters")


# --- municipality ---


def test_a_municipality_decides_from_a_day_on(operator: Operator) -> None:
    operator.types("invite", "coordinator", "--municipality", "Smiltene", "--bot", "b_bot")
    operator.types(
        "municipality", "set", "Smiltene", "target_minutes=600", "kinds_that_count=event", "--from", "2026-12-01"
    )
    operator.types("municipality", "set", "Smiltene", "group_counts=false", "--from", "2027-01-01")
    operator.types("municipality", "set", "Smiltene", "parishes=Smiltene,Variņu pagasts", "--from", "2027-02-01")
    assert "Variņu pagasts" in operator.types("municipality", "show", "Smiltene", "--on", "2027-02-01").out
    kept = rows(operator.folder, "SELECT valid_from, differences FROM municipal_policy ORDER BY valid_from")
    assert [(day, json.loads(str(values))) for day, values in kept] == [
        ("2026-12-01", {"target_minutes": 600, "kinds_that_count": ["event"]}),
        ("2027-01-01", {"target_minutes": 600, "kinds_that_count": ["event"], "group_counts": False}),
        (
            "2027-02-01",
            {
                "target_minutes": 600, "kinds_that_count": ["event"], "group_counts": False,
                "parishes": ["Smiltene", "Variņu pagasts"],
            },
        ),
    ]  # fmt: skip
    shown = operator.types("municipality", "show", "Smiltene", "--on", "2026-12-15").out
    assert "target_minutes = 600" in shown
    assert "group_counts" not in shown
    assert "the default rules" in operator.types("municipality", "show", "Smiltene", "--on", "2026-11-30").out


@pytest.mark.parametrize("rule", ["target=1", "target_minutes=many", "target_minutes", "minors_in_chat=maybe"])
def test_a_rule_that_is_none_is_refused(operator: Operator, rule: str) -> None:
    operator.types("invite", "coordinator", "--municipality", "Smiltene", "--bot", "b_bot")
    assert refused(operator.types("municipality", "set", "Smiltene", rule, "--from", "2026-12-01"))
    assert rows(operator.folder, "SELECT count(*) FROM municipal_policy") == [(0,)]


# --- inbox, outbox ---


@pytest.fixture
def letterbox(operator: Operator) -> Operator:
    """In chat 1 a later update was handled and a later message sent; chat 2 stands still."""

    async def fill() -> None:
        engine = database.make_engine(f"sqlite:///{operator.folder / 'var' / 'blakus.db'}")
        await migrations.upgrade(engine)
        async with database.session_maker(engine).begin() as db:
            for number, (chat, state) in enumerate([(1, "aside"), (1, "done"), (2, "aside"), (2, "new")], start=1):
                update = {"update_id": number, "message": {"text": f"a secret {number}"}}
                db.add(
                    models.InboxUpdate(
                        id=number, update_id=number, chat_id=chat, received_at=NOW, raw=update, state=state,
                        error="KeyError at services/x.py:1",
                    )
                )  # fmt: skip
            for number, (chat, state) in enumerate([(1, "unknown"), (1, "sent"), (2, "failed")], start=1):
                db.add(
                    models.OutboxRow(
                        id=number, chat_id=chat, method="sendMessage", payload={"text": f"a secret {number}"},
                        priority=0, state=state, created_at=NOW,
                    )
                )  # fmt: skip
        await engine.dispose()

    asyncio.run(fill())
    return operator


@pytest.mark.parametrize(("box", "shown"), [("inbox", ["1", "3", "4"]), ("outbox", ["1", "3"])])
def test_content_is_hidden_unless_asked_for_and_then_audited(letterbox: Operator, box: str, shown: list[str]) -> None:
    said = letterbox.types(box, "list")
    assert [line.split()[0] for line in said.out.splitlines()] == shown
    assert "secret" not in said.out
    assert rows(letterbox.folder, "SELECT count(*) FROM audit") == [(0,)]
    assert "a secret 3" in letterbox.types(box, "list", "--reveal").out
    noted = rows(letterbox.folder, "SELECT action, subject FROM audit")
    assert noted == [(f"{box}.revealed", f"{box}={number}") for number in shown]


INBOX_STATES = "SELECT id, state FROM inbox WHERE id IN (1, 3) ORDER BY id"
OUTBOX_STATES = "SELECT id, state FROM outbox WHERE id IN (1, 3) ORDER BY id"


@pytest.mark.parametrize(
    ("box", "left", "waits", "states"),
    [("inbox", "aside", "new", INBOX_STATES), ("outbox", "unknown", "pending", OUTBOX_STATES)],
)
def test_a_retry_where_the_chat_has_moved_on_must_be_insisted_on(
    letterbox: Operator, box: str, left: str, waits: str, states: str
) -> None:
    assert letterbox.types(box, "retry", 3).code == 0
    assert refused(letterbox.types(box, "retry", 1), "moved on", "--force")
    assert rows(letterbox.folder, states) == [(1, left), (3, waits)]
    assert letterbox.types(box, "retry", 1, "--force").code == 0
    assert rows(letterbox.folder, states) == [(1, waits), (3, waits)]
    assert refused(letterbox.types(box, "retry", 1), f"is {waits}")


@pytest.fixture
def reminder(operator: Operator) -> Operator:
    """Two notices left as one message, which failed: Oksana has joined, and Jānis waits for a decision."""
    operator.types("outbox", "list")  # makes the tables

    async def fill() -> None:
        async with town_of(operator) as town:
            place = await town.place()
            anna = await town.person("Anna", Role.COORDINATOR, place=place)
            for name, kind in (("Oksana", "joined"), ("Jānis", "approval_needed")):
                youth = await town.person(name, Role.YOUTH, place=place)
                await town.tells(anna, kind, youth, due_at=LONG_AGO)
                if kind == "approval_needed":
                    async with town.sessions.begin() as db:
                        db.add(
                            models.EligibilityCheck(person_id=youth, statuses=[], result="doubtful", said_at=LONG_AGO)
                        )
            assert await Releaser(town.sessions, RIGA).release(november(19, 12)) == 1
            async with town.sessions.begin() as db:  # as the sender writes down a refusal
                notices = await storage.notices.of_outbox(db, 1)
                await storage.outbox.settle(db, 1, "failed", reason="refused", now=NOW)
                await storage.notices.settle(db, notices, "failed", reason="refused", outbox_id=1, now=NOW)

    asyncio.run(fill())
    return operator


@contextlib.asynccontextmanager
async def town_of(operator: Operator) -> AsyncIterator[Town]:
    engine = database.make_engine(f"sqlite:///{operator.folder / 'var' / 'blakus.db'}")
    yield Town(engine)
    await engine.dispose()


def test_a_retried_reminder_wakes_nobody_and_is_asked_and_worded_again(reminder: Operator) -> None:
    """Since it failed, Oksana's name was corrected and Jānis' status decided."""
    said = reminder.types("outbox", "retry", 1)
    assert said.code == 0
    assert "2 of its notices wait again" in said.out and "outside quiet hours" in said.out
    assert rows(reminder.folder, "SELECT state, payload, reason FROM outbox") == [
        ("dropped", None, "back to its notices")
    ]
    assert rows(reminder.folder, "SELECT DISTINCT state, reason FROM notice") == [
        ("waiting", "retried by the operator")
    ]
    rows(reminder.folder, "UPDATE person SET name = 'Oksana Koval' WHERE name = 'Oksana'")
    rows(reminder.folder, "UPDATE eligibility_check SET checked_at = said_at, result = 'eligible'")
    tomorrow = Clock().now().astimezone(RIGA).date() + timedelta(days=1)

    async def released(hour: int) -> list[str]:
        async with town_of(reminder) as town:
            now = at(tomorrow, hour)
            await Releaser(town.sessions, RIGA).release(now)
            return [one.text for one in await town.left(since=now)]

    assert asyncio.run(released(2)) == []
    [text] = asyncio.run(released(12))
    assert "Oksana Koval" in text and "Jānis" not in text
    assert rows(reminder.folder, "SELECT state, reason FROM notice ORDER BY id") == [
        ("queued", None),
        ("cleared", "decided"),
    ]
    assert refused(reminder.types("outbox", "retry", 1), "is dropped")


def test_a_reminder_whose_notices_are_gone_is_not_sent_as_it_is(reminder: Operator) -> None:
    rows(reminder.folder, "DELETE FROM notice")
    assert refused(reminder.types("outbox", "retry", 1, "--force"), "notices are gone")
    assert rows(reminder.folder, "SELECT state FROM outbox") == [("failed",)]


def test_what_is_dropped_is_gone(letterbox: Operator) -> None:
    assert letterbox.types("inbox", "drop", 1).code == 0
    assert letterbox.types("outbox", "drop", 1).code == 0
    assert rows(letterbox.folder, "SELECT count(*) FROM inbox WHERE id = 1") == [(0,)]
    assert rows(letterbox.folder, "SELECT state, payload FROM outbox WHERE id = 1") == [("dropped", None)]
    assert refused(letterbox.types("outbox", "retry", 1), "is dropped")
    assert refused(letterbox.types("inbox", "drop", 99), "no number 99")


# --- mistakes ---


def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(operator: Operator) -> None:
    operator.sets(DATABASE_URL="postgresql://blakus:password@127.0.0.1:9/blakus")
    said = operator.types("inbox", "list")
    assert refused(said, "127.0.0.1:9", "check BLAKUS_DATABASE_URL")
    assert "password@" not in said.err


def test_a_file_that_is_no_database_is_one_sentence(operator: Operator) -> None:
    (operator.folder / "var").mkdir()
    (operator.folder / "var" / "blakus.db").write_text("not a database, but long enough to look like one" * 100)
    assert refused(operator.types("inbox", "list"), "not a database")


def test_a_newer_database_is_left_alone(operator: Operator) -> None:
    operator.types("inbox", "list")
    rows(operator.folder, "UPDATE alembic_version SET version_num = '9999'")
    assert refused(operator.types("inbox", "list"), "newer Blakus")


def test_a_wrong_setting_ends_with_the_code_that_only_a_person_can_mend(operator: Operator) -> None:
    operator.sets(LOG_FORMAT="xml")
    said = operator.types("inbox", "list")
    assert (said.code, said.err.count("\n")) == (2, 1)


def test_every_command_has_its_topic_and_is_listed(operator: Operator) -> None:
    shown = operator.types("--help").out
    assert len(cli.TOPICS) > 10
    assert not [name for name in cli.TOPICS if name not in shown]
    for name in cli.TOPICS:
        assert operator.types(name, "--help").code == 0, name


def test_doctor_says_what_to_do(operator: Operator) -> None:
    said = operator.types("doctor")
    assert refused(Said(said.code, "", said.err), "1 of 10")
    marks = {line.split()[1]: line[0] for line in said.out.splitlines()}
    assert [name for name, mark in marks.items() if mark == "✗"] == ["telegram"]
    assert marks["database"] == "✓"


def test_backup_and_restore_are_commands(operator: Operator, tmp_path: Path) -> None:
    operator.types("invite", "coordinator", "--municipality", "Smiltene", "--bot", "b_bot")
    assert operator.types("backup", "mine").code == 0
    assert refused(operator.types("backup", "mine"), "stays as it is")
    assert refused(operator.types("restore", "mine"), "not empty")
    assert refused(operator.types("restore", "other"), "no file")
    operator.sets(DATABASE_URL=f"sqlite:///{tmp_path / 'second.db'}")
    assert "1 people" in operator.types("restore", "mine").out
