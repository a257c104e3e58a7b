"""How long a session was and when it began: lengths, ranges and clock times in one walk over a line."""

from dataclasses import dataclass

from bot.quicklog import clocks, numbers
from bot.quicklog.clocks import DAY
from bot.quicklog.words import Line

_DASHES = "-–—−"
_DOUBTFUL_SIGNS = frozenset("~≈±<>")
_EARLIEST_WORD_CLOCK = 7 * 60  # "о шостій" alone may be either half of the day
_EARLIEST_BARE_CLOCK = 6 * 60  # a bare "1:30" is a length, a bare "17:00" a time of day


@dataclass(frozen=True, slots=True)
class Length:
    """Tokens `first` to `last`: a length (`minutes`), a clock time (`start`) or both; None where unsure."""

    first: int
    last: int
    rule: str
    minutes: int | None = None
    start: int | None = None

    @property
    def is_clock(self) -> bool:
        """A time of day without a length."""
        return self.rule == "clock"


def find(line: Line) -> list[Length]:
    """All lengths and clock times, left to right. Moments, rates and delays are left out."""
    found: list[Length] = []
    at = 0
    while at < len(line):
        hit = None if line.says_nothing(at) else _range(line, at) or _length(line, at) or _clock(line, at)
        if hit is None:
            skipped = line.cue(at, "lesson")
            at = skipped.last if skipped else at + 1
            continue
        hit = _or_another(line, hit)
        if hit.is_clock or not _is_no_length(line, hit):
            found.append(_sure(line, hit))
        at = hit.last
    return _from_begin_to_end(line, _total(line, found))


def _total(line: Line, found: list[Length]) -> list[Length]:
    """Of several lengths the one that is called the whole, if it is no less than the others: "1h CV, total 2h"."""
    spans = [hit for hit in found if not hit.is_clock]
    totals = [hit for hit in spans if _is_called_total(line, hit)]
    if len(spans) < 2 or len(totals) != 1 or totals[0].minutes is None:
        return found
    parts = [hit for hit in spans if hit is not totals[0]]
    if any(hit.start is not None for hit in parts):
        return found
    is_elsewhere = all(line.tokens[hit.first].clause != line.tokens[totals[0].first].clause for hit in parts)
    fits = is_elsewhere and sum(hit.minutes or 0 for hit in parts) <= totals[0].minutes
    is_named = line.cue(_label_before(line, totals[0]), "length_label")
    return [hit for hit in found if hit not in parts] if fits or (is_named and is_elsewhere) else found


def _is_called_total(line: Line, hit: Length) -> bool:
    return _label_before(line, hit) >= 0 or bool(line.cue(hit.last, "total_after"))


def _label_before(line: Line, hit: Length) -> int:
    """Where a word such as "total" ends just before the length, or -1."""
    for first in range(max(0, hit.first - 4), hit.first):
        label = line.cue(first, "length_label")
        if label and line.skip(label.last, ":-–—") == hit.first:
            return first
    return -1


def _from_begin_to_end(line: Line, found: list[Length]) -> list[Length]:
    """`12.30 we began, 13.15 we ended`: two times of day that say which is which make a range."""
    clocks_only = [hit for hit in found if hit.is_clock]
    if len(found) != 2 or len(clocks_only) != 2:
        return found
    first, second = clocks_only
    if not (_is_beside(line, first, "began") and _is_beside(line, second, "ended")):
        return found
    if first.start is None or second.start is None or second.start <= first.start:
        return found
    return [
        Length(first.first, first.last, "begin", start=first.start, minutes=second.start - first.start),
        Length(second.first, second.last, "end", minutes=second.start - first.start),
    ]


def _is_beside(line: Line, hit: Length, category: str) -> bool:
    return any(line.cue(at, category) for at in (hit.first - 2, hit.first - 1, hit.first, hit.last, hit.last + 1))


def _labelled(line: Line, at: int) -> Length | None:
    """A form's field with the unit in its label: `Ilgums (h): 1,5`."""
    label = line.cue(at, "length_label")
    if label is None:
        return None
    unit_at = label.last + (line.key(label.last) in {"(", ","})
    unit = line.cue(unit_at, "unit")
    colon = line.skip(line.skip(unit.last, ".)"), ")") if unit else 0
    if unit is None or line.key(colon) != ":":
        return None
    number = numbers.quantity(line, colon + 1)
    if number is None or line.cue(number.last, "unit"):
        return None
    amount = None if number.amount is None else round(number.amount * (60 if unit.value == "h" else 1))
    return Length(at, number.last, "figures", amount)


