"""The page of the try-out, in a real Chromium, as somebody sees it who has just typed `make demo`."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARRIVES = 15_000  # ms; another process may be busy beside us
WALKS = 60_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine: the page was not tried"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a fresh try-out shows its page."""
    root = Path(__file__).parents[2]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BLAKUS_", "PYTEST"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
        env=environment,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:\d+/", said)
    if found is None:
        process.kill()
        raise AssertionError(process.communicate()[1])
    yield found[0]
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0
    assert not complaints


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    yield from _opened(browser, address, width=1300, height=900)


@pytest.fixture
def narrow(browser: Browser, address: str) -> Iterator[Page]:
    yield from _opened(browser, address, width=400, height=850)


def _opened(browser: Browser, address: str, *, width: int, height: int) -> Iterator[Page]:
    """The page; at the end nothing was complained about, and nothing was asked of another computer."""
    page = browser.new_page(viewport={"width": width, "height": height})
    complaints: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
    page.goto(address)
    expect(page.locator(".phone .message").first).to_be_attached(timeout=ARRIVES)
    yield page
    page.close()
    assert not complaints
    assert "127.0.0.1" in asked
    assert asked <= {"127.0.0.1", ""}


def _phone(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def _say(phone: Locator, text: str) -> None:
    writing = phone.get_by_label("Message", exact=True)
    writing.fill(text)
    writing.press("Enter")


def test_the_first_screen_tells_the_story(page: Page) -> None:
    expect(page.locator(".phone")).to_have_count(3)
    expect(_phone(page, "Оксана")).to_contain_text("12 год з 20 год")
    expect(_phone(page, "Ilze")).to_contain_text("Saglabāts.")
    expect(_phone(page, "Anna")).to_contain_text("Roberts Kļava: last entry – Sunday 8 November")
    expect(page.get_by_test_id("clock")).to_contain_text("17 November 2026, 10:")


def test_a_session_is_logged_with_one_message_and_a_tap(page: Page) -> None:
    ilze = _phone(page, "Ilze")
    _say(ilze, "šodien 1 h ar Elīnu, darba sludinājumi")
    card = ilze.locator(".message.from-bot").last
    expect(card).to_contain_text("Elīna Vītola", timeout=ARRIVES)
    card.get_by_role("button", name="Saglabāt", exact=True).click()
    expect(ilze.locator(".message.from-bot").last).to_contain_text("12 h 30 min no 19 h 30 min", timeout=ARRIVES)
    ilze.get_by_role("button", name="Atsaukt").last.click()
    expect(ilze.locator(".message.from-bot").last).to_contain_text("11 h 30 min no 19 h 30 min", timeout=ARRIVES)


def test_the_menu_of_commands_is_the_bots(page: Page) -> None:
    anna = _phone(page, "Anna")
    anna.get_by_label("Commands").click()
    page.locator(".command", has_text="/people").click()
    expect(anna.locator(".message.from-me").last).to_contain_text("/people")
    expect(anna.locator(".message.from-bot").last).to_contain_text("Rihards Zars", timeout=ARRIVES)


def test_an_invitation_opens_on_a_new_phone(page: Page) -> None:
    anna = _phone(page, "Anna")
    _say(anna, "/invite")
    for label in ("Mentor", None, "English"):
        if label is None:
            expect(anna.locator(".message.from-bot").last).to_contain_text("name", timeout=ARRIVES)
            _say(anna, "Zane Priede")
        else:
            last = anna.locator(".message.from-bot").last
            last.get_by_role("button", name=label, exact=True).click(timeout=ARRIVES)
    link = anna.locator(".tappable", has_text="https://t.me/").last
    link.click(timeout=ARRIVES)
    page.get_by_role("button", name="Somebody new · English").click()
    guest = _phone(page, "Guest 1")
    guest.get_by_role("button", name="English").click(timeout=ARRIVES)
    expect(guest).to_contain_text("Smiltene keeps what is logged here", timeout=ARRIVES)


def test_a_narrow_screen_shows_one_phone_at_a_time(narrow: Page) -> None:
    expect(_phone(narrow, "Оксана")).to_be_visible()
    expect(_phone(narrow, "Anna")).to_be_hidden()
    narrow.get_by_role("tab", name="Ilze").click()
    ilze = _phone(narrow, "Ilze")
    _say(ilze, "/hours")
    expect(ilze.locator(".message.from-bot").last).to_contain_text("Jānis Krūms", timeout=ARRIVES)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 400


def test_on_monday_at_nine_the_digest_arrives(page: Page) -> None:
    """Last: the clock cannot be turned back."""
    page.get_by_role("button", name="Next Monday 9:00").click()
    expect(page.get_by_test_id("clock")).to_contain_text("Mon 23 November 2026, 09:0", timeout=WALKS)
    anna = _phone(page, "Anna")
    expect(anna.locator(".message.from-bot").last).to_contain_text("16 Nov – 22 Nov", timeout=ARRIVES)
    expect(anna.locator(".message.from-bot").last).to_contain_text("Artem Soroka: Friday 27 November")
