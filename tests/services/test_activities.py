"""Activities from plan to session: who is asked, who has a seat, what is told to whom; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import services, storage
from bot.rules.activities import SeatAnswer
from bot.rules.errors import (
    ActivityIsCancelled,
    ActivityIsOver,
    AlreadyLogged,
    Gone,
    InFuture,
    NobodyAsked,
    NotAhead,
    NotAllowed,
    OnePlaceOnly,
    TooFewTimes,
    TooLong,
)
from bot.rules.people import Role
from bot.rules.periods import Period
from bot.rules.plans import Pillar, Wanted
from bot.rules.policies import Kind
from bot.services.activities import Plan, Planned
from bot.services.activity_news import News
from bot.services.seats import Seated
from bot.storage.models import (
    Account,
    Activity,
    AuditEntry,
    LoggedSession,
    Notice,
    Participation,
    RoleHeld,
    Seat,
    TimeOff,
)
from tests.town import RIGA, Town, founded, november

NOW = november(18, 12)
FRIDAY = date(2026, 11, 20)
TWO = time(14)


@dataclass
class Circle:
    """Ilze with three young people, Dace with one of the same place, Inga who coordinates, Juris elsewhere."""

    town: Town
    db: AsyncSession
    place: int
    ilze: int
    dace: int
    inga: int
    juris: int
    elsewhere: int
    stays: dict[str, int]
    youth: dict[str, int]
    now: datetime = NOW

    def wished(self, *names: str, **facts: Any) -> Plan:
        given = {
            "participation_ids": tuple(self.stays[one] for one in names or ("Anna",)), "title": "CV darbnīca",
            "kind": Kind.NONFORMAL_LEARNING, "day": FRIDAY, "start": TWO, "minutes": 90, **facts,
        }  # fmt: skip
        return Plan(**given)

    async def plan(self, *names: str, by: int | None = None, **facts: Any) -> Planned:
        more = {key: facts.pop(key) for key in ("plan_item_id", "partner_id") if key in facts}
        return await services.activities.plan(
            self.db, self.wished(*names, **facts), by=by or self.ilze, now=self.now, zone=RIGA, **more
        )

    async def change(self, activity: int, *names: str, by: int | None = None, **facts: Any) -> Planned:
        return await services.activities.change(
            self.db, activity, self.wished(*names, **facts), by=by or self.ilze, now=self.now, zone=RIGA
        )

    async def answer(self, activity: int, name: str, *, is_coming: bool = True) -> Seated:
        self.now += timedelta(minutes=1)
        return await services.seats.answer(
            self.db, activity, youth_id=self.youth[name], is_coming=is_coming, now=self.now, zone=RIGA
        )

    async def answers(self, activity: int) -> dict[str, str | None]:
        names = {stay: name for name, stay in self.stays.items()}
        rows = await self.db.execute(select(Seat.participation_id, Seat.answer).where(Seat.activity_id == activity))
        return {names[stay]: answer for stay, answer in rows}

    async def row(self, activity: int) -> Activity:
        return await self.db.get_one(Activity, activity, populate_existing=True)

    async def waiting(self, kind: str, activity: int) -> dict[int, datetime]:
        """Notices that wait, by reader."""
        rows = await self.db.execute(
            select(Notice.person_id, Notice.due_at).where(
                Notice.kind == kind, Notice.subject_id == activity, Notice.state == "waiting"
            )
        )
        return dict(rows.all())

    def told(self, news: tuple[News, ...]) -> set[tuple[str, str]]:
        names = {person: name for name, person in self.youth.items()} | {self.ilze: "Ilze", self.inga: "Inga"}
        return {(names[one.person_id], one.kind) for one in news}


@pytest.fixture
async def circle(database_url: str) -> AsyncIterator[Circle]:
    async with circle_on(database_url) as circle:
        yield circle


@asynccontextmanager
async def circle_on(url: str) -> AsyncIterator[Circle]:
    async with founded(url) as town:
        place, elsewhere = await town.place(holidays_off=False), await town.place("Valka", holidays_off=False)
        ilze = await town.person("Ilze", Role.MENTOR, place=place)
        dace = await town.person("Dace", Role.MENTOR, place=place)
        inga = await town.person("Inga", Role.COORDINATOR, place=place)
        juris = await town.person("Juris", Role.MENTOR, Role.COORDINATOR, place=elsewhere)
        stays = {name: await town.youth(name, ilze, place=place) for name in ("Anna", "Oksana", "Marta")}
        stays["Kārlis"] = await town.youth("Kārlis", dace, place=place)
        stays["Vanda"] = await town.youth("Vanda", juris, place=elsewhere)
        async with town.sessions() as db:
            rows = await db.execute(select(Participation.id, Participation.youth_id))
            of_stay = dict(rows.all())
            youth = {name: of_stay[stay] for name, stay in stays.items()}
            yield Circle(town, db, place, ilze, dace, inga, juris, elsewhere, stays, youth)


# --- planning ---


async def test_everyone_is_asked_and_told(circle: Circle) -> None:
    made = await circle.plan("Anna", "Oksana", place="Bibliotēka", comes_along="Psihologs", capacity=8)
    activity = made.gathering.activity
    assert (activity.day, activity.start, activity.zone, activity.sequence) == (FRIDAY, TWO, "Europe/Riga", 0)
    assert (activity.mentor_id, activity.municipality_id, activity.capacity) == (circle.ilze, circle.place, 8)
    assert await circle.answers(activity.id) == {"Anna": None, "Oksana": None}
    assert circle.told(made.news) == {("Anna", "activity_invited"), ("Oksana", "activity_invited")}
    assert not any(one.is_urgent for one in made.news), "two days ahead waits for its turn"
    noted = await circle.db.scalars(select(AuditEntry.person_id).where(AuditEntry.action == "activity.planned"))
    assert set(noted) == {circle.youth["Anna"], circle.youth["Oksana"]}


async def test_what_hangs_on_its_time_is_planned(circle: Circle) -> None:
    made = await circle.plan("Anna")
    activity = made.gathering.activity.id
    assert await circle.waiting("activity_reminder", activity) == {circle.youth["Anna"]: november(19, 17)}
    assert await circle.waiting("activity_over", activity) == {circle.ilze: november(20, 15, 30)}


async def prefers(circle: Circle, name: str, *times: str) -> None:
    """Answers the questionnaire's *how long before*."""
    youth = circle.youth[name]
    if await storage.profiles.standing_of(circle.db, youth) is None:
        await services.profiles.begin(
            circle.db, person_id=youth, municipality_id=circle.place, language="en", now=NOW, today=NOW.date()
        )
    at = await services.profiles.latest(circle.db, person_id=youth, language="en", today=NOW.date())
    assert at is not None
    await storage.profiles.answer(
        circle.db, at.standing.id, "reach.ahead", {"chosen": list(times)}, language="en", now=NOW
    )
    await services.activity_news.remind_anew(circle.db, youth, now=NOW)


