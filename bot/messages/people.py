"""The coordinator's people: the roll, one person's card, and what its buttons ask and say."""

from datetime import date

from bot.buttons import PEOPLE_PAGE, PERSON, PERSON_ACTION, Choice, Row
from bot.i18n import Speech
from bot.messages.message import Message
from bot.rules.participations import EndReason
from bot.rules.people import Role, StatusNow
from bot.rules.roll import Action, Line, Page, PersonCard, Reach, Stay, actions

LABEL = 32  # characters of a button


# --- the roll ---


def page(_: Speech, roll: Page) -> Message:
    """A line and a button for each person."""
    head = _("People: {places}", places=", ".join(roll.places))
    if not roll.lines:
        empty = _("Nobody is here yet. To begin: /invite")
        return Message(f"{head}\n{empty}")
    counts = _("Young people: {youth}. Mentors and coordinators: {staff}.", youth=roll.youth, staff=roll.staff)
    lines = [" · ".join([one.name, *_facts(_, one)]) for one in roll.lines]
    rows: list[Row | Choice] = [Choice(_label(one.name), PERSON.data(one.person_id, "here")) for one in roll.lines]
    return Message("\n".join([head, counts, "", *lines]), (*rows, *_pages(_, roll)))


def _facts(_: Speech, one: Line) -> list[str]:
    reach = {Reach.INVITED: [_("invited")], Reach.NOT_INVITED: [_("not in the chat")]}.get(one.reach, [])
    if one.mentors is None:
        return [*(_role(_, role) for role in one.roles), *_load(_, one), *reach]
    if one.ended_on is not None:
        return [_("ended: {date}", date=_.short_date(one.ended_on))]
    waits = [_("waits for your decision")] if one.waits else []
    mentor = _("mentor: {mentor}", mentor=", ".join(one.mentors)) if one.mentors else _("no mentor yet")
    return [*waits, mentor, *reach]


def _load(_: Speech, one: Line) -> list[str]:
    if Role.MENTOR not in one.roles:
        return []
    return [load(_, one.youth_count, one.max_youth)]


def load(_: Speech, youth: int, most: int) -> str:
    """How many young people a mentor has; beyond the usual number it is said, never refused."""
    if youth > most:
        return _("young people: {youth}, usually at most {most}", youth=youth, most=most)
    return _("young people: {youth}", youth=youth)


def _pages(_: Speech, roll: Page) -> list[Row]:
    if roll.of == 1:
        return []
    before = Choice("‹", PEOPLE_PAGE.data((roll.number - 1) % roll.of))
    here = Choice(f"{roll.number + 1} / {roll.of}", PEOPLE_PAGE.data(roll.number))
    after = Choice("›", PEOPLE_PAGE.data((roll.number + 1) % roll.of))
    return [(before, here, after)]


def _role(_: Speech, role: Role) -> str:
    return {Role.YOUTH: _("young person"), Role.MENTOR: _("mentor"), Role.COORDINATOR: _("coordinator")}[role]


def _label(name: str) -> str:
    return name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"


# --- one person ---


def card(_: Speech, person: PersonCard, *, said: str = "") -> Message:
    """Everything that a coordinator needs to decide, and what may be done; `said` is what was done just now."""
    lines = [said, "", person.name] if said else [person.name]
    lines += [_in_chat(_, person)]
    if person.is_unreachable:
        lines.append(_("Messages do not get through: the chat was blocked or closed."))
    if person.doubt is not None:
        lines += _doubt(_, person)
    if person.waits_for_guardian:
        lines.append(_("For people under 18, joining goes on when the representative’s consent is recorded."))
    if person.stay is not None:
        lines += _stay(_, person.stay)
    if person.staff_roles:
        lines.append(_("Role: {roles}", roles=", ".join(_role(_, role) for role in person.staff_roles)))
    if Role.MENTOR in person.staff_roles:
        lines.append(_capital(load(_, person.youth_count, person.max_youth)))
    labels = _labels(_)
    buttons = [Choice(labels[one], PERSON_ACTION.data(one.value, person.id)) for one in actions(person)]
    return Message("\n".join(lines), (*buttons, Choice(_("All people"), PEOPLE_PAGE.data(0))))


def _labels(_: Speech) -> dict[Action, str]:
    return {
        Action.APPROVE: _("Approve"),
        Action.REFUSE: _("Not the right programme"),
        Action.GUARDIAN: _("Record guardian’s consent"),
        Action.PAIR: _("Bring a mentor beside"),
        Action.UNPAIR: _("End the pair"),
        Action.PLANNED_END: _("Change the planned end"),
        Action.PAUSE: _("Pause"),
        Action.RESUME: _("End the pause"),
        Action.END: _("End the programme"),
        Action.LINK: _("New invitation link"),
        Action.PHONE: _("New phone"),
        Action.REVOKE: _("Take access away"),
    }


