"""Telegram's own pages about the bot, told at the start: the strangers' menu and the descriptions, per language.

Not vital, so nobody waits for it: what Telegram does not take now is told again later, until it is taken.
"""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot import messages
from bot.i18n import LANGUAGES, Speech

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0  # seconds between two attempts while Telegram is out of reach

log = logging.getLogger(__name__)


class Caller(Protocol):
    """The bot, as far as it is needed here."""

    async def call(self, method: str, parameters: dict[str, Any]) -> Any: ...


@dataclass(frozen=True)
class Page:
    """One page in one language; "" is what Telegram shows to all others."""

    method: str
    language_code: str
    content: dict[str, Any]


async def introduce(bot: Caller, zone: ZoneInfo, *, first_pause: float = FIRST_PAUSE) -> None:
    """Until every page is told, or refused for good."""
    left = list(_pages(zone))
    pause = first_pause
    while left:
        try:
            while left:
                await _tell(bot, left[0])
                left.pop(0)
                pause = first_pause
        except RetryAfter as error:
            wait = error.retry_after
            seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        except NetworkError:
            seconds, pause = pause, min(pause * 2, LONGEST_PAUSE)
        else:
            return
        log.warning("introducing the bot: %d pages are left, next attempt in %.0f s", len(left), seconds)
        await asyncio.sleep(seconds)


async def _tell(bot: Caller, page: Page) -> None:
    """Raises RetryAfter or NetworkError where it can be told later."""
    try:
        await bot.call(page.method, {**page.content, "language_code": page.language_code})
    except TelegramError as error:
        if isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest)):
            raise
        where = page.language_code or "all others"
        log.error("introducing the bot: %s for %s was refused (%s)", page.method, where, type(error).__name__)


def _pages(zone: ZoneInfo) -> Iterator[Page]:
    for language in LANGUAGES:
        _ = Speech(language, zone)
        commands = [{"command": name, "description": text} for name, text in messages.commands.for_strangers(_)]
        contents: dict[str, dict[str, Any]] = {
            "setMyCommands": {"commands": commands},
            "setMyDescription": {"description": messages.commands.description(_)},
            "setMyShortDescription": {"short_description": messages.commands.short_description(_)},
        }
        for method, content in contents.items():
            for code in (language, "") if language == "en" else (language,):
                yield Page(method, code, content)
