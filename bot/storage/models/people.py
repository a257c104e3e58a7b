"""People, their Telegram accounts, roles, invitations and consents.

A person is not a Telegram account: phones are lost, and people without Telegram take part too.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, Sealed, SealedJson


class Municipality(Base):
    __tablename__ = "municipality"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    # Who hears of a young person's call where nobody coordinates but their mentor.
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", use_alter=True))


class MunicipalPolicy(Base):
    """What a municipality decided about unconfirmed rules, from a day on; only what differs from the default."""

    __tablename__ = "municipal_policy"
    __table_args__ = (UniqueConstraint("municipality_id", "valid_from"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    valid_from: Mapped[date]
    differences: Mapped[dict[str, Any]] = mapped_column(JSON)


class Person(Base):
    __tablename__ = "person"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    # Chosen in /quiet, None where the municipality's rule holds: weekdays ("sat"), public holidays, how many a day.
    days_off: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")  # a JSON has no equality there
    )
    holidays_off: Mapped[bool | None]
    most_a_day: Mapped[int | None]
    unreachable_since: Mapped[datetime | None]
    birth_date: Mapped[str | None] = mapped_column(Sealed)
    # As the name was written before it was corrected: an erasure takes what was typed with these names too.
    former_names: Mapped[list[str] | None] = mapped_column(SealedJson)
    erased_at: Mapped[datetime | None]


class Account(Base):
    """A person's Telegram account. At most one is open; the account of a lost phone is cut off, not deleted."""

    __tablename__ = "account"
    __table_args__ = (Index("ix_account_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    linked_at: Mapped[datetime]
    cut_off_at: Mapped[datetime | None]


class RoleHeld(Base):
    """A role a person holds in a municipality; roles are a set."""

    __tablename__ = "role_held"
    __table_args__ = (
        Index("ix_role_held_person_id", "person_id"),
        Index("ix_role_held_municipality_id", "municipality_id", "role"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    given_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Invitation(Base):
    """A single-use link for one person and one role; only a hash of its token is kept. Used up at consent."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_municipality_id", "municipality_id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    # Who used it said an age under 18, and the legal representative has not agreed yet. The date itself is not kept.
    waits_for_guardian: Mapped[bool] = mapped_column(default=False)
    # A re-link moves an existing person to a new account; nobody joins anew.
    is_relink: Mapped[bool] = mapped_column(default=False)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Consent(Base):
    """Which text was agreed to, in which language, when; withdrawn, never deleted before the person is."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str]
    version: Mapped[str]
    language: Mapped[str]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class EligibilityCheck(Base):
    """What a young person said about their status, and what the coordinator found."""

    __tablename__ = "eligibility_check"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    statuses: Mapped[list[str]] = mapped_column(JSON)
    result: Mapped[str]
    said_at: Mapped[datetime]
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    checked_at: Mapped[datetime | None]


class GuardianConsent(Base):
    """The legal representative's consent for a minor: who, when, and where the signed paper is."""

    __tablename__ = "guardian_consent"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    guardian: Mapped[str] = mapped_column(Sealed)
    given_on: Mapped[date]
    paper: Mapped[str] = mapped_column(Sealed)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