def _in_chat(_: Speech, person: PersonCard) -> str:
    match person.reach:
        case Reach.IN_CHAT if person.joined_on is not None:
            return _("In the chat since: {date}", date=_.date(person.joined_on))
        case Reach.HALF_JOINED:
            return _("Joining has begun and is not finished.")
        case Reach.INVITED if person.invited_until is not None:
            return _("Invitation open until: {date}", date=_.date(person.invited_until))
    return _("Not in the chat, and no invitation is open.")


def _doubt(_: Speech, person: PersonCard) -> list[str]:
    assert person.doubt is not None
    names = statuses(_)
    said = ", ".join(names[one] for one in person.doubt.statuses)
    lines = [_("Waits for your decision. Status now: {statuses}", statuses=said)]
    if person.doubt.age is not None:
        lines.append(_("Age: {age}", age=person.doubt.age))
    return lines


def statuses(_: Speech) -> dict[StatusNow, str]:
    return {
        StatusNow.STUDYING: _("studies"),
        StatusNow.WORKING: _("works"),
        StatusNow.TRADE: _("learns a trade"),
        StatusNow.NVA: _("is registered with the NVA"),
        StatusNow.NONE: _("none of these"),
        StatusNow.UNSURE: _("not sure"),
    }


def _stay(_: Speech, stay: Stay) -> list[str]:
    last = stay.last or stay.planned_last
    lines = [
        _("Municipality: {municipality}", municipality=stay.municipality),
        _programme_days(_, stay.first, last),
    ]
    if stay.reason is not None:
        lines.append(_("Ended: {reason}", reason=reasons(_)[stay.reason]))
        return lines
    if stay.pause is not None:
        lines.append(_("Pause: {days}", days=_days(_, *stay.pause)))
    names = ", ".join(name for _id, name in stay.mentors)
    lines.append(_mentors(_, names))
    return lines


def programme(_: Speech, first: date, last: date, *, mentor: str | None) -> str:
    """Its days and the mentor, as the invitation brings them."""
    return f"{_programme_days(_, first, last)}\n{_mentors(_, mentor)}"


def _programme_days(_: Speech, first: date, last: date) -> str:
    return _("Programme: {first} – {last}", first=_.date(first), last=_.date(last))


def _mentors(_: Speech, names: str | None) -> str:
    return _("Mentor: {mentor}", mentor=names) if names else _("Mentor: nobody at present")


def _days(_: Speech, first: date, last: date | None) -> str:
    return f"{_.date(first)} – {_.date(last) if last else '…'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- of whom it is ---


def about_whom(name: str, said: Message) -> Message:
    """Several cards may be open at once, so each question and each result begins with whose it is."""
    return said.with_text(f"{name}\n{said.text}")


# --- are you sure ---


def ask_unpair_whom(_: Speech, person_id: int, mentors: tuple[tuple[int, str], ...]) -> Message:
    buttons = [Choice(_label(name), PERSON_ACTION.data(Action.UNPAIR, person_id, one)) for one, name in mentors]
    return Message(_("Which pair ends?"), (*buttons, _back(_, person_id)))


def ask_unpair(_: Speech, person: PersonCard, mentor: tuple[int, str]) -> Message:
    text = _(
        "{name}\nMentor: {mentor}\nToday is the last day of this pair. What is logged stays. End it?",
        name=person.name, mentor=mentor[1],
    )  # fmt: skip
    return Message(text, (_yes(_, Action.UNPAIR, person.id, mentor[0]), _back(_, person.id)))


def ask_refuse(_: Speech, person: PersonCard) -> Message:
    text = _(
        "{name}\nThe programme ends today. Blakus tells them kindly that you will talk about what fits better. Go on?",
        name=person.name,
    )
    return Message(text, (_yes(_, Action.REFUSE, person.id), _back(_, person.id)))


def ask_revoke(_: Speech, person: PersonCard) -> Message:
    text = _(
        "{name}\nAccess ends at once, the pairs end today. What is logged stays. Take access away?", name=person.name
    )
    return Message(text, (_yes(_, Action.REVOKE, person.id), _back(_, person.id)))


def ask_phone(_: Speech, person: PersonCard) -> Message:
    text = _(
        "{name}\nA link for the new phone. The old phone is cut off when the new one is confirmed. Make it?",
        name=person.name,
    )
    return Message(text, (_yes(_, Action.PHONE, person.id), _back(_, person.id)))


def _yes(_: Speech, action: Action, person_id: int, more: int = 0) -> Choice:
    return Choice(_("Yes"), PERSON_ACTION.data(action, person_id, more, "yes"))


def _back(_: Speech, person_id: int) -> Choice:
    return Choice(_("Back"), PERSON.data(person_id, "here"))


# --- what was done ---


def approved(_: Speech) -> str:
    return _("Approved.")


def refused(_: Speech) -> str:
    return _("The programme ended today.")


def unpaired(_: Speech) -> str:
    return _("The pair ended today.")


def resumed(_: Speech) -> str:
    return _("The pause is over.")


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


# --- a mentor beside a young person ---


def about_pairing(_: Speech) -> str:
    return _("A pair is a mentor and a young person. The mentor is told, and may log sessions from its first day.")


