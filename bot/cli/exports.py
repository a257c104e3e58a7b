"""`blakus export`: the books as tables."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from bot import reports, storage
from bot.cli import desk, finding
from bot.cli.desk import Desk
from bot.cli.front import Trouble
from bot.rules.periods import Period
from bot.storage import Database


class Format(StrEnum):
    CSV = "csv"


Write = Callable[[Database, TextIO, Desk, int | None], Awaitable[int]]
Place = Annotated[str, typer.Option(help="This municipality alone.")]
Out = Annotated[Path | None, typer.Option(help="A file; without it, standard output.")]
Like = Annotated[Format, typer.Option("--format", help="csv.")]

export = typer.Typer(help="Tables of what is stored, as CSV in UTF-8.", no_args_is_help=True)


@export.command()
def sessions(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first session date.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last session date.")],
    municipality: Place = "",
    out: Out = None,
    like: Like = Format.CSV,  # noqa: ARG001 (the one there is)
) -> None:
    """One row per session and young person, chosen by session date."""
    if last < first:
        raise Trouble(f"{last:%Y-%m-%d} lies before {first:%Y-%m-%d}: give the earlier day with --from.")

    async def write(db: Database, file: TextIO, at: Desk, place: int | None) -> int:
        return await reports.exports.sessions(
            db, file, first=first.date(), last=last.date(), zone=at.settings.time_zone, municipality_id=place
        )

    asyncio.run(_export(f"sessions={first:%Y-%m-%d}..{last:%Y-%m-%d}", write, municipality, out))


@export.command()
def hours(
    month: Annotated[str, typer.Option(help="Such as 2026-11.")],
    municipality: Place = "",
    out: Out = None,
    like: Like = Format.CSV,  # noqa: ARG001 (the one there is)
) -> None:
    """One row per young person with the month's target, hours done and hours missing, in minutes."""
    try:
        period = Period.parse(month)
    except ValueError:
        raise Trouble(f"“{month}” is no month: write it like 2026-11.") from None

    async def write(db: Database, file: TextIO, at: Desk, place: int | None) -> int:
        today = at.now.astimezone(at.settings.time_zone).date()
        return await reports.exports.hours(db, file, period=period, today=today, municipality_id=place)

    asyncio.run(_export(f"hours={period.key}", write, municipality, out))


async def _export(what: str, write: Write, municipality: str, out: Path | None) -> None:
    async with desk.opened() as at:
        async with at.reading() as db:
            place = (await finding.municipality(db, municipality)).id if municipality else None
        async with at.writing.begin() as db:  # first, because whoever reads a part has seen it too
            await storage.audit.note(db, at=at.now, actor_id=None, action="data.exported", person_id=None, subject=what)
        async with at.reading() as db:
            with _file(out) as file:
                count = await write(db, file, at, place)
    typer.echo(f"{count} rows.", err=True)


@contextlib.contextmanager
def _file(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name when it is whole."""
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # it is a text stream
        yield sys.stdout
        sys.stdout.flush()
        return
    unfinished = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # it holds people's names
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise Trouble(f"{path} cannot be written ({error.strerror}): choose another place with --out.") from None


GROUPS = {"export": export}
