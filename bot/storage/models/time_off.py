"""Days on which somebody has asked to be left alone."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed


class TimeOff(Base):
    """A young person's or a mentor's own pause. The reason is sealed: an illness says something about health."""

    __tablename__ = "time_off"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    # Ended by themselves before its time, or taken back.
    ended_at: Mapped[datetime | None]
    # A young person's: whether its days count as a pause of the programme, and who said so.
    participation_id: Mapped[int | None] = mapped_column(ForeignKey("participation.id"))
    decision: Mapped[str | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    # The pause of the programme that was made of it; gone where that was taken back.
    pause_id: Mapped[int | None] = mapped_column(BigInteger)
