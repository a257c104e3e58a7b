"""Logging, changing and undoing: what is written, what is refused, what is asked about."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import services, storage
from bot.rules.errors import (
    Gone,
    InFuture,
    MonthIsLocked,
    NotAllowed,
    NothingToLog,
    OutsidePair,
    OutsideParticipation,
    TooLong,
)
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.sessions import Doubt
from bot.storage.models import (
    AuditEntry,
    Base,
    Credit,
    LoggedSession,
    Municipality,
    Pair,
    Participation,
    Person,
    RoleHeld,
)
from bot.toolbox.database import make_engine, session_maker

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2026, 11, 18, 12, tzinfo=RIGA).astimezone(UTC)
TUESDAY = date(2026, 11, 17)


@dataclass(frozen=True)
class Programme:
    """A mentor beside two young people, and one whom another mentor accompanies."""

    db: AsyncSession
    mentor: int
    anna: int
    oksana: int
    foreign: int
    place: int
    now: datetime = NOW

    def as_of(self, day: date) -> "Programme":
        return replace(self, now=datetime.combine(day, time(12), tzinfo=RIGA).astimezone(UTC))

    async def log(self, *youth: int, **facts: Any) -> LoggedSession:
        given: dict[str, Any] = {
            "mentor_id": self.mentor, "participation_ids": youth or (self.anna,), "day": TUESDAY, "start": None,
            "minutes": 90, "kind": "mentoring", "mode": "in_person", "attended": True, "note": None,
            "said_at": self.now, "now": self.now, "zone": RIGA,
        }  # fmt: skip
        return await services.sessions.log(self.db, **{**given, **facts})

    async def undo(self, session: LoggedSession) -> LoggedSession:
        return await services.sessions.undo(self.db, session.id, mentor_id=self.mentor, now=self.now, zone=RIGA)

    async def doubts(self, *youth: int, **facts: Any) -> list[Doubt]:
        given: dict[str, Any] = {
            "mentor_id": self.mentor, "participation_ids": youth or (self.anna,), "day": TUESDAY, "start": None,
            "minutes": 90, "attended": True, "zone": RIGA,
        }  # fmt: skip
        return await services.sessions.doubts(self.db, **{**given, **facts})

    async def minutes(self, youth: int, month: str = "2026-11") -> int:
        period = Period.parse(month)
        _, found = await storage.months.minutes_about(
            self.db, [youth], first=period.first, middle=period.first, last=period.last
        )
        return sum(row.minutes for row in found)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[AsyncSession]:
    engine = make_engine(database_url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as db:
        yield db
    await engine.dispose()


@pytest.fixture
async def programme(db: AsyncSession) -> Programme:
    place = Municipality(name="Smiltene")
    people = [Person(name=name, language="lv", created_at=NOW) for name in ("Ilze", "Juris", "Anna", "Oksana", "Zane")]
    db.add_all([place, *people])
    await db.flush()
    ilze, juris, *youth = (person.id for person in people)
    db.add_all(
        RoleHeld(person_id=one, role=Role.MENTOR.value, municipality_id=place.id, given_at=NOW) for one in (ilze, juris)
    )
    stays = [
        Participation(
            youth_id=one, municipality_id=place.id, started_on=date(2026, 10, 1), planned_end_on=date(2027, 1, 31)
        )
        for one in youth
    ]
    db.add_all(stays)
    await db.flush()
    for stay, mentor in zip(stays, (ilze, ilze, juris), strict=True):
        db.add(Pair(participation_id=stay.id, mentor_id=mentor, started_on=stay.started_on, created_at=NOW))
    await db.flush()
    anna, oksana, foreign = (stay.id for stay in stays)
    return Programme(db, ilze, anna, oksana, foreign, place.id)


async def test_a_session_is_credited_to_its_month_and_noted_in_the_audit(programme: Programme) -> None:
    session = await programme.log(note="CV")
    assert (await programme.minutes(programme.anna), session.note) == (90, "CV")
    noted = await programme.db.scalar(select(AuditEntry).where(AuditEntry.action == "session.logged"))
    assert noted is not None and (noted.actor_id, noted.subject) == (programme.mentor, f"session={session.id}")


async def test_a_group_session_counts_in_full_for_each(programme: Programme) -> None:
    await programme.log(programme.anna, programme.oksana)
    assert [await programme.minutes(one) for one in (programme.anna, programme.oksana)] == [90, 90]
    assert set(await programme.db.scalars(select(Credit.is_group))) == {True}


async def test_a_session_over_midnight_counts_in_both_months(programme: Programme) -> None:
    await programme.as_of(date(2026, 11, 2)).log(day=date(2026, 10, 31), start=time(23), minutes=150)
    months = [await programme.minutes(programme.anna, month) for month in ("2026-10", "2026-11")]
    assert months == [60, 90]


async def test_a_no_show_credits_nothing_and_keeps_its_reason(programme: Programme) -> None:
    session = await programme.log(attended=False, minutes=45, start=time(10), note="autobuss")
    assert (session.minutes, session.start, session.note) == (0, None, None)
    seen = await storage.sessions.seen(programme.db, session)
    assert (seen.attended, seen.note) == (False, "autobuss")
    assert await programme.minutes(programme.anna) == 0


async def test_the_same_card_saved_twice_is_one_entry(programme: Programme) -> None:
    first, second = [await programme.log(conversation_id=7) for _ in range(2)]
    assert first.id == second.id
    assert await programme.minutes(programme.anna) == 90


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"day": date(2026, 11, 19)}, InFuture),
        ({"day": date(2026, 11, 18), "start": time(11), "minutes": 61}, InFuture),
        ({"day": date(2026, 9, 30)}, OutsideParticipation),
        ({"minutes": 24 * 60 + 1}, TooLong),
        ({"minutes": 0}, NothingToLog),
        ({"participation_ids": ()}, NothingToLog),
    ],
)
async def test_what_no_mentor_can_confirm_away(
    programme: Programme, facts: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await programme.log(**facts)
    assert await programme.db.scalar(select(func.count()).select_from(LoggedSession)) == 0


async def test_what_was_said_before_the_future_came_counts_as_said_then(programme: Programme) -> None:
    """Two days of downtime: "tomorrow" stays the future although it has passed by now."""
    with pytest.raises(InFuture):
        await programme.log(day=TUESDAY, said_at=NOW - timedelta(days=2))


async def test_others_young_people_are_not_there(programme: Programme) -> None:
    for one in (programme.foreign, 4711):
        with pytest.raises(Gone):
            await programme.log(one)
        with pytest.raises(Gone):
            await programme.log(programme.anna, one)


async def test_only_days_of_the_pair_may_be_logged(programme: Programme) -> None:
    pair = await storage.pairs.open_pair(programme.db, programme.anna, programme.mentor)
    assert pair is not None
    pair.ended_on = date(2026, 11, 10)
    await programme.db.flush()
    await programme.log(day=date(2026, 11, 10))
    with pytest.raises(OutsidePair):
        await programme.log(day=date(2026, 11, 11))


async def test_a_coordinator_who_is_no_mentor_may_not_log(programme: Programme) -> None:
    held = await storage.people.role_held(programme.db, programme.mentor, Role.MENTOR, programme.place)
    assert held is not None
    held.revoked_at = NOW
    await programme.db.flush()
    with pytest.raises(NotAllowed):
        await programme.log()


async def test_october_closes_after_five_working_days_of_november(programme: Programme) -> None:
    for day, is_open in ((6, True), (9, False)):
        then = programme.as_of(date(2026, 11, day))
        if is_open:
            await then.log(day=date(2026, 10, 20))
        else:
            with pytest.raises(MonthIsLocked):
                await then.log(day=date(2026, 10, 20))
            with pytest.raises(MonthIsLocked):
                await then.log(day=date(2026, 10, 31), start=time(23), minutes=120)


async def test_an_undone_session_no_longer_counts_and_stays_undone(programme: Programme) -> None:
    session = await programme.log()
    assert (await programme.undo(session)).voided_at == NOW
    assert await programme.minutes(programme.anna) == 0
    again = await programme.undo(session)
    assert again.voided_at == NOW
    entries = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "session.undone")
    assert await programme.db.scalar(entries) == 1


async def test_undo_needs_the_own_entry_and_an_open_month(programme: Programme) -> None:
    session = await programme.log()
    with pytest.raises(Gone):
        await services.sessions.undo(programme.db, session.id, mentor_id=programme.mentor + 1, now=NOW, zone=RIGA)
    with pytest.raises(MonthIsLocked):
        await replace(programme, now=NOW + timedelta(days=31)).undo(session)
    assert await programme.minutes(programme.anna) == 90


async def test_a_change_voids_the_old_entry_and_writes_a_new_one(programme: Programme) -> None:
    old = await programme.log()
    new = await programme.log(programme.oksana, minutes=30, replaces_id=old.id)
    assert (new.replaces_id, old.voided_at) == (old.id, NOW)
    assert [await programme.minutes(one) for one in (programme.anna, programme.oksana)] == [0, 30]
    for late in (programme.undo(old), programme.log(replaces_id=old.id)):
        with pytest.raises(Gone):
            await late


async def test_a_change_needs_both_months_open(programme: Programme) -> None:
    early = programme.as_of(date(2026, 11, 2))
    october = await early.log(day=date(2026, 10, 20))
    with pytest.raises(MonthIsLocked):
        await programme.log(replaces_id=october.id)
    with pytest.raises(MonthIsLocked):
        await services.sessions.changeable(programme.db, october.id, mentor_id=programme.mentor, now=NOW, zone=RIGA)
    assert await programme.minutes(programme.anna, "2026-10") == 90


async def test_doubts_are_asked_about(programme: Programme) -> None:
    assert await programme.doubts() == []
    assert await programme.doubts(minutes=481) == [Doubt.LONG_SESSION]
    noon = await programme.log(start=time(12), minutes=300)
    assert await programme.doubts(programme.oksana, start=time(16), minutes=60) == [Doubt.OVERLAP]
    assert await programme.doubts(start=None, minutes=300) == [Doubt.SAME_AGAIN]
    assert await programme.doubts(minutes=421) == [Doubt.LONG_DAY]
    assert await programme.doubts(start=time(12), minutes=300, replaces_id=noon.id) == []
    clash = await services.sessions.overlapping(
        programme.db, mentor_id=programme.mentor, participation_ids=[programme.oksana], day=TUESDAY,
        start=time(16), minutes=60, zone=RIGA,
    )  # fmt: skip
    assert clash is not None and clash.id == noon.id


async def test_the_roster_holds_ended_pairs_as_long_as_their_month_is_open(programme: Programme) -> None:
    pair = await storage.pairs.open_pair(programme.db, programme.anna, programme.mentor)
    assert pair is not None
    pair.ended_on = date(2026, 10, 20)
    await programme.db.flush()
    for day, names in ((6, ["Anna", "Oksana"]), (9, ["Oksana"])):
        roster = await services.sessions.roster(programme.db, mentor_id=programme.mentor, today=date(2026, 11, day))
        assert [one.name for one in roster] == names


async def test_who_takes_part_again_is_logged_where_the_day_belongs(programme: Programme) -> None:
    """One name on the roster; an earlier day goes to the earlier participation."""
    first = await programme.db.get(Participation, programme.anna)
    assert first is not None
    first.ended_on = date(2026, 11, 5)
    again = Participation(
        youth_id=first.youth_id, municipality_id=programme.place, started_on=date(2026, 11, 10),
        planned_end_on=date(2027, 2, 1),
    )  # fmt: skip
    programme.db.add(again)
    await programme.db.flush()
    programme.db.add(
        Pair(participation_id=again.id, mentor_id=programme.mentor, started_on=again.started_on, created_at=NOW)
    )
    await programme.db.flush()
    roster = await services.sessions.roster(programme.db, mentor_id=programme.mentor, today=date(2026, 11, 18))
    assert [one.participation_id for one in roster] == [again.id, programme.oksana]
    await programme.log(again.id, day=date(2026, 11, 4))
    assert (await programme.minutes(programme.anna), await programme.minutes(again.id)) == (90, 0)


async def test_the_outcome_names_every_month_that_was_touched(programme: Programme) -> None:
    early = programme.as_of(date(2026, 11, 2))
    session = await early.log(day=date(2026, 10, 31), start=time(23), minutes=150)
    made = await services.sessions.outcome(programme.db, session, today=date(2026, 11, 2), zone=RIGA)
    done = [(standing.period.key, standing.done) for _, standing in made.standings]
    assert done == [("2026-10", timedelta(hours=1)), ("2026-11", timedelta(minutes=90))]
    assert made.session.youth == ((programme.anna, "Anna"),)


async def test_undo_of_a_change_brings_the_former_entry_back_and_its_own_undo_removes(programme: Programme) -> None:
    old = await programme.log(programme.anna, programme.oksana, start=time(10), note="CV")
    new = await programme.log(programme.oksana, minutes=30, replaces_id=old.id)
    again = await programme.undo(new)
    assert (again.replaces_id, again.start, again.minutes, again.note) == (new.id, time(10), 90, "CV")
    assert (new.voided_at, again.voided_at) == (NOW, None)
    assert [await programme.minutes(one) for one in (programme.anna, programme.oksana)] == [90, 90]
    assert (await programme.undo(new)).id == again.id
    with pytest.raises(Gone):
        await programme.undo(old)
    assert (await programme.undo(again)).id == again.id
    assert [await programme.minutes(one) for one in (programme.anna, programme.oksana)] == [0, 0]


async def test_undo_of_a_change_of_a_change_brings_back_the_change(programme: Programme) -> None:
    first = await programme.log()
    second = await programme.log(minutes=60, replaces_id=first.id)
    third = await programme.log(minutes=30, replaces_id=second.id)
    again = await programme.undo(third)
    assert await programme.minutes(programme.anna) == 60
    changed = await programme.log(minutes=45, replaces_id=again.id)
    assert await programme.minutes(programme.anna) == 45
    await programme.undo(await programme.undo(changed))
    assert await programme.minutes(programme.anna) == 0


async def test_undo_of_a_change_needs_the_former_month_open_too(programme: Programme) -> None:
    early = programme.as_of(date(2026, 11, 2))
    october = await early.log(day=date(2026, 10, 20))
    moved = await early.log(day=date(2026, 11, 2), replaces_id=october.id)
    with pytest.raises(MonthIsLocked):
        await programme.undo(moved)
    assert [await programme.minutes(programme.anna, month) for month in ("2026-10", "2026-11")] == [0, 90]
