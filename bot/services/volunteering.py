"""Volunteering and minors (domain.md 3.3): the papers without which nobody takes part, however it was planned.

A contract is of one item of the plan. A seat counts the papers of its own item; in a group, where only one of them has
it from the plan, those of the young person's volunteering with the same partner, or where either names none.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot import rules, storage
from bot.rules.errors import PaperComesFirst, PapersComeFirst
from bot.rules.plans import PaperKind
from bot.services import plans
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import PlanItem

Missing = dict[int, tuple[PaperKind, ...]]
"""By participation; who has everything is left out."""


async def missing(
    db: Database,
    participation_ids: Iterable[int],
    *,
    kind: str,
    day: date,
    partner_id: int | None = None,
    items: Mapping[int, int | None] | None = None,
) -> Missing:
    """What each would need to take part on `day`; `items` are those of their plans that it is for."""
    if kind not in {rule.kind.value for rule in rules.plans.PAPERS}:
        return {}
    besides = await storage.pairs.by_ids(db, participation_ids)
    rows = await storage.plans.kinds_of(db, [one.participation_id for one in besides], {kind})
    found = {}
    for one in besides:
        own = (items or {}).get(one.participation_id)
        theirs = [row for row in rows if row.participation_id == one.participation_id]
        of_items = [own] if own is not None else [row.id for row in theirs if _is_with(row, partner_id)]
        if lacking := await _lacking(db, one.youth_id, of_items, kind, day):
            found[one.participation_id] = lacking
    return found


def _is_with(row: PlanItem, partner_id: int | None) -> bool:
    return row.partner_id is None or partner_id is None or row.partner_id == partner_id


async def _lacking(db: Database, youth_id: int, item_ids: Sequence[int], kind: str, day: date) -> tuple[PaperKind, ...]:
    youth = await storage.people.get(db, youth_id)
    birth = date.fromisoformat(youth.birth_date) if youth and youth.birth_date else None
    papers = await storage.plans.papers_of(db, youth_id)
    current = [await plans.newest(db, one) for one in item_ids]
    there = frozenset[PaperKind]().union(*(plans.recorded(papers, one) for one in (*current, 0)))
    return rules.plans.missing_papers(rules.policies.Kind(kind), birth, on=day, recorded=there)


async def of(db: Database, found: Gathering, seats: Sequence[Asked] | None = None) -> Missing:
    """What those who are asked to an activity still need."""
    activity = found.activity
    asked = found.asked if seats is None else seats
    return await missing(
        db,
        [one.participation_id for one in asked],
        kind=activity.kind,
        day=activity.day,
        partner_id=activity.partner_id,
        items={one.participation_id: one.plan_item_id for one in asked},
    )


async def check(db: Database, lacking: Missing) -> None:
    """For who plans. Raises PapersComeFirst."""
    if lacking:
        besides = await storage.pairs.by_ids(db, lacking)
        raise PapersComeFirst(
            tuple((one.name, tuple(paper.value for paper in lacking[one.participation_id])) for one in besides)
        )


async def check_own(db: Database, found: Gathering, seat: Asked) -> None:
    """For a young person who would come. Raises PaperComesFirst."""
    if lacking := (await of(db, found, [seat])).get(seat.participation_id):
        raise PaperComesFirst(tuple(one.value for one in lacking))
