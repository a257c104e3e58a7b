"""Signed papers: what they are called, what is missing, recording one, taking one back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.buttons import ITEM, PAPER, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.plans import PaperKind


def name(_: Speech, kind: PaperKind) -> str:
    return {
        PaperKind.GUARDIAN_CONSENT: _("the legal representative’s consent"),
        PaperKind.VOLUNTEERING_CONTRACT: _("the volunteering contract"),
    }[kind]


def missing(_: Speech, kinds: Sequence[PaperKind]) -> list[str]:
    """A line for people to read under an item; none where nothing is missing."""
    if not kinds:
        return []
    return [_("Still needed on paper: {papers}", papers=", ".join(name(_, one) for one in kinds))]


def of_person(_: Speech, person: str, kinds: Sequence[PaperKind]) -> str:
    """Whose paper is missing: the name, then what it is."""
    return f"{person}: {', '.join(name(_, one) for one in kinds)}"


def where_recorded(_: Speech) -> str:
    return _("The coordinator records it under the volunteering item of the plan.")


def about(_: Speech) -> str:
    return _(
        "Volunteering under 18 needs a written contract, under 16 also the legal representative’s consent. Note here "
        "that the paper is there, and where."
    )


def ask_kind(_: Speech, title: str, kinds: Sequence[PaperKind]) -> Message:
    text = _("{title}\nWhich paper is there?", title=title)
    labels = {
        # Translators: button
        PaperKind.GUARDIAN_CONSENT: _("Representative’s consent"),
        # Translators: button
        PaperKind.VOLUNTEERING_CONTRACT: _("Volunteering contract"),
    }
    return Message(text, tuple(Choice(labels[one], f"={one.value}") for one in kinds))


def ask_day(_: Speech, kind: PaperKind, today: date) -> Message:
    text = _("Paper: {paper}\nWhen was it signed? Choose, or write a date.", paper=name(_, kind))
    return Message(text, (Choice(_.date(today), f"={today.isoformat()}"),))


def ask_place(_: Speech) -> Message:
    return Message(_("For example: file 12, top shelf. Where is the signed paper kept?"))


def recorded(_: Speech, kind: PaperKind) -> str:
    return _("Recorded: {paper}", paper=name(_, kind))


def listed(_: Speech, title: str, item_id: int, papers: Sequence[Any]) -> Message:
    """Each with where it is kept, and a button that takes it back."""
    lines = [title]
    buttons = []
    for n, one in enumerate(papers, 1):
        facts = [name(_, PaperKind(one.kind)), _("signed: {date}", date=_.date(one.signed_on)), one.place]
        lines.append(f"{n}. {' · '.join(facts)}")
        # Translators: button
        buttons.append(Choice(_("Take back: {n}", n=_.number(n)), PAPER.data("withdraw", one.id)))
    if not papers:
        lines.append(_("No paper is recorded here."))
    return Message("\n".join(lines), (*buttons, Choice(_("Back"), ITEM.data(item_id))))


def withdrawn(_: Speech) -> str:
    return _("The paper was taken back.")
