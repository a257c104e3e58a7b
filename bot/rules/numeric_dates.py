"""Dates in figures or with the name of a month, as people in Latvia type them: the day comes first."""

import re
from datetime import date

from bot.rules import calendar_words

_SEPARATOR = r"\s?[./-]\s?"
_FIGURE = r"([0-9]{1,2})"
_ISO = re.compile(rf"([0-9]{{4}}){_SEPARATOR}{_FIGURE}{_SEPARATOR}{_FIGURE}\.?")
_DAY_FIRST = re.compile(rf"{_FIGURE}{_SEPARATOR}{_FIGURE}(?:{_SEPARATOR}([0-9]{{4}}|[0-9]{{2}}))?\.?")

_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[^\W\d_]+)"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_FULL_YEAR = r"(?P<year>[0-9]{4})(?![0-9])"
_NTH = r"(?:\.|-го|-е|st|nd|rd|th)?"
_WORD_YEAR = r"\.? ?(?:g|gada|gads|р|року|рік)?\.?"
_GAP = r"[ /-]?"
_WORDED = (
    re.compile(rf"{_DAY}{_NTH}{_GAP}(?:of )?{_MONTH}(?:\.?,?[ /-]{_YEAR}{_WORD_YEAR}|\.?,?)"),
    re.compile(rf"{_MONTH}\.? {_DAY}{_NTH}(?:,? {_YEAR}{_WORD_YEAR})?"),
    re.compile(rf"{_FULL_YEAR}{_WORD_YEAR},? ?{_DAY}{_NTH} ?{_MONTH}\.?"),
    re.compile(rf"{_FULL_YEAR}{_WORD_YEAR},? ?{_MONTH}\.? {_DAY}{_NTH}"),
)
"""3. maijs 2008 · 3 травня 2008 року · 3-May-08 · May 3, 2008 · 2008. gada 3. maijs · 2008 May 3"""

Parts = tuple[int | None, int, int]
"""Year where one was said, month, day: not yet known to exist."""


def parts(text: str) -> Parts | None:
    """What `text`, the whole of it, says; years of two figures come back as they are written."""
    folded = calendar_words.fold(text)
    return _in_figures(folded) or _in_words(folded)


def existing(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_figures(text: str) -> Parts | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return int(year) if year else None, int(month), int(day)
    return None


def _in_words(text: str) -> Parts | None:
    for pattern in _WORDED:
        match = pattern.fullmatch(text)
        month = calendar_words.month(match["month"]) if match else None
        if match and month:
            return int(match["year"]) if match["year"] else None, month, int(match["day"])
    return None
