"""Young people to be called: who asked, or whom to look in on, who took it. What was answered stands nowhere here."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId


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
    # Until when somebody should have taken it; empty once it is taken, or the operator was told.
    waits_until: Mapped[datetime | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    reached_at: Mapped[datetime | None]
