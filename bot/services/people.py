"""Inviting people and letting them in: links, consent, eligibility, roles, lost phones.

An invitation belongs to a person who was written down by name; it is used up at consent, not when it is opened.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import rules, storage
from bot.rules.errors import AlreadyMember, Gone, LinkExpired, LinkUsed, NotAllowed, TooYoungOrOld
from bot.rules.people import Eligibility, Role, StatusNow
from bot.storage import Database
from bot.storage.models import Account, Consent, EligibilityCheck, Invitation, Municipality, Person, RoleHeld

NOTICE_VERSION = "2026-11"  # of the privacy notice that people agree to
PURPOSE = "participation"


@dataclass(frozen=True)
class Invited:
    """A new link. The token exists here only; the database keeps its hash."""

    invitation: Invitation
    token: str


async def municipality(db: Database, *, name: str) -> Municipality:
    """The municipality of this name, written down when it is new."""
    name = rules.text.clean_name(name)
    found = await storage.municipalities.by_name(db, name)
    if found is None:
        found = Municipality(name=name)
        db.add(found)
        await db.flush()
    return found


async def write_down(db: Database, *, name: str, language: str, now: datetime) -> Person:
    """A person by name, without an account yet. Raises NameNeeded."""
    person = Person(name=rules.text.clean_name(name), language=language, created_at=now)
    db.add(person)
    await db.flush()
    return person


async def invite(
    db: Database, *, person_id: int, role: Role, municipality_id: int, invited_by: int | None, now: datetime,
    is_relink: bool = False,
) -> Invited:
    """A single-use link; an older open one of the same person stops working."""
    await storage.people.revoke_invitations(db, person_id, now=now)
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
    invitation = await storage.people.invitation_by_hash(db, _hashed(token))
    return _checked(invitation, now)


async def agree(
    db: Database, invitation_id: int, *, telegram_id: int, language: str, now: datetime
) -> tuple[Person, Invitation]:
    """Consent: the invitation is used up, the account linked. Staff hold their role from here on, youth once their
    age and status are known. Somebody who is here already keeps one record and gains a role.
    Raises Gone, LinkUsed, LinkExpired, AlreadyMember."""
    invitation = _checked(await storage.people.invitation(db, invitation_id), now)
    person = await storage.people.get(db, invitation.person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    account = await storage.people.account(db, telegram_id)
    if invitation.is_relink:
        await storage.people.cut_off_accounts(db, person.id, now=now)
    elif account is not None and account.cut_off_at is None and account.person_id != person.id:
        person = await _same_person(db, invitation, account.person_id)
    await _link(db, account, telegram_id, person.id, now)
    invitation.used_at = now
    person.language = language
    person.joined_at = person.joined_at or now
    person.unreachable_since = None
    if not invitation.is_relink:
        db.add(Consent(person_id=person.id, purpose=PURPOSE, version=NOTICE_VERSION, language=language, given_at=now))
        if Role(invitation.role) is not Role.YOUTH:
            await give_role(
                db, person_id=person.id, role=Role(invitation.role), municipality_id=invitation.municipality_id, now=now
            )
    await storage.audit.note(
        db, at=now, actor_id=person.id, action="consent.given", person_id=person.id, subject=NOTICE_VERSION
    )
    await db.flush()
    return person, invitation


async def _same_person(db: Database, invitation: Invitation, person_id: int) -> Person:
    """The invited name is somebody who is here already: what was written down for the name becomes theirs."""
    held = await storage.people.role_held(db, person_id, Role(invitation.role), invitation.municipality_id)
    if held is not None:
        raise AlreadyMember
    person = await storage.people.get(db, person_id)
    placeholder = await storage.people.get(db, invitation.person_id)
    assert person is not None and placeholder is not None
    await storage.pairs.hand_over(db, from_person=placeholder.id, to_person=person.id)
    invitation.person_id = person.id
    placeholder.erased_at = invitation.created_at
    return person


async def _link(db: Database, account: Account | None, telegram_id: int, person_id: int, now: datetime) -> None:
    if account is None:
        db.add(Account(telegram_id=telegram_id, person_id=person_id, linked_at=now))
    else:
        account.person_id, account.linked_at, account.cut_off_at = person_id, now, None


async def give_role(db: Database, *, person_id: int, role: Role, municipality_id: int, now: datetime) -> None:
    """Roles are a set: giving one twice changes nothing."""
    if await storage.people.role_held(db, person_id, role, municipality_id) is None:
        db.add(RoleHeld(person_id=person_id, role=role.value, municipality_id=municipality_id, given_at=now))
        await storage.audit.note(
            db, at=now, actor_id=None, action="role.given", person_id=person_id, subject=role.value
        )
        await db.flush()


@dataclass(frozen=True)
class Joining:
    """What became of a young person's birth date."""

    waits_for_guardian: bool
    stays_outside_chat: bool


