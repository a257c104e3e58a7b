"""The client to Telegram, over real connections: what it sends, and what it knows when a call fails."""

import asyncio
import io
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from telegram import Bot, InputFile
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot import client
from bot.client import AiohttpRequest

TOKEN = "123456:AAH-secret_half"
SENT = {
    "ok": True,
    "result": {"message_id": 7, "date": 1, "chat": {"id": 42, "type": "private"}, "text": "Sveiki"},
}
ANSWERS = {
    "blocked": (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}),
    "wrong": (400, {"ok": False, "description": "Bad Request: message text is empty"}),
    "flood": (429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 3}}),
}


@dataclass
class Telegram:
    """Answers by what the text asks for and keeps what it was sent."""

    heard: list[dict[str, object]] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.connections.add(request.transport)
        if request.content_type == "application/json":
            given = await request.json()
        else:
            given = {name: _kept(value) for name, value in (await request.post()).items()}
        self.heard.append({"method": request.match_info["method"], **given})
        text = str(given.get("text", ""))
        if text == "slow":
            await asyncio.sleep(0.5)
        if text == "reset":
            assert request.transport is not None
            request.transport.abort()  # the call was heard, its answer is lost
        status, body = ANSWERS.get(text, (200, SENT))
        return web.json_response(body, status=status)


def _kept(value: object) -> object:
    """A file is closed when its request ends, so its name and content are kept."""
    return (value.filename, value.file.read()) if isinstance(value, web.FileField) else value


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    telegram = Telegram()
    app = web.Application(client_max_size=20 * 2**20)
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    async with TestServer(app) as server:
        telegram.url = str(server.make_url("/bot"))
        yield telegram


@asynccontextmanager
async def bot_at(url: str, request: AiohttpRequest | None = None) -> AsyncIterator[Bot]:
    request = request or AiohttpRequest()
    async with request:
        yield Bot(TOKEN, base_url=url, request=request, get_updates_request=request)


async def failure_of(call: Awaitable[object]) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await call
    told = "".join(traceback.format_exception(caught.value))
    assert "secret_half" not in told
    return caught.value


async def test_words_arrive_as_they_were_written(telegram: Telegram) -> None:
    async with bot_at(telegram.url) as bot:
        sent = await bot.send_message(42, "Labrīt, Оксано & co = 100 %+1 🙂", disable_notification=True)
    assert sent.message_id == 7
    assert telegram.heard == [
        {
            "method": "sendMessage",
            "chat_id": 42,
            "text": "Labrīt, Оксано & co = 100 %+1 🙂",
            "disable_notification": True,
        }
    ]


