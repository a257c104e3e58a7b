"""The line to Telegram, as our own calls find it: a refusal is an answer, silence is not."""

import time
from collections.abc import Callable

from telegram.error import BadRequest, InvalidToken, NetworkError

# Polls are watched by themselves, and a question about the webhook says nothing about what we send.
NOT_SENDING = ("getUpdates", "getWebhookInfo")


class Line:
    """When Telegram last answered, and how many of the calls that send something failed since one got through."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.answered_at: float | None = None
        self.failed_in_a_row = 0
        self.failing_since = self.failed_at = float("-inf")

    def note(self, method: str, error: Exception | None = None) -> None:
        """How a call ended."""
        now = self.monotonic()
        if not _is_silence(error):
            self.answered_at = now
            if method not in NOT_SENDING:
                self.failed_in_a_row = 0
        elif method not in NOT_SENDING:
            if not self.failed_in_a_row:
                self.failing_since = now
            self.failed_in_a_row += 1
            self.failed_at = now


def _is_silence(error: Exception | None) -> bool:
    """Out of reach, broken, or no longer knowing our token."""
    return isinstance(error, (NetworkError, InvalidToken)) and not isinstance(error, BadRequest)
