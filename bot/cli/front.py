"""What even the lightest command needs: the settings, and a way to say what is wrong."""

import os
from pathlib import Path

from bot import settings
from bot.settings import Settings

ENV_FILE = Path(".env")


class Trouble(Exception):
    """One sentence for the operator: what cannot be done, why, and what to do."""


def read_settings(*needs: str) -> Settings:
    """What is in force here. Raises SettingsProblem."""
    return settings.read(os.environ, ENV_FILE, needs=needs)
