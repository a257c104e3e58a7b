"""What the programme allows: plain Python that anyone may ask.

A rule takes values and gives an answer or raises a `RuleBroken` that carries facts. It never waits, reads the
clock, opens a file or speaks: today, now and the policy of the municipality are arguments. Minutes are whole
`int`s, durations `timedelta`, days local `date`s, moments aware UTC `datetime`s.
"""

from bot.rules import (
    activities,
    erasure,
    errors,
    hours,
    participations,
    partners,
    people,
    periods,
    policies,
    quiet,
    reminders,
    roll,
    sessions,
    text,
    typed_days,
    typed_moments,
    typed_times,
)

__all__ = [
    "activities",
    "erasure",
    "errors",
    "hours",
    "participations",
    "partners",
    "people",
    "periods",
    "policies",
    "quiet",
    "reminders",
    "roll",
    "sessions",
    "text",
    "typed_days",
    "typed_moments",
    "typed_times",
]
