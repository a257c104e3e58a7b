"""A small language for phrases that people can read and correct, matched word by word.

`die` is that word, `suicid*` any word that begins so, `(i|we)` one of these, `(really)?` may be missing, `_` is any one
word or none, `...` are up to four words, `.` is the end of a sentence. Nothing reaches over the end of a sentence.
Words are compared without diacritics, apostrophes, capitals and repeated letters, so `pašnāvība`, `Pasnaviba` and
`pasnaviibaaa` are one.

No regular expression of anybody's making: each phrase looks at no more than a dozen words around its rarest one, so a
message costs time in step with its length and no text can make it stand still.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Found = TypeVar("Found")

STOP = "."
"""Stands between sentences, which no phrase crosses."""
_LONG_GAP = 4
DENIALS = frozenset(
    {"не", "ни", "нихто", "никто", "николи", "никогда", "not", "dont", "doesnt", "didnt", "isnt", "never", "nobody"}
    | {"neviens", "nevienam", "nekad", "nav"}
)
"""Words that no gap reaches over: *nobody at home hits me* is not *hits me*."""
_MARKS = re.compile("[\u0300-\u036f]")
_DROPPED = str.maketrans("", "", "'’ʼ‘`´*\u00ad\u200b\u200c\u200d\u2060\ufeff")
_TWICE = re.compile(r"(\w)\1+")
_PIECES = re.compile(r"[^\W_]+|[.!?;…\n]+(?=\s|$)|\n")
_DIGITS = str.maketrans("013457", "oieast")
_ALIKE = str.maketrans("aeopcyxikmtbh", "аеорсухикмтвн")
"""Latin letters that stand in Cyrillic words."""
_ONE_SOUND = str.maketrans("іыэґ", "ииег")
"""Ukrainian and Russian are typed on each other's keyboards: letters that are mixed up are one."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")


def words(text: str) -> list[str]:
    """The words of a text as they are compared, with STOP between sentences."""
    kept = text.casefold().translate(_DROPPED).replace("й", "ј")  # it is a letter, no и with a mark
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", kept))
    return [*_joined(_word(piece) for piece in _PIECES.findall(plain)), STOP]


def _word(piece: str) -> str:
    if not piece[0].isalnum():
        return STOP
    if not piece.isalpha() and sum(letter.isalpha() for letter in piece) > 2:
        piece = piece.translate(_DIGITS)  # su1cide
    if _CYRILLIC.search(piece):
        piece = piece.translate(_ALIKE).translate(_ONE_SOUND)
    return _TWICE.sub(r"\1", piece)


def _joined(found: Iterable[str]) -> Iterator[str]:
    """Letters written apart, four and more of them, are a word: `s u i c i d e`."""
    run: list[str] = []
    for one in [*found, ""]:
        if len(one) == 1 and one.isalpha():
            run.append(one)
            continue
        if len(run) > 3:
            yield "".join(run)
        else:
            yield from run
        run = []
        if one:
            yield one


@dataclass(frozen=True)
class Part:
    """One place of a phrase: which words fit, whether none may stand there, how many of any kind."""

    exact: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    is_optional: bool = False
    gap: int = 0

    def fits(self, word: str) -> bool:
        return word in self.exact or word.startswith(self.stems)

    @property
    def size(self) -> int:
        return len(self.exact) + len(self.stems)

    @property
    def length(self) -> int:
        return min(map(len, (*self.exact, *self.stems)))


