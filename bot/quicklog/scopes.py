"""What a message says about other things than the session: plans, balances, questions, commands, talk about."""

from collections.abc import Iterable, Iterator, Sequence

from bot.quicklog.days import Day
from bot.quicklog.durations import Length
from bot.quicklog.words import Cue, Line

# A clause that begins so still belongs to what the talk was about.
_JOINS_CLAUSES = frozenset(
    {"ka", "lai", "kapec", "kas", "kad", "kur", "ko", "що", "щоб", "як", "чому", "де", "коли", "хто"}
    | {"that", "how", "why", "what", "where", "when", "who"}
)
_Mention = Length | Day | Cue


def outside(line: Line, lengths: Sequence[Length], days: Sequence[Day]) -> set[int]:
    """The tokens that tell nothing about a session that took place."""
    found: set[int] = set()
    for sentence in _sentences(line):
        if _is_elsewhere(line, sentence, lengths):
            found.update(sentence)
    found |= _plans(line, lengths, days) | _opening_hours(line, lengths)
    return found | _later(line, lengths, days, found)


def spoken_about(line: Line) -> set[int]:
    """The tokens behind "about": no activity happened there."""
    found: set[int] = set()
    for category in ("about", "negation"):
        for cue in line.cues(category):
            absent = line.cue(cue.first, "no_show") if category == "negation" else None
            if absent:
                found.update(range(absent.first, absent.last))
                continue
            if cue.value == "x" and line.key(cue.first) == "on" and not line.cue(cue.first - 1, "talk"):
                continue
            if cue.first not in found:  # else this clause is covered to its end
                found.update(_to_clause_end(line, cue.first))
    return found


def _sentences(line: Line) -> Iterator[range]:
    first = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or line.tokens[at].sentence != line.tokens[first].sentence:
            yield range(first, at)
            first = at


def _sentence_of(line: Line, at: int) -> range:
    first = last = at
    while first > 0 and line.tokens[first - 1].sentence == line.tokens[at].sentence:
        first -= 1
    while last < len(line) and line.tokens[last].sentence == line.tokens[at].sentence:
        last += 1
    return range(first, last)


def _to_clause_end(line: Line, at: int) -> range:
    """From here to the end of the clause, on through "that ..."."""
    last = at
    while last < len(line) and line.tokens[last].sentence == line.tokens[at].sentence:
        opens = last > at and line.tokens[last].clause != line.tokens[last - 1].clause
        if opens and not (line.key(last) == "," and line.key(last + 1) in _JOINS_CLAUSES):
            break
        last += 1
    return range(at, last)


def _has(line: Line, category: str, where: Iterable[int]) -> bool:
    return any(line.cue(at, category) for at in where)


def deadlines(line: Line, days: Sequence[Day]) -> set[int]:
    """The tokens of days that say when something else is due or begins: "apply by 30 June", "next meeting 13.07"."""
    found: set[int] = set()
    for cue in line.cues("deadline"):
        clause = line.tokens[cue.first].clause
        for day in days:
            if day.first >= cue.last and line.tokens[day.first].clause == clause:
                found.update(range(day.first, day.last))
    return found


def _is_elsewhere(line: Line, sentence: range, lengths: Sequence[Length]) -> bool:
    head = sentence[0]
    please = line.cue(head, "please")
    if line.cue(please.last if please else head, "command"):
        return True
    has_length = any(hit.first in sentence for hit in lengths if not hit.is_clock)
    opens_with = line.cue(head, "question")
    if opens_with and opens_with.value == "strong":
        return True
    if any(line.key(at) == "?" for at in sentence):
        is_remark = len(sentence) <= 3 and len(sentence) < len(line)
        return _has(line, "question", sentence) or not (has_length or is_remark)
    return has_length and (_is_balance(line, sentence, lengths) or _has(line, "wish", sentence))


