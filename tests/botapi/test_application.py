"""python-telegram-bot's own application lives with this server as with Telegram's."""

import time
from collections.abc import Callable
from typing import Any

from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.demo import botapi


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.effective_message is not None:
        await update.effective_message.reply_text(f"re: {update.effective_message.text}")


def _application(server: botapi.Server) -> "Application[Any, Any, Any, Any, Any, Any]":
    ready = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").job_queue(None).build()
    ready.add_handler(MessageHandler(filters.ALL, _echo))
    return ready


async def test_it_polls_answers_and_stops_at_once(server: botapi.Server, anna: botapi.PrivateChat) -> None:
    app = _application(server)
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=30)
        anna.says("sveiki")
        await server.until(lambda: len(anna.from_bot) == 2)
        began = time.monotonic()
        await app.updater.stop()
        await app.stop()
        assert time.monotonic() - began < 2
    assert [message.text for message in anna.from_bot] == ["re: /start", "re: sveiki"]
    assert len(server.updates) == 0
    assert server.unknown_methods == []


async def test_two_applications_disturb_each_other(server: botapi.Server, anna: botapi.PrivateChat) -> None:
    heard: list[TelegramError] = []
    hear: Callable[[TelegramError], None] = heard.append
    first, second = _application(server), _application(server)
    async with first, second:
        assert first.updater is not None
        assert second.updater is not None
        await first.updater.start_polling(timeout=30, error_callback=hear)
        await server.until(lambda: server.calls and server.calls[-1].method == "deleteWebhook")
        await second.updater.start_polling(timeout=30, error_callback=hear)
        await server.until(lambda: heard)
        assert isinstance(heard[0], Conflict)
        await second.updater.stop()
        await first.updater.stop()
