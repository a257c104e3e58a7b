"""The library of plan items that others may take over."""

from collections.abc import Sequence

from sqlalchemy import case, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Municipality, PlanTemplate


async def open_to(
    db: AsyncSession, municipality_ids: Sequence[int], *, language: str
) -> list[tuple[PlanTemplate, str]]:
    """Those of these municipalities and the shared ones, each with its municipality: the language first, then the
    own ones, then by title."""
    is_own = PlanTemplate.municipality_id.in_(municipality_ids)
    found = await db.execute(
        select(PlanTemplate, Municipality.name)
        .join(Municipality, Municipality.id == PlanTemplate.municipality_id)
        .where(PlanTemplate.withdrawn_at.is_(None), or_(is_own, PlanTemplate.is_shared.is_(True)))
        .order_by(
            case((PlanTemplate.language == language, 0), else_=1),
            case((is_own, 0), else_=1),
            PlanTemplate.title,
            PlanTemplate.id,
        )
    )
    return [(row[0], row[1]) for row in found]


async def get(db: AsyncSession, template_id: int) -> PlanTemplate | None:
    found: PlanTemplate | None = await db.get(PlanTemplate, template_id, populate_existing=True)
    return found


async def same(db: AsyncSession, municipality_id: int, title: str) -> PlanTemplate | None:
    """The one that says the same already."""
    found: PlanTemplate | None = await db.scalar(
        select(PlanTemplate).where(
            PlanTemplate.municipality_id == municipality_id,
            PlanTemplate.title == title,
            PlanTemplate.withdrawn_at.is_(None),
        )
    )
    return found
