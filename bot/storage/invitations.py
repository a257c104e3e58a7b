"""Invitations: found by the hash of their token, by person, by municipality; used up and revoked."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.people import Role
from bot.storage.models import Invitation


async def by_hash(db: AsyncSession, token_hash: str) -> Invitation | None:
    found: Invitation | None = await db.scalar(select(Invitation).where(Invitation.token_hash == token_hash))
    return found


async def get(db: AsyncSession, invitation_id: int) -> Invitation | None:
    found: Invitation | None = await db.get(Invitation, invitation_id)
    return found


async def locked(db: AsyncSession, invitation_id: int) -> Invitation | None:
    """The row itself, locked: of two phones that use a link at once, the second sees that it is used."""
    found: Invitation | None = await db.scalar(
        select(Invitation)
        .where(Invitation.id == invitation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found


async def last_of(db: AsyncSession, person_id: int, municipality_ids: Sequence[int]) -> Invitation | None:
    """The latest invitation to a role here, whatever became of it."""
    found: Invitation | None = await db.scalar(
        select(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.municipality_id.in_(municipality_ids),
            Invitation.is_relink.is_(False),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    return found


async def open_of(db: AsyncSession, person_id: int, *, now: datetime) -> Invitation | None:
    found: Invitation | None = await db.scalar(
        select(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    return found


async def invited_among(db: AsyncSession, person_ids: Sequence[int], *, now: datetime) -> set[int]:
    """Who of these has an open invitation."""
    found = await db.scalars(
        select(Invitation.person_id).where(
            Invitation.person_id.in_(person_ids),
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    return set(found)


async def open_in(db: AsyncSession, municipality_ids: Sequence[int], *, now: datetime) -> list[Invitation]:
    found = await db.scalars(
        select(Invitation)
        .where(
            Invitation.municipality_id.in_(municipality_ids),
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > now,
        )
        .order_by(Invitation.id)
    )
    return list(found)


async def revoke_of(db: AsyncSession, person_id: int, *, now: datetime) -> int:
    """Revoke what is open for a person: a new link replaces the old one."""
    done = await db.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's result always counts


async def is_invited(db: AsyncSession, person_id: int, role: Role, municipality_id: int) -> bool:
    """Whether a person was invited to a role they have not taken up yet."""
    found = await db.scalar(
        select(Invitation.id)
        .where(
            Invitation.person_id == person_id,
            Invitation.role == role.value,
            Invitation.municipality_id == municipality_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .limit(1)
    )
    return found is not None


async def used_as_youth(db: AsyncSession, person_id: int) -> Invitation | None:
    """The one by which this person came, or comes, to take part."""
    found: Invitation | None = await db.scalar(
        select(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.role == Role.YOUTH.value,
            Invitation.used_at.is_not(None),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    return found
