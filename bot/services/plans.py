"""Reading plans: who may see which, one plan for one reader, the lists of mentors and coordinators, suggestions."""

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
    PlanOnList,
    PlanState,
    PlanStep,
    Suggestion,
)
from bot.rules.policies import Kind
from bot.services import roll
from bot.storage import Database
from bot.storage.models import Paper, PlanItem, PlanSuggestion, PlanVersion
from bot.storage.pairs import Beside

SUGGESTIONS = 8
PAGE = 8  # plans on one page


@dataclass(frozen=True)
class Access:
    """Somebody before a plan, and as what: the young person, a mentor beside them, or a coordinator there."""

    beside: Beside
    role: Role

    @property
    def may_write(self) -> bool:
        return self.role is not Role.YOUTH


async def access(db: Database, *, by: int, participation_id: int) -> Access:
    """Coordinators of the municipality, mentors of pairs that have not ended, and the young person.

    Who coordinates and mentors comes as the coordinator. Raises Gone, the same for foreign and missing."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None:
        raise Gone
    roles = await storage.people.roles_of(db, by)
    if (Role.COORDINATOR, beside.municipality_id) in roles:
        role = Role.COORDINATOR
    elif (Role.MENTOR, beside.municipality_id) in roles and await storage.pairs.open_pair(db, participation_id, by):
        role = Role.MENTOR
    elif beside.youth_id == by and (Role.YOUTH, beside.municipality_id) in roles:
        role = Role.YOUTH
    else:
        raise Gone
    youth = await storage.people.get(db, beside.youth_id)
    if youth is None or youth.erased_at is not None:
        raise Gone
    return Access(beside, role)


async def access_to_item(db: Database, *, by: int, item_id: int) -> tuple[Access, PlanItem]:
    """The item as it stands now: an old button leads to what it was changed into. Raises Gone."""
    item = await storage.plans.item(db, item_id)
    if item is None:
        raise Gone
    found = await access(db, by=by, participation_id=item.participation_id)
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
    reach = await access(db, by=by, participation_id=participation_id)
    beside = reach.beside
    versions = await storage.plans.versions_of(db, participation_id)
    shown = versions if reach.may_write else [one for one in versions if one.proposed_at is not None]
    version = shown[-1] if shown else None
    before = _shown_before(versions, version)
    rows = [] if version is None else await storage.plans.items_of(db, participation_id, version.number)
    old = [] if before is None else await storage.plans.items_of(db, participation_id, before.number)
    items = {one.id: one for one in await _read(db, beside, [*rows, *old], today)}
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
        state=_state(version),
        reason=version.reason if version else None,
        steps=await _steps(db, version, by=by),
        items=tuple(items[one.id] for one in rows),
        goals={Period.parse(one.month): one.words for one in goals},
        changes=_changes(rows, old, items) if before else (),
        is_change=before is not None,
    )


async def item_of(db: Database, *, by: int, item_id: int, today: date) -> tuple[Plan, PlannedItem]:
    """One item of a plan that `by` may read, as it stands now. Raises Gone, also for one that is not there any more."""
    _access, item = await access_to_item(db, by=by, item_id=item_id)
    plan = await view(db, by=by, participation_id=item.participation_id, today=today)
    found = next((one for one in plan.items if one.id == item.id), None)
    if found is None and plan.is_own:  # what staff change meanwhile is not shown yet
        found = next((one for one in plan.items if one.id in (item_id, item.replaces_id)), None)
    if found is None:
        raise Gone
    return plan, found


# --- lists ---


async def of_mentor(db: Database, *, by: int, today: date) -> list[PlanOnList]:
    """The plans of a mentor's young people, the most pressing first."""
    besides = await storage.pairs.youth_of(db, by, on=today)
    places = {one.municipality_id for one in besides}
    return rules.plans.by_urgency(await _on_list(db, besides, await roll.labels(db, sorted(places)), today))


@dataclass(frozen=True)
class PlanPage:
    """A page of a municipality's plans; `counts` are of all of them."""

    municipality_id: int
    municipality: str
    lines: tuple[PlanOnList, ...]
    counts: dict[PlanState, int]
    number: int
    of: int


