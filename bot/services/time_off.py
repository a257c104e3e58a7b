"""A pause that young people and mentors give themselves: reminders rest; others hear what they have to decide.

Whether a young person's pause takes days out of the programme the municipality decides, and mostly its coordinator.
For a mentor who is away the coordinator may let another one stand in: a pair with an end that is known from the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import Gone, NotAllowed, PausedAlready, TakenAlready
from bot.rules.people import Role
from bot.rules.policies import OwnPause, Policy
from bot.rules.time_off import TimeOffDecision, TimeOffReason
from bot.services import pairs
from bot.storage import Database
from bot.storage.models import Pair, TimeOff

Roles = frozenset[tuple[Role, int]]


@dataclass(frozen=True)
class News:
    """Something to be told: what `Context.tell` takes."""

    person_id: int
    kind: str
    subject_id: int
    detail: str | None = None


@dataclass(frozen=True)
class Begun:
    """`counts` is what it is to a young person's programme, None for others; `asks` says that a coordinator will be
    asked, for the programme or for a stand-in."""

    time_off: TimeOff
    counts: OwnPause | None
    asks: bool
    news: tuple[News, ...]

    @property
    def until(self) -> date:
        return rules.time_off.back_on(self.time_off.last_on)


async def ahead(db: Database, person_id: int, *, today: date) -> TimeOff | None:
    """The one that holds or comes next."""
    return await storage.time_off.ahead(db, person_id, on=today)


async def most_days(db: Database, *, roles: Roles, today: date) -> int:
    """How long it may be, by the strictest of their municipalities."""
    return min(one.own_pause_days for one in (await _policies(db, roles, today)).values())


async def begin(
    db: Database,
    *,
    person_id: int,
    roles: Roles,
    first: date,
    last: date,
    reason: TimeOffReason | None,
    now: datetime,
    today: date,
) -> Begun:
    """From `first` to `last` nothing comes that was not asked for. Raises NotAllowed for who is neither a young person
    nor a mentor, PausedAlready, EndBeforeStart, PauseTooLong."""
    if not {role for role, _ in roles} & {Role.YOUTH, Role.MENTOR}:
        raise NotAllowed
    await storage.privacy.locked_person(db, person_id)
    if (other := await ahead(db, person_id, today=today)) is not None:
        raise PausedAlready(rules.time_off.back_on(other.last_on))
    policies = await _policies(db, roles, today)
    most = min(one.own_pause_days for one in policies.values())
    rules.time_off.check_span(first, last, most_days=most, today=today)
    row = TimeOff(
        person_id=person_id,
        first_on=first,
        last_on=last,
        reason=None if reason is None else reason.value,
        asked_at=now,
    )
    await storage.time_off.add(db, row)
    await _note(db, row, "time_off.begun", by=person_id, now=now)
    counts, news = await _about_programme(db, row, policies, roles, now=now, today=today)
    wanted = await _stand_in_wanted(db, row, roles, today)
    asks = bool(wanted) or any(one.kind == "pause_wished" for one in news)
    return Begun(row, counts, asks, (*news, *wanted))


async def _policies(db: Database, roles: Roles, today: date) -> dict[int, Policy]:
    """Raises NotAllowed for who holds no role."""
    places = {place for _, place in roles}
    if not places:
        raise NotAllowed
    return {place: await storage.municipalities.policy(db, place, on=today) for place in places}


async def _about_programme(
    db: Database, row: TimeOff, policies: dict[int, Policy], roles: Roles, *, now: datetime, today: date
) -> tuple[OwnPause | None, list[News]]:
    """To a young person's programme: mentors hear of the days, the coordinators are asked or told."""
    stay = next(
        (
            one
            for one in await storage.pairs.of_youth(db, row.person_id)
            if one.ended_on is None and (Role.YOUTH, one.municipality_id) in roles and one.started_on <= row.last_on
        ),
        None,
    )
    if stay is None:
        return None, []
    counts = policies[stay.municipality_id].own_pause
    row.participation_id = stay.participation_id
    mentors = [one for one, _ in (await _mentors(db, stay.participation_id, today))]
    if counts is OwnPause.ALWAYS:
        made = await pairs.pause_by_themselves(
            db,
            participation_id=stay.participation_id,
            first=max(row.first_on, stay.started_on),
            last=row.last_on,
            now=now,
            today=today,
        )
        row.decision, row.pause_id = TimeOffDecision.AGREED.value, made.id
        news = [News(one, "programme_paused", stay.participation_id, str(made.id)) for one in mentors]
    else:
        news = [News(one, "youth_rests", row.id) for one in mentors]
    if counts is OwnPause.ASKED:
        row.decision = TimeOffDecision.ASKED.value
        holders = await storage.people.holders(db, Role.COORDINATOR, stay.municipality_id)
        news += [News(one.id, "pause_wished", row.id) for one in holders if one.id != row.person_id]
    await db.flush()
    return counts, news


