"""The coordinator's people: who may look at whom, the roll page by page, one person's card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.errors import Gone, NotAllowed
from bot.rules.participations import EndReason
from bot.rules.people import Eligibility, Role, StatusNow
from bot.rules.periods import Period
from bot.rules.roll import OnRoll, Page, Portrait, Reach, Stay, Undecided
from bot.services import looks, months
from bot.storage import Database
from bot.storage.models import Participation, Person
from bot.storage.roll import StaffOnRoll, YouthOnRoll


async def places_of(db: Database, *, by: int) -> tuple[int, ...]:
    """The municipalities that `by` coordinates. Raises NotAllowed when there is none."""
    roles = await storage.people.roles_of(db, by)
    places = tuple(sorted(place for role, place in roles if role is Role.COORDINATOR))
    if not places:
        raise NotAllowed
    return places


async def in_charge(db: Database, *, by: int, person_id: int) -> tuple[int, ...]:
    """The same, where the person is one of theirs. Raises NotAllowed; Gone, the same for foreign and missing."""
    places = await places_of(db, by=by)
    if not await storage.roll.belongs(db, person_id, places):
        raise Gone
    return places


async def locked_stay(db: Database, *, by: int, youth_id: int) -> Participation:
    """A young person's latest participation under `by`, locked for a change. Raises NotAllowed, Gone."""
    places = await places_of(db, by=by)
    stay = await storage.roll.locked_stay(db, youth_id, places)
    if stay is None:
        raise Gone
    return stay


async def labels(db: Database, places: Sequence[int]) -> dict[int, str]:
    """How those are told apart, wherever they are shown or chosen, who share their name with somebody else there."""
    return rules.people.told_apart(await storage.roll.namesakes(db, places))


async def name_of(db: Database, *, by: int, person_id: int) -> str:
    """Of a person of theirs, told apart. Raises NotAllowed."""
    names = await storage.people.names_of(db, [person_id])
    return (await labels(db, await places_of(db, by=by))).get(person_id, names[person_id])


