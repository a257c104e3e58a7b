"""What staff did here, without the young people it was about: those are counted, never named."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot import storage
from bot.storage import Database


@dataclass(frozen=True)
class Pair:
    municipality: str
    started_on: date
    ended_on: date | None
    stands_in: bool
    """For another mentor who was away."""


@dataclass(frozen=True)
class Entry:
    """A session that a mentor logged."""

    day: date
    start: time | None
    minutes: int
    kind: str
    mode: str
    young_people: int
    logged_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class Template:
    """An item of a plan that a mentor or coordinator kept for others; no young person is in it."""

    title: str
    written_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Led:
    """An activity that somebody led or wrote down."""

    day: date
    start: time
    minutes: int
    kind: str
    state: str
    young_people: int
    written_at: datetime


@dataclass(frozen=True)
class ConsultationNoted:
    day: date
    minutes: int
    attended: bool
    logged_at: datetime


@dataclass(frozen=True)
class PartnerWritten:
    kind: str
    name: str
    written_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class GroupMessage:
    """Sent to a group; what it said may speak of others, and is not repeated."""

    sent_at: datetime
    addressees: str
    state: str


async def pairs(db: Database, person_id: int) -> tuple[Pair, ...]:
    return tuple(
        Pair(place, one.started_on, one.ended_on, one.stands_in_for is not None)
        for one, place in await storage.mydata.pairs_as_mentor(db, person_id)
    )


async def entries(db: Database, person_id: int) -> tuple[Entry, ...]:
    return tuple(Entry(*row) for row in await storage.mydata.entries(db, person_id))


async def templates(db: Database, person_id: int) -> tuple[Template, ...]:
    return tuple(
        Template(one.title, one.written_at, one.withdrawn_at) for one in await storage.mydata.templates(db, person_id)
    )


async def activities(db: Database, person_id: int) -> tuple[Led, ...]:
    return tuple(Led(*row) for row in await storage.mydata.activities_led(db, person_id))


async def consultations(db: Database, person_id: int) -> tuple[ConsultationNoted, ...]:
    return tuple(ConsultationNoted(*row) for row in await storage.mydata.consultations_noted(db, person_id))


async def partners(db: Database, person_id: int) -> tuple[PartnerWritten, ...]:
    return tuple(PartnerWritten(*row) for row in await storage.mydata.partners_written(db, person_id))


async def group_messages(db: Database, person_id: int) -> tuple[GroupMessage, ...]:
    found = await storage.mydata.broadcasts_sent(db, person_id)
    return tuple(GroupMessage(one.sent_at, one.addressees, one.state) for one in found)
