"""What `pip install .` brings: the bot with its translations and migrations, and nothing else."""

import email
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling import build

from tests.house import tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("wheel")
    before = Path.cwd()
    os.chdir(tree.ROOT)  # a build backend builds where it stands
    try:
        name = build.build_wheel(str(folder))
    finally:
        os.chdir(before)
    with zipfile.ZipFile(folder / name) as opened:
        yield opened


def test_the_wheel_holds_the_bot_its_translations_and_its_migrations(wheel: zipfile.ZipFile) -> None:
    held = set(wheel.namelist())
    assert {f"bot/locales/{language}/LC_MESSAGES/bot.po" for language in ("lv", "uk", "en")} <= held
    steps = [
        f"bot/storage/migrations/versions/{path.name}"
        for path in (tree.BOT / "storage/migrations/versions").glob("*.py")
    ]
    assert {"bot/storage/migrations/env.py", "bot/settings.py", *steps} <= held
    assert len(steps) > 0


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].removesuffix(".dist-info").partition("-")[0] for name in wheel.namelist()} == {
        "bot",
        "blakus",
    }
    assert not [name for name in wheel.namelist() if name.endswith((".pyc", ".db"))]


def test_the_wheel_offers_the_command(wheel: zipfile.ZipFile) -> None:
    described = {Path(name).name: wheel.read(name).decode() for name in wheel.namelist() if ".dist-info/" in name}
    assert "blakus = bot.cli:main" in described["entry_points.txt"]
    assert email.message_from_string(described["METADATA"])["Requires-Python"] == ">=3.11"
