"""What people hear about activities without having asked.

What can be answered there has its buttons; where several such stand in one message, a button opens each."""

from collections.abc import Callable
from typing import Any

from bot.buttons import ACTIVITY, PLAN, Choice
from bot.i18n import Speech
from bot.messages import activities, attendance, papers, seats
from bot.messages.message import Message
from bot.rules.activities import SeatAnswer

ASKS = frozenset(
    {
        *("activity_invited", "activity_moved", "activity_reminder", "times_offered"),
        *("activity_passed_on", "activity_unled"),
    }
)
"""Kinds with buttons that say the same of every activity."""
ALONE = frozenset({"activity_over"})
"""A message of its own: its buttons change it in place."""


def one_of_several(_: Speech, message: Message, facts: Any) -> Message:
    """Without the question: which of them would be answered?"""
    questions = (seats.are_you_coming(_), _will_you_lead(_))
    lines = [line for line in message.text.split("\n") if line not in questions]
    return Message("\n".join(lines), (Choice(activities.short(_, facts), ACTIVITY.data(facts.activity_id)),))


def invited(_: Speech, facts: Any) -> Message:
    return _asked(_, _.you("Planned for you:"), facts)


def moved(_: Speech, facts: Any) -> Message:
    return _asked(_, _.you("There is a new time:"), facts)


def reminder(_: Speech, facts: Any) -> Message:
    """Who has said *coming* is not asked again."""
    lines = [
        _.you("⏰ Reminder: {title}", title=facts.title),
        *activities.lines_of(_, facts)[1:],
        _leader(_, facts),
    ]
    row = seats.answers(_, facts.activity_id)
    if facts.answer == SeatAnswer.COMING:
        return Message("\n".join([*lines, _.you("You are coming.")]), (row[1:],))
    return Message("\n".join([*lines, seats.are_you_coming(_)]), (row,))


def changed(_: Speech, facts: Any) -> Message:
    return Message("\n".join([_("Something has changed:"), *_facts(_, facts)]), (_open(_, facts),))


def cancelled(_: Speech, facts: Any) -> Message:
    what = _what(_, facts)
    if not facts.is_own:
        return Message(_("Cancelled: {what}", what=what))
    return Message(_.you("It does not take place: {what}. There is nothing you need to do.", what=what))


def taken_back(_: Speech, facts: Any) -> Message:
    return Message(
        _.you(
            "This is no longer in your plan: {what}. There is nothing you need to do. Questions are welcome: {name}",
            what=_what(_, facts), name=facts.leader,
        )
    )  # fmt: skip


def held(_: Speech, facts: Any) -> Message:
    return Message("\n".join([_what(_, facts), seats.paper_first(_, facts.missing)]))


def leader_changed(_: Speech, facts: Any) -> Message:
    """The mentor has left; what was planned is not forgotten."""
    what = _what(_, facts)
    if facts.is_led:
        return Message(_.you("It takes place: {what}. Waiting for you there: {name}", what=what, name=facts.leader))
    text = _.you(
        "There is a change: {what}. Who leads it is being settled, and you will hear it here. You can ask: {name}",
        what=what, name=facts.leader,
    )  # fmt: skip
    return Message(text)


def freed(_: Speech, facts: Any) -> Message:
    lines = [_.you("A place has become free, and it is yours:"), *_facts(_, facts)]
    _yes, no, _move = seats.answers(_, facts.activity_id)
    return Message("\n".join(lines), ((no, activities.calendar(_, facts.activity_id)),))


def offered(_: Speech, facts: Any) -> Message:
    return seats.choose(_, facts.activity_id, _what(_, facts), facts.times)


# --- to who leads ---


def given(_: Speech, facts: Any) -> Message:
    return Message(
        "\n".join([_("A coordinator has planned this, you lead it:"), *_facts(_, facts)]), (_open(_, facts),)
    )


def passed_on(_: Speech, facts: Any) -> Message:
    return _who_leads(_, _("This has lost its leader and is with you now:"), facts)


def unled(_: Speech, facts: Any) -> Message:
    return _who_leads(_, _("Nobody has said yet that they lead this:"), facts)


