"""The words of life lines: what each code means, why each kind came, what each kind is about."""

from collections.abc import Callable

from bot.i18n import Speech
from bot.rules.lifelines import Cleared, Failed, Held, Stale
from bot.rules.notice_rules import NoticeRule

HELD: dict[str, Callable[[Speech], str]] = {
    Held.QUIET: lambda _: _("quiet hours"),
    Held.PAUSE: lambda _: _("a pause"),
    Held.DAY_OFF: lambda _: _("a day off"),
    Held.BUDGET: lambda _: _("today’s message had been sent already"),
    Held.MISSED: lambda _: _("it could not be sent before the quiet hours"),
    Held.REVOKED: lambda _: _("access had changed"),
    Held.PHONE: lambda _: _("another phone was linked"),
    Held.RETRIED: lambda _: _("the operator sent it again"),
}
CLEARED: dict[str, Callable[[Speech], str]] = {
    Cleared.MADE_GOOD: lambda _: _("enough hours are logged"),
    Cleared.PLANNED: lambda _: _("what is planned covers the rest"),
    Cleared.LOGGED: lambda _: _("something was logged"),
    Cleared.EXPLAINED: lambda _: _("a reason is noted"),
    Cleared.OTHER_DAY: lambda _: _("its day had passed"),
    Cleared.PAUSED: lambda _: _("a pause of the programme"),
    Cleared.ENDED: lambda _: _("the programme has ended"),
    Cleared.MOVED_DATE: lambda _: _("the date has changed"),
    Cleared.ANSWERED: lambda _: _("it was answered already"),
    Cleared.DECIDED: lambda _: _("it was decided already"),
    Cleared.DONE: lambda _: _("it was done already"),
    Cleared.CANCELLED: lambda _: _("the activity was cancelled"),
    Cleared.NOTED: lambda _: _("attendance was noted already"),
    Cleared.NOT_COMING: lambda _: _("the answer was ‘Not coming’"),
    Cleared.MOVED: lambda _: _("the activity has another time"),
    Cleared.CHANGED: lambda _: _("something newer took its place"),
    Cleared.OVER: lambda _: _("it had begun or was over"),
    Cleared.TAKEN: lambda _: _("somebody else took it on"),
    Cleared.NOT_YOURS: lambda _: _("it was no longer this person’s task"),
    Cleared.GONE: lambda _: _("what it was about is no longer there"),
    Cleared.WAITS: lambda _: _("another message had today’s place"),
    Cleared.IN_DIGEST: lambda _: _("the overview of that day said it"),
    Cleared.RULE_OFF: lambda _: _("the rule was changed"),
    Cleared.WITHDRAWN: lambda _: _("consent was withdrawn"),
    Cleared.ERASED: lambda _: _("the data was deleted"),
    Cleared.STOPPED: lambda _: _("sending was stopped"),
    Stale.PAUSE: lambda _: _("it fell due in a pause"),
    Stale.NEWER: lambda _: _("a newer message says it"),
    Failed.UNREACHABLE: lambda _: _("cannot be reached in Telegram"),
}


def _behind(_: Speech, rule: NoticeRule) -> str:
    return _(
        "On set days of the month hours are compared with the target. Logged by then: less than {percent}.",
        percent=_.percent(rule.below_percent or 0),
    )


def _silent(_: Speech, rule: NoticeRule) -> str:
    return _.plural("Nothing had been logged for {n} day.", "Nothing had been logged for {n} days.", rule.number)


