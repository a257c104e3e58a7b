"""What Telegram finds in plain text: commands, mentions, hashtags, links; offsets in UTF-16 units."""

from __future__ import annotations

import re
from typing import Any

_PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@])")),
    ("url", re.compile(r"(?<![\w@])(?:https?://|t\.me/|www\.)[^\s<>\"']*[^\s<>\"'.,;:!?()]")),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#[^\W\d]\w*")),
)
_WORTH_LOOKING = frozenset("/@#.")


def utf16_length(text: str) -> int:
    """How long Telegram counts a text: most emoji count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def find(text: str) -> list[dict[str, Any]]:
    """The entities of a text nobody formatted, in order, none inside another."""
    if _WORTH_LOOKING.isdisjoint(text):
        return []
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in found):
                found.append((match.start(), match.end(), kind))
    return [
        {"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])}
        for start, end, kind in sorted(found)
    ]
