"""Partners of a municipality: what kinds there are, which languages they speak, whom to suggest first."""

from datetime import date
from enum import StrEnum

from bot.rules.errors import InFuture, NothingToLog, TooLong
from bot.rules.sessions import DAY_MINUTES

LANGUAGES = ("lv", "uk", "en", "ru")
"""Languages that a specialist may speak with a young person; the chat itself speaks three of them."""


class PartnerKind(StrEnum):
    CAREER_CONSULTANT = "career_consultant"
    PSYCHOLOGIST = "psychologist"
    COACH = "coach"
    YOUTH_CENTRE = "youth_centre"
    NGO = "ngo"
    REFUGEE_CENTRE = "refugee_centre"
    COMPANY = "company"
    OTHER = "other"


def check_day(day: date, *, today: date) -> None:
    """A consultation is written down when it is over. Raises InFuture."""
    if day > today:
        raise InFuture(day)


def checked_minutes(minutes: int, *, attended: bool) -> int:
    """Nobody came: no minutes. Raises NothingToLog, TooLong."""
    if not attended:
        return 0
    if minutes <= 0:
        raise NothingToLog
    if minutes > DAY_MINUTES:
        raise TooLong(DAY_MINUTES)
    return minutes
