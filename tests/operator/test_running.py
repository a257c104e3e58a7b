"""`blakus run` as a process: alone on its database, asked how it is, stopped kindly, backed up while it works."""

import asyncio
import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.demo import botapi
from bot.storage import locks
from tests.operator.conftest import Operator, rows
from tests.operator.test_webhook import free_address

PATIENCE = 45.0  # two processes may start at once on a busy machine


@pytest.fixture
async def telegram() -> AsyncIterator[botapi.Server]:
    server = await botapi.start()
    yield server
    await server.stop()


@pytest.fixture
def health_url(operator: Operator, telegram: botapi.Server, database_url: str) -> str:
    """The operator's settings reach the local Telegram; where `/health` will answer."""
    address = free_address()
    operator.sets(
        BOT_TOKEN=telegram.token, BOT_API_URL=telegram.url, DATABASE_URL=database_url, HEALTH_LISTEN=str(address)
    )
    return f"http://{address}/health"


async def until(found: Callable[[], Any], process: "subprocess.Popen[str] | None" = None) -> Any:
    """What `found` finds, asked again until it is something; not longer than `process` lives."""
    deadline = time.monotonic() + PATIENCE
    while not (value := await asyncio.to_thread(found)):
        if process is not None and process.poll() is not None:
            raise AssertionError(process.communicate()[1])
        assert time.monotonic() < deadline, "it took too long"
        await asyncio.sleep(0.1)
    return value


def asked(url: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (our own address)
            seen: dict[str, Any] = json.loads(answer.read())
            return seen
    except OSError:
        return None


async def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    _, err = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    return process.returncode, err


async def test_it_runs_alone_answers_and_stops(operator: Operator, telegram: botapi.Server, health_url: str) -> None:
    first = operator.starts("run")
    await until(lambda: (asked(health_url) or {}).get("seconds_since_tick") is not None, first)
    anna = telegram.person(1001, "Anna", language_code="en")
    anna.says("/start")
    await until(lambda: anna.from_bot)

    code, err = await ended(operator.starts("run"))
    assert (code, err.count("\n"), err.startswith("blakus: Blakus already runs on ")) == (1, 1, True), err

    seen = json.loads((await asyncio.to_thread(operator.types, "health")).out)
    assert seen["ok"] is True
    said = await asyncio.to_thread(operator.types, "backup", "while-running")
    assert said.code == 0, said.err
    said = await asyncio.to_thread(operator.types, "restore", "while-running")
    assert "stop it" in said.err

    first.terminate()
    code, log = await ended(first)
    assert code == 0, log
    assert "Blakus stops" in log
    assert telegram.token not in log and telegram.token.partition(":")[2] not in log
    assert asked(health_url) is None


async def test_a_killed_one_leaves_its_place(operator: Operator, health_url: str, database_url: str) -> None:
    first = operator.starts("run")
    await until(lambda: asked(health_url), first)
    with pytest.raises(locks.HeldElsewhere):
        async with locks.alone(database_url):
            pass
    first.kill()
    await ended(first)

    async def is_free() -> bool:
        try:
            async with locks.alone(database_url):
                return True
        except locks.HeldElsewhere:
            return False

    await until(lambda: asyncio.run(is_free()))  # PostgreSQL notices a moment later


async def test_telegram_calls_where_it_was_asked_to(operator: Operator, telegram: botapi.Server) -> None:
    """Telegram takes https addresses alone, so the test brings what it would have brought."""
    address = free_address()
    operator.sets(
        BOT_TOKEN=telegram.token,
        BOT_API_URL=telegram.url,
        WEBHOOK_URL="https://bot.example.lv/telegram",
        WEBHOOK_SECRET="a-secret-of-the-webhook",
        WEBHOOK_LISTEN=str(address),
    )
    running = operator.starts("run")
    await until(lambda: (asked(f"http://{address}/health") or {}).get("seconds_since_tick") is not None, running)
    await until(lambda: (asked(f"http://{address}/health") or {}).get("webhook_pending") == 0, running)
    anna = telegram.person(1001, "Anna", language_code="en")
    anna.says("/start")  # opens the chat: a bot may not write first
    message = {
        "message_id": 1, "date": 1795000000, "chat": {"id": 1001, "type": "private", "first_name": "Anna"},
        "from": {"id": 1001, "is_bot": False, "first_name": "Anna", "language_code": "en"}, "text": "hello",
    }  # fmt: skip

    def bring() -> int:
        request = urllib.request.Request(
            f"http://{address}/telegram",
            data=json.dumps({"update_id": 9, "message": message}).encode(),
            headers={"X-Telegram-Bot-Api-Secret-Token": "a-secret-of-the-webhook"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 (our own address)
            return int(answer.status)

    assert [await asyncio.to_thread(bring) for _ in range(2)] == [200, 200]
    assert rows(operator.folder, "SELECT count(*) FROM inbox") == [(1,)]
    await until(lambda: anna.from_bot)
    running.terminate()
    assert (await ended(running))[0] == 0


async def test_a_token_telegram_does_not_know_ends_in_one_sentence(operator: Operator, telegram: botapi.Server) -> None:
    operator.sets(BOT_API_URL=telegram.url, BOT_TOKEN="123456:nobody-has-this-token-at-all")
    code, err = await ended(operator.starts("run"))
    assert code == 1
    assert err.splitlines()[-1].startswith("blakus: Telegram does not know this token")
    assert "Traceback" not in err
