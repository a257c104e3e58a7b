"""Erasing what is stored about a person, and ending what consent allowed: one statement each, decided elsewhere.

Rows that other rows count on are emptied rather than deleted: SQLite gives a deleted newest row's number away
again, and an old button or a sender that remembers the number would then meet somebody else's row.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.rules.lifelines import Cleared
from bot.rules.people import Role
from bot.storage import lifelines, notices
from bot.storage.models import (
    Account,
    Activity,
    Attendance,
    Call,
    Card,
    Consent,
    Consultation,
    Conversation,
    EligibilityCheck,
    GuardianConsent,
    InboxUpdate,
    Invitation,
    Job,
    LoggedSession,
    Measure,
    MonthReason,
    Municipality,
    Notice,
    OutboxRow,
    Pair,
    Paper,
    Participation,
    Person,
    PlanGoal,
    PlanItem,
    PlanSuggestion,
    PlanVersion,
    Profile,
    ProfileAnswer,
    Receipt,
    RoleHeld,
    Seat,
    StoredFile,
    TimeOff,
)

NOBODY = 0  # the chat of rows whose person was erased


async def locked_person(db: AsyncSession, person_id: int) -> Person | None:
    found: Person | None = await db.scalar(
        select(Person).where(Person.id == person_id).with_for_update().execution_options(populate_existing=True)
    )
    return found


async def chats_of(db: AsyncSession, person_id: int) -> list[int]:
    """Every account a person ever had here, lost phones included."""
    return list(await db.scalars(select(Account.telegram_id).where(Account.person_id == person_id)))


async def places_of(db: AsyncSession, person_id: int) -> list[int]:
    """The municipalities in which a person holds, held or was offered a role, or takes part."""
    held = select(RoleHeld.municipality_id).where(RoleHeld.person_id == person_id)
    invited = select(Invitation.municipality_id).where(Invitation.person_id == person_id)
    taking_part = select(Participation.municipality_id).where(Participation.youth_id == person_id)
    return sorted(set(await db.scalars(held.union(invited, taking_part))))


# --- consent ---


async def withdraw_consents(db: AsyncSession, person_id: int, *, now: datetime) -> int:
    return await _count(
        db,
        update(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None)).values(withdrawn_at=now),
    )


async def revoke_all_roles(db: AsyncSession, person_id: int, *, now: datetime) -> list[tuple[Role, int]]:
    taken = await db.execute(
        update(RoleHeld)
        .where(RoleHeld.person_id == person_id, RoleHeld.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(RoleHeld.role, RoleHeld.municipality_id)
    )
    return [(Role(role), place) for role, place in taken]


async def end_pairs_of_mentor(db: AsyncSession, mentor_id: int, *, last: date) -> list[int]:
    """Everywhere; the participations."""
    ended = await db.scalars(
        update(Pair)
        .where(Pair.mentor_id == mentor_id, or_(Pair.ended_on.is_(None), Pair.ended_on > last))
        .values(ended_on=last)
        .returning(Pair.participation_id)
    )
    return list(ended)


async def close_conversations(db: AsyncSession, person_id: int, *, now: datetime) -> None:
    await db.execute(
        update(Conversation)
        .where(Conversation.person_id == person_id, Conversation.closed_at.is_(None))
        .values(closed_at=now, draft={}, version=Conversation.version + 1)
    )


# --- records of hours ---


async def participations_of(db: AsyncSession, youth_id: int) -> list[Participation]:
    """Locked, so that nothing is logged for them meanwhile."""
    return list(
        await db.scalars(
            select(Participation).where(Participation.youth_id == youth_id).order_by(Participation.id).with_for_update()
        )
    )


async def has_records(db: AsyncSession, participation_ids: Sequence[int]) -> bool:
    found = select(Attendance.id).where(Attendance.participation_id.in_(participation_ids)).limit(1)
    return await db.scalar(found) is not None


async def last_day_mentored(db: AsyncSession, mentor_id: int) -> dict[int, date]:
    """The latest end, planned where it is not over, of the programmes a mentor logged for, by municipality."""
    ends = func.max(func.coalesce(Participation.ended_on, Participation.planned_end_on))
    found = await db.execute(
        select(Participation.municipality_id, ends)
        .join(Attendance, Attendance.participation_id == Participation.id)
        .join(LoggedSession, LoggedSession.id == Attendance.session_id)
        .where(or_(LoggedSession.mentor_id == mentor_id, LoggedSession.logged_by == mentor_id))
        .group_by(Participation.municipality_id)
    )
    return {row[0]: row[1] for row in found}


async def end_participation(db: AsyncSession, participation_id: int, *, last: date, reason: str) -> None:
    """The pairs end with it."""
    await db.execute(
        update(Participation)
        .where(Participation.id == participation_id, Participation.ended_on.is_(None))
        .values(ended_on=last, end_reason=reason)
    )
    await db.execute(
        update(Pair)
        .where(Pair.participation_id == participation_id, or_(Pair.ended_on.is_(None), Pair.ended_on > last))
        .values(ended_on=last)
    )


async def empty_words_about(db: AsyncSession, participation_ids: Sequence[int]) -> int:
    """Notes of sessions they alone took part in, reasons of meetings that did not take place and of short months, and
    why it lasted longer; how many."""
    other = aliased(Attendance)
    theirs = select(Attendance.session_id).where(Attendance.participation_id.in_(participation_ids))
    shared = exists().where(other.session_id == LoggedSession.id, other.participation_id.not_in(participation_ids))
    notes = update(LoggedSession).where(LoggedSession.id.in_(theirs), LoggedSession.note.is_not(None), ~shared)
    reasons = update(Attendance).where(
        Attendance.participation_id.in_(participation_ids), Attendance.reason.is_not(None)
    )
    lengths = update(Participation).where(
        Participation.id.in_(participation_ids), Participation.length_reason.is_not(None)
    )
    emptied = await _count(db, notes.values(note=None))
    emptied += await _count(db, reasons.values(reason=None))
    emptied += await _count(db, delete(MonthReason).where(MonthReason.participation_id.in_(participation_ids)))
    return emptied + await _count(db, lengths.values(length_reason=None))


async def erase_plans(db: AsyncSession, person_id: int, participation_ids: Sequence[int]) -> int:
    """The plan with its goals, suggestions and papers; how many rows. Seats stay for the hours that they led to."""
    items = select(PlanItem.id).where(PlanItem.participation_id.in_(participation_ids))
    await _count(db, update(Seat).where(Seat.plan_item_id.in_(items)).values(plan_item_id=None))
    await _count(db, delete(Paper).where(Paper.person_id == person_id))
    await _count(db, update(PlanItem).where(PlanItem.participation_id.in_(participation_ids)).values(replaces_id=None))
    tables: list[Any] = [PlanItem, PlanVersion, PlanGoal, PlanSuggestion]
    return sum([await _count(db, delete(one).where(one.participation_id.in_(participation_ids))) for one in tables])


async def shared_words(
    db: AsyncSession, participation_ids: Sequence[int]
) -> tuple[list[LoggedSession], list[Attendance]]:
    """Sessions with others that have a note, and the others' reasons in them: they may speak of this person."""
    theirs = select(Attendance.session_id).where(Attendance.participation_id.in_(participation_ids))
    sessions = await db.scalars(
        select(LoggedSession).where(LoggedSession.id.in_(theirs), LoggedSession.note.is_not(None))
    )
    reasons = await db.scalars(
        select(Attendance).where(Attendance.session_id.in_(theirs), Attendance.reason.is_not(None))
    )
    return list(sessions), list(reasons)


