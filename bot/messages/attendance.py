"""Who came: a button for each, all of them at once, and then the session that is offered."""

from collections.abc import Sequence
from typing import Protocol

from bot import rules
from bot.buttons import ATTENDANCE, LABEL, Choice, Row
from bot.i18n import Speech
from bot.messages import activities
from bot.messages.message import Message
from bot.storage.activities import Asked, Gathering


class Noted(Protocol):
    @property
    def gathering(self) -> Gathering: ...
    @property
    def came(self) -> tuple[Asked, ...]: ...
    @property
    def absent(self) -> tuple[Asked, ...]: ...
    @property
    def open(self) -> tuple[Asked, ...]: ...
    @property
    def came_to_log(self) -> tuple[int, ...]: ...
    @property
    def absent_to_log(self) -> tuple[int, ...]: ...


def ask(_: Speech, facts: activities.Facts, activity_id: int, expected: Sequence[tuple[int, str]]) -> Message:
    """The notice when it is over: nobody is noted yet."""
    text = f"{_over(_, facts)}\n{_('Who took part?')}"
    rows = [_row(_, activity_id, one, label, None) for one, label in _labels(expected)]
    return Message(text, (*_everyone(_, activity_id, len(expected)), *rows))


def stands(_: Speech, noted: Noted) -> Message:
    """What is noted so far can be corrected by a tap until it is logged; then the session is offered."""
    activity = noted.gathering.activity
    lines = [_over(_, activity), *(activities.seat_line(_, one) for one in (*noted.came, *noted.absent))]
    seats = (*noted.open, *noted.came, *noted.absent)
    unlogged = {*noted.came_to_log, *noted.absent_to_log}
    names = [
        (one.participation_id, one.name) for one in seats if one.session_id is None or one.participation_id in unlogged
    ]
    attended = {one.participation_id: one.attended for one in seats}
    rows: list[Row] = [_row(_, activity.id, one, label, attended[one]) for one, label in _labels(names)]
    log: list[Row] = []
    if noted.came_to_log:
        log.append((Choice(_("Log a session"), ATTENDANCE.data(activity.id, "log", 1)),))
    if noted.absent_to_log:
        # Translators: button
        log.append((Choice(_("Log the no-show"), ATTENDANCE.data(activity.id, "log", 0)),))
    if noted.open:
        lines.append(_("Who took part?"))
        return Message("\n".join(lines), (*_everyone(_, activity.id, len(noted.open)), *rows))
    if log:
        lines.append(_("Everything is filled in. Log it now?"))
    return Message("\n".join(lines), (*log, *rows, (activities.all_of_them(_),)))


def _over(_: Speech, facts: activities.Facts) -> str:
    return _("It is over: {title}, {when}", title=facts.title, when=_.when(facts.day, facts.start))


def _everyone(_: Speech, activity_id: int, count: int) -> tuple[Row, ...]:
    # Translators: button
    return ((Choice(_("All came"), ATTENDANCE.data(activity_id, "all")),),) if count > 1 else ()


def _labels(people: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    return list(rules.people.told_apart(people, width=LABEL - 8).items())


def _row(_: Speech, activity_id: int, participation_id: int, name: str, attended: bool | None) -> Row:
    yes, no = (("✓ " if attended is one else "") for one in (True, False))
    # Translators: button; {name} took part
    came = Choice(yes + _("{name}: yes", name=name), ATTENDANCE.data(activity_id, participation_id, 1))
    # Translators: button; {name} did not take part
    return came, Choice(no + _("{name}: no", name=name), ATTENDANCE.data(activity_id, participation_id, 0))
