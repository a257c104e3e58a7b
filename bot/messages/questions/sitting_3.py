"""Sitting 3, people and me. What concerns wellbeing says that the mentor does not see it."""

from bot.i18n import Speech
from bot.messages.questions.words import Said, Words


def _company(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. Who do you usually spend your time with?"),
        _("How time is spent"),
        {
            "alone": _("On my own"),
            "family": _("With family"),
            "friends": _("With friends"),
            "online": _("Online"),
            "pets": _("With animals"),
            "other": _("In another way"),
        },
        more=_.you(
            "A few words are enough; no need to mention health, your address or personal code. How else do you spend "
            "your time?"
        ),
    )


def _support(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit; there are no good or bad answers. Who can you turn to when things are hard?"),
        _("Support"),
        {
            "family": _("Family"),
            "friend": _("Friends"),
            "specialist": _("A teacher or a specialist"),
            "someone_else": _("Someone else"),
            "nobody": _("Nobody right now"),
            "rather_not_say": _("I'd rather not say"),
        },
    )


def _took_part(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit. Where did you take part in the past year?"),
        _("Took part in the past year"),
        {
            "youth_centre": _("Youth centre"),
            "ngo": _("An organisation (NGO)"),
            "sport": _("Sport"),
            "culture": _("Music, theatre, dance"),
            "church": _("Church"),
            "volunteering": _("Volunteering"),
            "none": _("None of these"),
        },
    )


def _would_try(_: Speech) -> Words:
    return Words(
        _.you("Choose all that fit; it doesn't commit you to anything. What would you like to try?"),
        _("Would like to try"),
        {
            "volunteering": _("Volunteering"),
            "youth_centre": _("Youth centre"),
            "camp": _("A camp"),
            "sport": _("Sport"),
            "culture": _("Music, theatre, dance"),
            "project": _("A youth project"),
            "small_group": _("Something in a small group"),
            "with_mentor": _("Only with my mentor"),
        },
    )


def _ladder(_: Speech) -> Words:
    return Words(
        _.you("Imagine a ladder with 0 at the bottom and 10 at the top. The top is the best life you can imagine for "
              "yourself, the bottom is the worst. Your mentor doesn't see this answer. Which step are you on right "
              "now?"),
        _("Ladder, 0 to 10"),
    )  # fmt: skip


def _ladder_call(_: Speech) -> Words:
    return Words(
        _.you("If you say yes, your coordinator hears that you would like a call, and nothing about your answers. If "
              "you need help at once: 112. Would you like someone to call you?"),
        _("Call"),
        {
            "yes": _("Yes, please call me"),
            "no": _("No, thanks"),
        },
    )  # fmt: skip


def _who5(_: Speech) -> Words:
    return Words(
        _.you("If you like, I'll ask five short questions about how you have felt in the past two weeks. They take "
              "about a minute, and your mentor doesn't see the answers. Would you like to answer them?"),
        _("Five questions"),
        {
            "yes": _("Yes"),
            "no": _("Not now"),
        },
    )  # fmt: skip


def _strengths(_: Speech) -> Words:
    return Words(
        _.you("Big or small, everything counts. No need to mention health, your address or personal code. What are you "
              "good at, or proud of?"),
        _("Strengths"),
    )  # fmt: skip


def _strengths_words(_: Speech) -> Words:
    return Words(
        _.you("Choose up to five words. Which of them describe you?"),
        _("In a few words"),
        {
            "patient": _("Patient"),
            "honest": _("Honest"),
            "creative": _("Creative"),
            "precise": _("Precise"),
            "friendly": _("Friendly"),
            "brave": _("Brave"),
            "persistent": _("Persistent"),
            "curious": _("Curious"),
            "caring": _("Caring"),
            "funny": _("Funny"),
            "calm": _("Calm"),
            "reliable": _("Reliable"),
        },
    )


def _confidence(_: Speech) -> Words:
    return Words(
        _.you("Now three things, one by one; your mentor doesn't see the answers. Choose from 0 (not at all) to 10 "
              "(completely). How sure of yourself do you feel in this?"),
        _("Confidence, 0 to 10"),
        rows={
            "find": _("Finding what I need"),
            "on_time": _("Being on time"),
            "ask_help": _("Asking for help"),
        },
    )  # fmt: skip


WORDS: dict[str, Said] = {
    "company": _company,
    "support": _support,
    "took_part": _took_part,
    "would_try": _would_try,
    "ladder": _ladder,
    "ladder.call": _ladder_call,
    "who5": _who5,
    "strengths": _strengths,
    "strengths.words": _strengths_words,
    "confidence": _confidence,
}
