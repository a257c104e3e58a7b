"""The operator's desk: the settings, the database and the time, laid out for one command."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime

import asyncpg
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.cli import front
from bot.cli.front import Trouble
from bot.settings import Settings
from bot.storage import migrations, sealing
from bot.toolbox import database
from bot.toolbox.clock import Clock


@dataclass(frozen=True)
class Desk:
    settings: Settings
    engine: AsyncEngine
    now: datetime

    @property
    def writing(self) -> async_sessionmaker[AsyncSession]:
        return database.session_maker(self.engine)

    @property
    def reading(self) -> async_sessionmaker[AsyncSession]:
        """For looking: takes no turn from a Blakus that runs."""
        return database.session_maker(database.reading(self.engine))


@contextlib.asynccontextmanager
async def opened(*needs: str) -> AsyncIterator[Desk]:
    """A desk with the database open and at this Blakus' step. Raises SettingsProblem, Trouble."""
    found = front.read_settings("encryption_keys", *needs)
    sealing.use_keys(found.encryption_keys)
    engine = database.make_engine(found.database_url)
    try:
        with reached(found):
            await _check_step(engine)
        yield Desk(found, engine, Clock().now())
    finally:
        await engine.dispose()


@contextlib.contextmanager
def reached(found: Settings) -> Iterator[None]:
    """A database that cannot be reached, in one sentence."""
    try:
        yield
    except (SQLAlchemyError, OSError, asyncpg.PostgresError) as error:
        raise Trouble(
            f"The database at {where(found)} cannot be used ({_first_line(error)}): "
            "check BLAKUS_DATABASE_URL, and that the server runs and lets this user in."
        ) from error


def where(found: Settings) -> str:
    """The database's address as an operator writes it, without its password."""
    address = make_url(found.database_url)
    return address.set(drivername=address.get_backend_name()).render_as_string(hide_password=True)


async def bring_up(engine: AsyncEngine) -> None:
    """Migrate, under a lock. Raises Trouble."""
    try:
        await migrations.upgrade(engine)
    except migrations.FromTheFuture as newer:
        raise _too_new(newer) from None


async def _check_step(engine: AsyncEngine) -> None:
    """An empty database is made ready; one with people in it is brought up by `run` alone, not by a look at it."""
    step = await migrations.step_of(engine)
    if step is None:
        await bring_up(engine)
    elif not migrations.knows(step):
        raise _too_new(migrations.FromTheFuture(step))
    elif step != migrations.newest():
        raise Trouble(
            f"The database is at step {step} and this Blakus needs {migrations.newest()}: make a backup with the "
            "Blakus that runs now, stop it, and start this one, which brings the database up."
        )


def _too_new(newer: migrations.FromTheFuture) -> Trouble:
    return Trouble(
        f"The database was brought to step {newer} by a newer Blakus: install that one, or restore an older backup."
    )


def _first_line(error: BaseException) -> str:
    """The driver's own words, without the statement that SQLAlchemy adds."""
    cause = getattr(error, "orig", None) or error
    return str(cause).partition("\n")[0].rstrip(".") or type(cause).__name__
