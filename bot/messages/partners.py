"""The directory of partners, and consultations: who, when, how long. What was talked about is asked nowhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from bot import rules
from bot.buttons import CONSULTATION, HERE, LABEL, MENU, PARTNER, PARTNERS_PAGE, Choice, Row
from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import pages
from bot.messages.message import Message
from bot.rules.partners import LANGUAGES, PartnerKind
from bot.storage.models import Partner
from bot.storage.partners import Consulted

Person = tuple[int, str]  # participation, name


@dataclass(frozen=True)
class Undescribed:
    """A partner before it is saved."""

    kind: PartnerKind
    name: str
    contact: str | None
    languages: tuple[str, ...]


class _Directory(Protocol):
    @property
    def partners(self) -> tuple[Partner, ...]: ...
    @property
    def number(self) -> int: ...
    @property
    def of(self) -> int: ...
    @property
    def may_write(self) -> bool: ...


def kinds(_: Speech) -> dict[PartnerKind, str]:
    return {
        # Translators: button
        PartnerKind.CAREER_CONSULTANT: _("Career consultant"),
        # Translators: button
        PartnerKind.PSYCHOLOGIST: _("Psychologist"),
        # Translators: button
        PartnerKind.COACH: _("Coach"),
        # Translators: button
        PartnerKind.YOUTH_CENTRE: _("Youth centre"),
        # Translators: button
        PartnerKind.NGO: _("NGO"),
        # Translators: button
        PartnerKind.REFUGEE_CENTRE: _("Refugee support centre"),
        # Translators: button
        PartnerKind.COMPANY: _("Company"),
        # Translators: button
        PartnerKind.OTHER: _("Another partner"),
    }


def languages(_: Speech) -> dict[str, str]:
    """Each by its own name, as in the choice of the chat's language."""
    return {**LANGUAGE_NAMES, "ru": "Русский"}


# --- the directory ---


def about(_: Speech) -> str:
    return _("Mentors can read the directory. A language that a partner speaks helps to choose the right one.")


def page(_: Speech, directory: _Directory) -> Message:
    # Translators: button
    add = ((Choice(_("Add a partner"), MENU.data("partner")),),) if directory.may_write else ()
    if not directory.partners:
        if not directory.may_write:
            return Message(_("The directory of partners is empty. A coordinator can fill it: /partners"))
        return Message(_("The directory of partners is empty."), add)
    lines = [_("Partners and specialists:"), *pages.place(_, directory.number, directory.of)]
    rows: list[Row] = []
    for one in directory.partners:
        lines += ["", one.name, f"{kinds(_)[PartnerKind(one.kind)]} · {spoken(_, one.languages)}"]
        rows.append((Choice(one.name[:LABEL], PARTNER.data(one.id, HERE)),))
    turning = pages.turning(_, directory.number, directory.of, PARTNERS_PAGE.data)
    return Message("\n".join(lines), (*rows, *turning, *add))


def card(_: Speech, partner: Partner, *, may_write: bool, said: str | None = None) -> Message:
    """For everyone who may read it; with buttons to change it for those who may write."""
    lines = [said] if said else []
    lines += _lines(_, PartnerKind(partner.kind), partner.name, partner.contact, partner.languages)
    # Translators: button
    rows: list[Row] = [(Choice(_("Note a consultation"), PARTNER.data(partner.id, "consulted")),)]
    if may_write:
        change = Choice(_("Change"), PARTNER.data(partner.id, "change"))
        # Translators: button
        rows.append((change, Choice(_("Withdraw"), PARTNER.data(partner.id, "withdraw"))))
    rows.append((_all(_),))
    return Message("\n".join(lines), tuple(rows))


def ask_withdraw(_: Speech, partner: Partner) -> Message:
    text = _(
        "{name}: leaves the directory, and the contact is deleted. What was noted stays. Withdraw it?",
        name=partner.name,
    )
    yes = Choice(_("Yes"), PARTNER.data(partner.id, "withdraw", "yes"))
    return Message(text, ((yes, Choice(_("No"), PARTNER.data(partner.id, HERE))),))


def withdrawn(_: Speech, partner: Partner) -> Message:
    return Message(_("No longer in the directory: {name}", name=partner.name), (_all(_),))


def saved(_: Speech) -> str:
    return _("Saved.")


def ask_place(_: Speech, places: Mapping[int, str]) -> Message:
    return Message(_("In which municipality?"), tuple(_option(name[:LABEL], str(one)) for one, name in places.items()))


