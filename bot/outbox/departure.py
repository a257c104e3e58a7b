"""An answer that leaves at once: claimed by the commit that queues it, so nobody has to look for it afterwards."""

from collections.abc import Callable

from bot.storage.outbox import Outgoing


class Departure:
    """One unit of work's way to the sender. `may_leave` reserves the chat; set `row` to what was claimed for it."""

    def __init__(self, reserve: Callable[[int], bool]) -> None:
        self._reserve = reserve
        self.reserved: int | None = None  # the chat
        self.row: Outgoing | None = None

    def may_leave(self, chat_id: int) -> bool:
        """Whether a message to this chat can leave right after the commit: nothing else of it waits, the limits allow
        it, and this process is the one that sends."""
        if self.reserved is None and self._reserve(chat_id):
            self.reserved = chat_id
            return True
        return False
