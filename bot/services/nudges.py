"""Getting to know each other that was begun and left: at most two kind reminders, days apart, then silence.

They are planned with the day, at the hour at which the young person was there last, and leave when they may be written
to; whoever goes on meanwhile hears nothing.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import storage
from bot.rules.errors import Gone
from bot.rules.notice_rules import Anchor, Hears, NoticeRule
from bot.storage import Database
from bot.storage.profiles import Stuck
from bot.storage.reminders import Planned

KIND = "profile_nudge"
MOST = 2
FORGOTTEN = timedelta(days=60)  # after so long of silence nobody is reminded any more


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """What today reminds of; each of them is counted, so plan them in this transaction."""
    today = now.astimezone(zone).date()
    found = await storage.profiles.stuck(
        db,
        touched_after=now - FORGOTTEN,
        touched_before=datetime.combine(today, time(0), tzinfo=zone),
        most=MOST,
    )
    rules = await storage.municipalities.notice_rules(db, {one.municipality_id for one in found}, on=today)
    nudged = await storage.profiles.nudged(db, [one.id for one in found if one.nudges], kind=KIND)
    planned = []
    for one in found:
        waits, last_at = nudged.get(one.id, (False, None))
        ladder = rules[one.municipality_id].hanging_on(Anchor.SITTING)
        if not waits and one.nudges < len(ladder) and _day(one, ladder, last_at, zone) <= today:
            planned.append(_planned(one, ladder[one.nudges], today, zone))
    if planned:
        await storage.profiles.count_nudges(db, [one.subject_id for one in planned])
    return planned


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


def _day(one: Stuck, ladder: Sequence[NoticeRule], last_at: datetime | None, zone: ZoneInfo) -> date:
    """The first day for the next one. A later one keeps its distance also where the one before came late."""
    touched_on = one.touched_at.astimezone(zone).date()
    due_on = touched_on + timedelta(days=ladder[one.nudges].number)
    if not one.nudges or last_at is None:
        return due_on
    apart = timedelta(days=max(ladder[one.nudges].number - ladder[one.nudges - 1].number, 1))
    return max(due_on, last_at.astimezone(zone).date() + apart)


def _planned(one: Stuck, rule: NoticeRule, today: date, zone: ZoneInfo) -> Planned:
    local = one.touched_at.astimezone(zone)
    said = detail(one.nudges + 1, one.touched_at)
    at = dict(rule.at).get(Hears.YOUTH, local.time())
    return Planned(
        key=f"{KIND}:profile={one.id}:{said}",
        person_id=one.person_id,
        kind=KIND,
        subject_id=one.id,
        detail=said,
        due_at=datetime.combine(today, at, tzinfo=zone),
        rule=rule.name,
    )
