"""Which young people a message means, and the reasons to doubt it."""

from collections.abc import Sequence
from itertools import pairwise

from bot.quicklog.names import Mention, Roster
from bot.quicklog.words import Line

_JOINTS = frozenset({",", "&", "+", "/", "-", ":"})
_SPREAD_OVER_BOTH = frozenset({"ні", "ani", "ne", "neither", "nor", "both", "gan", "як", "так", "і", "й", "nedz"})


def agree(line: Line, mentions: Sequence[Mention], roster: Roster, ignored: set[int]) -> frozenset[int] | None:
    """The young people meant; None where somebody else, or one of several, may be meant."""
    if _is_doubtful(line, mentions, ignored):
        return None
    if not mentions:
        return roster.ids if len(roster.ids) == 1 else None
    if any(len(mention.ids) != 1 for mention in mentions):
        return None
    ids = frozenset(each for mention in mentions for each in mention.ids)
    return ids if len(ids) == 1 or is_group(line, mentions) else None


def is_group(line: Line, mentions: Sequence[Mention]) -> bool:
    """Whether the people are named in one breath: "Anna and Marta", "ar Annu, Martu un Jāni"."""
    pairs = pairwise(mentions)
    return all(_is_joined(line, one, other) for one, other in pairs if one.ids != other.ids)


def _is_joined(line: Line, one: Mention, other: Mention) -> bool:
    between = range(one.last, other.first)
    joins = (line.cue(at, "and") or line.cue(at, "with") for at in between)
    return len(between) < 4 and all(
        join or line.key(at) in _JOINTS | _SPREAD_OVER_BOTH for at, join in zip(between, joins, strict=True)
    )


def _is_doubtful(line: Line, mentions: Sequence[Mention], ignored: set[int]) -> bool:
    named = {at for mention in mentions for at in (mention.last, mention.first - 1)}
    for at in range(len(line)):
        if at in ignored:
            continue
        is_with = _follows_with(line, at)
        if line.cue(at, "relative") and (is_with or at in named) and not _opens_kind(line, at):
            return True
        if line.cue(at, "everyone") and (is_with or (not mentions and _opens_clause(line, at))):
            return True
        if line.cue(at, "pronoun") and is_with and not mentions and not line.cue(at + 1, "kind"):
            return True
        if not mentions and _is_stranger(line, at):
            return True
    return _excludes_or_chooses(line, mentions) or _has_unknown_partner(line, mentions)


def _opens_kind(line: Line, at: int) -> bool:
    """The family doctor is no family."""
    kind = line.cue(at, "kind") or line.cue(at + 1, "kind")
    return kind is not None and line.key(at) in {"family", "gimenes", "сімейного", "сімейний", "сімейному"}


def _follows_with(line: Line, at: int) -> bool:
    """Behind "with" or "and", also across "her", "the" or "whole"."""
    back = at - 1
    if line.cue(back, "own") or line.key(back) in {"the", "a", "whole", "visu", "всією"}:
        back -= 1
    return bool(line.cue(back, "with") or line.cue(back, "and"))


def _opens_clause(line: Line, at: int) -> bool:
    return at == 0 or line.tokens[at].clause != line.tokens[at - 1].clause or line.tokens[at - 1].sort != "word"


def _is_stranger(line: Line, at: int) -> bool:
    """An unknown word behind a true "with" may be somebody's name."""
    before = line.cue(at - 1, "with")
    return bool(before and before.value == "x" and line.tokens[at].sort == "word" and at not in line.covered)


def _excludes_or_chooses(line: Line, mentions: Sequence[Mention]) -> bool:
    for mention in mentions:
        if line.cue(mention.first - 1, "without"):
            return True
        if line.cue(mention.first - 1, "or") and any(other.last == mention.first - 1 for other in mentions):
            return True
    return False


def _has_unknown_partner(line: Line, mentions: Sequence[Mention]) -> bool:
    """`Anna and Zigfrid 2h`: a lone unknown word joined to a name is a person nobody knows."""
    for mention in mentions:
        for joint, partner in ((mention.last, mention.last + 1), (mention.first - 1, mention.first - 2)):
            is_word = 0 <= partner < len(line) and line.tokens[partner].sort == "word"
            is_unknown = is_word and partner not in line.covered and not any(m.first == partner for m in mentions)
            beyond = line.token(2 * partner - joint) if 2 * partner >= joint else None
            if is_unknown and line.cue(joint, "and") and (beyond is None or beyond.sort != "word"):
                return True
    return False
