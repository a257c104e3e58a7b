"""Notices asked again when they are about to leave: the facts as they are now, or nothing when it is over.

`FACTS` has an entry for every kind of notice, `messages.notices.WORDS` the words for it. A function takes all
due notices of its kind for one reader, so that six young people cost as many statements as one, and leaves
out those that are no longer true or no longer the reader's.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot import storage
from bot.rules.hours import Standing
from bot.rules.notices import At
from bot.rules.people import Eligibility, Role
from bot.rules.periods import Period
from bot.services import (
    activity_notices,
    care,
    digests,
    measures,
    months,
    plan_notices,
    profile_notices,
    programme_notices,
    reminders,
    roll,
    time_off_notices,
)
from bot.services.digests import Digest
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.models import EligibilityCheck, Notice


@dataclass(frozen=True)
class Short:
    """Hours are missing. `reminded_on` is when the mentor last heard of it; told to coordinators only.

    `most_a_day` is what a day can hold at best.
    """

    name: str
    standing: Standing
    mentors: tuple[str, ...]
    is_for_coordinator: bool
    reminded_on: date | None
    most_a_day: timedelta


@dataclass(frozen=True)
class Impossible(Short):
    """The days left cannot bring what is missing; who coordinates may note why."""

    participation_id: int
    may_explain: bool


@dataclass(frozen=True)
class Silent:
    """Nothing was logged for a while; `last_logged` is None where nothing was logged at all."""

    name: str
    last_logged: date | None
    started_on: date
    mentors: tuple[str, ...]
    is_for_coordinator: bool


@dataclass(frozen=True)
class Ending:
    name: str
    last_on: date


@dataclass(frozen=True)
class Overdue:
    """The planned end has passed and the programme goes on."""

    person_id: int
    name: str
    planned_on: date


@dataclass(frozen=True)
class About:
    """Something about one person."""

    person_id: int
    name: str


@dataclass(frozen=True)
class Due:
    """A notice that still holds. `about` keeps what concerns one young person together."""

    notice_id: int
    kind: str
    facts: Any
    about: str
    weight: timedelta = timedelta(0)


Facts = Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, Any]]]


async def still_true(db: Database, notices: Sequence[Notice], at: At) -> list[Due]:
    """Those that still hold, the most missing hours first, what is about one young person together."""
    found: list[Due] = []
    for kind in dict.fromkeys(notice.kind for notice in notices):
        of_kind = [notice for notice in notices if notice.kind == kind]
        facts = await FACTS[kind](db, of_kind, at) if kind in FACTS else {}
        found += [_due(notice, facts[notice.id]) for notice in of_kind if notice.id in facts]
    weights: dict[str, timedelta] = {}
    for one in found:
        weights[one.about] = max(one.weight, weights.get(one.about, one.weight))
    return sorted(found, key=lambda one: (-weights[one.about], one.about, one.notice_id))


def told_by_digest(due: Sequence[Due], at: At) -> set[int]:
    """What a coordinator would hear twice: Monday's digest, leaving at the same time, says the same."""
    if at.today != digests.monday_of(at.today):
        return set()
    told = {one for notice in due if isinstance(notice.facts, Digest) for one in _tells(notice.facts)}
    return {one.notice_id for one in due if (one.kind, one.about) in told and not _is_for_mentor(one.facts)}


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


def _is_for_mentor(facts: Any) -> bool:
    """Who coordinates and mentors reads here what to do as the mentor, which no digest says."""
    return isinstance(facts, Short | Silent) and not facts.is_for_coordinator


def _due(notice: Notice, facts: Any) -> Due:
    weight = facts.standing.missing if isinstance(facts, Short) else timedelta(0)
    return Due(notice.id, notice.kind, facts, _subject(notice.kind, notice.subject_id), weight)


def _subject(kind: str, subject_id: int | None) -> str:
    return f"{_SUBJECTS.get(kind, kind)}={subject_id}"


_SUBJECTS = (
    dict.fromkeys(
        (
            *("pace", "shortfall", "impossible", "silence", "ending", "overdue", "paired"),
            *programme_notices.FACTS,
            *plan_notices.FACTS,
        ),
        "participation",
    )
    | dict.fromkeys(activity_notices.FACTS, "activity")
    | dict.fromkeys(time_off_notices.FACTS, "time_off")
)


# --- hours ---


async def _short(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Short]:
    """Pace notes and warnings hold while the month stands on the rung they were planned on."""
    found = await _months_of(db, notices, at)
    reminded = await _reminded(db, found.values(), at)
    facts = {}
    for notice in notices:
        month = found.get(notice.id)
        if month is None:
            continue
        step = reminders.rung(month, at.today)
        if step is not None and notice.detail == f"{month.standing.period.key}:{step.code}":
            facts[notice.id] = _short_facts(month, at, reminded)
    return facts


