"""What may happen to a notice, and why: the codes of its life line. Words for them are in `messages/lifelines.py`."""

from enum import StrEnum


class Happened(StrEnum):
    """One step of a life line. That it was planned is said by the notice itself, unless it was planned again."""

    PLANNED = "planned"
    HELD = "held"
    CLEARED = "cleared"
    STALE = "stale"
    SENT = "sent"
    ANSWERED = "answered"
    FAILED = "failed"


class Held(StrEnum):
    """Why it may not leave yet."""

    QUIET = "quiet hours"
    PAUSE = "pause"
    DAY_OFF = "day off"
    BUDGET = "budget"
    REVOKED = "access revoked"
    PHONE = "another phone"
    RETRIED = "retried by the operator"
    MISSED = "missed its time"
    """Queued, and not sent before the quiet hours began."""


class Cleared(StrEnum):
    """What made it unnecessary."""

    MADE_GOOD = "made good"
    """Enough hours were logged."""
    PLANNED = "planned"
    """What is planned covers the rest, or the forecast reaches the target."""
    LOGGED = "logged"
    """Something was logged."""
    EXPLAINED = "explained"
    OTHER_DAY = "other day"
    """Its day or month is over, and today another rule speaks or none."""
    PAUSED = "paused"
    ENDED = "ended"
    MOVED_DATE = "date moved"
    ANSWERED = "answered"
    DECIDED = "decided"
    DONE = "done"
    CANCELLED = "cancelled"
    NOTED = "noted"
    NOT_COMING = "not coming"
    MOVED = "moved"
    CHANGED = "changed"
    OVER = "over"
    """It has begun or is over."""
    TAKEN = "taken"
    NOT_YOURS = "not yours"
    """It is not the reader's any more."""
    GONE = "gone"
    """What it was about is no longer there."""
    WAITS = "waits"
    """Something else is said today; it is planned again tomorrow."""
    IN_DIGEST = "in the digest"
    RULE_OFF = "rule off"
    """The rule does not hold any more."""
    WITHDRAWN = "consent withdrawn"
    ERASED = "erased"
    STOPPED = "stopped"
    """Somebody stopped what was being said to many."""


class Stale(StrEnum):
    """Why it says nothing new."""

    NEWER = "a newer one says it"
    PAUSE = "pause"
    """It fell due in a pause that its reader took, and nothing is said twice on the return."""


class Failed(StrEnum):
    """Why it cannot be sent; other reasons are Telegram's own words."""

    UNREACHABLE = "unreachable"
