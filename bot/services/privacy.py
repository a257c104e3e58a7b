"""Withdrawing consent, and erasing a person: what goes, what the rules keep and until when, the receipt.

Hours and sessions are the funder's evidence: they stay as numbers of days and minutes, without the name of the young
person. Somebody who logged them keeps the name beside the entries for as long as the rules ask for them.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.broadcasts import BroadcastState
from bot.rules.errors import Gone
from bot.rules.lifelines import Cleared
from bot.rules.participations import EndReason, Outlook
from bot.rules.people import Role
from bot.rules.policies import DEFAULT
from bot.services import activity_notices, broadcasts, handing_over, plan_notices, programme_notices, quiet
from bot.storage import Database
from bot.storage.models import Participation, Person, Receipt

# Kinds of notices by what their subject is: a person, a participation.
ABOUT_PEOPLE = (
    "joined",
    "approval_needed",
    "status_changed",
    "birth_asked",
    "guardian_needed",
    "minor_outside_chat",
    "outside_age",
    "consent_withdrawn",
    "profile_sent",
)
ABOUT_ACTIVITIES = tuple(activity_notices.FACTS)
"""Their subject is the activity: what they say of a seat that is gone is no longer true, so none leaves."""
ABOUT_PROGRAMMES = (
    *("pace", "shortfall", "impossible", "silence", "mentor_reminded", "ending", "overdue", "paired"),
    *programme_notices.FACTS,
    *plan_notices.FACTS,
)


@dataclass(frozen=True)
class Stays:
    """What an erasure leaves, and the last day on which the rules ask for it; None where nothing is left."""

    hours: bool
    name: bool
    until: date | None


@dataclass(frozen=True)
class Erased:
    """An erasure that was done; `coordinators`, each with a municipality, are to be told."""

    number: str
    stays: Stays
    coordinators: dict[int, int]
    paired_until_now: tuple[int, ...]
    """Participations that lose their mentor."""


@dataclass(frozen=True)
class Withdrawn:
    """A consent that was taken back: the coordinators to be told, and the participations that lose their mentor."""

    coordinators: tuple[int, ...]
    paired_until_now: tuple[int, ...]


@dataclass(frozen=True)
class Keeping:
    """Who keeps somebody's data, and for how long."""

    municipalities: tuple[str, ...]
    text_days: int
    record_years: int
    wellbeing_months: int


async def keeping(db: Database, person_id: int | None, *, today: date) -> Keeping:
    """For a person; for a stranger (None) the longest that any municipality keeps."""
    ids = await storage.privacy.places_of(db, person_id) if person_id is not None else []
    names = await storage.municipalities.names_of(db, ids)
    everywhere = ids or [one.id for one in await storage.municipalities.all_of_them(db)]
    policies = [await storage.municipalities.policy(db, place, on=today) for place in everywhere] or [DEFAULT]
    return Keeping(
        municipalities=tuple(names[place] for place in ids),
        text_days=max(one.chat_text_days for one in policies),
        record_years=max(one.records_years_after_exit for one in policies),
        wellbeing_months=max(one.wellbeing_months_after_exit for one in policies),
    )


async def outlook(db: Database, person_id: int) -> Outlook | None:
    """How the programme of a young person goes on without their consent; None where there is none."""
    stays = await storage.pairs.of_youth(db, person_id)
    running = [one.participation_id for one in stays if one.ended_on is None]
    if not running:
        return Outlook.OVER if stays else None
    mentors = await storage.pairs.open_mentors_of(db, running)
    return Outlook.WITH_MENTOR if any(mentors.values()) else Outlook.WITHOUT_MENTOR


async def left_alone(db: Database, person_id: int) -> dict[int, str]:
    """Municipalities that nobody else coordinates: id and name.

    Access is work: nobody revokes the last coordinator in chat (LastCoordinator). Withdrawing consent and deleting
    one's data are rights, never refused nor made to wait for a successor: the last coordinator may go, sees
    beforehand what it means, and the operator is told which municipality needs another one.
    """
    places = [place for role, place in await storage.people.roles_of(db, person_id) if role is Role.COORDINATOR]
    held = await storage.people.locked_coordinators(db, places)
    others = {one.municipality_id for one in held if one.person_id != person_id}
    return await storage.municipalities.names_of(db, [place for place in places if place not in others])


