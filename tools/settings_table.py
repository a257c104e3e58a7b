"""The settings as people read them: a table for the README, or with `--env` the file .env.example."""

import sys
from collections.abc import Iterator
from dataclasses import fields

from bot import settings


def table() -> str:
    """The README's rows, in the order of bot/settings.py."""
    head = ["| Setting | Default | What it is |", "| --- | --- | --- |"]
    rows = [
        f"| `{settings.name_of(it)}` | {_shown(it.metadata['default'])} | {it.metadata['means']} |"
        for it in fields(settings.Settings)
    ]
    return "\n".join([*head, *rows]) + "\n"


def example() -> str:
    """A file to copy to .env: what must be filled in stands open, what has a default is a comment."""
    return "\n".join(_example_lines()) + "\n"


def _example_lines() -> Iterator[str]:
    yield "# Copy to .env and fill in; the environment goes first. `blakus init` writes a fresh key."
    for it in fields(settings.Settings):
        yield ""
        yield f"# {it.metadata['means']}"
        needed = "cure" in it.metadata
        yield f"{'' if needed else '# '}{settings.name_of(it)}={it.metadata['default'] or ''}"


def _shown(default: str | None) -> str:
    return f"`{default}`" if default else ""


if __name__ == "__main__":
    sys.stdout.write(example() if "--env" in sys.argv[1:] else table())
