"""429 as Telegram gives it, and the bad days."""

import contextlib
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.demo import botapi


class _Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_one_message_a_second_and_a_small_burst_per_chat() -> None:
    seconds = _Seconds()
    server = await botapi.start(limits=botapi.Limits(monotonic=seconds))
    server.person(11, "Anna", "lv").starts()
    async with aiohttp.ClientSession() as http:

        async def calling(method: str, **params: Any) -> tuple[int, dict[str, Any]]:
            url = f"{server.url}/bot{server.token}/{method}"
            async with http.post(url, json={"chat_id": 11, **params}) as answer:
                return answer.status, await answer.json()

        assert [(await calling("sendMessage", text="a"))[0] for _ in range(3)] == [200, 200, 200]
        assert await calling("editMessageText", message_id=2, text="b") == (
            429,
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 1",
                "parameters": {"retry_after": 1},
            },
        )
        seconds.now += 1.0
        assert (await calling("editMessageText", message_id=2, text="b"))[0] == 200
        assert (await calling("sendMessage", text="a"))[0] == 429
    await server.stop()


def test_thirty_a_second_in_all() -> None:
    seconds = _Seconds()
    limits = botapi.Limits(monotonic=seconds)
    passed = 0
    for step in range(200):
        seconds.now = 100 + step / 100
        with contextlib.suppress(Exception):
            limits.check(step)
            passed += 1
    assert 80 <= passed <= 90  # a burst of 30, then 30 a second for two seconds
    assert limits.refused == 200 - passed


async def _day(chaos: botapi.Chaos) -> tuple[list[str], list[str], list[int]]:
    """Send 200 messages on a bad day: what was heard back, what arrived, which updates came."""
    server = await botapi.start(chaos=chaos)
    anna = server.person(11, "Anna", "lv")
    for number in range(50):
        anna.says(str(number))
    outcomes, updates = [], []
    async with aiohttp.ClientSession() as http:
        for number in range(200):
            try:
                url = f"{server.url}/bot{server.token}/sendMessage"
                async with http.post(url, data={"chat_id": 11, "text": f"m{number}"}) as answer:
                    outcomes.append(str(answer.status))
            except aiohttp.ClientError:
                outcomes.append("broken")
        offset = 0
        while len(server.updates):
            with contextlib.suppress(aiohttp.ClientError):
                params = {"offset": offset, "limit": 10}
                async with http.get(f"{server.url}/bot{server.token}/getUpdates", params=params) as answer:
                    told = await answer.json()
                updates += [update["update_id"] for update in told.get("result", [])]
                offset = max([offset, *[update + 1 for update in updates]])
    arrived = [message.text for message in anna.from_bot]
    await server.stop()
    return outcomes, arrived, updates


async def test_a_bad_day_breaks_before_and_after_and_repeats() -> None:
    bad = {
        "repeat_updates": 0.2,
        "reset_before": 0.1,
        "reset_after": 0.1,
        "flood": 0.05,
        "server_errors": 0.05,
    }
    outcomes, arrived, updates = await _day(botapi.Chaos(seed=7, **bad))  # type: ignore[arg-type]
    assert {"200", "broken", "429", "500", "502"} == set(outcomes)
    heard = outcomes.count("200")
    assert heard < len(arrived) < 200  # some took effect and nobody heard of it, some never did
    assert len(set(updates)) == 51 - 1  # all of them, whatever came twice
    assert len(updates) > len(set(updates))
    again = await _day(botapi.Chaos(seed=7, **bad))  # type: ignore[arg-type]
    assert (outcomes, arrived, updates) == again


async def test_the_library_sees_a_reset_as_a_network_error() -> None:
    server = await botapi.start(chaos=botapi.Chaos(reset_after=1.0, reset_before=0, flood=0, server_errors=0))
    anna = server.person(11, "Anna", "lv")
    anna.starts()
    bot = Bot(server.token, base_url=f"{server.url}/bot")
    with pytest.raises(NetworkError):
        await bot.send_message(11, "a")
    await bot.shutdown()
    assert [message.text for message in anna.from_bot] == ["a"]
    await server.stop()
