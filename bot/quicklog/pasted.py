"""A pasted list, "a week in one message": each line that is a log by itself becomes a reading of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.quicklog import reader
from bot.quicklog.answers import Answer, Ask, Entry, Name

_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣✓✔☑]+\s+|\(?\d{1,2}\)\s+|\d{1,2}\.\s+(?=[^\W\d_]))")


@dataclass(frozen=True)
class PastedLine:
    """One line: the words that were read (a day that stood above it first) and where it begins in the message."""

    text: str
    start: int
    answer: Answer


def read_lines(text: str, *, lang: str, now: datetime, roster: Sequence[Name]) -> list[PastedLine]:
    """Every line of a list with its reading, or the whole message as one where it holds at most one session.

    A line that is only a day ("Pirmdien:") is the heading of the lines below it. Lines that are no log are in the
    list too, so that nothing is hidden. Never raises.
    """
    whole = PastedLine(text, 0, reader.read(text, lang=lang, now=now, roster=roster))
    found: list[PastedLine] = []
    heading = ""
    for start, words in _lines(text):
        if reader.is_day_alone(words, lang=lang, now=now):
            heading = words.strip(" :.,-–—")
            continue
        said = words
        if heading and not reader.names_day(words, lang=lang, now=now):
            said = f"{heading}, {words}"
        found.append(PastedLine(said, start, reader.read(said, lang=lang, now=now, roster=roster)))
    return found if sum(_stands_alone(line.answer) for line in found) > 1 else [whole]


def _lines(text: str) -> list[tuple[int, str]]:
    """Where each line that says something begins, and its words without a bullet."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        bullet = _BULLET.match(line)
        begin = bullet.end() if bullet else len(line) - len(line.lstrip())
        words = line[begin:].strip()
        if words:
            found.append((at + begin, words))
        at += len(line)
    return found


def _stands_alone(answer: Answer) -> bool:
    """Whether a line says who and how long, so that it is a session and no part of one."""
    if isinstance(answer, Entry):
        return True
    if not isinstance(answer, Ask):
        return False
    said = {piece.field for piece in answer.known.pieces}
    return "youth" in said and bool(said & {"minutes", "attended"})
