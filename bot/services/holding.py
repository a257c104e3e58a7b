"""What a paper, or a date of birth that was put right, changes for activities that are planned already: who may not
take part without a paper is held back and told so, and is asked again when it is there. Nobody is left without word.
"""

from datetime import datetime, timedelta

from bot import rules, storage
from bot.rules.activities import SeatAnswer
from bot.rules.lifelines import Cleared
from bot.rules.people import Role
from bot.services import activities, activity_news, volunteering
from bot.services.activity_news import News
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering


async def reconsider(db: Database, youth_id: int, *, by: int, now: datetime) -> None:
    """Every activity ahead to which this young person is asked."""
    for one in await storage.activities.ahead_of_youth(db, youth_id, since=(now - timedelta(days=1)).date()):
        await storage.activities.locked(db, one.activity.id)
        found = await storage.activities.by_id(db, one.activity.id)
        if found is not None and _begins(found) > now:
            for seat in (seat for seat in found.asked if seat.youth_id == youth_id):
                await _settle(db, found, seat, by=by, now=now)


async def _settle(db: Database, found: Gathering, seat: Asked, *, by: int, now: datetime) -> None:
    lacking = seat.participation_id in await volunteering.of(db, found, [seat])
    if lacking and seat.answer in (None, SeatAnswer.COMING):
        await _write(db, found, seat, SeatAnswer.HELD, now)
        await _tell_youth(db, found, seat, "activity_held", now)
        await _tell_staff(db, found, seat, now=now)
        await _note(db, found, seat, "seat.held", by=by, now=now)
        await storage.activities.clear_notices(
            db, ["activity_reminder"], found.activity.id, reason=Cleared.CHANGED, now=now, person_id=seat.youth_id
        )
    elif seat.answer == SeatAnswer.HELD and not lacking:
        await _write(db, found, seat, None, now)
        await _tell_youth(db, found, seat, "activity_invited", now)
        await _note(db, found, seat, "seat.asked_again", by=by, now=now)
        again = await storage.activities.by_id(db, found.activity.id)
        assert again is not None
        await activity_news.schedule(db, again, now=now, zone=zone_of(found.activity))
    await _fill(db, found, now)


async def _write(db: Database, found: Gathering, seat: Asked, answer: SeatAnswer | None, now: datetime) -> None:
    for row in await storage.activities.seats_of(db, found.activity.id):
        if row.id == seat.id:
            row.answer, row.answered_at, row.offers = answer, None if answer is None else now, None
    await db.flush()


async def _fill(db: Database, found: Gathering, now: datetime) -> None:
    """The place goes on to who waits for it, or to who waited for the paper."""
    freed = await activities.fill(db, found.activity)
    seen = await storage.activities.by_id(db, found.activity.id)
    assert seen is not None
    for seat in seen.asked:
        if seat.participation_id in freed:
            await activity_news.answered(db, seen, seat, now=now, zone=zone_of(found.activity))
            await _tell_youth(db, seen, seat, "seat_freed", now)


async def _tell_youth(db: Database, found: Gathering, seat: Asked, kind: str, now: datetime) -> None:
    told = await activity_news.to_youth(db, found, [(seat, kind)], now=now, zone=zone_of(found.activity))
    await activity_news.write(db, told, now=now)


async def _tell_staff(db: Database, found: Gathering, seat: Asked, *, now: datetime) -> None:
    """Who leads it, and whoever may record the paper."""
    holders = await storage.people.holders(db, Role.COORDINATOR, found.activity.municipality_id)
    readers = dict.fromkeys((found.activity.mentor_id, *(one.id for one in holders)))
    told = [News(one, "paper_awaited", found.activity.id, str(seat.participation_id)) for one in readers]
    await activity_news.write(db, told, now=now)


def _begins(found: Gathering) -> datetime:
    return rules.activities.begins(found.activity.day, found.activity.start, zone_of(found.activity))


async def _note(db: Database, found: Gathering, seat: Asked, action: str, *, by: int, now: datetime) -> None:
    await storage.audit.note(
        db, at=now, actor_id=by, action=action, person_id=seat.youth_id, subject=f"activity={found.activity.id}"
    )
