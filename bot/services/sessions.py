"""Logging sessions, changing them, taking them back.

An entry is never rewritten: a change voids it and writes another one. Its credits, the minutes of each young
person on each day, are what all hours are sums of; they go when the entry goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, OutsideParticipation
from bot.rules.hours import Standing
from bot.rules.policies import Kind, Mode
from bot.rules.sessions import Doubt, Span
from bot.services import lifelines, months, session_checks
from bot.storage import Database
from bot.storage.models import Attendance, Credit, LoggedSession
from bot.storage.pairs import Beside
from bot.storage.sessions import Logged


@dataclass(frozen=True)
class Outcome:
    """An entry as people see it, and how the months that it touches stand, participation by participation."""

    session: Logged
    standings: tuple[tuple[int, Standing], ...]


async def log(
    db: Database,
    *,
    mentor_id: int,
    participation_ids: Sequence[int],
    day: date,
    start: time | None,
    minutes: int,
    kind: str,
    mode: str,
    attended: bool,
    note: str | None,
    said_at: datetime,
    now: datetime,
    zone: ZoneInfo,
    conversation_id: int | None = None,
    replaces_id: int | None = None,
    logged_by: int | None = None,
) -> LoggedSession:
    """Write an entry down, with `replaces_id` in place of that one; the same `conversation_id` twice is one.

    Raises NotAllowed, Gone, NothingToLog, TooLong, InFuture, OutsideParticipation, OutsidePair,
    MonthIsLocked.
    """
    await storage.pairs.locked_participations(db, participation_ids)
    stays = await session_checks.stays(db, mentor_id, participation_ids, day)
    if conversation_id is not None:
        saved = await storage.sessions.of_conversation(db, conversation_id)
        if saved is not None and saved.mentor_id == mentor_id:
            return saved
    if logged_by is None:
        await session_checks.check_is_mentor(db, mentor_id)
    minutes, start = (minutes, start) if attended else (0, None)
    old = await _open_entry(db, replaces_id, mentor_id, now=now, zone=zone) if replaces_id is not None else None
    await session_checks.check(
        db, mentor_id, stays, day, start, minutes, attended=attended, said_at=said_at, now=now, zone=zone
    )
    actor_id = logged_by or mentor_id
    if old is not None:
        await _void(db, old, by=actor_id, now=now)
    session = LoggedSession(
        mentor_id=mentor_id,
        day=day,
        start=start,
        minutes=minutes,
        kind=Kind(kind).value,
        mode=Mode(mode).value,
        note=note if attended else None,
        logged_at=now,
        logged_by=actor_id,
        replaces_id=replaces_id,
        conversation_id=conversation_id,
        attendances=[
            Attendance(participation_id=one.participation_id, attended=attended, reason=None if attended else note)
            for one in stays
        ],
    )
    db.add(session)
    await db.flush()
    db.add_all(_credits(session, zone))
    await db.flush()
    action = "session.logged" if old is None else "session.changed"
    await _note(db, session, [one.youth_id for one in stays], action, by=actor_id, now=now)
    stay_ids = [one.participation_id for one in stays]
    await lifelines.answered_by_hours(db, mentor_id=mentor_id, participation_ids=stay_ids, now=now)
    return session


async def undo(db: Database, session_id: int, *, mentor_id: int, now: datetime, zone: ZoneInfo) -> LoggedSession:
    """Take an entry back; its hours go with it. One that replaced another brings that one back, as a new row.

    Returns the entry that was taken back, or the one that counts again in its place; the same when tapped twice.
    Raises Gone (foreign, missing, or replaced by a change since), MonthIsLocked, OutsideParticipation.
    """
    session = await storage.sessions.get_for(db, session_id, mentor_id)
    if session is None:
        raise Gone
    if session.voided_at is not None:
        return await _undone_before(db, session)
    rows = await storage.pairs.locked_participations(db, session_checks.who(session))
    former = await _former(db, session, [row.youth_id for row in rows])
    touched = session_checks.days(session, zone)
    if former is not None:
        rows = await storage.pairs.locked_participations(
            db, {*session_checks.who(session), *session_checks.who(former)}
        )
        touched = [*touched, *session_checks.days(former, zone)]
        await _check_within(db, former)
    await session_checks.check_open(db, {row.municipality_id for row in rows}, touched, now=now, zone=zone)
    await _void(db, session, by=mentor_id, now=now)
    await _note(db, session, sorted({row.youth_id for row in rows}), "session.undone", by=mentor_id, now=now)
    return session if former is None else await _restored(db, former, session, now=now, zone=zone)


async def changeable(db: Database, session_id: int, *, mentor_id: int, now: datetime, zone: ZoneInfo) -> Logged:
    """The mentor's own entry, if it may still be changed. Raises Gone, MonthIsLocked."""
    return await storage.sessions.seen(db, await _open_entry(db, session_id, mentor_id, now=now, zone=zone))