async def _stand_in_wanted(db: Database, row: TimeOff, roles: Roles, today: date) -> list[News]:
    """Where a mentor's young people would be alone meanwhile; their own coordinator is asked too."""
    told: dict[int, News] = {}
    for place in sorted(place for role, place in roles if role is Role.MENTOR):
        if await storage.time_off.pairs_to_cover(db, row.person_id, on=max(today, row.first_on), places=[place]):
            for one in await storage.people.holders(db, Role.COORDINATOR, place):
                told[one.id] = News(one.id, "stand_in_wanted", row.id)
    return list(told.values())


# --- coming back ---


async def resume(db: Database, *, person_id: int, now: datetime, today: date) -> list[News]:
    """From now on reminders come again; what was made of the pause ends with it. Raises Gone where there is none."""
    await storage.privacy.locked_person(db, person_id)
    row = await ahead(db, person_id, today=today)
    if row is None:
        raise Gone
    row.ended_at = now
    await _note(db, row, "time_off.ended", by=person_id, now=now)
    news = []
    if row.pause_id is not None and row.participation_id is not None:
        ended = await pairs.end_pause(db, row.pause_id, by=person_id, now=now, today=today)
        if ended is not None:
            mentors = await _mentors(db, row.participation_id, today)
            news = [News(one, "programme_resumed", row.participation_id) for one, _ in mentors]
    return news + await _end_stand_ins(db, row, by=person_id, now=now, today=today)


async def _end_stand_ins(
    db: Database, row: TimeOff, *, by: int, now: datetime, today: date, places: Sequence[int] | None = None
) -> list[News]:
    """Today is the last day of those that have begun; those that have not never do."""
    told: dict[int, News] = {}
    for pair, stay in await storage.time_off.stand_ins(db, row.person_id, on=today, places=places):
        told[pair.mentor_id] = News(pair.mentor_id, "stand_in_ended", row.id)
        if pair.started_on > today:
            await db.delete(pair)
        else:
            pair.ended_on = today
        await storage.audit.note(
            db,
            at=now,
            actor_id=by,
            action="pair.stand_in_ended",
            person_id=stay.youth_id,
            subject=f"mentor={pair.mentor_id}",
        )
    await db.flush()
    return list(told.values())


# --- what coordinators decide ---


async def decide(
    db: Database, *, by: int, time_off_id: int, agrees: bool, now: datetime, today: date
) -> tuple[TimeOff, list[News]]:
    """Whether the days count as a pause of the programme. Raises NotAllowed, Gone (also once it is over), TakenAlready
    where somebody else has decided, MonthIsLocked."""
    row = await _open(db, time_off_id, today)
    stay = None if row.participation_id is None else await storage.pairs.by_id(db, row.participation_id)
    if stay is None or row.decision is None or not await _coordinates(db, by, stay.municipality_id):
        raise Gone
    if row.decision != TimeOffDecision.ASKED:
        if row.decided_by is not None and row.decided_by != by:
            raise TakenAlready((await storage.people.names_of(db, [row.decided_by]))[row.decided_by])
        return row, []
    news = [News(row.person_id, "pause_answered", row.id)]
    if agrees:
        made = await pairs.pause(
            db,
            by=by,
            youth_id=row.person_id,
            first=max(row.first_on, stay.started_on),
            last=row.last_on,
            now=now,
            today=today,
        )
        row.pause_id = made.id
        mentors = await _mentors(db, stay.participation_id, today)
        news += [News(one, "programme_paused", stay.participation_id, str(made.id)) for one, _ in mentors if one != by]
    row.decision = (TimeOffDecision.AGREED if agrees else TimeOffDecision.DECLINED).value
    row.decided_by, row.decided_at = by, now
    await _note(db, row, f"time_off.{row.decision}", by=by, now=now)
    return row, news


@dataclass(frozen=True)
class Cover:
    """A mentor's absence while their coordinator looks for a stand-in; `mentors` are (id, name, young people now),
    fewest first."""

    time_off_id: int
    name: str
    first: date
    last: date
    youth: tuple[str, ...]
    mentors: tuple[tuple[int, str, int], ...]


