"""Which meetings would close a month."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.periods import Period
from bot.rules.proposals import Busy, Met, Proposal

NOVEMBER = Period.month(2026, 11)
HOUR = timedelta(hours=1)
TUESDAYS = [Met(date(2026, 11, day), time(16), 120) for day in (3, 10, 17)]
THURSDAY = Met(date(2026, 11, 12), time(14, 40), 90)


def proposals(
    hours: float, *, today: int, met: list[Met], theirs: tuple[Busy, ...] = (), mentors: tuple[Busy, ...] = ()
) -> list[Proposal]:
    return rules.proposals.proposals(
        hours * HOUR, met=met, days=NOVEMBER.days, today=date(2026, 11, today), theirs=theirs, mentors=mentors,
        most_a_day=4 * HOUR,
    )  # fmt: skip


def on(day: int, start: time, minutes: int) -> Proposal:
    return Proposal(date(2026, 11, day), start, minutes)


def test_the_usual_weekday_time_and_length_come_first() -> None:
    assert proposals(2, today=18, met=[*TUESDAYS, THURSDAY]) == [on(24, time(16), 120)]
    assert proposals(5, today=18, met=[*TUESDAYS, THURSDAY]) == [
        on(19, time(16), 120), on(24, time(16), 120), on(26, time(16), 60),
    ]  # fmt: skip


def test_where_the_days_are_few_they_are_longer_and_never_too_long() -> None:
    assert proposals(9, today=26, met=TUESDAYS) == [on(27, time(16), 240), on(30, time(16), 240)]


def test_a_pair_without_a_habit_is_offered_working_days_at_three() -> None:
    assert proposals(4, today=27, met=[]) == [on(30, time(15), 240)]
    assert proposals(3, today=30, met=[]) == []


def test_nothing_falls_into_what_is_planned_already() -> None:
    theirs = (Busy(date(2026, 11, 24), time(10), 60),)
    mentors = (Busy(date(2026, 11, 19), time(15), 120),)
    assert proposals(4, today=18, met=[THURSDAY, *TUESDAYS], theirs=theirs, mentors=mentors) == [
        on(19, time(17), 120), on(26, time(16), 120),
    ]  # fmt: skip


mets = st.lists(
    st.builds(Met, st.dates(date(2026, 9, 1), date(2026, 11, 30)), st.none() | st.times(), st.integers(0, 600)),
    max_size=9,
)
takens = st.lists(
    st.builds(Busy, st.dates(date(2026, 11, 1), date(2026, 12, 2)), st.times(), st.integers(15, 480)), max_size=6
)


@given(
    minutes=st.integers(-60, 3000), today=st.integers(1, 30), met=mets, theirs=takens, mentors=takens,
    days=st.sets(st.sampled_from(sorted(NOVEMBER.days))), most=st.integers(15, 480),
)  # fmt: skip
def test_every_proposal_can_be_planned_as_it_stands(
    minutes: int, today: int, met: list[Met], theirs: list[Busy], mentors: list[Busy], days: set[date], most: int
) -> None:
    to_plan, most_a_day = timedelta(minutes=minutes), timedelta(minutes=most)
    found = rules.proposals.proposals(
        to_plan, met=met, days=days, today=date(2026, 11, today), theirs=theirs, mentors=mentors, most_a_day=most_a_day
    )
    assert len(found) <= rules.proposals.MOST
    assert [one.day for one in found] == sorted({one.day for one in found})
    assert sum(one.minutes for one in found) < max(minutes, 0) + 30
    for one in found:
        assert one.day in days
        assert one.day > date(2026, 11, today)
        assert one.day not in {other.day for other in theirs}
        assert 0 < one.minutes <= max(min(most, rules.proposals.LONGEST), 30)
        ends = one.start.hour * 60 + one.start.minute + one.minutes
        assert ends <= 21 * 60
        for other in mentors:
            if other.day == one.day:
                begins = other.start.hour * 60 + other.start.minute
                assert ends <= begins or begins + other.minutes <= one.start.hour * 60 + one.start.minute
