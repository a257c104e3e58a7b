"""A coordinator's words to many. Whom they are for, one by one, are notices, with their life lines."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.models.base import NEVER_AGAIN, Base, RowId, SealedJson

_AT_WORK = "state IN ('running', 'stopping')"


class Broadcast(Base):
    """One message to a group. States: running → done; or stopping → stopped."""

    __tablename__ = "broadcast"
    __table_args__ = (
        Index("ix_broadcast_at_work", "id", sqlite_where=text(_AT_WORK), postgresql_where=text(_AT_WORK)),
        Index("ix_broadcast_municipality_id", "municipality_id", "sent_at"),
        Index("ix_broadcast_sent_by", "sent_by"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    addressees: Mapped[str]  # "all", "language:uk", "activity:12"
    # The words by language, as typed; in which language they are written may differ, where somebody chose so.
    # None once they have been kept long enough.
    texts: Mapped[dict[str, str] | None] = mapped_column(SealedJson)
    # The language of whoever has changed to one in which nothing was written.
    fallback: Mapped[str]
    last_day: Mapped[date]
    sent_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="running")
    # How many people there were when it was sent; and up to which of them there are notices: all, when it is None.
    people: Mapped[int]
    planned_to: Mapped[int | None] = mapped_column(RowId)
    stopped_at: Mapped[datetime | None]
    stopped_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    over_at: Mapped[datetime | None]
