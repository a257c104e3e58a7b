"""One typed line for an item of a plan, in three languages; what is not sure stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import quicklog
from bot.rules.periods import Period

TODAY = date(2026, 11, 18)


def read(text: str, lang: str = "lv") -> tuple[str | None, str, str | None, int | None, int | None]:
    line = quicklog.read_item(text, lang=lang, today=TODAY)
    return line.month.key if line.month else None, line.title, line.kind, line.days, line.minutes


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        ("lv", "decembris: CV darbnīca, 2 reizes, 3 h", ("2026-12", "CV darbnīca", None, 2, 180)),
        ("uk", "грудень: майстерня резюме, 2 рази, 3 год", ("2026-12", "майстерня резюме", None, 2, 180)),
        ("en", "December: CV workshop, 2 times, 3 h", ("2026-12", "CV workshop", None, 2, 180)),
        (
            "uk",
            "грудень: курс латиської, 2 рази по 1,5 год",
            ("2026-12", "курс латиської", "nonformal_learning", 2, 180),
        ),
        ("lv", "janvārī brīvprātīgais darbs", ("2027-01", "brīvprātīgais darbs", "volunteering", None, None)),
        ("lv", "marts 2027 – patversme 4 reizes", ("2027-03", "patversme", "volunteering", 4, None)),
        ("lv", "12: karjeras konsultants 1 h 30 min", ("2026-12", "karjeras konsultants", "specialist", None, 90)),
        ("uk", "2026-12: театр", ("2026-12", "театр", "event", None, None)),
        ("uk", "грудень 2026 року: Молодіжний центр", ("2026-12", "Молодіжний центр", "ngo_youth_centre", None, None)),
        ("lv", "2026. gada decembris: CV", ("2026-12", "CV", "consultation", None, None)),
        ("en", "dec – gym 2x60min", ("2026-12", "gym", "event", 2, 120)),
        ("en", "next month: youth centre, 3 days", ("2026-12", "youth centre", "ngo_youth_centre", 3, None)),
        ("lv", "šomēnes: saruna, 1,5 h", ("2026-11", "saruna", None, None, 90)),
        ("uk", "цього місяця: волонтерство, 3 рази", ("2026-11", "волонтерство", "volunteering", 3, None)),
        ("lv", "CV,2 reizes,1,5 h", (None, "CV", "consultation", 2, 90)),
        ("lv", "oktobris: vēl viens", ("2026-10", "vēl viens", None, None, None)),
    ],
)
def test_lines_as_people_type_them(
    lang: str, text: str, said: tuple[str | None, str, str | None, int | None, int | None]
) -> None:
    assert read(text, lang) == said


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("May the force be with you", "May the force be with you"),
        ("Marta palīdz ar CV", "Marta palīdz ar CV"),
        ("April: 2 museums", "2 museums"),
        ("10. klase: matemātika", "10. klase: matemātika"),
        ("2 x sports", "2 x sports"),
        ("visit 2 museums, 1 h", "visit 2 museums"),
        ("13: CV", "13: CV"),
        ("sports, 1 h, 2 h", "sports, 2 h"),
        ("sports, 0 h", "sports, 0 h"),
        ("3 h", ""),
        ("", ""),
        ("decembris", ""),
    ],
)
def test_what_is_no_month_and_no_amount_stays_in_the_title(text: str, title: str) -> None:
    assert read(text)[1] == title


def test_an_unclear_kind_is_asked_for() -> None:
    assert read("CV darbnīca")[2] is None, "errand and workshop"
    assert read("kaut kas jauns")[2] is None, "a plan guesses no mentoring"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2 reizes, 3 h", (2, 180)),
        ("3 год", (None, 180)),
        ("4 рази", (4, None)),
        ("2 рази по 90 хв", (2, 180)),
        ("2", (None, None)),
        ("CV 3 h", (None, None)),
        ("", (None, None)),
    ],
)
def test_an_amount_by_itself(text: str, amount: tuple[int | None, int | None]) -> None:
    assert quicklog.read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("decembris", "2026-12"),
        ("Грудень", "2026-12"),
        ("dec", "2026-12"),
        ("12.2026", "2026-12"),
        ("2027-01", "2027-01"),
        ("next month", "2026-12"),
        ("decembris: CV", None),
        ("2027-13", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_month_by_itself(text: str, month: str | None) -> None:
    found = quicklog.read_month(text, today=TODAY)
    assert (found.key if found else None) == month


@given(st.text(max_size=300), st.sampled_from(["lv", "uk", "en"]), st.dates(date(2024, 1, 1), date(2099, 1, 1)))
def test_whatever_is_typed_is_read_without_an_error(text: str, lang: str, today: date) -> None:
    line = quicklog.read_item(text, lang=lang, today=today)
    assert line.minutes is None or line.minutes > 0
    assert line.days is None or line.days > 0
    quicklog.read_amount(text)
    quicklog.read_month(text, today=today)


@given(
    st.sampled_from(["CV darbnīca", "волонтерство у притулку", "youth centre", "Ģimenes svētki"]),
    st.none() | st.integers(1, 31),
    st.none() | st.integers(1, 12),
    st.none() | st.sampled_from([Period.month(2026, 11), Period.month(2027, 1), Period.month(2027, 2)]),
)
def test_what_was_written_in_the_usual_shape_is_read_back(
    title: str, times: int | None, hours: int | None, month: Period | None
) -> None:
    parts = [title, *([f"{times} reizes"] if times else []), *([f"{hours} h"] if hours else [])]
    text = (f"{month.key}: " if month else "") + ", ".join(parts)
    line = quicklog.read_item(text, lang="lv", today=TODAY)
    assert (line.title, line.days, line.minutes, line.month) == (title, times, hours and hours * 60, month)
