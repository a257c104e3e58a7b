"""Links: an invitation for one person and one role, used once, and a link for a new phone.

Only a hash of the token is kept. An invitation belongs to a person who was written down by name.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import storage
from bot.rules.errors import (
    Gone,
    LinkExpired,
    LinkUsed,
    NotAllowed,
)
from bot.rules.people import Role
from bot.services import people, roll
from bot.storage import Database
from bot.storage.models import (
    Invitation,
    Person,
)


@dataclass(frozen=True)
class Invited:
    """A new link. The token exists here only; the database keeps its hash."""

    invitation: Invitation
    token: str


@dataclass(frozen=True)
class NewLink:
    """A link with what its reader must be told in."""

    made: Invited
    person: Person
    role: Role
    municipality_id: int


async def invite(
    db: Database,
    *,
    person_id: int,
    role: Role,
    municipality_id: int,
    invited_by: int | None,
    now: datetime,
    is_relink: bool = False,
) -> Invited:
    """A single-use link; an older open one of the same person stops working."""
    await storage.invitations.revoke_of(db, person_id, now=now)
    policy = await storage.municipalities.policy(db, municipality_id, on=now.date())
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        token_hash=_hashed(token),
        person_id=person_id,
        role=role.value,
        municipality_id=municipality_id,
        is_relink=is_relink,
        invited_by=invited_by,
        created_at=now,
        expires_at=now + timedelta(days=policy.invitation_days),
    )
    db.add(invitation)
    await db.flush()
    action = "person.relink" if is_relink else "person.invited"
    await storage.audit.note(db, at=now, actor_id=invited_by, action=action, person_id=person_id, subject=role.value)
    return Invited(invitation, token)


async def opened(db: Database, token: str, *, now: datetime) -> Invitation:
    """The invitation behind a link; opening uses nothing up. Raises Gone, LinkUsed, LinkExpired."""
    invitation = await storage.invitations.by_hash(db, _hashed(token))
    return checked(invitation, now)


def checked(invitation: Invitation | None, now: datetime) -> Invitation:
    if invitation is None or invitation.revoked_at is not None:
        raise Gone
    if invitation.used_at is not None:
        raise LinkUsed
    if invitation.expires_at <= now:
        raise LinkExpired
    return invitation


async def new_link(db: Database, *, by: int, person_id: int, now: datetime) -> NewLink:
    """Another invitation to the role that was last meant; the older link stops working.
    Raises NotAllowed, Gone."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    last = await storage.invitations.last_of(db, person_id, places)
    stay = await storage.roll.latest_stay(db, person_id, places)
    if last is not None:
        return await _linked(db, by, person_id, Role(last.role), last.municipality_id, now, is_relink=False)
    if stay is not None:
        return await _linked(db, by, person_id, Role.YOUTH, stay.municipality_id, now, is_relink=False)
    raise Gone


async def new_phone(db: Database, *, by: int, person_id: int, now: datetime) -> NewLink:
    """A link that moves a person to another phone, who keeps everything. Raises NotAllowed, Gone.

    Whoever holds a role elsewhere too is the operator's task: one municipality must not open another's door.
    """
    places = await roll.in_charge(db, by=by, person_id=person_id)
    if any(place not in places for _, place in await storage.people.roles_of(db, person_id)):
        raise NotAllowed
    if await storage.people.telegram_id_of(db, person_id) is None:
        raise Gone
    role, place = await _part_of(db, person_id, places)
    return await _linked(db, by, person_id, role, place, now, is_relink=True)


async def relink(db: Database, *, person_id: int, municipality_id: int, now: datetime) -> NewLink:
    """The operator's way out when a phone is lost or stolen: it is cut off with this commit, before the new one is
    known, whatever roles its owner holds elsewhere. Raises Gone for who never joined."""
    if not await storage.people.has_had_account(db, person_id):
        raise Gone
    role, place = await _part_of(db, person_id, [municipality_id])
    if await people.cut_off(db, person_id, but=None, now=now):
        await storage.audit.note(db, at=now, actor_id=None, action="phone.cut_off", person_id=person_id)
    return await _linked(db, None, person_id, role, place, now, is_relink=True)


async def withdraw(db: Database, invitation_id: int, *, by: int | None, now: datetime) -> Invitation:
    """An open link stops working at once. A coordinator withdraws those of their municipalities, the operator (`by`
    None) any. Raises NotAllowed, LinkUsed, LinkExpired; Gone, the same for foreign, missing and withdrawn before."""
    places = None if by is None else await roll.places_of(db, by=by)
    invitation = await storage.invitations.locked(db, invitation_id)
    if invitation is not None and places is not None and invitation.municipality_id not in places:
        raise Gone
    invitation = checked(invitation, now)
    invitation.revoked_at = now
    await storage.audit.note(
        db, at=now, actor_id=by, action="invitation.withdrawn", person_id=invitation.person_id, subject=invitation.role
    )
    await db.flush()
    return invitation


async def _part_of(db: Database, person_id: int, places: Sequence[int]) -> tuple[Role, int]:
    """As what, and where, a person is here: their role, or the one they were last invited to. Raises Gone."""
    roles = await storage.people.roles_of(db, person_id)
    held = sorted((one for one in roles if one[1] in places), key=lambda one: one[0] is not Role.YOUTH)
    if held:
        return held[0]
    last = await storage.invitations.last_of(db, person_id, places)
    if last is None:
        raise Gone
    return Role(last.role), last.municipality_id


async def _linked(
    db: Database, by: int | None, person_id: int, role: Role, place: int, now: datetime, *, is_relink: bool
) -> NewLink:
    person = await storage.people.get(db, person_id)
    assert person is not None
    made = await invite(
        db, person_id=person_id, role=role, municipality_id=place, invited_by=by, now=now, is_relink=is_relink
    )
    return NewLink(made, person, role, place)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
