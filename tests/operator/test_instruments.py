"""`blakus instrument`: official wordings come from the operator, checked and audited. All words here are made up."""

from pathlib import Path

import pytest

from tests.operator.conftest import Operator, Said, rows
from tests.operator.test_commands import refused

STATEMENTS = [f"Made-up statement {letter}" for letter in "ABCDE"]
ANSWERS = [f"Made-up answer {letter}" for letter in "ABCDEF"]


@pytest.fixture
def smiltene(operator: Operator) -> Operator:
    operator.types("invite", "coordinator", "--municipality", "Smiltene", "--bot", "b_bot")
    return operator


def text(folder: Path, *paragraphs: list[str]) -> Path:
    path = folder / "who5.txt"
    path.write_text("\n\n".join("\n".join(lines) for lines in paragraphs), "utf-8")
    return path


def supply(operator: Operator, path: Path, **changed: str) -> Said:
    options = {
        "municipality": "Smiltene",
        "instrument": "who5",
        "language": "lv",
        "version": "made up 1",
        "source": "https://example.org/made-up",
        **changed,
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return operator.types("instrument", "supply", *words, path)


def test_a_wording_is_supplied_listed_replaced_and_withdrawn(smiltene: Operator) -> None:
    assert smiltene.types("instrument", "list").out == "No wording was supplied: off are who5.\n"
    path = text(smiltene.folder, ["Made-up lead"], STATEMENTS, ANSWERS)
    assert supply(smiltene, path).out == "Smiltene: who5 in lv, version made up 1, is asked from now on.\n"
    assert supply(smiltene, path, version="made up 2").out.endswith("made up 2, replaced the earlier wording.\n")
    listed = smiltene.types("instrument", "list", "--municipality", "Smiltene").out
    assert listed.startswith("Smiltene: who5 in lv, version made up 2, 20")
    assert "https://example.org/made-up" in listed
    assert rows(smiltene.folder, "SELECT count(*) FROM instrument_text") == [(1,)]
    words = ("--municipality", "Smiltene", "--instrument", "who5", "--language", "lv")
    assert smiltene.types("instrument", "withdraw", *words).out.startswith(
        "Smiltene: who5 in lv, version made up 2, is not"
    )
    assert refused(smiltene.types("instrument", "withdraw", *words), "has no wording of who5 in lv")
    found = rows(
        smiltene.folder, "SELECT action, subject, actor_id FROM audit WHERE action LIKE 'instrument%' ORDER BY id"
    )
    assert found == [
        ("instrument.supplied", "municipality=1 who5 lv", None),
        ("instrument.supplied", "municipality=1 who5 lv", None),
        ("instrument.withdrawn", "municipality=1 who5 lv", None),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "why"),
    [
        ([STATEMENTS], "two or three paragraphs"),
        ([STATEMENTS[:4], ANSWERS], "5 statements"),
        ([STATEMENTS, ANSWERS[:5]], "6 answers"),
        ([["Made-up lead"], STATEMENTS, [*ANSWERS[:5], ANSWERS[0]]], "the same"),
    ],
)
def test_a_file_that_is_not_it_is_refused_with_the_reason(
    smiltene: Operator, paragraphs: list[list[str]], why: str
) -> None:
    assert refused(supply(smiltene, text(smiltene.folder, *paragraphs)), why)
    assert rows(smiltene.folder, "SELECT count(*) FROM instrument_text") == [(0,)]


def test_what_else_may_be_wrong_is_one_sentence(smiltene: Operator) -> None:
    path = text(smiltene.folder, STATEMENTS, ANSWERS)
    assert refused(supply(smiltene, path, municipality="Ogre"), "There is no municipality")
    assert refused(supply(smiltene, path, language="ru"), "no language of Blakus")
    assert refused(supply(smiltene, path, source=" "), "a version and a source")
    assert refused(supply(smiltene, smiltene.folder / "nowhere.txt"), "cannot be read")
    assert supply(smiltene, path, instrument="ladder").code == 2, "its words are ours"
    path.write_bytes("Kā klājas?".encode("utf-16"))
    assert refused(supply(smiltene, path), "not in UTF-8")
    path.write_text("x" * 30_000, "utf-8")
    assert refused(supply(smiltene, path), "too large")
