"""Sums of credited minutes: one GROUP BY over a covering index, whatever is stored besides.
And what coordinators noted about a month."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Credit, MonthReason
from bot.storage.prepared import Prepared


class Minutes(NamedTuple):
    """Minutes of one participation with one mentor, of one kind and mode, alone or in a group."""

    participation_id: int
    mentor_id: int
    kind: str
    mode: str
    is_group: bool
    minutes: int


_credit = Credit.__table__.c
_KEY = (_credit.participation_id, _credit.mentor_id, _credit.kind, _credit.mode, _credit.is_group)
_MINUTES_ABOUT = Prepared(
    select(
        *_KEY,
        func.sum(case((_credit.day < bindparam("middle"), _credit.minutes), else_=0)),
        func.sum(_credit.minutes),
    )
    .where(
        _credit.participation_id.in_(bindparam("ids", expanding=True)),
        _credit.day >= bindparam("first"),
        _credit.day <= bindparam("last"),
    )
    .group_by(*_KEY)
)


async def minutes_about(
    db: AsyncSession, participation_ids: Sequence[int], *, first: date, middle: date, last: date
) -> tuple[list[Minutes], list[Minutes]]:
    """From `first` until before `middle`, and from `middle` to `last`: two neighbouring months at once."""
    found = await _MINUTES_ABOUT.all(db, ids=list(participation_ids), first=first, middle=middle, last=last)
    before: list[Minutes] = []
    after: list[Minutes] = []
    for participation_id, mentor_id, kind, mode, is_group, early_minutes, all_minutes in found:
        facts = (participation_id, mentor_id, kind, mode, is_group)
        if early_minutes:
            before.append(Minutes(*facts, int(early_minutes)))
        if late_minutes := int(all_minutes) - int(early_minutes):
            after.append(Minutes(*facts, late_minutes))
    return before, after


async def reasons_of(db: AsyncSession, participation_ids: Sequence[int], month: str) -> dict[int, MonthReason]:
    """What was noted about this month ("2026-11"), by participation."""
    found = await db.scalars(
        select(MonthReason).where(MonthReason.participation_id.in_(participation_ids), MonthReason.month == month)
    )
    return {one.participation_id: one for one in found}


async def drop_reasons_before(db: AsyncSession, participation_id: int, month: str) -> None:
    """Of months that are no longer among those of the programme."""
    await db.execute(
        delete(MonthReason).where(MonthReason.participation_id == participation_id, MonthReason.month < month)
    )
