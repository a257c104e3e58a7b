"""What an operator can set: read once from the environment and `.env`, checked before anything starts.

Each setting is documented here and nowhere else; `python -m tools.settings_table` makes the README's table
of it.
"""

import base64
import binascii
import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

PREFIX = "BLAKUS_"


class SettingsProblem(Exception):
    """One sentence for the operator: which setting, why it is refused and what to do."""


class Address(NamedTuple):
    """Where a server of ours listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


# --- how a text becomes a value; a ValueError finishes the sentence "BLAKUS_X ..." ---


def _token(text: str) -> str:
    if not re.fullmatch(r"\d+:[\w-]{10,}", text, re.ASCII):
        raise ValueError("does not look like a bot's token: copy it from @BotFather, it looks like 123456:AbC-dEf…")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"is “{text}”, which is no web address: write one like https://api.telegram.org")
    return text.rstrip("/")


def _webhook_address(text: str) -> str:
    if not text.startswith("https://") or not urlsplit(text).hostname:
        raise ValueError(f"is “{text}”, but Telegram only calls https: write one like https://bot.example.lv/telegram")
    return text


def _database(text: str) -> str:
    for written, meant in _DRIVERS.items():
        if text.startswith(written):
            return meant + text.removeprefix(written)
    raise ValueError(
        "names no database that Blakus knows: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )


_DRIVERS = {
    "sqlite:///": "sqlite+aiosqlite:///",
    "sqlite+aiosqlite:///": "sqlite+aiosqlite:///",
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
    "postgresql+asyncpg://": "postgresql+asyncpg://",
}


def _keys(text: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    for place, key in enumerate(keys, start=1):
        if not _is_fernet_key(key):
            raise ValueError(
                f"holds no usable key at place {place}: keep what `blakus init` wrote, commas between keys"
            )
    return keys


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def _address(text: str) -> Address:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"is “{text}”, which is no place to listen: write an address and a port like 127.0.0.1:8080")
    return Address(host.strip("[]"), int(port))


def _secret(text: str) -> str:
    if not re.fullmatch(r"[\w-]{16,256}", text, re.ASCII):
        raise ValueError("must be 16 to 256 letters, digits, - or _ (Telegram takes no others): make a new one")
    return text


def _chat(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"is “{text}”, which is no chat: write the number of a Telegram chat like 123456789") from None


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (OSError, ValueError, LookupError):  # a missing zone is a LookupError, a folder's name an OSError
        raise ValueError(f"is “{text}”, which is no time zone: write one like Europe/Riga") from None


def _log_format(text: str) -> str:
    if text not in ("plain", "json"):
        raise ValueError(f"is “{text}”, which is no log format: write plain or json")
    return text


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3650:
        raise ValueError(f"is “{text}”, which is no number of days: write one from 1 to 3650")
    return int(text)


# --- the settings ---


def _setting(means: str, parse: Callable[[str], Any], default: str | None = None, **more: Any) -> Any:
    """A documented setting; without `default` it is empty until someone sets it."""
    documented = {"means": means, "parse": parse, "default": default, **more}
    if default is None:
        return field(default=more.get("empty"), repr="secret" not in more, metadata=documented)
    return field(default_factory=lambda: parse(default), repr="secret" not in more, metadata=documented)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Checked values; secrets never show in a log or a traceback."""

    bot_token: str = _setting(
        "The bot's token, from @BotFather. Needed to run.",
        _token,
        empty="",
        secret=True,
        cure="ask @BotFather for one",
    )
    bot_api_url: str = _setting(
        "The Bot API server; the bot appends `/bot<token>/<method>`.",
        _web_address,
        "https://api.telegram.org",
    )
    database_url: str = _setting(
        "`sqlite:///FILE`, or `postgresql://USER:PASSWORD@HOST/NAME`.",
        _database,
        "sqlite:///var/blakus.db",
        secret=True,
    )
    encryption_keys: tuple[str, ...] = _setting(
        "Keys of the encrypted fields, newest first, commas between; made by `blakus init`. "
        "Back them up apart from the database: without them it cannot be read.",
        _keys,
        empty=(),
        secret=True,
        cure="run `blakus init`, which makes one",
    )
    webhook_url: str | None = _setting(
        "The public https address that Telegram calls; unset, the bot polls.", _webhook_address
    )
    webhook_listen: Address = _setting(
        "Where the webhook's server listens, behind your proxy.", _address, "127.0.0.1:8080"
    )
    webhook_secret: str | None = _setting(
        "What Telegram shows at each call to prove itself; needed with a webhook.", _secret, secret=True
    )
    operator_chat: int | None = _setting(
        "The chat that hears of faults, without personal data; unset, only the log does.", _chat
    )
    time_zone: ZoneInfo = _setting("The zone of days, months and quiet hours.", _zone, "Europe/Riga")
    log_format: str = _setting("`plain` for people, `json` for machines.", _log_format, "plain")
    health_listen: Address | None = _setting(
        "Where `/health` answers a supervisor; empty, nowhere.",
        _address,
        "127.0.0.1:8081",
        empty=None,
        may_be_off=True,
    )
    inbox_days: int = _setting("Days that handled updates are kept, encrypted, for looking into a fault.", _days, "30")


