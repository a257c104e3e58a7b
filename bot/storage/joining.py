"""What joining leaves: consents, answers about status, the legal representative's consent."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Consent, EligibilityCheck, GuardianConsent


async def consent_of(db: AsyncSession, person_id: int) -> Consent | None:
    """The consent in force."""
    found: Consent | None = await db.scalar(
        select(Consent)
        .where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None))
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return found


async def eligibility_of(db: AsyncSession, person_id: int) -> EligibilityCheck | None:
    """The latest answer about status."""
    found: EligibilityCheck | None = await db.scalar(
        select(EligibilityCheck)
        .where(EligibilityCheck.person_id == person_id)
        .order_by(EligibilityCheck.id.desc())
        .limit(1)
    )
    return found


async def guardian_consent_of(db: AsyncSession, person_id: int) -> GuardianConsent | None:
    found: GuardianConsent | None = await db.scalar(
        select(GuardianConsent)
        .where(GuardianConsent.person_id == person_id)
        .order_by(GuardianConsent.id.desc())
        .limit(1)
    )
    return found
