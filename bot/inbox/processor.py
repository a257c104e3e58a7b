"""PTB's queue as a doorbell: what comes out of it is stored already, so it only wakes the worker."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram.ext import BaseUpdateProcessor


class Doorbell:
    """Wakes one of those who wait, since one update needs one lane. Rung while nobody waits, it wakes the next ones:
    as many as it remembers, which is as many as may wait here."""

    def __init__(self, remembers: int = 1) -> None:
        self._remembers = remembers
        self._rung = 0
        self._waiting: list[asyncio.Future[None]] = []

    def ring(self) -> None:
        sleeping = next((one for one in self._waiting if not one.done()), None)
        if sleeping is None:
            self._rung = min(self._rung + 1, self._remembers)
        else:
            sleeping.set_result(None)

    async def wait(self, seconds: float | None) -> None:
        """Until the bell rings, or `seconds` have passed."""
        if self._rung:
            self._rung -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            pass
        finally:
            self._waiting.remove(mine)


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
