"""Hours as a picture: whose, for which month; asked for here, and asked again when it is drawn."""

from datetime import date, datetime

from bot import storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.services import jobs, looks, month_results, months
from bot.services.months import YouthMonth
from bot.storage import Database

OWN = 0
"""Instead of a municipality: the mentor's own young people."""
NOW = "now"


async def ask(db: Database, *, by: int, chat_id: int, place: int, month: str, now: datetime, today: date) -> bool:
    """Whether it was asked for now; the look is written down. Raises Gone."""
    _, found, period = await of(db, by=by, place=place, month=month, today=today)
    if not found:
        raise Gone
    if place != OWN:
        youth = [one.beside.youth_id for one in found]
        await looks.at_hours(db, youth, municipality_id=place, by=by, now=now)
    payload = {"place": place, "month": period.key}
    return await jobs.ask(db, kind="hours_picture", person_id=by, chat_id=chat_id, payload=payload, now=now)


async def of(db: Database, *, by: int, place: int, month: str, today: date) -> tuple[str, list[YouthMonth], Period]:
    """Its title, the months, the worst first, and which month. Raises Gone for foreign, missing and future ones."""
    period = _period(month, today)
    roles = await storage.people.roles_of(db, by)
    if place == OWN:
        if not any(role is Role.MENTOR for role, _ in roles):
            raise Gone
        names = await storage.people.names_of(db, [by])
        found = await months.of_mentor(db, by, period=period, today=today)
        return names.get(by, ""), found, period
    if (Role.COORDINATOR, place) not in roles:
        raise Gone
    result = await month_results.of(db, place, period, today=today)
    return result.municipality, list(result.months), period


def _period(month: str, today: date) -> Period:
    if month == NOW:
        return Period.containing(today)
    try:
        period = Period.parse(month)
    except ValueError:
        raise Gone from None
    if period.first > today:
        raise Gone
    return period
