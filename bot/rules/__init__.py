"""What the programme allows: plain Python that anyone may ask.

A rule takes values and gives an answer or raises a `RuleBroken` that carries facts. It never waits, reads the
clock, opens a file or speaks: today, now and the policy of the municipality are arguments. Minutes are whole
`int`s, durations `timedelta`, days local `date`s, moments aware UTC `datetime`s.
"""

from bot.rules import (
    erasure,
    errors,
    hours,
    participations,
    people,
    periods,
    policies,
    profiles,
    quiet,
    reminders,
    roll,
    sessions,
    suggestions,
    text,
    typed_days,
    typed_times,
)

__all__ = [
    "erasure",
    "errors",
    "hours",
    "participations",
    "people",
    "periods",
    "policies",
    "profiles",
    "quiet",
    "reminders",
    "roll",
    "sessions",
    "suggestions",
    "text",
    "typed_days",
    "typed_times",
]
