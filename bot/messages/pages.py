"""Long lists in pages: where one is, and the two buttons that turn them."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.buttons import Choice, Row
from bot.i18n import Speech

T = TypeVar("T")

MOST_UNITS = 4096  # of UTF-16 in one message, as Telegram counts


def place(_: Speech, page: int, last: int) -> list[str]:
    """A line for the heading; nothing where there is one page only."""
    return [_("Page {page} of {last}", page=_.number(page), last=_.number(last))] if last > 1 else []


def widest_place(_: Speech) -> str:
    """The longest that `place` may become, for reckoning how much else a page holds."""
    return place(_, 999, 999)[0]


def filled(blocks: Iterable[tuple[T, str]], *, most: int, room: int) -> list[list[tuple[T, str]]]:
    """What each block is about, and its text: on a page at most so many, with a blank line before each in `room`."""
    found: list[list[tuple[T, str]]] = []
    left = 0
    for block in blocks:
        size = units(block[1]) + len("\n\n")
        if not found or len(found[-1]) == most or size > left:
            found.append([])
            left = room
        found[-1].append(block)
        left -= size
    return found


def turning(_: Speech, page: int, last: int, data: Callable[[int], str]) -> tuple[Row, ...]:
    """Buttons to the pages beside this one; `data` says what a page's button brings back."""
    before = (Choice(_("Back"), data(page - 1)),) if page > 1 else ()
    # Translators: button
    after = (Choice(_("Next"), data(page + 1)),) if page < last else ()
    return ((*before, *after),) if before or after else ()


def units(text: str) -> int:
    """Telegram's length: most letters are one unit, emoji and rare letters two."""
    return len(text.encode("utf-16-le")) // 2


def within(page: int, last: int) -> int:
    """A page that exists: the list may have grown shorter since the button was shown."""
    return max(1, min(page, last))
