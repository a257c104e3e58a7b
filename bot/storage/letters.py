"""What a message looks like as a row: the bridge between `messages.Message` and a call to Telegram, without either."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

REPLY, REMINDER, BROADCAST = 0, 5, 9  # priorities: the smaller leaves first


@dataclass(frozen=True)
class Letter:
    """A call to Telegram to be queued. `card` names a message that later letters of the same card edit."""

    chat_id: int
    method: str
    payload: dict[str, Any]
    priority: int = REPLY
    card: str | None = None
    # False: edit the card where it stands; True: fold the old one and put a new one at the bottom.
    to_bottom: bool = False
    folded: str | None = None
    file: tuple[str, bytes] | None = None
    key: str | None = None
    leave_by: datetime | None = None
    not_before: datetime | None = None
    when_unknown: str = "resend"
