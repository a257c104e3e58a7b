"""A pause that people give themselves: asked for, begun, over; what coordinators decide about it; who stands in."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bot import rules
from bot.buttons import LABEL, MENU, TIME_OFF, Choice
from bot.i18n import Speech
from bot.messages import hours
from bot.messages.message import Message
from bot.rules.policies import OwnPause
from bot.rules.time_off import LENGTHS, TimeOffReason

# --- asking for it ---


def about(_: Speech) -> str:
    return _.you("In a pause no reminder comes. If you write, I'll answer. It can be ended at any time: /resume")


def ask_first(_: Speech, days: Sequence[date]) -> Message:
    text = _("Which day is the first of the pause? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in days))


def ask_length(_: Speech, most_days: int) -> Message:
    """`most_days` is the municipality's rule."""
    text = _.you(
        "In a pause no reminder comes. Days at most: {most}. Choose, or write the date of your return. How long?",
        most=_.number(most_days),
    )
    lengths = [Choice(_length(_, days), f"={days}") for days in LENGTHS if days <= most_days]
    return Message(text, tuple(lengths))


def _length(_: Speech, days: int) -> str:
    if days % 7:
        return _.plural("{n} day", "{n} days", days)
    return _.plural("{n} week", "{n} weeks", days // 7)


def ask_reason(_: Speech, *, is_youth: bool) -> Message:
    if is_youth:
        text = _.you(
            "The coordinator sees the reason, the mentor does not. It need not be said, and no health details please. "
            "What is it?"
        )
    else:
        text = _("The coordinator sees the reason. It need not be said, and no health details please. What is it?")
    choices = [Choice(label, f"={reason.value}") for reason, label in reasons(_).items()]
    rows = [tuple(choices[at : at + 2]) for at in range(0, len(choices), 2)]
    # Translators: button: the reason of a pause is not said
    return Message(text, (*rows, (Choice(_("No reason"), "=none"),)))


def reasons(_: Speech) -> dict[TimeOffReason, str]:
    return {
        TimeOffReason.ILLNESS: _("Illness"),
        TimeOffReason.EXAMS: _("Exams"),
        TimeOffReason.CAMP: _("Camp"),
        TimeOffReason.HOLIDAY: _("Holiday"),
    }


# --- it stands ---


def begun(_: Speech, first: date, until: date, *, counts: OwnPause | None, asks: bool, today: date) -> Message:
    """What rests, and who hears of it."""
    lines = [state(_, first, until, today=today)]
    if counts is OwnPause.ASKED:
        lines.append(
            _.you(
                "Your mentor sees the days. Whether they count as a pause of the programme, the coordinator decides; "
                "you'll hear about it."
            )
        )
    elif counts is OwnPause.ALWAYS:
        lines.append(_.you("Your mentor sees the days. They count as a pause of the programme: no hours are owed."))
    elif counts is OwnPause.NEVER:
        lines.append(_.you("Your mentor sees the days. The programme and its hours go on."))
    elif asks:
        lines.append(_("The coordinator is asked for a stand-in. What you plan or log stays."))
    return Message("\n".join(lines), (_resume(_),))


def shown(_: Speech, first: date, until: date, *, today: date) -> Message:
    """/pause where one holds or comes."""
    return Message(state(_, first, until, today=today), (_resume(_),))


def state(_: Speech, first: date, until: date, *, today: date) -> str:
    if first > today:
        days = {"first": _.date(first), "last": _.date(rules.time_off.last_day(until))}
        return _.you("Your pause: {first} – {last}. No reminders on these days.", **days)
    return _.you("Your pause ends: {until}. No reminders until then.", until=_.date(until))


def none(_: Speech) -> Message:
    text = _("There is no pause at present.")
    # Translators: button
    return Message(text, (Choice(_("Pause"), MENU.data("pause")),))


def _resume(_: Speech) -> Choice:
    # Translators: button that ends a pause
    return Choice(_("Resume"), TIME_OFF.data("resume"))


# --- and it is over ---


def resumed(_: Speech, facts: Any) -> Message:
    """By their own tap or words."""
    # Translators: the pause is over because they said so
    return _where_things_are(_, _.you("The pause is over. Good to have you back."), facts)


def over(_: Speech, facts: Any) -> Message:
    """It came to its end; nothing of what fell due meanwhile is said again."""
    text = _.you("The pause is over. Good to have you back. Reminders of these days are not sent later.")
    return _where_things_are(_, text, facts)


def _where_things_are(_: Speech, text: str, facts: Any) -> Message:
    lines = [text]
    for name, standing in facts.months:
        done = hours.done_of(_, standing)
        lines.append(_("This month: {hours}", hours=done) if facts.is_youth else f"{name}: {done}")
    if facts.next_title is not None:
        lines.append(_("Next: {title}, {when}", title=facts.next_title, when=_.when(facts.next_day, facts.next_start)))
    else:
        lines.append(_("Nothing is planned yet."))
    return Message("\n".join(lines), (Choice(_("What is planned"), MENU.data("activities")),))


# --- coordinators decide ---


def _wished(_: Speech, facts: Any) -> Message:
    lines = [
        _(
            "{name}: would like a pause, {first} – {last}",
            name=facts.name,
            first=_.date(facts.first),
            last=_.date(facts.last),
        ),
        *_reason(_, facts),
        _("Reminders to them rest already. If the days count as a pause of the programme, they owe no hours. Agree?"),
    ]
    return Message(
        "\n".join(lines),
        (
            (Choice(_named(_, _("Agree"), facts.name), TIME_OFF.data("agree", facts.time_off_id)),),
            (Choice(_named(_, _("Days still count"), facts.name), TIME_OFF.data("decline", facts.time_off_id)),),
        ),
    )


def _wanted(_: Speech, facts: Any) -> Message:
    lines = [
        _(
            "Mentor away: {name}, {first} – {last}",
            name=facts.name,
            first=_.date(facts.first),
            last=_.date(facts.last),
        ),
        *_reason(_, facts),
        _("Young people: {names}", names=", ".join(facts.people)),
        _("A stand-in sees what a mentor sees and may log; that ends by itself. Who stands in?"),
    ]
    choose = Choice(_named(_, _("Stand-in"), facts.name), TIME_OFF.data("cover", facts.time_off_id))
    return Message("\n".join(lines), ((choose,),))


def _reason(_: Speech, facts: Any) -> list[str]:
    return [] if facts.reason is None else [_("Reason: {reason}", reason=reasons(_)[facts.reason])]


def _named(_: Speech, label: str, name: str) -> str:
    """Several may stand under one message, so each says whose it is."""
    whole = f"{label}: {name}"
    return whole if len(whole) <= LABEL else f"{whole[: LABEL - 1]}…"


def agreed(_: Speech, name: str) -> Message:
    return Message(_("{name}: the days count as a pause of the programme and owe no hours.", name=name))


def declined(_: Speech, name: str) -> Message:
    return Message(_("{name}: reminders rest, the days of the programme still count.", name=name))


def choose_stand_in(_: Speech, cover: Any) -> Message:
    """One tap for each who could."""
    lines = [
        _(
            "Mentor away: {name}, {first} – {last}",
            name=cover.name,
            first=_.date(cover.first),
            last=_.date(cover.last),
        ),
        _("Young people: {names}", names=", ".join(cover.youth)),
    ]
    if not cover.mentors:
        lines.append(_("No other mentor is free on these days. To invite one: /invite"))
        return Message("\n".join(lines))
    lines.append(_("The number beside a name: young people now. Who stands in?"))
    labels = rules.people.told_apart(((one, name) for one, name, _load in cover.mentors), width=LABEL - 5)
    choices = [
        (Choice(f"{labels[one]} · {load}", TIME_OFF.data("by", cover.time_off_id, one)),)
        for one, _name, load in cover.mentors[:40]
    ]
    return Message("\n".join(lines), tuple(choices))


def stand_in_chosen(_: Speech, cover: Any, mentor: str) -> Message:
    text = _(
        "Mentor away: {name}\nStand-in: {mentor}, {first} – {last}\nIt ends by itself; everyone concerned is told.",
        name=cover.name, mentor=mentor, first=_.date(cover.first), last=_.date(cover.last),
    )  # fmt: skip
    # Translators: button: the stand-in mentor’s access ends today
    return Message(text, (Choice(_("End the stand-in"), TIME_OFF.data("end", cover.time_off_id)),))


def stand_in_taken_back(_: Speech) -> Message:
    return Message(_("The stand-in ends today."))


# --- what others hear ---


def _rests(_: Speech, facts: Any) -> Message:
    text = _(
        "{name}: a pause of their own, {first} – {last}. Reminders to them rest.",
        name=facts.name, first=_.date(facts.first), last=_.date(facts.last),
    )  # fmt: skip
    return Message(text)


def _answered(_: Speech, facts: Any) -> Message:
    if facts.agreed:
        text = _.you("The coordinator agrees: the days of your pause count as a pause of the programme.")
    else:
        text = _.you(
            "Your pause stays as it is. The days of the programme still count. Questions are welcome: {coordinators}",
            coordinators=", ".join(facts.coordinators) or "–",
        )
    return Message(text)


def _given(_: Speech, facts: Any) -> Message:
    text = _(
        "Your stand-in: {names}, {first} – {last}",
        names=", ".join(facts.people), first=_.date(facts.first), last=_.date(facts.last),
    )  # fmt: skip
    return Message(text)


def _stands_in(_: Speech, facts: Any) -> Message:
    lines = [
        _(
            "You stand in for: {name}, {first} – {last}",
            name=facts.name,
            first=_.date(facts.first),
            last=_.date(facts.last),
        ),
        _("Young people: {names}", names=", ".join(facts.people)),
        _("You may log and plan with them on these days. It ends by itself."),
    ]
    # Translators: button
    return Message("\n".join(lines), (Choice(_("Hours"), MENU.data("hours")),))


def _ended(_: Speech, facts: Any) -> Message:
    text = _("You no longer stand in for: {name}. What you logged stays. Thank you.", name=facts.name)
    return Message(text)


def _stood_in_for(_: Speech, facts: Any) -> Message:
    text = _.you(
        "Your mentor is away for some days. With you meanwhile: {name}, {first} – {last}",
        name=facts.name,
        first=_.date(facts.first),
        last=_.date(facts.last),
    )
    return Message(text)


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "time_off_over": over,
    "pause_answered": _answered,
    "stand_in_given": _given,
    "pause_wished": _wished,
    "stand_in_wanted": _wanted,
    "youth_rests": _rests,
    "stands_in": _stands_in,
    "stand_in_ended": _ended,
    "stood_in_for": _stood_in_for,
}
