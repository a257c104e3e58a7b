"""The week of a mentor and of a young person: ahead on Monday, still to log on Friday, looked back at on Sunday."""

from collections.abc import Sequence
from typing import Any

from bot.buttons import HOURS_PICTURE, LABEL, MENU, TO_LOG, WEEK, Choice
from bot.i18n import Speech
from bot.messages import care, forecasts, hours
from bot.messages.message import Message

MOST_COMING = 10  # activities in the list of a week
MOST_YOUTH = 8  # young people in it; the others are in /hours
MOST_NAMES = 3


def ahead(_: Speech, facts: Any) -> Message:
    """`services.weeks.WeekAhead`: what is planned, and each young person's hours, the most urgent first."""
    lines = [_("The week ahead: {week}", week=_days(_, facts))]
    if facts.coming:
        lines += [_at(_, one) for one in facts.coming[:MOST_COMING]]
        if len(facts.coming) > MOST_COMING:
            lines.append(_("There is more: /activities"))
    else:
        lines.append(_("Nothing is planned for this week yet."))
    for month in facts.months[:MOST_YOUTH]:
        lines += ["", hours.short_by(_, month.beside.name, month.standing)]
        lines += forecasts.lines(_, month.forecast)
    if facts.months:
        together = forecasts.load(_, facts.load, group_counts=facts.months[0].policy.group_counts)
        lines += ["", *together] if together else []
    offers = [one for offer in facts.offers for one in forecasts.proposed(_, *offer)]
    below = (Choice(_("Plan"), MENU.data("activity")), Choice(_("Hours"), MENU.data("hours")))
    return Message("\n".join(lines), (*offers, below, _picture(_)))


def to_log(_: Speech, facts: Any) -> Message:
    """`services.weeks.ToLog`: a tap opens the entry, filled in."""
    lines = [_("Over, and without an entry yet:"), *(_at(_, one) for one in facts.unlogged[:MOST_COMING])]
    if len(facts.unlogged) > MOST_COMING:
        lines.append(_("There is more: /activities"))
    lines.append(_("Tap what took place; the entry is filled in, and saved when you say so."))
    return Message("\n".join(lines), tuple(_log(_, one) for one in facts.unlogged[:MOST_COMING]))


def youths(_: Speech, facts: Any) -> Message:
    """`services.weeks.YouthWeek`: warm by deed, and one question, whose answer goes to nobody."""
    lines = [_.you("Hi! Your week: {week}", week=_days(_, facts))]
    if facts.spent:
        lines.append(_.you("Time with your mentor: {spent}", spent=_.duration(facts.spent)))
    if facts.coming is not None:
        when = _.when(facts.coming.day, facts.coming.start)
        lines.append(_("Next: {title}, {when}", title=facts.coming.title, when=when))
    lines.append(_.you("How did it go?"))
    # Translators: button; the answer to: How did it go?
    good, hard = Choice(_.you("Well"), WEEK.data("good")), Choice(_.you("It was hard"), WEEK.data("hard"))
    return Message("\n".join(lines), ((good, hard),))


def good(_: Speech) -> Message:
    return Message(_.you("Good to hear. This answer is shown to nobody."))


def hard(_: Speech) -> Message:
    """Not shown to anybody either: what happens next is theirs to choose."""
    text = _.you(
        "Thank you for telling. This answer is shown to nobody. If you would like, you can talk to a person about it."
    )
    return Message(text, (care.buttons(_),))


def _days(_: Speech, facts: Any) -> str:
    return f"{_.short_date(facts.first)} – {_.short_date(facts.last)}"


def _at(_: Speech, one: Any) -> str:
    when = _.when(one.day, one.start)
    return _("{when}: {title} – {names}", when=when, title=one.title, names=_names(one.names))


def _names(names: Sequence[str]) -> str:
    return ", ".join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])


def _log(_: Speech, one: Any) -> Choice:
    label = f"{_.short_date(one.day)} {_names(one.names)}: {one.title}"
    return Choice(label if len(label) <= LABEL else f"{label[: LABEL - 1]}…", TO_LOG.data(one.activity_id))


def _picture(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("As a picture"), HOURS_PICTURE.data(0, "now"))
