"""getUpdates: order, offsets, waiting, and only one who receives."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from bot.demo import botapi
from tests.botapi.conftest import Caller


async def test_updates_stay_until_they_are_acknowledged(bot: Bot, anna: botapi.PrivateChat) -> None:
    anna.says("one")
    first = await bot.get_updates()
    again = await bot.get_updates()
    assert [update.update_id for update in first] == [update.update_id for update in again]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [update.message and update.message.text for update in rest] == ["one"]
    assert [update.update_id for update in await bot.get_updates(offset=0)] == [rest[0].update_id]


async def test_update_ids_grow_by_one(bot: Bot, anna: botapi.PrivateChat) -> None:
    anna.says("one")
    anna.says("two")
    ids = [update.update_id for update in await bot.get_updates()]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_the_limit_holds(bot: Bot, anna: botapi.PrivateChat) -> None:
    for number in range(120):
        anna.says(str(number))
    assert len(await bot.get_updates()) == 100
    assert len(await bot.get_updates(limit=7)) == 7


async def test_a_negative_offset_keeps_only_the_newest(
    server: botapi.Server, bot: Bot, anna: botapi.PrivateChat
) -> None:
    for number in range(5):
        anna.says(str(number))
    newest = await bot.get_updates(offset=-2)
    assert [update.message and update.message.text for update in newest] == ["3", "4"]
    assert len(server.updates) == 2


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, anna: botapi.PrivateChat) -> None:
    seen = await bot.get_updates()
    began = time.monotonic()
    waiting = asyncio.ensure_future(bot.get_updates(offset=seen[-1].update_id + 1, timeout=10))
    await asyncio.sleep(0.1)
    anna.says("at last")
    updates = await waiting
    assert [update.message and update.message.text for update in updates] == ["at last"]
    assert time.monotonic() - began < 5


async def test_a_second_poller_ends_the_first(server: botapi.Server, bot: Bot, anna: botapi.PrivateChat) -> None:
    seen = await bot.get_updates()
    first = asyncio.ensure_future(bot.get_updates(offset=seen[-1].update_id + 1, timeout=10))
    await asyncio.sleep(0.1)
    async with Bot(server.token, base_url=f"{server.url}/bot") as other:
        second = asyncio.ensure_future(other.get_updates(offset=seen[-1].update_id + 1, timeout=10))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        anna.says("for the second")
        assert len(await second) == 1


async def test_allowed_updates_are_remembered(call: Caller, anna: botapi.PrivateChat) -> None:
    await call("getUpdates", offset=-1, allowed_updates=["edited_message"])
    said = anna.says("unwanted")
    anna.edits(said.message_id, "wanted")
    _, answer = await call("getUpdates")
    assert [next(key for key in update if key != "update_id") for update in answer["result"]] == [
        "message",  # what waited before the wish stays
        "edited_message",
    ]


async def test_asking_again_with_the_same_offset_is_punished() -> None:
    server = await botapi.start(punish_repolling=True)
    anna = server.person(11, "Anna", "lv")
    for text in ("one", "two", "three"):
        anna.says(text)
    async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
        assert len(await bot.get_updates()) == 3
        assert len(await bot.get_updates()) == 1
    await server.stop()


async def test_every_kind_of_message_is_understood_by_the_library(
    server: botapi.Server, bot: Bot, anna: botapi.PrivateChat
) -> None:
    said = anna.says("/log vakar @anna_k https://example.org")
    anna.edits(said.message_id, "/log šodien")
    anna.sends_photo("caption")
    anna.sends_document(b"abc", "a.txt")
    anna.sends_voice()
    anna.sends_sticker()
    anna.sends_contact()
    anna.sends_location()
    anna.forwards("from afar")
    anna.says("answer", reply_to=said.message_id)
    anna.blocks_the_bot()
    anna.unblocks()
    group = server.group(-100, "Class")
    group.adds_the_bot(by=anna)
    group.says(anna, "/start@blakus_bot")
    group.says(anna, "not for bots")
    group.removes_the_bot(by=anna)
    updates = await bot.get_updates()
    kinds = [next(name for name in Update.ALL_TYPES if getattr(update, name, None) is not None) for update in updates]
    assert kinds == [
        *["message", "message", "edited_message"],
        *["message"] * 8,
        *["my_chat_member"] * 3,
        *["message", "message", "my_chat_member"],
    ]
    message = updates[1].message
    assert message is not None
    assert [(one.type, one.offset) for one in message.entities] == [
        ("bot_command", 0),
        ("mention", 11),
        ("url", 19),
    ]
    answer = updates[10].message
    assert answer is not None
    assert answer.reply_to_message is not None
