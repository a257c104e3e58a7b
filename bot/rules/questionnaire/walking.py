"""Walking through the questions: which are shown, which comes next, which answers count.

An answer to a question that is no longer shown is kept, and not used, as if it had not been given: conditions see
only answers of shown questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.rules.questionnaire.questions import Facts, Question, chosen

Answers = Mapping[str, Any]  # by key; None where it was skipped


@dataclass(frozen=True)
class Walk:
    """One state of the answers. Cheap to make; nothing is remembered between two."""

    questions: Sequence[Question]
    answers: Answers
    facts: Facts = field(default_factory=Facts)

    @cached_property
    def used(self) -> dict[str, Any]:
        """The answers of questions that are shown."""
        used: dict[str, Any] = {}
        for question in self.questions:
            if question.key in self.answers and self._is_shown(question, used):
                used[question.key] = self.answers[question.key]
        return used

    @cached_property
    def shown(self) -> list[Question]:
        """The questions whose condition holds, in their order: within a sitting those that lead come first."""
        shown = [question for question in self.questions if self._is_shown(question, self.used)]
        return sorted(shown, key=lambda one: (one.sitting, not self._leads(one)))

    @property
    def asked(self) -> list[Question]:
        """The shown ones that are asked here: not those that joining asked."""
        return [question for question in self.shown if not question.known]

    @property
    def open(self) -> list[Question]:
        return [question for question in self.asked if question.key not in self.answers]

    @property
    def is_complete(self) -> bool:
        return not self.open

    def next_after(self, key: str) -> Question | None:
        """The first question behind this one that has no answer yet; else the first open one at all."""
        keys = [one.key for one in self.asked]
        behind = self.asked[keys.index(key) + 1 :] if key in keys else []
        return next((one for one in behind if one.key not in self.answers), next(iter(self.open), None))

    def before(self, key: str) -> Question | None:
        """The shown question before this one; None at the beginning."""
        keys = [one.key for one in self.asked]
        at = keys.index(key) if key in keys else 0
        return self.asked[at - 1] if at else None

    def options(self, question: Question) -> list[str]:
        """What can be chosen, in the order for this person."""
        if question.of_chosen is not None:
            there = self.by_key(question.of_chosen)
            return [one for one in there.options if one in chosen(self.used, there.key)]
        first = [one for condition, one in question.first if condition.holds(self.used, self.facts)]
        return [*first, *(one for one in question.options if one not in first)]

    def by_key(self, key: str) -> Question:
        """Raises KeyError."""
        return next(one for one in self.questions if one.key == key) if self.has(key) else _missing(key)

    def has(self, key: str) -> bool:
        return any(one.key == key for one in self.questions)

    def _is_shown(self, question: Question, used: Answers) -> bool:
        return question.shown_when is None or question.shown_when.holds(used, self.facts)

    def _leads(self, question: Question) -> bool:
        return question.leads is not None and question.leads.holds(self.used, self.facts)


def _missing(key: str) -> Question:
    raise KeyError(key)
