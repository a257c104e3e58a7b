"""Write a migration of what the models say and the steps so far do not.

python -m tools.migration "people may hold a diary"    a new step after the last one
python -m tools.migration --first                      the first step anew, as long as nothing is deployed
"""

import asyncio
import contextlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.storage import migrations
from bot.toolbox import database

VERSIONS = Path(migrations.__file__).parent / "versions"
FIRST = "0001_tables.py"


def main() -> None:
    match sys.argv[1:]:
        case ["--first"]:
            made = _first()
        case [says] if not says.startswith("-"):
            made = asyncio.run(_write(migrations.config(), says, f"{int(migrations.newest()) + 1:04}"))
        case _:
            sys.exit(__doc__)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(made)], check=False)
    print(made)


def _first() -> Path:
    """Written in an empty folder, as if there were no other step, then put in the place of the old one."""
    with tempfile.TemporaryDirectory() as folder:
        settings = migrations.config()
        settings.set_main_option("version_locations", folder)
        made = asyncio.run(_write(settings, "The tables", "0001"))
        (VERSIONS / FIRST).write_bytes(made.read_bytes())
    return VERSIONS / FIRST


async def _write(settings: Config, says: str, revision: str) -> Path:
    """The models are compared with a database in memory that has taken the steps so far."""
    engine = database.make_engine("sqlite://")
    async with engine.begin() as connection:
        made = await connection.run_sync(_compare_and_write, settings, says, revision)
    await engine.dispose()
    return made


def _compare_and_write(connection: Connection, settings: Config, says: str, revision: str) -> Path:
    settings.attributes["connection"] = connection
    with contextlib.redirect_stdout(io.StringIO()):
        command.upgrade(settings, "head")
        script: Any = command.revision(settings, says, autogenerate=True, rev_id=revision)
    path = Path(script.path)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "Alembic" not in line), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
