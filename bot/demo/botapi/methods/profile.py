"""What the bot says about itself: name, descriptions, menu button."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.methods.commands import language_code
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import bad_request
from bot.demo.botapi.world import World

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120


def get_me(world: World, _: Parameters) -> dict[str, Any]:
    """The bot itself."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_name(world: World, parameters: Parameters) -> bool:
    """At most 64 characters."""
    return _set(world.profile.names, parameters, "name", LONGEST_NAME)


def get_my_name(world: World, parameters: Parameters) -> dict[str, str]:
    """The name in a language, else the default one."""
    names = {"": world.settings.name} | world.profile.names
    return {"name": names.get(language_code(parameters), names[""])}


def set_my_description(world: World, parameters: Parameters) -> bool:
    """What an empty chat shows, at most 512 characters."""
    return _set(world.profile.descriptions, parameters, "description", LONGEST_DESCRIPTION)


def get_my_description(world: World, parameters: Parameters) -> dict[str, str]:
    """The description in a language, else the default one."""
    return {"description": _get(world.profile.descriptions, parameters)}


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """What a shared link shows, at most 120 characters."""
    return _set(world.profile.short_descriptions, parameters, "short_description", LONGEST_SHORT_DESCRIPTION)


def get_my_short_description(world: World, parameters: Parameters) -> dict[str, str]:
    """The short description in a language, else the default one."""
    return {"short_description": _get(world.profile.short_descriptions, parameters)}


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """The button beside the typing field, for one person or for all."""
    button = parameters.decoded("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("Can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_buttons[_person(parameters)] = button
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> dict[str, Any]:
    """One person's button, else everybody's."""
    buttons = world.profile.menu_buttons
    return buttons.get(_person(parameters)) or buttons.get(None) or {"type": "default"}


def _person(parameters: Parameters) -> int | None:
    if not parameters.text("chat_id"):
        return None
    chat_id = parameters.integer("chat_id")
    if chat_id <= 0:
        raise bad_request("invalid chat_id specified")
    return chat_id


def _set(kept: dict[str, str], parameters: Parameters, field: str, longest: int) -> bool:
    text, language = parameters.text(field).strip(), language_code(parameters)
    if len(text) > longest:
        # The limit is documented; the words are ours, Telegram's servers do not publish theirs.
        raise bad_request(f"{field.replace('_', ' ')} length must not exceed {longest}")
    if text:
        kept[language] = text
    else:
        kept.pop(language, None)
    return True


def _get(kept: dict[str, str], parameters: Parameters) -> str:
    return kept.get(language_code(parameters)) or kept.get("", "")


METHODS = {
    "getme": get_me,
    "setmyname": set_my_name,
    "getmyname": get_my_name,
    "setmydescription": set_my_description,
    "getmydescription": get_my_description,
    "setmyshortdescription": set_my_short_description,
    "getmyshortdescription": get_my_short_description,
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
