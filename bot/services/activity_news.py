"""What is told about activities, at once or at its time: planned with them, moved with them.

What was planned under a number of `sequence` is over when the activity has moved on. Whether it still holds when it
leaves is asked in `activity_notices`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import SOON, ReminderTime, SeatAnswer
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import Anchor, NoticeRule, NoticeRules
from bot.rules.questionnaire import chosen
from bot.services import quiet
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering

TIMED = ("activity_reminder", "activity_over")
"""Those that hang on its time."""
_AT_ONCE = 100  # activities read together


@dataclass(frozen=True)
class News:
    """Something to be told: what `Context.tell` takes."""

    person_id: int
    kind: str
    activity_id: int
    detail: str
    due_at: datetime | None = None
    is_urgent: bool = False


# --- told at once ---


async def to_youth(
    db: Database, found: Gathering, kinds: Sequence[tuple[Asked, str]], *, now: datetime, zone: ZoneInfo
) -> list[News]:
    """What changes for each. Close ahead it passes the budget of one message a day, because who was told yesterday
    would come in vain; it passes days off for the same reason, and never the quiet hours."""
    told = []
    is_soon = _begins(found) - now < SOON
    for seat, kind in kinds:
        due_at = None
        if is_soon or kind in _ANSWERS:
            roles = await storage.people.roles_of(db, seat.youth_id)
            hours = await quiet.of(db, seat.youth_id, roles=roles, today=now.astimezone(zone).date())
            due_at = hours.hours.next_open(now, zone)
        detail = str(found.activity.sequence)
        told.append(News(seat.youth_id, kind, found.activity.id, detail, due_at, is_urgent=due_at is not None))
    return told


_ANSWERS = frozenset({"times_offered", "seat_freed"})
"""What a young person's own tap has asked for."""


def to_leader(found: Gathering, kind: str, detail: str, *, by: int) -> list[News]:
    """Unless it is their own doing."""
    leader = found.activity.mentor_id
    return [] if leader == by else [News(leader, kind, found.activity.id, detail)]


async def write(db: Database, told: Sequence[News], *, now: datetime) -> None:
    """Planned by a service itself, where what is told follows from somebody else's act."""
    for one in told:
        await storage.notices.plan(
            db,
            key=f"{one.kind}:activity={one.activity_id}:{one.detail}:at={now.isoformat()}:person={one.person_id}",
            person_id=one.person_id,
            kind=one.kind,
            subject_id=one.activity_id,
            detail=one.detail,
            due_at=one.due_at or now,
            now=now,
            is_urgent=one.is_urgent,
        )


# --- planned with its time ---


async def schedule(db: Database, found: Gathering, *, now: datetime, zone: ZoneInfo) -> None:
    """A reminder for everyone who may come, and the question about attendance to the leader when it is over."""
    rules_here = await _rules(db, found, now, zone)
    for rule in rules_here.hanging_on(Anchor.ACTIVITY):
        for seat in found.asked:
            if seat.answer in (None, SeatAnswer.COMING):
                await _remind(db, found, seat, rule, now=now, zone=zone)
    activity = found.activity
    for rule in rules_here.hanging_on(Anchor.ACTIVITY_END):
        await _plan(db, found, rule, activity.mentor_id, _ends(found), now=now)


async def plan_again(db: Database, *, now: datetime, zone: ZoneInfo) -> None:
    """After rules were changed: what waits for its activity moves to its new time or is cleared, what is newly due is
    planned; what was said stays said."""
    ids = await storage.activities.ids_ahead(db, since=now.astimezone(zone).date())
    for start in range(0, len(ids), _AT_ONCE):
        for found in await storage.activities.by_ids(db, ids[start : start + _AT_ONCE]):
            rules_here = await _rules(db, found, now, zone)
            off = [one for one in TIMED if not rules_here.is_on(one)]
            if off:
                await storage.activities.clear_notices(db, off, found.activity.id, reason=Cleared.RULE_OFF, now=now)
            await schedule(db, found, now=now, zone=zone)


async def _rules(db: Database, found: Gathering, now: datetime, zone: ZoneInfo) -> NoticeRules:
    place = found.activity.municipality_id
    return (await storage.municipalities.notice_rules(db, [place], on=now.astimezone(zone).date()))[place]


