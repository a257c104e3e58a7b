"""What people hear about a plan without having asked: it is shown, agreed, approved, to be talked about, waits for a
paper, or is still not shown.

The subject is always the participation; the detail says which version, item or paper. Facts as they are when the notice
leaves; what no longer holds, or is no longer the reader's, is left out.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import storage
from bot.rules.errors import Gone
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.people import Role
from bot.rules.plans import Plan, PlannedItem, PlanState
from bot.services import plans, programme_notices
from bot.storage import Database
from bot.storage.models import Notice


@dataclass(frozen=True)
class AboutPlan:
    """`by` is who did it, where it is said; `item` where it is about one."""

    plan: Plan
    by: str | None = None
    item: PlannedItem | None = None


@dataclass(frozen=True)
class PlanReaders:
    """Who hears of a plan: the young person, where they are in the chat, their mentors, the coordinators there."""

    youth_id: int | None
    mentor_ids: tuple[int, ...]
    coordinator_ids: tuple[int, ...]

    def staff_but(self, person_id: int) -> list[int]:
        return [one for one in dict.fromkeys((*self.mentor_ids, *self.coordinator_ids)) if one != person_id]


async def readers(db: Database, participation_id: int, *, today: date) -> PlanReaders:
    told = await programme_notices.concerned(db, participation_id, today=today)
    beside = await storage.pairs.by_id(db, participation_id)
    holders = await storage.people.holders(db, Role.COORDINATOR, beside.municipality_id) if beside else []
    return PlanReaders(told.youth_id, told.mentor_ids, tuple(one.id for one in holders))


async def to_be_shown_by(db: Database, participation_id: int, *, now: datetime, today: date) -> datetime:
    """When a change that was not shown is called to mind of who wrote it."""
    beside = await storage.pairs.by_id(db, participation_id)
    place = beside.municipality_id if beside is not None else 0
    here = (await storage.municipalities.notice_rules(db, [place], on=today))[place]
    return now + timedelta(hours=max(rule.hours or 0 for rule in here.of_kind("plan_unshown")))


async def shown(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """To the young person; holds while that version is the one shown last and is not agreed to."""
    return {
        notice.id: AboutPlan(plan, by=_who(plan, PlanState.SHOWN))
        for notice, plan in await _plans(db, notices, at)
        if plan.is_own and plan.state is PlanState.SHOWN and notice.detail == str(plan.version_id)
    }


async def agreed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """To mentors and coordinators; holds while that version is the newest and waits for approval."""
    return {
        notice.id: AboutPlan(plan)
        for notice, plan in await _plans(db, notices, at)
        if not plan.is_own and plan.state is PlanState.AGREED and notice.detail == str(plan.version_id)
    }


async def approved(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """Holds while that version is the one that counts."""
    return {
        notice.id: AboutPlan(plan)
        for notice, plan in await _plans(db, notices, at)
        if plan.state is PlanState.APPROVED and notice.detail == str(plan.version_id)
    }


async def talk(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """Holds while the item is planned and nobody has changed it or agreed to it since."""
    return {
        notice.id: AboutPlan(plan, item=item)
        for notice, plan, item in await _items(db, notices, at)
        if not plan.is_own and item.wants_to_talk
    }


async def paper_needed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """To coordinators, who record it; holds while it is missing."""
    return {
        notice.id: AboutPlan(plan, item=item)
        for notice, plan, item in await _items(db, notices, at)
        if plan.may_approve and item.missing
    }


async def ready(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """To the young person: every paper is there now. Holds while the plan waits for them only."""
    return {
        notice.id: AboutPlan(plan)
        for notice, plan in await _plans(db, notices, at)
        if plan.is_own and plan.state is PlanState.SHOWN and notice.detail == str(plan.version_id) and not plan.missing
    }


async def unshown(db: Database, notices: Sequence[Notice], at: At) -> dict[int, AboutPlan]:
    """To who began a change: the young person has not been shown it yet."""
    return {
        notice.id: AboutPlan(plan)
        for notice, plan in await _plans(db, notices, at)
        if plan.may_write and plan.state is PlanState.WRITTEN and notice.detail == str(plan.number)
    }


def _who(plan: Plan, state: PlanState) -> str | None:
    return next((step.who for step in plan.steps if step.state is state), None)


async def _plans(db: Database, notices: Sequence[Notice], at: At) -> list[tuple[Notice, Plan]]:
    """Plans of programmes that run, where the reader still may read them."""
    found = []
    for notice in notices:
        try:
            plan = await plans.view(db, by=at.reader_id, participation_id=notice.subject_id or 0, today=at.today)
        except Gone:
            continue
        if plan.last is None:
            found.append((notice, plan))
    return found


async def _items(db: Database, notices: Sequence[Notice], at: At) -> list[tuple[Notice, Plan, PlannedItem]]:
    found = []
    for notice in notices:
        try:
            plan, item = await plans.item_of(db, by=at.reader_id, item_id=int(notice.detail or 0), today=at.today)
        except Gone:
            continue
        if plan.last is None and plan.participation_id == notice.subject_id:
            found.append((notice, plan, item))
    return found


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    try:
        plan = await plans.view(db, by=at.reader_id, participation_id=notice.subject_id or 0, today=at.today)
    except Gone:
        return Cleared.NOT_YOURS
    if plan.last is not None:
        return Cleared.ENDED
    if notice.kind in ("plan_talk", "paper_needed", "plan_unshown"):
        return Cleared.DONE
    if notice.detail != str(plan.version_id):
        return Cleared.CHANGED
    if plan.state is PlanState.APPROVED:
        return Cleared.DECIDED
    return Cleared.ANSWERED if plan.is_own else Cleared.CHANGED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, AboutPlan]]]] = {
    "plan_shown": shown,
    "plan_agreed": agreed,
    "plan_approved": approved,
    "plan_talk": talk,
    "plan_ready": ready,
    "plan_unshown": unshown,
    "paper_needed": paper_needed,
}
