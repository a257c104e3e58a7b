"""What a coordinator is asked before a message goes to a group: whom, the words in each language, until when, and what
each reader will see."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.buttons import LABEL, Choice
from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Speech
from bot.messages import broadcasts, pillars
from bot.messages.message import Message
from bot.rules.broadcasts import MOST_UNITS, Addressees

DAYS_AHEAD = (2, 7)
EMPTY = "empty"


def about(_: Speech) -> str:
    return _("One message to many people of your municipality. It is shown in each language first and can be stopped.")


def ask_whom(_: Speech) -> Message:
    return Message(
        _("Whom is the message for?"), tuple(_option(label, group) for group, label in broadcasts.groups(_).items())
    )


def ask_language(_: Speech) -> Message:
    return Message(_("Which language do they read?"), tuple(_option(LANGUAGE_NAMES[one], one) for one in LANGUAGES))


def ask_pillar(_: Speech) -> Message:
    return Message(
        _("Which pillar is in their plan?"), tuple(_option(label, one) for one, label in pillars.names(_).items())
    )


def ask_activity(_: Speech, found: Sequence[Any]) -> Message:
    """Whoever declined is not among them."""
    if not found:
        return Message(_("No activity is planned at present. Please choose another group."))
    options = [_option(_cut(f"{_.short_date(one.day)} {one.title}"), str(one.id)) for one in found]
    return Message(_("Which activity are they asked to?"), tuple(options))


def ask_text(_: Speech, language: str, languages: Mapping[str, int], unreachable: int) -> Message:
    """The count comes first."""
    n = languages[language]
    lines = [
        counted(_, languages, unreachable),
        "",
        _("Nothing is translated: each reads what is written for their language. No bold or other markup."),
        _(
            "Please leave out health and what concerns one person alone. At most {most} characters.",
            most=_.number(MOST_UNITS),
        ),
        _("What is the text for those who read this language: {language} ({n})?", language=LANGUAGE_NAMES[language],
          n=_.number(n)),
    ]  # fmt: skip
    # Translators: button
    empty = (_option(_("Leave empty"), EMPTY),) if len(languages) > 1 else ()
    return Message("\n".join(lines), empty)


def counted(_: Speech, languages: Mapping[str, int], unreachable: int) -> str:
    """How many people there are, by what they read."""
    people = sum(languages.values())
    by_language = ", ".join(
        f"{LANGUAGE_NAMES[one]}: {_.number(languages[one])}" for one in LANGUAGES if one in languages
    )
    found = _("People who can be reached: {n} ({languages})", n=_.number(people), languages=by_language)
    lines = [found]
    if unreachable:
        lines.append(_("Cannot be reached in Telegram: {n}", n=_.number(unreachable)))
    return "\n".join(lines)


def ask_instead(_: Speech, language: str, n: int, written: Sequence[str]) -> Message:
    text = _(
        "No text for this language: {language} ({n}). Which text shall they get instead?",
        language=LANGUAGE_NAMES[language], n=_.number(n),
    )  # fmt: skip
    return Message(text, tuple(_option(LANGUAGE_NAMES[one], one) for one in written))


def ask_last_day(_: Speech, today: date) -> Message:
    days = [
        _option(_.weekday_and_date(today + timedelta(days=n)), (today + timedelta(days=n)).isoformat())
        for n in DAYS_AHEAD
    ]
    text = _(
        "Whoever has quiet hours or a pause gets it afterwards. Until which day is it worth reading? Later it does not "
        "leave any more."
    )
    # Translators: button
    return Message(text, (_option(_("Today"), today.isoformat()), *days))


def preview(_: Speech, language: str, n: int, text: str) -> Message:
    """Below the line stands exactly what will arrive."""
    head = _("Preview: {language} ({n})", language=LANGUAGE_NAMES[language], n=_.number(n))
    return Message(f"{head}\n———\n{text}")


def ask_ready(
    _: Speech,
    addressees: Addressees,
    title: str | None,
    languages: Mapping[str, int],
    unreachable: int,
    last_day: date,
    *,
    counts: bool,
) -> Message:
    lines = [
        _("Message to a group – {whom}", whom=broadcasts.whom(_, addressees, title)),
        counted(_, languages, unreachable),
        _("Last day: {date}", date=_.weekday_and_date(last_day)),
        _("Nobody gets it in their quiet hours or during a pause."),
        *([_("It counts as a young person’s message of the day; their own reminders go first.")] if counts else []),
        _("The previews stand above. Shall it be sent?"),
    ]
    # Translators: button
    options = (_option(_("Send now"), "send"), _option(_("Show the previews again"), "show"))
    return Message("\n".join(lines), options)


def ask_again(_: Speech, name: str, at: datetime) -> Message:
    text = _(
        "The same text was sent within the last hour: {when}, by: {name}. Shall it be sent once more?",
        when=_.moment(at), name=name,
    )  # fmt: skip
    # Translators: button
    return Message(text, (_option(_("Send once more"), "send"),))


def folded(_: Speech) -> str:
    """What the question of before becomes: the previews stand below it."""
    return _("Previews:")


def accepted(_: Speech) -> Message:
    return Message(_("Accepted. The next message shows how far it has come; there it can be stopped."))


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")


def _cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
