"""What time it is: the machine's clock, or one that the demo and the tests may turn forward."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's time, always aware and in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class TurnableClock(Clock):
    """A clock that starts where it is told, runs on, and may be turned forward, never back.

    It counts on the monotonic clock, so a correction of the machine's own time cannot turn it back either.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._set(super().now() if start is None else start.astimezone(UTC))

    def now(self) -> datetime:
        return self._turned_to + timedelta(seconds=time.monotonic() - self._turned_at)

    def turn_to(self, moment: datetime) -> None:
        """Go on from `moment`. Raises ValueError for a moment that has passed already."""
        if moment < self.now():
            raise ValueError(f"The clock shows {self.now():%Y-%m-%d %H:%M} and cannot be turned back.")
        self._set(moment.astimezone(UTC))

    def _set(self, moment: datetime) -> None:
        self._turned_to = moment
        self._turned_at = time.monotonic()
