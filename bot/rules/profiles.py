"""What is made of a finished questionnaire: what mentors may be let see, and what a coordinator may decide."""

from collections.abc import Collection
from enum import StrEnum

# What a mentor may be let see, and the answers that belong to it. What stands in no part no mentor ever sees.
PARTS: dict[str, tuple[str, ...]] = {
    "goals": ("goal", "goal.words", "dream"),
    "strengths": ("strengths", "strengths.words", "skills"),
    "limits": ("limits",),
    "interests": ("interests", "interests.first", "would_try"),
    "languages": ("languages",),
    "contact": ("reach.days", "reach.time", "reach.form", "reach.ahead"),
}


class Decision(StrEnum):
    """What a coordinator found."""

    PROGRAMME = "programme"
    REFERRED = "referred"
    THINKING = "thinking"
    NOT_ELIGIBLE = "not_eligible"


class Referral(StrEnum):
    """Where somebody is sent on to; for another place the coordinator's words say which."""

    YOUTH_GUARANTEE = "youth_guarantee"
    NVA = "nva"
    SCHOOL = "school"
    OTHER = "other"


def seen_through(parts: Collection[str]) -> frozenset[str]:
    """The questions whose answers a mentor sees with these parts."""
    return frozenset(question for part, questions in PARTS.items() if part in parts for question in questions)
