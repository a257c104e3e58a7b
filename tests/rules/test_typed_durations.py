"""Durations and spans as mentors type them; what could mean two things is not read."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.sessions import read_duration, read_span


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1,5", 90), ("1.5", 90), ("1.5h", 90), ("1,5 h", 90), ("1,5 st.", 90), ("1.25 h", 75), ("0,5", 30),
        ("2,75", 165), ("1.2 h", 72), ("1:30", 90), ("0:45", 45), ("1:30 h", 90), ("9:59", 599),
        ("90 min", 90), ("90min.", 90), ("45 minūtes", 45), ("90 хв", 90), ("90 хвилин", 90),
        ("5 minutes", 5), ("2", 120), ("12", 720), ("2 h", 120), ("2st", 120), ("2 stundas", 120),
        ("1 stundu", 60), ("2 год", 120), ("2 години", 120),
        ("1 година", 60), ("2 hours", 120), ("2 hrs", 120), ("3H", 180),
        ("1 h 30 min", 90), ("1h30", 90), ("1 st. 30 min.", 90), ("1 год 30 хв", 90),
        ("2 stundas un 15 minūtes", 135),
        ("1 година та 20 хвилин", 80), ("1 hour and 5 minutes", 65),
        ("30", 30), ("90", 90), ("pusotra stunda", 90), ("pusotru stundu", 90), ("pusstunda", 30),
        ("півтори години", 90), ("пів години", 30), ("an hour and a half", 90), ("Half an hour", 30),
        ("0", 0), ("25 h", 1500), ("1500 min", 1500),
    ],
)  # fmt: skip
def test_a_duration_is_understood(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["", "1.30", "1,45 h", "15", "20", "1 h 75 min", "1:75", "14:30", "-2", "1-2 h", "1/2", "ilgi",
     "2 ac. h", "٢ h", "1.5.2026", "vakar 2h", "a couple of hours", "1e3", "99999 min", "2 мінуты"],
)  # fmt: skip
def test_what_is_unsure_is_asked_and_not_guessed(text: str) -> None:
    assert read_duration(text) is None


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("14-15:30", time(14), 90), ("14:00-15:30", time(14), 90), ("14.00\u201316.00", time(14), 120),
        ("14 - 16", time(14), 120), ("no 14 līdz 16", time(14), 120),
        ("no plkst. 14.15 līdz plkst. 16", time(14, 15), 105),
        ("з 14 до 16:30", time(14), 150), ("від 9:05 до 10", time(9, 5), 55),
        ("from 10 to 12", time(10), 120),
        ("2-3:30 pm", time(14), 90), ("11-1pm", time(11), 120), ("9am-11am", time(9), 120),
        ("9am - 1pm", time(9), 240),
        ("12-1 pm", time(12), 60), ("22-24", time(22), 120), ("0:15-1:00", time(0, 15), 45),
        ("23:00-01:00", time(23), 120), ("23-1", time(23), 120), ("22:00–00:00", time(22), 120),
        ("no 22.30 līdz 1", time(22, 30), 150), ("з 23 до 0:30", time(23), 90), ("11pm-1am", time(23), 120),
        ("11-1am", time(23), 120), ("21-9", time(21), 720),
    ],
)  # fmt: skip
def test_a_span_is_understood(text: str, start: time, minutes: int) -> None:
    assert read_span(text) == (start, minutes)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16-14",
        "14-14",
        "21-9:15",
        "10-8",
        "9-5",
        "24-1",
        "0-0",
        "25-26",
        "14:60-15",
        "24-25",
        "14",
        "14-",
        "13pm-14pm",
        "14-15-16",
    ],
)
def test_a_span_that_cannot_be_is_not_made_into_one(text: str) -> None:
    assert read_span(text) is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9:., hpam-]{1,14}", fullmatch=True))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    minutes, span = read_duration(text), read_span(text)
    assert minutes is None or minutes >= 0
    assert span is None or 0 < span[1] <= 1440


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_a_span_lasts_from_its_start_to_its_end(begin: int, end: int) -> None:
    text = f"{begin // 60}:{begin % 60:02}-{end // 60}:{end % 60:02}"
    minutes = (end - begin) % 1440
    expected = (time(begin // 60, begin % 60), minutes) if begin < end or 0 < minutes <= 720 else None
    assert read_span(text) == expected


@given(st.integers(0, 99), st.integers(0, 59))
def test_hours_and_minutes_are_read_back(hours: int, minutes: int) -> None:
    assert read_duration(f"{hours} h {minutes} min") == hours * 60 + minutes
