"""What a young person reads of activities: the list, one with its question, and what their answer made of it."""

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import ACTIVITY, HERE, SEAT, Choice, Row
from bot.i18n import Speech
from bot.messages import activities, papers
from bot.messages.message import Message
from bot.rules.activities import SeatAnswer
from bot.rules.plans import PaperKind
from bot.storage.activities import Asked, Gathering

Own = Sequence[tuple[Gathering, Asked]]


def coming(_: Speech, found: Gathering) -> Message:
    said = _.you("Noted: you are coming.")
    return _with_facts(_, said, found, (not_(_, found), move(_, found)), (activities.calendar(_, found.activity.id),))


def not_coming(_: Speech, found: Gathering) -> Message:
    said = _.you("Noted: you are not coming. Thank you for letting us know.")
    return Message("\n".join([said, _short(_, found)]), ((yes(_, found), move(_, found)),))


def waiting(_: Speech, found: Gathering, in_line: int) -> Message:
    said = [
        _.you("All places are taken at present. Your place in the waiting list: {n}", n=_.number(in_line)),
        _.you("When a place frees, it is yours, and you hear of it here."),
    ]
    return _with_facts(_, "\n".join(said), found, (not_(_, found),))


def held(_: Speech, found: Gathering, missing: Sequence[PaperKind]) -> Message:
    said = paper_first(_, missing)
    return Message("\n".join([*activities.lines_of(_, found.activity), said]), ((not_(_, found),),))


def paper_first(_: Speech, missing: Sequence[PaperKind]) -> str:
    names = ", ".join(papers.name(_, one) for one in missing)
    return _.you(
        "Before you can come along, this is needed on paper: {papers}. The coordinator takes care of it. Then you will "
        "be asked again.",
        papers=names,
    )


def asked_to_move(_: Speech, found: Gathering) -> Message:
    """Until there is another time, this one stands."""
    text = _.you(
        "OK, let’s move it. For now this stands: {title}, {when}. Other times to choose from will come from: {name}",
        title=found.activity.title, when=_when(_, found), name=found.leader,
    )  # fmt: skip
    return Message(text, ((yes(_, found), not_(_, found)),))


def asked_to_move_all(_: Speech, found: Gathering) -> Message:
    """A group does not move for one."""
    text = _.you(
        "Several people are invited, so it moves for everyone or not at all. For now this stands: {title}, {when}. "
        "Your wish goes to: {name}",
        title=found.activity.title, when=_when(_, found), name=found.leader,
    )  # fmt: skip
    return Message(text, ((yes(_, found), not_(_, found)),))


def moved(_: Speech, found: Gathering) -> Message:
    said = _.you("The new time is agreed, and you are coming.")
    return _with_facts(_, said, found, (activities.calendar(_, found.activity.id),))


def opened(
    _: Speech,
    found: Gathering,
    seat: Asked,
    times: Sequence[datetime],
    in_line: int | None,
    missing: Sequence[PaperKind] = (),
) -> Message:
    """As it stands now: whatever can be answered is asked."""
    if missing:
        return held(_, found, missing)
    if times:
        return choose(_, found.activity.id, _short(_, found), times)
    match seat.answer:
        case SeatAnswer.COMING:
            return coming(_, found)
        case SeatAnswer.NOT_COMING:
            return not_coming(_, found)
        case SeatAnswer.WAITING if in_line is not None:
            return waiting(_, found, in_line)
    lines = [*activities.lines_of(_, found.activity), _leader(_, found), are_you_coming(_)]
    return Message("\n".join(lines), (answers(_, found.activity.id, HERE), (_calendar(_, found),)))


def over(_: Speech, found: Gathering) -> Message:
    """A list that was left open, tapped later."""
    return Message("\n".join([_("This is over or has begun."), _short(_, found)]), (activities.all_of_them(_),))


def choose(_: Speech, activity_id: int, what: str, times: Sequence[datetime]) -> Message:
    """The times on offer in full, and short on buttons."""
    lines = [_.you("OK, let’s move it. For now this stands: {what}", what=what)]
    lines += [_.when(one.date(), one.time()) for one in times]
    lines.append(_.you("Which time suits you?"))
    choices = [
        Choice(activities.short_when(_, one), SEAT.data("pick", activity_id, f"{one:%Y%m%d%H%M}")) for one in times
    ]
    # Translators: button
    none = Choice(_.you("None of these fits me"), SEAT.data("none", activity_id))
    return Message("\n".join(lines), (*choices, none))


def list_of_own(_: Speech, own: Own) -> Message:
    if not own:
        return Message(_.you("Nothing is planned for you at present. What is planned will stand here."))
    lines, rows = [_.you("What is planned for you:")], []
    for found, seat in own[: activities.PAGE]:
        lines += ["", _when(_, found), found.activity.title, status(_, seat)]
        rows.append(Choice(activities.short(_, found.activity), ACTIVITY.data(found.activity.id, HERE)))
    return Message("\n".join(lines), (*rows, activities.calendar_of_all(_)))


def status(_: Speech, seat: Asked) -> str:
    if seat.offers:
        return _.you("You can choose another time.")
    match seat.answer:
        case SeatAnswer.COMING:
            return _.you("You are coming.")
        case SeatAnswer.NOT_COMING:
            return _.you("You are not coming.")
        case SeatAnswer.WAITING:
            return _.you("You are on the waiting list.")
        case SeatAnswer.HELD:
            return _.you("A paper is needed first. The coordinator takes care of it.")
    return _.you("Your answer is still open.")


# --- words and buttons that notices use too ---


def are_you_coming(_: Speech) -> str:
    return _.you("Are you coming?")


def leader(_: Speech, name: str) -> str:
    return _.you("Waiting for you there: {name}", name=name)


def leader_open(_: Speech) -> str:
    """Its mentor has left, and nobody has answered yet."""
    return _.you("Who leads it is being settled. You will hear it here.")


def answers(_: Speech, activity_id: int, *here: str) -> Row:
    # Translators: button
    yes_ = Choice(_.you("Coming"), SEAT.data("coming", activity_id, *here))
    # Translators: button
    no = Choice(_.you("Not coming"), SEAT.data("not_coming", activity_id, *here))
    # Translators: button
    return yes_, no, Choice(_.you("Move it"), SEAT.data("move", activity_id, *here))


def yes(_: Speech, found: Gathering) -> Choice:
    return Choice(_.you("Coming"), SEAT.data("coming", found.activity.id, HERE))


def not_(_: Speech, found: Gathering) -> Choice:
    return Choice(_.you("Not coming"), SEAT.data("not_coming", found.activity.id, HERE))


def move(_: Speech, found: Gathering) -> Choice:
    return Choice(_.you("Move it"), SEAT.data("move", found.activity.id, HERE))


def _calendar(_: Speech, found: Gathering) -> Choice:
    return activities.calendar(_, found.activity.id)


def _with_facts(_: Speech, said: str, found: Gathering, *rows: Row) -> Message:
    lines = [said, *activities.lines_of(_, found.activity), _leader(_, found)]
    return Message("\n".join(lines), rows)


def _leader(_: Speech, found: Gathering) -> str:
    return leader(_, found.leader) if found.activity.handed_over_at is None else leader_open(_)


def _short(_: Speech, found: Gathering) -> str:
    return f"{found.activity.title}, {_when(_, found)}"


def _when(_: Speech, found: Gathering) -> str:
    return _.when(found.activity.day, found.activity.start)