async def take_birth_date(db: Database, *, person_id: int, municipality_id: int, birth: date, now: datetime, today: date) -> Joining:
    """Keep a birth date, or not: raises TooYoungOrOld; a minor's is kept only as the municipality decided."""
    policy = await storage.municipalities.policy(db, municipality_id, on=today)
    if not policy.age_low <= rules.people.age(birth, today) < policy.age_high:
        raise TooYoungOrOld(policy.age_low, policy.age_high)
    guardian = await storage.people.guardian_consent_of(db, person_id)
    may = rules.people.may_be_stored(birth, today, policy.minors_in_chat, has_guardian_consent=guardian is not None)
    if not may:
        outside = policy.minors_in_chat is rules.people.MinorsInChat.NO
        return Joining(waits_for_guardian=not outside, stays_outside_chat=outside)
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.birth_date = birth.isoformat()
    return Joining(waits_for_guardian=False, stays_outside_chat=False)


async def take_status(
    db: Database, *, person_id: int, municipality_id: int, statuses: Iterable[StatusNow], now: datetime, today: date
) -> Eligibility:
    """Keep the answer about status; the doubtful goes to the coordinator and is never refused here."""
    said = set(statuses)
    person = await storage.people.get(db, person_id)
    assert person is not None and person.birth_date is not None
    policy = await storage.municipalities.policy(db, municipality_id, on=today)
    result = rules.people.eligibility(
        date.fromisoformat(person.birth_date), said, today, low=policy.age_low, high=policy.age_high
    )
    db.add(
        EligibilityCheck(
            person_id=person_id, statuses=sorted(one.value for one in said), result=result.value, said_at=now
        )
    )
    await give_role(db, person_id=person_id, role=Role.YOUTH, municipality_id=municipality_id, now=now)
    await storage.audit.note(db, at=now, actor_id=person_id, action="status.said", person_id=person_id)
    return result


async def step_back_out(db: Database, *, person_id: int, now: datetime) -> None:
    """Nothing of what was said in chat is kept: no account, no consent, no birth date. The name that the coordinator
    wrote down stays, with the hours that mentors log for it."""
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.birth_date = None
    person.joined_at = None
    await storage.people.forget_chat(db, person_id)
    await storage.audit.note(db, at=now, actor_id=person_id, action="person.stepped_out", person_id=person_id)


async def choose_language(db: Database, *, person_id: int, language: str) -> None:
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.language = language


async def check_coordinates(db: Database, *, coordinator_id: int, municipality_id: int) -> None:
    """Raises NotAllowed unless this person coordinates that municipality."""
    if await storage.people.role_held(db, coordinator_id, Role.COORDINATOR, municipality_id) is None:
        raise NotAllowed


def _checked(invitation: Invitation | None, now: datetime) -> Invitation:
    if invitation is None or invitation.revoked_at is not None:
        raise Gone
    if invitation.used_at is not None:
        raise LinkUsed
    if invitation.expires_at <= now:
        raise LinkExpired
    return invitation


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def waiting_to_join(db: Database, person_id: int) -> int | None:
    """The municipality where a young person's joining waits to go on; None when nothing waits."""
    if await storage.people.consent_of(db, person_id) is None:
        return None
    if await storage.people.eligibility_of(db, person_id) is not None:
        return None
    return await storage.people.joining_as_youth(db, person_id)
