"""A coordinator's words to a group: seen beforehand, sent once to each, never at night, stopped at any moment."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select

from bot import services, storage
from bot.outbox import Pacer
from bot.rules.broadcasts import BroadcastState
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import Pillar, Wanted
from bot.rules.policies import Kind
from bot.storage.models import AuditEntry, Broadcast, Notice
from bot.toolbox.clock import TurnableClock
from tests.conftest import RIGA, House, Someone, Time, joined_staff, running
from tests.doors import crowds
from tests.doors.test_joining import person_id
from tests.doors.test_privacy import everything_stored

LV, UK, EN = (
    "Jauniešu centrs piektdien slēgts.",
    "Молодіжний центр у п’ятницю зачинено.",
    "The centre is closed on Friday.",
)
EVENING = datetime(2026, 11, 18, 20, 30, tzinfo=RIGA)


@pytest.fixture
async def on_both(database_url: str, clock: TurnableClock) -> AsyncIterator[House]:
    async with running(database_url, clock) as house:
        yield house


def got(someone: Someone, *words: str) -> int:
    """How many messages with all of these they have."""
    return sum(all(one in message.text for one in words) for message in someone.chat.from_bot)


async def begins(boss: Someone, group: str = "Young people and mentors", *more: str) -> None:
    await boss.says("/broadcast")
    await boss.taps("Write a new one")
    for label in (group, *more):
        await boss.taps(label)


async def to_preview(boss: Someone, *texts: str, until: str = "Today") -> None:
    for text in texts:
        await boss.says(text)
    await boss.taps(until)


def card_says(boss: Someone, *words: str) -> None:
    """Other news may stand below it."""
    shown = [one.text.replace("\u00a0", " ") for one in boss.chat.from_bot if "Sent: " in one.text][-1]
    for one in words:
        assert one in shown, shown


async def rows(house: House) -> list[Broadcast]:
    async with house.blakus.sessions() as db:
        return list(await db.scalars(select(Broadcast).order_by(Broadcast.id)))


async def stands(house: House) -> dict[str, int]:
    async with house.blakus.sessions() as db:
        found = await db.execute(
            select(Notice.state, func.count()).where(Notice.kind == "broadcast").group_by(Notice.state)
        )
        return dict(found.all())


# --- the way to each reader ---


async def test_each_reads_their_own_language_as_it_was_shown(on_both: House) -> None:
    house, place = on_both, await on_both.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    young = await crowds.youth(house, place, Olha="uk", Marta="lv", John="en")
    ilze = (await crowds.mentors(house, place, Ilze="lv"))["Ilze"]
    await crowds.outside(house, place, "Juris")
    await begins(anna)
    anna.sees("People who can be reached: 4 (Latviešu: 2, Українська: 1, English: 1)", "Telegram: 1", "health")
    await to_preview(anna, LV, UK, EN)
    previews = {one.text.split("\n")[0]: one.text.split("———\n")[1] for one in anna.chat.from_bot if "———" in one.text}
    assert set(previews) == {"Preview: Latviešu (2)", "Preview: Українська (1)", "Preview: English (1)"}
    anna.sees("Young people and mentors", "quiet hours", "Shall it be sent?")
    for one in young.values():
        assert not one.chat.from_bot, "nothing leaves before the yes"
    await anna.taps("Send now")
    assert [one.text for one in young["Olha"].chat.from_bot] == [previews["Preview: Українська (1)"]]
    assert [one.text for one in young["Marta"].chat.from_bot] == [previews["Preview: Latviešu (2)"]]
    assert ilze.last.text == young["Marta"].last.text
    assert young["John"].last.text == previews["Preview: English (1)"]
    young["Olha"].sees("Від: Anna, Smiltene", UK, "Контакт для запитань: Anna")
    young["Marta"].sees("No: Anna, Smiltene", LV, "Kontaktpersona jautājumiem: Anna")
    anna.sees("Reached: 4 of 5", "Cannot be reached in Telegram: 1", "Finished:")
    assert "Stop sending" not in anna.last.labels
    [row] = await rows(house)
    assert row.state == BroadcastState.DONE


@pytest.mark.parametrize(
    ("language", "labels", "sees"),
    [
        ("lv", ("Rakstīt jaunu", "Jaunieši", "Šodien", "Sūtīt tagad"), ("Ziņu var saņemt: 1", "Saņemts: 1 no 1")),
        (
            "uk",
            ("Написати нову", "Молоді люди", "Сьогодні", "Надіслати зараз"),
            ("Можуть отримати повідомлення: 1", "Отримано: 1 з 1"),
        ),
        ("en", ("Write a new one", "Young people", "Today", "Send now"), ("can be reached: 1", "Reached: 1 of 1")),
    ],
)  # fmt: skip
async def test_coordinators_write_in_their_own_language(
    house: House, smiltene: int, language: str, labels: tuple[str, ...], sees: tuple[str, str]
) -> None:
    boss = await joined_staff(house, "Anna", Role.COORDINATOR, smiltene, language)
    marta = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    await boss.says("/broadcast")
    await boss.taps(labels[0])
    await boss.taps(labels[1])
    boss.sees(sees[0])
    await boss.says(LV)
    await boss.taps(labels[2])
    await boss.taps(labels[3])
    boss.sees(sees[1])
    assert got(marta, LV) == 1


async def test_a_language_left_empty_gets_another_text_only_by_a_tap(
    house: House, anna: Someone, smiltene: int
) -> None:
    young = await crowds.youth(house, smiltene, Olha="uk", Marta="lv")
    await begins(anna, "Young people")
    await anna.says(LV)
    await anna.taps("Leave empty")
    anna.sees("No text for this language: Українська (1)", "Latviešu")
    await anna.says("anything")
    assert "choose one of the buttons" in anna.last.text
    await anna.taps("Latviešu")
    await anna.taps("Today")
    await anna.taps("Send now")
    young["Olha"].sees("Від: Anna, Smiltene", LV)
    assert got(young["Marta"], LV) == 1


async def test_a_text_changed_on_the_way_back_changes_for_those_who_get_it_instead(
    house: House, anna: Someone, smiltene: int
) -> None:
    young = await crowds.youth(house, smiltene, Olha="uk", Marta="lv")
    await begins(anna, "Young people")
    await anna.taps("Leave empty")
    await anna.says("Перше")
    await anna.taps("Українська")
    await anna.taps("Back")
    await anna.taps("Back")
    await anna.says(UK)
    await anna.taps("Українська")
    await anna.taps("Today")
    await anna.taps("Send now")
    young["Marta"].sees("No: Anna", UK)
    young["Marta"].sees_not("Перше")


# --- whom ---


async def test_groups_by_role_language_pillar_and_activity(house: House, anna: Someone, smiltene: int) -> None:
    young = await crowds.youth(house, smiltene, Olha="uk", Marta="lv", John="en")
    mentors = await crowds.mentors(house, smiltene, Ilze="lv", Petro="uk")
    everyone = {**young, **mentors}
    activity = await _an_activity(house, smiltene, "Petro", "Olha", "John")
    await _an_item(house, smiltene, "John", Pillar.DO)
    wanted: list[tuple[tuple[str, ...], set[str]]] = [
        (("Mentors",), {"Ilze", "Petro"}),
        (("By language", "Українська"), {"Olha", "Petro"}),
        (("By pillar of the plan", "Work ethic"), {"John"}),
        (("Those asked to an activity", "27 Nov Hike"), {"Olha", "John"}),
    ]
    assert activity
    for n, (labels, names) in enumerate(wanted):
        await begins(anna, *labels)
        text = f"Words number {n}"
        while "What is the text" in anna.last.text:
            await anna.says(text)
        await anna.taps("Today")
        await anna.taps("Send now")
        # A young person who has had today's message gets the next one tomorrow.
        [row] = (await rows(house))[n:]
        async with house.blakus.sessions() as db:
            found = await db.scalars(
                select(Notice.person_id).where(Notice.kind == "broadcast", Notice.subject_id == row.id)
            )
        assert set(found) == {await person_id(house, name) for name in names}, labels
    assert got(everyone["Petro"], "Words number 1") == 1


async def _an_activity(house: House, place: int, mentor: str, *names: str) -> int:
    now, zone = house.clock.now(), house.blakus.settings.time_zone
    ids = {name: await person_id(house, name) for name in (mentor, *names)}
    async with house.blakus.sessions.begin() as db:
        stays = []
        for name in names:
            [stay] = await storage.pairs.of_youth(db, ids[name])
            stays.append(stay.participation_id)
            await services.pairs.pair(
                db, participation_id=stay.participation_id, mentor_id=ids[mentor], started_on=crowds.STARTED, by=None,
                now=now,
            )  # fmt: skip
        plan = services.activities.Plan(tuple(stays), "Hike", Kind.EVENT, date(2026, 11, 27), time(14), minutes=60)
        return (await services.activities.plan(db, plan, by=ids[mentor], now=now, zone=zone)).gathering.activity.id


async def _an_item(house: House, place: int, name: str, pillar: Pillar) -> None:
    now = house.clock.now()
    youth_id = await person_id(house, name)
    mentor_id = await person_id(house, "Petro")
    async with house.blakus.sessions.begin() as db:
        [stay] = await storage.pairs.of_youth(db, youth_id)
        wanted = Wanted(Period.month(2026, 12), pillar, Kind.EVENT, "Company visit")
        await services.planning.write(
            db, by=mentor_id, participation_id=stay.participation_id, wanted=wanted, now=now, today=now.date()
        )


async def test_another_municipality_neither_gets_nor_sees_it(house: House, anna: Someone, smiltene: int) -> None:
    valka = await house.municipality("Valka")
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, valka, "en")
    here = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    there = await crowds.youth(house, valka, Laima="lv", Petro="uk")
    await crowds.mentors(house, valka, Zane="lv")
    await _an_activity(house, valka, "Zane", "Laima")
    await begins(anna)
    await to_preview(anna, LV)
    await anna.taps("Send now")
    assert got(here, LV) == 1
    assert not any(one.chat.from_bot and got(one, LV) for one in there.values())
    await inga.says("/broadcast")
    inga.sees("None has been sent yet.")
    [row] = await rows(house)
    for data in (f"cast:open:{row.id}", f"cast:stop:{row.id}", f"cast:got:{row.id}:1"):
        await inga.taps_data(inga.last.message_id, data)
        assert "no longer there" in inga.alert
    # Valka's activity, forged into Smiltene's question.
    await begins(anna, "Those asked to an activity")
    anna.sees("No activity is planned")
    anna.sees_not("Hike")
    place_id = str(anna.last.buttons[-1][0].data).split(":")[1]
    await anna.taps_data(anna.last.message_id, f"c:{place_id}:activity:1")
    assert "no longer there" in anna.alert


# --- what is refused ---


@pytest.mark.parametrize("role", [Role.MENTOR, Role.YOUTH])
async def test_only_coordinators_write_to_groups(house: House, anna: Someone, smiltene: int, role: Role) -> None:
    made = crowds.mentors if role is Role.MENTOR else crowds.youth
    someone = (await made(house, smiltene, Ilze="en"))["Ilze"]
    await someone.says("/broadcast")
    someone.sees("not among your tasks")
    await someone.taps_data(someone.last.message_id, "cast:new")
    assert "not among your tasks" in someone.alert
    assert not await rows(house)


async def test_a_group_in_which_nobody_can_be_reached_is_said_at_once(
    house: House, anna: Someone, smiltene: int
) -> None:
    await crowds.outside(house, smiltene, "Juris")
    await begins(anna, "Young people")
    assert "nobody can be reached" in anna.alert
    anna.sees("Whom is the message for?")


async def test_a_text_is_measured_as_telegram_does(house: House, anna: Someone, smiltene: int) -> None:
    marta = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    await begins(anna, "Young people")
    await anna.says("🙂" * 1501)
    anna.sees("The text is too long: 3,002 of at most 3,000")
    await to_preview(anna, "🙂" * 1500)
    await anna.taps("Send now")
    assert got(marta, "🙂" * 1500) == 1


async def test_markup_arrives_as_it_was_typed(house: House, anna: Someone, smiltene: int) -> None:
    marta = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    text = "<b>*Sveiki!*</b> [x](y) & {name} %s"
    await begins(anna, "Young people")
    await to_preview(anna, f"{text}\n\n\n\nJa nu kas.\u202e")
    await anna.taps("Send now")
    assert f"\n\n{text}\n\nJa nu kas.\n\n" in marta.last.text
    assert not marta.last.entities


async def test_no_language_may_be_left_empty_alone(house: House, anna: Someone, smiltene: int) -> None:
    await crowds.youth(house, smiltene, Olha="uk", Marta="lv")
    await begins(anna, "Young people")
    await anna.taps("Leave empty")
    await anna.taps("Leave empty")
    assert "write a few words" in anna.alert
    anna.sees("Українська (1)?")


async def test_a_last_day_that_is_past_or_far_away_is_asked_again(house: House, anna: Someone, smiltene: int) -> None:
    await crowds.youth(house, smiltene, Marta="lv")
    await begins(anna, "Young people")
    await anna.says(LV)
    for typed in ("17.11.2026", "1.3.2027", "soon"):
        await anna.says(typed)
        anna.sees("could not read the day")
    await anna.says("25.11.")
    anna.sees("Last day: Wednesday 25 November")


async def test_the_same_words_within_the_hour_are_asked_about(
    house: House, anna: Someone, smiltene: int, time: Time
) -> None:
    ilze = (await crowds.mentors(house, smiltene, Ilze="lv"))["Ilze"]
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, smiltene, "en")
    for boss in (anna, inga):  # both are ready before either has sent
        await begins(boss, "Mentors")
        await to_preview(boss, LV)
    await anna.taps("Send now")
    await inga.taps("Send now")
    inga.sees("The same text was sent within the last hour", "by: Anna")
    assert got(ilze, LV) == 1
    await inga.taps("Send once more")
    assert got(ilze, "Inga", LV) == 1
    await time.passes(minutes=61)
    await begins(anna, "Mentors")
    await to_preview(anna, LV)
    await anna.taps("Send now")
    assert got(ilze, "Anna", LV) == 2


# --- when ---


async def test_nobody_is_woken_and_the_card_says_who_waits(on_both: House) -> None:
    house, time, place = on_both, Time(on_both), await on_both.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    marta = (await crowds.youth(house, place, Marta="lv"))["Marta"]
    zane = (await crowds.mentors(house, place, Zane="lv"))["Zane"]
    await time.turns_to(EVENING.replace(hour=21, minute=30))
    await begins(anna)
    await to_preview(anna, LV, until="Friday 20 November")
    await anna.taps("Send now")
    card_says(anna, "Reached: 0 of 2", "Waits for the end of quiet hours or a pause, or for another day: 2")
    assert "Stop sending" in anna.last.labels
    await time.turns_to(datetime(2026, 11, 19, 8, 1, tzinfo=RIGA))
    assert (got(zane, LV), got(marta, LV)) == (1, 0), "staff rest until eight, young people until nine"
    card_says(anna, "Reached: 1 of 2")
    await time.turns_to(datetime(2026, 11, 19, 9, 1, tzinfo=RIGA))
    assert got(marta, LV) == 1
    card_says(anna, "Reached: 2 of 2", "Finished:")


async def test_one_message_a_day_and_a_last_day(house: House, anna: Someone, smiltene: int, time: Time) -> None:
    young = await crowds.youth(house, smiltene, Marta="lv", Olha="uk")
    zane = (await crowds.mentors(house, smiltene, Zane="lv"))["Zane"]
    for text, until in (("Pirmā", "Today"), ("Otrā", "Today"), ("Trešā", "Friday 20 November")):
        await begins(anna)
        await to_preview(anna, text, f"{text} по-українськи", until=until)
        await anna.taps("Send now")
    assert [got(zane, text) for text in ("Pirmā", "Otrā", "Trešā")] == [1, 1, 1]
    assert [got(young["Marta"], text) for text in ("Pirmā", "Otrā", "Trešā")] == [1, 0, 0]
    await time.passes(days=1)
    assert [got(young["Olha"], text) for text in ("Pirmā", "Otrā", "Trešā")] == [1, 0, 1]
    await anna.says("/broadcast")
    [third, second, first] = [line for line in anna.last.text.split("\n") if "reached:" in line]
    assert ("3 of 3" in first, "1 of 3" in second, "3 of 3" in third) == (True, True, True)
    await anna.taps_data(anna.last.message_id, "cast:missed:2:1")
    anna.sees("Who did not: 2", "Marta: waited until the last day", "Olha: waited until the last day")


async def test_a_young_persons_own_reminder_goes_first(house: House, anna: Someone, smiltene: int, time: Time) -> None:
    marta = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    youth_id = await person_id(house, "Marta")
    async with house.blakus.sessions.begin() as db:
        later = datetime(2026, 11, 18, 17, tzinfo=RIGA)
        await storage.notices.plan(
            db, key="own", person_id=youth_id, kind="name_corrected", subject_id=youth_id, detail=None, due_at=later,
            now=house.clock.now(),
        )  # fmt: skip
    await begins(anna, "Young people")
    await to_preview(anna, LV, until="Friday 20 November")
    await anna.taps("Send now")
    assert got(marta, LV) == 0
    await time.turns_to(datetime(2026, 11, 18, 17, 1, tzinfo=RIGA))
    assert (got(marta, LV), len(marta.chat.from_bot)) == (0, 1)
    await time.turns_to(datetime(2026, 11, 19, 9, 1, tzinfo=RIGA))
    assert got(marta, LV) == 1


async def test_a_municipality_may_let_it_come_on_top(house: House, time: Time) -> None:
    place = await house.municipality("Valka", broadcast_counts=False)
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, place, "en")
    marta = (await crowds.youth(house, place, Marta="lv"))["Marta"]
    for text in ("Pirmā", "Otrā"):
        await begins(inga, "Young people")
        await inga.says(text)
        await inga.taps("Today")
        inga.sees_not("message of the day")
        await inga.taps("Send now")
    assert [got(marta, text) for text in ("Pirmā", "Otrā")] == [1, 1]


# --- stop ---


async def test_stop_stops_what_has_not_left(on_both: House) -> None:
    house, time, place = on_both, Time(on_both), await on_both.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    inga = await joined_staff(house, "Inga", Role.COORDINATOR, place, "en")
    marta = (await crowds.youth(house, place, Marta="lv"))["Marta"]
    zane = (await crowds.mentors(house, place, Zane="lv"))["Zane"]
    await time.turns_to(EVENING)  # staff rest already, young people do not
    await begins(anna)
    await to_preview(anna, LV, until="Friday 20 November")
    await anna.taps("Send now")
    anna.sees("Reached: 1 of 2", "The rest waits")
    await inga.says("/broadcast")
    await inga.taps(next(label for label in inga.last.labels if "18 Nov" in label))
    await inga.taps("Stop sending")
    inga.sees("Stopped. Messages that had left already arrive.", "by: Inga")
    anna.sees("by: Inga", "Stopped before it left: 1")
    await anna.taps_data(anna.last.message_id, "cast:stop:1")
    assert "not being sent any more" in anna.alert
    await time.turns_to(datetime(2026, 11, 20, 10, tzinfo=RIGA))
    assert (got(marta, LV), got(zane, LV)) == (1, 0)
    assert await stands(house) == {"sent": 1, "cleared": 1}
    [row] = await rows(house)
    assert row.state == BroadcastState.STOPPED
    await anna.taps("Who did not")
    anna.sees("Who did not: 1", "Zane: stopped before")
    await anna.taps_data(anna.last.message_id, "cast:got:1:1")
    anna.sees("Who got it: 1", "Marta")


async def test_stop_in_the_middle_lets_nothing_leave_afterwards(database_url: str, clock: TurnableClock) -> None:
    """At Telegram's pace, so that most still wait when the button is tapped."""
    pace = Pacer(per_second=28, burst=3, per_chat_interval=0.0001, per_chat_burst=100)
    async with running(database_url, clock, pacer=pace) as house:
        place = await house.municipality()
        anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
        people = [f"Person{n}" for n in range(150)]
        crowd = await crowds.mentors(house, place, **dict.fromkeys(people, "lv"))
        await begins(anna, "Mentors")
        await to_preview(anna, LV)
        anna.chat.taps(None, "Send now")
        await house.server.until(lambda: sum(got(one, LV) for one in crowd.values()) > 5, within=10)
        anna.chat.taps(None, "Stop sending")
        await house.settled()
        reached = sum(got(one, LV) for one in crowd.values())
        assert 5 < reached < 100
        assert await stands(house) == {"sent": reached, "cleared": len(people) - reached}
        card_says(anna, f"Reached: {reached} of 150", f"Stopped before it left: {150 - reached}")


