"""Fills an empty database with made-up people and what they did, for trying things out and for benchmarks.

Rows are inserted in bulk, past the services that would check each of them: a million entries take minutes,
not a night. The same numbers and the same `random_seed` give the same people.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot import rules, services
from bot.demo import lives, names
from bot.demo.lives import Met, Stay
from bot.rules.people import NOTICE_VERSION, Eligibility, Role, StatusNow
from bot.rules.periods import Period
from bot.storage import models
from bot.storage.models import Base

YOUTH_IN_ONE_PLACE = 25  # Programme facts: Smiltene has 23 places, Jelgavas novads 29.
FIRST_TELEGRAM_ID = 100_000_001
_CHUNK = 20_000
_DAY = timedelta(days=1)


class NotEmpty(Exception):
    """There are people in this database already: made-up ones must never mix with them."""


@dataclass(frozen=True)
class Seeded:
    """One made-up person in one of their roles."""

    role: Role
    telegram_id: int
    name: str
    language: str


async def seed(
    engine: AsyncEngine, *, youth: int, mentors: int, months: int, now: datetime, zone: ZoneInfo, random_seed: int = 1
) -> list[Seeded]:
    """Fill a migrated, empty database with `months` months of work, this one included. Raises NotEmpty.

    The keys must be in use (`storage.sealing.use_keys`). Written in chunks: who interrupts it begins anew
    with an empty database.
    """
    async with engine.connect() as connection:
        if await connection.scalar(select(models.Person.id).limit(1)) is not None:
            raise NotEmpty
    crowd = _Crowd(Random(random_seed), now, zone, months)
    for rows in crowd.rows(youth, mentors):
        async with engine.begin() as connection:
            for model, values in rows.items():
                await connection.execute(insert(_table(model)), values)
    if engine.dialect.name == "postgresql":
        async with engine.begin() as connection:
            await _count_on(connection)
    return crowd.people


Rows = dict[type[Base], list[dict[str, Any]]]


@dataclass
class _Crowd:
    """Makes the rows, place by place. Numbers count up from 1, because the database is empty."""

    dice: Random
    now: datetime
    zone: ZoneInfo
    months: int
    people: list[Seeded] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    waiting: Rows = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.person_ids, self.stay_ids, self.session_ids = count(1), count(1), count(1)
        self.today = self.now.astimezone(self.zone).date()
        self.began = Period.containing(self.today)
        for _ in range(self.months - 1):
            self.began = self.began.previous()

    def rows(self, youth: int, mentors: int) -> Iterator[Rows]:
        """Parents before children; a chunk at a time, so that memory stays flat."""
        places = max(1, min(-(-youth // YOUTH_IN_ONE_PLACE), mentors))
        for n in range(places):
            self._place(n, _share(youth, n, places), _share(mentors, n, places))
            if len(self.waiting[models.LoggedSession]) > _CHUNK:
                yield self._ready()
        yield self._ready()

    def _ready(self) -> Rows:
        ready, self.waiting = self.waiting, defaultdict(list)
        return {model: ready[model] for model in _ORDER if ready[model]}

    def _place(self, n: int, youth: int, mentors: int) -> None:
        place = n + 1
        self._add(models.Municipality, id=place, name=names.place(n))
        coordinator = self._person(Role.COORDINATOR, place, None)
        mentor_ids = [self._person(Role.MENTOR, place, coordinator) for _ in range(mentors)]
        if n % 10 == 9:  # In small places one person does both.
            self._role(coordinator, Role.MENTOR, place)
            mentor_ids.append(coordinator)
        stays = [self._youth(place, coordinator, mentor_ids) for _ in range(youth)]
        beside: dict[int, list[Stay]] = defaultdict(list)
        for stay in stays:
            for one in stay.mentors:
                beside[one.mentor_id].append(stay)
        for stay in stays:
            others = beside[stay.mentors[-1].mentor_id]
            language = self.languages[stay.mentors[-1].mentor_id]
            for met in lives.meetings(self.dice, stay, others, today=self.today, language=language):
                self._session(met)

    def _person(self, role: Role, place: int, invited_by: int | None, *, since: date | None = None) -> int:
        """Invited, joined and agreed, all on one morning."""
        person_id = next(self.person_ids)
        language = names.language(self.dice, role)
        name = names.person(self.dice, language)
        at = min(self._moment(since or self.began.first - 30 * _DAY, time(10)), self.now)
        self.languages[person_id], self.names[person_id] = language, name
        gone = self.dice.random() < 0.01
        self._add(
            models.Person,
            id=person_id,
            name=name,
            language=language,
            created_at=at,
            joined_at=at,
            quiet_from=None,
            quiet_until=None,
            birth_date=self._birth(role),
            erased_at=None,
            unreachable_since=self.now - self.dice.randrange(1, 20) * _DAY if gone else None,
        )
        self._add(
            models.Account,
            telegram_id=FIRST_TELEGRAM_ID + person_id,
            person_id=person_id,
            linked_at=at,
            cut_off_at=None,
        )
        self._add(
            models.Consent,
            person_id=person_id,
            purpose=services.joining.PURPOSE,
            language=language,
            given_at=at,
            version=NOTICE_VERSION,
            withdrawn_at=None,
        )
        self._add(
            models.Invitation,
            token_hash=hashlib.sha256(self.dice.randbytes(24)).hexdigest(),
            person_id=person_id,
            role=role.value,
            municipality_id=place,
            is_relink=False,
            invited_by=invited_by,
            created_at=at,
            expires_at=at + 14 * _DAY,
            used_at=at,
            revoked_at=None,
        )
        self._role(person_id, role, place, at)
        return person_id

    def _role(self, person_id: int, role: Role, place: int, at: datetime | None = None) -> None:
        self._add(
            models.RoleHeld,
            person_id=person_id,
            role=role.value,
            municipality_id=place,
            given_at=at or self.now,
            revoked_at=None,
        )
        telegram_id = FIRST_TELEGRAM_ID + person_id
        self.people.append(Seeded(role, telegram_id, self.names[person_id], self.languages[person_id]))

    def _birth(self, role: Role) -> str | None:
        if role is not Role.YOUTH:
            return None
        return (self.today - self.dice.randrange(18 * 366, 29 * 365) * _DAY).isoformat()

    def _youth(self, place: int, coordinator: int, mentor_ids: Sequence[int]) -> Stay:
        stay = lives.stay(
            self.dice,
            participation_id=next(self.stay_ids),
            mentors=mentor_ids,
            first=self.began.first,
            today=self.today,
        )
        youth_id = self._person(Role.YOUTH, place, coordinator, since=stay.first)
        said_at = self._moment(stay.first, time(10))
        self._add(
            models.EligibilityCheck,
            person_id=youth_id,
            statuses=[StatusNow.NONE.value],
            result=Eligibility.ELIGIBLE.value,
            said_at=said_at,
            checked_by=None,
            checked_at=None,
        )
        self._add(
            models.Participation,
            id=stay.participation_id,
            youth_id=youth_id,
            municipality_id=place,
            started_on=stay.first,
            planned_end_on=stay.planned_last,
            ended_on=stay.last,
            end_reason=stay.end_reason,
        )
        if stay.pause is not None:
            first_on, last_on = stay.pause
            self._add(models.Pause, participation_id=stay.participation_id, first_on=first_on, last_on=last_on)
        for one in stay.mentors:
            self._add(
                models.Pair,
                participation_id=stay.participation_id,
                mentor_id=one.mentor_id,
                started_on=one.first,
                ended_on=one.last,
                created_at=said_at,
            )
        return stay

    def _session(self, met: Met) -> None:
        """An entry; a changed one is two, the second in place of the first."""
        at = min(self._moment(met.day, time(19)) + met.logged_after, self.now)
        if met.fate == "stands":
            self._entry(met, met.minutes, at)
        else:
            voided_at = min(at + timedelta(minutes=3), self.now)
            minutes = met.minutes + 30 if met.fate == "changed" else met.minutes
            first = self._entry(met, minutes, at, voided_at=voided_at)
            if met.fate == "changed":
                self._entry(met, met.minutes, voided_at, replaces_id=first)

    def _entry(
        self, met: Met, minutes: int, at: datetime, *, voided_at: datetime | None = None, replaces_id: int | None = None
    ) -> int:
        session_id = next(self.session_ids)
        self._add(
            models.LoggedSession,
            id=session_id,
            mentor_id=met.mentor_id,
            day=met.day,
            start=met.start,
            minutes=minutes,
            kind=met.kind.value,
            mode=met.mode.value,
            note=met.note if met.attended else None,
            logged_at=at,
            logged_by=met.mentor_id,
            voided_at=voided_at,
            replaces_id=replaces_id,
            voided_by=met.mentor_id if voided_at else None,
            conversation_id=None,
        )
        is_group = len(met.stays) > 1
        for participation_id in met.stays:
            self._add(
                models.Attendance,
                session_id=session_id,
                participation_id=participation_id,
                attended=met.attended,
                reason=None if met.attended else met.note,
            )
            if not met.attended or voided_at is not None:
                continue
            for day, part in rules.sessions.days_of(met.day, met.start, minutes, self.zone):
                self._add(
                    models.Credit,
                    session_id=session_id,
                    participation_id=participation_id,
                    mentor_id=met.mentor_id,
                    day=day,
                    minutes=part,
                    kind=met.kind.value,
                    mode=met.mode.value,
                    is_group=is_group,
                )
        return session_id

    def _add(self, model: type[Base], **values: Any) -> None:
        self.waiting[model].append(values)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)


# Parents before children, for databases that look.
_ORDER: tuple[type[Base], ...] = (
    models.Municipality,
    models.Person,
    models.Account,
    models.Consent,
    models.RoleHeld,
    models.Invitation,
    models.EligibilityCheck,
    models.Participation,
    models.Pause,
    models.Pair,
    models.LoggedSession,
    models.Attendance,
    models.Credit,
)


def _table(model: type[Base]) -> Table:
    assert isinstance(model.__table__, Table)
    return model.__table__


def _share(whole: int, n: int, parts: int) -> int:
    """How much of `whole` the `n`-th of so many parts gets, as evenly as can be."""
    return whole * (n + 1) // parts - whole * n // parts


async def _count_on(connection: AsyncConnection) -> None:
    """PostgreSQL did not see our numbers being used: its own go on behind them."""
    for model in _ORDER:
        table = _table(model)
        if "id" in table.c:
            last = await connection.scalar(select(func.max(table.c.id)))
            if last is not None:
                await connection.execute(
                    text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"),
                    {"table": table.name, "last": last},
                )
