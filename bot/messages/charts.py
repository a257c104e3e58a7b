"""The picture of hours: every word of it, and the caption that says the same to those who hear the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.i18n import Speech
from bot.messages import hours, pages
from bot.messages.message import File, Message
from bot.rules.periods import Period

MOST_ROWS = 20  # young people in one picture
CAPTION = 1024  # Telegram's limit under a picture, in UTF-16 units


@dataclass(frozen=True)
class ChartRow:
    """One young person: what was done and owed this month and in the one before, and the same in words."""

    name: str
    done: timedelta
    target: timedelta
    is_reached: bool
    before_done: timedelta
    before_target: timedelta
    said: str
    before_said: str


@dataclass(frozen=True)
class Chart:
    """What is drawn; what draws it knows no sentence. `marks` explain the bars of both months, the line
    of the target and the tick."""

    title: str
    month: str
    rows: tuple[ChartRow, ...]
    marks: tuple[str, str, str, str]


def chart(_: Speech, months: Sequence[hours.Month], *, title: str, period: Period) -> Chart:
    """The first twenty, in their order."""
    return Chart(
        title=title,
        month=_.month(period.first),
        rows=tuple(_row(_, one) for one in months[:MOST_ROWS]),
        marks=(
            _.month_name(period.first.month),
            _.month_name(period.previous().first.month),
            # Translators: under the picture of hours: a line stands for the target
            _("target"),
            # Translators: under the picture of hours: a tick stands for it
            _("target reached"),
        ),
    )


def _row(_: Speech, one: hours.Month) -> ChartRow:
    standing = one.standing
    before = _(
        "{done} of {target}", done=_.duration(standing.previous_done), target=_.duration(standing.previous_target)
    )
    has_before = bool(standing.previous_target or standing.previous_done)
    return ChartRow(
        name=one.beside.name,
        done=standing.done,
        target=standing.target,
        is_reached=standing.is_reached,
        before_done=standing.previous_done,
        before_target=standing.previous_target,
        said=hours.done_of(_, standing),
        before_said=before if has_before else "",
    )


def photo(_: Speech, shown: Chart, png: bytes, *, of: int) -> Message:
    """With a caption: a line for each young person as far as it is long enough, and how many there are besides."""
    lines = [f"{shown.title} · {shown.month}"]
    for one in shown.rows:
        line = _said(_, one)
        more = _("All of them: /hours")
        if pages.units("\n".join([*lines, line, more])) > CAPTION:
            break
        lines.append(line)
    if len(lines) - 1 < of:
        lines.append(_("All of them: /hours"))
    return Message("\n".join(lines), file=File("hours.png", png))


def _said(_: Speech, one: ChartRow) -> str:
    if not one.before_said:
        return f"{one.name}: {one.said}"
    return _("{name}: {now}; the month before: {before}", name=one.name, now=one.said, before=one.before_said)


def failed(_: Speech) -> Message:
    return Message(_("The picture could not be made this time. The hours are here: /hours"))
