"""The letterbox: nothing lost, nothing doubled, kind when we are wrong; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from telegram import Update
from telegram.ext import CommandHandler

from bot import storage
from bot.context import Context
from bot.demo.botapi import Limits
from bot.messages import Message
from bot.outbox import Pacer
from bot.rules.errors import InFuture
from bot.rules.people import Role
from bot.storage.letters import Letter
from bot.storage.models import AuditEntry, InboxUpdate, OutboxRow, Person
from bot.toolbox.clock import TurnableClock
from tests.conftest import House, Someone, fresh_postgres, joined_staff, running


@pytest.fixture
async def both(database_url: str, clock: TurnableClock) -> AsyncIterator[House]:
    """The house on SQLite, then on PostgreSQL."""
    async with running(database_url, clock) as house:
        yield house


@pytest.fixture
async def ilze(both: House) -> Someone:
    return await joined_staff(both, "Ilze", Role.MENTOR, await both.municipality(), "en")


def hears(house: House, command: str | list[str], answer: Any) -> None:
    """Give the running house one more command."""
    house.blakus.application.add_handler(CommandHandler(command, answer), group=-1)


async def counted(house: House, *where: Any, of: Any) -> int:
    async with house.blakus.sessions() as db:
        return int(await db.scalar(select(func.count()).select_from(of).where(*where)) or 0)


async def test_an_update_delivered_twice_is_handled_once(both: House, ilze: Someone) -> None:
    async def mark(update: Update, context: Context) -> None:
        await storage.audit.note(context.db, at=context.now, actor_id=None, action="marked", person_id=None)
        context.reply(Message("Marked"))

    hears(both, "mark", mark)
    await ilze.says("/mark")
    async with both.blakus.sessions() as db:
        raw = (await storage.inbox.listed(db, states=["done"]))[-1].raw
    assert raw is not None
    await both.blakus.bot.keep([raw])
    both.blakus.bell.ring()
    await both.settled()
    assert await counted(both, AuditEntry.action == "marked", of=AuditEntry) == 1
    assert [message.text for message in ilze.chat.from_bot].count("Marked") == 1


async def test_a_refusal_takes_everything_back(both: House, ilze: Someone) -> None:
    async def half(update: Update, context: Context) -> None:
        await storage.audit.note(context.db, at=context.now, actor_id=None, action="half", person_id=None)
        context.reply(Message("Saved"))
        raise InFuture(context.said_on)

    hears(both, "half", half)
    await ilze.says("/half")
    ilze.sees("This time has not come yet")
    assert await counted(both, AuditEntry.action == "half", of=AuditEntry) == 0
    ilze.sees_not("Saved")


async def test_what_waits_together_fails_alone(both: House, ilze: Someone) -> None:
    """On SQLite these updates share a commit."""

    async def mark(update: Update, context: Context) -> None:
        what = (update.effective_message.text or "")[1:] if update.effective_message else ""
        await storage.audit.note(context.db, at=context.now, actor_id=None, action=what, person_id=None)
        person = await storage.people.get(context.db, context.person.id)
        assert person is not None
        person.name = what  # a row that the session holds back until it must be written
        context.reply(Message(f"Marked: {what}"))
        if what == "refused":
            raise InFuture(context.said_on)
        if what == "broken":
            raise RuntimeError("a defect")

    hears(both, ["first", "refused", "broken", "last"], mark)
    place = await both.municipality()
    told = {"first": ilze}
    for name in ("refused", "broken", "last"):
        told[name] = await joined_staff(both, name.title(), Role.MENTOR, place, "en")
    updates = []
    for number, (name, who) in enumerate(told.items()):
        await who.says("/language")  # so that the bot knows the shape of their updates
        async with both.blakus.sessions() as db:
            raw: Any = (await storage.inbox.listed(db, states=["done"]))[-1].raw
        raw["update_id"] += 1000 + number
        raw["message"] |= {
            "text": f"/{name}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 1 + len(name)}],
        }
        updates.append(raw)
    await both.blakus.bot.keep(updates)
    both.blakus.bell.ring()
    answers = {"first": "Marked: first", "refused": "This time has not come yet", "last": "Marked: last"}
    await both.server.until(
        lambda: all(any(answer in one.text for one in told[name].chat.from_bot) for name, answer in answers.items())
    )
    told["broken"].sees_not("Marked")
    await until_set_aside(both)
    told["broken"].sees("Sorry, that was our fault")
    for name, marks in {"first": 1, "refused": 0, "broken": 0, "last": 1}.items():
        assert await counted(both, AuditEntry.action == name, of=AuditEntry) == marks
        assert await counted(both, Person.name == name, of=Person) == marks
        assert [message.text for message in told[name].chat.from_bot].count(f"Marked: {name}") == marks


async def test_a_transaction_that_is_lost_whole_told_nobody_that_it_was_kept(house: House, smiltene: int) -> None:
    """SQLite rolls back by itself when the disk is full: whoever shared the commit is handled again, and only then
    hears of it."""
    ilze = await joined_staff(house, "Ilze", Role.MENTOR, smiltene, "en")
    full = await joined_staff(house, "Oleh", Role.MENTOR, smiltene, "en")
    tries = 0

    async def mark(update: Update, context: Context) -> None:
        await storage.audit.note(context.db, at=context.now, actor_id=None, action="marked", person_id=None)
        context.reply(Message("Marked"))

    async def lose(update: Update, context: Context) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            await (await context.db.connection()).exec_driver_sql("ROLLBACK")
            raise RuntimeError("no room")
        context.reply(Message("Room again"))

    hears(house, "mark", mark)
    hears(house, "lose", lose)
    raws = []
    for number, (who, words) in enumerate(((ilze, "/mark"), (full, "/lose"))):
        await who.says("/language")  # so that the shape of their updates is known
        async with house.blakus.sessions() as db:
            raw: Any = (await storage.inbox.listed(db, states=["done"]))[-1].raw
        raw["update_id"] += 1000 + number
        raw["message"] |= {"text": words, "entities": [{"type": "bot_command", "offset": 0, "length": len(words)}]}
        raws.append(raw)
    await house.blakus.bot.keep(raws)
    house.blakus.bell.ring()
    await house.server.until(lambda: any("Room again" in one.text for one in full.chat.from_bot))
    await house.settled()
    assert tries == 2
    assert await counted(house, AuditEntry.action == "marked", of=AuditEntry) == 1
    assert [message.text for message in ilze.chat.from_bot].count("Marked") == 1


async def until_set_aside(house: House) -> None:
    """Time passes as quickly as the retries need it."""
    for _ in range(400):
        house.clock.turn_to(house.clock.now() + timedelta(seconds=5))
        house.blakus.bell.ring()
        await asyncio.sleep(0.01)
        if await counted(house, InboxUpdate.state == "aside", of=InboxUpdate):
            break
    await house.settled()


async def test_a_stranger_hears_of_our_fault_in_the_language_of_their_phone(both: House) -> None:
    async def broken(update: Update, context: Context) -> None:
        raise RuntimeError("a defect")

    hears(both, "broken", broken)
    olena = both.someone("Olena", "uk")
    olena.chat.says("/broken")
    await until_set_aside(both)
    olena.sees("Перепрошуємо, це наша помилка")


async def test_our_fault_is_tried_again_then_set_aside_with_an_apology(both: House, ilze: Someone) -> None:
    tries = []

    async def broken(update: Update, context: Context) -> None:
        tries.append(context.now)
        await storage.audit.note(context.db, at=context.now, actor_id=None, action="broken", person_id=None)
        raise RuntimeError("a defect")

    hears(both, "broken", broken)
    ilze.chat.says("/broken")
    await until_set_aside(both)
    assert len(tries) >= 4, "once, and again after 1, 5 and 25 seconds"
    ilze.sees("Sorry, that was our fault")
    assert await counted(both, InboxUpdate.state == "aside", of=InboxUpdate) == 1
    assert await counted(both, AuditEntry.action == "broken", of=AuditEntry) == 0
    await ilze.says("/help")
    ilze.sees("Write what took place")


async def test_while_one_chat_waits_for_a_retry_others_go_on(both: House, ilze: Someone) -> None:
    async def broken(update: Update, context: Context) -> None:
        raise RuntimeError("a defect")

    hears(both, "broken", broken)
    other = await joined_staff(both, "Oleh", Role.MENTOR, await both.municipality(), "en")
    ilze.chat.says("/broken")
    ilze.chat.says("/help")
    other.chat.says("/help")
    await both.server.until(lambda: "Write what took place" in other.last.text)
    assert "Write what took place" not in ilze.last.text, "the same chat keeps its order"


async def test_a_chat_keeps_its_order_and_loses_nothing(both: House, ilze: Someone) -> None:
    heard: list[str] = []

    async def count(update: Update, context: Context) -> None:
        await asyncio.sleep(0)
        heard.append(context.words)
        context.reply(Message(f"number {context.words}"))

    hears(both, "n", count)
    for n in range(30):
        ilze.chat.says(f"/n {n}")
    await both.settled()
    assert heard == [str(n) for n in range(30)]
    answers = [message.text for message in ilze.chat.from_bot if message.text.startswith("number ")]
    assert answers == [f"number {n}" for n in range(30)]


async def test_a_block_marks_someone_unreachable_and_a_message_clears_it(both: House, ilze: Someone) -> None:
    ilze.blocks_the_bot()
    await both.settled()
    assert await counted(both, Person.unreachable_since.is_not(None), of=Person) == 1
    ilze.chat.unblocks()
    await ilze.says("/help")
    assert await counted(both, Person.unreachable_since.is_not(None), of=Person) == 0


async def test_a_403_marks_someone_unreachable(both: House, ilze: Someone) -> None:
    async def too_late(update: Update, context: Context) -> None:
        ilze.chat.blocked = True  # while we answer, and Telegram has not told us yet
        context.reply(Message("Hello"))

    hears(both, "hello", too_late)
    await ilze.says("/hello")
    assert await counted(both, Person.unreachable_since.is_not(None), of=Person) == 1
    assert await counted(both, OutboxRow.state == "failed", of=OutboxRow) == 1


async def test_sent_words_are_gone_from_the_outbox(both: House, ilze: Someone) -> None:
    await ilze.says("/help")
    assert await counted(both, OutboxRow.state == "sent", OutboxRow.payload.is_not(None), of=OutboxRow) == 0


async def test_what_a_stranger_writes_is_erased_with_the_commit(both: House) -> None:
    stranger = both.someone("Stranger", "uk")
    await stranger.says("Моя таємниця")
    stranger.sees("Blakus")
    assert await counted(both, InboxUpdate.raw.is_not(None), of=InboxUpdate) == 0
    assert await counted(both, of=Person) == 0


async def test_a_deleted_card_is_sent_anew(both: House) -> None:
    anna = await joined_staff(both, "Anna", Role.COORDINATOR, await both.municipality(), "en")
    await anna.says("/invite")
    card = anna.last
    anna.chat.deletes(card.message_id)
    await anna.taps_data(
        card.message_id, next(b.data or "" for row in card.buttons for b in row if b.label == "Mentor")
    )
    anna.sees("What is the name?")
    assert anna.last.message_id != card.message_id


async def test_two_quick_answers_are_not_taken_for_one_step(both: House) -> None:
    anna = await joined_staff(both, "Anna", Role.COORDINATOR, await both.municipality(), "en")
    await anna.says("/invite")
    await anna.taps("Mentor")
    anna.chat.says("Pēteris")
    anna.chat.says("Līga")
    await both.settled()
    anna.sees("Please choose one of the buttons")
    await anna.taps("English")
    anna.sees("https://t.me/")
    async with both.blakus.sessions() as db:
        names = list(await db.scalars(select(Person.name)))
    assert "Pēteris" in names and "Līga" not in names


async def test_a_restart_in_the_middle_of_a_conversation_forgets_nothing(
    database_url: str, clock: TurnableClock
) -> None:
    async with running(database_url, clock) as house:
        anna = await joined_staff(house, "Anna", Role.COORDINATOR, await house.municipality(), "en")
        await anna.says("/invite")
        await anna.taps("Mentor")
        await house.restart()
        await anna.says("Pēteris")
        await anna.taps("Latviešu")
        anna.sees("Atvērt Blakus")


@pytest.mark.postgres
async def test_a_reply_with_a_smaller_number_that_commits_later_is_not_forgotten(
    postgres_server: str, clock: TurnableClock
) -> None:
    """Two transactions side by side: the later number is stored, and sent, before the earlier one."""
    async with running(fresh_postgres(postgres_server), clock) as house:
        someone = house.someone("Somebody", "en")
        someone.chat.knows_the_bot()

        def letter(text: str) -> Letter:
            return Letter(someone.chat.id, "sendMessage", {"text": text})

        async with house.blakus.sessions.begin() as slow:
            await storage.outbox.queue(slow, [letter("earlier number")], now=clock.now())
            async with house.blakus.sessions.begin() as quick:
                await storage.outbox.queue(quick, [letter("later number")], now=clock.now())
            house.blakus.sender.ring()
            await house.server.until(lambda: [message.text for message in someone.chat.from_bot] == ["later number"])
        house.blakus.sender.ring()
        await house.server.until(lambda: "earlier number" in [message.text for message in someone.chat.from_bot])


async def test_telegrams_limits_are_never_broken(tmp_path: Any, clock: TurnableClock) -> None:
    """A broadcast to 40 chats with replies between, against 30 a second and one a second per chat."""
    limits = Limits()
    async with running(f"sqlite:///{tmp_path / 'b.db'}", clock, limits=limits, pacer=Pacer()) as house:
        people = [house.someone(f"P{n}", "en") for n in range(40)]
        for one in people:
            one.chat.says("/start")
        await house.settled()
        assert limits.refused == 0
        assert all("Blakus" in one.last.text for one in people)


async def test_the_token_never_reaches_a_log(both: House, ilze: Someone, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    await ilze.says("/help")
    assert both.server.token not in caplog.text
