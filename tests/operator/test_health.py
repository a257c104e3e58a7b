"""`/health` is well only where Telegram is heard and takes what is sent, the clock ticks and the database answers."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.app import Blakus
from bot.client import NotSent
from bot.demo import botapi
from bot.inbox import webhook
from bot.inbox.health import (
    ANSWER_EVERY,
    FAILED_LATELY,
    FAILS_LONG,
    FAILS_MANY,
    POLL_EVERY,
    TICK_EVERY,
    Health,
    undelivered,
)
from bot.inbox.line import Line
from bot.inbox.listening import listening
from bot.settings import Address
from bot.storage import migrations, models
from bot.toolbox import database
from bot.toolbox.clock import Clock
from tests.conftest import settings_for
from tests.operator.filling import NOW
from tests.operator.test_running import until
from tests.operator.test_webhook import SECRET, free_address

URL = "https://bot.example.lv/telegram"


class Moments:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.polled_at: float | None = None
        self.line = Line(lambda: self.now)


@pytest.fixture
async def health(tmp_path: Path) -> AsyncIterator[tuple[Health, Moments]]:
    engine = database.make_engine(f"sqlite:///{tmp_path / 'blakus.db'}")
    await migrations.upgrade(engine)
    async with database.session_maker(engine).begin() as db:
        db.add(models.InboxUpdate(update_id=1, chat_id=1, received_at=NOW, raw={}))
    moments = Moments()
    readers = database.session_maker(database.reading(engine))
    yield (
        Health(readers, line=moments.line, polled_at=lambda: moments.polled_at, monotonic=lambda: moments.now),
        moments,
    )
    await engine.dispose()


async def test_all_is_well_at_the_start_and_while_everything_moves(health: tuple[Health, Moments]) -> None:
    house, moments = health
    seen = await house.look()
    assert (seen["ok"], seen["inbox_waiting"], seen["outbox_waiting"]) == (True, 1, 0)
    for _ in range(10):
        moments.now += 60
        moments.polled_at = moments.now
        house.ticked()
    seen = await house.look()
    assert (seen["ok"], seen["trouble"], seen["seconds_since_poll"], seen["seconds_since_tick"]) == (True, [], 0, 0)


async def test_silence_from_telegram_and_a_clock_that_stands_are_trouble(health: tuple[Health, Moments]) -> None:
    house, moments = health
    moments.polled_at = moments.now
    moments.now += POLL_EVERY + 1
    assert (await house.look())["trouble"] == ["Telegram was not heard from"]
    moments.now += TICK_EVERY
    assert (await house.look())["trouble"] == ["Telegram was not heard from", "the clock does not tick"]


async def test_a_database_without_tables_does_not_answer(tmp_path: Path) -> None:
    engine = database.make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    house = Health(database.session_maker(database.reading(engine)), line=Line())
    seen = await house.look()
    assert (seen["ok"], seen["trouble"]) == (False, ["the database does not answer"])
    await engine.dispose()


# --- what we send ---


async def test_many_calls_that_fail_for_long_are_trouble_although_polling_works(
    health: tuple[Health, Moments],
) -> None:
    house, moments = health
    for _ in range(FAILS_MANY):
        moments.line.note("sendMessage", TimedOut())
    moments.polled_at = moments.now
    assert (await house.look())["trouble"] == []  # a short break is waited out
    moments.now += FAILS_LONG + 1
    moments.polled_at = moments.now
    moments.line.note("getUpdates")  # a poll that is answered says nothing about sending
    assert (await house.look())["trouble"] == [f"calls to Telegram fail ({FAILS_MANY} in a row)"]
    moments.now += FAILED_LATELY
    moments.polled_at = moments.now
    house.ticked()
    assert (await house.look())["trouble"] == []  # nothing was tried since: nobody knows
    moments.line.note("sendMessage", NetworkError("Bad Gateway"))
    assert (await house.look())["ok"] is False
    moments.line.note("sendMessage")
    seen = await house.look()
    assert (seen["ok"], seen["calls_failed_in_a_row"]) == (True, 0)


async def test_few_failures_are_no_trouble_however_long_ago_they_began(health: tuple[Health, Moments]) -> None:
    house, moments = health
    for _ in range(FAILS_MANY - 1):
        moments.line.note("sendMessage", TimedOut())
        moments.now += FAILS_LONG / 2
        moments.polled_at = moments.now
        assert (await house.look())["trouble"] == []


@pytest.mark.parametrize(
    ("error", "answers"),
    [
        (None, True),
        (BadRequest("chat not found"), True),
        (Forbidden("blocked"), True),
        (Conflict("another getUpdates"), True),
        (NotSent("no route"), False),
        (NetworkError("Bad Gateway"), False),
        (TimedOut(), False),
        (InvalidToken(), False),
    ],
)
def test_a_refusal_is_an_answer_and_silence_is_not(error: Exception | None, answers: bool) -> None:
    line = Line(lambda: 7.0)
    line.note("sendMessage", error)
    assert line.answered_at == (7.0 if answers else None)
    assert line.failed_in_a_row == (0 if answers else 1)


def test_a_pause_that_telegram_asks_for_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as our client does
    line = Line(lambda: 7.0)
    line.note("sendMessage", RetryAfter(timedelta(seconds=3)))
    assert (line.answered_at, line.failed_in_a_row) == (7.0, 0)


# --- where Telegram calls us ---


def test_an_address_is_the_same_however_it_is_written() -> None:
    info = {"url": "https://xn--mnesis-p3a.lv/%C4%8Dau", "pending_update_count": 0}
    assert undelivered(info, url="https://mēnesis.lv/čau", now=NOW) is None


@pytest.mark.parametrize(
    ("info", "trouble"),
    [
        ({"url": URL, "pending_update_count": 0}, None),
        ({"url": "https://BOT.example.lv:443/telegram", "pending_update_count": 3}, None),
        ({"url": URL, "pending_update_count": 0, "last_error_date": 0, "last_error_message": "old"}, None),
        ({"url": URL, "pending_update_count": 3, "last_error_date": -301, "last_error_message": "old"}, None),
        ({"url": URL, "pending_update_count": 0, "last_error_date": -1, "last_error_message": "503"}, None),
        ({"url": URL, "pending_update_count": 1, "last_error_date": -299, "last_error_message": "503"}, "503"),
        ({"url": URL, "pending_update_count": 1, "last_error_date": 2}, "does not say why"),
        ({"url": "", "pending_update_count": 0}, "another address or none"),
        ({"url": "https://elsewhere.lv/telegram", "pending_update_count": 0}, "another address or none"),
        ({}, "another address or none"),
    ],
)
def test_what_telegram_says_about_its_calls(info: dict[str, object], trouble: str | None) -> None:
    """Moments are seconds from now; Telegram keeps the last error when it is over."""
    if (age := info.get("last_error_date")) is not None and age != 0:
        info = {**info, "last_error_date": int(NOW.timestamp()) + int(str(age))}
    found = undelivered(info, url=URL, now=NOW.replace(microsecond=0))
    assert found is None if trouble is None else found is not None and trouble in found


@pytest.fixture
async def telegram() -> AsyncIterator[botapi.Server]:
    server = await botapi.start(webhook_retry=0.05)
    yield server
    await server.stop()


class Called:
    """A Blakus that Telegram calls at a local address, where nobody listens yet, and its health as time passes."""

    def __init__(self, blakus: Blakus, url: str) -> None:
        self.blakus, self.url = blakus, url
        self.later = 0.0
        blakus.bot.line.monotonic = self.monotonic
        readers = database.session_maker(database.reading(blakus.engine))
        self.health = Health(readers, line=blakus.bot.line, webhook_url=url, monotonic=self.monotonic)

    def monotonic(self) -> float:
        return time.monotonic() + self.later

    async def troubles(self) -> list[str]:
        """What is wrong after Telegram was asked once more."""
        self.health.ticked()
        await self.health.ask(self.blakus.bot, now=Clock().now())
        found: list[str] = (await self.health.look())["trouble"]
        return found


@pytest.fixture
async def called(tmp_path: Path, telegram: botapi.Server) -> AsyncIterator[Called]:
    url = f"http://{free_address()}/telegram"
    async with Blakus(settings_for(telegram, f"sqlite:///{tmp_path / 'blakus.db'}")) as blakus:
        await migrations.upgrade(blakus.engine)
        await webhook.register(blakus.bot, url, SECRET)
        yield Called(blakus, url)


async def test_a_dead_bot_api_is_trouble_where_telegram_calls_us(called: Called, telegram: botapi.Server) -> None:
    assert await called.troubles() == []
    called.later += 10 * ANSWER_EVERY  # a quiet night
    assert await called.troubles() == []
    await telegram.stop()
    assert await called.troubles() == []  # one question that was lost
    called.later += ANSWER_EVERY
    assert await called.troubles() == ["Telegram was not heard from"]


async def test_updates_that_telegram_cannot_deliver_are_trouble_until_it_can(
    called: Called, telegram: botapi.Server
) -> None:
    telegram.person(1001, "Anna", language_code="en").says("hello")
    await until(lambda: "last_error_date" in telegram.world.webhook.as_json())
    assert await called.troubles() == []  # it comes again by itself
    [trouble] = await called.troubles()
    assert trouble.startswith("Telegram cannot deliver (Connection failed")
    assert (await called.health.look())["webhook_pending"] == 1

    blakus, parts = called.blakus, urlsplit(called.url)
    route = webhook.route(called.url, SECRET, keep=blakus.bot.keep, bell=blakus.bell)
    async with listening(Address(parts.hostname or "", parts.port or 0), [route]):
        await until(lambda: not telegram.updates.pending())
        assert await called.troubles() == []


async def test_a_webhook_that_somebody_took_away_is_trouble(called: Called) -> None:
    """As another program does that polls with this token."""
    await called.blakus.bot.delete_webhook()
    assert await called.troubles() == []
    [trouble] = await called.troubles()
    assert "something else use this bot's token" in trouble
