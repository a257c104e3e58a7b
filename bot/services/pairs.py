"""Participations and the mentors beside them: starting, pairing, ending."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot import rules, storage
from bot.rules.errors import AlreadyPaired, EndBeforeStart, Gone, OutsideParticipation, ReasonNeeded
from bot.rules.participations import EndReason
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.services import handing_over, roll
from bot.storage import Database
from bot.storage.models import Pair, Participation, Pause

_DAY = timedelta(days=1)


async def start_participation(
    db: Database,
    *,
    youth_id: int,
    municipality_id: int,
    started_on: date,
    planned_end_on: date,
    by: int | None,
    now: datetime,
) -> Participation:
    """A young person's programme begins. Raises EndBeforeStart, OutsideMonths."""
    policy = await storage.municipalities.policy(db, municipality_id, on=started_on)
    rules.participations.check_span(started_on, planned_end_on, policy=policy)
    participation = Participation(
        youth_id=youth_id,
        municipality_id=municipality_id,
        started_on=started_on,
        planned_end_on=planned_end_on,
    )
    db.add(participation)
    await db.flush()
    await storage.audit.note(
        db,
        at=now,
        actor_id=by,
        action="participation.started",
        person_id=youth_id,
        subject=str(participation.id),
    )
    return participation


async def pair(
    db: Database, *, participation_id: int, mentor_id: int, started_on: date, by: int | None, now: datetime
) -> Pair:
    """Bring a mentor beside a young person. Raises Gone, AlreadyPaired."""
    await storage.pairs.locked_participations(db, [participation_id])
    beside = await storage.pairs.by_id(db, participation_id)
    if beside is None or beside.ended_on is not None:
        raise Gone
    if await storage.people.role_held(
        db, mentor_id, Role.MENTOR, beside.municipality_id
    ) is None and not await storage.invitations.is_invited(db, mentor_id, Role.MENTOR, beside.municipality_id):
        raise Gone
    if await storage.pairs.open_pair(db, participation_id, mentor_id) is not None:
        raise AlreadyPaired(beside.name)
    made = Pair(
        participation_id=participation_id,
        mentor_id=mentor_id,
        started_on=max(started_on, beside.started_on),
        created_at=now,
    )
    db.add(made)
    await db.flush()
    await storage.audit.note(
        db,
        at=now,
        actor_id=by,
        action="pair.started",
        person_id=beside.youth_id,
        subject=f"mentor={mentor_id}",
    )
    await handing_over.to_new_mentor(db, participation_id, mentor_id, by=by, now=now)
    return made


async def bring_together(
    db: Database, *, by: int, youth_id: int, mentor_id: int, started_on: date, now: datetime
) -> Pair:
    """The coordinator brings a mentor beside one of their young people. Raises NotAllowed, Gone, AlreadyPaired."""
    stay = await roll.locked_stay(db, by=by, youth_id=youth_id)
    first = max(started_on, _counts_from(stay))
    return await pair(db, participation_id=stay.id, mentor_id=mentor_id, started_on=first, by=by, now=now)


async def end_pair(db: Database, *, by: int, youth_id: int, mentor_id: int, now: datetime, today: date) -> Pair:
    """Today is the pair's last day; what the mentor was to lead passes on. Raises NotAllowed, Gone."""
    stay = await roll.locked_stay(db, by=by, youth_id=youth_id)
    found = await storage.pairs.open_pair(db, stay.id, mentor_id)
    if found is None:
        raise Gone
    found.ended_on = today
    await db.flush()
    await _note(db, "pair.ended", stay, f"mentor={mentor_id}", by=by, now=now)
    await handing_over.pass_on(db, mentor_id, by=by, now=now)
    return found


