"""Hours in which nobody is woken: local wall time, right on the two nights when the clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MINUTE = timedelta(minutes=1)
_WINDOW = timedelta(days=3)


@dataclass(frozen=True)
class QuietHours:
    """From `start` until before `end` by the wall clock; 21:00-09:00 crosses midnight. Equal: never quiet."""

    start: time
    end: time

    def covers(self, local: datetime) -> bool:
        now = local.time()
        if self.start <= self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def next_open(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first aware UTC moment at or after `moment` outside the quiet hours."""
        found = self._first(moment, zone, quiet=False)
        return moment.astimezone(UTC) if found is None else found

    def next_quiet(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When quiet hours next hold: `moment` itself inside them; None where they never do."""
        return self._first(moment, zone, quiet=True)

    def _first(self, moment: datetime, zone: ZoneInfo, *, quiet: bool) -> datetime | None:
        """Quiet hours begin and end where the wall clock passes a time, or where it is turned past one."""
        day = moment.astimezone(zone).date()
        turning = self.start if quiet else self.end
        candidates = [moment.astimezone(UTC), *_passes(turning, day, zone), *_clock_changes(moment, zone)]
        return min(
            (one for one in candidates if one >= moment and self.covers(one.astimezone(zone)) is quiet),
            default=None,
        )


def budget_day(moment: datetime, zone: ZoneInfo) -> date:
    """The local day whose budget of unprompted messages a message at `moment` spends."""
    return moment.astimezone(zone).date()


def _passes(wall: time, day: date, zone: ZoneInfo) -> list[datetime]:
    """When the wall clock shows `wall` on `day` and on the two next ones: twice in a long night."""
    return [
        datetime.combine(day + timedelta(days=n), wall.replace(fold=fold), tzinfo=zone).astimezone(UTC)
        for n in range(3)
        for fold in (0, 1)
    ]


def _clock_changes(moment: datetime, zone: ZoneInfo) -> list[datetime]:
    """The change of clocks within the next days, if any, found by halving."""
    low = moment.astimezone(UTC).replace(second=0, microsecond=0)
    high = low + _WINDOW
    before = low.astimezone(zone).utcoffset()
    if high.astimezone(zone).utcoffset() == before:
        return []
    while high - low > _MINUTE:
        middle = low + (high - low) // _MINUTE // 2 * _MINUTE
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return [high]
