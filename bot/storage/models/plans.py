"""A young person's plan: versions with their reasons, items by month, the papers that some items need."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed


class PlanVersion(Base):
    """The plan as it stands from a change on. An item belongs to the versions from `first_version` until before
    `last_version`. States by its moments: written, agreed by the young person, approved by the coordinator."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("participation_id", "number"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    number: Mapped[int]
    # Why the plan was changed; none for the first one.
    reason: Mapped[str | None] = mapped_column(Sealed)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    # When it was shown to the young person: from then on a change makes a new version.
    proposed_at: Mapped[datetime | None]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None]
    # The young person; or who noted it for somebody outside the chat.
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]


class PlanItem(Base):
    """What is planned in a month. What it says is never changed once proposed: a change ends it and writes a new one.
    Whether it is done, and the goal, which is the young person's own, are no change of the plan."""

    __tablename__ = "plan_item"
    __table_args__ = (Index("ix_plan_item_participation_id", "participation_id", "month"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    first_version: Mapped[int]
    last_version: Mapped[int | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id"))
    month: Mapped[str]  # "2026-12"
    pillar: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(Sealed)
    # In the young person's words.
    goal: Mapped[str | None] = mapped_column(Sealed)
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    days: Mapped[int | None]
    minutes: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="planned")  # planned, done, dropped
    # The suggestion or template it was made from.
    source: Mapped[str | None]
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    # The young person would like to talk about it.
    talk_asked_at: Mapped[datetime | None]


class PlanGoal(Base):
    """What a young person wants of a month, in their own words; the latest holds."""

    __tablename__ = "plan_goal"
    __table_args__ = (UniqueConstraint("participation_id", "month"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"))
    month: Mapped[str]
    words: Mapped[str] = mapped_column(Sealed)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]


class PlanSuggestion(Base):
    """What the profile suggests for the plan, with its reason; written anew whenever the profile is confirmed."""

    __tablename__ = "plan_suggestion"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    source: Mapped[str]
    pillar: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str | None] = mapped_column(Sealed)
    minutes: Mapped[int | None]
    suggested_at: Mapped[datetime]


class PlanTemplate(Base):
    """An item that others may take over; shared with every municipality when its own says so."""

    __tablename__ = "plan_template"
    __table_args__ = (Index("ix_plan_template_municipality_id", "municipality_id"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    is_shared: Mapped[bool]
    language: Mapped[str]
    title: Mapped[str]
    pillar: Mapped[str]
    kind: Mapped[str]
    days: Mapped[int | None]
    minutes: Mapped[int | None]
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Paper(Base):
    """A signed paper: the guardian's consent to volunteering, or a volunteering contract. Where it is, not what.

    A consent is for the person, a contract for its item, and moves on with it when the item is changed."""

    __tablename__ = "paper"
    __table_args__ = (NEVER_AGAIN,)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]  # guardian_consent, volunteering_contract
    plan_item_id: Mapped[int | None] = mapped_column(ForeignKey("plan_item.id"))
    signed_on: Mapped[date]
    place: Mapped[str] = mapped_column(Sealed)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    # Taken back, because it was written down by mistake.
    withdrawn_at: Mapped[datetime | None]
