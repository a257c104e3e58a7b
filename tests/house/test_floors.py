"""Who may know whom: the floors of pyproject.toml, and the libraries each room may use.

What is not listed is forbidden, so a new room or a new library has to be placed here on purpose.
"""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

ANYTHING = None
# The letterbox opens and ends transactions and sees their deadlocks; it writes no statement.
TRANSACTIONS = {"sqlalchemy.exc", "sqlalchemy.ext.asyncio"}
OUTSIDE: dict[str, set[str] | None] = {
    "__init__": set(),
    "__main__": ANYTHING,
    "cli": ANYTHING,
    "demo": ANYTHING,
    "app": {"telegram", *TRANSACTIONS},
    "scheduler": {"apscheduler"},
    "jobs": TRANSACTIONS,
    "handlers": {"telegram"},
    "conversations": {"telegram"},
    "conversation": {"telegram"},
    "inbox": {"telegram", "aiohttp", *TRANSACTIONS},
    "outbox": {"telegram", "aiohttp", *TRANSACTIONS},
    "context": {"telegram"},
    "messages": set(),
    "services": set(),
    "reports": {"xlsxwriter", "fpdf", "matplotlib"},
    "storage": {"sqlalchemy", "alembic", "cryptography", "asyncpg"},  # `prepared` speaks to the driver itself
    "client": {"telegram", "aiohttp"},
    "i18n": {"babel"},
    "buttons": set(),
    "toolbox": {"sqlalchemy", "aiosqlite"},
    "settings": {"dotenv"},
    "rules": {"holidays"},
    "quicklog": {"rapidfuzz"},
}
# The cellar is plain Python: nothing in it waits, sends or reads a clock.
NO_MACHINERY = {
    "asyncio",
    "socket",
    "subprocess",
    "sqlite3",
    "urllib",
    "http",
    "logging",
    "threading",
    "random",
}
# A service is told the moment and says nothing; a message is made of rows that were looked up before.
NOT_FOR = {
    "services": {"bot.toolbox", "bot.i18n", "bot.buttons"},
    "messages": {"bot.toolbox", "bot.settings"},
}


def _sources() -> list[tuple[str, Path]]:
    """Every file of the bot with its room."""
    paths = [path for path in tree.files() if path.suffix == ".py" and tree.BOT in path.parents]
    return [(path.relative_to(tree.BOT).parts[0].removesuffix(".py"), path) for path in paths]


def _imported(path: Path) -> Iterator[str]:
    """Full names; `from bot import storage` is `bot.storage`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_within(name: str, allowed: set[str]) -> bool:
    return any(name == library or name.startswith(f"{library}.") for library in allowed)


def _library(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def test_a_room_uses_only_its_own_libraries() -> None:
    sources = _sources()
    assert len(sources) > 20
    unplaced = {room for room, _ in sources} - OUTSIDE.keys()
    assert not unplaced
    found = [
        f"{path.relative_to(tree.ROOT)} uses {name}"
        for room, path in sources
        if (allowed := OUTSIDE[room]) is not ANYTHING
        for name in _imported(path)
        if _library(name) not in sys.stdlib_module_names and not _is_within(name, allowed | {"bot"})
    ]
    assert not found


def test_rules_and_the_quick_log_are_plain_python() -> None:
    cellar = [path for room, path in _sources() if room in ("rules", "quicklog")]
    assert cellar
    waiting = [
        path
        for path in cellar
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert not waiting
    assert not [(path.name, name) for path in cellar for name in _imported(path) if _library(name) in NO_MACHINERY]


def test_services_and_messages_keep_to_their_half_of_the_floor() -> None:
    found = [
        f"{path.relative_to(tree.ROOT)} uses {name}"
        for room, path in _sources()
        for name in _imported(path)
        if _is_within(name, NOT_FOR.get(room, set()))
    ]
    assert not found


def test_messages_know_rows_and_never_look_them_up() -> None:
    """From storage they take types, which have capitals; what asks the database has none."""
    said = [(path, name) for room, path in _sources() if room == "messages" for name in _imported(path)]
    assert said
    assert not [
        f"{path.relative_to(tree.ROOT)} uses {name}"
        for path, name in said
        if _is_within(name, {"bot.storage"})
        and not _is_within(name, {"bot.storage.models"})
        and name.rpartition(".")[2].islower()
    ]


@pytest.mark.parametrize(
    ("stray", "source"),
    [
        ("utils.py", '"""A drawer for everything."""\n'),
        (
            "rules/upstairs.py",
            '"""The cellar looks upstairs."""\n\nfrom bot import settings\n\n__all__ = ["settings"]\n',
        ),
    ],
)
def test_a_stray_file_and_an_upward_import_break_the_floors(stray: str, source: str, tmp_path: Path) -> None:
    shutil.copytree(tree.BOT, tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bot" / stray).write_text(source, encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [linter, "--no-cache", "--contract", "floors"],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert f"bot.{stray.removesuffix('.py').replace('/', '.')}" in result.stdout
