"""What someone shall hear without having asked: kept as a fact, worded only when it leaves; and its life line."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, RowId


class Notice(Base):
    """States: waiting → queued (in the outbox) → sent; or cleared (no longer true), stale, failed."""

    __tablename__ = "notice"
    __table_args__ = (
        Index(
            "ix_notice_waiting",
            "due_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_notice_unsaid",
            "created_at",
            sqlite_where=text("state != 'sent'"),
            postgresql_where=text("state != 'sent'"),
        ),
        Index("ix_notice_person_id", "person_id", "state"),
        Index("ix_notice_outbox_id", "outbox_id"),
        Index(
            "ix_notice_broadcast",
            "subject_id",
            "state",
            "reason",
            sqlite_where=text("kind = 'broadcast'"),
            postgresql_where=text("kind = 'broadcast'"),
        ),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    # `shortfall:participation=12:2026-11:warn5`: the same thing is said once, however often it is planned.
    key: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str]
    # By which rule of rules/notices.toml the clock planned it; None: somebody's own doing is told.
    rule: Mapped[str | None]
    # Whose doing it was; None: the clock's or the operator's.
    planned_by: Mapped[int | None] = mapped_column(BigInteger)
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    # Facts that the subject's row cannot tell (a rung, a month); never names or words.
    detail: Mapped[str | None]
    is_urgent: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")
    reason: Mapped[str | None]
    outbox_id: Mapped[int | None] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None]


class NoticeEvent(Base):
    """One step of a notice's life line, written when it happens and never changed: held, cleared, sent, answered …

    Held and answered stand once for each reason, so that a long pause makes one row."""

    __tablename__ = "notice_event"
    __table_args__ = (
        Index(
            "ix_notice_event_once",
            "notice_id",
            "what",
            "why",
            unique=True,
            sqlite_where=text("what IN ('held', 'answered')"),
            postgresql_where=text("what IN ('held', 'answered')"),
        ),
        Index("ix_notice_event_notice_id", "notice_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    at: Mapped[datetime]
    what: Mapped[str]
    # A code of rules/lifelines.py, a button's name or Telegram's own words; never what a person wrote.
    why: Mapped[str | None]
    until: Mapped[datetime | None]