async def of_municipality(
    db: Database, *, by: int, municipality_id: int, number: int, now: datetime, today: date
) -> PlanPage:
    """Plans of programmes that have not ended, who waits first; that somebody looked is written down. A number out of
    range is the nearest page. Raises NotAllowed; Gone for a foreign municipality."""
    if municipality_id not in await roll.places_of(db, by=by):
        raise Gone
    besides = [
        one
        for one in await storage.pairs.in_municipality(db, municipality_id, first=today, last=date.max)
        if one.ended_on is None
    ]
    plans = rules.plans.by_urgency(await _on_list(db, besides, await roll.labels(db, [municipality_id]), today))
    of = max(1, -(-len(plans) // PAGE))
    number = min(max(number, 1), of)
    shown = plans[(number - 1) * PAGE : number * PAGE]
    names = await storage.municipalities.names_of(db, [municipality_id])
    await storage.audit.note_list(
        db,
        at=now,
        actor_id=by,
        action="plans.seen",
        municipality_ids=[municipality_id],
        people=[one.youth_id for one in shown],
    )
    counts = {state: sum(one.state is state for one in plans) for state in PlanState}
    return PlanPage(municipality_id, names[municipality_id], tuple(shown), counts, number, of)


async def _on_list(db: Database, besides: Sequence[Beside], apart: dict[int, str], today: date) -> list[PlanOnList]:
    ids = [one.participation_id for one in besides]
    versions = await storage.plans.newest_of(db, ids)
    counts = await storage.plans.counted(db, ids)
    missing = await _missing_among(db, besides, today)
    lines = []
    for one in besides:
        written = versions.get(one.participation_id, [])
        newest = written[-1] if written else None
        items, done, wants_to_talk = counts.get(one.participation_id, (0, 0, False))
        lines.append(
            PlanOnList(
                participation_id=one.participation_id,
                youth_id=one.youth_id,
                name=apart.get(one.youth_id, one.name),
                state=_state(newest) if items or (newest and newest.proposed_at) else PlanState.NONE,
                is_change=_shown_before(written, newest) is not None,
                items=items,
                done=done,
                missing=one.participation_id in missing,
                wants_to_talk=wants_to_talk,
            )
        )
    return lines


async def _missing_among(db: Database, besides: Sequence[Beside], today: date) -> set[int]:
    """The participations with an item that waits for a paper: only kinds that need one are looked at."""
    kinds = {rule.kind.value for rule in rules.plans.PAPERS}
    rows = await storage.plans.kinds_of(db, [one.participation_id for one in besides], kinds)
    found = set()
    for one in besides:
        theirs = [row for row in rows if row.participation_id == one.participation_id and row.state == "planned"]
        if theirs and any(item.missing for item in await _read(db, one, theirs, today)):
            found.add(one.participation_id)
    return found


# --- suggestions ---


async def suggestions(db: Database, participation_id: int, *, limit: int = SUGGESTIONS) -> list[Suggestion]:
    """What could be planned next: what the profile suggests first, then the library in the young person's language,
    their own municipality before others. What the plan has already is left out."""
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None:
        return []
    youth = await storage.people.get(db, beside.youth_id)
    assert youth is not None
    noted = await storage.plans.suggestions_of(db, participation_id)
    templates = await storage.templates.open_to(db, [beside.municipality_id], language=youth.language)
    found = [_from_row(one) for one in noted]
    found += [
        Suggestion(
            source=f"template:{one.id}",
            pillar=Pillar(one.pillar),
            kind=Kind(one.kind),
            title=one.title,
            minutes=one.minutes,
            days=one.days,
        )
        for one, _place in templates
        if one.language == youth.language
    ]
    versions = await storage.plans.versions_of(db, participation_id)
    number = versions[-1].number if versions else 0
    planned = await storage.plans.items_of(db, participation_id, number)
    sources, titles = {one.source for one in planned}, {one.title.casefold() for one in planned}
    return [one for one in found if one.source not in sources and one.title.casefold() not in titles][:limit]


async def from_profile(
    db: Database, participation_id: int, suggestions: Sequence[Suggestion], *, now: datetime
) -> None:
    """What a profile suggests, most important first, in place of what one suggested before: the seam for the profile's
    code, called when a coordinator has confirmed it. Nothing becomes part of the plan by itself.

    A title is in the young person's language, a reason in the language of who will write the plan. Raises Gone."""
    if await storage.pairs.by_id(db, participation_id) is None:
        raise Gone
    await storage.plans.forget_suggestions(db, participation_id)
    for one in suggestions:
        db.add(
            PlanSuggestion(
                participation_id=participation_id,
                source=one.source,
                pillar=one.pillar.value,
                kind=one.kind.value,
                title=rules.plans.clean_title(one.title),
                reason=rules.plans.one_line(one.reason, limit=rules.plans.REASON_LIMIT),
                minutes=one.minutes,
                suggested_at=now,
            )
        )
        await db.flush()


def _from_row(row: PlanSuggestion) -> Suggestion:
    return Suggestion(row.source, Pillar(row.pillar), Kind(row.kind), row.title, row.reason, row.minutes)


# --- rows read ---


async def read_items(db: Database, beside: Beside, rows: Sequence[PlanItem], *, today: date) -> list[PlannedItem]:
    """Rows of one young person's plan, with the papers they need."""
    return await _read(db, beside, rows, today)


async def _read(db: Database, beside: Beside, rows: Sequence[PlanItem], today: date) -> list[PlannedItem]:
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


def _shown_before(versions: Sequence[PlanVersion], version: PlanVersion | None) -> PlanVersion | None:
    """The version that was shown last before this one."""
    if version is None:
        return None
    earlier = [one for one in versions if one.number < version.number and one.proposed_at is not None]
    return earlier[-1] if earlier else None


def _state(version: PlanVersion | None) -> PlanState:
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
