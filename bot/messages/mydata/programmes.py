"""One’s programme: mentors, pauses, months and plans."""

from typing import Any

from bot.i18n import Speech
from bot.messages import kinds, months, pillars, plan_items
from bot.messages.mydata import shapes
from bot.rules.hours import ShortReason
from bot.rules.periods import Period
from bot.rules.plans import ItemState, Pillar
from bot.rules.policies import Kind


def programme(_: Speech, one: Any) -> list[str]:
    lines = [shapes.line(one.municipality, f"{_.date(one.started_on)} – {_.date(one.ended_on or one.planned_end_on)}")]
    if one.begun_again_on:
        lines.append(_("Begun again: {date}", date=_.date(one.begun_again_on)))
    if one.length_reason:
        lines.append(_("Why it lasts longer: {reason}", reason=one.length_reason))
    lines += [
        _("Mentor: {mentor}", mentor=shapes.line(beside.name, shapes.days(_, beside.started_on, beside.ended_on)))
        for beside in one.mentors
    ]
    lines += [_("Pause: {days}", days=shapes.days(_, away.first_on, away.last_on)) for away in one.pauses]
    for month in one.months:
        done = _(
            "{done} of {target}",
            done=shapes.spent(_, month.counted_minutes),
            target=shapes.spent(_, month.target_minutes),
        )
        lines.append(shapes.line(_.month(Period.parse(month.month).first), done))
    lines += [_short_month(_, short) for short in one.short_months]
    return lines


def plan(_: Speech, one: Any) -> list[str]:
    """Versions, goals, items of every version, suggestions."""
    lines = [_plan_version(_, version) for version in one.plan_versions]
    lines += [
        shapes.line(_.month(Period.parse(goal.month).first), _("Goal: {goal}", goal=goal.words))
        for goal in one.plan_goals
    ]
    lines += [_plan_item(_, item) for item in one.plan_items]
    for idea in one.plan_suggestions:
        facts = [idea.title, *([idea.reason] if idea.reason else [])]
        lines.append(_("suggested: {item}", item=shapes.line(*facts)))
    return lines


def _plan_version(_: Speech, one: Any) -> str:
    moments = [
        (one.written_at, _("Begun: {when}", when=_.moment(one.written_at))),
        (one.shown_at, _("Shown: {when}", when=_.moment(one.shown_at or one.written_at))),
        (one.agreed_at, _("Agreed: {when}", when=_.moment(one.agreed_at or one.written_at))),
        (one.approved_at, _("Approved: {when}", when=_.moment(one.approved_at or one.written_at))),
    ]
    reason = [_("Reason for the change: {reason}", reason=one.reason)] if one.reason else []
    return shapes.line(_("Version: {n}", n=_.number(one.number)), *(text for at, text in moments if at), *reason)


def _plan_item(_: Speech, one: Any) -> str:
    states = {
        ItemState.PLANNED: _("planned"),
        ItemState.DONE: _("done"),
        ItemState.DROPPED: _("no longer planned"),
    }
    goal = [_("Goal: {goal}", goal=one.goal)] if one.goal else []
    facts = [pillars.name(_, Pillar(one.pillar)), kinds.name(_, Kind(one.kind)), states[ItemState(one.state)]]
    much = plan_items.amount(_, one.days, one.minutes)
    return shapes.line(_.month(Period.parse(one.month).first), one.title, *facts, *much, *goal)


def _short_month(_: Speech, one: Any) -> str:
    reason = _("why hours are missing: {reason}", reason=months.reasons(_)[ShortReason(one.reason)])
    return shapes.line(_.month(Period.parse(one.month).first), reason, *([one.words] if one.words else []))
