"""Names and notes that cannot deceive the eye."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import NameNeeded


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Anna   Bērziņa ", "Anna Bērziņa"),
        ("Анна\u200b\u2060-Марія", "Анна-Марія"),
        ("\u202eannA\u202c", "annA"),
        ("Anna\n\tLiepa\u00a0K.", "Anna Liepa K."),
        ("Мар\u2019яна", "Мар\u2019яна"),
        ("Be\u0304rzin\u0327s", "Bērziņs"),
        ("Z\u0335\u0321\u0322\u0327\u0328algo", "Z\u0335\u0321algo"),
        ("a\u200b\u0301", "á"),
        ("x" * 61, "x" * 60),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_cannot_be_seen(typed: str, clean: str) -> None:
    assert rules.text.clean_name(typed) == clean


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200e", "\u3164", "\u2800", "…", "123", "🙂"])
def test_a_name_needs_a_letter(typed: str) -> None:
    with pytest.raises(NameNeeded):
        rules.text.clean_name(typed)


@given(st.text(max_size=200))
def test_a_clean_name_stays_as_it_is(typed: str) -> None:
    try:
        name = rules.text.clean_name(typed)
    except NameNeeded:
        return
    assert rules.text.clean_name(name) == name
    assert 0 < len(name) <= 60
    assert not {unicodedata.category(letter) for letter in name} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_note_keeps_its_lines_and_shows_where_it_was_cut() -> None:
    assert rules.text.clean_note(" CV \r\n\n  un  vēstule\u202e ") == "CV\nun vēstule"
    assert rules.text.clean_note("a" * 501) == "a" * 499 + "…"
    assert rules.text.clean_note("\u200b") == ""


@given(st.text(max_size=900), st.integers(1, 600))
def test_a_note_never_grows_over_its_limit(typed: str, limit: int) -> None:
    assert len(rules.text.clean_note(typed, limit)) <= limit
