"""Addressees: who belongs to a chosen group of a municipality, and who of them can be written to."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.activities import SeatAnswer
from bot.rules.broadcasts import Addressees, Group
from bot.rules.people import Role
from bot.rules.plans import ItemState
from bot.storage.models import Account, Participation, Person, PlanItem, RoleHeld, Seat


async def count(
    db: AsyncSession, municipality_id: int, addressees: Addressees, *, but: int, today: date
) -> list[tuple[str, bool, int]]:
    """(language, whether they can be written to, how many) of a group."""
    can = _can_be_reached(municipality_id)
    found = await db.execute(
        select(Person.language, can, func.count())
        .where(*meant(municipality_id, addressees, but, today))
        .group_by(Person.language, can)
    )
    return [(language, bool(reachable), n) for language, reachable, n in found]


def meant(municipality_id: int, addressees: Addressees, but: int, today: date) -> tuple[ColumnElement[bool], ...]:
    """A group's people; `but` the one who writes."""
    narrower = [Person.language == addressees.value] if addressees.group is Group.LANGUAGE else []
    return (
        Person.id.in_(_members(municipality_id, addressees, today)),
        Person.id != but,
        Person.erased_at.is_(None),
        *narrower,
    )


def _members(municipality_id: int, addressees: Addressees, today: date) -> Any:
    youth = select(Participation.youth_id).where(
        Participation.municipality_id == municipality_id,
        or_(Participation.ended_on.is_(None), Participation.ended_on >= today),
    )
    mentors = select(RoleHeld.person_id).where(
        RoleHeld.municipality_id == municipality_id,
        RoleHeld.role == Role.MENTOR.value,
        RoleHeld.revoked_at.is_(None),
    )
    match addressees.group:
        case Group.YOUTH:
            return youth
        case Group.MENTORS:
            return mentors
        case Group.PILLAR:
            return youth.where(
                exists().where(
                    PlanItem.participation_id == Participation.id,
                    PlanItem.pillar == addressees.value,
                    PlanItem.last_version.is_(None),
                    PlanItem.state != ItemState.DROPPED.value,
                )
            )
        case Group.ACTIVITY:
            declined = (SeatAnswer.NOT_COMING.value, SeatAnswer.TAKEN_BACK.value)
            return (
                select(Participation.youth_id)
                .join(Seat, Seat.participation_id == Participation.id)
                .where(
                    Participation.municipality_id == municipality_id,
                    Seat.activity_id == int(addressees.value),
                    or_(Seat.answer.is_(None), Seat.answer.not_in(declined)),
                )
            )
    return union(youth, mentors)


def _can_be_reached(municipality_id: int) -> ColumnElement[bool]:
    """In the chat, with a role here, and the bot not blocked."""
    return and_(
        Person.unreachable_since.is_(None),
        exists().where(Account.person_id == Person.id, Account.cut_off_at.is_(None)),
        exists().where(
            RoleHeld.person_id == Person.id,
            RoleHeld.municipality_id == municipality_id,
            RoleHeld.role.in_((Role.YOUTH.value, Role.MENTOR.value)),
            RoleHeld.revoked_at.is_(None),
        ),
    )
