"""A profile as a person would write it."""

from typing import Any

from bot.i18n import Speech
from bot.messages import getting_to_know, questions
from bot.rules.questionnaire import Walk


def summary(_: Speech, walk: Walk) -> str:
    """What they said, a line an answer; what was passed over is left out."""
    lines = [getting_to_know.summary_heading(_)]
    for question in walk.asked:
        value = walk.used.get(question.key)
        if value is not None:
            lines.append(f"{questions.of(_, question.key).about}: {answered(_, question.key, value)}")
    return "\n".join(lines)


def answered(_: Speech, key: str, value: Any) -> str:
    """An answer in words."""
    if isinstance(value, int):
        return _.number(value)
    words = questions.of(_, key)
    if "voice" in value:
        return _("voice note, {seconds} s", seconds=_.number(value["seconds"]))
    if "chosen" in value:
        labels = questions.labels(_, key)
        return "; ".join([*(labels[one] for one in value["chosen"]), *([value["words"]] if "words" in value else [])])
    if "words" in value:
        return str(value["words"])
    return "; ".join(f"{words.rows[row]}: {words.options.get(str(one), str(one))}" for row, one in value.items())
