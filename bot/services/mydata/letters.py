"""What went to and fro: notices, open conversations, messages that are still stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot import storage
from bot.storage import Database
from bot.storage.models import InboxUpdate


@dataclass(frozen=True)
class Step:
    """What happened to a notice, and why."""

    at: datetime
    what: str
    why: str | None
    until: datetime | None


@dataclass(frozen=True)
class Notice:
    kind: str
    planned_at: datetime
    state: str
    settled_at: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class OpenConversation:
    name: str
    step: str
    started_at: datetime
    shown_at: datetime
    answers: dict[str, Any] | None


@dataclass(frozen=True)
class Written:
    """A message or a tap that is still stored; the words of staff speak of others and are left out."""

    at: datetime
    words: str | None


async def notices(db: Database, person_id: int) -> tuple[Notice, ...]:
    found = await storage.mydata.notices(db, person_id)
    lives = await storage.lifelines.of(db, [one.id for one in found])
    return tuple(
        Notice(
            one.kind,
            one.created_at,
            one.state,
            one.settled_at,
            tuple(Step(step.at, step.what, step.why, step.until) for step in lives[one.id]),
        )
        for one in found
    )


async def open_conversations(db: Database, person_id: int, *, is_staff: bool) -> tuple[OpenConversation, ...]:
    return tuple(
        OpenConversation(one.name, one.step, one.started_at, one.shown_at, None if is_staff else _answers(one.draft))
        for one in await storage.mydata.conversations(db, person_id)
    )


async def written(db: Database, chats: Sequence[int], *, is_staff: bool) -> tuple[Written, ...]:
    return tuple(
        Written(one.received_at, None if is_staff else _words(one)) for one in await storage.mydata.written(db, chats)
    )


def _answers(draft: Any) -> dict[str, Any]:
    """Without the engine's own notes."""
    return {key: value for key, value in draft.items() if not key.startswith("_")}


def _words(update: InboxUpdate) -> str | None:
    """What was typed, or what the tapped button carried."""
    raw = update.raw if isinstance(update.raw, dict) else {}
    message = raw.get("message") or raw.get("edited_message") or {}
    said = message.get("text") or message.get("caption") or _tapped(raw.get("callback_query") or {})
    # What follows /start is the key to an invitation, and a file may be passed on.
    return re.sub(r"^(/start) .*", r"\1 …", str(said)) if said else None


def _tapped(tap: dict[str, Any]) -> str | None:
    """What stood on the button, when Telegram sent the keyboard along."""
    keyboard = ((tap.get("message") or {}).get("reply_markup") or {}).get("inline_keyboard") or []
    return next((one["text"] for row in keyboard for one in row if one.get("callback_data") == tap.get("data")), None)
