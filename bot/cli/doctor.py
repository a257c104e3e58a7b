"""`blakus doctor`: looks at everything that Blakus needs, and says what to do about what is missing."""

import asyncio
import contextlib
import email.utils
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import rules, services
from bot.cli import desk, front, links
from bot.cli.front import Trouble
from bot.settings import Settings, SettingsProblem
from bot.storage import locks, migrations, models, sealing
from bot.storage.models.base import Sealed, SealedBytes, SealedJson
from bot.toolbox import database
from bot.toolbox.clock import Clock

ROOM = 1 << 30  # bytes; below that a backup or a busy week may fill the disk
CLOCK_MAY_BE_OFF = timedelta(seconds=30)


def doctor() -> None:
    """Check settings, keys, database, disk, clock and Telegram; the exit code is 0 when all is well."""
    asyncio.run(_doctor())


async def _doctor() -> None:
    try:
        found = front.read_settings("bot_token", "encryption_keys")
    except SettingsProblem as problem:
        print(f"✗ settings   {problem}")
        raise Trouble("The settings come first: mend that, and ask again.") from None
    print(f"✓ settings   {desk.where(found)}, {found.time_zone.key}, {'webhook' if found.webhook_url else 'polling'}")
    results = [await _asked(name, check, found) for name, check in CHECKS]
    if not all(results):
        failed = results.count(False)
        raise Trouble(f"{failed} of {len(CHECKS) + 1} checks failed: each line marked ✗ says what to do.")


async def _asked(name: str, check: "Check", found: Settings) -> bool:
    try:
        answer = check(found)
        print(f"✓ {name:<10} {answer if isinstance(answer, str) else await answer}")
    except Trouble as trouble:
        print(f"✗ {name:<10} {trouble}")
        return False
    return True


def _file(_: Settings) -> str:
    """Others on this machine could read the keys."""
    if not front.ENV_FILE.exists():
        return "no .env here: the settings come from the environment"
    if front.ENV_FILE.stat().st_mode & 0o077:
        raise Trouble(".env can be read by others on this machine: run `chmod 600 .env`.")
    return ".env is readable by its owner alone"


def _disk(found: Settings) -> str:
    address = make_url(found.database_url)
    if address.get_backend_name() == "postgresql":
        return "the server's own"
    folder = Path(address.database or ".").absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not os.access(folder, os.W_OK):
        raise Trouble(f"{folder} cannot be written: give this user the right to.")
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise Trouble(f"{free >> 20} MB are left in {folder}: make room, at least {ROOM >> 20} MB.")
    return f"{free >> 30} GB are left in {folder}"


async def _database(found: Settings) -> str:
    async with _engine(found) as engine:
        step = await migrations.step_of(engine)
    if step is None:
        return "reached; empty, the first start makes its tables"
    if not migrations.knows(step):
        raise Trouble(f"Brought to step {step} by a newer Blakus: install that one.")
    if step != migrations.newest():
        return f"reached; at step {step}, the next start brings it to {migrations.newest()}"
    return f"reached; at step {step}, the newest"


async def _keys(found: Settings) -> str:
    """The newest encrypted field of each table opens."""
    sealing.use_keys(found.encryption_keys)
    opened = 0
    async with _engine(found) as engine, database.reading(engine).connect() as connection:
        if await connection.run_sync(migrations.step_on) != migrations.newest():
            return "not tried: the database is not at the newest step"
        for table in models.Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, (Sealed, SealedBytes, SealedJson)):
                    newest = select(column).where(column.is_not(None)).order_by(table.c.id.desc()).limit(1)
                    try:
                        opened += (await connection.execute(newest)).first() is not None
                    except sealing.SealBroken:
                        raise Trouble(
                            f"They do not open {table.name}: put the keys of this database into "
                            "BLAKUS_ENCRYPTION_KEYS, all of them, the newest first."
                        ) from None
    return f"open all {opened} kinds of encrypted fields that are stored" if opened else "nothing is stored yet"


@contextlib.asynccontextmanager
async def _engine(found: Settings) -> AsyncIterator[AsyncEngine]:
    engine = database.make_engine(found.database_url)
    try:
        with desk.reached(found):
            yield engine
    finally:
        await engine.dispose()


async def _running(found: Settings) -> str:
    try:
        with desk.reached(found):
            async with locks.alone(found.database_url):
                return "no Blakus runs on this database"
    except locks.HeldElsewhere as other:
        return f"Blakus runs on this database{f' as process {other.process}' if other.process else ''}"


def _helplines(_: Settings) -> str:
    """Nobody can check by machine that a number answers."""
    lines = rules.care.helplines()
    since = min(one.checked_on for one in lines)
    return (
        f"{', '.join(one.number for one in lines)}, compared with their sources on {since}: call them before a launch"
    )


async def _side_door(found: Settings) -> str:
    """Somebody must hear the young people whose only coordinator is their own mentor."""
    async with _engine(found) as engine:
        async with database.reading(engine).connect() as connection:
            if await connection.run_sync(migrations.step_on) != migrations.newest():
                return "not tried: the database is not at the newest step"
        async with database.session_maker(database.reading(engine))() as db:
            unheard = await services.listeners.unheard(db, today=Clock().now().astimezone(found.time_zone).date())
    if unheard:
        places = ", ".join(f"{name} ({count})" for name, count in unheard)
        raise Trouble(
            f"Young people whom nobody but their own mentor would hear: {places}. Name somebody with "
            "`blakus municipality stand-in`, or invite another coordinator."
        )
    return "every young person is heard by somebody who is not their mentor"


async def _telegram(found: Settings) -> str:
    return f"answers; the bot is @{await links.username_at_telegram(found)}"


async def _clock(found: Settings) -> str:
    """Telegram's own date tells whether this machine's clock is right."""

    def ask() -> str | None:
        try:
            with urllib.request.urlopen(found.bot_api_url, timeout=10) as answer:  # noqa: S310 (our own setting)
                return str(answer.headers["Date"])
        except urllib.error.HTTPError as answer:
            return answer.headers["Date"]

    try:
        said = await asyncio.to_thread(ask)
        there = email.utils.parsedate_to_datetime(said or "")
    except (OSError, ValueError):
        return f"{time.strftime('%Y-%m-%d %H:%M:%S')}; there was nothing to compare it with"
    off = abs(Clock().now() - there)
    if off > CLOCK_MAY_BE_OFF:
        raise Trouble(f"This machine's clock is {off.total_seconds():.0f} s off: turn on time synchronisation.")
    return f"agrees with {found.bot_api_url}"


Check = Callable[[Settings], str | Awaitable[str]]
CHECKS: list[tuple[str, Check]] = [
    ("file", _file),
    ("disk", _disk),
    ("database", _database),
    ("keys", _keys),
    ("running", _running),
    ("telegram", _telegram),
    ("clock", _clock),
    ("helplines", _helplines),
    ("side door", _side_door),
]
COMMANDS: list[Callable[..., None]] = [doctor]
