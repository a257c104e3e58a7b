"""Correcting what is stored about a person: what stands now, what it becomes, and what follows from it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.buttons import LABEL, PERSON, PERSON_ACTION, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.people import MinorsInChat
from bot.rules.roll import Action


class Correctable(Protocol):
    """As `services.corrections` finds it."""

    @property
    def name(self) -> str: ...
    @property
    def first(self) -> date | None: ...
    @property
    def birth(self) -> date | None: ...


class ByBirth(Protocol):
    """The same."""

    @property
    def age(self) -> int: ...
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...
    @property
    def keeps_out(self) -> MinorsInChat | None: ...
    @property
    def is_outside(self) -> bool: ...


def about(_: Speech) -> str:
    return _("What changes is shown before it is saved. In /mydata the person sees that a coordinator corrected it.")


def ask_what(_: Speech, now: Correctable) -> Message:
    lines = [_("Name: {name}", name=now.name)]
    buttons = [Choice(_("Name"), "=name")]
    if now.first is not None:
        lines.append(_("First day: {date}", date=_.date(now.first)))
        buttons.append(Choice(_("First day of the programme"), "=first"))
    if now.birth is not None:
        lines.append(_("Date of birth: {when}", when=_.date(now.birth)))
        buttons.append(Choice(_("Date of birth"), "=birth"))
    lines.append(_("What shall be corrected?"))
    return Message("\n".join(lines), tuple(buttons))


def ask_name(_: Speech, name: str) -> Message:
    return Message(_("Name on record: {name}\nHow should it be written?", name=name))


def ask_first(_: Speech, first: date) -> Message:
    return Message(_("First day on record: {date}\nWrite a date. Which day is the first?", date=_.date(first)))


def ask_birth(_: Speech, birth: date) -> Message:
    question = _("Date of birth on record: {date}\nWhich date is right?", date=_.date(birth))
    example = _("For example: 3.5.2008")
    return Message(f"{question}\n{example}")


def ask_sure(_: Speech, lines: Sequence[str], *, hears: bool) -> Message:
    told = [_("Those concerned will be told in the chat.")] if hears else []
    text = "\n".join([*lines, *told, _("Save it like this?")])
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("No"), "=no")),))


def name_changes(_: Speech, was: str, new: str) -> list[str]:
    return [
        _(
            "Name on record: {was}\nAfter the correction: {new}\nIt changes wherever the name is shown.",
            was=was,
            new=new,
        )
    ]


def first_changes(_: Speech, was: date, new: date) -> list[str]:
    return [
        _(
            "First day on record: {was}\nAfter the correction: {new}\nThe targets of open months follow, and "
            "pairs that began with the programme begin with it.",
            was=_.date(was), new=_.date(new),
        )
    ]  # fmt: skip


def birth_changes(_: Speech, was: date, new: date, found: ByBirth) -> list[str]:
    changes = _("Date of birth on record: {was}\nAfter the correction: {new}", was=_.date(was), new=_.date(new))
    return [changes, *_outside(_, found), *([_goes_on(_)] if found.is_outside else [])]


def _outside(_: Speech, found: ByBirth) -> list[str]:
    if not found.is_outside:
        return []
    return [
        _(
            "Age on the day of joining: {age}. The programme is for people aged {low} to {high}.",
            age=_.number(found.age), low=_.number(found.low), high=_.number(found.high - 1),
        )
    ]  # fmt: skip


def _goes_on(_: Speech) -> str:
    return _("Nothing ends by itself: whether the programme goes on, you decide on the card.")


def not_kept(_: Speech, person_id: int, found: ByBirth) -> Message:
    """By this date a minor, about whom nothing is kept yet or at all."""
    if found.keeps_out is MinorsInChat.NO:
        text = _(
            "By this date: under 18. Here nothing about people under 18 is kept in chat, so the date is not saved. "
            "What is stored can be deleted: /deletemydata in their chat. Hours can be logged all the same."
        )
        buttons: tuple[Choice, ...] = ()
    else:
        text = _(
            "By this date: under 18. It may be kept once the legal representative has agreed on paper, so it is not "
            "saved yet. Please record the consent first, then correct the date."
        )
        buttons = (Choice(_("Record guardian’s consent"), PERSON_ACTION.data(Action.GUARDIAN.value, person_id)),)
    return Message("\n".join([text, *_outside(_, found)]), buttons)


def name_corrected(_: Speech, name: str) -> str:
    return _("Corrected. Name: {name}", name=name)


def first_corrected(_: Speech, first: date) -> str:
    return _("Corrected. First day: {date}", date=_.date(first))


def birth_corrected(_: Speech, birth: date) -> str:
    return _("Corrected. Date of birth: {date}", date=_.date(birth))


def same(_: Speech) -> str:
    return _("It is stored like this already. Nothing was changed.")


def card_of(_: Speech, name: str, person_id: int) -> Choice:
    return Choice(name if len(name) <= LABEL else f"{name[: LABEL - 1]}…", PERSON.data(person_id))
