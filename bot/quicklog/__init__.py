"""The one-line log: what a mentor's message says about a session. Plain Python, no I/O, no clock.
`read_item` does the same for an item of a plan.

`read` answers with an `Entry` (all of it is sure), an `Ask` (a log, but some fields are unsure) or
`NotALog`. Unsure means asking, never guessing. The vocabulary beside the code is data.
"""

from bot.quicklog.answers import Answer, Ask, Entry, Known, Name, NotALog, Piece
from bot.quicklog.planned import PlannedLine, read_amount, read_item, read_month
from bot.quicklog.reader import read

__all__ = [
    "Answer",
    "Ask",
    "Entry",
    "Known",
    "Name",
    "NotALog",
    "Piece",
    "PlannedLine",
    "read",
    "read_amount",
    "read_item",
    "read_month",
]
