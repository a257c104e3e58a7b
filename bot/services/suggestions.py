"""What could become an item of a plan: what the profile suggests, and what the library holds."""

from collections.abc import Sequence
from datetime import datetime

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.plans import Pillar, Suggestion
from bot.rules.policies import Kind
from bot.storage import Database
from bot.storage.models import PlanSuggestion

MOST = 8


async def open_to(db: Database, participation_id: int, *, limit: int = MOST) -> list[Suggestion]:
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
