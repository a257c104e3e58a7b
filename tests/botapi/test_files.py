"""Files in both directions."""

import io

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.demo import botapi
from tests.botapi.conftest import Caller


async def test_a_file_arrives_and_can_be_sent_again_by_its_id(bot: Bot, anna: botapi.PrivateChat) -> None:
    content = bytes(range(256)) * 8000  # more than 1 MB
    sent = await bot.send_document(11, io.BytesIO(content), filename="stundas.xlsx", caption="Novembris")
    seen = anna.from_bot[-1]
    assert seen.document is not None
    assert (seen.text, seen.document.name, seen.document.content) == ("Novembris", "stundas.xlsx", content)
    assert sent.document is not None
    again = await bot.send_document(11, sent.document.file_id)
    assert again.document == sent.document
    photo = await bot.send_photo(11, b"\x89PNG")
    assert photo.photo


async def test_a_file_a_person_sent_can_be_downloaded(bot: Bot, anna: botapi.PrivateChat) -> None:
    anna.sends_document(b"abc", "a.txt")
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"abc"


async def test_a_file_is_attached_by_name(
    server: botapi.Server, http: aiohttp.ClientSession, anna: botapi.PrivateChat
) -> None:
    form = aiohttp.FormData({"chat_id": "11", "document": "attach://mine"})
    form.add_field("mine", b"abc", filename="a.csv", content_type="text/csv")
    async with http.post(f"{server.url}/bot{server.token}/sendDocument", data=form) as answer:
        assert answer.status == 200
    assert anna.from_bot[-1].document is not None


async def test_what_telegram_refuses(call: Caller, bot: Bot, anna: botapi.PrivateChat) -> None:
    for params, words in (
        ({}, "there is no document in the request"),
        ({"document": "nonsense"}, "wrong file identifier/HTTP URL specified"),
        ({"document": "attach://nothing"}, "there is no document in the request"),
        ({"document": "x", "caption": "a" * 1025}, "message caption is too long"),
    ):
        _, answer = await call("sendDocument", chat_id=11, **params)
        assert answer["description"] == f"Bad Request: {words}"
    _, answer = await call("getFile", file_id="nonsense")
    assert answer["description"] == "Bad Request: invalid file_id"
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(11, b"", filename="a.txt")
    sent = await bot.send_document(11, b"abc", filename="a.txt")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await sent.edit_text("a")
    await sent.edit_caption("b")
    assert anna.from_bot[-1].text == "b"
