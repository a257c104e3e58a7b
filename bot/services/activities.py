"""Planning activities, changing them, cancelling them.

Whoever is asked is told, and told again early when it changes; what hangs on the time moves with it. `sequence` counts
what a calendar would show differently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.activities import CONCERNED, EXPECTED, ActivityState, SeatAnswer
from bot.rules.errors import Gone, NobodyAsked, OnePlaceOnly, PapersComeFirst, TooLong
from bot.rules.lifelines import Cleared
from bot.rules.people import Role
from bot.rules.plans import ItemAction
from bot.rules.policies import Kind
from bot.rules.sessions import DAY_MINUTES
from bot.services import activity_news, gatherings, looks, plans, roll, volunteering
from bot.services.activity_news import News
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import Activity, PlanItem, Seat
from bot.storage.pairs import Beside

LOOK_BACK = timedelta(days=31)
"""Activities whose attendance nobody noted stay in the list for so long."""


@dataclass(frozen=True)
class Plan:
    """What an activity is to be. `capacity` None: no limit."""

    participation_ids: tuple[int, ...]
    title: str
    kind: Kind
    day: date
    start: time
    minutes: int
    place: str | None = None
    comes_along: str | None = None
    capacity: int | None = None


@dataclass(frozen=True)
class Planned:
    """An activity as it is now, what is to be told, and who has to be told by somebody: because they are not in the
    chat, or because their quiet hours last until it begins."""

    gathering: Gathering
    news: tuple[News, ...]
    out_of_reach: tuple[str, ...] = ()
    asleep: tuple[str, ...] = ()


async def roster(db: Database, *, by: int, today: date) -> list[Beside]:
    """Whom `by` may ask: a mentor their young people, a coordinator those of their municipalities. One line a person,
    names told apart. Raises NotAllowed."""
    roles = await gatherings.roles_of(db, by)
    found: dict[int, Beside] = {}
    apart: dict[int, str] = {}
    if any(role is Role.MENTOR for role, _ in roles):
        own = await storage.pairs.youth_of(db, by, on=today)
        found |= {one.participation_id: one for one in own}
        apart = rules.people.told_apart((one.youth_id, one.name) for one in own)
    places = [place for role, place in sorted(roles) if role is Role.COORDINATOR]
    for place in places:
        here = await storage.pairs.in_municipality(db, place, first=today, last=today)
        found |= {one.participation_id: one for one in here}
    if places:
        apart |= await roll.labels(db, places)
    named = [replace(one, name=apart.get(one.youth_id, one.name)) for one in found.values()]
    return sorted(named, key=lambda one: (one.name, one.participation_id))


async def check_who(db: Database, participation_ids: Sequence[int], *, by: int, today: date) -> list[Beside]:
    """Those to be asked. Raises NobodyAsked, Gone for anybody else's, OnePlaceOnly."""
    if not participation_ids:
        raise NobodyAsked
    known = {one.participation_id: one for one in await roster(db, by=by, today=today)}
    if not known.keys() >= set(participation_ids):
        raise Gone
    found = [known[one] for one in dict.fromkeys(participation_ids)]
    if len({one.municipality_id for one in found}) > 1:
        raise OnePlaceOnly
    return found


async def plannable(db: Database, item_id: int, *, by: int, today: date) -> PlanItem:
    """An item of a plan, as it stands now, that may be given a time. Raises Gone, PapersComeFirst."""
    plan, item = await plans.item_of(db, by=by, item_id=item_id, today=today)
    if plan.may_write and item.missing:
        raise PapersComeFirst(((plan.name, tuple(one.value for one in item.missing)),))
    row = await storage.plans.item(db, item.id)
    if row is None or ItemAction.TIME not in rules.plans.item_actions(plan, item):
        raise Gone
    return row


