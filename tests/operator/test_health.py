"""`/health` is well only where Telegram is heard, the clock ticks and the database answers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.inbox.health import POLL_EVERY, TICK_EVERY, Health
from bot.storage import migrations, models
from bot.toolbox import database
from tests.operator.filling import NOW


class Moments:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.polled_at: float | None = None


@pytest.fixture
async def health(tmp_path: Path) -> AsyncIterator[tuple[Health, Moments]]:
    engine = database.make_engine(f"sqlite:///{tmp_path / 'blakus.db'}")
    await migrations.upgrade(engine)
    async with database.session_maker(engine).begin() as db:
        db.add(models.InboxUpdate(update_id=1, chat_id=1, received_at=NOW, raw={}))
    moments = Moments()
    readers = database.session_maker(database.reading(engine))
    yield Health(readers, polled_at=lambda: moments.polled_at, monotonic=lambda: moments.now), moments
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
    house = Health(database.session_maker(database.reading(engine)), polled_at=None)
    seen = await house.look()
    assert (seen["ok"], seen["trouble"]) == (False, ["the database does not answer"])
    await engine.dispose()
