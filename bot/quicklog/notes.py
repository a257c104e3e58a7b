"""What is left of a message for the note once the understood pieces are taken out."""

import re
from collections.abc import Sequence

from bot.quicklog.answers import Piece
from bot.quicklog.words import Line

_KEPT = frozenset({"kind"})  # these words tell the story, so they stay in the note
_EDGES = " \t\n,.;:–—-&+/|*()"
_BEFORE_PIECE = ("with", "at", "and", "from")


def leftover(line: Line, pieces: Sequence[Piece]) -> str:
    """The text without names, days and times, and without the small words that led to them.

    Of a no-show it is the reason: "didn't come because the bus was late" leaves "the bus was late"."""
    cut = bytearray(len(line.text))
    gone = [piece for piece in pieces if piece.field not in _KEPT]
    starts = {piece.start for piece in gone}
    for piece in gone:
        cut[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    for at, token in enumerate(line.tokens):
        following = line.token(at + 1)
        if following and following.start in starts and any(line.cue(at, each) for each in _BEFORE_PIECE):
            cut[token.start : token.end] = b"\1" * (token.end - token.start)
    if any(piece.field == "attended" for piece in pieces):
        _cut_hollow(line, cut)
    kept = "".join(" " if gone else letter for letter, gone in zip(line.text, cut, strict=True))
    tidy = re.sub(r"\n[ \n]*", "\n", re.sub(r"[^\S\n]+", " ", kept))
    tidy = re.sub(r"\s+([,.;:!?])", r"\1", tidy)
    tidy = re.sub(r"([,;:])[\s,.;:]*(?=[,.;:])", r"", tidy)
    return tidy.strip(_EDGES)


def _cut_hollow(line: Line, cut: bytearray) -> None:
    """Words at either end that say no more than that somebody did not come."""
    left = [at for at, token in enumerate(line.tokens) if token.sort != "sign" and not cut[token.start]]
    ends = {cue.last - 1: cue for at in left if (cue := line.cue(at, "hollow"))}
    while left and (cue := line.cue(left[0], "hollow") or ends.get(left[-1])):
        for token in line.tokens[cue.first : cue.last]:
            cut[token.start : token.end] = b"\1" * (token.end - token.start)
        left = [at for at in left if not cue.first <= at < cue.last]