def name_of(setting: Field[Any]) -> str:
    """What an operator calls the setting: BLAKUS_BOT_TOKEN for `bot_token`."""
    return PREFIX + setting.name.upper()


def read(
    environ: Mapping[str, str],
    env_file: Path | None = None,
    *,
    needs: Collection[str] = ("bot_token", "encryption_keys"),
) -> Settings:
    """The settings in force: the environment goes before the file. Raises SettingsProblem.

    `needs` are the fields that may not be empty; a command that never talks to Telegram asks for fewer.
    """
    written = {
        **_in_file(env_file),
        **{name: text for name, text in environ.items() if name.startswith(PREFIX)},
    }
    _check_names(written)
    settings = Settings(
        **{it.name: _value(it, written[name_of(it)]) for it in fields(Settings) if name_of(it) in written}
    )
    for it in fields(Settings):
        if it.name in needs and not getattr(settings, it.name):
            raise SettingsProblem(
                f"{name_of(it)} is not set: {it.metadata['cure']}, and write it to the environment or .env."
            )
    if settings.webhook_url and not settings.webhook_secret:
        raise SettingsProblem(
            "BLAKUS_WEBHOOK_SECRET is not set, but a webhook without it would take anyone's word: "
            "choose 16 to 256 letters and digits, or remove BLAKUS_WEBHOOK_URL."
        )
    return settings


def _in_file(env_file: Path | None) -> dict[str, str]:
    if env_file is None or not env_file.exists():
        return {}
    try:
        lines = dotenv_values(env_file, interpolate=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise SettingsProblem(
            f"{env_file} cannot be read: give this user the right to read it, as UTF-8 text."
        ) from None
    return {name: text or "" for name, text in lines.items() if name.startswith(PREFIX)}


def _check_names(written: Mapping[str, str]) -> None:
    """A mistyped name would silently leave a default in force."""
    known = [name_of(it) for it in fields(Settings)]
    for name in written:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            cure = f"write {near[0]}" if near else "remove it, or look for the right name in the README"
            raise SettingsProblem(f"{name} is no setting of Blakus: {cure}.")


def _value(setting: Field[Any], text: str) -> Any:
    """An empty text means unset, and *off* where that is a choice."""
    text = text.strip()
    told = setting.metadata
    if not text:
        return told.get("empty") if told["default"] is None or "may_be_off" in told else told["parse"](told["default"])
    try:
        return told["parse"](text)
    except ValueError as problem:
        raise SettingsProblem(f"{name_of(setting)} {problem}.") from None
