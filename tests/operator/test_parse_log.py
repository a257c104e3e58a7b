"""`blakus parse-log`: the same reading for people, for programs, and case by case."""

import io
import json

import pytest

from tests.operator.conftest import Operator

HERE = ("--lang", "lv", "--now", "2026-11-18T15:30", "--roster", "Anna Bērziņa", "--roster", "Jānis Kalniņš")


def test_people_see_which_words_led_to_what(operator: Operator) -> None:
    said = operator.types("parse-log", *HERE, "vakar 1,5h CV ar Annu")
    assert said.code == 0
    for shown in ("Understood", "2026-11-17", "“vakar” (relative day)", "“1,5h”", "“Annu” (name)", "“CV”"):
        assert shown in said.out


def test_what_is_asked_for_has_a_reason(operator: Operator) -> None:
    said = operator.types("parse-log", *HERE, "vakar ilgi runājām ar Annu")
    assert "Asks for: minutes" in said.out
    assert "why minutes" in said.out


def test_programs_get_spans_rules_and_values(operator: Operator) -> None:
    text = "vakar 10-12 ar Annu"
    told = json.loads(operator.types("parse-log", *HERE, "--json", text).out)
    assert (told["youth"], told["start"], told["minutes"]) == (["Anna Bērziņa"], "10:00", 120)
    fields = {piece["field"] for piece in told["pieces"]}
    assert fields == {"youth", "date", "start", "minutes"}
    assert all(text[piece["from"] : piece["to"]] == piece["text"] for piece in told["pieces"])
    assert all(piece["rule"] and piece["value"] for piece in told["pieces"])


def test_what_is_no_log_is_said_to_be_none(operator: Operator) -> None:
    assert "No log" in operator.types("parse-log", *HERE, "Labrīt visiem!").out


def test_cases_are_answered_one_a_line_in_order(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    case = {"lang": "en", "now": "2026-11-18T15:30:00", "roster": ["Anna Bērziņa", "Jānis Kalniņš"]}
    texts = ["2h with Anna", "thanks!", "with Anna, no idea how long we talked", "Anna didn't come"]
    rows = [json.dumps({"id": number, "text": text, **case}) for number, text in enumerate(texts)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([*rows, ""])))
    answers = [json.loads(row) for row in operator.types("parse-log", "--jsonl").out.splitlines()]
    facts = {"youth": ["Anna Bērziņa"], "date": "2026-11-18", "start": None, "kind": "mentoring"}
    assert answers == [
        {"id": 0, **facts, "minutes": 120, "attended": True},
        {"id": 1, "not_a_log": True},
        {"id": 2, "ask": ["minutes"]},
        {"id": 3, **facts, "minutes": 0, "attended": False},
    ]


@pytest.mark.parametrize("row", ["{", "[]", '{"id": 1, "lang": "lv", "now": "x", "roster": [], "text": ""}'])
def test_a_broken_case_is_named_by_its_number(operator: Operator, monkeypatch: pytest.MonkeyPatch, row: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(row))
    said = operator.types("parse-log", "--jsonl")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("blakus: Case 1 is not as it should be")


@pytest.mark.parametrize(("option", "value"), [("--now", "yesterday"), ("--lang", "xx")])
def test_a_wrong_option_is_one_sentence(operator: Operator, option: str, value: str) -> None:
    said = operator.types("parse-log", *HERE, option, value, "2h")
    assert said.code == 1 and said.err.count("\n") == 1 and said.err.startswith("blakus: ")
