"""What the programme allows: plain Python that anyone may ask.

A rule takes values and gives an answer or raises a `RuleBroken` that carries facts. It never waits, reads the
clock, speaks or opens a file but the data packed beside it: today, now and the policy of the municipality are
arguments. Minutes are whole `int`s, durations `timedelta`, days local `date`s, moments aware UTC `datetime`s.
"""

from bot.rules import (
    activities,
    calendar_words,
    care,
    crisis,
    erasure,
    errors,
    hours,
    measures,
    notice_rules,
    parishes,
    participations,
    partners,
    people,
    periods,
    plans,
    policies,
    profiles,
    quiet,
    reminders,
    roll,
    sessions,
    suggestions,
    text,
    typed_days,
    typed_moments,
    typed_times,
)

__all__ = [
    "activities",
    "calendar_words",
    "care",
    "crisis",
    "erasure",
    "errors",
    "hours",
    "measures",
    "notice_rules",
    "parishes",
    "participations",
    "partners",
    "people",
    "periods",
    "plans",
    "policies",
    "profiles",
    "quiet",
    "reminders",
    "roll",
    "sessions",
    "suggestions",
    "text",
    "typed_days",
    "typed_moments",
    "typed_times",
]
