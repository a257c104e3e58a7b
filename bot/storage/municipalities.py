"""Municipalities and what each decided about unconfirmed rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.notice_rules import PACKED, NoticeRules
from bot.rules.policies import Policy
from bot.storage.models import Municipality, MunicipalPolicy
from bot.storage.prepared import Prepared


async def get(db: AsyncSession, municipality_id: int) -> Municipality | None:
    found: Municipality | None = await db.get(Municipality, municipality_id)
    return found


async def by_name(db: AsyncSession, name: str) -> Municipality | None:
    found: Municipality | None = await db.scalar(select(Municipality).where(Municipality.name == name))
    return found


async def all_of_them(db: AsyncSession) -> list[Municipality]:
    return list(await db.scalars(select(Municipality).order_by(Municipality.name)))


async def names_of(db: AsyncSession, ids: Iterable[int]) -> dict[int, str]:
    found = await db.execute(select(Municipality.id, Municipality.name).where(Municipality.id.in_(set(ids))))
    return dict(found.all())


_policy = MunicipalPolicy.__table__.c
_POLICIES = Prepared(
    select(_policy.municipality_id, _policy.valid_from, _policy.differences)
    .where(_policy.municipality_id.in_(bindparam("ids", expanding=True)))
    .order_by(_policy.valid_from.desc())
)
_IN_FORCE = Prepared(
    select(_policy.differences)
    .where(_policy.municipality_id == bindparam("municipality_id"), _policy.valid_from <= bindparam("on"))
    .order_by(_policy.valid_from.desc())
    .limit(1)
)


async def policy(db: AsyncSession, municipality_id: int, *, on: date) -> Policy:
    """The policy in force on a day: the latest one valid by then, or the defaults."""
    found = await _IN_FORCE.one_or_none(db, municipality_id=municipality_id, on=on)
    return Policy.from_values(found[0] if found else {})


async def policies(db: AsyncSession, ids: Iterable[int]) -> dict[int, list[tuple[date, Policy]]]:
    """Every policy of these municipalities with the day from which it holds, the latest first."""
    found = await _POLICIES.all(db, ids=list(set(ids)))
    policies: dict[int, list[tuple[date, Policy]]] = {}
    for municipality_id, valid_from, differences in found:
        policies.setdefault(municipality_id, []).append((valid_from, Policy.from_values(differences)))
    return policies


async def notice_rules(db: AsyncSession, ids: Iterable[int], *, on: date) -> dict[int, NoticeRules]:
    """What is said unasked in each of these municipalities on a day."""
    wanted = set(ids)
    known = await policies(db, wanted) if wanted else {}
    return {
        one: next((policy.notices for since, policy in known.get(one, []) if since <= on), PACKED) for one in wanted
    }


async def changed_since(db: AsyncSession, first: date, *, until: date) -> bool:
    """Whether any municipality's policy began to hold on one of these days."""
    found = select(MunicipalPolicy.id).where(MunicipalPolicy.valid_from >= first, MunicipalPolicy.valid_from <= until)
    return await db.scalar(found.limit(1)) is not None


async def decide(db: AsyncSession, municipality_id: int, valid_from: date, differences: dict[str, Any]) -> None:
    """Write down what holds from a day on; a decision for the same day is replaced."""
    found = await db.scalar(
        select(MunicipalPolicy).where(
            MunicipalPolicy.municipality_id == municipality_id, MunicipalPolicy.valid_from == valid_from
        )
    )
    if found is None:
        found = MunicipalPolicy(municipality_id=municipality_id, valid_from=valid_from, differences={})
        db.add(found)
    found.differences = differences
    await db.flush()