def _is_balance(line: Line, sentence: range, lengths: Sequence[Length]) -> bool:
    """Hours so far or still to go; the word stands near a length."""
    near = {at for hit in lengths if hit.first in sentence for at in range(hit.first - 6, hit.last + 6)}
    return any(line.cue(at, "balance") for at in sentence if at in near)


def _plans(line: Line, lengths: Sequence[Length], days: Sequence[Day]) -> set[int]:
    found: set[int] = set()
    for cue in line.cues("plan"):
        if cue.first not in found:
            found.update(_planned(line, cue, lengths, days))
    for cue in line.cues("agreed"):
        if cue.first in found:
            continue
        rest = _to_clause_end(line, cue.first)
        has_other = any(hit.first not in rest for hit in lengths if not hit.is_clock)
        if has_other or not any(hit.first in rest for hit in lengths):
            found.update(rest)
    return found


def _planned(line: Line, cue: Cue, lengths: Sequence[Length], days: Sequence[Day]) -> Iterable[int]:
    """A plan covers its sentence when the length belongs to it, else only its clause."""
    sentence = _sentence_of(line, cue.first)
    inside = [hit for hit in lengths if hit.first in sentence and not hit.is_clock]
    is_ahead = any(day.is_future for day in days if day.first in sentence)
    before = [hit for hit in inside if hit.first < cue.first]
    after = [hit for hit in inside if hit.first >= cue.first]
    told = _has(line, "talk", range(sentence[0], cue.first)) and not is_ahead
    if after and before:
        return range(cue.first, sentence[-1] + 1)
    if after and not told:
        return sentence
    here = line.tokens[cue.first].clause
    if before and is_ahead and any(line.tokens[hit.first].clause == here for hit in before):
        return sentence
    if not inside and is_ahead:
        return sentence
    if after:
        return ()
    same_clause = {at for day in days if line.tokens[day.first].clause == here for at in range(day.first, day.last)}
    has_other_length = any(hit.first not in sentence for hit in lengths if not hit.is_clock)
    return {*_to_clause_end(line, cue.first), *(same_clause if has_other_length and not inside else ())}


def _opening_hours(line: Line, lengths: Sequence[Length]) -> set[int]:
    """`NVA strādā no 8:30 līdz 17:00`, `I work from 9 to 5`, `the film lasts 2 h`."""
    found: set[int] = set()
    for cue in line.cues("opening"):
        found |= _facts(line, cue, [hit for hit in lengths if hit.is_clock or "range" in hit.rule])
    spans = [hit for hit in lengths if not hit.is_clock]
    for cue in line.cues("fact"):
        if not (cue.value == "past" and len(spans) == 1 and _has_met(line)):  # "we met, it lasted an hour"
            found |= _facts(line, cue, lengths)
    return found


def _has_met(line: Line) -> bool:
    return any(line.cues("talk")) or any(line.cues("we_did")) or any(cue.value != "loose" for cue in line.cues("with"))


def _facts(line: Line, cue: Cue, lengths: Sequence[Length]) -> set[int]:
    clause = line.tokens[cue.first].clause
    partner = line.token(cue.last + 1)
    if line.cue(cue.last, "with") and partner and partner.sort == "word":
        return set()
    hits = [hit for hit in lengths if line.tokens[hit.first].clause == clause]
    return {at for hit in hits for at in range(hit.first, hit.last)}


def _later(line: Line, lengths: Sequence[Length], days: Sequence[Day], found: set[int]) -> set[int]:
    """A clause behind the session's that speaks of a day ahead: `2h ar Annu, rīt muzejs`."""
    more: set[int] = set()
    spans = [hit for hit in lengths if not hit.is_clock and hit.first not in found]
    for day in days:
        if not day.is_future or day.first in found or not spans or spans[0].first > day.first:
            continue
        clause = line.tokens[day.first].clause
        rest = [at for at, token in enumerate(line.tokens) if token.clause == clause and token.sort == "word"]
        has_span = any(line.tokens[hit.first].clause == clause for hit in spans)
        if not has_span and len(rest) > day.last - day.first:
            more.update(rest)
    return more