def ask_mentor(_: Speech, mentors: list[tuple[int, str, int]]) -> Message:
    """Each mentor with the number of young people they have now."""
    if not mentors:
        return Message(_("No other mentor is here yet. To invite one: /invite"))
    text = _("Who will be the mentor? Beside each name: young people now.")
    return Message(text, tuple(Choice(f"{_label(name)[:27]} · {count}", f"={one}") for one, name, count in mentors))


def ask_although_many(_: Speech, name: str, youth: int, most: int) -> Message:
    text = _(
        "{name}\nYoung people now: {youth}. Usually a mentor has at most {most}. Choose this mentor all the same?",
        name=name, youth=youth, most=most,
    )  # fmt: skip
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("Another mentor"), "=no")),))


def ask_pair_start(_: Speech, days: list[date]) -> Message:
    text = _("From which day? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in days))


def paired(_: Speech, name: str, mentor: str, first: date) -> str:
    return _("{name}\nMentor: {mentor}\nFrom: {date}", name=name, mentor=mentor, date=_.date(first))


# --- the planned end ---


def about_planned_end(_: Speech) -> str:
    return _(
        "The planned end says how long hours are owed. How long programmes last, the municipality decides; other "
        "lengths need a reason."
    )


def ask_planned_end(_: Speech, current: date, ends: list[tuple[int, date]]) -> Message:
    text = _("Planned end now: {date}. What shall it be? Choose, or write a date.", date=_.date(current))
    return Message(
        text,
        tuple(
            Choice(f"{_.plural('{n} month', '{n} months', months)} · {_.date(end)}", f"={end.isoformat()}")
            for months, end in ends
        ),
    )


def ask_length_reason(_: Speech, last: date, low: int, high: int) -> Message:
    """A programme lasts from `low` to `high` months in this municipality."""
    text = _(
        "Until: {date}. Programmes last from {low} to {high} months. What is the reason? A few words; no health "
        "details please.",
        date=_.date(last), low=_.number(low), high=_.number(high),
    )  # fmt: skip
    return Message(text)


def replanned(_: Speech, last: date) -> str:
    return _("Planned end: {date}", date=_.date(last))


# --- a pause ---


def about_pause(_: Speech) -> str:
    return _(
        "Days of a pause do not count towards the target, and the month’s target becomes smaller. A pause can be "
        "ended at any time."
    )


def ask_pause_start(_: Speech, today: date, tomorrow: date) -> Message:
    text = _("Which day is the first of the pause? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in (today, tomorrow)))


def ask_pause_end(_: Speech) -> Message:
    text = _("Which day is the last of the pause? Write a date.")
    return Message(text, (Choice(_("Not known yet"), "=open"),))


def paused(_: Speech, first: date, last: date | None) -> str:
    return _("Pause: {days}", days=_days(_, first, last))


# --- the end of a programme ---


def about_ending(_: Speech) -> str:
    return _("The programme ends with its last day, the pairs with it. Sessions up to that day can still be logged.")


def reasons(_: Speech) -> dict[EndReason, str]:
    return {
        EndReason.COMPLETED: _("Completed"),
        EndReason.EARLY_POSITIVE: _("Early: work or studies began"),
        EndReason.DROPPED: _("Stopped taking part"),
        EndReason.MOVED: _("Moved away"),
        EndReason.OTHER: _("Another reason"),
    }


def ask_reason(_: Speech, name: str) -> Message:
    text = _("{name}\nWhy does the programme end?", name=name)
    return Message(text, tuple(Choice(label, f"={reason.value}") for reason, label in reasons(_).items()))


def ask_last_day(_: Speech, days: list[date]) -> Message:
    text = _("Which day is the last? Choose, or write a date.")
    return Message(text, tuple(Choice(_.date(one), f"={one.isoformat()}") for one in days))


def ask_ending(_: Speech, last: date) -> Message:
    text = _(
        "Last day: {date}. The pairs end with it, and the programme cannot be started again here. End it?",
        date=_.date(last),
    )
    return Message(text, ((Choice(_("Yes"), "=yes"), Choice(_("No"), "=no")),))


def nothing_changed(_: Speech) -> str:
    return _("Nothing was changed.")


def ended(_: Speech, last: date) -> str:
    return _("The programme has ended. Last day: {date}", date=_.date(last))


# --- the legal representative ---


def about_guardian(_: Speech) -> str:
    return _(
        "For people under 18 the legal representative agrees on paper. Note here who, when and where the paper is."
    )


def ask_guardian(_: Speech, name: str) -> Message:
    return Message(_("{name}\nWhat is the legal representative’s name?", name=name))


def ask_given_on(_: Speech, today: date) -> Message:
    text = _("When was the consent signed? Choose, or write a date.")
    return Message(text, (Choice(_.date(today), f"={today.isoformat()}"),))


def ask_paper(_: Speech) -> Message:
    return Message(_("Where is the signed paper kept? For example: file 12, top shelf."))


def guardian_recorded(_: Speech) -> str:
    return _("The legal representative’s consent is recorded.")
