"""A young person's programme: the mentors beside it, its planned end, pauses, its end; what is asked and said."""

from datetime import date

from bot import rules
from bot.buttons import LABEL, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.participations import EndReason


def programme(_: Speech, first: date, last: date, *, mentor: str | None) -> str:
    """Its days and the mentor, as the invitation brings them."""
    return f"{programme_days(_, first, last)}\n{mentors_line(_, mentor)}"


def programme_days(_: Speech, first: date, last: date) -> str:
    return _("Programme: {first} – {last}", first=_.date(first), last=_.date(last))


def mentors_line(_: Speech, names: str | None) -> str:
    return _("Mentor: {mentor}", mentor=names) if names else _("Mentor: nobody at present")


def days(_: Speech, first: date, last: date | None) -> str:
    return f"{_.date(first)} – {_.date(last) if last else '…'}"


# --- a mentor beside a young person ---


def about_pairing(_: Speech) -> str:
    return _("A pair is a mentor and a young person. The mentor is told, and may log sessions from its first day.")


def ask_mentor(_: Speech, mentors: list[tuple[int, str, int]]) -> Message:
    """Each mentor with the number of young people they have now."""
    if not mentors:
        return Message(_("No other mentor is here yet. To invite one: /invite"))
    text = _("The number beside a name: young people now. Who will be the mentor?")
    labels = rules.people.told_apart(((one, name) for one, name, _count in mentors), width=LABEL - 5)
    return Message(text, tuple(Choice(f"{labels[one]} · {count}", f"={one}") for one, _name, count in mentors))


def ask_although_many(_: Speech, name: str, youth: int, most: int) -> Message:
    text = _(
        "{name}\nYoung people now: {youth}. Usually a mentor has at most {most}. Choose this mentor all the same?",
        name=name, youth=youth, most=most,
    )  # fmt: skip
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("Another mentor"), "=no")),))


def ask_pair_start(_: Speech, days: list[date]) -> Message:
    text = _("From which day? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in days))


def paired(_: Speech, name: str, mentor: str, first: date) -> str:
    return _("{name}\nMentor: {mentor}\nFrom: {date}", name=name, mentor=mentor, date=_.date(first))


# --- the planned end ---


def about_planned_end(_: Speech) -> str:
    return _(
        "The planned end says how long hours are owed. How long programmes last, the municipality decides; other "
        "lengths need a reason."
    )


def ask_planned_end(_: Speech, current: date, ends: list[tuple[int, date]]) -> Message:
    text = _("Planned end now: {date}. Choose, or write a date. When should it end?", date=_.date(current))
    return Message(
        text,
        tuple(
            Choice(f"{_.plural('{n} month', '{n} months', months)} · {_.date(end)}", f"={end.isoformat()}")
            for months, end in ends
        ),
    )


def ask_length_reason(_: Speech, last: date, low: int, high: int) -> Message:
    """A programme lasts from `low` to `high` months in this municipality."""
    text = _(
        "Until: {date}. Programmes last from {low} to {high} months. What is the reason? A few words; no health "
        "details please.",
        date=_.date(last), low=_.number(low), high=_.number(high),
    )  # fmt: skip
    return Message(text)


def replanned(_: Speech, last: date) -> str:
    return _("Planned end: {date}", date=_.date(last))


# --- a pause ---


def about_pause(_: Speech) -> str:
    return _(
        "Days of a pause do not count towards the target, and the month’s target becomes smaller. A pause can be "
        "ended at any time."
    )


def ask_pause_start(_: Speech, today: date, tomorrow: date) -> Message:
    text = _("Which day is the first of the pause? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in (today, tomorrow)))


def ask_pause_end(_: Speech) -> Message:
    text = _("Which day is the last of the pause? Write a date.")
    return Message(text, (Choice(_("Not known yet"), "=open"),))


def paused(_: Speech, first: date, last: date | None) -> str:
    return _("Pause: {days}", days=days(_, first, last))


# --- the end of a programme, and a new beginning ---


def about_ending(_: Speech) -> str:
    return _("The programme ends with its last day, the pairs with it. Sessions up to that day can still be logged.")


def reasons(_: Speech) -> dict[EndReason, str]:
    return {
        EndReason.COMPLETED: _("Completed"),
        EndReason.EARLY_POSITIVE: _("Early: work or studies began"),
        EndReason.DROPPED: _("Stopped taking part"),
        EndReason.MOVED: _("Moved away"),
        EndReason.NOT_ELIGIBLE: _("The rules don’t allow it"),
        EndReason.OTHER: _("Another reason"),
    }


def ask_reason(_: Speech, name: str) -> Message:
    text = _("{name}\nWhy does the programme end?", name=name)
    return Message(text, tuple(Choice(label, f"={reason.value}") for reason, label in reasons(_).items()))


def ask_last_day(_: Speech, days: list[date]) -> Message:
    text = _("Which day is the last? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in days))


def ask_ending(_: Speech, last: date) -> Message:
    text = _(
        "Last day: {date}. The pairs end with it. The programme can be begun again later. End it?", date=_.date(last)
    )
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("No"), "=no")),))


def nothing_changed(_: Speech) -> str:
    return _("Nothing was changed.")


def ended(_: Speech, last: date) -> str:
    return _("The programme has ended. Last day: {date}", date=_.date(last))


def about_beginning_again(_: Speech) -> str:
    return _("The first entry’s day stays in the record. The days between the end and the new beginning owe no hours.")
