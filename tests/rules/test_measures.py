"""What low answers ask of us, when somebody is asked again, how far they came, what an official text must hold."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.care import Wish
from bot.rules.errors import NotUnderstood
from bot.rules.measures import CONFIDENCE_ITEMS, Concern, Distance, Instrument, Moment, Taken
from bot.rules.policies import DEFAULT, Policy
from tests.conftest import RIGA

days = st.dates(date(2026, 1, 1), date(2032, 12, 31))


# --- values ---


@pytest.mark.parametrize("value", [-1, 11, True, "7", None, 3.5, [3]])
def test_a_ladder_has_eleven_steps(value: object) -> None:
    with pytest.raises(NotUnderstood):
        rules.measures.checked(Instrument.LADDER, value)
    assert [rules.measures.checked(Instrument.LADDER, step) for step in range(11)] == list(range(11))


def test_confidence_comes_by_item_or_in_order_and_what_was_skipped_is_left_out() -> None:
    checked = rules.measures.checked
    assert checked(Instrument.CONFIDENCE, [7, 0, 10]) == {"find": 7, "on_time": 0, "ask_help": 10}
    assert checked(Instrument.CONFIDENCE, [7, None, 10]) == {"find": 7, "ask_help": 10}
    assert checked(Instrument.CONFIDENCE, {"ask_help": 4, "find": None}) == {"ask_help": 4}
    for wrong in ({}, {"find": None}, {"courage": 3}, {"find": 11}, [True, 1, 1]):
        with pytest.raises(NotUnderstood):
            checked(Instrument.CONFIDENCE, wrong)


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_five_answers_make_a_score_up_to_a_hundred(answers: list[int]) -> None:
    score = rules.measures.checked(Instrument.WHO5, answers)
    assert score == 4 * sum(answers)
    assert 0 <= score <= 100


@pytest.mark.parametrize("answers", [[], [1] * 4, [1] * 6, [6, 1, 1, 1, 1], [None, 1, 1, 1, 1], 20, "11111"])
def test_less_than_five_answers_make_no_score(answers: object) -> None:
    with pytest.raises(NotUnderstood):
        rules.measures.who5_score(answers)


# --- concern ---


@pytest.mark.parametrize(
    ("instrument", "value", "asks"),
    [
        (Instrument.LADDER, 0, Concern.GENTLE),
        (Instrument.LADDER, 3, Concern.GENTLE),
        (Instrument.LADDER, 4, Concern.NONE),
        (Instrument.WHO5, 0, Concern.STRONG),
        (Instrument.WHO5, 28, Concern.STRONG),
        (Instrument.WHO5, 32, Concern.GENTLE),
        (Instrument.WHO5, 48, Concern.GENTLE),
        (Instrument.WHO5, 52, Concern.NONE),
        (Instrument.CONFIDENCE, dict.fromkeys(CONFIDENCE_ITEMS, 0), Concern.NONE),
    ],
)
def test_low_answers_ask_for_an_offer_or_for_a_person(instrument: Instrument, value: object, asks: Concern) -> None:
    assert rules.measures.concern(instrument, value, DEFAULT) is asks


def test_a_municipality_may_draw_the_lines_elsewhere() -> None:
    careful = Policy.from_values({"ladder_low": 5, "who5_low": 60, "who5_strong": 40})
    assert rules.measures.concern(Instrument.LADDER, 5, careful) is Concern.GENTLE
    assert rules.measures.concern(Instrument.WHO5, 40, careful) is Concern.STRONG
    assert Policy.from_values({"ladder_low": 0}).ladder_low == 0
    with pytest.raises(ValueError, match="who5_strong"):
        Policy.from_values({"who5_low": 20})


def test_a_concern_is_more_than_another() -> None:
    more = rules.measures.is_more
    assert more(Concern.STRONG, Concern.GENTLE)
    assert more(Concern.GENTLE, Concern.NONE)
    assert not more(Concern.GENTLE, Concern.GENTLE)
    assert not more(Concern.GENTLE, Concern.STRONG)


# --- when ---


@pytest.mark.parametrize(
    ("started", "today", "asked_on"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), None),
        (date(2026, 11, 2), date(2026, 12, 1), None),
        (date(2026, 11, 2), date(2026, 12, 2), date(2026, 12, 2)),
        (date(2026, 11, 2), date(2027, 1, 1), date(2026, 12, 2)),
        (date(2026, 10, 31), date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 10, 31), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2026, 10, 31), date(2027, 3, 1), date(2027, 2, 28)),
        (date(2026, 12, 15), date(2026, 11, 30), None),
    ],
)
def test_the_programmes_own_day_of_the_month(started: date, today: date, asked_on: date | None) -> None:
    assert rules.measures.monthly_on(started, today) == asked_on


@given(started=days, after=st.integers(0, 400))
def test_the_monthly_day_is_past_and_not_older_than_a_month(started: date, after: int) -> None:
    today = started + timedelta(days=after)
    found = rules.measures.monthly_on(started, today)
    if found is None:
        assert after <= 31
    else:
        assert started < found <= today
        assert (today - found).days <= 31


@given(started=days, length=st.integers(0, 200))
def test_somebody_who_never_answers_has_one_day_a_month(started: date, length: int) -> None:
    """However the clock walks, the days they may be asked about are a month apart."""
    about = {
        rules.measures.monthly_on(started, day)
        for day in (started + timedelta(days=n) for n in range(length))
        if rules.measures.is_monthly_due(started, None, day)
    }
    in_order = sorted(one for one in about if one is not None)
    assert all((later - earlier).days >= 28 for earlier, later in pairwise(in_order))


def test_a_fresh_answer_and_a_missed_week_ask_nothing() -> None:
    due = rules.measures.is_monthly_due
    started = date(2026, 11, 2)
    assert due(started, None, date(2026, 12, 9))
    assert not due(started, None, date(2026, 12, 10))
    assert not due(started, date(2026, 11, 12), date(2026, 12, 2))
    assert due(started, date(2026, 11, 11), date(2026, 12, 2))


def test_the_end_is_asked_about_once_and_for_four_weeks() -> None:
    due = rules.measures.is_exit_due
    ended = date(2026, 11, 30)
    assert not due(None, None, ended)
    assert not due(ended, None, ended)
    assert due(ended, None, date(2026, 12, 1))
    assert due(ended, None, date(2026, 12, 28))
    assert not due(ended, None, date(2026, 12, 29))
    assert not due(ended, date(2026, 12, 2), date(2026, 12, 3))
    assert due(ended, date(2026, 3, 1), date(2026, 12, 3)), "an earlier programme's end was another one"


def test_kept_until_so_many_months_after_the_end() -> None:
    assert rules.measures.kept_since(date(2027, 5, 31), 6) == date(2026, 11, 30)
    assert rules.measures.kept_since(date(2027, 6, 1), 6) == date(2026, 12, 1)


# --- how far ---


def taken(instrument: Instrument, moment: Moment, month: int, value: object) -> Taken:
    return Taken(instrument, moment, date(2026, month, 2), value)


def test_the_way_goes_from_the_entry_to_the_latest_answer() -> None:
    found = rules.measures.distances(
        [
            taken(Instrument.CONFIDENCE, Moment.MONTHLY, 5, {"on_time": 8}),
            taken(Instrument.LADDER, Moment.MONTHLY, 5, 6),
            taken(Instrument.LADDER, Moment.ENTRY, 3, 3),
            taken(Instrument.LADDER, Moment.MONTHLY, 4, 2),
            taken(Instrument.CONFIDENCE, Moment.ENTRY, 3, {"find": 1, "on_time": 5}),
            taken(Instrument.WHO5, Moment.ENTRY, 3, 20),
        ]
    )
    march, may = date(2026, 3, 2), date(2026, 5, 2)
    assert found == [
        Distance("ladder", march, 3, may, 6),
        Distance("find", march, 1, None, None),
        Distance("on_time", march, 5, may, 8),
    ]


def test_who_came_back_begins_a_new_way_and_who_was_never_asked_at_entry_has_one_too() -> None:
    again = [
        taken(Instrument.LADDER, Moment.ENTRY, 1, 2),
        taken(Instrument.LADDER, Moment.EXIT, 3, 7),
        taken(Instrument.LADDER, Moment.ENTRY, 6, 4),
        taken(Instrument.LADDER, Moment.MONTHLY, 7, 5),
    ]
    [way] = rules.measures.distances(again)
    assert (way.first, way.latest) == (4, 5)
    [way] = rules.measures.distances([taken(Instrument.LADDER, Moment.MONTHLY, n, n) for n in (2, 3)])
    assert (way.first, way.latest) == (2, 3)
    assert rules.measures.distances([]) == []


# --- the official wording, made up here ---

STATEMENTS = [f"Made-up statement {letter}" for letter in "ABCDE"]
ANSWERS = [f"Made-up answer {letter}" for letter in "ABCDEF"]


def file(*paragraphs: list[str]) -> str:
    return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"


def test_a_text_has_five_statements_and_six_answers_and_perhaps_an_instruction() -> None:
    read = rules.measures.read_wording
    found = read(file(STATEMENTS, ANSWERS))
    assert (found.lead, list(found.statements), list(found.answers)) == (None, STATEMENTS, ANSWERS)
    messy = "\ufeff\n" + file(["Made-up lead"], STATEMENTS, ANSWERS).replace("\n", "  \r\n") + "\n\n"
    assert read(messy).lead == "Made-up lead"
    assert list(read(messy).answers) == ANSWERS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "two or three paragraphs"),
        (file(STATEMENTS + ANSWERS), "two or three paragraphs"),
        (file(["One", "Two"], STATEMENTS, ANSWERS), "two or three paragraphs"),
        (file(STATEMENTS[:4], ANSWERS), "5 statements"),
        (file(STATEMENTS, ANSWERS[:5]), "6 answers"),
        (file([*STATEMENTS[:4], STATEMENTS[0].upper()], ANSWERS), "the same"),
        (file([*STATEMENTS[:4], "12345"], ANSWERS), "cannot be read"),
        (file([*STATEMENTS[:4], "Turned\u202eround"], ANSWERS), "cannot be read"),
        (file([*STATEMENTS[:4], "x" * 301], ANSWERS), "longer than 300"),
        (file(STATEMENTS, [*ANSWERS[:5], "y" * 65]), "longer than 64"),
    ],
)
def test_a_text_that_is_not_what_it_should_be_is_told_why(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rules.measures.read_wording(text)


# --- the caring path ---


def test_helplines_begin_with_danger_and_name_only_confirmed_languages() -> None:
    lines = rules.care.helplines()
    assert [one.number for one in lines] == ["112", "116111", "116123"]
    assert [one.languages for one in lines] == [(), (), ("lv", "ru", "en")]
    assert all(one.source.startswith("https://") and one.checked_on >= date(2026, 1, 1) for one in lines)
    assert rules.care.speaks("lv") and not rules.care.speaks("uk")


@given(first=st.sampled_from(Wish), second=st.sampled_from(Wish))
def test_asked_twice_the_louder_wish_stands(first: Wish, second: Wish) -> None:
    assert rules.care.merged(first, second) == rules.care.merged(second, first)
    assert rules.care.merged(Wish.CALL, first) is Wish.CALL
    assert rules.care.merged(Wish.TALK, first) is first


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        ((2026, 11, 25, 14, 0), (2026, 11, 26, 14, 0)),
        ((2026, 11, 27, 22, 30), (2026, 11, 30, 17, 0)),  # Friday night
        ((2026, 11, 28, 10, 0), (2026, 11, 30, 10, 0)),  # Saturday
        ((2026, 11, 26, 3, 0), (2026, 11, 27, 9, 0)),
        ((2026, 12, 23, 12, 0), (2026, 12, 28, 12, 0)),  # before Christmas
    ],
)
def test_a_working_day_later_and_never_at_night(asked: tuple[int, ...], until: tuple[int, ...]) -> None:
    found = rules.care.waits_until(datetime(*asked, tzinfo=RIGA), 1, RIGA)  # type: ignore[arg-type,misc]  # five numbers
    assert found == datetime(*until, tzinfo=RIGA)  # type: ignore[arg-type,misc]  # five numbers
