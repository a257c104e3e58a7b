"""Every labelled line is read exactly as its label says."""

import pytest

from tests.quicklog.cases import EVERYTHING, MORE, SAMPLE, Case


def test_there_are_lines_to_read() -> None:
    assert len(SAMPLE) == 100 and len(MORE) > 3 * len(SAMPLE)
    assert len({case.id for case in EVERYTHING}) == len(EVERYTHING)


@pytest.mark.parametrize("case", EVERYTHING, ids=lambda case: case.id)
def test_a_line_is_read_as_labelled(case: Case) -> None:
    assert case.labelled(case.read()) == case.expect, case.text