def _range(line: Line, at: int) -> Length | None:
    hit = clocks.find_range(line, at)
    if hit is None:
        return None
    return Length(at, hit.last, "range" if hit.minutes else "doubtful range", hit.minutes, hit.start)


def _length(line: Line, at: int) -> Length | None:
    return (
        _labelled(line, at)
        or _negative(line, at)
        or _academic(line, at)
        or _vague(line, at)
        or _reversed(line, at)
        or _colon(line, at)
        or _fixed(line, at)
        or _counted(line, at)
    )


def _negative(line: Line, at: int) -> Length | None:
    minus = line.cue(at, "minus")
    is_sign = line.key(at) in {"-", "−", "–"} and not line.is_glued(at) and line.is_glued(at + 1)
    if not (minus or is_sign):
        return None
    hit = _counted(line, at + 1) or _colon(line, at + 1)
    return Length(at, hit.last, "negative") if hit else None


def _academic(line: Line, at: int) -> Length | None:
    number = numbers.quantity(line, at)
    cue = line.cue(number.last if number else at, "academic")
    return Length(at, cue.last, "academic hours") if cue else None


def _vague(line: Line, at: int) -> Length | None:
    cue = line.cue(at, "vague")
    unit = cue and line.cue(cue.last, "unit")
    return Length(at, unit.last, "vague") if unit else None


def _reversed(line: Line, at: int) -> Length | None:
    """The unit before the number is an estimate: `години дві`, `stundas divas`."""
    unit = line.cue(at, "unit")
    if unit is None or line.tokens[at].sort != "word" or line.cue(at, "one") or len(line.key(at)) < 4:
        return None
    number = line.cue(unit.last + (line.key(unit.last) in {"зо", "на", "so"}), "number")
    return Length(at, number.last, "approximate") if number else None


def _colon(line: Line, at: int) -> Length | None:
    """`1:30` below 6:00, or any h:mm with a word for hours."""
    token = line.token(at)
    if token is None or token.sort not in {"clock", "seconds"}:
        return None
    unit = line.cue(at + 1, "unit")
    if token.sort == "seconds":
        return Length(at, unit.last if unit else at + 1, "seconds")
    hours, minutes = (int(part) for part in token.text.split(":"))
    total = hours * 60 + minutes
    if unit:
        sure = unit.value == "h" and minutes < 60 and total < _EARLIEST_BARE_CLOCK
        return Length(at, unit.last, "h:mm", total if sure else None)
    if line.cue(at + 1, "meridiem") or _has_clock_word(line, at):
        return None
    if hours > 24:  # a score, no time at all
        return None
    if minutes > 59 or total > DAY:
        return Length(at, at + 1, "h:mm")
    return Length(at, at + 1, "h:mm", total) if total < _EARLIEST_BARE_CLOCK else None


def _has_clock_word(line: Line, at: int) -> bool:
    before = at - 2 if line.key(at - 1) == "." else at - 1
    return bool(line.cue(before, "at") or line.cue(before, "from"))


def _fixed(line: Line, at: int) -> Length | None:
    """A word that is a length by itself: an hour, pusstunda, півгодини."""
    if line.cue(at, "lesson"):
        return None
    cue = line.cue(at, "one")
    if cue is None:
        return None
    plus = line.cue(cue.last, "plus")
    if plus and cue.value == "60":
        return Length(at, plus.last, "words", round(60 + 60 * float(plus.value)))
    if cue.value == "60":
        return _with_minutes(line, at, cue.last, 60, "words")
    return Length(at, cue.last, "words", int(cue.value))


def _counted(line: Line, at: int) -> Length | None:
    """A number and a unit, with minutes behind hours: `2h`, `1 h 30 min`, `90-minute`."""
    number = numbers.quantity(line, at)
    if number is None or _is_ordinal(line, number.last):
        return None
    other = _alternative(line, number.last)
    unit_at = line.skip(other or number.last, "-'")
    unit = line.cue(unit_at, "unit")
    if unit is None or (number.is_whole and _is_hour_of_day(line, at, unit_at)):
        return None
    if unit.value == "min" and unit_at > number.last and line.key(unit_at) == "m" and not other:
        return None
    rule = "figures" if line.tokens[at].sort == "number" else "words"
    if other or number.amount is None or line.cue(unit.last, "lesson"):
        return Length(at, unit.last, "either or" if other else rule)
    if unit.value == "min":
        return Length(at, unit.last, rule, round(number.amount))
    after = line.cue(unit.last, "plus")
    if after:
        return Length(at, after.last, rule, round(60 * (number.amount + float(after.value))))
    return _with_minutes(line, at, unit.last, round(60 * number.amount), rule)


