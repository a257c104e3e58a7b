"""A municipality's directory of strategic partners and specialists, and consultations without their content."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed


class Partner(Base):
    """A specialist, youth centre, NGO or company that young people of this municipality can turn to."""

    __tablename__ = "partner"
    __table_args__ = (Index("ix_partner_municipality_id", "municipality_id", "kind"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]
    name: Mapped[str]
    contact: Mapped[str | None] = mapped_column(Sealed)
    languages: Mapped[list[str]] = mapped_column(JSON)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Consultation(Base):
    """That a young person saw a specialist, when and for how long; never what about."""

    __tablename__ = "consultation"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    day: Mapped[date]
    minutes: Mapped[int]
    attended: Mapped[bool]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("logged_session.id"))
    logged_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    logged_at: Mapped[datetime]
