"""Mentors who do not give up: they type a line, wait for the card, save it, and tap again when nothing comes."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.demo.botapi import Remote

LOOK_EVERY = 0.2
TAP_AGAIN_AFTER = 4.0  # seconds without an answer after which people tap once more
PATIENCE = 240.0  # seconds after which they say that the answer is lost

FIRST_TELEGRAM_ID = 5001
LINES = {
    "lv": "šodien {minutes} min CV {mark}",
    "uk": "сьогодні {minutes} хв резюме {mark}",
    "en": "today {minutes} min CV {mark}",
}


@dataclass
class Mentor:
    """One of them; `saved` are the marks of the entries that they saw as saved."""

    number: int
    language: str
    remote: Remote
    saved: list[str] = field(default_factory=list)
    taps: int = 0

    @property
    def chat_id(self) -> int:
        return FIRST_TELEGRAM_ID + self.number

    def mark(self, n: int) -> str:
        """What makes an entry recognisable in its note: m07n03."""
        return f"m{self.number:02}n{n:02}"

    async def log(self, count: int, may_begin: Callable[[int], bool]) -> None:
        """`count` entries, one after another, each seen as saved."""
        for n in range(count):
            while not may_begin(n):  # noqa: ASYNC110 (people look at their phone now and then)
                await asyncio.sleep(LOOK_EVERY)
            # Each entry has a length of its own, so that none is asked about as "already logged".
            minutes = 20 + n
            line = LINES[self.language].format(minutes=minutes, mark=self.mark(n))
            await self.remote.does(self.chat_id, "says", text=line)
            await self._save(self.mark(n), minutes)

    async def _save(self, mark: str, minutes: int) -> None:
        deadline, tapped_at = time.monotonic() + PATIENCE, float("-inf")
        while True:
            chat = await self.remote.chat(self.chat_id)
            shown = [one for one in chat["messages"] if one["from_bot"] and not one["deleted"]]
            if any(_says_saved(one, minutes) for one in shown):
                self.saved.append(mark)
                return
            now = time.monotonic()
            assert now < deadline, f"{mark} was never answered; the screen shows {[one['text'] for one in shown[-3:]]}"
            if now - tapped_at > TAP_AGAIN_AFTER and (place := _save_button(shown, mark)):
                with contextlib.suppress(LookupError):  # the card has changed while the finger was on its way
                    await self.remote.does(self.chat_id, "taps", message_id=place[0], label_or_data=place[1])
                    self.taps += 1
                tapped_at = now
            await asyncio.sleep(LOOK_EVERY)


def _save_button(shown: list[dict[str, Any]], mark: str) -> tuple[int, str] | None:
    """Where the newest card of this entry can be saved."""
    for message in reversed(shown):
        if mark in message["text"]:
            for data in _data(message):
                if ":card:save" in data:
                    return message["message_id"], data
    return None


def _says_saved(message: dict[str, Any], minutes: int) -> bool:
    """A saved entry has its *Undo*, and says its length in the line below "Saved."."""
    lines = message["text"].split("\n")
    return len(lines) > 1 and f" {minutes}\u00a0" in lines[1] and any(one.startswith("undo:") for one in _data(message))


def _data(message: dict[str, Any]) -> list[str]:
    return [button["data"] or "" for row in message["buttons"] for button in row]