@pytest.mark.parametrize("size", [10, 3_000_000])
async def test_a_file_arrives_whole_with_its_name(telegram: Telegram, size: int) -> None:
    content = bytes(range(250)) * (size // 250) + b"end"
    async with bot_at(telegram.url) as bot:
        await bot.send_document(42, content, filename="Pārskats «листопад».csv", caption="Stundas")
        await bot.send_document(42, InputFile(io.BytesIO(content), filename="a.csv", attach=False))
    first, second = telegram.heard
    assert first["document"] == ("Pārskats «листопад».csv", content)
    assert first["caption"] == "Stundas"
    assert second["document"] == ("a.csv", content)


async def test_one_connection_serves_many_calls(telegram: Telegram) -> None:
    async with bot_at(telegram.url) as bot:
        for _ in range(5):
            await bot.send_message(42, "Sveiki")
    assert len(telegram.heard) == 5
    assert len(telegram.connections) == 1


REFUSALS = [("blocked", Forbidden), ("wrong", BadRequest), ("flood", RetryAfter)]


@pytest.mark.parametrize(("text", "kind"), REFUSALS)
async def test_what_telegram_refuses_is_told_by_python_telegram_bot(
    telegram: Telegram, text: str, kind: type[TelegramError]
) -> None:
    async with bot_at(telegram.url) as bot:
        error = await failure_of(bot.send_message(42, text))
    assert type(error) is kind
    assert not client.was_surely_not_sent(error)


async def test_nobody_listening_is_surely_not_sent() -> None:
    async with bot_at(f"http://127.0.0.1:{unused_port()}/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert client.was_surely_not_sent(error)


async def test_an_unknown_host_is_surely_not_sent() -> None:
    async with bot_at("http://nobody.invalid/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert client.was_surely_not_sent(error)


async def test_a_connection_that_never_gets_ready_is_surely_not_sent() -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(say_nothing) as port, bot_at(f"https://127.0.0.1:{port}/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki", connect_timeout=0.1))
    assert client.was_surely_not_sent(error)


async def test_a_full_pool_is_surely_not_sent(telegram: Telegram) -> None:
    request = AiohttpRequest(connections=1, pool_timeout=0.05, connect_timeout=0.05)
    async with bot_at(telegram.url, request) as bot, asyncio.TaskGroup() as tasks:
        tasks.create_task(bot.send_message(42, "slow"))
        await asyncio.sleep(0.05)
        error = await failure_of(bot.send_message(42, "second"))
    assert client.was_surely_not_sent(error)
    assert [call["text"] for call in telegram.heard] == ["slow"]


async def test_an_answer_that_does_not_come_in_time_leaves_us_unsure(telegram: Telegram) -> None:
    async with bot_at(telegram.url) as bot:
        error = await failure_of(bot.send_message(42, "slow", read_timeout=0.1))
    assert isinstance(error, TimedOut)
    assert not client.was_surely_not_sent(error)
    assert telegram.heard


async def test_a_reset_after_the_call_was_heard_leaves_us_unsure(telegram: Telegram) -> None:
    async with bot_at(telegram.url) as bot:
        error = await failure_of(bot.send_message(42, "reset"))
        assert (await bot.send_message(42, "Sveiki")).message_id == 7
    assert isinstance(error, NetworkError)
    assert not client.was_surely_not_sent(error)
    assert [call["text"] for call in telegram.heard] == ["reset", "Sveiki"]


async def test_a_reset_right_after_connecting_leaves_us_unsure() -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async with listening(hang_up) as port, bot_at(f"http://127.0.0.1:{port}/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert isinstance(error, NetworkError)
    assert not client.was_surely_not_sent(error)


async def test_an_answer_cut_short_leaves_us_unsure() -> None:
    async def half_an_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"ok":tr')
        await writer.drain()

    async with listening(half_an_answer) as port, bot_at(f"http://127.0.0.1:{port}/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert isinstance(error, NetworkError)
    assert not client.was_surely_not_sent(error)


async def test_an_address_that_makes_no_sense_does_not_tell_the_token() -> None:
    async with bot_at("http://[broken/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert isinstance(error, NetworkError)


async def test_a_redirect_is_an_error_and_not_followed(telegram: Telegram) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        raise web.HTTPFound(f"{telegram.url}{TOKEN}/sendMessage")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", elsewhere)
    async with TestServer(app) as server, bot_at(str(server.make_url("/bot"))) as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert "302" in error.message
    assert telegram.heard == []


async def test_the_environments_proxy_is_used_and_its_exceptions_are_kept(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", telegram.url.removesuffix("/bot"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with bot_at("http://telegram.invalid/bot") as bot:
        assert (await bot.send_message(42, "by proxy")).message_id == 7
    async with bot_at(telegram.url) as bot:
        assert (await bot.send_message(42, "directly")).message_id == 7


async def test_a_proxy_that_is_not_there_is_surely_not_sent(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{unused_port()}")
    async with bot_at("https://telegram.invalid/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert client.was_surely_not_sent(error)


async def test_a_proxy_that_refuses_is_surely_not_sent(telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", telegram.url.removesuffix("/bot"))  # it knows no CONNECT
    async with bot_at("https://telegram.invalid/bot") as bot:
        error = await failure_of(bot.send_message(42, "Sveiki"))
    assert client.was_surely_not_sent(error)


async def test_the_read_timeout_is_the_one_that_is_used(telegram: Telegram) -> None:
    """python-telegram-bot adds it to the time that it asks Telegram to hold a poll open."""
    request = AiohttpRequest(read_timeout=0.1)
    assert request.read_timeout == 0.1
    async with bot_at(telegram.url, request) as bot:
        assert isinstance(await failure_of(bot.send_message(42, "slow")), TimedOut)
        assert (await bot.send_message(42, "slow", read_timeout=None)).message_id == 7


async def test_a_client_can_be_started_again(telegram: Telegram) -> None:
    request = AiohttpRequest()
    for _ in range(2):
        async with bot_at(telegram.url, request) as bot:
            assert (await bot.send_message(42, "Sveiki")).message_id == 7
    bot = Bot(TOKEN, base_url=telegram.url, request=request, get_updates_request=request)
    assert isinstance(await failure_of(bot.send_message(42, "Sveiki")), NetworkError)


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[int]:
    """A server below HTTP, for what no HTTP server would do."""

    serving: list[asyncio.Task[object] | None] = []

    async def serve_and_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        await serve(reader, writer)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve_and_close, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        async with asyncio.timeout(2):
            await asyncio.gather(*(task for task in serving if task is not None))
