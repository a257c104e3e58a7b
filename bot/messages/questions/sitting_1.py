"""Sitting 1, the beginning. The first three are asked while joining and stand here for the summary."""

from bot.i18n import LANGUAGE_NAMES, Speech
from bot.messages.questions.words import Said, Words


def _language(_: Speech) -> Words:
    return Words(
        _.you("Which language shall we use?"),
        _("Language"),
        dict(LANGUAGE_NAMES),
    )


def _birth_date(_: Speech) -> Words:
    return Words(
        _.you("What is your date of birth?"),
        _("Date of birth"),
    )


def _status(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. What is true for you right now?"),
        _("Studies and work now"),
        {
            "studying": _("I study"),
            "working": _("I work"),
            "trade": _("I learn a trade"),
            "nva": _("I am registered with the NVA"),
            "none": _("None of these"),
            "unsure": _("Not sure"),
        },
    )


def _how_long(_: Speech) -> Words:
    return Words(
        _("How long has it been since you last studied or worked?"),
        _("Since last studies or work"),
        {
            "under_3_months": _("Less than 3 months"),
            "3_to_6_months": _("3 to 6 months"),
            "6_to_12_months": _("6 to 12 months"),
            "1_to_2_years": _("1 to 2 years"),
            "over_2_years": _("More than 2 years"),
            "unsure": _("Not sure"),
        },
    )


def _residence(_: Speech) -> Words:
    return Words(
        _.you("This helps us plan your way to meetings. Do you live in a town or in the countryside?"),
        _("Home"),
        {
            "town": _("In a town"),
            "countryside": _("In the countryside"),
        },
        more=_(
            "The name is enough; no need to mention your address, personal code or health. Which town or parish is it?"
        ),
    )


def _barriers(_: Speech) -> Words:
    return Words(
        _.you("Choose up to three answers. What gets in the way of studying or working most right now?"),
        _("What gets in the way"),
        {
            "dont_know_what": _("I don't know what I want yet"),
            "no_suitable_work": _("No work that suits me"),
            "transport": _("Hard to get there"),
            "money": _("Not enough money"),
            "care": _("Caring for children or family"),
            "language": _("Language"),
            "school_memories": _("Bad memories of school"),
            "mood": _("Low energy or mood"),
            "moved_or_war": _("Moving here or the war"),
            "other": _("Something else"),
            "rather_not_say": _("I'd rather not say"),
        },
        more=_(
            "A few words are enough; no need to mention health, your address or personal code. What else gets in the "
            "way?"
        ),
    )


WORDS: dict[str, Said] = {
    "language": _language,
    "birth_date": _birth_date,
    "status": _status,
    "how_long": _how_long,
    "residence": _residence,
    "barriers": _barriers,
}
