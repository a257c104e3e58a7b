"""A municipality with people, programmes and hours, written down in a few words; and its clock without a house.

For tests of what happens by itself: time is an argument, so weeks pass at once.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot import scheduler, storage
from bot.outbox.notices import Releaser
from bot.rules.people import NOTICE_VERSION, Role
from bot.storage.models import (
    Account,
    Activity,
    Base,
    Consent,
    Credit,
    LoggedSession,
    Municipality,
    MunicipalPolicy,
    Notice,
    OutboxRow,
    Pair,
    Participation,
    Pause,
    Person,
    RoleHeld,
    Seat,
)
from bot.toolbox.database import make_engine, session_maker

RIGA = ZoneInfo("Europe/Riga")
LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)
NOVEMBER_1 = date(2026, 11, 1)


def at(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A moment by the wall clock of Riga."""
    return datetime.combine(day, time(hour, minute), tzinfo=RIGA).astimezone(UTC)


def november(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return at(date(2026, 11, day), hour, minute)


@dataclass(frozen=True)
class Left:
    """A message that was queued."""

    chat_id: int
    text: str
    at: datetime
    leave_by: datetime | None


class Town:
    """Writes down who is there; `passes` lets the clock walk from due moment to due moment."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.sessions: async_sessionmaker[AsyncSession] = session_maker(engine)
        self._numbers = count(5001)
        self._releaser = Releaser(self.sessions, RIGA)

    async def place(self, name: str = "Smiltene", **policy: object) -> int:
        place = Municipality(name=name)
        await self._add(place)
        if policy:
            await self.policy(place.id, date(2020, 1, 1), **policy)
        return place.id

    async def policy(self, place: int, valid_from: date, **policy: object) -> None:
        await self._add(MunicipalPolicy(municipality_id=place, valid_from=valid_from, differences=policy))

    async def person(self, name: str, *roles: Role, place: int, language: str = "en", has_telegram: bool = True) -> int:
        person = Person(name=name, language=language, created_at=LONG_AGO, joined_at=LONG_AGO)
        await self._add(person)
        for role in roles:
            await self._add(RoleHeld(person_id=person.id, role=role.value, municipality_id=place, given_at=LONG_AGO))
        if has_telegram:
            await self._add(
                Consent(
                    person_id=person.id, purpose="participation", version=NOTICE_VERSION, language=language,
                    given_at=LONG_AGO,
                )
            )  # fmt: skip
            await self._add(Account(telegram_id=self.chat_of(person.id), person_id=person.id, linked_at=LONG_AGO))
        return person.id

    @staticmethod
    def chat_of(person: int) -> int:
        return 5000 + person

    async def youth(
        self,
        name: str,
        *mentors: int,
        place: int,
        first: date = NOVEMBER_1,
        last: date = date(2027, 1, 31),
        ended: date | None = None,
    ) -> int:
        """A young person in a programme; the participation's id."""
        person = await self.person(name, Role.YOUTH, place=place)
        participation = Participation(
            youth_id=person, municipality_id=place, started_on=first, planned_end_on=last, ended_on=ended
        )
        await self._add(participation)
        for mentor in mentors:
            await self.pair(participation.id, mentor, first)
        return participation.id

    async def pair(self, participation: int, mentor: int, first: date, last: date | None = None) -> None:
        await self._add(
            Pair(
                participation_id=participation,
                mentor_id=mentor,
                started_on=first,
                ended_on=last,
                created_at=LONG_AGO,
            )
        )

    async def pause(self, participation: int, first: date, last: date | None) -> None:
        await self._add(Pause(participation_id=participation, first_on=first, last_on=last))

    async def logs(
        self,
        mentor: int,
        participation: int,
        day: date,
        hours: float,
        *,
        kind: str = "mentoring",
        mode: str = "in_person",
        is_group: bool = False,
    ) -> int:
        minutes = round(hours * 60)
        session = LoggedSession(
            mentor_id=mentor, day=day, start=None, minutes=minutes, kind=kind, mode=mode, logged_at=at(day, 18),
            logged_by=mentor,
        )  # fmt: skip
        await self._add(session)
        await self._add(
            Credit(
                session_id=session.id,
                participation_id=participation,
                mentor_id=mentor,
                day=day,
                minutes=minutes,
                kind=kind,
                mode=mode,
                is_group=is_group,
            )
        )
        return session.id

    async def plans(
        self,
        mentor: int,
        *participations: int,
        day: date,
        hours: float,
        start: time = time(15),
        answer: str | None = None,
    ) -> int:
        """An activity with these young people; the activity's id."""
        async with self.sessions() as db:
            [beside, *_] = await storage.pairs.by_ids(db, participations)
        activity = Activity(
            municipality_id=beside.municipality_id, mentor_id=mentor, title="CV", kind="mentoring",
            day=day, start=start, zone=RIGA.key, minutes=round(hours * 60), written_by=mentor, written_at=LONG_AGO,
        )  # fmt: skip
        await self._add(activity)
        for one in participations:
            await self._add(Seat(activity_id=activity.id, participation_id=one, answer=answer, asked_at=LONG_AGO))
        return activity.id

    async def calls_off(self, activity: int) -> None:
        async with self.sessions.begin() as db:
            found = await storage.activities.locked(db, activity)
            assert found is not None
            found.state = "cancelled"

    async def came(self, activity: int, *, attended: bool) -> None:
        """It is over, and everyone came or nobody."""
        async with self.sessions.begin() as db:
            for seat in await storage.activities.seats_of(db, activity):
                seat.attended = attended

    async def _add(self, row: Base) -> None:
        async with self.sessions.begin() as db:
            db.add(row)

    # --- time ---

    async def tick(self, now: datetime) -> int:
        """One look of the clock; how many messages were queued."""
        await scheduler.tick(self.sessions, now, RIGA)
        return await self._releaser.release(now)

    async def release(self, now: datetime) -> int:
        """Only what is due leaves; the day plans nothing."""
        return await self._releaser.release(now)

    async def next_release(self, now: datetime) -> datetime | None:
        """When something that waits may leave next."""
        async with self.sessions() as db:
            due = await storage.notices.next_due(db)
        assert due is None or due > now, "what is due was let go"
        return due

    async def passes(self, first: datetime, last: datetime) -> list[Left]:
        """Walk from due moment to due moment; what left on the way."""
        now = first
        while now <= last:
            await self.tick(now)
            async with self.sessions() as db:
                now = await scheduler.next_moment(db, now, RIGA)
        return await self.left(since=first)

    async def left(self, *, since: datetime = LONG_AGO) -> list[Left]:
        async with self.sessions() as db:
            rows = await db.scalars(select(OutboxRow).where(OutboxRow.created_at >= since).order_by(OutboxRow.id))
            return [
                Left(row.chat_id, row.payload["text"].replace("\u00a0", " "), row.created_at, row.leave_by)
                for row in rows
                if row.payload is not None
            ]

    async def to(self, person: int, *, since: datetime = LONG_AGO) -> list[Left]:
        return [one for one in await self.left(since=since) if one.chat_id == self.chat_of(person)]

    async def notices(self, kind: str) -> list[Notice]:
        async with self.sessions() as db:
            return list(await db.scalars(select(Notice).where(Notice.kind == kind).order_by(Notice.id)))

    async def tells(self, person: int, kind: str, subject: int, *, due_at: datetime, is_urgent: bool = False) -> None:
        async with self.sessions.begin() as db:
            await storage.notices.plan(
                db, key=f"test:{next(self._numbers)}", person_id=person, kind=kind, subject_id=subject,
                detail=None, due_at=due_at, now=due_at, is_urgent=is_urgent,
            )  # fmt: skip


@asynccontextmanager
async def founded(url: str = "sqlite://") -> AsyncIterator[Town]:
    engine = make_engine(url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield Town(engine)
    await engine.dispose()