async def change_planned_end(
    db: Database, *, by: int, youth_id: int, last: date, reason: str | None, now: datetime, today: date
) -> Participation:
    """Programmes last as many months as the policy allows; other lengths need a reason.
    Raises NotAllowed, Gone, EndBeforeStart, OutsideMonths (ask for a reason), ReasonNeeded, MonthIsLocked."""
    stay = await _running(db, by, youth_id)
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=_counts_from(stay))
    why = None if reason is None else rules.text.clean_note(reason, limit=200)
    if why == "":
        raise ReasonNeeded
    rules.participations.check_span(_counts_from(stay), last, policy=policy, has_reason=why is not None)
    if last < stay.planned_end_on:
        await _check_month_open(db, stay, last + _DAY, today)
    else:
        await _leave_closed_months_out(db, stay, last, today)
    stay.planned_end_on, stay.length_reason = last, why
    await db.flush()
    await _note(db, "participation.replanned", stay, last.isoformat(), by=by, now=now)
    return stay


async def pause(
    db: Database, *, by: int, youth_id: int, first: date, last: date | None, now: datetime, today: date
) -> Pause:
    """Days that owe no hours, from `first` to `last`, or until further notice.
    Raises NotAllowed, Gone, OutsideParticipation, EndBeforeStart, MonthIsLocked."""
    return await _pause(db, await _running(db, by, youth_id), first, last, by=by, now=now, today=today)


async def pause_by_themselves(
    db: Database, *, participation_id: int, first: date, last: date, now: datetime, today: date
) -> Pause:
    """A young person's own pause, where the municipality has decided that it counts. Raises Gone, OutsideParticipation,
    EndBeforeStart, MonthIsLocked."""
    found = await storage.pairs.locked_participations(db, [participation_id])
    if not found or found[0].ended_on is not None:
        raise Gone
    [stay] = found
    return await _pause(db, stay, first, last, by=stay.youth_id, now=now, today=today)


async def end_pause(db: Database, pause_id: int, *, by: int, now: datetime, today: date) -> Pause | None:
    """What is left of a pause goes: from today on its days count. None where it is over or was taken back."""
    found = (await storage.pairs.pauses_by_ids(db, [pause_id])).get(pause_id)
    if found is None or (found.last_on is not None and found.last_on < today):
        return None
    [stay] = await storage.pairs.locked_participations(db, [found.participation_id])
    if found.first_on >= today:
        await db.delete(found)
    else:
        found.last_on = today - _DAY
    await db.flush()
    await _note(db, "participation.resumed", stay, today.isoformat(), by=by, now=now)
    return found


async def _pause(
    db: Database, stay: Participation, first: date, last: date | None, *, by: int, now: datetime, today: date
) -> Pause:
    if first < stay.started_on:
        names = await storage.people.names_of(db, [stay.youth_id])
        raise OutsideParticipation(stay.started_on, None, names[stay.youth_id])
    if last is not None and last < first:
        raise EndBeforeStart
    await _check_month_open(db, stay, first, today)
    made = Pause(participation_id=stay.id, first_on=first, last_on=last)
    db.add(made)
    await db.flush()
    await _note(db, "participation.paused", stay, first.isoformat(), by=by, now=now)
    return made


async def resume(db: Database, *, by: int, youth_id: int, now: datetime, today: date) -> None:
    """The pause that holds or comes next is over: from today on the days count. Raises NotAllowed, Gone."""
    stay = await _running(db, by, youth_id)
    found = await storage.pairs.pause_from(db, stay.id, today=today)
    if found is None or await end_pause(db, found.id, by=by, now=now, today=today) is None:
        raise Gone


@dataclass(frozen=True)
class Ended:
    """A programme that is over, and the mentors who were beside to its end."""

    participation: Participation
    mentors: list[int]


async def end_programme(
    db: Database, *, by: int, youth_id: int, last: date, reason: EndReason, now: datetime, today: date
) -> Ended:
    """`last` is the last day that counts; what was planned for later does not wait for them.
    Raises NotAllowed, Gone, EndBeforeStart, NotYet, MonthIsLocked."""
    stay = await _running(db, by, youth_id)
    last = rules.participations.check_last_day(_counts_from(stay), last, today=today)
    if last < stay.planned_end_on:  # beyond it nothing was owed, so no target changes
        await _check_month_open(db, stay, last + _DAY, today)
    if stay.begun_again_on is not None and last < stay.begun_again_on:  # it came to nothing: the former end holds
        last, stay.begun_again_on = await _end_before(db, stay, last), None
    stay.ended_on, stay.end_reason = last, reason.value
    mentors = []
    for one in await storage.pairs.pairs_beyond(db, stay.id, last):
        one.ended_on = last
        mentors.append(one.mentor_id)
    await db.flush()
    await _note(db, "participation.ended", stay, reason.value, by=by, now=now)
    await handing_over.let_go(db, stay.id, last=last, by=by, now=now)
    for mentor_id in mentors:
        await handing_over.pass_on(db, mentor_id, by=by, now=now)
    return Ended(stay, mentors)


