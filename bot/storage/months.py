"""Sums of credited minutes: one GROUP BY over a covering index, whatever is stored besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Credit


@dataclass(frozen=True)
class Minutes:
    """Minutes of one participation with one mentor, of one kind and mode, alone or in a group."""

    participation_id: int
    mentor_id: int
    kind: str
    mode: str
    is_group: bool
    minutes: int


async def minutes_between(
    db: AsyncSession, participation_ids: Sequence[int], *, first: date, last: date
) -> list[Minutes]:
    """Which of them count is for `rules.hours.counts` to say."""
    key = (Credit.participation_id, Credit.mentor_id, Credit.kind, Credit.mode, Credit.is_group)
    found = await db.execute(
        select(*key, func.sum(Credit.minutes))
        .where(Credit.participation_id.in_(participation_ids), Credit.day >= first, Credit.day <= last)
        .group_by(*key)
    )
    return [Minutes(*row[:5], int(row[5])) for row in found]


_credit = Credit.__table__.c
_KEY = (_credit.participation_id, _credit.mentor_id, _credit.kind, _credit.mode, _credit.is_group)
# Built once: putting such a statement together costs more than running it.
_MINUTES_ABOUT = (
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
    found = await db.execute(
        _MINUTES_ABOUT, {"ids": list(participation_ids), "first": first, "middle": middle, "last": last}
    )
    before: list[Minutes] = []
    after: list[Minutes] = []
    for participation_id, mentor_id, kind, mode, is_group, early_minutes, all_minutes in found:
        facts = (participation_id, mentor_id, kind, mode, is_group)
        before.append(Minutes(*facts, int(early_minutes)))
        after.append(Minutes(*facts, int(all_minutes) - int(early_minutes)))
    return before, after
