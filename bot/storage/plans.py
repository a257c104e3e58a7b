"""Plans: their versions and items, goals and suggestions, and the papers that some items need."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Paper, Partner, PlanGoal, PlanItem, PlanSuggestion, PlanVersion


class Counted(NamedTuple):
    """How many items the newest version of a plan has, how many of them are done, and whether one is to be talked
    about."""

    items: int
    done: int
    wants_to_talk: bool


async def versions_of(db: AsyncSession, participation_id: int) -> list[PlanVersion]:
    """The oldest first."""
    found = await db.scalars(
        select(PlanVersion)
        .where(PlanVersion.participation_id == participation_id)
        .order_by(PlanVersion.number)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def version(db: AsyncSession, version_id: int) -> PlanVersion | None:
    found: PlanVersion | None = await db.scalar(
        select(PlanVersion).where(PlanVersion.id == version_id).execution_options(populate_existing=True)
    )
    return found


async def newest_of(db: AsyncSession, participation_ids: Sequence[int]) -> dict[int, list[PlanVersion]]:
    """All versions of each plan, the newest last; nothing where nothing was written."""
    found = await db.scalars(
        select(PlanVersion)
        .where(PlanVersion.participation_id.in_(participation_ids))
        .order_by(PlanVersion.participation_id, PlanVersion.number)
    )
    plans: dict[int, list[PlanVersion]] = {}
    for one in found:
        plans.setdefault(one.participation_id, []).append(one)
    return plans


async def items_of(db: AsyncSession, participation_id: int, number: int) -> list[PlanItem]:
    """The items of one version, by month, in the order in which they were written."""
    found = await db.scalars(
        select(PlanItem)
        .where(PlanItem.participation_id == participation_id, *_belongs(number))
        .order_by(PlanItem.month, PlanItem.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def item(db: AsyncSession, item_id: int) -> PlanItem | None:
    found: PlanItem | None = await db.scalar(
        select(PlanItem).where(PlanItem.id == item_id).execution_options(populate_existing=True)
    )
    return found


async def successor_of(db: AsyncSession, item_id: int) -> PlanItem | None:
    """What an item was changed into."""
    found: PlanItem | None = await db.scalar(
        select(PlanItem)
        .where(
            PlanItem.replaces_id == item_id,
            or_(PlanItem.last_version.is_(None), PlanItem.last_version > PlanItem.first_version),
        )
        .order_by(PlanItem.id.desc())
        .limit(1)
    )
    return found


async def ended_with(db: AsyncSession, participation_id: int, number: int) -> list[PlanItem]:
    """Items that the version before had and this one has not."""
    found = await db.scalars(
        select(PlanItem)
        .where(
            PlanItem.participation_id == participation_id,
            PlanItem.last_version == number,
            PlanItem.first_version < number,
        )
        .order_by(PlanItem.month, PlanItem.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def counted(db: AsyncSession, participation_ids: Sequence[int]) -> dict[int, Counted]:
    """Of the newest version of each plan."""
    newest = (
        select(PlanVersion.participation_id, func.max(PlanVersion.number).label("number"))
        .where(PlanVersion.participation_id.in_(participation_ids))
        .group_by(PlanVersion.participation_id)
        .subquery()
    )
    found = await db.execute(
        select(
            PlanItem.participation_id,
            func.count(),
            func.sum(case((PlanItem.state == "done", 1), else_=0)),
            func.sum(case((PlanItem.talk_asked_at.is_not(None), 1), else_=0)),
        )
        .join(newest, newest.c.participation_id == PlanItem.participation_id)
        .where(
            PlanItem.first_version <= newest.c.number,
            or_(PlanItem.last_version.is_(None), PlanItem.last_version > newest.c.number),
        )
        .group_by(PlanItem.participation_id)
    )
    return {row[0]: Counted(int(row[1]), int(row[2]), bool(row[3])) for row in found}


async def kinds_of(db: AsyncSession, participation_ids: Sequence[int], kinds: Iterable[str]) -> list[PlanItem]:
    """Items of these kinds that have not been ended, whatever their version."""
    found = await db.scalars(
        select(PlanItem)
        .where(
            PlanItem.participation_id.in_(participation_ids),
            PlanItem.kind.in_(set(kinds)),
            PlanItem.last_version.is_(None),
        )
        .order_by(PlanItem.id)
    )
    return list(found)


async def take_back(db: AsyncSession, row: PlanVersion) -> None:
    """As if this version had not been written: what it ended goes on, what it brought is in no version."""
    of_plan = PlanItem.participation_id == row.participation_id
    await db.execute(
        update(PlanItem)
        .where(of_plan, PlanItem.first_version == row.number)
        .values(last_version=row.number, state="dropped", replaces_id=None)
    )
    await db.execute(
        update(PlanItem)
        .where(of_plan, PlanItem.last_version == row.number, PlanItem.first_version < row.number)
        .values(last_version=None, state=case((PlanItem.state == "dropped", "planned"), else_=PlanItem.state))
    )
    await db.execute(delete(PlanVersion).where(PlanVersion.id == row.id))


def _belongs(number: int) -> tuple[ColumnElement[bool], ...]:
    return (PlanItem.first_version <= number, or_(PlanItem.last_version.is_(None), PlanItem.last_version > number))


# --- goals ---


async def goals_of(db: AsyncSession, participation_id: int) -> list[PlanGoal]:
    found = await db.scalars(
        select(PlanGoal)
        .where(PlanGoal.participation_id == participation_id)
        .order_by(PlanGoal.month)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def set_goal(
    db: AsyncSession, participation_id: int, month: str, words: str | None, *, by: int, now: datetime
) -> None:
    """The latest words hold; none takes the goal away."""
    where = (PlanGoal.participation_id == participation_id, PlanGoal.month == month)
    if words is None:
        await db.execute(delete(PlanGoal).where(*where))
        return
    row = await db.scalar(select(PlanGoal).where(*where))
    if row is None:
        row = PlanGoal(participation_id=participation_id, month=month)
        db.add(row)
    row.words, row.written_by, row.written_at = words, by, now
    await db.flush()


# --- suggestions ---


async def suggestions_of(db: AsyncSession, participation_id: int) -> list[PlanSuggestion]:
    found = await db.scalars(
        select(PlanSuggestion).where(PlanSuggestion.participation_id == participation_id).order_by(PlanSuggestion.id)
    )
    return list(found)


async def forget_suggestions(db: AsyncSession, participation_id: int) -> None:
    await db.execute(delete(PlanSuggestion).where(PlanSuggestion.participation_id == participation_id))


# --- papers ---


async def papers_of(db: AsyncSession, person_id: int) -> list[Paper]:
    """What holds, the newest last."""
    found = await db.scalars(
        select(Paper)
        .where(Paper.person_id == person_id, Paper.withdrawn_at.is_(None))
        .order_by(Paper.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


async def paper(db: AsyncSession, paper_id: int) -> Paper | None:
    found: Paper | None = await db.get(Paper, paper_id, populate_existing=True)
    return found


async def move_papers(db: AsyncSession, *, from_item: int, to_item: int) -> None:
    """A changed item keeps its contract."""
    await db.execute(update(Paper).where(Paper.plan_item_id == from_item).values(plan_item_id=to_item))


async def hand_over(db: AsyncSession, *, from_person: int, to_person: int) -> None:
    """What was written down for a name belongs to somebody who is here already."""
    await db.execute(update(Paper).where(Paper.person_id == from_person).values(person_id=to_person))


# --- partners ---


async def partners_of(db: AsyncSession, municipality_id: int) -> list[Partner]:
    """Those of the directory who are there now, by name."""
    found = await db.scalars(
        select(Partner)
        .where(and_(Partner.municipality_id == municipality_id, Partner.withdrawn_at.is_(None)))
        .order_by(Partner.name, Partner.id)
    )
    return list(found)


async def partner_names(db: AsyncSession, ids: Iterable[int]) -> dict[int, str]:
    """Also of those who have left the directory since."""
    found = await db.execute(select(Partner.id, Partner.name).where(Partner.id.in_(set(ids))))
    return {row.id: row.name for row in found}
