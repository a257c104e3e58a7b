"""Tables as CSV, for the books and for spreadsheets: UTF-8, a header, a row at a time however many there are."""

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from bot import services, storage
from bot.rules.periods import Period
from bot.storage import Database
from bot.storage.models import Municipality
from bot.storage.pairs import Beside

SESSIONS = (
    "session_id", "date", "start", "minutes", "mentor", "youth", "kind", "attended", "note", "logged_at",
    "voided_at", "replaces_id",
)  # fmt: skip
HOURS = ("month", "municipality", "youth", "mentors", "target_minutes", "done_minutes", "shortfall_minutes")

# A spreadsheet runs a cell that begins with one of these signs; the wide ones are what some keyboards write. In Latvia
# it parts cells at semicolons, whatever stands around them, and a quotation mark behind one would swallow the rest.
_RUNS = re.compile(r"(?:^|;)\s*(?=[=+\-@＝＋－＠])|;(?=\")")
_AT_ONCE = 500


async def sessions(
    db: Database, out: TextIO, *, first: date, last: date, zone: ZoneInfo, municipality_id: int | None = None
) -> int:
    """One row per session and young person, by session date, void ones too; how many rows."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(SESSIONS)
    count = 0
    async for row in storage.sessions.exported(db, first=first, last=last, municipality_id=municipality_id):
        count += 1
        table.writerow((
            row.session_id,
            row.day.isoformat(),
            "" if row.start is None else f"{row.start:%H:%M}",
            row.minutes,
            harmless(row.mentor),
            harmless(row.youth),
            row.kind,
            "yes" if row.attended else "no",
            harmless(row.note or ""),
            _moment(row.logged_at, zone),
            _moment(row.voided_at, zone),
            row.replaces_id,
        ))  # fmt: skip
    return count


async def hours(db: Database, out: TextIO, *, period: Period, today: date, municipality_id: int | None = None) -> int:
    """One row per young person of the month, by municipality and name; how many rows."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HOURS)
    count = 0
    for place in await storage.municipalities.all_of_them(db):
        if municipality_id in (None, place.id):
            beside = await storage.pairs.in_municipality(db, place.id, first=period.first, last=period.last)
            for start in range(0, len(beside), _AT_ONCE):
                rows = await _hours_of(db, beside[start : start + _AT_ONCE], place, period, today)
                table.writerows(rows)
                count += len(rows)
    return count


async def _hours_of(
    db: Database, beside: Sequence[Beside], place: Municipality, period: Period, today: date
) -> list[tuple[Any, ...]]:
    ids = [one.participation_id for one in beside]
    mentors = await storage.pairs.mentors_between(db, ids, first=period.first, last=period.last)
    return [
        (
            period.key,
            harmless(place.name),
            harmless(month.beside.name),
            harmless("; ".join(mentors[month.beside.participation_id])),
            _minutes(month.standing.target),
            _minutes(month.standing.done),
            _minutes(month.standing.missing),
        )
        for month in await services.months.of(db, beside, period=period, today=today)
    ]


def harmless(text: str) -> str:
    """Words of people in one line, that no spreadsheet takes for a formula: an apostrophe before a sign that it would
    run says that it is text."""
    line = " ".join(text.replace("\t", " ").splitlines())
    return _RUNS.sub(r"\g<0>'", line)


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    return "" if moment is None else moment.astimezone(zone).isoformat(timespec="seconds")


def _minutes(delta: timedelta) -> int:
    return delta // timedelta(minutes=1)
