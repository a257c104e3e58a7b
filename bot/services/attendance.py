"""Who came: noted in one tap when an activity is over, and offered as a session, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot import rules, storage
from bot.rules.activities import ActivityState
from bot.rules.errors import ActivityIsCancelled, AlreadyLogged, Gone, InFuture
from bot.rules.lifelines import Cleared
from bot.services import activity_news, activity_notices, gatherings
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import LoggedSession


@dataclass(frozen=True)
class Noted:
    """Who came, who did not, of whom it is not said yet. `loggable` is what `by` may log of it as the mentor: those who
    came, and those who did not, each without what is logged already."""

    gathering: Gathering
    came: tuple[Asked, ...]
    absent: tuple[Asked, ...]
    open: tuple[Asked, ...]
    came_to_log: tuple[int, ...]
    absent_to_log: tuple[int, ...]


@dataclass(frozen=True)
class ToLog:
    """Everything a session needs."""

    participation_ids: tuple[int, ...]
    day: date
    start: time | None
    minutes: int
    kind: str
    attended: bool
    note: str | None


async def note(
    db: Database, activity_id: int, participation_id: int | None, *, came: bool, by: int, now: datetime
) -> Noted:
    """One young person, or with None all of whom nothing is said yet. May be corrected until it is logged.
    Raises NotAllowed, Gone, InFuture, ActivityIsCancelled, AlreadyLogged."""
    found = await gatherings.led_and_locked(db, activity_id, by=by)
    activity = found.activity
    if activity.state == ActivityState.CANCELLED:
        raise ActivityIsCancelled(activity.day, activity.start)
    if rules.activities.begins(activity.day, activity.start, zone_of(activity)) > now:
        raise InFuture(activity.day)
    if participation_id is None:
        noted = activity_notices.to_note(found)
    else:
        noted = [one for one in found.asked if one.participation_id == participation_id]
        if not noted:
            raise Gone
    changed = [one for one in noted if one.attended is not came]
    for one in changed:
        if await is_logged(db, one.session_id):
            raise AlreadyLogged
    ids = {one.id for one in changed}
    for seat in await storage.activities.seats_of(db, activity_id):
        if seat.id in ids:
            seat.attended = came
    await db.flush()
    for one in changed:
        await storage.audit.note(
            db,
            at=now,
            actor_id=by,
            action="attendance.noted",
            person_id=one.youth_id,
            subject=f"activity={activity_id}",
        )
    everyone = await storage.activities.by_id(db, activity_id)
    assert everyone is not None
    if not activity_notices.to_note(everyone):
        activity.state = ActivityState.HELD.value
        await activity_news.unschedule(db, activity_id, reason=Cleared.NOTED, now=now)
        await db.flush()
    return await of(db, activity_id, by=by)


async def taken_place(db: Database, activity_id: int, *, by: int, now: datetime) -> Noted:
    """The leader says that it took place: the only one of whom it is not known came; of several it is asked.
    Raises NotAllowed, Gone, InFuture, ActivityIsCancelled."""
    noted = await of(db, activity_id, by=by)
    if len(noted.open) == 1 and not noted.came and not noted.absent:
        return await note(db, activity_id, None, came=True, by=by, now=now)
    return noted


async def of(db: Database, activity_id: int, *, by: int) -> Noted:
    """How it stands. Raises NotAllowed, Gone."""
    found = await gatherings.led(db, activity_id, by=by)
    came = tuple(one for one in found.asked if one.attended is True)
    absent = tuple(one for one in found.asked if one.attended is False)
    is_leader = found.activity.mentor_id == by and await _mentors(db, by)
    return Noted(
        gathering=found,
        came=came,
        absent=absent,
        open=tuple(activity_notices.to_note(found)),
        came_to_log=await _unlogged(db, came) if is_leader else (),
        absent_to_log=await _unlogged(db, absent) if is_leader else (),
    )


async def to_log(db: Database, activity_id: int, *, attended: bool, by: int) -> ToLog:
    """The session of those who came, or the no-show of those who did not. Raises NotAllowed, Gone, AlreadyLogged."""
    noted = await of(db, activity_id, by=by)
    ids = noted.came_to_log if attended else noted.absent_to_log
    if not ids:
        raise AlreadyLogged if (noted.came if attended else noted.absent) else Gone
    activity = noted.gathering.activity
    return ToLog(
        participation_ids=ids,
        day=activity.day,
        start=activity.start if attended else None,
        minutes=activity.minutes if attended else 0,
        kind=activity.kind,
        attended=attended,
        note=activity.title if attended else None,
    )


async def check_unlogged(db: Database, activity_id: int, participation_ids: Sequence[int], *, by: int) -> None:
    """Asked before the card of an activity is saved: two open cards make one session. Raises AlreadyLogged, Gone,
    NotAllowed."""
    found = await gatherings.led_and_locked(db, activity_id, by=by)
    for one in found.asked:
        if one.participation_id in participation_ids and await is_logged(db, one.session_id):
            raise AlreadyLogged


async def logged(db: Database, activity_id: int, session: LoggedSession) -> None:
    """The session is the one of this activity, for each who is in both."""
    ids = {one.participation_id for one in session.attendances}
    for seat in await storage.activities.seats_of(db, activity_id):
        if seat.participation_id in ids:
            seat.session_id = session.id
    await db.flush()


async def is_logged(db: Database, session_id: int | None) -> bool:
    """Whether the session, or what it was changed into, counts."""
    if session_id is None:
        return False
    session = await storage.activities.last_of(db, session_id)
    return session is not None and session.voided_at is None


async def _unlogged(db: Database, seats: Sequence[Asked]) -> tuple[int, ...]:
    return tuple([one.participation_id for one in seats if not await is_logged(db, one.session_id)])


async def _mentors(db: Database, person_id: int) -> bool:
    roles = await storage.people.roles_of(db, person_id)
    return any(role is rules.people.Role.MENTOR for role, _ in roles)
