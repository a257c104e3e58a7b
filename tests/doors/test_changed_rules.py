"""A changed date or rule is looked at again: what no longer follows is cleared, what is newly due is said, once."""

from collections.abc import AsyncIterator
from datetime import date, time

import pytest

from bot import services, storage
from bot.rules.people import Role
from bot.rules.policies import Kind
from tests.town import RIGA, Left, Town, at, founded, november


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with founded(database_url) as town:
        yield town


@pytest.fixture
async def smiltene(town: Town) -> int:
    return await town.place()


@pytest.fixture
async def inga(town: Town, smiltene: int) -> int:
    """The coordinator."""
    return await town.person("Inga", Role.COORDINATOR, place=smiltene)


@pytest.fixture
async def ilze(town: Town, smiltene: int) -> int:
    return await town.person("Ilze", Role.MENTOR, place=smiltene)


async def decides(town: Town, place: int, since: date, rules: dict[str, dict[str, object]], *, day: int) -> None:
    """As `blakus municipality set` does, on a day of November at noon."""
    async with town.sessions.begin() as db:
        await storage.municipalities.decide(db, place, since, {"notices": rules})
        await services.clock.plan_again(db, now=november(day, 12))


def local(one: Left) -> str:
    return one.at.astimezone(RIGA).strftime("%a %d %H:%M")


def about(letters: list[Left], words: str) -> list[str]:
    return [local(one) for one in letters if words in one.text]


async def states(town: Town, kind: str) -> list[tuple[str, str | None]]:
    return [(one.state, one.reason) for one in await town.notices(kind)]


async def test_a_share_that_is_raised_warns_at_once(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    await town.logs(ilze, anna, date(2026, 11, 19), 14)
    await town.passes(november(20), november(20, 11))
    assert await town.to(ilze) == []
    await decides(town, smiltene, date(2026, 11, 20), {"warn10": {"below_percent": 80, "trusts": "nothing"}}, day=20)
    await town.tick(november(20, 12, 1))
    assert about(await town.to(ilze), "short by") == ["Fri 20 12:01"]


async def test_what_waits_and_no_longer_follows_is_cleared(town: Town, smiltene: int, ilze: int) -> None:
    await town.youth("Anna", ilze, place=smiltene)
    await town.tick(november(20, 0, 1))
    assert await states(town, "shortfall") == [("waiting", None)]
    off: dict[str, dict[str, object]] = {one: {"on": False} for one in ("pace10", "pace15", "warn10")}
    await decides(town, smiltene, date(2026, 11, 1), off, day=20)
    await town.tick(november(20, 12, 1))
    assert await states(town, "shortfall") == [("cleared", "rule off")]
    assert about(await town.to(ilze), "short by") == []


async def test_a_rule_that_is_turned_off_is_said_no_more_and_turned_on_is_not_repeated(
    town: Town, smiltene: int, ilze: int
) -> None:
    await town.youth("Anna", ilze, place=smiltene)
    await town.passes(november(10), november(10, 12))
    assert len(await town.to(ilze)) == 1
    for is_on in (False, True):
        await decides(town, smiltene, date(2026, 11, 10), {"pace10": {"on": is_on}, "silence": {"on": is_on}}, day=10)
        await town.tick(november(10, 12, 5 + is_on))
    assert len(await town.to(ilze)) == 1


async def test_a_planned_end_that_moves_clears_its_announcement(
    town: Town, smiltene: int, ilze: int, inga: int
) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene, last=date(2026, 11, 25))
    await town.logs(ilze, anna, date(2026, 11, 10), 19)
    await town.tick(november(11, 0, 1))
    async with town.sessions.begin() as db:
        [beside] = await storage.pairs.by_ids(db, [anna])
        await services.pairs.change_planned_end(
            db, by=inga, youth_id=beside.youth_id, last=date(2027, 2, 20), reason=None, now=november(11, 1),
            today=date(2026, 11, 11),
        )  # fmt: skip
    await town.tick(november(11, 1, 1))
    assert await states(town, "ending") == [("cleared", "date moved")] * 2