def _is_hour_of_day(line: Line, at: int, unit_at: int) -> bool:
    """`о 17 год` is a clock, and in `plkst. 15 stundu` the hour is the length behind it."""
    before = at - 2 if line.key(at - 1) == "." else at - 1
    hour = line.cue(unit_at, "oclock") or line.cue(unit_at, "one")
    return bool(line.cue(before, "at") and hour and line.key(at) != "1")


def _is_ordinal(line: Line, at: int) -> bool:
    """English `1st` and `2nd`; a Latvian writes `1st` for an hour."""
    suffix = line.cue(at, "ordinal_suffix")
    if suffix is None or not line.is_glued(at):
        return False
    month = line.cue(at + 1, "month") or line.key(at + 1) == "of" or line.key(at - 2) == "the"
    return bool(month) or line.key(at) != "st" or line.lang == "en"


def _alternative(line: Line, at: int) -> int:
    """The end of a second number that is an alternative to the first (`1 or 2 h`), or 0."""
    choice = line.cue(at, "or") or line.cue(at, "till")
    joint = choice.last if choice else (at + 1 if line.key(at) and line.key(at) in _DASHES else 0)
    second = numbers.quantity(line, joint) if joint else None
    return second.last if second else 0


def _with_minutes(line: Line, at: int, last: int, minutes: int, rule: str) -> Length:
    """An hour may be followed by minutes: `1 h 30 min`, `1h30`, "an hour and twenty minutes"."""
    on = line.skip(last, ".")
    joint = line.cue(on, "and")
    on = joint.last if joint else line.skip(on, ",") if line.key(on) == "," else on
    more = numbers.quantity(line, on)
    if more is None:
        fixed = line.cue(on, "one")
        if joint and fixed and fixed.value in {"15", "30", "45"}:
            return Length(at, fixed.last, rule, minutes + int(fixed.value))
        return Length(at, last, rule, minutes)
    unit = line.cue(more.last, "unit")
    if not unit and not joint and on == last and rule == "words" and line.tokens[on].sort == "word":
        return _with_bare_minutes(line, at, more, minutes)
    if unit and unit.value == "min":
        too_many = more.amount is None or more.amount >= 60 or minutes % 60
        return Length(at, unit.last, rule, None if too_many else minutes + round(more.amount or 0))
    is_short = line.tokens[on].sort == "number" and more.is_whole and len(line.tokens[on].text) == 2
    if is_short and not unit and not joint and on == last and (line.is_glued(on) or _may_close(line, more.last)):
        spare = more.amount or 0
        return Length(at, more.last, rule, minutes + round(spare) if spare < 60 and not minutes % 60 else None)
    return Length(at, last, rule, minutes)


def _with_bare_minutes(line: Line, at: int, more: numbers.Quantity, minutes: int) -> Length:
    """`годину двадцять` is 80 minutes where nothing else is counted behind it; else it is a doubt."""
    spare = int(more.amount or 0)
    is_plain = more.is_whole and 10 <= spare <= 55 and spare % 5 == 0 and minutes % 60 == 0
    follower = line.token(more.last)
    is_alone = follower is None or follower.sort != "word" or more.last in line.begun
    return Length(at, more.last, "words", minutes + spare if is_plain and is_alone else None)


def _may_close(line: Line, at: int) -> bool:
    """Whether `2 h 15` may end here: at a sign, a "with" or the end of the line."""
    token = line.token(at)
    return token is None or (token.sort == "sign" and token.key not in _DASHES + "%/") or bool(line.cue(at, "with"))


