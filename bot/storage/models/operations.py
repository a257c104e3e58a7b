"""What keeps the house honest: the audit, the receipts of erasure, and who may run."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, RowId


class AuditEntry(Base):
    """Who saw or changed whose data. Append-only: triggers refuse an update or a delete. Ids, never words."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime]
    # None: the operator or the clock.
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str]
    # Whose data it was.
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    subject: Mapped[str | None]


class Receipt(Base):
    """An erasure that was done: its number is given to the person."""

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    erased_at: Mapped[datetime]
    erased: Mapped[dict[str, Any]] = mapped_column(JSON)


class Lease(Base):
    """Who polls, sends and ticks: one holder at a time."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    until: Mapped[datetime]
