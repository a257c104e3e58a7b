"""Young people who answer questions: they take the first choice, and tap again when nothing comes."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

from bot.demo.botapi import Remote
from tests.crash.mentors import LOOK_EVERY, PATIENCE, TAP_AGAIN_AFTER

FIRST_TELEGRAM_ID = 7001
BETWEEN = ("welcome", "pause")


@dataclass
class Youth:
    """One of them; `answered` are the questions that they saw give way to the next, with what they chose last."""

    number: int
    remote: Remote
    answered: dict[str, str] = field(default_factory=dict)

    @property
    def chat_id(self) -> int:
        return FIRST_TELEGRAM_ID + self.number

    async def answers(self, count: int) -> None:
        """So many questions, one after another."""
        await self.remote.does(self.chat_id, "says", text="/profile")
        seen, deadline, tapped, tapped_at = "", time.monotonic() + PATIENCE, ("", ""), float("-inf")
        while len(self.answered) < count:
            step, message_id, choices = await self._card()
            before, choice = tapped
            if before and before != step and before not in BETWEEN:
                self.answered[before] = choice
            now = time.monotonic()
            if step != seen:
                seen, deadline = step, now + PATIENCE
            assert now < deadline, f"{self.number} waits at {step!r} after {list(self.answered)}: {await self._last()}"
            wanted = _wanted(choices)
            if wanted and ((step, wanted) != tapped or now - tapped_at > TAP_AGAIN_AFTER):
                with contextlib.suppress(LookupError):  # the card has changed while the finger was on its way
                    await self.remote.does(self.chat_id, "taps", message_id=message_id, label_or_data=wanted)
                tapped, tapped_at = (step, wanted), now
            await asyncio.sleep(LOOK_EVERY)

    async def _last(self) -> list[str]:
        """How the last messages begin."""
        return [one["text"][:60] for one in (await self.remote.chat(self.chat_id))["messages"]][-6:]

    async def _card(self) -> tuple[str, int, list[str]]:
        """The newest card: its step, its message, what its buttons would send."""
        chat = await self.remote.chat(self.chat_id)
        for message in reversed([one for one in chat["messages"] if one["from_bot"] and not one["deleted"]]):
            places = [one for one in _data(message) if one.startswith("c:")]
            if places:
                return places[0].split(":")[2], message["message_id"], places
        return "", 0, []


def _wanted(choices: list[str]) -> str:
    """The first choice; of several the first one, then *done*; where words are asked, *skip*."""
    values = {one: one.split(":", 3)[3] for one in choices}
    offered = [one for one, value in values.items() if not value.startswith("!")]
    done = [one for one in offered if values[one] == "done"]
    if done and any(value.endswith(":0") for value in values.values()):
        return done[0]
    skip = [one for one, value in values.items() if value == "!skip"]
    return next(iter(offered), next(iter(skip), ""))


def _data(message: dict[str, Any]) -> list[str]:
    return [button["data"] or "" for row in message["buttons"] for button in row]
