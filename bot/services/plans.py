"""Reading plans: who may see which, and one plan for one reader."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import (
    ItemState,
    PaperKind,
    Pillar,
    Plan,
    PlanChange,
    PlannedItem,
    PlanState,
    PlanStep,
)
from bot.rules.policies import Kind
from bot.services import roll
from bot.storage import Database
from bot.storage.models import Paper, PlanItem, PlanVersion
from bot.storage.pairs import Beside


@dataclass(frozen=True)
class Access:
    """Somebody before a plan, and as what: the young person, a mentor beside them, or a coordinator there."""

    beside: Beside
    role: Role
    stands_in: bool = False
    """For an absent mentor: reads, as a mentor may; what is planned for months stays theirs to write."""

    @property
    def may_write(self) -> bool:
        return self.role is not Role.YOUTH and not self.stands_in


async def access(db: Database, *, by: int, participation_id: int, today: date | None = None) -> Access:
    """Coordinators of the municipality, mentors of pairs that have not ended, and the young person; to read (`today`),
    who stands in on this day as well.

    Who coordinates and mentors comes as the coordinator. Raises Gone, the same for foreign and missing."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None:
        raise Gone
    roles, stands_in = await storage.people.roles_of(db, by), False
    if (Role.COORDINATOR, beside.municipality_id) in roles:
        role = Role.COORDINATOR
    elif (Role.MENTOR, beside.municipality_id) in roles and await storage.pairs.open_pair(db, participation_id, by):
        role = Role.MENTOR
    elif beside.youth_id == by and (Role.YOUTH, beside.municipality_id) in roles:
        role = Role.YOUTH
    elif (Role.MENTOR, beside.municipality_id) in roles and await _stands_in(db, participation_id, by, today):
        role, stands_in = Role.MENTOR, True
    else:
        raise Gone
    youth = await storage.people.get(db, beside.youth_id)
    if youth is None or youth.erased_at is not None:
        raise Gone
    return Access(beside, role, stands_in)


async def _stands_in(db: Database, participation_id: int, mentor_id: int, today: date | None) -> bool:
    if today is None:
        return False
    return mentor_id in {one for one, _ in await storage.time_off.standing_in(db, participation_id, on=today)}


async def access_to_item(db: Database, *, by: int, item_id: int, today: date | None = None) -> tuple[Access, PlanItem]:
    """The item as it stands now: an old button leads to what it was changed into. Raises Gone."""
    item = await storage.plans.item(db, item_id)
    if item is None:
        raise Gone
    found = await access(db, by=by, participation_id=item.participation_id, today=today)
    return found, await _as_it_stands(db, item)


async def _as_it_stands(db: Database, item: PlanItem) -> PlanItem:
    while item.last_version is not None and (after := await storage.plans.successor_of(db, item.id)) is not None:
        item = after
    return item


async def newest(db: Database, item_id: int) -> int:
    """The id of what an item has become."""
    item = await storage.plans.item(db, item_id)
    return item_id if item is None else (await _as_it_stands(db, item)).id


async def own(db: Database, *, youth_id: int) -> int | None:
    """The participation whose plan is a young person's own now: the latest."""
    stays = await storage.pairs.of_youth(db, youth_id)
    return stays[0].participation_id if stays else None


async def look(db: Database, *, by: int, participation_id: int, now: datetime, today: date) -> Plan:
    """`view`, and that a coordinator looked is written down. Raises Gone."""
    plan = await view(db, by=by, participation_id=participation_id, today=today)
    if plan.may_approve:
        await storage.audit.note(db, at=now, actor_id=by, action="plan.seen", person_id=plan.youth_id)
    return plan


async def view(db: Database, *, by: int, participation_id: int, today: date) -> Plan:
    """The plan as `by` may read it: the newest version for who writes, the version shown last for the young person.
    Raises Gone."""
    reach = await access(db, by=by, participation_id=participation_id, today=today)
    beside = reach.beside
    versions = await storage.plans.versions_of(db, participation_id)
    shown = versions if reach.may_write else [one for one in versions if one.proposed_at is not None]
    version = shown[-1] if shown else None
    before = shown_before(versions, version)
    rows = [] if version is None else await storage.plans.items_of(db, participation_id, version.number)
    old = [] if before is None else await storage.plans.items_of(db, participation_id, before.number)
    items = {one.id: one for one in await read_items(db, beside, [*rows, *old], today=today)}
    goals = await storage.plans.goals_of(db, participation_id)
    stay = await storage.pairs.participation(db, participation_id)
    assert stay is not None
    first = stay.begun_again_on or beside.started_on
    pauses = (await storage.pairs.pauses_of(db, [participation_id]))[participation_id]
    ends = beside.ended_on or max(beside.planned_end_on, today)
    youth = await storage.people.get(db, beside.youth_id)
    assert youth is not None
    return Plan(
        participation_id=participation_id,
        youth_id=beside.youth_id,
        name=beside.name if not reach.may_write else await _told_apart(db, beside),
        language=youth.language,
        is_own=reach.role is Role.YOUTH,
        may_write=reach.may_write and beside.ended_on is None,
        may_approve=reach.role is Role.COORDINATOR,
        is_youth_in_chat=await _is_in_chat(db, beside),
        first=first,
        planned_last=beside.planned_end_on,
        last=beside.ended_on,
        pauses=tuple(one for one in sorted(pauses) if one[1] is None or one[1] >= first),
        months=rules.plans.months(first, max(ends, first)),
        this_month=Period.containing(today),
        version_id=version.id if version else None,
        number=version.number if version else 0,
        state=state_of(version),
        reason=version.reason if version else None,
        steps=await _steps(db, version, by=by),
        items=tuple(items[one.id] for one in rows),
        goals={Period.parse(one.month): one.words for one in goals},
        changes=_changes(rows, old, items) if before else (),
        is_change=before is not None,
    )