async def check_day(
    db: Database,
    *,
    mentor_id: int,
    participation_ids: Sequence[int],
    day: date,
    said_at: datetime,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """What can be refused before the duration is known: a day to come, outside, or in a closed month."""
    stays = await session_checks.stays(db, mentor_id, participation_ids, day)
    await session_checks.check(db, mentor_id, stays, day, None, 0, attended=False, said_at=said_at, now=now, zone=zone)


async def doubts(
    db: Database,
    *,
    mentor_id: int,
    participation_ids: Iterable[int],
    day: date,
    start: time | None,
    minutes: int,
    attended: bool,
    zone: ZoneInfo,
    replaces_id: int | None = None,
) -> list[Doubt]:
    """What to ask about before `log`: more than 8 h at once, 12 h a day, an overlap, the same again."""
    new = _span(day, start, minutes, participation_ids, attended=attended)
    others = await _spans_near(db, mentor_id, day, besides=replaces_id)
    places = {
        one.municipality_id
        for one in await storage.pairs.youth_ever_of(db, mentor_id)
        if one.participation_id in new.youth
    }
    policies = [await storage.municipalities.policy(db, place, on=day) for place in sorted(places)]
    found = {doubt for policy in policies for doubt in rules.sessions.doubts(new, others, policy=policy, zone=zone)}
    return [doubt for doubt in Doubt if doubt in found]


async def overlapping(
    db: Database,
    *,
    mentor_id: int,
    participation_ids: Iterable[int],
    day: date,
    start: time | None,
    minutes: int,
    zone: ZoneInfo,
    replaces_id: int | None = None,
) -> Logged | None:
    """The entry that takes the same time, if there is one."""
    new = _span(day, start, minutes, participation_ids, attended=True)
    for other in await _near(db, mentor_id, day, besides=replaces_id):
        if Doubt.OVERLAP in rules.sessions.doubts(new, [_span_of(other)], zone=zone):
            return _named(await storage.sessions.seen(db, other), await labels(db, mentor_id=mentor_id))
    return None


async def roster(db: Database, *, mentor_id: int, today: date) -> list[Beside]:
    """Whom a mentor may log for: those of today, and those of pairs that ended in a month still open.

    One line a person: who takes part again is there with the latest participation.
    """
    known = {one.participation_id: one for one in await storage.pairs.youth_ever_of(db, mentor_id)}
    found: dict[int, Beside] = {}
    for pair in await storage.pairs.days_beside(db, mentor_id):
        one = known[pair.participation_id]
        if pair.started_on > today or not await session_checks.may_still_log(db, pair, one, today):
            continue
        best = found.get(one.youth_id)
        if best is None or best.started_on < one.started_on:
            found[one.youth_id] = one
    return sorted(found.values(), key=lambda one: (one.name, one.participation_id))


async def labels(db: Database, *, mentor_id: int) -> dict[int, str]:
    """Names by participation of all whom a mentor was ever beside, namesakes told apart."""
    ever = await storage.pairs.youth_ever_of(db, mentor_id)
    apart = rules.people.told_apart((one.youth_id, one.name) for one in ever)
    return {one.participation_id: apart[one.youth_id] for one in ever}


async def recent(db: Database, *, mentor_id: int) -> list[Logged]:
    """A mentor's last entries."""
    apart = await labels(db, mentor_id=mentor_id)
    return [_named(one, apart) for one in await storage.sessions.recent_for(db, mentor_id)]


def _named(session: Logged, apart: Mapping[int, str]) -> Logged:
    return replace(session, youth=tuple((one, apart.get(one, name)) for one, name in session.youth))


async def outcome(db: Database, session: LoggedSession, *, today: date, zone: ZoneInfo) -> Outcome:
    """What an entry, saved or taken back, made of the months it touches."""
    found_by_id = [await storage.pairs.by_id(db, one) for one in session_checks.who(session)]
    beside = [one for one in found_by_id if one is not None]
    standings: list[tuple[int, Standing]] = []
    for period in session_checks.periods(session_checks.days(session, zone)):
        found = await months.of(db, beside, period=period, today=today)
        standings += [(month.beside.participation_id, month.standing) for month in found]
    apart = await labels(db, mentor_id=session.mentor_id)
    return Outcome(_named(await storage.sessions.seen(db, session), apart), tuple(standings))


# --- what is written ---


async def _open_entry(db: Database, session_id: int, mentor_id: int, *, now: datetime, zone: ZoneInfo) -> LoggedSession:
    """An entry that stands, in months that are open."""
    session = await storage.sessions.get_for(db, session_id, mentor_id)
    if session is None or session.voided_at is not None:
        raise Gone
    rows = await storage.pairs.locked_participations(db, session_checks.who(session))
    await session_checks.check_open(
        db, {row.municipality_id for row in rows}, session_checks.days(session, zone), now=now, zone=zone
    )
    return session


async def _former(db: Database, session: LoggedSession, youth_ids: Sequence[int]) -> LoggedSession | None:
    """The entry that a change replaced; none where this one is itself what an undo brought back."""
    if session.replaces_id is None:
        return None
    for youth_id in youth_ids:
        if await storage.audit.is_noted(
            db, person_id=youth_id, action="session.undone", subject=f"session={session.replaces_id}"
        ):
            return None
    former = await storage.sessions.get_for(db, session.replaces_id, session.mentor_id)
    return former if former is not None and former.attendances else None


async def _check_within(db: Database, former: LoggedSession) -> None:
    """What comes back must lie in the programme as its days are now. Raises OutsideParticipation."""
    for one in await storage.pairs.by_ids(db, session_checks.who(former)):
        if not rules.participations.is_running(one.started_on, one.ended_on, on=former.day):
            raise OutsideParticipation(one.started_on, one.ended_on, one.name)


async def _undone_before(db: Database, session: LoggedSession) -> LoggedSession:
    """What an undo made of this void entry. Raises Gone where a change replaced it."""
    successor_id = await storage.sessions.replaced_by(db, session.id)
    if successor_id is None:
        return session
    successor = await storage.sessions.get_for(db, successor_id, session.mentor_id)
    if successor is None or successor.voided_at is not None:
        raise Gone
    rows = await storage.pairs.locked_participations(db, session_checks.who(successor))
    if session.replaces_id is None or await _former(db, successor, [row.youth_id for row in rows]) is not None:
        raise Gone
    return successor


async def _restored(
    db: Database, former: LoggedSession, undone: LoggedSession, *, now: datetime, zone: ZoneInfo
) -> LoggedSession:
    """The former entry again, fact by fact, as a new row in place of the one that was undone."""
    session = LoggedSession(
        mentor_id=former.mentor_id,
        day=former.day,
        start=former.start,
        minutes=former.minutes,
        kind=former.kind,
        mode=former.mode,
        note=former.note,
        logged_at=now,
        logged_by=former.mentor_id,
        replaces_id=undone.id,
        attendances=[
            Attendance(participation_id=one.participation_id, attended=one.attended, reason=one.reason)
            for one in former.attendances
        ],
    )
    db.add(session)
    await db.flush()
    db.add_all(_credits(session, zone))
    await db.flush()
    return session


def _credits(session: LoggedSession, zone: ZoneInfo) -> list[Credit]:
    """One row a young person and day; a meeting that did not take place credits nothing."""
    came = [one for one in session.attendances if one.attended]
    return [
        Credit(
            session_id=session.id,
            participation_id=one.participation_id,
            mentor_id=session.mentor_id,
            day=day,
            minutes=minutes,
            kind=session.kind,
            mode=session.mode,
            is_group=len(came) > 1,
        )
        for one in came
        for day, minutes in rules.sessions.days_of(session.day, session.start, session.minutes, zone)
    ]


async def _void(db: Database, session: LoggedSession, *, by: int, now: datetime) -> None:
    session.voided_at, session.voided_by = now, by
    await storage.sessions.drop_credits(db, session.id)
    await db.flush()


async def _note(
    db: Database, session: LoggedSession, youth_ids: Iterable[int], action: str, *, by: int, now: datetime
) -> None:
    for youth_id in youth_ids:
        await storage.audit.note(
            db, at=now, actor_id=by, action=action, person_id=youth_id, subject=f"session={session.id}"
        )


# --- how entries look to the rules ---


def _span(day: date, start: time | None, minutes: int, youth: Iterable[int], *, attended: bool) -> Span:
    return Span(day, start if attended else None, minutes if attended else 0, frozenset(youth))


def _span_of(session: LoggedSession) -> Span:
    return Span(session.day, session.start, session.minutes, frozenset(session_checks.who(session)), session.id)


async def _near(db: Database, mentor_id: int, day: date, *, besides: int | None) -> list[LoggedSession]:
    """The mentor's entries of the day and of those beside it: midnight may lie between."""
    one_day = timedelta(days=1)
    found = await storage.sessions.valid_near(db, mentor_id, first=day - one_day, last=day + one_day)
    return [one for one in found if one.id != besides]


async def _spans_near(db: Database, mentor_id: int, day: date, *, besides: int | None) -> list[Span]:
    return [_span_of(one) for one in await _near(db, mentor_id, day, besides=besides)]
