"""What went to and fro."""

from typing import Any

from bot.i18n import Speech
from bot.messages.mydata import shapes


def notice(_: Speech, one: Any) -> str:
    return shapes.line(_.moment(one.settled_at or one.planned_at), one.kind, one.state)


def conversation(_: Speech, one: Any) -> str:
    answers = [f"{key}: {value}" for key, value in (one.answers or {}).items()]
    return shapes.line(_.moment(one.shown_at), one.name, *answers)


def written(_: Speech, one: Any) -> str:
    return shapes.line(_.moment(one.at), *([one.words] if one.words else []))
