"""An installation in a folder of its own, and its operator, who types commands."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli
from tests.conftest import KEY

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


class Operator:
    """Types commands in the installation's folder, here or as a process of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._patch = monkeypatch
        self._capsys = capsys
        self._processes: list[subprocess.Popen[str]] = []

    def sets(self, **settings: str) -> None:
        """In the environment, which goes before `.env`."""
        for name, text in settings.items():
            self._patch.setenv(f"BLAKUS_{name}", text)

    def types(self, *words: object) -> Said:
        """A command, in this process."""
        self._patch.setattr(sys, "argv", ["blakus", *map(str, words)])
        self._capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        shown = self._capsys.readouterr()
        return Said(code, shown.out, shown.err)

    def starts(self, *words: str) -> "subprocess.Popen[str]":
        """A command as a process of its own."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._processes.append(process)
        return process

    def end(self) -> None:
        for process in self._processes:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Operator]:
    """On an empty SQLite, with keys and a token."""
    monkeypatch.chdir(tmp_path)
    found = Operator(tmp_path, monkeypatch, capsys)
    found.sets(
        ENCRYPTION_KEYS=KEY,
        BOT_TOKEN="4242424242:AAE-a-made-up-token-for-the-local-server",
        BOT_API_URL="http://127.0.0.1:9",  # nobody listens there
        HEALTH_LISTEN="",
    )
    yield found
    found.end()


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What a statement finds in the installation's SQLite; a change is kept."""
    with contextlib.closing(sqlite3.connect(folder / "var" / "blakus.db")) as connection, connection:
        return list(connection.execute(query))
