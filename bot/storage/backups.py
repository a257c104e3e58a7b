"""A backup: every row of every table as one moment saw them, in a file that either kind of database can take.

Lines of JSON, compressed. What is encrypted in the database stays so: the file opens no words without the
keys, which are not in it. Each line says how its columns are written, so a file of an older Blakus is put into
the tables of its own day and brought up from there.
"""

import base64
import gzip
import json
import os
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    LargeBinary,
    MetaData,
    Table,
    Time,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from bot.storage import migrations, models, sealing
from bot.storage.models.base import Moment
from bot.toolbox import database

KIND = "blakus-backup-1"
_SEALED = "blakus"
_AT_ONCE = 500
# Who runs now is no memory.
_NOT_KEPT = {"lease"}

_TYPES: dict[str, TypeEngine[Any]] = {
    "moment": Moment(),
    "date": Date(),
    "time": Time(),
    "bytes": LargeBinary(),
    "json": JSON(),
    "truth": Boolean(),
    "plain": NullType(),
}


class NotEmpty(Exception):
    """The database holds rows already; `table` is where."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class NoBackup(Exception):
    """The file is none of ours, or it was cut short."""


async def write(engine: AsyncEngine, path: Path, *, now: datetime) -> dict[str, int]:
    """Write a backup while others go on working; how many rows of each table.

    The file appears under its name when it is whole, and only its owner may read it.
    """
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            with gzip.open(file, "wt", encoding="utf-8", compresslevel=5) as lines:
                counts: dict[str, int] = {}
                async for line in _lines(engine, now, counts):
                    lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return counts


async def restore(engine: AsyncEngine, path: Path) -> dict[str, int]:
    """Fill an empty database, all or nothing; how many rows of each table.

    Raises NotEmpty, NoBackup, sealing.SealBroken when these are not the keys, migrations.FromTheFuture.
    """
    lines = _read(path)
    head = next(lines, None)
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise NoBackup
    sealing.unseal(head["sealed"].encode())
    async with engine.begin() as connection:
        await _make_ready(connection, head["step"])
        counts = await _fill(connection, lines)
        await migrations.walk(connection)
    return counts


# --- writing ---


async def _lines(engine: AsyncEngine, now: datetime, counts: dict[str, int]) -> AsyncIterator[object]:
    """All in one transaction that sees one moment; on SQLite any does, PostgreSQL has to be asked."""
    isolation = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    async with database.reading(engine).execution_options(**isolation).connect() as connection:
        yield {
            "kind": KIND,
            "step": await connection.run_sync(migrations.step_on),
            "made_at": now.isoformat(),
            "sealed": sealing.seal(_SEALED).decode(),
        }
        for table in _tables():
            columns = {column.name: _written_as(column.type) for column in table.columns}
            counts[table.name] = 0
            query = select(*_plain(table.name, columns).columns).order_by(*table.primary_key.columns)
            stream = await connection.stream(query.execution_options(yield_per=_AT_ONCE))
            async for rows in stream.partitions():
                counts[table.name] += len(rows)
                written = [[_encoded(value) for value in row] for row in rows]
                yield {"table": table.name, "columns": columns, "rows": written}
        yield {"counts": counts}


def _tables() -> list[Table]:
    """Those that others point at come first."""
    return [table for table in models.Base.metadata.sorted_tables if table.name not in _NOT_KEPT]


def _written_as(kind: TypeEngine[Any]) -> str:
    """Encrypted columns as the bytes they are."""
    if isinstance(kind, Moment):
        return "moment"
    inside = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    for name, like in _TYPES.items():
        if name not in ("moment", "plain") and isinstance(inside, type(like)):
            return name
    return "plain"


def _plain(name: str, columns: Mapping[str, str]) -> Table:
    """The table as the file knows it: no keys, no encryption, only names and how values are written."""
    return Table(name, MetaData(), *(Column(column, _TYPES[kind]) for column, kind in columns.items()))


def _encoded(value: Any) -> Any:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            return value


# --- reading ---


def _read(path: Path) -> Iterator[Any]:
    """Raises NoBackup for what is no compressed JSON; OSError for what cannot be opened."""
    with path.open("rb") as file:
        try:
            with gzip.open(file, "rt", encoding="utf-8") as lines:
                for line in lines:
                    yield json.loads(line)
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
            raise NoBackup from error


async def _make_ready(connection: AsyncConnection, step: str) -> None:
    """The tables as they were when the backup was made, and nothing in them."""
    if await connection.run_sync(migrations.step_on) is None:
        await migrations.walk(connection, step)
    there = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    for table in _tables():
        if table.name in there and await connection.scalar(select(func.count()).select_from(table).limit(1)):
            raise NotEmpty(table.name)
    if await connection.run_sync(migrations.step_on) != step:
        raise NotEmpty("alembic_version")


async def _fill(connection: AsyncConnection, lines: Iterator[Any]) -> dict[str, int]:
    """Raises NoBackup where the last line, which counts the rows, is missing or says otherwise."""
    counts: Counter[str] = Counter()
    for line in lines:
        if "counts" in line:
            if line["counts"] != {**dict.fromkeys(line["counts"], 0), **counts}:
                raise NoBackup
            return dict(line["counts"])
        name, columns = line["table"], line["columns"]
        rows = [_decoded(row, columns) for row in line["rows"]]
        await connection.execute(insert(_plain(name, columns)), rows)
        counts[name] += len(rows)
        if "id" in columns and connection.dialect.name == "postgresql":
            # Rows that bring their numbers leave the counter where it was.
            counter = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            await connection.execute(counter, {"name": name, "last": rows[-1]["id"]})
    raise NoBackup


def _decoded(row: Sequence[Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: value if value is None or kind not in _READ else _READ[kind](value)
        for (name, kind), value in zip(columns.items(), row, strict=True)
    }


_READ: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "bytes": base64.b64decode,
}
