"""What the rules say of hours and of a programme's dates, as of a day, and who hears it.

`says` answers both times: when the day is planned, and when a notice is about to leave. So hours made good since, a
planned end that was moved or a rule that was changed are not mentioned.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot import rules, storage
from bot.rules.lifelines import Cleared
from bot.rules.notice_rules import Anchor, Hears, Most, NoticeRule, Trust
from bot.rules.notices import At
from bot.rules.periods import Period
from bot.rules.reminders import Rung
from bot.services import forecasts, months
from bot.services.months import YouthMonth
from bot.storage import Database
from bot.storage.models import Notice
from bot.storage.reminders import CoordinatorOf, Planned


@dataclass(frozen=True)
class Saying:
    """Something that a rule says today about one young person; `detail` tells it from what it said before."""

    rule: NoticeRule
    detail: str


async def planned(db: Database, *, now: datetime, zone: ZoneInfo) -> list[Planned]:
    """What today says about every running programme, to each who hears of it."""
    today = now.astimezone(zone).date()
    running = await storage.pairs.running_everywhere(db, first=today, last=today)
    standing = await months.of(db, running, period=Period.containing(today), today=today)
    standing = await _with_forecasts(db, standing, now=now, zone=zone)
    coordinators = _by_municipality(await storage.reminders.coordinators(db))
    return [
        notice
        for month in standing
        for notice in _about(month, today, coordinators.get(month.beside.municipality_id, []), zone)
    ]


async def _with_forecasts(
    db: Database, standing: Sequence[YouthMonth], *, now: datetime, zone: ZoneInfo
) -> list[YouthMonth]:
    """Of those months of which a warning could be said: all others need none."""
    today = now.astimezone(zone).date()
    by_habit, by_plans = [], []
    for one in standing:
        step = rung(one, today)
        if step is not None and step.rule.trusts is Trust.HABIT:
            by_habit.append(one)
        elif step is not None or is_impossible(one, today):
            by_plans.append(one)
    found = await forecasts.added(db, by_habit, now=now, zone=zone)
    found += await forecasts.added(db, by_plans, now=now, zone=zone, plans_only=True)
    known = {one.beside.participation_id: one for one in found}
    return [known.get(one.beside.participation_id, one) for one in standing]


def says(month: YouthMonth, today: date) -> list[Saying]:
    """All that the rules in force say of a month and its programme today."""
    return [*_of_planned_end(month, today), *(_of_hours(month, today) if is_active(month, today) else ())]


def hears(rule: NoticeRule, month: YouthMonth, at: At) -> bool:
    """Whether this reader is still one whom the rule tells."""
    is_told = Hears.MENTOR in rule.to or rule.anchor is Anchor.MONTH_POSSIBLE
    if is_told and any(mentor_id == at.reader_id for mentor_id, _ in month.mentors):
        return True
    return Hears.COORDINATOR in rule.to and at.coordinates(month.beside.municipality_id)


def why_over(notice: Notice, month: YouthMonth, today: date) -> Cleared:
    """What made a notice of hours or of a programme's dates unnecessary."""
    of_kind = [one for one in month.notices.of_kind(notice.kind) if one.on]
    if month.beside.ended_on is not None and month.beside.ended_on <= today:
        return Cleared.ENDED
    if not of_kind or (notice.rule is not None and notice.rule not in {one.name for one in of_kind}):
        return Cleared.RULE_OFF
    detail = notice.detail or ""
    if of_kind[0].anchor is Anchor.PLANNED_END:
        is_moved = not detail.startswith(month.beside.planned_end_on.isoformat())
        return Cleared.MOVED_DATE if is_moved else Cleared.RULE_OFF
    if not is_active(month, today):
        return Cleared.PAUSED
    if of_kind[0].anchor is Anchor.LAST_ENTRY:
        return Cleared.RULE_OFF if detail.startswith(silent_since(month, today).isoformat()) else Cleared.LOGGED
    period, _, code = detail.partition(":")
    if period != month.standing.period.key:
        return Cleared.OTHER_DAY
    if _is_enough(month, code):
        return Cleared.MADE_GOOD
    return Cleared.PLANNED if month.forecast is not None and not month.forecast.will_miss else Cleared.OTHER_DAY


def is_active(month: YouthMonth, today: date) -> bool:
    """In the programme and in no pause on this day: otherwise nobody is reminded."""
    return today in month.active_days


def rung(month: YouthMonth, today: date) -> Rung | None:
    """The step of the ladder the month stands on; None where enough is done or will be by the forecast."""
    standing = month.standing
    step = rules.reminders.rung_on(
        standing.period, month.active_days, today, standing.done, standing.target, month.notices
    )
    if step is not None and month.forecast is not None:
        return None if rules.forecasts.keeps_silent(month.forecast, step.rule.trusts) else step
    return step


def is_impossible(month: YouthMonth, today: date) -> bool:
    """Whether the days left cannot bring what is missing, and what is planned does not either."""
    is_covered = month.forecast is not None and month.forecast.is_covered
    return is_active(month, today) and not is_covered and rules.reminders.is_impossible(month.standing, month.policy)


