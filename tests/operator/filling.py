"""Rows for every table there is, made from the columns: a table added tomorrow is filled too."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, Table, Time, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.models import Base
from bot.storage.models.base import Moment, Sealed, SealedBytes, SealedJson

NOW = datetime(2026, 11, 18, 12, 30, 0, 123456, tzinfo=UTC)
ROWS = 3


async def fill(engine: AsyncEngine) -> None:
    """Some rows in every table, those that others point at first."""
    async with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            for n in range(1, ROWS + 1):
                values = {column.name: await _value(connection, column, n) for column in table.columns}
                await connection.execute(insert(table).values(**{k: v for k, v in values.items() if v is not ...}))


async def contents(engine: AsyncEngine) -> dict[str, list[tuple[Any, ...]]]:
    """Every table that a backup keeps, encrypted fields opened."""
    async with engine.connect() as connection:
        return {table.name: await _rows(connection, table) for table in _kept()}


def _kept() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if table.name != "lease"]


async def _rows(connection: AsyncConnection, table: Table) -> list[tuple[Any, ...]]:
    found = await connection.execute(select(table).order_by(*table.primary_key))
    return [tuple(row) for row in found]


async def _value(connection: AsyncConnection, column: Column[Any], n: int) -> Any:
    """`...` for what the database numbers by itself."""
    for key in column.foreign_keys:
        ids = list(await connection.scalars(select(key.column).order_by(key.column)))
        return ids[n - 1] if len(ids) >= n else ids[0] if ids else None
    if column.primary_key and isinstance(column.type, Integer):
        return ...
    for kind, value in _VALUES.items():
        if isinstance(column.type, kind):
            return value(n)
    raise AssertionError(f"no made-up value for {column}: {column.type!r}")


_VALUES: dict[type[Any], Any] = {
    Moment: lambda n: NOW + timedelta(seconds=n),
    Sealed: lambda n: f"noslēpums {n} 🔑",
    SealedJson: lambda n: {"n": n, "слово": ["ї", None]},
    SealedBytes: lambda n: bytes(range(256)) * n,
    Boolean: lambda n: n % 2 == 0,
    Integer: lambda n: n,
    String: lambda n: f"vārds {n}",
    Date: lambda n: date(2026, 11, n),
    Time: lambda n: time(21, n),
    JSON: lambda n: {"n": n},
    LargeBinary: lambda n: bytes([n]),
}
