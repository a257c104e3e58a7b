"""What planning a day's notices asks of the database: once for everyone, not once for each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.lifelines import Cleared, Happened, Stale
from bot.rules.people import Role
from bot.storage import lifelines, notices
from bot.storage.models import Lease, Notice, Person, RoleHeld

_DAY = "planned"
_AT_ONCE = 500


@dataclass(frozen=True)
class Planned:
    """A notice to be written under its key, once."""

    key: str
    person_id: int
    kind: str
    subject_id: int
    detail: str
    due_at: datetime
    rule: str
    """Of rules/notices.toml."""


@dataclass(frozen=True)
class CoordinatorOf:
    municipality_id: int
    person_id: int
    since: datetime


@dataclass(frozen=True)
class PlannedUntil:
    """Until when everything is planned, and a mark of the packed rules by which it was."""

    until: datetime
    rules: str


async def planned_until(db: AsyncSession) -> PlannedUntil | None:
    found = (await db.execute(select(Lease.until, Lease.owner).where(Lease.name == _DAY))).one_or_none()
    return PlannedUntil(*found) if found is not None else None


async def plan_again_at(db: AsyncSession, until: datetime, *, rules: str) -> None:
    insert = _insert_of(db)(Lease).values(name=_DAY, owner=rules, until=until)
    await db.execute(insert.on_conflict_do_update(index_elements=["name"], set_={"until": until, "owner": rules}))


async def plan_now(db: AsyncSession, now: datetime) -> None:
    """The day is to be planned again; where none was planned, it will be anyway."""
    await db.execute(update(Lease).where(Lease.name == _DAY, Lease.until > now).values(until=now))


async def waiting(db: AsyncSession, *, kinds: Collection[str]) -> list[Notice]:
    """What waits of these kinds, the oldest first."""
    found = await db.scalars(
        select(Notice).where(Notice.state == "waiting", Notice.kind.in_(kinds)).order_by(Notice.id)
    )
    return list(found)


async def plan(db: AsyncSession, planned: Sequence[Planned], *, now: datetime) -> None:
    """Planned once: a key that exists stays as it is, unless plans that covered it have made it unnecessary and do not
    any more."""
    await _open_again(db, planned, now=now)
    statement = _insert_of(db)(Notice).on_conflict_do_nothing(index_elements=["key"])
    rows = [{**vars(one), "created_at": now, "state": "waiting", "is_urgent": False} for one in planned]
    for start in range(0, len(rows), _AT_ONCE):
        await db.execute(statement, rows[start : start + _AT_ONCE])


async def _open_again(db: AsyncSession, planned: Sequence[Planned], *, now: datetime) -> None:
    due = {one.key: one.due_at for one in planned}
    keys = list(due)
    for start in range(0, len(keys), _AT_ONCE):
        covered = await db.scalars(
            select(Notice).where(
                Notice.key.in_(keys[start : start + _AT_ONCE]),
                Notice.state == "cleared",
                Notice.reason == Cleared.PLANNED.value,
            )
        )
        for one in list(covered):
            one.state, one.reason, one.settled_at, one.due_at = "waiting", None, None, due[one.key]
            await lifelines.note(db, [one.id], Happened.PLANNED, at=now, until=one.due_at)
    await db.flush()


async def drop_outdated(db: AsyncSession, planned: Iterable[Planned], *, now: datetime) -> None:
    """Earlier ones of the same kind, reader and subject that still wait are not said any more."""
    waiting = await db.execute(
        select(Notice.id, Notice.key, Notice.person_id, Notice.kind, Notice.subject_id).where(Notice.state == "waiting")
    )
    newest = {(one.person_id, one.kind, one.subject_id): one.key for one in planned}
    outdated = [row.id for row in waiting if newest.get((row.person_id, row.kind, row.subject_id), row.key) != row.key]
    for start in range(0, len(outdated), _AT_ONCE):
        some = Notice.id.in_(outdated[start : start + _AT_ONCE])
        await notices.clear(db, some, reason=Stale.NEWER, now=now, state="stale")


async def coordinators(db: AsyncSession) -> list[CoordinatorOf]:
    """Everyone who coordinates, municipality by municipality."""
    found = await db.execute(
        select(RoleHeld.municipality_id, RoleHeld.person_id, RoleHeld.given_at)
        .join(Person, Person.id == RoleHeld.person_id)
        .where(
            RoleHeld.role == Role.COORDINATOR.value,
            RoleHeld.revoked_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(RoleHeld.municipality_id, RoleHeld.person_id)
    )
    return [CoordinatorOf(*row) for row in found]


async def last_said(
    db: AsyncSession, person_ids: Iterable[int], *, kinds: Sequence[str], subject_ids: Iterable[int]
) -> dict[tuple[int, int], datetime]:
    """When each of these people last heard of each subject: by (person_id, subject_id)."""
    found = await db.execute(
        select(Notice.person_id, Notice.subject_id, func.max(Notice.settled_at))
        .where(
            Notice.person_id.in_(set(person_ids)),
            Notice.state.in_(("queued", "sent")),
            Notice.kind.in_(kinds),
            Notice.subject_id.in_(set(subject_ids)),
        )
        .group_by(Notice.person_id, Notice.subject_id)
    )
    return {
        (person_id, subject_id): moment
        for person_id, subject_id, moment in found
        if subject_id is not None and moment is not None
    }


def _insert_of(db: AsyncSession):  # type: ignore[no-untyped-def]  # two dialects' inserts, alike but unrelated
    return sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
