"""A server in its own process, and its people seen from here: for crash tests and benchmarks."""

from __future__ import annotations

import asyncio
import base64
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.demo.botapi.server import TOKEN


class Remote:
    """Speaks to the control addresses of a server elsewhere."""

    def __init__(self, url: str, session: aiohttp.ClientSession, process_id: int | None = None) -> None:
        self.url = url
        self.token = TOKEN
        self.process_id = process_id
        self._session = session

    async def person(self, user_id: int, first_name: str, language_code: str | None, **more: str) -> None:
        """A person with a Telegram account."""
        given = {"user_id": user_id, "first_name": first_name, "language_code": language_code, **more}
        await self.post("person", given)

    async def does(self, chat_id: int, deed: str, **given: Any) -> Any:
        """What a `PrivateChat` can do, by name: `await remote.does(11, "says", text="/log")`."""
        if isinstance(given.get("content"), bytes):
            given["content"] = base64.b64encode(given["content"]).decode()
        return await self.post(f"chats/{chat_id}/{deed}", given)

    async def chat(self, chat_id: int) -> dict[str, Any]:
        """A chat with all its messages."""
        told: dict[str, Any] = await self.get(f"chats/{chat_id}")
        return told

    async def state(self) -> dict[str, Any]:
        """How much is pending, what went wrong."""
        told: dict[str, Any] = await self.get("state")
        return told

    async def stats(self) -> dict[str, Any]:
        """Counts and percentiles since `begin_stats`."""
        told: dict[str, Any] = await self.get("stats")
        return told

    async def begin_stats(self) -> None:
        """Count anew."""
        await self.post("stats", {})

    async def get(self, address: str) -> Any:
        """A control address. Raises LookupError when the server finds fault."""
        async with self._session.get(f"{self.url}/control/{address}") as answer:
            return await _checked(answer)

    async def post(self, address: str, given: dict[str, Any]) -> Any:
        """A control address. Raises LookupError when the server finds fault."""
        async with self._session.post(f"{self.url}/control/{address}", json=given) as answer:
            return await _checked(answer)


@asynccontextmanager
async def start_apart(*arguments: str) -> AsyncIterator[Remote]:
    """A server process with these command-line arguments, ended at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.demo.botapi", *arguments, stdout=asyncio.subprocess.PIPE
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the server's output is not connected")
        url = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
        if not url:
            raise RuntimeError("the local Bot API did not start")
        async with aiohttp.ClientSession() as session:
            yield Remote(url, session, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _checked(answer: aiohttp.ClientResponse) -> Any:
    told = await answer.json()
    if answer.status != 200:
        raise LookupError(told["error"])
    return told
