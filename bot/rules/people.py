"""Who may join: roles, age, situation on the day of joining, and what may be kept about minors."""

import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules import numeric_dates
from bot.rules.errors import AgreeFirst

AGE_LOW = 15  # Programme facts: aged 15 to 29 inclusive on the day of joining.
AGE_HIGH = 30
ADULT = 18
OLDEST = 120

NOTICE_VERSION = "2026-12"  # of the privacy notice that is agreed to now
ANSWERS_SINCE = "2026-12"  # the first text that names what young people say about themselves, and who sees it


class Role(StrEnum):
    YOUTH = "youth"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


STAFF = (Role.MENTOR, Role.COORDINATOR)


class StatusNow(StrEnum):
    """What a young person does on the day of joining; several may hold at once."""

    STUDYING = "studying"
    WORKING = "working"
    TRADE = "trade"
    NVA = "nva"
    NONE = "none"
    UNSURE = "unsure"


class Eligibility(StrEnum):
    """DOUBTFUL is for the coordinator to decide, never a cold refusal; NOT_ELIGIBLE is what only they may find."""

    ELIGIBLE = "eligible"
    DOUBTFUL = "doubtful"
    NOT_ELIGIBLE = "not_eligible"
    OUTSIDE_AGE = "outside_age"


class MinorsInChat(StrEnum):
    """The municipality's choice for people under 18.

    WITH_GUARDIAN_CONSENT: nothing is stored until the coordinator recorded the legal representative's
    consent. YES: no such wait. NO: the bot stores nothing for a minor; coordinator and mentor keep records.
    """

    WITH_GUARDIAN_CONSENT = "with_guardian_consent"
    YES = "yes"
    NO = "no"


def age(birth: date, on: date) -> int:
    """Whole years on the day `on`; who was born on 29 February turns a year older on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def is_minor(birth: date, on: date) -> bool:
    return age(birth, on) < ADULT


def eligibility(
    birth: date, statuses: AbstractSet[StatusNow], on: date, *, low: int = AGE_LOW, high: int = AGE_HIGH
) -> Eligibility:
    """Eligible: low ≤ age < high, and not studying, working, in a trade or registered with NVA."""
    if not low <= age(birth, on) < high:
        return Eligibility.OUTSIDE_AGE
    if statuses == {StatusNow.NONE}:
        return Eligibility.ELIGIBLE
    return Eligibility.DOUBTFUL


def ticked(before: AbstractSet[StatusNow], one: StatusNow, *, is_wanted: bool) -> set[StatusNow]:
    """The ticks after one more tap: *none of these* and *not sure* stand alone."""
    alone = {StatusNow.NONE, StatusNow.UNSURE}
    if not is_wanted:
        return set(before) - {one}
    return {one} if one in alone else {*(set(before) - alone), one}


@dataclass(frozen=True)
class OnTheWay:
    """Where the joining of a young person stands who has agreed and is not in yet."""

    municipality_id: int
    waits_for_guardian: bool
    coordinators: tuple[str, ...]


def covers_answers(notice: str | None) -> bool:
    """Whether the text that somebody agreed to names their answers; versions are a year and a month."""
    return notice is not None and notice >= ANSWERS_SINCE


def check_covers_answers(notice: str | None) -> None:
    """Raises AgreeFirst."""
    if not covers_answers(notice):
        raise AgreeFirst


def may_be_stored(birth: date, on: date, minors: MinorsInChat, *, has_guardian_consent: bool) -> bool:
    """Whether the bot may keep anything about this young person beyond the wish to join."""
    if not is_minor(birth, on) or minors is MinorsInChat.YES:
        return True
    return minors is MinorsInChat.WITH_GUARDIAN_CONSENT and has_guardian_consent


def told_apart(people: Iterable[tuple[int, str]], *, width: int | None = None) -> dict[int, str]:
    """Names by id, no two the same: namesakes get a number in the order in which they were written down.

    The number says nothing about anybody, unlike a year of birth. With `width`, names are cut to so many characters
    first, so that two long ones do not become the same button.
    """
    names = dict(people)
    cut = {one: _cut(name, width) for one, name in names.items()}
    alike = Counter(cut.values())
    seen: Counter[str] = Counter()
    labels = {}
    for one in sorted(names):
        seen[cut[one]] += 1
        number = f" ({seen[cut[one]]})"
        is_alone = alike[cut[one]] == 1
        labels[one] = cut[one] if is_alone else _cut(names[one], width and width - len(number)) + number
    return {one: labels[one] for one in names}


def _cut(name: str, width: int | None) -> str:
    return name if width is None or len(name) <= width else f"{name[: width - 1]}…"


def birth_years(today: date, *, low: int = AGE_LOW, high: int = AGE_HIGH) -> list[int]:
    """The years in which somebody was born who may take part today, low ≤ age < high; the latest first."""
    return list(range(today.year - low, today.year - high - 1, -1))


def read_birth_date(text: str, *, today: date) -> date | None:
    """The day of birth that `text` says, day first, or None where it says none, or one that cannot be.

    Years of two figures are the latest past ones; eight figures in a row are read too ("03052008").
    """
    parts = numeric_dates.parts(_spaced(text))
    if parts is None:
        return None
    year, month, day = parts
    if year is None:
        return None
    birth = numeric_dates.existing(_whole_year(year, month, day, today=today), month, day)
    return birth if birth and birth <= today and age(birth, today) <= OLDEST else None


def _spaced(text: str) -> str:
    """Eight figures in a row with their points put in: 03052008, or 20080503 where that cannot be meant."""
    figures = text.strip()
    if match := re.fullmatch(r"([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})", figures):
        return ".".join(match.groups())
    if match := re.fullmatch(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", figures):
        return "-".join(match.groups())
    return text


def _whole_year(year: int, month: int, day: int, *, today: date) -> int:
    if year >= 100:
        return year
    this_century = today.year - today.year % 100 + year
    is_to_come = (this_century, month, day) > (today.year, today.month, today.day)
    return this_century - 100 if is_to_come else this_century
