"""The clock's day: what the rules say today is planned once, and planned again when a date or a rule was changed.

What waits and no longer follows from the rules is cleared with its reason; what is newly due is planned; what was said
has its key and is not said again. So a day may be planned twice, late, or after two weeks of silence.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.notices import At
from bot.services import (
    activity_news,
    digests,
    guardians,
    measures,
    month_results,
    notices,
    nudges,
    reminders,
    weeks,
)
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.reminders import Planned


async def is_new_day(db: Database, *, now: datetime) -> bool:
    """Whether a local day began for which nothing is planned yet, or something changed: all that an idle tick asks."""
    day = await storage.reminders.planned_until(db)
    return day is None or day.until <= now or day.rules != rules.notice_rules.fingerprint()


async def plan_day(db: Database, *, now: datetime, zone: ZoneInfo) -> None:
    """What today says to everyone, and until the next local midnight nothing more."""
    before = await storage.reminders.planned_until(db)
    planned = [
        *await reminders.planned(db, now=now, zone=zone),
        *await digests.planned(db, now=now, zone=zone),
        *await month_results.planned(db, now=now, zone=zone),
        *await weeks.planned(db, now=now, zone=zone),
        *await guardians.planned(db, now=now, zone=zone),
        *await measures.planned(db, now=now, zone=zone),
        *await nudges.planned(db, now=now, zone=zone),
    ]
    await storage.reminders.drop_outdated(db, planned, now=now)
    await _clear_unfounded(db, planned, now=now, zone=zone)
    await storage.reminders.plan(db, planned, now=now)
    today = now.astimezone(zone).date()
    packed = rules.notice_rules.fingerprint()
    since = None if before is None or before.rules != packed else before.until.astimezone(zone).date()
    if since is None or await storage.municipalities.changed_since(db, since, until=today):
        await activity_news.plan_again(db, now=now, zone=zone)
    await storage.reminders.plan_again_at(db, next_midnight(now, zone), rules=packed)


async def plan_again(db: Database, *, now: datetime) -> None:
    """A date or a rule was changed: the next tick looks at today again."""
    await storage.reminders.plan_now(db, now)


def next_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0), tzinfo=zone)


async def _clear_unfounded(db: Database, planned: Sequence[Planned], *, now: datetime, zone: ZoneInfo) -> None:
    """What waits of the day's rules, but does not follow from them today: asked as if it were about to leave."""
    keys = {one.key for one in planned}
    names = [one.name for one in rules.notice_rules.PACKED.all() if one.anchor in rules.notice_rules.DAILY]
    waiting = await storage.reminders.waiting(db, kinds={rules.notice_rules.PACKED[name].kind for name in names})
    for person_id, theirs in _by_reader(one for one in waiting if one.rule is not None and one.key not in keys):
        roles = await storage.people.roles_of(db, person_id)
        asked = await notices.ask(db, theirs, At(person_id, frozenset(roles), now, zone))
        for notice_id, why in asked.over.items():
            await storage.notices.settle(db, [notice_id], "cleared", reason=why, now=now)


def _by_reader(found: Iterable[Notice]) -> Iterable[tuple[int, list[Notice]]]:
    theirs: dict[int, list[Notice]] = defaultdict(list)
    for one in found:
        theirs[one.person_id].append(one)
    return theirs.items()
