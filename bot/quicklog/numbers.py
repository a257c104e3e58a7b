"""Quantities in figures and words: `1,5`, `½`, `forty-five`, `divarpus`, `дві з половиною`."""

from dataclasses import dataclass

from bot.quicklog.words import Line

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_QUARTER_HOURS_LOOK_LIKE_CLOCKS = frozenset({"10", "15", "20", "30", "40", "45"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that ends before `last`; `amount` is None where its writing leaves a doubt."""

    amount: float | None
    last: int
    is_whole: bool


def quantity(line: Line, at: int) -> Quantity | None:
    """The number that begins at this token, with a following "and a half"."""
    found = _in_figures(line, at) or _in_words(line, at)
    if found is None or found.amount is None:
        return found
    plus = line.cue(found.last, "plus")
    if plus:
        return Quantity(found.amount + float(plus.value), plus.last, False)
    return found


def _in_figures(line: Line, at: int) -> Quantity | None:
    token = line.token(at)
    if token is None:
        return None
    if token.sort == "alien":
        return Quantity(None, at + 1, True)
    if token.sort == "slash":
        over, under = token.text.split("/")
        return Quantity(int(over) / int(under), at + 1, False) if (over, under) in _SIMPLE else None
    if token.sort != "number":
        return None
    if token.text in _FRACTIONS:
        return Quantity(_FRACTIONS[token.text], at + 1, False)
    whole, _, part = token.text.replace(",", ".").partition(".")
    follower = line.token(at + 1)
    if not part and follower and (follower.text in _FRACTIONS or follower.sort == "slash"):
        spare = _in_figures(line, at + 1)  # "1½", "1 1/2"
        if spare and spare.amount:
            return Quantity(int(whole) + spare.amount, at + 2, False)
    # "1.30 h" may be an hour and a half, or a third less; "1,25" can only be a decimal.
    if part in _QUARTER_HOURS_LOOK_LIKE_CLOCKS:
        return Quantity(None, at + 1, False)
    return Quantity(float(f"{whole}.{part or 0}"), at + 1, not part)


_SIMPLE = {("1", "2"), ("1", "4"), ("3", "4")}


def _in_words(line: Line, at: int) -> Quantity | None:
    cue = line.cue(at, "number")
    if cue is None:
        return None
    total, last = float(cue.value), cue.last
    while total >= 20 and total % 10 == 0:  # hundreds take tens, tens take ones
        following = line.cue(line.skip(last, "-"), "number")
        if following is None or not 1 <= float(following.value) < (100 if total % 100 == 0 else 10):
            break
        total, last = total + float(following.value), following.last
    return Quantity(total, last, total.is_integer())
