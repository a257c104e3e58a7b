"""Why a message came and why another did not, in plain words; and that it was answered."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot import messages, services, storage
from bot.i18n import LANGUAGES, Speech
from bot.rules import lifelines
from bot.rules.errors import Gone
from bot.rules.notice_rules import PACKED
from bot.rules.people import Role
from bot.storage.models import AuditEntry, Notice, Person
from tests.conftest import House, Someone, Time
from tests.town import RIGA, Town, founded, november


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with founded(database_url) as town:
        yield town


async def id_of(house: House, someone: Someone) -> int:
    async with house.blakus.sessions() as db:
        caller = await storage.people.caller(db, someone.chat.id)
        assert caller is not None
        return caller.id


@pytest.fixture
async def here(house: House, smiltene: int) -> Town:
    """The house's own rows, written down in a few words."""
    return Town(house.blakus.engine)


# --- why it came ---


async def test_a_warning_says_by_which_rule_it_came_a_month_later_too(
    house: House, time: Time, here: Town, smiltene: int, ilze: Someone
) -> None:
    mentor = await id_of(house, ilze)
    for name in ("Anna", "Berta"):
        stay = await here.youth(name, mentor, place=smiltene)
        await here.logs(mentor, stay, date(2026, 11, 17), 9)
    await time.turns_to(november(20, 0, 1))
    await time.turns_to(november(20, 8, 30))
    assert ilze.last.labels[-1] == "Kāpēc šo saņēmu?"
    await time.turns_to(datetime(2026, 12, 27, 12, tzinfo=RIGA).astimezone(UTC))
    first = min(one.id for one in await here.notices("shortfall"))
    await ilze.taps_data(ilze.chat.from_bot[0].message_id, f"why:{first}")
    ilze.sees(
        "Anna, Berta\nNoteiktās mēneša dienās stundas salīdzinām ar normu. Līdz tam bija ierakstīts mazāk nekā 65 %.",
        "Ieplānots: 20.11.2026., plkst. 0.01",
        "Nosūtīts: 20.11.2026., plkst. 8.30",
        "/quiet",
    )


async def test_who_started_it_is_named_and_what_held_it_back(
    house: House, time: Time, here: Town, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    house.clock.turn_to(november(19, 21))
    stay = await here.youth("Berta", await id_of(house, ilze), place=smiltene)
    async with house.blakus.sessions.begin() as db:
        await storage.notices.plan(
            db, key="paired:1", person_id=await id_of(house, ilze), kind="paired", subject_id=stay, detail=None,
            due_at=november(19, 21), now=november(19, 21), planned_by=await id_of(house, anna),
        )  # fmt: skip
    await time.turns_to(november(19, 21, 1))
    await time.turns_to(november(20, 8))
    await ilze.taps("Kāpēc šo saņēmu?")
    ilze.sees("Berta\nBija jaunumi", "Ierosināja: Anna", "Aizkavēts: klusuma laiks", "plkst. 8.00")


async def test_another_persons_message_is_missing(
    house: House, time: Time, here: Town, smiltene: int, anna: Someone, ilze: Someone
) -> None:
    stay = await here.youth("Berta", await id_of(house, ilze), place=smiltene)
    await here.tells(await id_of(house, ilze), "paired", stay, due_at=house.clock.now())
    await time.passes(seconds=1)
    [notice] = await here.notices("paired")
    async with house.blakus.sessions() as db:
        for number, person in ((notice.id, await id_of(house, anna)), (notice.id + 1000, await id_of(house, ilze))):
            with pytest.raises(Gone):
                await services.lifelines.why(
                    db, notice_id=number, person_id=person, roles=frozenset(), today=date(2026, 11, 18)
                )


# --- that it was answered ---


async def steps(house: House, notice: Notice) -> list[tuple[str, str | None]]:
    async with house.blakus.sessions() as db:
        return [(one.what, one.why) for one in (await storage.lifelines.of(db, [notice.id]))[notice.id]]


async def test_a_tap_under_a_message_answers_all_that_it_said(
    house: House, time: Time, here: Town, smiltene: int, ilze: Someone
) -> None:
    mentor = await id_of(house, ilze)
    for name in ("Anna", "Berta"):
        await here.logs(mentor, await here.youth(name, mentor, place=smiltene), date(2026, 11, 17), 9)
    await time.turns_to(november(20, 0, 1))
    await time.turns_to(november(20, 8, 30))
    await ilze.taps("Kāpēc šo saņēmu?")
    for notice in await here.notices("shortfall"):
        assert await steps(house, notice) == [("sent", None)], "to ask why is no answer"
    for _again in range(2):
        await ilze.taps("Ierakstīt tikšanos")
    for notice in await here.notices("shortfall"):
        assert await steps(house, notice) == [("sent", None), ("answered", "menu")]


async def test_logged_hours_answer_the_warning_about_them(
    house: House, time: Time, here: Town, smiltene: int, ilze: Someone
) -> None:
    mentor = await id_of(house, ilze)
    for name in ("Anna", "Berta"):
        await here.logs(mentor, await here.youth(name, mentor, place=smiltene), date(2026, 11, 17), 9)
    await time.turns_to(november(20, 0, 1))
    await time.turns_to(november(20, 8, 30))
    await ilze.says("šodien 2h CV ar Annu")
    await ilze.taps("Saglabāt")
    answered = [await steps(house, one) for one in await here.notices("shortfall")]
    assert answered == [[("sent", None), ("answered", "session")], [("sent", None)]]


# --- why it did not go ---


async def test_a_coordinator_reads_what_did_not_go_and_why(town: Town) -> None:
    smiltene, valka = await town.place(), await town.place("Valka")
    inga = await town.person("Inga", Role.COORDINATOR, place=smiltene)
    ilze = await town.person("Ilze", Role.MENTOR, place=smiltene)
    lost = await town.person("Jānis", Role.MENTOR, place=smiltene, has_telegram=False)
    far = await town.person("Zane", Role.MENTOR, place=valka, has_telegram=False)
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 17), 12)
    await town.tick(november(20, 0, 1))
    await town.logs(ilze, anna, date(2026, 11, 20), 2)
    await town.tick(november(20, 9))
    berta = await town.youth("Berta", lost, place=smiltene, first=date(2026, 11, 20))
    zoe = await town.youth("Zoe", far, place=valka, first=date(2026, 11, 20))
    for reader, stay in ((lost, berta), (far, zoe)):
        await town.tells(reader, "paired", stay, due_at=november(20, 10))
    await town.tick(november(20, 10))
    await town.tells(ilze, "paired", anna, due_at=november(20, 21))
    await town.tick(november(20, 21))
    async with town.sessions.begin() as db:
        page = await services.lifelines.unsaid(db, by=inga, municipality_id=smiltene, page=1, now=november(20, 22))
        with pytest.raises(Gone):
            await services.lifelines.unsaid(db, by=inga, municipality_id=valka, page=1, now=november(20, 22))
    text = messages.lifelines.unsaid(Speech("en", RIGA), page).text.replace("\u00a0", " ")
    assert text.split("\n\n") == [
        "Smiltene\nNot sent in the last two weeks",
        "Jānis · Programme: Berta\nCould not be sent, 20 November 2026, 10:00: cannot be reached in Telegram",
        "Ilze · Programme: Anna\nWaits: quiet hours. Next try: 21 November 2026, 08:00",
        "Inga · Hours: Anna\nNot needed any more, 20 November 2026, 09:00: enough hours are logged",
        "Ilze · Hours: Anna\nNot needed any more, 20 November 2026, 09:00: enough hours are logged",
    ]
    async with town.sessions() as db:
        seen = (await db.scalars(select(AuditEntry).where(AuditEntry.action == "unsaid.seen"))).one()
        people = set((seen.subject or "").split("people ")[1].split())
        [young] = await db.scalars(select(Person.id).where(Person.name == "Anna"))
    assert str(young) in people and str(ilze) in people


