"""A strict local imitation of Telegram's Bot API, for the try-out, the tests and the benchmarks.

It refuses what Telegram refuses, with Telegram's own words, and shows the people's side as a Python
API: people say, tap, block; what the bot sent is read from their chats. It runs inside a test
(`server = await botapi.start(...)`) or as its own process (`python -m bot.demo.botapi`).
"""

from bot.demo.botapi.chaos import Chaos
from bot.demo.botapi.chats import Button, Chat, ChatMessage, Document, Toast, Version
from bot.demo.botapi.groups import GroupChat
from bot.demo.botapi.limits import Limits
from bot.demo.botapi.people import PrivateChat
from bot.demo.botapi.remote import Remote, start_apart
from bot.demo.botapi.server import Server, start

__all__ = [
    "Button",
    "Chaos",
    "Chat",
    "ChatMessage",
    "Document",
    "GroupChat",
    "Limits",
    "PrivateChat",
    "Remote",
    "Server",
    "Toast",
    "Version",
    "start",
    "start_apart",
]
