"""The pages in docs/ tell the truth about the tree."""

import re
from pathlib import Path

from bot.conversations import CONVERSATIONS

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
