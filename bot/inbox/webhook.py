"""Updates that Telegram brings by itself: stored before they are acknowledged, like those polled for.

Telegram repeats what was not answered with 200, and the inbox keeps an update once, so it is answered only
after the commit.
"""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError

from bot.inbox.polling import ALLOWED_UPDATES
from bot.inbox.processor import Doorbell

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 (the name of the header)
CONNECTIONS = 40

Keep = Callable[[Sequence[dict[str, Any]]], Awaitable[None]]


def route(url: str, secret: str, *, keep: Keep, bell: Doorbell) -> web.RouteDef:
    """The address that Telegram calls; `keep` raises NetworkError where an update could not be stored."""

    async def receive(request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), secret.encode()):
            return web.Response(status=403)
        update = _update(await request.read())
        if update is None:
            return web.Response(status=400)
        try:
            await keep([update])
        except NetworkError:
            return web.Response(status=503)  # Telegram brings it again
        bell.ring()
        return web.Response()

    return web.post(urlsplit(url).path or "/", receive)


async def register(bot: Bot, url: str, secret: str) -> None:
    """Ask Telegram to call us. What waits there already is kept."""
    await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES, max_connections=CONNECTIONS)


def _update(body: bytes) -> dict[str, Any] | None:
    """What Telegram sent; None for what can only come from someone else."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # a thousand brackets in each other are no update either
        return None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return None
    return update
