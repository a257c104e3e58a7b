"""What a mentor could plan to close a month: offered as buttons, and opened as a planning card that is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone
from bot.rules.proposals import Busy, Met, Proposal
from bot.services import activities, forecasts
from bot.services.months import YouthMonth
from bot.storage import Database


@dataclass(frozen=True)
class ToPlan:
    """Whom to plan with, and when where that is still to come. `language` is the young person's."""

    participation_id: int
    language: str
    day: date | None
    start: time | None
    minutes: int | None


async def offered(
    db: Database, found: Sequence[YouthMonth], *, mentor_id: int, now: datetime, zone: ZoneInfo, most: int
) -> dict[int, list[Proposal]]:
    """What this mentor could plan to close each of these months, by participation; `most` for each. No day is offered
    twice at the same time."""
    short = [one for one in found if one.forecast is not None and not one.forecast.is_covered]
    if not short:
        return {}
    today = now.astimezone(zone).date()
    ids = [one.beside.participation_id for one in short]
    since = today - timedelta(weeks=rules.proposals.WEEKS_BACK)
    met = forecasts.by_participation(await storage.forecasts.met(db, ids, mentor_id=mentor_id, since=since))
    seats = await storage.forecasts.seats(db, ids, first=today, last=short[0].standing.period.last)
    theirs = forecasts.by_participation(one for one in seats if not one.is_off)
    away = await forecasts.days_away(db, mentor_id, today=today)
    busy = [Busy(*one) for one in await storage.forecasts.busy(db, mentor_id, since=today)]
    found_for: dict[int, list[Proposal]] = {}
    for month in forecasts.most_urgent_first(short):
        one = month.beside.participation_id
        assert month.forecast is not None
        found_for[one] = rules.proposals.proposals(
            month.forecast.to_plan,
            met=[Met(*row[1:]) for row in met.get(one, [])],
            days=month.active_days - away,
            today=today,
            theirs=[Busy(seat.day, seat.start, seat.minutes) for seat in theirs.get(one, [])],
            mentors=busy,
            most_a_day=forecasts.most_a_day(month),
        )[:most]
        busy += [Busy(it.day, it.start, it.minutes) for it in found_for[one]]
    return found_for


async def for_most_urgent(
    db: Database, found: Sequence[YouthMonth], *, mentor_id: int, now: datetime, zone: ZoneInfo
) -> list[tuple[int, str, list[Proposal]]]:
    """(participation, name, proposals) of those whose month will miss its target, three in all."""
    short = [one for one in found if one.forecast is not None and one.forecast.will_miss]
    short = forecasts.most_urgent_first(short)[: rules.proposals.MOST]
    most = rules.proposals.MOST // max(len(short), 1)
    offers = await offered(db, short, mentor_id=mentor_id, now=now, zone=zone, most=most)
    return [
        (one.beside.participation_id, one.beside.name, offers.get(one.beside.participation_id, [])) for one in short
    ]


async def opened(
    db: Database, participation_id: int, stamp: str, minutes: int, *, by: int, now: datetime, zone: ZoneInfo
) -> ToPlan:
    """A proposal that was tapped, maybe weeks later: a time that has passed is asked anew. Raises NotAllowed, Gone."""
    at = rules.activities.read_stamp(stamp)
    if at is None or not 0 < minutes <= rules.proposals.LONGEST:
        raise Gone
    today = now.astimezone(zone).date()
    [beside] = await activities.check_who(db, [participation_id], by=by, today=today)
    person = await storage.people.get(db, beside.youth_id)
    if person is None:
        raise Gone
    is_ahead = rules.activities.begins(at.date(), at.time(), zone) > now
    return ToPlan(
        participation_id,
        person.language,
        day=at.date() if is_ahead else None,
        start=at.time() if is_ahead else None,
        minutes=minutes if is_ahead else None,
    )
