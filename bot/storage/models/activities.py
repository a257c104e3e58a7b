"""Activities: plan items with a date, who was asked to come, who came."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed


class Activity(Base):
    """Something at a time and a place, for one or several young people. The moment is local wall time with its zone,
    so that a change of the clocks moves nothing."""

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_mentor_id", "mentor_id", "day"),
        Index("ix_activity_day", "day"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(Sealed)
    kind: Mapped[str]
    day: Mapped[date]
    start: Mapped[time]
    zone: Mapped[str]
    minutes: Mapped[int]
    place: Mapped[str | None] = mapped_column(Sealed)
    comes_along: Mapped[str | None] = mapped_column(Sealed)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    # How many may come; none for no limit. Who is over it waits.
    capacity: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="planned")  # planned, held, cancelled
    # Counts up with every change of time or place: calendars take the newer one.
    sequence: Mapped[int] = mapped_column(default=0)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    # Its mentor left, and it was passed on to `mentor_id`, who has not said yet that they lead it.
    handed_over_at: Mapped[datetime | None]


class Seat(Base):
    """A young person asked to an activity. Answers: none yet, coming, not_coming, waiting (no place left), taken_back
    (the mentor does not ask any more)."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("activity_id", "participation_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id"))
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    # *Move it* was tapped where this is not None: then the times the mentor offered, local ISO moments; none yet.
    offers: Mapped[list[Any] | None] = mapped_column(JSON)
    attended: Mapped[bool | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("logged_session.id"))
