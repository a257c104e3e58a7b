"""`blakus inbox` and `blakus outbox`: what waits, what failed, and what to do about it.

Content belongs to people: it is shown only when asked for by name, and the audit keeps that it was.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from enum import StrEnum
from types import ModuleType
from typing import Annotated, Any

import typer

from bot import storage
from bot.cli import desk
from bot.cli.desk import Desk
from bot.cli.front import Trouble
from bot.rules.lifelines import Held
from bot.storage import Database
from bot.storage.letters import REPLY
from bot.storage.models import InboxUpdate, OutboxRow

Row = InboxUpdate | OutboxRow


class Inbound(StrEnum):
    NEW = "new"
    ASIDE = "aside"
    DONE = "done"


class Outbound(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"
    SENT = "sent"


Number = Annotated[int, typer.Argument(help="The row's number, as `list` shows it.")]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show what people wrote; the audit keeps that you did.")]
Force = Annotated[bool, typer.Option("--force", help="Also where that chat has moved on.")]
Limit = Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")]

inbox = typer.Typer(help="Updates from Telegram: waiting, or set aside after their retries.", no_args_is_help=True)
outbox = typer.Typer(help="Calls to Telegram: waiting, failed, or of unknown end.", no_args_is_help=True)


@inbox.command(name="list")
def list_inbox(
    state: Annotated[list[Inbound] | None, typer.Option(help="Default: new and aside.")] = None,
    reveal: Reveal = False,
    limit: Limit = 100,
) -> None:
    """Show updates that wait or were set aside."""
    asyncio.run(_list(storage.inbox, state or [Inbound.NEW, Inbound.ASIDE], limit, reveal, _incoming))


@outbox.command(name="list")
def list_outbox(
    state: Annotated[list[Outbound] | None, typer.Option(help="Default: all but sent and dropped.")] = None,
    reveal: Reveal = False,
    limit: Limit = 100,
) -> None:
    """Show calls that wait, failed, or may or may not have arrived."""
    states = state or [Outbound.PENDING, Outbound.SENDING, Outbound.UNKNOWN, Outbound.FAILED]
    asyncio.run(_list(storage.outbox, states, limit, reveal, _outgoing))


@inbox.command(name="retry")
def retry_inbox(number: Number, force: Force = False) -> None:
    """Handle an update that was set aside once more."""
    asyncio.run(_retry(storage.inbox, number, {"aside"}, force))


@outbox.command(name="retry")
def retry_outbox(number: Number, force: Force = False) -> None:
    """Make a call again that failed or may not have arrived; what was sent unasked is asked again first."""
    asyncio.run(_retry(storage.outbox, number, {"failed", "unknown"}, force))


@inbox.command(name="drop")
def drop_inbox(number: Number) -> None:
    """Forget an update that was set aside."""
    asyncio.run(_drop(storage.inbox, number, {"aside"}, _forget))


@outbox.command(name="drop")
def drop_outbox(number: Number) -> None:
    """Give up a call; its words are erased."""
    asyncio.run(_drop(storage.outbox, number, {"pending", "failed", "unknown"}, _give_up))


# --- what they do ---


async def _list(room: ModuleType, states: Sequence[str], limit: int, reveal: bool, line: Callable[[Any], str]) -> None:
    async with desk.opened() as at:
        async with at.reading() as db:
            rows: list[Row] = await room.listed(db, states=states, limit=limit)
        if reveal and rows:
            await _note(at, room, "revealed", [row.id for row in rows])
    for row in rows:
        print(line(row))
        if reveal:
            content = row.raw if isinstance(row, InboxUpdate) else row.payload
            print(f"    {json.dumps(content, ensure_ascii=False)}")
    typer.echo(f"{len(rows)} shown." if rows else "Nothing there.", err=True)


async def _retry(room: ModuleType, number: int, states: set[str], force: bool) -> None:
    async with desk.opened() as at:
        async with at.writing.begin() as db:
            row = await _row(room, db, number, states)
            is_unasked = isinstance(row, OutboxRow) and row.priority > REPLY
            said = await (_ask_again(db, at, number) if is_unasked else _put_back(room, db, row, force=force))
        await _note(at, room, "retried", [number])
    print(said)


async def _put_back(room: ModuleType, db: Database, row: Row, *, force: bool) -> str:
    """As it is: it belongs to what somebody did."""
    if row.state != "new" and _content(row) is None:
        raise Trouble(f"Nothing is left of number {row.id} to do again: its words were erased. Drop it.")
    if not force and await room.has_moved_on(db, row):
        raise Trouble(
            f"The chat of number {row.id} has moved on since: doing it now could confuse people; "
            "drop it, or insist with --force."
        )
    await room.put_back(db, row.id)
    return f"Number {row.id} waits again."


async def _ask_again(db: Database, at: Desk, number: int) -> str:
    """A message that nobody asked for may be untrue by now, and its reader asleep: its notices take its place, as
    where it missed its time. So it does no harm where the chat has moved on."""
    notices = await storage.notices.of_outbox(db, number)
    if not notices:
        raise Trouble(f"Nothing is left of number {number} to say again: its notices are gone. Drop it.")
    await storage.outbox.settle(db, number, "dropped", reason="back to its notices", now=at.now)
    await storage.notices.postpone(db, notices, until=at.now, reason=Held.RETRIED, now=at.now)
    return (
        f"Number {number} was a message that its reader had not asked for, so it is not sent as it is: {len(notices)} "
        "of its notices wait again. What still holds then leaves outside quiet hours, in new words."
    )


async def _drop(
    room: ModuleType, number: int, states: set[str], forget: Callable[[Database, int, Desk], Awaitable[None]]
) -> None:
    async with desk.opened() as at:
        async with at.writing.begin() as db:
            await _row(room, db, number, states)
            await forget(db, number, at)
        await _note(at, room, "dropped", [number])
    print(f"Number {number} is dropped.")


async def _forget(db: Database, number: int, _: Desk) -> None:
    await storage.inbox.drop(db, number)


async def _give_up(db: Database, number: int, at: Desk) -> None:
    await storage.outbox.settle(db, number, "dropped", reason="dropped by the operator", now=at.now)


async def _row(room: ModuleType, db: Database, number: int, states: set[str]) -> Row:
    row: Row | None = await room.get(db, number)
    if row is None:
        raise Trouble(f"There is no number {number} here: `list` shows what there is.")
    if row.state not in states:
        raise Trouble(f"Number {number} is {row.state}; this is only for {' or '.join(sorted(states))}.")
    return row


async def _note(at: Desk, room: ModuleType, what: str, numbers: list[int]) -> None:
    place = room.__name__.rpartition(".")[2]
    async with at.writing.begin() as db:
        for number in numbers:
            await storage.audit.note(
                db, at=at.now, actor_id=None, action=f"{place}.{what}", person_id=None, subject=f"{place}={number}"
            )


def _content(row: Row) -> Any:
    return row.raw if isinstance(row, InboxUpdate) else row.payload


def _incoming(row: InboxUpdate) -> str:
    kind = next((key for key in row.raw if key != "update_id"), "?") if isinstance(row.raw, dict) else "erased"
    facts = (row.id, row.state, f"{row.received_at:%Y-%m-%dT%H:%MZ}", kind, f"attempts={row.attempts}", row.error)
    return "  ".join(str(fact) for fact in facts if fact is not None)


def _outgoing(row: OutboxRow) -> str:
    facts = (
        row.id, row.state, f"{row.created_at:%Y-%m-%dT%H:%MZ}", row.method, f"attempts={row.attempts}", row.reason,
    )  # fmt: skip
    return "  ".join(str(fact) for fact in facts if fact is not None)


GROUPS = {"inbox": inbox, "outbox": outbox}
