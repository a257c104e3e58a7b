"""What the reading left unexplained. Every number, day, length and person of a message must be accounted for, or be
provably harmless; what is neither is asked about. This is what keeps a wrong entry from being accepted in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.quicklog.days import Day
from bot.quicklog.durations import Length
from bot.quicklog.names import Mention
from bot.quicklog.words import Cue, Line

_NUMBERS = frozenset({"number", "slash", "full", "iso", "seconds", "alien"})
_TIMES_SIGNS = frozenset({"+", "*", "x", "х", "×"})
_LABEL_SIGNS = frozenset({"№", "#", "$", "€"})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Tokens `first` to `last` leave a field open."""

    field: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read of a line, and the tokens that tell of something else."""

    lengths: Sequence[Length]
    days: Sequence[Day]
    mentions: Sequence[Mention]
    kinds: Sequence[Cue]
    today: date
    taken: frozenset[int]
    elsewhere: frozenset[int]


def find(line: Line, read: Understood) -> list[Doubt]:
    """Everything that is neither read nor harmless."""
    return [*_suspects(line, read), *_numbers(line, read), *_months(line, read), *_stray_days(line, read)]


def _suspects(line: Line, read: Understood) -> Iterator[Doubt]:
    """Words that look like a day or a length and are in no file: a slip, a dialect, a new word."""
    for cue in line.cues("suspect"):
        if cue.first not in line.covered and cue.first not in read.taken | read.elsewhere:
            yield Doubt(
                cue.value, cue.first, cue.last, "looks like a day" if cue.value == "date" else "looks like a length"
            )


def _months(line: Line, read: Understood) -> Iterator[Doubt]:
    """A month without a day that could be read, and a weekday that an unknown word describes."""
    for cue in line.cues("month"):
        is_name = any(hit.first == cue.first for hit in read.mentions)
        beside = any(each and each.sort == "number" for each in (line.token(cue.first - 1), line.token(cue.last)))
        is_written = cue.first in line.covered or line.cue(cue.last, "ordinal") or line.cue(cue.first - 1, "ordinal")
        if cue.first not in read.taken | read.elsewhere and not is_name and (is_written or beside):
            yield Doubt("date", cue.first, cue.last, "a month without a sure day")
    for day in read.days:
        before = line.token(day.first - 1)
        is_unknown = before is not None and before.sort == "word" and day.first - 1 not in line.covered | read.taken
        if day.weekday and is_unknown and before is not None and before.key.endswith(_DESCRIBES):
            yield Doubt("date", day.first - 1, day.last, "which one of these days")


_DESCRIBES = ("ого", "ої", "ій", "ою", "aja", "ajo")  # endings of adjectives before a weekday


def _numbers(line: Line, read: Understood) -> Iterator[Doubt]:
    """Numbers that belong to nothing: "Anna 1h, 20" or "2 x 1h" may mean more than was read."""
    known = read.taken | read.elsewhere
    for at, token in enumerate(line.tokens):
        if token.sort not in _NUMBERS or at in known:
            continue
        if not _multiplies(line, read, at) and (_is_label(line, at) or _is_age(line, read, at)):
            continue
        if line.cue(at - 1, "negation"):
            yield Doubt("minutes", at, at + 1, "a number that is denied")
        elif _multiplies(line, read, at):
            yield Doubt("minutes", at, at + 1, "counts a length")
        elif _is_ordinal_alone(line, at):
            yield Doubt("date", at, at + 2, "may be a day of the month")
        elif token.sort in {"full", "iso"}:
            yield Doubt("date", at, at + 1, "may be a day")
        elif _is_rival_of_day(line, read, at):
            yield Doubt("date", at, at + 1, "one of two days")
        elif _stands_alone(line, read, at):
            yield Doubt("minutes", at, at + 1, "a number that nothing explains")


def _is_age(line: Line, read: Understood, at: int) -> bool:
    """`Anna, 22, 1h`: between signs behind a name, an age that the programme is for, beside a sure length."""
    age = line.tokens[at].text
    is_age = age.isdecimal() and 15 <= int(age) <= 29 and line.key(at + 1) in {",", ")", "."}
    behind_name = any(mention.last in {at, at - 1} for mention in read.mentions) and line.key(at - 1) != "-"
    return is_age and behind_name and any(hit.minutes for hit in read.lengths)


def _multiplies(line: Line, read: Understood, at: int) -> bool:
    if line.key(at - 1) in _TIMES_SIGNS and line.is_glued(at):  # "x2"
        return True
    joins_next = line.key(at + 1) in _TIMES_SIGNS and any(hit.first == at + 2 for hit in read.lengths)
    joins_before = line.key(at - 1) in _TIMES_SIGNS and any(hit.last == at - 1 for hit in read.lengths)
    return joins_next or joins_before


def _is_ordinal_alone(line: Line, at: int) -> bool:
    """`12-го 2 год`: a day of the month without the month, unless something follows that it counts."""
    suffix = line.skip(at + 1, "-")
    if not (line.cue(suffix, "ordinal_suffix") and line.is_glued(suffix)):
        return False
    return not _is_noun(line, suffix + 1)


def _is_rival_of_day(line: Line, read: Understood, at: int) -> bool:
    """`15 or 16 November`: the number before another day of the month."""
    joint = line.skip(at + 1, ".")
    is_joint = line.cue(joint, "or") or line.cue(joint, "and") or line.cue(joint, "till") or line.key(joint) in _DASHES
    return bool(is_joint) and any(day.first == joint + 1 for day in read.days)


_DASHES = frozenset("-–—/")


def _is_label(line: Line, at: int) -> bool:
    """A label ("room 12", "205. kab.", "№ 5"), a count ("200 boxes"), a price, a score, a part of a phone number."""
    token = line.tokens[at]
    after = line.skip(at + 1, ".")
    if any(line.cue(at - back, "not_a_number") for back in (1, 2)) or line.cue(after, "not_a_number"):
        return True
    if line.cue(after, "other_unit") or line.cue(after, "unit") or line.key(after) == "%" or _is_noun(line, after):
        return True  # with a unit it was read before: "3 hours ago"
    beside = line.text[max(0, token.start - 2) : token.start] + line.text[token.end : token.end + 2]
    is_code = line.is_glued(at) and line.tokens[at - 1].sort == "word" and line.key(at - 1) not in _TIMES_SIGNS
    if is_code or not _LABEL_SIGNS.isdisjoint(beside):
        return True
    neighbours = [line.token(at - 1), line.token(at + 1)]
    is_many = sum(each is not None and each.sort in _NUMBERS for each in neighbours) and line.key(at - 1) != "-"
    return token.sort == "slash" or bool(is_many)


def _stands_alone(line: Line, read: Understood, at: int) -> bool:
    """Beside a name, a day or a length, or with nothing else between two signs: it may say how long."""
    follower = line.cue(at + 1, "with")
    if at - 1 in read.taken or at + 1 in read.taken or (follower and follower.value == "x"):
        return True
    before, after = line.token(at - 1), line.token(at + 1)
    opens = before is None or (before.sort == "sign" and before.key in _ENDS)
    return opens and (after is None or (after.sort == "sign" and after.key in _ENDS))


_ENDS = frozenset(",.;|\n-–—")


def _is_noun(line: Line, at: int) -> bool:
    """A word that can be counted: no function word, and no day or length."""
    token = line.token(at)
    if token is None or token.sort != "word" or line.is_glued(at):
        return False
    return not any(line.cue(at, each) for each in _NEVER_COUNTED)


_NEVER_COUNTED = ("with", "and", "or", "at", "till", "day", "weekday", "unit", "no_show", "kind")


def _stray_days(line: Line, read: Understood) -> Iterator[Doubt]:
    """A day that comes later, in a clause with a story of its own: `Anna 2h. He has an exam on 14.10.`"""
    firsts = [min((hit.first for hit in hits), default=len(line)) for hits in (read.lengths, read.mentions)]
    anchors = [hit.first for hits in (read.lengths, read.mentions, read.kinds, line.cues("talk")) for hit in hits]
    clauses = {line.tokens[at].clause for at in anchors}
    stories = {
        token.clause
        for at, token in enumerate(line.tokens)
        if token.sort == "word" and at not in read.taken and not (line.cue(at, "filler") or line.cue(at, "at"))
    }
    for day in read.days:
        clause = line.tokens[day.first].clause
        if day.first < max(firsts) or clause in clauses or day.on == read.today:
            continue
        if clause in stories:
            yield Doubt("date", day.first, day.last, "a day in a sentence of its own")
