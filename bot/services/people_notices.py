"""What is said of people who join, and of pairs: to coordinators about those of their municipalities, to people about
themselves.

Facts as they are when the notice leaves; what was decided or recorded since is left out.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot import storage
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Eligibility, Role
from bot.services import roll
from bot.storage import Database
from bot.storage.models import EligibilityCheck, Notice


@dataclass(frozen=True)
class About:
    """Something about one person."""

    person_id: int
    name: str


async def _about_person(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """By person: about the readers themselves, or about somebody whom they still coordinate."""
    subjects = {one.subject_id for one in notices if one.subject_id is not None}
    names = await storage.people.names_of(db, subjects)
    theirs = {one for one in names if await _may_hear_of(db, one, at)}
    names |= await roll.labels(db, [place for role, place in at.roles if role is Role.COORDINATOR])
    return {
        notice.id: About(notice.subject_id, names[notice.subject_id])
        for notice in notices
        if notice.subject_id is not None and notice.subject_id in theirs
    }


async def _may_hear_of(db: Database, person_id: int, at: At) -> bool:
    places = [place for role, place in at.roles if role is Role.COORDINATOR]
    return person_id == at.reader_id or await storage.roll.belongs(db, person_id, places)


async def _data_erased(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Nothing else tells any more where the erased belonged, so the notice carries the municipality."""
    names = await storage.people.names_of(db, {one.subject_id for one in notices if one.subject_id is not None})
    return {
        notice.id: About(notice.subject_id, names[notice.subject_id])
        for notice in notices
        if notice.subject_id in names and at.coordinates(int(notice.detail or 0))
    }


async def _approval_needed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until someone has answered, or the young person has said something that needs no decision."""
    return await _decided(
        db, notices, at, lambda check: check.checked_at is None and check.result == Eligibility.DOUBTFUL
    )


async def _birth_asked(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until the date was corrected."""
    facts = await _about_person(db, notices, at)
    asked_at = {one.id: one.created_at for one in notices}
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if not await storage.audit.is_noted_since(
            db, person_id=about.person_id, action="birth_date.corrected", since=asked_at[notice_id]
        )
    }


async def _approved(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    return await _decided(db, notices, at, lambda check: check.result == Eligibility.ELIGIBLE)


async def _not_eligible(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    return await _decided(db, notices, at, lambda check: check.result == Eligibility.NOT_ELIGIBLE)


async def _decided(
    db: Database, notices: Sequence[Notice], at: At, holds: Callable[[EligibilityCheck], bool]
) -> dict[int, About]:
    """What became of an answer about status."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if (check := await storage.joining.eligibility_of(db, about.person_id)) is not None and holds(check)
    }


async def _name_corrected(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """To the person, with the name as it is written now."""
    names = await storage.people.names_of(db, [at.reader_id])
    return {one.id: About(at.reader_id, names[at.reader_id]) for one in notices if one.subject_id == at.reader_id}


async def _birth_corrected(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds while a date is stored."""
    person = await storage.people.get(db, at.reader_id)
    if person is None or person.birth_date is None:
        return {}
    return {one.id: About(at.reader_id, person.name) for one in notices if one.subject_id == at.reader_id}


async def _profile_sent(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until a coordinator has decided or asked back."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if (row := await storage.profiles.latest_of(db, about.person_id)) is not None
        and row.state == "sent"
        and at.coordinates(row.municipality_id)
    }


async def _guardian_needed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds until the representative's consent is recorded."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if await storage.joining.guardian_consent_of(db, about.person_id) is None
    }


async def _guardian_recorded(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """Holds while the joining that waited has not gone on."""
    facts = await _about_person(db, notices, at)
    return {
        notice_id: about
        for notice_id, about in facts.items()
        if await storage.joining.eligibility_of(db, about.person_id) is None
    }


async def _paired(db: Database, notices: Sequence[Notice], at: At) -> dict[int, About]:
    """The mentor hears the young person's name, the young person the mentors' names; by participation."""
    besides = await storage.pairs.by_ids(db, {one.subject_id for one in notices if one.subject_id is not None})
    mentors = await storage.pairs.open_mentors_of(db, [one.participation_id for one in besides])
    facts: dict[int, About] = {}
    for notice in notices:
        for one in besides:
            if one.participation_id != notice.subject_id:
                continue
            beside = mentors[one.participation_id]
            if at.reader_id == one.youth_id and beside:
                facts[notice.id] = About(beside[-1][0], beside[-1][1])
            elif any(mentor_id == at.reader_id for mentor_id, _ in beside):
                facts[notice.id] = About(one.youth_id, one.name)
    return facts


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    if notice.subject_id is None or notice.kind == "paired":
        return Cleared.CHANGED
    if not await _may_hear_of(db, notice.subject_id, at):
        return Cleared.NOT_YOURS
    if notice.kind in ("approval_needed", "status_changed", "profile_sent"):
        return Cleared.DECIDED
    return Cleared.DONE if notice.kind in ("birth_asked", "guardian_needed", "guardian_recorded") else Cleared.CHANGED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, About]]]] = {
    "joined": _about_person,
    "approval_needed": _approval_needed,
    "status_changed": _approval_needed,
    "birth_asked": _birth_asked,
    "guardian_needed": _guardian_needed,
    "minor_outside_chat": _about_person,
    "outside_age": _about_person,
    "paired": _paired,
    "guardian_recorded": _guardian_recorded,
    "approved": _approved,
    "not_eligible": _not_eligible,
    "name_corrected": _name_corrected,
    "birth_corrected": _birth_corrected,
    "consent_withdrawn": _about_person,
    "data_erased": _data_erased,
    "profile_sent": _profile_sent,
}
