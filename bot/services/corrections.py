"""What is stored about a person and is wrong: their coordinator corrects it, and the person can read that in the audit.

A name, of anybody of theirs; of a young person the first day, while the months concerned are open, and the date of
birth, with what follows from it for taking part.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, OutsideMonths, ReasonNeeded
from bot.rules.people import Eligibility, MinorsInChat, StatusNow
from bot.rules.periods import Period
from bot.services import holding, roll
from bot.storage import Database
from bot.storage.models import EligibilityCheck, Participation, Person


@dataclass(frozen=True)
class Correctable:
    """As it is stored now; None where it is not, or may not be corrected. `hears`: the person is told in the chat."""

    name: str
    first: date | None
    birth: date | None
    hears: bool


@dataclass(frozen=True)
class ByBirth:
    """What a date of birth says about taking part: the age on the day of joining, and why the date may not be kept."""

    age: int
    low: int
    high: int
    keeps_out: MinorsInChat | None

    @property
    def is_outside(self) -> bool:
        return not self.low <= self.age < self.high


async def correctable(db: Database, *, by: int, person_id: int) -> Correctable:
    """A programme that has ended keeps its first day, and so does one that was begun again. Raises NotAllowed, Gone."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    person = await storage.people.get(db, person_id)
    assert person is not None
    stay = await storage.roll.latest_stay(db, person_id, places)
    return Correctable(
        name=person.name,
        first=stay.started_on if stay is not None and _may_move(stay) else None,
        birth=date.fromisoformat(person.birth_date) if stay is not None and person.birth_date else None,
        hears=person_id != by and await storage.people.reader(db, person_id) is not None,
    )


async def correct_name(db: Database, *, by: int, person_id: int, name: str, now: datetime) -> str:
    """The name as it is written from now on, everywhere. Raises NotAllowed, Gone, NameNeeded."""
    await roll.in_charge(db, by=by, person_id=person_id)
    person = await _locked(db, person_id)
    former = [*(person.former_names or []), *([person.name] if rules.text.is_name(person.name) else [])]
    person.name = rules.text.clean_name(name)
    person.former_names = [one for one in dict.fromkeys(former) if one != person.name] or None
    await db.flush()
    await storage.audit.note(db, at=now, actor_id=by, action="name.corrected", person_id=person_id)
    return person.name


async def check_first_day(
    db: Database, *, by: int, youth_id: int, first: date, reason: str | None, today: date
) -> Participation:
    """Raises NotAllowed, Gone, MonthIsLocked, NotAfterEnd, LoggedBefore, EndBeforeStart, OutsideMonths (ask for a
    reason), ReasonNeeded."""
    stay = await roll.locked_stay(db, by=by, youth_id=youth_id)
    if not _may_move(stay):
        raise Gone
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=today)
    earliest = Period.containing(min(first, stay.started_on))
    rules.periods.check_open(earliest, today=today, correction_days=policy.correction_days)
    for other in await storage.pairs.of_youth(db, youth_id):
        is_former = other.ended_on is not None and other.ended_on < stay.started_on
        if is_former and other.municipality_id == stay.municipality_id:
            rules.participations.check_after_end(other.ended_on or first, first)
    rules.participations.check_nothing_before(first, await storage.sessions.before(db, stay.id, first))
    await _length_reason(db, stay, first, reason)
    return stay


async def correct_first_day(
    db: Database, *, by: int, youth_id: int, first: date, reason: str | None, now: datetime, today: date
) -> Participation:
    """Pairs that began with the programme, or before its new first day, begin with it. Raises what
    `check_first_day` does."""
    stay = await check_first_day(db, by=by, youth_id=youth_id, first=first, reason=reason, today=today)
    former = stay.started_on
    stay.length_reason = await _length_reason(db, stay, first, reason)
    stay.started_on = first
    for one in await storage.pairs.pairs_of(db, stay.id):
        if (one.started_on == former or one.started_on < first) and (one.ended_on is None or one.ended_on >= first):
            one.started_on = first
    await db.flush()
    await storage.months.drop_reasons_before(db, stay.id, Period.containing(first).key)
    await storage.reminders.plan_now(db, now)
    await storage.audit.note(
        db,
        at=now,
        actor_id=by,
        action="participation.start_corrected",
        person_id=youth_id,
        subject=f"former={former.isoformat()}",
    )
    return stay


