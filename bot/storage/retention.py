"""What has been kept long enough, in batches: rows whose time is over, and whom their time is over for.

The newest row of a table always stays: SQLite would give its number away again, and what remembers a number (a
button, the sender, a logged session) would meet somebody else's row.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.rules.broadcasts import KIND
from bot.rules.erasure import MARK
from bot.rules.people import Role
from bot.storage import lifelines
from bot.storage.models import (
    Account,
    Activity,
    Attendance,
    Broadcast,
    Call,
    Card,
    Consultation,
    Conversation,
    InboxUpdate,
    Invitation,
    Job,
    LoggedSession,
    Measure,
    Notice,
    OutboxRow,
    Pair,
    Participation,
    Partner,
    Person,
    PlanItem,
    Profile,
    ProfileAnswer,
    RoleHeld,
    StoredFile,
)
from bot.storage.privacy import NOBODY

_ENDED_ON = func.coalesce(Participation.ended_on, Participation.planned_end_on)


async def drop_updates(db: AsyncSession, *, settled_before: datetime, limit: int) -> int:
    """Handled updates, and those that nobody looked into."""
    is_over = and_(InboxUpdate.state.in_(("done", "aside")), InboxUpdate.settled_at < settled_before)
    return await _drop(db, InboxUpdate, is_over, limit)


async def drop_letters(db: AsyncSession, *, settled_before: datetime, limit: int) -> int:
    return await _drop(
        db,
        OutboxRow,
        and_(OutboxRow.state.not_in(("pending", "sending")), OutboxRow.settled_at < settled_before),
        limit,
    )


async def drop_files(db: AsyncSession, *, created_before: datetime, limit: int) -> int:
    """Files that no letter names any more."""
    named = exists().where(OutboxRow.file_id == StoredFile.id)
    return await _drop(db, StoredFile, and_(StoredFile.created_at < created_before, ~named), limit)


async def drop_jobs(db: AsyncSession, *, settled_before: datetime, limit: int) -> int:
    return await _drop(db, Job, and_(Job.state != "waiting", Job.settled_at < settled_before), limit)


async def drop_cards(db: AsyncSession, *, limit: int) -> int:
    """Cards that no letter names any more: whoever goes on there gets a new one at the bottom."""
    return await _drop(db, Card, ~exists().where(OutboxRow.card_id == Card.id), limit)


async def drop_conversations(db: AsyncSession, *, closed_before: datetime, limit: int) -> int:
    return await _drop(db, Conversation, Conversation.closed_at < closed_before, limit)


async def drop_notices(db: AsyncSession, *, settled_before: datetime, limit: int) -> int:
    """With their life lines."""
    is_over = and_(Notice.state != "waiting", Notice.settled_at < settled_before)
    over = list(await db.scalars(_over(Notice, is_over, limit)))
    await lifelines.forget(db, over)
    return await _count(db, delete(Notice).where(Notice.id.in_(over)))


async def drop_broadcasts(db: AsyncSession, *, over_before: datetime, limit: int) -> int:
    """Those of which no notice is left."""
    named = exists().where(Notice.kind == KIND, Notice.subject_id == Broadcast.id)
    return await _drop(db, Broadcast, and_(Broadcast.over_at < over_before, ~named), limit)


async def drop_answers(
    db: AsyncSession, municipality_id: int, *, questions: Collection[str], ended_before: date, limit: int
) -> int:
    """Answers to these questions of young people whose programme here ended before a day, and who began no other."""
    stay = aliased(Participation)
    is_over = exists().where(
        stay.youth_id == Profile.person_id, stay.municipality_id == municipality_id, stay.ended_on < ended_before
    )
    goes_on = exists().where(
        stay.youth_id == Profile.person_id, or_(stay.ended_on.is_(None), stay.ended_on >= ended_before)
    )
    over = (
        select(ProfileAnswer.id)
        .join(Profile, Profile.id == ProfileAnswer.profile_id)
        .where(Profile.municipality_id == municipality_id, ProfileAnswer.question.in_(questions), is_over, ~goes_on)
        .limit(limit)
    )
    return await _count(db, delete(ProfileAnswer).where(ProfileAnswer.id.in_(over)))


async def close_conversations(db: AsyncSession, *, shown_before: datetime, now: datetime, limit: int) -> int:
    """Nobody went on with them: what was answered so far goes."""
    stale = (
        select(Conversation.id)
        .where(Conversation.closed_at.is_(None), Conversation.shown_at < shown_before)
        .limit(limit)
    )
    return await _count(
        db,
        update(Conversation)
        .where(Conversation.id.in_(stale))
        .values(closed_at=now, draft={}, version=Conversation.version + 1),
    )


async def forget_strangers(db: AsyncSession, *, shown_before: datetime, now: datetime, limit: int) -> int:
    """Joining that was never finished leaves no trace of who it was."""
    old = (
        select(Conversation.id)
        .where(
            Conversation.person_id.is_(None),
            Conversation.chat_id != NOBODY,
            Conversation.shown_at < shown_before,
        )
        .limit(limit)
    )
    return await _count(
        db,
        update(Conversation)
        .where(Conversation.id.in_(old))
        .values(chat_id=NOBODY, draft={}, closed_at=func.coalesce(Conversation.closed_at, now)),
    )


async def drop_partners(db: AsyncSession, *, withdrawn_before: datetime, limit: int) -> int:
    """Partners that left the directory and that nothing names any more."""
    named = (exists().where(table.partner_id == Partner.id) for table in (Activity, Consultation, PlanItem))
    is_over = and_(Partner.withdrawn_at < withdrawn_before, *(~one for one in named))
    return await _drop(db, Partner, is_over, limit)


async def drop_old_invitations(db: AsyncSession, *, expired_before: datetime, limit: int) -> int:
    """Links that were never used and that a newer one of the same person has replaced."""
    newer = aliased(Invitation)
    is_replaced = exists().where(newer.person_id == Invitation.person_id, newer.id > Invitation.id)
    is_over = and_(Invitation.used_at.is_(None), Invitation.expires_at < expired_before, is_replaced)
    return await _drop(db, Invitation, is_over, limit)


async def never_came(db: AsyncSession, *, expired_before: datetime, limit: int) -> list[int]:
    """People who were invited, did not come, and whom nothing else is written down about."""
    found = await db.scalars(
        select(Person.id)
        .where(
            Person.erased_at.is_(None),
            Person.created_at < expired_before,
            exists().where(Invitation.person_id == Person.id),
            ~exists().where(
                Invitation.person_id == Person.id,
                or_(Invitation.expires_at >= expired_before, Invitation.used_at.is_not(None)),
            ),
            ~exists().where(Account.person_id == Person.id),
            ~exists().where(RoleHeld.person_id == Person.id),
            ~exists().where(Participation.youth_id == Person.id),
            ~exists().where(Pair.mentor_id == Person.id),
        )
        .limit(limit)
    )
    return list(found)


async def youth_over(
    db: AsyncSession, municipality_id: int, *, ended_before: date, longest: date, limit: int
) -> list[int]:
    """Young people whose programmes ended long ago: here before `ended_before`, elsewhere before `longest`."""
    other = aliased(Participation)
    found = await db.scalars(
        select(Participation.youth_id)
        .join(Person, Person.id == Participation.youth_id)
        .where(
            Participation.municipality_id == municipality_id,
            ended_before > _ENDED_ON,
            Person.erased_at.is_(None),
            ~exists().where(
                other.youth_id == Participation.youth_id,
                other.municipality_id != municipality_id,
                func.coalesce(other.ended_on, other.planned_end_on) >= longest,
            ),
            ~exists().where(
                other.youth_id == Participation.youth_id,
                other.municipality_id == municipality_id,
                func.coalesce(other.ended_on, other.planned_end_on) >= ended_before,
            ),
            ~_holds(Role.MENTOR, Role.COORDINATOR),
            ~_has_records_since(longest),
        )
        .distinct()
        .limit(limit)
    )
    return list(found)


async def drop_wellbeing(db: AsyncSession, municipality_id: int, *, ended_before: date, limit: int) -> int:
    """Measures and calls of those whose last programme was here and ended before a day. No button names a measure, and
    the number of a call is never given away again: these go without exception."""
    later = aliased(Participation)
    over = (
        select(Participation.youth_id)
        .where(
            Participation.municipality_id == municipality_id,
            ended_before > _ENDED_ON,
            ~exists().where(
                later.youth_id == Participation.youth_id,
                func.coalesce(later.ended_on, later.planned_end_on) >= ended_before,
            ),
        )
        .scalar_subquery()
    )
    gone = 0
    for table in (Measure, Call):
        rows = select(table.id).where(table.person_id.in_(over)).order_by(table.id).limit(limit)
        gone += await _count(db, delete(table).where(table.id.in_(rows)))
    return gone


async def staff_over(db: AsyncSession, *, ended_before: date, revoked_before: datetime, limit: int) -> list[int]:
    """Former mentors and coordinators who still have a name here, though nothing they logged must be kept."""
    found = await db.scalars(
        select(Person.id)
        .where(
            Person.name != literal(MARK) + cast(Person.id, String),
            exists().where(RoleHeld.person_id == Person.id, RoleHeld.role != Role.YOUTH.value),
            ~_holds(*Role),
            ~exists().where(RoleHeld.person_id == Person.id, RoleHeld.revoked_at >= revoked_before),
            ~exists().where(Participation.youth_id == Person.id, ended_before <= _ENDED_ON),
            ~_has_records_since(ended_before),
        )
        .limit(limit)
    )
    return list(found)


async def rename(db: AsyncSession, person_id: int, name: str) -> None:
    await db.execute(update(Person).where(Person.id == person_id).values(name=name))


def _holds(*roles: Role) -> ColumnElement[bool]:
    return exists().where(
        RoleHeld.person_id == Person.id,
        RoleHeld.role.in_([role.value for role in roles]),
        RoleHeld.revoked_at.is_(None),
    )


def _has_records_since(day: date) -> ColumnElement[bool]:
    """Logged something for a programme that ended on this day or later."""
    stay = aliased(Participation)
    return exists(
        select(LoggedSession.id)
        .join(Attendance, Attendance.session_id == LoggedSession.id)
        .join(stay, stay.id == Attendance.participation_id)
        .where(
            LoggedSession.mentor_id == Person.id,
            func.coalesce(stay.ended_on, stay.planned_end_on) >= day,
        )
        .correlate(Person)
    )


async def _drop(db: AsyncSession, table: Any, where: ColumnElement[bool], limit: int) -> int:
    return await _count(db, delete(table).where(table.id.in_(_over(table, where, limit))))


def _over(table: Any, where: ColumnElement[bool], limit: int) -> Any:
    newest = select(func.max(table.id)).scalar_subquery()
    return select(table.id).where(where, table.id < newest).order_by(table.id).limit(limit)


async def _count(db: AsyncSession, statement: Any) -> int:
    done = await db.execute(statement.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's or DELETE's result always counts
