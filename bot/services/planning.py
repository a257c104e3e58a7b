"""Writing plans: items, goals, what is done; showing a version, agreeing to it, approving it.

Mentors beside the young person and coordinators write. The young person agrees; for somebody who is not in the chat
the coordinator notes it. Only a coordinator approves, also what they wrote themselves: many municipalities have only
one, and the young person's agreement stands between; who wrote and who approved is kept and shown.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone, PlanHasChanged, PlanIsEmpty, PlanIsFull, ProgrammeIsOver, ReasonNeeded
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import ItemState, Wanted
from bot.services import plans
from bot.services.plans import Access
from bot.storage import Database
from bot.storage.models import PlanItem, PlanVersion


async def needs_reason(db: Database, participation_id: int) -> bool:
    """Whether the next change begins a new version: the newest one was shown."""
    versions = await storage.plans.versions_of(db, participation_id)
    return bool(versions) and versions[-1].proposed_at is not None


async def write(
    db: Database,
    *,
    by: int,
    participation_id: int,
    wanted: Wanted,
    reason: str | None = None,
    now: datetime,
    today: date,
) -> PlanItem:
    """A new item. Raises Gone, ProgrammeIsOver, OutsidePlan, NotUnderstood, PlanIsFull, ReasonNeeded."""
    access = await _writing(db, by=by, participation_id=participation_id)
    wanted = await _checked(db, access, wanted, today)
    version = await _draft(db, access, reason, by=by, now=now)
    if len(await storage.plans.items_of(db, participation_id, version.number)) >= rules.plans.MOST_ITEMS:
        raise PlanIsFull(rules.plans.MOST_ITEMS)
    item = _row(wanted, participation_id, version.number, by=by, now=now)
    db.add(item)
    await db.flush()
    await _note(db, access, "plan.item_written", str(item.id), by=by, now=now)
    return item


async def change(
    db: Database, *, by: int, item_id: int, wanted: Wanted, reason: str | None = None, now: datetime, today: date
) -> PlanItem:
    """Before the plan is shown the item itself; afterwards it ends and another one takes its place, with its papers.

    What is done is not changed any more. Raises Gone, ProgrammeIsOver, OutsidePlan, NotUnderstood, ReasonNeeded."""
    access, item = await _planned(db, by=by, item_id=item_id)
    wanted = await _checked(db, access, wanted, today)
    if _says_the_same(item, wanted):
        return item
    version = await _draft(db, access, reason, by=by, now=now)
    if item.first_version == version.number:
        item.month, item.pillar, item.kind = wanted.month.key, wanted.pillar.value, wanted.kind.value
        item.title, item.days, item.minutes = wanted.title, wanted.days, wanted.minutes
        item.partner_id = wanted.partner_id
        changed = item
    else:
        kept = replace(wanted, goal=item.goal, source=item.source)
        changed = _row(kept, item.participation_id, version.number, by=by, now=now)
        changed.replaces_id, item.last_version = item.id, version.number
        db.add(changed)
        await db.flush()
        await storage.plans.move_papers(db, from_item=item.id, to_item=changed.id)
    changed.talk_asked_at = None
    await db.flush()
    await _note(db, access, "plan.item_changed", str(changed.id), by=by, now=now)
    return changed


async def drop(db: Database, *, by: int, item_id: int, reason: str | None = None, now: datetime) -> PlanItem:
    """It is planned no more. Raises Gone, ProgrammeIsOver, ReasonNeeded."""
    access, item = await _planned(db, by=by, item_id=item_id)
    version = await _draft(db, access, reason, by=by, now=now)
    item.last_version, item.state, item.settled_at = version.number, ItemState.DROPPED.value, now
    await db.flush()
    await _note(db, access, "plan.item_dropped", str(item.id), by=by, now=now)
    return item


async def take_back(db: Database, *, by: int, participation_id: int, number: int, now: datetime) -> None:
    """The changes that were not shown yet: the plan is what was shown last. Raises Gone, ProgrammeIsOver,
    PlanHasChanged."""
    access = await _writing(db, by=by, participation_id=participation_id)
    versions = await storage.plans.versions_of(db, participation_id)
    if len(versions) < 2 or versions[-1].number != number or versions[-1].proposed_at is not None:
        raise PlanHasChanged
    for item in await storage.plans.items_of(db, participation_id, number):
        if item.first_version == number and item.replaces_id is not None:
            await storage.plans.move_papers(db, from_item=item.id, to_item=item.replaces_id)
    await storage.plans.take_back(db, versions[-1])
    await _note(db, access, "plan.taken_back", str(number), by=by, now=now)


async def settle(db: Database, *, by: int, item_id: int, is_done: bool, now: datetime) -> PlanItem:
    """Done, or planned again: how far the plan has come, no change of it, so also after the end. Raises Gone."""
    found, item = await _writable_item(db, by=by, item_id=item_id)
    state = ItemState.DONE if is_done else ItemState.PLANNED
    if item.state == state.value:
        return item
    for row in (item, *await _shown_as(db, item)):
        row.state, row.settled_at = state.value, now if is_done else None
        row.talk_asked_at = None if is_done else row.talk_asked_at
    await db.flush()
    action = "plan.item_done" if is_done else "plan.item_reopened"
    await _note(db, found, action, str(item.id), by=by, now=now)
    return item


async def set_item_goal(db: Database, *, by: int, item_id: int, words: str | None, now: datetime) -> PlanItem:
    """In the young person's words, written by them or for them; it is no change of the plan. Raises Gone,
    ProgrammeIsOver."""
    found, item = await plans.access_to_item(db, by=by, item_id=item_id)
    _check_running(found)
    for row in (item, *await _shown_as(db, item)):
        row.goal = _goal(words)
    await db.flush()
    await _note(db, found, "plan.goal", str(item.id), by=by, now=now)
    return item


async def set_goal(
    db: Database, *, by: int, participation_id: int, month: Period, words: str | None, now: datetime, today: date
) -> None:
    """What the young person wants of a month. Raises Gone, ProgrammeIsOver, OutsidePlan."""
    await storage.pairs.locked_participations(db, [participation_id])
    plan = await plans.view(db, by=by, participation_id=participation_id, today=today)
    if plan.last is not None:
        raise ProgrammeIsOver(plan.last)
    rules.plans.check_month(month, plan.months)
    await storage.plans.set_goal(db, participation_id, month.key, _goal(words), by=by, now=now)
    await storage.audit.note(db, at=now, actor_id=by, action="plan.goal", person_id=plan.youth_id, subject=month.key)


def _goal(words: str | None) -> str | None:
    return rules.plans.one_line(words, limit=rules.plans.GOAL_LIMIT)


# --- from hand to hand ---


async def propose(db: Database, *, by: int, participation_id: int, number: int, now: datetime) -> PlanVersion:
    """The version is shown to the young person; from here on a change makes a new one. Shown twice is shown once.
    Raises Gone, ProgrammeIsOver, PlanHasChanged, PlanIsEmpty."""
    access = await _writing(db, by=by, participation_id=participation_id)
    versions = await storage.plans.versions_of(db, participation_id)
    if not versions:
        raise PlanIsEmpty
    version = versions[-1]
    if version.number != number:
        raise PlanHasChanged
    if version.proposed_at is not None:
        return version
    if not await storage.plans.items_of(db, participation_id, number):
        raise PlanIsEmpty
    version.proposed_at, version.proposed_by = now, by
    await db.flush()
    await _note(db, access, "plan.shown", str(number), by=by, now=now)
    return version


async def agree(db: Database, *, by: int, version_id: int, now: datetime, today: date) -> PlanVersion:
    """The young person agrees to the plan as it was shown last; twice is once.
    Raises Gone, ProgrammeIsOver, PlanHasChanged, PlanIsEmpty, PapersMissing."""
    access, version = await _shown(db, by=by, version_id=version_id)
    if access.role is not Role.YOUTH:
        raise Gone
    return await _agreed(db, access, version, by=by, now=now, today=today)


async def note_agreement(db: Database, *, by: int, version_id: int, now: datetime, today: date) -> PlanVersion:
    """A coordinator notes that a young person who is not in the chat has agreed. Raises Gone (also for who is in the
    chat: they agree there), ProgrammeIsOver, PlanHasChanged, PlanIsEmpty, PapersMissing."""
    access, version = await _shown(db, by=by, version_id=version_id)
    if access.role is not Role.COORDINATOR:
        raise Gone
    if (await plans.view(db, by=by, participation_id=version.participation_id, today=today)).is_youth_in_chat:
        raise Gone
    return await _agreed(db, access, version, by=by, now=now, today=today)


async def _agreed(
    db: Database, access: Access, version: PlanVersion, *, by: int, now: datetime, today: date
) -> PlanVersion:
    if version.agreed_at is not None:
        return version
    await _check_agreeable(db, access, version, today)
    version.agreed_at, version.agreed_by = now, by
    for item in await storage.plans.items_of(db, version.participation_id, version.number):
        item.talk_asked_at = None
    await db.flush()
    await _note(db, access, "plan.agreed", str(version.number), by=by, now=now)
    return version


async def approve(db: Database, *, by: int, version_id: int, now: datetime, today: date) -> PlanVersion:
    """The coordinator's word on what the young person has agreed to; twice is once.
    Raises Gone (also for mentors), ProgrammeIsOver, PlanHasChanged, PapersMissing."""
    access, version = await _shown(db, by=by, version_id=version_id)
    if access.role is not Role.COORDINATOR:
        raise Gone
    if version.approved_at is not None:
        return version
    if version.agreed_at is None:
        raise PlanHasChanged
    await _check_agreeable(db, access, version, today)
    version.approved_at, version.approved_by = now, by
    await db.flush()
    await _note(db, access, "plan.approved", str(version.number), by=by, now=now)
    return version


async def ask_to_talk(db: Database, *, by: int, item_id: int, now: datetime) -> PlanItem:
    """The young person would like to talk about an item before they agree, or at any time. Raises Gone,
    ProgrammeIsOver."""
    access, item = await plans.access_to_item(db, by=by, item_id=item_id)
    if access.role is not Role.YOUTH:
        raise Gone
    _check_running(access)
    for row in (item, *await _shown_as(db, item)):
        row.talk_asked_at = now
    await db.flush()
    await _note(db, access, "plan.talk_asked", str(item.id), by=by, now=now)
    return item


async def _shown(db: Database, *, by: int, version_id: int) -> tuple[Access, PlanVersion]:
    """The version shown last, locked with its programme. Raises Gone, ProgrammeIsOver, PlanHasChanged."""
    version = await storage.plans.version(db, version_id)
    if version is None:
        raise Gone
    await storage.pairs.locked_participations(db, [version.participation_id])
    access = await plans.access(db, by=by, participation_id=version.participation_id)
    _check_running(access)
    shown = [
        one for one in await storage.plans.versions_of(db, version.participation_id) if one.proposed_at is not None
    ]
    if not shown or shown[-1].id != version_id:
        raise PlanHasChanged
    return access, shown[-1]


async def _check_agreeable(db: Database, access: Access, version: PlanVersion, today: date) -> None:
    rows = await storage.plans.items_of(db, version.participation_id, version.number)
    rules.plans.check_agreeable(await plans.read_items(db, access.beside, rows, today=today))


# --- what is written ---


async def _writing(db: Database, *, by: int, participation_id: int) -> Access:
    """The programme is locked first: two who write at once must not begin two versions. Raises Gone,
    ProgrammeIsOver."""
    await storage.pairs.locked_participations(db, [participation_id])
    access = await plans.access(db, by=by, participation_id=participation_id)
    if not access.may_write:
        raise Gone
    _check_running(access)
    return access


def _check_running(access: Access) -> None:
    if access.beside.ended_on is not None:
        raise ProgrammeIsOver(access.beside.ended_on)


async def _writable_item(db: Database, *, by: int, item_id: int) -> tuple[Access, PlanItem]:
    """An item of the newest version, for who may write. Raises Gone."""
    row = await storage.plans.item(db, item_id)
    if row is None:
        raise Gone
    await storage.pairs.locked_participations(db, [row.participation_id])
    access, item = await plans.access_to_item(db, by=by, item_id=item_id)
    if not access.may_write or item.last_version is not None:
        raise Gone
    return access, item


async def _planned(db: Database, *, by: int, item_id: int) -> tuple[Access, PlanItem]:
    """The same, where it is not done and the programme runs. Raises Gone, ProgrammeIsOver."""
    access, item = await _writable_item(db, by=by, item_id=item_id)
    _check_running(access)
    if item.state != ItemState.PLANNED.value:
        raise Gone
    return access, item


async def _shown_as(db: Database, item: PlanItem) -> Iterable[PlanItem]:
    """The row that the young person sees where a change of it was not shown yet."""
    before = await storage.plans.item(db, item.replaces_id) if item.replaces_id is not None else None
    versions = await storage.plans.versions_of(db, item.participation_id)
    is_pending = bool(versions) and versions[-1].proposed_at is None and item.first_version == versions[-1].number
    return [before] if before is not None and is_pending else []


async def _draft(db: Database, access: Access, reason: str | None, *, by: int, now: datetime) -> PlanVersion:
    """The version that is being written; a new one where the newest was shown. Raises ReasonNeeded."""
    participation_id = access.beside.participation_id
    versions = await storage.plans.versions_of(db, participation_id)
    if versions and versions[-1].proposed_at is None:
        return versions[-1]
    why = rules.plans.one_line(reason, limit=rules.plans.REASON_LIMIT)
    if versions and why is None:
        raise ReasonNeeded
    number = versions[-1].number + 1 if versions else 1
    version = PlanVersion(
        participation_id=participation_id,
        number=number,
        reason=why if versions else None,
        written_by=by,
        written_at=now,
    )
    db.add(version)
    await db.flush()
    await _note(db, access, "plan.begun" if number == 1 else "plan.changed", str(number), by=by, now=now)
    return version


async def _checked(db: Database, access: Access, wanted: Wanted, today: date) -> Wanted:
    """Raises OutsidePlan, NotUnderstood; Gone for a partner of another directory."""
    beside = access.beside
    stay = await storage.pairs.participation(db, beside.participation_id)
    assert stay is not None
    first = stay.begun_again_on or stay.started_on
    last = max(beside.planned_end_on, today, first)
    rules.plans.check_month(wanted.month, rules.plans.months(first, last))
    rules.plans.check_amount(wanted.days, wanted.minutes)
    if wanted.partner_id is not None and wanted.partner_id not in {
        one.id for one in await storage.plans.partners_of(db, beside.municipality_id)
    }:
        raise Gone
    return replace(wanted, title=rules.plans.clean_title(wanted.title), goal=_goal(wanted.goal))


def _row(wanted: Wanted, participation_id: int, number: int, *, by: int, now: datetime) -> PlanItem:
    return PlanItem(
        participation_id=participation_id,
        first_version=number,
        month=wanted.month.key,
        pillar=wanted.pillar.value,
        kind=wanted.kind.value,
        title=wanted.title,
        goal=wanted.goal,
        partner_id=wanted.partner_id,
        days=wanted.days,
        minutes=wanted.minutes,
        state=ItemState.PLANNED.value,
        source=wanted.source,
        written_by=by,
        written_at=now,
    )


def _says_the_same(item: PlanItem, wanted: Wanted) -> bool:
    return (item.month, item.pillar, item.kind, item.title, item.days, item.minutes, item.partner_id) == (
        wanted.month.key,
        wanted.pillar.value,
        wanted.kind.value,
        wanted.title,
        wanted.days,
        wanted.minutes,
        wanted.partner_id,
    )


async def _note(db: Database, access: Access, action: str, subject: str, *, by: int, now: datetime) -> None:
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=access.beside.youth_id, subject=subject)