async def plan(
    db: Database,
    wished: Plan,
    *,
    by: int,
    now: datetime,
    zone: ZoneInfo,
    plan_item_id: int | None = None,
    partner_id: int | None = None,
) -> Planned:
    """Write an activity down and ask everyone. A coordinator's activity is led by the young people's mentor, where they
    have the same one. Raises NotAllowed, NobodyAsked, Gone, OnePlaceOnly, NotAhead, TooLong, PapersComeFirst."""
    wished = _checked(wished, now=now, zone=zone)
    today = now.astimezone(zone).date()
    besides = await check_who(db, wished.participation_ids, by=by, today=today)
    place = besides[0].municipality_id
    item = None if plan_item_id is None else await plannable(db, plan_item_id, by=by, today=today)
    if partner_id is not None:
        partner = await storage.partners.by_id(db, partner_id)
        if partner is None or partner.municipality_id != place:
            raise Gone
    items = {item.participation_id: item.id} if item is not None else None
    await volunteering.check(
        db,
        await volunteering.missing(
            db, wished.participation_ids, kind=wished.kind, day=wished.day, partner_id=partner_id, items=items
        ),
    )
    leader = await _leader(db, besides, by=by, day=wished.day)
    activity = Activity(
        municipality_id=place,
        mentor_id=leader,
        title=wished.title,
        kind=wished.kind.value,
        day=wished.day,
        start=wished.start,
        zone=zone.key,
        minutes=wished.minutes,
        place=wished.place,
        comes_along=wished.comes_along,
        partner_id=partner_id,
        capacity=_capacity(wished),
        written_by=by,
        written_at=now,
    )
    db.add(activity)
    await db.flush()
    await _ask(db, activity.id, wished.participation_ids, item=item, now=now)
    found = await _found(db, activity.id)
    await activity_news.schedule(db, found, now=now, zone=zone)
    await _note(db, found.seats, "activity.planned", activity.id, by=by, now=now)
    told = await activity_news.to_youth(
        db, found, [(one, "activity_invited") for one in found.seats], now=now, zone=zone
    )
    told += activity_news.to_leader(found, "activity_given", str(activity.sequence), by=by)
    return Planned(found, tuple(told), await _out_of_reach(db, found), _asleep(found, told))


async def change(db: Database, activity_id: int, wished: Plan, *, by: int, now: datetime, zone: ZoneInfo) -> Planned:
    """Another time asks everyone anew; anything else is told to those who may come, and to whoever is not asked any
    more that they are not. Raises NotAllowed, Gone, ActivityIsOver, ActivityIsCancelled, NotAhead, NobodyAsked,
    OnePlaceOnly, TooLong, PapersComeFirst."""
    found = await gatherings.led_and_locked(db, activity_id, by=by)
    activity = found.activity
    here = zone_of(activity)
    rules.activities.check_stands(activity.state, activity.day, activity.start, now=now, zone=here)
    wished = _checked(wished, now=now, zone=here)
    before = {one.participation_id: one for one in found.asked}
    added = [one for one in wished.participation_ids if one not in before]
    if not wished.participation_ids:
        raise NobodyAsked
    if added:
        besides = await check_who(db, added, by=by, today=now.astimezone(zone).date())
        if any(one.municipality_id != activity.municipality_id for one in besides):
            raise OnePlaceOnly
    held = await _held_then(db, found, wished)
    is_moved = (activity.day, activity.start) != (wished.day, wished.start)
    is_changed = is_moved or _shown(activity) != _shown(wished)
    _write(activity, wished)
    activity.sequence += 1 if is_changed else 0
    removed = [one for one in before.values() if one.participation_id not in wished.participation_ids]
    await _take_back(db, activity_id, removed, now=now)
    if is_moved:
        await _ask_anew(db, activity_id, but=held)
    await _ask(db, activity_id, added, now=now)
    freed = await fill(db, activity)
    found = await _found(db, activity_id)
    if is_changed or removed:
        await activity_news.unschedule(db, activity_id, reason=Cleared.CHANGED, now=now)
        await activity_news.schedule(db, found, now=now, zone=zone)
    elif added or freed:
        await activity_news.schedule(db, found, now=now, zone=zone)
    await _note(db, found.seats, "activity.changed", activity_id, by=by, now=now)
    kinds = _told_of_change(found, added, removed, freed, is_moved=is_moved, is_changed=is_changed)
    told = await activity_news.to_youth(db, found, kinds, now=now, zone=zone)
    if is_changed:
        told += activity_news.to_leader(found, "activity_changed", str(activity.sequence), by=by)
    seen = await gatherings.led(db, activity_id, by=by)
    return Planned(seen, tuple(told), await _out_of_reach(db, seen), _asleep(found, told))


