"""What mentors log: a session, who came, and the minutes it credits day by day."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.models.base import Base, RowId, Sealed


class LoggedSession(Base):
    """One entry of a mentor. It is never changed: a change voids it and writes a row that replaces it."""

    __tablename__ = "logged_session"
    __table_args__ = (
        Index("ix_logged_session_mentor_id", "mentor_id", "day"),
        Index("ix_logged_session_day", "day"),
        Index("ix_logged_session_conversation_id", "conversation_id", unique=True),
        Index("ix_logged_session_replaces_id", "replaces_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    start: Mapped[time | None]
    minutes: Mapped[int]
    kind: Mapped[str]
    mode: Mapped[str]
    note: Mapped[str | None] = mapped_column(Sealed)
    logged_at: Mapped[datetime]
    logged_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("logged_session.id"))
    # The conversation that saved it: a second save of the same card finds its row instead of doubling it.
    conversation_id: Mapped[int | None] = mapped_column(BigInteger)
    attendances: Mapped[list["Attendance"]] = relationship(lazy="raise", order_by="Attendance.id")


class Attendance(Base):
    """A young person's part in a session: they came, or the meeting did not take place."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "participation_id"),
        Index("ix_attendance_participation_id", "participation_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("logged_session.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    attended: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Sealed)


class Credit(Base):
    """Minutes of one young person on one day, derived when a session is saved and removed when it is voided.

    All hours are sums over this table: a session over midnight has two rows, a group session one for each. The
    index covers the sums, so a month costs the same however many years are stored.
    """

    __tablename__ = "credit"
    __table_args__ = (
        Index(
            "ix_credit_participation_id",
            "participation_id",
            "day",
            "mentor_id",
            "kind",
            "mode",
            "is_group",
            "minutes",
        ),
        Index("ix_credit_session_id", "session_id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("logged_session.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date]
    minutes: Mapped[int]
    kind: Mapped[str]
    mode: Mapped[str]
    is_group: Mapped[bool]
