"""The reader explains itself, keeps the note, and says what it did understand."""

from datetime import date, datetime, time

import pytest

from bot import quicklog

ANNA = quicklog.Name(7, "Anna Bērziņa")
LELDE = quicklog.Name(9, "Lelde Kalniņa", nicknames=("Lapiņa",))
NOW = datetime.fromisoformat("2026-11-18T15:30:00")


def read(text: str, *roster: quicklog.Name) -> quicklog.Answer:
    return quicklog.read(text, lang="lv", now=NOW, roster=roster or (ANNA, LELDE))


def test_each_piece_knows_its_words() -> None:
    text = "vakar 1,5h CV ar Annu"
    answer = read(text)
    assert isinstance(answer, quicklog.Entry)
    words = {piece.field: text[piece.start : piece.end] for piece in answer.pieces}
    assert words == {"date": "vakar", "minutes": "1,5h", "kind": "CV", "youth": "Annu"}


def test_what_is_left_becomes_the_note() -> None:
    answer = read("vakar 2h ar Annu, runājām par skolu")
    assert isinstance(answer, quicklog.Entry)
    assert answer.note == "runājām par skolu"


def test_a_question_keeps_what_was_understood() -> None:
    answer = read("vakar ilga saruna ar Annu, CV")
    assert isinstance(answer, quicklog.Ask)
    assert answer.fields == {"minutes"}
    known = answer.known
    assert (known.youth, known.day, known.minutes, known.kind) == ((7,), date(2026, 11, 17), None, "consultation")


def test_a_taught_nickname_is_read_in_any_case_form() -> None:
    answer = read("stundu ar Lapiņu")
    assert isinstance(answer, quicklog.Entry) and answer.youth == (9,)


def test_a_start_is_kept_beside_a_length() -> None:
    answer = read("plkst. 10, 2h ar Annu")
    assert isinstance(answer, quicklog.Entry)
    assert (answer.start, answer.minutes) == (time(10), 120)


def test_an_aware_moment_is_read_as_its_wall_time() -> None:
    aware = datetime.fromisoformat("2026-11-18T00:15:00+02:00")
    answer = quicklog.read("vakar 1h ar Annu", lang="lv", now=aware, roster=(ANNA,))
    assert isinstance(answer, quicklog.Entry) and answer.day == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no-show Lelde yesterday", ""),
        ("Lelde yesterday no-show: sick", "sick"),
        ("Lelde didn't show up yesterday because the bus was late", "the bus was late"),
        ("vakar Lelde neatnāca", ""),
        ("vakar Lelde neatnāca, jo slima", "slima"),
        ("vakar Lelde neieradās uz tikšanos, telefons izslēgts", "telefons izslēgts"),
        ("Лелде вчора не прийшла", ""),
        ("Лелде вчора не прийшла, бо захворіла", "захворіла"),
        ("Лелде так і не з’явилася вчора", ""),
        ("Lelde missed the meeting yesterday, at the doctor", "at the doctor"),
    ],
)
def test_the_word_for_a_no_show_is_no_reason(text: str, reason: str) -> None:
    answer = read(text)
    assert isinstance(answer, quicklog.Entry)
    assert (answer.youth, answer.attended, answer.note) == ((9,), False, reason)


@pytest.mark.parametrize(
    ("text", "start", "minutes"),
    [
        ("vakar 23:00-01:00 ar Annu", time(23), 120),
        ("vakar ar Annu no 23 līdz 1", time(23), 120),
        ("учора з 22:30 до 0:30 з Анною", time(22, 30), 120),
        ("yesterday 11 pm to 1 am with Anna", time(23), 120),
        ("vakar 18:00-06:00 ar Annu", time(18), 720),
    ],
)
def test_a_span_over_midnight_ends_on_the_next_day(text: str, start: time, minutes: int) -> None:
    answer = read(text)
    assert isinstance(answer, quicklog.Entry), answer
    assert (answer.day, answer.start, answer.minutes) == (date(2026, 11, 17), start, minutes)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("vakar 17:30-01:00 ar Annu", "minutes"),
        ("vakar 23:00-07:00 ar Annu", "minutes"),
        ("vakar 23-1 ar Annu", "minutes"),
        ("vakar 16:00-14:00 ar Annu", "minutes"),
        ("23:00-01:00 ar Annu", "date"),  # it has not been yet
    ],
)
def test_an_end_before_the_start_is_asked_where_it_may_be_a_slip(text: str, asked: str) -> None:
    answer = read(text)
    assert isinstance(answer, quicklog.Ask)
    assert asked in answer.fields