async def to_cover(db: Database, *, by: int, time_off_id: int, today: date) -> Cover:
    """Raises Gone; TakenAlready where somebody stands in already."""
    row = await _open(db, time_off_id, today)
    places = await _coordinated(db, by)
    found = await storage.time_off.pairs_to_cover(db, row.person_id, on=max(today, row.first_on), places=places)
    if not found:
        raise Gone
    given = await storage.time_off.stand_ins(db, row.person_id, on=today, places=places)
    if given:
        raise TakenAlready((await storage.people.names_of(db, [given[0][0].mentor_id]))[given[0][0].mentor_id])
    names = await storage.people.names_of(db, [row.person_id])
    return Cover(
        time_off_id=row.id,
        name=names[row.person_id],
        first=row.first_on,
        last=row.last_on,
        youth=tuple(name for _, _, name in found),
        mentors=await _free(db, row, sorted({stay.municipality_id for _, stay, _ in found}), today),
    )


async def _free(db: Database, row: TimeOff, places: Sequence[int], today: date) -> tuple[tuple[int, str, int], ...]:
    """Mentors of all these municipalities who are in the chat and not away themselves."""
    by_place = [await storage.people.holders(db, Role.MENTOR, place) for place in places]
    everywhere = set.intersection(*({one.id for one in found} for found in by_place)) - {row.person_id}
    names = {one.id: one.name for one in by_place[0] if one.id in everywhere}
    loads = await storage.roll.running_youth_of(db, list(names), on=today)
    free = [
        (one, name, loads[one])
        for one, name in names.items()
        if await storage.time_off.holding(db, one, on=max(today, row.first_on)) is None
    ]
    return tuple(sorted(free, key=lambda one: (one[2], one[1])))


async def let_stand_in(
    db: Database, *, by: int, time_off_id: int, mentor_id: int, now: datetime, today: date
) -> tuple[Cover, list[News]]:
    """Another mentor is beside the same young people until the last day of the absence, and not longer.
    Raises Gone; TakenAlready."""
    cover = await to_cover(db, by=by, time_off_id=time_off_id, today=today)
    if mentor_id not in {one for one, _, _ in cover.mentors}:
        raise Gone
    row = await _open(db, time_off_id, today)
    places = await _coordinated(db, by)
    news = [News(mentor_id, "stands_in", row.id)]
    first = max(today, row.first_on)
    for _, stay, _ in await storage.time_off.pairs_to_cover(db, row.person_id, on=first, places=places):
        await storage.pairs.locked_participations(db, [stay.id])
        db.add(
            Pair(
                participation_id=stay.id,
                mentor_id=mentor_id,
                started_on=max(first, stay.started_on),
                ended_on=row.last_on,
                created_at=now,
                stands_in_for=row.person_id,
            )
        )
        await storage.audit.note(
            db, at=now, actor_id=by, action="pair.stands_in", person_id=stay.youth_id, subject=f"mentor={mentor_id}"
        )
        if await storage.people.role_held(db, stay.youth_id, Role.YOUTH, stay.municipality_id) is not None:
            news.append(News(stay.youth_id, "stood_in_for", row.id))
    await db.flush()
    if row.person_id != by:
        news.append(News(row.person_id, "stand_in_given", row.id))
    return cover, news


async def end_stand_in(db: Database, *, by: int, time_off_id: int, now: datetime, today: date) -> list[News]:
    """The coordinator takes it back; today is its last day. Raises Gone."""
    row = await _open(db, time_off_id, today)
    places = await _coordinated(db, by)
    news = await _end_stand_ins(db, row, by=by, now=now, today=today, places=places)
    if not news:
        raise Gone
    return news


async def _open(db: Database, time_off_id: int, today: date) -> TimeOff:
    """Raises Gone for one that is over or was ended."""
    row = await storage.time_off.locked(db, time_off_id)
    if row is None or row.ended_at is not None or row.last_on < today:
        raise Gone
    return row


async def _coordinates(db: Database, person_id: int, place: int) -> bool:
    return (Role.COORDINATOR, place) in await storage.people.roles_of(db, person_id)


async def _coordinated(db: Database, person_id: int) -> list[int]:
    return [place for role, place in await storage.people.roles_of(db, person_id) if role is Role.COORDINATOR]


async def _mentors(db: Database, participation_id: int, today: date) -> list[tuple[int, str]]:
    return (await storage.pairs.mentors_of(db, [participation_id], on=today))[participation_id]


async def _note(db: Database, row: TimeOff, action: str, *, by: int, now: datetime) -> None:
    await storage.audit.note(
        db, at=now, actor_id=by, action=action, person_id=row.person_id, subject=f"time_off={row.id}"
    )
