"""What we do, in a coordinator's words. No words for people, no Telegram, no SQL, no commit, no clock."""

from bot.services import months, pairs, people

__all__ = ["months", "pairs", "people"]
