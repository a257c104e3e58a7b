"""Getting to know a young person: their answers, what the coordinator decided, and what is measured more than once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import Base, RowId, Sealed, SealedJson


class Profile(Base):
    """One round of the questionnaire, finished in the version in which it was begun.

    States: answering → sent → decided; a question asked back leads from sent to answering.
    """

    __tablename__ = "profile"
    __table_args__ = (Index("ix_profile_municipality_id", "municipality_id", "state"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(default="answering")
    started_at: Mapped[datetime]
    # The last answer, skip or *later*: a stuck sitting is picked up so many days after it.
    touched_at: Mapped[datetime]
    nudges: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    # What the coordinator found: programme, referred, not_eligible, thinking.
    outcome: Mapped[str | None]
    referred_to: Mapped[str | None]
    decision_note: Mapped[str | None] = mapped_column(Sealed)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    # The question that the coordinator asked back about, and their words.
    asked_back: Mapped[str | None]
    asked_back_note: Mapped[str | None] = mapped_column(Sealed)
    # What mentors may see: goals, strengths, limits, … (the young person decides).
    mentor_sees: Mapped[list[str]] = mapped_column(JSON)


class ProfileAnswer(Base):
    """The last answer to one question; no value where it was skipped."""

    __tablename__ = "profile_answer"
    __table_args__ = (UniqueConstraint("profile_id", "question"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("profile.id"))
    question: Mapped[str]
    value: Mapped[Any | None] = mapped_column(SealedJson)
    # In which language it was answered: free words are shown as written and marked with it.
    language: Mapped[str]
    answered_at: Mapped[datetime]


class Measure(Base):
    """One instrument answered once: at entry, monthly, at exit. Never part of an export by default."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("person_id", "instrument", "moment", "taken_on"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    instrument: Mapped[str]
    version: Mapped[str]
    language: Mapped[str]
    moment: Mapped[str]
    taken_on: Mapped[date]
    value: Mapped[Any] = mapped_column(SealedJson)


class InstrumentText(Base):
    """The official wording of an instrument that may not be worded by us; without it the instrument stays off."""

    __tablename__ = "instrument_text"
    __table_args__ = (UniqueConstraint("municipality_id", "instrument", "language"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    instrument: Mapped[str]
    language: Mapped[str]
    version: Mapped[str]
    source: Mapped[str]
    wording: Mapped[Any] = mapped_column(JSON)
    supplied_at: Mapped[datetime]
