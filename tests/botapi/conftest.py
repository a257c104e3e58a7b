"""A server, a plain HTTP caller, python-telegram-bot's own bot, and two people."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.demo import botapi

Answer = tuple[int, dict[str, Any]]
Caller = Callable[..., Awaitable[Answer]]


@pytest.fixture
async def server() -> AsyncIterator[botapi.Server]:
    running = await botapi.start()
    yield running
    await running.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def call(server: botapi.Server, http: aiohttp.ClientSession) -> Caller:
    """Call a method with a JSON body; the status and the whole answer."""

    async def calling(method: str, **params: Any) -> Answer:
        async with http.post(f"{server.url}/bot{server.token}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    return calling


@pytest.fixture
async def bot(server: botapi.Server) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.file_url}/bot") as ready:
        yield ready


@pytest.fixture
def anna(server: botapi.Server) -> botapi.PrivateChat:
    """Has pressed *Start* already."""
    chat = server.person(11, "Anna", "lv", username="anna_k")
    chat.starts()
    return chat


@pytest.fixture
def oksana(server: botapi.Server) -> botapi.PrivateChat:
    """Has an account and never wrote."""
    return server.person(12, "Oksana", "uk")