async def begin_again(
    db: Database, *, by: int, youth_id: int, first: date, last: date, now: datetime, today: date
) -> Participation:
    """A young person comes back (domain.md 3.1, 10.4): one record, whose first day stays, whose end is overwritten.

    The days between owe no hours: they are a pause. The former end and its reason are in the audit. Raises NotAllowed,
    Gone (also while it runs), NotAfterEnd, EndBeforeStart, OutsideMonths, OverAlready, MonthIsLocked."""
    await roll.in_charge(db, by=by, person_id=youth_id)
    stay = await roll.locked_stay(db, by=by, youth_id=youth_id)
    if stay.ended_on is None:
        raise Gone
    rules.participations.check_after_end(stay.ended_on, first)
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=first)
    rules.participations.check_span(first, last, policy=policy)
    rules.participations.check_not_over(last, today=today)
    await _check_month_open(db, stay, first, today)
    former = f"first={first.isoformat()},ended={stay.ended_on.isoformat()},reason={stay.end_reason}"
    await _pause_between(db, stay, stay.ended_on, first)
    stay.begun_again_on, stay.planned_end_on, stay.length_reason = first, last, None
    stay.ended_on = stay.end_reason = None
    await db.flush()
    await _note(db, "participation.begun_again", stay, former, by=by, now=now)
    return stay


async def _pause_between(db: Database, stay: Participation, ended_on: date, first: date) -> None:
    """From the day after the end to the day before the new beginning; a pause that reached further ends with it."""
    day = timedelta(days=1)
    for one in await storage.pairs.pauses_after(db, stay.id, ended_on):
        if one.first_on > ended_on:
            await db.delete(one)
        else:
            one.last_on = ended_on
    if first > ended_on + day:
        db.add(Pause(participation_id=stay.id, first_on=ended_on + day, last_on=first - day))
    await db.flush()


async def _end_before(db: Database, stay: Participation, last: date) -> date:
    """The day on which it ended before the pause that reaches to `last`."""
    day = timedelta(days=1)
    between = [one for one in await storage.pairs.pauses_after(db, stay.id, last - day) if one.last_on == last]
    return between[0].first_on - day if between else last


def _counts_from(stay: Participation) -> date:
    return stay.begun_again_on or stay.started_on


async def _running(db: Database, by: int, youth_id: int) -> Participation:
    """Raises Gone for a programme that has ended: what is over is not changed."""
    stay = await roll.locked_stay(db, by=by, youth_id=youth_id)
    if stay.ended_on is not None:
        raise Gone
    return stay


async def _leave_closed_months_out(db: Database, stay: Participation, last: date, today: date) -> None:
    """Where the planned end moves on after it has passed, days of months that have closed since still owe nothing."""
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=today)
    first = stay.planned_end_on + _DAY
    closed = rules.periods.last_closed(today, correction_days=policy.correction_days).last
    if first <= min(last, closed):
        db.add(Pause(participation_id=stay.id, first_on=first, last_on=min(last, closed)))


async def _check_month_open(db: Database, stay: Participation, first_changed: date, today: date) -> None:
    """A month that is closed keeps its target. Raises MonthIsLocked."""
    policy = await storage.municipalities.policy(db, stay.municipality_id, on=today)
    rules.periods.check_open(Period.containing(first_changed), today=today, correction_days=policy.correction_days)


async def _note(db: Database, action: str, stay: Participation, subject: str, *, by: int, now: datetime) -> None:
    """A programme's date has changed, so what the rules say today is looked at again."""
    await storage.audit.note(db, at=now, actor_id=by, action=action, person_id=stay.youth_id, subject=subject)
    await storage.reminders.plan_now(db, now)
