"""The vocabulary files, read once, and a message seen through them.

A file holds, per category, a value and the phrases that mean it. In a phrase `stem*` is any word that begins so,
and `stem{class}` is the stem with each ending of that inflection class (`[endings]` of the same file).
All languages are read in any message, because mentors mix them.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz.distance import OSA

from bot.quicklog import tokens
from bot.quicklog.skeletons import skeleton
from bot.quicklog.tokens import Token

LANGUAGES = ("lv", "uk", "en")
_LONGEST_STEM = 16
_JOINS_WORDS = frozenset(".-")
# What a slip of one letter may not hide. A word so read keeps its first letter, and is no word of another category.
_READ_THROUGH_SLIPS = frozenset({"unit", "one", "number", "day", "weekday", "month"})
_SHORTEST_SLIP = 5
# "Marta", "Jūlija", "May" are names; "up" is anything; what only looks like a day or a length explains nothing.
_COVERS_NOTHING = frozenset({"month", "month_first", "hollow", "suspect"})
_SPOKEN_OF = frozenset({"plan", "agreed", "question", "command", "balance", "opening"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the vocabulary found in a message: tokens `first` to `last` (exclusive)."""

    category: str
    value: str
    first: int
    last: int
    is_slip: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    category: str
    value: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    words: dict[str, list[_Phrase]]
    stems: dict[str, list[_Phrase]]
    slips: dict[str, set[str]]
    romanized: dict[str, set[str]]


