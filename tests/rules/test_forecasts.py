"""How a month will end: honest about what it does not know, and silent when there is nothing to warn of."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from bot import rules
from bot.rules.forecasts import Ahead, Forecast, Record, Week
from bot.rules.notice_rules import Trust
from bot.rules.periods import Period
from bot.rules.policies import DEFAULT

NOVEMBER = Period.month(2026, 11)
HOUR = timedelta(hours=1)
FOUR_A_DAY = 4 * HOUR
UNKNOWN = Record()
USUAL = [Week(300, 7), Week(240, 7), Week(360, 7), Week(300, 7)]  # five hours a week, four to six


def forecast(
    *,
    done: float,
    today: int,
    ahead: tuple[Ahead, ...] = (),
    weeks: list[Week] = USUAL,
    record: Record = UNKNOWN,
    active: frozenset[date] = NOVEMBER.days,
) -> Forecast:
    on = date(2026, 11, today)
    nothing = timedelta(0)
    standing = rules.hours.standing(
        NOVEMBER, done=done * HOUR, active_days=active, today=on, policy=DEFAULT,
        previous_done=nothing, previous_target=nothing,
    )  # fmt: skip
    return rules.forecasts.forecast(
        standing, active_days=active, today=on, ahead=ahead, weeks=weeks, record=record, most_a_day=FOUR_A_DAY
    )


def on(day: int, hours: float, *, yes: bool = True) -> Ahead:
    return Ahead(date(2026, 11, day), int(hours * 60), is_accepted=yes)


# --- a month as a coordinator would reckon it ---


def test_it_goes_on_as_the_last_four_weeks_did() -> None:
    """Seven days are left at five hours a week; the leanest week brought four, the busiest six."""
    found = forecast(done=11, today=24)
    assert (found.low, found.expected, found.high) == (15 * HOUR, 16 * HOUR, 17 * HOUR)
    assert found.will_miss
    assert found.to_plan == 9 * HOUR


def test_plans_are_a_part_of_the_habit_and_not_added_to_it() -> None:
    planned = forecast(done=11, today=24, ahead=(on(25, 2),))
    assert planned.expected == forecast(done=11, today=24).expected
    assert planned.planned == 2 * HOUR
    assert planned.to_plan == 7 * HOUR


def test_a_full_week_of_plans_counts_for_itself_and_the_next_week_for_its_habit() -> None:
    sure = Record(accepted=96, accepted_held=96, asked=96, held=96)  # 99 of 100
    found = forecast(done=11, today=24, ahead=(on(25, 4), on(27, 4)), record=sure)
    assert found.expected == 19.5 * HOUR  # 11 h, 99 % of 8 h, and a Monday's 43 minutes of habit
    assert found.high == 20 * HOUR  # the Monday of a busy week: 51 minutes


def test_an_activity_weighs_as_much_as_theirs_took_place() -> None:
    ahead = (on(25, 10),)
    unknown = forecast(done=0, today=24, weeks=[], ahead=ahead)
    half = forecast(
        done=0, today=24, weeks=[], ahead=ahead, record=Record(asked=16, held=7, accepted=16, accepted_held=7)
    )
    assert unknown.expected == 7.5 * HOUR  # three of four, where nothing is known
    assert half.expected == 5 * HOUR
    assert unknown.high == half.high == 10 * HOUR


def test_an_activity_nobody_has_accepted_is_no_part_of_the_low_end() -> None:
    assert forecast(done=5, today=24, weeks=[], ahead=(on(25, 4, yes=False),)).low == 5 * HOUR
    assert forecast(done=5, today=24, weeks=[], ahead=(on(25, 4),)).low == 8 * HOUR


def test_weeks_in_a_pause_say_nothing_about_the_habit() -> None:
    away = [Week(0, 2), Week(0, 0), Week(300, 7), Week(300, 5)]
    found = forecast(done=11, today=24, weeks=away)
    assert found.has_habit
    assert found.expected == 16.5 * HOUR  # ten hours in twelve days: 50 minutes a day
    assert not forecast(done=11, today=24, weeks=[Week(60, 3)]).has_habit


def test_a_month_that_has_reached_its_target_is_forecast_from_there() -> None:
    found = forecast(done=20, today=24)
    assert found.is_reached
    assert not found.will_miss
    assert found.low >= 20 * HOUR


# --- the ladder's silence ---


def test_a_habit_that_reaches_the_target_is_trusted_until_the_last_days() -> None:
    found = forecast(done=16, today=24)
    assert found.expected == 21 * HOUR
    assert rules.forecasts.keeps_silent(found, Trust.HABIT)
    assert not rules.forecasts.keeps_silent(found, Trust.PLANS)


def test_plans_that_cover_the_rest_silence_it_and_their_cancelling_ends_that() -> None:
    covered = forecast(done=14, today=26, ahead=(on(27, 3), on(30, 3, yes=False)))
    assert covered.is_covered
    assert rules.forecasts.keeps_silent(covered, Trust.PLANS)
    called_off = forecast(done=14, today=26, ahead=(on(27, 3),))
    assert called_off.to_plan == 3 * HOUR
    assert not rules.forecasts.keeps_silent(called_off, Trust.PLANS)
    assert not rules.forecasts.keeps_silent(called_off, Trust.HABIT)


def test_a_rung_that_trusts_nothing_speaks_until_the_hours_are_logged() -> None:
    assert not rules.forecasts.keeps_silent(forecast(done=14, today=26, ahead=(on(27, 6),)), Trust.NOTHING)
    assert rules.forecasts.keeps_silent(forecast(done=20, today=26), Trust.NOTHING)


# --- a mentor with several ---


def test_a_mentor_sees_whether_six_months_fit_into_the_days_left() -> None:
    months = [forecast(done=done, today=26) for done in (12, 14, 10, 16, 20, 11)]
    left = frozenset(date(2026, 11, day) for day in range(26, 31))
    found = rules.forecasts.load(months, days=left, most_a_day=FOUR_A_DAY)
    assert (found.youth, found.missing, found.can_hold) == (5, 37 * HOUR, 20 * HOUR)
    assert not found.is_possible
    assert (found.days_left, found.working_days_left, found.per_day) == (5, 3, timedelta(hours=12, minutes=20))


def test_days_off_hold_nothing() -> None:
    months = [forecast(done=16, today=26)]
    days = {date(2026, 11, 30)}
    assert rules.forecasts.load(months, days=days, most_a_day=FOUR_A_DAY).is_possible
    assert not rules.forecasts.load(months, days=days, away=days, most_a_day=FOUR_A_DAY).is_possible


def test_who_can_still_be_helped_and_has_least_to_spare_comes_first() -> None:
    tight, roomy, lost, safe = (forecast(done=done, today=27, weeks=[]) for done in (5, 12, 1, 20))
    covered = forecast(done=10, today=27, weeks=[], ahead=(on(28, 10),))
    found = sorted([safe, covered, lost, roomy, tight], key=rules.forecasts.urgency)
    assert found == [tight, roomy, lost, covered, safe]


# --- whatever happens ---

aheads = st.lists(
    st.builds(Ahead, st.dates(date(2026, 10, 20), date(2026, 12, 10)), st.integers(15, 600), st.booleans()), max_size=8
)
weeks = st.lists(st.integers(0, 7).flatmap(lambda n: st.builds(Week, st.integers(0, 240 * n), st.just(n))), max_size=5)
records = st.tuples(*[st.integers(0, 30)] * 4).map(
    lambda n: Record(n[0], min(n[1], n[0]), n[0] + n[2], min(n[1], n[0]) + min(n[3], n[2]))
)
dones = st.integers(0, 60).map(lambda n: n / 2)
todays = st.integers(1, 30)
actives = st.sets(st.sampled_from(sorted(NOVEMBER.days))).map(frozenset)


@given(done=dones, today=todays, ahead=aheads, weeks=weeks, record=records, active=actives)
def test_the_range_holds_what_is_expected_and_never_falls_below_what_is_logged(
    done: float, today: int, ahead: list[Ahead], weeks: list[Week], record: Record, active: frozenset[date]
) -> None:
    found = forecast(done=done, today=today, ahead=tuple(ahead), weeks=weeks, record=record, active=active)
    assert found.done <= found.low <= found.expected <= found.high
    assert found.to_plan <= found.missing
    assert found.lost <= found.can_hold
    if not found.is_covered and found.has_habit:
        assert found.will_miss == (found.expected < found.target)


@given(done=dones, today=todays, ahead=aheads, weeks=weeks, record=records, active=actives, data=st.data())
def test_one_more_activity_never_makes_a_month_look_worse(
    done: float,
    today: int,
    ahead: list[Ahead],
    weeks: list[Week],
    record: Record,
    active: frozenset[date],
    data: st.DataObject,
) -> None:
    assume(ahead)
    fewer = list(ahead)
    fewer.remove(data.draw(st.sampled_from(ahead)))
    less = forecast(done=done, today=today, ahead=tuple(fewer), weeks=weeks, record=record, active=active)
    more = forecast(done=done, today=today, ahead=tuple(ahead), weeks=weeks, record=record, active=active)
    assert less.low <= more.low
    assert less.expected <= more.expected
    assert less.high <= more.high
    assert less.to_plan >= more.to_plan
    if less.is_covered:
        assert more.is_covered  # so what was silent stays silent when more is planned, and only then
    for trust in Trust:
        if rules.forecasts.keeps_silent(less, trust):
            assert rules.forecasts.keeps_silent(more, trust)


@given(done=dones, today=todays, ahead=aheads, weeks=weeks, record=records, active=actives, more=st.integers(1, 8))
def test_logging_never_makes_a_month_look_worse(
    done: float,
    today: int,
    ahead: list[Ahead],
    weeks: list[Week],
    record: Record,
    active: frozenset[date],
    more: int,
) -> None:
    before = forecast(done=done, today=today, ahead=tuple(ahead), weeks=weeks, record=record, active=active)
    after = forecast(done=done + more, today=today, ahead=tuple(ahead), weeks=weeks, record=record, active=active)
    assert before.low <= after.low
    assert before.expected <= after.expected
    assert before.high <= after.high
    for trust in Trust:
        if rules.forecasts.keeps_silent(before, trust):
            assert rules.forecasts.keeps_silent(after, trust)


@given(done=dones, weeks=weeks, active=actives)
def test_after_the_last_active_day_it_is_what_it_is(done: float, weeks: list[Week], active: frozenset[date]) -> None:
    found = forecast(done=done, today=30, weeks=weeks, active=active - {date(2026, 11, 30)})
    assert found.low == found.expected == found.done
    assert found.high - found.done < timedelta(minutes=30)


@given(done=dones, today=todays, ahead=aheads, record=records)
def test_what_is_declined_or_of_another_month_is_not_counted(
    done: float, today: int, ahead: list[Ahead], record: Record
) -> None:
    inside = [one for one in ahead if one.day in NOVEMBER and one.day >= date(2026, 11, today)]
    assert forecast(done=done, today=today, ahead=tuple(ahead), record=record) == forecast(
        done=done, today=today, ahead=tuple(inside), record=record
    )


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(1, 28))
def test_the_weeks_of_habit_are_the_twenty_eight_days_before_today(today: date, ago: int) -> None:
    day = today - timedelta(days=ago)
    assert 0 <= rules.forecasts.week_of(day, today) < rules.forecasts.WEEKS
    assert day >= rules.forecasts.habit_from(today)
    assert rules.forecasts.week_of(rules.forecasts.habit_from(today) - timedelta(days=1), today) == 4
    assert rules.forecasts.week_of(today, today) == -1
