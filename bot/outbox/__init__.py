"""The letterbox out: what was queued with a commit leaves here, paced, once, with what became of it written down.

The room decides nothing and words nothing; `notices` asks `services` whether a thing is still true and `messages`
how to say it.
"""

from bot.outbox.departure import Departure
from bot.outbox.pacer import Pacer, Queue
from bot.outbox.sender import AT_ONCE, Sender
from bot.outbox.writing import menu, written

__all__ = ["AT_ONCE", "Departure", "Pacer", "Queue", "Sender", "menu", "written"]