async def cancel(db: Database, activity_id: int, *, by: int, now: datetime, zone: ZoneInfo) -> Planned:
    """It does not take place; everyone who may have come is told. Twice is once. Raises NotAllowed, Gone,
    ActivityIsOver."""
    found = await gatherings.led_and_locked(db, activity_id, by=by)
    activity = found.activity
    if activity.state == ActivityState.CANCELLED:
        return Planned(found, ())
    rules.activities.check_stands(activity.state, activity.day, activity.start, now=now, zone=zone_of(activity))
    activity.state = ActivityState.CANCELLED.value
    activity.sequence += 1
    await db.flush()
    await activity_news.unschedule(db, activity_id, reason=Cleared.CANCELLED, now=now)
    await _note(db, found.asked, "activity.cancelled", activity_id, by=by, now=now)
    everyone = await _found(db, activity_id)
    kinds = [(one, "activity_cancelled") for one in everyone.asked if one.answer in CONCERNED]
    told = await activity_news.to_youth(db, everyone, kinds, now=now, zone=zone)
    told += activity_news.to_leader(everyone, "activity_cancelled", str(activity.sequence), by=by)
    seen = replace(found, activity=activity)
    return Planned(seen, tuple(told), await _out_of_reach(db, everyone), _asleep(everyone, told))


async def move(db: Database, activity: Activity, day: date, start: time) -> None:
    """To a time that was agreed; what hangs on it is the caller's to plan anew."""
    activity.day, activity.start = rules.activities.on_the_wall(day, start, zone_of(activity))
    activity.sequence += 1
    await db.flush()


async def fill(db: Database, activity: Activity) -> set[int]:
    """Places that are free go to those who wait longest and have the papers for it; the participations that have one
    now."""
    seats = await storage.activities.seats_of(db, activity.id)
    waiting = [one for one in seats if one.answer == SeatAnswer.WAITING]
    lacking = await volunteering.missing(
        db,
        [one.participation_id for one in waiting],
        kind=activity.kind,
        day=activity.day,
        partner_id=activity.partner_id,
        items={one.participation_id: one.plan_item_id for one in waiting},
    )
    but = {one.id for one in waiting if one.participation_id in lacking}
    free = set(rules.activities.next_in_line(seats, activity.capacity, but=but))
    for seat in seats:
        if seat.id in free:
            seat.answer = SeatAnswer.COMING.value
    await db.flush()
    return {seat.participation_id for seat in seats if seat.id in free}


# --- looking ---


async def changeable(db: Database, activity_id: int, *, by: int, now: datetime) -> Gathering:
    """Raises NotAllowed, Gone, ActivityIsOver, ActivityIsCancelled."""
    found = await gatherings.led(db, activity_id, by=by)
    activity = found.activity
    rules.activities.check_stands(activity.state, activity.day, activity.start, now=now, zone=zone_of(activity))
    return found


async def looked_at(db: Database, activity_id: int, *, by: int, now: datetime) -> Gathering:
    """For whoever leads or coordinates; what a coordinator sees of whom is written down. Raises NotAllowed, Gone."""
    found = await gatherings.led(db, activity_id, by=by)
    if found.activity.mentor_id != by:
        await looks.at_activities(
            db, [one.youth_id for one in found.seats], municipality_ids=[found.activity.municipality_id], by=by, now=now
        )
    is_ahead = found.activity.state == ActivityState.PLANNED
    return replace(found, missing=await volunteering.of(db, found)) if is_ahead else found


