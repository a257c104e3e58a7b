"""What people hear without having asked: words for every kind of notice, and several merged into one message.

`WORDS` has an entry for every kind in `services.notices.FACTS`; each makes a block of lines of its facts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.buttons import MENU, PERSON, REASON, WORK_LINE, Choice, Row
from bot.i18n import Speech
from bot.messages import (
    activity_notices,
    broadcasts,
    care,
    digests,
    forecasts,
    hours,
    lifelines,
    measures,
    month_results,
    plan_notices,
    profile_notices,
    programme_notices,
    time_off,
    weeks,
    worklists,
)
from bot.messages.message import Message

MOST_LINES = 30
MOST_BUTTONS = 8
LABEL = 32  # characters of a button
# A list of its own with pages to turn, buttons that change it, or somebody's words as they were shown beforehand: never
# merged into another message.
ALONE = frozenset({"digest", "digest_day", "digest_month", "week_ahead", *broadcasts.WORDS}) | activity_notices.ALONE


@dataclass(frozen=True)
class Item:
    """A notice to be worded; `about` keeps what concerns one young person together."""

    notice_id: int
    kind: str
    facts: Any
    about: str


@dataclass(frozen=True)
class Said:
    """A message, and the notices it says."""

    message: Message
    notice_ids: tuple[int, ...]


def said(_: Speech, items: Sequence[Item]) -> list[Said]:
    """All of a reader's notices: one message, and one for each list that stands alone."""
    together = [one for one in items if one.kind not in ALONE]
    alone = [_said(_, WORDS[one.kind](_, one.facts), one) for one in items if one.kind in ALONE]
    return [_said(_, _merged(_, together), *together), *alone] if together else alone


def _said(_: Speech, message: Message, *items: Item) -> Said:
    """Why it came can be asked under each."""
    ids = tuple(one.notice_id for one in items)
    return Said(message.plus(lifelines.button(_, ids[0])), ids)


def _merged(_: Speech, items: Sequence[Item]) -> Message:
    """A block for each young person, with no line twice; beyond thirty lines their number is said."""
    asks = {one.about for one in items if one.kind in activity_notices.ASKS}
    blocks: dict[str, list[str]] = {}
    buttons: dict[str, Row] = {}
    for one in items:
        message = WORDS[one.kind](_, one.facts)
        if one.kind in activity_notices.ASKS and len(asks) > 1:
            message = activity_notices.one_of_several(_, message, one.facts)
        lines = blocks.setdefault(one.about, [])
        lines += [line for line in message.text.split("\n") if line not in lines]
        for row in message.rows:  # what several share stands below what is about one of them
            if isinstance(row[0], Choice):
                buttons.pop(row[0].data, None)
                buttons[row[0].data] = row
    shown = _as_many_as_fit(list(blocks.values()))
    text = "\n\n".join("\n".join(lines) for lines in shown)
    if more := len(blocks) - len(shown):
        if _.familiar:
            rest = _.you("There is more: /activities")
        else:
            rest = _.plural("{n} more young person. Everyone: /hours", "{n} more young people. Everyone: /hours", more)
        text = f"{text}\n\n{rest}"
    return Message(text, tuple(list(buttons.values())[:MOST_BUTTONS]))


def _as_many_as_fit(blocks: Sequence[list[str]]) -> Sequence[list[str]]:
    """Whole blocks with a line between them; two lines are kept for the number of the others."""
    if sum(map(len, blocks)) + len(blocks) - 1 <= MOST_LINES:
        return blocks
    left, shown = MOST_LINES - 2, 0
    for block in blocks:
        left -= len(block) + (1 if shown else 0)
        if left < 0:
            break
        shown += 1
    return blocks[:shown]


# --- hours ---


def _short(_: Speech, facts: Any) -> Message:
    """To a mentor what would close the month, with meetings to plan; to a coordinator also who the mentor is and when
    they heard of it."""
    lines = [
        hours.short_by(_, facts.name, facts.standing),
        *hours.ahead(_, facts.standing, facts.most_a_day, facts.forecast),
    ]
    if facts.is_for_coordinator:
        return Message("\n".join([*lines, _mentor(_, facts)]), (_line(_, facts), _all_hours(_)))
    offered = forecasts.proposed(_, facts.participation_id, facts.name, facts.proposals)
    return Message("\n".join(lines), (*offered, (_log(_), _plan(_))))


