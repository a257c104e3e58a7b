"""Getting to know each other that was begun and left: at most two kind reminders, days apart, then silence.

They are planned with the day, at the hour at which the young person was there last, and leave when they may be written
to; whoever goes on meanwhile hears nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import storage
from bot.rules.errors import Gone
from bot.rules.policies import Policy
from bot.storage import Database
from bot.storage.profiles import Stuck
from bot.storage.reminders import Planned

KIND = "profile_nudge"
MOST = 2
FORGOTTEN = timedelta(days=60)  # after so long of silence nobody is reminded any more


async def due(db: Database, *, now: datetime, zone: ZoneInfo) -> None:
    """Plan what today reminds of."""
    today = now.astimezone(zone).date()
    found = await storage.profiles.stuck(
        db,
        touched_after=now - FORGOTTEN,
        touched_before=datetime.combine(today, time(0), tzinfo=zone),
        most=MOST,
    )
    policies = await _policies(db, {one.municipality_id for one in found}, today)
    nudged = await storage.profiles.nudged(db, [one.id for one in found if one.nudges], kind=KIND)
    planned: list[Planned] = []
    for one in found:
        waits, last_at = nudged.get(one.id, (False, None))
        if not waits and _day(one, policies[one.municipality_id], last_at, zone) <= today:
            planned.append(_planned(one, today, zone))
    if planned:
        await storage.reminders.plan(db, planned, now=now)
        await storage.profiles.count_nudges(db, [one.subject_id for one in planned])


async def put_off(db: Database, *, person_id: int, profile_id: int, now: datetime) -> None:
    """*Later*: the next one counts its days from here. Raises Gone when it is not theirs or is sent."""
    row = await storage.profiles.locked(db, profile_id)
    if row is None or row.person_id != person_id or row.state != "answering":
        raise Gone
    await _put_off(db, row.id, now=now)


async def put_off_mine(db: Database, *, person_id: int, now: datetime) -> None:
    """*Later* on the card of the questions themselves; nothing where none of theirs waits for answers."""
    standing = await storage.profiles.standing_of(db, person_id)
    if standing is not None and standing.state == "answering":
        await _put_off(db, standing.id, now=now)


async def _put_off(db: Database, profile_id: int, *, now: datetime) -> None:
    """One that was planned for today and not said yet is not said, and does not count."""
    waits, _ = (await storage.profiles.nudged(db, [profile_id], kind=KIND)).get(profile_id, (False, None))
    await storage.profiles.put_off(db, profile_id, now=now, unsaid=int(waits))


def detail(nudge: int, touched_at: datetime) -> str:
    """Which of the two it is, and the last sign of life before: after another one it is said no more."""
    return f"{nudge}:{int(touched_at.timestamp())}"


def _day(one: Stuck, policy: Policy, last_at: datetime | None, zone: ZoneInfo) -> date:
    """The first day for the next one. The second keeps its distance also where the first came late."""
    touched_on = one.touched_at.astimezone(zone).date()
    if not one.nudges:
        return touched_on + timedelta(days=policy.nudge_first_days)
    second = touched_on + timedelta(days=policy.nudge_second_days)
    apart = timedelta(days=max(policy.nudge_second_days - policy.nudge_first_days, 1))
    return second if last_at is None else max(second, last_at.astimezone(zone).date() + apart)


def _planned(one: Stuck, today: date, zone: ZoneInfo) -> Planned:
    local = one.touched_at.astimezone(zone)
    said = detail(one.nudges + 1, one.touched_at)
    return Planned(
        key=f"{KIND}:profile={one.id}:{said}",
        person_id=one.person_id,
        kind=KIND,
        subject_id=one.id,
        detail=said,
        due_at=datetime.combine(today, local.time(), tzinfo=zone),
    )


async def _policies(db: Database, places: Iterable[int], today: date) -> dict[int, Policy]:
    return {one: await storage.municipalities.policy(db, one, on=today) for one in places}
