"""Greetings, help, apologies: what is said to anyone."""

from bot.buttons import LANGUAGE, MENU, Choice, Link
from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Speech
from bot.messages.message import Message
from bot.rules.people import Role


def stranger(_: Speech) -> Message:
    """To somebody who has not joined: what this is, and how it opens. Nothing about them is kept."""
    text = _(
        "Hello! This is Blakus, the chatbot of PROTI un DARI 2.0. It opens with an invitation from the municipality."
    )
    return Message(
        f"{text}\n\n{language_in_each(_)}",
        (tuple(Choice(LANGUAGE_NAMES[one], LANGUAGE.data(one)) for one in LANGUAGES),),
    )


def language_in_each(_: Speech) -> str:
    """Above the language buttons: whoever cannot read the guessed language sees what they are for."""
    return " · ".join(_language(Speech(one, _.zone)) for one in LANGUAGES)


def _language(_: Speech) -> str:
    return _("Language")


def our_fault(_: Speech) -> Message:
    return Message(
        _("Sorry, that was our fault. The last step was not saved; the rest was. Please try again in a few minutes.")
    )


def greeting(_: Speech, roles: frozenset[Role]) -> Message:
    hello = _.you("Hello!")
    return Message(f"{hello}\n{what_i_do(_, roles)}", menu(_, roles))


def help_(_: Speech, roles: frozenset[Role]) -> Message:
    return Message(what_i_do(_, roles), menu(_, roles))


def what_i_do(_: Speech, roles: frozenset[Role]) -> str:
    lines = []
    if Role.MENTOR in roles:
        lines.append(
            _("Write what took place, for example: ‘yesterday 1.5 h CV with Anna’. I will show it before it is saved.")
        )
    if Role.COORDINATOR in roles:
        lines.append(
            _("Here you invite people, bring mentors and young people together and see the hours of the municipality.")
        )
    if Role.YOUTH in roles:
        lines.append(
            _.you("Here you see your hours with your mentor. Your data is yours: look at it or delete it at any time.")
        )
    if not lines:
        lines.append(_.you("At present there is nothing to do here. Your data: /mydata, /deletemydata."))
    return "\n".join(lines)


def menu(_: Speech, roles: frozenset[Role]) -> tuple[tuple[Choice, ...] | Choice, ...]:
    rows: list[tuple[Choice, ...] | Choice] = []
    if Role.MENTOR in roles:
        rows.append((Choice(_("Log a session"), MENU.data("log")), Choice(_("Plan"), MENU.data("activity"))))
    elif Role.COORDINATOR in roles:
        rows.append(Choice(_("Plan"), MENU.data("activity")))
    if roles:
        rows.append(Choice(_("What is planned"), MENU.data("activities")))
    # Translators: button
    rows.append(Choice(_.you("My hours") if roles == {Role.YOUTH} else _("Hours"), MENU.data("hours")))
    if Role.YOUTH in roles:
        # Translators: button
        rows.append(Choice(_("Getting to know you"), MENU.data("profile")))
    if roles:
        # Translators: button
        rows.append(Choice(_.you("My plan") if roles == {Role.YOUTH} else _("Plans"), MENU.data("plan")))
    if Role.YOUTH in roles:
        rows.append(Choice(_.you("How far you have come"), MENU.data("progress")))
        # Translators: button
        rows.append(Choice(_.you("Talk to someone, not my mentor"), MENU.data("talk")))
    if Role.COORDINATOR in roles:
        rows.append((Choice(_("Invite"), MENU.data("invite")), Choice(_("People"), MENU.data("people"))))
        rows.append(Choice(_("Weekly digest"), MENU.data("digest")))
        # Translators: button
        rows.append(Choice(_("Messages to a group"), MENU.data("broadcast")))
    if roles & {Role.MENTOR, Role.COORDINATOR}:
        rows.append(Choice(_("Partners"), MENU.data("partners")))
    quiet = Choice(_("Quiet hours"), MENU.data("quiet"))
    # Translators: button
    pause = (Choice(_("Pause"), MENU.data("pause")),) if roles & {Role.YOUTH, Role.MENTOR} else ()
    rows.append((quiet, *pause))
    rows.append((Choice(_("Privacy"), MENU.data("privacy")), Choice(_("Language"), MENU.data("language"))))
    return tuple(rows)


def choose_language(_: Speech) -> Message:
    return Message(
        _.you("Which language shall we use?"),
        tuple(Choice(LANGUAGE_NAMES[one], LANGUAGE.data(one)) for one in LANGUAGES),
    )


def language_chosen(_: Speech) -> Message:
    return Message(_("From now on in English."))


def not_understood(_: Speech, roles: frozenset[Role]) -> Message:
    return Message(_.you("I did not understand that. This is what I can do:"), menu(_, roles))


def edits_are_not_read(_: Speech) -> Message:
    return Message(_.you("A changed message changes nothing here. Please write it again as a new message."))


def group_chat(_: Speech, link: str) -> Message:
    text = _(
        "Everyone sees everything in a group, so I don't answer here. Please write to me privately: {link}",
        link=link,
    )
    # Translators: button
    return Message(text, (Link(_("Write privately"), link),))
