"""What keeps the house honest: the audit, the receipts of erasure, and who may run."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, SealedJson


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


class Job(Base):
    """Slow work for somebody, done aside. States: waiting → done; or failed, after its attempts; or dropped, where
    nobody may have it any more."""

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "ix_job_waiting", "id", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")
        ),
        Index("ix_job_person_id", "person_id"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[Any] = mapped_column(SealedJson)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