async def page(db: Database, *, by: int, number: int, now: datetime, today: date) -> Page:
    """One page; a number out of range is the nearest page. That somebody looked is written down. Raises NotAllowed."""
    places = await places_of(db, by=by)
    young = await storage.roll.youth(db, places, today=today)
    staff = await storage.roll.staff(db, places)
    everyone: list[YouthOnRoll | StaffOnRoll] = [*young, *staff]
    of = max(1, -(-len(everyone) // rules.roll.PAGE))
    number = min(max(number, 0), of - 1)
    shown = everyone[number * rules.roll.PAGE : (number + 1) * rules.roll.PAGE]
    names = await storage.municipalities.names_of(db, places)
    found = Page(
        places=tuple(sorted(names.values())),
        lines=tuple(await _lines(db, shown, places, now=now, today=today)),
        number=number,
        of=of,
        youth=len(young),
        staff=len(staff),
    )
    await looks.at_roll(db, found, municipality_ids=places, by=by, now=now)
    return found


async def _lines(
    db: Database,
    shown: Sequence[YouthOnRoll | StaffOnRoll],
    places: Sequence[int],
    *,
    now: datetime,
    today: date,
) -> list[OnRoll]:
    """The facts of a page, fetched at once."""
    ids = [one.person_id for one in shown]
    young = [one for one in shown if isinstance(one, YouthOnRoll)]
    mentors = await storage.pairs.open_mentors_of(db, [one.participation_id for one in young])
    loads = await storage.roll.running_youth_of(db, ids, on=today)
    invited = await storage.invitations.invited_among(db, ids, now=now)
    policy = await storage.municipalities.policy(db, places[0], on=today)
    apart = await labels(db, places)
    lines = []
    for one in shown:
        reach = _reach(one.joined_at is not None, one.person_id in invited)
        name = apart.get(one.person_id, one.name)
        if isinstance(one, YouthOnRoll):
            ended_on = one.ended_on if one.ended_on and one.ended_on < today else None
            beside = tuple(apart.get(mentor, its) for mentor, its in mentors[one.participation_id])
            lines.append(OnRoll(one.person_id, name, reach, one.waits, ended_on, beside))
            continue
        load, limit = loads[one.person_id], policy.mentor_max_youth
        lines.append(OnRoll(one.person_id, name, reach, roles=one.roles, youth_count=load, max_youth=limit))
    return lines


def _reach(is_in_chat: bool, is_invited: bool) -> Reach:
    if is_in_chat:
        return Reach.IN_CHAT
    return Reach.INVITED if is_invited else Reach.NOT_INVITED


async def portrait(
    db: Database, *, by: int, person_id: int, now: datetime, zone: ZoneInfo, is_seen_already: bool = False
) -> Portrait:
    """One person; that somebody looked is written down, once where the same tap shows them twice.
    Raises NotAllowed, Gone."""
    places = await in_charge(db, by=by, person_id=person_id)
    person = await storage.people.get(db, person_id)
    assert person is not None
    if not is_seen_already:
        await storage.audit.note(db, at=now, actor_id=by, action="person.seen", person_id=person_id)
    today = now.astimezone(zone).date()
    roles = await storage.people.roles_of(db, person_id)
    last = await storage.invitations.last_of(db, person_id, places)
    invitation = await storage.invitations.open_of(db, person_id, now=now)
    stay = await _stay(db, person_id, places, today)
    has_account = await storage.people.telegram_id_of(db, person_id) is not None
    guardian = await storage.joining.guardian_consent_of(db, person_id)
    is_half_joined = has_account and stay is not None and not roles and await _is_joining(db, person_id)
    reach = _reach(has_account and bool(roles), invitation is not None)
    staff_roles = tuple(sorted({role for role, place in roles if role is not Role.YOUTH and place in places}))
    policy = await storage.municipalities.policy(db, places[0], on=today)
    return Portrait(
        id=person.id,
        name=(await labels(db, places)).get(person.id, person.name),
        reach=Reach.HALF_JOINED if is_half_joined else reach,
        joined_on=person.joined_at.astimezone(zone).date() if person.joined_at and roles else None,
        invited_until=invitation.expires_at.astimezone(zone).date() if invitation else None,
        is_unreachable=person.unreachable_since is not None,
        has_account=has_account,
        stay=stay,
        undecided=await _undecided(db, person, today) if stay else None,
        waits_for_guardian=is_half_joined and guardian is None,
        guardian_is_recorded=guardian is not None,
        staff_roles=staff_roles,
        was_staff=last is not None and last.role != Role.YOUTH and not staff_roles,
        youth_count=(await storage.roll.running_youth_of(db, [person_id], on=today))[person_id],
        max_youth=policy.mentor_max_youth,
        works_elsewhere=any(place not in places for _, place in roles),
        open_link=invitation.id if invitation and invitation.municipality_id in places else None,
        is_for_new_phone=invitation is not None and invitation.is_relink,
        short_months=await _short_months(db, stay, today),
        is_outside_age=await _is_outside_age(db, person_id),
        has_profile=await storage.profiles.sent_of(db, person_id, places) is not None,
    )


@dataclass(frozen=True)
class Youth:
    """A young person with their programme, while their coordinator is asked about it."""

    name: str
    stay: Stay


async def youth(db: Database, *, by: int, person_id: int, today: date, has_ended: bool = False) -> Youth:
    """Raises NotAllowed; Gone, also for a programme that has ended where one that runs is meant, or the reverse."""
    places = await in_charge(db, by=by, person_id=person_id)
    stay = await _stay(db, person_id, places, today)
    if stay is None or stay.has_ended is not has_ended:
        raise Gone
    return Youth(await name_of(db, by=by, person_id=person_id), stay)


async def mentors_for(db: Database, stay: Stay, *, today: date) -> list[tuple[int, str, int]]:
    """(id, name, young people now) of those who could come beside: fewest young people first."""
    beside = {mentor_id for mentor_id, _ in stay.mentors}
    found = await mentors_to_choose(db, stay.municipality_id)
    loads = await storage.roll.running_youth_of(db, list(found), on=today)
    free = [(one, name, loads[one]) for one, name in found.items() if one not in beside]
    return sorted(free, key=lambda one: (one[2], one[1]))


async def mentors_to_choose(db: Database, municipality_id: int) -> dict[int, str]:
    """Mentors of a municipality by id, told apart."""
    apart = await labels(db, [municipality_id])
    found = await storage.people.mentors_to_choose(db, municipality_id)
    return {one.id: apart.get(one.id, one.name) for one in found}


async def _is_joining(db: Database, person_id: int) -> bool:
    """Agreed, and the questions are not answered yet; who has withdrawn is not on the way in."""
    return (
        await storage.joining.consent_of(db, person_id) is not None
        and await storage.joining.eligibility_of(db, person_id) is None
    )


async def _stay(db: Database, person_id: int, places: tuple[int, ...], today: date) -> Stay | None:
    found = await storage.roll.latest_stay(db, person_id, places)
    if found is None:
        return None
    names = await storage.municipalities.names_of(db, [found.municipality_id])
    mentors, apart = await storage.pairs.open_mentors_of(db, [found.id]), await labels(db, places)
    pause = await storage.pairs.pause_from(db, found.id, today=today)
    return Stay(
        participation_id=found.id,
        municipality_id=found.municipality_id,
        municipality=names[found.municipality_id],
        first=found.started_on,
        planned_last=found.planned_end_on,
        last=found.ended_on,
        reason=EndReason(found.end_reason) if found.end_reason else None,
        mentors=tuple((one, apart.get(one, name)) for one, name in mentors[found.id]),
        pause=(pause.first_on, pause.last_on) if pause else None,
        begun_again=found.begun_again_on,
        stand_ins=tuple(
            apart.get(one, name) for one, name in await storage.time_off.standing_in(db, found.id, on=today)
        ),
    )


async def _short_months(db: Database, stay: Stay | None, today: date) -> tuple[Period, ...]:
    beside = await storage.pairs.by_id(db, stay.participation_id) if stay is not None else None
    return await months.short_of(db, beside, today=today) if beside is not None else ()


async def _is_outside_age(db: Database, person_id: int) -> bool:
    check = await storage.joining.eligibility_of(db, person_id)
    return check is not None and check.result == Eligibility.OUTSIDE_AGE


async def _undecided(db: Database, person: Person, today: date) -> Undecided | None:
    check = await storage.joining.eligibility_of(db, person.id)
    if check is None or check.result != Eligibility.DOUBTFUL or check.checked_at is not None:
        return None
    born = date.fromisoformat(person.birth_date) if person.birth_date else None
    return Undecided(
        age=rules.people.age(born, today) if born else None,
        statuses=tuple(StatusNow(one) for one in check.statuses),
    )
