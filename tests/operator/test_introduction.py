"""What Telegram shows about the bot before anybody has said a word: told until it is taken, however bad the day."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Blakus
from bot.demo import botapi
from bot.i18n import LANGUAGES
from bot.outbox import introduction
from tests.conftest import RIGA, settings_for

PAGES = ("setmycommands", "setmydescription", "setmyshortdescription")
ALL = {page: {*LANGUAGES, ""} for page in PAGES}


@pytest.fixture
async def telegram() -> AsyncIterator[botapi.Server]:
    server = await botapi.start()
    yield server
    await server.stop()


@pytest.fixture
async def blakus(telegram: botapi.Server, tmp_path: Path) -> AsyncIterator[Blakus]:
    """Connected; it neither polls nor sends, so every call is the introduction's."""
    async with Blakus(settings_for(telegram, f"sqlite:///{tmp_path / 'blakus.db'}")) as found:
        telegram.calls.clear()
        yield found


def told(telegram: botapi.Server) -> dict[str, set[str]]:
    """The languages that each page was taken in."""
    return {
        page: {
            str(call.params["language_code"]) for call in telegram.calls if call.method == page and call.status == 200
        }
        for page in PAGES
    }


async def test_every_page_is_told_in_every_language_and_to_all_others(blakus: Blakus, telegram: botapi.Server) -> None:
    await blakus.introduce()
    assert told(telegram) == ALL
    assert len(telegram.calls) == len(PAGES) * (len(LANGUAGES) + 1)


async def test_a_pause_that_telegram_asks_for_is_kept_and_nothing_is_told_twice(
    blakus: Blakus, telegram: botapi.Server, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.world.chaos = botapi.Chaos(flood=1, repeat_updates=0, reset_before=0, reset_after=0, server_errors=0)
    began = asyncio.get_running_loop().time()
    async with asyncio.TaskGroup() as group:
        group.create_task(blakus.introduce())
        await telegram.until(lambda: telegram.calls)
        telegram.world.chaos = None
    assert asyncio.get_running_loop().time() - began >= 1  # what the local server asks for
    assert [call.status for call in telegram.calls] == [429] + [200] * (len(telegram.calls) - 1)
    assert told(telegram) == ALL
    assert "12 pages are left, next attempt in 1 s" in caplog.text


async def test_on_a_bad_day_it_goes_on_until_all_is_told(
    blakus: Blakus, telegram: botapi.Server, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.world.chaos = botapi.Chaos(seed=7, flood=0, reset_before=0.3, reset_after=0.2, server_errors=0.3)
    await introduction.introduce(blakus.bot, RIGA, first_pause=0.01)
    assert telegram.world.chaos.counted
    assert told(telegram) == ALL
    assert "next attempt" in caplog.text
    assert telegram.token not in caplog.text


async def test_what_is_refused_for_good_is_logged_by_its_name_and_the_rest_is_told(
    blakus: Blakus, telegram: botapi.Server, caplog: pytest.LogCaptureFixture
) -> None:
    class Refusing:
        """The bot, in a world where one page is too long for Telegram."""

        async def call(self, method: str, parameters: dict[str, object]) -> object:
            if method == "setMyDescription" and parameters["language_code"] == "lv":
                parameters = {**parameters, "description": "x" * 513}
            return await blakus.bot.call(method, parameters)

    await introduction.introduce(Refusing(), RIGA)
    assert told(telegram)["setmydescription"] == {*LANGUAGES, ""} - {"lv"}
    assert told(telegram)["setmyshortdescription"] == {*LANGUAGES, ""}
    assert "setMyDescription for lv was refused (BadRequest)" in caplog.text
