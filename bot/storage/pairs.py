"""Participations, their pauses and the mentors beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Activity, Pair, Participation, Pause, Person
from bot.storage.prepared import Prepared


class DaysBeside(NamedTuple):
    """The days of one pair; `ended_on` is its last."""

    participation_id: int
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Beside:
    """One young person as a mentor or a coordinator meets them: the participation with the name."""

    participation_id: int
    youth_id: int
    name: str
    municipality_id: int
    started_on: date
    planned_end_on: date
    ended_on: date | None


_BESIDE = (
    Participation.id,
    Person.id,
    Person.name,
    Participation.municipality_id,
    Participation.started_on,
    Participation.planned_end_on,
    Participation.ended_on,
)


_pair, _person, _stay, _pause = (one.__table__.c for one in (Pair, Person, Participation, Pause))
_YOUTH_OF = Prepared(
    select(
        _stay.id,
        _person.id,
        _person.name,
        _stay.municipality_id,
        _stay.started_on,
        _stay.planned_end_on,
        _stay.ended_on,
    )
    .join_from(Participation.__table__, Person.__table__, _person.id == _stay.youth_id)
    .join(Pair.__table__, _pair.participation_id == _stay.id)
    .where(
        _pair.mentor_id == bindparam("mentor_id"),
        _pair.started_on <= bindparam("on"),
        or_(_pair.ended_on.is_(None), _pair.ended_on >= bindparam("on")),
        or_(_stay.ended_on.is_(None), _stay.ended_on >= bindparam("on")),
    )
    .order_by(_person.name, _stay.id)
    .distinct()
)
_PAUSES_OF = Prepared(
    select(_pause.participation_id, _pause.first_on, _pause.last_on).where(
        _pause.participation_id.in_(bindparam("ids", expanding=True))
    )
)
_all_mentors = (
    select(_pair.participation_id, _person.id, _person.name)
    .join_from(Pair.__table__, Person.__table__, _person.id == _pair.mentor_id)
    .where(_pair.participation_id.in_(bindparam("ids", expanding=True)))
    .order_by(_pair.started_on, _pair.id)
)
_MENTORS_EVER_OF = Prepared(_all_mentors)
_MENTORS_OF = Prepared(
    _all_mentors.where(
        _pair.started_on <= bindparam("on"), or_(_pair.ended_on.is_(None), _pair.ended_on >= bindparam("on"))
    )
)


async def youth_of(db: AsyncSession, mentor_id: int, *, on: date) -> list[Beside]:
    """The young people a mentor is beside on a day, by name."""
    return [Beside(*row) for row in await _YOUTH_OF.all(db, mentor_id=mentor_id, on=on)]


_YOUTH_EVER_OF = Prepared(
    select(*_BESIDE)
    .join(Person, Person.id == Participation.youth_id)
    .join(Pair, Pair.participation_id == Participation.id)
    .where(Pair.mentor_id == bindparam("mentor_id"))
    .order_by(Person.name, Participation.id)
    .distinct()
)
_DAYS_BESIDE = Prepared(
    select(_pair.participation_id, _pair.started_on, _pair.ended_on).where(_pair.mentor_id == bindparam("mentor_id"))
)


async def youth_ever_of(db: AsyncSession, mentor_id: int) -> list[Beside]:
    """Also those of pairs that have ended: their open months may still need an entry."""
    return [Beside(*row) for row in await _YOUTH_EVER_OF.all(db, mentor_id=mentor_id)]


async def days_beside(db: AsyncSession, mentor_id: int) -> list[DaysBeside]:
    """From when until when a mentor was beside whom."""
    return [DaysBeside(*row) for row in await _DAYS_BESIDE.all(db, mentor_id=mentor_id)]


async def in_municipality(db: AsyncSession, municipality_id: int, *, first: date, last: date) -> list[Beside]:
    """Participations that touch these days, by name."""
    found = await db.execute(
        select(*_BESIDE)
        .join(Person, Person.id == Participation.youth_id)
        .where(
            Participation.municipality_id == municipality_id,
            Participation.started_on <= last,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= first),
        )
        .order_by(Person.name, Participation.id)
    )
    return [Beside(*row) for row in found]


async def running_everywhere(db: AsyncSession, *, first: date, last: date) -> list[Beside]:
    found = await db.execute(
        select(*_BESIDE)
        .join(Person, Person.id == Participation.youth_id)
        .where(
            Participation.started_on <= last,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= first),
            Person.erased_at.is_(None),
        )
        .order_by(Participation.id)
    )
    return [Beside(*row) for row in found]


async def of_youth(db: AsyncSession, youth_id: int) -> list[Beside]:
    """A young person's participations, the latest first."""
    found = await db.execute(
        select(*_BESIDE)
        .join(Person, Person.id == Participation.youth_id)
        .where(Participation.youth_id == youth_id)
        .order_by(Participation.started_on.desc(), Participation.id.desc())
    )
    return [Beside(*row) for row in found]


async def by_id(db: AsyncSession, participation_id: int) -> Beside | None:
    found = await db.execute(
        select(*_BESIDE).join(Person, Person.id == Participation.youth_id).where(Participation.id == participation_id)
    )
    row = found.one_or_none()
    return Beside(*row) if row else None


async def by_ids(db: AsyncSession, participation_ids: Iterable[int]) -> list[Beside]:
    found = await db.execute(
        select(*_BESIDE)
        .join(Person, Person.id == Participation.youth_id)
        .where(Participation.id.in_(set(participation_ids)))
        .order_by(Participation.id)
    )
    return [Beside(*row) for row in found]


async def participation(db: AsyncSession, participation_id: int) -> Participation | None:
    found: Participation | None = await db.get(Participation, participation_id)
    return found


