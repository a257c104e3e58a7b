"""The days a session covers, what is refused, what is asked about again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.errors import InFuture, NothingToLog, OutsideParticipation, TooLong
from bot.rules.participations import Participation
from bot.rules.sessions import Doubt, Span

RIGA = ZoneInfo("Europe/Riga")
MINUTE = timedelta(minutes=1)
ANNA, OKSANA = 1, 2
NIGHTS = [
    datetime(2026, 3, 28, tzinfo=UTC),
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
]
starts = st.builds(
    lambda night, minutes: (night + minutes * MINUTE).astimezone(RIGA),
    st.sampled_from(NIGHTS),
    st.integers(0, 3 * 24 * 60),
) | st.builds(
    lambda minutes: (datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE).astimezone(RIGA),
    st.integers(0, 4_000_000),
)


def test_a_session_over_midnight_counts_in_both_months() -> None:
    assert rules.sessions.days_of(date(2026, 11, 30), time(23, 15), 120, RIGA) == [
        (date(2026, 11, 30), 45),
        (date(2026, 12, 1), 75),
    ]


def test_until_midnight_sharp_the_next_day_gets_nothing() -> None:
    assert rules.sessions.days_of(date(2026, 11, 30), time(22), 120, RIGA) == [(date(2026, 11, 30), 120)]


def test_with_no_start_all_minutes_belong_to_the_day() -> None:
    assert rules.sessions.days_of(date(2026, 11, 30), None, 600, RIGA) == [(date(2026, 11, 30), 600)]


def test_a_no_show_stays_on_its_day_with_no_minutes() -> None:
    assert rules.sessions.days_of(date(2026, 11, 30), time(23), 0, RIGA) == [(date(2026, 11, 30), 0)]


def test_the_nights_of_the_clock_changes_have_23_and_25_hours() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    assert rules.sessions.days_of(spring, time(0), 1440, RIGA) == [(spring, 1380), (date(2026, 3, 30), 60)]
    assert rules.sessions.days_of(autumn, time(0), 1440, RIGA) == [(autumn, 1440)]
    assert rules.sessions.days_of(autumn, time(1), 1440, RIGA) == [(autumn, 1440)]
    assert rules.sessions.end_of(spring, time(2), 120, RIGA).astimezone(RIGA).time() == time(5)
    assert rules.sessions.end_of(autumn, time(2), 120, RIGA).astimezone(RIGA).time() == time(3)


@given(start=starts, minutes=st.integers(0, 3 * 1440))
def test_splitting_neither_loses_nor_invents_a_minute(start: datetime, minutes: int) -> None:
    pieces = rules.sessions.split_at_midnight(start, minutes, RIGA)
    covered = [day for day, _ in pieces]
    assert sum(spent for _, spent in pieces) == minutes
    assert covered == rules.periods.days_from(covered[0], covered[-1])
    assert all(spent > 0 for _, spent in pieces) or minutes == 0


@given(start=starts, minutes=st.integers(1, 1440))
def test_each_minute_lies_on_the_day_that_the_clock_on_the_wall_shows(start: datetime, minutes: int) -> None:
    whole = start.astimezone(UTC).replace(second=0, microsecond=0)
    walked: dict[date, int] = {}
    for n in range(minutes):
        day = (whole + n * MINUTE).astimezone(RIGA).date()
        walked[day] = walked.get(day, 0) + 1
    assert dict(rules.sessions.split_at_midnight(start, minutes, RIGA)) == walked


@given(start=starts, first=st.integers(0, 720), second=st.integers(0, 720))
def test_two_halves_of_a_session_count_like_the_whole(start: datetime, first: int, second: int) -> None:
    then = (start.astimezone(UTC).replace(second=0, microsecond=0) + first * MINUTE).astimezone(RIGA)
    halves: dict[date, int] = {}
    for begin, minutes in ((start, first), (then, second)):
        for day, spent in rules.sessions.split_at_midnight(begin, minutes, RIGA):
            halves[day] = halves.get(day, 0) + spent
    whole = dict(rules.sessions.split_at_midnight(start, first + second, RIGA))
    assert {day: spent for day, spent in halves.items() if spent} == {
        day: spent for day, spent in whole.items() if spent
    }


STAY = Participation(OKSANA, "Oksana", date(2026, 11, 3), date(2026, 11, 30))


def check(
    day: date,
    start: time | None = None,
    minutes: int = 60,
    *,
    said_at: datetime = datetime(2026, 11, 30, 18, 0, tzinfo=RIGA),
    participations: list[Participation] | None = None,
    attended: bool = True,
) -> None:
    rules.sessions.check_session(
        day,
        start,
        minutes,
        said_at=said_at,
        zone=RIGA,
        participations=[STAY] if participations is None else participations,
        attended=attended,
    )


def test_an_ordinary_session_is_allowed() -> None:
    check(date(2026, 11, 3))
    check(date(2026, 11, 30), time(16, 30), 90)


def test_no_minutes_are_only_for_a_no_show() -> None:
    check(date(2026, 11, 3), minutes=0, attended=False)
    with pytest.raises(NothingToLog):
        check(date(2026, 11, 3), minutes=0)
    with pytest.raises(NothingToLog):
        check(date(2026, 11, 3), minutes=-5, attended=False)


def test_more_than_a_day_is_refused() -> None:
    check(date(2026, 11, 3), minutes=1440)
    with pytest.raises(TooLong) as refusal:
        check(date(2026, 11, 3), minutes=1441)
    assert refusal.value.limit_minutes == 1440


def test_tomorrow_and_later_today_are_the_future() -> None:
    with pytest.raises(InFuture):
        check(date(2026, 12, 1))
    with pytest.raises(InFuture) as refusal:
        check(date(2026, 11, 30), time(17), 61)
    assert refusal.value.day == date(2026, 11, 30)


def test_today_is_the_mentors_local_day() -> None:
    just_after_midnight = datetime(2026, 11, 9, 22, 30, tzinfo=UTC)
    check(date(2026, 11, 10), said_at=just_after_midnight)
    with pytest.raises(InFuture):
        check(date(2026, 11, 10), said_at=just_after_midnight - timedelta(hours=1))


@pytest.mark.parametrize("day", [date(2026, 11, 2), date(2026, 10, 1)])
def test_before_the_participation_is_refused_with_its_days(day: date) -> None:
    with pytest.raises(OutsideParticipation) as refusal:
        check(day)
    assert (refusal.value.first, refusal.value.last) == (date(2026, 11, 3), date(2026, 11, 30))
    assert refusal.value.youth_name == "Oksana"


def test_over_midnight_of_the_last_day_is_refused() -> None:
    said_at = datetime(2026, 12, 2, tzinfo=RIGA)
    check(date(2026, 11, 30), time(22), 120, said_at=said_at)
    with pytest.raises(OutsideParticipation):
        check(date(2026, 11, 30), time(22), 121, said_at=said_at)


def test_each_young_person_of_a_group_must_be_in_and_who_came_back_is_in() -> None:
    earlier = Participation(OKSANA, "Oksana", date(2026, 3, 1), date(2026, 6, 30))
    check(date(2026, 5, 5), participations=[STAY, earlier])
    anna = Participation(ANNA, "Anna", date(2026, 11, 10))
    check(date(2026, 11, 10), participations=[STAY, anna])
    with pytest.raises(OutsideParticipation) as refusal:
        check(date(2026, 11, 9), participations=[STAY, anna])
    assert refusal.value.youth_name == "Anna"


def span(
    start: time | None = None,
    minutes: int = 60,
    *,
    day: int = 10,
    youth: frozenset[int] = frozenset({OKSANA}),
    session_id: int | None = None,
) -> Span:
    return Span(date(2026, 11, day), start, minutes, youth, session_id)


def test_a_plain_session_raises_no_doubt() -> None:
    assert rules.sessions.doubts(span(time(10)), []) == []
    assert rules.sessions.doubts(span(time(10)), [span(time(11), 90, session_id=7)]) == []


def test_over_eight_hours_at_once_is_asked_about() -> None:
    assert rules.sessions.doubts(span(minutes=480), []) == []
    assert rules.sessions.doubts(span(minutes=481), []) == [Doubt.LONG_SESSION]


def test_over_twelve_hours_on_one_day_is_asked_about() -> None:
    other = span(minutes=421, youth=frozenset({ANNA}), session_id=7)
    assert rules.sessions.doubts(span(minutes=299), [other]) == []
    assert rules.sessions.doubts(span(minutes=300), [other]) == [Doubt.LONG_DAY]
    assert rules.sessions.doubts(span(minutes=300, day=11), [other]) == []


def test_a_night_fills_the_day_after_it_too() -> None:
    morning = span(minutes=700, day=11, youth=frozenset({ANNA}), session_id=7)
    assert rules.sessions.doubts(span(time(23), 80), [morning]) == []
    assert rules.sessions.doubts(span(time(23), 81), [morning]) == [Doubt.LONG_DAY]


def test_overlap_needs_two_starts_and_another_session() -> None:
    other = span(time(10), 90, youth=frozenset({ANNA}), session_id=7)
    assert rules.sessions.doubts(span(time(11)), [other]) == [Doubt.OVERLAP]
    assert rules.sessions.doubts(span(time(11, 30)), [other]) == []
    assert rules.sessions.doubts(span(None), [other]) == []
    assert rules.sessions.doubts(span(time(11), session_id=7), [other]) == []


def test_overlap_is_found_over_midnight() -> None:
    other = span(time(23), 120, youth=frozenset({ANNA}), session_id=7)
    assert rules.sessions.doubts(span(time(0, 30), day=11), [other]) == [Doubt.OVERLAP]


def test_a_session_in_the_hour_that_comes_twice_does_not_overlap_what_follows_it() -> None:
    night = Span(date(2026, 10, 25), time(2), 120, frozenset({ANNA}), 7)
    after = Span(date(2026, 10, 25), time(4), 60, frozenset({OKSANA}))
    assert rules.sessions.doubts(after, [night]) == []


def test_the_same_youth_day_and_duration_again_is_asked_about() -> None:
    group = span(youth=frozenset({ANNA, OKSANA}), session_id=7)
    assert rules.sessions.doubts(span(), [group]) == [Doubt.SAME_AGAIN]
    assert rules.sessions.doubts(span(minutes=61), [group]) == []
    assert rules.sessions.doubts(span(day=11), [group]) == []
    assert rules.sessions.doubts(span(youth=frozenset({3})), [group]) == []


def test_the_rows_of_one_group_session_fill_the_day_once() -> None:
    rows = [span(minutes=400, youth=frozenset({one}), session_id=7) for one in (ANNA, 3)]
    assert rules.sessions.doubts(span(minutes=60), rows) == []


@given(
    st.lists(
        st.builds(
            span,
            st.none() | st.times(),
            st.integers(0, 1440),
            day=st.integers(9, 11),
            youth=st.frozensets(st.integers(1, 3), min_size=1),
            session_id=st.integers(1, 5),
        ),
        max_size=6,
        unique_by=lambda one: one.session_id,
    ),
    st.none() | st.times(),
    st.integers(0, 1440),
)
def test_doubts_depend_on_the_sessions_and_not_on_their_order(
    others: list[Span], start: time | None, minutes: int
) -> None:
    new = span(start, minutes)
    assert rules.sessions.doubts(new, others) == rules.sessions.doubts(new, [*reversed(others)])
