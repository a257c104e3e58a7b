"""`blakus init`: a `.env` with new keys."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.cli import front
from bot.cli.front import Trouble
from bot.storage import sealing

_NOTE = """\
# The settings of this installation; README.md lists all of them. Nobody but Blakus should read this file.
# The keys open what is encrypted in the database: keep a copy apart from it, and from its backups.
"""


def init(
    token: Annotated[str, typer.Option(help="The bot's token, from @BotFather.")] = "",
    database: Annotated[str, typer.Option(help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.")] = "",
) -> None:
    """Write .env with new encryption keys; an existing file is never changed."""
    if front.ENV_FILE.exists():
        raise Trouble(f"{front.ENV_FILE} is there already and stays as it is: edit it, or start in another folder.")
    written = {
        "BLAKUS_BOT_TOKEN": token or _asked("The bot's token from @BotFather (Enter to add it later)"),
        "BLAKUS_DATABASE_URL": database,
        "BLAKUS_ENCRYPTION_KEYS": sealing.new_key(),
    }
    settings.read(written, needs=("encryption_keys",))
    _write(
        front.ENV_FILE, _NOTE + "".join(f"{name}={text}\n" for name, text in written.items() if text or "TOKEN" in name)
    )
    print(f"{front.ENV_FILE} is written. Keep a copy of BLAKUS_ENCRYPTION_KEYS in a safe place of its own.")
    if not written["BLAKUS_BOT_TOKEN"]:
        print("Next: add BLAKUS_BOT_TOKEN to it, then `blakus doctor`.")
    else:
        print("Next: `blakus doctor`, then `blakus invite coordinator --municipality NAME` and `blakus run`.")


def _asked(question: str) -> str:
    """Nothing is asked where nobody sits, such as in a script."""
    return str(typer.prompt(question, default="", show_default=False)).strip() if os.isatty(0) else ""


def _write(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


COMMANDS: list[Callable[..., None]] = [init]
