"""Logging a session: the questions, the card, what became of it, the last entries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import rules
from bot.buttons import CHANGE_SESSION, LABEL, MENU, RECENT, UNDO_SESSION, Choice
from bot.i18n import Speech
from bot.messages import kinds
from bot.messages.message import Message
from bot.rules.hours import Standing
from bot.rules.policies import Kind
from bot.rules.sessions import Doubt
from bot.storage.sessions import Logged

Person = tuple[int, str]  # participation, name
Standings = Sequence[tuple[int, Standing]]  # of participations


@dataclass(frozen=True)
class Unsaved:
    """A session before it is saved."""

    names: tuple[str, ...]
    day: date
    start: time | None
    minutes: int
    kind: Kind
    attended: bool
    note: str | None


def about(_: Speech) -> str:
    return _("Nothing is saved before the last step. One line does it too, like ‘yesterday 1.5 h CV with Anna’.")


def ask_who(_: Speech, people: Sequence[Person], day: date | None, minutes: int | None) -> Message:
    """With what a line has told already, so that the mentor sees what is asked and what is not."""
    labels = rules.people.told_apart(people, width=LABEL)
    choices = tuple(_option(label, str(one)) for one, label in labels.items())
    noted = [_.when(day)] if day else []
    noted += [_.duration(timedelta(minutes=minutes))] if minutes else []
    text = _("Noting: {what}. Who took part?", what=", ".join(noted)) if noted else _("Who took part?")
    return Message(text, (*choices, _option(_("Several people"), "several")))


def ask_group(_: Speech, people: Sequence[Person], ticked: Collection[int]) -> Message:
    choices = tuple(
        _option(("✓ " if one in ticked else "") + label, f"{one}:{0 if one in ticked else 1}")
        for one, label in rules.people.told_apart(people, width=LABEL - 2).items()
    )
    return Message(_("Who took part? Choose everyone, then: Done."), (*choices, _option(_("Done"), "done")))


def ask_day(_: Speech, today: date, earlier: Sequence[date], *, ahead: date | None = None) -> Message:
    """Today and yesterday by name, the days before by weekday; others are typed. `ahead` was said, and is to come."""
    yesterday = today - timedelta(days=1)
    near = (_option(_("Today"), today.isoformat()), _option(_("Yesterday"), yesterday.isoformat()))
    before = tuple(_option(_.weekday_and_date(day), day.isoformat()) for day in earlier)
    lines = [] if ahead is None else [not_yet(_, ahead)]
    lines.append(_("When was it? Choose, or write a date, for example: 5.11."))
    plan = () if ahead is None else (_option(_("Plan"), "plan"),)
    return Message("\n".join(lines), (*plan, near, *before))


def planned_instead(_: Speech) -> str:
    return _("Nothing was logged. It goes on in the plan below.")


def not_yet(_: Speech, day: date) -> str:
    return _("This time has not come yet: {when}. A session is logged when it is over.", when=_.when(day))


def ask_duration(_: Speech, names: Sequence[str], day: date, choices: Sequence[int]) -> Message:
    # Translators: {name} is one name or several with commas between, never inflected.
    text = _("Noting: {name}, {when}. How long was the session?", name=", ".join(names), when=_.when(day))
    example = _("For example: 1.5 h, 90 min, 14–15:30")
    options = [_option(_.duration(timedelta(minutes=one)), str(one)) for one in choices]
    rows = tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))
    return Message(f"{text}\n{example}", (*rows, _option(_("It did not take place"), "none")))


def ask_kind(_: Speech) -> Message:
    choices = tuple(_option(label, kind.value) for kind, label in kinds.names(_).items())
    return Message(_("What kind of activity was it?"), choices)


def ask_note(_: Speech) -> Message:
    return Message(_("Please no health details; you can also skip this. What is worth remembering?"))


def ask_reason(_: Speech) -> Message:
    return Message(_("Please no health details; you can also skip this. Why did it not take place?"))


def card(_: Speech, one: Unsaved, doubts: Sequence[Doubt], clash: Logged | None, *, can_choose_who: bool) -> Message:
    """All of it, a button for each part; what is doubtful is asked here, and *yes* names what was asked."""
    question = _doubted(_, one, doubts, clash) if doubts else _("Each part can be changed. Is everything right?")
    sure = ":".join(["save", *(doubt.value for doubt in doubts)])
    # Translators: button
    who = (_option(_("Who"), "youth"),) if can_choose_who else ()
    rows = [
        (_option(_("Yes, save"), sure) if doubts else _option(_("Save"), sure),),
        # Translators: button
        (*who, _option(_("When"), "day")),
        # Translators: button
        (_option(_("Duration"), "duration"), _option(_("Activity"), "kind")),
        # Translators: button
        (_option(_("Note"), "note"),),
    ]
    return Message("\n".join([*_lines(_, one), "", question]), tuple(rows))


def saved(_: Speech, session: Logged, months: Standings, today: date) -> Message:
    """What it made of the month, youth by youth."""
    text = "\n".join([_("Saved."), *_result(_, session, months, today)])
    return Message(text, (_undo_and_change(_, session),))


def _undo_and_change(_: Speech, session: Logged) -> tuple[Choice, Choice]:
    # Translators: button
    change = Choice(_("Change"), CHANGE_SESSION.data(session.id))
    return Choice(_("Undo"), UNDO_SESSION.data(session.id)), change


def undone(_: Speech, session: Logged, months: Standings, today: date) -> Message:
    """Taken back; where a change was undone, what counts again, and how to take that back too."""
    if not session.is_void:
        again = [_("The change is undone. The former entry counts again."), *_result(_, session, months, today)]
        return Message("\n".join(again), (_undo_and_change(_, session),))
    text = "\n".join([_("Undone. This entry no longer counts."), *_result(_, session, months, today)])
    return Message(text, (Choice(_("Log a session"), MENU.data("log")),))


def recent(_: Speech, sessions: Sequence[Logged]) -> Message:
    """The last entries, numbered, each with its two buttons."""
    if not sessions:
        return Message(_("There are no entries yet."), (Choice(_("Log a session"), MENU.data("log")),))
    lines, rows = [_("The last entries:")], []
    for n, session in enumerate(sessions, 1):
        lines.append(f"{n}. {_entry(_, session, ', '.join(name for _id, name in session.youth))}")
        undo = Choice(_("Undo: {n}", n=n), UNDO_SESSION.data(session.id))
        rows.append((undo, Choice(_("Change: {n}", n=n), CHANGE_SESSION.data(session.id))))
    return Message("\n".join(lines), tuple(rows))


def recent_button(_: Speech) -> Choice:
    return Choice(_("Recent entries"), RECENT.data())


def _lines(_: Speech, one: Unsaved) -> list[str]:
    lines = [", ".join(one.names), _span(_, one.day, one.start, one.minutes)]
    if one.attended:
        lines += _over_midnight(_, one.day, one.start, one.minutes)
        lines += [_.duration(timedelta(minutes=one.minutes)), kinds.name(_, one.kind)]
    else:
        lines.append(_("No-show"))
    if one.note:
        lines.append(_("Note: {note}", note=one.note) if one.attended else _("Reason: {reason}", reason=one.note))
    return lines


def _doubted(_: Speech, one: Unsaved, doubts: Sequence[Doubt], clash: Logged | None) -> str:
    """What is doubtful, then one question."""
    lines = []
    if Doubt.LONG_SESSION in doubts:
        lines.append(_("A long session: {spent}", spent=_.duration(timedelta(minutes=one.minutes))))
    if Doubt.LONG_DAY in doubts:
        lines.append(_("A long day with all its entries: {when}", when=_.when(one.day)))
    if Doubt.SAME_AGAIN in doubts:
        lines.append(_("Logged already: the same young person, day and duration."))
    if Doubt.OVERLAP in doubts and clash is not None:
        name = ", ".join(name for _id, name in clash.youth)
        time_taken = _between(_, clash.day, clash.start, clash.minutes)
        lines.append(
            _(
                "This time already has an entry: {name}, {time}. Was it a group session?",
                name=name,
                time=time_taken,
            )
        )
    else:
        lines.append(_("Save it all the same?"))
    return "\n".join(lines)


def _result(_: Speech, session: Logged, months: Standings, today: date) -> list[str]:
    lines = []
    for participation, name in session.youth:
        lines.append(_entry(_, session, name))
        lines += [_month(_, standing, today) for one, standing in months if one == participation]
    return lines


def _entry(_: Speech, session: Logged, name: str) -> str:
    when = _.when(session.day)
    if not session.attended:
        return _("{name}: no-show, {when}", name=name, when=when)
    # Translators: {name} is never inflected; {spent} looks like "1 h 30 min".
    return _("{name}: {spent}, {when}", name=name, spent=_.duration(timedelta(minutes=session.minutes)), when=when)


def _month(_: Speech, standing: Standing, today: date) -> str:
    done, target = _.duration(standing.done), _.duration(standing.target)
    if today in standing.period:
        return _("This month: {done} of {target}", done=done, target=target)
    return _("{month}: {done} of {target}", month=_.month(standing.period.first), done=done, target=target)


def _span(_: Speech, day: date, start: time | None, minutes: int) -> str:
    if start is None:
        return _.weekday_and_date(day)
    return f"{_.weekday_and_date(day)}, {_between(_, day, start, minutes)}"


def _over_midnight(_: Speech, day: date, start: time | None, minutes: int) -> list[str]:
    """Each day's share, where there are two."""
    shares = rules.sessions.days_of(day, start, minutes, _.zone)
    if len(shares) == 1:
        return []
    return [_("{when}: {spent}", when=_.when(on), spent=_.duration(timedelta(minutes=part))) for on, part in shares]


def _between(_: Speech, day: date, start: time | None, minutes: int) -> str:
    if start is None:
        return _.when(day)
    return _.hours_between(start, rules.sessions.end_of(day, start, minutes, _.zone).astimezone(_.zone).time())


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")
