"""Everything about one person, for that person: who, agreed to what, hours, meetings, who looked.

Other people's data stays out: a mentor is named to the young person who meets them anyway, but the young people of a
mentor are only counted, and a note about several people is nobody's alone to take along.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot import storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.services import months
from bot.storage import Database
from bot.storage.models import AuditEntry, InboxUpdate


@dataclass(frozen=True)
class Me:
    number: int
    name: str
    former_names: tuple[str, ...]
    language: str
    birth_date: str | None
    written_down_at: datetime
    joined_at: datetime | None
    quiet_from: time | None
    quiet_until: time | None
    paused_until: date | None
    unreachable_since: datetime | None


@dataclass(frozen=True)
class Account:
    telegram_number: int
    linked_at: datetime
    cut_off_at: datetime | None


@dataclass(frozen=True)
class RoleHeld:
    role: str
    municipality: str
    given_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class Invitation:
    role: str
    municipality: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    waits_for_guardian: bool


@dataclass(frozen=True)
class Consent:
    purpose: str
    version: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class StatusAnswer:
    statuses: tuple[str, ...]
    result: str
    said_at: datetime
    checked_at: datetime | None


@dataclass(frozen=True)
class GuardianConsent:
    """Who the representative is and where the paper lies is data of theirs."""

    given_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Mentor:
    name: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Pause:
    first_on: date
    last_on: date | None


@dataclass(frozen=True)
class Month:
    """`counted` is what the municipality's rules count of what was logged."""

    month: str
    logged_minutes: int
    counted_minutes: int
    target_minutes: int


@dataclass(frozen=True)
class ShortMonth:
    """Why a month could not bring its hours, as a coordinator noted it."""

    month: str
    reason: str
    words: str | None
    noted_at: datetime


@dataclass(frozen=True)
class PlanVersion:
    number: int
    reason: str | None
    written_at: datetime
    shown_at: datetime | None
    agreed_at: datetime | None
    approved_at: datetime | None


@dataclass(frozen=True)
class PlanItem:
    """In the versions from the first until before the last."""

    first_version: int
    last_version: int | None
    month: str
    pillar: str
    kind: str
    title: str
    goal: str | None
    days: int | None
    minutes: int | None
    state: str
    written_at: datetime
    settled_at: datetime | None
    talk_asked_at: datetime | None


@dataclass(frozen=True)
class PlanGoal:
    month: str
    words: str
    written_at: datetime


@dataclass(frozen=True)
class PlanSuggestion:
    title: str
    reason: str | None
    pillar: str
    kind: str
    suggested_at: datetime


@dataclass(frozen=True)
class Paper:
    """A signed paper that a plan needed; where it lies is the municipality's."""

    kind: str
    signed_on: date
    recorded_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Template:
    """An item of a plan that a mentor or coordinator kept for others; no young person is in it."""

    title: str
    written_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Programme:
    municipality: str
    started_on: date
    planned_end_on: date
    begun_again_on: date | None
    ended_on: date | None
    end_reason: str | None
    length_reason: str | None
    mentors: tuple[Mentor, ...]
    pauses: tuple[Pause, ...]
    months: tuple[Month, ...]
    short_months: tuple[ShortMonth, ...]
    plan_versions: tuple[PlanVersion, ...]
    plan_items: tuple[PlanItem, ...]
    plan_goals: tuple[PlanGoal, ...]
    plan_suggestions: tuple[PlanSuggestion, ...]


@dataclass(frozen=True)
class Meeting:
    """A session a young person was in. `note`: where nobody else took part; `others` says how many did."""

    day: date
    start: time | None
    minutes: int
    kind: str
    mode: str
    attended: bool
    mentor: str
    others: int
    note: str | None
    logged_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class Entry:
    """A session that a mentor logged."""

    day: date
    start: time | None
    minutes: int
    kind: str
    mode: str
    young_people: int
    logged_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class Invited:
    """An activity a young person was asked to, with their answer. `offers` are times they could choose from."""

    day: date
    start: time
    minutes: int
    title: str
    kind: str
    place: str | None
    comes_along: str | None
    leader: str
    state: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None
    offers: tuple[str, ...]
    attended: bool | None


