"""The directory of partners, and consultations without their content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.partners import PartnerKind
from bot.storage.models import Consultation, Participation, Partner, Person

PAGE = 8


@dataclass(frozen=True)
class Consulted:
    """A consultation with whose it was and with whom."""

    id: int
    participation_id: int
    youth_id: int
    name: str
    partner: str
    day: date
    minutes: int
    attended: bool
    session_id: int | None
    logged_by: int


async def by_id(db: AsyncSession, partner_id: int, *, lock: bool = False) -> Partner | None:
    query = select(Partner).where(Partner.id == partner_id).execution_options(populate_existing=True)
    found: Partner | None = await db.scalar(query.with_for_update() if lock else query)
    return found


async def listed(db: AsyncSession, places: Sequence[int], *, limit: int, offset: int) -> list[Partner]:
    """Those that stand in the directories of these municipalities, by kind and name."""
    order = {kind.value: n for n, kind in enumerate(PartnerKind)}
    found = await db.scalars(
        select(Partner)
        .where(Partner.municipality_id.in_(places), Partner.withdrawn_at.is_(None))
        .order_by(case(order, value=Partner.kind, else_=len(order)), Partner.name, Partner.id)
        .limit(limit)
        .offset(offset)
    )
    return list(found)


async def count(db: AsyncSession, places: Sequence[int]) -> int:
    found = await db.scalar(
        select(func.count())
        .select_from(Partner)
        .where(Partner.municipality_id.in_(places), Partner.withdrawn_at.is_(None))
    )
    return int(found or 0)


async def for_suggestions(db: AsyncSession, municipality_id: int, kinds: Iterable[str], language: str) -> list[Partner]:
    """Partners of these kinds: those who speak the young person's language first, then by name."""
    found = await db.scalars(
        select(Partner)
        .where(
            Partner.municipality_id == municipality_id,
            Partner.kind.in_([str(one) for one in kinds]),
            Partner.withdrawn_at.is_(None),
        )
        .order_by(Partner.name, Partner.id)
    )
    return sorted(found, key=lambda one: language not in one.languages)


async def consultation(db: AsyncSession, consultation_id: int, *, lock: bool = False) -> Consultation | None:
    query = select(Consultation).where(Consultation.id == consultation_id).execution_options(populate_existing=True)
    found: Consultation | None = await db.scalar(query.with_for_update() if lock else query)
    return found


async def consulted(db: AsyncSession, consultation_id: int) -> Consulted | None:
    found = await db.execute(
        select(
            Consultation.id,
            Consultation.participation_id,
            Person.id,
            Person.name,
            Partner.name,
            Consultation.day,
            Consultation.minutes,
            Consultation.attended,
            Consultation.session_id,
            Consultation.logged_by,
        )
        .join(Participation, Participation.id == Consultation.participation_id)
        .join(Person, Person.id == Participation.youth_id)
        .join(Partner, Partner.id == Consultation.partner_id)
        .where(Consultation.id == consultation_id)
    )
    row = found.one_or_none()
    return Consulted(*tuple(row)) if row else None
