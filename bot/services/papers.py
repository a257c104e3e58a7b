"""Signed papers that an item needs before the plan can be agreed: where each is kept, never what it says."""

from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone, ReasonNeeded
from bot.rules.people import Role
from bot.rules.plans import PaperKind, Plan, PlannedItem, Wanted
from bot.services import holding, plans
from bot.storage import Database
from bot.storage.models import Paper

PLACE_LIMIT = 200


async def needed(
    db: Database, plan: Plan, wanted: Wanted, *, item_id: int | None, today: date
) -> tuple[PaperKind, ...]:
    """What an item that is about to be written would still need; `item_id` is the one that it changes."""
    youth = await storage.people.get(db, plan.youth_id)
    birth = date.fromisoformat(youth.birth_date) if youth and youth.birth_date else None
    recorded = plans.recorded(await storage.plans.papers_of(db, plan.youth_id), item_id or 0)
    first = rules.plans.first_day(wanted.month, today=today)
    return rules.plans.missing_papers(wanted.kind, birth, on=first, recorded=recorded)


async def to_record(db: Database, *, by: int, item_id: int, today: date) -> tuple[Plan, PlannedItem]:
    """The item that a coordinator may record a paper for. Raises Gone, also for mentors and where none is needed."""
    plan, item = await plans.item_of(db, by=by, item_id=item_id, today=today)
    if not plan.may_approve or not item.papers:
        raise Gone
    return plan, item


async def record(
    db: Database,
    *,
    by: int,
    item_id: int,
    kind: PaperKind,
    signed_on: date,
    place: str,
    now: datetime,
    today: date,
) -> tuple[Plan, PlannedItem]:
    """The paper is there, and who was held back for it is asked again; returns the item as it stands with it.
    Raises Gone, NotYet (signed in the future), ReasonNeeded (no place)."""
    plan, item = await to_record(db, by=by, item_id=item_id, today=today)
    await storage.pairs.locked_participations(db, [plan.participation_id])
    if kind not in item.papers:
        raise Gone
    rules.participations.check_not_to_come(signed_on, today=today)
    where = rules.text.clean_note(place, limit=PLACE_LIMIT)
    if not where:
        raise ReasonNeeded
    paper = Paper(
        person_id=plan.youth_id,
        kind=kind.value,
        plan_item_id=item.id,
        signed_on=signed_on,
        place=where,
        recorded_by=by,
        recorded_at=now,
    )
    db.add(paper)
    await db.flush()
    await storage.audit.note(
        db, at=now, actor_id=by, action="paper.recorded", person_id=plan.youth_id, subject=f"paper={paper.id}"
    )
    await holding.reconsider(db, plan.youth_id, by=by, now=now)
    return await plans.item_of(db, by=by, item_id=item.id, today=today)


async def of_item(db: Database, *, by: int, item_id: int, today: date) -> tuple[Plan, PlannedItem, list[Paper]]:
    """The papers that count for an item, for its coordinator. Raises Gone."""
    plan, item = await to_record(db, by=by, item_id=item_id, today=today)
    found = [
        one
        for one in await storage.plans.papers_of(db, plan.youth_id)
        if PaperKind(one.kind) in item.papers
        and (PaperKind(one.kind) in rules.plans.OF_PERSON or one.plan_item_id == item.id)
    ]
    return plan, item, found


async def withdraw(db: Database, *, by: int, paper_id: int, now: datetime) -> Paper:
    """Written down by mistake; twice is once. A plan that was agreed stays so, and is not approved without it; who was
    to take part in an activity that needs it is held back.
    Raises Gone."""
    paper = await storage.plans.paper(db, paper_id)
    if paper is None or paper.plan_item_id is None:
        raise Gone
    access, _ = await plans.access_to_item(db, by=by, item_id=paper.plan_item_id)
    if access.role is not Role.COORDINATOR:
        raise Gone
    if paper.withdrawn_at is None:
        paper.withdrawn_at = now
        await db.flush()
        await storage.audit.note(
            db, at=now, actor_id=by, action="paper.withdrawn", person_id=paper.person_id, subject=f"paper={paper.id}"
        )
        await holding.reconsider(db, paper.person_id, by=by, now=now)
    return paper
