"""The questionnaire's words, under the keys of `rules.questionnaire`: what is asked, what can be chosen.

A file for each sitting. An answer is read by the young person and by the coordinator, so `about`, `options` and `rows`
say *I* or nobody, never *you*. Wherever words of one's own are asked for, the question says what need not be told.
"""

from bot.i18n import Speech
from bot.messages.questions import sitting_1, sitting_2, sitting_3, sitting_4
from bot.messages.questions.words import Said, Words

__all__ = ["WORDS", "Words", "labels", "of"]

WORDS: dict[str, Said] = {**sitting_1.WORDS, **sitting_2.WORDS, **sitting_3.WORDS, **sitting_4.WORDS}


def of(_: Speech, key: str) -> Words:
    """Raises KeyError for a question that has no words."""
    return WORDS[key](_)


def labels(_: Speech, key: str) -> dict[str, str]:
    """What can be chosen; of a follow-up that chooses among what was chosen, the first question's labels."""
    return of(_, key).options or of(_, key.partition(".")[0]).options
