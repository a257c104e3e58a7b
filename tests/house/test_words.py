"""What every sentence owes its reader and Telegram: words for each refusal, and texts that fit where they are shown."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import messages
from bot.conversations import CONVERSATIONS
from bot.i18n import LANGUAGES, Speech
from bot.messages.refusals import WORDS
from bot.rules import errors
from bot.rules.people import Role

RIGA = ZoneInfo("Europe/Riga")
POP_UP = 200  # characters that Telegram shows in an alert
SPEECHES = [Speech(language, RIGA, familiar) for language in LANGUAGES for familiar in (True, False)]


def every_refusal() -> list[type[errors.RuleBroken]]:
    found, waiting = [], [errors.RuleBroken]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += below
        waiting += below
    return found


def test_every_refusal_has_words() -> None:
    refusals = every_refusal()
    assert len(refusals) > 15
    assert set(refusals) - {errors.NotAMember} == set(WORDS)


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda _: f"{_.language}-{'youth' if _.familiar else 'staff'}")
def test_help_in_a_conversation_fits_into_a_pop_up(speech: Speech) -> None:
    assert CONVERSATIONS
    for conversation in CONVERSATIONS.values():
        assert len(conversation.about(speech)) <= POP_UP, (conversation.name, conversation.about(speech))


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_and_descriptions_fit_telegrams_limits(language: str) -> None:
    _ = Speech(language, RIGA)
    assert len(messages.commands.description(_)) <= 512
    assert len(messages.commands.short_description(_)) <= 120
    for name, text in messages.commands.of(_, frozenset(Role)):
        assert name.islower() and 1 <= len(text) <= 256


@pytest.mark.parametrize("speech", SPEECHES, ids=lambda _: f"{_.language}-{'youth' if _.familiar else 'staff'}")
def test_numbers_dates_and_durations_have_this_languages_shape(speech: Speech) -> None:
    wednesday = date(2026, 3, 4)
    shapes = {
        "lv": ("trešdiena, 4. marts, plkst. 16.00", "04.03.2026.", "1 h 30 min", "1,5"),
        "uk": ("середа, 4 березня, 16:00", "04.03.2026", "1 год 30 хв", "1,5"),
        "en": ("Wednesday 4 March, 16:00", "4 March 2026", "1 h 30 min", "1.5"),
    }
    said = (
        speech.when(wednesday, time(16)),
        speech.date(wednesday),
        speech.duration(timedelta(minutes=90)),
        speech.number(1.5),
    )
    assert tuple(one.replace("\u00a0", " ") for one in said) == shapes[speech.language]
    assert "п’ятниця" in Speech("uk", RIGA).weekday_and_date(date(2026, 3, 6))


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("lv", {0: "mēnešu", 1: "mēnesis", 2: "mēneši", 10: "mēnešu", 11: "mēnešu", 21: "mēnesis"}),
        ("uk", {0: "місяців", 1: "місяць", 2: "місяці", 5: "місяців", 11: "місяців", 21: "місяць", 22: "місяці"}),
        ("en", {0: "months", 1: "month", 2: "months", 21: "months"}),
    ],
)
def test_plurals_by_the_catalogs_own_line(language: str, forms: dict[int, str]) -> None:
    _ = Speech(language, RIGA)
    for n, word in forms.items():
        assert _.plural("{n} month", "{n} months", n).replace("\u00a0", " ") == f"{n} {word}"
