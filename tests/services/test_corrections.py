"""Correcting a name, a first day and a date of birth, on both databases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from bot import services
from bot.rules.errors import Gone, LoggedBefore, NameNeeded, NotAfterEnd, NotAllowed, OutsideParticipation
from bot.rules.people import Role
from bot.storage.models import EligibilityCheck, MonthReason, Pair, Participation, Person
from tests.town import LONG_AGO, RIGA, Town, founded, november

NOW = november(18, 12)
TODAY = date(2026, 11, 18)


@dataclass(frozen=True)
class Programme:
    town: Town
    place: int
    anna: int
    ilze: int
    stay: int
    oksana: int


@pytest.fixture
async def programme(database_url: str) -> AsyncIterator[Programme]:
    async with founded(database_url) as town:
        place = await town.place()
        anna = await town.person("Anna", Role.COORDINATOR, place=place)
        ilze = await town.person("Ilze", Role.MENTOR, place=place)
        stay = await town.youth("Oxana", ilze, place=place)
        async with town.sessions.begin() as db:
            found = await db.get_one(Participation, stay)
            person = await db.get_one(Person, found.youth_id)
            person.birth_date = "2004-05-03"
            db.add(EligibilityCheck(person_id=person.id, statuses=["none"], result="eligible", said_at=LONG_AGO))
            db.add(
                MonthReason(participation_id=stay, month="2026-11", reason="illness", noted_by=anna, noted_at=LONG_AGO)
            )
        yield Programme(town, place, anna, ilze, stay, found.youth_id)


async def moves(programme: Programme, first: date, *, today: date = TODAY) -> None:
    async with programme.town.sessions.begin() as db:
        await services.corrections.correct_first_day(
            db, by=programme.anna, youth_id=programme.oksana, first=first, reason=None, now=NOW, today=today
        )


async def test_former_names_are_kept_once_and_not_the_one_that_holds(programme: Programme) -> None:
    for name in ("Oksana", "Oksana Koval", "Oksana"):
        async with programme.town.sessions.begin() as db:
            await services.corrections.correct_name(
                db, by=programme.anna, person_id=programme.oksana, name=name, now=NOW
            )
    async with programme.town.sessions() as db:
        person = await db.get_one(Person, programme.oksana)
    assert (person.name, person.former_names) == ("Oksana", ["Oxana", "Oksana Koval"])


async def test_pairs_and_reasons_follow_the_first_day(programme: Programme) -> None:
    await programme.town.pair(programme.stay, programme.ilze, date(2026, 11, 2), date(2026, 11, 3))
    await moves(programme, date(2026, 11, 9))
    async with programme.town.sessions() as db:
        started = set(await db.scalars(select(Pair.started_on)))
        assert started == {date(2026, 11, 9), date(2026, 11, 2)}, "what was over before stays as it was"
        assert list(await db.scalars(select(MonthReason.month))) == ["2026-11"]
    await moves(programme, date(2026, 12, 1))
    async with programme.town.sessions() as db:
        assert list(await db.scalars(select(MonthReason.month))) == []


async def logs(programme: Programme, day: date, *, replaces_id: int | None = None) -> int:
    async with programme.town.sessions.begin() as db:
        session = await services.sessions.log(
            db, mentor_id=programme.ilze, participation_ids=[programme.stay], day=day, start=None,
            minutes=60, kind="mentoring", mode="in_person", attended=True, note=None, said_at=NOW, now=NOW, zone=RIGA,
            replaces_id=replaces_id,
        )  # fmt: skip
        return session.id


async def test_only_entries_that_were_not_taken_back_stand_in_the_way(programme: Programme) -> None:
    taken_back = await logs(programme, date(2026, 11, 4))
    async with programme.town.sessions.begin() as db:
        await services.sessions.undo(db, taken_back, mentor_id=programme.ilze, now=NOW, zone=RIGA)
    await logs(programme, date(2026, 11, 10))
    await moves(programme, date(2026, 11, 9))
    with pytest.raises(LoggedBefore) as no:
        await moves(programme, date(2026, 11, 11))
    assert no.value.entries == ((date(2026, 11, 10), "Ilze"),)


async def test_an_entry_that_was_moved_does_not_come_back_before_the_first_day(programme: Programme) -> None:
    early = await logs(programme, date(2026, 11, 4))
    moved = await logs(programme, date(2026, 11, 10), replaces_id=early)
    await moves(programme, date(2026, 11, 9))
    async with programme.town.sessions() as db:
        with pytest.raises(OutsideParticipation):
            await services.sessions.undo(db, moved, mentor_id=programme.ilze, now=NOW, zone=RIGA)


async def test_a_first_day_stays_behind_a_former_programme(programme: Programme) -> None:
    async with programme.town.sessions.begin() as db:
        db.add(
            Participation(
                youth_id=programme.oksana, municipality_id=programme.place, started_on=date(2026, 6, 1),
                planned_end_on=date(2026, 10, 29), ended_on=date(2026, 10, 30),
            )
        )  # fmt: skip
    with pytest.raises(NotAfterEnd):
        await moves(programme, date(2026, 10, 30), today=date(2026, 11, 3))
    await moves(programme, date(2026, 10, 31), today=date(2026, 11, 3))


async def test_foreign_missing_and_erased_people_are_gone(programme: Programme) -> None:
    valka = await programme.town.place("Valka")
    zane = await programme.town.person("Zane", Role.COORDINATOR, place=valka)
    correct = services.corrections
    for by, person_id, no in (
        (zane, programme.oksana, Gone),
        (programme.anna, 9999, Gone),
        (programme.ilze, programme.oksana, NotAllowed),
    ):
        async with programme.town.sessions() as db:
            with pytest.raises(no):
                await correct.correct_name(db, by=by, person_id=person_id, name="Oksana", now=NOW)
            with pytest.raises(no):
                await correct.correct_first_day(
                    db, by=by, youth_id=person_id, first=date(2026, 11, 2), reason=None, now=NOW, today=TODAY
                )
            with pytest.raises(no):
                await correct.correct_birth_date(
                    db, by=by, person_id=person_id, birth=date(2004, 5, 4), now=NOW, today=TODAY, zone=RIGA
                )
    async with programme.town.sessions() as db:
        with pytest.raises(NameNeeded):
            await correct.correct_name(db, by=programme.anna, person_id=programme.oksana, name="12", now=NOW)


async def test_what_a_coordinator_found_about_the_status_stands(programme: Programme) -> None:
    async with programme.town.sessions.begin() as db:
        check = (await db.scalars(select(EligibilityCheck))).one()
        check.result = "not_eligible"
        await services.corrections.correct_birth_date(
            db, by=programme.anna, person_id=programme.oksana, birth=date(1980, 1, 1), now=NOW, today=TODAY, zone=RIGA
        )
        assert check.result == "not_eligible"
