"""The result of a month for a coordinator: the sums, who is short, and last month beside each."""

from collections.abc import Sequence
from typing import Any

from bot.buttons import HOURS_PICTURE, LABEL, MONTH_PAGE, REASON, Choice
from bot.i18n import Speech
from bot.messages import hours, months, pages
from bot.messages.message import Message

PAGE = 10  # young people
MOST_REASONS = 6  # buttons
MOST_WORDS = 40


def page(_: Speech, result: Any, number: int) -> Message:
    """`services.month_results.MonthResult`; a page that is no more becomes the last one."""
    heading = [result.municipality, _("Result of the month: {month}", month=_.month(result.period.first))]
    totals = _totals(_, result)
    blocks = [(one, _block(_, one)) for one in result.months]
    around = "\n".join([*heading, *totals, pages.widest_place(_), ""])
    found = pages.filled(blocks, most=PAGE, room=pages.MOST_UNITS - pages.units(around))
    number = pages.within(number, len(found))
    shown = found[number - 1] if found else []
    above = "\n".join([*heading, *pages.place(_, number, len(found)), *totals])
    turning = pages.turning(
        _, number, len(found), lambda n: MONTH_PAGE.data(result.municipality_id, result.period.key, n)
    )
    picture = Choice(_("As a picture"), HOURS_PICTURE.data(result.municipality_id, result.period.key))
    text = "\n\n".join([above, *(block for _month, block in shown)])
    return Message(text, (*turning, *_reasons(_, result, [one for one, _block in shown]), picture))


def _totals(_: Speech, result: Any) -> list[str]:
    total, before = result.total, result.before
    lines = [
        _(
            "Target reached: {count} of {all}. The month before: {before} of {before_all}",
            count=_.number(total.reached), all=_.number(total.owing),
            before=_.number(before.reached), before_all=_.number(before.owing),
        ),
        _(
            "Hours: {done} of {target}. The month before: {before} of {before_target}",
            done=_.duration(total.done), target=_.duration(total.target),
            before=_.duration(before.done), before_target=_.duration(before.target),
        ),
    ]  # fmt: skip
    if result.open_until is not None:
        lines.append(_("Entries can be corrected until: {date}", date=_.weekday_and_date(result.open_until)))
    return lines


def _block(_: Speech, month: Any) -> str:
    lines = [hours.short_by(_, month.beside.name, month.standing)]
    if month.reason is not None and not month.standing.is_reached:
        lines.append(_("Reason: {reason}", reason=months.said(_, month.reason, most=MOST_WORDS)))
    standing = month.standing
    if standing.previous_target or standing.previous_done:
        done, target = _.duration(standing.previous_done), _.duration(standing.previous_target)
        lines.append(_("The month before: {done} of {target}", done=done, target=target))
    return "\n".join(lines)


def _reasons(_: Speech, result: Any, shown: Sequence[Any]) -> list[Choice]:
    """A button for each month on the page that is short and has no reason yet."""
    found: list[Choice] = []
    for one in shown:
        if not one.standing.is_reached and one.reason is None and len(found) < MOST_REASONS:
            label = _("Note the reason: {name}", name=one.beside.name)
            label = label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"
            found.append(Choice(label, REASON.data(one.beside.participation_id, result.period.key)))
    return found
