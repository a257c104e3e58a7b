"""The webhook takes what proves itself and is stored; anything else gets a number and no word."""

import io
import json
import socket
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import pytest
from telegram.error import NetworkError

from bot.inbox import Doorbell, webhook
from bot.inbox.listening import MAX_BODY, listening
from bot.settings import Address

SECRET = "a-secret-of-the-webhook"
UPDATE = {"update_id": 7, "message": {"chat": {"id": 1}, "text": "čau"}}


def free_address() -> Address:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", taken.getsockname()[1])


class Door:
    """The webhook, open; what it kept, and a way to knock."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self.bell = Doorbell()
        self.kept: list[dict[str, Any]] = []
        self.storage_works = True

    async def keep(self, raw: Sequence[dict[str, Any]]) -> None:
        if not self.storage_works:
            raise NetworkError("inbox: OperationalError")
        self.kept.extend(raw)

    async def knock(self, body: bytes, secret: str | None = SECRET, path: str = "/telegram") -> tuple[int, str]:
        headers = {} if secret is None else {webhook.SECRET_HEADER: secret}
        async with self._session.post(self._url + path, data=io.BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    address = free_address()
    async with aiohttp.ClientSession() as session:
        found = Door(session, f"http://{address}")
        route = webhook.route("https://bot.example.lv/telegram", SECRET, keep=found.keep, bell=found.bell)
        async with listening(address, [route]):
            yield found


async def test_an_update_is_kept_before_it_is_acknowledged(door: Door) -> None:
    assert await door.knock(json.dumps(UPDATE).encode()) == (200, "")
    assert door.kept == [UPDATE]
    await door.bell.wait(0)  # it rang: this returns at once


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "š" * 20])
async def test_who_does_not_know_the_secret_hears_nothing(door: Door, secret: str | None) -> None:
    assert await door.knock(json.dumps(UPDATE).encode(), secret) == (403, "")
    assert door.kept == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"{}", b'{"update_id": "7"}', b"\xff\xfe", b"[" * 50_000])
async def test_what_is_no_update_is_refused(door: Door, body: bytes) -> None:
    assert (await door.knock(body))[0] == 400
    assert door.kept == []


async def test_a_body_over_the_limit_is_not_read(door: Door) -> None:
    assert (await door.knock(b" " * (MAX_BODY + 1)))[0] == 413


async def test_what_could_not_be_stored_is_brought_again(door: Door) -> None:
    door.storage_works = False
    assert await door.knock(json.dumps(UPDATE).encode()) == (503, "")
    door.storage_works = True
    assert await door.knock(json.dumps(UPDATE).encode()) == (200, "")


async def test_other_paths_and_other_methods_lead_nowhere(door: Door) -> None:
    assert (await door.knock(b"{}", path="/"))[0] == 404
