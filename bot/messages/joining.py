"""Joining: the privacy notice, consent, birth date, status, and the first welcome; inviting, and the link."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from bot import rules
from bot.buttons import LABEL, MENU, Choice, Link, Row
from bot.i18n import LANGUAGE_NAMES, LANGUAGES, Speech
from bot.messages.common import language_in_each
from bot.messages.message import Message
from bot.rules.people import OnTheWay, Role, StatusNow
from bot.rules.periods import Period

_YEARS_A_ROW, _MONTHS_A_ROW, _DAYS_A_ROW = 5, 3, 7


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")


def ask_language(_: Speech) -> Message:
    text = _("Hello! This is Blakus, the chatbot of PROTI un DARI 2.0. Which language shall we use?")
    return Message(f"{text}\n\n{language_in_each(_)}", tuple(_option(LANGUAGE_NAMES[one], one) for one in LANGUAGES))


def ask_consent(_: Speech, municipality: str, role: Role) -> Message:
    """The privacy notice in three sentences, then the question."""
    if role is Role.YOUTH:
        notice = _.you(
            "{municipality} keeps your data, including your answers to questions about you and how you feel. Your "
            "coordinator reads the answers you send, your mentor only what you allow and never how you feel. Please "
            "leave out your personal code, address, bank details and anything about health. See your data: /mydata, "
            "delete it: /deletemydata, more: /privacy.",
            municipality=municipality,
        )
    else:
        notice = _(
            "{municipality} keeps what is logged here as evidence of the programme's hours. Please write no personal "
            "codes, addresses or health details of young people. See your data: /mydata, more: /privacy.",
            municipality=municipality,
        )
    question = _.you("Do you agree?")
    return Message(f"{notice}\n\n{question}", ((_option(_("Yes, I agree"), "yes"), _option(_("No"), "no")),))


def ask_consent_again(_: Speech, municipality: str) -> Message:
    """To a young person who agreed to a text that did not name the answers."""
    text = _.you(
        "Something is new: questions about you and how you feel. {municipality} keeps the answers. Your coordinator "
        "reads those you send, your mentor only what you allow and never how you feel. If you say no, none of this is "
        "asked or kept, and everything else goes on as before. More: /privacy. Do you agree?",
        municipality=municipality,
    )
    return Message(text, ((_option(_("Yes, I agree"), "yes"), _option(_("No"), "no")),))


def agreed_again(_: Speech) -> Message:
    return Message(_.you("Thank you, that is saved. You can take it back at any time: /privacy"))


def declined(_: Speech) -> Message:
    return Message(
        _.you(
            "All right. These questions are not asked, and nothing of them is kept; everything else goes on. If you "
            "change your mind: /profile"
        )
    )


def about_new_notice(_: Speech) -> str:
    return _.you("You can say yes or no; both are fine. Hours, plan and activities go on either way. More: /privacy")


def agree_first(_: Speech) -> str:
    return _.you(
        "This answer is not saved yet: there is a new notice about who sees such answers. Would you like to read it "
        "first?"
    )


def read_notice(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Read it"), MENU.data("consent"))


def consent_refused(_: Speech) -> Message:
    return Message(_.you("All right. Nothing was saved. The invitation stays valid, in case you change your mind."))


def ask_relink(_: Speech, name: str) -> Message:
    text = _.you("{name}: from now on only this phone works here, the old one does not. Go on?", name=name)
    return Message(text, ((_option(_("Yes"), "yes"), _option(_("No"), "no")),))


def relinked(_: Speech) -> Message:
    return Message(_.you("Done. From now on this phone is yours here; everything is where it was."))


def ask_birth_date(_: Speech, low: int, high: int, years: Sequence[int]) -> Message:
    """Typed, or chosen: the year first."""
    text = _.you("You can take part if you are {low} to {high}. What is your date of birth?", low=low, high=high - 1)
    example = _.you("Write it, for example: 3.5.2008. Or choose the year first.")
    return Message(f"{text}\n{example}", _in_rows([_option(str(year), str(year)) for year in years], _YEARS_A_ROW))


def ask_birth_month(_: Speech, year: int) -> Message:
    text = _.you("Year of birth: {year}\nWhich month is your birthday in?", year=year)
    months = [_option(_.month_name(month), str(month)) for month in range(1, 13)]
    return Message(text, _in_rows(months, _MONTHS_A_ROW))


def ask_birth_day(_: Speech, period: Period) -> Message:
    text = _.you("Month of birth: {month}\nOn which day is your birthday?", month=_.month(period.first))
    days = [_option(str(day.day), str(day.day)) for day in sorted(period.days)]
    return Message(text, _in_rows(days, _DAYS_A_ROW))


def _in_rows(choices: Sequence[Choice], of: int) -> tuple[Row, ...]:
    return tuple(tuple(choices[start : start + of]) for start in range(0, len(choices), of))


def ask_status(_: Speech, ticked: AbstractSet[StatusNow]) -> Message:
    labels = {
        StatusNow.STUDYING: _("I study"),
        StatusNow.WORKING: _("I work"),
        StatusNow.TRADE: _("I learn a trade"),
        StatusNow.NVA: _("I am registered with the NVA"),
        StatusNow.NONE: _("None of these"),
        StatusNow.UNSURE: _("Not sure"),
    }
    choices = tuple(
        _option(("✓ " if one in ticked else "") + label, f"{one.value}:{'0' if one in ticked else '1'}")
        for one, label in labels.items()
    )
    return Message(
        _.you("Choose all that fit. What is true for you right now?"), (*choices, _option(_("Done"), "done"))
    )


def welcome_youth(_: Speech) -> Message:
    return Message(
        _.you(
            "Thank you, everything is saved. Your coordinator can now see that you have joined. /help "
            "shows what you can do here."
        ),
        (_first_evening(_),),
    )


def welcome_doubtful(_: Speech) -> Message:
    return Message(
        _.you(
            "Thank you, everything is saved. The coordinator will look at your answers and talk with you about "
            "what fits best."
        ),
        (_first_evening(_),),
    )


def _first_evening(_: Speech) -> Choice:
    """What comes next, without having to look for it."""
    # Translators: button
    return Choice(_("Get to know each other"), MENU.data("profile"))


def waits_for_guardian(_: Speech) -> Message:
    return Message(
        _.you(
            "Thank you. Because you are under 18, your legal representative has to agree first. The coordinator "
            "arranges "
            "this; until then we store nothing more about you. You can look around: /help."
        )
    )


def with_the_way_in(_: Speech, said: Message, way: OnTheWay | None) -> Message:
    """To somebody who is not in yet: one tap goes on with joining, or what it waits for."""
    if way is None:
        return said
    if way.waits_for_guardian:
        waits = still_waits_for_guardian(_, way.coordinators)
        return Message(f"{said.text}\n{waits.text}", (*waits.buttons, *said.buttons))
    # Translators: button
    return Message(said.text, (Choice(_("Go on"), MENU.data("join")), *said.buttons))


def still_waits_for_guardian(_: Speech, coordinators: Sequence[str]) -> Message:
    """Asked again by a minor: nothing is asked twice; a date that was mistyped can be corrected."""
    text = _.you(
        "You are under 18 by the date you gave, so your legal representative has to agree first. The coordinator "
        "arranges this: {coordinators}. As soon as it is recorded, we write to you; until then nothing more about you "
        "is stored.",
        coordinators=", ".join(coordinators) or "–",
    )
    # Translators: button
    return Message(text, (Choice(_.you("Correct my date of birth"), MENU.data("birth")),))


def stays_outside_chat(_: Speech, coordinators: str) -> Message:
    return Message(
        _.you(
            "Thank you. Here, people under 18 are not asked anything in chat, and nothing was saved. The "
            "coordinator goes "
            "on with you in person: {coordinators}",
            coordinators=coordinators,
        )
    )


def outside_age(_: Speech, low: int, high: int, coordinators: str) -> Message:
    return Message(
        _.you(
            "Thank you for asking. This programme is for people aged {low} to {high}, so nothing was saved. The "
            "coordinator "
            "knows what other help there is nearby: {coordinators}",
            low=low,
            high=high - 1,
            coordinators=coordinators,
        )
    )


def welcome_staff(_: Speech, role: Role) -> Message:
    if role is Role.MENTOR:
        return Message(
            _(
                "Welcome! Your role here: mentor. To log a session, write for example: ‘yesterday 1.5 h CV with "
                "Anna’. /help shows the rest."
            )
        )
    return Message(
        _(
            "Welcome! Your role here: coordinator. Begin by inviting mentors and young people: /invite. /help "
            "shows the rest."
        )
    )


def about_joining(_: Speech) -> str:
    return _(
        "You are joining the programme’s chat. Back, where it stands, changes an answer; Stop ends it, and you can go "
        "on later."
    )


def stopped(_: Speech) -> str:
    return _.you("Stopped. To go on, open the invitation again.")


def written_for(_: Speech, name: str, own_name: str) -> str:
    """Somebody who is here already opened a link: perhaps it was meant for another person."""
    return _("This invitation was written for: {name}. Here you are: {own_name}.", name=name, own_name=own_name)


def ask_own_name(_: Speech) -> Message:
    """Of a coordinator whom the operator invited without a name."""
    return Message(
        _("Mentors and young people will see your name as you write it here. What is your first name and surname?")
    )


# --- inviting ---


def about_inviting(_: Speech) -> str:
    return _("A link for one person: it can be used once and expires. You send it to them yourself.")


def ask_role(_: Speech) -> Message:
    return Message(
        _("Whom shall we invite?"),
        (_option(_("Young person"), Role.YOUTH.value), _option(_("Mentor"), Role.MENTOR.value)),
    )


def ask_municipality(_: Speech, places: dict[int, str]) -> Message:
    return Message(_("For which municipality?"), tuple(_option(name, str(place)) for place, name in places.items()))


def ask_name(_: Speech) -> Message:
    return Message(_("Write it as the mentor and the coordinator should see it. What is the name?"))


def ask_their_language(_: Speech) -> Message:
    return Message(
        _("Which language should the invitation be in?"),
        tuple(_option(LANGUAGE_NAMES[one], one) for one in LANGUAGES),
    )


def ask_start(_: Speech, today: date, first_of_next: date) -> Message:
    text = _("When does the programme begin? Choose, or write a date.")
    return Message(
        text,
        (
            _option(_.date(today), today.isoformat()),
            _option(_.date(first_of_next), first_of_next.isoformat()),
        ),
    )


def ask_length(_: Speech, months: range) -> Message:
    return Message(
        _("How many months will it last?"),
        (tuple(_option(_.plural("{n} month", "{n} months", n), str(n)) for n in months),),
    )


def ask_mentor(_: Speech, mentors: list[tuple[int, str]]) -> Message:
    labels = rules.people.told_apart(mentors, width=LABEL)
    choices = tuple(_option(label, str(mentor)) for mentor, label in labels.items())
    return Message(_("Who will be the mentor?"), (*choices, _option(_("Later"), "later")))


def invited(_: Speech, name: str, expires_on: date) -> Message:
    text = _(
        "The invitation is ready: {name}. It works once, until: {until}. Please forward the next message.",
        name=name,
        until=_.date(expires_on),
    )
    return Message(text)


def invitation(_: Speech, role: Role, municipality: str, link: str) -> Message:
    """What the invited person reads, in their language; the coordinator forwards it."""
    hello = _.you("Hello!")
    if role is Role.YOUTH:
        text = _.you(
            "You are invited to PROTI un DARI 2.0. Municipality: {municipality}. Open the link, and Blakus "
            "explains the rest.",
            municipality=municipality,
        )
    else:
        text = _(
            "You are invited to Blakus, the chatbot of PROTI un DARI 2.0, as a member of the team. Municipality: "
            "{municipality}. Open the link, and it explains the rest.",
            municipality=municipality,
        )
    return Message(f"{hello}\n{text}\n{link}", (Link(_("Open Blakus"), link),))