def silent_since(month: YouthMonth, today: date) -> date:
    """The last day on which something was logged, the programme began or a pause ended."""
    ends = [last for _, last in month.pauses if last is not None and last < today]
    return max([month.beside.started_on, *ends, *([month.last_logged] if month.last_logged else [])])


def silent_days(month: YouthMonth, today: date) -> int:
    return rules.reminders.silent_for(month.last_logged, silent_since(month, today), today)


def is_silent(month: YouthMonth, today: date) -> bool:
    """As long as its mentor would hear of it."""
    return is_active(month, today) and silent_days(month, today) >= month.notices["silence"].number


def ends_soon(month: YouthMonth, today: date) -> bool:
    left = (month.beside.planned_end_on - today).days
    return month.beside.ended_on is None and 0 <= left <= -month.notices["ending"].number


# --- what the rules say ---


def _of_planned_end(month: YouthMonth, today: date) -> Iterator[Saying]:
    """Before it in a programme that runs and does not pause; after it until somebody decides."""
    for rule in month.notices.hanging_on(Anchor.PLANNED_END):
        after = (today - month.beside.planned_end_on).days
        if rule.number <= 0:
            holds = rule.number <= after <= 0 and month.beside.ended_on is None and is_active(month, today)
        else:
            holds = month.is_overdue and after >= rule.number
        if holds:
            yield Saying(rule, _detail(rule, month, on=month.beside.planned_end_on))


def _of_hours(month: YouthMonth, today: date) -> Iterator[Saying]:
    step = rung(month, today)
    if step is not None:
        yield Saying(step.rule, _detail(step.rule, month, on=step.on, code=_code(month, step)))
    if is_impossible(month, today):
        for rule in month.notices.hanging_on(Anchor.MONTH_POSSIBLE):
            yield Saying(rule, _detail(rule, month, on=today))
    silent, since = silent_days(month, today), silent_since(month, today)
    for rule in month.notices.hanging_on(Anchor.LAST_ENTRY):
        if silent >= rule.number:
            yield Saying(rule, _detail(rule, month, on=since))


def _code(month: YouthMonth, step: Rung) -> str:
    """What was planned from its day on and called off opens the rung again: "warn10:off1"."""
    called_off = sum(day >= step.on for day in month.called_off)
    return f"{step.code}:off{called_off}" if called_off else step.code


def _detail(rule: NoticeRule, month: YouthMonth, *, on: date, code: str = "") -> str:
    """What the rule's `most` counts: a second one with the same detail is never said."""
    period = month.standing.period.key
    match rule.most:
        case Most.RUNG:
            return f"{period}:{code}"
        case Most.MONTH:
            return period
        case Most.RULE:
            return f"{on}:{rule.name}"
        case Most.ONCE:
            return "once"
        case _:
            return on.isoformat()


def _is_enough(month: YouthMonth, code: str) -> bool:
    """Whether what a rung spoke of is done; without a rung, whether the whole month is."""
    code = code.partition(":off")[0]
    name = "every" if code.startswith("every") else code
    rule = next((one for one in month.notices.all() if one.name == name), None)
    if rule is None or rule.below_percent is None:
        return not rules.reminders.is_impossible(month.standing, month.policy)
    return rules.reminders.is_enough(month.standing.done, month.standing.target, rule)


# --- who hears it ---


def _about(month: YouthMonth, today: date, everyone: Sequence[int], zone: ZoneInfo) -> Iterator[Planned]:
    """Everything today says about one young person, for each who hears of it; `everyone` coordinates."""
    subject_id = month.beside.participation_id
    for one in says(month, today):
        for reader, role in _readers(one.rule, [mentor_id for mentor_id, _ in month.mentors], everyone):
            yield Planned(
                key=f"{one.rule.kind}:participation={subject_id}:{one.detail}:person={reader}",
                person_id=reader,
                kind=one.rule.kind,
                subject_id=subject_id,
                detail=one.detail,
                due_at=datetime.combine(today, one.rule.time_for(role), tzinfo=zone),
                rule=one.rule.name,
            )


def _readers(rule: NoticeRule, mentors: Sequence[int], everyone: Sequence[int]) -> list[tuple[int, Hears]]:
    """Who is the mentor too hears of hours once, as the mentor. An impossible month is told to somebody."""
    found = [(one, Hears.MENTOR) for one in mentors if Hears.MENTOR in rule.to]
    if Hears.COORDINATOR in rule.to:
        told = {one for one, _ in found}
        found += [(one, Hears.COORDINATOR) for one in everyone if one not in told]
    if not found and rule.anchor is Anchor.MONTH_POSSIBLE:
        found = [(one, Hears.MENTOR) for one in mentors]
    return found


def _by_municipality(coordinators: Iterable[CoordinatorOf]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in coordinators:
        found.setdefault(one.municipality_id, []).append(one.person_id)
    return found
