"""Profiles: rounds of the questionnaire, their answers, and which instruments a municipality was given."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import InstrumentText, Notice, Person, Profile, ProfileAnswer
from bot.storage.prepared import Prepared

profiles, answers = (cast("Table", one.__table__) for one in (Profile, ProfileAnswer))
p, c = profiles.c, answers.c
n = cast("Table", Notice.__table__).c


@dataclass(frozen=True)
class Given:
    """One stored answer; `value` is None where the question was passed over."""

    value: Any
    language: str
    answered_at: datetime


@dataclass(frozen=True)
class Standing:
    """A profile as far as every step of the questionnaire must know it."""

    id: int
    person_id: int
    municipality_id: int
    version: int
    state: str
    birth_date: str | None


_person = Person.__table__.c
_STANDING = Prepared(
    select(p.id, p.person_id, p.municipality_id, p.version, p.state, _person.birth_date)
    .join_from(profiles, Person.__table__, _person.id == p.person_id)
    .where(p.person_id == bindparam("person_id"))
    .order_by(p.id.desc())
    .limit(1)
)
_text = InstrumentText.__table__.c
_SUPPLIED = Prepared(
    select(_text.instrument).where(
        _text.municipality_id == bindparam("municipality_id"), _text.language == bindparam("language")
    )
)
_ANSWERS = Prepared(
    select(c.question, c.value, c.language, c.answered_at).where(c.profile_id == bindparam("profile_id"))
)
_ANSWER_ANEW = Prepared(
    update(answers)
    .where(c.profile_id == bindparam("of"), c.question == bindparam("asked"))
    .values(value=bindparam("given"), language=bindparam("in_language"), answered_at=bindparam("at"))
    .returning(c.id)
)
_ANSWER = Prepared(insert(answers), "profile_id", "question", "value", "language", "answered_at")
_TOUCH = Prepared(update(profiles).where(p.id == bindparam("of")).values(touched_at=bindparam("at"), nudges=0))


async def standing_of(db: AsyncSession, person_id: int) -> Standing | None:
    """The latest round of a person."""
    row = await _STANDING.one_or_none(db, person_id=person_id)
    return Standing(*row) if row else None


async def given_in(db: AsyncSession, profile_id: int) -> dict[str, Given]:
    """Every stored answer by its question, also of questions that are shown no more."""
    return {question: Given(*facts) for question, *facts in await _ANSWERS.all(db, profile_id=profile_id)}


async def answer(db: AsyncSession, profile_id: int, question: str, value: Any, *, language: str, now: datetime) -> None:
    """The last answer holds."""
    changed = await _ANSWER_ANEW.all(db, of=profile_id, asked=question, given=value, in_language=language, at=now)
    if not changed:
        await _ANSWER.all(db, profile_id=profile_id, question=question, value=value, language=language, answered_at=now)
    await _TOUCH.all(db, of=profile_id, at=now)


async def get(db: AsyncSession, profile_id: int) -> Profile | None:
    found: Profile | None = await db.get(Profile, profile_id)
    return found


async def locked(db: AsyncSession, profile_id: int) -> Profile | None:
    """For who is about to decide something about it."""
    found: Profile | None = await db.scalar(
        select(Profile).where(Profile.id == profile_id).with_for_update().execution_options(populate_existing=True)
    )
    return found


async def latest_of(db: AsyncSession, person_id: int) -> Profile | None:
    found: Profile | None = await db.scalar(
        select(Profile).where(Profile.person_id == person_id).order_by(Profile.id.desc()).limit(1)
    )
    return found


async def supplied(db: AsyncSession, municipality_id: int, language: str) -> frozenset[str]:
    """Instruments whose official text is there in this language."""
    found = await _SUPPLIED.all(db, municipality_id=municipality_id, language=language)
    return frozenset(instrument for [instrument] in found)


async def sent_of(db: AsyncSession, person_id: int, municipality_ids: Sequence[int]) -> Profile | None:
    """The latest round that was sent to the coordinators of these municipalities, be it asked back or decided since."""
    found: Profile | None = await db.scalar(
        select(Profile)
        .where(
            Profile.person_id == person_id,
            Profile.municipality_id.in_(municipality_ids),
            Profile.sent_at.is_not(None),
            Profile.state != "erased",
        )
        .order_by(Profile.id.desc())
        .limit(1)
    )
    return found


async def sent_among(db: AsyncSession, person_ids: Iterable[int]) -> set[int]:
    """Those of these people who have sent a round."""
    found = await db.scalars(
        select(p.person_id).where(p.person_id.in_(set(person_ids)), p.sent_at.is_not(None), p.state != "erased")
    )
    return set(found)


@dataclass(frozen=True)
class Stuck:
    """A round that was begun and left; `nudges` were planned since its last answer."""

    id: int
    person_id: int
    municipality_id: int
    touched_at: datetime
    nudges: int


async def stuck(db: AsyncSession, *, touched_after: datetime, touched_before: datetime, most: int) -> list[Stuck]:
    """Rounds that were begun and left between these moments, nudged less often than `most`. One that waits for an
    answer that was asked back is not stuck."""
    found = await db.execute(
        select(p.id, p.person_id, p.municipality_id, p.touched_at, p.nudges)
        .where(
            p.state == "answering",
            p.touched_at >= touched_after,
            p.touched_at < touched_before,
            p.nudges < most,
            p.asked_back.is_(None),
        )
        .order_by(p.id)
    )
    return [Stuck(*row) for row in found]


async def nudged(db: AsyncSession, profile_ids: Iterable[int], *, kind: str) -> dict[int, tuple[bool, datetime | None]]:
    """Of those about whom a notice of this kind was planned: whether one still waits to be said, and when the last was
    settled."""
    found = await db.execute(
        select(n.subject_id, func.max(case((n.state == "waiting", 1), else_=0)), func.max(n.settled_at))
        .where(n.kind == kind, n.subject_id.in_(set(profile_ids)))
        .group_by(n.subject_id)
    )
    return {subject: (bool(waits), settled_at) for subject, waits, settled_at in found}


async def count_nudges(db: AsyncSession, profile_ids: Collection[int]) -> None:
    """One more was planned."""
    await db.execute(update(profiles).where(p.id.in_(profile_ids)).values(nudges=p.nudges + 1))


async def put_off(db: AsyncSession, profile_id: int, *, now: datetime, unsaid: int) -> None:
    """Not now: the days until the next nudge are counted from here; `unsaid` that were planned do not count."""
    await db.execute(update(profiles).where(p.id == profile_id).values(touched_at=now, nudges=p.nudges - unsaid))


async def waiting_in(db: AsyncSession, municipality_id: int) -> list[tuple[int, str]]:
    """(id, name) of those whose answers were sent and wait for a decision, the longest waiting first."""
    found = await db.execute(
        select(_person.id, _person.name)
        .join_from(profiles, Person.__table__, _person.id == p.person_id)
        .where(p.municipality_id == municipality_id, p.state == "sent")
        .order_by(p.sent_at, p.id)
    )
    return [(person_id, name) for person_id, name in found]
