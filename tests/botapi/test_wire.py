"""Addresses, tokens and the four ways to send parameters."""

import aiohttp
import pytest
from telegram import Bot

from bot.demo import botapi
from tests.botapi.conftest import Caller


async def test_a_wrong_token_is_unauthorized(server: botapi.Server, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{server.url}/bot1:wrong/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_refused_and_remembered(server: botapi.Server, call: Caller) -> None:
    status, answer = await call("sendPigeon")
    assert (status, answer["description"]) == (404, "Not Found: method not found")
    assert server.unknown_methods == ["sendPigeon"]


async def test_another_address_is_not_found(server: botapi.Server, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{server.url}/somewhere") as answer:
        assert (answer.status, (await answer.json())["description"]) == (404, "Not Found")


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart"])
async def test_parameters_come_in_any_of_four_ways(
    how: str, server: botapi.Server, http: aiohttp.ClientSession, anna: botapi.PrivateChat
) -> None:
    url = f"{server.url}/bot{server.token}/SENDMESSAGE"
    given = {"chat_id": "11", "text": "Čau & šķūnis"}
    if how == "query":
        sent = http.get(url, params=given)
    elif how == "form":
        sent = http.post(url, data=given)
    elif how == "json":
        sent = http.post(url, json=given | {"chat_id": 11})
    else:
        form = aiohttp.FormData(given, default_to_multipart=True)
        sent = http.post(url, data=form)
    async with sent as answer:
        assert answer.status == 200
    assert anna.from_bot[-1].text == "Čau & šķūnis"


async def test_a_broken_json_body_is_refused(server: botapi.Server, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{server.url}/bot{server.token}/getMe", data=b"{nonsense", headers=headers) as answer:
        assert answer.status == 400


async def test_calls_are_logged_with_their_outcome(
    server: botapi.Server, call: Caller, anna: botapi.PrivateChat
) -> None:
    await call("sendMessage", chat_id=11, text="a")
    await call("sendMessage", chat_id=11, text="")
    assert [(one.method, one.status, one.description) for one in server.calls] == [
        ("sendMessage", 200, None),
        ("sendMessage", 400, "Bad Request: message text is empty"),
    ]
    assert server.calls[0].params == {"chat_id": "11", "text": "a"}


async def test_latency_delays_the_answer_and_not_the_effect() -> None:
    server = await botapi.start(latency=0.2)
    anna = server.person(11, "Anna", "lv")
    anna.starts()
    async with (
        Bot(server.token, base_url=f"{server.url}/bot") as bot,
        aiohttp.ClientSession() as http,
    ):
        assert (await bot.get_me()).username == "blakus_bot"
        url = f"{server.url}/bot{server.token}/sendMessage"
        with pytest.raises(TimeoutError):
            await http.post(url, data={"chat_id": 11, "text": "a"}, timeout=aiohttp.ClientTimeout(total=0.1))
    assert [message.text for message in anna.from_bot] == ["a"]
    await server.stop()
