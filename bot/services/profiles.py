"""Getting to know a young person: the questionnaire's rounds, each answer kept as it is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.questionnaire import CURRENT, VERSIONS, Facts, Walk, chosen
from bot.services import activity_news, quiet
from bot.storage import Database
from bot.storage.models import Profile
from bot.storage.profiles import Given, Standing

# When a young person may be written to, by what they chose; outside of the widest span it is quiet.
TIMES = {"morning": (time(9), time(12)), "day": (time(12), time(17)), "evening": (time(17), time(21))}
MENTORS_MAY_SEE = ("goals", "strengths", "limits")
"""What mentors see unless the young person decides otherwise."""


@dataclass(frozen=True)
class Round:
    """One round of the questionnaire as it stands, for one reader's language."""

    standing: Standing
    walk: Walk
    given: Mapping[str, Given]

    @property
    def is_complete(self) -> bool:
        return self.walk.is_complete


async def latest(db: Database, *, person_id: int, language: str, today: date) -> Round | None:
    """The round that a person is in or has finished last; None before the first."""
    standing = await storage.profiles.standing_of(db, person_id)
    return None if standing is None else await _round(db, standing, language, today)


async def begin(
    db: Database, *, person_id: int, municipality_id: int, language: str, now: datetime, today: date
) -> Round:
    """The first round, in the questionnaire's current version; one that was begun goes on in its own."""
    there = await latest(db, person_id=person_id, language=language, today=today)
    if there is not None:
        return there
    row = Profile(
        person_id=person_id,
        municipality_id=municipality_id,
        version=CURRENT,
        state="answering",
        started_at=now,
        touched_at=now,
        nudges=0,
        mentor_sees=list(MENTORS_MAY_SEE),
    )
    db.add(row)
    await db.flush()
    await storage.audit.note(db, at=now, actor_id=person_id, action="profile.begun", person_id=person_id)
    begun = await latest(db, person_id=person_id, language=language, today=today)
    assert begun is not None
    return begun


async def answer(db: Database, at: Round, key: str, value: Any, *, language: str, now: datetime) -> Round:
    """Keep one answer (None: passed over); the round as it stands then.
    Raises Gone for a question that is not shown."""
    if key not in {one.key for one in at.walk.asked}:
        raise Gone
    await storage.profiles.answer(db, at.standing.id, key, value, language=language, now=now)
    given = {**at.given, key: Given(value, language, now)}
    after = Round(at.standing, Walk(at.walk.questions, _values(given), at.walk.facts), given)
    if key == "reach.time":
        await _quiet_as_chosen(db, after, now=now)
    if key in ("reach.time", "reach.ahead"):  # what is planned already follows
        await activity_news.remind_anew(db, at.standing.person_id, now=now)
    return after


async def _quiet_as_chosen(db: Database, at: Round, *, now: datetime) -> None:
    spans = [TIMES[one] for one in chosen(at.walk.used, "reach.time")]
    if not spans:
        await quiet.hours_back_to_default(db, person_id=at.standing.person_id, now=now)
        return
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    await quiet.change(db, person_id=at.standing.person_id, start=last, end=first, now=now)


async def send(db: Database, at: Round, *, now: datetime) -> None:
    """To the coordinator. Sent twice is sent once. Raises Gone while questions are open."""
    if not at.is_complete:
        raise Gone
    row = await storage.profiles.locked(db, at.standing.id)
    if row is None:
        raise Gone
    if row.state == "answering":
        row.state, row.sent_at, row.asked_back, row.asked_back_note = "sent", now, None, None
        await storage.audit.note(
            db,
            at=now,
            actor_id=row.person_id,
            action="profile.sent",
            person_id=row.person_id,
            subject=f"profile={row.id}",
        )


async def let_mentor_see(db: Database, at: Round, parts: set[str], *, now: datetime) -> None:
    """What mentors may see from now on."""
    row = await storage.profiles.locked(db, at.standing.id)
    if row is None:
        raise Gone
    row.mentor_sees = sorted(parts)
    await storage.audit.note(
        db,
        at=now,
        actor_id=row.person_id,
        action="profile.shared",
        person_id=row.person_id,
        subject=f"profile={row.id}",
    )


async def of_row(db: Database, row: Profile, *, birth_date: str | None, language: str, today: date) -> Round:
    """A round by its row, for whoever may read it."""
    standing = Standing(row.id, row.person_id, row.municipality_id, row.version, row.state, birth_date)
    return await _round(db, standing, language, today)


async def _round(db: Database, standing: Standing, language: str, today: date) -> Round:
    given = await storage.profiles.given_in(db, standing.id)
    facts = Facts(
        is_minor=_is_minor(standing.birth_date, today),
        supplied=await storage.profiles.supplied(db, standing.municipality_id, language),
    )
    return Round(standing, Walk(VERSIONS[standing.version], _values(given), facts), given)


def _is_minor(birth_date: str | None, today: date) -> bool:
    return birth_date is not None and rules.people.is_minor(date.fromisoformat(birth_date), today)


def _values(given: Mapping[str, Given]) -> dict[str, Any]:
    return {key: one.value for key, one in given.items()}
