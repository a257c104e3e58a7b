"""The coordinator's week: whose hours are missing, who is silent, whose programme ends, what waits for them.

It costs the same however many sessions are stored: it reads the running programmes and their month.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import Anchor, Hears, NoticeRule, NoticeRules
from bot.rules.notices import At
from bot.rules.periods import Period
from bot.services import forecasts, months, reminders, worklists
from bot.services.months import YouthMonth
from bot.services.worklists import Settled, Trouble
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.reminders import CoordinatorOf, Planned


@dataclass(frozen=True)
class OpenInvitation:
    name: str
    expires_on: date


@dataclass(frozen=True)
class Digest:
    """One municipality as of a day. `first` to `last` are the seven days before it."""

    municipality_id: int
    municipality: str
    as_of: date
    first: date
    last: date
    short: tuple[YouthMonth, ...]
    """Those that will miss the target if nothing is done; what could be saved and would be lost stands first."""
    reached: int
    on_course: int
    """Hours are missing, and plans or the last weeks will bring them."""
    silent: tuple[YouthMonth, ...]
    ending: tuple[YouthMonth, ...]
    unreachable: tuple[str, ...]
    overdue: tuple[YouthMonth, ...]
    without_mentor: tuple[YouthMonth, ...]
    doubtful: tuple[tuple[int, str], ...]
    guardians: tuple[tuple[int, str], ...]
    profiles: tuple[tuple[int, str], ...]
    invitations: tuple[OpenInvitation, ...]
    settled: tuple[tuple[str, Settled], ...] = ()
    """What was done within a week: whom it is about, what, by whom."""
    is_daily: bool = False

    @property
    def people(self) -> frozenset[int]:
        """Whom it names."""
        months = {one.beside.youth_id for some in (self.short, self.silent, self.ending, self.overdue) for one in some}
        return frozenset(months | {one for one, _name in (*self.doubtful, *self.guardians, *self.profiles)})


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """This week's digest for everyone who coordinated when it was due."""
    today = now.astimezone(zone).date()
    monday = monday_of(today)
    coordinators = await storage.reminders.coordinators(db)
    known = await storage.municipalities.notice_rules(db, {one.municipality_id for one in coordinators}, on=today)
    found = await _planned_today(db, coordinators, known, now=now, zone=zone)
    for one in coordinators:
        for rule in _weekly(known[one.municipality_id]):
            due_on = monday + timedelta(days=(rule.weekday or 1) - 1)
            due_at = datetime.combine(due_on, rule.time_for(Hears.COORDINATOR), tzinfo=zone)
            if one.since < due_at and due_on <= today:
                found.append(_planned(one, rule, monday, due_at))
    return found


