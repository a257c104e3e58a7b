"""Cutting a message into words, numbers and signs that remember where they stood.

Keys are folded: case, Latvian diacritics, apostrophes and stress marks make no difference.
Emoji and other symbols are not tokens at all, so they can stand anywhere.
"""

import re
import unicodedata
from dataclasses import dataclass

_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"""
    (?P<link>(?i:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w.-]+)
  | (?P<phone>\+\d[\d\ ()-]{{6,}}\d|(?<!\d)\d{{7,}}|(?<!\d)\d{{4}}[ -]\d{{4}}(?!\d)|(?<!\d)\d\d\ \d{{3}}\ \d{{3}}(?!\d))
  | (?P<iso>(?<!\d)[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?!\d))
  | (?P<full>(?<![\d.,])[0-9]{{1,2}}([./-])[0-9]{{1,2}}\5(?:[0-9]{{4}}|[0-9]{{2}})(?![\d:]))
  | (?P<seconds>(?<!\d)[0-9]{{1,2}}:[0-9]{{2}}:[0-9]{{2}}(?!\d))
  | (?P<clock>(?<!\d)[0-9]{{1,2}}:[0-9]{{2}}(?!\d))
  | (?P<slash>(?<!\d)[0-9]{{1,2}}/[0-9]{{1,2}}(?!\d))
  | (?P<number>(?<!\d)[0-9]{{1,6}}(?:[.,][0-9]{{1,6}})?(?!\d)|[½¼¾])
  | (?P<alien>\d+(?:[.,:]\d+)*)
  | (?P<word>[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’ʼ`´"][^\W\d_](?:[^\W\d_]|[{_MARKS}])*)*)
  | (?P<sign>[.,;:!?()\-–—−+&/~≈±<>@%*|"\n])
    """,
    re.VERBOSE,
)
TOO_MANY = 1000  # the longest Telegram message in real words has some 800; more is noise
_TOO_MANY_NUMBERS = 200
_LATVIAN = str.maketrans("āčēģīķļņšūž’ʼ", "acegiklnsuz''")
_NEEDS_CARE = re.compile(r"[^a-z'а-щьюяєії]")
_ENDS_SENTENCE = frozenset(".!?;\n")
_ENDS_CLAUSE = frozenset(",:()–—|*") | _ENDS_SENTENCE
_DASHES = frozenset("-–—−")
# A dot after these never closes a sentence.
_ABBREVIATED = frozenset(
    {"plkst", "pl", "kab", "nr", "tel", "akad", "ak", "apm", "каб", "тел", "ауд", "акад", "буд", "вул"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign; `sentence` and `clause` count from zero."""

    sort: str
    key: str
    text: str
    start: int
    end: int
    sentence: int
    clause: int


def fold(word: str) -> str:
    """The word without case, Latin diacritics, stress marks and apostrophes; an English 's is dropped."""
    key = word.casefold().translate(_LATVIAN)
    if _NEEDS_CARE.search(key):
        key = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", key))
    if len(key) > 3 and key[-1] == "s" and key[-2] in "'`":
        key = key[:-2]
    return key.replace("'", "").replace("`", "").replace('"', "")


def _plain(letter: str) -> str:
    if letter in "’ʼ´":
        return "'"
    if letter in "ґё":
        return "г" if letter == "ґ" else "е"
    if "\u0400" <= letter <= "\u04ff" or letter.isascii():
        return letter
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def split(text: str) -> list[Token]:
    """The tokens of a message, in order, at most `TOO_MANY`. Linear in its length."""
    found: list[Token] = []
    sentence = clause = 0
    for match in _TOKEN.finditer(text):
        sort, raw = str(match.lastgroup), match.group()
        start, end = match.span()
        if sort == "sign" and raw in _DASHES and _is_spaced(text, start, end):
            clause += 1
        elif sort == "sign" and raw in _ENDS_CLAUSE and not _is_inside(text, raw, start, end, found):
            clause += 1
            if raw in _ENDS_SENTENCE and not (raw == "." and _is_abbreviation(found)):
                sentence += raw != "?"
        key = fold(raw) if sort == "word" else raw
        found.append(Token(sort, key, raw, start, end, sentence, clause))
        if len(found) == TOO_MANY:
            break
        if raw == "?":  # a question mark belongs to the sentence that it closes
            sentence += 1
    return found


def is_noise(found: list[Token]) -> bool:
    """Whether there is more than a person writes about a session; nothing in it is looked at."""
    return len(found) >= TOO_MANY or sum(token.sort not in {"word", "sign"} for token in found) > _TOO_MANY_NUMBERS


def _is_spaced(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _is_inside(text: str, raw: str, start: int, end: int, found: list[Token]) -> bool:
    """A dash inside a word or range, or a dot that is followed by no space, closes nothing."""
    if raw in _DASHES:
        return True
    glued = found and found[-1].end == start
    return bool(raw == "." and glued and end < len(text) and not text[end].isspace())


def _is_abbreviation(found: list[Token]) -> bool:
    if not found:
        return True
    before = found[-1]
    if before.sort in {"full", "iso"} or (before.sort == "number" and "." in before.text):
        return before.sort == "number" and len(found) < 2  # "30.11. Then …", but not "8.11. Anna"
    return before.sort != "word" or before.key in _ABBREVIATED or (len(before.key) == 1 and before.key != "h")
