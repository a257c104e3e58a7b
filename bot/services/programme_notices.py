"""What young people and their mentors hear about a programme: its pairs, pauses, planned end and end.

Facts as they are when the notice leaves, by participation; what no longer holds, or is no longer the reader's, is left
out. The young person reads about themselves, a mentor about the young person.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import storage
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.pairs import Beside


@dataclass(frozen=True)
class Concerned:
    """Who hears what happens to a programme: the young person, where they are in the chat, and today's mentors."""

    youth_id: int | None
    mentor_ids: tuple[int, ...]

    def but(self, person_id: int) -> list[int]:
        """All of them without the one who did it."""
        everyone = [*([self.youth_id] if self.youth_id is not None else []), *self.mentor_ids]
        return [one for one in everyone if one != person_id]


async def concerned(db: Database, participation_id: int, *, today: date) -> Concerned:
    """A stand-in of today belongs to them."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None:
        return Concerned(None, ())
    held = await storage.people.role_held(db, beside.youth_id, Role.YOUTH, beside.municipality_id)
    mentors = await _beside(db, participation_id, today)
    return Concerned(beside.youth_id if held is not None else None, tuple(one for one, _ in mentors))


@dataclass(frozen=True)
class OfProgramme:
    """`is_own`: the young person reads. `first` and `last` are days of what the notice is about; None is unknown.

    `mentor` is named to the young person only, and not where the mentor has been erased."""

    is_own: bool
    name: str
    coordinators: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    mentor: str | None = None


async def pair_ended(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds unless they are together again; a young person whose programme is over hears of that instead."""
    facts = {}
    for notice, one in await _besides(db, notices):
        mentors = [mentor_id for mentor_id, _ in (await _mentors(db, one))]
        is_own = one.youth_id == at.reader_id
        mentor_id = int(notice.detail) if is_own and notice.detail else at.reader_id
        if mentor_id in mentors or (is_own and one.ended_on is not None):
            continue
        mentor = await storage.people.get(db, mentor_id)
        name = mentor.name if mentor is not None and mentor.erased_at is None else None
        facts[notice.id] = await _about(db, one, is_own=is_own, mentor=name if is_own else None)
    return facts


async def ended(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """To the young person; holds unless the programme was begun again."""
    return {
        notice.id: await _about(db, one, is_own=True, first=one.started_on, last=one.ended_on)
        for notice, one in await _besides(db, notices)
        if one.youth_id == at.reader_id and one.ended_on is not None
    }


async def paused(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds while the pause is noted; to the young person, until it is over."""
    facts = {}
    pauses = await storage.pairs.pauses_by_ids(db, {int(one.detail) for one in notices if one.detail})
    for notice, one in await _running(db, notices, at):
        pause = pauses.get(int(notice.detail or 0))
        is_own = one.youth_id == at.reader_id
        if pause is None or (is_own and pause.last_on is not None and pause.last_on < at.today):
            continue
        facts[notice.id] = await _about(db, one, is_own=is_own, first=pause.first_on, last=pause.last_on)
    return facts


async def resumed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds while no other pause is noted for today or later."""
    return {
        notice.id: await _about(db, one, is_own=one.youth_id == at.reader_id)
        for notice, one in await _running(db, notices, at)
        if await storage.pairs.pause_from(db, one.participation_id, today=at.today) is None
    }


async def replanned(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds while that day is still the planned end."""
    return {
        notice.id: await _about(db, one, is_own=one.youth_id == at.reader_id, last=one.planned_end_on)
        for notice, one in await _running(db, notices, at)
        if notice.detail == one.planned_end_on.isoformat()
    }


async def start_corrected(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds while that day is still the first."""
    return {
        notice.id: await _about(db, one, is_own=one.youth_id == at.reader_id, first=one.started_on)
        for notice, one in await _running(db, notices, at)
        if notice.detail == one.started_on.isoformat()
    }


async def begun_again(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfProgramme]:
    """Holds while it is the latest beginning."""
    facts = {}
    for notice, one in await _running(db, notices, at):
        stay = await storage.pairs.participation(db, one.participation_id)
        first = stay.begun_again_on if stay is not None else None
        if first is not None and notice.detail == first.isoformat():
            is_own = one.youth_id == at.reader_id
            facts[notice.id] = await _about(db, one, is_own=is_own, first=first, last=one.planned_end_on)
    return facts


async def _running(db: Database, notices: Sequence[Notice], at: At) -> list[tuple[Notice, Beside]]:
    """Programmes that run, where the reader takes part or is the mentor today."""
    return [
        (notice, one)
        for notice, one in await _besides(db, notices)
        if one.ended_on is None
        and (
            one.youth_id == at.reader_id
            or at.reader_id in {mentor_id for mentor_id, _ in await _beside(db, one.participation_id, at.today)}
        )
    ]


async def _besides(db: Database, notices: Sequence[Notice]) -> list[tuple[Notice, Beside]]:
    subjects = {one.subject_id for one in notices if one.subject_id is not None}
    besides = {one.participation_id: one for one in await storage.pairs.by_ids(db, subjects)}
    return [(notice, besides[notice.subject_id]) for notice in notices if notice.subject_id in besides]


async def _mentors(db: Database, one: Beside) -> list[tuple[int, str]]:
    return (await storage.pairs.open_mentors_of(db, [one.participation_id]))[one.participation_id]


async def _beside(db: Database, participation_id: int, today: date) -> list[tuple[int, str]]:
    """Mentors of pairs that have not ended, and who stands in today."""
    own = (await storage.pairs.open_mentors_of(db, [participation_id]))[participation_id]
    return list(dict.fromkeys([*own, *await storage.time_off.standing_in(db, participation_id, on=today)]))


async def _about(
    db: Database,
    one: Beside,
    *,
    is_own: bool,
    first: date | None = None,
    last: date | None = None,
    mentor: str | None = None,
) -> OfProgramme:
    holders = await storage.people.holders(db, Role.COORDINATOR, one.municipality_id) if is_own else []
    return OfProgramme(is_own, one.name, tuple(each.name for each in holders), first, last, mentor)


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    beside = await storage.pairs.by_id(db, notice.subject_id or 0)
    if beside is None:
        return Cleared.GONE
    if at.reader_id not in {beside.youth_id, *(mentor_id for mentor_id, _ in await _mentors(db, beside))}:
        return Cleared.NOT_YOURS
    if beside.ended_on is not None:
        return Cleared.ENDED
    dated = notice.kind in ("programme_replanned", "programme_start_corrected")
    return Cleared.MOVED_DATE if dated else Cleared.CHANGED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, OfProgramme]]]] = {
    "pair_ended": pair_ended,
    "programme_ended": ended,
    "programme_paused": paused,
    "programme_resumed": resumed,
    "programme_replanned": replanned,
    "programme_begun_again": begun_again,
    "programme_start_corrected": start_corrected,
}
