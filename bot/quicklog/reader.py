"""From one message to an entry, a question or nothing: what was found is weighed, and doubt becomes a question."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from bot.quicklog import days, doubts, durations, intent, kinds, names, notes, scopes, youth
from bot.quicklog.answers import Answer, Ask, Entry, Known, Name, NotALog, Piece, Unsure
from bot.quicklog.days import Day
from bot.quicklog.doubts import Doubt
from bot.quicklog.durations import Length
from bot.quicklog.found import Found, ends_late
from bot.quicklog.names import Mention
from bot.quicklog.words import Cue, Line

_MACHINE_TEXT = re.compile(r"<\s*[/!]?[a-zA-Z][^<>]*>|[{}]|\w\(['\"]|--\s*$|(?i:\bselect\b.*\bfrom\b)")


def read(text: str, *, lang: str, now: datetime, roster: Sequence[Name]) -> Answer:
    """What a mentor's message says. `now` is the local wall time at which it was said; minutes are 1-1440.

    Never raises, whatever the text.
    """
    if text.lstrip().startswith("/") or _MACHINE_TEXT.search(text):
        return NotALog()
    line = Line(text, lang)
    if line.is_endless:
        return NotALog()
    said_at = now.replace(tzinfo=None)
    found = _gather(line, said_at.date(), roster)
    return _weigh(found, said_at) if intent.is_log(found, said_at) else NotALog()


def is_day_alone(text: str, *, lang: str, now: datetime) -> bool:
    """Whether a line is nothing but a day: the heading of the lines below it."""
    line = Line(text, lang)
    named = days.find(line, now.date(), set())
    inside = {at for day in named for at in range(day.first, day.last)}
    rest = [at for at, token in enumerate(line.tokens) if token.sort != "sign" and at not in inside]
    return bool(named) and not [at for at in rest if not (line.cue(at, "at") or line.cue(at, "filler"))]


def names_day(text: str, *, lang: str, now: datetime) -> bool:
    """Whether a line names a day of its own."""
    line = Line(text, lang)
    return bool(days.find(line, now.date(), {at for hit in durations.find(line) for at in range(hit.first, hit.last)}))


def _gather(line: Line, today: date, names_of: Sequence[Name]) -> Found:
    roster = names.roster_of(names_of)
    lengths = durations.find(line)
    taken = _tokens(lengths)
    mentioned_days = days.find(line, today, taken)
    taken |= _tokens(mentioned_days)
    people = names.find(line, roster, taken)
    taken |= _tokens(people)
    outside = scopes.outside(line, lengths, mentioned_days)
    about = scopes.spoken_about(line)
    elsewhere = scopes.deadlines(line, mentioned_days)
    ignored = outside | about
    lengths = [hit for hit in lengths if hit.first not in outside]
    mentioned_days = [
        day
        for day in mentioned_days
        if not (day.first in outside | elsewhere or (day.first in about and _is_loose(day)))
    ]
    people = [each for each in people if each.first not in outside and not (each.first in about and not each.ids)]
    named_kinds = kinds.find(line, taken | ignored)
    absence = _absence(line, people, mentioned_days, lengths, outside)
    read_so_far = doubts.Understood(
        lengths, mentioned_days, people, named_kinds, today, frozenset(taken), frozenset(outside | elsewhere)
    )
    unexplained = doubts.find(line, read_so_far)
    everybody = {name.id: name.name for name in names_of}
    return Found(
        line,
        today,
        roster,
        everybody,
        lengths,
        mentioned_days,
        people,
        named_kinds,
        absence,
        ignored,
        unexplained,
    )


def _is_loose(day: Day) -> bool:
    """A day that cannot be the session's: what was talked about may well be tomorrow, or "some day"."""
    return day.is_future or day.on is None


def _tokens(hits: Sequence[Length | Day | Mention]) -> set[int]:
    return {at for hit in hits for at in range(hit.first, hit.last)}


def _absence(
    line: Line, people: list[Mention], named_days: list[Day], lengths: list[Length], outside: set[int]
) -> Cue | None:
    """The words for a no-show; the weak ones count beside a name where nothing lasted."""
    sure = [cue for cue in line.cues("no_show") if cue.first not in outside]
    if any(line.cues("neither")):
        sure += [cue for cue in line.cues("came") if cue.first not in outside]
    weak = [
        cue
        for cue in line.cues("weak_no_show")
        if cue.first not in outside and not [hit for hit in lengths if not hit.is_clock]
    ]
    beside = {at for each in people for at in (each.first, each.last)}
    beside |= {day.last for day in named_days if day.first in beside}  # "Anna yesterday was not there"
    weak = [cue for cue in weak if {cue.first, cue.last} & beside]
    if any(line.cues("came")):  # "Anna came, Marta did not"
        closing = [cue for cue in line.cues("not_either") if cue.first not in outside and cue.first in beside]
        weak += [
            cue for cue in closing if (line.token(cue.last) or line.tokens[-1]).sort == "sign" or cue.last == len(line)
        ]
    return next(iter([*sure, *weak]), None)