class Line:
    """One message: its text, its tokens, and the cues that begin at each of them."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.tokens = tokens.split(text)
        self.is_endless = tokens.is_noise(self.tokens)
        self._cues: defaultdict[str, dict[int, Cue]] = defaultdict(dict)
        self.covered: set[int] = set()
        self.begun: set[int] = set()
        if self.is_endless:
            return
        vocabulary = _vocabulary()
        for at, token in enumerate(self.tokens):
            if token.sort == "word":
                self._look_up(vocabulary, at, token.key)
        for at, token in enumerate(self.tokens):
            if token.sort == "word" and at not in self.covered and self.cue(at, "month") is None:
                self._look_through_slip(vocabulary, at, token.key)
        self._forget_lookalikes(lang)

    def __len__(self) -> int:
        return len(self.tokens)

    def cue(self, at: int, category: str) -> Cue | None:
        """The longest phrase of the category that begins at this token."""
        return self._cues[category].get(at)

    def cues(self, category: str) -> Iterator[Cue]:
        """All phrases of the category, left to right, none inside another."""
        last = 0
        for _at, cue in sorted(self._cues[category].items()):
            if cue.first >= last:
                last = cue.last
                yield cue

    def says_nothing(self, at: int) -> bool:
        """Whether a word is unknown to the vocabulary: no time or day begins there."""
        return at not in self.begun and self.tokens[at].sort == "word"

    def key(self, at: int) -> str:
        """The folded word or the sign there; empty beyond the ends."""
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None

    def is_glued(self, at: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    def skip(self, at: int, signs: str) -> int:
        """The position after at most one of these signs."""
        return at + 1 if self.key(at) and self.key(at) in signs else at

    def _look_up(self, vocabulary: _Vocabulary, at: int, key: str) -> None:
        candidates = list(vocabulary.words.get(key, ()))
        for length in range(2, min(len(key), _LONGEST_STEM) + 1):
            candidates += vocabulary.stems.get(key[:length], ())
        for phrase in candidates:
            last = self._end_of(phrase.rest, at + 1)
            if last:
                self._keep(Cue(phrase.category, phrase.value, at, last))

    def _look_through_slip(self, vocabulary: _Vocabulary, at: int, key: str) -> None:
        """A unit, number, day or month in Latin letters, or with one letter wrong, where only one can be meant."""
        if not _SHORTEST_SLIP - 2 <= len(key) <= _LONGEST_STEM:
            return
        near = vocabulary.romanized.get(skeleton(key), set()) if key.isascii() else set()
        if not near and len(key) >= _SHORTEST_SLIP:
            hits = {hit for cut in _cuts(key) for hit in vocabulary.slips.get(cut, ())}
            near = {hit for hit in hits if OSA.distance(key, hit, score_cutoff=1) == 1}
        meant = {(phrase.category, phrase.value) for hit in near for phrase in _critical(vocabulary, hit)}
        if len({value for _category, value in meant}) == 1:
            for category, value in meant:
                self._keep(Cue(category, value, at, at + 1, is_slip=True))

    def _forget_lookalikes(self, lang: str) -> None:
        """Inside an idiom no word means what it means alone, and "bus" is no Latvian "būs" to an English writer."""
        inside = {at for idiom in self.cues("idiom") for at in range(idiom.first, idiom.last)}
        for category, found in self._cues.items():
            if category != "idiom" and inside:
                for at in inside & found.keys():
                    del found[at]
        fillers = _fillers(lang)
        for category in _SPOKEN_OF:
            found = self._cues[category]
            for at in [at for at, cue in found.items() if cue.last == at + 1 and self.tokens[at].key in fillers]:
                del found[at]

    def _end_of(self, rest: tuple[str, ...], at: int) -> int:
        """Where the rest of a phrase ends, or 0; `p. m.` and `no-show` are written with signs inside."""
        for word in rest:
            if self.key(at) in _JOINS_WORDS and self.is_glued(at):
                at += 1
            key = self.key(at)
            if not (key == word or (word[-1] == "*" and key.startswith(word[:-1]) and key)):
                return 0
            at += 1
        return at

    def _keep(self, cue: Cue) -> None:
        kept = self._cues[cue.category].get(cue.first)
        if kept is None or kept.last < cue.last:
            self._cues[cue.category][cue.first] = cue
            self.begun.add(cue.first)
        if cue.category not in _COVERS_NOTHING:
            self.covered.update(range(cue.first, cue.last))


@cache
def _vocabulary() -> _Vocabulary:
    vocabulary = _Vocabulary({}, {}, {}, {})
    for lang in LANGUAGES:
        table = load(lang)
        endings = {name: [tokens.fold(each) for each in ends] for name, ends in table["endings"].items()}
        for category, values in table.items():
            if category == "endings":
                continue
            for value, phrases in values.items():
                for phrase in phrases:
                    _add(vocabulary, category, value, phrase, endings)
    for word in vocabulary.words:
        if len(word) > _SHORTEST_SLIP and _critical(vocabulary, word):
            for cut in _cuts(word):
                vocabulary.slips.setdefault(cut, set()).add(word)
        if not word.isascii() and len(word) > 2 and _critical(vocabulary, word):
            vocabulary.romanized.setdefault(skeleton(word), set()).add(word)
    return vocabulary


@cache
def _fillers(lang: str) -> frozenset[str]:
    """The filler words of a language that no file gives more meaning in the same language."""
    if lang not in LANGUAGES:
        return frozenset()
    table = load(lang)
    meant = {tokens.fold(each) for category in _SPOKEN_OF for each in table.get(category, {}).get("x", ())}
    return frozenset(tokens.fold(each) for each in table["filler"]["x"]) - meant


def _critical(vocabulary: _Vocabulary, word: str) -> list[_Phrase]:
    """What a word alone means of that which a slip may hide; nothing where it means something else too."""
    phrases = [phrase for phrase in vocabulary.words[word] if not phrase.rest]
    return phrases if all(phrase.category in _READ_THROUGH_SLIPS for phrase in phrases) else []


def _cuts(word: str) -> set[str]:
    """The word and all it becomes by losing one letter, the first one never."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}


@cache
def load(name: str) -> dict[str, Any]:
    """One vocabulary file of the package as it is written; it is read once and never changed."""
    path = resources.files("bot.quicklog") / "vocabulary" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _add(vocabulary: _Vocabulary, category: str, value: str, phrase: str, endings: dict[str, list[str]]) -> None:
    first, *rest = (_spellings(word, endings) for word in phrase.split())
    for word in first:
        for tail in _every(rest):
            entry = _Phrase(category, value, tail)
            place = vocabulary.stems if word.endswith("*") else vocabulary.words
            place.setdefault(word.rstrip("*"), []).append(entry)


def _every(words: list[list[str]]) -> Iterator[tuple[str, ...]]:
    if not words:
        yield ()
        return
    for word in words[0]:
        for tail in _every(words[1:]):
            yield (word, *tail)


def _spellings(word: str, endings: dict[str, list[str]]) -> list[str]:
    inflected = re.fullmatch(r"(.+)\{(\w+)\}", word)
    if inflected:
        stem = tokens.fold(inflected[1])
        return [stem + ending for ending in endings[inflected[2]]]
    return [tokens.fold(word)]
