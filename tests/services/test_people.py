"""Who may decide about whom, what a link opens, and what is left when access ends."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import services, storage
from bot.rules.errors import (
    AlreadyMember,
    Gone,
    LastCoordinator,
    LinkExpired,
    LinkUsed,
    NotAllowed,
    NotYet,
    PhoneTaken,
    ReasonNeeded,
    TooYoungOrOld,
)
from bot.rules.people import Eligibility, Role, StatusNow
from bot.rules.roll import Action, Portrait, Reach, actions
from bot.services.invitations import Invited
from bot.storage.models import (
    Account,
    AuditEntry,
    Base,
    Conversation,
    EligibilityCheck,
    GuardianConsent,
    OutboxRow,
    Person,
)
from bot.toolbox.database import make_engine, session_maker

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
TODAY = date(2026, 11, 18)


@dataclass(frozen=True)
class Towns:
    """Two municipalities, each with its coordinator; a mentor and a young person in the first."""

    db: AsyncSession
    smiltene: int
    valka: int
    anna: int
    zane: int
    ilze: int
    oksana: int
    stay: int

    async def invited(self, person_id: int, role: Role, *, place: int | None = None, relink: bool = False) -> Invited:
        return await services.invitations.invite(
            self.db, person_id=person_id, role=role, municipality_id=place or self.smiltene, invited_by=self.anna,
            now=NOW, is_relink=relink,
        )  # fmt: skip

    async def joins(self, made: Invited, telegram_id: int, *, now: datetime = NOW) -> Person:
        person, _ = await services.joining.agree(
            self.db, made.invitation.id, telegram_id=telegram_id, language="en", now=now
        )
        return person

    async def says(self, *statuses: StatusNow, birth: date = date(2004, 5, 3)) -> Eligibility:
        """The young person answers both questions."""
        await services.joining.take_birth_date(
            self.db, person_id=self.oksana, municipality_id=self.smiltene, birth=birth, now=NOW, today=TODAY
        )
        return await services.joining.take_status(
            self.db, person_id=self.oksana, municipality_id=self.smiltene, statuses=statuses, now=NOW, today=TODAY
        )

    async def can(self, person_id: int, *, by: int | None = None) -> set[Action]:
        return set(actions(await self.card(person_id, by=by)))

    async def card(self, person_id: int, *, by: int | None = None) -> Portrait:
        return await services.roll.portrait(self.db, by=by or self.anna, person_id=person_id, now=NOW, zone=RIGA)

    async def audited(self) -> list[tuple[str, int | None, int | None]]:
        found = await self.db.execute(select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.person_id))
        return [(action, actor, person) for action, actor, person in found]


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[Towns]:
    engine = make_engine(database_url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as db:
        places = [(await services.people.municipality(db, name=name)).id for name in ("Smiltene", "Valka")]
        people = [
            (await services.people.write_down(db, name=name, language="en", now=NOW)).id
            for name in ("Anna", "Zane", "Ilze", "Oksana")
        ]
        for person, role, place in zip(people, ("coordinator", "coordinator", "mentor"), (0, 1, 0), strict=False):
            await services.people.give_role(
                db, person_id=person, role=Role(role), municipality_id=places[place], now=NOW
            )
        stay = await services.pairs.start_participation(
            db, youth_id=people[3], municipality_id=places[0], started_on=date(2026, 11, 2),
            planned_end_on=date(2027, 2, 1), by=people[0], now=NOW,
        )  # fmt: skip
        smiltene, valka = places
        anna, zane, ilze, oksana = people
        yield Towns(db, smiltene, valka, anna, zane, ilze, oksana, stay.id)
    await engine.dispose()


# --- links ---


async def test_a_link_is_hashed_used_once_and_expires(towns: Towns) -> None:
    made = await towns.invited(towns.oksana, Role.YOUTH)
    assert made.token not in made.invitation.token_hash
    assert (await services.invitations.opened(towns.db, made.token, now=NOW)).id == made.invitation.id
    with pytest.raises(LinkExpired):
        await services.invitations.opened(towns.db, made.token, now=NOW + timedelta(days=14))
    await towns.joins(made, 1)
    with pytest.raises(LinkUsed):
        await towns.joins(made, 2)
    with pytest.raises(Gone):
        await services.invitations.opened(towns.db, "forged", now=NOW)


async def test_a_newer_link_replaces_the_older_one(towns: Towns) -> None:
    old = await towns.invited(towns.oksana, Role.YOUTH)
    await towns.invited(towns.oksana, Role.YOUTH)
    with pytest.raises(Gone):
        await services.invitations.opened(towns.db, old.token, now=NOW)


async def test_a_withdrawn_link_opens_nothing_and_is_audited(towns: Towns) -> None:
    made = await towns.invited(towns.oksana, Role.YOUTH)
    for by in (towns.zane, towns.ilze):  # of another municipality; no coordinator
        with pytest.raises((Gone, NotAllowed)):
            await services.invitations.withdraw(towns.db, made.invitation.id, by=by, now=NOW)
    assert (await services.invitations.opened(towns.db, made.token, now=NOW)).revoked_at is None
    await services.invitations.withdraw(towns.db, made.invitation.id, by=towns.anna, now=NOW)
    assert ("invitation.withdrawn", towns.anna, towns.oksana) in await towns.audited()
    with pytest.raises(Gone):
        await towns.joins(made, 1)
    for number in (made.invitation.id, 999_999):
        with pytest.raises(Gone):
            await services.invitations.withdraw(towns.db, number, by=None, now=NOW)


async def test_only_an_open_link_is_withdrawn(towns: Towns) -> None:
    made = await towns.invited(towns.oksana, Role.YOUTH)
    with pytest.raises(LinkExpired):
        await services.invitations.withdraw(towns.db, made.invitation.id, by=towns.anna, now=NOW + timedelta(days=14))
    await towns.joins(made, 1)
    with pytest.raises(LinkUsed):
        await services.invitations.withdraw(towns.db, made.invitation.id, by=None, now=NOW)


async def test_the_operator_moves_the_phone_of_somebody_with_roles_in_two_places(towns: Towns) -> None:
    """Also a second time, when the first link was lost, and onto the same account in a new phone."""
    await towns.joins(await towns.invited(towns.ilze, Role.MENTOR), 1)
    await services.people.give_role(
        towns.db, person_id=towns.ilze, role=Role.COORDINATOR, municipality_id=towns.valka, now=NOW
    )
    lost = await services.invitations.relink(towns.db, person_id=towns.ilze, municipality_id=towns.valka, now=NOW)
    assert await storage.people.caller(towns.db, 1) is None
    made = await services.invitations.relink(towns.db, person_id=towns.ilze, municipality_id=towns.valka, now=NOW)
    assert (made.role, made.municipality_id) == (Role.COORDINATOR, towns.valka)
    with pytest.raises(Gone):
        await towns.joins(lost.made, 2)
    await towns.joins(made.made, 1)
    caller = await storage.people.caller(towns.db, 1)
    assert caller is not None
    assert caller.roles == {(Role.MENTOR, towns.smiltene), (Role.COORDINATOR, towns.valka)}
    with pytest.raises(Gone):
        await services.invitations.relink(towns.db, person_id=towns.oksana, municipality_id=towns.smiltene, now=NOW)


async def test_a_new_phone_keeps_the_person_and_closes_what_the_old_one_was_doing(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    await storage.conversations.start(
        towns.db, chat_id=1, person_id=towns.oksana, name="quiet", step="start", draft={}, now=NOW
    )
    made = await services.invitations.new_phone(towns.db, by=towns.anna, person_id=towns.oksana, now=NOW)
    assert (await storage.people.telegram_id_of(towns.db, towns.oksana)) == 1  # until the new one is confirmed
    await towns.joins(made.made, 2)
    assert await storage.people.telegram_id_of(towns.db, towns.oksana) == 2
    assert await storage.people.caller(towns.db, 1) is None
    assert (await towns.db.scalars(select(Conversation.closed_at))).all() == [NOW]
    queued = await towns.db.scalars(select(OutboxRow.method).where(OutboxRow.chat_id == 1))
    assert queued.all() == ["deleteMyCommands"]


async def test_a_phone_that_is_somebody_elses_is_not_taken_over(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    await towns.joins(await towns.invited(towns.anna, Role.COORDINATOR), 2)
    made = await services.invitations.new_phone(towns.db, by=towns.anna, person_id=towns.oksana, now=NOW)
    with pytest.raises(PhoneTaken):
        await towns.joins(made.made, 2)
    assert await storage.people.telegram_id_of(towns.db, towns.anna) == 2


async def test_the_phone_of_someone_with_a_role_elsewhere_is_not_moved(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.ilze, Role.MENTOR), 1)
    await services.people.give_role(
        towns.db, person_id=towns.ilze, role=Role.COORDINATOR, municipality_id=towns.valka, now=NOW
    )
    assert Action.PHONE not in await towns.can(towns.ilze)
    with pytest.raises(NotAllowed):
        await services.invitations.new_phone(towns.db, by=towns.anna, person_id=towns.ilze, now=NOW)


async def test_an_invited_name_that_is_here_already_becomes_one_person(towns: Towns) -> None:
    """What was written down for the name, its programme too, is theirs from then on."""
    await towns.joins(await towns.invited(towns.ilze, Role.MENTOR), 1)
    one = await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    assert one.id == towns.ilze
    participation = await storage.pairs.participation(towns.db, towns.stay)
    assert participation is not None
    await towns.db.refresh(participation)
    assert participation.youth_id == towns.ilze
    again = await services.people.write_down(towns.db, name="Ilze", language="en", now=NOW)
    with pytest.raises(AlreadyMember):
        await towns.joins(await towns.invited(again.id, Role.MENTOR), 1)


# --- age and status ---


@pytest.mark.parametrize(
    ("setting", "stored", "waits", "outside"),
    [("yes", True, False, False), ("with_guardian_consent", False, True, False), ("no", False, False, True)],
)
async def test_a_minors_birth_date_is_kept_as_the_municipality_decided(
    towns: Towns, setting: str, stored: bool, waits: bool, outside: bool
) -> None:
    towns.db.add(
        storage.models.MunicipalPolicy(
            municipality_id=towns.smiltene, valid_from=TODAY, differences={"minors_in_chat": setting}
        )
    )
    found = await services.joining.take_birth_date(
        towns.db, person_id=towns.oksana, municipality_id=towns.smiltene, birth=date(2010, 5, 3), now=NOW, today=TODAY
    )
    person = await storage.people.get(towns.db, towns.oksana)
    assert person is not None
    assert (person.birth_date is not None) == stored
    assert (found.waits_for_guardian, found.stays_outside_chat) == (waits, outside)


@pytest.mark.parametrize("birth", [date(2011, 11, 19), date(1996, 11, 18)])
async def test_outside_the_age_nothing_is_kept(towns: Towns, birth: date) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    with pytest.raises(TooYoungOrOld):
        await towns.says(StatusNow.NONE, birth=birth)
    assert await services.joining.step_back_out(towns.db, person_id=towns.oksana, now=NOW)
    assert (await towns.db.scalars(select(Account))).all() == []


async def test_a_doubtful_status_is_decided_once_and_by_their_own_coordinator(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    assert await towns.says(StatusNow.WORKING) is Eligibility.DOUBTFUL
    assert {Action.APPROVE, Action.REFUSE} <= await towns.can(towns.oksana)
    with pytest.raises(Gone):
        await services.people.approve(towns.db, by=towns.zane, person_id=towns.oksana, now=NOW)
    with pytest.raises(NotAllowed):
        await services.people.approve(towns.db, by=towns.ilze, person_id=towns.oksana, now=NOW)
    await services.people.approve(towns.db, by=towns.anna, person_id=towns.oksana, now=NOW)
    assert ("status.decided", towns.anna, towns.oksana) in await towns.audited()
    assert Action.APPROVE not in await towns.can(towns.oksana)
    with pytest.raises(Gone):
        await services.people.find_not_eligible(towns.db, by=towns.anna, person_id=towns.oksana, now=NOW, today=TODAY)


async def test_who_is_not_eligible_leaves_the_programme_today(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    await towns.says(StatusNow.STUDYING)
    await services.people.find_not_eligible(towns.db, by=towns.anna, person_id=towns.oksana, now=NOW, today=TODAY)
    assert (await towns.db.scalars(select(EligibilityCheck.result))).one() == "not_eligible"
    stay = (await towns.card(towns.oksana)).stay
    assert stay is not None
    assert stay.last == TODAY


# --- the legal representative ---


async def test_the_guardians_consent_opens_the_way_for_a_minor(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.oksana, Role.YOUTH), 1)
    card = await towns.card(towns.oksana)
    assert (card.reach, card.waits_for_guardian) == (Reach.HALF_JOINED, True)
    reader = await storage.people.reader(towns.db, towns.oksana)
    assert reader is not None
    assert reader.is_familiar
    waited = await services.joining.record_guardian(
        towns.db, by=towns.anna, person_id=towns.oksana, guardian="Олена", given_on=TODAY, paper="File 12", now=NOW,
        today=TODAY,
    )  # fmt: skip
    assert waited
    assert await towns.says(StatusNow.NONE, birth=date(2010, 5, 3)) is Eligibility.ELIGIBLE
    assert (await towns.card(towns.oksana)).reach is Reach.IN_CHAT


async def test_a_guardians_consent_needs_a_past_day_and_a_place(towns: Towns) -> None:
    facts: dict[str, Any] = {
        "by": towns.anna,
        "person_id": towns.oksana,
        "guardian": "Олена",
        "now": NOW,
        "today": TODAY,
    }
    with pytest.raises(NotYet):
        await services.joining.record_guardian(
            towns.db,
            **facts,
            given_on=TODAY + timedelta(days=1),
            paper="File 12",
        )
    with pytest.raises(ReasonNeeded):
        await services.joining.record_guardian(towns.db, **facts, given_on=TODAY, paper="\u200b")
    assert (await towns.db.scalars(select(GuardianConsent))).all() == []


# --- access ---


async def test_revoked_access_ends_roles_pairs_and_links_here_and_nowhere_else(towns: Towns) -> None:
    await towns.joins(await towns.invited(towns.ilze, Role.MENTOR), 1)
    await services.people.give_role(
        towns.db, person_id=towns.ilze, role=Role.MENTOR, municipality_id=towns.valka, now=NOW
    )
    await services.pairs.bring_together(
        towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, started_on=TODAY, now=NOW
    )
    gone = await services.people.revoke(
        towns.db, by=towns.anna, person_id=towns.ilze, now=NOW, today=TODAY + timedelta(days=2)
    )
    assert gone.roles == {(Role.MENTOR, towns.valka)}
    assert (gone.chat_id, gone.participation_ids) == (1, (towns.stay,))
    with pytest.raises(Gone):  # an old invitation is no way back in
        await services.pairs.bring_together(
            towns.db, by=towns.anna, youth_id=towns.oksana, mentor_id=towns.ilze, started_on=TODAY, now=NOW
        )


async def test_the_last_coordinator_stays_unless_the_operator_decides(towns: Towns) -> None:
    with pytest.raises(LastCoordinator):
        await services.people.revoke(towns.db, by=towns.anna, person_id=towns.anna, now=NOW, today=TODAY)
    gone = await services.people.revoke_in(
        towns.db, person_id=towns.anna, municipality_ids=[towns.smiltene], by=None, now=NOW, today=TODAY
    )
    assert gone.roles == frozenset()


async def test_someone_elses_people_are_gone(towns: Towns) -> None:
    with pytest.raises(Gone):
        await towns.card(towns.oksana, by=towns.zane)
    with pytest.raises(Gone):
        await towns.card(999_999)
    with pytest.raises(NotAllowed):
        await towns.card(towns.oksana, by=towns.ilze)
    page = await services.roll.page(towns.db, by=towns.zane, number=0, now=NOW, today=TODAY)
    assert [line.name for line in page.lines] == ["Zane"]
