"""The append-only record of who saw or changed whose data."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import String, cast, func, insert, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import AuditEntry, Notice, Participation

DIGESTS = ("digest", "digest_day", "digest_month")
LISTS = (
    *("people.seen", "hours.seen", "plans.seen", "digest.seen", "digest.sent", "activities.seen", "unsaid.seen"),
    "broadcast.seen",
)

_AT_ONCE = 1000


async def note(
    db: AsyncSession,
    *,
    at: datetime,
    actor_id: int | None,
    action: str,
    person_id: int | None,
    subject: str | None = None,
) -> None:
    """`action` is a word of the house (`session.logged`), `subject` an id; never a name or a text."""
    await db.execute(
        insert(AuditEntry).values(at=at, actor_id=actor_id, action=action, person_id=person_id, subject=subject)
    )


async def note_list(
    db: AsyncSession,
    *,
    at: datetime,
    actor_id: int,
    action: str,
    municipality_ids: Iterable[int],
    people: Iterable[int],
) -> None:
    """One row for a look at many: `municipality=3 people 12 15`, with everyone who stood on the page."""
    places = ",".join(map(str, sorted(municipality_ids)))
    subject = " ".join([f"municipality={places} people", *map(str, sorted(set(people)))])
    await note(db, at=at, actor_id=actor_id, action=action, person_id=None, subject=subject)


async def note_sent_digests(db: AsyncSession, notice_ids: Sequence[int], *, at: datetime) -> None:
    """Who received a weekly digest has seen everyone whose programme had not ended: one row for each digest.

    It leaves by day, when the date is the same in UTC."""
    people = (
        select(func.aggregate_strings(cast(Participation.youth_id, String), " "))
        .where(
            Participation.municipality_id == Notice.subject_id,
            or_(Participation.ended_on.is_(None), Participation.ended_on >= at.date()),
        )
        .scalar_subquery()
    )
    place = literal("municipality=") + cast(Notice.subject_id, String)
    subject = place + " people " + func.coalesce(people, "")
    digests = select(literal(at, AuditEntry.at.type), Notice.person_id, literal("digest.sent"), null(), subject).where(
        Notice.id.in_(notice_ids), Notice.kind.in_(DIGESTS)
    )
    await db.execute(insert(AuditEntry).from_select(["at", "actor_id", "action", "person_id", "subject"], digests))


async def of_people(
    db: AsyncSession, person_ids: Collection[int], *, actions: Sequence[str], since: datetime
) -> list[AuditEntry]:
    """What was done about these people since a moment, the latest first."""
    found: list[AuditEntry] = []
    ids = sorted(person_ids)
    for start in range(0, len(ids), _AT_ONCE):
        found += await db.scalars(
            select(AuditEntry).where(
                AuditEntry.person_id.in_(ids[start : start + _AT_ONCE]),
                AuditEntry.at >= since,
                AuditEntry.action.in_(actions),
            )
        )
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


async def is_noted(db: AsyncSession, *, person_id: int, action: str, subject: str) -> bool:
    """Whether this was done to that subject of the person's data."""
    found = await db.scalar(
        select(AuditEntry.id)
        .where(AuditEntry.person_id == person_id, AuditEntry.action == action, AuditEntry.subject == subject)
        .limit(1)
    )
    return found is not None


async def is_noted_since(db: AsyncSession, *, person_id: int, action: str, since: datetime) -> bool:
    """Whether this was done about the person after that moment."""
    found = await db.scalar(
        select(AuditEntry.id)
        .where(AuditEntry.person_id == person_id, AuditEntry.action == action, AuditEntry.at > since)
        .limit(1)
    )
    return found is not None


async def about(db: AsyncSession, person_id: int, *, limit: int = 1000) -> Sequence[AuditEntry]:
    """The latest entries about a person, the oldest first: about them alone, and lists on which they stood.

    Entries about nobody alone are few and found by the same index, so the lists among them are read one by one."""
    alone = select(AuditEntry).where(AuditEntry.person_id == person_id)
    lists = select(AuditEntry).where(
        AuditEntry.person_id.is_(None),
        AuditEntry.action.in_(LISTS),
        (AuditEntry.subject + " ").contains(f" {person_id} "),
    )
    found = [
        entry for some in (alone, lists) for entry in await db.scalars(some.order_by(AuditEntry.id.desc()).limit(limit))
    ]
    return sorted(found, key=lambda one: one.id)[-limit:]