async def withdraw(db: Database, *, person_id: int, now: datetime, zone: ZoneInfo) -> Withdrawn:
    """Consent is taken back: no question and no reminder any more. The participation goes on outside the chat and its
    mentors may log; a mentor's own access and pairs end. Raises Gone when no consent is in force."""
    person = await storage.privacy.locked_person(db, person_id)
    if person is None or not await storage.privacy.withdraw_consents(db, person_id, now=now):
        raise Gone
    coordinators = await _coordinators(db, person_id)
    await storage.privacy.revoke_all_roles(db, person_id, now=now)
    await storage.invitations.revoke_of(db, person_id, now=now)
    ended = await storage.privacy.end_pairs_of_mentor(db, person_id, last=now.astimezone(zone).date())
    await storage.notices.drop_for(db, person_id, reason=Cleared.WITHDRAWN, now=now)
    await storage.privacy.close_conversations(db, person_id, now=now)
    for chat_id in await storage.privacy.chats_of(db, person_id):
        for row in await storage.outbox.drop_for_chat(db, chat_id, reason=Cleared.WITHDRAWN, now=now, above=0):
            queued = await storage.notices.of_outbox(db, row)
            await storage.notices.settle(db, queued, "cleared", reason=Cleared.WITHDRAWN, now=now)
    await handing_over.pass_on(db, person_id, by=None, now=now)
    await storage.audit.note(db, at=now, actor_id=person_id, action="consent.withdrawn", person_id=person_id)
    return Withdrawn(tuple(coordinators), tuple(ended))


async def what_stays(db: Database, person_id: int, *, today: date) -> Stays:
    """What the rules would keep of this person if they were erased today."""
    own = await storage.privacy.participations_of(db, person_id)
    until = [await _until(db, one.municipality_id, _end(one, today), today) for one in own]
    has_hours = await storage.privacy.has_records(db, [one.id for one in own])
    logged = await storage.privacy.last_day_mentored(db, person_id)
    as_staff = [await _until(db, place, min(day, today), today) for place, day in logged.items()]
    named = [day for day in as_staff if day >= today]
    days = [*(until if has_hours else []), *named]
    return Stays(hours=has_hours or bool(logged), name=bool(named), until=max(days, default=None))


async def erase(
    db: Database,
    *,
    person_id: int,
    by: int | None,
    now: datetime,
    zone: ZoneInfo,
    but_card: str | None = None,
) -> Erased:
    """Everything that names the person or repeats their words goes; a programme that runs ends today.

    `by` None: the clock, when the time of keeping is over. Raises Gone when there is nobody (any more).
    """
    person = await storage.privacy.locked_person(db, person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    today = now.astimezone(zone).date()
    own = await storage.privacy.participations_of(db, person_id)
    participation_ids = [one.id for one in own]
    stays = await what_stays(db, person_id, today=today)
    coordinators = await _coordinators(db, person_id)
    await _forget_name_around(db, person, participation_ids, now)
    for one in own:
        last = max(today, one.started_on)
        await storage.privacy.end_participation(db, one.id, last=last, reason=EndReason.OTHER.value)
    gone = {"notes": await _forget_notes(db, person, participation_ids)}
    gone["plan"] = await storage.privacy.erase_plans(db, person_id, participation_ids)
    gone |= await _forget_activities(db, person, participation_ids)
    gone["broadcasts"] = await _forget_broadcasts(db, person, now)
    await storage.privacy.revoke_all_roles(db, person_id, now=now)
    ended = await storage.privacy.end_pairs_of_mentor(db, person_id, last=today)
    await handing_over.pass_on(db, person_id, by=None, now=now)
    await storage.privacy.withdraw_consents(db, person_id, now=now)
    await storage.privacy.silence(db, ABOUT_PEOPLE, [person_id], now=now)
    await storage.privacy.silence(db, ABOUT_PROGRAMMES, participation_ids, now=now)
    gone["notices"] = await storage.privacy.erase_notices(db, person_id)
    chats = await storage.privacy.chats_of(db, person_id)
    gone |= await storage.privacy.erase_chat(db, chats, person_id, but_card=but_card, now=now)
    gone["answers"] = await storage.privacy.erase_profiles(db, person_id)
    gone |= await storage.privacy.erase_person(db, person_id)
    _empty(person, keeps_name=stays.name, now=now)
    number = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    await storage.privacy.receive(db, Receipt(number=number, person_id=person_id, erased_at=now, erased=gone))
    action = "data.expired" if by is None else "data.erased"
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=person_id, subject=f"receipt={number}")
    return Erased(number, stays, coordinators, tuple(ended))


