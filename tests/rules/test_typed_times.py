"""A time of day as people type it."""

from datetime import time

import pytest

from bot import rules


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("21", time(21)),
        ("9:00", time(9)),
        ("21.30", time(21, 30)),
        ("plkst. 21.30", time(21, 30)),
        ("о 21:30", time(21, 30)),
        ("at 9 pm", time(21)),
        ("12 am", time(0)),
        ("24:00", time(0)),
        ("0", time(0)),
    ],
)
def test_a_time_is_read(text: str, said: time) -> None:
    assert rules.typed_times.read_time(text) == said


@pytest.mark.parametrize("text", ["", "25", "24:30", "13 pm", "9:60", "-1", "kaut kad", "9:00 10:00"])
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert rules.typed_times.read_time(text) is None
