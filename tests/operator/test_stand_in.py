"""`blakus municipality stand-in`: who hears a young person where nobody coordinates but their own mentor."""

from tests.operator.conftest import Operator, rows
from tests.operator.test_commands import refused


def test_somebody_is_named_and_unnamed(operator: Operator) -> None:
    for place, name in (("Smiltene", "Anna Kalniņa"), ("Valka", "Zane Ozola")):
        operator.types("invite", "coordinator", "--municipality", place, "--name", name, "--bot", "b_bot")
    assert refused(operator.types("municipality", "stand-in", "Smiltene"), "--name, or --nobody")
    assert refused(operator.types("municipality", "stand-in", "Cēsis", "--nobody"), "no municipality")
    assert refused(operator.types("municipality", "stand-in", "Smiltene", "--name", "Zane Ozola"), "Nobody in Smiltene")
    words = ("municipality", "stand-in", "Smiltene", "--name", "zane ozola", "--of", "Valka")
    assert refused(operator.types(*words), "no mentor and no coordinator here"), "invited, and not in the chat yet"
    assert rows(operator.folder, "SELECT count(*) FROM municipality WHERE stand_in_id IS NOT NULL") == [(0,)]
    said = operator.types("municipality", "stand-in", "Smiltene", "--nobody")
    assert said.out == "Smiltene: nobody stands in any more.\n"