def _impossible(_: Speech, facts: Any) -> Message:
    standing = facts.standing
    lines = [
        hours.short_by(_, facts.name, standing),
        _("Days left: {days}. They are too few for what is missing.", days=_.number(standing.days_left)),
        *forecasts.lines(_, facts.forecast),
        _("Please agree with the mentor what to report."),
    ]
    buttons = (_explain(_, facts), _line(_, facts)) if facts.may_explain else ()
    return Message("\n".join(lines), (*buttons, _all_hours(_)))


def _mentor(_: Speech, facts: Any) -> str:
    if not facts.mentors:
        return _("Mentor: nobody at present")
    mentor = ", ".join(facts.mentors)
    if facts.reminded_on is None:
        return _("Mentor: {mentor}", mentor=mentor)
    return _("Mentor: {mentor}, reminded: {sent}", mentor=mentor, sent=_.when(facts.reminded_on))


def _silence(_: Speech, facts: Any) -> Message:
    if facts.is_for_coordinator:
        mentor = ", ".join(facts.mentors) or "–"
        return Message(
            "\n".join([digests.last_entry(_, facts), _("Mentor: {mentor}", mentor=mentor)]),
            (_line(_, facts), _all_hours(_)),
        )
    if facts.last_logged is None:
        text = _("{name}: no entry yet. If you have met, log it, for example: ‘yesterday 2 h, CV’.", name=facts.name)
    else:
        text = _(
            "{name}: last entry – {when}. If you have met, log it, for example: ‘yesterday 2 h, CV’.",
            name=facts.name, when=_.when(facts.last_logged),
        )  # fmt: skip
    return Message(text, ((_log(_), _plan(_)),))


def _ending(_: Speech, facts: Any) -> Message:
    return Message(_("{name}: the last day of the programme – {when}", name=facts.name, when=_.when(facts.last_on)))


def _overdue(_: Speech, facts: Any) -> Message:
    lines = [
        _("{name}: the planned end has passed – {when}", name=facts.name, when=_.when(facts.planned_on)),
        _("No hours are owed after that day; entries still count. Please end the programme or move its end."),
    ]
    return Message("\n".join(lines), (_person(_, facts),))


# --- people ---


def _joined(_: Speech, facts: Any) -> Message:
    return Message(_("Has joined: {name}", name=facts.name), (_person(_, facts),))


def _approval_needed(_: Speech, facts: Any) -> Message:
    text = _("{name}: joined, and the answer about status needs your decision.", name=facts.name)
    return Message(text, (_person(_, facts),))


def _status_changed(_: Speech, facts: Any) -> Message:
    text = _("{name}: the answer about studies and work has changed and needs your decision.", name=facts.name)
    return Message(text, (_person(_, facts),))


def _birth_asked(_: Speech, facts: Any) -> Message:
    text = _("{name}: asks for the date of birth to be corrected. Please ask which date is right.", name=facts.name)
    return Message(text, (_person(_, facts),))


def _guardian_needed(_: Speech, facts: Any) -> Message:
    text = _(
        "{name}: under 18. Joining goes on when the consent of the legal representative is recorded.", name=facts.name
    )
    return Message(text, (_person(_, facts),))


def _minor_outside_chat(_: Speech, facts: Any) -> Message:
    text = _("{name}: under 18, so nothing is kept in chat. Please get in touch in another way.", name=facts.name)
    return Message(text, (_person(_, facts),))


def _outside_age(_: Speech, facts: Any) -> Message:
    text = _(
        "{name}: outside the programme’s age, so nothing was kept in chat. The programme can be ended here.",
        name=facts.name,
    )
    return Message(text, (_person(_, facts),))


def _paired(_: Speech, facts: Any) -> Message:
    if _.familiar:
        return Message(_.you("Your mentor: {name}", name=facts.name))
    return Message(_("A new pair. With you from now on: {name}", name=facts.name))