async def _impossible(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Impossible]:
    """Holds until somebody has noted why."""
    found = await _months_of(db, notices, at)
    period = Period.containing(at.today)
    explained = await storage.months.reasons_of(
        db, [month.beside.participation_id for month in found.values()], period.key
    )
    return {
        notice.id: _impossible_facts(month, at)
        for notice in notices
        if (month := found.get(notice.id)) is not None
        and month.beside.participation_id not in explained
        and notice.detail == period.key
        and reminders.is_impossible(month, at.today)
    }


def _impossible_facts(month: YouthMonth, at: At) -> Impossible:
    short = _short_facts(month, at, {})
    may_explain = at.coordinates(month.beside.municipality_id)
    return Impossible(**vars(short), participation_id=month.beside.participation_id, may_explain=may_explain)


def _short_facts(month: YouthMonth, at: At, reminded: dict[int, date]) -> Short:
    return Short(
        name=month.beside.name,
        standing=month.standing,
        mentors=tuple(name for _, name in month.mentors),
        is_for_coordinator=not _is_mentor(month, at),
        reminded_on=reminded.get(month.beside.participation_id),
        most_a_day=timedelta(minutes=month.policy.hours_a_day_possible_minutes),
    )


async def _silence(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Silent]:
    """Holds while nothing newer was logged."""
    found = await _months_of(db, notices, at)
    return {
        notice.id: Silent(
            name=month.beside.name,
            last_logged=month.last_logged,
            started_on=month.beside.started_on,
            mentors=tuple(name for _, name in month.mentors),
            is_for_coordinator=not _is_mentor(month, at),
        )
        for notice in notices
        if (month := found.get(notice.id)) is not None
        and reminders.is_active(month, at.today)
        and notice.detail == reminders.silent_since(month, at.today).isoformat()
    }


async def _ending(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Ending]:
    """Holds while that day is still the planned end and still ahead."""
    found = await _months_of(db, notices, at)
    return {
        notice.id: Ending(month.beside.name, month.beside.planned_end_on)
        for notice in notices
        if (month := found.get(notice.id)) is not None
        and reminders.ends_soon(month, at.today)
        and notice.detail == month.beside.planned_end_on.isoformat()
    }


async def _overdue(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Overdue]:
    """Holds while that day is the planned end and nobody has ended the programme; for coordinators."""
    found = await _months_of(db, notices, at)
    return {
        notice.id: Overdue(month.beside.youth_id, month.beside.name, month.beside.planned_end_on)
        for notice in notices
        if (month := found.get(notice.id)) is not None
        and at.coordinates(month.beside.municipality_id)
        and month.is_overdue
        and notice.detail == month.beside.planned_end_on.isoformat()
    }


async def _months_of(db: Database, notices: Sequence[Notice], at: At) -> dict[int, YouthMonth]:
    """This month of each notice's young person, where the reader is still the mentor or the coordinator."""
    besides = await storage.pairs.by_ids(db, {one.subject_id for one in notices if one.subject_id is not None})
    found = await months.of(db, besides, period=Period.containing(at.today), today=at.today)
    theirs = {
        month.beside.participation_id: month
        for month in found
        if _is_mentor(month, at) or at.coordinates(month.beside.municipality_id)
    }
    return {
        notice.id: theirs[notice.subject_id]
        for notice in notices
        if notice.subject_id is not None and notice.subject_id in theirs
    }


def _is_mentor(month: YouthMonth, at: At) -> bool:
    return any(mentor_id == at.reader_id for mentor_id, _ in month.mentors)


async def _reminded(db: Database, found: Any, at: At) -> dict[int, date]:
    """The day on which a mentor last heard about each participation, for those the reader coordinates."""
    coordinated = [month for month in found if not _is_mentor(month, at)]
    mentors = {mentor_id for month in coordinated for mentor_id, _ in month.mentors}
    if not mentors:
        return {}
    subjects = {month.beside.participation_id for month in coordinated}
    said = await storage.reminders.last_said(db, mentors, kinds=("pace", "shortfall"), subject_ids=subjects)
    days: dict[int, date] = {}
    for (_mentor, participation_id), moment in said.items():
        day = moment.astimezone(at.zone).date()
        days[participation_id] = max(day, days.get(participation_id, day))
    return days


async def _digest(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Digest]:
    """Holds for its week, and for those who still coordinate there."""
    monday = digests.monday_of(at.today).isoformat()
    return {
        notice.id: await digests.of(db, notice.subject_id, now=at.now, zone=at.zone)
        for notice in notices
        if notice.subject_id is not None and at.coordinates(notice.subject_id) and notice.detail == monday
    }


