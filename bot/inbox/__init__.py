"""The letterbox in: updates are stored before Telegram is told, then handled one transaction each.

The room decides nothing and words nothing but refusals and apologies, which come from `messages`.
"""

from bot.inbox.polling import ALLOWED_UPDATES, InboxBot
from bot.inbox.processor import Doorbell, KnockProcessor
from bot.inbox.taps import Taps
from bot.inbox.worker import Worker

__all__ = ["ALLOWED_UPDATES", "Doorbell", "InboxBot", "KnockProcessor", "Taps", "Worker"]
