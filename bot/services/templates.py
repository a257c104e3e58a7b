"""The library: items that others may take over, of one's own municipality and of those that share theirs, and behind
them the starters, so that it is never empty.

A mentor or a coordinator keeps an item for their own municipality. Only a coordinator shares it with the others; who
kept it, or a coordinator there, takes it out again. What was made from it stays.
"""

from dataclasses import dataclass
from datetime import datetime

from bot import rules, storage
from bot.rules.errors import Gone, NameInTemplate
from bot.rules.people import STAFF, Role
from bot.rules.plans import Pillar, Template
from bot.rules.policies import Kind
from bot.rules.suggestions import STARTERS, Starter
from bot.services import plans
from bot.storage import Database
from bot.storage.models import PlanTemplate

PAGE = 8


@dataclass(frozen=True)
class Library:
    """A page of it."""

    templates: tuple[Template, ...]
    number: int
    of: int
    starters: tuple[Starter, ...] = ()


async def keep(db: Database, *, by: int, item_id: int, title: str | None = None, now: datetime) -> PlanTemplate:
    """An item without its young person; the same title twice is one. Raises Gone, NotUnderstood, NameInTemplate."""
    access, row = await plans.access_to_item(db, by=by, item_id=item_id)
    if not access.may_write:
        raise Gone
    words = rules.plans.clean_title(title or row.title)
    if rules.erasure.mentions(words, access.beside.name):
        raise NameInTemplate
    place = access.beside.municipality_id
    if (known := await storage.templates.same(db, place, words)) is not None:
        return known
    youth = await storage.people.get(db, access.beside.youth_id)
    assert youth is not None
    made = PlanTemplate(
        municipality_id=place,
        is_shared=False,
        language=youth.language,
        title=words,
        pillar=row.pillar,
        kind=row.kind,
        days=row.days,
        minutes=row.minutes,
        written_by=by,
        written_at=now,
    )
    db.add(made)
    await db.flush()
    await _note(db, "template.kept", made, by=by, now=now)
    return made


async def page(db: Database, *, by: int, number: int, language: str) -> Library:
    """What `by` may take over, in `language` first; a number out of range is the nearest page. Raises Gone for who
    writes no plans."""
    roles = await storage.people.roles_of(db, by)
    places = sorted({place for role, place in roles if role in STAFF})
    if not places:
        raise Gone
    found = await storage.templates.open_to(db, places, language=language)
    of = -(-(len(found) + len(STARTERS)) // PAGE)
    number = min(max(number, 1), of)
    first, last = (number - 1) * PAGE, number * PAGE
    templates = tuple(_read(row, place, by, roles) for row, place in found[first:last])
    return Library(templates, number, of, STARTERS[max(0, first - len(found)) : max(0, last - len(found))])


async def get(db: Database, *, by: int, template_id: int) -> Template:
    """One that `by` may take over. Raises Gone, the same for withdrawn, foreign and missing."""
    roles = await storage.people.roles_of(db, by)
    row = await _open(db, template_id, roles)
    names = await storage.municipalities.names_of(db, [row.municipality_id])
    return _read(row, names[row.municipality_id], by, roles)


async def share(db: Database, *, by: int, template_id: int, is_shared: bool, now: datetime) -> Template:
    """With every municipality, or with one's own only. Raises Gone."""
    roles = await storage.people.roles_of(db, by)
    row = await _open(db, template_id, roles)
    if (Role.COORDINATOR, row.municipality_id) not in roles:
        raise Gone
    if row.is_shared != is_shared:
        row.is_shared = is_shared
        await db.flush()
        await _note(db, "template.shared" if is_shared else "template.unshared", row, by=by, now=now)
    return await get(db, by=by, template_id=template_id)


async def withdraw(db: Database, *, by: int, template_id: int, now: datetime) -> PlanTemplate:
    """Out of the library. Raises Gone."""
    roles = await storage.people.roles_of(db, by)
    row = await _open(db, template_id, roles)
    names = await storage.municipalities.names_of(db, [row.municipality_id])
    if not _read(row, names[row.municipality_id], by, roles).may_withdraw:
        raise Gone
    row.withdrawn_at = now
    await db.flush()
    await _note(db, "template.withdrawn", row, by=by, now=now)
    return row


async def _open(db: Database, template_id: int, roles: frozenset[tuple[Role, int]]) -> PlanTemplate:
    row = await storage.templates.get(db, template_id)
    places = {place for role, place in roles if role in STAFF}
    if row is None or row.withdrawn_at is not None or not places:
        raise Gone
    if row.municipality_id not in places and not row.is_shared:
        raise Gone
    return row


def _read(row: PlanTemplate, place: str, by: int, roles: frozenset[tuple[Role, int]]) -> Template:
    coordinates = (Role.COORDINATOR, row.municipality_id) in roles
    is_ours = any(where == row.municipality_id for role, where in roles if role in STAFF)
    return Template(
        id=row.id,
        title=row.title,
        pillar=Pillar(row.pillar),
        kind=Kind(row.kind),
        days=row.days,
        minutes=row.minutes,
        language=row.language,
        municipality=place,
        is_ours=is_ours,
        is_shared=row.is_shared,
        may_share=coordinates,
        may_withdraw=coordinates or (is_ours and row.written_by == by),
    )


async def _note(db: Database, action: str, row: PlanTemplate, *, by: int, now: datetime) -> None:
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=None, subject=f"template={row.id}")