async def _planned_today(
    db: Database,
    coordinators: Sequence[CoordinatorOf],
    known: Mapping[int, NoticeRules],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> list[Planned]:
    """Where it is wished for: a day's own, only when something will fail and no weekly one comes today."""
    today = now.astimezone(zone).date()
    found = []
    for place, theirs in _by_place(coordinators).items():
        wished = [one for one in known[place].hanging_on(Anchor.DAY) if day_of(today, known[place]) != today]
        if not wished or not await _will_fail(db, place, now=now, zone=zone):
            continue
        for rule in wished:
            due_at = datetime.combine(today, rule.time_for(Hears.COORDINATOR), tzinfo=zone)
            for one in theirs:
                key = f"{rule.kind}:municipality={place}:{today}:person={one.person_id}"
                found.append(Planned(key, one.person_id, rule.kind, place, today.isoformat(), due_at, rule.name))
    return found


def _by_place(coordinators: Iterable[CoordinatorOf]) -> dict[int, list[CoordinatorOf]]:
    found: dict[int, list[CoordinatorOf]] = {}
    for one in coordinators:
        found.setdefault(one.municipality_id, []).append(one)
    return found


async def _will_fail(db: Database, municipality_id: int, *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a month there is warned of today, or cannot be saved any more."""
    today = now.astimezone(zone).date()
    running = await storage.pairs.in_municipality(db, municipality_id, first=today, last=today)
    found = await months.of(db, running, period=Period.containing(today), today=today)
    return any(
        reminders.rung(one, today) is not None or reminders.is_impossible(one, today)
        for one in await forecasts.added(db, found, now=now, zone=zone)
    )


def _weekly(known: NoticeRules) -> list[NoticeRule]:
    return [one for one in known.of_kind("digest") if one.on]


def _planned(one: CoordinatorOf, rule: NoticeRule, monday: date, due_at: datetime) -> Planned:
    return Planned(
        key=f"digest:municipality={one.municipality_id}:{monday}:person={one.person_id}",
        person_id=one.person_id,
        kind=rule.kind,
        subject_id=one.municipality_id,
        detail=monday.isoformat(),
        due_at=due_at,
        rule=rule.name,
    )


def day_of(day: date, known: NoticeRules) -> date | None:
    """The day of its week on which the digest is due; None where there is none."""
    weekdays = [one.weekday or 1 for one in _weekly(known)]
    return monday_of(day) + timedelta(days=weekdays[0] - 1) if weekdays else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


async def of(db: Database, municipality_id: int, *, now: datetime, zone: ZoneInfo) -> Digest:
    """As it stands now, worst first."""
    today = now.astimezone(zone).date()
    running = await storage.pairs.in_municipality(db, municipality_id, first=today, last=today)
    period = Period.containing(today)
    found = await forecasts.added(db, await months.of(db, running, period=period, today=today), now=now, zone=zone)
    namesakes = await storage.roll.namesakes(db, [municipality_id])
    standing = await months.with_reasons(db, months.told_apart(_most_lost_first(found), namesakes), period=period)
    names = await storage.municipalities.names_of(db, [municipality_id])
    apart = rules.people.told_apart(namesakes)
    doubtful = tuple(
        (one.id, apart.get(one.id, one.name)) for one in await storage.digests.doubtful_in(db, municipality_id)
    )
    names_of_youth = {one.beside.youth_id: one.beside.name for one in standing}
    done = await worklists.done(db, names_of_youth, now=now)

    def still(some: Iterable[YouthMonth], trouble: Trouble) -> list[YouthMonth]:
        return [one for one in some if not done.hides(one.beside.youth_id, trouble)]

    short = [one for one in standing if worklists.is_short(one, today)]
    return Digest(
        municipality_id=municipality_id,
        municipality=names.get(municipality_id, ""),
        as_of=today,
        first=today - timedelta(days=7),
        last=today - timedelta(days=1),
        short=tuple(still(short, Trouble.SHORT)),
        reached=sum(one.standing.is_reached and bool(one.standing.target) for one in standing),
        on_course=sum(not one.standing.is_reached for one in standing) - len(short),
        silent=_silent(still(standing, Trouble.SILENT), today),
        ending=_by_planned_end(one for one in still(standing, Trouble.ENDING) if reminders.ends_soon(one, today)),
        unreachable=tuple(one.name for one in await storage.people.unreachable_in(db, municipality_id)),
        overdue=_by_planned_end(one for one in still(standing, Trouble.OVERDUE) if one.is_overdue),
        without_mentor=await _without_mentor(
            db, still(standing, Trouble.ALONE), today, undecided={one for one, _ in doubtful}
        ),
        doubtful=doubtful,
        guardians=tuple(
            (one.id, apart.get(one.id, one.name))
            for one in await storage.digests.waiting_for_guardian_in(db, municipality_id)
        ),
        profiles=tuple(
            (one, apart.get(one, name)) for one, name in await storage.profiles.waiting_in(db, municipality_id)
        ),
        invitations=await _open_invitations(db, municipality_id, now=now, zone=zone),
        settled=tuple(worklists.named(done.settled, names_of_youth)),
    )


def _most_lost_first(found: Iterable[YouthMonth]) -> list[YouthMonth]:
    """What is lost if nothing is done, and could be saved; then by what is missing."""
    worst = months.worst_first(found)
    return sorted(worst, key=lambda one: timedelta(0) if one.forecast is None else -one.forecast.lost)


def _silent(standing: list[YouthMonth], today: date) -> tuple[YouthMonth, ...]:
    """The longest silence first; those in a pause are not silent."""
    silent = [one for one in standing if reminders.is_silent(one, today)]
    return tuple(sorted(silent, key=lambda one: reminders.silent_since(one, today)))


def _by_planned_end(found: Iterable[YouthMonth]) -> tuple[YouthMonth, ...]:
    return tuple(sorted(found, key=lambda one: (one.beside.planned_end_on, one.beside.name)))


async def _without_mentor(
    db: Database, standing: Sequence[YouthMonth], today: date, *, undecided: AbstractSet[int]
) -> tuple[YouthMonth, ...]:
    """In the programme and in no pause, with no pair that goes on or begins later; by name.

    Where it is not decided yet whether the programme fits, that comes first.
    """
    active = [one for one in standing if reminders.is_active(one, today) and one.beside.ended_on is None]
    mentors = await storage.pairs.open_mentors_of(db, [one.beside.participation_id for one in active])
    alone = (one for one in active if not mentors[one.beside.participation_id] and one.beside.youth_id not in undecided)
    return tuple(sorted(alone, key=lambda one: (one.beside.name, one.beside.participation_id)))


async def _open_invitations(
    db: Database, municipality_id: int, *, now: datetime, zone: ZoneInfo
) -> tuple[OpenInvitation, ...]:
    invitations = await storage.invitations.open_in(db, [municipality_id], now=now)
    names = await storage.people.names_of(db, {one.person_id for one in invitations})
    return tuple(
        OpenInvitation(names[one.person_id], one.expires_at.astimezone(zone).date())
        for one in invitations
        if one.person_id in names
    )


# --- still true? ---


async def _digest(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Digest | Cleared]:
    """Holds for its week, and for those who still coordinate there."""
    monday = monday_of(at.today).isoformat()
    facts: dict[int, Digest | Cleared] = {}
    for notice in notices:
        if notice.detail != monday:
            facts[notice.id] = Cleared.OTHER_DAY
        elif notice.subject_id is None or not at.coordinates(notice.subject_id):
            facts[notice.id] = Cleared.NOT_YOURS
        else:
            facts[notice.id] = await of(db, notice.subject_id, now=at.now, zone=at.zone)
    return facts


async def _digest_day(db: Database, notices: Sequence[Notice], at: At) -> dict[int, Digest | Cleared]:
    """Holds on its day while something will fail."""
    facts: dict[int, Digest | Cleared] = {}
    for notice in notices:
        place = notice.subject_id
        if notice.detail != at.today.isoformat():
            facts[notice.id] = Cleared.OTHER_DAY
        elif place is None or not at.coordinates(place):
            facts[notice.id] = Cleared.NOT_YOURS
        elif not await _will_fail(db, place, now=at.now, zone=at.zone):
            facts[notice.id] = Cleared.MADE_GOOD
        else:
            facts[notice.id] = replace(await of(db, place, now=at.now, zone=at.zone), is_daily=True)
    return facts


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[Mapping[int, Any]]]] = {
    "digest": _digest,
    "digest_day": _digest_day,
}
