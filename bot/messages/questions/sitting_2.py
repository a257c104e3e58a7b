"""Sitting 2, learning and work."""

from bot.i18n import Speech
from bot.messages.questions.words import Said, Words


def _education(_: Speech) -> Words:
    return Words(
        _.you("What is the highest education you have so far?"),
        _("Education"),
        {
            "under_basic": _("Less than 9 years of school"),
            "basic": _("Basic, 9 years"),
            "vocational_basic": _("Vocational basic"),
            "general_secondary": _("General secondary"),
            "vocational_secondary": _("Vocational secondary"),
            "after_secondary": _("A trade after secondary school"),
            "higher": _("Higher education"),
            "abroad": _("From another country"),
        },
    )


def _last_studies(_: Speech) -> Words:
    return Words(
        _.you("Any answer is fine. How did your last studies end?"),
        _("Last studies"),
        {
            "finished": _("I finished"),
            "left": _("I left before the end"),
            "paused": _("On a break"),
            "excluded": _("I was excluded"),
            "not_started": _("I did not start"),
        },
    )


def _last_studies_why(_: Speech) -> Words:
    return Words(
        _("This helps us find what would work better now. No need to mention health, your address or personal code. "
          "What got in the way of going on?"),
        _("What got in the way then"),
    )  # fmt: skip


def _learn_again(_: Speech) -> Words:
    return Words(
        _.you("Would you like to study again?"),
        _("Wish to study"),
        {
            "yes_now": _("Yes, now"),
            "later": _("Yes, but later"),
            "short_courses": _("Only short courses"),
            "trade": _("A trade, learnt from a master"),
            "no": _("No"),
            "unsure": _("Not sure"),
        },
    )


def _languages(_: Speech) -> Words:
    return Words(
        _.you("Now four languages, one by one. How well do you speak this one?"),
        _("Languages"),
        {
            "none": _("Not at all"),
            "some": _("A little"),
            "good": _("Well"),
        },
        rows={
            "lv": _("Latvian"),
            "en": _("English"),
            "ru": _("Russian"),
            "uk": _("Ukrainian"),
        },
    )


def _digital(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. What can you do on a phone or computer without help?"),
        _("Phone and computer"),
        {
            "email_file": _("Send a file by e-mail"),
            "cv": _("Write a CV"),
            "e_services": _("Use online public services"),
            "online_bank": _("Use an online bank"),
            "spreadsheet": _("Make a spreadsheet"),
            "video_design": _("Make a video or a design"),
            "code": _("Write code"),
            "none": _("None of these"),
        },
    )


def _work(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit; unpaid work counts too. What work experience do you have?"),
        _("Work experience"),
        {
            "never": _("No experience yet"),
            "helped_out": _("Helping family or neighbours"),
            "short_jobs": _("Short jobs"),
            "over_6_months": _("A job for over 6 months"),
            "own_business": _("My own business"),
            "volunteer": _("Volunteering"),
            "abroad": _("Work in another country"),
        },
    )


def _work_best(_: Speech) -> Words:
    return Words(
        _("A few words are enough; no need to mention health, your address or personal code. What was best at work, "
          "and what was hardest?"),
        _("Best and hardest at work"),
    )  # fmt: skip


def _interests(_: Speech) -> Words:
    return Words(
        _.you("Choose up to three, even if you have never tried them. What do you like most?"),
        _("Interests"),
        {
            "build": _("Build and repair things"),
            "find_out": _("Find out how things work"),
            "create": _("Create: art, music, video"),
            "help_people": _("Help and teach people"),
            "lead": _("Lead, persuade, sell"),
            "order": _("Sort, count, keep order"),
        },
    )


def _interests_first(_: Speech) -> Words:
    return Words(
        _.you("You chose two. Which of them comes first?"),
        _("First among interests"),
    )


def _skills(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. What skills do you already have?"),
        _("Skills"),
        {
            "cooking": _("Cooking"),
            "children": _("Looking after children"),
            "repairs": _("Repairs"),
            "driving": _("Driving"),
            "phones": _("Phones and computers"),
            "animals": _("Looking after animals"),
            "garden": _("Gardening"),
            "sales": _("Selling"),
            "beauty": _("Hair and beauty"),
            "music_art": _("Music or art"),
            "sport": _("Sport"),
            "languages": _("Languages"),
            "other": _("Something else"),
        },
        more=_.you(
            "A few words are enough; no need to mention health, your address or personal code. What else can you do?"
        ),
    )


def _dream(_: Speech) -> Words:
    return Words(
        _.you("Imagine that everything is possible. No need to mention health, your address or personal code. What "
              "would you be doing a year from now?"),
        _("Dream"),
    )  # fmt: skip


def _limits(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. What should we keep in mind when we plan together?"),
        _("What to keep in mind"),
        {
            "hours_a_day": _("Only a few hours a day"),
            "evenings_only": _("Evenings only"),
            "distance": _("It is far to travel"),
            "no_licence": _("No driving licence"),
            "child_care": _("I look after a child"),
            "no_money_for_bus": _("No money for the bus"),
            "none": _("None of these"),
        },
    )


WORDS: dict[str, Said] = {
    "education": _education,
    "last_studies": _last_studies,
    "last_studies.why": _last_studies_why,
    "learn_again": _learn_again,
    "languages": _languages,
    "digital": _digital,
    "work": _work,
    "work.best": _work_best,
    "interests": _interests,
    "interests.first": _interests_first,
    "skills": _skills,
    "dream": _dream,
    "limits": _limits,
}
