"""Updates posted to an address: in order, with the secret, until they are taken."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.demo import botapi
from tests.botapi.conftest import Caller


class _Bot:
    """Takes what is posted; answers with the statuses it is told, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[int] = []
        self.answer: dict[str, Any] | None = None
        self.taken: list[str] = []
        self.secrets: set[str | None] = set()

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.append((await request.json())["message"]["text"])
        return web.json_response(self.answer, status=status) if self.answer else web.Response(status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[_Bot]:
    receiver, app = _Bot(), web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[botapi.Server]:
    running = await botapi.start(webhook_retry=0.05)
    yield running
    await running.stop()


async def _drained(server: botapi.Server) -> None:
    await server.until(lambda: len(server.updates) == 0)


async def test_updates_are_posted_in_order_until_taken(
    server: botapi.Server, call: Caller, anna: botapi.PrivateChat, receiver: _Bot
) -> None:
    receiver.statuses = [500, 503]
    assert (await call("setWebhook", url=receiver.url, secret_token="s3cret"))[0] == 200
    for number in range(5):
        anna.says(str(number))
    await _drained(server)
    assert receiver.taken == ["/start", "0", "1", "2", "3", "4"]
    assert receiver.secrets == {"s3cret"}
    _, answer = await call("getWebhookInfo")
    assert answer["result"]["last_error_message"].startswith("Wrong response from the webhook: 503")
    assert answer["result"]["pending_update_count"] == 0


async def test_a_webhook_and_polling_exclude_each_other(call: Caller, anna: botapi.PrivateChat, receiver: _Bot) -> None:
    receiver.statuses = [500] * 100
    await call("setWebhook", url=receiver.url)
    status, answer = await call("getUpdates")
    assert status == 409
    assert answer["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await call("deleteWebhook")
    status, answer = await call("getUpdates")
    assert (status, len(answer["result"])) == (200, 1)


async def test_a_call_may_ride_in_the_answer(
    server: botapi.Server, call: Caller, anna: botapi.PrivateChat, receiver: _Bot
) -> None:
    receiver.answer = {"method": "sendMessage", "chat_id": 11, "text": "riding"}
    await call("setWebhook", url=receiver.url)
    await server.until(lambda: anna.from_bot)
    assert anna.from_bot[-1].text == "riding"


async def test_what_telegram_refuses(call: Caller) -> None:
    for params, words in (
        ({"url": "nonsense"}, "invalid webhook URL specified"),
        ({"url": "https://x.lv", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "https://x.lv", "secret_token": "a" * 257}, "secret token is too long"),
    ):
        _, answer = await call("setWebhook", **params)
        assert answer["description"] == f"Bad Request: {words}"


async def test_pending_updates_can_be_dropped(server: botapi.Server, call: Caller, anna: botapi.PrivateChat) -> None:
    await call("deleteWebhook", drop_pending_updates=True)
    assert len(server.updates) == 0
