"""Privacy from the first day: who keeps what, taking it along, withdrawing consent, deleting; in two languages."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import services
from bot.rules.participations import EndReason
from bot.rules.people import Role
from bot.storage.models import (
    Account,
    Attendance,
    AuditEntry,
    Base,
    Consent,
    Credit,
    EligibilityCheck,
    GuardianConsent,
    LoggedSession,
    Notice,
    Pair,
    Participation,
    Person,
    Receipt,
    RoleHeld,
)
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, House, Someone, Time, joined_staff, running
from tests.doors.test_joining import at_birth_date, joined_youth, person_id, tap

NAME = "Oksana Kovaļenko"
OTHER = "Roberts Kalns"
TODAY = date(2026, 11, 18)
SECRET = "abracadabra"  # a word only Oksana wrote


@dataclass(frozen=True)
class Programme:
    """Anna coordinates, Ilze mentors Oksana and Roberts; hours are logged."""

    house: House
    anna: Someone
    ilze: Someone
    oksana: Someone
    roberts: Someone
    oksana_id: int
    ilze_id: int

    async def all(self, table: Any, **where: object) -> list[Any]:
        async with self.house.blakus.sessions() as db:
            return list(await db.scalars(select(table).filter_by(**where)))


async def set_up(house: House) -> Programme:
    place = await house.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    ilze = await joined_staff(house, "Ilze", Role.MENTOR, place, "lv")
    oksana = await at_birth_date(house, place, NAME, "uk")
    await oksana.says("17.8.2005")
    await tap(oksana, "none:1")
    await tap(oksana, "done")
    roberts = await joined_youth(house, place, OTHER, "en")
    ilze_id, now = await person_id(house, "Ilze"), house.clock.now()
    youth = {name: await person_id(house, name) for name in (NAME, OTHER)}
    stays = {}
    async with house.blakus.sessions.begin() as db:
        for name, youth_id in youth.items():
            stay = await services.pairs.start_participation(
                db,
                youth_id=youth_id,
                municipality_id=place,
                started_on=date(2026, 11, 2),
                planned_end_on=date(2027, 1, 31),
                by=None,
                now=now,
            )
            await services.pairs.pair(
                db, participation_id=stay.id, mentor_id=ilze_id, started_on=date(2026, 11, 2), by=None, now=now
            )
            stays[name] = stay.id
        oksanas, robertss = stays[NAME], stays[OTHER]
        logged = [
            ([oksanas], 16, "CV ar Oksanu, mācījās vārdu mandragora", True),
            ([oksanas, robertss], 17, "Oksana un Roberts: virtuve", True),
            ([robertss], 13, "Roberts: ekskursija", True),
            ([oksanas], 12, "Oksana slima", False),
        ]
        for who, day, note, attended in logged:
            await services.sessions.log(
                db,
                mentor_id=ilze_id,
                participation_ids=who,
                day=date(2026, 11, day),
                start=None,
                minutes=90 if attended else 0,
                kind="mentoring",
                mode="in_person",
                attended=attended,
                note=note,
                said_at=now,
                now=now,
                zone=RIGA,
            )
    return Programme(house, anna, ilze, oksana, roberts, youth[NAME], ilze_id)


@pytest.fixture
async def programme(house: House) -> Programme:
    return await set_up(house)


@pytest.fixture
async def on_both(database_url: str, clock: TurnableClock) -> AsyncIterator[Programme]:
    """The same on SQLite, then on PostgreSQL."""
    async with running(database_url, clock) as house:
        yield await set_up(house)


async def everything_stored(house: House) -> str:
    """Every cell of every table, opened with the key."""
    cells = []
    async with house.blakus.sessions() as db:
        for table in Base.metadata.sorted_tables:
            for row in await db.execute(select(table)):
                cells += [f"{table.name}: {value!r}" for value in row]
    assert cells
    return "\n".join(cells)


def files(someone: Someone) -> dict[str, bytes]:
    """The newest documents by how their names end."""
    found = [message.document for message in someone.chat.from_bot if message.document is not None]
    return {one.name.rpartition(".")[2]: one.content for one in found[-2:]}


# --- /privacy ---


@pytest.mark.parametrize(
    ("language", "words"),
    [("lv", "Datu valsts inspekcija"), ("uk", "Державна інспекція даних"), ("en", "Data State Inspectorate")],
)
async def test_a_stranger_hears_who_keeps_what_in_their_language(
    house: House, smiltene: int, language: str, words: str
) -> None:
    someone = house.someone("Kāds", language)
    await someone.says("/privacy")
    someone.sees(words, "dvi.gov.lv", "Telegram")
    assert not someone.last.labels
    assert "Kāds" not in await everything_stored(house)


async def test_a_member_sees_the_municipality_and_three_buttons(programme: Programme) -> None:
    await programme.oksana.says("/privacy")
    programme.oksana.sees("Smiltene", "/mydata", "/deletemydata", "Мої дані", "Відкликати згоду", "Видалити мої дані")
    await programme.ilze.says("/privacy")
    programme.ilze.sees("Smiltene", "Mani dati", "Atsaukt piekrišanu", "Dzēst manus datus")


# --- /mydata ---


async def test_my_data_has_everything_and_nobody_elses(programme: Programme) -> None:
    await programme.anna.says("/people")
    await tap(programme.anna, str(programme.oksana_id))
    await programme.oksana.says(f"привіт, {SECRET}")
    await programme.oksana.says("/mydata")
    sent = files(programme.oksana)
    data = json.loads(sent["json"])
    assert data["person"]["name"] == NAME
    assert data["person"]["birth_date"] == "2005-08-17"
    assert data["accounts"][0]["telegram_number"] == programme.oksana.chat.id
    assert data["roles"][0] | {"role": "youth", "municipality": "Smiltene"} == data["roles"][0]
    assert data["consents"][0]["withdrawn_at"] is None
    assert data["status_answers"][0]["statuses"] == ["none"]
    [stay] = data["programmes"]
    assert stay["mentors"][0]["name"] == "Ilze"
    assert stay["months"] == [
        {
            "month": "2026-11",
            "logged_minutes": 180,
            "counted_minutes": 180,
            "target_minutes": stay["months"][0]["target_minutes"],
        }
    ]
    notes = {(one["day"], one["minutes"], one["attended"], one["others"], one["note"]) for one in data["meetings"]}
    assert notes == {
        ("2026-11-12", 0, False, 0, "Oksana slima"),
        ("2026-11-16", 90, True, 0, "CV ar Oksanu, mācījās vārdu mandragora"),
        ("2026-11-17", 90, True, 1, None),
    }
    looks = {(one["action"], one["by"]) for one in data["seen_or_changed"]}
    assert {("person.seen", "coordinator"), ("session.logged", "mentor"), ("data.seen", "yourself")} <= looks
    assert SECRET in json.dumps(data["written"])
    for content in sent.values():
        assert "Roberts" not in content.decode()
    assert {"session_id", "participation_id", "person_id"}.isdisjoint(_keys(data))


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


async def test_the_text_is_in_the_readers_language(programme: Programme) -> None:
    await programme.oksana.says("/mydata")
    read = files(programme.oksana)["txt"].decode()
    assert NAME in read
    assert "17.08.2005" in read
    assert "mandragora" in read
    assert "ЗГОДИ" in read
    await programme.ilze.says("/mydata")
    read = files(programme.ilze)["txt"].decode()
    assert "PIEKRIŠANAS" in read
    assert "Telegram konta numurs:" in read, "not a phone's"
    for foreign in ("Oksan", "Roberts", "virtuve", "mandragora"):
        assert foreign not in read


async def test_a_mentors_file_counts_young_people_and_names_none(programme: Programme) -> None:
    await programme.ilze.says("vakar 2h ar Oksanu")
    await programme.ilze.says("/mydata")
    content = files(programme.ilze)["json"].decode()
    data = json.loads(content)
    assert sorted(one["young_people"] for one in data["entries_as_mentor"]) == [1, 1, 1, 2]
    assert len(data["pairs_as_mentor"]) == 2
    for foreign in ("Oksan", "Roberts", "virtuve", "mandragora", "Anna"):
        assert foreign not in content


async def test_files_do_not_stay_in_the_database(programme: Programme) -> None:
    await programme.oksana.says("/mydata")
    stored = await everything_stored(programme.house)
    assert "seen_or_changed" not in stored


async def test_a_stranger_has_no_data_to_see_or_delete(house: House, smiltene: int) -> None:
    someone = house.someone("Kāds", "en")
    for command in ("/mydata", "/deletemydata"):
        await someone.says(command)
        someone.sees("This is Blakus")


# --- deleting ---


async def test_after_deletion_no_table_holds_a_name_a_date_or_a_word(on_both: Programme) -> None:
    programme, house = on_both, on_both.house
    async with house.blakus.sessions.begin() as db:
        db.add(
            GuardianConsent(
                person_id=programme.oksana_id,
                guardian="Ludmila",
                given_on=date(2026, 11, 1),
                paper="mape 12",
                recorded_by=programme.ilze_id,
                recorded_at=house.clock.now(),
            )
        )
    await programme.ilze.says("vakar 2h ar Oksanu, CV")  # a card stays open with the name in it
    await programme.oksana.says(f"привіт, {SECRET}")
    await programme.oksana.says("/mydata")
    before = await everything_stored(house)
    forbidden = ["Oksan", "Kovaļenk", "2005-08-17", "17.8.2005", "mandragora", "Ludmila", "mape 12", SECRET, "slima"]
    for words in forbidden:
        assert words in before, words
    await programme.oksana.says("/deletemydata")
    programme.oksana.sees("18.11.2031")
    await programme.oksana.taps("Так, видалити")
    programme.oksana.sees("Видалено:", "18.11.2031")
    after = await everything_stored(house)
    for words in forbidden:
        assert words not in after, words
    assert "#" in after
    assert "Roberts: ekskursija" in after  # somebody else's
    assert "un Roberts: virtuve" in after


async def test_hours_stay_and_the_receipt_is_written_down(programme: Programme) -> None:
    async def minutes() -> int:
        async with programme.house.blakus.sessions() as db:
            return int(await db.scalar(select(func.sum(Credit.minutes))) or 0)

    before = await minutes()
    await deletes(programme.oksana)
    assert await minutes() == before
    [receipt] = await programme.all(Receipt, person_id=programme.oksana_id)
    programme.oksana.sees(receipt.number)
    assert receipt.erased["notes"] == 2
    [person] = await programme.all(Person, id=programme.oksana_id)
    assert person.name == f"#{programme.oksana_id}"
    for table in (Account, EligibilityCheck, Notice):
        assert not await programme.all(table, person_id=programme.oksana_id)
    assert all(one.revoked_at for one in await programme.all(RoleHeld, person_id=programme.oksana_id))
    assert all(one.withdrawn_at for one in await programme.all(Consent, person_id=programme.oksana_id))
    [stay] = await programme.all(Participation, youth_id=programme.oksana_id)
    assert stay.ended_on == date(2026, 11, 18)
    assert all(one.ended_on for one in await programme.all(Pair, participation_id=stay.id))
    assert len(await programme.all(Attendance, participation_id=stay.id)) == 3
    entries = await programme.all(AuditEntry, action="data.erased")
    assert [(one.actor_id, one.person_id) for one in entries] == [(programme.oksana_id,) * 2]


async def deletes(someone: Someone) -> None:
    await someone.says("/deletemydata")
    await tap(someone, "erase")


async def test_the_erased_are_strangers_and_the_coordinator_hears_of_it(programme: Programme, time: Time) -> None:
    await deletes(programme.oksana)
    programme.anna.sees("Data deleted", f"#{programme.oksana_id}")
    await programme.oksana.says("/mydata")
    programme.oksana.sees("Blakus")
    assert not programme.oksana.last.document
    await time.passes(days=1)
    await programme.ilze.says("/hours")
    programme.ilze.sees(OTHER)
    programme.ilze.sees_not("#")


async def test_nothing_happens_without_a_yes(programme: Programme) -> None:
    await programme.oksana.says("/deletemydata")
    await programme.oksana.taps("Ні")
    assert await programme.all(Account, person_id=programme.oksana_id)
    assert not await programme.all(Receipt)


async def test_an_old_card_deletes_nothing(programme: Programme) -> None:
    """Tapped again after No, or after a newer question."""
    await programme.oksana.says("/deletemydata")
    message = programme.oksana.last
    [yes] = [button for row in message.buttons for button in row if (button.data or "").endswith(":erase")]
    await programme.oksana.says("/deletemydata")
    await programme.oksana.taps_data(message.message_id, yes.data or "")
    assert not await programme.all(Receipt)
    await programme.oksana.taps("Ні")
    await programme.oksana.taps_data(message.message_id, yes.data or "")
    assert not await programme.all(Receipt)


async def test_a_question_about_withdrawing_does_not_take_yes_for_deleting(programme: Programme) -> None:
    await programme.oksana.says("/privacy")
    await programme.oksana.taps("Відкликати згоду")
    message = programme.oksana.last
    [yes] = [button for row in message.buttons for button in row if (button.data or "").endswith(":withdraw")]
    await programme.oksana.taps_data(message.message_id, (yes.data or "").replace(":withdraw", ":erase"))
    assert not await programme.all(Receipt)


async def test_yes_may_be_typed(programme: Programme) -> None:
    await programme.oksana.says("/deletemydata")
    await programme.oksana.says("так, видалити")
    assert await programme.all(Receipt, person_id=programme.oksana_id)


async def test_a_mentors_name_stays_beside_the_entries_and_nothing_else(programme: Programme) -> None:
    await programme.ilze.says("/deletemydata")
    programme.ilze.sees("18.11.2031")
    await tap(programme.ilze, "erase")
    programme.ilze.sees("18.11.2031")
    [person] = await programme.all(Person, id=programme.ilze_id)
    assert (person.name, person.erased_at is None) == ("Ilze", False)
    assert len(await programme.all(LoggedSession, mentor_id=programme.ilze_id)) == 4
    assert not await programme.all(Account, person_id=programme.ilze_id)
    assert all(one.ended_on for one in await programme.all(Pair, mentor_id=programme.ilze_id))
    await programme.ilze.says("/hours")
    programme.ilze.sees("Blakus")


async def test_the_erased_may_be_invited_again(programme: Programme) -> None:
    await deletes(programme.oksana)
    [place] = {one.municipality_id for one in await programme.all(RoleHeld)}
    token = await programme.house.invite("Oksana", Role.YOUTH, place, "uk")
    await programme.oksana.opens(token)
    await tap(programme.oksana, "uk")
    await tap(programme.oksana, "yes")
    assert await programme.all(Account, telegram_id=programme.oksana.chat.id)


async def test_the_name_a_second_role_was_written_down_under_goes_too(house: House) -> None:
    """Invited once more under a longer name, the same person keeps one record; the other row names nobody."""
    place = await house.municipality()
    oksana = await joined_youth(house, place, "Oksana", "uk")
    await oksana.opens(await house.invite("Oksana Otrreiz", Role.MENTOR, place, "uk"))
    await tap(oksana, "uk")
    await tap(oksana, "yes")
    await deletes(oksana)
    found = [cell for cell in (await everything_stored(house)).split("\n") if "Otrreiz" in cell or "Oksana" in cell]
    assert not found


# --- withdrawing ---


async def withdraws(someone: Someone) -> None:
    await someone.says("/privacy")
    await tap(someone, "withdraw")
    await tap(someone, "withdraw")


async def test_who_withdrew_consent_hears_no_reminder(programme: Programme, time: Time) -> None:
    house, now = programme.house, programme.house.clock.now()
    [stay] = await programme.all(Participation, youth_id=programme.oksana_id)
    async with house.blakus.sessions.begin() as db:
        for n in (1, 20):
            db.add(
                Notice(
                    key=f"test:{n}",
                    person_id=programme.oksana_id,
                    kind="paired",
                    subject_id=stay.id,
                    due_at=now + timedelta(days=n),
                    created_at=now,
                    is_urgent=False,
                )
            )
    await withdraws(programme.oksana)
    programme.oksana.sees("Згоду відкликано")
    heard = len(programme.oksana.chat.from_bot)
    for _ in range(15):
        await time.passes(days=3)
    assert len(programme.oksana.chat.from_bot) == heard
    assert programme.anna.chat.from_bot
    assert any("consent withdrawn" in message.text for message in programme.anna.chat.from_bot)


async def test_the_programme_goes_on_outside_the_chat(programme: Programme) -> None:
    await withdraws(programme.oksana)
    [stay] = await programme.all(Participation, youth_id=programme.oksana_id)
    assert stay.ended_on is None
    async with programme.house.blakus.sessions.begin() as db:
        now = programme.house.clock.now()
        await services.sessions.log(
            db, mentor_id=programme.ilze_id, participation_ids=[stay.id], day=date(2026, 11, 10), start=time_of_day(10),
            minutes=60, kind="mentoring", mode="in_person", attended=True, note=None, said_at=now, now=now, zone=RIGA,
        )  # fmt: skip
    await programme.oksana.says("/mydata")
    data = json.loads(files(programme.oksana)["json"])
    assert data["consents"][0]["withdrawn_at"] is not None
    assert len(data["meetings"]) == 4
    await programme.oksana.says("/hours")
    assert not programme.oksana.last.document  # an answer, though there is nothing to show
    await programme.oksana.says("/privacy")
    await programme.oksana.taps("Відкликати згоду")
    programme.oksana.sees("Видалити мої дані")
    await deletes(programme.oksana)
    assert await programme.all(Receipt, person_id=programme.oksana_id)


@pytest.mark.parametrize(
    ("ending", "says", "says_not"),
    [
        ("pair", "Твоя програма триватиме.", "ментор і далі"),
        ("programme", "Твою програму завершено", "триватиме"),
    ],
)
async def test_what_withdrawing_means_for_the_programme_is_said_as_it_is(
    programme: Programme, ending: str, says: str, says_not: str
) -> None:
    anna_id, now = await person_id(programme.house, "Anna"), programme.house.clock.now()
    async with programme.house.blakus.sessions.begin() as db:
        if ending == "pair":
            await services.pairs.end_pair(
                db, by=anna_id, youth_id=programme.oksana_id, mentor_id=programme.ilze_id, now=now, today=TODAY
            )
        else:
            await services.pairs.end_programme(
                db, by=anna_id, youth_id=programme.oksana_id, last=TODAY, reason=EndReason.COMPLETED, now=now,
                today=TODAY,
            )  # fmt: skip
    await programme.oksana.says("/privacy")
    await tap(programme.oksana, "withdraw")
    programme.oksana.sees("Після цього запитань і нагадувань більше не буде.", says)
    programme.oksana.sees_not(says_not)


async def test_a_mentors_withdrawal_ends_their_access(programme: Programme) -> None:
    await withdraws(programme.ilze)
    assert all(one.ended_on for one in await programme.all(Pair, mentor_id=programme.ilze_id))
    await programme.ilze.says("/log")
    programme.ilze.sees("/help")
    assert not [one for one in await programme.all(RoleHeld, person_id=programme.ilze_id) if one.revoked_at is None]


async def test_the_data_shows_words_and_never_the_keys_of_links_and_buttons(house: House, smiltene: int) -> None:
    token = await house.invite("Ilze", Role.MENTOR, smiltene, "en")
    ilze = house.someone("Ilze", "en")
    await ilze.opens(token)
    await ilze.taps("English")
    await ilze.taps("Yes, I agree")
    await ilze.says("/mydata")
    files = [message.document.content.decode() for message in ilze.chat.from_bot if message.document]
    assert len(files) == 2
    for content in files:
        assert token not in content
        assert "c:1:" not in content


# --- the last coordinator ---


@pytest.mark.parametrize("way", ["erase", "withdraw"])
async def test_the_operator_hears_when_the_last_coordinator_leaves(
    clock: TurnableClock, tmp_path: Path, way: str
) -> None:
    async with running(f"sqlite:///{tmp_path / 'blakus.db'}", clock, operator_chat=77) as house:
        operator = house.someone("Operator", "en", 77)
        await operator.says("/start")
        place = await house.municipality()
        anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
        zane = await joined_staff(house, "Zane", Role.COORDINATOR, place, "en")
        heard = len(operator.chat.from_bot)
        for leaver, is_last in ((anna, False), (zane, True)):
            await leaver.says("/privacy")
            await tap(leaver, way)
            assert ("nobody coordinates: Smiltene" in leaver.last.text) is is_last
            assert len(operator.chat.from_bot) == heard
            await tap(leaver, way)
        operator.sees("Nobody coordinates Smiltene any more", "blakus invite coordinator")
        operator.sees_not("Zane", "Anna")
