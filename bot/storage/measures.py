"""Measures, and the official wording of instruments that may not be worded by us."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.people import Role
from bot.storage.models import Account, InstrumentText, Measure, Person, RoleHeld


async def keep(
    db: AsyncSession, *, person_id: int, instrument: str, version: str, language: str, moment: str, on: date, value: Any
) -> None:
    """One row a person, instrument, moment and day: the later answer replaces."""
    row = await db.scalar(
        select(Measure).where(
            Measure.person_id == person_id,
            Measure.instrument == instrument,
            Measure.moment == moment,
            Measure.taken_on == on,
        )
    )
    if row is None:
        row = Measure(person_id=person_id, instrument=instrument, moment=moment, taken_on=on)
        db.add(row)
    row.version, row.language, row.value = version, language, value
    await db.flush()


async def of_person(db: AsyncSession, person_id: int) -> list[Measure]:
    """The oldest first."""
    found = await db.scalars(
        select(Measure).where(Measure.person_id == person_id).order_by(Measure.taken_on, Measure.id)
    )
    return list(found)


async def last_answered(
    db: AsyncSession, person_ids: Iterable[int], *, instrument: str, moment: str | None = None
) -> dict[int, date]:
    """The latest day on which each of these people answered an instrument; at one moment of the programme or any."""
    at = [] if moment is None else [Measure.moment == moment]
    found = await db.execute(
        select(Measure.person_id, func.max(Measure.taken_on))
        .where(Measure.person_id.in_(set(person_ids)), Measure.instrument == instrument, *at)
        .group_by(Measure.person_id)
    )
    return dict(found.all())


async def youth_in_chat(db: AsyncSession, person_ids: Iterable[int]) -> set[int]:
    """Those among these people who take part and can be written to."""
    found = await db.scalars(
        select(RoleHeld.person_id)
        .join(Account, Account.person_id == RoleHeld.person_id)
        .join(Person, Person.id == RoleHeld.person_id)
        .where(
            RoleHeld.person_id.in_(set(person_ids)),
            RoleHeld.role == Role.YOUTH.value,
            RoleHeld.revoked_at.is_(None),
            Account.cut_off_at.is_(None),
            Person.unreachable_since.is_(None),
            Person.erased_at.is_(None),
        )
    )
    return set(found)


# --- official wording ---


async def text_of(db: AsyncSession, municipality_id: int, *, instrument: str, language: str) -> InstrumentText | None:
    found: InstrumentText | None = await db.scalar(
        select(InstrumentText).where(
            InstrumentText.municipality_id == municipality_id,
            InstrumentText.instrument == instrument,
            InstrumentText.language == language,
        )
    )
    return found


async def texts(db: AsyncSession, municipality_ids: Sequence[int]) -> list[InstrumentText]:
    found = await db.scalars(
        select(InstrumentText)
        .where(InstrumentText.municipality_id.in_(municipality_ids))
        .order_by(InstrumentText.municipality_id, InstrumentText.instrument, InstrumentText.language)
    )
    return list(found)


async def supply(
    db: AsyncSession,
    *,
    municipality_id: int,
    instrument: str,
    language: str,
    version: str,
    source: str,
    wording: dict[str, Any],
    now: datetime,
) -> bool:
    """Written down, or the earlier wording replaced; whether there was one."""
    row = await text_of(db, municipality_id, instrument=instrument, language=language)
    is_replaced = row is not None
    if row is None:
        row = InstrumentText(municipality_id=municipality_id, instrument=instrument, language=language)
        db.add(row)
    row.version, row.source, row.wording, row.supplied_at = version, source, wording, now
    await db.flush()
    return is_replaced


async def withdraw(db: AsyncSession, text: InstrumentText) -> None:
    await db.execute(delete(InstrumentText).where(InstrumentText.id == text.id))
