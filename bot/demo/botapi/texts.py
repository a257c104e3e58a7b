"""The text of a message: read, trimmed and measured the way Telegram does it."""

from __future__ import annotations

from typing import Any, NamedTuple

from bot.demo.botapi import entities, html
from bot.demo.botapi.parameters import Parameters
from bot.demo.botapi.refusals import bad_request

LONGEST_TEXT = 4096  # UTF-16 units after the markup is read; counting units is never kinder than Telegram
LONGEST_CAPTION = 1024


class Formatted(NamedTuple):
    """Plain text and its entities."""

    text: str
    entities: list[dict[str, Any]]


def message_text(parameters: Parameters) -> Formatted:
    """The text of sendMessage and editMessageText."""
    source = parameters.text("text")
    if not source:
        raise bad_request("message text is empty")
    formatted = _formatted(parameters, source, "entities")
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if entities.utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return formatted


def caption(parameters: Parameters) -> Formatted:
    """The words under a file, often none."""
    formatted = _formatted(parameters, parameters.text("caption"), "caption_entities")
    if entities.utf16_length(formatted.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def _formatted(parameters: Parameters, source: str, entities_field: str) -> Formatted:
    mode = parameters.text("parse_mode").lower()
    given = parameters.decoded(entities_field, "message entities") or []
    if mode == "html":
        try:
            text, marked = html.parse(source)
        except html.BadMarkup as trouble:
            raise bad_request(f"Can't parse entities: {trouble}") from None
    elif mode in ("", "none"):
        text, marked = source, [dict(entity) for entity in given]
    elif mode in ("markdown", "markdownv2"):
        # Not Telegram's words: this house writes HTML only, and half an imitation would mislead.
        raise bad_request("this local server reads parse_mode HTML only")
    else:
        raise bad_request("unsupported parse_mode")
    return _trimmed(text.replace("\r", ""), marked)


def _trimmed(text: str, marked: list[dict[str, Any]]) -> Formatted:
    kept = text.strip()
    lost = entities.utf16_length(text[: len(text) - len(text.lstrip())])
    length = entities.utf16_length(kept)
    fitting = []
    for entity in marked:
        start = max(entity["offset"] - lost, 0)
        end = min(entity["offset"] - lost + entity["length"], length)
        if start < end:
            fitting.append(entity | {"offset": start, "length": end - start})
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in fitting]
    for entity in entities.find(kept):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if all(end <= low or start >= high for low, high in taken):
            fitting.append(entity)
    fitting.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(kept, fitting)