async def locked_participations(db: AsyncSession, ids: Iterable[int]) -> list[Participation]:
    """Lock the rows a rule concerns before checking it (a plain read on SQLite, where one unit writes at a time)."""
    found = await db.scalars(
        select(Participation).where(Participation.id.in_(set(ids))).order_by(Participation.id).with_for_update()
    )
    return list(found)


async def pauses_of(db: AsyncSession, participation_ids: Sequence[int]) -> dict[int, list[tuple[date, date | None]]]:
    pauses: dict[int, list[tuple[date, date | None]]] = {one: [] for one in participation_ids}
    for participation_id, first_on, last_on in await _PAUSES_OF.all(db, ids=list(pauses)):
        pauses[participation_id].append((first_on, last_on))
    return pauses


async def mentors_of(
    db: AsyncSession, participation_ids: Sequence[int], *, on: date | None = None
) -> dict[int, list[tuple[int, str]]]:
    """(id, name) of the mentors beside each participation: on a day, or ever."""
    mentors: dict[int, list[tuple[int, str]]] = {one: [] for one in participation_ids}
    if on is None:
        found = await _MENTORS_EVER_OF.all(db, ids=list(mentors))
    else:
        found = await _MENTORS_OF.all(db, ids=list(mentors), on=on)
    for participation_id, mentor_id, name in found:
        if (mentor_id, name) not in mentors[participation_id]:
            mentors[participation_id].append((mentor_id, name))
    return mentors


async def open_pair(db: AsyncSession, participation_id: int, mentor_id: int) -> Pair | None:
    found: Pair | None = await db.scalar(
        select(Pair).where(
            Pair.participation_id == participation_id, Pair.mentor_id == mentor_id, Pair.ended_on.is_(None)
        )
    )
    return found


async def open_mentors_of(db: AsyncSession, participation_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """(id, name) of the mentors of pairs that have not ended, also of those that begin later."""
    mentors: dict[int, list[tuple[int, str]]] = {one: [] for one in participation_ids}
    found = await db.execute(
        select(Pair.participation_id, Person.id, Person.name)
        .join(Person, Person.id == Pair.mentor_id)
        .where(Pair.participation_id.in_(participation_ids), Pair.ended_on.is_(None))
        .order_by(Pair.started_on, Pair.id)
    )
    for participation_id, mentor_id, name in found:
        mentors[participation_id].append((mentor_id, name))
    return mentors


async def end_pairs_of_mentor(
    db: AsyncSession, mentor_id: int, *, municipality_ids: Sequence[int], last: date
) -> list[int]:
    """End a mentor's open pairs in these municipalities; the participations."""
    here = select(Participation.id).where(Participation.municipality_id.in_(municipality_ids))
    ended = await db.scalars(
        update(Pair)
        .where(Pair.mentor_id == mentor_id, _goes_beyond(last), Pair.participation_id.in_(here))
        .values(ended_on=last)
        .returning(Pair.participation_id)
    )
    return list(ended)


def _goes_beyond(day: date) -> ColumnElement[bool]:
    return or_(Pair.ended_on.is_(None), Pair.ended_on > day)


async def pause_from(db: AsyncSession, participation_id: int, *, today: date) -> Pause | None:
    """The pause that holds on a day or comes next."""
    found: Pause | None = await db.scalar(
        select(Pause)
        .where(Pause.participation_id == participation_id, or_(Pause.last_on.is_(None), Pause.last_on >= today))
        .order_by(Pause.first_on)
        .limit(1)
    )
    return found


async def pauses_after(db: AsyncSession, participation_id: int, day: date) -> list[Pause]:
    """Those that reach beyond a day."""
    found = await db.scalars(
        select(Pause).where(
            Pause.participation_id == participation_id, or_(Pause.last_on.is_(None), Pause.last_on > day)
        )
    )
    return list(found)


async def pauses_by_ids(db: AsyncSession, ids: Iterable[int]) -> dict[int, Pause]:
    return {one.id: one for one in await db.scalars(select(Pause).where(Pause.id.in_(set(ids))))}


async def pairs_beyond(db: AsyncSession, participation_id: int, day: date) -> list[Pair]:
    """Those that have no end, and those of stand-ins that would end later."""
    return list(await db.scalars(select(Pair).where(Pair.participation_id == participation_id, _goes_beyond(day))))


async def pairs_of(db: AsyncSession, participation_id: int) -> list[Pair]:
    """Those that have ended too."""
    return list(await db.scalars(select(Pair).where(Pair.participation_id == participation_id)))


async def hand_over(db: AsyncSession, *, from_person: int, to_person: int) -> None:
    """What was written down for a name belongs to somebody who is here already."""
    await db.execute(update(Participation).where(Participation.youth_id == from_person).values(youth_id=to_person))
    await db.execute(update(Pair).where(Pair.mentor_id == from_person).values(mentor_id=to_person))
    await db.execute(update(Activity).where(Activity.mentor_id == from_person).values(mentor_id=to_person))


async def mentors_between(
    db: AsyncSession, participation_ids: Sequence[int], *, first: date, last: date
) -> dict[int, list[str]]:
    """Names of the mentors who were beside each participation on any of these days, the earliest first."""
    found = await db.execute(
        select(Pair.participation_id, Person.name)
        .join(Person, Person.id == Pair.mentor_id)
        .where(
            Pair.participation_id.in_(participation_ids),
            Pair.started_on <= last,
            or_(Pair.ended_on.is_(None), Pair.ended_on >= first),
        )
        .order_by(Pair.started_on, Pair.id)
    )
    names: dict[int, list[str]] = {one: [] for one in participation_ids}
    for participation_id, name in found:
        if name not in names[participation_id]:
            names[participation_id].append(name)
    return names
