"""The baseline: python-telegram-bot as it ships, no storage. It answers a message by a message and a tap by an edit.

Run as `python -m benchmarks.echo ADDRESS TOKEN`.
"""

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Again", callback_data="again")]])


async def answer(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "", reply_markup=KEYBOARD)


async def take(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(f"once more: {update.update_id}", reply_markup=KEYBOARD)


async def ready(_: Any) -> None:
    print("ready", flush=True)


def main(address: str, token: str) -> None:
    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token(token).base_url(f"{address}/bot").post_init(ready).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))
    application.add_handler(CallbackQueryHandler(take))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
