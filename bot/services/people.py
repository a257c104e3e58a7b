"""People and their roles: writing down, deciding, revoking access."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import rules, storage
from bot.rules.errors import (
    Gone,
    LastCoordinator,
    NotAllowed,
)
from bot.rules.lifelines import Held
from bot.rules.participations import EndReason
from bot.rules.people import STAFF, Eligibility, Role
from bot.services import handing_over, pairs, roll
from bot.storage import Database
from bot.storage.letters import Letter
from bot.storage.models import (
    Municipality,
    Person,
    RoleHeld,
)


async def municipality(db: Database, *, name: str) -> Municipality:
    """The municipality of this name, written down when it is new."""
    name = rules.text.clean_name(name)
    found = await storage.municipalities.by_name(db, name)
    if found is None:
        found = Municipality(name=name)
        db.add(found)
        await db.flush()
    return found


async def write_down(db: Database, *, name: str | None, language: str, now: datetime) -> Person:
    """A person by name, without an account yet; without one they are asked for it when they join. Raises NameNeeded."""
    person = Person(name="" if name is None else rules.text.clean_name(name), language=language, created_at=now)
    db.add(person)
    await db.flush()
    if name is None:
        person.name = rules.erasure.label(person.id)
        await db.flush()
    return person


async def give_role(db: Database, *, person_id: int, role: Role, municipality_id: int, now: datetime) -> None:
    """Roles are a set: giving one twice changes nothing. A mentor who was paired before joining gets what waits for
    somebody to lead it."""
    if await storage.people.role_held(db, person_id, role, municipality_id) is not None:
        return
    db.add(RoleHeld(person_id=person_id, role=role.value, municipality_id=municipality_id, given_at=now))
    await storage.audit.note(db, at=now, actor_id=None, action="role.given", person_id=person_id, subject=role.value)
    await db.flush()
    if role is Role.MENTOR:
        for pair in await storage.pairs.days_beside(db, person_id):
            if pair.ended_on is None:
                await handing_over.to_new_mentor(db, pair.participation_id, person_id, by=None, now=now)


async def choose_language(db: Database, *, person_id: int, language: str, now: datetime) -> None:
    person = await storage.people.get(db, person_id)
    assert person is not None
    person.language = language
    await db.flush()
    await storage.audit.note(db, at=now, actor_id=person_id, action="language.chosen", person_id=person_id)


async def check_coordinates(db: Database, *, coordinator_id: int, municipality_id: int) -> None:
    """Raises NotAllowed unless this person coordinates that municipality."""
    if await storage.people.role_held(db, coordinator_id, Role.COORDINATOR, municipality_id) is None:
        raise NotAllowed


async def approve(db: Database, *, by: int, person_id: int, now: datetime) -> None:
    """The coordinator looked into a doubtful status: this young person may take part. Raises NotAllowed, Gone."""
    await roll.in_charge(db, by=by, person_id=person_id)
    await _decide(db, by, person_id, Eligibility.ELIGIBLE, now)


async def find_not_eligible(db: Database, *, by: int, person_id: int, now: datetime, today: date) -> pairs.Ended:
    """This is not the right programme for them: today is its last day. Raises NotAllowed, Gone."""
    await roll.in_charge(db, by=by, person_id=person_id)
    await _decide(db, by, person_id, Eligibility.NOT_ELIGIBLE, now)
    return await pairs.end_programme(
        db, by=by, youth_id=person_id, last=today, reason=EndReason.NOT_ELIGIBLE, now=now, today=today
    )


async def _decide(db: Database, by: int, person_id: int, found: Eligibility, now: datetime) -> None:
    check = await storage.joining.eligibility_of(db, person_id)
    if check is None or check.checked_at is not None or check.result != Eligibility.DOUBTFUL:
        raise Gone
    check.result, check.checked_by, check.checked_at = found.value, by, now
    await storage.audit.note(db, at=now, actor_id=by, action="status.decided", person_id=person_id, subject=found.value)
    await db.flush()


async def cut_off(db: Database, person_id: int, *, but: int | None, now: datetime) -> list[int]:
    """A person has one phone here: from this moment every other one is a stranger's, in the middle of anything.
    `but` is the one they use now, None where it is lost. The accounts that were cut off."""
    cut = await storage.people.cut_off_accounts(db, person_id, but=but, now=now)
    for telegram_id in cut:
        await storage.conversations.close_all(db, telegram_id, now=now)
        await _take_back(db, telegram_id, Held.PHONE, now)
        forget_menu = Letter(telegram_id, "deleteMyCommands", {"scope": {"type": "chat", "chat_id": telegram_id}})
        await storage.outbox.queue(db, [forget_menu], now=now)
    return cut


@dataclass(frozen=True)
class Revoked:
    """Somebody whose work here is over: their chat, when they have one, what was taken and what they still hold."""

    person: Person
    chat_id: int | None
    roles: frozenset[tuple[Role, int]]
    participation_ids: tuple[int, ...]
    taken: frozenset[tuple[Role, int]]


async def revoke(db: Database, *, by: int, person_id: int, now: datetime, today: date) -> Revoked:
    """Staff access ends at once, in the municipalities of the coordinator.
    Raises NotAllowed, Gone, LastCoordinator."""
    places = await roll.in_charge(db, by=by, person_id=person_id)
    return await revoke_in(db, person_id=person_id, municipality_ids=places, by=by, now=now, today=today)


async def revoke_in(
    db: Database,
    *,
    person_id: int,
    municipality_ids: Sequence[int],
    by: int | None,
    now: datetime,
    today: date,
    roles: Collection[Role] = STAFF,
) -> Revoked:
    """Roles and open invitations go, a mentor's pairs end today, what they were to lead passes on, open conversations
    close, what still waits to be sent is dropped. The operator (`by` None) may take the last coordinator away too.
    Raises Gone, LastCoordinator."""
    coordinators = await storage.people.locked_coordinators(db, municipality_ids)
    if by is not None:
        is_asked = Role.COORDINATOR in roles
        theirs = {one.municipality_id for one in coordinators if is_asked and one.person_id == person_id}
        if theirs - {one.municipality_id for one in coordinators if one.person_id != person_id}:
            raise LastCoordinator
    person = await storage.people.get(db, person_id)
    if person is None:
        raise Gone
    taken = await storage.people.revoke_roles(db, person_id, roles=roles, municipality_ids=municipality_ids, now=now)
    ended: list[int] = []
    if Role.MENTOR in roles:
        ended = await storage.pairs.end_pairs_of_mentor(db, person_id, municipality_ids=municipality_ids, last=today)
    chat_id = await storage.people.telegram_id_of(db, person_id)
    if chat_id is not None:
        await storage.conversations.close_all(db, chat_id, now=now)
        await _take_back(db, chat_id, Held.REVOKED, now)
    for role, place in taken:
        await storage.audit.note(
            db, at=now, actor_id=by, action="role.revoked", person_id=person_id, subject=f"{role}={place}"
        )
    await handing_over.pass_on(db, person_id, by=by, now=now)
    left = await storage.people.roles_of(db, person_id)
    return Revoked(person, chat_id, left, tuple(ended), frozenset(taken))


async def _take_back(db: Database, chat_id: int, why: Held, now: datetime) -> None:
    """What has not left yet was worded for somebody who might read it; its notices are asked again."""
    for row in await storage.outbox.drop_for_chat(db, chat_id, reason=why, now=now):
        notices = await storage.notices.of_outbox(db, row)
        await storage.notices.postpone(db, notices, until=now, reason=why, now=now)
