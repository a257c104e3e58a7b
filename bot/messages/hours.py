"""How the month stands: for a young person, a mentor, a coordinator. What is unconfirmed is called so."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol, TypeVar

from bot.buttons import HOURS_PAGE, MENU, Choice
from bot.i18n import Speech
from bot.messages import pages
from bot.messages.message import Message
from bot.rules.hours import Standing
from bot.rules.periods import Period
from bot.rules.policies import Policy

BAR = 10  # blocks
PAGE = 12  # young people


class _Beside(Protocol):
    @property
    def name(self) -> str: ...


class Month(Protocol):
    """One young person's month, as `services.months` finds it."""

    @property
    def beside(self) -> _Beside: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def mentors(self) -> tuple[tuple[int, str], ...]: ...
    @property
    def own_share(self) -> timedelta | None: ...
    @property
    def policy(self) -> Policy: ...


AnyMonth = TypeVar("AnyMonth", bound=Month)


def bar(standing: Standing) -> str:
    """▓▓▓▓░░░░░░: full only when nothing is missing."""
    full = BAR if standing.is_reached else min(BAR - 1, BAR * standing.done // standing.target)
    return "▓" * full + "░" * (BAR - full)


def done_of(_: Speech, standing: Standing) -> str:
    return _("{done} of {target}", done=_.duration(standing.done), target=_.duration(standing.target))


def short_by(_: Speech, name: str, standing: Standing) -> str:
    """The line by which a coordinator and a mentor know a month: here, in warnings and in the digest."""
    done, target = _.duration(standing.done), _.duration(standing.target)
    if standing.is_reached:
        return _("{name}: {done} of {target}", name=name, done=done, target=target)
    return _(
        "{name}: {done} of {target}, short by: {missing}",
        name=name, done=done, target=target, missing=_.duration(standing.missing),
    )  # fmt: skip


def pace(_: Speech, standing: Standing, most_a_day: timedelta) -> str:
    """What would close the month, and never an average that no day can hold; plainly where nothing would."""
    days = _.number(standing.days_left)
    if standing.days_left and standing.missing > standing.days_left * most_a_day:
        return _("Days left: {days}. They are too few for what is missing.", days=days)
    if standing.per_day is None:
        return _("No working day is left in this month.")
    if standing.per_day > most_a_day:  # it takes the weekend too, and no day is named as if it were usual
        return _("Days left, weekend included: {days}", days=days)
    return _(
        "Working days left: {days}, average a day: {per_day}",
        days=_.number(standing.working_days_left), per_day=_.duration(standing.per_day),
    )  # fmt: skip


def youth(_: Speech, month: Month) -> Message:
    """One line and a bar."""
    standing = month.standing
    lines = [_.month(standing.period.first), f"{bar(standing)} {done_of(_, standing)}"]
    if _is_part(standing):
        full = _.duration(standing.full_target)
        lines.append(_("Part of the month; for the whole one: {full}. This rule is not confirmed.", full=full))
    lines += _last_month(_, standing)
    if month.mentors:
        lines.append(_("Mentor: {mentor}", mentor=", ".join(name for _id, name in month.mentors)))
    return Message("\n".join(lines))


def youth_outside(_: Speech) -> Message:
    return Message(_.you("Your hours will appear here when the programme has begun."))


def mentor(_: Speech, months: Sequence[Month], *, period: Period, page: int) -> Message:
    """Each young person, worst first, with the mentor's own share."""
    if not months:
        return Message(_("No young person is paired with you yet. The coordinator can change that."))
    last = last_page(len(months))
    page = pages.within(page, last)
    heading = "\n".join([_.month(period.first), *pages.place(_, page, last)])
    blocks = [_for_mentor(_, one) for one in on_page(months, page)]
    turning = pages.turning(_, page, last, lambda n: HOURS_PAGE.data("mentor", 0, n))
    log = Choice(_("Log a session"), MENU.data("log"))
    return Message("\n\n".join([heading, *blocks, *_unconfirmed(_, on_page(months, page))]), (*turning, log))


def coordinator(
    _: Speech, months: Sequence[Month], *, municipality: tuple[int, str], period: Period, page: int
) -> Message:
    """Everyone in the municipality, worst first."""
    place_id, place = municipality
    last = last_page(len(months))
    page = pages.within(page, last)
    heading = "\n".join([place, _.month(period.first), *pages.place(_, page, last)])
    if not months:
        return Message("\n".join([heading, _("Nobody takes part yet.")]))
    blocks = [_for_coordinator(_, one) for one in on_page(months, page)]
    turning = pages.turning(_, page, last, lambda n: HOURS_PAGE.data("all", place_id, n))
    return Message("\n\n".join([heading, *blocks, *_unconfirmed(_, on_page(months, page))]), turning)


def last_page(count: int) -> int:
    return max(1, -(-count // PAGE))


def _for_mentor(_: Speech, month: Month) -> str:
    standing = month.standing
    lines = [short_by(_, month.beside.name, standing), bar(standing)]
    if not standing.is_reached:
        lines.append(pace(_, standing, timedelta(minutes=month.policy.hours_a_day_possible_minutes)))
    if month.own_share is not None and month.own_share != standing.done:
        lines.append(_("Your share: {own}", own=_.duration(month.own_share)))
    return "\n".join([*lines, *_part_month(_, standing), *_last_month(_, standing)])


def _for_coordinator(_: Speech, month: Month) -> str:
    standing = month.standing
    names = ", ".join(name for _id, name in month.mentors) or "–"
    lines = [short_by(_, month.beside.name, standing), _("Mentor: {mentor}", mentor=names)]
    return "\n".join([*lines, *_part_month(_, standing), *_last_month(_, standing)])


def _is_part(standing: Standing) -> bool:
    return standing.target != standing.full_target


def _part_month(_: Speech, standing: Standing) -> list[str]:
    """The whole target too where only a part of the month counts."""
    if not _is_part(standing):
        return []
    return [_("Part of the month; for the whole one: {full}", full=_.duration(standing.full_target))]


def _unconfirmed(_: Speech, months: Sequence[Month]) -> list[str]:
    """Said once under the list: which target is owed for a part of a month nobody has confirmed."""
    if not any(_is_part(one.standing) for one in months):
        return []
    return [_("The rule for a part of the month is not confirmed.")]


def _last_month(_: Speech, standing: Standing) -> list[str]:
    if not standing.previous_target and not standing.previous_done:
        return []
    done, target = _.duration(standing.previous_done), _.duration(standing.previous_target)
    return [_("Last month: {done} of {target}", done=done, target=target)]


def on_page(months: Sequence[AnyMonth], page: int) -> Sequence[AnyMonth]:
    """Those whom a page shows; a page that is no more is the last one."""
    page = pages.within(page, last_page(len(months)))
    return months[(page - 1) * PAGE : page * PAGE]
