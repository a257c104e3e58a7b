"""Sitting 4, goals, and how to reach them."""

from bot.i18n import Speech
from bot.messages.questions.words import Said, Words


def _specialists(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit; your mentor doesn't see this answer. Which specialist could help you?"),
        _("Specialists"),
        {
            "career_consultant": _("Career consultant"),
            "psychologist": _("Psychologist"),
            "coach": _("Coach"),
            "doctor": _("Doctor"),
            "lawyer": _("Lawyer (rights, debts)"),
            "language_teacher": _("Language teacher"),
            "none": _("None for now"),
            "unsure": _("Not sure"),
        },
    )


def _goal(_: Speech) -> Words:
    return Words(
        _.you("What is your main goal for the next few months?"),
        _("Main goal"),
        {
            "school": _("School or a course"),
            "trade": _("A trade"),
            "job": _("A job"),
            "own_business": _("My own business"),
            "language": _("A language"),
            "licence": _("Driving licence"),
            "feel_better": _("Feeling better"),
            "unsure": _("I don't know yet"),
        },
    )


def _goal_words(_: Speech) -> Words:
    return Words(
        _.you("One sentence is enough; no need to mention health, your address or personal code. How would you put "
              "your goal in your own words?"),
        _("Goal in own words"),
    )  # fmt: skip


def _reach_days(_: Speech) -> Words:
    return Words(
        _.you("You can choose both. Which days are good for messages?"),
        _("Days to write"),
        {
            "workdays": _("Monday to Friday"),
            "weekend": _("At the weekend"),
        },
    )


def _reach_time(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. Which time of day is good for messages?"),
        _("Time to write"),
        {
            "morning": _("In the morning"),
            "day": _("During the day"),
            "evening": _("In the evening"),
        },
    )


def _reach_form(_: Speech) -> Words:
    return Words(
        _.you("Which is easier for you: text or voice messages?"),
        _("Text or voice"),
        {
            "text": _("Text messages"),
            "voice": _("Voice messages"),
        },
    )


def _reach_ahead(_: Speech) -> Words:
    return Words(
        _.you("You can choose both. How long before a meeting should a reminder come?"),
        _("Reminder before a meeting"),
        {
            "day_before": _("A day before"),
            "hour_before": _("An hour before"),
        },
    )


def _access(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit; no need to say why. What would help you take part?"),
        _("What helps to take part"),
        {
            "easy_language": _("Plain, simple words"),
            "voice_messages": _("Voice messages"),
            "someone_along": _("Someone to come along"),
            "transport": _("Help with getting there"),
            "quiet_places": _("Quiet places"),
            "other": _("Something else"),
            "none": _("Nothing special"),
        },
        more=_.you(
            "A few words are enough; no need to mention health, your address or personal code. What else would help "
            "you?"
        ),
    )


def _mentor(_: Speech) -> Words:
    return Words(
        _.you(
            "Choose all that fit. We can't promise it, but we would like to know. What kind of mentor would suit you?"
        ),
        _("Wishes about the mentor"),
        {
            "same_language": _("Speaks my language"),
            "close_in_age": _("About my age"),
            "calm": _("A calm person"),
            "energetic": _("An energetic person"),
            "woman": _("A woman"),
            "man": _("A man"),
            "no_preference": _("No preference"),
        },
    )


WORDS: dict[str, Said] = {
    "specialists": _specialists,
    "goal": _goal,
    "goal.words": _goal_words,
    "reach.days": _reach_days,
    "reach.time": _reach_time,
    "reach.form": _reach_form,
    "reach.ahead": _reach_ahead,
    "access": _access,
    "mentor": _mentor,
}
