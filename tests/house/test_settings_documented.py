"""Every setting stands in the README and in .env.example, as bot/settings.py describes it."""

from dataclasses import fields

from bot import settings
from tests.house import tree
from tools import settings_table


def test_the_readme_holds_the_table_of_settings() -> None:
    table = settings_table.table()
    assert table.count("\n") == len(fields(settings.Settings)) + 2 > 10
    readme = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    missing = [row for row in table.splitlines() if row not in readme]
    assert not missing, "put the output of `python -m tools.settings_table` into README.md"


def test_the_example_file_is_current() -> None:
    example = (tree.ROOT / ".env.example").read_text(encoding="utf-8")
    assert example == settings_table.example(), "run `python -m tools.settings_table --env > .env.example`"


def test_the_example_file_starts_once_its_two_open_lines_are_filled() -> None:
    lines = [line for line in settings_table.example().splitlines() if line and not line.startswith("#")]
    assert lines == ["BLAKUS_BOT_TOKEN=", "BLAKUS_ENCRYPTION_KEYS="]


def test_every_setting_is_described() -> None:
    assert all(it.metadata["means"].endswith(".") for it in fields(settings.Settings))
