"""People: who an account belongs to, which roles they hold, how they are reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.people import Role
from bot.storage import joining
from bot.storage.models import (
    Account,
    Consent,
    Conversation,
    EligibilityCheck,
    Invitation,
    Person,
    RoleHeld,
)
from bot.storage.prepared import Prepared


@dataclass(frozen=True)
class Caller:
    """The person whose update is being handled, as far as every handler needs them."""

    id: int
    telegram_id: int
    name: str
    language: str
    roles: frozenset[tuple[Role, int]]  # (role, municipality_id)
    is_unreachable: bool = False
    is_joining: bool = False  # a young person who agreed but holds no role yet
    agreed_to: str | None = None  # the version of the privacy notice; None where no consent is in force

    def has(self, *roles: Role) -> bool:
        return any(held in roles for held, _ in self.roles)

    def municipalities(self, role: Role) -> tuple[int, ...]:
        """Where the caller holds this role."""
        return tuple(sorted(place for held, place in self.roles if held is role))

    @property
    def is_familiar(self) -> bool:
        """tu / ти: to those who are here as youth only."""
        return self.is_joining or {held for held, _ in self.roles} == {Role.YOUTH}


_person, _account, _held = (one.__table__.c for one in (Person, Account, RoleHeld))
_consent = Consent.__table__.c
_AGREED_TO = (
    select(_consent.version)
    .where(_consent.person_id == _person.id, _consent.withdrawn_at.is_(None))
    .order_by(_consent.id.desc())
    .limit(1)
    .scalar_subquery()
)
_CALLER = Prepared(
    select(
        _person.id,
        _person.name,
        _person.language,
        _person.unreachable_since,
        _AGREED_TO,
        _held.role,
        _held.municipality_id,
    )
    .select_from(Account.__table__)
    .join(Person.__table__, _person.id == _account.person_id)
    .outerjoin(RoleHeld.__table__, and_(_held.person_id == _person.id, _held.revoked_at.is_(None)))
    .where(_account.telegram_id == bindparam("telegram_id"), _account.cut_off_at.is_(None), _person.erased_at.is_(None))
)


async def caller(db: AsyncSession, telegram_id: int) -> Caller | None:
    """The person behind an account that is not cut off; None for a stranger."""
    rows = await _CALLER.all(db, telegram_id=telegram_id)
    if not rows:
        return None
    person_id, name, language, unreachable_since, agreed_to, role, _ = rows[0]
    is_joining = role is None and await joining_as_youth(db, person_id) is not None
    return Caller(
        id=person_id,
        telegram_id=telegram_id,
        name=name,
        language=language,
        roles=frozenset((Role(held), municipality_id) for *_, held, municipality_id in rows if held),
        is_unreachable=unreachable_since is not None,
        is_joining=is_joining,
        agreed_to=agreed_to,
    )


async def get(db: AsyncSession, person_id: int) -> Person | None:
    found: Person | None = await db.get(Person, person_id)
    return found


async def telegram_id_of(db: AsyncSession, person_id: int) -> int | None:
    """The chat of a person; None for those without Telegram."""
    found: int | None = await db.scalar(
        select(Account.telegram_id).where(Account.person_id == person_id, Account.cut_off_at.is_(None))
    )
    return found


async def account(db: AsyncSession, telegram_id: int) -> Account | None:
    found: Account | None = await db.scalar(select(Account).where(Account.telegram_id == telegram_id))
    return found


async def has_had_account(db: AsyncSession, person_id: int) -> bool:
    """Whether a person has ever been in the chat, also where their phone was cut off since."""
    return await db.scalar(select(Account.id).where(Account.person_id == person_id).limit(1)) is not None


async def cut_off_accounts(db: AsyncSession, person_id: int, *, but: int | None, now: datetime) -> list[int]:
    """Cut off a person's open accounts `but` the one they use now; their Telegram ids."""
    others = [] if but is None else [Account.telegram_id != but]
    cut = await db.scalars(
        update(Account)
        .where(Account.person_id == person_id, Account.cut_off_at.is_(None), *others)
        .values(cut_off_at=now)
        .returning(Account.telegram_id)
    )
    return list(cut)


async def roles_of(db: AsyncSession, person_id: int) -> frozenset[tuple[Role, int]]:
    found = await db.execute(
        select(RoleHeld.role, RoleHeld.municipality_id).where(
            RoleHeld.person_id == person_id, RoleHeld.revoked_at.is_(None)
        )
    )
    return frozenset((Role(role), place) for role, place in found)


async def role_held(db: AsyncSession, person_id: int, role: Role, municipality_id: int) -> RoleHeld | None:
    found: RoleHeld | None = await db.scalar(
        select(RoleHeld).where(
            RoleHeld.person_id == person_id,
            RoleHeld.role == role.value,
            RoleHeld.municipality_id == municipality_id,
            RoleHeld.revoked_at.is_(None),
        )
    )
    return found


