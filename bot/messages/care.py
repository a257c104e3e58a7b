"""The caring path: calm words, numbers that answer, a call from a person; what coordinators hear, without any answer.

Never advice and never a diagnosis, and the chat is not said to be watched.
"""

from collections.abc import Callable, Sequence
from typing import Any

from bot.buttons import CARE, LABEL, PERSON, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.care import Contact, Helpline, Wish, helplines, speaks
from bot.rules.crisis import Sign
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


def crisis(_: Speech, answered: Any) -> Message:
    """After words of crisis: what is safe, whom to call, who is told, and that the chat is not watched."""
    if answered.is_outside:
        opening = _("Thank you for writing. Nobody has to cope with this alone.")
        nobody = _("Nobody in the project is told of this. These numbers are there for everyone.")
        return Message("\n".join([opening, *numbers(_), nobody]))
    if not answered.is_sure:
        opening = _.you("Thank you for writing. If things are hard right now, you don't have to cope alone.")
        told = _.you(
            "Nothing is sent to anyone unless you ask. {coordinator} can call you or arrange a talk with a "
            "psychologist. Would you like a call?",
            coordinator=_names(_, answered.coordinators),
        )
        return Message("\n".join([opening, *numbers(_), told]), buttons(_))
    opening = _.you("Thank you for writing. You don't have to cope with this alone.")
    rows: tuple[Choice, ...] = buttons(_)
    mentor = []
    if answered.has_mentor:
        mentor = [_.you("Your mentor is told only if you say so.")]
        # Translators: button
        rows = (*rows, Choice(_.you("Tell my mentor too"), CARE.data("mentor")))
    return Message("\n".join([opening, *numbers(_), *mentor, _told(_, answered)]), rows)


def _told(_: Speech, answered: Any) -> str:
    asked = answered.asked
    if asked.taken_by is not None:
        return _.you("{name} will get in touch with you. Would you like a call?", name=asked.taken_by)
    names = _names(_, asked.coordinators)
    if asked.readers or not asked.coordinators:
        return _.you(
            "{coordinator} will be told that it is serious, not what you wrote. Would you like a call?",
            coordinator=names,
        )
    return _.you("Asked already to get in touch: {coordinator}. Would you like a call?", coordinator=names)


def mentor_will_hear(_: Speech) -> Message:
    return Message(_.you("Noted. Your mentor will be asked to get in touch, and hears nothing else."))


def nobody_yet(_: Speech, facts: Any) -> Message:
    """To the young person, honestly; the numbers again where it was urgent."""
    lines = [_.you("Nobody has taken your request yet.")]
    if facts.names:
        lines.append(_("Asked again: {names}", names=", ".join(facts.names)))
    if facts.operator_knows:
        lines.append(_("Whoever runs this chat was asked to find somebody, without your name."))
    if facts.is_crisis:
        lines += [_.you("These numbers can be called right now:"), *numbers(_)]
    return Message("\n".join(lines), (_take_back(_, facts.call_id),))


# --- the side door ---


def ask_whom(_: Speech, who: Sequence[Any]) -> Message:
    text = _.you("Your mentor will not see it. Who shall hear of it first?")
    # Translators: button
    anyone = Choice(_("Whoever is free first"), "=any")
    return Message(text, (*(Choice(_cut(one.name), f"={one.id}") for one in who), anyone))


def ask_how(_: Speech, names: Sequence[str], others: Sequence[str]) -> Message:
    """Who sees it stands before anything is asked for; `others` hear of it when the first has not answered."""
    if not names:
        seen = _.you("At present nobody here could hear of it. Somebody will be looked for, without your name.")
    else:
        seen = _("This will be seen by: {names}", names=", ".join(names))
    lines = [seen]
    if others:
        lines.append(_("If there is no answer in time, also by: {names}", names=", ".join(others)))
    lines.append(_.you("Your mentor will not see it. How would you like to talk?"))
    # Translators: buttons
    ways = (Choice(_.you("Write to me"), "=write"), Choice(_.you("Call me"), "=call"))
    return Message("\n".join(lines), ways)


def ask_about(_: Speech) -> Message:
    return Message(
        _.you(
            "You need not write anything here. If you like, a few words: what is it about, or when and how can you be "
            "reached?"
        )
    )


def talk_about(_: Speech) -> str:
    """What *help* says here."""
    return _.you(
        "Here you ask for somebody who is not your mentor. Your mentor does not see it. If there is danger: 112."
    )


def side_door_noted(_: Speech, asked: Any) -> Message:
    lines = [
        _.you(
            "Noted. {coordinator} will be told that you would like to talk.", coordinator=_names(_, asked.coordinators)
        ),
        *_climbs(_, asked.until if asked.coordinators else None),
        _("If there is danger: 112."),
    ]
    if asked.taken_by is not None:
        lines = [_.you("{name} will get in touch with you.", name=asked.taken_by)]
    return Message("\n".join(lines), (_take_back(_, asked.call_id),))


def standing(_: Speech, found: Any) -> Message:
    """What became of what they asked for: who has it, or that nobody has."""
    if found.taken_by is not None:
        lines = [_.you("{name} will get in touch with you.", name=found.taken_by)]
    else:
        lines = [
            _.you("Nobody has taken your request yet."),
            _("Asked: {names}", names=_names(_, found.names)),
            *_climbs(_, found.until if found.rung == 0 and found.names else None),
        ]
    if found.is_crisis:
        lines += [_.you("These numbers can be called right now:"), *numbers(_)]
    return Message("\n".join(lines), (_take_back(_, found.call_id),))


def taken_back(_: Speech, back: Any) -> Message:
    if back.stays:
        return Message(
            _.you(
                "Your request is taken back. {coordinator} may still get in touch to hear how you are.",
                coordinator=_names(_, back.names),
            )
        )
    return Message(_.you("Your request is taken back. You can always ask again: /talk"))


