"""A bad day on the wire: repeated updates, broken connections, errors that are nobody's fault.

Everything is drawn from one seeded generator, so that a failing run can be told again.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.demo.botapi.refusals import Refused, too_many_requests
from bot.demo.botapi.waiting import Waiting

_REMEMBERED = 200  # acknowledged updates that may come a second time


@dataclass
class Chaos:
    """How often what goes wrong, each as a share of all calls (or of all updates)."""

    seed: int = 0
    repeat_updates: float = 0.05
    reset_before: float = 0.02
    reset_after: float = 0.02
    flood: float = 0.01
    server_errors: float = 0.02
    counted: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._acknowledged: deque[Waiting] = deque(maxlen=_REMEMBERED)

    def breaks_before(self) -> bool:
        """Whether the connection breaks before the call took effect."""
        return self._happens("reset_before", self.reset_before)

    def breaks_after(self) -> bool:
        """Whether the connection breaks after the call took effect: the caller never hears of it."""
        return self._happens("reset_after", self.reset_after)

    def loses_answer(self) -> bool:
        """Whether a webhook's "taken" gets lost, so that the update comes again."""
        return self._happens("repeat_updates", self.repeat_updates)

    def check(self) -> None:
        """Raises Refused with 429, 500 or 502, before the call took effect."""
        if self._happens("flood", self.flood):
            raise too_many_requests(1)
        if self._happens("server_errors", self.server_errors):
            if self._random.random() < 0.5:
                raise Refused(500, "Internal Server Error")
            raise Refused(502, "Bad Gateway")

    def acknowledged(self, updates: Sequence[Waiting]) -> None:
        """What may come again although the bot has acknowledged it."""
        self._acknowledged.extend(updates)

    def spoil(self, batch: list[Waiting]) -> list[Waiting]:
        """The batch with repetitions, of its own updates and of acknowledged ones.

        The newest update stays last: python-telegram-bot acknowledges by the last one of a batch.
        """
        if not batch:
            return batch
        spoiled: list[Waiting] = []
        for update in batch:
            if self._acknowledged and self._happens("repeat_updates", self.repeat_updates):
                spoiled.append(self._random.choice(self._acknowledged))
            spoiled.append(update)
            if self._happens("repeat_updates", self.repeat_updates):
                spoiled.append(update)
        return spoiled

    def _happens(self, what: str, share: float) -> bool:
        happens = share > 0 and self._random.random() < share
        if happens:
            self.counted[what] = self.counted.get(what, 0) + 1
        return happens
