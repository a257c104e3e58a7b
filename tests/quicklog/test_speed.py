"""A thousand lines a second, and no long text takes long (processor time, best of several)."""

import time
from collections.abc import Callable

import pytest

from tests.quicklog.cases import EVERYTHING, SAMPLE

LONGEST = 4096
LONG = [
    "šodien 2h ar Annu ",
    "Anna 1h pirmdien. Runājām par darbu un skolu, tad gājām uz muzeju. ",
    "Олена 1 год у понеділок. Говорили про роботу, домовилися про курси. ",
    "planning 2h, ",
    "1-",
    "par ",
    "2h? ",
    "😀",
    "\n",
    "a@",
    "<a",
    "Jnis ",
    "а́",
]


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(5):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("seed", LONG)
def test_the_longest_message_is_read_within_20_ms(seed: str) -> None:
    text = (seed * LONGEST)[:LONGEST]
    SAMPLE[0].read(text)
    assert _seconds(lambda: SAMPLE[0].read(text)) < 0.020


def test_a_thousand_lines_take_less_than_a_second() -> None:
    taken = _seconds(lambda: [case.read() for case in EVERYTHING])
    assert len(EVERYTHING) / taken > 1000
