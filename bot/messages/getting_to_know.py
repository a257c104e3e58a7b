"""Around the questions: the beginning, the pauses, the way back, the end."""

from bot.i18n import Speech


def begin(_: Speech) -> str:
    # Translators: button
    return _("Begin")


def resume(_: Speech) -> str:
    # Translators: button
    return _("Resume")


def go_on(_: Speech) -> str:
    # Translators: button
    return _("Go on")


def later_label(_: Speech) -> str:
    # Translators: button
    return _("Later")


def talk_to_person(_: Speech) -> str:
    # Translators: button
    return _("Talk to a person")


def done_choosing(_: Speech) -> str:
    # Translators: button
    return _("Done")


def change_label(_: Speech) -> str:
    # Translators: button
    return _("Change an answer")


def send_label(_: Speech) -> str:
    # Translators: button
    return _("Send to the coordinator")


def welcome(_: Speech) -> str:
    return _.you("Four short parts, about five minutes each. Shall we begin?")


def welcome_back(_: Speech, asked: int, all_: int) -> str:
    return _.you(
        "Hi! All your answers are saved. Questions answered: {asked} of {all}. Shall we go on?",
        asked=_.number(asked),
        all=_.number(all_),
    )


def sitting_done(_: Speech, n: int) -> str:
    return _.you("Part {n} of 4 is done. Shall we go on?", n=_.number(n))


def sitting(_: Speech, n: int) -> str:
    """A part's name, as a button."""
    return {1: _("Start"), 2: _("Learning and work"), 3: _("People and me"), 4: _("Goals")}[n]


def later(_: Speech) -> str:
    return _.you("All answers are saved. To go on: /profile")


def will_be_told(_: Speech, coordinators: str) -> str:
    return _("Will be told: {coordinator}", coordinator=coordinators)


def so_far(_: Speech, words: str) -> str:
    return _("So far: {words}", words=words)


def choose_at_most(_: Speech, n: int) -> str:
    return _.plural("{n} at most.", "{n} at most.", n)


def change_which(_: Speech) -> str:
    return _.you("Which answer would you like to change?")


def about(_: Speech) -> str:
    return _.you("Any question can be skipped. Your coordinator reads all answers, your mentor only what you allow.")


def stopped(_: Speech) -> str:
    return _.you("All answers are saved. To go on: /profile")


def parts(_: Speech) -> dict[str, str]:
    """What mentors may be let see."""
    return {
        "goals": _("Goals"),
        "strengths": _("Strengths"),
        "limits": _("Practical limits"),
        "interests": _("Interests"),
        "languages": _("Languages"),
        "contact": _("When and how to write"),
    }


def what_mentors_may_see(_: Speech) -> str:
    return _.you("What may your mentor see?")


def mentor_sees_saved(_: Speech) -> str:
    return _("Saved.")


def sent(_: Speech, coordinators: str) -> str:
    return _.you("Sent. Your coordinator will write to you: {coordinator}", coordinator=coordinators)
