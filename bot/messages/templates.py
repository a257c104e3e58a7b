"""The library of templates: a page, one template, keeping an item, what was done."""

from typing import Any

from bot import rules
from bot.buttons import LABEL, LIBRARY, TEMPLATE, Choice, Row
from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import kinds, pages, pillars, plan_items, planning, suggestions
from bot.messages.message import Message
from bot.rules.plans import Template
from bot.rules.suggestions import Starter


def page(_: Speech, library: Any) -> Message:
    """A line and a button for each."""
    head = [_("Library of templates"), *pages.place(_, library.number, library.of)]
    lines = [planning.template_line(_, one) for one in library.templates]
    lines += [planning.starter_line(_, one, suggestions.title(_, one.key)) for one in library.starters]
    labels = rules.people.told_apart(((one.id, one.title) for one in library.templates), width=LABEL)
    rows: list[Row | Choice] = [Choice(label, TEMPLATE.data("open", one)) for one, label in labels.items()]
    rows += [
        Choice(plan_items.cut(suggestions.title(_, one.key)), TEMPLATE.data("starter", one.key))
        for one in library.starters
    ]
    turning = pages.turning(_, library.number, library.of, LIBRARY.data)
    return Message("\n".join([*head, "", *lines]), (*rows, *turning))


def card(_: Speech, one: Template, *, said: str = "") -> Message:
    lines = [said, ""] if said else []
    lines += [
        one.title,
        _("Pillar: {pillar}", pillar=pillars.name(_, one.pillar)),
        _("Kind: {kind}", kind=kinds.name(_, one.kind)),
    ]
    if much := plan_items.amount(_, one.days, one.minutes):
        lines.append(_("How much in all: {amount}", amount=", ".join(much)))
    lines.append(_("Language: {language}", language=LANGUAGE_NAMES[one.language]))
    lines.append(_("Municipality: {municipality}", municipality=one.municipality))
    lines.append(_("Shared with all municipalities.") if one.is_shared else _("For this municipality only."))
    buttons = []
    if one.may_share and one.is_shared:
        # Translators: button
        buttons.append(Choice(_("Share no more"), TEMPLATE.data("unshare", one.id)))
    elif one.may_share:
        # Translators: button
        buttons.append(Choice(_("Share with everyone"), TEMPLATE.data("share", one.id)))
    if one.may_withdraw:
        # Translators: button
        buttons.append(Choice(_("Take it out"), TEMPLATE.data("withdraw", one.id)))
    return Message("\n".join(lines), (*buttons, _library(_)))


def starter(_: Speech, one: Starter) -> Message:
    """Everybody's from the first day; nothing of it can be changed here."""
    lines = [
        suggestions.title(_, one.key),
        _("Pillar: {pillar}", pillar=pillars.name(_, one.pillar)),
        _("Kind: {kind}", kind=kinds.name(_, one.kind)),
        _("How much in all: {amount}", amount=", ".join(plan_items.amount(_, one.days, one.minutes))),
        _("Ready to use in any plan: choose it when you add an item. Each part of it can be changed there."),
    ]
    return Message("\n".join(lines), (_library(_),))


def shared(_: Speech, *, is_shared: bool) -> str:
    return _("From now on for all municipalities.") if is_shared else _("From now on for this municipality only.")


def withdrawn(_: Speech, title: str) -> Message:
    text = _("Taken out of the library: {title}. Plans that use it stay as they are.", title=title)
    return Message(text, (_library(_),))


# --- keeping one ---


def about_keeping(_: Speech) -> str:
    return _("A template is an item without its young person. Mentors and coordinators of the municipality can use it.")


def ask_title(_: Speech, title: str, municipality: str) -> Message:
    """Others will read it, so the title is asked about once."""
    text = _(
        "It will be seen by mentors and coordinators of: {municipality}\nTitle: {title}\nKeep it, or write another "
        "title without names?",
        municipality=municipality,
        title=title,
    )
    # Translators: button
    return Message(text, (Choice(_("Keep it"), "=keep"),))


def kept(_: Speech, template_id: int, title: str) -> Message:
    # Translators: button
    return Message(
        _("In the library: {title}", title=title), (Choice(_("Open it"), TEMPLATE.data("open", template_id)),)
    )


def _library(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Library of templates"), LIBRARY.data(1))
