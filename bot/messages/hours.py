"""How the month stands: for a young person, a mentor, a coordinator. What is unconfirmed is called so."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Protocol

from bot.buttons import HOURS_PAGE, MENU, Choice
from bot.i18n import Speech
from bot.messages import forecasts, pages
from bot.messages import months as words_of_months
from bot.messages.message import Message
from bot.rules.forecasts import Forecast, Load
from bot.rules.hours import Standing
from bot.rules.periods import Period
from bot.rules.policies import Policy

BAR = 10  # blocks
PAGE = 12  # young people
MOST_MENTORS = 3  # named beside one young person


class _Beside(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def planned_end_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...


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
    @property
    def is_overdue(self) -> bool: ...
    @property
    def reason(self) -> words_of_months.Reason | None: ...
    @property
    def forecast(self) -> Forecast | None: ...


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


def ahead(_: Speech, standing: Standing, most_a_day: timedelta, forecast: Forecast | None) -> list[str]:
    """What would close the month and how it will end; no average where plans cover what is missing."""
    needed = [] if forecast is not None and forecast.is_covered else [pace(_, standing, most_a_day)]
    return [*needed, *forecasts.lines(_, forecast)]


def youth(_: Speech, month: Month) -> Message:
    """One line and a bar."""
    standing = month.standing
    lines = [_.month(standing.period.first), f"{bar(standing)} {done_of(_, standing)}"]
    if _is_part(standing):
        full = _.duration(standing.full_target)
        lines.append(_("Part of the month; for the whole one: {full}. This rule is not confirmed.", full=full))
    lines += forecasts.for_youth(_, month.forecast)
    lines += _last_month(_, standing)
    if month.mentors:
        lines.append(_("Mentor: {mentor}", mentor=", ".join(name for _id, name in month.mentors)))
    return Message("\n".join(lines), (Choice(_("What is planned"), MENU.data("activities")),))


def youth_outside(_: Speech) -> Message:
    return Message(_.you("Your hours will appear here when the programme has begun."))


def mentor(
    _: Speech,
    months: Sequence[Month],
    *,
    period: Period,
    page: int,
    load: Load | None = None,
    offers: Sequence[Choice] = (),
) -> Message:
    """Each young person, the most urgent first, with the mentor's own share; above them whether all of it fits into the
    days left, below them what could be planned."""
    if not months:
        return Message(_("No young person is paired with you yet. The coordinator can change that."))
    blocks = [(one, _for_mentor(_, one)) for one in months]
    together = forecasts.load(_, load, group_counts=months[0].policy.group_counts)
    forecast = months[0].forecast
    if together and forecast is not None and forecast.will_miss:
        together.append(forecasts.first(_, months[0].beside.name))
    shown = _page(_, [_.month(period.first), *together], blocks, page, lambda n: HOURS_PAGE.data("mentor", 0, n))
    return shown.plus(*offers, (Choice(_("Log a session"), MENU.data("log")), Choice(_("Plan"), MENU.data("activity"))))


def coordinator(
    _: Speech, months: Sequence[Month], *, municipality: tuple[int, str], period: Period, page: int
) -> Message:
    """Everyone in the municipality, worst first."""
    place_id, place = municipality
    heading = [place, _.month(period.first)]
    if not months:
        return Message("\n".join([*heading, _("Nobody takes part yet.")]))
    blocks = [(one, "\n".join(block_for_coordinator(_, one))) for one in months]
    return _page(_, heading, blocks, page, lambda n: HOURS_PAGE.data("all", place_id, n))


def _page(
    _: Speech, heading: list[str], blocks: Sequence[tuple[Month, str]], number: int, data: Callable[[int], str]
) -> Message:
    """As many young people as one message holds, twelve at most; a page that is no more becomes the last one."""
    around = "\n".join([*heading, pages.widest_place(_), "", _confirmed_by_nobody(_)])
    found = pages.filled(blocks, most=PAGE, room=pages.MOST_UNITS - pages.units(around))
    number = pages.within(number, len(found))
    shown = found[number - 1]
    above = "\n".join([*heading, *pages.place(_, number, len(found))])
    below = _unconfirmed(_, [one for one, _text in shown])
    text = "\n\n".join([above, *(block for _one, block in shown), *below])
    return Message(text, pages.turning(_, number, len(found), data))


def _for_mentor(_: Speech, month: Month) -> str:
    standing = month.standing
    lines = [short_by(_, month.beside.name, standing), bar(standing)]
    lines += _ahead(_, month)
    if month.own_share is not None and month.own_share != standing.done:
        lines.append(_("Your share: {own}", own=_.duration(month.own_share)))
    return "\n".join([*lines, *_part_month(_, standing), *_last_month(_, standing)])


def block_for_coordinator(_: Speech, month: Month) -> list[str]:
    """One young person's month, line by line."""
    standing = month.standing
    lines = [short_by(_, month.beside.name, standing), _("Mentor: {mentor}", mentor=_mentors(month)), *_ahead(_, month)]
    if month.reason is not None and not standing.is_reached:
        lines.append(_("Reason: {reason}", reason=words_of_months.said(_, month.reason)))
    return [*lines, *_part_month(_, standing), *_last_month(_, standing)]


def _ahead(_: Speech, month: Month) -> list[str]:
    """What would close the month, or why nothing is owed any more."""
    if month.beside.ended_on is not None:
        return [_("The programme has ended. Last day: {date}", date=_.date(month.beside.ended_on))]
    if month.is_overdue:
        return [_("Planned end passed: {date}", date=_.date(month.beside.planned_end_on))]
    if month.standing.is_reached:
        return []
    most = timedelta(minutes=month.policy.hours_a_day_possible_minutes)
    return ahead(_, month.standing, most, month.forecast)


def _mentors(month: Month) -> str:
    names = [name for _id, name in month.mentors]
    more = ["…"] if len(names) > MOST_MENTORS else []
    return ", ".join([*names[:MOST_MENTORS], *more]) or "–"


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
    return [_confirmed_by_nobody(_)]


def _confirmed_by_nobody(_: Speech) -> str:
    return _("The rule for a part of the month is not confirmed.")


def _last_month(_: Speech, standing: Standing) -> list[str]:
    if not standing.previous_target and not standing.previous_done:
        return []
    done, target = _.duration(standing.previous_done), _.duration(standing.previous_target)
    return [_("Last month: {done} of {target}", done=done, target=target)]
