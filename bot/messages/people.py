"""What the buttons of a person's card ask once more, and what was done."""

from datetime import date

from bot import rules
from bot.buttons import LABEL, PEOPLE_PAGE, PERSON, PERSON_ACTION, Choice
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.roll import Action, Portrait


def about_whom(name: str, said: Message) -> Message:
    """Several cards may be open at once, so each question and each result begins with whose it is."""
    return said.with_text(f"{name}\n{said.text}")


# --- are you sure ---


def ask_unpair_whom(_: Speech, person_id: int, mentors: tuple[tuple[int, str], ...]) -> Message:
    labels = rules.people.told_apart(mentors, width=LABEL)
    buttons = [Choice(label, PERSON_ACTION.data(Action.UNPAIR, person_id, one)) for one, label in labels.items()]
    return Message(_("Which pair ends?"), (*buttons, _back(_, person_id)))


def ask_unpair(_: Speech, person: Portrait, mentor: tuple[int, str]) -> Message:
    text = _(
        "{name}\nMentor: {mentor}\nToday is the last day of this pair. What is logged stays. End it?",
        name=person.name, mentor=mentor[1],
    )  # fmt: skip
    return Message(text, (_yes(_, Action.UNPAIR, person.id, mentor[0]), _back(_, person.id)))


def ask_refuse(_: Speech, person: Portrait) -> Message:
    text = _(
        "{name}\nThe programme ends today. Blakus tells them kindly that you will talk about what fits better. Go on?",
        name=person.name,
    )
    return Message(text, (_yes(_, Action.REFUSE, person.id), _back(_, person.id)))


def ask_revoke(_: Speech, person: Portrait) -> Message:
    text = _(
        "{name}\nAccess ends at once, the pairs end today. What is logged stays. Take access away?", name=person.name
    )
    return Message(text, (_yes(_, Action.REVOKE, person.id), _back(_, person.id)))


def ask_withdraw(_: Speech, person: Portrait) -> Message:
    """Pairs of a mentor who has not come yet are nobody's to end silently, so they are said."""
    assert person.open_link is not None
    if person.is_for_new_phone:
        text = _("{name}\nThe link for the new phone stops working at once. Withdraw it?", name=person.name)
    elif person.youth_count:
        text = _(
            "{name}\nThe link stops working at once. Young people in pairs: {youth}. The pairs stay until they are "
            "ended. Withdraw the invitation?",
            name=person.name, youth=_.number(person.youth_count),
        )  # fmt: skip
    else:
        text = _("{name}\nThe link stops working at once. Withdraw the invitation?", name=person.name)
    return Message(text, (_yes(_, Action.WITHDRAW, person.id, person.open_link), _back(_, person.id)))


def ask_phone(_: Speech, person: Portrait) -> Message:
    text = _(
        "{name}\nA link for the new phone. The old phone is cut off when the new one is confirmed. Make it?",
        name=person.name,
    )
    return Message(text, (_yes(_, Action.PHONE, person.id), _back(_, person.id)))


def _yes(_: Speech, action: Action, person_id: int, more: int = 0) -> Choice:
    return Choice(_("Yes"), PERSON_ACTION.data(action, person_id, more, "yes"))


def _back(_: Speech, person_id: int) -> Choice:
    return Choice(_("Back"), PERSON.data(person_id, "here"))


# --- which of them ---


def ask_month(_: Speech, person: Portrait) -> Message:
    """Of the months in which hours are missing."""
    text = _("{name}\nHours are missing in both months. Which month’s reason shall be noted?", name=person.name)
    buttons = [
        Choice(_.month(one.first), PERSON_ACTION.data(Action.REASON, person.id, one.key)) for one in person.short_months
    ]
    return Message(text, (*buttons, _back(_, person.id)))


# --- what was done ---


def approved(_: Speech) -> str:
    return _("Approved.")


def refused(_: Speech) -> str:
    return _("The programme ended today.")


def unpaired(_: Speech) -> str:
    return _("The pair ended today.")


def resumed(_: Speech) -> str:
    return _("The pause is over.")


def withdrawn(_: Speech) -> str:
    return _("Withdrawn. The link no longer works.")


def revoked(_: Speech, name: str) -> Message:
    return Message(_("Access ended: {name}", name=name), (Choice(_("All people"), PEOPLE_PAGE.data(0)),))


def phone_link(_: Speech, name: str, expires_on: date) -> Message:
    text = _(
        "The link for the new phone is ready: {name}. It works once, until: {until}. Please forward the next message.",
        name=name, until=_.date(expires_on),
    )  # fmt: skip
    return Message(text)


def phone_invitation(_: Speech, link: str) -> Message:
    """What the person reads on the new phone; the coordinator forwards it."""
    hello = _.you("Hello!")
    text = _.you("With this link Blakus moves to this phone. Everything stays where it was.")
    return Message(f"{hello}\n{text}\n{link}")
