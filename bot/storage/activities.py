"""Activities, who was asked to come, and the notices that hang on their time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.plans import PaperKind
from bot.storage import notices
from bot.storage.models import Activity, LoggedSession, Notice, Participation, Person, Seat

MOST = 200  # activities in one list


@dataclass(frozen=True)
class Asked:
    """A seat with whose it is."""

    id: int
    participation_id: int
    youth_id: int
    name: str
    answer: str | None
    answered_at: datetime | None
    offers: list[str] | None
    attended: bool | None
    session_id: int | None
    plan_item_id: int | None = None


@dataclass(frozen=True)
class Gathering:
    """An activity with who leads it and everyone who is asked to come; `missing` are papers, by participation, where
    they were looked up."""

    activity: Activity
    leader: str
    seats: tuple[Asked, ...]
    missing: Mapping[int, tuple[PaperKind, ...]] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Without those who are not asked any more."""
        return tuple(one for one in self.seats if one.answer != SeatAnswer.TAKEN_BACK)


async def locked(db: AsyncSession, activity_id: int) -> Activity | None:
    """The row that every rule about its seats concerns."""
    found: Activity | None = await db.scalar(
        select(Activity).where(Activity.id == activity_id).with_for_update().execution_options(populate_existing=True)
    )
    return found


async def by_id(db: AsyncSession, activity_id: int) -> Gathering | None:
    return next(iter(await by_ids(db, [activity_id])), None)


async def by_ids(db: AsyncSession, activity_ids: Iterable[int]) -> list[Gathering]:
    return await _gathered(db, [Activity.id.in_(set(activity_ids))])


async def ahead_of_youth(db: AsyncSession, youth_id: int, *, since: date) -> list[Gathering]:
    """What a young person is asked to from a day on and has not been cancelled, the next first."""
    own = exists().where(
        Seat.activity_id == Activity.id,
        Seat.participation_id == Participation.id,
        Participation.youth_id == youth_id,
        Seat.answer.is_distinct_from(SeatAnswer.TAKEN_BACK.value),
    )
    return await _gathered(db, [own, Activity.day >= since, Activity.state == ActivityState.PLANNED.value])


async def ids_ahead(db: AsyncSession, *, since: date) -> list[int]:
    """All that are planned from a day on."""
    return list(await db.scalars(select(Activity.id).where(_in_sight(since)).order_by(Activity.id)))


async def of_leader(db: AsyncSession, leader_id: int, *, since: date) -> list[Gathering]:
    """A leader's activities from a day on that were not cancelled, and earlier ones that wait for attendance."""
    return await _gathered(db, [Activity.mentor_id == leader_id, _in_sight(since)])


async def of_leader_between(db: AsyncSession, leader_id: int, *, first: date, last: date) -> list[Gathering]:
    """A leader's activities on these days that were not cancelled."""
    stands = Activity.state != ActivityState.CANCELLED.value
    return await _gathered(db, [Activity.mentor_id == leader_id, Activity.day >= first, Activity.day <= last, stands])


async def in_places(db: AsyncSession, places: Sequence[int], *, since: date) -> list[Gathering]:
    return await _gathered(db, [Activity.municipality_id.in_(places), _in_sight(since)])


async def of_place(db: AsyncSession, municipality_id: int, *, since: date, limit: int) -> list[Activity]:
    """A municipality's from a day on that were not cancelled, the next first."""
    found = await db.scalars(
        select(Activity)
        .where(
            Activity.municipality_id == municipality_id,
            Activity.day >= since,
            Activity.state != ActivityState.CANCELLED.value,
        )
        .order_by(Activity.day, Activity.start, Activity.id)
        .limit(limit)
    )
    return list(found)


def _in_sight(since: date) -> Any:
    return (Activity.day >= since) & (Activity.state == ActivityState.PLANNED.value)


async def _gathered(db: AsyncSession, where: Sequence[Any]) -> list[Gathering]:
    found = await db.execute(
        select(Activity, Person.name)
        .join(Person, Person.id == Activity.mentor_id)
        .where(*where)
        .order_by(Activity.day, Activity.start, Activity.id)
        .limit(MOST)
        .execution_options(populate_existing=True)
    )
    rows = [(activity, name) for activity, name in found]
    seats: dict[int, list[Asked]] = {activity.id: [] for activity, _ in rows}
    asked = await db.execute(
        select(
            Seat.activity_id,
            Seat.id,
            Seat.participation_id,
            Person.id,
            Person.name,
            Seat.answer,
            Seat.answered_at,
            Seat.offers,
            Seat.attended,
            Seat.session_id,
            Seat.plan_item_id,
        )
        .join(Participation, Participation.id == Seat.participation_id)
        .join(Person, Person.id == Participation.youth_id)
        .where(Seat.activity_id.in_(seats))
        .order_by(Person.name, Seat.id)
    )
    for activity_id, *seat in asked:
        seats[activity_id].append(Asked(*seat))
    return [Gathering(activity, name, tuple(seats[activity.id])) for activity, name in rows]


async def seats_of(db: AsyncSession, activity_id: int) -> list[Seat]:
    """The rows, read anew: after the activity was locked they are as the last who changed them left them."""
    found = await db.scalars(
        select(Seat).where(Seat.activity_id == activity_id).order_by(Seat.id).execution_options(populate_existing=True)
    )
    return list(found)


async def last_of(db: AsyncSession, session_id: int) -> LoggedSession | None:
    """The entry that a session has become: changes write new rows, and an undo brings a former one back."""
    while True:
        session: LoggedSession | None = await db.get(LoggedSession, session_id)
        successor: int | None = await db.scalar(
            select(LoggedSession.id).where(LoggedSession.replaces_id == session_id).order_by(LoggedSession.id).limit(1)
        )
        if successor is None:
            return session
        session_id = successor


# --- notices that hang on its time ---


async def clear_notices(
    db: AsyncSession,
    kinds: Sequence[str],
    activity_id: int,
    *,
    reason: str,
    now: datetime,
    person_id: int | None = None,
) -> None:
    """What waits to be said about it is not said."""
    where = [Notice.kind.in_(kinds), Notice.subject_id == activity_id]
    if person_id is not None:
        where.append(Notice.person_id == person_id)
    await notices.clear(db, *where, reason=reason, now=now)
