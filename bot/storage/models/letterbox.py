"""What came in, what goes out, the cards on people's screens, and the places of open conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, Moment, RowId, SealedBytes, SealedJson


class InboxUpdate(Base):
    """One update of Telegram. States: new → done; or aside, after its retries. Order is by our own id, because
    Telegram's numbers may start again at a random one after a quiet week."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_new",
            "chat_id",
            "id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
        Index("ix_inbox_waiting", "id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
        Index("ix_inbox_settled_at", "settled_at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    raw: Mapped[Any | None] = mapped_column(SealedJson)
    state: Mapped[str] = mapped_column(default="new")
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    # The error's class and place, never its text: texts may quote people.
    error: Mapped[str | None]
    settled_at: Mapped[datetime | None]


class Conversation(Base):
    """A conversation's place: who, which, which step, what was answered so far."""

    __tablename__ = "conversation"
    __table_args__ = (
        Index(
            "ix_conversation_open",
            "chat_id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_conversation_person_id", "person_id"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    # None while a stranger is joining: they become a person at consent.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    step: Mapped[str]
    draft: Mapped[Any] = mapped_column(SealedJson)
    version: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    shown_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class Card(Base):
    """A message that is edited later. `key` is unique in its chat; no message id until it was sent."""

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("chat_id", "key"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(BigInteger)


class StoredFile(Base):
    """A file on its way to someone; the bytes go once Telegram has given its own id for it."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(SealedBytes)
    telegram_file_id: Mapped[str | None]
    created_at: Mapped[datetime]


class OutboxRow(Base):
    """A call to Telegram. States: pending → sending → sent; unknown (it may have arrived), failed, dropped."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_open",
            "id",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
        Index("ix_outbox_card_id", "card_id"),
        Index("ix_outbox_settled_at", "settled_at"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    method: Mapped[str]
    payload: Mapped[Any | None] = mapped_column(SealedJson)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    priority: Mapped[int]
    # What to do when nobody can know whether it arrived: "resend" or "list" for the operator.
    when_unknown: Mapped[str] = mapped_column(default="resend")
    leave_by: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Moment)
    settled_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
