"""What has been kept long enough goes, once and for all, and nothing goes before its time; on both databases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import services, storage
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.storage.models import (
    Account,
    Attendance,
    AuditEntry,
    Base,
    Broadcast,
    Call,
    Conversation,
    Credit,
    InboxUpdate,
    Invitation,
    LoggedSession,
    Measure,
    MonthReason,
    Municipality,
    MunicipalPolicy,
    Notice,
    OutboxRow,
    Participation,
    Person,
    Profile,
    ProfileAnswer,
    Receipt,
    RoleHeld,
    StoredFile,
    TimeOff,
)
from bot.toolbox.database import make_engine, session_maker

RIGA = ZoneInfo("Europe/Riga")
NOW = datetime(2032, 6, 1, 3, tzinfo=RIGA).astimezone(UTC)
INBOX_DAYS = 30


@dataclass(frozen=True)
class Archive:
    db: AsyncSession
    place: int

    async def add(self, row: Any) -> Any:
        self.db.add(row)
        await self.db.flush()
        return row

    async def youth(self, name: str, *, ended: date | None, planned: date = date(2027, 1, 31)) -> Participation:
        person = await self.add(Person(name=name, language="lv", created_at=_on(2026), birth_date="2005-01-01"))
        await self.add(RoleHeld(person_id=person.id, role="youth", municipality_id=self.place, given_at=_on(2026)))
        stay: Participation = await self.add(
            Participation(
                youth_id=person.id,
                municipality_id=self.place,
                started_on=date(2026, 11, 1),
                planned_end_on=planned,
                ended_on=ended,
            )
        )
        return stay

    async def mentor(self, name: str, *, revoked_at: datetime | None) -> Person:
        person: Person = await self.add(Person(name=name, language="lv", created_at=_on(2026)))
        await self.add(
            RoleHeld(
                person_id=person.id,
                role=Role.MENTOR.value,
                municipality_id=self.place,
                given_at=_on(2026),
                revoked_at=revoked_at,
            )
        )
        return person

    async def logged(self, mentor: Person, *stays: Participation, note: str | None = None) -> LoggedSession:
        session: LoggedSession = await self.add(
            LoggedSession(
                mentor_id=mentor.id, day=date(2026, 11, 5), minutes=60, kind="mentoring", mode="in_person", note=note,
                logged_at=_on(2026), logged_by=mentor.id,
            )
        )  # fmt: skip
        for stay in stays:
            await self.add(Attendance(session_id=session.id, participation_id=stay.id, attended=True))
            await self.add(
                Credit(
                    session_id=session.id, participation_id=stay.id, mentor_id=mentor.id, day=session.day, minutes=60,
                    kind="mentoring", mode="in_person", is_group=len(stays) > 1,
                )
            )  # fmt: skip
        return session

    async def retain(self, now: datetime = NOW, **how: int) -> int:
        """Batch after batch until nothing is left; how many batches did something."""
        batches = 0
        while await services.retention.due(self.db, now=now, zone=RIGA, inbox_days=INBOX_DAYS, **how):
            batches += 1
            assert batches < 50
        await self.db.flush()
        self.db.expunge_all()  # what was loaded before stays readable and is read anew
        return batches

    async def names(self) -> set[str]:
        return set(await self.db.scalars(select(Person.name)))

    async def count(self, table: type[Base]) -> int:
        return int(await self.db.scalar(select(func.count()).select_from(table)) or 0)


def _on(year: int, month: int = 11, day: int = 1) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def days(n: float) -> datetime:
    return NOW - timedelta(days=n)


@pytest.fixture
async def archive(database_url: str) -> AsyncIterator[Archive]:
    engine = make_engine(database_url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session_maker(engine)() as db:
        place = Municipality(name="Smiltene")
        db.add(place)
        await db.flush()
        yield Archive(db, place.id)
    await engine.dispose()


def update(n: int, state: str, settled_at: datetime | None) -> InboxUpdate:
    return InboxUpdate(
        update_id=n, chat_id=7, received_at=days(90), raw={"n": n}, state=state, attempts=0, settled_at=settled_at
    )


async def test_handled_updates_go_after_their_days_and_waiting_ones_never(archive: Archive) -> None:
    for n, (state, settled_at) in enumerate(
        [("done", days(31)), ("aside", days(31)), ("done", days(29)), ("new", None), ("done", days(40))]
    ):
        await archive.add(update(n, state, settled_at))
    await archive.retain()
    left = set(await archive.db.scalars(select(InboxUpdate.update_id)))
    assert left == {2, 3, 4}  # the newest stays, whatever its age: its number must not be given away again


async def test_what_was_sent_goes_with_its_files_after_the_days_of_chat_texts(archive: Archive) -> None:
    old = await archive.add(StoredFile(file_name="a.txt", content=b"a", created_at=days(31)))
    for state, settled_at in [("sent", days(31)), ("failed", days(31)), ("pending", None), ("sent", days(1))]:
        await archive.add(
            OutboxRow(
                chat_id=7, method="sendMessage", payload={"text": state}, priority=0, state=state, attempts=1,
                when_unknown="resend", created_at=days(31), settled_at=settled_at,
                file_id=old.id if state == "sent" and settled_at == days(31) else None,
            )
        )  # fmt: skip
    await archive.add(StoredFile(file_name="b.txt", content=b"b", created_at=days(1)))
    await archive.retain()
    assert set(await archive.db.scalars(select(OutboxRow.state))) == {"pending", "sent"}
    assert await archive.count(OutboxRow) == 2
    assert set(await archive.db.scalars(select(StoredFile.file_name))) == {"b.txt"}


async def test_a_shorter_time_of_any_municipality_holds_for_chats(archive: Archive) -> None:
    await archive.add(
        MunicipalPolicy(municipality_id=archive.place, valid_from=date(2020, 1, 1), differences={"chat_text_days": 3})
    )
    person = await archive.mentor("Ilze", revoked_at=None)
    for shown_at in (days(4), days(2)):
        await archive.add(
            Conversation(
                chat_id=7, person_id=person.id, name="log", step="note", draft={"note": "words"}, version=1,
                started_at=days(5), shown_at=shown_at,
            )
        )  # fmt: skip
    await archive.retain()
    found = list(await archive.db.scalars(select(Conversation).order_by(Conversation.id)))
    assert [(one.draft, one.closed_at is None) for one in found] == [({}, False), ({"note": "words"}, True)]


async def test_why_somebody_was_away_is_forgotten_with_the_chats_texts(archive: Archive) -> None:
    person = await archive.mentor("Ilze", revoked_at=None)
    for ago in (40, 29):
        on = days(ago).date()
        await archive.add(TimeOff(person_id=person.id, first_on=on, last_on=on, reason="illness", asked_at=days(ago)))
    await archive.retain()
    found = await archive.db.scalars(select(TimeOff).order_by(TimeOff.id))
    assert [one.reason for one in found] == [None, "illness"]


async def test_strangers_who_did_not_go_on_leave_no_trace(archive: Archive) -> None:
    for chat_id, shown_at in ((11, days(3)), (12, days(1))):
        await archive.add(
            Conversation(
                chat_id=chat_id, person_id=None, name="join", step="consent", draft={"invitation": 1}, version=1,
                started_at=shown_at, shown_at=shown_at,
            )
        )  # fmt: skip
    await archive.retain()
    found = await archive.db.execute(select(Conversation.chat_id, Conversation.draft).order_by(Conversation.id))
    assert [tuple(row) for row in found] == [(storage.privacy.NOBODY, {}), (12, {"invitation": 1})]


def invitation(person: Person, place: int, n: int, expires_at: datetime, used_at: datetime | None = None) -> Invitation:
    return Invitation(
        token_hash=f"hash {n}", person_id=person.id, role="mentor", municipality_id=place, is_relink=False,
        created_at=expires_at - timedelta(days=14), expires_at=expires_at, used_at=used_at,
    )  # fmt: skip


async def test_who_never_came_is_forgotten_and_who_may_still_come_is_not(archive: Archive) -> None:
    people = {}
    for n, (name, expires_at) in enumerate([("Never", days(31)), ("Maybe", days(29)), ("Came", days(300))]):
        people[name] = await archive.add(Person(name=name, language="lv", created_at=days(330)))
        used_at = days(310) if name == "Came" else None
        await archive.add(invitation(people[name], archive.place, n, expires_at, used_at))
    await archive.retain()
    assert await archive.names() == {f"#{people['Never'].id}", "Maybe", "Came"}
    assert await archive.count(Invitation) == 2


async def test_a_replaced_link_goes_and_the_latest_one_stays(archive: Archive) -> None:
    mentor = await archive.mentor("Ilze", revoked_at=None)
    await archive.add(invitation(mentor, archive.place, 1, days(60)))
    await archive.add(invitation(mentor, archive.place, 2, days(40)))
    await archive.add(invitation(mentor, archive.place, 3, days(35), used_at=days(40)))
    await archive.retain()
    assert set(await archive.db.scalars(select(Invitation.token_hash))) == {"hash 3"}


async def test_records_of_programmes_over_for_years_lose_their_names_and_notes(archive: Archive) -> None:
    mentor = await archive.mentor("Ilze", revoked_at=None)
    over = await archive.youth("Oksana", ended=date(2027, 5, 31))
    kept = await archive.youth("Roberts", ended=date(2027, 6, 1))
    forgotten = await archive.youth("Marta", ended=None, planned=date(2027, 2, 28))
    alone = await archive.logged(mentor, over, note="CV ar Oksanu")
    shared = await archive.logged(mentor, over, kept, note="Oksana un Roberts")
    for stay in (over, kept):
        await archive.add(
            MonthReason(
                participation_id=stay.id, month="2026-11", reason="illness", words="CV", noted_by=mentor.id,
                noted_at=_on(2026),
            )
        )  # fmt: skip
    await archive.retain()
    assert list(await archive.db.scalars(select(MonthReason.participation_id))) == [kept.id]
    assert await archive.names() == {"Ilze", "Roberts", f"#{over.youth_id}", f"#{forgotten.youth_id}"}
    notes = {row[0]: row[1] for row in await archive.db.execute(select(LoggedSession.id, LoggedSession.note))}
    assert notes == {alone.id: None, shared.id: f"#{over.youth_id} un Roberts"}
    assert await archive.count(Credit) == 3
    assert not (await archive.db.get_one(Person, over.youth_id)).birth_date
    assert (await archive.db.get_one(Participation, forgotten.id)).ended_on is not None
    actions = set(await archive.db.scalars(select(AuditEntry.action)))
    assert "data.expired" in actions
    assert "data.erased" not in actions


async def test_how_somebody_was_doing_goes_six_months_after_their_last_programme(archive: Archive) -> None:
    over = await archive.youth("Oksana", ended=date(2031, 11, 30))
    lately = await archive.youth("Roberts", ended=date(2031, 12, 1))
    again = await archive.youth("Marta", ended=date(2031, 1, 31))
    await archive.add(
        Participation(
            youth_id=again.youth_id, municipality_id=archive.place, started_on=date(2032, 5, 1),
            planned_end_on=date(2032, 8, 31),
        )
    )  # fmt: skip
    for stay in (over, lately, again):
        for day in (1, 2, 3):
            await archive.add(
                Measure(
                    person_id=stay.youth_id, instrument="ladder", version="1", language="lv", moment="monthly",
                    taken_on=date(2031, 1, day), value=day,
                )
            )  # fmt: skip
        await archive.add(
            Call(
                person_id=stay.youth_id, municipality_id=archive.place, wish="call", is_urgent=False,
                asked_at=_on(2031), waits_until=None,
            )
        )  # fmt: skip
    assert await archive.retain(at_once=2) >= 2
    for table in (Measure, Call):
        assert set(await archive.db.scalars(select(table.person_id))) == {lately.youth_id, again.youth_id}
    assert await archive.names() == {"Oksana", "Roberts", "Marta"}, "their hours are kept longer"
    await archive.retain(NOW + timedelta(days=1))
    assert set(await archive.db.scalars(select(Measure.person_id))) == {again.youth_id}


async def test_a_person_with_a_newer_programme_stays(archive: Archive) -> None:
    old = await archive.youth("Oksana", ended=date(2027, 1, 31))
    await archive.add(
        Participation(
            youth_id=old.youth_id, municipality_id=archive.place, started_on=date(2031, 1, 1),
            planned_end_on=date(2031, 4, 30), ended_on=date(2031, 4, 30),
        )
    )  # fmt: skip
    await archive.retain()
    assert await archive.names() == {"Oksana"}


async def test_former_mentors_keep_a_name_as_long_as_their_entries_need_it(archive: Archive) -> None:
    over = await archive.youth("Oksana", ended=date(2027, 1, 31))
    kept = await archive.youth("Roberts", ended=date(2030, 1, 31))
    gone = await archive.mentor("Ilze", revoked_at=_on(2026, 12))
    stays = await archive.mentor("Dace", revoked_at=_on(2026, 12))
    works = await archive.mentor("Juris", revoked_at=None)
    await archive.logged(gone, over)
    await archive.logged(stays, kept)
    await archive.logged(works, over)
    await archive.retain()
    assert await archive.names() == {"Dace", "Juris", "Roberts", f"#{gone.id}", f"#{over.youth_id}"}


async def test_the_name_of_an_erased_mentor_goes_when_the_rules_let_it(archive: Archive) -> None:
    stay = await archive.youth("Roberts", ended=date(2030, 1, 31))
    mentor = await archive.mentor("Dace", revoked_at=None)
    await archive.add(Account(telegram_id=77, person_id=mentor.id, linked_at=_on(2026)))
    await archive.logged(mentor, stay)
    done = await services.privacy.erase(archive.db, person_id=mentor.id, by=mentor.id, now=NOW, zone=RIGA)
    assert (done.stays.name, done.stays.until) == (True, date(2035, 1, 31))
    await archive.retain()
    assert "Dace" in await archive.names()
    await archive.retain(_on(2035, 2))
    assert "Dace" in await archive.names()  # the access ended in 2032
    await archive.retain(_on(2037, 6, 3))
    assert f"#{mentor.id}" in await archive.names()


async def test_how_somebody_felt_is_kept_for_half_a_year_after_the_programme(archive: Archive) -> None:
    """Other answers stay with the records; who is in a programme again keeps both."""
    over = await archive.youth("Oksana", ended=date(2031, 11, 30))
    fresh = await archive.youth("Roberts", ended=date(2031, 12, 1))
    again = await archive.youth("Marta", ended=date(2031, 1, 31))
    await archive.add(
        Participation(
            youth_id=again.youth_id, municipality_id=archive.place, started_on=date(2032, 5, 1),
            planned_end_on=date(2032, 8, 31),
        )
    )  # fmt: skip
    for stay in (over, fresh, again):
        row = await archive.add(
            Profile(
                person_id=stay.youth_id, municipality_id=archive.place, version=1, state="decided", nudges=0,
                started_at=_on(2031), touched_at=_on(2031), mentor_sees=[],
            )
        )  # fmt: skip
        for question, value in (("ladder", 4), ("ladder.call", {"chosen": ["no"]}), ("goal", {"chosen": ["job"]})):
            await archive.add(
                ProfileAnswer(profile_id=row.id, question=question, value=value, language="lv", answered_at=_on(2031))
            )
    await archive.retain()
    left = await archive.db.execute(
        select(Profile.person_id, ProfileAnswer.question).join(Profile, Profile.id == ProfileAnswer.profile_id)
    )
    kept = {(person, question) for person, question in left}
    assert {question for person, question in kept if person == over.youth_id} == {"goal"}
    for stay in (fresh, again):
        assert {question for person, question in kept if person == stay.youth_id} == {"ladder", "ladder.call", "goal"}


async def test_old_notices_go_and_waiting_ones_stay(archive: Archive) -> None:
    mentor = await archive.mentor("Ilze", revoked_at=None)
    for n, (state, settled_at) in enumerate([("sent", days(401)), ("sent", days(399)), ("waiting", None)]):
        await archive.add(
            Notice(
                key=f"k{n}", person_id=mentor.id, kind="pace", due_at=days(500), created_at=days(500), state=state,
                settled_at=settled_at, is_urgent=False,
            )
        )  # fmt: skip
    await archive.retain()
    assert set(await archive.db.scalars(select(Notice.key))) == {"k1", "k2"}


async def test_words_to_many_go_as_chat_texts_do_and_the_rest_with_its_notices(archive: Archive) -> None:
    boss = await archive.mentor("Anna", revoked_at=None)

    async def said(over_at: datetime | None) -> Broadcast:
        row: Broadcast = await archive.add(
            Broadcast(
                municipality_id=archive.place, sent_by=boss.id, addressees="all", texts={"lv": "Vārdi"}, fallback="lv",
                last_day=NOW.date(), sent_at=days(500), state="done" if over_at else "running", people=1,
                planned_to=None, over_at=over_at,
            )
        )  # fmt: skip
        return row

    async def told(row: Broadcast, settled_at: datetime) -> None:
        await archive.add(
            Notice(
                key=f"broadcast={row.id}", person_id=boss.id, kind="broadcast", subject_id=row.id, due_at=days(500),
                created_at=days(500), state="sent", settled_at=settled_at,
            )
        )  # fmt: skip

    old, late, recent, running = await said(days(420)), await said(days(420)), await said(days(29)), await said(None)
    await told(old, days(420))
    await told(late, days(380))
    ids = [one.id for one in (late, recent, running)]
    await archive.retain()
    rows = (await archive.db.execute(select(Broadcast.id, Broadcast.texts).order_by(Broadcast.id))).all()
    assert [row.id for row in rows] == ids
    assert [row.texts is None for row in rows] == [True, False, False]


async def test_small_batches_come_to_the_same_end_and_a_second_run_finds_nothing(archive: Archive) -> None:
    for n in range(9):
        await archive.add(update(n, "done", days(31 + n)))
        await archive.youth(f"Young {n}", ended=date(2027, 1, 31))
    assert await archive.retain(at_once=2) >= 4
    assert await archive.count(InboxUpdate) == 1
    assert all(name.startswith("#") for name in await archive.names())
    assert await archive.retain() == 0
    assert await archive.count(Receipt) == 9


async def test_nobody_is_erased_twice(archive: Archive) -> None:
    stay = await archive.youth("Oksana", ended=None)
    await services.privacy.erase(archive.db, person_id=stay.youth_id, by=stay.youth_id, now=NOW, zone=RIGA)
    with pytest.raises(Gone):
        await services.privacy.erase(archive.db, person_id=stay.youth_id, by=stay.youth_id, now=NOW, zone=RIGA)
    with pytest.raises(Gone):
        await services.mydata.of(archive.db, stay.youth_id, now=NOW, today=NOW.date())


def test_nothing_is_said_about_the_erased_by_any_kind_of_notice() -> None:
    """What is said to themselves goes with their notices; digests and what is said of activities are read anew; a call
    and a pause of their own are erased with them; words to many lose the name."""
    to_themselves = {
        *("approved", "not_eligible", "guardian_recorded", "name_corrected", "birth_corrected"),
        *services.measures.FACTS,
        *services.profile_notices.FACTS,
        *services.weeks.FACTS,
    }
    of_places = {*services.digests.FACTS, *services.month_results.FACTS, "data_erased"}
    of_calls = {*services.care_notices.FACTS, *services.time_off_notices.FACTS}
    to_many = set(services.broadcast_notices.FACTS)
    silenced = {
        *services.privacy.ABOUT_PEOPLE,
        *services.privacy.ABOUT_PROGRAMMES,
        *services.privacy.ABOUT_ACTIVITIES,
    }
    assert silenced | to_themselves | of_places | of_calls | to_many == set(services.notices.FACTS)
    assert not silenced & (to_themselves | of_places | of_calls | to_many), (
        "another person’s would go with the same number"
    )


async def test_the_notices_of_a_municipality_with_the_same_number_stay(archive: Archive) -> None:
    """A digest's subject is a municipality; erasing a young person whose programme has the same number spares it."""
    stay = await archive.youth("Oksana", ended=None)
    mentor = await archive.mentor("Ilze", revoked_at=None)
    for kind in ("digest", "shortfall"):
        await archive.add(
            Notice(
                key=kind, person_id=mentor.id, kind=kind, subject_id=stay.id, due_at=NOW, created_at=NOW,
                state="waiting", is_urgent=False,
            )
        )  # fmt: skip
    await services.privacy.erase(archive.db, person_id=stay.youth_id, by=stay.youth_id, now=NOW, zone=RIGA)
    found = {row[0]: row[1] for row in await archive.db.execute(select(Notice.kind, Notice.state))}
    assert found == {"digest": "waiting", "shortfall": "cleared"}
