"""Names in words: whatever their ending, they go; and how long records stay."""

from datetime import date

import pytest

from bot.rules import erasure


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Oksana Kovaļenko", "ar Oksanu bibliotēkā"),
        ("Oksana", "Oksanai iedevu grāmatu"),
        ("Jānis Bērziņš", "Jāņa CV"),
        ("Jānis Bērziņš", "runājām par Bērziņu"),
        ("Оксана", "разом з Оксаною"),
        ("Андрій", "Андрію сподобалось"),
        ("Žanete", "ŽANETES vēstule"),
        ("О’Коннор", "лист О'Коннору"),
        ("Ия", "Ия пришла"),
    ],
)
def test_a_name_is_found_in_any_form(name: str, text: str) -> None:
    assert erasure.mentions(text, name)
    assert erasure.label(17) in erasure.without_name(text, name=name, label=erasure.label(17))


@pytest.mark.parametrize("text", ["CV un vēstule", "bibliotēkā, 2 h", "разом у бібліотеці", ""])
def test_other_words_stay(text: str) -> None:
    assert erasure.without_name(text, name="Oksana Kovaļenko", label="#17") == text


def test_the_rest_of_the_note_stays() -> None:
    said = erasure.without_name("Ilze un Anna: CV, tad Annas vēstule.", name="Anna Liepa", label="#17")
    assert said == "Ilze un #17: CV, tad #17 vēstule."


def test_records_stay_whole_years() -> None:
    assert erasure.keep_until(date(2026, 11, 18), 5) == date(2031, 11, 18)
    assert erasure.keep_until(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert erasure.kept_since(date(2031, 11, 18), 5) == date(2026, 11, 18)
