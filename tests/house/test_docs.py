"""The pages in docs/ tell the truth about the tree."""

import ast
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import messages
from bot.conversations import CONVERSATIONS
from bot.i18n import LANGUAGES, Speech
from bot.rules.people import Role
from bot.rules.policies import Mode

ROOT = Path(__file__).parents[2]


def test_every_conversation_and_step_is_drawn() -> None:
    page = (ROOT / "docs" / "conversations.md").read_text(encoding="utf-8")
    assert len(CONVERSATIONS) > 5
    headings = " ".join(re.findall(r"^## (.*)$", page, re.MULTILINE))
    for conversation in CONVERSATIONS.values():
        assert re.search(rf"\b{conversation.name}\b", headings), conversation.name
        for step in conversation.steps:
            assert re.search(rf"\b{step}\b", page), f"{conversation.name}: {step}"


def test_every_promise_names_tests_that_exist() -> None:
    page = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    named = re.findall(r"`([^`]+)`", page)
    assert len(named) > 10
    for path in named:
        assert (ROOT / path).exists(), path


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in folder.glob("0*.md"))
    assert len(pages) > 3
    for name in pages:
        assert name in listed, name


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "deploy").glob("*.md"))]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in link
    ]
    assert len(links) > 8
    for page, link in links:
        assert (page.parent / link).exists(), f"{page.relative_to(ROOT)}: {link}"


def test_every_class_of_the_rules_and_of_the_tables_is_in_the_glossary() -> None:
    """Errors are left out: they read as sentences, and each has its words in `messages.refusals`."""
    files = [*(ROOT / "bot" / "rules").glob("*.py"), *(ROOT / "bot" / "storage" / "models").glob("*.py")]
    found = {
        node.name: path.name
        for path in files
        if path.name != "errors.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert len(found) > 30
    named = re.findall(r"`(\w+)`", _glossary())
    assert not {name: where for name, where in found.items() if name not in named}


def test_a_name_of_a_class_means_one_thing() -> None:
    """Among the rules; a table may be called like the rule's value that it keeps."""
    names = [
        node.name
        for path in (ROOT / "bot" / "rules").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    assert len(names) > 20
    assert {name for name in names if names.count(name) > 1} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_kinds_and_roles_are_called_in_the_glossary_as_people_read_them(language: str) -> None:
    _ = Speech(language, ZoneInfo("Europe/Riga"))
    column = 1 + LANGUAGES.index(language)
    rows = {cells[0].strip("`"): cells for cells in _rows(_glossary())}
    for kind, words in messages.kinds.names(_).items():
        assert rows[kind.value][column] == words
    for role in Role:
        assert rows[role.value][column] == messages.mydata.people.role_name(_, role.value).lower()
    for mode in Mode:
        assert f"`{mode.value}`" in _glossary()


def test_a_word_of_the_glossary_stands_there_once() -> None:
    words = [re.sub(r"`\w+`", "", cells[0]).strip() for cells in _rows(_glossary())]
    assert len(words) > 80
    assert {word for word in words if word and words.count(word) > 1} == {"In code"}


def _glossary() -> str:
    return (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def _rows(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
