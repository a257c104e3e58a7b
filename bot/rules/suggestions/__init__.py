"""What could be begun with, and what a coordinator has to see to: drawn from answers by tables that people can read.

`offers.py` and `tasks.py` are the tables, `choosing.py` reads them; `starters.py` names the offers that every library
begins with. Words are in `messages.suggestions`, under the same keys.
"""

from bot.rules.suggestions.choosing import FEWEST, MOST, Advice, Suggested, advice
from bot.rules.suggestions.offers import OFFERS, Offer, Reason
from bot.rules.suggestions.starters import STARTERS, Starter, starter, starters_for
from bot.rules.suggestions.tasks import TASKS, Task

__all__ = [
    "FEWEST",
    "MOST",
    "OFFERS",
    "STARTERS",
    "TASKS",
    "Advice",
    "Offer",
    "Reason",
    "Starter",
    "Suggested",
    "Task",
    "advice",
    "starter",
    "starters_for",
]