def ask_kind(_: Speech) -> Message:
    return Message(
        _("What kind of partner is it?"), tuple(_option(label, kind.value) for kind, label in kinds(_).items())
    )


def ask_name(_: Speech) -> Message:
    return Message(_("What is the organisation or the specialist called?"))


def ask_contact(_: Speech) -> Message:
    return Message(_("This can be skipped. A telephone number, an e-mail, opening hours: how can they be reached?"))


def ask_languages(_: Speech, ticked: Collection[str]) -> Message:
    choices = tuple(
        _option(("✓ " if one in ticked else "") + label, f"{one}:{0 if one in ticked else 1}")
        for one, label in languages(_).items()
    )
    text = _("Which languages are spoken there? Choose all of them, then: Done.")
    return Message(text, (*choices, _option(_("Done"), "done")))


def unsaved(_: Speech, one: Undescribed) -> Message:
    lines = [
        *_lines(_, one.kind, one.name, one.contact, one.languages),
        "",
        _("Each part can be changed. Is everything right?"),
    ]
    rows: tuple[Row, ...] = (
        (_option(_("Save"), "save"),),
        # Translators: button
        (_option(_("Name"), "name"), _option(_("Kind"), "kind")),
        # Translators: button
        (_option(_("Contact"), "contact"), _option(_("Languages"), "languages")),
    )
    return Message("\n".join(lines), rows)


def spoken(_: Speech, spoken_there: Sequence[str]) -> str:
    names = languages(_)
    return ", ".join(names[one] for one in LANGUAGES if one in spoken_there)


def _lines(_: Speech, kind: PartnerKind, name: str, contact: str | None, spoken_there: Sequence[str]) -> list[str]:
    lines = [name, kinds(_)[kind], _("Languages: {languages}", languages=spoken(_, spoken_there))]
    return [*lines, *([_("Contact: {contact}", contact=contact)] if contact else [])]


def _all(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Partners"), MENU.data("partners"))


# --- consultations ---


def about_consultation(_: Speech) -> str:
    return _("Only who, when and how long is kept. What a consultation was about stays with those who were there.")


def ask_whose(_: Speech, people: Sequence[Person]) -> Message:
    labels = rules.people.told_apart(people, width=LABEL)
    choices = tuple(_option(label, str(one)) for one, label in labels.items())
    return Message(_("Whose consultation was it?"), choices)


def ask_partner(_: Speech, partners: Sequence[tuple[int, str]]) -> Message:
    if not partners:
        return Message(_("The directory of partners is empty. A coordinator can fill it: /partners"))
    labels = rules.people.told_apart(partners, width=LABEL)
    return Message(_("With whom was it?"), tuple(_option(label, str(one)) for one, label in labels.items()))


def ask_day(_: Speech, today: date) -> Message:
    yesterday = today - timedelta(days=1)
    near = (_option(_("Today"), today.isoformat()), _option(_("Yesterday"), yesterday.isoformat()))
    return Message(_("When was it? Choose, or write a date, for example: 5.11."), (near,))


def ask_duration(_: Speech, name: str, partner: str, day: date, choices: Sequence[int]) -> Message:
    options = [_option(_.duration(timedelta(minutes=one)), str(one)) for one in choices]
    rows = tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))
    noted = _("Noting: {name}, {partner}, {when}", name=name, partner=partner, when=_.when(day))
    text = f"{noted}\n{_('How long did it last?')}"
    return Message(text, (*rows, _option(_("It did not take place"), "none")))


def noted(_: Speech, one: Consulted, *, may_log: bool) -> Message:
    """Offered as a session to the mentor who was there."""
    lines = [_("Saved."), consultation_line(_, one)]
    rows: list[Row] = []
    if may_log:
        lines.append(_("It can be logged as a session too, if you were there. Log it?"))
        rows.append((Choice(_("Log a session"), CONSULTATION.data("log", one.id)),))
    rows.append((Choice(_("Undo"), CONSULTATION.data("undo", one.id)),))
    return Message("\n".join(lines), tuple(rows))


def undone(_: Speech, one: Consulted) -> Message:
    return Message("\n".join([_("Undone."), consultation_line(_, one)]), (_all(_),))


def consultation_line(_: Speech, one: Consulted) -> str:
    when = _.when(one.day)
    if not one.attended:
        return _("{name}: {partner}, {when}, it did not take place", name=one.name, partner=one.partner, when=when)
    spent = _.duration(timedelta(minutes=one.minutes))
    return f"{one.name}: {one.partner}, {when}, {spent}"


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")
