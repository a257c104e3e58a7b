"""Command menus and descriptions."""

from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, MenuButtonCommands

from bot.demo import botapi
from tests.botapi.conftest import Caller


async def test_the_narrowest_menu_in_the_readers_language_wins(
    server: botapi.Server, bot: Bot, anna: botapi.PrivateChat
) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Sākt")], language_code="lv")
    assert server.menu(anna) == [{"command": "start", "description": "Sākt"}]
    await bot.set_my_commands([BotCommand("log", "Ieraksts")], scope=BotCommandScopeChat(11))
    assert server.menu(anna) == [{"command": "log", "description": "Ieraksts"}]
    assert (await bot.get_my_commands(language_code="lv"))[0].description == "Sākt"
    assert await bot.get_my_commands(language_code="uk") == ()
    await bot.delete_my_commands(scope=BotCommandScopeChat(11))
    assert server.menu(anna, "en") == [{"command": "start", "description": "Begin"}]


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ([{"command": "Log", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "l-og", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "", "description": "x"}], "command must be non-empty"),
        ([{"command": "a" * 33, "description": "x"}], "command length must not exceed 32"),
        ([{"command": "a", "description": ""}], "command description must be non-empty"),
        ([{"command": "a", "description": "x" * 257}], "command description length must not exceed 256"),
        ([{"command": f"a{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        ([{"command": "a"}], "can't parse BotCommand: Can't find field \"description\""),
        ("a", "can't parse commands JSON object"),
    ],
)
async def test_what_telegram_refuses_as_commands(commands: Any, words: str, call: Caller) -> None:
    status, answer = await call("setMyCommands", commands=commands)
    assert (status, answer["description"]) == (400, f"Bad Request: {words}")


async def test_scopes_and_languages_have_rules(call: Caller, anna: botapi.PrivateChat) -> None:
    for params, words in (
        ({"language_code": "lav"}, "invalid language code specified"),
        ({"scope": {"type": "planet"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"scope": {"type": "chat", "chat_id": 999}}, "chat not found"),
        ({"scope": {"type": "chat_member", "chat_id": 11}}, "can't use specified scope in private chats"),
    ):
        _, answer = await call("getMyCommands", **params)
        assert answer["description"] == f"Bad Request: {words}"


async def test_descriptions_by_language(bot: Bot, call: Caller) -> None:
    await bot.set_my_description("Beside you")
    await bot.set_my_description("Tev blakus", language_code="lv")
    await bot.set_my_short_description("Blakus")
    assert (await bot.get_my_description("lv")).description == "Tev blakus"
    assert (await bot.get_my_description("uk")).description == "Beside you"
    assert (await bot.get_my_short_description()).short_description == "Blakus"
    assert (await bot.get_my_name()).name == "Blakus"
    await bot.set_my_name("Blakus!", language_code="lv")
    assert (await bot.get_my_name("lv")).name == "Blakus!"
    assert (await call("setMyDescription", description="a" * 513))[0] == 400
    assert (await call("setMyShortDescription", short_description="a" * 121))[0] == 400


async def test_menu_button_chat_action_and_farewell(bot: Bot, anna: botapi.PrivateChat) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(11)).type == "commands"
    await bot.send_chat_action(11, "typing")
    assert anna.action == "typing"
    assert await bot.log_out()
    assert await bot.close()
