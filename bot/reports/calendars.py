"""Plans as a file for the calendar of a phone (.ics, RFC 5545): one activity or a whole plan.

Times are local with their zone, and the zone is described in the file, so that a calendar far away shows the right
hour on both sides of a clock change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LINE = 75  # octets, without the line's end
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class CalendarItem:
    """`uid` stays the same through all changes, `sequence` grows with them. Without `start` it is the whole day."""

    uid: str
    sequence: int
    day: date
    start: time | None
    minutes: int
    zone: str
    title: str
    place: str | None = None
    note: str | None = None
    is_cancelled: bool = False


def of(items: Iterable[CalendarItem], *, now: datetime, name: str | None = None) -> bytes:
    """All of them in one file; `name` is what the calendar is called."""
    everything = list(items)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Blakus//Blakus//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        *([f"X-WR-CALNAME:{_escaped(name)}"] if name else []),
    ]
    for zone in sorted({one.zone for one in everything if one.start is not None}):
        lines += _zone(zone, [one.day for one in everything if one.zone == zone])
    for one in everything:
        lines += _event(one, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(one: CalendarItem, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(one.uid)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{one.sequence}"
    if one.start is None:
        yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.day + _DAY:%Y%m%d}"
    else:
        yield f"DTSTART;TZID={one.zone}:{_local(datetime.combine(one.day, one.start))}"
        yield f"DURATION:PT{one.minutes}M"  # real minutes, also over a change of the clocks
    yield f"SUMMARY:{_escaped(one.title)}"
    if one.place:
        yield f"LOCATION:{_escaped(one.place)}"
    if one.note:
        yield f"DESCRIPTION:{_escaped(one.note)}"
    yield f"STATUS:{'CANCELLED' if one.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = "\n".join(text.splitlines())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """In lines of at most 75 octets, no letter cut in two; every line but the first begins with a space."""
    part, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE:
            yield part
            part, octets = " ", 1
        part += letter
        octets += size
    yield part


# --- the zone ---


def _zone(name: str, days: Sequence[date]) -> Iterator[str]:
    """What the zone's clocks do around these days, change by change: nothing is guessed from a rule."""
    zone = ZoneInfo(name)
    first = datetime(min(days).year - 1, 1, 1, tzinfo=UTC)
    last = datetime(max(days).year + 2, 1, 1, tzinfo=UTC)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    before = _offset(first, zone)
    yield from _observance(first, before, before, zone)
    for change in _changes(first, last, zone):
        after = _offset(change, zone)
        yield from _observance(change, before, after, zone)
        before = after
    yield "END:VTIMEZONE"


def _observance(moment: datetime, before: timedelta, after: timedelta, zone: ZoneInfo) -> Iterator[str]:
    """From this moment on; its DTSTART is what the clock showed before it was turned."""
    local = moment.astimezone(zone)
    kind = "DAYLIGHT" if local.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{_local(moment.replace(tzinfo=None) + before)}"
    yield f"TZOFFSETFROM:{_signed(before)}"
    yield f"TZOFFSETTO:{_signed(after)}"
    yield f"TZNAME:{local.tzname()}"
    yield f"END:{kind}"


def _changes(first: datetime, last: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments at which the offset changes, found by halving the days in which it does."""
    day = first
    while day < last:
        if _offset(day, zone) != _offset(day + _DAY, zone):
            low, high = day, day + _DAY
            while high - low > _MINUTE:
                middle = low + (high - low) // _MINUTE // 2 * _MINUTE
                low, high = (middle, high) if _offset(middle, zone) == _offset(day, zone) else (low, middle)
            yield high
        day += _DAY


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _signed(offset: timedelta) -> str:
    minutes = round(offset / _MINUTE)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _local(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"
