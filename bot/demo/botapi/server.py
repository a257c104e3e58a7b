"""The HTTP side: addresses, tokens, answers, latency; and the object that tests and the demo hold."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from aiohttp import web

from bot.demo.botapi import fast, groups, parameters, people
from bot.demo.botapi.control import Control
from bot.demo.botapi.methods import METHODS, Method
from bot.demo.botapi.methods.commands import menu_for
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import METHOD_NOT_FOUND, NOT_FOUND, UNAUTHORIZED, Refused
from bot.demo.botapi.world import Call, Settings, World

if TYPE_CHECKING:
    from collections import deque

    from bot.demo.botapi.chaos import Chaos
    from bot.demo.botapi.chats import Chat
    from bot.demo.botapi.limits import Limits
    from bot.demo.botapi.stats import Stats
    from bot.demo.botapi.updates import Updates

Seen = TypeVar("Seen")
TOKEN = "4242424242:AAE-a-made-up-token-for-the-local-server"  # noqa: S105 (nobody's secret)
_ADDRESS = re.compile(r"/bot([^/]+)/([^/]*)")
_DOWNLOAD = re.compile(r"/file/bot([^/]+)/(.+)")
_KEEP_ALIVE = 3600.0


async def start(
    *,
    token: str = TOKEN,
    host: str = "127.0.0.1",
    port: int = 0,
    username: str = "blakus_bot",
    name: str = "Blakus",
    clock: Callable[[], datetime] | None = None,
    latency: float = 0.0,
    limits: Limits | None = None,
    chaos: Chaos | None = None,
    history: int = 1000,
    fast: bool = False,
    query_lives: float = 60.0,
    punish_repolling: bool = False,
    webhook_retry: float = 1.0,
) -> Server:
    """A running server; port 0 picks a free one.

    `latency` is seconds between a call's effect and its answer (getUpdates excepted). `history` is how many
    messages a chat keeps. `fast` checks and keeps nothing, for benchmarks. `punish_repolling` adds
    Telegram's 3 seconds for asking again with the same offset, which makes stopping a bot slow.
    """
    settings = Settings(
        token,
        username,
        name,
        clock or _wall_clock,
        latency,
        history,
        fast,
        query_lives,
        punish_repolling,
        webhook_retry,
    )
    server = Server(World(settings, limits=limits, chaos=chaos))
    await server.listen(host, port)
    return server


class Server:
    """The local Bot API, and the way to the people behind it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.url = ""
        self.file_url = ""
        self._methods: dict[str, Method] = METHODS | fast.METHODS if world.settings.fast else METHODS
        self.control = Control(world)
        self._runner: web.ServerRunner | None = None
        world.webhook.perform = self.perform

    async def listen(self, host: str, port: int) -> None:
        """Bind and serve; `url` is then the base for `/bot<token>/<method>`."""
        self._runner = web.ServerRunner(
            web.Server(self._handle, request_factory=_large_request, access_log=None, keepalive_timeout=_KEEP_ALIVE),
            shutdown_timeout=1.0,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port, backlog=1024)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://{host}:{port}"
        self.file_url = f"{self.url}/file"

    async def stop(self) -> None:
        """End polls, deliveries and connections."""
        self.control.stop()
        await self.world.webhook.stop()
        self.world.updates.end_polls()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def token(self) -> str:
        """The only token that is accepted."""
        return self.world.settings.token

    @property
    def calls(self) -> deque[Call]:
        """What the bot called, oldest first."""
        return self.world.calls

    @property
    def unknown_methods(self) -> list[str]:
        """Methods the bot called that are not imitated: a test should assert that there are none."""
        return self.world.unknown_methods

    @property
    def updates(self) -> Updates:
        """What waits for the bot."""
        return self.world.updates

    @property
    def chats(self) -> dict[int, Chat]:
        """All chats by id."""
        return self.world.chats

    @property
    def stats(self) -> Stats:
        """Counts for benchmarks."""
        return self.world.stats

    def person(
        self,
        user_id: int,
        first_name: str,
        language_code: str | None,
        last_name: str | None = None,
        username: str | None = None,
    ) -> people.PrivateChat:
        """A person with a Telegram account, and their chat with the bot."""
        user = people.account(user_id, first_name, language_code, last_name, username)
        return people.person(self.world, user)

    def group(self, chat_id: int, title: str) -> groups.GroupChat:
        """A group chat that the bot may be added to; its id is negative."""
        return groups.group(self.world, chat_id, title)

    def menu(self, chat: people.PrivateChat, language_code: str | None = None) -> list[dict[str, str]]:
        """The command menu as this person sees it."""
        return menu_for(self.world, chat.id, language_code or chat.user.get("language_code", ""))

    def on_change(self, listener: Callable[[Chat], None]) -> Callable[[], None]:
        """Call `listener` with the chat after each change; the result ends it."""
        return self.world.on_change(listener)

    async def until(self, seen: Callable[[], Seen], within: float = 5.0) -> Seen:
        """Wait for the first truthy answer of `seen`, asked after each change. Raises TimeoutError."""
        return await self.world.until(seen, within)

    async def perform(self, method: str, given: Parameters) -> Any:
        """One call, without the wire. Raises Refused."""
        found = self._methods.get(method.lower())
        if found is None:
            self.world.unknown_methods.append(method)
            raise Refused(*METHOD_NOT_FOUND)
        result = found(self.world, given)
        return await result if inspect.isawaitable(result) else result

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        address = _ADDRESS.fullmatch(request.path)
        if address is not None:
            return await self._call(request, *address.groups())
        download = _DOWNLOAD.fullmatch(request.path)
        if download is not None:
            return self._download(*download.groups())
        if request.path.startswith("/control/"):
            return await self.control.handle(request)
        return _refusal(Refused(*NOT_FOUND))

    async def _call(self, request: web.BaseRequest, token: str, method: str) -> web.StreamResponse:
        world, chaos = self.world, self.world.chaos
        if token != world.settings.token:
            return _refusal(Refused(*UNAUTHORIZED))
        if chaos is not None and chaos.breaks_before():
            return _broken(request)
        began, given = time.monotonic(), Parameters()
        try:
            given = await parameters.read(request)
            if chaos is not None:
                chaos.check()
            body = await self.perform(method or given.text("method"), given)
            status, words = 200, None
            answer = web.Response(body=_encoded(body), content_type="application/json")
        except Refused as refused:
            status, words = refused.code, refused.description
            answer = _refusal(refused)
        if not world.settings.fast:
            self._log(method, given, status, words, began)
        if world.settings.latency and method.lower() != "getupdates":
            await asyncio.sleep(world.settings.latency)
        if chaos is not None and chaos.breaks_after():
            return _broken(request)
        return answer

    def _log(self, method: str, given: Parameters, status: int, words: str | None, began: float) -> None:
        params: dict[str, Any] = given.texts | {name: file.name for name, file in given.uploads.items()}
        took = time.monotonic() - began
        self.world.calls.append(Call(method, params, self.world.now, status, words, took))
        self.world.wake()

    def _download(self, token: str, path: str) -> web.StreamResponse:
        stored = self.world.files.by_path(path) if token == self.token else None
        if stored is None:
            return _refusal(Refused(*NOT_FOUND))
        return web.Response(body=stored.file.content, content_type="application/octet-stream")


def _wall_clock() -> datetime:
    # The toolbox's clock would load the database libraries into a process that needs none.
    return datetime.fromtimestamp(time.time(), UTC)  # noqa: TID251


def _encoded(result: Any) -> bytes:
    told = result if isinstance(result, bytes) else json.dumps(result, ensure_ascii=False).encode()
    return b'{"ok":true,"result":' + told + b"}"


def _refusal(refused: Refused) -> web.Response:
    body = json.dumps(refused.as_json(), ensure_ascii=False).encode()
    headers = {}
    if refused.parameters and "retry_after" in refused.parameters:
        headers["Retry-After"] = str(refused.parameters["retry_after"])
    return web.Response(body=body, status=refused.code, content_type="application/json", headers=headers)


def _broken(request: web.BaseRequest) -> web.Response:
    """The caller sees a reset connection and cannot know whether the call took effect."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _large_request(message: Any, payload: Any, protocol: Any, writer: Any, task: asyncio.Task[None]) -> web.BaseRequest:
    """aiohttp's own requests take at most 1 MB."""
    return web.BaseRequest(
        message,
        payload,
        protocol,
        writer,
        task,
        asyncio.get_running_loop(),
        client_max_size=parameters.LARGEST_BODY + 1024 * 1024,
    )
