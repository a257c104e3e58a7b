"""Letting people in: consent, birth date, status now; and stepping back out with nothing kept.

An invitation is used up at consent, not when it is opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import (
    AlreadyMember,
    Gone,
    PhoneTaken,
    ReasonNeeded,
    TooYoungOrOld,
)
from bot.rules.people import NOTICE_VERSION, Eligibility, OnTheWay, Role, StatusNow
from bot.services import care, invitations, people, roll
from bot.storage import Database
from bot.storage.conversations import Place
from bot.storage.models import (
    Account,
    Consent,
    EligibilityCheck,
    GuardianConsent,
    Invitation,
    Person,
)

PURPOSE = "participation"
DECLINED = "consent.declined"
BIRTH_ASKED = "birth_date.correction_asked"


@dataclass(frozen=True)
class Joining:
    """What became of a young person's birth date."""

    waits_for_guardian: bool
    stays_outside_chat: bool


async def agree(
    db: Database, invitation_id: int, *, telegram_id: int, language: str, now: datetime, name: str | None = None
) -> tuple[Person, Invitation]:
    """Consent: the invitation is used up, the account linked. Staff hold their role from here on, youth once their
    age and status are known. Somebody who is here already keeps one record and gains a role; `name` is for who was
    written down without one. Raises Gone, LinkUsed, LinkExpired, AlreadyMember, PhoneTaken, NameNeeded."""
    invitation = invitations.checked(await storage.invitations.locked(db, invitation_id), now)
    person = await storage.people.get(db, invitation.person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    account = await storage.people.account(db, telegram_id)
    if account is not None and account.cut_off_at is None and account.person_id != person.id:
        if invitation.is_relink:
            raise PhoneTaken
        person = await _same_person(db, invitation, account.person_id)
    await people.cut_off(db, person.id, but=telegram_id, now=now)
    await _link(db, account, telegram_id, person.id, now)
    invitation.used_at = now
    if name is not None and not rules.text.is_name(person.name):
        person.name = rules.text.clean_name(name)
    person.language = language
    person.joined_at = person.joined_at or now
    person.unreachable_since = None
    if invitation.is_relink:
        await storage.audit.note(db, at=now, actor_id=person.id, action="person.relinked", person_id=person.id)
    else:
        db.add(Consent(person_id=person.id, purpose=PURPOSE, version=NOTICE_VERSION, language=language, given_at=now))
        if Role(invitation.role) is not Role.YOUTH:
            await people.give_role(
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


async def agree_again(db: Database, *, person_id: int, language: str, now: datetime) -> None:
    """To the text of now, by somebody who agreed to an earlier one: both stay on record. Raises Gone without one."""
    if await storage.joining.consent_of(db, person_id) is None:
        raise Gone
    db.add(Consent(person_id=person_id, purpose=PURPOSE, version=NOTICE_VERSION, language=language, given_at=now))
    await storage.audit.note(
        db, at=now, actor_id=person_id, action="consent.given", person_id=person_id, subject=NOTICE_VERSION
    )
    await db.flush()


async def decline(db: Database, *, person_id: int, now: datetime) -> None:
    """The earlier consent stays; what only the text of now allows is neither asked nor kept."""
    await storage.audit.note(
        db, at=now, actor_id=person_id, action=DECLINED, person_id=person_id, subject=NOTICE_VERSION
    )


async def has_declined(db: Database, person_id: int) -> bool:
    """The text of now, and has not agreed since."""
    consent = await storage.joining.consent_of(db, person_id)
    if consent is not None and rules.people.covers_answers(consent.version):
        return False
    return await storage.audit.is_noted(db, person_id=person_id, action=DECLINED, subject=NOTICE_VERSION)


async def _same_person(db: Database, invitation: Invitation, person_id: int) -> Person:
    """The invited name is somebody who is here already: what was written down for the name becomes theirs."""
    held = await storage.people.role_held(db, person_id, Role(invitation.role), invitation.municipality_id)
    if held is not None:
        raise AlreadyMember
    person = await storage.people.get(db, person_id)
    placeholder = await storage.people.get(db, invitation.person_id)
    assert person is not None and placeholder is not None
    await storage.pairs.hand_over(db, from_person=placeholder.id, to_person=person.id)
    await storage.plans.hand_over(db, from_person=placeholder.id, to_person=person.id)
    invitation.person_id = person.id
    placeholder.name, placeholder.former_names = rules.erasure.label(placeholder.id), None
    placeholder.erased_at = invitation.created_at
    return person


async def _link(db: Database, account: Account | None, telegram_id: int, person_id: int, now: datetime) -> None:
    if account is None:
        db.add(Account(telegram_id=telegram_id, person_id=person_id, linked_at=now))
    else:
        account.person_id, account.linked_at, account.cut_off_at = person_id, now, None


async def take_birth_date(
    db: Database, *, person_id: int, municipality_id: int, birth: date, now: datetime, today: date
) -> Joining:
    """Keep a birth date, or not: raises TooYoungOrOld; a minor's is kept only as the municipality decided."""
    policy = await storage.municipalities.policy(db, municipality_id, on=today)
    if not policy.age_low <= rules.people.age(birth, today) < policy.age_high:
        raise TooYoungOrOld(policy.age_low, policy.age_high)
    guardian = await storage.joining.guardian_consent_of(db, person_id)
    may = rules.people.may_be_stored(birth, today, policy.minors_in_chat, has_guardian_consent=guardian is not None)
    if not may:
        outside = policy.minors_in_chat is rules.people.MinorsInChat.NO
        # Whoever chose the date by buttons has tapped under the year and the month: what was handled goes too.
        await storage.privacy.forget_what_was_typed(db, await storage.privacy.chats_of(db, person_id))
        await _mark_waiting(db, person_id, waits=not outside)
        return Joining(waits_for_guardian=not outside, stays_outside_chat=outside)
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.birth_date = birth.isoformat()
    await _mark_waiting(db, person_id, waits=False)
    await storage.audit.note(db, at=now, actor_id=person_id, action="birth_date.said", person_id=person_id)
    return Joining(waits_for_guardian=False, stays_outside_chat=False)


async def _mark_waiting(db: Database, person_id: int, *, waits: bool) -> None:
    """All that is kept of a minor before the representative agrees: on the invitation, that it waits; no date."""
    invitation = await storage.invitations.used_as_youth(db, person_id)
    if invitation is not None:
        invitation.waits_for_guardian = waits
        await db.flush()


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
    await people.give_role(db, person_id=person_id, role=Role.YOUTH, municipality_id=municipality_id, now=now)
    await storage.audit.note(db, at=now, actor_id=person_id, action="status.said", person_id=person_id)
    return result


async def change_status(
    db: Database, *, person_id: int, statuses: Iterable[StatusNow], now: datetime, zone: ZoneInfo
) -> bool:
    """What is true now, said after joining: judged by the same rules, by the age on the day of joining. True when the
    coordinators have something new to decide. Raises Gone where nothing was said, or where they found that it is not
    the programme for this person: then they talk about it."""
    said = set(statuses)
    check = await storage.joining.eligibility_of(db, person_id)
    person = await storage.people.get(db, person_id)
    if check is None or check.result == Eligibility.NOT_ELIGIBLE or person is None or person.birth_date is None:
        raise Gone
    former = {StatusNow(one) for one in check.statuses}
    if said == former:
        return False
    waited = check.result == Eligibility.DOUBTFUL and check.checked_at is None
    joined_on = check.said_at.astimezone(zone).date()
    policy = await storage.municipalities.policy(db, await care.place_of(db, person_id), on=joined_on)
    check.statuses = sorted(one.value for one in said)
    if check.result != Eligibility.OUTSIDE_AGE:  # then the age is what counts, and the coordinators know
        birth = date.fromisoformat(person.birth_date)
        check.result = rules.people.eligibility(birth, said, joined_on, low=policy.age_low, high=policy.age_high).value
        check.checked_by = check.checked_at = None
    subject = f"former={','.join(sorted(former))}"
    await storage.audit.note(
        db, at=now, actor_id=person_id, action="status.changed", person_id=person_id, subject=subject
    )
    await db.flush()
    return check.result == Eligibility.DOUBTFUL and not waited


async def ask_birth_correction(db: Database, *, person_id: int, now: datetime) -> bool:
    """The date decides who may take part, so a coordinator corrects it; which one is right is said to them in person.
    True when they are to be told: once a day. Raises Gone where no date is stored."""
    person = await storage.people.get(db, person_id)
    if person is None or person.birth_date is None:
        raise Gone
    if await storage.audit.is_noted_since(db, person_id=person_id, action=BIRTH_ASKED, since=now - timedelta(days=1)):
        return False
    await storage.audit.note(db, at=now, actor_id=person_id, action=BIRTH_ASKED, person_id=person_id)
    return True


async def step_back_out(db: Database, *, person_id: int, now: datetime) -> bool:
    """Nothing of what was said in chat is kept: no account, no consent, no birth date. The name that the coordinator
    wrote down stays, with the hours that mentors log for it. Who is here in another role stays in it: False."""
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.birth_date = None
    await _mark_waiting(db, person_id, waits=False)
    await storage.audit.note(db, at=now, actor_id=person_id, action="person.stepped_out", person_id=person_id)
    if await storage.people.roles_of(db, person_id):
        return False
    person.joined_at = None
    await db.flush()
    await storage.people.forget_chat(db, person_id)
    return True


async def choose_language_while_joining(db: Database, place: Place, *, language: str, now: datetime) -> None:
    """Somebody who is nobody here yet switches: their joining goes on in that language."""
    place.draft = {**place.draft, "language": language}
    await storage.conversations.move(
        db, place.id, step=place.step, draft=place.draft, shown_at=now, person_id=place.person_id
    )


async def leave_other_joining(db: Database, places: Sequence[Place], *, now: datetime) -> None:
    """One invitation at a time: what was opened before ends where it stood."""
    for place in places:
        if place.name == "join":
            await storage.conversations.close(db, place.id, now=now)


async def on_the_way(db: Database, person_id: int, *, today: date) -> OnTheWay | None:
    """None when nothing waits. A minor waits until the representative's consent is recorded, or the municipality
    no longer asks for it."""
    if await storage.joining.consent_of(db, person_id) is None:
        return None
    if await storage.joining.eligibility_of(db, person_id) is not None:
        return None
    invitation = await storage.invitations.used_as_youth(db, person_id)
    if invitation is None:
        return None
    place = invitation.municipality_id
    return OnTheWay(
        place,
        invitation.waits_for_guardian and await _needs_guardian(db, person_id, place, today),
        tuple(one.name for one in await storage.people.holders(db, Role.COORDINATOR, place)),
    )


async def _needs_guardian(db: Database, person_id: int, municipality_id: int, today: date) -> bool:
    policy = await storage.municipalities.policy(db, municipality_id, on=today)
    if policy.minors_in_chat is not rules.people.MinorsInChat.WITH_GUARDIAN_CONSENT:
        return False
    return await storage.joining.guardian_consent_of(db, person_id) is None


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
    return await on_the_way(db, person_id, today=today) is not None
