"""The half-lived month of the try-out: real taps, real clock, and nothing that Telegram would have refused."""

from collections.abc import AsyncIterator
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.demo import cast, story, tryout, turns
from bot.demo.botapi import PrivateChat
from bot.demo.cast import ANNA, ARTEM, ILZE, OKSANA, Actor
from bot.demo.tryout import ZONE, TryOut
from bot.i18n import NO_BREAK
from bot.rules.people import Role

MONDAY = datetime(2026, 11, 23, 9, 1, tzinfo=ZONE)


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[TryOut]:
    async with tryout.started(tmp_path, story.BEGINS) as one:
        await story.tell(one)
        yield one
        assert not one.server.unknown_methods
        assert not [call for call in one.server.calls if call.status != 200]


def _texts(one: TryOut, actor: Actor) -> list[str]:
    """What the bot said, with plain spaces between figures and units."""
    return [message.text.replace(NO_BREAK, " ") for message in _chat(one, actor).from_bot]


def _chat(one: TryOut, actor: Actor) -> PrivateChat:
    return story.chat_of(one, actor)


async def test_three_chats_tell_the_month_so_far(told: TryOut) -> None:
    assert told.now.replace(minute=0, second=0, microsecond=0) == story.OPENS
    assert "12 год з 20 год" in _texts(told, OKSANA)[-1]
    assert "Oksana Melnik: 1 h 30 min" in _texts(told, ILZE)[-1]
    annas = "\n".join(_texts(told, ANNA))
    for words in (
        "Weekly digest: 9 Nov – 15 Nov",
        "Roberts Kļava: last entry – Sunday 8 November",
        "Artem Soroka: Friday 27 November",
        "Rihards Zars: joined",
        "Jānis Krūms: 4 h 30 min of 20 h",
    ):
        assert words in annas


async def test_turning_the_clock_brings_what_is_due_at_its_hour(told: TryOut) -> None:
    before = {actor: len(_texts(told, actor)) for actor in (ANNA, ILZE, OKSANA, ARTEM)}
    steps: list[datetime] = []

    async def step(now: datetime) -> None:
        steps.append(now)

    await told.walk_to(MONDAY, step)
    assert steps == sorted(steps)
    assert told.now >= MONDAY
    digest = next(one for one in _chat(told, ANNA).from_bot if "16 Nov – 22 Nov" in one.text)
    assert digest.sent_at.astimezone(ZONE).time().replace(second=0, microsecond=0) == time(9)
    assert len(_texts(told, ILZE)) > before[ILZE]
    for actor, seen in before.items():
        low, high = (time(9), time(21)) if actor.role is Role.YOUTH else (time(8), time(20))
        for message in _chat(told, actor).from_bot[seen:]:
            assert low <= message.sent_at.astimezone(ZONE).time() <= high


async def test_a_clock_that_is_past_the_moment_stays(tmp_path: Path) -> None:
    async with tryout.started(tmp_path, MONDAY) as one:
        await one.walk_to(story.BEGINS)
        assert one.now >= MONDAY


@pytest.mark.parametrize(
    ("now", "morning", "monday", "month_end"),
    [
        ("2026-11-17T10:00", "2026-11-18T09:00", "2026-11-23T09:00", "2026-11-30T19:00"),
        ("2026-11-23T08:59", "2026-11-23T09:00", "2026-11-23T09:00", "2026-11-30T19:00"),
        ("2026-11-30T19:00", "2026-12-01T09:00", "2026-12-07T09:00", "2026-12-31T19:00"),
        ("2026-10-24T23:00", "2026-10-25T09:00", "2026-10-26T09:00", "2026-10-31T19:00"),
    ],
)
def test_the_buttons_of_the_clock_lead_forward(now: str, morning: str, monday: str, month_end: str) -> None:
    here = datetime.fromisoformat(now).replace(tzinfo=ZONE)
    found = (turns.next_morning(here), turns.next_monday(here), turns.end_of_month(here))
    assert found == tuple(datetime.fromisoformat(one).replace(tzinfo=ZONE) for one in (morning, monday, month_end))


def test_everyone_in_the_story_has_an_account_of_their_own() -> None:
    actors = [one for one in vars(cast).values() if isinstance(one, Actor)]
    assert len(actors) == 12
    assert len({one.telegram_id for one in actors}) == len({one.name for one in actors}) == len(actors)
