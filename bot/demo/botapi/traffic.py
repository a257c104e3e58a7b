"""Traffic for benchmarks: many updates at once, a steady stream, or people who walk through steps."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Coroutine, Iterable, Sequence
from typing import Any

from bot.demo.botapi.world import World


class Traffic:
    """Makes updates of many chats; `stop` ends what is under way.

    A template is `{"says": text}` (with `{n}` for the running number) or `{"taps": which}`: a button of the
    chat's last keyboard by position, label or data. Where there is no such button the tap is left out and
    counted in `missed`.
    """

    def __init__(self, world: World) -> None:
        self.missed = 0
        self._world = world
        self._walks: dict[int, _Walk] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count(1)
        world.on_sent.append(self._bot_wrote)

    @property
    def walking(self) -> int:
        """How many chats have not finished their walk."""
        return len(self._walks)

    @property
    def feeding(self) -> int:
        """How many streams are under way."""
        return len(self._tasks)

    def load(self, chats: Sequence[int], count: int, templates: Sequence[dict[str, Any]]) -> None:
        """`count` updates at once, the chats in turn; each round of chats takes the next template."""
        for number in range(count):
            template = templates[number // len(chats) % len(templates)]
            self._make(chats[number % len(chats)], template)

    def feed(self, chats: Sequence[int], count: int, per_second: float, templates: Sequence[dict[str, Any]]) -> None:
        """`count` updates at a fixed rate, whether or not the bot keeps up."""
        self._begin(self._feed(chats, count, per_second, templates))

    def walk(self, chats: Iterable[int], steps: Sequence[dict[str, Any]], rounds: int) -> None:
        """Each chat takes the next step when the bot has answered the last one.

        A step may say in `writes` how many messages and edits its answer has (1 unless told).
        """
        for chat_id in chats:
            walk = self._walks[chat_id] = _Walk(list(steps) * rounds)
            self._advance(chat_id, walk)

    def stop(self) -> None:
        """End all streams and walks."""
        self._walks.clear()
        for task in self._tasks:
            task.cancel()

    def _begin(self, running: Coroutine[Any, Any, None]) -> None:
        # The stream outlives the control call that began it; `stop` ends it.
        task = asyncio.create_task(running)  # noqa: TID251
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _feed(
        self, chats: Sequence[int], count: int, per_second: float, templates: Sequence[dict[str, Any]]
    ) -> None:
        began = time.monotonic()
        for number in range(count):
            wait = began + number / per_second - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            template = templates[number // len(chats) % len(templates)]
            self._make(chats[number % len(chats)], template)

    def _bot_wrote(self, chat_id: int) -> None:
        walk = self._walks.get(chat_id)
        if walk is None:
            return
        walk.expected -= 1
        if walk.expected <= 0:
            self._advance(chat_id, walk)

    def _advance(self, chat_id: int, walk: _Walk) -> None:
        if not walk.steps:
            del self._walks[chat_id]
            return
        step = walk.steps.pop(0)
        walk.expected = int(step.get("writes", 1))
        if not self._make(chat_id, step):
            del self._walks[chat_id]

    def _make(self, chat_id: int, template: dict[str, Any]) -> bool:
        number = next(self._numbers)
        if "says" in template:
            self._say(chat_id, str(template["says"]).replace("{n}", str(number)), number)
            return True
        button = self._button(chat_id, template["taps"])
        if button is None:
            self.missed += 1
            return False
        self._tap(chat_id, *button)
        return True

    def _say(self, chat_id: int, text: str, number: int) -> None:
        message: dict[str, Any] = {
            "message_id": 1_000_000_000 + number,
            "from": self._user(chat_id),
            "chat": self._chat(chat_id),
            "date": int(self._world.now.timestamp()),
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self._open(chat_id)
        self._world.deliver("message", message, chat_id)

    def _tap(self, chat_id: int, message_id: int, data: str) -> None:
        query = {
            "id": self._world.new_query_id(chat_id),
            "from": self._user(chat_id),
            "message": {
                "message_id": message_id,
                "from": self._world.bot,
                "chat": self._chat(chat_id),
                "date": int(self._world.now.timestamp()),
                "text": "…",
            },
            "chat_instance": str(chat_id),
            "data": data,
        }
        self._world.deliver("callback_query", query, chat_id, f"taps of {chat_id}")

    def _button(self, chat_id: int, which: int | str) -> tuple[int, str] | None:
        """The message and the data of a button the chat shows."""
        shown = self._shown(chat_id)
        if shown is None:
            return None
        message_id, buttons = shown
        if isinstance(which, int):
            inside = -len(buttons) <= which < len(buttons)
            return (message_id, buttons[which][1]) if inside else None
        for label, data in buttons:
            if which in (label, data):
                return message_id, data
        return None

    def _shown(self, chat_id: int) -> tuple[int, list[tuple[str, str]]] | None:
        if chat_id in self._world.last_buttons:
            message_id, rows = self._world.last_buttons[chat_id]
            return message_id, [(one["text"], one.get("callback_data", "")) for row in rows for one in row]
        chat = self._world.chats.get(chat_id)
        for message in reversed(chat.from_bot if chat is not None else []):
            if message.buttons:
                return message.message_id, [(one.label, one.data or "") for row in message.buttons for one in row]
        return None

    def _open(self, chat_id: int) -> None:
        chat = self._world.chats.get(chat_id)
        if chat is not None:
            chat.started = True

    def _user(self, chat_id: int) -> dict[str, Any]:
        return self._world.users.get(chat_id) or {"id": chat_id, "is_bot": False, "first_name": "P"}

    def _chat(self, chat_id: int) -> dict[str, Any]:
        chat = self._world.chats.get(chat_id)
        return chat.as_json() if chat is not None else {"id": chat_id, "type": "private", "first_name": "P"}


class _Walk:
    """One chat's remaining steps."""

    def __init__(self, steps: list[dict[str, Any]]) -> None:
        self.steps = steps
        self.expected = 0
