"""The plan: four pillars, items by month, the papers that some of them need, and how far a version has come.

While a version was not shown to the young person it is edited freely. Once shown, every change makes a new version
with its reason, which is shown, agreed and approved again. What holds meanwhile is the version shown last.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zlib import crc32

from bot.rules import people, text
from bot.rules.calendar_months import Period
from bot.rules.errors import NotUnderstood, OutsidePlan, PapersMissing, PlanIsEmpty
from bot.rules.policies import Kind

TITLE_LIMIT = 100
GOAL_LIMIT = 200
REASON_LIMIT = 200
MOST_ITEMS = 60  # of one plan: four months with fifteen each
MOST_DAYS = 31  # of one item in one month
MOST_MINUTES = 200 * 60


class Pillar(StrEnum):
    """UNESCO's four (domain.md 7): to be, to live together, to do, to know."""

    BE = "be"
    TOGETHER = "together"
    DO = "do"
    KNOW = "know"


class ItemState(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"


class PlanState(StrEnum):
    """How far the newest version has come: nothing written, being written, shown, agreed, approved."""

    NONE = "none"
    WRITTEN = "written"
    SHOWN = "shown"
    AGREED = "agreed"
    APPROVED = "approved"


class PaperKind(StrEnum):
    GUARDIAN_CONSENT = "guardian_consent"
    VOLUNTEERING_CONTRACT = "volunteering_contract"


@dataclass(frozen=True)
class PaperRule:
    """An item of this kind needs the paper for whoever is younger than `below` when it can take place."""

    kind: Kind
    paper: PaperKind
    below: int


# Volunteering work is open from 13; under 16 the legal representative agrees in writing, and with a minor there is a
# written contract (domain.md 3.3 and 10.4). Nobody here is younger than 15.
PAPERS = (
    PaperRule(Kind.VOLUNTEERING, PaperKind.GUARDIAN_CONSENT, below=16),
    PaperRule(Kind.VOLUNTEERING, PaperKind.VOLUNTEERING_CONTRACT, below=people.ADULT),
)
# A consent is for the person, a contract for one item: another organisation, another contract.
OF_PERSON = frozenset({PaperKind.GUARDIAN_CONSENT})

# What a kind is usually for (domain.md 7); a specialist may be any of them, so that is asked.
USUAL_PILLAR = {
    Kind.MENTORING: Pillar.BE,
    Kind.CONSULTATION: Pillar.DO,
    Kind.NONFORMAL_LEARNING: Pillar.KNOW,
    Kind.EVENT: Pillar.TOGETHER,
    Kind.VOLUNTEERING: Pillar.TOGETHER,
    Kind.NGO_YOUTH_CENTRE: Pillar.TOGETHER,
    Kind.COMPANY_VISIT: Pillar.DO,
    Kind.COMMUNITY: Pillar.TOGETHER,
}


@dataclass(frozen=True)
class Suggestion:
    """What could become an item. `source` says where it comes from ("profile:first_cv", "template:12") and stays with
    the item. `title` is in the young person's language, because they will read it; `reason` is for who writes."""

    source: str
    pillar: Pillar
    kind: Kind
    title: str
    reason: str | None = None
    minutes: int | None = None
    days: int | None = None

    @property
    def code(self) -> str:
        """The source in a button's few bytes."""
        return f"{crc32(self.source.encode()):08x}"


@dataclass(frozen=True)
class Wanted:
    """An item as somebody wants it written. `minutes` are all of it together, whatever the number of days."""

    month: Period
    pillar: Pillar
    kind: Kind
    title: str
    days: int | None = None
    minutes: int | None = None
    goal: str | None = None
    partner_id: int | None = None
    source: str | None = None


@dataclass(frozen=True)
class PlannedItem:
    """An item as it is read; `missing` are the papers it needs and does not have yet."""

    id: int
    month: Period
    pillar: Pillar
    kind: Kind
    title: str
    goal: str | None
    partner: str | None
    days: int | None
    minutes: int | None
    state: ItemState
    missing: tuple[PaperKind, ...] = ()
    papers: tuple[PaperKind, ...] = ()
    """Every paper it needs, there or not."""
    wants_to_talk: bool = False


@dataclass(frozen=True)
class PlanChange:
    """One change of a version against the one shown before: new (no `before`), dropped (no `after`), or changed."""

    before: PlannedItem | None
    after: PlannedItem | None


@dataclass(frozen=True)
class PlanStep:
    """What was done with a plan, by whom and when: written, shown, agreed, approved. `who` is None for oneself."""

    state: PlanState
    at: datetime
    who: str | None


@dataclass(frozen=True)
class Plan:
    """One young person's plan for one reader. `version_id` is the version that is read, None where nothing was
    written (or, for the young person, shown) yet; `is_change` when an older one was shown before."""

    participation_id: int
    youth_id: int
    name: str
    language: str
    is_own: bool
    may_write: bool
    may_approve: bool
    is_youth_in_chat: bool
    first: date
    planned_last: date
    last: date | None
    pauses: tuple[tuple[date, date | None], ...]
    months: tuple[Period, ...]
    this_month: Period
    version_id: int | None
    number: int
    state: PlanState
    reason: str | None
    steps: tuple[PlanStep, ...]
    items: tuple[PlannedItem, ...]
    goals: dict[Period, str]
    changes: tuple[PlanChange, ...]
    is_change: bool

    @property
    def missing(self) -> tuple[PlannedItem, ...]:
        """Items that wait for a paper."""
        return tuple(one for one in self.items if one.missing)


@dataclass(frozen=True)
class PlanOnList:
    """One line of the list of plans."""

    participation_id: int
    youth_id: int
    name: str
    state: PlanState
    is_change: bool
    items: int
    done: int
    missing: bool
    wants_to_talk: bool


@dataclass(frozen=True)
class Template:
    """An item of the library as a writer reads it."""

    id: int
    title: str
    pillar: Pillar
    kind: Kind
    days: int | None
    minutes: int | None
    language: str
    municipality: str
    is_ours: bool
    is_shared: bool
    may_share: bool
    may_withdraw: bool


# What waits for a coordinator stands first.
URGENCY = (PlanState.AGREED, PlanState.NONE, PlanState.WRITTEN, PlanState.SHOWN, PlanState.APPROVED)


def by_urgency(plans: Iterable[PlanOnList]) -> list[PlanOnList]:
    """Who waits for approval, who has no plan, whose is being written, who waits for agreement, then the rest."""
    return sorted(
        plans, key=lambda one: (URGENCY.index(one.state), not one.wants_to_talk, one.name, one.participation_id)
    )


def state(*, proposed_at: datetime | None, agreed_at: datetime | None, approved_at: datetime | None) -> PlanState:
    """How far a version has come, by its moments."""
    if approved_at is not None:
        return PlanState.APPROVED
    if agreed_at is not None:
        return PlanState.AGREED
    return PlanState.WRITTEN if proposed_at is None else PlanState.SHOWN


def belongs(first_version: int, last_version: int | None, number: int) -> bool:
    """Whether an item belongs to a version: from its first until before its last."""
    return first_version <= number and (last_version is None or number < last_version)


def months(first: date, last: date) -> tuple[Period, ...]:
    """The months that a programme touches."""
    found = [Period.containing(first)]
    while found[-1].last < last:
        found.append(found[-1].next())
    return tuple(found)


def check_month(month: Period, within: Sequence[Period]) -> None:
    """An item lies in a month of the programme. Raises OutsidePlan."""
    if month not in within:
        raise OutsidePlan(within[0], within[-1])


def clean_title(words: str) -> str:
    """One line with a letter in it, at most 100 characters. Raises NotUnderstood."""
    title = one_line(words, limit=TITLE_LIMIT)
    if title is None or not text.is_name(title):
        raise NotUnderstood("item")
    return title


def one_line(words: str | None, *, limit: int) -> str | None:
    """Typed words as one line of a list; None where nothing visible was typed."""
    return text.clean_note(" ".join((words or "").split()), limit=limit) or None


def check_amount(days: int | None, minutes: int | None) -> None:
    """What one item of one month can hold. Raises NotUnderstood."""
    if (days is not None and not 1 <= days <= MOST_DAYS) or (minutes is not None and not 1 <= minutes <= MOST_MINUTES):
        raise NotUnderstood("amount")


def papers_for(kind: Kind, birth: date | None, *, on: date) -> tuple[PaperKind, ...]:
    """What an item of this kind needs on the first day it can take place. Where the birth date is not known here, it
    may be a minor, so everything is asked for."""
    return tuple(
        rule.paper for rule in PAPERS if rule.kind is kind and (birth is None or people.age(birth, on) < rule.below)
    )


def missing_papers(
    kind: Kind, birth: date | None, *, on: date, recorded: AbstractSet[PaperKind]
) -> tuple[PaperKind, ...]:
    return tuple(one for one in papers_for(kind, birth, on=on) if one not in recorded)


def first_day(month: Period, *, today: date) -> date:
    """The first day on which an item of this month can take place: whoever turns 18 before it is no minor then."""
    return max(month.first, today)


def check_agreeable(items: Sequence[PlannedItem]) -> None:
    """A plan is agreed as a whole, so it waits for every paper. Raises PlanIsEmpty, PapersMissing."""
    if not items:
        raise PlanIsEmpty
    missing = tuple((one.title, paper.value) for one in items for paper in one.missing)
    if missing:
        raise PapersMissing(missing)


def next_items(plan: Plan, *, at_most: int = 3) -> list[PlannedItem]:
    """What comes next: what is planned, from this month on; then what was left from earlier months."""
    planned = [one for one in plan.items if one.state is ItemState.PLANNED]
    ahead = [one for one in planned if one.month >= plan.this_month]
    behind = [one for one in planned if one.month < plan.this_month]
    return [*ahead, *behind][:at_most]


class PlanAction(StrEnum):
    """What the buttons under a plan do."""

    ADD = "add"
    SHOW = "show"
    TAKE_BACK = "back"
    AGREE = "agree"
    NOTE_AGREEMENT = "noted"
    APPROVE = "approve"
    GOAL = "goal"
    PICTURE = "picture"


class ItemAction(StrEnum):
    """What the buttons under an item do."""

    TALK = "talk"
    TIME = "time"
    DONE = "done"
    REOPEN = "reopen"
    CHANGE = "change"
    DROP = "drop"
    GOAL = "goal"
    KEEP = "keep"
    PAPER = "paper"
    PAPERS = "papers"


def actions(plan: Plan) -> list[PlanAction]:
    """What may be done with a plan, the most pressing first."""
    if plan.last is not None:
        return [PlanAction.PICTURE] if plan.items else []
    found = []
    if plan.is_own and plan.state is PlanState.SHOWN and not plan.missing:
        found.append(PlanAction.AGREE)
    if plan.may_approve and plan.state is PlanState.AGREED:
        found.append(PlanAction.APPROVE)
    if plan.may_approve and plan.state is PlanState.SHOWN and not plan.is_youth_in_chat:
        found.append(PlanAction.NOTE_AGREEMENT)
    if plan.may_write and plan.state is PlanState.WRITTEN:
        found += [PlanAction.SHOW] if plan.items else []
        found += [PlanAction.TAKE_BACK] if plan.is_change else []
    if plan.may_write:
        found.append(PlanAction.ADD)
    if plan.items:
        found += [PlanAction.GOAL, PlanAction.PICTURE]
    return found


def item_actions(plan: Plan, item: PlannedItem) -> list[ItemAction]:
    """What may be done with an item."""
    if plan.is_own:
        if plan.last is not None or item.state is not ItemState.PLANNED:
            return []
        return [ItemAction.GOAL] if item.wants_to_talk else [ItemAction.TALK, ItemAction.GOAL]
    found = [ItemAction.REOPEN if item.state is ItemState.DONE else ItemAction.DONE]
    if plan.may_write and item.state is ItemState.PLANNED:
        if not item.missing:  # volunteering waits for its papers
            found.insert(0, ItemAction.TIME)
        found += [ItemAction.CHANGE, ItemAction.DROP, ItemAction.GOAL]
    found.append(ItemAction.KEEP)
    if plan.may_approve and item.papers:
        found.insert(0 if item.missing else len(found), ItemAction.PAPER)
        found.append(ItemAction.PAPERS)
    return found