async def reminders(circle: Circle, activity: int) -> list[tuple[datetime, bool]]:
    rows = await circle.db.execute(
        select(Notice.due_at, Notice.is_urgent)
        .where(Notice.kind == "activity_reminder", Notice.subject_id == activity, Notice.state == "waiting")
        .order_by(Notice.due_at)
    )
    return [(due_at, is_urgent) for due_at, is_urgent in rows]


async def test_reminders_come_when_they_were_asked_for(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    evening, hour = (november(19, 17), False), (november(20, 13), True)
    for times, expected in (
        (("hour_before",), [hour]),
        (("day_before", "hour_before"), [evening, hour]),
        (("day_before",), [evening]),
        ((), [evening]),
        (("hour_before",), [hour]),
    ):
        await prefers(circle, "Anna", *times)
        assert await reminders(circle, activity) == expected, times
    later = (await circle.plan("Anna", day=date(2026, 11, 27))).gathering.activity.id
    assert await reminders(circle, later) == [(november(27, 13), True)], "what is planned afterwards follows too"
    await circle.change(activity, "Anna", start=time(16))
    assert await reminders(circle, activity) == [(november(20, 15), True)]


async def test_the_hour_before_passes_the_budget_but_no_quiet_hours_and_no_pause(circle: Circle) -> None:
    anna = circle.youth["Anna"]
    await prefers(circle, "Anna", "hour_before")
    noon = (await circle.plan("Anna", start=time(13))).gathering.activity.id
    early = (await circle.plan("Anna", day=date(2026, 11, 21), start=time(9, 30), title="Skrējiens")).gathering
    assert await reminders(circle, early.activity.id) == [(november(20, 20, 30), True)], "before they sleep"
    await circle.db.commit()
    await circle.town.tells(anna, "paired", circle.stays["Anna"], due_at=november(20, 10))
    heard = await circle.town.passes(november(20, 9), november(20, 22))
    said = [one.at for one in heard if one.chat_id == circle.town.chat_of(anna) and "Reminder" in one.text]
    assert said == [november(20, 12), november(20, 20, 30)]
    circle.db.add(
        TimeOff(person_id=anna, first_on=date(2026, 11, 20), last_on=date(2026, 11, 30), asked_at=november(20, 9))
    )
    paused = (await circle.plan("Anna", day=date(2026, 11, 25))).gathering.activity.id
    await circle.db.commit()
    heard = await circle.town.passes(november(25, 9), november(25, 20))
    assert not [one for one in heard if "Reminder" in one.text]
    assert noon and paused


async def test_what_begins_before_its_reminder_has_none(circle: Circle) -> None:
    made = await circle.plan("Anna", day=date(2026, 11, 18), start=time(16))
    assert await circle.waiting("activity_reminder", made.gathering.activity.id) == {}
    [news] = made.news
    assert news.is_urgent and news.due_at == NOW, "it would come too late tomorrow"


async def test_a_coordinators_activity_is_led_by_the_mentor_of_all(circle: Circle) -> None:
    made = await circle.plan("Anna", "Oksana", by=circle.inga)
    assert made.gathering.activity.mentor_id == circle.ilze
    assert ("Ilze", "activity_given") in circle.told(made.news)
    mixed = await circle.plan("Anna", "Kārlis", by=circle.inga)
    assert mixed.gathering.activity.mentor_id == circle.inga
    assert ("Inga", "activity_given") not in circle.told(mixed.news)


async def test_who_may_not_be_asked(circle: Circle) -> None:
    for by, names, refusal in (
        (circle.ilze, ("Kārlis",), Gone),
        (circle.ilze, ("Anna", "Vanda"), Gone),
        (circle.inga, ("Vanda",), Gone),
        (circle.juris, ("Anna",), Gone),
        (circle.youth["Anna"], ("Anna",), NotAllowed),
    ):
        with pytest.raises(refusal):
            await circle.plan(*names, by=by)
    with pytest.raises(NobodyAsked):
        await circle.plan(participation_ids=())


async def test_one_municipality_at_a_time(circle: Circle) -> None:
    circle.db.add(RoleHeld(person_id=circle.inga, role="coordinator", municipality_id=circle.elsewhere, given_at=NOW))
    await circle.db.flush()
    with pytest.raises(OnePlaceOnly):
        await circle.plan("Anna", "Vanda", by=circle.inga)
    made = await circle.plan("Anna", by=circle.inga)
    with pytest.raises(OnePlaceOnly):
        await circle.change(made.gathering.activity.id, "Anna", "Vanda", by=circle.inga)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"day": date(2026, 11, 17)}, NotAhead),
        ({"day": date(2026, 11, 18), "start": time(12)}, NotAhead),
        ({"day": date(2062, 11, 20)}, NotAhead),
        ({"minutes": 0}, TooLong),
        ({"minutes": 24 * 60 + 1}, TooLong),
    ],
)
async def test_times_that_cannot_be(circle: Circle, facts: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        await circle.plan("Anna", **facts)


async def test_it_may_be_an_item_of_the_plan_and_be_for_a_partner(circle: Circle) -> None:
    wanted = Wanted(Period.month(2026, 11), Pillar.DO, Kind.EVENT, "CV")
    item = await services.planning.write(
        circle.db, by=circle.ilze, participation_id=circle.stays["Anna"], wanted=wanted, now=NOW, today=NOW.date()
    )
    activity = (await circle.plan("Anna", "Oksana", plan_item_id=item.id)).gathering.activity.id
    seats = await circle.db.execute(
        select(Seat.participation_id, Seat.plan_item_id).where(Seat.activity_id == activity)
    )
    assert dict(seats.all()) == {circle.stays["Anna"]: item.id, circle.stays["Oksana"]: None}
    with pytest.raises(Gone):
        await circle.plan("Kārlis", by=circle.dace, plan_item_id=item.id)
    await services.planning.settle(circle.db, by=circle.ilze, item_id=item.id, is_done=True, now=NOW)
    for gone in (item.id, 987654):
        with pytest.raises(Gone):
            await circle.plan("Anna", plan_item_id=gone)
    with pytest.raises(Gone):
        await circle.plan("Anna", partner_id=1)


async def test_who_has_no_telegram_is_named_to_who_plans(circle: Circle) -> None:
    await circle.db.execute(delete(Account).where(Account.person_id == circle.youth["Oksana"]))
    assert (await circle.plan("Anna", "Oksana")).out_of_reach == ("Oksana",)


# --- seats ---


async def test_who_comes_first_has_the_place_and_a_freed_one_goes_to_who_waits_longest(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", "Marta", capacity=1)).gathering.activity.id
    assert (await circle.answer(activity, "Oksana")).seat.answer == SeatAnswer.COMING
    anna, marta = await circle.answer(activity, "Anna"), await circle.answer(activity, "Marta")
    assert (anna.seat.answer, anna.in_line) == (SeatAnswer.WAITING, 1)
    assert (marta.seat.answer, marta.in_line) == (SeatAnswer.WAITING, 2)
    # Who waits is not reminded; who comes is.
    assert set(await circle.waiting("activity_reminder", activity)) == {circle.youth["Oksana"]}
    again = await circle.answer(activity, "Anna")
    assert (again.in_line, again.news) == (1, ()), "asking again loses no place"
    gone = await circle.answer(activity, "Oksana", is_coming=False)
    assert await circle.answers(activity) == {"Anna": "coming", "Marta": "waiting", "Oksana": "not_coming"}
    assert circle.told(gone.news) == {("Ilze", "seat_answered"), ("Anna", "seat_freed")}
    assert set(await circle.waiting("activity_reminder", activity)) == {circle.youth["Anna"]}
    back = await circle.answer(activity, "Oksana")
    assert (back.seat.answer, back.in_line) == (SeatAnswer.WAITING, 2)


async def test_an_answer_twice_is_told_once(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    assert circle.told((await circle.answer(activity, "Anna")).news) == {("Ilze", "seat_answered")}
    assert (await circle.answer(activity, "Anna")).news == ()


async def test_of_a_group_the_leader_hears_only_who_does_not_come(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    assert (await circle.answer(activity, "Anna")).news == ()
    assert circle.told((await circle.answer(activity, "Oksana", is_coming=False)).news) == {("Ilze", "seat_answered")}


async def test_who_does_not_come_is_not_reminded_and_who_changes_their_mind_is(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await circle.answer(activity, "Anna", is_coming=False)
    assert await circle.waiting("activity_reminder", activity) == {}
    await circle.answer(activity, "Anna")
    assert await circle.waiting("activity_reminder", activity) == {circle.youth["Anna"]: november(19, 17)}
    count = await circle.db.scalars(select(Notice.id).where(Notice.kind == "activity_reminder"))
    assert len(list(count)) == 1


async def test_a_reminder_that_was_said_is_not_said_again(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    notice = (await circle.db.scalars(select(Notice).where(Notice.kind == "activity_reminder"))).one()
    notice.state, notice.settled_at = "sent", november(19, 17)
    await circle.db.flush()
    circle.now = november(19, 18)
    await circle.answer(activity, "Anna", is_coming=False)
    await circle.answer(activity, "Anna")
    await circle.change(activity, "Anna", "Oksana")
    await circle.change(activity, "Anna")
    await circle.db.refresh(notice)
    assert notice.state == "sent"


async def test_foreign_seats_look_like_missing_ones(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    for name in ("Oksana", "Vanda"):
        with pytest.raises(Gone):
            await circle.answer(activity, name)
    with pytest.raises(Gone):
        await circle.answer(987654, "Anna")
    for by in (circle.dace, circle.juris):
        with pytest.raises(Gone):
            await services.gatherings.led(circle.db, activity, by=by)
    with pytest.raises(NotAllowed):
        await services.gatherings.led(circle.db, activity, by=circle.youth["Anna"])
    assert (await services.gatherings.led(circle.db, activity, by=circle.inga)).asked
    assert (await services.gatherings.open_to(circle.db, activity, person_id=circle.youth["Anna"])).asked
    with pytest.raises(Gone):
        await services.gatherings.open_to(circle.db, activity, person_id=circle.youth["Oksana"])


async def test_a_mentor_whose_pair_has_ended_sees_it_no_more(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    await services.pairs.end_pair(
        circle.db, by=circle.inga, youth_id=circle.youth["Anna"], mentor_id=circle.ilze, now=NOW, today=NOW.date()
    )
    seen = await services.gatherings.led(circle.db, activity, by=circle.ilze)
    assert [one.name for one in seen.seats] == ["Oksana"]
    await services.pairs.end_pair(
        circle.db, by=circle.inga, youth_id=circle.youth["Oksana"], mentor_id=circle.ilze, now=NOW, today=NOW.date()
    )
    with pytest.raises(Gone):
        await services.gatherings.led(circle.db, activity, by=circle.ilze)
    assert await services.activities.of_staff(circle.db, by=circle.ilze, now=NOW, zone=RIGA) == []


async def test_nothing_is_answered_when_it_has_begun_or_is_cancelled(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    circle.now = november(20, 14)
    with pytest.raises(ActivityIsOver):
        await circle.answer(activity, "Anna")
    circle.now = NOW
    await services.activities.cancel(circle.db, activity, by=circle.ilze, now=NOW, zone=RIGA)
    with pytest.raises(ActivityIsCancelled):
        await circle.answer(activity, "Anna")
    with pytest.raises(ActivityIsCancelled):
        await circle.change(activity, "Anna")


async def test_the_last_place_is_given_once(circle: Circle) -> None:
    """Both tap at the same moment."""
    activity = (await circle.plan("Anna", "Oksana", "Marta", capacity=1)).gathering.activity.id
    await circle.db.commit()

    async def taps(name: str) -> None:
        async with circle.town.sessions.begin() as db:
            await services.seats.answer(db, activity, youth_id=circle.youth[name], is_coming=True, now=NOW, zone=RIGA)

    await asyncio.gather(*(taps(name) for name in ("Anna", "Oksana", "Marta")))
    assert sorted(str(one) for one in (await circle.answers(activity)).values()) == ["coming", "waiting", "waiting"]


acts = st.lists(
    st.tuples(
        st.sampled_from(("Anna", "Oksana", "Marta")), st.sampled_from(("come", "stay away", "one", "two", "all"))
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None)
@given(acts=acts)
async def test_no_more_come_than_fit_and_nobody_waits_beside_an_empty_place(acts: list[tuple[str, str]]) -> None:
    async with circle_on("sqlite://") as circle:
        activity = (await circle.plan("Anna", "Oksana", "Marta", capacity=1)).gathering.activity.id
        for name, act in acts:
            places = {"one": 1, "two": 2, "all": None}
            before = await circle.answers(activity)
            if act in places:
                await circle.change(activity, "Anna", "Oksana", "Marta", capacity=places[act])
            else:
                await circle.answer(activity, name, is_coming=act == "come")
            row, answers = await circle.row(activity), await circle.answers(activity)
            coming = [one for one, answer in answers.items() if answer == "coming"]
            was_coming = {one for one, answer in before.items() if answer == "coming"}
            # Fewer places send nobody home who has one.
            assert row.capacity is None or len(coming) <= row.capacity or set(coming) <= was_coming
            if "waiting" in answers.values():
                assert row.capacity is not None and len(coming) >= row.capacity
            reminded = set(await circle.waiting("activity_reminder", activity))
            expected = {one for one, answer in answers.items() if answer in (None, "coming")}
            assert reminded == {circle.youth[one] for one in expected}


# --- move it ---


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour)  # noqa: DTZ001  (offers are local times)


async def offer(circle: Circle, activity: int, *times: datetime, by: int | None = None) -> Seated:
    return await services.seats.offer(circle.db, activity, times, by=by or circle.ilze, now=circle.now, zone=RIGA)


async def move(circle: Circle, activity: int, name: str = "Anna") -> Seated:
    return await services.seats.ask_to_move(circle.db, activity, youth_id=circle.youth[name], now=circle.now)


async def pick(circle: Circle, activity: int, chosen: datetime, name: str = "Anna") -> Seated:
    return await services.seats.pick(
        circle.db, activity, chosen, youth_id=circle.youth[name], now=circle.now, zone=RIGA
    )


async def test_move_it_times_are_offered_one_is_picked_and_everything_moves(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    assert circle.told((await move(circle, activity)).news) == {("Ilze", "move_wished")}
    assert (await move(circle, activity)).news == (), "a second tap says nothing twice"
    offered = await offer(circle, activity, at(24, 15), at(23, 10))
    assert offered.seat.offers == ["2026-11-23T10:00:00", "2026-11-24T15:00:00"]
    assert circle.told(offered.news) == {("Anna", "times_offered")}
    again = await move(circle, activity)
    assert (again.news, len(again.times)) == ((), 2), "times on offer stay"
    row = await circle.row(activity)
    assert (row.day, row.sequence) == (FRIDAY, 0), "until one is chosen, it stands"
    moved = await pick(circle, activity, at(24, 15))
    row = await circle.row(activity)
    assert (row.day, row.start, row.sequence) == (date(2026, 11, 24), time(15), 1)
    assert (moved.seat.answer, moved.seat.offers) == (SeatAnswer.COMING, None)
    assert circle.told(moved.news) == {("Ilze", "seat_moved")}
    assert await circle.waiting("activity_reminder", activity) == {circle.youth["Anna"]: november(23, 17)}
    assert await circle.waiting("activity_over", activity) == {circle.ilze: november(24, 16, 30)}
    with pytest.raises(Gone):
        await pick(circle, activity, at(23, 10))


async def test_none_of_the_times_fits(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await move(circle, activity)
    await offer(circle, activity, at(23, 10), at(24, 15))
    made = await services.seats.none_fits(circle.db, activity, youth_id=circle.youth["Anna"], now=circle.now)
    assert (circle.told(made.news), made.seat.offers) == ({("Ilze", "move_wished")}, [])
    with pytest.raises(Gone):
        await pick(circle, activity, at(23, 10))
    await offer(circle, activity, at(25, 10), at(26, 15), at(27, 15))


async def test_an_answer_settles_the_wish(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await move(circle, activity)
    await circle.answer(activity, "Anna")
    with pytest.raises(Gone):
        await offer(circle, activity, at(23, 10), at(24, 15))


async def test_times_that_cannot_be_offered(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await move(circle, activity)
    for times, refusal in (
        ([at(23, 10)], TooFewTimes),
        ([at(23, 10), at(23, 10)], TooFewTimes),
        ([at(23, hour) for hour in (10, 11, 12, 13)], TooFewTimes),
        ([at(23, 10), at(17, 10)], NotAhead),
    ):
        with pytest.raises(refusal):
            await offer(circle, activity, *times)
    with pytest.raises(Gone):
        await offer(circle, activity, at(23, 10), at(24, 10), by=circle.dace)


async def test_a_time_that_has_passed_since_cannot_be_picked(circle: Circle) -> None:
    activity = (await circle.plan("Anna", day=date(2026, 11, 27))).gathering.activity.id
    await move(circle, activity)
    await offer(circle, activity, at(20, 10), at(30, 10))
    circle.now = november(21, 12)
    with pytest.raises(NotAhead):
        await pick(circle, activity, at(20, 10))
    seen = await services.seats.looked_at(circle.db, activity, youth_id=circle.youth["Anna"], now=circle.now)
    assert seen.times == (at(30, 10),)


async def test_a_group_is_not_moved_by_one(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    assert circle.told((await move(circle, activity)).news) == {("Ilze", "move_wished")}
    with pytest.raises(Gone):
        await offer(circle, activity, at(23, 10), at(24, 10))
    with pytest.raises(Gone):
        await pick(circle, activity, at(23, 10))
    assert (await circle.row(activity)).sequence == 0


# --- changing and cancelling ---


async def test_another_time_asks_everyone_anew(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", "Marta", capacity=1)).gathering.activity.id
    await circle.answer(activity, "Anna")
    await circle.answer(activity, "Oksana")
    await circle.answer(activity, "Marta", is_coming=False)
    made = await circle.change(activity, "Anna", "Oksana", "Marta", capacity=1, day=date(2026, 11, 23))
    assert await circle.answers(activity) == {"Anna": None, "Oksana": None, "Marta": None}
    assert circle.told(made.news) == {(name, "activity_moved") for name in ("Anna", "Oksana", "Marta")}
    assert made.gathering.activity.sequence == 1
    assert set((await circle.waiting("activity_reminder", activity)).values()) == {november(22, 17)}
    assert await circle.waiting("activity_over", activity) == {circle.ilze: november(23, 15, 30)}


async def test_another_place_is_told_to_those_who_may_come(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", "Marta")).gathering.activity.id
    await circle.answer(activity, "Anna")
    await circle.answer(activity, "Marta", is_coming=False)
    made = await circle.change(activity, "Anna", "Oksana", "Marta", place="Skola")
    assert circle.told(made.news) == {("Anna", "activity_changed"), ("Oksana", "activity_changed")}
    assert (await circle.answers(activity))["Anna"] == "coming"
    assert made.gathering.activity.sequence == 1


async def test_what_nobody_sees_is_told_to_nobody(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    made = await circle.change(activity, "Anna", "Oksana", kind=Kind.EVENT)
    assert (made.news, made.gathering.activity.sequence) == ((), 0)
    assert set(await circle.waiting("activity_reminder", activity)) == {circle.youth["Anna"], circle.youth["Oksana"]}


async def test_more_places_let_those_in_who_wait(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", "Marta", capacity=1)).gathering.activity.id
    for name in ("Anna", "Oksana", "Marta"):
        await circle.answer(activity, name)
    made = await circle.change(activity, "Anna", "Oksana", "Marta", capacity=2)
    assert circle.told(made.news) == {("Oksana", "seat_freed")}
    assert set(await circle.waiting("activity_reminder", activity)) == {circle.youth["Anna"], circle.youth["Oksana"]}


async def test_who_is_added_is_asked_and_who_is_left_out_is_told_kindly(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    await circle.answer(activity, "Anna")
    made = await circle.change(activity, "Oksana", "Marta")
    assert circle.told(made.news) == {("Anna", "activity_taken_back"), ("Marta", "activity_invited")}
    with pytest.raises(Gone):
        await circle.answer(activity, "Anna")
    assert set(await circle.waiting("activity_reminder", activity)) == {circle.youth["Oksana"], circle.youth["Marta"]}
    again = await circle.change(activity, "Anna", "Oksana", "Marta")
    assert circle.told(again.news) == {("Anna", "activity_invited")}
    assert (await circle.answers(activity))["Anna"] is None


async def test_a_coordinators_change_is_told_to_who_leads(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    made = await circle.change(activity, "Anna", by=circle.inga, place="Skola")
    assert ("Ilze", "activity_changed") in circle.told(made.news)
    gone = await services.activities.cancel(circle.db, activity, by=circle.inga, now=NOW, zone=RIGA)
    assert circle.told(gone.news) == {("Ilze", "activity_cancelled"), ("Anna", "activity_cancelled")}


async def test_cancelled_is_told_once_and_reminds_of_nothing(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    await circle.answer(activity, "Oksana", is_coming=False)
    made = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=circle.now, zone=RIGA)
    assert circle.told(made.news) == {("Anna", "activity_cancelled")}
    assert (made.gathering.activity.state, made.gathering.activity.sequence) == ("cancelled", 1)
    for kind in ("activity_reminder", "activity_over"):
        assert await circle.waiting(kind, activity) == {}
    again = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=circle.now, zone=RIGA)
    assert again.news == ()


async def test_close_ahead_it_is_told_at_once_but_in_no_quiet_hours(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    made = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=november(19, 22), zone=RIGA)
    [news] = made.news
    assert (news.is_urgent, news.due_at) == (True, november(20, 9))
    assert made.asleep == (), "in the morning there is still time"


async def test_who_sleeps_until_it_begins_has_to_be_told_by_somebody(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", start=time(8))).gathering.activity.id
    made = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=november(19, 22), zone=RIGA)
    assert set(made.asleep) == {"Anna", "Oksana"}


async def tell(circle: Circle, news: tuple[News, ...], now: datetime) -> None:
    """As the context does when the unit commits."""
    for n, one in enumerate(news):
        await storage.notices.plan(
            circle.db, key=f"told:{now}:{one.activity_id}:{n}", person_id=one.person_id, kind=one.kind,
            subject_id=one.activity_id, detail=one.detail, due_at=one.due_at or now, now=now, is_urgent=one.is_urgent,
        )  # fmt: skip
    await circle.db.commit()


async def test_news_of_today_leaves_before_the_night_and_before_it_begins(circle: Circle) -> None:
    anna = circle.youth["Anna"]
    made = await circle.plan("Anna", day=date(2026, 11, 18), start=time(22))
    await tell(circle, made.news, NOW)
    await circle.town.tick(NOW)
    [asked] = await circle.town.to(anna)
    assert asked.leave_by == november(18, 21), "then their quiet hours begin"
    soon = await circle.plan("Anna", day=date(2026, 11, 18), start=time(15))
    await tell(circle, soon.news, NOW)
    await circle.town.tick(NOW)
    assert (await circle.town.to(anna))[-1].leave_by == november(18, 15), "then it begins"


async def test_news_that_an_outage_held_back_waits_for_the_morning(circle: Circle) -> None:
    anna = circle.youth["Anna"]
    activity = (await circle.plan("Anna")).gathering.activity.id
    evening = november(19, 20, 50)
    made = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=evening, zone=RIGA)
    await tell(circle, made.news, evening)
    heard = await circle.town.passes(november(19, 23), november(20, 12))
    [said] = [one for one in heard if "CV darbnīca" in one.text and one.chat_id == circle.town.chat_of(anna)]
    assert said.at == november(20, 9)


async def test_news_that_an_outage_held_back_too_long_is_not_said(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    made = await services.activities.cancel(circle.db, activity, by=circle.ilze, now=november(20, 10), zone=RIGA)
    await tell(circle, made.news, november(20, 10))
    heard = await circle.town.passes(november(20, 14), november(20, 20))
    assert not [one for one in heard if "CV darbnīca" in one.text]


# --- attendance ---


async def note(circle: Circle, activity: int, name: str | None, *, came: bool = True, by: int | None = None) -> Any:
    stay = None if name is None else circle.stays[name]
    return await services.attendance.note(
        circle.db, activity, stay, came=came, by=by or circle.ilze, now=november(20, 16)
    )


async def log(circle: Circle, activity: int, *, attended: bool = True) -> LoggedSession:
    """What the card of the conversation does."""
    one = await services.attendance.to_log(circle.db, activity, attended=attended, by=circle.ilze)
    await services.attendance.check_unlogged(circle.db, activity, one.participation_ids, by=circle.ilze)
    now = november(20, 16)
    session = await services.sessions.log(
        circle.db, mentor_id=circle.ilze, participation_ids=one.participation_ids, day=one.day, start=one.start,
        minutes=one.minutes, kind=one.kind, mode="in_person", attended=one.attended, note=one.note, said_at=now,
        now=now, zone=RIGA,
    )  # fmt: skip
    await services.attendance.logged(circle.db, activity, session)
    return session


async def test_who_came_is_noted_and_logged_once(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana", "Marta")).gathering.activity.id
    await circle.answer(activity, "Anna")
    first = await note(circle, activity, "Anna")
    assert ([one.name for one in first.came], len(first.open)) == (["Anna"], 2)
    assert (await circle.row(activity)).state == "planned"
    await note(circle, activity, "Marta", came=False)
    done = await note(circle, activity, None)
    assert ([one.name for one in done.came], [one.name for one in done.absent]) == (["Anna", "Oksana"], ["Marta"])
    assert (await circle.row(activity)).state == "held"
    assert await circle.waiting("activity_over", activity) == {}
    session = await log(circle, activity)
    assert (session.minutes, session.start, session.kind) == (90, TWO, "nonformal_learning")
    assert len(session.attendances) == 2
    no_show = await log(circle, activity, attended=False)
    assert [one.attended for one in no_show.attendances] == [False]
    for attended in (True, False):
        with pytest.raises(AlreadyLogged):
            await log(circle, activity, attended=attended)
    with pytest.raises(AlreadyLogged):
        await note(circle, activity, "Anna", came=False)
    assert (await note(circle, activity, "Anna")).came_to_log == (), "what is so already may be said again"


async def test_a_session_that_was_changed_still_counts_once_and_one_taken_back_may_be_logged_again(
    circle: Circle,
) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await note(circle, activity, "Anna")
    session = await log(circle, activity)
    now = november(20, 17)
    changed = await services.sessions.log(
        circle.db, mentor_id=circle.ilze, participation_ids=[circle.stays["Anna"]], day=FRIDAY, start=TWO, minutes=60,
        kind="event", mode="in_person", attended=True, note=None, said_at=now, now=now, zone=RIGA,
        replaces_id=session.id,
    )  # fmt: skip
    with pytest.raises(AlreadyLogged):
        await log(circle, activity)
    restored = await services.sessions.undo(circle.db, changed.id, mentor_id=circle.ilze, now=now, zone=RIGA)
    with pytest.raises(AlreadyLogged):
        await log(circle, activity)
    await services.sessions.undo(circle.db, restored.id, mentor_id=circle.ilze, now=now, zone=RIGA)
    await log(circle, activity)


async def test_two_open_cards_make_one_session(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await note(circle, activity, "Anna")
    await log(circle, activity)
    with pytest.raises(AlreadyLogged):
        await services.attendance.check_unlogged(circle.db, activity, [circle.stays["Anna"]], by=circle.ilze)


async def test_attendance_comes_after_the_beginning_and_to_those_who_lead(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    with pytest.raises(InFuture):
        await services.attendance.note(circle.db, activity, None, came=True, by=circle.ilze, now=november(20, 13, 59))
    for by in (circle.dace, circle.juris):
        with pytest.raises(Gone):
            await note(circle, activity, "Anna", by=by)
    with pytest.raises(Gone):
        await note(circle, activity, "Oksana")
    noted = await note(circle, activity, "Anna", by=circle.inga)
    assert noted.came_to_log == (), "a coordinator does not log as the mentor"
    assert (await services.attendance.of(circle.db, activity, by=circle.ilze)).came_to_log


async def test_who_said_no_is_not_asked_about(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    await circle.answer(activity, "Oksana", is_coming=False)
    noted = await note(circle, activity, None)
    assert ([one.name for one in noted.came], noted.open) == (["Anna"], ())
    # They may have come all the same.
    assert {one.name for one in (await note(circle, activity, "Oksana")).came} == {"Anna", "Oksana"}


# --- lists ---


async def test_lists_show_what_is_ones_own(circle: Circle) -> None:
    first = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    second = (await circle.plan("Anna", day=date(2026, 11, 19))).gathering.activity.id
    foreign = (await circle.plan("Kārlis", by=circle.dace)).gathering.activity.id
    staff = services.activities.of_staff

    async def ids(by: int) -> list[int]:
        return [one.activity.id for one in await staff(circle.db, by=by, now=NOW, zone=RIGA)]

    assert await ids(circle.ilze) == [second, first]
    assert await ids(circle.dace) == [foreign]
    assert await ids(circle.inga) == [second, first, foreign]
    assert await ids(circle.juris) == []
    own = await services.activities.of_youth(circle.db, youth_id=circle.youth["Anna"], now=NOW, zone=RIGA)
    assert [one.activity.id for one, _ in own] == [second, first]
    later = await services.activities.of_youth(
        circle.db, youth_id=circle.youth["Anna"], now=november(19, 16), zone=RIGA
    )
    assert [one.activity.id for one, _ in later] == [first]
    assert await services.activities.of_youth(circle.db, youth_id=circle.youth["Marta"], now=NOW, zone=RIGA) == []
    looks = list(await circle.db.scalars(select(AuditEntry.subject).where(AuditEntry.action == "activities.seen")))
    everyone = " ".join(map(str, sorted(circle.youth[name] for name in ("Anna", "Oksana", "Kārlis"))))
    assert looks == [f"municipality={circle.place} people {everyone}"], "a coordinator's look is written down"


async def test_what_waits_for_attendance_stays_in_the_list_for_a_month(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    for day, shown in ((date(2026, 12, 20), [activity]), (date(2026, 12, 23), [])):
        now = datetime.combine(day, time(12), tzinfo=UTC)
        found = await services.activities.of_staff(circle.db, by=circle.ilze, now=now, zone=RIGA)
        assert [one.activity.id for one in found] == shown
    await note(circle, activity, "Anna")
    assert await services.activities.of_staff(circle.db, by=circle.ilze, now=november(21), zone=RIGA) == []