@dataclass(frozen=True)
class Consulted:
    """That a specialist was seen; what about is kept nowhere."""

    day: date
    minutes: int
    attended: bool
    partner: str
    kind: str
    logged_at: datetime


@dataclass(frozen=True)
class Led:
    """An activity that somebody led or wrote down."""

    day: date
    start: time
    minutes: int
    kind: str
    state: str
    young_people: int
    written_at: datetime


@dataclass(frozen=True)
class ConsultationNoted:
    day: date
    minutes: int
    attended: bool
    logged_at: datetime


@dataclass(frozen=True)
class PartnerWritten:
    kind: str
    name: str
    written_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Pair:
    municipality: str
    started_on: date
    ended_on: date | None


@dataclass(frozen=True)
class Measure:
    """One instrument answered once; of WHO-5 the score."""

    instrument: str
    moment: str
    day: date
    value: Any
    language: str
    version: str


@dataclass(frozen=True)
class Call:
    """That somebody was to get in touch, and who did."""

    wish: str
    asked_at: datetime
    contact: str | None
    about: str | None
    heard_at: datetime | None
    """When words of crisis were last heard; the words are kept nowhere."""
    taken_by: str | None
    taken_at: datetime | None
    reached_at: datetime | None
    withdrawn_at: datetime | None
    reported_at: datetime | None
    mentor_told_at: datetime | None


@dataclass(frozen=True)
class Answer:
    """The last answer to one question; no value where it was skipped."""

    question: str
    value: Any
    language: str
    answered_at: datetime


@dataclass(frozen=True)
class Profile:
    """One round of getting to know each other, what came of it, and what mentors may see."""

    municipality: str
    started_at: datetime
    sent_at: datetime | None
    decision: str | None
    referred_to: str | None
    decision_note: str | None
    decided_at: datetime | None
    asked_back: str | None
    asked_back_note: str | None
    mentors_see: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Notice:
    kind: str
    planned_at: datetime
    state: str
    settled_at: datetime | None


@dataclass(frozen=True)
class OpenConversation:
    name: str
    step: str
    started_at: datetime
    shown_at: datetime
    answers: dict[str, Any] | None


@dataclass(frozen=True)
class Written:
    """A message or a tap that is still stored; the words of staff speak of others and are left out."""

    at: datetime
    words: str | None


@dataclass(frozen=True)
class Look:
    """Somebody saw or changed something; `by` is yourself, the system, or a role in `municipality`."""

    at: datetime
    action: str
    by: str
    municipality: str | None


@dataclass(frozen=True)
class MyData:
    made_at: datetime
    person: Me
    accounts: tuple[Account, ...]
    roles: tuple[RoleHeld, ...]
    invitations: tuple[Invitation, ...]
    consents: tuple[Consent, ...]
    status_answers: tuple[StatusAnswer, ...]
    guardian_consents: tuple[GuardianConsent, ...]
    papers: tuple[Paper, ...]
    programmes: tuple[Programme, ...]
    meetings: tuple[Meeting, ...]
    measures: tuple[Measure, ...]
    calls: tuple[Call, ...]
    profiles: tuple[Profile, ...]
    pairs_as_mentor: tuple[Pair, ...]
    entries_as_mentor: tuple[Entry, ...]
    templates: tuple[Template, ...]
    activities: tuple[Invited, ...]
    consultations: tuple[Consulted, ...]
    activities_led: tuple[Led, ...]
    consultations_noted: tuple[ConsultationNoted, ...]
    partners_written: tuple[PartnerWritten, ...]
    notices: tuple[Notice, ...]
    open_conversations: tuple[OpenConversation, ...]
    written: tuple[Written, ...]
    seen_or_changed: tuple[Look, ...]


