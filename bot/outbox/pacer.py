"""Who may be written to next, and when: Telegram's limits, in order, with replies first.

Telegram takes about 30 messages a second from a bot and one a second to a chat. A clock per limit says when
the next message fits (the generic cell rate algorithm: one number per clock, and a small burst at once).
Nothing here waits or sends; the sender asks, sleeps and reports.
"""

import heapq
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

# Rounding must never let one message more into a second, nor take one from a burst.
_HAIR = 1e-6
_WHISKER = _HAIR / 10
_FEW_CLOCKS = 256
_RESERVED = -(1 << 60)  # rows that are not numbered yet: below every chat's own number


class Pacer:
    """When the next message to a chat fits under both limits. Times are seconds of `monotonic`."""

    def __init__(
        self,
        per_second: float = 28,
        burst: int = 3,
        per_chat_interval: float = 1.0,
        per_chat_burst: int = 2,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.monotonic = monotonic
        self._interval = 1 / per_second + _HAIR
        self._credit = self._interval * (burst - 1) + _WHISKER
        self._chat_interval = per_chat_interval + _HAIR
        self._chat_credit = self._chat_interval * (per_chat_burst - 1) + _WHISKER
        self._full_at = float("-inf")
        self._chats_full_at: dict[int, float] = {}
        self._sweep_above = _FEW_CLOCKS

    def ready_at(self, chat_id: int) -> float:
        """The moment from which a message to this chat fits; a moment in the past means now."""
        return max(self.bot_ready_at, self.chat_ready_at(chat_id))

    @property
    def bot_ready_at(self) -> float:
        """The same for the limit of the whole bot alone."""
        return self._full_at - self._credit

    def chat_ready_at(self, chat_id: int) -> float:
        """The same for the chat's own limit alone."""
        return self._chats_full_at.get(chat_id, float("-inf")) - self._chat_credit

    def take(self, chat_id: int) -> None:
        """A message to this chat leaves now."""
        now = self.monotonic()
        self._full_at = max(now, self._full_at) + self._interval
        chat_full_at = max(now, self._chats_full_at.get(chat_id, now)) + self._chat_interval
        self._chats_full_at[chat_id] = chat_full_at
        self._forget_the_idle(now)

    def hold_chat(self, chat_id: int, seconds: float) -> None:
        """Telegram asked for a pause in this chat; after it the chat starts without its burst."""
        until = self.monotonic() + seconds + self._chat_credit
        self._chats_full_at[chat_id] = max(until, self._chats_full_at.get(chat_id, until))

    def hold_all(self, seconds: float) -> None:
        """Telegram asked for a pause everywhere."""
        self._full_at = max(self.monotonic() + seconds + self._credit, self._full_at)

    def __len__(self) -> int:
        """How many chats' clocks are remembered."""
        return len(self._chats_full_at)

    def _forget_the_idle(self, now: float) -> None:
        # A clock that has run out says the same as none. Sweeping only when they have doubled keeps it cheap.
        if len(self._chats_full_at) <= self._sweep_above:
            return
        self._chats_full_at = {chat: at for chat, at in self._chats_full_at.items() if at > now}
        self._sweep_above = max(_FEW_CLOCKS, 2 * len(self._chats_full_at))


@dataclass(slots=True)
class _Chat:
    """What waits for one chat. Rows leave oldest first, at the pace of their most urgent one."""

    rows: list[tuple[int, int]] = field(default_factory=list)  # a heap of (row id, priority)
    waiting: Counter[int] = field(default_factory=Counter)  # how many rows of each priority
    in_flight: int | None = None
    ticket: int = 0  # which entry in the queue's heaps speaks for this chat; older ones are void

    @property
    def priority(self) -> int:
        return min(self.waiting)


class Queue:
    """The rows that wait to be sent. One task asks `pop`, sends, and says `done`.

    Within a chat the older row always goes first, with one in flight at a time; a reply behind a broadcast to
    the same chat lends it its priority. Between chats the lower number goes first, then the older row.
    """

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._chats: dict[int, _Chat] = {}
        self._rows: dict[int, int] = {}  # the chat of each row that waits or is in flight
        self._tickets = 0
        self._ready: list[tuple[int, int, int, int]] = []  # (priority, row id, ticket, chat id)
        self._resting: list[tuple[float, int, int]] = []  # (ready at, ticket, chat id)

    def __len__(self) -> int:
        """How many rows wait or are in flight."""
        return len(self._rows)

    def __contains__(self, row_id: int) -> bool:
        return row_id in self._rows

    def holds(self, chat_id: int) -> bool:
        """Whether something of this chat waits or is in flight."""
        return chat_id in self._chats

    def add(self, row_id: int, chat_id: int, priority: int) -> None:
        """Let a row wait; row ids grow with age. A row that waits or is in flight already stays as it is."""
        if row_id in self._rows:
            return
        self._rows[row_id] = chat_id
        chat = self._chats.setdefault(chat_id, _Chat())
        leads = not chat.rows or row_id < chat.rows[0][0] or priority < chat.priority
        heapq.heappush(chat.rows, (row_id, priority))
        chat.waiting[priority] += 1
        if leads:
            self._line_up(chat_id, chat)

    def pop(self, now: float) -> int | None:
        """The row that may leave now, or None. It counts as sent; call `done` when it has left or failed."""
        if self._pacer.bot_ready_at > now:
            return None
        self._wake_the_rested(now)
        while self._ready:
            _, row_id, ticket, chat_id = heapq.heappop(self._ready)
            chat = self._chats.get(chat_id)
            if chat is None or chat.ticket != ticket:
                continue
            if (ready_at := self._pacer.chat_ready_at(chat_id)) > now:
                heapq.heappush(self._resting, (ready_at, ticket, chat_id))
                continue
            return self._send_off(row_id, chat_id, chat)
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until `pop` is worth asking again; None when only `add` or `done` can change the answer."""
        self._wake_the_rested(now)
        while self._ready and not self._speaks(self._ready[0][3], self._ready[0][2]):
            heapq.heappop(self._ready)
        if self._ready:
            return max(0.0, self._pacer.bot_ready_at - now)
        if self._resting:
            return max(0.0, self._resting[0][0] - now, self._pacer.bot_ready_at - now)
        return None

    def reserve(self, chat_id: int, now: float) -> bool:
        """A row that is being written now may leave at once: its chat is free, and both limits allow it. It counts as
        sent; tell its number with `leaves`, or call `done` when it was not written after all."""
        if chat_id in self._chats or self._pacer.ready_at(chat_id) > now:
            return False
        self._rows[_RESERVED - chat_id] = chat_id
        self._chats[chat_id] = _Chat(in_flight=_RESERVED - chat_id)
        self._pacer.take(chat_id)
        return True

    def leaves(self, row_id: int, chat_id: int) -> None:
        """The row for which the chat was reserved."""
        chat = self._chats[chat_id]
        assert chat.in_flight is not None
        del self._rows[chat.in_flight]
        chat.in_flight = row_id
        self._rows[row_id] = chat_id

    def done(self, chat_id: int) -> None:
        """The chat's row in flight has left, or will be added again; the next one may go."""
        chat = self._chats[chat_id]
        if chat.in_flight is not None:
            del self._rows[chat.in_flight]
            chat.in_flight = None
        if chat.rows:
            self._line_up(chat_id, chat)
        else:
            del self._chats[chat_id]

    def _send_off(self, row_id: int, chat_id: int, chat: _Chat) -> int:
        _, priority = heapq.heappop(chat.rows)
        chat.waiting[priority] -= 1
        if not chat.waiting[priority]:
            del chat.waiting[priority]
        chat.in_flight = row_id
        chat.ticket = 0
        self._pacer.take(chat_id)
        return row_id

    def _line_up(self, chat_id: int, chat: _Chat) -> None:
        """Give the chat a place in the line; its earlier place is void."""
        if chat.in_flight is not None:
            return
        self._tickets += 1
        chat.ticket = self._tickets
        heapq.heappush(self._ready, (chat.priority, chat.rows[0][0], chat.ticket, chat_id))

    def _wake_the_rested(self, now: float) -> None:
        """Move chats whose own pause is over into the line; a pause may have grown while they rested."""
        while self._resting:
            ready_at, ticket, chat_id = self._resting[0]
            if not self._speaks(chat_id, ticket):
                heapq.heappop(self._resting)
            elif ready_at > now:
                return
            elif (later := self._pacer.chat_ready_at(chat_id)) > now:
                heapq.heapreplace(self._resting, (later, ticket, chat_id))
            else:
                heapq.heappop(self._resting)
                chat = self._chats[chat_id]
                heapq.heappush(self._ready, (chat.priority, chat.rows[0][0], ticket, chat_id))

    def _speaks(self, chat_id: int, ticket: int) -> bool:
        chat = self._chats.get(chat_id)
        return chat is not None and chat.ticket == ticket
