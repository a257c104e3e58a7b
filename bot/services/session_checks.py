"""What no mentor can confirm away: whose young people, which days, which months.

Asked before anything is written; the rules themselves are in `rules.sessions` and `rules.periods`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, NotAllowed, NothingToLog, OutsidePair
from bot.rules.participations import Participation, is_running
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.storage import Database
from bot.storage.models import LoggedSession
from bot.storage.pairs import Beside, DaysBeside


async def stays(db: Database, mentor_id: int, participation_ids: Sequence[int], day: date) -> list[Beside]:
    """The mentor's own participations, each as it ran on `day` where the young person takes part again.

    Raises NothingToLog for nobody, Gone for anybody else's."""
    if not participation_ids:
        raise NothingToLog
    known = {one.participation_id: one for one in await storage.pairs.youth_ever_of(db, mentor_id)}
    if not known.keys() >= set(participation_ids):
        raise Gone
    found: dict[int, Beside] = {}
    for one in map(known.__getitem__, participation_ids):
        runs = [other for other in known.values() if other.youth_id == one.youth_id and _is_running(other, day)]
        best = one if one in runs or not runs else runs[-1]
        found[best.participation_id] = best
    return list(found.values())


async def check(
    db: Database,
    mentor_id: int,
    stays: Sequence[Beside],
    day: date,
    start: time | None,
    minutes: int,
    *,
    attended: bool,
    said_at: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Raises NothingToLog, TooLong, InFuture, OutsideParticipation, OutsidePair, MonthIsLocked."""
    rules.sessions.check_session(
        day,
        start,
        minutes,
        said_at=said_at,
        zone=zone,
        attended=attended,
        participations=[Participation(one.youth_id, one.name, one.started_on, one.ended_on) for one in stays],
    )
    pairs = await storage.pairs.days_beside(db, mentor_id)
    for one in stays:
        _check_beside([pair for pair in pairs if pair.participation_id == one.participation_id], one, day)
    covered = [one for one, _ in rules.sessions.days_of(day, start, minutes, zone)]
    await check_open(db, {one.municipality_id for one in stays}, covered, now=now, zone=zone)


def _check_beside(pairs: Sequence[DaysBeside], one: Beside, day: date) -> None:
    if not any(is_running(pair.started_on, pair.ended_on, on=day) for pair in pairs):
        latest = max(pairs, key=lambda pair: pair.started_on)
        raise OutsidePair(latest.started_on, latest.ended_on, one.name)


async def check_open(
    db: Database, municipality_ids: Iterable[int], days: Iterable[date], *, now: datetime, zone: ZoneInfo
) -> None:
    """Every month touched must be open, by the policy of every municipality concerned."""
    today, touched = now.astimezone(zone).date(), periods(days)
    for place in sorted(municipality_ids):
        for period in touched:
            policy = await storage.municipalities.policy(db, place, on=period.first)
            rules.periods.check_open(period, today=today, correction_days=policy.correction_days)


async def check_is_mentor(db: Database, person_id: int) -> None:
    roles = await storage.people.roles_of(db, person_id)
    if Role.MENTOR not in {role for role, _ in roles}:
        raise NotAllowed


async def may_still_log(db: Database, pair: DaysBeside, one: Beside, today: date) -> bool:
    """Beside them still, or until a day whose month is open."""
    ends = [day for day in (pair.ended_on, one.ended_on) if day is not None]
    if not ends or min(ends) >= today:
        return True
    period = Period.containing(min(ends))
    policy = await storage.municipalities.policy(db, one.municipality_id, on=period.first)
    return rules.periods.is_open(period, today=today, correction_days=policy.correction_days)


def _is_running(one: Beside, day: date) -> bool:
    return is_running(one.started_on, one.ended_on, on=day)


def who(session: LoggedSession) -> list[int]:
    return [one.participation_id for one in session.attendances]


def days(session: LoggedSession, zone: ZoneInfo) -> list[date]:
    return [day for day, _ in rules.sessions.days_of(session.day, session.start, session.minutes, zone)]


def periods(days: Iterable[date]) -> list[Period]:
    return sorted({Period.containing(day) for day in days})