async def item_of(db: Database, *, by: int, item_id: int, today: date) -> tuple[Plan, PlannedItem]:
    """One item of a plan that `by` may read, as it stands now. Raises Gone, also for one that is not there any more."""
    _access, item = await access_to_item(db, by=by, item_id=item_id, today=today)
    plan = await view(db, by=by, participation_id=item.participation_id, today=today)
    found = next((one for one in plan.items if one.id == item.id), None)
    if found is None and not plan.may_write:  # what staff change meanwhile is not shown yet
        found = next((one for one in plan.items if one.id in (item_id, item.replaces_id)), None)
    if found is None:
        raise Gone
    return plan, found


# --- rows read ---


async def read_items(db: Database, beside: Beside, rows: Sequence[PlanItem], *, today: date) -> list[PlannedItem]:
    """Rows of one young person's plan, with the papers they need."""
    if not rows:
        return []
    youth = await storage.people.get(db, beside.youth_id)
    birth = date.fromisoformat(youth.birth_date) if youth and youth.birth_date else None
    papers = await storage.plans.papers_of(db, beside.youth_id)
    partners = await storage.plans.partner_names(db, {row.partner_id for row in rows if row.partner_id is not None})
    return [_item(row, birth, recorded(papers, row.id), partners.get(row.partner_id or 0), today) for row in rows]


def recorded(papers: Sequence[Paper], item_id: int) -> frozenset[PaperKind]:
    """The papers that count for an item."""
    return frozenset(
        PaperKind(one.kind)
        for one in papers
        if PaperKind(one.kind) in rules.plans.OF_PERSON or one.plan_item_id == item_id
    )


def _item(
    row: PlanItem, birth: date | None, there: AbstractSet[PaperKind], partner: str | None, today: date
) -> PlannedItem:
    month, kind, state = Period.parse(row.month), Kind(row.kind), ItemState(row.state)
    needed = rules.plans.papers_for(kind, birth, on=rules.plans.first_day(month, today=today))
    return PlannedItem(
        id=row.id,
        month=month,
        pillar=Pillar(row.pillar),
        kind=kind,
        title=row.title,
        goal=row.goal,
        partner=partner,
        days=row.days,
        minutes=row.minutes,
        # Dropped by a change that is not shown yet: until then it is planned.
        state=ItemState.PLANNED if state is ItemState.DROPPED else state,
        missing=() if state is ItemState.DONE else tuple(one for one in needed if one not in there),
        papers=needed,
        wants_to_talk=row.talk_asked_at is not None,
    )


def _changes(
    rows: Sequence[PlanItem], old: Sequence[PlanItem], items: dict[int, PlannedItem]
) -> tuple[PlanChange, ...]:
    """Against the version shown before: what is new, what became of the old."""
    ids, before = {row.id for row in rows}, {row.id: row for row in old}
    replaced = {row.replaces_id: row.id for row in rows if row.replaces_id in before}
    changes = [
        PlanChange(items[row.id], items[replaced[row.id]] if row.id in replaced else None)
        for row in old
        if row.id not in ids
    ]
    fresh = [row for row in rows if row.id not in before and row.replaces_id not in before]
    return (*changes, *(PlanChange(None, items[row.id]) for row in fresh))


def shown_before(versions: Sequence[PlanVersion], version: PlanVersion | None) -> PlanVersion | None:
    """The version that was shown last before this one."""
    if version is None:
        return None
    earlier = [one for one in versions if one.number < version.number and one.proposed_at is not None]
    return earlier[-1] if earlier else None


def state_of(version: PlanVersion | None) -> PlanState:
    if version is None:
        return PlanState.NONE
    return rules.plans.state(
        proposed_at=version.proposed_at, agreed_at=version.agreed_at, approved_at=version.approved_at
    )


async def _steps(db: Database, version: PlanVersion | None, *, by: int) -> tuple[PlanStep, ...]:
    """Who did what with this version."""
    if version is None:
        return ()
    done = (
        (PlanState.WRITTEN, version.written_at, version.written_by),
        (PlanState.SHOWN, version.proposed_at, version.proposed_by),
        (PlanState.AGREED, version.agreed_at, version.agreed_by),
        (PlanState.APPROVED, version.approved_at, version.approved_by),
    )
    names = await storage.people.names_of(db, {who for _, _, who in done if who is not None})
    return tuple(
        PlanStep(state, at, None if who == by else names.get(who or 0)) for state, at, who in done if at is not None
    )


async def _told_apart(db: Database, beside: Beside) -> str:
    return (await roll.labels(db, [beside.municipality_id])).get(beside.youth_id, beside.name)


async def _is_in_chat(db: Database, beside: Beside) -> bool:
    held = await storage.people.role_held(db, beside.youth_id, Role.YOUTH, beside.municipality_id)
    return held is not None and await storage.people.telegram_id_of(db, beside.youth_id) is not None