WORDS: dict[str, Callable[[Speech, NoticeRule], str]] = {
    **dict.fromkeys(("pace", "shortfall"), _behind),
    "impossible": lambda _, rule: _("The days left could no longer bring the missing hours."),
    "silence": _silent,
    "mentor_reminded": lambda _, rule: _("A coordinator asked the mentor to look at a young person’s month."),
    "ending": lambda _, rule: _("The planned end of the programme was near."),
    "overdue": lambda _, rule: _("The planned end had passed, and the programme went on."),
    "digest": lambda _, rule: _("The digest comes once a week to everyone who coordinates."),
    "digest_day": lambda _, rule: _("Hours will be missing if nothing is done. It comes only on such days."),
    "digest_month": lambda _, rule: _("The result of a month comes on the first day of the next one."),
    "week_ahead": lambda _, rule: _("Mentors get an overview of the week on its first day."),
    "to_log": lambda _, rule: _("Something that was planned is over and has no entry yet."),
    "youth_week": lambda _, rule: _(
        "On Sundays there is a message about the week, if something happened or is planned."
    ),
    "profile_nudge": lambda _, rule: _("The questions were begun and not finished. There are two reminders at most."),
    **dict.fromkeys(
        ("measure_due", "measure_exit"),
        lambda _, rule: _("There is a short question now and then. Answering is voluntary."),
    ),
    "activity_reminder": lambda _, rule: _("A reminder comes before each activity, except after ‘Not coming’."),
    "activity_over": lambda _, rule: _("The activity was over, and attendance was not noted yet."),
    **dict.fromkeys(
        (
            *("activity_invited", "activity_moved", "activity_changed", "activity_cancelled", "activity_taken_back"),
            *("seat_freed", "times_offered", "activity_given", "seat_answered", "seat_moved", "move_wished"),
            *("activity_held", "leader_changed", "activity_passed_on", "activity_unled", "activity_taken"),
            "paper_awaited",
        ),
        lambda _, rule: _("There was news about an activity."),
    ),
    "plan_unshown": lambda _, rule: _("A change of the plan had not been shown to the young person yet."),
    "paper_needed": lambda _, rule: _("A plan item needs a signed paper, which coordinators record."),
    **dict.fromkeys(
        ("plan_shown", "plan_agreed", "plan_approved", "plan_talk", "plan_ready"),
        lambda _, rule: _("There was news about the plan."),
    ),
    **dict.fromkeys(
        (
            *("paired", "pair_ended", "programme_ended", "programme_paused", "programme_resumed"),
            *("programme_replanned", "programme_begun_again", "programme_start_corrected"),
            *("time_off_over", "pause_answered", "pause_wished", "youth_rests"),
            *("stand_in_given", "stand_in_wanted", "stands_in", "stand_in_ended", "stood_in_for"),
        ),
        lambda _, rule: _("There was news about the programme or the mentor."),
    ),
    **dict.fromkeys(
        (
            *("joined", "approval_needed", "guardian_needed", "minor_outside_chat", "outside_age"),
            *("status_changed", "birth_asked"),
            *("consent_withdrawn", "data_erased", "profile_sent"),
        ),
        lambda _, rule: _("Coordinators hear when somebody joins, leaves or waits for a decision."),
    ),
    **dict.fromkeys(
        (
            *("guardian_recorded", "approved", "not_eligible", "name_corrected", "birth_corrected"),
            *("profile_decided", "profile_asked_back"),
        ),
        lambda _, rule: _("Coordinators decide and correct things; whoever it concerns hears of it."),
    ),
    **dict.fromkeys(
        (
            *("asked_to_call", "wants_to_talk", "look_in", "words_of_crisis", "mentor_asked", "report_due"),
            *("call_waits", "call_taken", "call_withdrawn", "nobody_yet"),
        ),
        lambda _, rule: _("Somebody is to be got in touch with; those concerned hear of it at once."),
    ),
    "broadcast": lambda _, rule: _("A coordinator wrote this to a group of people."),
}
"""Why each kind came."""

KINDS: dict[str, Callable[[Speech], str]] = {
    **dict.fromkeys(("pace", "shortfall", "impossible", "silence", "mentor_reminded"), lambda _: _("Hours")),
    **dict.fromkeys(("ending", "overdue"), lambda _: _("End of the programme")),
    "digest": lambda _: _("Weekly digest"),
    "digest_day": lambda _: _("What cannot wait"),
    "digest_month": lambda _: _("Result of the month"),
    **dict.fromkeys(
        ("profile_nudge", "profile_sent", "profile_decided", "profile_asked_back"), lambda _: _("Getting to know you")
    ),
    "activity_reminder": lambda _: _("Reminder"),
    **dict.fromkeys(
        (
            *("activity_invited", "activity_moved", "activity_changed", "activity_cancelled", "activity_taken_back"),
            *("seat_freed", "times_offered", "activity_given", "activity_over", "seat_answered", "seat_moved"),
            *("activity_held", "leader_changed", "activity_passed_on", "activity_unled", "activity_taken"),
            *("move_wished", "paper_awaited"),
        ),
        lambda _: _("Activity"),
    ),
    **dict.fromkeys(
        (
            *("plan_unshown", "plan_shown", "plan_agreed", "plan_approved", "plan_talk", "plan_ready"),
            "paper_needed",
        ),
        lambda _: _("The plan"),
    ),
    **dict.fromkeys(
        (
            *("paired", "pair_ended", "programme_ended", "programme_paused", "programme_resumed"),
            *("programme_replanned", "programme_begun_again", "programme_start_corrected"),
            *("time_off_over", "pause_answered", "pause_wished", "youth_rests"),
            *("stand_in_given", "stand_in_wanted", "stands_in", "stand_in_ended", "stood_in_for"),
        ),
        lambda _: _("Programme"),
    ),
    "broadcast": lambda _: _("Message to a group"),
    **dict.fromkeys(
        (
            *("joined", "approval_needed", "guardian_needed", "minor_outside_chat", "outside_age"),
            *("status_changed", "birth_asked"),
            *("consent_withdrawn", "guardian_recorded", "approved", "not_eligible", "name_corrected"),
            "birth_corrected",
        ),
        lambda _: _("Joining and data"),
    ),
}
"""What each kind is about, in the coordinators' list; private kinds are never on it."""