async def activities_of(db: AsyncSession, participation_ids: Sequence[int]) -> list[int]:
    """Locked: whoever changes a seat of theirs waits."""
    asked = select(Seat.activity_id).where(Seat.participation_id.in_(participation_ids))
    found = await db.scalars(select(Activity.id).where(Activity.id.in_(asked)).order_by(Activity.id).with_for_update())
    return list(found)


async def drop_seats(db: AsyncSession, participation_ids: Sequence[int]) -> int:
    return await _count(db, delete(Seat).where(Seat.participation_id.in_(participation_ids)))


async def drop_empty_activities(db: AsyncSession, activity_ids: Sequence[int]) -> int:
    """Those to which nobody is asked any more."""
    is_empty = ~exists().where(Seat.activity_id == Activity.id)
    return await _count(db, delete(Activity).where(Activity.id.in_(activity_ids), is_empty))


async def drop_consultations(db: AsyncSession, participation_ids: Sequence[int]) -> int:
    return await _count(db, delete(Consultation).where(Consultation.participation_id.in_(participation_ids)))


# --- the person ---


async def erase_person(db: AsyncSession, person_id: int) -> dict[str, int]:
    """Accounts, status answers, the representative's consent, invitations, work that waits, measures, calls, their own
    pauses; how many of each."""
    await db.execute(update(Municipality).where(Municipality.stand_in_id == person_id).values(stand_in_id=None))
    tables: dict[str, Any] = {
        "accounts": Account,
        "status_answers": EligibilityCheck,
        "guardian_consents": GuardianConsent,
        "invitations": Invitation,
        "jobs": Job,
        "measures": Measure,
        "calls": Call,
        "pauses": TimeOff,
    }
    return {name: await _count(db, delete(table).where(table.person_id == person_id)) for name, table in tables.items()}