async def test_the_button_of_a_finished_one_says_so(house: House, anna: Someone, smiltene: int) -> None:
    await crowds.youth(house, smiltene, Marta="lv")
    await begins(anna, "Young people")
    await to_preview(anna, LV)
    await anna.taps("Send now")
    for data in ("cast:stop:1", "cast:stop:1"):
        await anna.taps_data(anna.last.message_id, data)
        assert "not being sent any more" in anna.alert
    await anna.taps_data(anna.last.message_id, "cast:stop:77")
    assert "no longer there" in anna.alert
    await anna.taps_data(anna.last.message_id, "cast:forged")
    assert "no longer there" in anna.alert


# --- who may not be told any more ---


async def test_who_has_blocked_or_left_is_counted_and_named(
    house: House, anna: Someone, smiltene: int, time: Time
) -> None:
    young = await crowds.youth(house, smiltene, Marta="lv", Olha="lv", Rita="lv")
    await time.turns_to(EVENING.replace(hour=21, minute=30))
    await begins(anna, "Young people")
    await to_preview(anna, LV, until="Friday 20 November")
    await anna.taps("Send now")
    young["Olha"].blocks_the_bot()
    rita = await person_id(house, "Rita")
    async with house.blakus.sessions.begin() as db:
        await storage.people.revoke_roles(
            db, rita, roles=[Role.YOUTH], municipality_ids=[smiltene], now=house.clock.now()
        )
        await services.people.give_role(
            db, person_id=rita, role=Role.COORDINATOR, municipality_id=smiltene, now=house.clock.now()
        )
    await time.turns_to(datetime(2026, 11, 19, 9, 1, tzinfo=RIGA))
    card_says(anna, "Reached: 1 of 3", "Cannot be reached in Telegram: 1", "Takes part no more: 1")
    await anna.taps("Who did not")
    anna.sees("Olha: cannot be reached in Telegram", "Rita: takes part no more")
    young["Rita"].sees_not(LV)


