"""A mentor leaves: what was planned passes on and nobody invited is left without word; on both databases."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import select

from bot import services
from bot.rules.errors import ActivityIsOver, Gone, NotAllowed
from bot.rules.participations import EndReason
from bot.rules.people import Role
from bot.storage.models import AuditEntry, Consent, Notice, Pair, RoleHeld
from tests.services.test_activities import NOW, Circle, circle
from tests.town import RIGA, november

__all__ = ["circle"]  # the fixture

TODAY = NOW.date()


async def part(circle: Circle, *names: str) -> None:
    for name in names:
        await services.pairs.end_pair(
            circle.db, by=circle.inga, youth_id=circle.youth[name], mentor_id=circle.ilze, now=circle.now, today=TODAY
        )


async def bring(circle: Circle, name: str, mentor: int) -> None:
    await services.pairs.bring_together(
        circle.db, by=circle.inga, youth_id=circle.youth[name], mentor_id=mentor, started_on=TODAY, now=circle.now
    )


async def take(circle: Circle, activity: int, by: int) -> Any:
    return await services.handing_over.take_over(circle.db, activity, by=by, now=circle.now, zone=RIGA)


async def told(circle: Circle, kind: str) -> set[int]:
    return set(await circle.db.scalars(select(Notice.person_id).where(Notice.kind == kind, Notice.state == "waiting")))


async def test_what_a_mentor_was_to_lead_passes_to_the_coordinator(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await circle.answer(activity, "Anna")
    await part(circle, "Anna")
    row = await circle.row(activity)
    assert (row.mentor_id, row.handed_over_at) == (circle.inga, circle.now)
    assert await told(circle, "activity_passed_on") == {circle.inga}
    assert await told(circle, "leader_changed") == {circle.youth["Anna"]}
    assert await circle.waiting("activity_over", activity) == {circle.inga: november(20, 15, 30)}
    assert await circle.waiting("activity_reminder", activity) == {circle.youth["Anna"]: november(19, 17)}
    with pytest.raises(Gone):
        await services.activities.changeable(circle.db, activity, by=circle.ilze, now=circle.now)
    noted = await circle.db.scalars(select(AuditEntry.person_id).where(AuditEntry.action == "activity.passed_on"))
    assert set(noted) == {circle.youth["Anna"]}


async def test_it_stays_while_the_mentor_mentors_one_of_them(circle: Circle) -> None:
    both = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    today = (await circle.plan("Anna", day=TODAY)).gathering.activity.id
    await part(circle, "Anna")
    assert (await circle.row(both)).handed_over_at is None
    assert (await circle.row(today)).mentor_id == circle.ilze, "their last day"
    await part(circle, "Oksana")
    assert (await circle.row(both)).mentor_id == circle.inga


async def test_another_mentor_of_them_all_comes_before_the_coordinator(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await bring(circle, "Anna", circle.dace)
    await part(circle, "Anna")
    assert (await circle.row(activity)).mentor_id == circle.dace


async def test_the_next_mentor_gets_what_nobody_has_answered(circle: Circle) -> None:
    open_, taken = [(await circle.plan("Anna")).gathering.activity.id for _ in range(2)]
    await part(circle, "Anna")
    await take(circle, taken, circle.inga)
    await bring(circle, "Anna", circle.dace)
    assert (await circle.row(open_)).mentor_id == circle.dace
    assert (await circle.row(open_)).handed_over_at is not None, "who gets it still answers"
    assert (await circle.row(taken)).mentor_id == circle.inga, "the coordinator has said that they lead it"
    assert circle.dace in await told(circle, "activity_passed_on")


async def test_who_was_paired_before_joining_gets_it_when_they_join(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    held = await circle.db.scalars(select(RoleHeld).where(RoleHeld.person_id == circle.dace))
    for one in held:
        await circle.db.delete(one)
    circle.db.add(Pair(participation_id=circle.stays["Anna"], mentor_id=circle.dace, started_on=TODAY, created_at=NOW))
    await circle.db.flush()
    await part(circle, "Anna")
    assert (await circle.row(activity)).mentor_id == circle.inga, "nobody else is in the chat yet"
    await services.people.give_role(
        circle.db, person_id=circle.dace, role=Role.MENTOR, municipality_id=circle.place, now=NOW
    )
    assert (await circle.row(activity)).mentor_id == circle.dace


async def test_taken_over_in_one_tap_and_everyone_hears(circle: Circle) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    await circle.answer(activity, "Oksana", is_coming=False)
    await part(circle, "Anna", "Oksana")
    found, news = await take(circle, activity, circle.inga)
    assert found.activity.handed_over_at is None
    assert circle.told(tuple(news)) == {("Anna", "leader_changed")}, "who does not come hears no more of it"
    assert (await take(circle, activity, circle.inga))[1] == [], "twice is once"
    for by, refusal in ((circle.juris, Gone), (circle.dace, Gone), (circle.youth["Anna"], NotAllowed)):
        with pytest.raises(refusal):
            await take(circle, activity, by)
    circle.now = november(20, 15)
    with pytest.raises(ActivityIsOver):
        await take(circle, activity, circle.inga)


async def test_a_coordinator_may_answer_for_the_mentor_it_was_passed_to(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await bring(circle, "Anna", circle.dace)
    await part(circle, "Anna")
    _found, news = await take(circle, activity, circle.inga)
    assert (await circle.row(activity)).mentor_id == circle.inga
    assert {(one.person_id, one.kind) for one in news} >= {(circle.dace, "activity_taken")}


@pytest.mark.parametrize("how", ["revoked", "withdrawn", "erased"])
async def test_however_the_mentor_leaves(circle: Circle, how: str) -> None:
    activity = (await circle.plan("Anna", "Oksana")).gathering.activity.id
    if how == "revoked":
        await services.people.revoke(circle.db, by=circle.inga, person_id=circle.ilze, now=circle.now, today=TODAY)
    elif how == "withdrawn":
        circle.db.add(consent(circle))
        await circle.db.flush()
        await services.privacy.withdraw(circle.db, person_id=circle.ilze, now=circle.now, zone=RIGA)
    else:
        await services.privacy.erase(circle.db, person_id=circle.ilze, by=circle.ilze, now=circle.now, zone=RIGA)
    row = await circle.row(activity)
    assert (row.mentor_id, row.state) == (circle.inga, "planned")
    assert await told(circle, "leader_changed") == {circle.youth["Anna"], circle.youth["Oksana"]}


def consent(circle: Circle) -> Any:
    return Consent(person_id=circle.ilze, purpose="staff", version="1", language="lv", given_at=NOW)


async def test_where_nobody_is_left_it_is_called_off_and_said_so(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    held = await circle.db.scalars(select(RoleHeld).where(RoleHeld.person_id == circle.inga))
    for one in held:
        one.revoked_at = NOW
    await circle.db.flush()
    await services.people.revoke_in(
        circle.db, person_id=circle.ilze, municipality_ids=[circle.place], by=None, now=NOW, today=TODAY
    )
    assert (await circle.row(activity)).state == "cancelled"
    assert await told(circle, "activity_cancelled") == {circle.youth["Anna"]}


async def test_a_programme_that_ends_takes_its_later_activities_along(circle: Circle) -> None:
    alone = (await circle.plan("Anna")).gathering.activity.id
    group = (await circle.plan("Anna", "Oksana", capacity=1)).gathering.activity.id
    today = (await circle.plan("Anna", day=TODAY, start=time(18))).gathering.activity.id
    await circle.answer(group, "Anna")
    await circle.answer(group, "Oksana")
    await services.pairs.end_programme(
        circle.db, by=circle.inga, youth_id=circle.youth["Anna"], last=TODAY, reason=EndReason.EARLY_POSITIVE,
        now=circle.now, today=TODAY,
    )  # fmt: skip
    assert (await circle.row(alone)).state == "cancelled"
    assert await circle.answers(group) == {"Anna": "taken_back", "Oksana": "coming"}
    assert (await circle.row(group)).mentor_id == circle.ilze, "Oksana's mentor leads it on"
    assert await circle.answers(today) == {"Anna": None}, "the last day counts"
    assert await told(circle, "activity_taken_back") == {circle.youth["Anna"]}
    assert await told(circle, "seat_freed") == {circle.youth["Oksana"]}
    assert await circle.waiting("activity_over", alone) == {}


# --- what is said ---


async def heard(circle: Circle, person: int, now: datetime) -> list[str]:
    before = len(await circle.town.to(person))
    await circle.town.tick(now)
    return [one.text for one in (await circle.town.to(person))[before:]]


async def test_each_hears_how_it_stands(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await part(circle, "Anna")
    await circle.db.commit()
    [asked] = [one for one in await heard(circle, circle.inga, circle.now) if "CV darbnīca" in one]
    assert "This has lost its leader and is with you now:\nCV darbnīca" in asked
    assert "Invited: Anna\nThose invited hear what you choose. Will you lead it?" in asked
    [said] = await circle.town.to(circle.youth["Anna"])
    assert said.text == (
        "There is a change: CV darbnīca, Friday 20 November, 14:00. Who leads it is being settled, and you will hear "
        "it here. You can ask: Inga"
    )
    _found, news = await take(circle, activity, circle.inga)
    await services.activity_news.write(circle.db, news, now=november(19, 10))
    await circle.db.commit()
    [then] = await heard(circle, circle.youth["Anna"], november(19, 10))
    assert then == "It takes place: CV darbnīca, Friday 20 November, 14:00. Waiting for you there: Inga"


async def test_what_nobody_answers_the_coordinators_hear_a_day_before(circle: Circle) -> None:
    activity = (await circle.plan("Anna")).gathering.activity.id
    await bring(circle, "Anna", circle.dace)
    await part(circle, "Anna")
    assert await circle.waiting("activity_unled", activity) == {circle.inga: november(19, 14)}
    await circle.db.commit()
    [said] = [one for one in await heard(circle, circle.inga, november(19, 14)) if "CV darbnīca" in one]
    assert "Nobody has said yet that they lead this:\nCV darbnīca" in said


async def test_what_was_answered_is_not_called_to_mind(circle: Circle) -> None:
    activity = (await circle.plan("Anna", day=date(2026, 11, 25))).gathering.activity.id
    await part(circle, "Anna")
    await take(circle, activity, circle.inga)
    await circle.db.commit()
    for now in (circle.now, november(24, 14)):
        assert not [one for one in await heard(circle, circle.inga, now) if "lead" in one]
