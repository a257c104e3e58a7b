"""Pairs, planned ends, pauses and the end of a programme: what changes, what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot import services, storage
from bot.rules.errors import (
    AlreadyPaired,
    EndBeforeStart,
    Gone,
    MonthIsLocked,
    NotAllowed,
    NotYet,
    OutsideMonths,
    OutsideParticipation,
    ReasonNeeded,
)
from bot.rules.participations import EndReason
from bot.rules.periods import Period
from bot.storage.models import AuditEntry, Pair, Participation, Pause
from tests.services.test_people import NOW, TODAY, Towns, towns

__all__ = ["towns"]  # the fixture

HOUR = timedelta(hours=1)
DECEMBER = date(2026, 12, 20)  # November is closed


async def paired(towns: Towns, started_on: date = TODAY) -> Pair:
    return await services.pairs.bring_together(
        towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, started_on=started_on, now=NOW
    )


async def ended(towns: Towns, last: date, *, today: date = TODAY) -> services.pairs.Ended:
    return await services.pairs.end_programme(
        towns.db, by=towns.anna, youth_id=towns.oksana, last=last, reason=EndReason.MOVED, now=NOW, today=today
    )


async def planned(towns: Towns, last: date, reason: str | None = None, *, today: date = TODAY) -> Participation:
    return await services.pairs.change_planned_end(
        towns.db, by=towns.anna, youth_id=towns.oksana, last=last, reason=reason, now=NOW, today=today
    )


async def pauses(towns: Towns, first: date, last: date | None, *, today: date = TODAY) -> Pause:
    return await services.pairs.pause(
        towns.db, by=towns.anna, youth_id=towns.oksana, first=first, last=last, now=NOW, today=today
    )


async def test_a_pair_begins_no_earlier_than_the_programme(towns: Towns) -> None:
    pair = await paired(towns, date(2026, 10, 1))
    assert pair.started_on == date(2026, 11, 2)


async def test_the_same_two_are_paired_once(towns: Towns) -> None:
    await paired(towns)
    with pytest.raises(AlreadyPaired):
        await paired(towns)


async def test_only_their_coordinator_pairs_and_only_with_mentors_of_the_place(towns: Towns) -> None:
    for by, refusal in ((towns.zane, Gone), (towns.ilze, NotAllowed)):
        with pytest.raises(refusal):
            await services.pairs.bring_together(
                towns.db, by=by, youth_id=towns.oksana, mentor_id=towns.ilze, started_on=TODAY, now=NOW
            )
    with pytest.raises(Gone):
        await services.pairs.bring_together(
            towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.zane, started_on=TODAY, now=NOW
        )


async def test_a_pair_that_ended_may_begin_again(towns: Towns) -> None:
    await paired(towns)
    first = await services.pairs.end_pair(
        towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, now=NOW, today=TODAY
    )
    with pytest.raises(Gone):
        await services.pairs.end_pair(
            towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, now=NOW, today=TODAY
        )
    second = await paired(towns, TODAY + timedelta(days=5))
    assert (first.ended_on, second.id != first.id) == (TODAY, True)


async def test_the_planned_end_stays_within_four_months_without_a_reason(towns: Towns) -> None:
    assert (await planned(towns, date(2027, 3, 1))).planned_end_on == date(2027, 3, 1)
    with pytest.raises(OutsideMonths):
        await planned(towns, date(2027, 6, 1))
    with pytest.raises(ReasonNeeded):
        await planned(towns, date(2027, 6, 1), " ")
    with pytest.raises(EndBeforeStart):
        await planned(towns, date(2026, 10, 1), "why not")
    assert (await planned(towns, date(2027, 6, 1), "Exams")).length_reason == "Exams"
    assert (await planned(towns, date(2027, 2, 1))).length_reason is None


async def test_a_pause_lies_in_the_programme_and_in_an_open_month(towns: Towns) -> None:
    with pytest.raises(OutsideParticipation):
        await pauses(towns, date(2026, 11, 1), None)
    with pytest.raises(EndBeforeStart):
        await pauses(towns, TODAY, TODAY - timedelta(days=1))
    with pytest.raises(MonthIsLocked):
        await pauses(towns, date(2026, 11, 30), None, today=DECEMBER)
    await pauses(towns, date(2026, 12, 1), None, today=DECEMBER)


async def test_a_pause_that_holds_ends_yesterday_and_one_to_come_goes(towns: Towns) -> None:
    pause = await pauses(towns, TODAY - timedelta(days=3), None)
    await services.pairs.resume(towns.db, by=towns.anna, youth_id=towns.oksana, now=NOW, today=TODAY)
    assert pause.last_on == TODAY - timedelta(days=1)
    await pauses(towns, TODAY + timedelta(days=3), None)
    await services.pairs.resume(towns.db, by=towns.anna, youth_id=towns.oksana, now=NOW, today=TODAY)
    assert (await towns.db.scalars(select(Pause.id))).all() == [pause.id]
    with pytest.raises(Gone):
        await services.pairs.resume(towns.db, by=towns.anna, youth_id=towns.oksana, now=NOW, today=TODAY)


async def test_a_programme_ends_with_its_pairs_and_is_not_changed_again(towns: Towns) -> None:
    await paired(towns)
    found = await ended(towns, TODAY)
    assert found.mentors == [towns.ilze]
    assert await storage.pairs.pairs_beyond(towns.db, towns.stay, TODAY) == []
    for change in (ended(towns, TODAY), planned(towns, date(2027, 3, 1)), pauses(towns, TODAY, None), paired(towns)):
        with pytest.raises(Gone):
            await change


async def test_the_last_day_is_no_day_to_come_and_touches_no_closed_month(towns: Towns) -> None:
    with pytest.raises(NotYet):
        await ended(towns, TODAY + timedelta(days=1))
    with pytest.raises(EndBeforeStart):
        await ended(towns, date(2026, 11, 1))
    with pytest.raises(MonthIsLocked):
        await ended(towns, date(2026, 11, 20), today=DECEMBER)
    assert (await ended(towns, date(2026, 11, 30), today=DECEMBER)).participation.ended_on == date(2026, 11, 30)


async def test_a_planned_end_that_moves_changes_no_closed_month(towns: Towns) -> None:
    """November closes on 8 December: its target stays what it was when it closed."""
    with pytest.raises(MonthIsLocked):
        await planned(towns, date(2026, 11, 25), "Moved", today=DECEMBER)
    await planned(towns, date(2026, 12, 10), today=DECEMBER)
    assert await owed(towns, DECEMBER) == 6.5 * HOUR  # 10 days of 31
    await planned(towns, date(2026, 12, 15), today=DECEMBER)
    assert await owed(towns, DECEMBER) == 10 * HOUR
    in_january = date(2027, 1, 20)  # now December is closed
    await planned(towns, date(2027, 2, 1), today=in_january)
    assert await owed(towns, DECEMBER) == 10 * HOUR
    assert await owed(towns, in_january) == 20 * HOUR


async def test_a_programme_may_end_on_its_planned_day_however_late_that_is_noted(towns: Towns) -> None:
    await planned(towns, date(2026, 12, 10))
    with pytest.raises(MonthIsLocked):
        await ended(towns, date(2026, 12, 9), today=date(2027, 1, 20))
    assert (await ended(towns, date(2026, 12, 10), today=date(2027, 1, 20))).participation.ended_on == date(
        2026, 12, 10
    )


async def owed(towns: Towns, day: date) -> timedelta:
    beside = await storage.pairs.by_ids(towns.db, [towns.stay])
    [month] = await services.months.of(towns.db, beside, period=Period.containing(day), today=day)
    return month.standing.target


async def test_a_programme_that_never_began_has_no_day(towns: Towns) -> None:
    found = await ended(towns, date(2026, 10, 20), today=date(2026, 10, 20))
    assert found.participation.ended_on == date(2026, 11, 1)


async def test_every_change_is_in_the_audit(towns: Towns) -> None:
    await paired(towns)
    await planned(towns, date(2027, 3, 1))
    await pauses(towns, TODAY, None)
    await services.pairs.resume(towns.db, by=towns.anna, youth_id=towns.oksana, now=NOW, today=TODAY)
    await ended(towns, TODAY)
    found = await towns.db.scalars(select(AuditEntry.action).where(AuditEntry.person_id == towns.oksana))
    changes = ("replanned", "paused", "resumed", "ended")
    assert {"pair.started", *(f"participation.{one}" for one in changes)} <= set(found)


async def test_a_pair_that_ended_today_is_no_load_any_more(towns: Towns) -> None:
    pair = await paired(towns)
    assert await storage.roll.running_youth_of(towns.db, [towns.ilze], on=TODAY) == {towns.ilze: 1}
    pair.ended_on = TODAY
    await towns.db.flush()
    assert await storage.roll.running_youth_of(towns.db, [towns.ilze], on=TODAY) == {towns.ilze: 0}