async def test_how_somebody_is_doing_is_on_no_list(town: Town) -> None:
    smiltene = await town.place()
    inga = await town.person("Inga", Role.COORDINATOR, place=smiltene)
    stay = await town.youth("Anna", place=smiltene)
    async with town.sessions() as db:
        [beside] = await storage.pairs.by_ids(db, [stay])
    private = sorted({one.kind for one in PACKED.all() if one.private})
    assert {"measure_due", "measure_exit", "asked_to_call", "look_in"} <= set(private)
    for kind in private:
        for subject in (stay, beside.youth_id):
            await town.tells(beside.youth_id, kind, subject, due_at=november(20, 10))
    async with town.sessions.begin() as db:
        waiting = await town.notices("measure_due")
        await storage.notices.settle(db, [one.id for one in waiting], "failed", reason="unreachable", now=november(20))
        page = await services.lifelines.unsaid(db, by=inga, municipality_id=smiltene, page=1, now=november(20, 22))
    assert page.lines == ()


async def test_the_list_has_pages(town: Town) -> None:
    smiltene = await town.place()
    inga = await town.person("Inga", Role.COORDINATOR, place=smiltene)
    lost = await town.person("Jānis", Role.MENTOR, place=smiltene, has_telegram=False)
    for n in range(19):
        stay = await town.youth(f"Youth {n}", lost, place=smiltene, first=date(2026, 11, 20))
        await town.tells(lost, "paired", stay, due_at=november(20, 10))
    await town.tick(november(20, 10))
    seen: set[str | None] = set()
    for number in (1, 2, 3, 99):
        async with town.sessions.begin() as db:
            page = await services.lifelines.unsaid(
                db, by=inga, municipality_id=smiltene, page=number, now=november(20, 22)
            )
        assert (page.number, page.of) == (min(number, 3), 3)
        seen |= {one.about for one in page.lines}
    assert len(seen) == 19


async def test_the_list_opens_from_the_digest_and_by_its_command(house: House, smiltene: int, anna: Someone) -> None:
    await anna.says("/digest")
    await anna.taps("Not sent")
    anna.sees("Smiltene", "Not sent in the last two weeks", "Everything that was planned went out.")
    await anna.says("/unsent")
    anna.sees("Everything that was planned went out.")


# --- words ---


def test_every_code_and_every_kind_has_words() -> None:
    codes = {*lifelines.Held, *lifelines.Cleared, *lifelines.Stale, *lifelines.Failed}
    words = messages.lifeline_words
    assert codes == words.HELD.keys() | words.CLEARED.keys()
    assert words.WORDS.keys() == set(services.notices.FACTS)
    assert words.KINDS.keys() == {one.kind for one in PACKED.all() if not one.private}
    for language in LANGUAGES:
        for familiar in (True, False):
            _ = Speech(language, RIGA, familiar)
            for rule in PACKED.all():
                assert words.WORDS[rule.kind](_, rule).endswith(".")
            assert len({said(_) for said in {**words.HELD, **words.CLEARED}.values()}) > len(codes) - 3
