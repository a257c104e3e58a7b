"""`blakus backup` and `blakus restore`."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import desk, front
from bot.cli.front import Trouble
from bot.storage import backups, locks, migrations, sealing
from bot.toolbox import database


def backup(
    file: Annotated[Path, typer.Argument(help="Where to; a file that is there stays as it is.")],
) -> None:
    """Write all that is stored to a file, while Blakus goes on running. What is encrypted stays so."""
    if file.exists():
        raise Trouble(f"{file} is there already and stays as it is: choose another name.")
    counts = asyncio.run(_backup(file))
    print(f"{file}: {sum(counts.values())} rows, {counts['person']} people, {file.stat().st_size} bytes.")
    print("It opens only with BLAKUS_ENCRYPTION_KEYS, which are not in it: keep them in a place of their own.")


async def _backup(file: Path) -> dict[str, int]:
    async with desk.opened() as at:
        try:
            return await backups.write(at.engine, file, now=at.now)
        except OSError as error:
            raise Trouble(f"{file} cannot be written ({error.strerror}): choose another place.") from None


def restore(file: Annotated[Path, typer.Argument(help="A file that `blakus backup` wrote.")]) -> None:
    """Fill an empty database with a backup, of SQLite or PostgreSQL alike."""
    if not file.is_file():
        raise Trouble(f"There is no file {file}: give one that `blakus backup` wrote.")
    asyncio.run(_restore(file))


async def _restore(file: Path) -> None:
    """The empty database is not brought up first: an older backup wants the tables of its own day."""
    found = front.read_settings("encryption_keys")
    sealing.use_keys(found.encryption_keys)
    engine = database.make_engine(found.database_url)
    try:
        with desk.reached(found):
            async with locks.alone(found.database_url):
                counts = await backups.restore(engine, file)
    except locks.HeldElsewhere:
        raise Trouble("Blakus runs on this database: stop it, and restore into an empty one.") from None
    except backups.NotEmpty as full:
        raise Trouble(
            f"The database at {desk.where(found)} is not empty (table {full.table}): restore into a new one."
        ) from None
    except backups.NoBackup:
        raise Trouble(f"{file} is no whole backup of Blakus: nothing was restored, take another copy.") from None
    except sealing.SealBroken:
        raise Trouble(
            f"{file} was made with other keys: set BLAKUS_ENCRYPTION_KEYS to those of that installation."
        ) from None
    except migrations.FromTheFuture as newer:
        raise Trouble(f"{file} was made by a newer Blakus (step {newer}): install that one.") from None
    finally:
        await engine.dispose()
    print(f"Restored: {sum(counts.values())} rows, {counts['person']} people.")


COMMANDS: list[Callable[..., None]] = [backup, restore]
