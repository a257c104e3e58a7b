"""Typed words made safe to show beside other people's: no hidden marks, no turned lines, no endless text."""

import unicodedata

from bot.rules.errors import NameNeeded

NAME_LIMIT = 60
NOTE_LIMIT = 500
_INVISIBLE_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
_MARKS_IN_A_ROW = 2


def clean_name(text: str) -> str:
    """One line of at most 60 characters with a letter in it. Raises NameNeeded."""
    name = visible(text)[:NAME_LIMIT].strip()
    if not is_name(name):
        raise NameNeeded
    return name


def is_name(text: str) -> bool:
    """Whether somebody gave this name; a number of ours that stands in for one has no letter."""
    return any(letter.isalpha() for letter in text)


def clean_note(text: str, limit: int = NOTE_LIMIT) -> str:
    """The lines that have words, at most `limit` characters; what was cut ends with "…" so that it shows."""
    note = "\n".join(filter(None, map(visible, text.splitlines())))
    return note if len(note) <= limit else f"{note[: limit - 1].rstrip()}…"


def visible(text: str) -> str:
    """One line without what cannot be seen; no letter wears more marks than a language needs."""
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    shown = "".join(letter for letter in spaced if not _is_hidden(letter))
    return " ".join(_with_few_marks(unicodedata.normalize("NFC", shown)).split())


def _with_few_marks(text: str) -> str:
    """No letter wears more marks than a language needs: a heap of them runs over the lines around it."""
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def _is_hidden(letter: str) -> bool:
    return letter in _INVISIBLE_LETTERS or unicodedata.category(letter) in _HIDDEN_CATEGORIES
