"""The result of a month, told on the first of the next one with the month before beside it; it may still change."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import Anchor, Hears
from bot.rules.notices import At
from bot.rules.periods import Period
from bot.services import months
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.reminders import Planned

LATE = timedelta(days=7)
"""So long after the first of a month the result is still worth a message."""


@dataclass(frozen=True)
class Total:
    """Of everyone together; `reached` of `owing` young people reached their target."""

    done: timedelta
    target: timedelta
    reached: int
    owing: int


@dataclass(frozen=True)
class MonthResult:
    """A municipality's month: those who are short first. `open_until` is the last day for corrections, None when it
    has passed."""

    municipality_id: int
    municipality: str
    period: Period
    months: tuple[YouthMonth, ...]
    total: Total
    before: Total
    open_until: date | None

    @property
    def people(self) -> frozenset[int]:
        return frozenset(one.beside.youth_id for one in self.months)


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """To everyone who coordinated when it was due."""
    today = now.astimezone(zone).date()
    first = today.replace(day=1)
    if today - first >= LATE:
        return []
    period = Period.containing(first).previous()
    coordinators = await storage.reminders.coordinators(db)
    known = await storage.municipalities.notice_rules(db, {one.municipality_id for one in coordinators}, on=today)
    found = []
    for one in coordinators:
        for rule in known[one.municipality_id].hanging_on(Anchor.MONTH_RESULT):
            due_at = datetime.combine(first, rule.time_for(Hears.COORDINATOR), tzinfo=zone)
            if one.since < due_at:
                key = f"{rule.kind}:municipality={one.municipality_id}:{period.key}:person={one.person_id}"
                place = one.municipality_id
                found.append(Planned(key, one.person_id, rule.kind, place, period.key, due_at, rule.name))
    return found


async def of(db: Database, municipality_id: int, period: Period, *, today: date) -> MonthResult:
    """As it stands now; whoever took part on a day of it, also those whose programme has ended since."""
    besides = await storage.pairs.in_municipality(db, municipality_id, first=period.first, last=period.last)
    found = months.worst_first(await months.of(db, besides, period=period, today=today))
    apart = months.told_apart(found, await storage.roll.namesakes(db, [municipality_id]))
    named = await months.with_reasons(db, apart, period=period)
    names = await storage.municipalities.names_of(db, [municipality_id])
    days = max((one.policy.correction_days for one in named), default=rules.periods.CORRECTION_DAYS)
    locks_on = rules.periods.locks_on(period, correction_days=days)
    return MonthResult(
        municipality_id=municipality_id,
        municipality=names.get(municipality_id, ""),
        period=period,
        months=tuple(named),
        total=_total((one.standing.done, one.standing.target) for one in named),
        before=_total((one.standing.previous_done, one.standing.previous_target) for one in named),
        open_until=locks_on - timedelta(days=1) if today < locks_on else None,
    )


def _total(found: Any) -> Total:
    known = [(done, target) for done, target in found]
    owing = [(done, target) for done, target in known if target]
    return Total(
        done=sum((done for done, _ in known), timedelta(0)),
        target=sum((target for _, target in known), timedelta(0)),
        reached=sum(done >= target for done, target in owing),
        owing=len(owing),
    )


async def _facts(db: Database, notices: Sequence[Notice], at: At) -> dict[int, MonthResult | Cleared]:
    """Holds in the first week of the next month, for who still coordinates; not where nobody took part."""
    facts: dict[int, MonthResult | Cleared] = {}
    last = Period.containing(at.today).previous()
    for notice in notices:
        if notice.detail != last.key or at.today - at.today.replace(day=1) >= LATE:
            facts[notice.id] = Cleared.OTHER_DAY
        elif notice.subject_id is None or not at.coordinates(notice.subject_id):
            facts[notice.id] = Cleared.NOT_YOURS
        else:
            found = await of(db, notice.subject_id, last, today=at.today)
            facts[notice.id] = found if found.months else Cleared.GONE
    return facts


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[Mapping[int, Any]]]] = {"digest_month": _facts}