async def of(db: Database, person_id: int, *, now: datetime, today: date) -> MyData:
    """As it stands now; that it was looked at is written down. Raises Gone when there is nobody."""
    person = await storage.people.get(db, person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    await storage.audit.note(db, at=now, actor_id=person_id, action="data.seen", person_id=person_id)
    roles = [
        RoleHeld(one.role, place, one.given_at, one.revoked_at)
        for one, place in await storage.mydata.roles(db, person_id)
    ]
    is_staff = any(one.role != Role.YOUTH for one in roles)
    accounts = await storage.mydata.accounts(db, person_id)
    own = await storage.mydata.participations(db, person_id)
    return MyData(
        made_at=now,
        person=Me(
            number=person.id,
            name=person.name,
            former_names=tuple(person.former_names or ()),
            language=person.language,
            birth_date=person.birth_date,
            written_down_at=person.created_at,
            joined_at=person.joined_at,
            quiet_from=person.quiet_from,
            quiet_until=person.quiet_until,
            paused_until=person.paused_until,
            unreachable_since=person.unreachable_since,
        ),
        accounts=tuple(Account(one.telegram_id, one.linked_at, one.cut_off_at) for one in accounts),
        roles=tuple(roles),
        invitations=tuple(
            Invitation(
                one.role,
                place,
                one.created_at,
                one.expires_at,
                one.used_at,
                one.revoked_at,
                one.waits_for_guardian,
            )
            for one, place in await storage.mydata.invitations(db, person_id)
        ),
        consents=tuple(
            Consent(one.purpose, one.version, one.language, one.given_at, one.withdrawn_at)
            for one in await storage.mydata.consents(db, person_id)
        ),
        status_answers=tuple(
            StatusAnswer(tuple(one.statuses), one.result, one.said_at, one.checked_at)
            for one in await storage.mydata.status_answers(db, person_id)
        ),
        guardian_consents=tuple(
            GuardianConsent(one.given_on, one.recorded_at)
            for one in await storage.mydata.guardian_consents(db, person_id)
        ),
        papers=tuple(
            Paper(one.kind, one.signed_on, one.recorded_at, one.withdrawn_at)
            for one in await storage.mydata.papers(db, person_id)
        ),
        programmes=tuple([await _programme(db, one, place, today) for one, place in own]),
        meetings=await _meetings(db, [one.id for one, _ in own]),
        measures=tuple(
            Measure(one.instrument, one.moment, one.taken_on, one.value, one.language, one.version)
            for one in await storage.mydata.measures(db, person_id)
        ),
        calls=await _calls(db, person_id),
        activities=await _activities(db, [one.id for one, _ in own]),
        consultations=tuple(
            Consulted(one.day, one.minutes, one.attended, partner.name, partner.kind, one.logged_at)
            for one, partner in await storage.mydata.consultations(db, [one.id for one, _ in own])
        ),
        profiles=tuple([await _profile(db, one, place) for one, place in await storage.mydata.profiles(db, person_id)]),
        pairs_as_mentor=tuple(
            Pair(place, one.started_on, one.ended_on)
            for one, place in await storage.mydata.pairs_as_mentor(db, person_id)
        ),
        entries_as_mentor=tuple(Entry(*row) for row in await storage.mydata.entries(db, person_id)),
        templates=tuple(
            Template(one.title, one.written_at, one.withdrawn_at)
            for one in await storage.mydata.templates(db, person_id)
        ),
        activities_led=tuple(Led(*row) for row in await storage.mydata.activities_led(db, person_id)),
        consultations_noted=tuple(
            ConsultationNoted(*row) for row in await storage.mydata.consultations_noted(db, person_id)
        ),
        partners_written=tuple(PartnerWritten(*row) for row in await storage.mydata.partners_written(db, person_id)),
        notices=tuple(
            Notice(one.kind, one.created_at, one.state, one.settled_at)
            for one in await storage.mydata.notices(db, person_id)
        ),
        open_conversations=tuple(
            OpenConversation(
                one.name, one.step, one.started_at, one.shown_at, None if is_staff else _answers(one.draft)
            )
            for one in await storage.mydata.conversations(db, person_id)
        ),
        written=tuple(
            Written(one.received_at, None if is_staff else _words(one))
            for one in await storage.mydata.written(db, [one.telegram_id for one in accounts])
        ),
        seen_or_changed=await _looks(db, person_id),
    )


def as_json(data: MyData) -> bytes:
    """For a machine: names of fields in English, days and moments in ISO form."""
    return json.dumps(asdict(data), default=_in_iso, ensure_ascii=False, indent=2).encode()


def _in_iso(value: Any) -> str:
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    raise TypeError(f"cannot be written down: {type(value).__name__}")


async def _programme(db: Database, one: Any, place: str, today: date) -> Programme:
    pauses = await storage.pairs.pauses_of(db, [one.id])
    return Programme(
        municipality=place,
        started_on=one.started_on,
        planned_end_on=one.planned_end_on,
        begun_again_on=one.begun_again_on,
        ended_on=one.ended_on,
        end_reason=one.end_reason,
        length_reason=one.length_reason,
        mentors=tuple(Mentor(*row) for row in await storage.mydata.mentors_of(db, one.id)),
        pauses=tuple(Pause(first, last) for first, last in pauses[one.id]),
        months=tuple(await _months(db, one.id, today)),
        short_months=tuple(
            ShortMonth(noted.month, noted.reason, noted.words, noted.noted_at)
            for noted in await storage.mydata.month_reasons(db, one.id)
        ),
        plan_versions=tuple(
            PlanVersion(row.number, row.reason, row.written_at, row.proposed_at, row.agreed_at, row.approved_at)
            for row in await storage.mydata.plan_versions(db, one.id)
        ),
        plan_items=tuple(
            PlanItem(
                first_version=row.first_version,
                last_version=row.last_version,
                month=row.month,
                pillar=row.pillar,
                kind=row.kind,
                title=row.title,
                goal=row.goal,
                days=row.days,
                minutes=row.minutes,
                state=row.state,
                written_at=row.written_at,
                settled_at=row.settled_at,
                talk_asked_at=row.talk_asked_at,
            )
            for row in await storage.mydata.plan_items(db, one.id)
        ),
        plan_goals=tuple(
            PlanGoal(row.month, row.words, row.written_at) for row in await storage.mydata.plan_goals(db, one.id)
        ),
        plan_suggestions=tuple(
            PlanSuggestion(row.title, row.reason, row.pillar, row.kind, row.suggested_at)
            for row in await storage.mydata.plan_suggestions(db, one.id)
        ),
    )


async def _months(db: Database, participation_id: int, today: date) -> list[Month]:
    """Every month in which something was logged, and this one."""
    logged: Counter[Period] = Counter()
    for day, minutes in await storage.mydata.minutes_by_day(db, participation_id):
        logged[Period.containing(day)] += minutes
    logged[Period.containing(today)] += 0
    beside = await storage.pairs.by_ids(db, [participation_id])
    found = []
    for period in sorted(logged, key=lambda one: one.first):
        [month] = await months.of(db, beside, period=period, today=min(today, period.last))
        counted, target = month.standing.done, month.standing.target
        found.append(Month(period.key, logged[period], _minutes(counted), _minutes(target)))
    return found


async def _meetings(db: Database, participation_ids: Sequence[int]) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            day=session.day,
            start=session.start,
            minutes=session.minutes,
            kind=session.kind,
            mode=session.mode,
            attended=attended,
            mentor=mentor,
            others=people - 1,
            note=(session.note or reason) if people == 1 else None,
            logged_at=session.logged_at,
            voided_at=session.voided_at,
        )
        for session, attended, reason, mentor, people in await storage.mydata.meetings(db, participation_ids)
    )


