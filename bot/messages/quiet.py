"""What somebody is spared: quiet hours, days off, how much a day; and choosing each of them in one or two taps."""

from collections.abc import Sequence
from datetime import time

from bot.buttons import QUIET, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.quiet import MOST_A_DAY, NO_LIMIT, DaysOff, Quiet, QuietHours, Weekday

SPANS = tuple(
    QuietHours(time(start), time(end)) for start, end in ((20, 8), (21, 9), (22, 10), (22, 7), (23, 8), (18, 10))
)


def shown(_: Speech, quiet: Quiet) -> Message:
    """All three on one card, each with its button."""
    lines = [hours(_, quiet.hours), days_off(_, quiet.days_off), a_day(_, quiet.most_a_day)]
    choices: list[tuple[Choice, ...]] = [
        # Translators: button
        (Choice(_("Quiet hours"), QUIET.data("hours")), Choice(_("Days off"), QUIET.data("days"))),
        # Translators: button: how many messages a day
        (Choice(_("How many a day"), QUIET.data("most")),),
    ]
    if quiet.is_own:
        # Translators: button: the municipality’s quiet hours, days off and number of reminders
        choices.append((Choice(_("Back to the usual"), QUIET.data("default")),))
    return Message("\n".join(lines), tuple(choices))


def hours(_: Speech, span: QuietHours) -> str:
    if span.start == span.end:
        return _("No quiet hours: reminders may come at any time.")
    between = _.hours_between(span.start, span.end)
    return _.you("Quiet hours: {span}. No reminders then. If you write, I'll answer.", span=between)


def days_off(_: Speech, days: DaysOff) -> str:
    """Single days of the municipality are not listed: they come and go."""
    names = [_.weekday(one.number) for one in Weekday if one in days.weekdays]
    if days.holidays:
        names.append(_("public holidays"))
    return _("Days off: {days}", days=", ".join(names)) if names else _("Days off: none")


def a_day(_: Speech, most: int | None) -> str:
    if most is None:
        return _("Reminders a day: no limit")
    return _("Reminders a day, at most: {n}", n=_.number(most))


# --- choosing ---


def choose_hours(_: Speech, quiet: Quiet) -> Message:
    text = _.you("Now: {span}. When should it be quiet?", span=_span(_, quiet.hours))
    spans = [Choice(_ticked(_span(_, one), one == quiet.hours), QUIET.data("set", *_stamps(one))) for one in SPANS]
    never = QuietHours(time(0), time(0))
    rows = [tuple(spans[at : at + 2]) for at in range(0, len(spans), 2)]
    return Message(
        text,
        (
            *rows,
            # Translators: button
            (Choice(_("No quiet hours"), QUIET.data("set", *_stamps(never))),),
            # Translators: button: other quiet hours than those that are offered
            (Choice(_("Other hours"), QUIET.data("change")), _back(_)),
        ),
    )


def choose_days(_: Speech, quiet: Quiet) -> Message:
    """A tap ticks a day or takes the tick off; each button carries what is wanted."""
    text = _.you(
        "On days off no reminder comes. What cannot wait still does, outside quiet hours. Which days should be free?"
    )
    days = [
        Choice(_ticked(_.weekday(one.number), is_off), QUIET.data("day", one.value, 0 if is_off else 1))
        for one in Weekday
        for is_off in (one in quiet.days_off.weekdays,)
    ]
    rows = [tuple(days[at : at + 2]) for at in range(0, len(days), 2)]
    are_off = quiet.days_off.holidays
    # Translators: button
    holidays = Choice(_ticked(_("Public holidays"), are_off), QUIET.data("holidays", 0 if are_off else 1))
    return Message(text, (*rows, (holidays,), (_done(_),)))


def choose_most(_: Speech, quiet: Quiet) -> Message:
    text = _.you("What is due together comes as one message. How many reminders a day at most?")
    numbers = [Choice(_ticked(_.number(one), one == quiet.most_a_day), QUIET.data("most", one)) for one in MOST_A_DAY]
    # Translators: button: how many messages a day
    unlimited = Choice(_ticked(_("No limit"), quiet.most_a_day is None), QUIET.data("most", NO_LIMIT))
    return Message(text, (tuple(numbers), *([(unlimited,)] if quiet.may_be_unlimited else []), (_back(_),)))


# --- other hours, step by step ---


def about(_: Speech) -> str:
    return _("In quiet hours no reminder comes. The same time twice: no quiet hours at all.")


def ask_start(_: Speech, choices: Sequence[time]) -> Message:
    return Message(
        _.you("Choose, or write a time, for example 21:00. When should quiet hours begin?"), _times(_, choices)
    )


def ask_end(_: Speech, choices: Sequence[time]) -> Message:
    return Message(_.you("Choose, or write a time, for example 9:00. When should quiet hours end?"), _times(_, choices))


def _times(_: Speech, choices: Sequence[time]) -> tuple[tuple[Choice, ...], ...]:
    """Three in a row."""
    options = [Choice(_.time(one), f"={one:%H:%M}") for one in choices]
    return tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))


def _span(_: Speech, span: QuietHours) -> str:
    return _("none") if span.start == span.end else _.hours_between(span.start, span.end)


def _stamps(span: QuietHours) -> tuple[str, str]:
    """As buttons carry them: 2100, 0900."""
    return f"{span.start:%H%M}", f"{span.end:%H%M}"


def _ticked(label: str, is_ticked: bool) -> str:
    return f"✓ {label}" if is_ticked else label


def _back(_: Speech) -> Choice:
    return Choice(_("Back"), QUIET.data("show"))


def _done(_: Speech) -> Choice:
    return Choice(_("Done"), QUIET.data("show"))
