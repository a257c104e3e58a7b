"""Names of months, weekdays and near days in the three languages, whatever their ending.

A word is compared folded: lower case, Latin letters without their marks, no apostrophes. Stems carry every
case form ("novembris", "novembrī", "листопада"); three letters or more of a stem are enough ("nov", "лист").
"""

import re
import unicodedata

MONTH_STEMS: tuple[tuple[str, ...], ...] = (
    ("janvar", "januar", "січ"),
    ("februar", "лют"),
    ("mart", "march", "берез"),
    ("april", "квіт"),
    ("maij", "may", "трав"),
    ("junij", "june", "черв"),
    ("julij", "july", "лип"),
    ("august", "серп"),
    ("septembr", "september", "верес"),
    ("oktobr", "october", "жовт"),
    ("novembr", "november", "листоп"),
    ("decembr", "december", "груд"),
)

WEEKDAY_STEMS: tuple[tuple[str, ...], ...] = (
    ("pirmdien", "monday", "понеділ"),
    ("otrdien", "tuesday", "вівтор"),
    ("tresdien", "wednesday", "серед"),
    ("ceturtdien", "thursday", "четвер"),
    ("piektdien", "friday", "пятниц"),
    ("sestdien", "saturday", "субот"),
    ("svetdien", "sunday", "неділ"),
)

SHORT_WEEKDAYS = {"пн": 0, "вт": 1, "ср": 2, "чт": 3, "пт": 4, "сб": 5, "нд": 6}

DAYS_AGO: dict[str, int] = {
    "sodien": 0, "сьогодні": 0, "today": 0,
    "vakar": 1, "вчора": 1, "учора": 1, "yesterday": 1,
    "aizvakar": 2, "позавчора": 2, "day before yesterday": 2, "the day before yesterday": 2,
    "rit": -1, "завтра": -1, "tomorrow": -1,
    "parit": -2, "післязавтра": -2, "day after tomorrow": -2, "the day after tomorrow": -2,
}  # fmt: skip

LONGEST_ENDING = 4
SHORTEST_STEM = 3


def fold(text: str) -> str:
    """Lower case, one space between words, Latin letters plain; Cyrillic keeps й and ї, which are letters."""
    plain = "".join(map(_without_marks, unicodedata.normalize("NFC", text).casefold()))
    return " ".join(re.sub(r"['\u2019\u02bc\u2018`]", "", plain).split())


def month(word: str) -> int | None:
    """1 to 12, or None where the folded `word` names no month or could name two."""
    found = _which(word, MONTH_STEMS)
    return None if found is None else found + 1


def weekday(word: str) -> int | None:
    """0 for Monday to 6, or None where the folded `word` names no weekday."""
    return SHORT_WEEKDAYS.get(word, _which(word, WEEKDAY_STEMS))


def _without_marks(letter: str) -> str:
    first = unicodedata.normalize("NFD", letter)[:1]
    return first if first.isascii() and first else letter


def _which(word: str, table: tuple[tuple[str, ...], ...]) -> int | None:
    found = {place for place, stems in enumerate(table) if any(_is_form_of(word, stem) for stem in stems)}
    return found.pop() if len(found) == 1 else None


def _is_form_of(word: str, stem: str) -> bool:
    if word.startswith(stem):
        return len(word) <= len(stem) + LONGEST_ENDING and " " not in word
    return len(word) >= SHORTEST_STEM and stem.startswith(word)
