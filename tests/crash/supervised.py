"""The bot as a process that is killed at random moments and started again, as a supervisor would."""

import asyncio
import os
import random
import signal
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = "Blakus runs as"
LONGEST_START = 30.0  # seconds after which a start counts as failed
LONGEST_LIFE = 0.8  # at work, as a share of what a start takes, so that a busy machine gets as much done
GIVE_UP_AFTER = 3  # ends of its own accord
REST = 0.2  # seconds that a supervisor waits before the next start
DEAD_BEFORE_READY = 0.25  # the share of kills that hit a start


class Supervised:
    """`python -m bot run` with these settings. Only processes started here are ever killed, by their number."""

    def __init__(self, environ: Mapping[str, str], folder: Path, dice: random.Random) -> None:
        self.kills = 0
        self.killed_while_starting = 0
        self.fell: list[str] = []  # the last words of those that ended by themselves
        self.errors: list[str] = []
        self._environ = {**os.environ, "PYTHONPATH": str(ROOT), **environ}
        self._folder = folder
        self._dice = dice
        self._startup = 2.0

    async def killed(self, times: int) -> None:
        """Start and kill `times` times: mostly at work, sometimes while it starts."""
        while self.kills < times:
            began, last_words, ready = time.monotonic(), deque[str](maxlen=30), asyncio.Event()
            async with self._started() as process, asyncio.TaskGroup() as group:
                group.create_task(self._listen(process, last_words, ready))
                if self._dice.random() < DEAD_BEFORE_READY:
                    await asyncio.sleep(self._dice.uniform(0, self._startup))
                else:
                    await asyncio.wait_for(ready.wait(), LONGEST_START)
                    self._startup = time.monotonic() - began
                    await asyncio.sleep(self._dice.uniform(0, LONGEST_LIFE * self._startup))
                if process.returncode is None:
                    self.killed_while_starting += not ready.is_set()
                    process.send_signal(signal.SIGKILL)
                    self.kills += 1
                    await process.wait()
                else:
                    self.fell.append("\n".join(last_words))
                    assert len(self.fell) < GIVE_UP_AFTER, f"it ends by itself again and again:\n{self.fell[-1]}"
            await asyncio.sleep(REST)

    async def living(self, until: asyncio.Event) -> int:
        """One life to the end: told to stop, it finishes what it does. Its exit code."""
        last_words, ready = deque[str](maxlen=30), asyncio.Event()
        async with self._started() as process, asyncio.TaskGroup() as group:
            group.create_task(self._listen(process, last_words, ready))
            await until.wait()
            process.send_signal(signal.SIGTERM)
            code = await process.wait()
        if code != 0:
            self.fell.append("\n".join(last_words))
        return code

    async def tells(self, *arguments: str) -> str:
        """What a command of the operator prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *arguments,
            cwd=self._folder, env=self._environ, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        told, complaint = await process.communicate()
        assert process.returncode == 0, complaint.decode()
        return told.decode()

    @asynccontextmanager
    async def _started(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """A process that never outlives the test, however that ends."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            cwd=self._folder, env=self._environ, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _listen(self, process: asyncio.subprocess.Process, last_words: deque[str], ready: asyncio.Event) -> None:
        """Its log, until it is dead. A start that failed counts as ready: it is looked at as one that fell."""
        assert process.stderr is not None
        async for raw in process.stderr:
            line = raw.decode(errors="replace").rstrip()
            last_words.append(line)
            if RUNS in line:
                ready.set()
            if " ERROR " in line or " CRITICAL " in line:
                self.errors.append(line)
        await process.wait()
        ready.set()
