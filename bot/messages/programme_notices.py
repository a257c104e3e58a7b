"""What young people and their mentors hear about a programme without having asked: pairs, pauses, planned end, end."""

from collections.abc import Callable
from typing import Any

from bot.i18n import Speech
from bot.messages.message import Message


def pair_ended(_: Speech, facts: Any) -> Message:
    if not facts.is_own:
        return Message(_("The pair has ended: {name}. What was logged stays.", name=facts.name))
    if facts.mentor is None:
        text = _.you(
            "The time with your mentor has ended. Your programme goes on, and your hours stay. You can talk about what "
            "comes next with: {coordinators}",
            coordinators=_names(facts),
        )
    else:
        text = _.you(
            "The time with this mentor has ended: {mentor}. Your programme goes on, and your hours stay. You can talk "
            "about what comes next with: {coordinators}",
            mentor=facts.mentor,
            coordinators=_names(facts),
        )
    return Message(text)


def ended(_: Speech, facts: Any) -> Message:
    """One that never began has its last day before the first."""
    if facts.last < facts.first:
        text = _.you(
            "Your programme will not begin now. You can talk about what comes next with: {coordinators}",
            coordinators=_names(facts),
        )
    else:
        text = _.you(
            "Your programme has ended. Its last day: {last}. Your hours and your data stay yours: /mydata. You can "
            "talk about what comes next with: {coordinators}",
            last=_.date(facts.last),
            coordinators=_names(facts),
        )
    return Message(text)


def paused(_: Speech, facts: Any) -> Message:
    first = _.date(facts.first)
    if not facts.is_own and facts.last is None:
        text = _("{name}: the programme pauses from: {first}. These days owe no hours.", name=facts.name, first=first)
    elif not facts.is_own:
        text = _(
            "{name}: the programme pauses: {first} – {last}. These days owe no hours.",
            name=facts.name, first=first, last=_.date(facts.last),
        )  # fmt: skip
    elif facts.last is None:
        text = _.you(
            "Your programme pauses from: {first}. You need to do nothing on these days, and your hours stay. "
            "Questions are welcome: {coordinators}",
            first=first,
            coordinators=_names(facts),
        )
    else:
        text = _.you(
            "Your programme pauses: {first} – {last}. You need to do nothing on these days, and your hours stay. "
            "Questions are welcome: {coordinators}",
            first=first,
            last=_.date(facts.last),
            coordinators=_names(facts),
        )
    return Message(text)


def resumed(_: Speech, facts: Any) -> Message:
    """Also of a pause that was taken back before it began."""
    if facts.is_own:
        return Message(_.you("The pause no longer holds: your programme goes on."))
    return Message(_("{name}: the pause no longer holds, the programme goes on.", name=facts.name))


def replanned(_: Speech, facts: Any) -> Message:
    last = _.date(facts.last)
    if facts.is_own:
        text = _.you(
            "Your programme is now planned to last until: {last}. Questions are welcome: {coordinators}",
            last=last,
            coordinators=_names(facts),
        )
        return Message(text)
    return Message(_("{name}: planned end of the programme from now on – {last}", name=facts.name, last=last))


def start_corrected(_: Speech, facts: Any) -> Message:
    first = _.date(facts.first)
    if facts.is_own:
        text = _.you(
            "The first day of your programme was corrected: {first}. Questions are welcome: {coordinators}",
            first=first,
            coordinators=_names(facts),
        )
        return Message(text)
    return Message(_("{name}: the first day of the programme was corrected – {first}", name=facts.name, first=first))


def begun_again(_: Speech, facts: Any) -> Message:
    days = {"first": _.date(facts.first), "last": _.date(facts.last)}
    if facts.is_own:
        text = _.you(
            "Your programme begins again: {first} – {last}. Questions are welcome: {coordinators}",
            coordinators=_names(facts),
            **days,
        )
        return Message(text)
    return Message(_("{name}: the programme begins again, {first} – {last}", name=facts.name, **days))


def _names(facts: Any) -> str:
    return ", ".join(facts.coordinators) or "–"


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "pair_ended": pair_ended,
    "programme_ended": ended,
    "programme_paused": paused,
    "programme_resumed": resumed,
    "programme_replanned": replanned,
    "programme_begun_again": begun_again,
    "programme_start_corrected": start_corrected,
}
