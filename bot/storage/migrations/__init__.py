"""The database's shape, step by step: a file a step, taken in order, never changed once deployed.

Alembic walks the steps on our own connection, in one transaction under a lock, so a start that dies half-way
leaves nothing behind and two starts at once take turns.
"""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import models

_LOCK = 0x626C616B  # "blak": any number will do, as long as it stays the same


class FromTheFuture(Exception):
    """The database was brought to a step that this Blakus does not have."""


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to the newest step. Raises FromTheFuture."""
    async with engine.begin() as connection:
        await walk(connection)


async def walk(connection: AsyncConnection, step: str = "head") -> None:
    """Bring the database to a step, in the transaction that is open. Raises FromTheFuture."""
    if connection.dialect.name == "postgresql":  # on SQLite, BEGIN IMMEDIATE took the lock already
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    await connection.run_sync(_walk, step)


async def step_of(engine: AsyncEngine) -> str | None:
    """The step the database is at; None for an empty one."""
    async with engine.connect() as connection:
        return await connection.run_sync(step_on)


def step_on(connection: Connection) -> str | None:
    """The same, on a connection that is open."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The last step this Blakus has."""
    return str(_scripts().get_current_head())


def knows(step: str) -> bool:
    """Whether this Blakus has a step of this name."""
    return step in {script.revision for script in _scripts().walk_revisions()}


def differences(connection: Connection) -> list[object]:
    """What the models say and the database has not, or the other way round; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[object] = compare_metadata(context, models.Base.metadata)
    return found


def config() -> Config:
    """Alembic's configuration without any file: `pyproject.toml` and `alembic.ini` are not read."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def _walk(connection: Connection, step: str) -> None:
    at = step_on(connection)
    for named in (at, step):
        if named not in (None, "head") and not knows(named):
            raise FromTheFuture(named)
    if at == newest():
        return
    settings = config()
    settings.attributes["connection"] = connection
    command.upgrade(settings, step)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())
