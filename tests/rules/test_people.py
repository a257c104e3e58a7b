"""Age, eligibility, minors, and days of birth as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.people import Eligibility, MinorsInChat, StatusNow

TODAY = date(2026, 11, 10)
NOTHING = {StatusNow.NONE}
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2008, 5, 3), date(2026, 5, 2), 17),
        (date(2008, 5, 3), date(2026, 5, 3), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_is_in_whole_years(birth: date, on: date, years: int) -> None:
    assert rules.people.age(birth, on) == years


@given(birth=days, later=st.integers(0, 40_000))
def test_nobody_grows_younger(birth: date, later: int) -> None:
    on = birth + timedelta(days=later)
    assert 0 <= rules.people.age(birth, on) <= rules.people.age(birth, on + timedelta(days=1))


@pytest.mark.parametrize(
    ("birth", "answer"),
    [
        (date(2011, 11, 11), Eligibility.OUTSIDE_AGE),
        (date(2011, 11, 10), Eligibility.ELIGIBLE),
        (date(1996, 11, 11), Eligibility.ELIGIBLE),
        (date(1996, 11, 10), Eligibility.OUTSIDE_AGE),
    ],
)
def test_fifteen_to_twenty_nine_on_the_day_of_joining(birth: date, answer: Eligibility) -> None:
    assert rules.people.eligibility(birth, NOTHING, TODAY) is answer


@pytest.mark.parametrize("status", [one for one in StatusNow if one is not StatusNow.NONE])
def test_whoever_studies_works_or_is_unsure_goes_to_the_coordinator(status: StatusNow) -> None:
    assert rules.people.eligibility(date(2005, 1, 1), {status}, TODAY) is Eligibility.DOUBTFUL
    both = {status, StatusNow.NONE}
    assert rules.people.eligibility(date(2005, 1, 1), both, TODAY) is Eligibility.DOUBTFUL


def test_saying_nothing_about_oneself_is_doubtful_and_not_eligible() -> None:
    assert rules.people.eligibility(date(2005, 1, 1), set(), TODAY) is Eligibility.DOUBTFUL


def test_a_municipality_may_set_other_ages() -> None:
    birth = date(1994, 1, 1)
    assert rules.people.eligibility(birth, NOTHING, TODAY) is Eligibility.OUTSIDE_AGE
    assert rules.people.eligibility(birth, NOTHING, TODAY, low=13, high=35) is Eligibility.ELIGIBLE


def test_a_minor_waits_for_the_guardian_unless_the_municipality_says_otherwise() -> None:
    minor, adult = date(2009, 1, 1), date(2000, 1, 1)
    may = rules.people.may_be_stored
    assert may(adult, TODAY, MinorsInChat.NO, has_guardian_consent=False)
    assert may(minor, TODAY, MinorsInChat.YES, has_guardian_consent=False)
    assert may(minor, TODAY, MinorsInChat.WITH_GUARDIAN_CONSENT, has_guardian_consent=True)
    assert not may(minor, TODAY, MinorsInChat.WITH_GUARDIAN_CONSENT, has_guardian_consent=False)
    assert not may(minor, TODAY, MinorsInChat.NO, has_guardian_consent=True)


@pytest.mark.parametrize(
    "text",
    [
        "3.5.2008", "03.05.2008", "03.05.2008.", "03/05/2008", "3-5-2008", "3. 5. 2008", "03.05.08",
        "03052008",
        "2008-05-03", "2008.05.03", "20080503", "  3.5.2008 ",
        "3. maijs 2008", "3. maijā 2008. gadā", "2008. gada 3. maijs", "2008.gada 3.maijs",
        "2008. g. 3. maijā", "3. MAIJS 2008", "3 maijs 2008", "2008 gada 3 maijs", "3. maijs, 2008", "3. maijs 08",
        "3 травня 2008", "3 травня 2008 року", "3 травня 2008 р.", "3 трав 2008",
        "3-го травня 2008", "2008 року 3 травня", "3 травень 2008", "3 ТРАВНЯ 2008р.",
        "3 May 2008", "May 3, 2008", "May 3rd 2008", "3rd of May 2008", "3 MAY 2008", "3-May-2008", "3/may/08",
        "May 3 08", "2008 May 3",
    ],
)  # fmt: skip
def test_the_same_birthday_however_it_is_typed(text: str) -> None:
    assert rules.people.read_birth_date(text, today=TODAY) == date(2008, 5, 3)


LATVIAN = "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris"
LATVIAN_IN = "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī"
UKRAINIAN = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
UKRAINIAN_IS = "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень"
ENGLISH = "January February March April May June July August September October November December"
SHORT = "jan feb mar apr may jun jul aug sept oct nov dec"


@pytest.mark.parametrize("names", [LATVIAN, LATVIAN_IN, UKRAINIAN, UKRAINIAN_IS, ENGLISH, SHORT])
def test_every_month_is_known_in_every_language(names: str) -> None:
    assert [rules.people.read_birth_date(f"7 {name} 2001", today=TODAY) for name in names.split()] == [
        date(2001, month, 7) for month in range(1, 13)
    ]


@pytest.mark.parametrize(
    "text",
    ["", "maijs", "3. maijs", "3.5", "31.02.2008", "3.13.2008", "11.11.2026", "3.5.1850", "3.5.208",
     "030508-21234",
     "maijs 2008", "20085 maijs", "5/13/2008", "May 2008 3", "3. maijs 208",
     "3 ju 2008", "0.0.0000", "18", "٣.٥.٢٠٠٨", "3.5.2008 4.5.2008", "3 Janis 2008"],
)  # fmt: skip
def test_what_is_no_birthday_is_not_made_into_one(text: str) -> None:
    assert rules.people.read_birth_date(text, today=TODAY) is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9./ -]{1,14}", fullmatch=True))
def test_any_text_is_read_or_refused_without_an_error(text: str) -> None:
    birth = rules.people.read_birth_date(text, today=TODAY)
    assert birth is None or birth <= TODAY


@given(birth=st.dates(date(1907, 1, 1), TODAY))
def test_a_birthday_is_read_back_from_the_shapes_we_print(birth: date) -> None:
    shapes = (f"{birth:%d.%m.%Y}", f"{birth:%Y-%m-%d}", f"{birth:%d/%m/%Y}", f"{birth:%d%m%Y}")
    assert {rules.people.read_birth_date(shape, today=TODAY) for shape in shapes} == {birth}


def test_namesakes_are_told_apart_in_the_order_they_were_written_down() -> None:
    labels = rules.people.told_apart([(7, "Anna"), (3, "Anna"), (5, "Jānis")])
    assert labels == {7: "Anna (2)", 3: "Anna (1)", 5: "Jānis"}
    assert list(labels) == [7, 3, 5]
    assert rules.people.told_apart([(3, "Anna"), (3, "Anna")]) == {3: "Anna"}


def test_two_long_names_never_become_the_same_button() -> None:
    two = [(1, "Elizabete Kalniņa-Bērziņa"), (2, "Elizabete Kalniņa-Ozola")]
    assert rules.people.told_apart(two, width=19) == {1: "Elizabete Kaln… (1)", 2: "Elizabete Kaln… (2)"}
    assert rules.people.told_apart(two[1:], width=19) == {2: "Elizabete Kalniņa-…"}
