"""Logged sessions: entries, who attended, credited minutes."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, selectinload

from bot.storage.models import Attendance, Credit, LoggedSession, Participation, Person
from bot.storage.prepared import Prepared


@dataclass(frozen=True)
class Logged:
    """A session as people see it."""

    id: int
    mentor_id: int
    day: date
    start: time | None
    minutes: int
    kind: str
    mode: str
    youth: tuple[tuple[int, str], ...]  # (participation_id, name)
    attended: bool
    # What was noted, or why the meeting did not take place.
    note: str | None
    is_void: bool = False


async def get_for(db: AsyncSession, session_id: int, mentor_id: int) -> LoggedSession | None:
    """A mentor's own entry with its attendances, void or not."""
    found: LoggedSession | None = await db.scalar(
        select(LoggedSession)
        .where(LoggedSession.id == session_id, LoggedSession.mentor_id == mentor_id)
        .options(selectinload(LoggedSession.attendances))
        .execution_options(populate_existing=True)
    )
    return found


async def of_conversation(db: AsyncSession, conversation_id: int) -> LoggedSession | None:
    """The entry a card has saved already, so that a second *Save* doubles nothing."""
    found: LoggedSession | None = await db.scalar(
        select(LoggedSession)
        .where(LoggedSession.conversation_id == conversation_id)
        .options(selectinload(LoggedSession.attendances))
        .limit(1)
    )
    return found


async def valid_near(db: AsyncSession, mentor_id: int, *, first: date, last: date) -> list[LoggedSession]:
    """A mentor's entries that are not void, by day."""
    found = await db.scalars(
        select(LoggedSession)
        .where(
            LoggedSession.mentor_id == mentor_id,
            LoggedSession.voided_at.is_(None),
            LoggedSession.day >= first,
            LoggedSession.day <= last,
        )
        .options(selectinload(LoggedSession.attendances))
        .order_by(LoggedSession.day, LoggedSession.id)
    )
    return list(found)


async def recent_for(db: AsyncSession, mentor_id: int, *, limit: int = 5) -> list[Logged]:
    """A mentor's last entries that are not void, the newest first."""
    found = await db.scalars(
        select(LoggedSession)
        .where(LoggedSession.mentor_id == mentor_id, LoggedSession.voided_at.is_(None))
        .options(selectinload(LoggedSession.attendances))
        .order_by(LoggedSession.logged_at.desc(), LoggedSession.id.desc())
        .limit(limit)
    )
    return [await seen(db, session) for session in found]


async def seen(db: AsyncSession, session: LoggedSession) -> Logged:
    ids = [one.participation_id for one in session.attendances]
    names = await db.execute(
        select(Participation.id, Person.name)
        .join(Person, Person.id == Participation.youth_id)
        .where(Participation.id.in_(ids))
        .order_by(Person.name)
    )
    return Logged(
        id=session.id,
        mentor_id=session.mentor_id,
        day=session.day,
        start=session.start,
        minutes=session.minutes,
        kind=session.kind,
        mode=session.mode,
        youth=tuple((one, name) for one, name in names),
        attended=any(one.attended for one in session.attendances),
        note=session.note or next((one.reason for one in session.attendances if one.reason), None),
        is_void=session.voided_at is not None,
    )


async def drop_credits(db: AsyncSession, session_id: int) -> None:
    await db.execute(delete(Credit).where(Credit.session_id == session_id))


async def replaced_by(db: AsyncSession, session_id: int) -> int | None:
    found: int | None = await db.scalar(
        select(LoggedSession.id).where(LoggedSession.replaces_id == session_id).limit(1)
    )
    return found


_credit, _stay = Credit.__table__.c, Participation.__table__.c
_LAST_LOGGED = Prepared(
    select(
        _stay.id,
        select(func.max(_credit.day))
        .where(_credit.participation_id == _stay.id)
        .correlate(Participation.__table__)
        .scalar_subquery(),
    ).where(_stay.id.in_(bindparam("ids", expanding=True)))
)


async def last_logged(db: AsyncSession, participation_ids: Sequence[int]) -> dict[int, date]:
    """The latest day each participation has credited minutes on: one step into the index each, however much is
    stored."""
    found = await _LAST_LOGGED.all(db, ids=list(participation_ids))
    days: list[tuple[int, date | None]] = [(participation_id, day) for participation_id, day in found]
    return {participation_id: day for participation_id, day in days if day is not None}


async def before(db: AsyncSession, participation_id: int, day: date) -> list[tuple[date, str]]:
    """(day, mentor) of the entries before a day that are not void, the earliest first."""
    found = await db.execute(
        select(LoggedSession.day, Person.name)
        .join(Attendance, Attendance.session_id == LoggedSession.id)
        .join(Person, Person.id == LoggedSession.mentor_id)
        .where(
            Attendance.participation_id == participation_id,
            LoggedSession.voided_at.is_(None),
            LoggedSession.day < day,
        )
        .order_by(LoggedSession.day, LoggedSession.id)
    )
    return [(on, mentor) for on, mentor in found]


@dataclass(frozen=True)
class ExportRow:
    session_id: int
    day: date
    start: time | None
    minutes: int
    mentor: str
    youth: str
    kind: str
    attended: bool
    note: str | None
    logged_at: datetime
    voided_at: datetime | None
    replaces_id: int | None


async def exported(
    db: AsyncSession, *, first: date, last: date, municipality_id: int | None = None
) -> AsyncIterator[ExportRow]:
    """One row per session and youth, by session date and id; void ones too."""
    mentor = aliased(Person)
    query = (
        select(
            LoggedSession.id,
            LoggedSession.day,
            LoggedSession.start,
            LoggedSession.minutes,
            mentor.name,
            Person.name,
            LoggedSession.kind,
            Attendance.attended,
            func.coalesce(LoggedSession.note, Attendance.reason),
            LoggedSession.logged_at,
            LoggedSession.voided_at,
            LoggedSession.replaces_id,
        )
        .join(mentor, mentor.id == LoggedSession.mentor_id)
        .join(Attendance, Attendance.session_id == LoggedSession.id)
        .join(Participation, Participation.id == Attendance.participation_id)
        .join(Person, Person.id == Participation.youth_id)
        .where(LoggedSession.day >= first, LoggedSession.day <= last)
        .order_by(LoggedSession.day, LoggedSession.id, Attendance.id)
    )
    if municipality_id is not None:
        query = query.where(Participation.municipality_id == municipality_id)
    async for row in await db.stream(query.execution_options(yield_per=1000)):
        yield ExportRow(*tuple(row))
