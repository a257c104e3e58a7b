"""What an erased person is called from then on, how long records stay, and names taken out of words about others."""

import re
import unicodedata
from datetime import date

MARK = "#"
_WORD = re.compile(r"[\w’'ʼ]+")
_ENDINGS = "aeiouysаеєиіоуюяь"  # folded: Latvian and Ukrainian names inflect behind these
_LONGEST_ENDING = 4


def label(person_id: int) -> str:
    """The same in every language, and nobody's name."""
    return f"{MARK}{person_id}"


def keep_until(ended_on: date, years: int) -> date:
    """The last day on which the rules ask for records of a programme that ended on `ended_on`."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:  # 29 February
        return ended_on.replace(year=ended_on.year + years, day=28)


def kept_since(today: date, years: int) -> date:
    """Programmes that ended before this day need not be kept any more."""
    return keep_until(today, -years)


def mentions(text: str, name: str) -> bool:
    """Whether any word of the name stands in the text, whatever its ending."""
    return without_name(text, name=name, label="") != text


def without_name(text: str, *, name: str, label: str) -> str:
    """The text with each word of the name, whatever its ending, replaced by `label`.

    Rather a word too many than one too few: Oksanas, Oksanai and Oksanu all go with Oksana.
    """
    stems = [_stem(word) for word in _WORD.findall(name)]

    def replaced(match: re.Match[str]) -> str:
        word = _folded(match.group())
        return label if any(_is_form(word, stem) for stem in stems) else match.group()

    return _WORD.sub(replaced, text)


def _is_form(word: str, stem: str) -> bool:
    if len(stem) < 3:
        return word == stem or (word.startswith(stem) and word.rstrip(_ENDINGS) == stem)
    return word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING


def _stem(word: str) -> str:
    """Without the last vowels and s, at most two of them: Jānis and Jāņa meet at jan."""
    folded = _folded(word)
    for _ in range(2):
        if len(folded) > 2 and folded[-1] in _ENDINGS:
            folded = folded[:-1]
    return folded


def _folded(word: str) -> str:
    """Small letters without marks: ā is a, ņ is n, й is и; apostrophes of all kinds are one."""
    spread = unicodedata.normalize("NFD", word.casefold().replace("’", "'").replace("ʼ", "'"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
