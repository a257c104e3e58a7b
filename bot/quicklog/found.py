"""Everything a line says that bears on a session, before it is weighed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.quicklog import days
from bot.quicklog.clocks import DAY
from bot.quicklog.days import Day
from bot.quicklog.doubts import Doubt
from bot.quicklog.durations import Length
from bot.quicklog.names import Mention, Roster
from bot.quicklog.words import Cue, Line


@dataclass(frozen=True, slots=True)
class Found:
    """`ignored` are the tokens that tell of other things: plans, balances, what was talked about."""

    line: Line
    today: date
    roster: Roster
    people: dict[int, str]
    lengths: list[Length]
    days: list[Day]
    mentions: list[Mention]
    kinds: list[Cue]
    absence: Cue | None
    ignored: set[int]
    doubts: list[Doubt]

    @property
    def spans(self) -> list[Length]:
        return [hit for hit in self.lengths if not hit.is_clock]

    def is_ahead(self, said_at: datetime, start: int, minutes: int = 0) -> bool:
        """Whether a session that began at this minute of the day would still be going on."""
        day = days.agree(self.days, self.today)
        return day is not None and minutes < DAY and ends_late(said_at, day, start, minutes)


def ends_late(said_at: datetime, day: date, start: int | None, minutes: int) -> bool:
    """Whether the session would still be going on; without a start it began at midnight at the earliest."""
    begun = datetime.combine(day, time()) + timedelta(minutes=start or 0)
    return begun + timedelta(minutes=minutes) > said_at