async def _calls(db: Database, person_id: int) -> tuple[Call, ...]:
    found = await storage.mydata.calls(db, person_id)
    names = await storage.people.names_of(db, [one.taken_by for one in found if one.taken_by is not None])
    return tuple(
        Call(
            wish=one.wish,
            asked_at=one.asked_at,
            contact=one.contact,
            about=one.about,
            heard_at=one.heard_at,
            taken_by=names.get(one.taken_by or 0),
            taken_at=one.taken_at,
            reached_at=one.reached_at,
            withdrawn_at=one.withdrawn_at,
            reported_at=one.reported_at,
            mentor_told_at=one.mentor_told_at,
        )
        for one in found
    )


async def _activities(db: Database, participation_ids: Sequence[int]) -> tuple[Invited, ...]:
    return tuple(
        Invited(
            day=activity.day,
            start=activity.start,
            minutes=activity.minutes,
            title=activity.title,
            kind=activity.kind,
            place=activity.place,
            comes_along=activity.comes_along,
            leader=leader,
            state=activity.state,
            asked_at=seat.asked_at,
            answer=seat.answer,
            answered_at=seat.answered_at,
            offers=tuple(seat.offers or ()),
            attended=seat.attended,
        )
        for seat, activity, leader in await storage.mydata.seats(db, participation_ids)
    )


