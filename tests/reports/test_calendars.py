"""A calendar's file, read back: every line fits, every word survives, every hour is right on both sides of a change."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import reports
from bot.reports.calendars import CalendarItem

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
ITEM = CalendarItem("activity-1@blakus", 0, date(2026, 11, 25), time(14), 90, "Europe/Riga", "CV darbnīca")


@dataclass
class Part:
    """BEGIN … END, as RFC 5545 has it."""

    name: str
    values: dict[str, str] = field(default_factory=dict)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list["Part"]:
        return [one for one in self.parts if one.name == name]


def read(file: bytes) -> Part:
    """Strict: what it does not know it does not skip."""
    assert file.endswith(b"\r\n")
    raw = file.split(b"\r\n")[:-1]
    for octets in raw:
        assert len(octets) <= 75, octets
        octets.decode()  # no letter is cut in two
        assert b"\n" not in octets and b"\r" not in octets
    root = Part("")
    open_parts = [root]
    for line in _unfolded([octets.decode() for octets in raw]):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            made = Part(value)
            open_parts[-1].parts.append(made)
            open_parts.append(made)
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            assert name and name not in open_parts[-1].values, line
            open_parts[-1].values[name] = value
    assert open_parts == [root]
    [calendar] = root.parts
    return calendar


def _unfolded(lines: list[str]) -> Iterator[str]:
    whole = ""
    for line in lines:
        if line.startswith(" "):
            whole += line[1:]
        else:
            if whole:
                yield whole
            whole = line
    yield whole


def plain(text: str) -> str:
    """Escapes undone, one after another."""
    out, letters = "", iter(text)
    for letter in letters:
        if letter != "\\":
            assert letter not in ",;", "a bare separator"
            out += letter
        else:
            following = next(letters)
            out += {"n": "\n"}.get(following, following)
    return out


def test_one_activity() -> None:
    item = replace(
        ITEM, sequence=2, place="Ogres bibliotēka, 2. stāvs; zāle", note="Līdzi: pase\nun labs garastāvoklis"
    )
    file = reports.calendars.of([item], now=NOW)
    calendar = read(file)
    assert calendar.name == "VCALENDAR"
    assert calendar.values["METHOD"] == "PUBLISH"
    assert calendar.values["VERSION"] == "2.0"
    [event] = calendar.all("VEVENT")
    assert event.values["UID"] == "activity-1@blakus"
    assert event.values["SEQUENCE"] == "2"
    assert event.values["DTSTAMP"] == "20261118T100000Z"
    assert event.values["DTSTART;TZID=Europe/Riga"] == "20261125T140000"
    assert event.values["DURATION"] == "PT90M"
    assert event.values["STATUS"] == "CONFIRMED"
    assert plain(event.values["LOCATION"]) == item.place
    assert event.values["LOCATION"] == "Ogres bibliotēka\\, 2. stāvs\\; zāle"
    assert plain(event.values["DESCRIPTION"]) == item.note


def test_a_cancelled_one_and_a_whole_day() -> None:
    items = [replace(ITEM, is_cancelled=True), replace(ITEM, uid="item-2", start=None)]
    calendar = read(reports.calendars.of(items, now=NOW, name="Mans plāns"))
    assert calendar.values["X-WR-CALNAME"] == "Mans plāns"
    cancelled, whole_day = calendar.all("VEVENT")
    assert cancelled.values["STATUS"] == "CANCELLED"
    assert whole_day.values["DTSTART;VALUE=DATE"] == "20261125"
    assert whole_day.values["DTEND;VALUE=DATE"] == "20261126"
    assert len(calendar.all("VTIMEZONE")) == 1, "a zone is described once"
    assert read(reports.calendars.of([replace(ITEM, start=None)], now=NOW)).all("VTIMEZONE") == []
    assert read(reports.calendars.of([], now=NOW)).parts == []


def offset_in_file(zone: Part, local: datetime) -> timedelta:
    """As a calendar reckons it: the observance that began last, by the wall clock."""
    observances = [*zone.all("STANDARD"), *zone.all("DAYLIGHT")]
    began = [(datetime.fromisoformat(one.values["DTSTART"]), one) for one in observances]
    _, last = max(((at, one) for at, one in began if at <= local), key=lambda pair: pair[0])
    sign, text = last.values["TZOFFSETTO"][0], last.values["TZOFFSETTO"][1:]
    return (-1 if sign == "-" else 1) * timedelta(hours=int(text[:2]), minutes=int(text[2:]))


@pytest.mark.parametrize("name", ["Europe/Riga", "Europe/Kyiv", "America/New_York", "Asia/Kolkata", "UTC"])
@given(days=st.lists(st.dates(date(2015, 1, 1), date(2036, 1, 1)), min_size=1, max_size=4), start=st.times())
def test_every_hour_is_right_on_both_sides_of_a_change(name: str, days: list[date], start: time) -> None:
    zone = ZoneInfo(name)
    start = start.replace(second=0, microsecond=0, fold=0)
    items = [replace(ITEM, uid=str(n), day=day, start=start, zone=name) for n, day in enumerate(days)]
    calendar = read(reports.calendars.of(items, now=NOW))
    [described] = calendar.all("VTIMEZONE")
    assert described.values["TZID"] == name
    for event in calendar.all("VEVENT"):
        local = datetime.fromisoformat(event.values[f"DTSTART;TZID={name}"])
        aware = local.replace(tzinfo=zone)
        if aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
            continue  # an hour that is skipped: the rules have turned it into the hour after
        if aware.utcoffset() != aware.replace(fold=1).utcoffset():
            continue  # an hour that comes twice: RFC 5545 says the first, which a file cannot show otherwise
        assert offset_in_file(described, local) == aware.utcoffset()


def test_the_two_changes_of_a_year_in_riga() -> None:
    [zone] = read(reports.calendars.of([ITEM], now=NOW)).all("VTIMEZONE")
    of_2027 = {
        one.name: one.values
        for one in (*zone.all("STANDARD"), *zone.all("DAYLIGHT"))
        if one.values["DTSTART"].startswith("2027")
    }
    assert of_2027["DAYLIGHT"] == {
        "DTSTART": "20270328T030000", "TZOFFSETFROM": "+0200", "TZOFFSETTO": "+0300", "TZNAME": "EEST",
    }  # fmt: skip
    assert of_2027["STANDARD"] == {
        "DTSTART": "20271031T040000", "TZOFFSETFROM": "+0300", "TZOFFSETTO": "+0200", "TZNAME": "EET",
    }  # fmt: skip


words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=300)


@given(title=words, place=words, note=words)
def test_any_words_come_back_as_they_were(title: str, place: str, note: str) -> None:
    file = reports.calendars.of([replace(ITEM, title=title, place=place, note=note)], now=NOW)
    [event] = read(file).all("VEVENT")
    for key, text in (("SUMMARY", title), ("LOCATION", place), ("DESCRIPTION", note)):
        assert plain(event.values[key]) == "\n".join(text.splitlines())


@given(st.text(max_size=120))
def test_nothing_typed_breaks_out_of_its_line(title: str) -> None:
    title = title.encode("utf-8", "ignore").decode()
    [event] = read(reports.calendars.of([replace(ITEM, title=title or "x")], now=NOW)).all("VEVENT")
    assert set(event.values) == {
        "UID", "DTSTAMP", "SEQUENCE", "DTSTART;TZID=Europe/Riga", "DURATION", "SUMMARY", "STATUS",
    }  # fmt: skip