async def erase_profiles(db: AsyncSession, person_id: int) -> int:
    """Every answer goes, and what was decided about them; the emptied row keeps its number. How many answers."""
    theirs = select(Profile.id).where(Profile.person_id == person_id)
    gone = await _count(db, delete(ProfileAnswer).where(ProfileAnswer.profile_id.in_(theirs)))
    nothing: dict[str, Any] = dict.fromkeys(
        ("outcome", "referred_to", "decision_note", "decided_by", "decided_at", "asked_back", "asked_back_note")
    )
    emptied = update(Profile).where(Profile.person_id == person_id)
    await _count(db, emptied.values(state="erased", mentor_sees=[], nudges=0, **nothing))
    return gone


async def erase_chat(
    db: AsyncSession, chats: Sequence[int], person_id: int, *, but_card: str | None, now: datetime
) -> dict[str, int]:
    """What was written to us and by us: how many rows of each. What is on its way at this moment is emptied once sent;
    `but_card` is the card that the last answer will be shown on."""
    files = list(
        await db.scalars(
            select(OutboxRow.file_id).where(
                OutboxRow.chat_id.in_(chats), OutboxRow.file_id.is_not(None), OutboxRow.state != "sending"
            )
        )
    )
    written = await _count(
        db,
        update(InboxUpdate)
        .where(InboxUpdate.chat_id.in_(chats), InboxUpdate.state != "new")
        .values(raw=None, chat_id=NOBODY),
    )
    waiting = update(OutboxRow).where(OutboxRow.chat_id.in_(chats), OutboxRow.state == "pending")
    await db.execute(waiting.values(state="dropped", reason="erased", settled_at=now))
    sent = await _count(
        db,
        update(OutboxRow)
        .where(OutboxRow.chat_id.in_(chats), OutboxRow.state != "sending")
        .values(payload=None, chat_id=NOBODY, card_id=None, file_id=None),
    )
    await db.execute(delete(StoredFile).where(StoredFile.id.in_(files)))
    used = select(OutboxRow.card_id).where(OutboxRow.card_id.is_not(None))
    await db.execute(delete(Card).where(Card.chat_id.in_(chats), Card.key != (but_card or ""), Card.id.not_in(used)))
    drafts = await _count(
        db,
        update(Conversation)
        .where(or_(Conversation.chat_id.in_(chats), Conversation.person_id == person_id))
        .values(
            draft={},
            person_id=None,
            chat_id=NOBODY,
            version=Conversation.version + 1,
            closed_at=func.coalesce(Conversation.closed_at, now),
        ),
    )
    return {"messages_written": written, "messages_sent": sent, "conversations": drafts}


