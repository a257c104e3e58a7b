"""A line of the digest and what may be done about it: reminding the mentor, seeing to it, and who did so.

What was done is read from the audit, which has it anyway: a line whose fact is settled is gone for everyone at the next
look, and the list says who settled it. A line that was seen to by hand rests for a week, and comes back where it holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, RemindedAlready
from bot.rules.periods import Period
from bot.services import forecasts, months, reminders, roll
from bot.services.months import YouthMonth
from bot.storage import Database

RESTS = timedelta(days=7)
"""So long a line that was seen to is folded away, and what was done stands in the list."""
BETWEEN = timedelta(hours=24)
"""A mentor is reminded of the same young person once in so long, whoever wants to."""
SEEN_TO, REMINDED = "line.seen_to", "mentor.reminded"
SETTLING = (
    SEEN_TO,
    "status.decided",
    "guardian.recorded",
    "profile.decided",
    "month.explained",
    "pair.started",
    "participation.paused",
    "participation.replanned",
    "participation.ended",
)


class Trouble(StrEnum):
    """Why a young person stands in the digest."""

    SHORT = "short"
    SILENT = "silent"
    ENDING = "ending"
    OVERDUE = "overdue"
    ALONE = "alone"


@dataclass(frozen=True)
class Settled:
    """What was done about a young person, by whom."""

    person_id: int
    action: str
    by: str
    at: datetime


@dataclass(frozen=True)
class WorkLine:
    """A young person of the digest with what may be done."""

    month: YouthMonth
    troubles: frozenset[Trouble]
    is_paused: bool
    reminded_on: date | None
    """When the mentor last heard of the hours, by the clock or by a coordinator."""
    reminded_by: str | None
    """Who had the mentor reminded within the last day."""
    may_explain: bool

    @property
    def ends(self) -> bool:
        """Its end is to be decided."""
        return bool(self.troubles & {Trouble.ENDING, Trouble.OVERDUE})


@dataclass(frozen=True)
class Done:
    """What was done lately in a municipality: who is folded away for what, and what settled lines."""

    seen_to: Mapping[int, frozenset[str]]
    settled: tuple[Settled, ...]

    def hides(self, youth_id: int, trouble: Trouble) -> bool:
        return trouble.value in self.seen_to.get(youth_id, frozenset())


async def done(db: Database, youth: Iterable[int], *, now: datetime) -> Done:
    """About these people, within a week; the latest first, one line for each person and action."""
    noted = await storage.audit.of_people(db, set(youth), actions=SETTLING, since=now - RESTS)
    names = await storage.people.names_of(db, {one.actor_id for one in noted if one.actor_id is not None})
    seen_to: dict[int, set[str]] = defaultdict(set)
    settled: dict[tuple[int, str], Settled] = {}
    for one in noted:
        if one.person_id is None or one.actor_id is None:
            continue
        if one.action == SEEN_TO:
            seen_to[one.person_id] |= set((one.subject or "").split(","))
        key = (one.person_id, one.action)
        settled.setdefault(key, Settled(one.person_id, one.action, names.get(one.actor_id, "–"), one.at))
    folded = {one: frozenset(some) for one, some in seen_to.items()}
    return Done(folded, tuple(settled.values()))


def troubles(month: YouthMonth, today: date, *, is_alone: bool) -> frozenset[Trouble]:
    """Why this young person stands in the digest today."""
    found = {
        Trouble.SHORT: is_short(month, today),
        Trouble.SILENT: reminders.is_silent(month, today),
        Trouble.ENDING: reminders.ends_soon(month, today),
        Trouble.OVERDUE: month.is_overdue,
        Trouble.ALONE: is_alone,
    }
    return frozenset(one for one, holds in found.items() if holds)


def is_short(month: YouthMonth, today: date) -> bool:
    """Whether the month will miss its target if nothing is done, or is warned of today."""
    if month.standing.is_reached:
        return False
    if month.forecast is None or month.forecast.will_miss:
        return True
    return reminders.rung(month, today) is not None


async def line(db: Database, participation_id: int, *, by: int, now: datetime, zone: ZoneInfo) -> WorkLine:
    """One young person's, as it stands now; the look is written down. Raises NotAllowed; Gone for foreign and missing
    ones, and where the programme has ended."""
    month = await _month(db, participation_id, by=by, now=now, zone=zone)
    today = now.astimezone(zone).date()
    await storage.audit.note(db, at=now, actor_id=by, action="person.seen", person_id=month.beside.youth_id)
    mentors = (await storage.pairs.open_mentors_of(db, [participation_id]))[participation_id]
    reminded = await _reminded(db, month.beside.youth_id, now=now)
    return WorkLine(
        month=month,
        troubles=troubles(month, today, is_alone=not mentors and reminders.is_active(month, today)),
        is_paused=today not in month.active_days,
        reminded_on=await _told_on(db, month, zone=zone),
        reminded_by=reminded,
        may_explain=not month.standing.is_reached,
    )


async def remind(db: Database, participation_id: int, *, by: int, now: datetime, zone: ZoneInfo) -> list[int]:
    """The mentors who are to hear of it. Raises NotAllowed, Gone (also without a mentor), RemindedAlready."""
    await storage.pairs.locked_participations(db, [participation_id])
    month = await _month(db, participation_id, by=by, now=now, zone=zone)
    others = [mentor_id for mentor_id, _ in month.mentors if mentor_id != by]
    if not others:
        raise Gone
    if (name := await _reminded(db, month.beside.youth_id, now=now)) is not None:
        raise RemindedAlready(month.beside.name, name)
    await storage.audit.note(
        db, at=now, actor_id=by, action=REMINDED, person_id=month.beside.youth_id, subject=str(participation_id)
    )
    return others


async def see_to(db: Database, participation_id: int, *, by: int, now: datetime, zone: ZoneInfo) -> YouthMonth:
    """All that this young person stands in the digest for today is folded away for everyone, for a week. Raises
    NotAllowed, Gone."""
    month = await _month(db, participation_id, by=by, now=now, zone=zone)
    today = now.astimezone(zone).date()
    mentors = (await storage.pairs.open_mentors_of(db, [participation_id]))[participation_id]
    found = troubles(month, today, is_alone=not mentors)
    await storage.audit.note(
        db,
        at=now,
        actor_id=by,
        action=SEEN_TO,
        person_id=month.beside.youth_id,
        subject=",".join(sorted(one.value for one in found)),
    )
    return month


def named(settled: Sequence[Settled], names: Mapping[int, str]) -> list[tuple[str, Settled]]:
    """With the name of whom it was about, where that is known."""
    return [(names[one.person_id], one) for one in settled if one.person_id in names]


async def _month(db: Database, participation_id: int, *, by: int, now: datetime, zone: ZoneInfo) -> YouthMonth:
    places: AbstractSet[int] = frozenset(await roll.places_of(db, by=by))
    today = now.astimezone(zone).date()
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None or beside.municipality_id not in places or beside.ended_on is not None:
        raise Gone
    if beside.started_on > today:
        raise Gone
    period = Period.containing(today)
    found = await months.of(db, [beside], period=period, today=today)
    apart = rules.people.told_apart(await storage.roll.namesakes(db, [beside.municipality_id]))
    found = [
        replace(one, beside=replace(one.beside, name=apart.get(one.beside.youth_id, beside.name))) for one in found
    ]
    [month] = await months.with_reasons(db, await forecasts.added(db, found, now=now, zone=zone), period=period)
    return month


async def _reminded(db: Database, youth_id: int, *, now: datetime) -> str | None:
    """Who had the mentor reminded of them within a day; None: nobody."""
    noted = await storage.audit.of_people(db, {youth_id}, actions=(REMINDED,), since=now - BETWEEN)
    actors = [one.actor_id for one in noted if one.actor_id is not None]
    return (await storage.people.names_of(db, actors)).get(actors[0], "–") if actors else None


async def _told_on(db: Database, month: YouthMonth, *, zone: ZoneInfo) -> date | None:
    one = month.beside.participation_id
    said = await storage.reminders.last_said(
        db, [mentor_id for mentor_id, _ in month.mentors], kinds=KINDS_TOLD, subject_ids=[one]
    )
    return max((moment.astimezone(zone).date() for moment in said.values()), default=None)


KINDS_TOLD = ("pace", "shortfall", "mentor_reminded")
