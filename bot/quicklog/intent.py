"""Whether a message tells of a session at all. Plans, notices, questions and thanks are conversation."""

from datetime import datetime

from bot.quicklog.found import Found
from bot.quicklog.words import Line


def is_log(found: Found, said_at: datetime) -> bool:
    """A no-show, a length with something to hold on to, or a session of which only the length is missing."""
    if _is_notice(found):
        return False
    if found.absence:
        return True
    if found.spans:
        return _has_hold(found)
    if _is_conversation(found, said_at):
        return False
    return _lacks_length(found) if found.mentions else _lacks_length_and_name(found)


def _is_notice(found: Found) -> bool:
    """Opening hours and forwarded announcements: times, but nobody who was met."""
    line = found.line
    if any(mention.ids for mention in found.mentions) or found.absence or _says_we(found):
        return False
    only_clocks = all(hit.is_clock or hit.start is not None for hit in found.lengths)
    habitual = any(line.cues("weekdays")) or any(line.cues("habit")) or len(found.days) > 2
    notice = any(line.cues("announcement")) or any(line.cues("opening"))
    return bool(notice or habitual) and (only_clocks or any(line.cues("announcement")))


def _says_we(found: Found) -> bool:
    """Whether somebody was met: "with ...", or what was done together."""
    line = found.line
    partners = [line.token(cue.last) for cue in line.cues("with") if cue.value == "x"]
    return any(each and each.sort == "word" for each in partners) or any(line.cues("we_did"))


def _has_hold(found: Found) -> bool:
    line = found.line
    with_whom = any(line.cues("with")) or any(line.cues("pronoun")) or any(line.cues("relative"))
    if found.mentions or found.kinds or with_whom or _has_talk(found) or any(line.cues("everyone")):
        return True
    return bool(found.days) or _strange(line) < 2


def _is_conversation(found: Found, said_at: datetime) -> bool:
    """Without a length: thanks, what lies ahead, what was moved, what somebody is asked to do."""
    line = found.line
    if any(line.cues("courtesy")) or any(day.is_future for day in found.days):
        return True
    if any(line.cues("moved")) or any(line.cues("request")):
        return True
    if any(line.cues("agreed")) and any(hit.is_clock for hit in found.lengths):
        return True
    return any(hit.start is not None and found.is_ahead(said_at, hit.start) for hit in found.lengths)


def _lacks_length(found: Found) -> bool:
    """Somebody is named: a talk, a vague length, a day with them, or a number that may be the length."""
    line = found.line
    if _has_talk(found) or any(line.cues("vague_length")):
        return True
    meeting = any(line.cue(mention.first - 1, "with") for mention in found.mentions if mention.ids)
    if meeting and found.days and not _asks(line):
        return True
    if any(doubt.field == "minutes" for doubt in found.doubts):
        return True
    return _strange(line) == 0 and bool(found.kinds or found.days or _has_number(line))


def _lacks_length_and_name(found: Found) -> bool:
    """Nobody is named: what was done together must be said, and what it was or how long it felt."""
    line = found.line
    if _asks(line) or any(line.cues("plan")):
        return False
    together = any(cue.first not in found.ignored for cue in line.cues("we_did")) or any(line.cues("everyone"))
    vague = any(line.cues("vague_length"))
    return (together and bool(found.kinds or vague)) or (vague and bool(found.days) and _has_talk(found))


def _asks(line: Line) -> bool:
    """Whether a clause begins with a question word, or one ends with a question mark."""
    heads = {at for at in range(len(line)) if at == 0 or line.tokens[at].clause != line.tokens[at - 1].clause}
    begins = [at if line.tokens[at].sort == "word" else at + 1 for at in heads]
    return any(line.cue(at, "question") for at in begins) or any(token.key == "?" for token in line.tokens)


def _has_talk(found: Found) -> bool:
    return any(cue.first not in found.ignored for cue in found.line.cues("talk"))


def _strange(line: Line) -> int:
    """How many words the vocabulary does not know, names aside."""
    names_too = sum(token.sort == "word" and at not in line.covered for at, token in enumerate(line.tokens))
    return max(0, names_too - 1)


def _has_number(line: Line) -> bool:
    return any(token.sort == "number" and not line.cue(at + 1, "other_unit") for at, token in enumerate(line.tokens))
