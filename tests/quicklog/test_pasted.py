"""A week in one message: each line that is a session becomes a reading of its own."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot import quicklog

ROSTER = (quicklog.Name(1, "Anna Bērziņa"), quicklog.Name(2, "Jānis Kalniņš"))
NOW = datetime.fromisoformat("2026-11-20T18:00:00")


def read(text: str) -> list[quicklog.PastedLine]:
    return quicklog.read_lines(text, lang="lv", now=NOW, roster=ROSTER)


def entries(text: str) -> list[tuple[tuple[int, ...], date, int]]:
    return [
        (line.answer.youth, line.answer.day, line.answer.minutes)
        for line in read(text)
        if isinstance(line.answer, quicklog.Entry)
    ]


def test_each_line_is_a_session() -> None:
    text = "- pirmdien 2h ar Annu\n- otrdien stunda ar Jāni, CV\n\n- vakar 30 min Anna"
    assert entries(text) == [
        ((1,), date(2026, 11, 16), 120),
        ((2,), date(2026, 11, 17), 60),
        ((1,), date(2026, 11, 19), 30),
    ]
    assert all(text[line.start :].startswith(line.text) for line in read(text))


def test_a_day_above_counts_for_the_lines_below() -> None:
    assert entries("Pirmdiena:\n2h ar Annu\n1h ar Jāni\nOtrdiena\n1h ar Annu\nvakar 30 min Jānis") == [
        ((1,), date(2026, 11, 16), 120),
        ((2,), date(2026, 11, 16), 60),
        ((1,), date(2026, 11, 17), 60),
        ((2,), date(2026, 11, 19), 30),
    ]


def test_an_unsure_line_is_asked_and_the_others_stand() -> None:
    answers = [line.answer for line in read("1) vakar 2h ar Annu\n2) otrdien ar Jāni ilgi runājām\n3) 1h ar Jāni")]
    assert [type(answer) for answer in answers] == [quicklog.Entry, quicklog.Ask, quicklog.Entry]


def test_lines_that_are_no_log_are_not_hidden() -> None:
    lines = read("Labdien, lūk, mana nedēļa!\nvakar 2h ar Annu\n1h ar Jāni")
    assert isinstance(lines[0].answer, quicklog.NotALog) and lines[0].text.startswith("Labdien")


def test_one_session_over_several_lines_stays_one() -> None:
    text = "Jaunietis: Anna\nLaiks: 1,25 h\nTēma: skola"
    (line,) = read(text)
    assert line.text == text
    assert isinstance(line.answer, quicklog.Entry) and line.answer.minutes == 75


def test_an_empty_message_is_no_list() -> None:
    assert [type(line.answer) for line in read("")] == [quicklog.NotALog]


LINES = st.one_of(st.text(max_size=40), st.sampled_from(["2h ar Annu", "Pirmdiena:", "- ", "1) 1h Jānis"]))


@given(st.lists(LINES, max_size=30))
def test_any_list_is_taken_apart_without_an_error(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = read(text)
    assert found
    assert all(0 <= line.start <= len(text) for line in found)
