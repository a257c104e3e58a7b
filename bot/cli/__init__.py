"""The operator's commands: `blakus …`. Anything may be used here, and nothing else uses this room.

A file a topic: it lists single commands in `COMMANDS` and groups of them in `GROUPS`. What an operator did wrong is
one sentence on standard error, never a traceback; the exit code is 1, or 2 where only a changed setting helps.
"""

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

import typer

from bot.cli.front import Trouble
from bot.settings import SettingsProblem

# In the order in which `blakus --help` lists them. Only the topic of the command at hand is loaded: the libraries
# behind some take a second, and a supervisor asks `blakus health` twice a minute.
TOPICS = {
    "init": "init",
    "doctor": "doctor",
    "run": "running",
    "demo": "running",
    "seed": "seed",
    "invite": "invitations",
    "relink": "people",
    "revoke": "people",
    "municipality": "municipalities",
    "instrument": "instruments",
    "export": "exports",
    "inbox": "letterbox",
    "outbox": "letterbox",
    "backup": "backups",
    "restore": "backups",
    "health": "health",
    "parse-log": "quicklog",
}


def main() -> None:
    try:
        program(sys.argv[1:])()
    except SettingsProblem as said:
        print(f"blakus: {said}", file=sys.stderr)
        sys.exit(2)
    except Trouble as said:
        print(f"blakus: {said}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `blakus export … | head`: whoever read has seen enough
        sys.stderr.close()
        sys.exit(1)


def program(words: Sequence[str]) -> typer.Typer:
    """The commands that these words could mean."""
    made = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    made.callback()(_blakus)
    for topic in _topics(words):
        for command in getattr(topic, "COMMANDS", ()):
            made.command()(command)
        for name, group in getattr(topic, "GROUPS", {}).items():
            made.add_typer(group, name=name)
    return made


def _topics(words: Sequence[str]) -> list[ModuleType]:
    named = [TOPICS[words[0]]] if words and words[0] in TOPICS else dict.fromkeys(TOPICS.values())
    return [importlib.import_module(f"bot.cli.{topic}") for topic in named]


def _blakus() -> None:
    """Blakus, a companion in chat for young people, their mentors and coordinators."""
