"""Words of crisis against the labelled lists, and against any text at all."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules import crisis
from bot.rules.crisis import Sign, phrases
from tests.crisis.score import LANGUAGES, LISTS, lines, score

MOST_FALSE = 0.03
QUICKLOG = Path(__file__).parents[1] / "quicklog"
SLOWEST = 0.25  # seconds for Telegram's longest message, on a machine that does other things too


def test_the_lists_are_long_enough() -> None:
    read = [line for name in LISTS for language in LANGUAGES for line in lines(name, language)]
    assert len(read) >= 400
    assert {line.sign for line in read} == {*Sign, "none"}
    assert {line.clarity for line in read} == {"plain", "veiled", "near", "harmless"}
    for language in LANGUAGES:
        assert sum(line.clarity == "near" for line in lines("first", language)) >= 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_no_plain_alarm_is_missed_and_few_harmless_lines_alarm(name: str, language: str) -> None:
    found = score(name, language)
    assert not found.misses
    assert len(found.false_alarms) + len(found.offers) <= MOST_FALSE * found.nothings
    assert len(found.veiled_missed) <= 0.1 * found.veiled


@pytest.mark.parametrize(
    "text",
    [
        "GRIBU NOMIRT",
        "gribu  nomirt",
        "gribu nomirttttt!!!",
        "Я НЕ ХОЧУ ЖИТЬ",
        "не хочу\u200b жить",
        "s u i c i d e",
        "su1cide",
        "Viss labi. Gribu nomirt. Rīt 14.00?",
        "x" * 3000 + " я хочу умереть",
        "хочу пoмepти",  # with Latin letters in it
    ],
)
def test_however_it_is_typed(text: str) -> None:
    assert crisis.heard(text).sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("tētis mani sit", {Sign.ABUSE}),
        ("тато мене б’є, не хочу жити", {Sign.ABUSE, Sign.HARM}),
        ("he has a knife, help", {Sign.DANGER}),
        ("хочу умереть от стыда, а вообще-то не хочу жить", {Sign.HARM}),
    ],
)
def test_what_it_is(text: str, sure: set[Sign]) -> None:
    assert crisis.heard(text).sure == sure


def test_the_worst_comes_first() -> None:
    assert crisis.heard("viņš mani tagad sit, man ir nazis un es to izdarīšu").worst is Sign.DANGER
    assert crisis.heard("labi").worst is None


def test_nothing_reaches_over_the_end_of_a_sentence() -> None:
    assert not crisis.heard("Viņš redzēja mani. Sit bungas visu dienu.").sure


@pytest.mark.parametrize("text", ["", "...", "(", "()", "_", "a (b", "(a|b)?", "a|b c)"])
def test_a_phrase_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="phrase|choice"):
        phrases.read(text)


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        phrases.read("@nobody hits me", {"who": ["he"]})


def test_phrases_are_found_where_they_are() -> None:
    said = phrases.words("he always hits me")
    for text in ("he ... me", "(she|he) always? hits me", "he _ hits me", "@who hits me .", "(he always|she) hits"):
        [*found] = [one.ends(said, at) for one in phrases.read(text, {"who": ["he _", "she"]}) for at in (0,)]
        assert any(found), text


def test_what_mentors_log_every_day_is_no_alarm() -> None:
    """More than a thousand lines that were written for the one-line log, by people who thought of something else."""
    lines_of_both = [line for path in QUICKLOG.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    logged = [json.loads(line)["text"] for line in lines_of_both]
    assert len(logged) > 1000
    assert not [text for text in logged if crisis.heard(text)]


@given(st.text(max_size=4096))
def test_any_text_has_an_answer(text: str) -> None:
    crisis.heard(text)


SAID = [line.text for name in LISTS for one in LANGUAGES for line in lines(name, one)]
VOCABULARY = sorted({word for text in SAID for word in text.split()})


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=12))
def test_the_longest_message_costs_little(words: list[str]) -> None:
    """The worst that people's own words can do, over and over."""
    crisis.heard("ready")
    text = (" ".join(words) + " ") * 4096
    began = time.perf_counter()
    crisis.heard(text[:4096])
    assert time.perf_counter() - began < SLOWEST


def test_a_message_costs_far_below_a_millisecond() -> None:
    crisis.heard("ready")
    began = time.perf_counter()
    for text in SAID:
        crisis.heard(text)
    assert (time.perf_counter() - began) / len(SAID) < 0.001