async def holders(db: AsyncSession, role: Role, municipality_id: int) -> list[Person]:
    """Who holds a role in a municipality and has joined, by name."""
    found = await db.scalars(
        select(Person)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.role == role.value,
            RoleHeld.municipality_id == municipality_id,
            RoleHeld.revoked_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return list(found)


async def names_of(db: AsyncSession, ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    if not wanted:
        return {}
    found = await db.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return dict(found.all())


async def locked_coordinators(db: AsyncSession, municipality_ids: Sequence[int]) -> list[RoleHeld]:
    """Who coordinates there, locked: two who revoke each other at once must not both succeed."""
    found = await db.scalars(
        select(RoleHeld)
        .where(
            RoleHeld.municipality_id.in_(municipality_ids),
            RoleHeld.role == Role.COORDINATOR.value,
            RoleHeld.revoked_at.is_(None),
        )
        .order_by(RoleHeld.id)
        .with_for_update()
    )
    return list(found)


async def revoke_roles(
    db: AsyncSession, person_id: int, *, roles: Iterable[Role], municipality_ids: Sequence[int], now: datetime
) -> list[tuple[Role, int]]:
    """Take roles away, and the open invitations to them; what was held."""
    names = [role.value for role in roles]
    await db.execute(
        update(Invitation)
        .where(
            Invitation.person_id == person_id,
            Invitation.role.in_(names),
            Invitation.municipality_id.in_(municipality_ids),
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    taken = await db.execute(
        update(RoleHeld)
        .where(
            RoleHeld.person_id == person_id,
            RoleHeld.role.in_(names),
            RoleHeld.municipality_id.in_(municipality_ids),
            RoleHeld.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .returning(RoleHeld.role, RoleHeld.municipality_id)
    )
    return [(Role(role), place) for role, place in taken]


async def mark_unreachable(db: AsyncSession, telegram_id: int, *, since: datetime | None) -> None:
    """A block or a 403 marks someone unreachable; any message of theirs clears it (`since=None`)."""
    person = select(Account.person_id).where(Account.telegram_id == telegram_id).scalar_subquery()
    await db.execute(update(Person).where(Person.id == person).values(unreachable_since=since))


async def unreachable_in(db: AsyncSession, municipality_id: int) -> list[Person]:
    found = await db.scalars(
        select(Person)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.municipality_id == municipality_id,
            RoleHeld.revoked_at.is_(None),
            Person.unreachable_since.is_not(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.name)
        .distinct()
    )
    return list(found)


async def count(db: AsyncSession) -> int:
    return int(await db.scalar(select(func.count()).select_from(Person)) or 0)


@dataclass(frozen=True)
class Reader:
    """Someone who is written to without having asked: where, in which language, and when not."""

    person_id: int
    chat_id: int
    language: str
    roles: frozenset[tuple[Role, int]]
    quiet_from: time | None
    quiet_until: time | None
    days_off: list[str] | None
    holidays_off: bool | None
    most_a_day: int | None

    def has(self, *roles: Role) -> bool:
        return any(held in roles for held, _ in self.roles)

    @property
    def is_familiar(self) -> bool:
        """Without a role it is a young person whose joining waits: nobody else is written to then."""
        return {held for held, _ in self.roles} <= {Role.YOUTH}


async def reader(db: AsyncSession, person_id: int) -> Reader | None:
    """None where nobody can be written to: no account, unreachable, erased, no role left and none on its way."""
    person = await get(db, person_id)
    if person is None or person.erased_at is not None or person.unreachable_since is not None:
        return None
    chat_id = await telegram_id_of(db, person_id)
    roles = await roles_of(db, person_id)
    if chat_id is None or not (roles or await _is_joining(db, person_id)):
        return None
    return Reader(
        person_id=person_id,
        chat_id=chat_id,
        language=person.language,
        roles=roles,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        days_off=person.days_off,
        holidays_off=person.holidays_off,
        most_a_day=person.most_a_day,
    )


async def _is_joining(db: AsyncSession, person_id: int) -> bool:
    """A young person who agreed, and waits for the representative's consent before going on."""
    return await joining.consent_of(db, person_id) is not None and await joining_as_youth(db, person_id) is not None


async def forget_chat(db: AsyncSession, person_id: int) -> None:
    """Account, consent, status and the places of conversations of somebody who did not join after all."""
    await db.execute(delete(Conversation).where(Conversation.person_id == person_id))
    for table in (Account, Consent, EligibilityCheck):
        await db.execute(delete(table).where(table.person_id == person_id))


async def mentors_to_choose(db: AsyncSession, municipality_id: int) -> list[Person]:
    """Mentors of a municipality, also those who have not opened their invitation yet, by name."""
    invited = select(Invitation.person_id).where(
        Invitation.role == Role.MENTOR.value,
        Invitation.municipality_id == municipality_id,
        Invitation.revoked_at.is_(None),
        Invitation.used_at.is_(None),
    )
    holding = select(RoleHeld.person_id).where(
        RoleHeld.role == Role.MENTOR.value,
        RoleHeld.municipality_id == municipality_id,
        RoleHeld.revoked_at.is_(None),
    )
    found = await db.scalars(
        select(Person)
        .where(or_(Person.id.in_(holding), Person.id.in_(invited)), Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return list(found)


async def joining_as_youth(db: AsyncSession, person_id: int) -> int | None:
    """Where a used invitation was to make this person a young participant."""
    found: int | None = await db.scalar(
        select(Invitation.municipality_id)
        .where(
            Invitation.person_id == person_id,
            Invitation.role == Role.YOUTH.value,
            Invitation.used_at.is_not(None),
        )
        .order_by(Invitation.id.desc())
        .limit(1)
    )
    return found
