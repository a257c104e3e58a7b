"""The questionnaire by which a young person and the programme get to know each other: data, walked by rules.

A version is a tuple of questions and is never changed once somebody has begun it; a new one is a new file. Words are
in `messages.questions`, under the same keys.
"""

from bot.rules.questionnaire import answers, version_1
from bot.rules.questionnaire.questions import Answering, Condition, Facts, Question, chosen
from bot.rules.questionnaire.walking import Answers, Walk

VERSIONS: dict[int, tuple[Question, ...]] = {1: version_1.QUESTIONS}
CURRENT = max(VERSIONS)

__all__ = [
    "CURRENT",
    "VERSIONS",
    "Answering",
    "Answers",
    "Condition",
    "Facts",
    "Question",
    "Walk",
    "answers",
    "chosen",
]
