"""What a forecast reads: one statement each for any number of young people, whatever is stored besides."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.activities import ActivityState, SeatAnswer
from bot.storage.models import Activity, Credit, LoggedSession, Seat
from bot.storage.prepared import Prepared

AT_ONCE = 1000


class OneWeek(NamedTuple):
    """Minutes of one participation of one kind and mode, alone or in a group, in each week backwards."""

    participation_id: int
    kind: str
    mode: str
    is_group: bool
    minutes: tuple[int, ...]


class OneSeat(NamedTuple):
    """A seat of an activity. `is_off`: the activity was called off, or the young person is not coming or not asked any
    more. `asked` counts everyone who is asked."""

    participation_id: int
    activity_id: int
    mentor_id: int
    day: date
    start: time
    zone: str
    minutes: int
    kind: str
    is_accepted: bool
    is_off: bool
    asked: int
    attended: bool | None
    session_id: int | None


class Past(NamedTuple):
    """How activities that are over went, of one participation."""

    participation_id: int
    accepted: int
    accepted_held: int
    asked: int
    held: int


class MetThen(NamedTuple):
    """One session of a mentor with a young person."""

    participation_id: int
    day: date
    start: time | None
    minutes: int


_credit, _seat, _activity = (one.__table__.c for one in (Credit, Seat, Activity))
_KEY = (_credit.participation_id, _credit.kind, _credit.mode, _credit.is_group)


def _since(name: str) -> ColumnElement[int]:
    return func.sum(case((_credit.day >= bindparam(name), _credit.minutes), else_=0))


_WEEKS = Prepared(
    select(*_KEY, _since("one"), _since("two"), _since("three"), func.sum(_credit.minutes))
    .where(
        _credit.participation_id.in_(bindparam("ids", expanding=True)),
        _credit.day >= bindparam("four"),
        _credit.day < bindparam("today"),
    )
    .group_by(*_KEY)
)

_OFF = or_(
    _activity.state == ActivityState.CANCELLED.value,
    _seat.answer == SeatAnswer.NOT_COMING.value,
    _seat.answer == SeatAnswer.TAKEN_BACK.value,
)
_others = Seat.__table__.alias("others")
_ASKED = (
    select(func.count(_others.c.id))
    .where(_others.c.activity_id == _activity.id, _others.c.answer.is_distinct_from(SeatAnswer.TAKEN_BACK.value))
    .scalar_subquery()
)
_SEATS = Prepared(
    select(
        _seat.participation_id,
        _activity.id,
        _activity.mentor_id,
        _activity.day,
        _activity.start,
        _activity.zone,
        _activity.minutes,
        _activity.kind,
        case((_seat.answer == SeatAnswer.COMING.value, 1), else_=0),
        case((_OFF, 1), else_=0),
        _ASKED,
        _seat.attended,
        _seat.session_id,
    )
    .join_from(Seat.__table__, Activity.__table__, _activity.id == _seat.activity_id)
    .where(
        _seat.participation_id.in_(bindparam("ids", expanding=True)),
        _activity.day >= bindparam("first"),
        _activity.day <= bindparam("last"),
        _seat.answer.is_distinct_from(SeatAnswer.WAITING.value),
    )
    .order_by(_activity.day, _activity.start, _activity.id)
)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


_was_accepted = _seat.answer == SeatAnswer.COMING.value
_was_held = and_(_seat.attended.is_(True), _activity.state != ActivityState.CANCELLED.value)
_PAST = Prepared(
    select(
        _seat.participation_id,
        _count(_was_accepted),
        _count(and_(_was_accepted, _was_held)),
        func.count(_seat.id),
        _count(_was_held),
    )
    .join_from(Seat.__table__, Activity.__table__, _activity.id == _seat.activity_id)
    .where(
        _seat.participation_id.in_(bindparam("ids", expanding=True)),
        _activity.day >= bindparam("first"),
        _activity.day < bindparam("today"),
        _seat.answer.is_distinct_from(SeatAnswer.TAKEN_BACK.value),
        _seat.answer.is_distinct_from(SeatAnswer.WAITING.value),
        or_(
            _activity.state == ActivityState.CANCELLED.value,
            _seat.attended.is_not(None),
            _seat.answer == SeatAnswer.NOT_COMING.value,
        ),
    )
    .group_by(_seat.participation_id)
)


async def weeks(db: AsyncSession, participation_ids: Sequence[int], *, today: date) -> list[OneWeek]:
    """Of the four weeks before today, the latest first."""
    since = {name: today - timedelta(days=7 * n) for n, name in enumerate(("one", "two", "three", "four"), start=1)}
    found: list[OneWeek] = []
    for ids in _chunks(participation_ids):
        for *key, one, two, three, four in await _WEEKS.all(db, ids=ids, today=today, **since):
            sums = (int(one), int(two) - int(one), int(three) - int(two), int(four) - int(three))
            found.append(OneWeek(key[0], key[1], key[2], bool(key[3]), sums))
    return found


async def seats(db: AsyncSession, participation_ids: Sequence[int], *, first: date, last: date) -> list[OneSeat]:
    """Of activities on these days, also of those that were called off; without those who wait for a place."""
    found: list[OneSeat] = []
    for ids in _chunks(participation_ids):
        rows = await _SEATS.all(db, ids=ids, first=first, last=last)
        found += [OneSeat._make((*row[:8], bool(row[8]), bool(row[9]), int(row[10]), row[11], row[12])) for row in rows]
    return found


async def past(db: AsyncSession, participation_ids: Sequence[int], *, first: date, today: date) -> list[Past]:
    """Of activities from a day until before today of which it is known how they went."""
    found: list[Past] = []
    for ids in _chunks(participation_ids):
        rows = await _PAST.all(db, ids=ids, first=first, today=today)
        found += [Past(one, *(int(count) for count in counts)) for one, *counts in rows]
    return found


async def met(db: AsyncSession, participation_ids: Iterable[int], *, mentor_id: int, since: date) -> list[MetThen]:
    """A mentor's sessions with these young people that took place and count."""
    found = await db.execute(
        select(Credit.participation_id, LoggedSession.day, LoggedSession.start, LoggedSession.minutes)
        .join(LoggedSession, LoggedSession.id == Credit.session_id)
        .where(Credit.participation_id.in_(set(participation_ids)), Credit.mentor_id == mentor_id, Credit.day >= since)
        .distinct()
    )
    return [MetThen(*row) for row in found]


async def busy(db: AsyncSession, mentor_id: int, *, since: date) -> list[tuple[date, time, int]]:
    """A mentor's planned activities from a day on: day, start, minutes."""
    found = await db.execute(
        select(Activity.day, Activity.start, Activity.minutes).where(
            Activity.mentor_id == mentor_id, Activity.day >= since, Activity.state == ActivityState.PLANNED.value
        )
    )
    return [(day, start, minutes) for day, start, minutes in found]


def _chunks(ids: Sequence[int]) -> list[list[int]]:
    return [list(ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE)]