def _may_move(stay: Participation) -> bool:
    return stay.ended_on is None and stay.begun_again_on is None


async def _length_reason(db: Database, stay: Participation, first: date, reason: str | None) -> str | None:
    """Why it lasts shorter or longer than the policy of its first day allows; None where it does not."""
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=first)
    try:
        rules.participations.check_span(first, stay.planned_end_on, policy=policy)
    except OutsideMonths:
        if reason is None:
            if stay.length_reason is None:
                raise
            return stay.length_reason
        why = rules.text.clean_note(reason, limit=200)
        if not why:
            raise ReasonNeeded from None
        return why
    return None


async def weigh_birth_date(
    db: Database, *, by: int, person_id: int, birth: date, today: date, zone: ZoneInfo
) -> ByBirth:
    """What this date would mean. Age counts on the day of joining, being a minor today. Raises NotAllowed, Gone."""
    found, _person, _check = await _weighed(db, by, person_id, birth, today, zone)
    return found


async def correct_birth_date(
    db: Database, *, by: int, person_id: int, birth: date, now: datetime, today: date, zone: ZoneInfo
) -> ByBirth:
    """Outside the age the date is kept and said to be so; whether the programme goes on, the coordinator decides. Who
    is a minor now and volunteers soon is held back until the papers are there.
    Raises NotAllowed; Gone, also where the date may not be kept."""
    found, person, check = await _weighed(db, by, person_id, birth, today, zone)
    if found.keeps_out is not None:
        raise Gone
    person.birth_date = birth.isoformat()
    if check is not None and check.result != Eligibility.NOT_ELIGIBLE:
        _judge_again(check, birth, found, by=by, now=now, zone=zone)
    await db.flush()
    outcome = check.result if check is not None else None
    await storage.audit.note(
        db, at=now, actor_id=by, action="birth_date.corrected", person_id=person_id, subject=outcome
    )
    await holding.reconsider(db, person_id, by=by, now=now)
    return found


async def _weighed(
    db: Database, by: int, person_id: int, birth: date, today: date, zone: ZoneInfo
) -> tuple[ByBirth, Person, EligibilityCheck | None]:
    places = await roll.in_charge(db, by=by, person_id=person_id)
    stay = await storage.roll.latest_stay(db, person_id, places)
    person = await _locked(db, person_id)
    if stay is None or person.birth_date is None:
        raise Gone
    check = await storage.joining.eligibility_of(db, person_id)
    joined_on = check.said_at.astimezone(zone).date() if check is not None else today
    then = await storage.municipalities.policy(db, stay.municipality_id, on=joined_on)
    minors = (await storage.municipalities.policy(db, stay.municipality_id, on=today)).minors_in_chat
    has_consent = await storage.joining.guardian_consent_of(db, person_id) is not None
    may = rules.people.may_be_stored(birth, today, minors, has_guardian_consent=has_consent)
    age = rules.people.age(birth, joined_on)
    return ByBirth(age, then.age_low, then.age_high, None if may else minors), person, check


def _judge_again(
    check: EligibilityCheck, birth: date, found: ByBirth, *, by: int, now: datetime, zone: ZoneInfo
) -> None:
    """What a coordinator decided about the status stands, unless the age was, or is now, what counts."""
    if not found.is_outside and check.result != Eligibility.OUTSIDE_AGE:
        return
    statuses = {StatusNow(one) for one in check.statuses}
    joined_on = check.said_at.astimezone(zone).date()
    check.result = rules.people.eligibility(birth, statuses, joined_on, low=found.low, high=found.high).value
    check.checked_by, check.checked_at = (by, now) if found.is_outside else (None, None)


async def _locked(db: Database, person_id: int) -> Person:
    person = await storage.privacy.locked_person(db, person_id)
    if person is None or person.erased_at is not None:
        raise Gone
    return person
