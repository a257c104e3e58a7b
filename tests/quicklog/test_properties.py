"""What holds for any text, and what never changes a reading."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import quicklog
from tests.quicklog.cases import EVERYTHING, SAMPLE, Case

CASES = st.sampled_from(EVERYTHING)
WORDS = sorted({word for case in EVERYTHING for word in case.text.split() if len(word) < 30})
TEXTS = st.one_of(
    st.text(max_size=4096),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60).map("".join),
)
LATVIAN = str.maketrans("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ")


@settings(max_examples=300, deadline=None)
@given(CASES, TEXTS)
@example(SAMPLE[0], "-")
@example(SAMPLE[0], "1/0 h 9999999999999h 99:99 ٣:٣ 0000-00-00")
def test_any_text_gets_a_sane_answer(case: Case, text: str) -> None:
    answer = case.read(text)
    if isinstance(answer, quicklog.NotALog):
        return
    said = answer.known if isinstance(answer, quicklog.Ask) else answer
    assert set(said.youth or ()) <= {name.id for name in case.roster}
    assert (said.day or date.min) <= case.now.date()
    assert said.minutes is None or 0 <= said.minutes <= 24 * 60
    assert all(0 <= piece.start < piece.end <= len(text) for piece in said.pieces)
    if isinstance(answer, quicklog.Ask):
        assert answer.fields and answer.fields <= {"youth", "date", "minutes", "kind"}
    else:
        assert answer.youth and (answer.minutes > 0) == answer.attended


def _with_emoji(text: str) -> str:
    return "🙂 " + re.sub(r"(?<=\w) (?=[^\W\d]{3})", " 🎉 ", text) + " 👍"


CHANGES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "double spaces": lambda text: text.replace(" ", "  "),
    "emoji": _with_emoji,
    "dropped diacritics": lambda text: text.translate(LATVIAN),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_harmless_change_changes_nothing(change: str) -> None:
    differing = [
        case.text
        for case in EVERYTHING
        if case.labelled(case.read(CHANGES[change](case.text))) != case.labelled(case.read())
    ]
    assert differing == []