def _clock(line: Line, at: int) -> Length | None:
    """A start: a time after a word for "at", one with am or pm, or a bare h:mm from 6:00."""
    opening = line.cue(at, "at") or line.cue(at, "half_before")
    begin = clocks.after(line, opening) if opening and opening.category == "at" else at
    hand = clocks.clock(line, begin, after_word=bool(opening))
    if hand is None or (not opening and line.cue(at, "other_unit")):
        return None
    if hand.is_bare and not hand.half:
        ordinal = (line.cue(begin, "clock_word") or line.cue(begin, "half_before")) if opening else None
        if ordinal and hand.minute < _EARLIEST_WORD_CLOCK:
            return None
        plain = opening and line.tokens[begin].sort == "number"
        busy = line.cue(hand.last, "unit") and not _is_hour_of_day(line, begin, hand.last)
        busy = busy or line.cue(hand.last, "other_unit") or line.cue(hand.last, "month")
        busy = busy or (line.key(hand.last) == "." and line.cue(hand.last + 1, "month"))
        busy = busy or (line.key(at) in {"from", "since"} and hand.minute < _EARLIEST_BARE_CLOCK)
        if busy or not (ordinal or plain) or (opening and opening.value == "x" and line.key(at) in {"u", "v"}):
            return None
    if not opening and not hand.half and not _is_time(line, at):
        return None
    return Length(at, hand.last, "clock", start=clocks.in_day(hand))


def _is_time(line: Line, at: int) -> bool:
    """`17:00` always, `16.00` and `14.30` where they are no date."""
    token = line.tokens[at]
    if token.sort == "clock":
        return True
    hour, _, minute = token.text.partition(".")
    has_unit = line.cue(at + 1, "unit") or line.cue(at + 1, "other_unit")
    if line.key(at + 1) == "." and int(minute or 0) % 5:  # "15.13." is a date that does not exist
        return False
    return len(minute) == 2 and (minute == "00" or int(minute) > 12) and int(hour) >= 6 and not has_unit


def _or_another(line: Line, hit: Length) -> Length:
    """A length with another one behind "or" or a dash is neither."""
    choice = line.cue(hit.last, "or")
    joint = choice.last if choice else hit.last + 1 if line.key(hit.last) == "-" and not hit.is_clock else 0
    if not joint:
        return hit
    second = _fixed(line, joint) or _counted(line, joint)
    if second:
        return Length(hit.first, second.last, "either or")
    number = numbers.quantity(line, joint)
    return Length(hit.first, number.last, "either or") if number and not hit.is_clock else hit


def _is_no_length(line: Line, hit: Length) -> bool:
    """Whether it is a moment ("in 2 hours"), a rate ("2 h a week") or a delay."""
    if hit.rule == "range":
        return False
    before = line.cue(hit.first - 1, "offset") or _is_share(line, hit)
    after = line.cue(hit.last, "ago") or line.cue(hit.last, "rate") or line.cue(hit.last, "late")
    sentence = line.tokens[hit.first].sentence
    near = [
        at
        for at in (hit.first - 2, hit.first - 1, hit.last, hit.last + 1)
        if 0 <= at < len(line) and line.tokens[at].sentence == sentence
    ]
    late = any(line.cue(at, "late") for at in near if at < hit.first)
    clause = line.tokens[hit.first].clause
    ahead = [at for at in range(max(0, hit.first - 7), hit.first) if line.tokens[at].clause == clause]
    waited = any(line.cue(at, "wait") for at in {*near, *ahead})
    travelled = any(line.cue(at, "travel") for at in (hit.first - 1, hit.last) if at in near)
    return bool(before or after or late or waited or travelled)


def _is_share(line: Line, hit: Length) -> bool:
    """`12 of 20 hours` counts what was done so far."""
    part = line.token(hit.first - 2)
    return line.key(hit.first - 1) in {"of", "no", "з", "із"} and part is not None and part.sort == "number"


def _sure(line: Line, hit: Length) -> Length:
    """Nothing below a minute or above a day, and nothing approximate, is sure."""
    about = line.cue(hit.first - 1, "approx") or line.cue(hit.first - 2, "approx")
    prefix = line.key(hit.first - 1)
    if hit.is_clock:
        return hit
    is_about = about and about.last == hit.first and about.value == "x" and line.key(about.first) != "z"
    after = line.cue(hit.last, "approx_after")
    if prefix in _DOUBTFUL_SIGNS or line.key(hit.last) == "+" or is_about or after:
        return Length(hit.first, hit.last, "approximate")
    if hit.minutes is not None and not 0 < hit.minutes <= DAY:
        return Length(hit.first, hit.last, "impossible")
    return hit