# --- people ---


async def _about_person(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """By person: about the readers themselves, or about somebody whom they still coordinate."""
    subjects = {one.subject_id for one in notices if one.subject_id is not None}
    names = await storage.people.names_of(db, subjects)
    theirs = {one for one in names if await _may_hear_of(db, one, at)}
    names |= await roll.labels(db, [place for role, place in at.roles if role is Role.COORDINATOR])
    return {
        notice.id: About(notice.subject_id, names[notice.subject_id])
        for notice in notices
        if notice.subject_id is not None and notice.subject_id in theirs
    }


async def _may_hear_of(db: Database, person_id: int, at: At) -> bool:
    places = [place for role, place in at.roles if role is Role.COORDINATOR]
    return person_id == at.reader_id or await storage.roll.belongs(db, person_id, places)


async def _data_erased(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Nothing else tells any more where the erased belonged, so the notice carries the municipality."""
    names = await storage.people.names_of(db, {one.subject_id for one in notices if one.subject_id is not None})
    return {
        notice.id: About(notice.subject_id, names[notice.subject_id])
        for notice in notices
        if notice.subject_id in names and at.coordinates(int(notice.detail or 0))
    }


async def _approval_needed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until someone has answered."""
    return await _decided(db, notices, at, lambda check: check.checked_at is None)


async def _approved(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    return await _decided(db, notices, at, lambda check: check.result == Eligibility.ELIGIBLE)


async def _not_eligible(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    return await _decided(db, notices, at, lambda check: check.result == Eligibility.NOT_ELIGIBLE)


async def _decided(
    db: Database, notices: Sequence[Notice], at: At, holds: Callable[[EligibilityCheck], bool]
) -> dict[int, About]:
    """What became of an answer about status."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if (check := await storage.joining.eligibility_of(db, about.person_id)) is not None and holds(check)
    }


async def _name_corrected(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """To the person, with the name as it is written now."""
    names = await storage.people.names_of(db, [at.reader_id])
    return {one.id: About(at.reader_id, names[at.reader_id]) for one in notices if one.subject_id == at.reader_id}


async def _birth_corrected(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds while a date is stored."""
    person = await storage.people.get(db, at.reader_id)
    if person is None or person.birth_date is None:
        return {}
    return {one.id: About(at.reader_id, person.name) for one in notices if one.subject_id == at.reader_id}


async def _profile_sent(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until a coordinator has decided or asked back."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if (row := await storage.profiles.latest_of(db, about.person_id)) is not None
        and row.state == "sent"
        and at.coordinates(row.municipality_id)
    }


async def _guardian_needed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until the representative's consent is recorded."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if await storage.joining.guardian_consent_of(db, about.person_id) is None
    }


async def _guardian_recorded(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds while the joining that waited has not gone on."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if await storage.joining.eligibility_of(db, about.person_id) is None
    }


async def _paired(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """The mentor hears the young person's name, the young person the mentors' names; by participation."""
    besides = await storage.pairs.by_ids(db, {one.subject_id for one in notices if one.subject_id is not None})
    mentors = await storage.pairs.open_mentors_of(db, [one.participation_id for one in besides])
    facts: dict[int, About] = {}
    for notice in notices:
        for one in besides:
            if one.participation_id != notice.subject_id:
                continue
            beside = mentors[one.participation_id]
            if at.reader_id == one.youth_id and beside:
                facts[notice.id] = About(beside[-1][0], beside[-1][1])
            elif any(mentor_id == at.reader_id for mentor_id, _ in beside):
                facts[notice.id] = About(one.youth_id, one.name)
    return facts


FACTS: dict[str, Facts] = {
    "pace": _short,
    "shortfall": _short,
    "impossible": _impossible,
    "silence": _silence,
    "ending": _ending,
    "overdue": _overdue,
    "digest": _digest,
    "joined": _about_person,
    "approval_needed": _approval_needed,
    "guardian_needed": _guardian_needed,
    "minor_outside_chat": _about_person,
    "outside_age": _about_person,
    "paired": _paired,
    "guardian_recorded": _guardian_recorded,
    "approved": _approved,
    "not_eligible": _not_eligible,
    "name_corrected": _name_corrected,
    "birth_corrected": _birth_corrected,
    "consent_withdrawn": _about_person,
    "data_erased": _data_erased,
    "profile_sent": _profile_sent,
    **profile_notices.FACTS,
    **programme_notices.FACTS,
    **plan_notices.FACTS,
    **care.FACTS,
    **measures.FACTS,
    **activity_notices.FACTS,
    **time_off_notices.FACTS,
}