async def _profile(db: Database, one: Any, place: str) -> Profile:
    return Profile(
        municipality=place,
        started_at=one.started_at,
        sent_at=one.sent_at,
        decision=one.outcome,
        referred_to=one.referred_to,
        decision_note=one.decision_note,
        decided_at=one.decided_at,
        asked_back=one.asked_back,
        asked_back_note=one.asked_back_note,
        mentors_see=tuple(one.mentor_sees),
        answers=tuple(
            Answer(said.question, said.value, said.language, said.answered_at)
            for said in await storage.mydata.answers(db, one.id)
        ),
    )


def _answers(draft: Any) -> dict[str, Any]:
    """Without the engine's own notes."""
    return {key: value for key, value in draft.items() if not key.startswith("_")}


def _words(update: InboxUpdate) -> str | None:
    """What was typed, or what the tapped button carried."""
    raw = update.raw if isinstance(update.raw, dict) else {}
    message = raw.get("message") or raw.get("edited_message") or {}
    said = message.get("text") or message.get("caption") or _tapped(raw.get("callback_query") or {})
    # What follows /start is the key to an invitation, and a file may be passed on.
    return re.sub(r"^(/start) .*", r"\1 …", str(said)) if said else None


def _tapped(tap: dict[str, Any]) -> str | None:
    """What stood on the button, when Telegram sent the keyboard along."""
    keyboard = ((tap.get("message") or {}).get("reply_markup") or {}).get("inline_keyboard") or []
    return next((one["text"] for row in keyboard for one in row if one.get("callback_data") == tap.get("data")), None)


async def _looks(db: Database, person_id: int) -> tuple[Look, ...]:
    """Only municipalities that the person knows as theirs are named."""
    entries = await storage.audit.about(db, person_id, limit=storage.mydata.MOST)
    held = await storage.mydata.roles_ever(db, [one.actor_id for one in entries if one.actor_id is not None])
    places = await storage.mydata.municipalities_ever(db, person_id)
    return tuple(_look(one, person_id, held.get(one.actor_id or 0, set()), places) for one in entries)


def _look(entry: AuditEntry, person_id: int, held: set[tuple[str, int]], places: dict[int, str]) -> Look:
    if entry.actor_id is None or entry.actor_id == person_id:
        return Look(entry.at, entry.action, "system" if entry.actor_id is None else "yourself", None)
    for role in (Role.COORDINATOR, Role.MENTOR):
        if found := [place for one, place in held if one == role]:
            names = sorted(places[place] for place in found if place in places)
            return Look(entry.at, entry.action, role.value, ", ".join(names) or None)
    return Look(entry.at, entry.action, "system", None)


def _minutes(spent: timedelta) -> int:
    return int(spent.total_seconds()) // 60