def _approved(_: Speech, _facts: Any) -> Message:
    return Message(_.you("The coordinator has looked at your answers: you can take part."))


def _not_eligible(_: Speech, _facts: Any) -> Message:
    return Message(
        _.you(
            "The coordinator has looked at your answers: something else fits you better than this programme. They will "
            "talk with you about what there is. Your data: /mydata, /deletemydata."
        )
    )


def _name_corrected(_: Speech, facts: Any) -> Message:
    text = _.you(
        "The coordinator has corrected how your name is written here: {name}. If it is not right yet, please tell the "
        "coordinator.",
        name=facts.name,
    )
    return Message(text)


def _birth_corrected(_: Speech, _facts: Any) -> Message:
    text = _.you(
        "The coordinator has corrected your date of birth here. What is stored: /mydata. If it is not right yet, "
        "please tell the coordinator."
    )
    return Message(text)


def _guardian_recorded(_: Speech, _facts: Any) -> Message:
    text = _.you(
        "Your legal representative has agreed. Two short questions are left; one is the date of birth, because it was "
        "not kept."
    )
    # Translators: button
    return Message(text, (Choice(_("Go on"), MENU.data("join")),))


def _consent_withdrawn(_: Speech, facts: Any) -> Message:
    text = _(
        "{name}: consent withdrawn. No questions or reminders go there any more. What took place before can be logged.",
        name=facts.name,
    )
    return Message(text, (_person(_, facts),))


def _data_erased(_: Speech, facts: Any) -> Message:
    return Message(_("Data deleted at their own request. In the records from now on: {name}", name=facts.name))


# --- buttons ---


def _log(_: Speech) -> Choice:
    return Choice(_("Log a session"), MENU.data("log"))


def _plan(_: Speech) -> Choice:
    return Choice(_("Plan"), MENU.data("activity"))


def _explain(_: Speech, facts: Any) -> Choice:
    """Several may stand under one message, so each says whose month it is."""
    label = _("Note the reason: {name}", name=facts.name)
    return Choice(
        label if len(label) <= LABEL else f"{label[: LABEL - 1]}…",
        REASON.data(facts.participation_id, facts.standing.period.key),
    )


def _line(_: Speech, facts: Any) -> Choice:
    """What may be done about it."""
    name = facts.name
    return Choice(name if len(name) <= LABEL else f"{name[: LABEL - 1]}…", WORK_LINE.data(facts.participation_id))


def _all_hours(_: Speech) -> Choice:
    return Choice(_("Hours"), MENU.data("hours"))


def _person(_: Speech, facts: Any) -> Choice:
    return Choice(facts.name[:32], PERSON.data(facts.person_id))


WORDS: dict[str, Callable[[Speech, Any], Message]] = {
    "pace": _short,
    "shortfall": _short,
    "impossible": _impossible,
    "silence": _silence,
    "ending": _ending,
    "overdue": _overdue,
    "mentor_reminded": worklists.mentor_reminded,
    "digest": lambda _, facts: digests.page(_, facts, 1),
    "digest_day": lambda _, facts: digests.page(_, facts, 1),
    "digest_month": lambda _, facts: month_results.page(_, facts, 1),
    "week_ahead": weeks.ahead,
    "to_log": weeks.to_log,
    "youth_week": weeks.youths,
    "joined": _joined,
    "approval_needed": _approval_needed,
    "status_changed": _status_changed,
    "birth_asked": _birth_asked,
    "guardian_needed": _guardian_needed,
    "minor_outside_chat": _minor_outside_chat,
    "outside_age": _outside_age,
    "paired": _paired,
    "guardian_recorded": _guardian_recorded,
    "approved": _approved,
    "not_eligible": _not_eligible,
    "name_corrected": _name_corrected,
    "birth_corrected": _birth_corrected,
    "consent_withdrawn": _consent_withdrawn,
    "data_erased": _data_erased,
    **profile_notices.WORDS,
    **programme_notices.WORDS,
    **plan_notices.WORDS,
    **care.WORDS,
    **measures.WORDS,
    **activity_notices.WORDS,
    **broadcasts.WORDS,
    **time_off.WORDS,
}
