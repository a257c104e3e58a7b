"""Young people to be called: who asked, or whom to look in on, who took it.

What was answered or written in crisis stands nowhere here; what was written at the side door, until the call is over.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed


class Call(Base):
    """Open until somebody has reached them; one open call a person at most."""

    __tablename__ = "call"
    __table_args__ = (
        Index(
            "ix_call_waits_until",
            "waits_until",
            sqlite_where=text("waits_until IS NOT NULL"),
            postgresql_where=text("waits_until IS NOT NULL"),
        ),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    wish: Mapped[str]
    is_urgent: Mapped[bool]
    asked_at: Mapped[datetime]
    # Of the side door: how they would like to be reached, about what, and whom they named first.
    contact: Mapped[str | None]
    about: Mapped[str | None] = mapped_column(Sealed)
    named_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Of words of crisis: what they spoke of, and when they were last heard.
    sign: Mapped[str | None] = mapped_column(Sealed)
    heard_at: Mapped[datetime | None]
    # A threat to a child has to be reported the same day.
    report_by: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    # Until when somebody should have taken it; empty once it is taken, or the operator was told.
    waits_until: Mapped[datetime | None]
    # How often it was in vain.
    rung: Mapped[int] = mapped_column(default=0)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    reached_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # When they let their mentor know too.
    mentor_told_at: Mapped[datetime | None]
