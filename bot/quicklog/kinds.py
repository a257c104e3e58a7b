"""Which of the nine kinds of activity a message names, by its cue words."""

from collections.abc import Sequence

from bot.quicklog.words import Cue, Line

DEFAULT = "mentoring"
# What a specialist takes precedence over: the shared errand and the place where they met.
_GIVES_WAY_TO_SPECIALIST = frozenset({"consultation", "ngo_youth_centre"})


def find(line: Line, taken: set[int]) -> list[Cue]:
    """The cues of activities outside the tokens already taken."""
    cues = [cue for cue in line.cues("kind") if cue.first not in taken and cue.value != "none"]
    return [
        cue
        for cue in cues
        if not (_is_part_of_number(line, cue) or _is_of_relative(line, cue) or _is_denied(line, cue))
    ]


def agree(cues: Sequence[Cue]) -> str | None:
    """The one kind that all cues mean; None where two are named."""
    named = {cue.value for cue in cues}
    if "outing" in named:  # a trip, a game: an event, unless something says what kind of trip
        named = named - {"outing"} or {"event"}
    if named == {"unclear", "nonformal_learning"}:  # a workshop of something that is learnt
        named = {"nonformal_learning"}
    if "specialist" in named:
        named -= _GIVES_WAY_TO_SPECIALIST
    if not named:
        return DEFAULT
    return named.pop() if len(named) == 1 and "unclear" not in named else None


def _is_part_of_number(line: Line, cue: Cue) -> bool:
    return bool(line.cue(cue.first, "unit")) and line.tokens[cue.first - 1].sort == "number"


def _is_of_relative(line: Line, cue: Cue) -> bool:
    """ "His mum is in hospital" tells of somebody else's errand."""
    clause = line.tokens[cue.first].clause
    before = [at for at in range(max(0, cue.first - 6), cue.first) if line.tokens[at].clause == clause]
    told = [at for at in before if line.cue(at, "relative") and (at == before[0] or line.cue(at - 1, "own"))]
    return any(not (line.cue(at - 1, "with") or line.cue(at - 2, "with")) for at in told)


def _is_denied(line: Line, cue: Cue) -> bool:
    """ "Baseinā nebijām": the word for not stands behind it, and is no word for a no-show."""
    return bool(line.cue(cue.last, "negation")) and not (
        line.cue(cue.last, "no_show") or line.cue(cue.last, "weak_no_show")
    )
