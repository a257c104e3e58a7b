"""The one-line log: what a mentor's message says about a session. Plain Python, no I/O, no clock.
`read_lines` takes a pasted list apart; `read_item` does the same as `read` for an item of a plan.

`read` answers with an `Entry` (all of it is sure), an `Ask` (a log, but some fields are unsure) or
`NotALog`. Unsure means asking, never guessing. The vocabulary beside the code is data.
"""

from bot.quicklog.answers import Answer, Ask, Entry, Known, Name, NotALog, Piece, Unsure
from bot.quicklog.pasted import PastedLine, read_lines
from bot.quicklog.planned import PlannedLine, read_amount, read_item, read_month
from bot.quicklog.reader import read
from bot.quicklog.words import LANGUAGES

__all__ = [
    "LANGUAGES",
    "Answer",
    "Ask",
    "Entry",
    "Known",
    "Name",
    "NotALog",
    "PastedLine",
    "Piece",
    "PlannedLine",
    "Unsure",
    "read",
    "read_amount",
    "read_item",
    "read_lines",
    "read_month",
]
