"""For whom a notice is asked again before it leaves."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.rules.people import Role


@dataclass(frozen=True)
class At:
    """Who will read, and when."""

    reader_id: int
    roles: frozenset[tuple[Role, int]]
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def coordinates(self, municipality_id: int) -> bool:
        return (Role.COORDINATOR, municipality_id) in self.roles
