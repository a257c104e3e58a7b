"""Starting the two bots and the local Bot API, each on its core, and reading what a process has used."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks import house
from bot.demo import botapi
from bot.demo.botapi import Remote
from bot.storage import sealing

ROOT = Path(__file__).parents[1]
KEY = sealing.new_key()
BOT_CORE, OTHER_CORE = 0, 1


@dataclass
class Running:
    """A bot, its Telegram, and its process."""

    name: str
    telegram: Remote
    process: psutil.Process
    stdin: asyncio.StreamWriter | None = None
    stdout: asyncio.StreamReader | None = None

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    def memory(self) -> float:
        """Megabytes it holds."""
        return float(self.process.memory_info().rss) / 1e6

    async def answered(self, count: int, within: float = 60.0) -> dict[str, Any]:
        """The statistics, once so many messages or edits have arrived; then a moment for what is written down."""
        async with asyncio.timeout(within):
            while (stats := await self.telegram.stats())["sent"] < count:  # noqa: ASYNC110 (it is another process)
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        return stats


@asynccontextmanager
async def echo(*telegram: str) -> AsyncIterator[Running]:
    """The baseline; `telegram` are the arguments of its local Bot API."""
    async with (
        _telegram(telegram) as remote,
        _bot("echo", remote, ["benchmarks.echo", remote.url, remote.token], {}) as running,
    ):
        yield running


@asynccontextmanager
async def blakus(name: str, database_url: str, *telegram: str, paced: bool = False) -> AsyncIterator[Running]:
    """Blakus on this database."""
    async with _telegram(telegram) as remote:
        environ = {
            "BLAKUS_BOT_TOKEN": remote.token,
            "BLAKUS_BOT_API_URL": remote.url,
            "BLAKUS_DATABASE_URL": database_url,
            "BLAKUS_ENCRYPTION_KEYS": KEY,
            **({} if paced else {house.OPEN: "1"}),
        }
        async with _bot(name, remote, ["benchmarks.house"], environ) as running:
            yield running


@asynccontextmanager
async def _telegram(arguments: tuple[str, ...]) -> AsyncIterator[Remote]:
    async with botapi.start_apart("--fast", *arguments) as remote:
        assert remote.process_id is not None
        pin(remote.process_id, OTHER_CORE)
        yield remote


@asynccontextmanager
async def _bot(name: str, remote: Remote, module: list[str], environ: Mapping[str, str]) -> AsyncIterator[Running]:
    log = tempfile.TemporaryFile()  # noqa: SIM115 (closed below)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module,
        cwd=ROOT, env={**os.environ, **environ},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        if line.strip() != b"ready":
            raise RuntimeError(f"{name} did not start")
        pin(process.pid, BOT_CORE)
        yield Running(name, remote, psutil.Process(process.pid), process.stdin, process.stdout)
    except (TimeoutError, RuntimeError):
        log.seek(0)
        print(log.read()[-2000:].decode(errors="replace"), file=sys.stderr)
        raise
    finally:
        log.close()
        if process.returncode is None:
            process.terminate()
        await process.wait()


def pin(process_id: int, core: int) -> None:
    """Keep a process on one core, where there are two and the system can."""
    one = psutil.Process(process_id)
    if hasattr(one, "cpu_affinity") and (psutil.cpu_count() or 1) > max(BOT_CORE, OTHER_CORE):
        one.cpu_affinity([core])
