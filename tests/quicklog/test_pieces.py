"""The reader explains itself, keeps the note, and says what it did understand."""

from datetime import date, datetime, time

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
