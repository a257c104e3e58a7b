"""A message to a group, as its readers get it; how far it has come, and who got it, as coordinators see it."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.buttons import CAST, HERE, LABEL, Choice, Row
from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages import pages, pillars
from bot.messages.message import Message
from bot.rules.broadcasts import KIND, Addressees, BroadcastState, Fate, Group, fate
from bot.rules.plans import Pillar

# --- as its readers get it ---


def words(_: Speech, facts: Any) -> Message:
    """The same for everyone who reads this language, whatever their role: what was shown beforehand is what arrives."""
    text = facts.texts.get(_.language) or facts.texts[facts.fallback]
    return Message(letter(_, text, sender=facts.sender, place=facts.municipality))


def letter(_: Speech, text: str, *, sender: str, place: str) -> str:
    head = _("From: {name}, {place}", name=sender, place=place)
    foot = _("What is typed here does not reach the sender. Contact for questions: {name}", name=sender)
    return f"{head}\n\n{text}\n\n{foot}"


WORDS: dict[str, Callable[[Speech, Any], Message]] = {KIND: words}


# --- how far it has come ---


def latest(_: Speech, found: Sequence[Any]) -> Message:
    """The last few, each with its button, and the way to a new one."""
    lines = [_("Messages to a group")]
    if found:
        lines.append(_("The latest:"))
    else:
        lines.append(_("None has been sent yet."))
    lines += [_line(_, one) for one in found]
    buttons: list[Row | Choice] = [
        Choice(
            _cut(f"{_.short_date(_day(_, one))} {whom(_, one.addressees, one.title)}"),
            CAST.data("open", one.broadcast.id),
        )
        for one in found
    ]
    # Translators: button
    return Message("\n".join(lines), (*buttons, Choice(_("Write a new one"), CAST.data("new"))))


def _line(_: Speech, one: Any) -> str:
    reached = _(
        "reached: {n} of {people}", n=_.number(one.figures.of(Fate.REACHED)), people=_.number(one.figures.people)
    )
    return f"{_.moment(one.broadcast.sent_at)} – {whom(_, one.addressees, one.title)} – {reached}"


def card(_: Speech, one: Any, *, said: str = "") -> Message:
    """Figures stand alone, so that each fits every number."""
    row, figures = one.broadcast, one.figures
    lines = [
        *([said, ""] if said else []),
        _("Message to a group – {whom}", whom=whom(_, one.addressees, one.title)),
        _("From: {name}, {place}", name=one.sender, place=one.municipality),
        _("Sent: {when}", when=_.moment(row.sent_at)),
        _state(_, one),
        _("Reached: {n} of {people}", n=_.number(figures.of(Fate.REACHED)), people=_.number(figures.people)),
        *(
            f"{what[:1].upper()}{what[1:]}: {_.number(figures.of(one))}"
            for one, what in _fates(_).items()
            if one is not Fate.REACHED and figures.of(one)
        ),
    ]
    # Translators: button
    stop = (Choice(_("Stop sending"), CAST.data("stop", row.id)),) if row.state == BroadcastState.RUNNING else ()
    lists = (
        # Translators: button
        Choice(_("Who got it"), CAST.data("got", row.id, 1)),
        # Translators: button
        Choice(_("Who did not"), CAST.data("missed", row.id, 1)),
    )
    return Message("\n".join(lines), (*stop, lists))


def _state(_: Speech, one: Any) -> str:
    row = one.broadcast
    match BroadcastState(row.state):
        case BroadcastState.DONE:
            return _("Finished: {when}", when=_.moment(row.over_at))
        case BroadcastState.RUNNING if one.figures.of(Fate.TO_GO):
            return _("It is leaving now, answers to people first.")
        case BroadcastState.RUNNING:
            return _("The rest waits. Last day: {date}", date=_.weekday_and_date(row.last_day))
    if one.stopped_by is None:
        return _("Stopped: {when}", when=_.moment(row.stopped_at))
    return _("Stopped: {when}, by: {name}", when=_.moment(row.stopped_at), name=one.stopped_by)


def stopped(_: Speech) -> str:
    return _("Stopped. Messages that had left already arrive.")


def recipients(_: Speech, found: Any) -> Message:
    standing, row = found.standing, found.standing.broadcast
    head = _("Who got it") if found.reached else _("Who did not")
    lines = [
        _("Message to a group – {whom}", whom=whom(_, standing.addressees, standing.title)),
        f"{head}: {_.number(found.total)}",
        *pages.place(_, found.number, found.of),
        *([""] if found.people else []),
        *(_person(_, one, found.reached) for one in found.people),
    ]
    name = "got" if found.reached else "missed"
    turning = pages.turning(_, found.number, found.of, lambda page: CAST.data(name, row.id, page, HERE))
    # Translators: button
    back = Choice(_("How it stands"), CAST.data("open", row.id))
    return Message("\n".join(lines), (*turning, back))


def _person(_: Speech, one: Any, reached: bool) -> str:
    return one.name if reached else f"{one.name}: {_fates(_)[fate(one.state, one.reason)]}"


def _fates(_: Speech) -> dict[Fate, str]:
    """What became of it; each stands before or behind a colon."""
    return {
        Fate.TO_GO: _("still to go"),
        Fate.HELD: _("waits for the end of quiet hours or a pause, or for another day"),
        Fate.REACHED: _("reached"),
        Fate.UNREACHABLE: _("cannot be reached in Telegram"),
        Fate.FAILED: _("not taken by Telegram"),
        Fate.STOPPED: _("stopped before it left"),
        Fate.TOO_LATE: _("waited until the last day"),
        Fate.LEFT: _("takes part no more"),
    }


# --- whom ---


def whom(_: Speech, addressees: Addressees, title: str | None = None) -> str:
    match addressees.group:
        case Group.LANGUAGE:
            return _("language: {language}", language=LANGUAGE_NAMES[addressees.value])
        case Group.PILLAR:
            return _("pillar: {pillar}", pillar=pillars.name(_, Pillar(addressees.value)))
        case Group.ACTIVITY:
            return _("asked to: {title}", title=title or "–")
    return groups(_)[addressees.group]


def groups(_: Speech) -> dict[Group, str]:
    """Buttons."""
    return {
        # Translators: button
        Group.ALL: _("Young people and mentors"),
        # Translators: button
        Group.YOUTH: _("Young people"),
        # Translators: button
        Group.MENTORS: _("Mentors"),
        # Translators: button
        Group.LANGUAGE: _("By language"),
        # Translators: button
        Group.PILLAR: _("By pillar of the plan"),
        # Translators: button
        Group.ACTIVITY: _("Those asked to an activity"),
    }


def _day(_: Speech, one: Any) -> Any:
    return one.broadcast.sent_at.astimezone(_.zone).date()


def _cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
