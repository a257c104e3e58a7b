"""Reading what a young person said about themselves: coordinators all of it, mentors what the young person lets them.

Nothing is read before it was sent. Every look is written down.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.profiles import Decision, Referral
from bot.rules.questionnaire import Walk
from bot.rules.suggestions import Advice
from bot.services import profiles, roll
from bot.storage import Database
from bot.storage.models import Profile
from bot.storage.profiles import Given

PARTNERS = 2  # named beside an activity


@dataclass(frozen=True)
class Decided:
    """What a coordinator decided; `by` is None where they were erased since."""

    decision: Decision
    referral: Referral | None
    words: str | None
    by: str | None
    on: date


@dataclass(frozen=True)
class Reading:
    """A profile as its coordinator reads it. `stamp` changes with every decision, and whenever it is sent anew."""

    profile_id: int
    person_id: int
    name: str
    sent_on: date
    stamp: str
    walk: Walk
    given: Mapping[str, Given]
    advice: Advice
    decided: Decided | None
    asked_back: str | None
    asked_back_note: str | None
    language: str
    """The young person's."""
    mentors_see: tuple[str, ...]
    participation_id: int | None
    """The programme that runs there."""
    partners: Mapping[str, tuple[str, ...]]
    """Names by kind, for what is done together with one: those who speak their language first."""

    @property
    def is_open(self) -> bool:
        """Whether a decision is waited for."""
        return self.decided is None or self.decided.decision is Decision.THINKING


@dataclass(frozen=True)
class PartsSeen:
    """As much of a profile as the young person lets their mentor see."""

    person_id: int
    name: str
    parts: tuple[str, ...]
    given: Mapping[str, Given]


@dataclass(frozen=True)
class VoiceNote:
    """By Telegram's id; nobody writes it down."""

    file_id: str
    name: str
    question: str


async def for_coordinator(db: Database, *, by: int, person_id: int, now: datetime, zone: ZoneInfo) -> Reading:
    """All of it. Raises NotAllowed; Gone, the same for foreign, missing and not sent."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    row = await storage.profiles.sent_of(db, person_id, places)
    if row is None:
        raise Gone
    await _note_look(db, row, by=by, now=now)
    return await _reading(db, row, await roll.name_of(db, by=by, person_id=person_id), now=now, zone=zone)


async def in_charge_of(db: Database, *, by: int, profile_id: int) -> Profile:
    """A round that was sent to `by`, locked for a decision. Raises NotAllowed, Gone."""
    places = await roll.places_of(db, by=by)
    row = await storage.profiles.locked(db, profile_id)
    if row is None or row.municipality_id not in places or row.sent_at is None or row.state == "erased":
        raise Gone
    await roll.in_charge(db, by=by, person_id=row.person_id)
    return row


def stamp(row: Profile) -> str:
    """Something else after every decision: a button that was shown before is recognised by it."""
    moment = row.decided_at if row.state == "decided" else row.sent_at
    return f"{row.state[0]}{int(moment.timestamp()) if moment else 0}"


async def for_mentor(db: Database, *, by: int, person_id: int, now: datetime, today: date) -> PartsSeen:
    """What the young person lets them see today. Raises Gone, the same for foreign, missing and not sent."""
    row, name = await _beside(db, by=by, person_id=person_id, today=today)
    at = await _round(db, row, today)
    seen = rules.profiles.seen_through(row.mentor_sees)
    given = {key: at.given[key] for key in at.walk.used if key in seen and at.given[key].value is not None}
    await _note_look(db, row, by=by, now=now)
    parts = tuple(one for one in rules.profiles.PARTS if one in row.mentor_sees)
    return PartsSeen(person_id, name, parts, given)


async def mentees(db: Database, *, by: int, today: date) -> list[tuple[int, str]]:
    """(id, name) of a mentor's young people who have sent their answers, by name."""
    beside = {one.youth_id: one.name for one in await storage.pairs.youth_of(db, by, on=today)}
    sent = await storage.profiles.sent_among(db, beside)
    return [(one, name) for one, name in rules.people.told_apart(beside.items()).items() if one in sent]


