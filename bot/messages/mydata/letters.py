"""What went to and fro."""

from typing import Any

from bot.i18n import Speech
from bot.messages import lifeline_words
from bot.messages.mydata import shapes
from bot.rules.notice_rules import PACKED


def notice(_: Speech, one: Any) -> str:
    """Why it came, as under the message itself; a kind that is no more keeps its code."""
    why = lifeline_words.WORDS.get(one.kind)
    rule = next((rule for rule in PACKED.all() if rule.kind == one.kind), None)
    states = {
        "waiting": _("waits to be sent"),
        "queued": _("on its way"),
        "sent": _("sent"),
        "failed": _("could not be sent"),
    }
    return shapes.line(
        _.moment(one.settled_at or one.planned_at),
        why(_, rule) if why is not None and rule is not None else one.kind,
        states.get(one.state) or _("not needed any more"),
    )


def conversation(_: Speech, one: Any) -> str:
    answers = [f"{key}: {value}" for key, value in (one.answers or {}).items()]
    return shapes.line(_.moment(one.shown_at), one.name, *answers)


def written(_: Speech, one: Any) -> str:
    return shapes.line(_.moment(one.at), *([one.words] if one.words else []))
