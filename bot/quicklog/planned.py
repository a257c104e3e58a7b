"""One typed line for an item of a plan: "decembris: CV darbnīca, 2 reizes, 3 h".

The month stands first, if it is said at all; how often and how long stand behind, each marked by its word; the rest is
the title. The kind is guessed by the vocabulary of the log, and stays open where nothing or two things are named.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.quicklog import kinds
from bot.quicklog.words import Line
from bot.rules import calendar_words, typed_durations
from bot.rules.calendar_months import Period

_SIGNS = r"[:,.–—-]"
_YEAR = r"20[0-9]{2}"
_WORD = r"[^\W\d_]+"
_HEAD = re.compile(
    rf"\s*(?:(?P<key>{_YEAR}-[0-9]{{1,2}})"
    rf"|(?P<figure>[0-9]{{1,2}})[./](?P<year>{_YEAR})"
    rf"|(?:(?P<early>{_YEAR})(?:\. ?gada)? )?(?P<word>{_WORD})\.?(?: (?P<late>{_YEAR})(?: ?року)?)?)"
    rf"(?P<end>\s*{_SIGNS}(?=\s|$|\w)|\s+|$)",
    re.IGNORECASE,
)
_BARE_FIGURE = re.compile(r"\s*([0-9]{1,2})\s*:(?![0-9])")
_THIS = {"somenes", "this month", "цього місяця", "цей місяць"}
_NEXT = {"nakammenes", "nakamaja menesi", "nakamais menesis", "next month", "наступного місяця", "наступний місяць"}
_ALSO_NAMES = range(3, 9)  # Marta, April, May, June, Jūlija, Augusts
_PHRASE = re.compile(rf"\s*({_WORD}(?: {_WORD})?)\s*{_SIGNS}", re.IGNORECASE)

_TIMES = r"(?:x|×|х|reiz\w*|reizes|times?|раз\w*|dien\w*|days?|дн\w*|день)"
_COUNT = re.compile(rf"([0-9]{{1,3}}) ?{_TIMES}\.?", re.IGNORECASE)
_EACH = r"(?:pa|katra|each|a time|по|×|x|х|\*)"
_UNIT = r"(?:h|hrs?|hours?|st|stund\w*|г|год|годин\w*|m|mins?|minut\w*|minūt\w*|хв|хвилин\w*)\.?"
_LENGTH = rf"[0-9]{{1,4}}(?:[.,][0-9]{{1,2}})? ?{_UNIT}(?: ?[0-9]{{1,2}} ?{_UNIT})?"
_LENGTH_ALONE = re.compile(_LENGTH, re.IGNORECASE)
_COUNT_EACH = re.compile(rf"([0-9]{{1,3}}) ?{_TIMES}?\.? ?{_EACH} ?({_LENGTH})", re.IGNORECASE)
_AT_THE_END = re.compile(
    rf"^(?P<title>.*?\S)(?:[\s,;–—-]+)(?P<amount>{_COUNT_EACH.pattern}|{_COUNT.pattern}|{_LENGTH})$",
    re.IGNORECASE | re.DOTALL,
)
_PARTS = re.compile(r";|,(?![0-9])|(?<![0-9]),")


@dataclass(frozen=True)
class PlannedLine:
    """What a line says of an item; None where it says nothing, or nothing sure. `minutes` are all of it together."""

    title: str
    month: Period | None = None
    kind: str | None = None
    days: int | None = None
    minutes: int | None = None


def read_item(text: str, *, lang: str, today: date) -> PlannedLine:
    """The whole of `text`, read against the local day on which it was typed. Never raises; `title` may be empty."""
    month, rest = _month_first(" ".join(text.split()), today)
    title, days, minutes = _amounts(rest)
    return PlannedLine(title, month, _kind(title, lang), days, minutes)


def read_amount(text: str) -> tuple[int | None, int | None]:
    """(days, minutes) of an answer that says nothing else, such as "2 reizes, 3 h"; (None, None) where it says more."""
    title, days, minutes = _amounts(f"– {' '.join(text.split())}")
    return (days, minutes) if title in ("–", "") else (None, None)


def read_month(text: str, *, today: date) -> Period | None:
    """A month by itself: "decembris", "12.2026", "наступного місяця"."""
    month, rest = _month_first(f"{' '.join(text.split())} :", today)
    return month if not rest.strip(" :") else None


def _month_first(text: str, today: date) -> tuple[Period | None, str]:
    """The month that the line begins with, and what is behind it."""
    if (match := _PHRASE.match(text)) and (named := _relative(match[1], today)):
        return named, text[match.end() :].strip()
    if match := _BARE_FIGURE.match(text):
        found = _nearest(int(match[1]), today)
        return (found, text[match.end() :].strip()) if found else (None, text.strip())
    match = _HEAD.match(text)
    found = _named(match, today) if match else None
    if match is None or found is None:
        return None, text.strip()
    return found, text[match.end() :].strip()


def _relative(phrase: str, today: date) -> Period | None:
    folded = calendar_words.fold(phrase)
    this = Period.containing(today)
    return this if folded in _THIS else this.next() if folded in _NEXT else None


def _named(match: re.Match[str], today: date) -> Period | None:
    if match["key"]:
        return _existing(int(match["key"][:4]), int(match["key"][5:]))
    if match["figure"]:
        return _existing(int(match["year"]), int(match["figure"]))
    year = match["early"] or match["late"]
    number = _month_word(match["word"], is_marked=bool(match["end"].strip()) or bool(year))
    if number is None:
        return None
    return _existing(int(year), number) if year else _nearest(number, today)


def _month_word(word: str, *, is_marked: bool) -> int | None:
    """A month without a sign behind it is taken only where it is written out and nobody is called so."""
    folded = calendar_words.fold(word)
    number = calendar_words.month(folded)
    if number is None or is_marked:
        return number
    is_whole = any(folded.startswith(stem) for stem in calendar_words.MONTH_STEMS[number - 1])
    return number if is_whole and number not in _ALSO_NAMES else None


def _existing(year: int, month: int) -> Period | None:
    return Period.month(year, month) if 1 <= month <= 12 and 2000 <= year < 2100 else None


def _nearest(month: int, today: date) -> Period | None:
    """The month of that number that is nearest, to come rather than past: plans look ahead."""
    if not 1 <= month <= 12:
        return None
    ahead = (month - today.month) % 12
    year, number = divmod(today.year * 12 + today.month - 1 + (ahead if ahead <= 9 else ahead - 12), 12)
    return Period.month(year, number + 1)


def _amounts(text: str) -> tuple[str, int | None, int | None]:
    """What is left for the title, how often, how long in all. Said twice is not sure: the later stays in the title."""
    days: int | None = None
    minutes: int | None = None
    kept = []
    for part in _PARTS.split(text):
        words = part.strip().strip(".")
        found = _amount(words)
        if found is None or (found[0] and days) or (found[1] and minutes):
            kept.append(part.strip())
        else:
            days, minutes = found[0] or days, found[1] or minutes
    title = ", ".join(filter(None, kept))
    while (match := _AT_THE_END.match(title)) is not None:
        found = _amount(match["amount"].strip())
        if found is None or (found[0] and days) or (found[1] and minutes):
            break
        days, minutes = found[0] or days, found[1] or minutes
        title = match["title"]
    return title.strip(" ,;"), days, minutes


def _amount(words: str) -> tuple[int | None, int | None] | None:
    """(days, minutes in all) where `words`, all of them, say one or both."""
    if match := _COUNT_EACH.fullmatch(words):
        each = typed_durations.read_duration(match[2])
        return (int(match[1]), int(match[1]) * each) if each and int(match[1]) else None
    if match := _COUNT.fullmatch(words):
        return (int(match[1]), None) if int(match[1]) else None
    if _LENGTH_ALONE.fullmatch(words):
        found = typed_durations.read_duration(words)
        return (None, found) if found else None
    return None


def _kind(title: str, lang: str) -> str | None:
    """What the words of the log name; None where they name nothing: a plan guesses no mentoring."""
    found = kinds.find(Line(title, lang), set())
    return kinds.agree(found) if found else None
