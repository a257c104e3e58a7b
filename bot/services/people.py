"""Inviting people and letting them in: links, consent, eligibility, roles, lost phones.

An invitation belongs to a person who was written down by name; it is used up at consent, not when it is opened.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import rules, storage
from bot.rules.errors import (
    AlreadyMember,
    Gone,
    LastCoordinator,
    LinkExpired,
    LinkUsed,
    NotAllowed,
    PhoneTaken,
    ReasonNeeded,
    TooYoungOrOld,
)
from bot.rules.participations import EndReason
from bot.rules.people import Eligibility, Role, StatusNow
from bot.services import pairs, roll
from bot.storage import Database
from bot.storage.letters import Letter
from bot.storage.models import (
    Account,
    Consent,
    Conversation,
    EligibilityCheck,
    GuardianConsent,
    Invitation,
    Municipality,
    Person,
    RoleHeld,
)

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
    Raises Gone, LinkUsed, LinkExpired, AlreadyMember, PhoneTaken."""
    invitation = _checked(await storage.people.locked_invitation(db, invitation_id), now)
    person = await storage.people.get(db, invitation.person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    account = await storage.people.account(db, telegram_id)
    if account is not None and account.cut_off_at is None and account.person_id != person.id:
        if invitation.is_relink:
            raise PhoneTaken
        person = await _same_person(db, invitation, account.person_id)
    await _cut_off(db, person.id, but=telegram_id, now=now)
    await _link(db, account, telegram_id, person.id, now)
    invitation.used_at = now
    person.language = language
    person.joined_at = person.joined_at or now
    person.unreachable_since = None
    if invitation.is_relink:
        await storage.audit.note(db, at=now, actor_id=person.id, action="person.relinked", person_id=person.id)
    else:
        db.add(Consent(person_id=person.id, purpose=PURPOSE, version=NOTICE_VERSION, language=language, given_at=now))
        if Role(invitation.role) is not Role.YOUTH:
            await give_role(
                db,
                person_id=person.id,
                role=Role(invitation.role),
                municipality_id=invitation.municipality_id,
                now=now,
            )
        await storage.audit.note(
            db, at=now, actor_id=person.id, action="consent.given", person_id=person.id, subject=NOTICE_VERSION
        )
    await db.flush()
    return person, invitation


async def _cut_off(db: Database, person_id: int, *, but: int, now: datetime) -> None:
    """A person has one phone here: from this moment every other one is a stranger's, in the middle of anything."""
    for telegram_id in await storage.people.cut_off_accounts(db, person_id, but=but, now=now):
        await storage.conversations.close_all(db, telegram_id, now=now)
        await storage.outbox.drop_for_chat(db, telegram_id, reason="another phone", now=now)
        forget_menu = Letter(telegram_id, "deleteMyCommands", {"scope": {"type": "chat", "chat_id": telegram_id}})
        await storage.outbox.queue(db, [forget_menu], now=now)


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


async def take_birth_date(
    db: Database, *, person_id: int, municipality_id: int, birth: date, now: datetime, today: date
) -> Joining:
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
    await storage.audit.note(db, at=now, actor_id=person_id, action="birth_date.said", person_id=person_id)
    return Joining(waits_for_guardian=False, stays_outside_chat=False)


async def take_status(
    db: Database,
    *,
    person_id: int,
    municipality_id: int,
    statuses: Iterable[StatusNow],
    now: datetime,
    today: date,
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


async def step_back_out(db: Database, *, person_id: int, now: datetime) -> bool:
    """Nothing of what was said in chat is kept: no account, no consent, no birth date. The name that the coordinator
    wrote down stays, with the hours that mentors log for it. Who is here in another role stays in it: False."""
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.birth_date = None
    await storage.audit.note(db, at=now, actor_id=person_id, action="person.stepped_out", person_id=person_id)
    if await storage.people.roles_of(db, person_id):
        return False
    person.joined_at = None
    await db.flush()
    await storage.people.forget_chat(db, person_id)
    return True


async def choose_language(db: Database, *, person_id: int, language: str) -> None:
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.language = language
    await db.flush()


async def choose_language_while_joining(db: Database, place: Conversation, *, language: str, now: datetime) -> None:
    """Somebody who is nobody here yet switches: their joining goes on in that language."""
    place.draft = {**place.draft, "language": language}
    await storage.conversations.move(
        db, place.id, step=place.step, draft=place.draft, shown_at=now, person_id=place.person_id
    )


async def leave_other_joining(db: Database, places: Sequence[Conversation], *, now: datetime) -> None:
    """One invitation at a time: what was opened before ends where it stood."""
    for place in places:
        if place.name == "join" and place.closed_at is None:
            await storage.conversations.close(db, place.id, now=now)


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


@dataclass(frozen=True)
class NewLink:
    """A link with what its reader must be told in."""

    made: Invited
    person: Person
    role: Role
    municipality_id: int


async def new_link(db: Database, *, by: int, person_id: int, now: datetime) -> NewLink:
    """Another invitation to the role that was last meant; the older link stops working.
    Raises NotAllowed, Gone."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    last = await storage.people.last_invitation(db, person_id, places)
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
    roles = await storage.people.roles_of(db, person_id)
    if any(place not in places for _, place in roles):
        raise NotAllowed
    if await storage.people.telegram_id_of(db, person_id) is None:
        raise Gone
    last = await storage.people.last_invitation(db, person_id, places)
    held = sorted(roles, key=lambda one: one[0] is not Role.YOUTH)
    if held:
        role, place = held[0]
    elif last is not None:
        role, place = Role(last.role), last.municipality_id
    else:
        raise Gone
    return await _linked(db, by, person_id, role, place, now, is_relink=True)


async def _linked(
    db: Database, by: int, person_id: int, role: Role, place: int, now: datetime, *, is_relink: bool
) -> NewLink:
    person = await storage.people.get(db, person_id)
    assert person is not None
    made = await invite(
        db, person_id=person_id, role=role, municipality_id=place, invited_by=by, now=now, is_relink=is_relink
    )
    return NewLink(made, person, role, place)


async def approve(db: Database, *, by: int, person_id: int, now: datetime) -> None:
    """The coordinator looked into a doubtful status: this young person may take part. Raises NotAllowed, Gone."""
    await roll.in_charge(db, by=by, person_id=person_id)
    await _decide(db, by, person_id, Eligibility.ELIGIBLE, now)


async def find_not_eligible(db: Database, *, by: int, person_id: int, now: datetime, today: date) -> pairs.Ended:
    """This is not the right programme for them: today is its last day. Raises NotAllowed, Gone."""
    await roll.in_charge(db, by=by, person_id=person_id)
    await _decide(db, by, person_id, Eligibility.NOT_ELIGIBLE, now)
    return await pairs.end_programme(
        db, by=by, youth_id=person_id, last=today, reason=EndReason.OTHER, now=now, today=today
    )


async def _decide(db: Database, by: int, person_id: int, found: Eligibility, now: datetime) -> None:
    check = await storage.people.eligibility_of(db, person_id)
    if check is None or check.checked_at is not None or check.result != Eligibility.DOUBTFUL:
        raise Gone
    check.result, check.checked_by, check.checked_at = found.value, by, now
    await storage.audit.note(db, at=now, actor_id=by, action="status.decided", person_id=person_id, subject=found.value)
    await db.flush()


async def record_guardian(
    db: Database,
    *,
    by: int,
    person_id: int,
    guardian: str,
    given_on: date,
    paper: str,
    now: datetime,
    today: date,
) -> bool:
    """The legal representative's consent: who, when, where the signed paper is. True when a joining waited for it.
    Raises NotAllowed, Gone, NameNeeded, ReasonNeeded, NotYet."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    if await storage.roll.latest_stay(db, person_id, places) is None:
        raise Gone
    where = rules.text.clean_note(paper, limit=200)
    if not where:
        raise ReasonNeeded
    rules.participations.check_not_to_come(given_on, today=today)
    db.add(
        GuardianConsent(
            person_id=person_id,
            guardian=rules.text.clean_name(guardian),
            given_on=given_on,
            paper=where,
            recorded_by=by,
            recorded_at=now,
        )
    )
    await db.flush()
    await storage.audit.note(db, at=now, actor_id=by, action="guardian.recorded", person_id=person_id)
    return await waiting_to_join(db, person_id) is not None


@dataclass(frozen=True)
class Revoked:
    """Somebody whose work here is over: their chat, when they have one, and what they still hold."""

    person: Person
    chat_id: int | None
    roles: frozenset[tuple[Role, int]]
    participation_ids: tuple[int, ...]


async def revoke(db: Database, *, by: int, person_id: int, now: datetime, today: date) -> Revoked:
    """Staff access ends at once, in the municipalities of the coordinator.
    Raises NotAllowed, Gone, LastCoordinator."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    return await revoke_in(db, person_id=person_id, municipality_ids=places, by=by, now=now, today=today)


async def revoke_in(
    db: Database,
    *,
    person_id: int,
    municipality_ids: Sequence[int],
    by: int | None,
    now: datetime,
    today: date,
) -> Revoked:
    """Roles and open invitations go, pairs end today, open conversations close. The operator (`by` None) may take
    the last coordinator away too. Raises Gone, LastCoordinator."""
    coordinators = await storage.people.locked_coordinators(db, municipality_ids)
    if by is not None:
        theirs = {one.municipality_id for one in coordinators if one.person_id == person_id}
        if theirs - {one.municipality_id for one in coordinators if one.person_id != person_id}:
            raise LastCoordinator
    person = await storage.people.get(db, person_id)
    if person is None:
        raise Gone
    taken = await storage.people.revoke_roles(
        db, person_id, roles=(Role.MENTOR, Role.COORDINATOR), municipality_ids=municipality_ids, now=now
    )
    ended = await storage.pairs.end_pairs_of_mentor(db, person_id, municipality_ids=municipality_ids, last=today)
    chat_id = await storage.people.telegram_id_of(db, person_id)
    if chat_id is not None:
        await storage.conversations.close_all(db, chat_id, now=now)
    for role, place in taken:
        await storage.audit.note(
            db, at=now, actor_id=by, action="role.revoked", person_id=person_id, subject=f"{role}={place}"
        )
    return Revoked(person, chat_id, await storage.people.roles_of(db, person_id), tuple(ended))


async def waiting_to_join(db: Database, person_id: int) -> int | None:
    """The municipality where a young person's joining waits to go on; None when nothing waits."""
    if await storage.people.consent_of(db, person_id) is None:
        return None
    if await storage.people.eligibility_of(db, person_id) is not None:
        return None
    return await storage.people.joining_as_youth(db, person_id)
