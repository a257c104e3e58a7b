"""The labelled lines: those that grew with the code are read exactly; those of others reach the bars of the project."""

from pathlib import Path

import pytest

from tests.quicklog import score
from tests.quicklog.cases import EVERYTHING, EXACT, HELDOUT, MESSY, MORE, SAMPLE, Case

README = Path(__file__).parents[2] / "README.md"


def test_there_are_lines_to_read() -> None:
    assert len(SAMPLE) == 100 and len(MORE) > 3 * len(SAMPLE)
    assert len(MESSY) + len(HELDOUT) > 3 * len(SAMPLE)
    assert len({case.id for case in EVERYTHING}) == len(EVERYTHING)


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case.id)
def test_a_line_is_read_as_labelled(case: Case) -> None:
    assert case.labelled(case.read()) == case.expect, case.text


@pytest.mark.parametrize("lang", ["lv", "uk", "en"])
def test_lines_of_others_reach_the_bars(lang: str) -> None:
    for cases in (score.PUBLISHED, MESSY, HELDOUT):
        reached = score.scores(cases)[lang]
        assert reached.to_accept > 50 and reached.no_logs > 20
        assert reached.accepted_right >= 0.95 * reached.to_accept
        assert reached.wrongly_accepted <= 0.01 * reached.lines
        assert reached.asked_right >= 0.95 * reached.to_ask
        assert reached.no_log_right >= 0.95 * reached.no_logs


def test_the_table_in_the_readme_is_what_is_so() -> None:
    assert score.table(score.PUBLISHED) in README.read_text("utf-8")