def _climbs(_: Speech, until: Any) -> list[str]:
    if until is None:
        return []
    return [_("If there is no answer by then, others are asked: {when}", when=_.moment(until))]


def _take_back(_: Speech, call_id: int) -> Choice:
    # Translators: button
    return Choice(_.you("Take my request back"), CARE.data("back", call_id))


# --- to mentors and coordinators who wrote such words ---


def for_staff(_: Speech) -> Message:
    """What to do, once in a while; nothing is done by itself."""
    return Message(
        "\n".join(
            [
                _("If this is about a young person, please get in touch with them today. If there is danger: 112."),
                _duty(_),
                _("116111 advises adults too. Nothing of what was written is passed on from here."),
            ]
        )
    )


def _duty(_: Speech) -> str:
    return _(
        "Violence or another threat to anyone under 18 is reported the same day: to the police, the orphan's court or "
        "another child protection body."
    )


# --- to coordinators ---


def words_of_crisis(_: Speech, facts: Any) -> Message:
    """That there were some, and of which kind; never the words."""
    said = {
        Sign.HARM: _("{name}: written words may speak of suicide or self-harm.", name=facts.name),
        Sign.ABUSE: _("{name}: written words may speak of violence.", name=facts.name),
        Sign.DANGER: _("{name}: written words may speak of danger right now.", name=facts.name),
    }[Sign(facts.sign)]
    lines = [said, _("Please get in touch at once. If there is no answer and there may be danger: 112.")]
    if facts.wish == Wish.CALL:
        lines.append(_("A call was asked for."))
    if facts.must_report:
        lines.append(_duty(_))
    if facts.about:
        lines.append(_("In their own words: {about}", about=facts.about))
    else:
        lines.append(_("What was written is not passed on."))
    return Message(
        "\n".join([*lines, _("The mentor does not know of it, and should not hear of it.")]), _take(_, facts)
    )


def call_withdrawn(_: Speech, facts: Any) -> Message:
    return Message(_("{name}: the request was taken back. Nothing needs to be done.", name=facts.name))


def report_due(_: Speech, facts: Any) -> Message:
    lines = [_("{name}: not marked as reported yet.", name=facts.name), _duty(_)]
    return Message("\n".join(lines), (_reported(_, facts.call_id, facts.name),))


def mentor_asked(_: Speech, facts: Any) -> Message:
    """To the mentor, where the young person said so."""
    return Message(_("{name} would like you to get in touch today.", name=facts.name))


def reported(_: Speech, name: str) -> Message:
    return Message(_("Noted. Reported: {name}", name=name))


def asked_to_call(_: Speech, facts: Any) -> Message:
    text = _("{name} asks to be called.", name=facts.name)
    if facts.is_urgent:
        text = f"{text}\n{_('Please get in touch today.')}"
    return Message(text, _take(_, facts))


def look_in(_: Speech, facts: Any) -> Message:
    return Message(_("{name}: please get in touch today.", name=facts.name), _take(_, facts))


def wants_to_talk(_: Speech, facts: Any) -> Message:
    lines = [_("{name} would like to talk to a person.", name=facts.name)]
    if facts.contact is not None:
        lines.append(
            {
                Contact.WRITE: _("Please write to them."),
                Contact.CALL: _("Please call them."),
            }[Contact(facts.contact)]
        )
        lines.append(_("The mentor does not know of it, and should not hear of it."))
    if facts.about:
        lines.append(_("In their own words: {about}", about=facts.about))
    return Message("\n".join(lines), _take(_, facts))


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


def taken(_: Speech, call: Any) -> Message:
    """To the coordinator who took it."""
    if call.contact == Contact.WRITE:
        lines = [_("{name}: you will write. The other coordinators hear of it.", name=call.name)]
    else:
        lines = [_("{name}: you will call. The other coordinators hear of it.", name=call.name)]
    rows = [_reached(_, call.call_id, call.name)]
    if call.must_report:
        lines.append(_duty(_))
        rows.append(_reported(_, call.call_id, call.name))
    return Message("\n".join(lines), tuple(rows))


def reached(_: Speech, call: Any) -> Message:
    lines = [_("Noted. Reached: {name}", name=call.name)]
    if not call.must_report:
        return Message(lines[0])
    return Message("\n".join([*lines, _duty(_)]), (_reported(_, call.call_id, call.name),))


# Several may stand under one message, so each button says whom it means.


def _reached(_: Speech, call_id: int, name: str) -> Choice:
    return Choice(_cut(_("Reached: {name}", name=name)), CARE.data("reached", call_id))


def _reported(_: Speech, call_id: int, name: str) -> Choice:
    return Choice(_cut(_("Reported: {name}", name=name)), CARE.data("reported", call_id))


def _take(_: Speech, facts: Any) -> tuple[Choice, ...]:
    """Who stands in from elsewhere has no card of the young person to open."""
    if facts.contact == Contact.WRITE and facts.sign is None:
        label = _("I will write: {name}", name=facts.name)
    else:
        label = _("I will call: {name}", name=facts.name)
    take = Choice(_cut(label), CARE.data("take", facts.call_id))
    return (take, Choice(facts.name[:LABEL], PERSON.data(facts.person_id))) if facts.coordinates else (take,)


def _cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "asked_to_call": asked_to_call,
    "look_in": look_in,
    "wants_to_talk": wants_to_talk,
    "call_waits": call_waits,
    "call_taken": call_taken,
    "words_of_crisis": words_of_crisis,
    "call_withdrawn": call_withdrawn,
    "report_due": report_due,
    "nobody_yet": nobody_yet,
    "mentor_asked": mentor_asked,
}
