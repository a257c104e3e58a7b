"""`blakus seed`: made-up people in any number, for trying things out and for benchmarks."""

import asyncio
import csv
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from bot.cli import desk
from bot.cli.front import Trouble
from bot.demo import seed as seeding


def seed(
    youth: Annotated[int, typer.Option(min=1, help="Young people.")] = 1000,
    mentors: Annotated[int, typer.Option(min=1, help="Mentors.")] = 200,
    months: Annotated[int, typer.Option(min=1, max=120, help="Months of work, this one included.")] = 6,
    random_seed: Annotated[int, typer.Option(help="Another number, other people.")] = 1,
) -> None:
    """Fill an empty database with made-up people; prints them as CSV: role,telegram_id,name,language."""
    asyncio.run(_seed(youth, mentors, months, random_seed))


async def _seed(youth: int, mentors: int, months: int, random_seed: int) -> None:
    async with desk.opened() as at:
        try:
            people = await seeding.seed(
                at.engine,
                youth=youth,
                mentors=mentors,
                months=months,
                now=at.now,
                zone=at.settings.time_zone,
                random_seed=random_seed,
            )
        except seeding.NotEmpty:
            raise Trouble(
                f"There are people in {desk.where(at.settings)} already, and made-up ones must never mix with them: "
                "give BLAKUS_DATABASE_URL an empty database."
            ) from None
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("role", "telegram_id", "name", "language"))
    table.writerows((one.role, one.telegram_id, one.name, one.language) for one in people)


COMMANDS: list[Callable[..., None]] = [seed]
