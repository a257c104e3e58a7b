"""When nobody is disturbed: hours by the wall clock, right on the two nights when the clocks change, and whole days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules import periods
from bot.rules.errors import NoDayLeft

MOST_DAYS_OFF = 6  # of a week: who wants nothing at all takes a pause, which ends
NO_LIMIT = 0
MOST_A_DAY = (1, 2, 3)
# Somebody waits for it: asked for a person, for a stand-in, or for an answer about their own pause. It waits for the
# end of quiet hours, but for no day off, no pause and no budget.
AWAITED = frozenset(
    {
        *("asked_to_call", "look_in", "wants_to_talk", "call_waits", "call_taken"),
        *("pause_answered", "stand_in_wanted", "stand_in_given"),
    }
)
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WINDOW = timedelta(days=3)
_A_YEAR = 366


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        return list(cls)[day.weekday()]

    @property
    def number(self) -> int:
        """0 is Monday."""
        return list(Weekday).index(self)


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


@dataclass(frozen=True)
class DaysOff:
    """Local days on which nothing comes: weekdays, the public holidays of Latvia, and single days."""

    weekdays: frozenset[Weekday] = frozenset()
    holidays: bool = False
    dates: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Raises NoDayLeft: nothing would ever come."""
        if len(self.weekdays) > MOST_DAYS_OFF:
            raise NoDayLeft

    def cover(self, day: date) -> bool:
        return (
            day in self.dates or Weekday.of(day) in self.weekdays or (self.holidays and periods.is_public_holiday(day))
        )


@dataclass(frozen=True)
class Rest:
    """Quiet hours and days off together."""

    hours: QuietHours
    days_off: DaysOff

    def covers(self, local: datetime) -> bool:
        return self.days_off.cover(local.date()) or self.hours.covers(local)

    def next_open(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first aware UTC moment at or after `moment` in no quiet hours and on no day off."""
        found = self.hours.next_open(moment, zone)
        for _ in range(_A_YEAR):
            day = found.astimezone(zone).date()
            if not self.days_off.cover(day):
                break
            found = self.hours.next_open(midnight(day + _DAY, zone), zone)
        return found

    def next_quiet(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """When rest next holds: `moment` itself inside it; None where that is not within a year."""
        local = moment.astimezone(zone)
        if self.covers(local):
            return moment.astimezone(UTC)
        evening = self.hours.next_quiet(moment, zone)
        for n in range(1, _A_YEAR):
            day = local.date() + n * _DAY
            begins = midnight(day, zone)
            if evening is not None and evening <= begins:
                return evening
            if self.days_off.cover(day):
                return begins
        return evening


@dataclass(frozen=True)
class Quiet:
    """`most_a_day` messages that nobody asked for on one local day, None without a limit; `is_own`: any of it is their
    own choice; `may_be_unlimited`: staff only, young people stay within a few a day."""

    hours: QuietHours
    days_off: DaysOff
    most_a_day: int | None
    is_own: bool
    may_be_unlimited: bool

    @property
    def rest(self) -> Rest:
        return Rest(self.hours, self.days_off)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The aware UTC moment at which a local day begins."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


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