async def test_a_second_announcement_of_the_end_is_a_rule_of_the_municipality(
    town: Town, smiltene: int, ilze: int
) -> None:
    await town.policy(
        smiltene, date(2026, 1, 1), notices={"ending_3": {"kind": "ending", "days": -3, "to": ["mentor"]}}
    )
    anna = await town.youth("Anna", ilze, place=smiltene, last=date(2026, 11, 25))
    for day in (9, 15, 20):
        await town.logs(ilze, anna, date(2026, 11, day), 8)
    await town.passes(november(9), november(26))
    assert about(await town.to(ilze), "last day of the programme") == ["Wed 11 08:30", "Sun 22 08:30"]


async def test_the_digest_comes_on_the_day_a_municipality_likes(town: Town, smiltene: int, inga: int) -> None:
    await town.policy(smiltene, date(2026, 11, 16), notices={"digest": {"weekday": 5, "at": "15:00"}})
    heard = await town.passes(november(2), november(22, 23))
    assert [local(one) for one in heard] == ["Mon 02 09:00", "Mon 09 09:00", "Fri 20 15:00"]


async def test_reminders_of_activities_follow_their_rule(town: Town, smiltene: int, ilze: int) -> None:
    anna = await town.youth("Anna", ilze, place=smiltene)
    plan = services.activities.Plan((anna,), "Class", Kind.EVENT, date(2026, 11, 27), time(14), minutes=60)
    async with town.sessions.begin() as db:
        await services.activities.plan(db, plan, by=ilze, now=november(16, 12), zone=RIGA)
    await town.tick(november(16, 12))

    async def due() -> list[str]:
        return [one.due_at.astimezone(RIGA).strftime("%d %H:%M") for one in await town.notices("activity_reminder")]

    assert await due() == ["26 17:00"]
    await decides(town, smiltene, date(2026, 11, 18), {"activity_reminder": {"days": -2, "at": "12:00"}}, day=16)
    await town.tick(november(17, 12))
    assert await due() == ["26 17:00"], "it does not hold yet"
    await town.tick(november(18, 12))
    assert await due() == ["25 12:00"]
    await decides(town, smiltene, date(2026, 11, 19), {"activity_reminder": {"on": False}}, day=19)
    await town.tick(november(19, 12, 1))
    assert await states(town, "activity_reminder") == [("cleared", "rule off")]
    await decides(town, smiltene, date(2026, 11, 20), {}, day=20)
    await town.tick(november(20, 12, 1))
    assert (await due(), await states(town, "activity_reminder")) == (["26 17:00"], [("waiting", None)])


async def test_who_waits_for_a_representative_is_told_again_where_a_municipality_wants_it(
    town: Town, smiltene: int, inga: int
) -> None:
    async with town.sessions.begin() as db:
        person = await services.people.write_down(db, name="Elza", language="lv", now=november(3))
        person.joined_at = november(3)
        db.add(
            storage.models.Invitation(
                token_hash="Elza", person_id=person.id, role="youth", municipality_id=smiltene, invited_by=inga,
                created_at=november(3), expires_at=november(20), used_at=november(3), is_relink=False,
            )
        )  # fmt: skip
        db.add(
            storage.models.Consent(
                person_id=person.id, purpose="taking_part", version="1", language="lv", given_at=november(3)
            )
        )
        youth = person.id
    await town.tells(inga, "guardian_needed", youth, due_at=november(3, 12))
    await town.policy(smiltene, date(2026, 11, 1), notices={"guardian_waits": {"on": True}})
    await town.passes(november(3, 12), november(15))
    assert about(await town.to(inga), "under 18") == ["Tue 03 12:00", "Tue 10 09:00"]


async def test_packed_rules_that_changed_with_a_release_are_looked_at_at_once(town: Town, smiltene: int) -> None:
    await town.tick(november(3, 12))
    async with town.sessions.begin() as db:
        assert not await services.clock.is_new_day(db, now=november(3, 13))
        await storage.reminders.plan_again_at(db, at(date(2026, 11, 4)), rules="another release")
        assert await services.clock.is_new_day(db, now=november(3, 13))
