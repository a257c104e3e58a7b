"""Reading one answer: what was tapped or typed, checked, in the shape in which it is stored.

one, several: {"chosen": [option, …], "words": text} · scale: 0–10 · matrix: {row: option} · scales: {row: 0–10} ·
words: {"words": text} or {"voice": Telegram's file id, "seconds": n} · None: passed over.
"""

from collections.abc import Collection, Sequence
from typing import Any

from bot.rules import text
from bot.rules.errors import NotUnderstood
from bot.rules.questionnaire.questions import LADDER, MOST_WORDS, Answering, Question


def ticked(question: Question, before: Collection[str], option: str, *, is_wanted: bool) -> list[str]:
    """The ticks after one more tap: an option that stands alone takes the others away, and the other way round."""
    ticks = [one for one in before if one != option]
    if is_wanted:
        if option in question.alone:
            ticks = []
        ticks = [one for one in ticks if one not in question.alone]
        ticks.append(option)
    return ticks


def is_full(question: Question, ticks: Collection[str]) -> bool:
    """Nothing more may be chosen."""
    return question.most is not None and len(ticks) >= question.most


def of_choices(question: Question, options: Sequence[str], ticks: Collection[str], words: str | None = None) -> Any:
    """Raises NotUnderstood for nothing, for too much, and for what is no option here."""
    chosen = [one for one in options if one in ticks]
    too_many = question.most is not None and len(chosen) > question.most
    if (
        not chosen
        or len(chosen) != len(set(ticks))
        or too_many
        or (question.answering is Answering.ONE and len(chosen) != 1)
    ):
        raise NotUnderstood("choice")
    answer: dict[str, Any] = {"chosen": chosen}
    if words:
        answer["words"] = of_words(words)["words"]
    return answer


def of_words(typed: str) -> dict[str, Any]:
    """Free words, shortened to what is kept. Raises NotUnderstood for nothing."""
    words = text.clean_note(typed, limit=MOST_WORDS)
    if not words:
        raise NotUnderstood("choice")
    return {"words": words}


def of_voice(file_id: str, seconds: int) -> dict[str, Any]:
    """A voice note by Telegram's id: it stays at Telegram, and nothing writes it down."""
    return {"voice": file_id, "seconds": seconds}


def of_scale(typed: str) -> int:
    """0 to 10, as a figure. Raises NotUnderstood."""
    figure = typed.strip()
    if not (figure.isascii() and figure.isdigit()) or int(figure) not in LADDER:
        raise NotUnderstood("number")
    return int(figure)
