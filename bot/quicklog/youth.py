"""Which young people a message means, and the reasons to doubt it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.quicklog.doubts import Doubt
from bot.quicklog.names import Mention, Roster
from bot.quicklog.words import Line

_JOINTS = frozenset({",", "&", "+", "/", "-", ":"})
_SPREAD_OVER_BOTH = frozenset({"ні", "ani", "ne", "neither", "nor", "both", "gan", "як", "так", "і", "й", "nedz"})


def agree(mentions: Sequence[Mention], roster: Roster) -> frozenset[int] | None:
    """The young people meant by the mentions, where no doubt is left; nobody named is the only one of a roster."""
    if not mentions:
        return roster.ids if len(roster.ids) == 1 else None
    return frozenset(each for mention in mentions for each in mention.ids)


def doubts(line: Line, mentions: Sequence[Mention], ignored: set[int]) -> Iterator[Doubt]:
    """Where somebody else, or one of several, may be meant."""
    for mention in mentions:
        if len(mention.ids) != 1:
            yield Doubt("youth", mention.first, mention.last, mention.rule if not mention.ids else "fits several")
    ids = {each for mention in mentions for each in mention.ids}
    if len(ids) > 1 and mentions and not is_group(line, mentions):
        yield Doubt("youth", mentions[0].first, mentions[-1].last, "several who are not named in one breath")
    yield from _others(line, mentions, ignored)
    yield from _excludes_or_chooses(line, mentions)
    yield from _unknown_partners(line, mentions)


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


def _others(line: Line, mentions: Sequence[Mention], ignored: set[int]) -> Iterator[Doubt]:
    """Relatives, everyone, a pronoun, a stranger behind "with"."""
    named = {at for mention in mentions for at in (mention.last, mention.first - 1)}
    for at in range(len(line)):
        if at in ignored:
            continue
        is_with = _follows_with(line, at)
        if line.cue(at, "relative") and (is_with or at in named) and not _opens_kind(line, at):
            yield Doubt("youth", at, at + 1, "a relative")
        if line.cue(at, "acquaintance") and any(mention.last == at for mention in mentions):
            yield Doubt("youth", at, at + 1, "somebody whom they know")
        if line.cue(at, "everyone") and (is_with or (not mentions and _opens_clause(line, at))):
            yield Doubt("youth", at, at + 1, "everyone")
        if line.cue(at, "pronoun") and is_with and not mentions and not line.cue(at + 1, "kind"):
            yield Doubt("youth", at, at + 1, "a pronoun")
        if not mentions and _is_stranger(line, at):
            yield Doubt("youth", at, at + 1, "somebody unknown")


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


def _excludes_or_chooses(line: Line, mentions: Sequence[Mention]) -> Iterator[Doubt]:
    ends = {mention.last for mention in mentions}
    for mention in mentions:
        if line.cue(mention.first - 1, "without"):
            yield Doubt("youth", mention.first - 1, mention.last, "somebody who is left out")
        if line.cue(mention.first - 1, "only") and len({each for other in mentions for each in other.ids}) > 1:
            yield Doubt("youth", mention.first - 1, mention.last, "one of several")
        if line.cue(mention.first - 1, "or") and mention.first - 1 in ends:
            yield Doubt("youth", mention.first - 1, mention.last, "one of several")


def _unknown_partners(line: Line, mentions: Sequence[Mention]) -> Iterator[Doubt]:
    """`Anna and Zigfrid 2h`: a lone unknown word joined to a name is a person nobody knows."""
    begins = {mention.first for mention in mentions}
    for mention in mentions:
        for joint, partner in ((mention.last, mention.last + 1), (mention.first - 1, mention.first - 2)):
            is_word = 0 <= partner < len(line) and line.tokens[partner].sort == "word"
            is_unknown = is_word and partner not in line.covered and partner not in begins
            beyond = line.token(2 * partner - joint) if 2 * partner >= joint else None
            joined = line.cue(joint, "and") or line.key(joint) in {"&", "+"}
            if is_unknown and joined and (beyond is None or beyond.sort != "word"):
                yield Doubt("youth", partner, partner + 1, "somebody unknown")
        yield from _unknown_in_list(line, mention, begins)


def _unknown_in_list(line: Line, mention: Mention, begins: set[int]) -> Iterator[Doubt]:
    """`Zigfrid, Anna and Marta`: what stands before a comma of a list that goes on with "and" is a person too."""
    joint, partner = mention.first - 1, mention.first - 2
    goes_on = line.cue(mention.last, "and") and mention.last + 1 in begins
    if not goes_on or line.key(joint) != "," or partner < 0 or line.tokens[partner].sort != "word":
        return
    opens = partner == 0 or line.tokens[partner - 1].sort != "word"
    if opens and partner not in line.covered and partner not in begins:
        yield Doubt("youth", partner, partner + 1, "somebody unknown")
