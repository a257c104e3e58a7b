"""Around the questions: the beginning, the pauses, the way back, what is sent, what was decided.

The caller puts the data under the labels. *The mentor doesn't see it* here and in the questions is a promise: wellbeing
is for the young person and the coordinator.
"""

from datetime import date

from bot.i18n import Speech

# --- labels ---


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


def rather_not_say(_: Speech) -> str:
    # Translators: button
    return _("I'd rather not say")


def done_choosing(_: Speech) -> str:
    # Translators: button
    return _("Done")


def change_label(_: Speech) -> str:
    # Translators: button
    return _("Change an answer")


def send_label(_: Speech) -> str:
    # Translators: button
    return _("Send to the coordinator")


def answer_label(_: Speech) -> str:
    """Under a question that was asked back."""
    # Translators: button
    return _("Answer")


def sitting(_: Speech, n: int) -> str:
    """A part's name, as a button."""
    return {1: _("The beginning"), 2: _("Learning and work"), 3: _("People and me"), 4: _("Goals")}[n]


def parts(_: Speech) -> dict[str, str]:
    """What mentors may be let see, as buttons."""
    return {
        "goals": _("Goals"),
        "strengths": _("Strengths"),
        "limits": _("What to keep in mind"),
        "interests": _("Interests"),
        "languages": _("Languages"),
        "contact": _("When and how to write"),
    }


# --- on the way ---


def welcome(_: Speech) -> str:
    return _.you(
        "Let's get to know each other: four parts of about five minutes each. Any question can be skipped, you can "
        "take a break at any time, and every answer is saved at once. Your coordinator reads the answers once you "
        "send them, your mentor only what you allow. Shall we begin?"
    )


def welcome_back(_: Speech, asked: int, all_: int) -> str:
    """`asked`: of how many of `all_` something was said, be it only *skip*."""
    return _.you(
        "Hi! Good to have you back. All your answers are saved. Questions so far: {asked} of {all}. Shall we go on?",
        asked=_.number(asked),
        all=_.number(all_),
    )


def sitting_done(_: Speech, n: int) -> str:
    """After sittings 1 to 3: what comes next."""
    return {
        1: _("The first part is done. Next: learning and work, about five minutes. Shall we go on?"),
        2: _.you("Halfway there. Next: you and the people around you, about five minutes. Shall we go on?"),
        3: _("Three parts are done. The last one: goals, about five minutes. Shall we go on?"),
    }[n]


def later(_: Speech) -> str:
    return _("All answers are saved. To go on at any time: /profile")


def stopped(_: Speech) -> str:
    return _("Stopped. All answers so far are saved. To go on at any time: /profile")


def about(_: Speech) -> str:
    return _.you(
        "You can skip any question. ‘Back’ goes to the one before, ‘Stop’ takes a break; your answers stay saved. Your "
        "coordinator reads them once you send them, your mentor only what you allow."
    )


def will_be_told(_: Speech, coordinators: str) -> str:
    return _.you(
        "Your coordinator will be told that you would like to talk: {coordinators}. This chat is not watched round the "
        "clock. If anyone is in danger: 112.",
        coordinators=coordinators,
    )


def choose_at_most(_: Speech, n: int) -> str:
    return _.plural(
        "You can choose {n} answer at most. To choose another, first take the tick off.",
        "You can choose {n} answers at most. To choose another, first take one tick off.",
        n,
    )


def ask_words_or_voice(_: Speech) -> str:
    """A line above a question that is answered in words of one's own."""
    return _("You can write or send a voice note.")


def voice_kept(_: Speech) -> str:
    return _("Saved. The voice note stays as it is; nobody turns it into text.")


def so_far(_: Speech, words: str) -> str:
    return _("Answer so far: {words}", words=words)


# --- a sitting that is stuck ---


def nudge(_: Speech, n: int) -> str:
    """The first and the second reminder; there is no third. No greeting: it may stand among other notices."""
    return {
        1: _.you(
            "We haven't finished getting to know each other, but all your answers are saved. If you have five minutes, "
            "we can pick up where we left off. Shall we go on?"
        ),
        2: _.you(
            "Your answers are still here, and there is no hurry. If talking is easier than writing, you can talk it "
            "all through with your coordinator. We won't remind you again; you can go on at any time: /profile. "
            "Shall we go on?"
        ),
    }[n]


# --- the end ---


def summary_heading(_: Speech) -> str:
    return _.you("Your answers:")


def change_which(_: Speech) -> str:
    return _("Which answer shall we change?")


def ask_birth_correction(_: Speech, born_on: date) -> str:
    return _.you(
        "Date of birth saved here: {date}. Who may take part depends on it, so your coordinator corrects it together "
        "with you. Shall we ask for that?",
        date=_.date(born_on),
    )


def birth_labels(_: Speech) -> dict[str, str]:
    # Translators: button
    return {"ask": _("Yes, please correct it"), "right": _("No, the date is right")}


def birth_asked(_: Speech, coordinators: str) -> str:
    return _.you("Your coordinator will be told and will ask you which date is right: {name}", name=coordinators)


def status_changed(_: Speech, *, is_decided_by_others: bool) -> str:
    """Where it is for the coordinators to decide: nothing stops meanwhile."""
    if not is_decided_by_others:
        return _("Saved.")
    return _.you("Saved. Your coordinator will look at it and talk with you; everything goes on meanwhile.")


def what_mentors_may_see(_: Speech) -> str:
    return _.you(
        "Your mentor sees only what you tick here, and you can change it later. Answers about how you feel are never "
        "shown to mentors. What may your mentor see?"
    )


def mentor_sees_saved(_: Speech) -> str:
    return _("Saved. The mentor sees only what is ticked.")


def sent(_: Speech, coordinators: str) -> str:
    return _.you(
        "Sent. Your coordinator will read your answers: {coordinators}. After that you'll get a message here about "
        "what comes next. Until then you can change your answers: /profile",
        coordinators=coordinators,
    )


def asked_back(_: Speech, question: str, note: str) -> str:
    """`question` is its `about`; `note` is the coordinator's words."""
    return _.you(
        "Your coordinator would like to know more about one answer: {question}\n{note}\nWould you like to add to it?",
        question=question,
        note=note,
    )


# --- what the coordinator decided ---


def decided_programme(_: Speech, coordinator: str) -> str:
    return _.you(
        "Your answers have been read: this programme is for you. Next we make a plan together: what to do, and when. "
        "Questions are welcome: {coordinator}",
        coordinator=coordinator,
    )


def decided_referred(_: Speech, where: str, coordinator: str) -> str:
    return _.you(
        "Your answers have been read. Something else suits you better right now: {where}\nYour coordinator will help "
        "with the first step: {coordinator}",
        where=where,
        coordinator=coordinator,
    )


def decided_thinking(_: Speech, coordinator: str) -> str:
    return _.you(
        "Your answers have been read. What comes next is not decided yet, and there is no hurry. You can talk it over "
        "with your coordinator: {coordinator}",
        coordinator=coordinator,
    )


def decided_not_eligible(_: Speech, coordinator: str, last: date | None = None) -> str:
    """`last` is the last day of a programme that ended with it."""
    text = _.you(
        "Your answers have been read. Unfortunately, the rules of this programme don't let you take part right now. It "
        "is about the rules, not about you. Your coordinator will talk with you about other help: {coordinator}",
        coordinator=coordinator,
    )
    day = [] if last is None else [_.you("The last day of your programme: {last}", last=_.date(last))]
    return "\n".join([text, *day, _.you("Your data: /mydata, /deletemydata")])
