"""Who somebody is here: accounts, roles, invitations, consents and signed papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot import storage
from bot.storage import Database
from bot.storage.models import Account as StoredAccount
from bot.storage.models import Person


@dataclass(frozen=True)
class Me:
    number: int
    name: str
    former_names: tuple[str, ...]
    language: str
    birth_date: str | None
    written_down_at: datetime
    joined_at: datetime | None
    quiet_from: time | None
    quiet_until: time | None
    days_off: tuple[str, ...] | None
    holidays_off: bool | None
    most_a_day: int | None
    unreachable_since: datetime | None


@dataclass(frozen=True)
class Account:
    telegram_number: int
    linked_at: datetime
    cut_off_at: datetime | None


@dataclass(frozen=True)
class RoleHeld:
    role: str
    municipality: str
    given_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class Invitation:
    role: str
    municipality: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    waits_for_guardian: bool


@dataclass(frozen=True)
class Consent:
    purpose: str
    version: str
    language: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class StatusAnswer:
    statuses: tuple[str, ...]
    result: str
    said_at: datetime
    checked_at: datetime | None


@dataclass(frozen=True)
class GuardianConsent:
    """Who the representative is and where the paper lies is data of theirs."""

    given_on: date
    recorded_at: datetime


@dataclass(frozen=True)
class Paper:
    """A signed paper that a plan needed; where it lies is the municipality's."""

    kind: str
    signed_on: date
    recorded_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class OwnPause:
    """`counts` says whether its days are taken out of the programme: asked, agreed or declined."""

    first_on: date
    last_on: date
    reason: str | None
    asked_at: datetime
    ended_at: datetime | None
    counts: str | None


def me(person: Person) -> Me:
    return Me(
        number=person.id,
        name=person.name,
        former_names=tuple(person.former_names or ()),
        language=person.language,
        birth_date=person.birth_date,
        written_down_at=person.created_at,
        joined_at=person.joined_at,
        quiet_from=person.quiet_from,
        quiet_until=person.quiet_until,
        days_off=None if person.days_off is None else tuple(person.days_off),
        holidays_off=person.holidays_off,
        most_a_day=person.most_a_day,
        unreachable_since=person.unreachable_since,
    )


def accounts(found: Sequence[StoredAccount]) -> tuple[Account, ...]:
    return tuple(Account(one.telegram_id, one.linked_at, one.cut_off_at) for one in found)


async def roles(db: Database, person_id: int) -> tuple[RoleHeld, ...]:
    return tuple(
        RoleHeld(one.role, place, one.given_at, one.revoked_at)
        for one, place in await storage.mydata.roles(db, person_id)
    )


async def invitations(db: Database, person_id: int) -> tuple[Invitation, ...]:
    return tuple(
        Invitation(
            one.role,
            place,
            one.created_at,
            one.expires_at,
            one.used_at,
            one.revoked_at,
            one.waits_for_guardian,
        )
        for one, place in await storage.mydata.invitations(db, person_id)
    )


async def consents(db: Database, person_id: int) -> tuple[Consent, ...]:
    return tuple(
        Consent(one.purpose, one.version, one.language, one.given_at, one.withdrawn_at)
        for one in await storage.mydata.consents(db, person_id)
    )


async def status_answers(db: Database, person_id: int) -> tuple[StatusAnswer, ...]:
    return tuple(
        StatusAnswer(tuple(one.statuses), one.result, one.said_at, one.checked_at)
        for one in await storage.mydata.status_answers(db, person_id)
    )


async def guardian_consents(db: Database, person_id: int) -> tuple[GuardianConsent, ...]:
    return tuple(
        GuardianConsent(one.given_on, one.recorded_at) for one in await storage.mydata.guardian_consents(db, person_id)
    )


async def papers(db: Database, person_id: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(one.kind, one.signed_on, one.recorded_at, one.withdrawn_at)
        for one in await storage.mydata.papers(db, person_id)
    )


async def pauses(db: Database, person_id: int) -> tuple[OwnPause, ...]:
    """Those they gave themselves."""
    return tuple(
        OwnPause(one.first_on, one.last_on, one.reason, one.asked_at, one.ended_at, one.decision)
        for one in await storage.mydata.time_off(db, person_id)
    )