async def of_staff(db: Database, *, by: int, now: datetime, zone: ZoneInfo) -> list[Gathering]:
    """What is planned, and what waits for attendance, as far as `by` may see it. Raises NotAllowed."""
    roles = await gatherings.roles_of(db, by)
    since = now.astimezone(zone).date() - LOOK_BACK
    places = [place for role, place in sorted(roles) if role is Role.COORDINATOR]
    found = {one.activity.id: one for one in await storage.activities.of_leader(db, by, since=since)}
    if places:
        found |= {one.activity.id: one for one in await storage.activities.in_places(db, places, since=since)}
    seen = [one for each in found.values() if (one := await gatherings.seen_by(db, each, by, roles)) is not None]
    foreign = [one for one in seen if one.activity.mentor_id != by]
    if foreign:
        youth = [seat.youth_id for one in foreign for seat in one.seats]
        await looks.at_activities(db, youth, municipality_ids=places, by=by, now=now)
    return sorted(seen, key=lambda one: (one.activity.day, one.activity.start, one.activity.id))


async def of_youth(db: Database, *, youth_id: int, now: datetime, zone: ZoneInfo) -> list[tuple[Gathering, Asked]]:
    """What a young person is asked to and is still ahead, the next first."""
    roles = await storage.people.roles_of(db, youth_id)
    since = now.astimezone(zone).date() - timedelta(days=1)
    found = []
    for one in await storage.activities.ahead_of_youth(db, youth_id, since=since):
        activity, seat = one.activity, gatherings.own_seat(one, youth_id)
        end = rules.activities.ends(activity.day, activity.start, activity.minutes, zone_of(activity))
        if seat is not None and end > now and (Role.YOUTH, activity.municipality_id) in roles:
            found.append((one, seat))
    return found


# --- what is written ---


def _checked(wished: Plan, *, now: datetime, zone: ZoneInfo) -> Plan:
    if not 0 < wished.minutes <= DAY_MINUTES:
        raise TooLong(DAY_MINUTES)
    rules.activities.check_ahead(wished.day, wished.start, now=now, zone=zone)
    day, start = rules.activities.on_the_wall(wished.day, wished.start, zone)
    return replace(wished, day=day, start=start)


def _capacity(wished: Plan) -> int | None:
    return wished.capacity if len(wished.participation_ids) > 1 else None


def _shown(one: Activity | Plan) -> tuple[object, ...]:
    """What everybody sees of it beside its time."""
    return one.title, one.minutes, one.place, one.comes_along


def _write(activity: Activity, wished: Plan) -> None:
    activity.title, activity.kind = wished.title, wished.kind.value
    activity.day, activity.start, activity.minutes = wished.day, wished.start, wished.minutes
    activity.place, activity.comes_along = wished.place, wished.comes_along
    activity.capacity = _capacity(wished)


async def _leader(db: Database, besides: Sequence[Beside], *, by: int, day: date) -> int:
    ids = [one.participation_id for one in besides]
    that_day = await storage.pairs.mentors_of(db, ids, on=day)
    if all(by in {mentor_id for mentor_id, _ in that_day[one]} for one in ids):
        return by  # a stand-in, too
    mentors = await storage.pairs.open_mentors_of(db, ids)
    of_all = set.intersection(*({mentor_id for mentor_id, _ in mentors[one]} for one in ids))
    return by if by in of_all or not of_all else min(of_all)


