"""The coordinator's people: the roll page by page, and one person's card."""

from bot import rules
from bot.buttons import LABEL, PEOPLE_PAGE, PERSON, PERSON_ACTION, Choice, Row
from bot.i18n import Speech
from bot.messages import pairs
from bot.messages.message import Message
from bot.rules.people import Role, StatusNow
from bot.rules.roll import Action, OnRoll, Page, Portrait, Reach, Stay, actions


def page(_: Speech, roll: Page) -> Message:
    """A line and a button for each person."""
    head = _("People: {places}", places=", ".join(roll.places))
    if not roll.lines:
        empty = _("Nobody is here yet. To begin: /invite")
        return Message(f"{head}\n{empty}")
    counts = _("Young people: {youth}. Mentors and coordinators: {staff}.", youth=roll.youth, staff=roll.staff)
    lines = [" · ".join([one.name, *_facts(_, one)]) for one in roll.lines]
    labels = rules.people.told_apart(((one.person_id, one.name) for one in roll.lines), width=LABEL)
    rows: list[Row | Choice] = [Choice(label, PERSON.data(one, "here")) for one, label in labels.items()]
    return Message("\n".join([head, counts, "", *lines]), (*rows, *_pages(_, roll)))


def _facts(_: Speech, one: OnRoll) -> list[str]:
    reach = {Reach.INVITED: [_("invited")], Reach.NOT_INVITED: [_("not in the chat")]}.get(one.reach, [])
    if one.mentors is None:
        return [*(_role(_, role) for role in one.roles), *_load(_, one), *reach]
    if one.ended_on is not None:
        return [_("ended: {date}", date=_.short_date(one.ended_on))]
    waits = [_("waits for your decision")] if one.waits else []
    mentor = _("mentor: {mentor}", mentor=", ".join(one.mentors)) if one.mentors else _("no mentor yet")
    return [*waits, mentor, *reach]


def _load(_: Speech, one: OnRoll) -> list[str]:
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


def card(_: Speech, person: Portrait, *, said: str = "") -> Message:
    """Everything that a coordinator needs to decide, and what may be done; `said` is what was done just now."""
    lines = [said, "", person.name] if said else [person.name]
    lines += _in_chat(_, person)
    if person.is_unreachable:
        lines.append(_("Messages do not get through: the chat was blocked or closed."))
    if person.undecided is not None:
        lines += _undecided(_, person)
    if person.waits_for_guardian:
        lines.append(_("For people under 18, joining goes on when the representative’s consent is recorded."))
    if person.stay is not None:
        lines += _stay(_, person.stay)
    if person.is_outside_age and person.stay is not None and not person.stay.has_ended:
        lines.append(_("By the date of birth outside the programme’s age. The programme can be ended here."))
    if person.staff_roles:
        lines.append(_("Role: {roles}", roles=", ".join(_role(_, role) for role in person.staff_roles)))
    if Role.MENTOR in person.staff_roles:
        lines.append(_capital(load(_, person.youth_count, person.max_youth)))
    labels = _labels(_, person)
    buttons = [Choice(labels[one], PERSON_ACTION.data(one.value, person.id)) for one in actions(person)]
    return Message("\n".join(lines), (*buttons, Choice(_("All people"), PEOPLE_PAGE.data(0))))


def _labels(_: Speech, person: Portrait) -> dict[Action, str]:
    return {
        Action.APPROVE: _("Approve"),
        Action.REFUSE: _("Not the right programme"),
        Action.GUARDIAN: _("Record guardian’s consent"),
        Action.PLAN: _("The plan"),
        Action.PROFILE: _("Getting to know: read"),
        Action.PAIR: _("Bring a mentor beside"),
        Action.UNPAIR: _("End the pair"),
        Action.PLANNED_END: _("Change the planned end"),
        Action.PAUSE: _("Pause"),
        Action.RESUME: _("End the pause"),
        Action.END: _("End the programme"),
        Action.AGAIN: _("Begin the programme again"),
        Action.REASON: _("Note the month’s reason"),
        Action.LINK: _("New invitation link"),
        Action.WITHDRAW: _("Withdraw the link") if person.is_for_new_phone else _("Withdraw the invitation"),
        Action.PHONE: _("New phone"),
        Action.CORRECT: _("Correct the data"),
        Action.REVOKE: _("Take access away"),
    }


def _in_chat(_: Speech, person: Portrait) -> list[str]:
    until = _.date(person.invited_until) if person.invited_until else None
    if until is None:
        link = []
    elif person.is_for_new_phone:
        link = [_("Link for a new phone open until: {date}", date=until)]
    else:
        link = [_("Invitation open until: {date}", date=until)]
    match person.reach:
        case Reach.IN_CHAT if person.joined_on is not None:
            return [_("In the chat since: {date}", date=_.date(person.joined_on)), *link]
        case Reach.HALF_JOINED:
            return [_("Joining has begun and is not finished."), *link]
    return link or [_("Not in the chat, and no invitation is open.")]


def _undecided(_: Speech, person: Portrait) -> list[str]:
    assert person.undecided is not None
    names = statuses(_)
    said = ", ".join(names[one] for one in person.undecided.statuses)
    lines = [_("Waits for your decision. Status now: {statuses}", statuses=said)]
    if person.undecided.age is not None:
        lines.append(_("Age: {age}", age=person.undecided.age))
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
        pairs.programme_days(_, stay.first, last),
    ]
    if stay.begun_again is not None:
        lines.append(_("Begun again: {date}", date=_.date(stay.begun_again)))
    if stay.reason is not None:
        lines.append(_("Ended: {reason}", reason=pairs.reasons(_)[stay.reason]))
        return lines
    if stay.pause is not None:
        lines.append(_("Pause: {days}", days=pairs.days(_, *stay.pause)))
    names = ", ".join(name for _id, name in stay.mentors)
    lines.append(pairs.mentors_line(_, names))
    if stay.stand_ins:
        lines.append(_("Stand-in today: {names}", names=", ".join(stay.stand_ins)))
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
