"""The people's side over HTTP, for a server in its own process: `/control/...`, JSON in and out.

GET  state · stats · chats/<id>
POST person · group · chats/<id>/<what the person does> · load · feed · walk · stats (begin anew) · chaos
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from bot.demo.botapi import groups, people, telling
from bot.demo.botapi.chaos import Chaos
from bot.demo.botapi.chats import ChatMessage
from bot.demo.botapi.traffic import Traffic
from bot.demo.botapi.world import World

_DEEDS = frozenset(
    {
        "knows_the_bot",
        "says",
        "starts",
        "opens",
        "edits",
        "deletes",
        "taps",
        "taps_data",
        "presses",
        "sends_photo",
        "sends_document",
        "sends_voice",
        "sends_sticker",
        "sends_contact",
        "sends_location",
        "forwards",
        "blocks_the_bot",
        "unblocks",
    }
)
_WRONG = (KeyError, LookupError, TypeError, ValueError)


class Control:
    """Answers control addresses; what is wrong with a call is told in `error`, with status 400."""

    def __init__(self, world: World) -> None:
        self.traffic = Traffic(world)
        self._world = world
        self._answers: dict[tuple[str, str], Callable[[dict[str, Any]], Any]] = {
            ("GET", "state"): self._state,
            ("GET", "stats"): self._stats,
            ("POST", "stats"): self._begin_stats,
            ("POST", "person"): self._person,
            ("POST", "group"): self._group,
            ("POST", "load"): self._load,
            ("POST", "feed"): self._feed,
            ("POST", "walk"): self._walk,
            ("POST", "chaos"): self._chaos,
        }

    def stop(self) -> None:
        """End whatever runs."""
        self.traffic.stop()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """One control call."""
        parts = request.path.removeprefix("/control/").split("/")
        body = await request.read()
        try:
            given = json.loads(body) if body else {}
            if parts[0] == "chats":
                return web.json_response(self._in_chat(request.method, parts[1:], given))
            answer = self._answers.get((request.method, "/".join(parts)))
            if answer is None:
                return web.json_response({"error": f"no such address: {request.path}"}, status=404)
            return web.json_response(answer(given))
        except _WRONG as trouble:
            return web.json_response({"error": f"{type(trouble).__name__}: {trouble}"}, status=400)

    def _in_chat(self, method: str, parts: list[str], given: dict[str, Any]) -> Any:
        chat = self._world.chats[int(parts[0])]
        if method == "GET":
            return telling.chat(chat)
        deed = parts[1]
        if deed not in _DEEDS or not isinstance(chat, people.PrivateChat):
            raise LookupError(f"nobody can do {deed!r} here")
        if "content" in given:
            given["content"] = base64.b64decode(given["content"])
        result = getattr(chat, deed)(**given)
        return telling.message(result) if isinstance(result, ChatMessage) else result

    def _state(self, _: dict[str, Any]) -> dict[str, Any]:
        chaos = self._world.chaos
        return {
            "pending": len(self._world.updates),
            "webhook": self._world.webhook.as_json(),
            "unknown_methods": self._world.unknown_methods,
            "chaos": asdict(chaos) if chaos is not None else None,
            "limits_refused": self._world.limits.refused if self._world.limits is not None else 0,
            "walking": self.traffic.walking,
            "feeding": self.traffic.feeding,
            "missed": self.traffic.missed,
        }

    def _stats(self, _: dict[str, Any]) -> dict[str, Any]:
        running = {"walking": self.traffic.walking, "feeding": self.traffic.feeding}
        return self._world.stats.as_json() | running | {"missed": self.traffic.missed}

    def _begin_stats(self, _: dict[str, Any]) -> bool:
        self._world.stats.reset()
        self.traffic.missed = 0
        return True

    def _person(self, given: dict[str, Any]) -> bool:
        people.person(self._world, people.account(**given))
        return True

    def _group(self, given: dict[str, Any]) -> bool:
        groups.group(self._world, given["chat_id"], given["title"])
        return True

    def _load(self, given: dict[str, Any]) -> bool:
        chats = _chats(given)
        self.traffic.load(chats, given.get("count", len(chats)), given["templates"])
        return True

    def _feed(self, given: dict[str, Any]) -> bool:
        self.traffic.feed(_chats(given), given["count"], given["per_second"], given["templates"])
        return True

    def _walk(self, given: dict[str, Any]) -> bool:
        self.traffic.walk(_chats(given), given["steps"], given.get("rounds", 1))
        return True

    def _chaos(self, given: dict[str, Any]) -> bool:
        """Without anything in it: a good day."""
        self._world.chaos = Chaos(**given) if given else None
        return True


def _chats(given: dict[str, Any]) -> list[int]:
    """The ids in `chats`, or `many` of them from `first` on."""
    if "chats" in given:
        return [int(chat_id) for chat_id in given["chats"]]
    return list(range(given["first"], given["first"] + given["many"]))