async def _remind(
    db: Database, found: Gathering, seat: Asked, rule: NoticeRule, *, now: datetime, zone: ZoneInfo
) -> None:
    """At the times they chose; none for what begins so soon that the invitation itself reminds."""
    activity = found.activity
    roles = await storage.people.roles_of(db, seat.youth_id)
    hours = await quiet.of(db, seat.youth_id, roles=roles, today=now.astimezone(zone).date())
    is_own = rule.name != rule.kind  # a rule that a municipality added knows its day
    prefers = frozenset({ReminderTime.DAY_BEFORE}) if is_own else await _preferred(db, seat.youth_id)
    times = rules.activities.reminders_at(
        activity.day, activity.start, zone_of(activity), quiet=hours.rest, rule=rule, prefers=prefers
    )
    for which, due_at in times.items():
        if due_at > now:
            await _plan(db, found, rule, seat.youth_id, due_at, now=now, is_close=which is ReminderTime.HOUR_BEFORE)


async def _preferred(db: Database, youth_id: int) -> frozenset[ReminderTime]:
    """What they chose when getting to know each other; nothing where it was not asked yet or was passed over."""
    standing = await storage.profiles.standing_of(db, youth_id)
    given = {} if standing is None else await storage.profiles.given_in(db, standing.id)
    said = chosen({key: one.value for key, one in given.items()}, "reach.ahead")
    return frozenset(one for one in ReminderTime if one in said)


async def remind_anew(db: Database, youth_id: int, *, now: datetime) -> None:
    """They have chosen other times or quiet hours: what was planned under the former ones moves."""
    for found in await storage.activities.ahead_of_youth(db, youth_id, since=now.date()):
        await storage.activities.clear_notices(
            db, ["activity_reminder"], found.activity.id, reason=Cleared.CHANGED, now=now, person_id=youth_id
        )
        zone = zone_of(found.activity)
        rules_here = await _rules(db, found, now, zone)
        for rule in rules_here.hanging_on(Anchor.ACTIVITY):
            for seat in found.asked:
                if seat.youth_id == youth_id and seat.answer in (None, SeatAnswer.COMING):
                    await _remind(db, found, seat, rule, now=now, zone=zone)


async def _plan(
    db: Database,
    found: Gathering,
    rule: NoticeRule,
    person_id: int,
    due_at: datetime,
    *,
    now: datetime,
    is_close: bool = False,
) -> None:
    """One of an hour before, `is_close`, passes the budget of one a day, because tomorrow it would be no use."""
    activity = found.activity
    which = "" if rule.name == rule.kind else f"{rule.name}:"
    if is_close:
        which += f"{ReminderTime.HOUR_BEFORE}:"
    await storage.notices.plan_again(
        db,
        key=f"{rule.kind}:activity={activity.id}:{activity.sequence}:{which}person={person_id}",
        person_id=person_id,
        kind=rule.kind,
        rule=rule.name,
        subject_id=activity.id,
        detail=str(activity.sequence),
        due_at=due_at,
        now=now,
        is_urgent=is_close,
    )


async def unschedule(db: Database, activity_id: int, *, reason: Cleared, now: datetime) -> None:
    await storage.activities.clear_notices(db, TIMED, activity_id, reason=reason, now=now)


async def answered(db: Database, found: Gathering, seat: Asked, *, now: datetime, zone: ZoneInfo) -> None:
    """Who comes is reminded; who does not, or has no place, is not."""
    if seat.answer == SeatAnswer.COMING:
        for rule in (await _rules(db, found, now, zone)).hanging_on(Anchor.ACTIVITY):
            await _remind(db, found, seat, rule, now=now, zone=zone)
    else:
        await storage.activities.clear_notices(
            db,
            ["activity_reminder"],
            found.activity.id,
            reason=Cleared.NOT_COMING,
            now=now,
            person_id=seat.youth_id,
        )


def _begins(found: Gathering) -> datetime:
    return rules.activities.begins(found.activity.day, found.activity.start, zone_of(found.activity))


def _ends(found: Gathering) -> datetime:
    activity = found.activity
    return rules.activities.ends(activity.day, activity.start, activity.minutes, zone_of(activity))
