"""What a coordinator decides about a profile: its buttons, what is asked for words, what was decided."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.buttons import PERSON, PROFILE, Choice
from bot.i18n import Speech
from bot.messages import pairs
from bot.messages.message import Message
from bot.rules.profiles import Decision, Referral

ASK = "ask"


def labels(_: Speech) -> dict[str, str]:
    """What can be decided, as buttons."""
    return {
        # Translators: button
        Decision.PROGRAMME: _("Confirm: the programme"),
        # Translators: button
        ASK: _("Ask back about an answer"),
        # Translators: button
        Decision.REFERRED: _("Refer elsewhere"),
        # Translators: button
        Decision.THINKING: _("Not decided yet"),
        # Translators: button
        Decision.NOT_ELIGIBLE: _("Not eligible"),
    }


def anew(_: Speech) -> str:
    # Translators: button
    return _("Decide anew")


def referrals(_: Speech) -> dict[Referral, str]:
    """Where to, as buttons."""
    return {
        # Translators: button
        Referral.YOUTH_GUARANTEE: _("Youth Guarantee"),
        # Translators: button
        Referral.NVA: _("NVA"),
        # Translators: button
        Referral.SCHOOL: _("School or a course"),
        # Translators: button
        Referral.OTHER: _("Another place"),
    }


def place(_: Speech, referral: Referral, words: str | None) -> str:
    """Where to, as the young person reads it; the coordinator’s words say more, or say it alone."""
    if referral is Referral.OTHER:
        return words or _("Another place")
    name = {
        Referral.YOUTH_GUARANTEE: _("Youth Guarantee"),
        Referral.NVA: _("State Employment Agency (NVA)"),
        Referral.SCHOOL: _("School or a course"),
    }[referral]
    return f"{name}. {words}" if words else name


# --- asking for words ---


def ask_where(_: Speech) -> str:
    return _("Where to?")


def ask_words(_: Speech, decision: Decision, referral: Referral | None) -> str:
    """Who reads the words is said before they are written."""
    if decision is Decision.NOT_ELIGIBLE:
        return _(
            "The young person hears kindly that the rules do not allow it now. A note why is kept with their data, "
            "where they can see it. Please leave out details of health. What shall it say?"
        )
    if referral is Referral.OTHER:
        return _("The young person reads these words, so please say where to and who helps. What shall they say?")
    return _("The young person reads these words too, for example who helps and when. What shall they say?")


def ask_which_part(_: Speech) -> str:
    return _("Which part is the answer in?")


def ask_which(_: Speech) -> str:
    return _("Which answer would you like to know more about?")


def ask_note(_: Speech, question: str, answer: str) -> str:
    return _(
        "{question}: {answer}\nThe young person reads your words and can add to this answer with one tap. Please leave "
        "out details of health. What would you like to know?",
        question=question,
        answer=answer,
    )


def about(_: Speech) -> str:
    return _("Nothing is decided before the last step. The young person hears of it in their language.")


# --- what was decided ---


def ask_ending(_: Speech) -> Message:
    """Of a programme that runs, or begins later."""
    text = _(
        "Their programme is still open. If it ends today, the pair ends with it, and the young person hears both in "
        "one kind message. End it today?"
    )
    # Translators: button
    return Message(text, (Choice(_("Yes, end it today"), "=end"), Choice(_("No, it goes on"), "=keep")))


def noted(_: Speech, decision: Decision, person_id: int, *, last: date | None = None, runs: bool = True) -> Message:
    """`last` is the last day of a programme that ended with the decision; `runs`: one is still open."""
    text = _("Decided: {decision}. The young person will be told.", decision=names(_)[decision])
    # Translators: button
    read = Choice(_("Read the answers"), PROFILE.data(person_id, 1))
    if last is not None:
        return Message(f"{text}\n{pairs.ended(_, last)}", (read,))
    if decision is not Decision.NOT_ELIGIBLE or not runs:
        return Message(text, (read,))
    hint = _("The programme itself runs on until it is ended on the card.")
    # Translators: button
    return Message(f"{text}\n{hint}", (read, Choice(_("Card"), PERSON.data(person_id))))


def asked(_: Speech, question: str, person_id: int) -> Message:
    text = _(
        "Asked back: {question}\nThe young person will be told; the new answer comes to you here.", question=question
    )
    return Message(text, (Choice(_("Read the answers"), PROFILE.data(person_id, 1)),))


def meanwhile(_: Speech) -> str:
    """Above the profile as it is now, to whoever decided second or tapped an old button."""
    return _("Something was decided here in the meantime. This is how it stands now:")


def decided(_: Speech, decided: Any, *, words: str | None) -> str:
    """`services.readings.Decided` in a line or two."""
    facts: Sequence[str] = [
        names(_)[decided.decision],
        *([place(_, decided.referral, words)] if decided.referral is not None else []),
        *([decided.by] if decided.by is not None else []),
        _.date(decided.on),
    ]
    line = _("Decision: {decision}", decision=" · ".join(facts))
    return f"{line}\n{words}" if words and decided.referral is None else line


def names(_: Speech) -> dict[Decision, str]:
    return {
        Decision.PROGRAMME: _("the programme"),
        Decision.REFERRED: _("referred elsewhere"),
        Decision.THINKING: _("not decided yet"),
        Decision.NOT_ELIGIBLE: _("not eligible"),
    }
