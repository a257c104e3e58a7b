"""What a young person was in: sessions, activities, consultations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot import storage
from bot.storage import Database


@dataclass(frozen=True)
class Meeting:
    """A session a young person was in. `note`: where nobody else took part; `others` says how many did."""

    day: date
    start: time | None
    minutes: int
    kind: str
    mode: str
    attended: bool
    mentor: str
    others: int
    note: str | None
    logged_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class Invited:
    """An activity a young person was asked to, with their answer. `offers` are times they could choose from."""

    day: date
    start: time
    minutes: int
    title: str
    kind: str
    place: str | None
    comes_along: str | None
    leader: str
    state: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    offers: tuple[str, ...]
    attended: bool | None


@dataclass(frozen=True)
class Consulted:
    """That a specialist was seen; what about is kept nowhere."""

    day: date
    minutes: int
    attended: bool
    partner: str
    kind: str
    logged_at: datetime


async def meetings(db: Database, participation_ids: Sequence[int]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            day=session.day,
            start=session.start,
            minutes=session.minutes,
            kind=session.kind,
            mode=session.mode,
            attended=attended,
            mentor=mentor,
            others=people - 1,
            note=(session.note or reason) if people == 1 else None,
            logged_at=session.logged_at,
            voided_at=session.voided_at,
        )
        for session, attended, reason, mentor, people in await storage.mydata.meetings(db, participation_ids)
    )


async def activities(db: Database, participation_ids: Sequence[int]) -> tuple[Invited, ...]:
    return tuple(
        Invited(
            day=activity.day,
            start=activity.start,
            minutes=activity.minutes,
            title=activity.title,
            kind=activity.kind,
            place=activity.place,
            comes_along=activity.comes_along,
            leader=leader,
            state=activity.state,
            asked_at=seat.asked_at,
            answer=seat.answer,
            answered_at=seat.answered_at,
            offers=tuple(seat.offers or ()),
            attended=seat.attended,
        )
        for seat, activity, leader in await storage.mydata.seats(db, participation_ids)
    )


async def consultations(db: Database, participation_ids: Sequence[int]) -> tuple[Consulted, ...]:
    return tuple(
        Consulted(one.day, one.minutes, one.attended, partner.name, partner.kind, one.logged_at)
        for one, partner in await storage.mydata.consultations(db, participation_ids)
    )
