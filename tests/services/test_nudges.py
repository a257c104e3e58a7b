"""A sitting that is stuck is picked up twice at most, days apart, in the hours that were chosen; then silence."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from bot import services, storage
from bot.i18n import Speech
from bot.messages import getting_to_know
from bot.rules.errors import Gone
from bot.services import nudges
from bot.storage.models import Participation, Person, Profile
from tests.town import RIGA, Town, founded, november

FIRST, SECOND = (getting_to_know.nudge(Speech("en", RIGA, familiar=True), n) for n in (1, 2))
STOPPED = november(3, 18, 20)  # a Tuesday evening
END = november(30)


class Left:
    """Oksana, who began and stopped on 3 November."""

    def __init__(self, town: Town, place: int, participation: int, person: int, profile: int) -> None:
        self.town, self.place, self.participation = town, place, participation
        self.person, self.profile = person, profile

    async def hears(self, first: datetime = STOPPED, last: datetime = END) -> list[tuple[str, datetime]]:
        """What was said to her between two moments, and when."""
        await self.town.passes(first, last)
        return [(one.text, one.at.astimezone(RIGA)) for one in await self.town.to(self.person, since=first)]

    async def sets(self, **facts: object) -> None:
        async with self.town.sessions.begin() as db:
            await db.execute(update(Profile).where(Profile.id == self.profile).values(**facts))

    async def answers(self, now: datetime) -> None:
        async with self.town.sessions.begin() as db:
            await storage.profiles.answer(db, self.profile, "how_long", {"chosen": ["unsure"]}, language="en", now=now)


@pytest.fixture
async def left(database_url: str) -> AsyncIterator[Left]:
    async with founded(database_url) as town:
        place = await town.place()
        participation = await town.youth("Oksana", place=place)
        async with town.sessions.begin() as db:
            [beside] = await storage.pairs.by_ids(db, [participation])
            row = Profile(
                person_id=beside.youth_id, municipality_id=place, version=1, state="answering", started_at=STOPPED,
                touched_at=STOPPED, nudges=0, mentor_sees=[],
            )  # fmt: skip
            db.add(row)
            await db.flush()
            profile = row.id
        yield Left(town, place, participation, beside.youth_id, profile)


async def test_two_nudges_days_apart_at_her_hour_then_silence(left: Left) -> None:
    assert await left.hears() == [
        (FIRST, datetime(2026, 11, 5, 18, 20, tzinfo=RIGA)),
        (SECOND, datetime(2026, 11, 8, 18, 20, tzinfo=RIGA)),
    ]
    [first, second] = await left.town.notices(nudges.KIND)
    assert first.key != second.key


async def test_they_come_in_the_hours_she_chose(left: Left) -> None:
    async with left.town.sessions.begin() as db:
        await services.quiet.change(db, person_id=left.person, start=time(12), end=time(9), now=STOPPED)
    assert [at.hour for _, at in await left.hears()] == [9, 9]


async def test_who_goes_on_is_not_reminded_of_what_was_before(left: Left) -> None:
    await left.town.tick(november(5, 0, 5))  # the day's first nudge is planned for the evening
    await left.answers(november(5, 10))
    assert await left.hears(november(5, 10, 1), november(6)) == []
    [planned] = await left.town.notices(nudges.KIND)
    assert planned.state == "cleared"


async def test_stuck_again_later_she_is_picked_up_again(left: Left) -> None:
    await left.hears(last=november(9))
    await left.answers(november(20, 17))
    assert [text for text, _ in await left.hears(november(20, 17, 1))] == [FIRST, SECOND]


async def test_later_moves_the_second(left: Left) -> None:
    await left.hears(last=november(6))
    async with left.town.sessions.begin() as db:
        await services.nudges.put_off(db, person_id=left.person, profile_id=left.profile, now=november(7, 9))
    assert await left.hears(november(7, 9, 1)) == [(SECOND, datetime(2026, 11, 12, 9, tzinfo=RIGA))]


async def test_somebody_elses_or_a_sent_one_is_not_put_off(left: Left) -> None:
    async with left.town.sessions.begin() as db:
        with pytest.raises(Gone):
            await services.nudges.put_off(db, person_id=left.person + 1, profile_id=left.profile, now=STOPPED)
    await left.sets(state="sent")
    async with left.town.sessions.begin() as db:
        with pytest.raises(Gone):
            await services.nudges.put_off(db, person_id=left.person, profile_id=left.profile, now=STOPPED)


@pytest.mark.parametrize(
    "facts", [{"state": "sent"}, {"state": "decided"}, {"state": "erased"}, {"asked_back": "goal"}]
)
async def test_what_is_not_stuck_is_left_alone(left: Left, facts: dict[str, object]) -> None:
    await left.sets(**facts)
    assert await left.hears() == []


async def test_a_pause_and_an_end_of_the_programme_are_respected(left: Left) -> None:
    await left.town.pause(left.participation, november(5).date(), november(7).date())
    assert [text for text, _ in await left.hears()] == [SECOND]
    await left.answers(november(20))
    async with left.town.sessions.begin() as db:
        await db.execute(update(Participation).values(ended_on=november(21).date()))
    assert await left.hears(november(20, 1), november(29)) == []


async def test_after_two_weeks_of_downtime_they_still_come_apart(left: Left) -> None:
    heard = await left.hears(november(17, 9))
    assert [text for text, _ in heard] == [FIRST, SECOND]
    assert heard[1][1] - heard[0][1] >= timedelta(days=3)


async def test_months_of_silence_are_not_broken(left: Left) -> None:
    assert await left.hears(november(3) + timedelta(days=70), november(3) + timedelta(days=80)) == []


async def test_a_municipality_may_choose_other_days(left: Left) -> None:
    await left.town.policy(left.place, november(1).date(), notices={"nudge_1": {"days": 1}, "nudge_2": {"days": 10}})
    assert [at.day for _, at in await left.hears()] == [4, 13]


async def test_nobody_hears_it_who_is_no_longer_a_young_person_there(left: Left) -> None:
    async with left.town.sessions.begin() as db:
        await storage.privacy.revoke_all_roles(db, left.person, now=STOPPED)
        await db.execute(update(Person).values(language="lv"))
    assert await left.hears() == []
