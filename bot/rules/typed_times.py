"""A time of day as people type it: "21", "21:30", "21.30", "plkst. 9", "о 9", "9 pm"."""

import re
from datetime import time

from bot.rules import calendar_words

_TIME = re.compile(r"(?:(?:plkst\.?|at|о|об|в|у|no|lidz|from|until) )*([0-9]{1,2})(?:[:.]([0-5][0-9]))?( ?[ap]m)?\.?")


def read_time(text: str) -> time | None:
    """The time that `text`, the whole of it, says; 24 is midnight. None where it says none."""
    match = _TIME.fullmatch(calendar_words.fold(text))
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").strip()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:
        return time(0)
    return time(hour, minute) if hour < 24 else None
