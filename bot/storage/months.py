"""Sums of credited minutes: one GROUP BY over a covering index, whatever is stored besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
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


async def minutes_about(
    db: AsyncSession, participation_ids: Sequence[int], *, first: date, middle: date, last: date
) -> tuple[list[Minutes], list[Minutes]]:
    """From `first` until before `middle`, and from `middle` to `last`: two neighbouring months at once."""
    key = (Credit.participation_id, Credit.mentor_id, Credit.kind, Credit.mode, Credit.is_group)
    early = func.sum(case((Credit.day < middle, Credit.minutes), else_=0))
    found = await db.execute(
        select(*key, early, func.sum(Credit.minutes))
        .where(Credit.participation_id.in_(participation_ids), Credit.day >= first, Credit.day <= last)
        .group_by(*key)
    )
    before: list[Minutes] = []
    after: list[Minutes] = []
    for participation_id, mentor_id, kind, mode, is_group, early_minutes, all_minutes in found:
        facts = (participation_id, mentor_id, kind, mode, is_group)
        before.append(Minutes(*facts, int(early_minutes)))
        after.append(Minutes(*facts, int(all_minutes) - int(early_minutes)))
    return before, after
