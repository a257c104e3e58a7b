"""The directory of partners of a municipality, and consultations with them: who, when, how long, never what about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import AlreadyLogged, Gone, LanguageNeeded, NotAllowed, OutsideParticipation
from bot.rules.participations import Participation
from bot.rules.partners import LANGUAGES, PartnerKind
from bot.rules.people import Role
from bot.rules.policies import Kind
from bot.services import activities, attendance
from bot.services.attendance import ToLog
from bot.storage import Database
from bot.storage.models import Consultation, LoggedSession, Partner
from bot.storage.pairs import Beside
from bot.storage.partners import PAGE, Consulted


@dataclass(frozen=True)
class Directory:
    """One page; `of` is the number of pages, `may_write` whether the reader coordinates."""

    partners: tuple[Partner, ...]
    number: int
    of: int
    may_write: bool


@dataclass(frozen=True)
class Described:
    """What is written down of a partner."""

    kind: PartnerKind
    name: str
    contact: str | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Logged:
    """A consultation; `may_log` says whether the reader may log it as their session too."""

    consultation: Consulted
    may_log: bool


# --- the directory ---


async def places_of(db: Database, by: int, *roles: Role) -> tuple[int, ...]:
    """Where `by` holds one of these roles. Raises NotAllowed for nowhere."""
    held = await storage.people.roles_of(db, by)
    places = tuple(sorted({place for role, place in held if role in roles}))
    if not places:
        raise NotAllowed
    return places


async def page(db: Database, *, by: int, number: int) -> Directory:
    """A number out of range is the nearest page. Raises NotAllowed."""
    places = await places_of(db, by, Role.MENTOR, Role.COORDINATOR)
    of = max(1, -(-await storage.partners.count(db, places) // PAGE))
    number = max(1, min(number, of))
    found = await storage.partners.listed(db, places, limit=PAGE, offset=(number - 1) * PAGE)
    held = await storage.people.roles_of(db, by)
    return Directory(tuple(found), number, of, any(role is Role.COORDINATOR for role, _ in held))


async def all_of(db: Database, *, by: int, limit: int) -> list[Partner]:
    """To choose from. Raises NotAllowed."""
    places = await places_of(db, by, Role.MENTOR, Role.COORDINATOR)
    return await storage.partners.listed(db, places, limit=limit, offset=0)


async def readable(db: Database, partner_id: int, *, by: int) -> Partner:
    """For mentors and coordinators of the municipality, while it stands there. Raises NotAllowed, Gone."""
    return await _standing(db, partner_id, await places_of(db, by, Role.MENTOR, Role.COORDINATOR))


async def writable(db: Database, partner_id: int, *, by: int, lock: bool = False) -> Partner:
    """For its coordinators. Raises NotAllowed, Gone."""
    return await _standing(db, partner_id, await places_of(db, by, Role.COORDINATOR), lock=lock)


async def write(db: Database, described: Described, *, municipality_id: int, by: int, now: datetime) -> Partner:
    """Raises NotAllowed, Gone, LanguageNeeded."""
    if municipality_id not in await places_of(db, by, Role.COORDINATOR):
        raise Gone
    partner = Partner(municipality_id=municipality_id, written_by=by, written_at=now)
    _describe(partner, described)
    db.add(partner)
    await db.flush()
    await _note(db, partner, "partner.written", by=by, now=now)
    return partner


async def change(db: Database, partner_id: int, described: Described, *, by: int, now: datetime) -> Partner:
    """Raises NotAllowed, Gone, LanguageNeeded."""
    partner = await writable(db, partner_id, by=by, lock=True)
    _describe(partner, described)
    await db.flush()
    await _note(db, partner, "partner.changed", by=by, now=now)
    return partner


async def withdraw(db: Database, partner_id: int, *, by: int, now: datetime) -> Partner:
    """It leaves the directory; the contact, which nobody needs any more, goes at once. The name stays beside what was
    logged. Raises NotAllowed, Gone."""
    partner = await writable(db, partner_id, by=by, lock=True)
    partner.withdrawn_at, partner.contact = now, None
    await db.flush()
    await _note(db, partner, "partner.withdrawn", by=by, now=now)
    return partner


def _describe(partner: Partner, described: Described) -> None:
    languages = [one for one in LANGUAGES if one in described.languages]
    if not languages:
        raise LanguageNeeded
    partner.kind = described.kind.value
    partner.name = rules.text.clean_name(described.name)
    partner.contact = rules.text.clean_note(described.contact or "", limit=200) or None
    partner.languages = languages


async def _standing(db: Database, partner_id: int, places: Sequence[int], *, lock: bool = False) -> Partner:
    partner = await storage.partners.by_id(db, partner_id, lock=lock)
    if partner is None or partner.withdrawn_at is not None or partner.municipality_id not in places:
        raise Gone
    return partner


# --- consultations ---


async def roster(db: Database, *, by: int, today: date) -> list[Beside]:
    """Whose consultation `by` may write down. Raises NotAllowed."""
    return await activities.roster(db, by=by, today=today)


async def check_day(db: Database, participation_id: int, day: date, *, by: int, today: date) -> Beside:
    """Raises NotAllowed, Gone, InFuture, OutsideParticipation."""
    one = next((it for it in await roster(db, by=by, today=today) if it.participation_id == participation_id), None)
    if one is None:
        raise Gone
    rules.partners.check_day(day, today=today)
    if not Participation(one.youth_id, one.name, one.started_on, one.ended_on).is_running(day):
        raise OutsideParticipation(one.started_on, one.ended_on, one.name)
    return one


async def log(
    db: Database,
    *,
    participation_id: int,
    partner_id: int,
    day: date,
    minutes: int,
    attended: bool,
    by: int,
    now: datetime,
    zone: ZoneInfo,
) -> Logged:
    """That it took place, or did not.

    Raises NotAllowed, Gone, InFuture, OutsideParticipation, NothingToLog, TooLong."""
    await storage.pairs.locked_participations(db, [participation_id])
    one = await check_day(db, participation_id, day, by=by, today=now.astimezone(zone).date())
    partner = await readable(db, partner_id, by=by)
    if partner.municipality_id != one.municipality_id:
        raise Gone
    minutes = rules.partners.checked_minutes(minutes, attended=attended)
    made = Consultation(
        participation_id=participation_id,
        partner_id=partner_id,
        day=day,
        minutes=minutes,
        attended=attended,
        logged_by=by,
        logged_at=now,
    )
    db.add(made)
    await db.flush()
    await _note_consultation(db, made.id, one.youth_id, "consultation.logged", by=by, now=now)
    return await logged(db, made.id, by=by)


async def logged(db: Database, consultation_id: int, *, by: int) -> Logged:
    """For whoever wrote it down. Raises NotAllowed, Gone."""
    await places_of(db, by, Role.MENTOR, Role.COORDINATOR)
    found = await storage.partners.consulted(db, consultation_id)
    if found is None or found.logged_by != by:
        raise Gone
    beside = [one.participation_id for one in await storage.pairs.youth_ever_of(db, by)]
    may_log = found.participation_id in beside and not await attendance.is_logged(db, found.session_id)
    return Logged(found, may_log)


async def undo(db: Database, consultation_id: int, *, by: int, now: datetime) -> Consulted:
    """Written down by mistake. Raises NotAllowed, Gone; AlreadyLogged where a session stands on it."""
    await storage.partners.consultation(db, consultation_id, lock=True)
    found = (await logged(db, consultation_id, by=by)).consultation
    if await attendance.is_logged(db, found.session_id):
        raise AlreadyLogged
    row = await storage.partners.consultation(db, consultation_id)
    assert row is not None
    await db.delete(row)
    await db.flush()
    await _note_consultation(db, consultation_id, found.youth_id, "consultation.undone", by=by, now=now)
    return found


async def to_log(db: Database, consultation_id: int, *, by: int) -> ToLog:
    """The session of the mentor who was there. Raises NotAllowed, Gone, AlreadyLogged."""
    found = await logged(db, consultation_id, by=by)
    one = found.consultation
    if not found.may_log:
        raise AlreadyLogged if await attendance.is_logged(db, one.session_id) else Gone
    return ToLog((one.participation_id,), one.day, None, one.minutes, Kind.SPECIALIST.value, one.attended, None)


async def check_unlogged(db: Database, consultation_id: int, *, by: int) -> None:
    """Raises NotAllowed, Gone, AlreadyLogged."""
    await storage.partners.consultation(db, consultation_id, lock=True)
    await to_log(db, consultation_id, by=by)


async def session_logged(db: Database, consultation_id: int, session: LoggedSession) -> None:
    row = await storage.partners.consultation(db, consultation_id)
    if row is not None and row.participation_id in {one.participation_id for one in session.attendances}:
        row.session_id = session.id
        await db.flush()


async def _note(db: Database, partner: Partner, action: str, *, by: int, now: datetime) -> None:
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=None, subject=f"partner={partner.id}")


async def _note_consultation(
    db: Database, consultation_id: int, youth_id: int, action: str, *, by: int, now: datetime
) -> None:
    await storage.audit.note(
        db, at=now, actor_id=by, action=action, person_id=youth_id, subject=f"consultation={consultation_id}"
    )
