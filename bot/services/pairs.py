"""Participations and the mentors beside them: starting, pairing, ending."""

from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import AlreadyPaired, Gone
from bot.rules.people import Role
from bot.storage import Database
from bot.storage.models import Pair, Participation


async def start_participation(
    db: Database, *, youth_id: int, municipality_id: int, started_on: date, planned_end_on: date, by: int | None,
    now: datetime,
) -> Participation:
    """A young person's programme begins. Raises EndBeforeStart, OutsideMonths."""
    policy = await storage.municipalities.policy(db, municipality_id, on=started_on)
    rules.participations.check_span(started_on, planned_end_on, policy=policy)
    participation = Participation(
        youth_id=youth_id, municipality_id=municipality_id, started_on=started_on, planned_end_on=planned_end_on
    )
    db.add(participation)
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=by, action="participation.started", person_id=youth_id, subject=str(participation.id)
    )
    return participation


async def pair(
    db: Database, *, participation_id: int, mentor_id: int, started_on: date, by: int | None, now: datetime
) -> Pair:
    """Bring a mentor beside a young person. Raises Gone, AlreadyPaired."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None:
        raise Gone
    if await storage.people.role_held(db, mentor_id, Role.MENTOR, beside.municipality_id) is None and not await (
        storage.people.is_invited(db, mentor_id, Role.MENTOR, beside.municipality_id)
    ):
        raise Gone
    if await storage.pairs.open_pair(db, participation_id, mentor_id) is not None:
        raise AlreadyPaired(beside.name)
    made = Pair(
        participation_id=participation_id, mentor_id=mentor_id, started_on=max(started_on, beside.started_on), created_at=now
    )
    db.add(made)
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=by, action="pair.started", person_id=beside.youth_id, subject=f"mentor={mentor_id}"
    )
    return made
