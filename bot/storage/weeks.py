"""Who hears of a week, and what it brought."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.activities import ActivityState
from bot.storage.models import Activity, Credit, LoggedSession, Pair, Participation, Seat
from bot.storage.prepared import Prepared

_AT_ONCE = 1000
_credit = Credit.__table__.c
_is_void = LoggedSession.voided_at.is_not(None)
_SPENT = Prepared(
    select(_credit.participation_id, func.sum(_credit.minutes))
    .where(
        _credit.participation_id.in_(bindparam("ids", expanding=True)),
        _credit.day >= bindparam("first"),
        _credit.day <= bindparam("last"),
    )
    .group_by(_credit.participation_id)
)


async def mentors(db: AsyncSession, *, on: date) -> list[tuple[int, int]]:
    """(mentor, municipality) of the pairs of a day; the first municipality of each mentor first."""
    found = await db.execute(
        select(Pair.mentor_id, Participation.municipality_id)
        .join(Participation, Participation.id == Pair.participation_id)
        .where(
            Pair.started_on <= on,
            or_(Pair.ended_on.is_(None), Pair.ended_on >= on),
            Participation.started_on <= on,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= on),
        )
        .distinct()
        .order_by(Pair.mentor_id, Participation.municipality_id)
    )
    return [(mentor_id, place) for mentor_id, place in found]


async def leaders_without_entries(db: AsyncSession, *, first: date, last: date) -> set[int]:
    """Who led activities on these days of which somebody who may have come has no entry."""
    found = await db.scalars(
        select(Activity.mentor_id)
        .join(Seat, Seat.activity_id == Activity.id)
        .where(
            Activity.day >= first,
            Activity.day <= last,
            Activity.state != ActivityState.CANCELLED.value,
            Seat.attended.is_distinct_from(False),
            # An entry that was taken back leaves the seat with its number: whether it counts is asked when it leaves.
            or_(Seat.session_id.is_(None), exists().where(LoggedSession.id == Seat.session_id, _is_void)),
        )
        .distinct()
    )
    return set(found)


async def spent(db: AsyncSession, participation_ids: Sequence[int], *, first: date, last: date) -> dict[int, int]:
    """Minutes with a mentor on these days, whatever counts; only of those who have any."""
    found: dict[int, int] = {}
    for start in range(0, len(participation_ids), _AT_ONCE):
        ids = list(participation_ids[start : start + _AT_ONCE])
        found |= {one: int(minutes) for one, minutes in await _SPENT.all(db, ids=ids, first=first, last=last)}
    return {one: minutes for one, minutes in found.items() if minutes}