async def _ask(
    db: Database,
    activity_id: int,
    participation_ids: Iterable[int],
    *,
    item: PlanItem | None = None,
    now: datetime,
) -> None:
    """A seat each; who was asked before and then not any more is asked again. `item` is of the plan of one of them."""
    known = {seat.participation_id: seat for seat in await storage.activities.seats_of(db, activity_id)}
    for one in participation_ids:
        seat = known.get(one)
        if seat is None:
            item_id = item.id if item is not None and item.participation_id == one else None
            db.add(Seat(activity_id=activity_id, participation_id=one, plan_item_id=item_id, asked_at=now))
        else:
            seat.answer = seat.answered_at = seat.offers = None
            seat.asked_at = now
    await db.flush()


async def _held_then(db: Database, found: Gathering, wished: Plan) -> set[int]:
    """Who was held back before and will be as it is wished now; of anybody else a missing paper refuses the change.
    Raises PapersComeFirst."""
    lacking = await volunteering.missing(
        db,
        wished.participation_ids,
        kind=wished.kind,
        day=wished.day,
        partner_id=found.activity.partner_id,
        items={one.participation_id: one.plan_item_id for one in found.asked},
    )
    held = {one.participation_id for one in found.asked if one.answer == SeatAnswer.HELD}
    await volunteering.check(db, {one: papers for one, papers in lacking.items() if one not in held})
    return held & lacking.keys()


async def _ask_anew(db: Database, activity_id: int, *, but: set[int]) -> None:
    """Another time is another question: earlier answers, wishes and the line of those who wait are over."""
    for seat in await storage.activities.seats_of(db, activity_id):
        if seat.answer != SeatAnswer.TAKEN_BACK and seat.participation_id not in but:
            seat.answer = seat.answered_at = seat.offers = None
    await db.flush()


async def _take_back(db: Database, activity_id: int, removed: Sequence[Asked], *, now: datetime) -> None:
    gone = {one.id for one in removed}
    for seat in await storage.activities.seats_of(db, activity_id):
        if seat.id in gone:
            seat.answer, seat.answered_at, seat.offers = SeatAnswer.TAKEN_BACK.value, now, None
    await db.flush()


def _told_of_change(
    found: Gathering,
    added: Sequence[int],
    removed: Sequence[Asked],
    freed: set[int],
    *,
    is_moved: bool,
    is_changed: bool,
) -> list[tuple[Asked, str]]:
    """One thing for each. Who had said no hears no more of it unless it takes place at another time."""
    kinds = []
    gone = {one.participation_id for one in removed if one.answer in CONCERNED}
    for seat in found.seats:
        if seat.participation_id in added:
            kinds.append((seat, "activity_invited"))
        elif seat.participation_id in gone:
            kinds.append((seat, "activity_taken_back"))
        elif seat.answer in (SeatAnswer.TAKEN_BACK, SeatAnswer.HELD):
            continue
        elif is_moved:
            kinds.append((seat, "activity_moved"))
        elif seat.participation_id in freed:
            kinds.append((seat, "seat_freed"))
        elif is_changed and seat.answer in EXPECTED:
            kinds.append((seat, "activity_changed"))
    return kinds


async def _found(db: Database, activity_id: int) -> Gathering:
    found = await storage.activities.by_id(db, activity_id)
    assert found is not None
    return found


async def _out_of_reach(db: Database, found: Gathering) -> tuple[str, ...]:
    return tuple([one.name for one in found.asked if await storage.people.reader(db, one.youth_id) is None])


def _asleep(found: Gathering, told: Sequence[News]) -> tuple[str, ...]:
    """Whom the news cannot reach before it begins: at night nobody is woken for it."""
    begins = rules.activities.begins(found.activity.day, found.activity.start, zone_of(found.activity))
    late = {one.person_id for one in told if one.due_at is not None and one.due_at >= begins}
    return tuple(one.name for one in found.seats if one.youth_id in late)


async def _note(db: Database, seats: Iterable[Asked], action: str, activity_id: int, *, by: int, now: datetime) -> None:
    for seat in seats:
        await storage.audit.note(
            db, at=now, actor_id=by, action=action, person_id=seat.youth_id, subject=f"activity={activity_id}"
        )