async def test_lists_are_looks_and_the_reader_sees_that_it_came(house: House, anna: Someone, smiltene: int) -> None:
    marta = (await crowds.youth(house, smiltene, Marta="en"))["Marta"]
    await begins(anna, "Young people")
    await to_preview(anna, EN)
    await anna.taps("Send now")
    await anna.taps("Who got it")
    await anna.says("/mydata")
    own = [one.document.content.decode() for one in anna.chat.from_bot if one.document is not None]
    assert any("messages_to_groups" in text and '"youth"' in text for text in own)
    assert not any(EN in text for text in own)
    marta_id, anna_id = await person_id(house, "Marta"), await person_id(house, "Anna")
    async with house.blakus.sessions() as db:
        found = await db.execute(
            select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.subject).where(
                AuditEntry.action.startswith("broadcast.")
            )
        )
        assert [tuple(one) for one in found] == [
            ("broadcast.sent", anna_id, f"broadcast=1 municipality={smiltene}"),
            ("broadcast.seen", anna_id, f"municipality={smiltene} people {marta_id}"),
        ]
    await marta.says("/mydata")
    texts = [one.document.content.decode() for one in marta.chat.from_bot if one.document is not None]
    assert any("broadcast" in text and "sent" in text for text in texts)
    assert any("list opened of whom a message to a group has reached" in text for text in texts)
    assert not any(EN in text for text in texts)


