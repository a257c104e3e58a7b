"""A strict local imitation of Telegram's Bot API, for the try-out, the tests and the benchmarks.

It refuses what Telegram refuses, with Telegram's own words, and shows the people's side as a Python API.
It runs inside a test or as its own process (`python -m bot.demo.botapi`, or `start_apart` from Python).

    server = await botapi.start(clock=clock.now)       # server.url is the base of /bot<token>/<method>
    anna = server.person(11, "Anna", "lv")
    anna.opens("https://t.me/blakus_bot?start=token")  # or anna.says("/log"), anna.knows_the_bot()
    await server.until(lambda: anna.from_bot)
    anna.taps(None, "Saglabāt")                        # None: the newest message with such a button
    anna.from_bot[-1].text, anna.from_bot[-1].labels, anna.toasts
    assert not server.unknown_methods
    await server.stop()
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
