"""Who has a seat, when one is reminded, what the clocks show: values in, answer out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import rules
from bot.rules.activities import ReminderTime, SeatAnswer
from bot.rules.errors import ActivityIsCancelled, ActivityIsOver, NotAhead, TooFewTimes
from bot.rules.policies import STAFF_QUIET, YOUTH_QUIET
from bot.rules.quiet import QuietHours

RIGA = ZoneInfo("Europe/Riga")
RULE = rules.notice_rules.PACKED["activity_reminder"]
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)  # the nights of 23 and 25 hours
NEVER = QuietHours(time(0), time(0))


@dataclass(frozen=True)
class ASeat:
    id: int
    answer: str | None
    answered_at: datetime | None


def riga(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=RIGA)


def seats(*answers: SeatAnswer | None) -> list[ASeat]:
    first = datetime(2026, 11, 18, tzinfo=UTC)
    return [ASeat(n, answer, first + timedelta(minutes=n)) for n, answer in enumerate(answers)]


# --- time ---


def test_wall_time_stays_when_the_clocks_are_turned() -> None:
    for day in (SPRING - timedelta(days=1), SPRING, SPRING + timedelta(days=1)):
        begins = rules.activities.begins(day, time(14), RIGA)
        assert begins.astimezone(RIGA).time() == time(14)
    before = rules.activities.begins(SPRING - timedelta(days=1), time(14), RIGA)
    assert rules.activities.begins(SPRING, time(14), RIGA) - before == timedelta(hours=23)
    before = rules.activities.begins(AUTUMN - timedelta(days=1), time(14), RIGA)
    assert rules.activities.begins(AUTUMN, time(14), RIGA) - before == timedelta(hours=25)


def test_minutes_are_real_ones_over_a_clock_change() -> None:
    assert rules.activities.ends(SPRING, time(2), 120, RIGA).astimezone(RIGA).time() == time(5)
    assert rules.activities.ends(AUTUMN, time(2), 120, RIGA).astimezone(RIGA).time() == time(3)


def test_an_hour_that_is_skipped_is_the_hour_after() -> None:
    assert rules.activities.on_the_wall(SPRING, time(3, 30), RIGA) == (SPRING, time(4, 30))
    assert rules.activities.on_the_wall(AUTUMN, time(3, 30), RIGA) == (AUTUMN, time(3, 30))


def test_only_what_is_ahead_within_a_year_is_planned() -> None:
    now = riga(date(2026, 11, 18), 12)
    rules.activities.check_ahead(date(2026, 11, 18), time(12, 1), now=now, zone=RIGA)
    rules.activities.check_ahead(date(2027, 11, 19), time(12), now=now, zone=RIGA)
    for day, start in ((date(2026, 11, 18), time(12)), (date(2026, 11, 17), time(23)), (date(2062, 12, 5), time(10))):
        with pytest.raises(NotAhead) as no:
            rules.activities.check_ahead(day, start, now=now, zone=RIGA)
        assert (no.value.day, no.value.start) == (day, start)


def test_answers_come_before_it_begins() -> None:
    day, now = date(2026, 11, 18), riga(date(2026, 11, 18), 12)
    rules.activities.check_stands("planned", day, time(12, 1), now=now, zone=RIGA)
    with pytest.raises(ActivityIsOver):
        rules.activities.check_stands("planned", day, time(12), now=now, zone=RIGA)
    with pytest.raises(ActivityIsCancelled):
        rules.activities.check_stands("cancelled", day, time(13), now=now, zone=RIGA)


def test_two_or_three_times_are_a_choice() -> None:
    times = [riga(date(2026, 11, 20), hour) for hour in (10, 11, 12, 13)]
    rules.activities.check_times(times[:2])
    rules.activities.check_times(times[:3])
    for wrong in ([], times[:1], times, [times[0], times[0]]):
        with pytest.raises(TooFewTimes):
            rules.activities.check_times(wrong)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("202611251430", datetime(2026, 11, 25, 14, 30)),  # noqa: DTZ001  (a local time, as buttons carry it)
        ("202613251430", None),
        ("2026112514", None),
        ("２０２６１１２５１４３０", None),
        ("-20261125143", None),
        ("", None),
    ],
)
def test_a_time_on_a_button(text: str, read: datetime | None) -> None:
    assert rules.activities.read_stamp(text) == read


# --- reminders ---


@pytest.mark.parametrize(
    ("day", "start", "quiet", "at"),
    [
        (date(2026, 11, 25), time(14), YOUTH_QUIET, riga(date(2026, 11, 24), 17)),
        (date(2026, 11, 25), time(9), YOUTH_QUIET, riga(date(2026, 11, 24), 17)),
        # Quiet from four on: the last full hour before.
        (date(2026, 11, 25), time(9), QuietHours(time(16), time(10)), riga(date(2026, 11, 24), 15)),
        (date(2026, 11, 25), time(9), QuietHours(time(14, 30), time(12)), riga(date(2026, 11, 24), 14)),
        (SPRING, time(10), YOUTH_QUIET, riga(SPRING - timedelta(days=1), 17)),
        (SPRING + timedelta(days=1), time(10), YOUTH_QUIET, riga(SPRING, 17)),
        (AUTUMN, time(10), YOUTH_QUIET, riga(AUTUMN - timedelta(days=1), 17)),
        (AUTUMN + timedelta(days=1), time(10), YOUTH_QUIET, riga(AUTUMN, 17)),
    ],
)
def test_one_is_reminded_on_the_day_before(day: date, start: time, quiet: QuietHours, at: datetime) -> None:
    assert rules.activities.reminder_at(day, start, RIGA, rule=RULE, quiet=quiet) == at


def test_one_may_like_to_be_reminded_an_hour_ahead() -> None:
    day = date(2026, 11, 25)
    hour = ReminderTime.HOUR_BEFORE
    assert rules.activities.reminder_at(day, time(14), RIGA, rule=RULE, quiet=YOUTH_QUIET, prefers=hour) == riga(
        day, 13
    )
    at = rules.activities.reminder_at(day, time(9), RIGA, rule=RULE, quiet=YOUTH_QUIET, prefers=hour)
    assert at == riga(day - timedelta(days=1), 20)


quiet_hours = st.builds(QuietHours, st.times(), st.times())


@given(
    day=st.dates(date(2026, 3, 1), date(2027, 11, 30)),
    start=st.times(),
    quiet=st.sampled_from([NEVER, YOUTH_QUIET, STAFF_QUIET]) | quiet_hours,
    prefers=st.sampled_from(ReminderTime),
)
def test_a_reminder_comes_before_and_wakes_nobody(
    day: date, start: time, quiet: QuietHours, prefers: ReminderTime
) -> None:
    at = rules.activities.reminder_at(day, start, RIGA, rule=RULE, quiet=quiet, prefers=prefers)
    assert at < rules.activities.begins(day, start, RIGA)
    hours_before = [at - timedelta(hours=n) for n in range(24)]
    if quiet.covers(at.astimezone(RIGA)):
        assert all(quiet.covers(one.astimezone(RIGA)) for one in hours_before), "there was no better one"


def test_both_reminders_where_they_say_two_things() -> None:
    both = frozenset(ReminderTime)
    day = date(2026, 11, 20)

    def times(start: time, prefers: frozenset[ReminderTime]) -> dict[ReminderTime, datetime]:
        return rules.activities.reminders_at(day, start, RIGA, quiet=YOUTH_QUIET, rule=RULE, prefers=prefers)

    assert times(time(14), both) == {
        ReminderTime.DAY_BEFORE: riga(date(2026, 11, 19), 17),
        ReminderTime.HOUR_BEFORE: riga(day, 13),
    }
    assert set(times(time(9, 30), both)) == {ReminderTime.DAY_BEFORE}, "the other would come the same evening"
    assert set(times(time(9, 30), frozenset({ReminderTime.HOUR_BEFORE}))) == {ReminderTime.HOUR_BEFORE}
    assert set(times(time(14), frozenset())) == {ReminderTime.DAY_BEFORE}


# --- seats ---


def test_who_waits_longest_is_next() -> None:
    some = seats(SeatAnswer.COMING, SeatAnswer.WAITING, None, SeatAnswer.WAITING, SeatAnswer.NOT_COMING)
    assert rules.activities.next_in_line(some, 1) == []
    assert rules.activities.next_in_line(some, 2) == [1]
    assert rules.activities.next_in_line(some, 3) == [1, 3]
    assert rules.activities.next_in_line(some, None) == [1, 3]
    assert rules.activities.place_in_line(some, 3) == 2


@given(answers=st.lists(st.sampled_from([None, *SeatAnswer]), max_size=12), capacity=st.integers(1, 12))
def test_no_more_come_than_there_is_room_for(answers: list[SeatAnswer | None], capacity: int) -> None:
    some = seats(*answers)
    coming = sum(one.answer == SeatAnswer.COMING for one in some)
    free = rules.activities.next_in_line(some, capacity)
    assert coming + len(free) <= max(capacity, coming)
    waiting = sum(one.answer == SeatAnswer.WAITING for one in some)
    assert len(free) == min(waiting, max(0, capacity - coming)), "no place stays empty while somebody waits"
    assert rules.activities.is_full(capacity, coming) is (coming >= capacity)
    assert not rules.activities.is_full(None, coming)
