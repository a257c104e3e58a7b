"""What the clock tells mentors and coordinators about hours: planned once a local day, as of that day.

Every notice has a key made of what it is about, so planning twice, late or on two machines says nothing
twice. What is planned is asked again when it is about to leave (`services.notices`): hours made good
since then are not mentioned.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.periods import Period
from bot.rules.reminders import Audience, Rung
from bot.services import months
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.reminders import CoordinatorOf, Planned

# The mentor first: what is logged at once need not reach the coordinator, who reads when the mentor was told.
MENTORS_AT = time(8, 30)
COORDINATORS_AT = time(9)


async def is_new_day(db: Database, *, now: datetime) -> bool:
    """Whether a local day began for which nothing is planned yet: all that an idle tick asks."""
    until = await storage.reminders.planned_until(db)
    return until is None or until <= now


async def close_day(db: Database, *, now: datetime, zone: ZoneInfo) -> None:
    """The day is planned: the next look is at the next local midnight."""
    await storage.reminders.plan_again_at(db, next_midnight(now, zone))


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), tzinfo=zone)


async def due(db: Database, *, now: datetime, zone: ZoneInfo) -> None:
    """Plan what today says about every running programme."""
    today = now.astimezone(zone).date()
    running = await storage.pairs.running_everywhere(db, first=today, last=today)
    standing = await months.of(db, running, period=Period.containing(today), today=today)
    coordinators = _by_municipality(await storage.reminders.coordinators(db))
    planned = [
        notice
        for month in standing
        for notice in _about(month, today, coordinators.get(month.beside.municipality_id, []), zone)
    ]
    await storage.reminders.drop_outdated(db, planned, now=now)
    await storage.reminders.plan(db, planned, now=now)


def is_active(month: YouthMonth, today: date) -> bool:
    """In the programme and in no pause on this day: otherwise nobody is reminded."""
    return today in month.active_days


def rung(month: YouthMonth, today: date) -> Rung | None:
    """The step of the ladder the month stands on, None where enough is done."""
    standing = month.standing
    return rules.reminders.rung_on(
        standing.period, month.active_days, today, standing.done, standing.target, month.policy
    )


def is_pace(one: Rung) -> bool:
    """Early notes, for the mentor alone."""
    return one.audience is Audience.MENTOR


def is_impossible(month: YouthMonth, today: date) -> bool:
    """Whether the days left cannot bring what is missing."""
    return is_active(month, today) and rules.reminders.is_impossible(month.standing, month.policy)


def silent_since(month: YouthMonth, today: date) -> date:
    """The last day on which something was logged, the programme began or a pause ended."""
    ends = [last for _, last in month.pauses if last is not None and last < today]
    return max([month.beside.started_on, *ends, *([month.last_logged] if month.last_logged else [])])


def silent_days(month: YouthMonth, today: date) -> int:
    return rules.reminders.silent_for(month.last_logged, silent_since(month, today), today)


def ends_soon(month: YouthMonth, today: date) -> bool:
    left = (month.beside.planned_end_on - today).days
    return month.beside.ended_on is None and 0 <= left <= month.policy.ending_days


def _about(month: YouthMonth, today: date, coordinators: Sequence[int], zone: ZoneInfo) -> Iterator[Planned]:
    """Everything today says about one young person, for each who hears of it."""
    mentors = [mentor_id for mentor_id, _ in month.mentors]
    for kind, detail, readers in _kinds(month, today, mentors, coordinators):
        for reader in readers:
            at = MENTORS_AT if reader in mentors else COORDINATORS_AT
            subject_id = month.beside.participation_id
            yield Planned(
                key=f"{kind}:participation={subject_id}:{detail}:person={reader}",
                person_id=reader,
                kind=kind,
                subject_id=subject_id,
                detail=detail,
                due_at=datetime.combine(today, at, tzinfo=zone),
                rule=kind,
            )


def _kinds(
    month: YouthMonth, today: date, mentors: list[int], everyone: Sequence[int]
) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Kind, detail and readers; `everyone` coordinates. Who is the mentor too hears of hours once, as the mentor."""
    coordinators = [one for one in everyone if one not in mentors]
    if month.is_overdue:
        yield "overdue", month.beside.planned_end_on.isoformat(), everyone
    if not is_active(month, today):
        return
    period = month.standing.period.key
    step = rung(month, today)
    if step is not None and is_pace(step):
        yield "pace", f"{period}:{step.code}", mentors
    elif step is not None:
        yield "shortfall", f"{period}:{step.code}", [*mentors, *coordinators]
    if is_impossible(month, today):
        yield "impossible", period, coordinators or mentors
    silent, since = silent_days(month, today), silent_since(month, today).isoformat()
    if silent >= month.policy.silence_mentor_days:
        yield "silence", since, mentors
    if silent >= month.policy.silence_coordinator_days:
        yield "silence", since, coordinators
    if ends_soon(month, today):
        yield "ending", month.beside.planned_end_on.isoformat(), [*mentors, *coordinators]


def _by_municipality(coordinators: Iterable[CoordinatorOf]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in coordinators:
        found.setdefault(one.municipality_id, []).append(one.person_id)
    return found
