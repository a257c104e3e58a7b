"""Keyboards: what Telegram accepts under a message and under the typing field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import Refused, bad_request

LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100  # Telegram's servers answer "reply markup is too long" above it
MOST_IN_A_ROW = 8  # clients cut longer rows; refused here so that nobody loses a button unseen


class Button(NamedTuple):
    """A button under a message: tapping sends `data` to the bot or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Markup:
    """What a call asked for: buttons under the message, or a change of the reply keyboard."""

    buttons: Rows = ()
    keyboard: tuple[tuple[str, ...], ...] = ()
    removes_keyboard: bool = False
    forces_reply: bool = False


NONE = Markup()


def read(parameters: Parameters, *, inline_only: bool = False) -> Markup:
    """The `reply_markup` of a call. Raises Refused with Telegram's words."""
    if not parameters.text("reply_markup"):
        return NONE
    given = parameters.decoded("reply_markup", "reply keyboard markup")
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    keyboard = _keyboard(_rows(given, "keyboard", 'Field "keyboard" must be an Array of Arrays'))
    inline = _inline(
        _rows(
            given,
            "inline_keyboard",
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        )
    )
    if keyboard:
        markup = Markup(keyboard=keyboard)
    elif inline:
        markup = Markup(buttons=inline)
    else:
        markup = Markup(
            removes_keyboard=bool(given.get("remove_keyboard")), forces_reply=bool(given.get("force_reply"))
        )
    if inline_only and (markup.keyboard or markup.removes_keyboard or markup.forces_reply):
        raise bad_request("Inline keyboard expected")
    return markup


def as_json(rows: Rows) -> dict[str, Any]:
    """The inline keyboard as it comes back inside a message."""
    return {"inline_keyboard": [[_button_json(button) for button in row] for row in rows]}


def _button_json(button: Button) -> dict[str, str]:
    if button.url is not None:
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data or ""}


def _rows(given: dict[str, Any], field: str, complaint: str) -> list[list[Any]]:
    rows = given.get(field)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'Field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(complaint)
    return rows


def _inline(rows: list[list[Any]]) -> Rows:
    read = []
    for row in rows:
        buttons = []
        for given in row:
            try:
                button = _inline_button(given)
            except _BadButton as trouble:
                raise bad_request(f"Can't parse inline keyboard button: {trouble}") from None
            if button.label:  # Telegram drops a button without a label and says nothing
                buttons.append(button)
        if buttons:
            read.append(tuple(buttons))
    _check_size(read)
    return tuple(read)


def _inline_button(given: Any) -> Button:
    if not isinstance(given, dict):
        raise _BadButton("InlineKeyboardButton must be an Object")
    label = _required_text(given)
    for field in ("url", "callback_data"):
        if given.get(field) is not None and not isinstance(given[field], str):
            raise _BadButton(f'Field "{field}" must be of type String')
    if given.get("url"):
        return Button(label, url=_checked_url(given["url"]))
    if given.get("callback_data"):
        data = given["callback_data"]
        if len(data.encode()) > LONGEST_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return Button(label, data=data)
    raise _BadButton("Text buttons are unallowed in the inline keyboard")


def _checked_url(url: str) -> str:
    if not url.startswith(("http://", "https://", "tg://", "mailto:", "tel:")) or " " in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def _keyboard(rows: list[list[Any]]) -> tuple[tuple[str, ...], ...]:
    read = []
    for row in rows:
        try:
            labels = [given if isinstance(given, str) else _keyboard_label(given) for given in row]
        except _BadButton as trouble:
            raise bad_request(f"Can't parse keyboard button: {trouble}") from None
        if kept := tuple(label for label in labels if label):
            read.append(kept)
    _check_size(read)
    return tuple(read)


def _keyboard_label(given: Any) -> str:
    if not isinstance(given, dict):
        raise _BadButton("KeyboardButton must be a String or an Object")
    return _required_text(given)


def _required_text(given: dict[str, Any]) -> str:
    if "text" not in given:
        raise _BadButton('Can\'t find field "text"')
    if not isinstance(given["text"], str):
        raise _BadButton('Field "text" must be of type String')
    return given["text"].strip()


def _check_size(rows: list[tuple[Any, ...]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")


class _BadButton(Exception):
    """One button is not what Telegram expects."""