@dataclass(frozen=True)
class Phrase:
    parts: tuple[Part, ...]

    @cached_property
    def anchor(self) -> int:
        """The part that the fewest words fit: what is looked for first."""
        asked = [n for n, part in enumerate(self.parts) if not (part.gap or part.is_optional)]
        return min(asked, key=lambda n: (self.parts[n].size, -self.parts[n].length))

    def ends(self, said: Sequence[str], start: int) -> set[int]:
        """Every place behind a match that begins at `start`; empty where it does not match."""
        return _reached(self.parts, said, start, 1)

    def starts(self, said: Sequence[str], end: int) -> set[int]:
        """Every place at which a match may begin that ends before `end`."""
        return _reached(self._backwards, said, end, -1)

    @cached_property
    def _backwards(self) -> tuple[Part, ...]:
        return self.parts[::-1]

    def around(self, said: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
        """Every (start, end) of a match whose anchor is the word at `at`."""
        n = self.anchor
        starts = _reached(self.parts[n - 1 :: -1] if n else (), said, at, -1)
        ends = _reached(self.parts[n + 1 :], said, at + 1, 1) if starts else ()
        return ((start, end) for start in starts for end in ends)


def _reached(parts: Sequence[Part], said: Sequence[str], at: int, step: int) -> set[int]:
    """Where the parts, one after the other, lead from `at`: to the right or, with -1, to the left."""
    reached = {at}
    for part in parts:
        after = set(reached) if part.is_optional or part.gap else set()
        for one in reached:
            if part.gap:
                after.update(_across(said, one, part.gap, step))
            elif (word := _next(said, one, step)) is not None and part.fits(word):
                after.add(one + step)
        if not after:
            return after
        reached = after
    return reached


def _across(said: Sequence[str], at: int, most: int, step: int) -> Iterator[int]:
    for _ in range(most):
        word = _next(said, at, step)
        if word is None or word == STOP or word in DENIALS:
            return
        at += step
        yield at


def _next(said: Sequence[str], at: int, step: int) -> str | None:
    place = at if step > 0 else at - 1
    return said[place] if 0 <= place < len(said) else None


def read(text: str, shared: Mapping[str, Sequence[str]] | None = None) -> list[Phrase]:
    """`@name` stands for each phrase of a list that several rules share, `(a b|c)` also for more words than one.
    Raises ValueError with the phrase where it says nothing, KeyError where there is no such list."""
    found = [one for named in _with_shared(text, shared or {}) for one in _spelled(named)]
    return [_phrase(one) for one in found]


def _with_shared(text: str, shared: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if (found := re.search(r"@(\w+)", text)) is None:
        yield text
        return
    for one in shared[found[1]]:
        yield from _with_shared(text.replace(found[0], one, 1), shared)


def _spelled(text: str) -> Iterator[str]:
    """A choice between words is one part; one that holds several words or a choice makes several phrases."""
    for found in re.finditer(r"\(([^()]*)\)(\??)", text):
        before, behind = text[: found.start()], text[found.end() :]
        is_inside = before.count("(") > before.count(")")
        options = found[1].split("|")
        if is_inside or any(" " in one for one in options):
            single = [one for one in options if " " not in one]
            choices = [one for one in options if " " in one]
            choices += single if is_inside else [f"({'|'.join(single)})"] if single else []
            choices += [""] if found[2] else []
            for choice in choices:
                yield from _spelled(f"{before}{choice}{behind}")
            return
    yield text


def _phrase(text: str) -> Phrase:
    parts = tuple(_part(piece) for piece in text.split())
    if re.search(r"[()|]", re.sub(r"\([^() ]*\)", "", text)):
        raise ValueError(f"A choice is not closed: {text!r}")
    if all(part.gap or part.is_optional for part in parts) or any(_is_empty(part) for part in parts):
        raise ValueError(f"This is no phrase: {text!r}")
    return Phrase(parts)


def _is_empty(part: Part) -> bool:
    return not (part.gap or part.exact or part.stems)


def _part(piece: str) -> Part:
    if piece == "_":
        return Part(gap=1)
    if piece == "...":
        return Part(gap=_LONG_GAP)
    is_optional = piece.endswith("?")
    options = piece.rstrip("?").strip("()").split("|")
    exact = [STOP if one == STOP else _bare(one) for one in options if not one.endswith("*")]
    stems = [_bare(one[:-1]) for one in options if one.endswith("*")]
    return Part(frozenset(filter(None, exact)), tuple(filter(None, stems)), is_optional)


def _bare(word: str) -> str:
    return "".join(one for one in words(word) if one != STOP)


class Index(Generic[Found]):
    """Phrases by their rarest word: a text asks only those of which it has that word."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Found]]) -> None:
        self._words: dict[str, list[tuple[Phrase, Found]]] = {}
        self._stems: dict[str, list[tuple[Phrase, Found]]] = {}
        for phrase, what in phrases:
            anchor = phrase.parts[phrase.anchor]
            for table, keys in ((self._words, anchor.exact), (self._stems, anchor.stems)):
                for key in keys:
                    table.setdefault(key, []).append((phrase, what))
        self._sizes = sorted({len(one) for one in self._stems})

    def matches(self, said: Sequence[str]) -> Iterator[tuple[Found, int, int]]:
        """What was found, from where, to where."""
        for at, word in enumerate(said):
            for phrase, what in self._begun_by(word):
                for start, end in phrase.around(said, at):
                    yield what, start, end

    def _begun_by(self, word: str) -> Iterator[tuple[Phrase, Found]]:
        yield from self._words.get(word, ())
        for size in self._sizes:
            if size > len(word):
                return
            yield from self._stems.get(word[:size], ())