def _empty(person: Person, *, keeps_name: bool, now: datetime) -> None:
    if not keeps_name:
        person.name = rules.erasure.label(person.id)
    person.birth_date = person.former_names = person.joined_at = person.unreachable_since = None
    quiet.forget(person)
    person.erased_at = now


async def _forget_notes(db: Database, person: Person, participation_ids: list[int]) -> int:
    """Notes about them alone go; from those about several people, their name."""
    emptied = await storage.privacy.empty_words_about(db, participation_ids)
    sessions, reasons = await storage.privacy.shared_words(db, participation_ids)
    for session in sessions:
        session.note = _without(session.note, person)
    for attendance in reasons:
        attendance.reason = _without(attendance.reason, person)
    await db.flush()
    return emptied


async def _forget_activities(db: Database, person: Person, participation_ids: list[int]) -> dict[str, int]:
    """Seats and consultations go, and activities that nobody else is asked to; others lose the name."""
    activity_ids = await storage.privacy.activities_of(db, participation_ids)
    seats = await storage.privacy.drop_seats(db, participation_ids)
    await storage.privacy.drop_empty_activities(db, activity_ids)
    for one in await storage.activities.by_ids(db, activity_ids):
        activity = one.activity
        activity.title = _without(activity.title, person)
        activity.place = _without(activity.place, person)
        activity.comes_along = _without(activity.comes_along, person)
    await db.flush()
    return {"seats": seats, "consultations": await storage.privacy.drop_consultations(db, participation_ids)}


async def _forget_name_around(db: Database, person: Person, participation_ids: list[int], now: datetime) -> None:
    """Mentors and coordinators typed the name: what was handled goes, what is open loses it, and what a coordinator is
    asked about this person is over."""
    places = await storage.privacy.places_of(db, person.id)
    chats = await storage.privacy.chats_around(db, person.id, places=places, participation_ids=participation_ids)
    await storage.privacy.forget_what_was_typed(db, chats)
    drafts, aside, letters = await storage.privacy.open_words(db, chats)
    for draft in drafts:
        if draft.draft.get("person") == person.id:
            await storage.conversations.close(db, draft.id, now=now)
        else:
            await storage.privacy.rewrite_draft(db, draft, _without(draft.draft, person))
    for update in aside:
        await storage.privacy.rewrite_update(db, update, _without(update.raw, person))
    for letter in letters:
        await storage.privacy.rewrite_letter(db, letter, _without(letter.payload, person))


def _without(value: Any, person: Person) -> Any:
    """The same structure without the name, however it was written. Codes of ours, small letters without a space, are
    nobody's words."""
    if isinstance(value, str):
        is_code = value == value.lower() and " " not in value
        names = " ".join([person.name, *(person.former_names or [])])
        label = rules.erasure.label(person.id)
        return value if is_code else rules.erasure.without_name(value, name=names, label=label)
    if isinstance(value, list):
        return [_without(one, person) for one in value]
    if isinstance(value, dict):
        return {key: _without(one, person) for key, one in value.items()}
    return value


async def _forget_broadcasts(db: Database, person: Person, now: datetime) -> int:
    """What they wrote to many goes, and leaves no more; what others wrote loses their name. How many of their own."""
    places = await storage.privacy.places_of(db, person.id)
    own = 0
    for row in await storage.broadcasts.with_words(db, municipality_ids=places, sent_by=person.id):
        if row.sent_by != person.id:
            row.texts = _without(row.texts, person)
            continue
        own += 1
        row.texts = None
        if row.state == BroadcastState.RUNNING:
            await broadcasts.halt(db, row, by=None, now=now)
    await db.flush()
    return own


async def _coordinators(db: Database, person_id: int) -> dict[int, int]:
    """Those of the person's municipalities, the person aside, each with a municipality."""
    return {
        one.id: place
        for place in await storage.privacy.places_of(db, person_id)
        for one in await storage.people.holders(db, Role.COORDINATOR, place)
        if one.id != person_id
    }


def _end(participation: Participation, today: date) -> date:
    """An erasure ends a programme that runs."""
    return participation.ended_on or today


async def _until(db: Database, municipality_id: int, ended_on: date, today: date) -> date:
    policy = await storage.municipalities.policy(db, municipality_id, on=today)
    return rules.erasure.keep_until(ended_on, policy.records_years_after_exit)
