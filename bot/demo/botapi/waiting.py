"""One update on its way to the bot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Encoded once; `queue` says in whose order a webhook delivers it."""

    update_id: int
    kind: str
    queue: str
    body: bytes
