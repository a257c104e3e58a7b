"""A young person's participation, its pauses, and the mentors beside them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, RowId, Sealed


class Participation(Base):
    """Hours belong to this, not to a pair."""

    __tablename__ = "participation"
    __table_args__ = (Index("ix_participation_municipality_id", "municipality_id", "ended_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    started_on: Mapped[date]
    planned_end_on: Mapped[date]
    # The first day after a re-entry. The first entry's day stays, and a pause holds the days between.
    begun_again_on: Mapped[date | None]
    # The last day that counted; None while it runs.
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None]
    # Why it is planned for longer or shorter than programmes last: the coordinator's words.
    length_reason: Mapped[str | None] = mapped_column(Sealed)


class Pause(Base):
    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date | None]


class Pair(Base):
    """A mentor beside a participation, from a day on."""

    __tablename__ = "pair"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    created_at: Mapped[datetime]
    # A stand-in: beside for another mentor who is away, up to an end that is known from the beginning.
    stands_in_for: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
