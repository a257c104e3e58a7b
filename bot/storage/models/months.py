"""What a coordinator notes about a young person's month."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, RowId, Sealed


class MonthReason(Base):
    """Why a month could not bring its hours; noted again, the latest holds. Illness may be the reason, so it is sealed
    like the words."""

    __tablename__ = "month_reason"
    __table_args__ = (UniqueConstraint("participation_id", "month"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    # "2026-11", as periods call themselves.
    month: Mapped[str]
    reason: Mapped[str] = mapped_column(Sealed)
    words: Mapped[str | None] = mapped_column(Sealed)
    noted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    noted_at: Mapped[datetime]
