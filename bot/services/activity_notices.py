"""What young people and leaders hear about activities without having asked: true when it leaves.

The subject of all of them is the activity; the reader says whose seat is meant. What was planned under a number of
`sequence` is over when the activity has moved on.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot import rules, storage
from bot.rules.activities import CONCERNED, EXPECTED, ActivityState, SeatAnswer
from bot.rules.lifelines import Cleared
from bot.rules.notices import At
from bot.rules.plans import PaperKind
from bot.services import gatherings, volunteering
from bot.services.gatherings import zone_of
from bot.storage import Database
from bot.storage.activities import Asked, Gathering
from bot.storage.models import Notice


@dataclass(frozen=True)
class OfActivity:
    """`is_own`: the young person reads, who may answer. Otherwise `who` is the young person it is about.

    `times` were offered; `expected` are (participation, name) of those whose attendance is not noted. `worth_until` is
    its beginning, after which it need not be said any more; None where it is said because it is over. `missing` are
    papers for which the young person is held back. `is_led`: nobody has still to say that they lead it."""

    activity_id: int
    title: str
    day: date
    start: time
    minutes: int
    place: str | None
    comes_along: str | None
    leader: str
    is_own: bool
    is_group: bool
    who: str | None = None
    answer: str | None = None
    times: tuple[datetime, ...] = ()
    expected: tuple[tuple[int, str], ...] = ()
    worth_until: datetime | None = None
    missing: tuple[PaperKind, ...] = ()
    participation_id: int | None = None
    is_led: bool = True
    invited: tuple[str, ...] = ()


async def _to_own(
    db: Database, notices: Sequence[Notice], at: At, holds: Callable[[Gathering, Asked, Notice], bool]
) -> dict[int, OfActivity]:
    """To young people: as long as it is ahead."""
    return {
        notice.id: _facts(found, seat=seat, times=times_ahead(found, seat, at.now), is_own=True)
        for notice, found in await _gatherings(db, notices)
        for seat in found.seats
        if seat.youth_id == at.reader_id and _begins(found) > at.now and holds(found, seat, notice)
    }


async def _invited(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Holds while it is as it was when they were asked, and not answered."""
    return await _to_own(db, notices, at, lambda found, seat, notice: _stands(found, notice) and seat.answer is None)


async def _changed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Who leads hears of it too, where it was not their doing."""
    own = await _to_own(db, notices, at, lambda found, seat, notice: _stands(found, notice) and seat.answer in EXPECTED)
    return own | await _to_leader(db, notices, at, _stands)


async def _cancelled(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    own = await _to_own(db, notices, at, lambda found, seat, _: _is_cancelled(found) and seat.answer in CONCERNED)
    return own | await _to_leader(db, notices, at, lambda found, _: _is_cancelled(found))


async def _held(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To the young person, while a paper is missing that it needs."""
    own = await _to_own(
        db,
        notices,
        at,
        lambda found, seat, _: found.activity.state == ActivityState.PLANNED and seat.answer == SeatAnswer.HELD,
    )
    return await _with_papers(db, notices, own)


