"""A municipality's towns and parishes as buttons.

A button carries a mark of the name: names are long, and the list may change before it is tapped.
"""

from collections.abc import Iterable
from zlib import crc32


def mark(name: str) -> str:
    """A few bytes for a name: the same for as long as it is written the same."""
    return f"{crc32(name.encode()):08x}"


def by_mark(names: Iterable[str], wanted: str) -> str | None:
    """The name of the list that a button meant; None where it is there no more."""
    return next((one for one in names if mark(one) == wanted), None)