def _weigh(found: Found, said_at: datetime) -> Answer:
    line = found.line
    doubted = [*found.doubts, *youth.doubts(line, found.mentions, scopes.spoken_about(line)), *_who_came(found)]
    if _is_queried(line, found.mentions):
        doubted += [Doubt("youth", each.first, each.last, "with a question mark") for each in found.mentions]
    ids = youth.agree(found.mentions, found.roster)
    day = days.agree(found.days, found.today)
    start, minutes = (None, 0) if found.absence else _times(found)
    kind = kinds.agree(found.kinds)
    ahead = days.ahead(found.days, found.today)
    if _is_queried(line, found.days):
        day = ahead = None
    if day and minutes and ends_late(said_at, day, start, minutes):
        ahead = day if start is not None and day == found.today else None
        day = None
    doubtful = {doubt.field for doubt in doubted}
    if "youth" in doubtful:
        ids = None
    if "date" in doubtful:
        day = ahead = None
    if "minutes" in doubtful and not found.absence:
        minutes = None
    fields = {"youth": ids, "date": day, "minutes": minutes, "kind": kind}
    unsure = frozenset(name for name, value in fields.items() if value is None)
    if {"youth", "minutes"} <= unsure and len(found.spans) > 1 and len(found.mentions) > 1:
        unsure -= {"kind"}  # two sessions in one message: whose and how long comes first
    pieces = _pieces(found)
    note = notes.leftover(line, pieces)
    people = tuple(sorted(ids)) if ids is not None else None
    begun = None if start is None else time(start // 60 % 24, start % 60)
    attended = found.absence is None
    if unsure or people is None or day is None or minutes is None or kind is None:
        known = Known(people, day, begun, minutes, kind, attended, note, pieces, ahead)
        return Ask(unsure, known, _why(line, doubted, unsure, pieces))
    return Entry(people, day, begun, minutes, kind, attended, note, pieces)


def _who_came(found: Found) -> Iterator[Doubt]:
    """Of a no-show: whether it is sure who of several did not come."""
    line, absence = found.line, found.absence
    if absence is None:
        return
    everyone = any(line.cues("everyone")) and not found.mentions
    several = len({each for mention in found.mentions for each in mention.ids}) > 1
    came = any(cue.first not in found.ignored for cue in line.cues("came"))
    some_came = any(line.cues("contrast")) or (came and not any(line.cues("neither"))) or found.spans
    if everyone or (several and some_came):
        yield Doubt("youth", absence.first, absence.last, "who did not come")


def _times(found: Found) -> tuple[int | None, int | None]:
    """Start and minutes; minutes are None where lengths are missing, doubtful or disagree."""
    spans = found.spans
    starts = {hit.start for hit in found.lengths if hit.start is not None}
    start = starts.pop() if len(starts) == 1 else None
    minutes = {hit.minutes for hit in spans}
    plain = [_written(found.line, hit) for hit in spans if hit.start is None]
    separate = len(spans) > 1 and not youth.is_group(found.line, found.mentions)
    if len(minutes) != 1 or starts or len(plain) != len(set(plain)) or separate or _is_queried(found.line, spans):
        return start, None
    return start, minutes.pop()


def _written(line: Line, hit: Length) -> str:
    return " ".join(token.key for token in line.tokens[hit.first : hit.last])


def _is_queried(line: Line, hits: Sequence[Length | Day | Mention]) -> bool:
    """Whether the writer set a question mark right behind one of these."""
    return any(line.key(hit.last) == "?" for hit in hits)


def _pieces(found: Found) -> tuple[Piece, ...]:
    line = found.line
    pieces = [_piece(line, "youth", each, _who(found, each)) for each in found.mentions]
    pieces += [_piece(line, "date", day, day.on.isoformat() if day.on else "") for day in found.days]
    for hit in found.lengths:
        if hit.start is not None:
            pieces.append(_piece(line, "start", hit, _clock(hit.start)))
        if not hit.is_clock:
            pieces.append(_piece(line, "minutes", hit, str(hit.minutes or "")))
    pieces += [_piece(line, "kind", cue, kinds.agree([cue]) or "") for cue in found.kinds]
    if found.absence:
        pieces.append(_piece(line, "attended", found.absence, "false"))
    return tuple(sorted(pieces, key=lambda piece: (piece.start, piece.field)))


def _piece(line: Line, field: str, hit: Length | Day | Mention | Cue, value: str) -> Piece:
    rule = _RULES.get(hit.category, hit.category) if isinstance(hit, Cue) else hit.rule
    return Piece(field, *_span(line, hit.first, hit.last), rule, value)


_RULES = {"kind": "cue word", "no_show": "no-show", "weak_no_show": "no-show", "came": "no-show"}


def _who(found: Found, mention: Mention) -> str:
    return " / ".join(sorted(found.people[each] for each in mention.ids))


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _why(
    line: Line, doubts_left: Sequence[Doubt], unsure: frozenset[str], pieces: Sequence[Piece]
) -> tuple[Unsure, ...]:
    """Per field what leaves it open: a doubt, the pieces that do not agree, or that nothing was said."""
    why: list[Unsure] = []
    for field in sorted(unsure):
        doubted = [doubt for doubt in doubts_left if doubt.field == field]
        why += [Unsure(field, *_span(line, doubt.first, doubt.last), doubt.reason) for doubt in doubted]
        said = [piece for piece in pieces if piece.field == field or (field == "minutes" and piece.field == "start")]
        if not doubted:
            why += [Unsure(field, piece.start, piece.end, piece.rule) for piece in said]
        if not (said or doubted):
            why.append(Unsure(field, 0, 0, "nothing said"))
    return tuple(why)


def _span(line: Line, first: int, last: int) -> tuple[int, int]:
    return line.tokens[first].start, line.tokens[min(last, len(line)) - 1].end
