"""What mentors and coordinators hear of hours and of a programme's dates: this month as it stands when it leaves.

A notice holds while the rules say the same today (`reminders.says`), to a reader whom they tell; otherwise a `Cleared`
says what made it unnecessary.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot import storage
from bot.rules.forecasts import Forecast
from bot.rules.hours import Standing
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.periods import Period
from bot.rules.proposals import Proposal
from bot.services import forecasts, months, proposals, reminders
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.models import Notice

MOST_OFFERED = 6  # proposals under one message, shared by those it is about


@dataclass(frozen=True)
class Short:
    """Hours are missing. `reminded_on` is when the mentor last heard of it; told to coordinators only.

    `most_a_day` is what a day can hold at best; `proposals` are the mentor's, from the second time on.
    """

    participation_id: int
    name: str
    standing: Standing
    mentors: tuple[str, ...]
    is_for_coordinator: bool
    reminded_on: date | None
    most_a_day: timedelta
    forecast: Forecast | None
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Impossible(Short):
    """The days left cannot bring what is missing; who coordinates may note why."""

    may_explain: bool


@dataclass(frozen=True)
class Reminded(Short):
    """A coordinator asks the mentor to look; `by` is who, where that is still known."""

    last_logged: date | None
    by: str | None


@dataclass(frozen=True)
class Silent:
    """Nothing was logged for a while; `last_logged` is None where nothing was logged at all."""

    participation_id: int
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


def is_for_mentor(facts: Any) -> bool:
    """Who coordinates and mentors reads here what to do as the mentor, which no digest says."""
    return isinstance(facts, Short | Silent) and not facts.is_for_coordinator


def weight(facts: Any) -> timedelta:
    """What stands first: the most missing hours."""
    return facts.standing.missing if isinstance(facts, Short) else timedelta(0)


async def _short(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Short | Cleared]:
    """Pace notes and warnings."""
    found = await _months_of(db, notices, at, with_forecasts=True)
    held, over = _held(notices, found, at)
    reminded = await _reminded(db, held.values(), at)
    offered = await _offered(db, notices, held, at)
    return {
        **over,
        **{
            number: _short_facts(month, at, reminded, offered.get(month.beside.participation_id, ()))
            for number, month in held.items()
        },
    }


async def _offered(
    db: Database, notices: Sequence[Notice], held: Mapping[int, YouthMonth], at: At
) -> dict[int, tuple[Proposal, ...]]:
    """To a mentor who heard of this month before: what could be planned. Few for each where there are several."""
    own = {month.beside.participation_id: month for month in held.values() if _is_mentor(month, at)}
    if not own:
        return {}
    first_day = datetime.combine(Period.containing(at.today).first, time(0), tzinfo=at.zone)
    said = await storage.reminders.last_said(db, [at.reader_id], kinds=("pace", "shortfall"), subject_ids=own)
    again = {subject_id for (_reader, subject_id), moment in said.items() if moment >= first_day}
    again |= {one.subject_id for one in notices if one.kind == "shortfall" and one.subject_id is not None}
    found = [month for one, month in own.items() if one in again]
    most = max(1, MOST_OFFERED // max(len(own), 1))
    offered = await proposals.offered(db, found, mentor_id=at.reader_id, now=at.now, zone=at.zone, most=most)
    return {one: tuple(some) for one, some in offered.items()}


async def _impossible(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Impossible | Cleared]:
    """Also over when somebody has noted why."""
    found = await _months_of(db, notices, at, with_forecasts=True)
    held, over = _held(notices, found, at)
    explained = await storage.months.reasons_of(
        db, [month.beside.participation_id for month in held.values()], Period.containing(at.today).key
    )
    facts: dict[int, Impossible | Cleared] = {**over}
    for number, month in held.items():
        is_explained = month.beside.participation_id in explained
        facts[number] = Cleared.EXPLAINED if is_explained else _impossible_facts(month, at)
    return facts


def _impossible_facts(month: YouthMonth, at: At) -> Impossible:
    short = _short_facts(month, at, {})
    may_explain = at.coordinates(month.beside.municipality_id)
    return Impossible(**vars(short), may_explain=may_explain)


def _short_facts(
    month: YouthMonth, at: At, reminded: Mapping[int, date], proposals: tuple[Proposal, ...] = ()
) -> Short:
    return Short(
        participation_id=month.beside.participation_id,
        name=month.beside.name,
        standing=month.standing,
        mentors=tuple(name for _, name in month.mentors),
        is_for_coordinator=not _is_mentor(month, at),
        reminded_on=reminded.get(month.beside.participation_id),
        most_a_day=forecasts.most_a_day(month),
        forecast=month.forecast,
        proposals=proposals,
    )


async def _reminded_by(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Reminded | Cleared]:
    """Holds for today's mentor while there is something to do: hours that nothing covers, or a silence."""
    found = await _months_of(db, notices, at, with_forecasts=True)
    theirs = [month for month in found.values() if _is_mentor(month, at)]
    offered = await proposals.offered(
        db, theirs, mentor_id=at.reader_id, now=at.now, zone=at.zone, most=max(1, MOST_OFFERED // max(len(theirs), 1))
    )
    names = await storage.people.names_of(db, {one.planned_by for one in notices if one.planned_by is not None})
    facts: dict[int, Reminded | Cleared] = {}
    for notice in notices:
        month = found.get(notice.subject_id or 0)
        if month is None or not _is_mentor(month, at):
            facts[notice.id] = Cleared.NOT_YOURS
        elif not reminders.is_active(month, at.today):
            facts[notice.id] = Cleared.PAUSED
        elif month.forecast is not None and month.forecast.is_covered and not reminders.is_silent(month, at.today):
            facts[notice.id] = Cleared.MADE_GOOD if month.standing.is_reached else Cleared.PLANNED
        else:
            short = _short_facts(month, at, {}, tuple(offered.get(month.beside.participation_id, ())))
            by = names.get(notice.planned_by or 0)
            facts[notice.id] = Reminded(**vars(short), last_logged=month.last_logged, by=by)
    return facts


async def _silence(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Silent | Cleared]:
    held, over = _held(notices, await _months_of(db, notices, at), at)
    return {
        **over,
        **{
            number: Silent(
                participation_id=month.beside.participation_id,
                name=month.beside.name,
                last_logged=month.last_logged,
                started_on=month.beside.started_on,
                mentors=tuple(name for _, name in month.mentors),
                is_for_coordinator=not _is_mentor(month, at),
            )
            for number, month in held.items()
        },
    }


async def _ending(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Ending | Cleared]:
    held, over = _held(notices, await _months_of(db, notices, at), at)
    return {
        **over,
        **{number: Ending(month.beside.name, month.beside.planned_end_on) for number, month in held.items()},
    }


async def _overdue(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Overdue | Cleared]:
    """For coordinators, until somebody has ended the programme or moved its end."""
    held, over = _held(notices, await _months_of(db, notices, at), at)
    return {
        **over,
        **{
            number: Overdue(month.beside.youth_id, month.beside.name, month.beside.planned_end_on)
            for number, month in held.items()
        },
    }


def _held(
    notices: Sequence[Notice], found: dict[int, YouthMonth], at: At
) -> tuple[dict[int, YouthMonth], dict[int, Cleared]]:
    """The months of the notices that hold, and why the others do not."""
    held: dict[int, YouthMonth] = {}
    over: dict[int, Cleared] = {}
    for notice in notices:
        month = found.get(notice.subject_id or 0)
        if month is None:
            over[notice.id] = Cleared.NOT_YOURS
            continue
        said = [
            one.rule
            for one in reminders.says(month, at.today)
            if (one.rule.kind, one.detail) == (notice.kind, notice.detail)
        ]
        if any(reminders.hears(rule, month, at) for rule in said):
            held[notice.id] = month
        elif said:
            over[notice.id] = Cleared.NOT_YOURS
        else:
            over[notice.id] = reminders.why_over(notice, month, at.today)
    return held, over


async def _months_of(
    db: Database, notices: Sequence[Notice], at: At, *, with_forecasts: bool = False
) -> dict[int, YouthMonth]:
    """This month of each young person, by participation, where the reader is still the mentor or the coordinator."""
    besides = await storage.pairs.by_ids(db, {one.subject_id for one in notices if one.subject_id is not None})
    found = await months.of(db, besides, period=Period.containing(at.today), today=at.today)
    theirs = [one for one in found if _is_mentor(one, at) or at.coordinates(one.beside.municipality_id)]
    if with_forecasts:
        theirs = await forecasts.added(db, theirs, now=at.now, zone=at.zone)
    return {month.beside.participation_id: month for month in theirs}


def _is_mentor(month: YouthMonth, at: At) -> bool:
    return any(mentor_id == at.reader_id for mentor_id, _ in month.mentors)


async def _reminded(db: Database, found: Iterable[YouthMonth], at: At) -> dict[int, date]:
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


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[Any]]] = {
    "pace": _short,
    "shortfall": _short,
    "impossible": _impossible,
    "silence": _silence,
    "ending": _ending,
    "overdue": _overdue,
    "mentor_reminded": _reminded_by,
}
