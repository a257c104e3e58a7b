"""The lists of plans: a mentor's young people, a coordinator's municipality page by page, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.plans import PlanOnList, PlanState
from bot.services import plans, roll
from bot.storage import Database
from bot.storage.pairs import Beside

PAGE = 8  # plans on one page


@dataclass(frozen=True)
class PlanPage:
    """A page of a municipality's plans; `counts` are of all of them."""

    municipality_id: int
    municipality: str
    lines: tuple[PlanOnList, ...]
    counts: dict[PlanState, int]
    number: int
    of: int


async def of_mentor(db: Database, *, by: int, today: date) -> list[PlanOnList]:
    """The plans of a mentor's young people, the most pressing first."""
    besides = await storage.pairs.youth_of(db, by, on=today)
    places = {one.municipality_id for one in besides}
    return rules.plans.by_urgency(await _on_list(db, besides, await roll.labels(db, sorted(places)), today))


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
    found = rules.plans.by_urgency(await _on_list(db, besides, await roll.labels(db, [municipality_id]), today))
    of = max(1, -(-len(found) // PAGE))
    number = min(max(number, 1), of)
    shown = found[(number - 1) * PAGE : number * PAGE]
    names = await storage.municipalities.names_of(db, [municipality_id])
    await storage.audit.note_list(
        db,
        at=now,
        actor_id=by,
        action="plans.seen",
        municipality_ids=[municipality_id],
        people=[one.youth_id for one in shown],
    )
    counts = {state: sum(one.state is state for one in found) for state in PlanState}
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
                state=plans.state_of(newest) if items or (newest and newest.proposed_at) else PlanState.NONE,
                is_change=plans.shown_before(written, newest) is not None,
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
        if theirs and any(item.missing for item in await plans.read_items(db, one, theirs, today=today)):
            found.add(one.participation_id)
    return found
