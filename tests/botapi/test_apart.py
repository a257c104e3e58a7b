"""The server as a process of its own, and traffic for benchmarks."""

import asyncio

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.demo import botapi

STEP = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data="next")]])


async def test_people_act_over_http_and_the_bot_answers() -> None:
    async with botapi.start_apart("--latency-ms", "1") as remote:
        await remote.person(11, "Anna", "lv")
        await remote.does(11, "starts", payload="abc")
        async with Bot(remote.token, base_url=f"{remote.url}/bot") as bot:
            assert len(await bot.get_updates()) == 1
            await bot.send_message(11, "?", reply_markup=STEP)
            query_id = await remote.does(11, "taps", message_id=None, label_or_data="Next")
            await bot.answer_callback_query(query_id, "Labi")
        await remote.does(11, "sends_document", content=b"abc", name="a.txt")
        chat = await remote.chat(11)
        assert [message["text"] for message in chat["messages"]] == ["/start abc", "?", ""]
        assert chat["toasts"] == [{"text": "Labi", "alert": False, "url": None}]
        with pytest.raises(LookupError, match="no button"):
            await remote.does(11, "taps", message_id=None, label_or_data="Back")
        with pytest.raises(LookupError, match="nobody can do"):
            await remote.does(11, "flies")
        assert (await remote.state())["unknown_methods"] == []


class _Echo:
    """Answers a message by a message and a tap by an edit."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.offset = 0

    async def answer(self, count: int) -> None:
        """Handle the next `count` updates."""
        answered = 0
        while answered < count:
            for update in await self.bot.get_updates(offset=self.offset, timeout=2):
                self.offset = update.update_id + 1
                answered += 1
                if update.message is not None:
                    await self.bot.send_message(update.message.chat_id, "re", reply_markup=STEP)
                elif update.callback_query is not None:
                    await update.callback_query.answer()
                    await update.callback_query.edit_message_text("step", reply_markup=STEP)


async def test_traffic_is_counted_and_timed_with_nothing_kept() -> None:
    async with (
        botapi.start_apart("--fast") as remote,
        Bot(remote.token, base_url=f"{remote.url}/bot") as bot,
    ):
        echo = _Echo(bot)
        await remote.begin_stats()
        await remote.post("load", {"first": 1000, "many": 20, "templates": [{"says": "/hours {n}"}]})
        await echo.answer(20)
        stats = await remote.stats()
        assert (stats["updates"], stats["sent"], stats["answered"]) == (20, 20, 20)
        assert 0 < stats["p50_ms"] <= stats["p99_ms"] <= stats["max_ms"]

        await remote.begin_stats()
        await remote.post("feed", {"chats": [1, 2], "count": 10, "per_second": 100, "templates": [{"says": "a"}]})
        await echo.answer(10)
        assert (await remote.stats())["answered"] == 10

        await remote.begin_stats()
        steps = [{"says": "/log"}, {"taps": 0}, {"taps": "Next"}]
        await remote.post("walk", {"first": 1000, "many": 5, "steps": steps, "rounds": 2})
        await echo.answer(30)
        stats = await remote.stats()
        assert (stats["answered"], stats["walking"], stats["missed"]) == (30, 0, 0)


async def test_limits_and_chaos_can_be_asked_for() -> None:
    async with (
        botapi.start_apart("--rate", "30", "--per-chat", "1", "--chaos", "3") as remote,
        aiohttp.ClientSession() as http,
    ):
        assert (await remote.state())["chaos"]["seed"] == 3
        await remote.post("chaos", {})
        await remote.person(11, "Anna", "lv")
        await remote.does(11, "starts")
        url = f"{remote.url}/bot{remote.token}/sendMessage"

        async def send() -> int:
            async with http.post(url, data={"chat_id": 11, "text": "a"}) as answer:
                return answer.status

        assert sorted(await asyncio.gather(*[send() for _ in range(5)])) == [200, 200, 200, 429, 429]