async def _paper_awaited(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To who leads it and who may record the paper; the detail names the young person."""
    facts = {}
    for notice, found in await _gatherings(db, notices):
        seen = await gatherings.seen_by(db, found, at.reader_id, at.roles)
        for seat in seen.asked if seen is not None else ():
            is_meant = str(seat.participation_id) == notice.detail and seat.answer == SeatAnswer.HELD
            if is_meant and found.activity.state == ActivityState.PLANNED and _begins(found) > at.now:
                facts[notice.id] = _facts(found, seat=seat)
    return await _with_papers(db, notices, facts)


async def _with_papers(db: Database, notices: Sequence[Notice], facts: dict[int, OfActivity]) -> dict[int, OfActivity]:
    """With the papers that are missing; without what waits for none any more."""
    kept = {}
    for notice, found in await _gatherings(db, [one for one in notices if one.id in facts]):
        said = facts[notice.id]
        seats = [one for one in found.seats if one.participation_id == said.participation_id]
        if lacking := (await volunteering.of(db, found, seats)).get(said.participation_id or 0):
            kept[notice.id] = replace(said, missing=lacking)
    return kept


async def _taken_back(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    return await _to_own(db, notices, at, lambda _found, seat, _: seat.answer == SeatAnswer.TAKEN_BACK)


async def _reminder(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Holds for who may come: not in a pause unless they said so, not when the programme is over by then, not when
    nobody is there any more who leads it."""
    facts = await _to_own(
        db,
        notices,
        at,
        lambda found, seat, notice: _stands(found, notice) and seat.answer in (None, SeatAnswer.COMING),
    )
    kept = {}
    is_paused = await storage.time_off.holding(db, at.reader_id, on=at.today) is not None
    for notice, found in await _gatherings(db, [one for one in notices if one.id in facts]):
        if notice.is_urgent and is_paused:
            continue  # nothing else holds it back
        seat = next(one for one in found.seats if one.youth_id == at.reader_id)
        if await _takes_part(db, found, seat) and await _is_led(db, found):
            kept[notice.id] = facts[notice.id]
    return kept


async def _freed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    return await _to_own(
        db, notices, at, lambda found, seat, notice: _stands(found, notice) and seat.answer == SeatAnswer.COMING
    )


async def _offered(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    return await _to_own(
        db, notices, at, lambda found, seat, notice: _stands(found, notice) and bool(times_ahead(found, seat, at.now))
    )


async def _to_leader(
    db: Database, notices: Sequence[Notice], at: At, holds: Callable[[Gathering, Notice], bool]
) -> dict[int, OfActivity]:
    """While it is ahead and theirs to lead."""
    return {
        notice.id: _facts(found)
        for notice, found in await _gatherings(db, notices)
        if _is_read_by_leader(found, at) and _begins(found) > at.now and holds(found, notice)
    }


async def _given(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    return await _to_leader(db, notices, at, _stands)


async def _taken(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To whom it was passed on: a coordinator has answered instead. Holds while it is ahead and somebody else's."""
    return {
        notice.id: _facts(found)
        for notice, found in await _gatherings(db, notices)
        if found.activity.mentor_id != at.reader_id
        and found.activity.handed_over_at is None
        and _begins(found) > at.now
        and _stands(found, notice)
        and any(place == found.activity.municipality_id and role in rules.people.STAFF for role, place in at.roles)
    }


async def _passed_on(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To whom it was passed on; holds until it is answered."""
    return await _to_leader(db, notices, at, lambda found, _: _is_unled(found))


async def _unled(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To coordinators; holds while whom it was passed on to has not answered."""
    return {
        notice.id: _facts(found)
        for notice, found in await _gatherings(db, notices)
        if at.coordinates(found.activity.municipality_id)
        and _is_unled(found)
        and notice.detail == str(found.activity.mentor_id)
        and _begins(found) > at.now
    }


async def _leader_changed(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """To young people, as it stands by then; of two that wait together the later one says it."""
    facts = await _to_own(
        db, notices, at, lambda found, seat, notice: _stands(found, notice) and seat.answer in EXPECTED
    )
    latest = {notice.subject_id: notice.id for notice in sorted(notices, key=lambda one: one.id)}
    return {notice_id: one for notice_id, one in facts.items() if notice_id in latest.values()}


def _is_unled(found: Gathering) -> bool:
    return found.activity.state == ActivityState.PLANNED and found.activity.handed_over_at is not None


async def _about_seat(
    db: Database, notices: Sequence[Notice], at: At, holds: Callable[[Gathering, Asked, str], bool]
) -> dict[int, OfActivity]:
    """To the leader about one young person, who is named by the detail: `participation:more`."""
    facts = {}
    for notice, found in await _gatherings(db, notices):
        participation_id, _, more = (notice.detail or "").partition(":")
        seen = await gatherings.seen_by(db, found, at.reader_id, at.roles)
        if seen is None or not _is_read_by_leader(found, at) or _begins(found) <= at.now:
            continue
        seat = next((one for one in seen.asked if str(one.participation_id) == participation_id), None)
        if seat is not None and found.activity.state == ActivityState.PLANNED and holds(found, seat, more):
            facts[notice.id] = _facts(found, seat=seat)
    return facts


async def _answered(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Holds while it is still their answer."""
    return await _about_seat(db, notices, at, lambda _, seat, answer: seat.answer == answer)


async def _move_wished(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Holds while no time was offered and the wish stands."""
    return await _about_seat(db, notices, at, lambda _, seat, _more: seat.offers == [])


async def _moved(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    return await _about_seat(db, notices, at, lambda found, _, sequence: str(found.activity.sequence) == sequence)


async def _over(db: Database, notices: Sequence[Notice], at: At) -> dict[int, OfActivity]:
    """Holds while somebody's attendance is not noted."""
    facts = {}
    for notice, found in await _gatherings(db, notices):
        seen = await gatherings.seen_by(db, found, at.reader_id, at.roles)
        if seen is None or not _stands(found, notice) or _ends(found) > at.now:
            continue
        expected = tuple((one.participation_id, one.name) for one in to_note(seen))
        if expected:
            facts[notice.id] = _facts(found, expected=expected)
    return facts


def to_note(found: Gathering) -> list[Asked]:
    """Those who were expected and of whom nobody has said whether they came."""
    return [one for one in found.asked if one.attended is None and one.answer in EXPECTED]


def times_ahead(found: Gathering, seat: Asked, now: datetime) -> list[datetime]:
    """Offered local times that are still to come; without a zone, as they were offered."""
    zone = zone_of(found.activity)
    offered = [datetime.fromisoformat(one) for one in seat.offers or []]
    return [one for one in offered if rules.activities.begins(one.date(), one.time(), zone) > now]


async def _takes_part(db: Database, found: Gathering, seat: Asked) -> bool:
    beside = await storage.pairs.by_id(db, seat.participation_id)
    day = found.activity.day
    if beside is None or (beside.ended_on is not None and beside.ended_on < day):
        return False
    pauses = await storage.pairs.pauses_of(db, [seat.participation_id])
    is_away = any(first <= day and (last is None or day <= last) for first, last in pauses[seat.participation_id])
    return not is_away or seat.answer == SeatAnswer.COMING


async def _is_led(db: Database, found: Gathering) -> bool:
    roles = await storage.people.roles_of(db, found.activity.mentor_id)
    return any(role in rules.people.STAFF and place == found.activity.municipality_id for role, place in roles)


async def _gatherings(db: Database, notices: Sequence[Notice]) -> list[tuple[Notice, Gathering]]:
    found = {
        one.activity.id: one
        for one in await storage.activities.by_ids(db, [it.subject_id for it in notices if it.subject_id is not None])
    }
    return [(notice, found[notice.subject_id]) for notice in notices if notice.subject_id in found]


def _stands(found: Gathering, notice: Notice) -> bool:
    return found.activity.state == ActivityState.PLANNED and notice.detail == str(found.activity.sequence)


def _is_cancelled(found: Gathering) -> bool:
    return found.activity.state == ActivityState.CANCELLED


def _is_read_by_leader(found: Gathering, at: At) -> bool:
    staff = {(role, found.activity.municipality_id) for role in rules.people.STAFF}
    return found.activity.mentor_id == at.reader_id and bool(staff & at.roles)


def _begins(found: Gathering) -> datetime:
    return rules.activities.begins(found.activity.day, found.activity.start, zone_of(found.activity))


def _ends(found: Gathering) -> datetime:
    activity = found.activity
    return rules.activities.ends(activity.day, activity.start, activity.minutes, zone_of(activity))


def _facts(
    found: Gathering,
    *,
    seat: Asked | None = None,
    is_own: bool = False,
    times: Sequence[datetime] = (),
    expected: tuple[tuple[int, str], ...] = (),
) -> OfActivity:
    activity = found.activity
    return OfActivity(
        activity_id=activity.id,
        title=activity.title,
        day=activity.day,
        start=activity.start,
        minutes=activity.minutes,
        place=activity.place,
        comes_along=activity.comes_along,
        leader=found.leader,
        is_own=is_own,
        is_group=len(found.asked) > 1,
        is_led=activity.handed_over_at is None,
        invited=tuple(one.name for one in found.asked),
        who=None if seat is None or is_own else seat.name,
        answer=None if seat is None else seat.answer,
        participation_id=None if seat is None else seat.participation_id,
        times=tuple(times),
        expected=expected,
        worth_until=None if expected else _begins(found),
    )


async def why_over(db: Database, notice: Notice, at: At) -> Cleared:
    """What made it unnecessary."""
    found = await storage.activities.by_id(db, notice.subject_id or 0)
    if found is None:
        return Cleared.GONE
    if _is_cancelled(found):
        return Cleared.CANCELLED
    is_of_version = (notice.detail or "").isdigit()
    if is_of_version and notice.detail != str(found.activity.sequence):
        return Cleared.CHANGED
    seat = next((one for one in found.seats if one.youth_id == at.reader_id), None)
    if seat is None and not _is_read_by_leader(found, at):
        return Cleared.NOT_YOURS
    if notice.kind == "activity_over":
        return Cleared.NOTED
    if _begins(found) <= at.now:
        return Cleared.OVER
    if seat is None:
        return Cleared.CHANGED
    if seat.answer in (SeatAnswer.NOT_COMING, SeatAnswer.TAKEN_BACK):
        return Cleared.NOT_COMING
    return Cleared.PAUSED if notice.kind == "activity_reminder" else Cleared.ANSWERED


FACTS: dict[str, Callable[[Database, Sequence[Notice], At], Awaitable[dict[int, OfActivity]]]] = {
    # to young people
    "activity_invited": _invited,
    "activity_moved": _invited,
    "activity_changed": _changed,
    "activity_cancelled": _cancelled,
    "activity_taken_back": _taken_back,
    "activity_held": _held,
    "leader_changed": _leader_changed,
    "activity_reminder": _reminder,
    "seat_freed": _freed,
    "times_offered": _offered,
    # to who leads
    "activity_given": _given,
    "activity_passed_on": _passed_on,
    "activity_unled": _unled,
    "activity_taken": _taken,
    "activity_over": _over,
    "seat_answered": _answered,
    "seat_moved": _moved,
    "move_wished": _move_wished,
    "paper_awaited": _paper_awaited,
}
