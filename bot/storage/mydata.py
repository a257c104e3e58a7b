"""Everything that is stored about one person, read for that person. Bounded: no list is longer than `MOST`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.storage.models import (
    Account,
    Activity,
    Attendance,
    Broadcast,
    Call,
    Consent,
    Consultation,
    Conversation,
    Credit,
    EligibilityCheck,
    GuardianConsent,
    InboxUpdate,
    Invitation,
    LoggedSession,
    Measure,
    MonthReason,
    Municipality,
    Notice,
    Pair,
    Paper,
    Participation,
    Partner,
    Person,
    PlanGoal,
    PlanItem,
    PlanSuggestion,
    PlanTemplate,
    PlanVersion,
    Profile,
    ProfileAnswer,
    RoleHeld,
    Seat,
    TimeOff,
)

MOST = 10_000


async def of_person(db: AsyncSession, table: Any, person_id: int) -> list[Any]:
    """Rows of a table with a `person_id`, the oldest first."""
    found = await db.scalars(select(table).where(table.person_id == person_id).order_by(table.id).limit(MOST))
    return list(found)


async def accounts(db: AsyncSession, person_id: int) -> list[Account]:
    return await of_person(db, Account, person_id)


async def consents(db: AsyncSession, person_id: int) -> list[Consent]:
    return await of_person(db, Consent, person_id)


async def status_answers(db: AsyncSession, person_id: int) -> list[EligibilityCheck]:
    return await of_person(db, EligibilityCheck, person_id)


async def guardian_consents(db: AsyncSession, person_id: int) -> list[GuardianConsent]:
    return await of_person(db, GuardianConsent, person_id)


async def measures(db: AsyncSession, person_id: int) -> list[Measure]:
    return await of_person(db, Measure, person_id)


async def calls(db: AsyncSession, person_id: int) -> list[Call]:
    return await of_person(db, Call, person_id)


async def time_off(db: AsyncSession, person_id: int) -> list[TimeOff]:
    return await of_person(db, TimeOff, person_id)


async def notices(db: AsyncSession, person_id: int) -> list[Notice]:
    return await of_person(db, Notice, person_id)


async def conversations(db: AsyncSession, person_id: int) -> list[Conversation]:
    """Those that are open."""
    return [one for one in await of_person(db, Conversation, person_id) if one.closed_at is None]


async def roles(db: AsyncSession, person_id: int) -> list[tuple[RoleHeld, str]]:
    """Held now or before, with the municipality."""
    return await _in_place(db, RoleHeld, RoleHeld.municipality_id, RoleHeld.person_id == person_id)


async def invitations(db: AsyncSession, person_id: int) -> list[tuple[Invitation, str]]:
    return await _in_place(db, Invitation, Invitation.municipality_id, Invitation.person_id == person_id)


async def participations(db: AsyncSession, person_id: int) -> list[tuple[Participation, str]]:
    return await _in_place(db, Participation, Participation.municipality_id, Participation.youth_id == person_id)


async def profiles(db: AsyncSession, person_id: int) -> list[tuple[Profile, str]]:
    return await _in_place(db, Profile, Profile.municipality_id, Profile.person_id == person_id)


async def answers(db: AsyncSession, profile_id: int) -> list[ProfileAnswer]:
    found = await db.scalars(
        select(ProfileAnswer).where(ProfileAnswer.profile_id == profile_id).order_by(ProfileAnswer.id)
    )
    return list(found)


async def pairs_as_mentor(db: AsyncSession, person_id: int) -> list[tuple[Pair, str]]:
    found = await db.execute(
        select(Pair, Municipality.name)
        .join(Participation, Participation.id == Pair.participation_id)
        .join(Municipality, Municipality.id == Participation.municipality_id)
        .where(Pair.mentor_id == person_id)
        .order_by(Pair.id)
        .limit(MOST)
    )
    return [(pair, place) for pair, place in found]


async def mentors_of(db: AsyncSession, participation_id: int) -> list[Any]:
    """(name, started_on, ended_on) of everyone who was beside."""
    found = await db.execute(
        select(Person.name, Pair.started_on, Pair.ended_on)
        .join(Person, Person.id == Pair.mentor_id)
        .where(Pair.participation_id == participation_id)
        .order_by(Pair.id)
    )
    return list(found)


async def minutes_by_day(db: AsyncSession, participation_id: int) -> list[tuple[date, int]]:
    found = await db.execute(
        select(Credit.day, func.sum(Credit.minutes))
        .where(Credit.participation_id == participation_id)
        .group_by(Credit.day)
        .order_by(Credit.day)
        .limit(MOST)
    )
    return [(day, int(minutes)) for day, minutes in found]


async def month_reasons(db: AsyncSession, participation_id: int) -> list[MonthReason]:
    found = await db.scalars(
        select(MonthReason).where(MonthReason.participation_id == participation_id).order_by(MonthReason.month)
    )
    return list(found)


async def plan_versions(db: AsyncSession, participation_id: int) -> list[PlanVersion]:
    return await _of_participation(db, PlanVersion, participation_id)


async def plan_items(db: AsyncSession, participation_id: int) -> list[PlanItem]:
    """Of every version."""
    return await _of_participation(db, PlanItem, participation_id)


async def plan_goals(db: AsyncSession, participation_id: int) -> list[PlanGoal]:
    return await _of_participation(db, PlanGoal, participation_id)


async def plan_suggestions(db: AsyncSession, participation_id: int) -> list[PlanSuggestion]:
    return await _of_participation(db, PlanSuggestion, participation_id)


async def papers(db: AsyncSession, person_id: int) -> list[Paper]:
    return await of_person(db, Paper, person_id)


async def templates(db: AsyncSession, person_id: int) -> list[PlanTemplate]:
    """Those that a mentor or coordinator has kept."""
    found = await db.scalars(
        select(PlanTemplate).where(PlanTemplate.written_by == person_id).order_by(PlanTemplate.id).limit(MOST)
    )
    return list(found)


async def broadcasts_sent(db: AsyncSession, person_id: int) -> list[Broadcast]:
    found = await db.scalars(select(Broadcast).where(Broadcast.sent_by == person_id).order_by(Broadcast.id).limit(MOST))
    return list(found)


async def _of_participation(db: AsyncSession, table: Any, participation_id: int) -> list[Any]:
    found = await db.scalars(
        select(table).where(table.participation_id == participation_id).order_by(table.id).limit(MOST)
    )
    return list(found)


async def meetings(db: AsyncSession, participation_ids: Sequence[int]) -> list[Any]:
    """(LoggedSession, attended, reason, the mentor's name, how many took part), void ones too."""
    other = aliased(Attendance)
    people = select(func.count()).where(other.session_id == LoggedSession.id).scalar_subquery()
    found = await db.execute(
        select(LoggedSession, Attendance.attended, Attendance.reason, Person.name, people)
        .join(Attendance, Attendance.session_id == LoggedSession.id)
        .join(Person, Person.id == LoggedSession.mentor_id)
        .where(Attendance.participation_id.in_(participation_ids))
        .order_by(LoggedSession.day, LoggedSession.id)
        .limit(MOST)
    )
    return list(found)


async def entries(db: AsyncSession, mentor_id: int) -> list[Any]:
    """What a mentor logged, without what is written there about others: (id, day, …, how many young people)."""
    people = select(func.count()).where(Attendance.session_id == LoggedSession.id).scalar_subquery()
    found = await db.execute(
        select(
            LoggedSession.day,
            LoggedSession.start,
            LoggedSession.minutes,
            LoggedSession.kind,
            LoggedSession.mode,
            people.label("young_people"),
            LoggedSession.logged_at,
            LoggedSession.voided_at,
        )
        .where(or_(LoggedSession.mentor_id == mentor_id, LoggedSession.logged_by == mentor_id))
        .order_by(LoggedSession.day, LoggedSession.id)
        .limit(MOST)
    )
    return list(found)


async def seats(db: AsyncSession, participation_ids: Sequence[int]) -> list[Any]:
    """(Seat, Activity, who leads it) of everything a young person was asked to."""
    found = await db.execute(
        select(Seat, Activity, Person.name)
        .join(Activity, Activity.id == Seat.activity_id)
        .join(Person, Person.id == Activity.mentor_id)
        .where(Seat.participation_id.in_(participation_ids))
        .order_by(Activity.day, Activity.start, Activity.id)
        .limit(MOST)
    )
    return list(found)


async def consultations(db: AsyncSession, participation_ids: Sequence[int]) -> list[Any]:
    """(Consultation, Partner) of a young person."""
    found = await db.execute(
        select(Consultation, Partner)
        .join(Partner, Partner.id == Consultation.partner_id)
        .where(Consultation.participation_id.in_(participation_ids))
        .order_by(Consultation.day, Consultation.id)
        .limit(MOST)
    )
    return list(found)


async def activities_led(db: AsyncSession, person_id: int) -> list[Any]:
    """What somebody led or wrote down, without what is written there about others."""
    people = select(func.count()).where(Seat.activity_id == Activity.id).scalar_subquery()
    found = await db.execute(
        select(
            Activity.day, Activity.start, Activity.minutes, Activity.kind, Activity.state, people, Activity.written_at
        )
        .where(or_(Activity.mentor_id == person_id, Activity.written_by == person_id))
        .order_by(Activity.day, Activity.id)
        .limit(MOST)
    )
    return list(found)


async def consultations_noted(db: AsyncSession, person_id: int) -> list[Any]:
    found = await db.execute(
        select(Consultation.day, Consultation.minutes, Consultation.attended, Consultation.logged_at)
        .where(Consultation.logged_by == person_id)
        .order_by(Consultation.day, Consultation.id)
        .limit(MOST)
    )
    return list(found)


async def partners_written(db: AsyncSession, person_id: int) -> list[Any]:
    found = await db.execute(
        select(Partner.kind, Partner.name, Partner.written_at, Partner.withdrawn_at)
        .where(Partner.written_by == person_id)
        .order_by(Partner.id)
        .limit(MOST)
    )
    return list(found)


async def written(db: AsyncSession, chats: Sequence[int]) -> list[InboxUpdate]:
    """What a person wrote or tapped, as far as it is still stored."""
    found = await db.scalars(
        select(InboxUpdate)
        .where(InboxUpdate.chat_id.in_(chats), InboxUpdate.raw.is_not(None))
        .order_by(InboxUpdate.id.desc())
        .limit(500)
    )
    return list(found)[::-1]


async def roles_ever(db: AsyncSession, person_ids: Sequence[int]) -> dict[int, set[tuple[str, int]]]:
    """(role, municipality) of each, held now or before."""
    held: dict[int, set[tuple[str, int]]] = {}
    found = await db.execute(
        select(RoleHeld.person_id, RoleHeld.role, RoleHeld.municipality_id).where(
            RoleHeld.person_id.in_(set(person_ids))
        )
    )
    for person_id, role, municipality_id in found:
        held.setdefault(person_id, set()).add((role, municipality_id))
    return held


async def municipalities_ever(db: AsyncSession, person_id: int) -> dict[int, str]:
    """Where a person takes part, works or was invited, now or before: id and name."""
    found = await db.execute(
        select(Municipality.id, Municipality.name).where(
            or_(
                *(
                    Municipality.id.in_(select(place).where(whose == person_id))
                    for place, whose in (
                        (Participation.municipality_id, Participation.youth_id),
                        (RoleHeld.municipality_id, RoleHeld.person_id),
                        (Invitation.municipality_id, Invitation.person_id),
                    )
                )
            )
        )
    )
    return {row.id: row.name for row in found}


async def _in_place(
    db: AsyncSession, table: Any, municipality_id: InstrumentedAttribute[int], where: Any
) -> list[tuple[Any, str]]:
    found = await db.execute(
        select(table, Municipality.name)
        .join(Municipality, Municipality.id == municipality_id)
        .where(where)
        .order_by(table.id)
        .limit(MOST)
    )
    return [(row, name) for row, name in found]
