"""What a coordinator has to see to, by what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.rules.questionnaire.questions import Condition, at_most, both, chose
from bot.rules.suggestions.conditions import either, without

MINOR = Condition("under 18", lambda _answers, facts: facts.is_minor)


@dataclass(frozen=True)
class Task:
    """`when` says which answers bring it about."""

    key: str
    when: Condition


TASKS: Sequence[Task] = (
    Task("call", chose("ladder.call", "yes")),
    Task("low", without(at_most("ladder", 3), chose("ladder.call", "yes"))),
    Task("status", chose("status", "studying", "working", "trade", "nva", "unsure")),
    Task("nobody", chose("support", "nobody")),
    Task("psychologist", without(chose("barriers", "mood", "moved_or_war"), chose("specialists", "psychologist"))),
    Task("recognition", either(chose("education", "abroad"), chose("work", "abroad"))),
    Task(
        "transport",
        either(
            chose("limits", "distance", "no_money_for_bus"),
            chose("barriers", "transport"),
            chose("access", "transport"),
        ),
    ),
    Task("child_care", either(chose("limits", "child_care"), chose("barriers", "care"))),
    Task("money", chose("barriers", "money")),
    Task("doctor", chose("specialists", "doctor")),
    Task("volunteering", both(either(chose("would_try", "volunteering"), chose("took_part", "volunteering")), MINOR)),
)
