"""Whose joining waits for a coordinator."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.people import Eligibility, Role
from bot.storage.models import Consent, EligibilityCheck, GuardianConsent, Invitation, Notice, Person, RoleHeld


async def doubtful_in(db: AsyncSession, municipality_id: int) -> list[Person]:
    """Young people whose status raised a question that nobody has answered yet, by name."""
    theirs = (
        select(Person.id)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .join(EligibilityCheck, EligibilityCheck.person_id == Person.id)
        .where(
            RoleHeld.municipality_id == municipality_id,
            RoleHeld.role == Role.YOUTH.value,
            RoleHeld.revoked_at.is_(None),
            Person.erased_at.is_(None),
            EligibilityCheck.result == Eligibility.DOUBTFUL.value,
            EligibilityCheck.checked_at.is_(None),
        )
    )
    found = await db.scalars(select(Person).where(Person.id.in_(theirs)).order_by(Person.name, Person.id))
    return list(found)


async def waiting_for_guardian_in(db: AsyncSession, municipality_id: int) -> list[Person]:
    """Young people whose joining waits at the birth date for their guardian's consent.

    A minor's birth date is not kept before that consent, so it cannot tell them from an adult who has not said
    one yet: that the coordinators were told of them does.
    """
    theirs = (
        select(Person.id)
        .join(Invitation, Invitation.person_id == Person.id)
        .where(
            Invitation.municipality_id == municipality_id,
            Invitation.role == Role.YOUTH.value,
            Invitation.is_relink.is_(False),
            Invitation.used_at.is_not(None),
            Person.erased_at.is_(None),
            Person.joined_at.is_not(None),
            Person.birth_date.is_(None),
            exists().where(Consent.person_id == Person.id, Consent.withdrawn_at.is_(None)),
            ~exists().where(EligibilityCheck.person_id == Person.id),
            ~exists().where(GuardianConsent.person_id == Person.id),
            exists().where(Notice.kind == "guardian_needed", Notice.subject_id == Person.id),
        )
    )
    found = await db.scalars(select(Person).where(Person.id.in_(theirs)).order_by(Person.name, Person.id))
    return list(found)


async def agreed_at(db: AsyncSession, person_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these people last agreed to take part."""
    found = await db.execute(
        select(Consent.person_id, func.max(Consent.given_at))
        .where(Consent.person_id.in_(set(person_ids)), Consent.withdrawn_at.is_(None))
        .group_by(Consent.person_id)
    )
    return dict(found.all())
