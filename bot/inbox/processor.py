"""PTB's queue as a doorbell: what comes out of it is stored already, so it only wakes the worker."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram.ext import BaseUpdateProcessor


class Doorbell:
    """Wakes whoever waits; ringing twice before someone looks is one ring."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()

    async def wait(self, seconds: float | None) -> None:
        """Until the bell rings, or `seconds` have passed."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()


class KnockProcessor(BaseUpdateProcessor):
    """Closes the coroutine PTB made for the update: the worker makes its own, from the stored row."""

    def __init__(self, bell: Doorbell) -> None:
        super().__init__(max_concurrent_updates=1)
        self._bell = bell

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        coroutine.close()  # type: ignore[attr-defined]  # PTB hands a coroutine; unclosed it would warn
        self._bell.ring()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
