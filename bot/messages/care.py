"""The caring path: calm words, numbers that answer, a call from a person; what coordinators hear, without any answer.

Never advice and never a diagnosis, and the chat is not said to be watched.
"""

from collections.abc import Callable, Sequence
from typing import Any

from bot.buttons import CARE, LABEL, PERSON, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.care import Helpline, helplines, speaks
from bot.rules.measures import Concern

# --- to the young person ---


def low(_: Speech, concern: Concern, coordinators: Sequence[str], *, is_asked_next: bool = False) -> Message:
    """After a low answer. `coordinators` are told where the sign is strong, else only if asked. Where the next question
    is whether to call (`is_asked_next`), it is not asked here too."""
    if concern is Concern.STRONG:
        opening = _.you("Thank you for answering openly. You don't have to cope with this alone.")
        told = _.you(
            "{coordinator} will be told too. The message says nothing about your answers. Would you like a call?",
            coordinator=_names(_, coordinators),
        )
    else:
        opening = _.you("Thank you for answering openly. If things are hard right now, you don't have to cope alone.")
        told = _.you(
            "Nothing is sent to anyone unless you ask. {coordinator} can call you or arrange a talk with a "
            "psychologist. Would you like a call?",
            coordinator=_names(_, coordinators),
        )
    if is_asked_next and concern is not Concern.STRONG:
        return Message("\n".join([opening, *numbers(_)]))
    return Message("\n".join([opening, *numbers(_), told]), buttons(_))


def numbers(_: Speech) -> list[str]:
    """Whom to call, danger first; of languages only what is confirmed."""
    lines = [_line(_, one) for one in helplines()]
    honest = [] if speaks(_.language) else [_.you("We know of no round-the-clock line in your language in Latvia.")]
    watched = _("This chat is not watched round the clock.")
    return [*lines, " ".join([_("Calls are free at any time."), *honest, watched])]


def buttons(_: Speech) -> tuple[Choice, ...]:
    # Translators: button
    return Choice(_.you("Call me"), CARE.data("call")), Choice(_.you("Talk to a person"), CARE.data("talk"))


def call_noted(_: Speech, asked: Any) -> Message:
    """Under *Call me*, however often it is tapped."""
    if asked.taken_by is not None:
        return Message(_.you("{name} will get in touch with you.", name=asked.taken_by))
    names = _names(_, asked.coordinators)
    if asked.is_urgent:
        text = _.you(
            "Noted. {coordinator} will be told at once that you would like a call. If there is danger: 112.",
            coordinator=names,
        )
    else:
        text = _.you(
            "Noted. {coordinator} will be told that you would like a call. At night this waits until the morning. If "
            "there is danger: 112.",
            coordinator=names,
        )
    return Message(text)


def talk_noted(_: Speech, asked: Any) -> Message:
    """Under *Talk to a person*."""
    if asked.taken_by is not None:
        return Message(_.you("{name} will get in touch with you.", name=asked.taken_by))
    text = _.you(
        "Noted. {coordinator} will be told that you would like to talk. It may take until the next working day. If "
        "there is danger: 112.",
        coordinator=_names(_, asked.coordinators),
    )
    return Message(text)


def _line(_: Speech, one: Helpline) -> str:
    said = {
        "danger": _("{number} – if there is danger", number=one.number),
        "young": _("{number} – helpline for children and teenagers", number=one.number),
        "crisis": _("{number} – crisis line", number=one.number),
    }[one.what]
    if not one.languages:
        return said
    # Apart from the questionnaire's languages: how one is spoken to is another form in Latvian and Ukrainian.
    names = {
        "lv": _("Latvian (spoken)"),
        "uk": _("Ukrainian (spoken)"),
        "ru": _("Russian (spoken)"),
        "en": _("English (spoken)"),
    }
    return f"{said}: {', '.join(names[language] for language in one.languages)}"


def _names(_: Speech, coordinators: Sequence[str]) -> str:
    return ", ".join(coordinators) or _("The project team")


# --- to coordinators ---


def asked_to_call(_: Speech, facts: Any) -> Message:
    text = _("{name} asks to be called.", name=facts.name)
    if facts.is_urgent:
        text = f"{text}\n{_('Please get in touch today.')}"
    return Message(text, _take(_, facts))


def look_in(_: Speech, facts: Any) -> Message:
    return Message(_("{name}: please get in touch today.", name=facts.name), _take(_, facts))


def wants_to_talk(_: Speech, facts: Any) -> Message:
    return Message(_("{name} would like to talk to a person.", name=facts.name), _take(_, facts))


def call_waits(_: Speech, facts: Any) -> Message:
    """To whoever has taken it, or to all where nobody has."""
    if facts.is_theirs:
        text = _("{name}: this call is with you. Have you been in touch?", name=facts.name)
        return Message(text, (_reached(_, facts.call_id, facts.name),))
    text = _("{name} is still waiting for someone to get in touch. Nobody has taken it yet.", name=facts.name)
    return Message(text, _take(_, facts))


def call_taken(_: Speech, facts: Any) -> Message:
    """To the young person, or to the other coordinators."""
    if facts.is_own:
        return Message(_.you("{name} will get in touch with you.", name=facts.by))
    return Message(_("{name}: {by} will get in touch.", name=facts.name, by=facts.by))


def taken(_: Speech, call_id: int, name: str) -> Message:
    """To the coordinator who took it."""
    text = _("{name}: you will call. The other coordinators hear of it.", name=name)
    return Message(text, (_reached(_, call_id, name),))


def reached(_: Speech, name: str) -> Message:
    return Message(_("Noted. Reached: {name}", name=name))


# Several may stand under one message, so each button says whom it means.


def _reached(_: Speech, call_id: int, name: str) -> Choice:
    return Choice(_cut(_("Reached: {name}", name=name)), CARE.data("reached", call_id))


def _take(_: Speech, facts: Any) -> tuple[Choice, ...]:
    take = Choice(_cut(_("I will call: {name}", name=facts.name)), CARE.data("take", facts.call_id))
    return take, Choice(facts.name[:LABEL], PERSON.data(facts.person_id))


def _cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "asked_to_call": asked_to_call,
    "look_in": look_in,
    "wants_to_talk": wants_to_talk,
    "call_waits": call_waits,
    "call_taken": call_taken,
}
