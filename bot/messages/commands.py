"""The menu of commands at Telegram: what each role can do, and what Blakus is, per language."""

from bot.i18n import Speech
from bot.rules.people import Role


def of(_: Speech, roles: frozenset[Role]) -> list[tuple[str, str]]:
    """Commands with their descriptions; the most used first."""
    menu = []
    if Role.MENTOR in roles:
        menu.append(("log", _("Log a session")))
    if roles & {Role.MENTOR, Role.COORDINATOR}:
        menu.append(("activity", _("Plan something")))
    if roles:
        menu.append(("activities", _("What is planned")))
    menu.append(("hours", _("Hours this month")))
    menu.append(("plan", _.you("My plan") if roles == {Role.YOUTH} else _("Plans")))
    if Role.YOUTH in roles:
        menu.append(("talk", _.you("Talk to someone who is not my mentor")))
        menu.append(("progress", _.you("How far you have come")))
    if Role.COORDINATOR in roles:
        menu += [
            ("digest", _("Weekly digest")),
            ("unsent", _("What was not sent, and why")),
            ("invite", _("Invite someone")),
            ("people", _("People and pairs")),
            ("broadcast", _("Message to a group")),
        ]
    if Role.YOUTH in roles:
        menu.append(("profile", _("Getting to know you")))
    elif Role.MENTOR in roles:
        menu.append(("profile", _("Answers of your young people")))
    if roles & {Role.MENTOR, Role.COORDINATOR}:
        menu.append(("partners", _("Partners and specialists")))
    menu += [
        ("quiet", _("Quiet hours")),
        *([("pause", _("Pause"))] if roles & {Role.YOUTH, Role.MENTOR} else []),
        ("language", _("Language")),
        ("privacy", _("Who keeps which data")),
        ("mydata", _("See my data")),
        ("deletemydata", _("Delete my data")),
        ("help", _("What can be done here")),
    ]
    return menu


def for_strangers(_: Speech) -> list[tuple[str, str]]:
    return [
        ("start", _("Begin")),
        ("language", _("Language")),
        ("privacy", _("Who keeps which data")),
        ("help", _("What can be done here")),
    ]


def description(_: Speech) -> str:
    """In an empty chat, before anything was said; 512 characters at most."""
    return _(
        "Blakus accompanies young people and mentors in the project PROTI un DARI 2.0: it keeps the sessions and "
        "shows how the hours of the month stand. It opens with an invitation from the municipality."
    )


def short_description(_: Speech) -> str:
    """On the profile; 120 characters at most."""
    return _("Chatbot of the project PROTI un DARI 2.0 for young people and mentors.")
