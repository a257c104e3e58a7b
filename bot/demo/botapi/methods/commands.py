"""The command menu: lists by scope and language."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi import access
from bot.demo.botapi.parameters import Parameters, from_object
from bot.demo.botapi.refusals import Refused, bad_request
from bot.demo.botapi.world import World

MOST_COMMANDS = 100
LONGEST_COMMAND = 32
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]+")
_PLAIN_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Replace one list; an empty one deletes it."""
    key = _key(world, parameters)
    given = parameters.decoded("commands", "commands") or []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    commands = [_command(one) for one in given]
    if len(commands) > MOST_COMMANDS:
        raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
    if commands:
        world.profile.commands[key] = commands
    else:
        world.profile.commands.pop(key, None)
    world.wake()
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[dict[str, str]]:
    """Exactly the list that was set for this scope and language."""
    return world.profile.commands.get(_key(world, parameters), [])


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Forget one list."""
    world.profile.commands.pop(_key(world, parameters), None)
    return True


def menu_for(world: World, chat_id: int, language: str) -> list[dict[str, str]]:
    """What a person sees: the narrowest scope wins, then their language."""
    for scope in (f"chat {chat_id}", "all_private_chats", "default"):
        for code in (language, ""):
            if found := world.profile.commands.get((scope, code)):
                return found
    return []


def language_code(parameters: Parameters) -> str:
    """Two lower-case letters or nothing. Raises Refused."""
    code = parameters.text("language_code")
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _key(world: World, parameters: Parameters) -> tuple[str, str]:
    scope = parameters.decoded("scope", "BotCommandScope")
    return _scope_name(world, scope), language_code(parameters)


def _scope_name(world: World, scope: Any) -> str:
    if scope is None:
        return "default"
    if not isinstance(scope, dict):
        raise _bad_scope("BotCommandScope must be an Object")
    kind = scope.get("type")
    if kind is None:
        raise _bad_scope('Can\'t find field "type"')
    if kind in _PLAIN_SCOPES:
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise _bad_scope("Unsupported type specified")
    if scope.get("chat_id") in (None, ""):
        raise _bad_scope("Empty chat_id specified")
    chat = access.chat(world, from_object({"chat_id": scope["chat_id"]}))
    if chat.kind == "private" and kind != "chat":
        raise bad_request("can't use specified scope in private chats")
    user = f" {scope.get('user_id')}" if kind == "chat_member" else ""
    return f"{kind} {chat.id}{user}"


def _bad_scope(reason: str) -> Refused:
    return bad_request(f"Can't parse BotCommandScope: {reason}")


def _command(given: Any) -> dict[str, str]:
    if not isinstance(given, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(given.get(field), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{field}\"")
    command = given["command"].strip().removeprefix("/")
    description = given["description"].strip()
    for what, text, longest in (
        ("command", command, LONGEST_COMMAND),
        ("command description", description, LONGEST_DESCRIPTION),
    ):
        if not text:
            raise bad_request(f"{what} must be non-empty")
        if len(text) > longest:
            raise bad_request(f"{what} length must not exceed {longest}")
    if not _COMMAND.fullmatch(command):
        raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


METHODS = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
}
