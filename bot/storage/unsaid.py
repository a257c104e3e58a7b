"""What was planned for people of a municipality and has not been said: held, cleared, stale or failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.notice_rules import Subject
from bot.storage.models import Activity, Invitation, Notice, Participation, Person, Profile, RoleHeld

_UNSAID: ColumnElement[bool] = literal_column("notice.state != 'sent'")  # as the index of these says it
_ENDS = ("cleared", "stale", "failed")


@dataclass(frozen=True)
class Unsaid:
    """One of them, with whom it was for and whom or what it is about. `due_at` is until when it is held."""

    id: int
    kind: str
    person_id: int
    reader: str
    about_id: int | None
    about: str | None
    state: str
    reason: str | None
    due_at: datetime
    at: datetime


async def of_place(
    db: AsyncSession,
    municipality_id: int,
    *,
    kinds: Mapping[Subject, list[str]],
    since: datetime,
    now: datetime,
    limit: int,
    offset: int,
) -> tuple[list[Unsaid], int]:
    """A page of what was planned since a moment, what failed first, then what is held, then the latest; and how many
    there are. `kinds` are those that a list may show, by what they are about."""
    where = [_UNSAID, Notice.created_at >= since, _ended_or_held(now), _of_place(municipality_id, kinds)]
    order = case((Notice.state == "failed", 0), (Notice.state == "waiting", 1), else_=2)
    at = func.coalesce(Notice.settled_at, Notice.created_at)
    found = await db.execute(
        select(
            Notice.id,
            Notice.kind,
            Notice.person_id,
            Person.name,
            Notice.subject_id,
            Notice.state,
            Notice.reason,
            Notice.due_at,
            Notice.created_at,
            Notice.settled_at,
        )
        .join(Person, Person.id == Notice.person_id)
        .where(*where)
        .order_by(order, at.desc(), Notice.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = found.all()
    count = await db.scalar(select(func.count()).select_from(Notice).where(*where))
    abouts = await _abouts(db, kinds, [(row.kind, row.subject_id) for row in rows])
    return [
        Unsaid(
            row.id,
            row.kind,
            row.person_id,
            row.name,
            *abouts.get((row.kind, row.subject_id), (None, None)),
            row.state,
            row.reason,
            row.due_at,
            row.settled_at or row.created_at,
        )
        for row in rows
    ], int(count or 0)


def _ended_or_held(now: datetime) -> ColumnElement[bool]:
    is_held = and_(Notice.state == "waiting", Notice.reason.is_not(None), Notice.due_at > now)
    return or_(Notice.state.in_(_ENDS), is_held)


def _of_place(place: int, kinds: Mapping[Subject, list[str]]) -> ColumnElement[bool]:
    """A notice belongs to where its subject belongs; one about a person to where its reader works, too."""
    people = or_(
        Notice.subject_id.in_(select(RoleHeld.person_id).where(RoleHeld.municipality_id == place)),
        Notice.subject_id.in_(select(Invitation.person_id).where(Invitation.municipality_id == place)),
    )
    reader_there = Notice.person_id.in_(
        select(RoleHeld.person_id).where(RoleHeld.municipality_id == place, RoleHeld.revoked_at.is_(None))
    )
    inside: dict[Subject, ColumnElement[bool]] = {
        Subject.PARTICIPATION: Notice.subject_id.in_(
            select(Participation.id).where(Participation.municipality_id == place)
        ),
        Subject.ACTIVITY: Notice.subject_id.in_(select(Activity.id).where(Activity.municipality_id == place)),
        Subject.PROFILE: Notice.subject_id.in_(select(Profile.id).where(Profile.municipality_id == place)),
        Subject.MUNICIPALITY: Notice.subject_id == place,
        Subject.PERSON: and_(people, or_(reader_there, Notice.person_id == Notice.subject_id)),
    }
    return or_(false(), *(and_(Notice.kind.in_(kinds[one]), where) for one, where in inside.items() if kinds.get(one)))


async def _abouts(
    db: AsyncSession, kinds: Mapping[Subject, list[str]], wanted: list[tuple[str, int | None]]
) -> dict[tuple[str, int | None], tuple[int | None, str | None]]:
    """(whose number, name or title) by kind and subject; of a profile and of a municipality nothing is said."""
    subjects = {kind: one for one, some in kinds.items() for kind in some}
    known: dict[Subject, dict[int, tuple[int | None, str]]] = {
        Subject.PARTICIPATION: await _people_of(db, _ids(wanted, subjects, Subject.PARTICIPATION)),
        Subject.PERSON: await _people(db, _ids(wanted, subjects, Subject.PERSON)),
        Subject.ACTIVITY: await _titles(db, _ids(wanted, subjects, Subject.ACTIVITY)),
    }
    return {
        (kind, subject_id): known.get(subjects[kind], {}).get(subject_id or 0, (None, None))
        for kind, subject_id in wanted
    }


def _ids(wanted: list[tuple[str, int | None]], subjects: Mapping[str, Subject], which: Subject) -> set[int]:
    return {number for kind, number in wanted if number is not None and subjects[kind] is which}


async def _people_of(db: AsyncSession, ids: set[int]) -> dict[int, tuple[int | None, str]]:
    found = await db.execute(
        select(Participation.id, Person.id, Person.name)
        .join(Person, Person.id == Participation.youth_id)
        .where(Participation.id.in_(ids))
    )
    return {number: (person_id, name) for number, person_id, name in found}


async def _people(db: AsyncSession, ids: set[int]) -> dict[int, tuple[int | None, str]]:
    found = await db.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {number: (number, name) for number, name in found}


async def _titles(db: AsyncSession, ids: set[int]) -> dict[int, tuple[int | None, str]]:
    found: Any = await db.execute(select(Activity.id, Activity.title).where(Activity.id.in_(ids)))
    return {number: (None, title) for number, title in found}