def _who_leads(_: Speech, said: str, facts: Any) -> Message:
    lines = [said, *_facts(_, facts), _("Invited: {names}", names=", ".join(facts.invited)), _will_you_lead(_)]
    row = (activities.take_over(_, facts.activity_id), activities.call_off(_, facts.activity_id))
    return Message("\n".join(lines), (row,))


def _will_you_lead(_: Speech) -> str:
    return _("Those invited hear what you choose. Will you lead it?")


def taken(_: Speech, facts: Any) -> Message:
    return Message(
        _("{what}: a coordinator has arranged who leads it – {name}", what=_what(_, facts), name=facts.leader)
    )


def over(_: Speech, facts: Any) -> Message:
    return attendance.ask(_, facts, facts.activity_id, facts.expected)


def answered(_: Speech, facts: Any) -> Message:
    what = _what(_, facts)
    text = {
        SeatAnswer.COMING: _("{name}: coming – {what}", name=facts.who, what=what),
        SeatAnswer.NOT_COMING: _("{name}: not coming – {what}", name=facts.who, what=what),
        SeatAnswer.WAITING: _("{name}: waiting for a place – {what}", name=facts.who, what=what),
    }[SeatAnswer(facts.answer)]
    return Message(text, (_open(_, facts),))


def moved_by_youth(_: Speech, facts: Any) -> Message:
    return Message(_("{name} chose the new time: {what}", name=facts.who, what=_what(_, facts)), (_open(_, facts),))


def move_wished(_: Speech, facts: Any) -> Message:
    """One may be offered times; a group is moved for all by whoever leads it."""
    what = _what(_, facts)
    if facts.is_group:
        text = _(
            "{name} asks for another time: {what}. Several people are invited: a change moves it for all.",
            name=facts.who, what=what,
        )  # fmt: skip
        return Message(text, (_open(_, facts),))
    text = _("{name} asks for another time: {what}", name=facts.who, what=what)
    return Message(text, (activities.offer_times(_, facts.activity_id),))


def paper_awaited(_: Speech, facts: Any) -> Message:
    """To who leads it and to coordinators: why somebody cannot come yet, and where that is changed."""
    lines = [
        _("{name}: cannot take part yet – {what}", name=facts.who, what=_what(_, facts)),
        *papers.missing(_, facts.missing),
        papers.where_recorded(_),
    ]
    plan = Choice(activities.cut(_("Plan: {name}", name=facts.who)), PLAN.data(facts.participation_id, 1))
    return Message("\n".join(lines), (plan,))


def _asked(_: Speech, said: str, facts: Any) -> Message:
    lines = [said, *_facts(_, facts), seats.are_you_coming(_)]
    calendar = (activities.calendar(_, facts.activity_id),)
    return Message("\n".join(lines), (seats.answers(_, facts.activity_id), calendar))


def _facts(_: Speech, facts: Any) -> list[str]:
    """With the name of who waits there; whoever that is knows it."""
    return [*activities.lines_of(_, facts), *([_leader(_, facts)] if facts.is_own else [])]


def _leader(_: Speech, facts: Any) -> str:
    return seats.leader(_, facts.leader) if facts.is_led else seats.leader_open(_)


def _what(_: Speech, facts: Any) -> str:
    return f"{facts.title}, {_.when(facts.day, facts.start)}"


def _open(_: Speech, facts: Any) -> Choice:
    """Several may stand under one message, so each says which it opens."""
    return Choice(activities.short(_, facts), ACTIVITY.data(facts.activity_id))


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "activity_invited": invited,
    "activity_moved": moved,
    "activity_changed": changed,
    "activity_cancelled": cancelled,
    "activity_taken_back": taken_back,
    "activity_held": held,
    "leader_changed": leader_changed,
    "activity_reminder": reminder,
    "seat_freed": freed,
    "times_offered": offered,
    "activity_given": given,
    "activity_passed_on": passed_on,
    "activity_unled": unled,
    "activity_taken": taken,
    "activity_over": over,
    "seat_answered": answered,
    "seat_moved": moved_by_youth,
    "move_wished": move_wished,
    "paper_awaited": paper_awaited,
}
