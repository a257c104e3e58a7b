"""What is said about calls, asked again when it leaves: still open, still not taken, and still the reader's to hear."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import storage
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Role
from bot.services import care, care_clock, listeners, roll
from bot.storage import Database
from bot.storage.models import Call, Notice


@dataclass(frozen=True)
class ToCall:
    """A young person to be called, as a coordinator reads it."""

    call_id: int
    person_id: int
    name: str
    is_urgent: bool
    is_theirs: bool
    """Whether the reader has taken it."""
    wish: str = "call"
    sign: str | None = None
    contact: str | None = None
    about: str | None = None
    must_report: bool = False
    coordinates: bool = True
    """Whether the reader coordinates there, and may open the young person's card."""


@dataclass(frozen=True)
class TakenBy:
    """To the young person their own call (`is_own`), to other coordinators whose it is."""

    is_own: bool
    name: str
    by: str


@dataclass(frozen=True)
class NobodyYet:
    """To the young person: who was asked, and by when; `operator_knows` that nobody has taken it."""

    call_id: int
    names: tuple[str, ...]
    until: datetime | None
    operator_knows: bool
    is_crisis: bool


async def _to_call(db: Database, notices: Sequence[Notice], at: At) -> dict[int, ToCall]:
    """Holds while this is what is asked for and nobody else has taken it; for who may still hear of it."""
    calls = await _open(db, notices)
    theirs = await listeners.hears(db, at.reader_id, calls.values(), today=at.today)
    names = await _names(db, calls, at)
    return {
        notice.id: to_call(call, names[call.person_id], at)
        for notice in notices
        if (call := calls.get(notice.subject_id or 0)) is not None
        and call.id in theirs
        and call.taken_by in (None, at.reader_id)
        and notice.kind in (care.kind_of(call), "call_waits")
    }


def to_call(call: Call, name: str, at: At) -> ToCall:
    return ToCall(
        call.id,
        call.person_id,
        name,
        call.is_urgent,
        call.taken_by == at.reader_id,
        wish=call.wish,
        sign=call.sign,
        contact=call.contact,
        about=call.about,
        must_report=care_clock.must_report(call),
        coordinates=at.coordinates(call.municipality_id),
    )


async def _taken(db: Database, notices: Sequence[Notice], at: At) -> dict[int, TakenBy]:
    """Holds until they were reached; to the young person, and to the others who may hear of it."""
    calls = await _open(db, notices)
    theirs = await listeners.hears(db, at.reader_id, calls.values(), today=at.today)
    names = await _names(db, calls, at)
    takers = await storage.people.names_of(db, [one.taken_by for one in calls.values() if one.taken_by is not None])
    return {
        notice.id: TakenBy(call.person_id == at.reader_id, names[call.person_id], takers[call.taken_by])
        for notice in notices
        if (call := calls.get(notice.subject_id or 0)) is not None
        and call.taken_by is not None
        and call.taken_by != at.reader_id
        and (call.person_id == at.reader_id or call.id in theirs)
    }


async def _withdrawn(db: Database, notices: Sequence[Notice], at: At) -> dict[int, TakenBy]:
    """To those who were told: it was taken back."""
    found = await storage.care.by_ids(db, [one.subject_id for one in notices if one.subject_id is not None])
    theirs = await listeners.hears(db, at.reader_id, found.values(), today=at.today)
    names = await _names(db, found, at)
    return {
        notice.id: TakenBy(is_own=False, name=names[call.person_id], by="")
        for notice in notices
        if (call := found.get(notice.subject_id or 0)) is not None
        and call.withdrawn_at is not None
        and call.id in theirs
    }


async def _report_due(db: Database, notices: Sequence[Notice], at: At) -> dict[int, ToCall]:
    """Holds until somebody has said that it was reported."""
    found = await storage.care.by_ids(db, [one.subject_id for one in notices if one.subject_id is not None])
    theirs = await listeners.hears(db, at.reader_id, found.values(), today=at.today)
    names = await _names(db, found, at)
    return {
        notice.id: to_call(call, names[call.person_id], at)
        for notice in notices
        if (call := found.get(notice.subject_id or 0)) is not None
        and call.id in theirs
        and care_clock.must_report(call)
    }


async def _nobody_yet(db: Database, notices: Sequence[Notice], at: At) -> dict[int, NobodyYet]:
    """Holds while nobody has taken it; to the young person."""
    calls = await _open(db, notices)
    facts = {}
    for notice in notices:
        call = calls.get(notice.subject_id or 0)
        if call is None or call.person_id != at.reader_id or call.taken_by is not None:
            continue
        found = await listeners.of(db, person_id=call.person_id, municipality_id=call.municipality_id, today=at.today)
        is_crisis = call.sign is not None
        facts[notice.id] = NobodyYet(
            call.id, tuple(one.name for one in found), call.waits_until, call.rung > 1 or not found, is_crisis
        )
    return facts


async def _mentor_asked(db: Database, notices: Sequence[Notice], at: At) -> dict[int, ToCall]:
    """To the mentor, because the young person said so; holds while the call is open and they are still beside."""
    calls = await _open(db, notices)
    beside = await storage.care.mentors_beside(db, {one.person_id for one in calls.values()}, on=at.today)
    names = await storage.people.names_of(db, [one.person_id for one in calls.values()])
    return {
        notice.id: ToCall(call.id, call.person_id, names[call.person_id], is_urgent=True, is_theirs=False)
        for notice in notices
        if (call := calls.get(notice.subject_id or 0)) is not None
        and call.mentor_told_at is not None
        and at.reader_id in beside[call.person_id]
    }


async def _open(db: Database, notices: Sequence[Notice]) -> dict[int, Call]:
    found = await storage.care.by_ids(db, [one.subject_id for one in notices if one.subject_id is not None])
    return {call_id: call for call_id, call in found.items() if care_clock.is_open(call)}


async def _names(db: Database, calls: dict[int, Call], at: At) -> dict[int, str]:
    """As coordinators tell them apart."""
    names = await storage.people.names_of(db, [one.person_id for one in calls.values()])
    return names | await roll.labels(db, [place for role, place in at.roles if role is Role.COORDINATOR])


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    call = (await storage.care.by_ids(db, [notice.subject_id or 0])).get(notice.subject_id or 0)
    if call is None or not care_clock.is_open(call):
        return Cleared.DONE
    if call.taken_by not in (None, at.reader_id):
        return Cleared.TAKEN
    is_theirs = call.person_id == at.reader_id or await listeners.hears(db, at.reader_id, [call], today=at.today)
    return Cleared.CHANGED if is_theirs else Cleared.NOT_YOURS


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, Any]]]] = {
    **dict.fromkeys((*care.KINDS.values(), care.CRISIS), _to_call),
    "call_waits": _to_call,
    "call_taken": _taken,
    "call_withdrawn": _withdrawn,
    "report_due": _report_due,
    "nobody_yet": _nobody_yet,
    "mentor_asked": _mentor_asked,
}
