"""Counting for benchmarks: how many answers, and how long from an update to the answer in its chat."""

from __future__ import annotations

import time
from array import array
from collections import deque
from typing import Any


class Stats:
    """Off until `reset`; then every update waits for the next thing the bot sends to its chat."""

    def __init__(self) -> None:
        self.measuring = False
        self._first_at: float | None = None
        self._took = array("d")
        self._forget()

    def reset(self) -> None:
        """Begin anew."""
        self.measuring = True
        self._forget()

    def available(self, chat_id: int) -> None:
        """An update of this chat can be fetched from now on."""
        if self.measuring:
            self._updates += 1
            self._waiting.setdefault(chat_id, deque()).append(time.monotonic())

    def sent(self, chat_id: int) -> float | None:
        """The bot sent or edited something in this chat; the seconds since the update it answers."""
        if not self.measuring:
            return None
        now = time.monotonic()
        self._sent += 1
        self._last_at = now
        if self._first_at is None:
            self._first_at = now
        waiting = self._waiting.get(chat_id)
        if not waiting:
            return None
        took = now - waiting.popleft()
        if not waiting:
            del self._waiting[chat_id]
        self._took.append(took)
        return took

    def as_json(self) -> dict[str, Any]:
        """Counts, moments (monotonic seconds) and percentiles in milliseconds."""
        ordered = sorted(self._took)
        seconds = self._last_at - self._first_at if self._first_at is not None else 0.0
        return {
            "updates": self._updates,
            "sent": self._sent,
            "answered": len(ordered),
            "unanswered": sum(len(waiting) for waiting in self._waiting.values()),
            "first_at": self._first_at,
            "last_at": self._last_at,
            "seconds": seconds,
            "per_second": (self._sent - 1) / seconds if seconds > 0 else None,
            "p50_ms": _percentile(ordered, 0.50),
            "p95_ms": _percentile(ordered, 0.95),
            "p99_ms": _percentile(ordered, 0.99),
            "max_ms": ordered[-1] * 1000 if ordered else None,
        }

    def _forget(self) -> None:
        self._updates = 0
        self._sent = 0
        self._first_at = None
        self._last_at = 0.0
        self._took = array("d")
        self._waiting: dict[int, deque[float]] = {}


def _percentile(ordered: list[float], share: float) -> float | None:
    if not ordered:
        return None
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000
