"""Notices asked again when they are about to leave: the facts as they are now, or what made them unnecessary.

`FACTS` has an entry for every kind of notice, `messages.notices.WORDS` the words for it, rules/notices.toml its rules.
A function takes all due notices of its kind for one reader, so that six young people cost as many statements as one.
It leaves out those that are no longer true or no longer the reader's, or says what cleared them.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import NoticeRules
from bot.rules.notices import At
from bot.services import (
    activity_notices,
    broadcast_notices,
    care_notices,
    digests,
    hour_notices,
    measures,
    month_results,
    people_notices,
    plan_notices,
    profile_notices,
    programme_notices,
    quiet,
    time_off_notices,
    weeks,
)
from bot.services.digests import Digest
from bot.services.weeks import WeekAhead
from bot.storage import Database
from bot.storage.models import Notice


@dataclass(frozen=True)
class Due:
    """A notice that still holds. `about` keeps what concerns one young person together."""

    notice_id: int
    kind: str
    facts: Any
    about: str
    weight: timedelta = timedelta(0)


@dataclass(frozen=True)
class Asked:
    """Those that still hold, the most missing hours first, what is about one young person together; and what made
    each of the others unnecessary."""

    due: tuple[Due, ...]
    over: Mapping[int, Cleared]


Facts = Callable[[Database, Sequence[Notice], At], Awaitable[Mapping[int, Any]]]


async def ask(db: Database, notices: Sequence[Notice], at: At) -> Asked:
    """Whether each still holds for its reader. On Mondays what the digest beside it says is not said twice."""
    policy = await quiet.policy_of(db, at.roles, today=at.today)
    found: list[Due] = []
    over: dict[int, Cleared] = {}
    for kind in dict.fromkeys(notice.kind for notice in notices):
        of_kind = [notice for notice in notices if notice.kind == kind]
        facts = await FACTS[kind](db, of_kind, at) if policy.notices.is_on(kind) and kind in FACTS else {}
        for notice in of_kind:
            known = facts.get(notice.id)
            if known is None or isinstance(known, Cleared):
                over[notice.id] = known or await _why(db, notice, at, policy.notices)
            else:
                found.append(_due(notice, known))
    told = _told_by_digest(found, at, policy.notices)
    over |= dict.fromkeys(told, Cleared.IN_DIGEST)
    return Asked(_in_order([one for one in found if one.notice_id not in told]), over)


async def _why(db: Database, notice: Notice, at: At, rules: NoticeRules) -> Cleared:
    """Where its facts only say that it does not hold."""
    if notice.kind not in FACTS:
        return Cleared.GONE
    if not rules.is_on(notice.kind):
        return Cleared.RULE_OFF
    if not at.roles:
        return Cleared.NOT_YOURS
    topic = next((one for one in _EXPLAINED if notice.kind in one.FACTS), None)
    return rules.of_kind(notice.kind)[0].clears[0] if topic is None else await topic.why_over(db, notice, at)


def _in_order(found: Sequence[Due]) -> tuple[Due, ...]:
    weights: dict[str, timedelta] = {}
    for one in found:
        weights[one.about] = max(one.weight, weights.get(one.about, one.weight))
    return tuple(sorted(found, key=lambda one: (-weights[one.about], one.about, one.notice_id)))


def _told_by_digest(due: Sequence[Due], at: At, rules: NoticeRules) -> set[int]:
    """What would be heard twice: a digest, leaving at the same time on its day, says the same to a coordinator, and the
    week ahead to a mentor."""
    is_its_day = at.today == digests.day_of(at.today, rules)
    lists = [one.facts for one in due if isinstance(one.facts, Digest) and (is_its_day or one.facts.is_daily)]
    told = {one for digest in lists for one in _tells(digest)}
    told_mentor = {
        (kind, _subject(kind, month.beside.participation_id))
        for one in due
        if isinstance(one.facts, WeekAhead)
        for month in one.facts.months
        for kind in ("pace", "shortfall")
    }
    return {
        one.notice_id
        for one in due
        if (one.kind, one.about) in (told_mentor if hour_notices.is_for_mentor(one.facts) else told)
    }


def _tells(digest: Digest) -> Iterator[tuple[str, str]]:
    """(kind, about) of the notices whose news stand in the digest too."""
    listed = {
        "shortfall": digest.short,
        "silence": digest.silent,
        "ending": digest.ending,
        "overdue": digest.overdue,
    }
    for kind, found in listed.items():
        yield from ((kind, _subject(kind, month.beside.participation_id)) for month in found)
    waiting = {
        "approval_needed": digest.doubtful,
        "guardian_needed": digest.guardians,
        "profile_sent": digest.profiles,
    }
    for kind, people in waiting.items():
        yield from ((kind, _subject(kind, person_id)) for person_id, _ in people)


def _due(notice: Notice, facts: Any) -> Due:
    return Due(notice.id, notice.kind, facts, _subject(notice.kind, notice.subject_id), hour_notices.weight(facts))


def _subject(kind: str, subject_id: int | None) -> str:
    return f"{_SUBJECTS.get(kind, kind)}={subject_id}"


_SUBJECTS = (
    dict.fromkeys((*hour_notices.FACTS, "paired", *programme_notices.FACTS, *plan_notices.FACTS), "participation")
    | dict.fromkeys(activity_notices.FACTS, "activity")
    | dict.fromkeys(time_off_notices.FACTS, "time_off")
)
"""Blocks of a message: what is about one young person's programme, activity or pause, stands together."""


class _Topic(Protocol):
    """A file of this room about what is said of one topic, which can say what made it unnecessary."""

    FACTS: Any

    async def why_over(self, db: Database, notice: Notice, at: At) -> Cleared: ...


_EXPLAINED: tuple[_Topic, ...] = (
    people_notices,
    profile_notices,
    programme_notices,
    plan_notices,
    care_notices,
    activity_notices,
    time_off_notices,
)
FACTS: dict[str, Facts] = {
    **hour_notices.FACTS,
    **digests.FACTS,
    **month_results.FACTS,
    **weeks.FACTS,
    **measures.FACTS,
    **broadcast_notices.FACTS,
    **{kind: facts for topic in _EXPLAINED for kind, facts in topic.FACTS.items()},
}
