"""The picture of hours: drawn for any name and any hours, told apart without colours, and said in words too."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from bot import messages
from bot.i18n import LANGUAGES, Speech
from bot.messages.charts import CAPTION, Chart, ChartRow
from bot.reports import charts

HOUR = timedelta(hours=1)
RIGA = ZoneInfo("Europe/Riga")
hours = st.integers(0, 80).map(lambda n: n * HOUR / 2)
rows = st.builds(
    ChartRow, name=st.text(min_size=1, max_size=60), done=hours, target=hours, is_reached=st.booleans(),
    before_done=hours, before_target=hours, said=st.just("11 h no 20 h"), before_said=st.sampled_from(["", "9 h"]),
)  # fmt: skip


def chart(*some: ChartRow) -> Chart:
    return Chart("Smiltene", "2026. gada novembris", some, ("novembris", "oktobris", "norma", "norma sasniegta"))


@settings(max_examples=10, deadline=None)
@given(st.lists(rows, max_size=20))
def test_any_hours_and_any_names_are_drawn(some: list[ChartRow]) -> None:
    assert charts.drawn(chart(*some)).startswith(b"\x89PNG")


def test_this_month_and_the_one_before_differ_in_shape_not_only_in_colour() -> None:
    before = charts.striped(0, 0, 1, 0.13)
    now = Rectangle((0, 0), 1, 0.24, facecolor=charts.NOW)
    assert before.get_hatch()
    assert now.get_hatch() is None
    assert before.get_height() < now.get_height()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_caption_says_everyone_or_that_there_are_more(language: str) -> None:
    _ = Speech(language, RIGA)
    row = ChartRow("Oksana" * 9, 11 * HOUR, 20 * HOUR, False, 18 * HOUR, 20 * HOUR, "11 h no 20 h", "18 h no 20 h")
    one = messages.charts.photo(_, chart(row), b"", of=1)
    assert "11 h no 20 h" in one.text
    assert "18 h no 20 h" in one.text
    assert "/hours" not in one.text
    many = messages.charts.photo(_, chart(*[row] * 20), b"", of=20)
    assert len(many.text.encode("utf-16-le")) // 2 <= CAPTION
    assert many.text.endswith("/hours")