async def voice(db: Database, *, by: int, person_id: int, question: str, now: datetime, today: date) -> VoiceNote:
    """A voice note that was given as an answer, for whoever may read it. Raises Gone."""
    roles = await storage.people.roles_of(db, by)
    places = [place for role, place in roles if role is Role.COORDINATOR]
    row: Profile | None = None
    name = ""
    if places and await storage.roll.belongs(db, person_id, places):
        row = await storage.profiles.sent_of(db, person_id, places)
        name = await roll.name_of(db, by=by, person_id=person_id)
    if row is None:
        row, name = await _beside(db, by=by, person_id=person_id, today=today)
        if question not in rules.profiles.seen_through(row.mentor_sees):
            raise Gone
    at = await _round(db, row, today)
    value: Any = at.walk.used.get(question)
    if not isinstance(value, dict) or "voice" not in value:
        raise Gone
    await _note_look(db, row, by=by, now=now)
    return VoiceNote(value["voice"], name, question)


async def _beside(db: Database, *, by: int, person_id: int, today: date) -> tuple[Profile, str]:
    """Of a young person whom the mentor is beside today."""
    for one in await storage.pairs.youth_of(db, by, on=today):
        if one.youth_id == person_id:
            row = await storage.profiles.sent_of(db, person_id, [one.municipality_id])
            if row is not None:
                return row, one.name
    raise Gone


async def _reading(db: Database, row: Profile, name: str, *, now: datetime, zone: ZoneInfo) -> Reading:
    today = now.astimezone(zone).date()
    at = await _round(db, row, today)
    assert row.sent_at is not None
    answers = {**at.walk.used, **await _status_to_check(db, row.person_id)}
    advice = rules.suggestions.advice(answers, at.walk.facts)
    person = await storage.people.get(db, row.person_id)
    assert person is not None
    return Reading(
        profile_id=row.id,
        person_id=row.person_id,
        name=name,
        sent_on=row.sent_at.astimezone(zone).date(),
        stamp=stamp(row),
        walk=at.walk,
        given=at.given,
        advice=advice,
        decided=await _decided(db, row, zone),
        asked_back=row.asked_back,
        asked_back_note=row.asked_back_note,
        language=person.language,
        mentors_see=tuple(row.mentor_sees),
        participation_id=await running(db, row),
        partners=await _partners(db, row, advice, person.language),
    )


async def running(db: Database, row: Profile) -> int | None:
    """The programme in which the young person of this round takes part, or will."""
    found = [
        one.participation_id
        for one in await storage.pairs.of_youth(db, row.person_id)
        if one.municipality_id == row.municipality_id and one.ended_on is None
    ]
    return found[0] if found else None


async def _partners(db: Database, row: Profile, advice: Advice, language: str) -> dict[str, tuple[str, ...]]:
    kinds = {one.offer.partner for one in advice.activities if one.offer.partner is not None}
    names: dict[str, tuple[str, ...]] = {}
    for one in await storage.partners.for_suggestions(db, row.municipality_id, kinds, language) if kinds else []:
        names[one.kind] = (*names.get(one.kind, ()), one.name)[:PARTNERS]
    return names


async def _round(db: Database, row: Profile, today: date) -> profiles.Round:
    """In the young person's language, by which the questions that they were shown are the same."""
    person = await storage.people.get(db, row.person_id)
    assert person is not None
    return await profiles.of_row(db, row, birth_date=person.birth_date, language=person.language, today=today)


async def _status_to_check(db: Database, person_id: int) -> dict[str, Any]:
    """What they said on joining about studies and work, while nobody has looked into it."""
    check = await storage.joining.eligibility_of(db, person_id)
    return {"status": {"chosen": list(check.statuses)}} if check is not None and check.checked_at is None else {}


async def _decided(db: Database, row: Profile, zone: ZoneInfo) -> Decided | None:
    if row.outcome is None or row.decided_at is None:
        return None
    person = await storage.people.get(db, row.decided_by) if row.decided_by is not None else None
    return Decided(
        decision=Decision(row.outcome),
        referral=Referral(row.referred_to) if row.referred_to else None,
        words=row.decision_note,
        by=person.name if person is not None and rules.text.is_name(person.name) else None,
        on=row.decided_at.astimezone(zone).date(),
    )


async def _note_look(db: Database, row: Profile, *, by: int, now: datetime) -> None:
    await storage.audit.note(
        db, at=now, actor_id=by, action="profile.seen", person_id=row.person_id, subject=f"profile={row.id}"
    )