async def test_an_erased_author_takes_the_words_along(house: House, anna: Someone, smiltene: int, time: Time) -> None:
    inga = await joined_staff(house, "Ingeborga", Role.COORDINATOR, smiltene, "en")
    marta = (await crowds.youth(house, smiltene, Marta="lv"))["Marta"]
    await time.turns_to(EVENING.replace(hour=21, minute=30))
    await begins(inga, "Young people")
    await to_preview(inga, "Vardadienas svinibas", until="Friday 20 November")
    await inga.taps("Send now")
    assert "Vardadienas" in await everything_stored(house)
    await inga.says("/deletemydata")
    await inga.taps(next(label for label in inga.last.labels if label.startswith("Yes")))
    assert "Vardadienas" not in await everything_stored(house)
    assert "Ingeborga" not in await everything_stored(house)
    await time.turns_to(datetime(2026, 11, 19, 9, 1, tzinfo=RIGA))
    assert not marta.chat.from_bot
    [row] = await rows(house)
    assert row.state == BroadcastState.STOPPED
    await anna.says("/broadcast")
    anna.sees("reached: 0 of 1")


async def test_an_erased_readers_name_goes_from_the_words(house: House, anna: Someone, smiltene: int) -> None:
    marta = (await crowds.youth(house, smiltene, Martabella="en"))["Martabella"]
    await begins(anna, "Young people")
    await to_preview(anna, "Congratulations to Martabella on the new job!")
    await anna.taps("Send now")
    assert got(marta, "Congratulations to Martabella") == 1
    await marta.says("/deletemydata")
    await marta.taps(next(label for label in marta.last.labels if label.startswith("Yes")))
    stored = await everything_stored(house)
    assert "Congratulations" in stored
    assert "Martabella" not in stored
    await anna.says("/broadcast")
    anna.sees("reached: 0 of 0")


# --- a kill ---


async def test_a_restart_in_the_middle_repeats_and_loses_nothing(on_both: House) -> None:
    house, place = on_both, await on_both.municipality()
    anna = await joined_staff(house, "Anna", Role.COORDINATOR, place, "en")
    people = [f"Person{n}" for n in range(30)]
    crowd = await crowds.mentors(house, place, **dict.fromkeys(people, "lv"))
    await begins(anna, "Mentors")
    await to_preview(anna, LV)
    anna.chat.taps(None, "Send now")
    await house.server.until(lambda: any(got(one, LV) for one in crowd.values()))
    await house.restart()
    await house.settled()
    assert [got(one, LV) for one in crowd.values()] == [1] * len(people)
    assert await stands(house) == {"sent": len(people)}
    anna.sees("Reached: 30 of 30", "Finished:")
