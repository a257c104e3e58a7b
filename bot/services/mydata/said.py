"""What a young person said about themselves: the questionnaire, the measures, who was asked to call."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot import storage
from bot.storage import Database


@dataclass(frozen=True)
class Answer:
    """The last answer to one question; no value where it was skipped."""

    question: str
    value: Any
    language: str
    answered_at: datetime


@dataclass(frozen=True)
class Profile:
    """One round of getting to know each other, what came of it, and what mentors may see."""

    municipality: str
    started_at: datetime
    sent_at: datetime | None
    decision: str | None
    referred_to: str | None
    decision_note: str | None
    decided_at: datetime | None
    asked_back: str | None
    asked_back_note: str | None
    mentors_see: tuple[str, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Measure:
    """One instrument answered once; of WHO-5 the score."""

    instrument: str
    moment: str
    day: date
    value: Any
    language: str
    version: str


@dataclass(frozen=True)
class Call:
    """That somebody was to get in touch, and who did."""

    wish: str
    asked_at: datetime
    contact: str | None
    about: str | None
    heard_at: datetime | None
    """When words of crisis were last heard; the words are kept nowhere."""
    taken_by: str | None
    taken_at: datetime | None
    reached_at: datetime | None
    withdrawn_at: datetime | None
    reported_at: datetime | None
    mentor_told_at: datetime | None


async def profile(db: Database, one: Any, place: str) -> Profile:
    return Profile(
        municipality=place,
        started_at=one.started_at,
        sent_at=one.sent_at,
        decision=one.outcome,
        referred_to=one.referred_to,
        decision_note=one.decision_note,
        decided_at=one.decided_at,
        asked_back=one.asked_back,
        asked_back_note=one.asked_back_note,
        mentors_see=tuple(one.mentor_sees),
        answers=tuple(
            Answer(said.question, said.value, said.language, said.answered_at)
            for said in await storage.mydata.answers(db, one.id)
        ),
    )


async def measures(db: Database, person_id: int) -> tuple[Measure, ...]:
    return tuple(
        Measure(one.instrument, one.moment, one.taken_on, one.value, one.language, one.version)
        for one in await storage.mydata.measures(db, person_id)
    )


async def calls(db: Database, person_id: int) -> tuple[Call, ...]:
    found = await storage.mydata.calls(db, person_id)
    names = await storage.people.names_of(db, [one.taken_by for one in found if one.taken_by is not None])
    return tuple(
        Call(
            wish=one.wish,
            asked_at=one.asked_at,
            contact=one.contact,
            about=one.about,
            heard_at=one.heard_at,
            taken_by=names.get(one.taken_by or 0),
            taken_at=one.taken_at,
            reached_at=one.reached_at,
            withdrawn_at=one.withdrawn_at,
            reported_at=one.reported_at,
            mentor_told_at=one.mentor_told_at,
        )
        for one in found
    )
