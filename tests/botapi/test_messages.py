"""Sending, editing, deleting, answering taps: what works, and each refusal in Telegram's words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove
from telegram.error import BadRequest, Forbidden

from bot.demo import botapi
from tests.botapi.conftest import Caller

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Jā", callback_data="y"), InlineKeyboardButton("Nē", callback_data="n")]]
)


async def test_a_message_arrives_with_its_buttons(bot: Bot, anna: botapi.PrivateChat) -> None:
    sent = await bot.send_message(11, "<b>Sveiki</b> 👍 &lt;3", parse_mode="HTML", reply_markup=YES_NO)
    seen = anna.from_bot[-1]
    assert (seen.text, seen.labels) == ("Sveiki 👍 <3", ["Jā", "Nē"])
    assert sent.text == seen.text
    assert [(one.type, one.length) for one in sent.entities] == [("bold", 6)]


async def test_a_tap_reaches_the_bot_and_its_answer_the_person(bot: Bot, anna: botapi.PrivateChat) -> None:
    sent = await bot.send_message(11, "Nāksi?", reply_markup=YES_NO)
    anna.taps(sent.message_id, "Jā")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("y", 11)
    await query.edit_message_text("Gaidām!")
    await query.answer("Labi", show_alert=True)
    assert anna.from_bot[-1].text == "Gaidām!"
    assert [one.text for one in anna.from_bot[-1].earlier] == ["Nāksi?"]
    assert anna.toasts == [botapi.Toast("Labi", alert=True)]
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer()


async def test_a_late_answer_to_a_tap_is_refused() -> None:
    server = await botapi.start(query_lives=0.0)
    anna = server.person(11, "Anna", "lv")
    anna.starts()
    query_id = anna.taps_data(1, "x")
    async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query(query_id)
    await server.stop()


async def test_a_forged_tap_arrives_as_it_is(bot: Bot, anna: botapi.PrivateChat) -> None:
    anna.taps_data(999, "forged")
    query = (await bot.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "forged"
    assert query.message is not None
    assert not query.message.is_accessible


async def test_tapping_what_is_not_there_says_what_is(bot: Bot, anna: botapi.PrivateChat) -> None:
    sent = await bot.send_message(11, "?", reply_markup=YES_NO)
    with pytest.raises(LookupError, match="Jā"):
        anna.taps(sent.message_id, "Varbūt")
    assert anna.taps(None, "Nē")


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Bot, anna: botapi.PrivateChat) -> None:
    await bot.send_message(11, "a", reply_markup=ReplyKeyboardMarkup([["Stundas", "Palīdzība"]]))
    await bot.send_message(11, "b")
    assert anna.reply_keyboard == (("Stundas", "Palīdzība"),)
    assert anna.presses("Stundas").text == "Stundas"
    await bot.send_message(11, "c", reply_markup=ReplyKeyboardRemove())
    assert not anna.reply_keyboard


async def test_who_cannot_be_written_to(bot: Bot, anna: botapi.PrivateChat, oksana: botapi.PrivateChat) -> None:
    anna.blocks_the_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(11, "a")
    anna.says("back again")
    await bot.send_message(11, "a")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(oksana.id, "a")
    oksana.knows_the_bot()
    await bot.send_message(oksana.id, "a")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "a")


INLINE: dict[str, Any] = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "👍" * 2049}, "message is too long"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"parse_mode": "bbcode"}, "unsupported parse_mode"),
        (
            {"parse_mode": "HTML", "text": "<b>a"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"reply_markup": []}, "object expected as reply markup"),
        (
            {"reply_markup": {"inline_keyboard": [{}]}},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ā" * 33}]]}},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]] * 101}},
            "reply markup is too long",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]}},
            "reply markup is too long",
        ),
        ({"reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ],
)
async def test_what_telegram_refuses_to_send(
    params: dict[str, Any], words: str, call: Caller, anna: botapi.PrivateChat
) -> None:
    status, answer = await call("sendMessage", **({"chat_id": 11, "text": "a"} | params))
    assert (status, answer["description"]) == (400, f"Bad Request: {words}")
    assert anna.from_bot == []


async def test_the_longest_message_and_data_pass(call: Caller, anna: botapi.PrivateChat) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "ā" * 32}]]}
    status, _ = await call("sendMessage", chat_id=11, text="👍" * 2048, reply_markup=keyboard)
    assert status == 200


async def test_what_telegram_refuses_to_edit(call: Caller, anna: botapi.PrivateChat) -> None:
    own = anna.says("mine")
    _, sent = await call("sendMessage", chat_id=11, text="a", reply_markup=INLINE)
    message_id = sent["result"]["message_id"]

    async def editing(**params: Any) -> str:
        given = {"chat_id": 11, "message_id": message_id, "text": "a"} | params
        return str((await call("editMessageText", **given))[1].get("description"))

    assert (await editing(reply_markup=INLINE)).startswith("Bad Request: message is not modified: specified")
    assert await editing(message_id=999) == "Bad Request: message to edit not found"
    assert await editing(message_id=own.message_id) == "Bad Request: message can't be edited"
    assert await editing(message_id=0) == "Bad Request: message identifier is not specified"
    assert await editing(text="b", reply_markup={"remove_keyboard": True}) == "Bad Request: inline keyboard expected"
    assert await editing() == "None"
    assert anna.from_bot[-1].buttons == ()


async def test_deleting_works_for_two_days() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    server = await botapi.start(clock=lambda: now)
    anna = server.person(11, "Anna", "lv")
    anna.starts()
    async with Bot(server.token, base_url=f"{server.url}/bot") as bot:
        old = await bot.send_message(11, "old")
        assert old.date == now
        now += timedelta(hours=49)
        new = await bot.send_message(11, "new")
        await new.delete()
        with pytest.raises(BadRequest, match="Message to delete not found"):
            await new.delete()
        with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
            await old.delete()
    assert [message.text for message in anna.from_bot] == ["old"]
    await server.stop()


async def test_old_messages_are_dropped_beyond_the_history() -> None:
    server = await botapi.start(history=3)
    anna = server.person(11, "Anna", "lv")
    for number in range(5):
        anna.says(str(number))
    assert [message.text for message in anna.messages] == ["2", "3", "4"]
    await server.stop()


async def test_watchers_hear_of_changes(server: botapi.Server, bot: Bot, anna: botapi.PrivateChat) -> None:
    heard: list[int] = []
    end = server.on_change(lambda chat: heard.append(chat.id))
    await bot.send_message(11, "a")
    end()
    await bot.send_message(11, "b")
    assert heard == [11]
    assert await server.until(lambda: anna.from_bot) == anna.from_bot
    with pytest.raises(TimeoutError):
        await server.until(lambda: False, within=0.05)


async def test_a_bot_in_a_group_and_out_of_it(server: botapi.Server, bot: Bot, anna: botapi.PrivateChat) -> None:
    group = server.group(-100, "Class")
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(-100, "a")
    group.adds_the_bot(by=anna)
    await bot.send_message(-100, "a")
    await bot.leave_chat(-100)
    assert group.bot_status == "left"
    assert (await bot.get_chat(11)).first_name == "Anna"


def test_a_deep_link_has_rules(anna: botapi.PrivateChat) -> None:
    assert anna.opens("https://t.me/blakus_bot?start=A-z_9").text == "/start A-z_9"
    with pytest.raises(ValueError, match="deep link"):
        anna.starts("a b")
    with pytest.raises(ValueError, match="deep link"):
        anna.starts("a" * 65)
    with pytest.raises(ValueError, match="not a link to this bot"):
        anna.opens("https://t.me/other_bot?start=a")
