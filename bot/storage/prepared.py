"""Statements on the way of every update, put together once and handed to the driver as they are.

SQLAlchemy spends more time around such a statement than the database spends on it. A `Prepared` one is compiled
once per kind of database and runs on the session's own connection, in the session's own transaction; values and
results go through the same column types as everywhere, so moments stay aware and words stay sealed.
"""

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import Executable
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

Row = Sequence[Any]
_Process = Callable[[Any], Any] | None
_DRIVER = "driver of this transaction"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Value:
    """One place in the text: the value of this name (of a list, the one at `at`), or a constant."""

    name: str
    at: int | None
    process: _Process
    constant: Any = None

    def of(self, given: Mapping[str, Any]) -> Any:
        if self.name not in given:
            return self.constant
        value = given[self.name] if self.at is None else given[self.name][self.at]
        return self.process(value) if self.process else value


@dataclass(frozen=True)
class _Text:
    """The statement as text, its values in their order, and what each column's type makes of a result."""

    sql: str
    values: tuple[_Value, ...]
    columns: tuple[_Process, ...]

    def read(self, rows: Sequence[Row]) -> list[Row]:
        if not any(self.columns):
            return list(rows)
        return [
            [process(value) if process else value for process, value in zip(self.columns, row, strict=True)]
            for row in rows
        ]


class Prepared:
    """One statement. An INSERT says which columns it fills; a list for `IN` is a `bindparam(…, expanding=True)`."""

    def __init__(self, statement: Executable, *columns: str) -> None:
        self._statement: Any = statement
        self._columns = columns or None
        self._texts: dict[tuple[Any, ...], _Text] = {}

    async def all(self, db: AsyncSession, **given: Any) -> list[Row]:
        """The rows. Raises DBAPIError like any other statement."""
        driver = await _driver(db)
        text = self._text(db.get_bind().dialect, given)
        arguments = [value.of(given) for value in text.values]
        if isinstance(driver, asyncpg.Connection) and not driver.is_in_transaction():
            # SQLAlchemy begins PostgreSQL's transaction with its own first statement.
            result = await (await db.connection()).exec_driver_sql(text.sql, tuple(arguments))
            return text.read(result.all()) if result.returns_rows else []
        log.debug("%s", text.sql)
        try:
            if isinstance(driver, asyncpg.Connection):
                found = await driver.fetch(text.sql, *arguments)
            else:
                found = await driver.fetch(text.sql, arguments)
        except (asyncpg.InterfaceError, OSError) as error:
            raise InterfaceError(text.sql, None, error, hide_parameters=True) from error
        except sqlite3.OperationalError as error:
            raise OperationalError(text.sql, None, error, hide_parameters=True) from error
        except (asyncpg.PostgresError, sqlite3.Error) as error:
            raise DBAPIError(text.sql, None, error, hide_parameters=True) from error
        return text.read(found)

    async def one_or_none(self, db: AsyncSession, **given: Any) -> Row | None:
        """The only row there can be."""
        rows = await self.all(db, **given)
        return rows[0] if rows else None

    def _text(self, dialect: Dialect, given: Mapping[str, Any]) -> _Text:
        lengths = tuple(len(value) for value in given.values() if isinstance(value, list))
        key = (dialect.name, *lengths)
        if key not in self._texts:
            self._texts[key] = self._compiled(dialect, given)
        return self._texts[key]

    def _compiled(self, dialect: Dialect, given: Mapping[str, Any]) -> _Text:
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=self._columns)
        text, names, made_of = compiled.string, compiled.positiontup, {}
        if any(isinstance(value, list) for value in given.values()):
            expanded = compiled.construct_expanded_state(dict(given))
            text, names = expanded.statement, expanded.positiontup
            made_of = {
                made: (name, at) for name, many in expanded.parameter_expansion.items() for at, made in enumerate(many)
            }
        values = []
        for place in names or ():
            name, at = made_of.get(place, (place, None))
            bind = compiled.binds[name]
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            constant = bind.effective_value if name not in given else None
            values.append(
                _Value(name, at, process, process(constant) if process and constant is not None else constant)
            )
        columns = [
            one.type.dialect_impl(dialect).result_processor(dialect, None)
            for one in getattr(self._statement, "exported_columns", ())
        ]
        return _Text(text, tuple(values), tuple(columns))


async def _driver(db: AsyncSession) -> Any:
    """The driver's connection of the transaction that runs (or begins now), with all that the session holds written."""
    session = db.sync_session
    if session.new or session.dirty or session.deleted:
        await db.flush()
    transaction, driver = session.info.get(_DRIVER, (None, None))
    if transaction is None or transaction is not session.get_transaction():
        connection = await db.connection()
        driver = (await connection.get_raw_connection()).driver_connection
        session.info[_DRIVER] = (session.get_transaction(), driver)
    return driver
