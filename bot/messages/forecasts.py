"""How a month will end: the line under the hours, what to plan, and whether a mentor's month is possible at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.buttons import LABEL, PROPOSAL, Choice
from bot.i18n import Speech
from bot.rules.forecasts import Forecast, Load
from bot.rules.proposals import Proposal


def lines(_: Speech, forecast: Forecast | None) -> list[str]:
    """Below what is missing; nothing where the target is reached or there is nothing to go by."""
    if forecast is None or forecast.is_reached:
        return []
    said = [_end(_, forecast)] if forecast.has_habit or forecast.planned else []
    if forecast.planned and forecast.is_covered:
        said.append(_("Planned: {planned}. That covers what is missing.", planned=_.duration(forecast.planned)))
    elif forecast.planned:
        said.append(
            _(
                "Planned: {planned}, still to plan: {to_plan}",
                planned=_.duration(forecast.planned), to_plan=_.duration(forecast.to_plan),
            )
        )  # fmt: skip
    return said


def _end(_: Speech, forecast: Forecast) -> str:
    low, expected, high = (_.duration(one) for one in (forecast.low, forecast.expected, forecast.high))
    if forecast.low == forecast.high:
        return _("Forecast for the end of the month: {expected}", expected=expected)
    return _(
        "Forecast for the end of the month: {expected} (from {low} to {high})", expected=expected, low=low, high=high
    )


def for_youth(_: Speech, forecast: Forecast | None) -> list[str]:
    """What is planned, and no count of what is not."""
    if forecast is None or forecast.is_reached:
        return []
    if not forecast.planned:
        return [_.you("Nothing more is planned this month yet. If you have an idea, tell your mentor.")]
    return [_.you("Planned this month: {planned}", planned=_.duration(forecast.planned))]


def load(_: Speech, load: Load | None, *, group_counts: bool) -> list[str]:
    """For all of a mentor's young people together."""
    if load is None or not load.missing:
        return []
    said = [
        _(
            "Together short by: {missing}, still to plan: {to_plan}",
            missing=_.duration(load.missing), to_plan=_.duration(load.to_plan),
        )
    ]  # fmt: skip
    if load.is_possible:
        if load.per_day is None or load.per_day * load.days_left > load.can_hold:  # it takes the weekend too
            said.append(_("Days left, weekend included: {days}", days=_.number(load.days_left)))
        else:
            said.append(
                _(
                    "Working days left: {days}, average a day: {per_day}",
                    days=_.number(load.working_days_left), per_day=_.duration(load.per_day),
                )
            )  # fmt: skip
        return said
    said.append(
        _(
            "Days left: {days}, possible in them: {can_hold}",
            days=_.number(load.days_left), can_hold=_.duration(load.can_hold),
        )
    )  # fmt: skip
    if group_counts:
        said.append(_("A group session counts in full for each young person."))
    said.append(_("Please agree with the coordinator what is possible."))
    return said


def first(_: Speech, name: str) -> str:
    return _("Start with: {name}", name=name)


def proposed(_: Speech, participation_id: int, name: str, proposals: Sequence[Proposal]) -> list[Choice]:
    """A tap opens the planning card filled in."""
    return [_proposed(_, participation_id, name, one) for one in proposals]


def _proposed(_: Speech, participation_id: int, name: str, one: Proposal) -> Choice:
    at = datetime.combine(one.day, one.start)
    when = f"{_.short_date(one.day)} {_.hours_between(one.start, (at + timedelta(minutes=one.minutes)).time())}"
    room = LABEL - len(when) - 2
    shown = name if len(name) <= room else f"{name[: room - 1]}…"
    return Choice(f"{shown}: {when}", PROPOSAL.data(participation_id, f"{at:%Y%m%d%H%M}", one.minutes))


def title(_: Speech) -> str:
    """Of a proposed meeting, in the young person's language: they will read it."""
    return _.you("Meeting with the mentor")
