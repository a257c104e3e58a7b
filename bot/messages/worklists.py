"""One line of the digest: what is known, and what may be done about it."""

from typing import Any

from bot.buttons import DIGEST_PAGE, MENU, PERSON, PERSON_ACTION, REASON, WORK_ACTION, Choice, Row
from bot.i18n import Speech
from bot.messages import digests, forecasts, hours
from bot.messages.message import Message
from bot.rules.roll import Action


def line(_: Speech, one: Any, *, said: str | None = None) -> Message:
    """`services.worklists.WorkLine`; `said` is what was just done."""
    month = one.month
    lines = [*([said, ""] if said else []), *hours.block_for_coordinator(_, month)]
    lines.append(digests.last_entry_of(_, month))
    if one.reminded_on is not None:
        lines.append(_("Mentor last heard of it: {when}", when=_.when(one.reminded_on)))
    return Message("\n".join(lines), tuple(_rows(_, one)))


def _rows(_: Speech, one: Any) -> list[Row | Choice]:
    beside = one.month.beside
    youth_id, stay = beside.youth_id, beside.participation_id
    rows: list[Row | Choice] = []
    if one.month.mentors and one.reminded_by is None:
        # Translators: button
        rows.append(Choice(_("Remind the mentor"), WORK_ACTION.data("remind", stay)))
    if one.is_paused:
        # Translators: button
        pause = Choice(_("Resume"), PERSON_ACTION.data(Action.RESUME, youth_id))
    else:
        # Translators: button
        pause = Choice(_("Pause"), PERSON_ACTION.data(Action.PAUSE, youth_id))
    # Translators: button
    mentor = _("Another mentor") if one.month.mentors else _("Bring a mentor beside")
    rows.append((pause, Choice(mentor, PERSON_ACTION.data(Action.PAIR, youth_id))))
    if one.ends:
        end = Choice(_("End the programme"), PERSON_ACTION.data(Action.END, youth_id))
        rows += [Choice(_("Change the planned end"), PERSON_ACTION.data(Action.PLANNED_END, youth_id)), end]
    if one.may_explain:
        # Translators: button
        rows.append(Choice(_("Note the reason"), REASON.data(stay, one.month.standing.period.key)))
    # Translators: button
    rows.append(Choice(_("The card, to get in touch"), PERSON.data(youth_id)))
    if one.troubles:
        # Translators: button: the line is folded away for everyone
        rows.append(Choice(_("Seen to"), WORK_ACTION.data("seen", stay)))
    # Translators: button
    rows.append(Choice(_("The digest"), DIGEST_PAGE.data(beside.municipality_id, 1)))
    return rows


def reminded(_: Speech) -> str:
    return _("The mentor will be reminded, outside quiet hours.")


def seen_to(_: Speech) -> str:
    return _("Folded away for a week, for all coordinators.")


def mentor_reminded(_: Speech, facts: Any) -> Message:
    """To the mentor: what is asked, and what would help."""
    asked = _("Please take a look.") if facts.by is None else _("Please take a look. Asked by: {name}", name=facts.by)
    lines = [
        asked,
        hours.short_by(_, facts.name, facts.standing),
        *([] if facts.standing.is_reached else hours.ahead(_, facts.standing, facts.most_a_day, facts.forecast)),
        digests.last_entry(_, facts),
    ]
    offered = forecasts.proposed(_, facts.participation_id, facts.name, facts.proposals)
    log_or_plan = (Choice(_("Log a session"), MENU.data("log")), Choice(_("Plan"), MENU.data("activity")))
    return Message("\n".join(lines), (*offered, log_or_plan))