async def silence(db: AsyncSession, kinds: Sequence[str], subject_ids: Sequence[int], *, now: datetime) -> None:
    """What waits to be said about these is not said any more, to anyone."""
    which = (Notice.kind.in_(kinds), Notice.subject_id.in_(subject_ids))
    await notices.clear(db, *which, reason=Cleared.ERASED, now=now)


async def erase_notices(db: AsyncSession, person_id: int) -> int:
    """With their life lines; whose doing others heard of is not known any more."""
    await lifelines.forget(db, select(Notice.id).where(Notice.person_id == person_id))
    await db.execute(update(Notice).where(Notice.planned_by == person_id).values(planned_by=None))
    return await _count(db, delete(Notice).where(Notice.person_id == person_id))


async def receive(db: AsyncSession, receipt: Receipt) -> None:
    db.add(receipt)
    await db.flush()


# --- what others wrote about the person ---


async def chats_around(
    db: AsyncSession, person_id: int, *, places: Sequence[int], participation_ids: Sequence[int]
) -> list[int]:
    """The chats of those who may have written the person's name: coordinators there and mentors beside them."""
    coordinators = select(RoleHeld.person_id).where(
        RoleHeld.municipality_id.in_(places), RoleHeld.role == Role.COORDINATOR.value
    )
    mentors = select(Pair.mentor_id).where(Pair.participation_id.in_(participation_ids))
    around = coordinators.union(mentors)
    found = await db.scalars(
        select(Account.telegram_id).where(Account.person_id.in_(around), Account.person_id != person_id)
    )
    return list(found)


async def forget_what_was_typed(db: AsyncSession, chats: Sequence[int]) -> None:
    """Handled updates are kept for looking into a fault only, so they can go at once."""
    await db.execute(
        update(InboxUpdate)
        .where(InboxUpdate.chat_id.in_(chats), InboxUpdate.state == "done", InboxUpdate.raw.is_not(None))
        .values(raw=None)
    )


async def open_words(
    db: AsyncSession, chats: Sequence[int]
) -> tuple[list[Conversation], list[InboxUpdate], list[OutboxRow]]:
    """What is still open in these chats: drafts, updates set aside, messages that did not arrive (yet)."""
    drafts = select(Conversation).where(Conversation.chat_id.in_(chats), Conversation.closed_at.is_(None))
    aside = select(InboxUpdate).where(InboxUpdate.chat_id.in_(chats), InboxUpdate.state == "aside")
    letters = select(OutboxRow).where(
        OutboxRow.chat_id.in_(chats), OutboxRow.state.in_(("pending", "failed", "unknown"))
    )
    return list(await db.scalars(drafts)), list(await db.scalars(aside)), list(await db.scalars(letters))


async def rewrite_draft(db: AsyncSession, row: Conversation, draft: Any) -> None:
    """Unless it was answered meanwhile."""
    where = (Conversation.id == row.id, Conversation.version == row.version)
    await _count(db, update(Conversation).where(*where).values(draft=draft))


async def rewrite_update(db: AsyncSession, row: InboxUpdate, raw: Any) -> None:
    await _count(db, update(InboxUpdate).where(InboxUpdate.id == row.id).values(raw=raw))


async def rewrite_letter(db: AsyncSession, row: OutboxRow, payload: Any) -> None:
    """Unless it left meanwhile."""
    where = (OutboxRow.id == row.id, OutboxRow.state == row.state)
    await _count(db, update(OutboxRow).where(*where).values(payload=payload))


async def _count(db: AsyncSession, statement: Any) -> int:
    done = await db.execute(statement.execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE's or DELETE's result always counts
