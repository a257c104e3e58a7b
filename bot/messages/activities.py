"""Activities: what is asked when one is planned, its card, what became of it, and the lists of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot import rules
from bot.buttons import (
    ACTIVITIES_PAGE,
    ACTIVITY,
    ACTIVITY_ACTION,
    CALENDAR,
    HERE,
    LABEL,
    MENU,
    PLAN,
    Choice,
    Row,
)
from bot.i18n import Speech
from bot.messages import kinds, pages, papers
from bot.messages.message import Message
from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.plans import PaperKind
from bot.rules.policies import Kind
from bot.storage.activities import Asked, Gathering

PAGE = 8
MOST_PLANS = 4  # plans to open from one activity
Person = tuple[int, str]  # participation, name
Lacking = tuple[int, str, Sequence[PaperKind]]  # participation, name, papers


@dataclass(frozen=True)
class Unplanned:
    """An activity before it is saved. `is_new`: nobody knows of it yet."""

    names: tuple[str, ...]
    title: str
    kind: Kind
    day: date
    start: time
    minutes: int
    place: str | None
    comes_along: str | None
    capacity: int | None
    is_new: bool


class Facts(Protocol):
    """What everybody sees of an activity."""

    @property
    def title(self) -> str: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time: ...
    @property
    def minutes(self) -> int: ...
    @property
    def place(self) -> str | None: ...
    @property
    def comes_along(self) -> str | None: ...


def about(_: Speech) -> str:
    return _(
        "Young people are asked only when it is saved. One line does it too: /activity tomorrow 14:00 CV, Anna, 2 h"
    )


# --- asking ---


def ask_who(_: Speech, people: Sequence[Person]) -> Message:
    choices = tuple(_option(label, str(one)) for one, label in rules.people.told_apart(people, width=LABEL).items())
    several = (_option(_("Several people"), "several"),) if len(people) > 1 else ()
    return Message(_("Whom shall we invite?"), (*choices, *several))


def ask_group(_: Speech, people: Sequence[Person], ticked: Collection[int]) -> Message:
    choices = tuple(
        _option(("✓ " if one in ticked else "") + label, f"{one}:{0 if one in ticked else 1}")
        for one, label in rules.people.told_apart(people, width=LABEL - 2).items()
    )
    return Message(_("Whom shall we invite? Choose everyone, then: Done."), (*choices, _option(_("Done"), "done")))


def ask_title(_: Speech) -> Message:
    return Message(_("Please no health details. What is planned? A few words, for example: CV workshop"))


def ask_kind(_: Speech) -> Message:
    choices = tuple(_option(label, kind.value) for kind, label in kinds.names(_).items())
    return Message(_("What kind of activity will it be?"), choices)


def ask_day(_: Speech, days: Sequence[date]) -> Message:
    """The next days; others are typed, also together with the time."""
    text = _("Which day? Choose, or write a day, also with the time, for example: tomorrow 14:00")
    return Message(text, tuple(_option(_.weekday_and_date(day), day.isoformat()) for day in days))


def ask_start(_: Speech, day: date, starts: Sequence[time]) -> Message:
    options = [_option(_.time(one), one.isoformat("minutes")) for one in starts]
    rows = tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))
    text = _("Noting: {when}. At what time? Choose, or write it, for example: 14:30", when=_.weekday_and_date(day))
    return Message(text, rows)


def ask_duration(_: Speech, choices: Sequence[int]) -> Message:
    options = [_option(_.duration(timedelta(minutes=one)), str(one)) for one in choices]
    rows = tuple(tuple(options[at : at + 3]) for at in range(0, len(options), 3))
    example = _("For example: 1.5 h, 90 min, 14–15:30")
    return Message(f"{_('How long will it last?')}\n{example}", rows)


def ask_place(_: Speech) -> Message:
    return Message(_("This can be skipped. Where will it be?"))


def ask_along(_: Speech) -> Message:
    return Message(_("This can be skipped. Who else comes along, for example a specialist?"))


def ask_capacity(_: Speech) -> Message:
    text = _("Write a number, or choose. How many can take part?")
    # Translators: button
    return Message(text, (_option(_("No limit"), "none"),))


def card(
    _: Speech,
    one: Unplanned,
    *,
    can_choose_who: bool,
    missing: Sequence[Lacking] = (),
) -> Message:
    """All of it, a button for each part; with `missing` papers it cannot be saved yet."""
    lines = [", ".join(one.names), *lines_of(_, one), kinds.name(_, one.kind)]
    if len(one.names) > 1:
        lines.append(capacity(_, one.capacity))
    lines += _papers(_, missing)
    if one.is_new:
        question = _("Invitations go out when it is saved. Each part can be changed. Is everything right?")
    else:
        question = _("The invited hear of it when it is saved. Each part can be changed. Is everything right?")
    # Translators: button
    who = (_option(_("Who"), "who"),) if can_choose_who else ()
    # Translators: button
    places = (_option(_("Places"), "capacity"),) if len(one.names) > 1 else ()
    rows: tuple[Row | Choice, ...] = (
        *_plans(_, missing),
        (_option(_("Save"), "save"),),
        # Translators: button
        (*who, _option(_("Title"), "title"), _option(_("Activity"), "kind")),
        # Translators: button
        (_option(_("When"), "day"), _option(_("Duration"), "duration")),
        # Translators: button
        (_option(_("Where"), "place"), _option(_("Who comes along"), "along"), *places),
    )
    return Message("\n".join([*lines, "", question]), rows)


# --- offering times ---


def about_times(_: Speech) -> str:
    return _("The young person chooses one of the times, and the activity moves there. Until then it stays as it is.")


def ask_times(
    _: Speech, found: Gathering, name: str, times: Sequence[datetime], suggested: Sequence[datetime]
) -> Message:
    """Suggested ones to tick, others to type; what is chosen so far stands above."""
    activity = found.activity
    lines = [
        _("{name} asks for another time: {title}", name=name, title=activity.title),
        _("For now this stands: {when}", when=_.when(activity.day, activity.start)),
    ]
    lines += [_("On offer: {when}", when=_.when(one.date(), one.time())) for one in times]
    lines.append(_("Two or three times to choose from: tap them, or write, for example: tomorrow 14:00"))
    choices = [
        _option(("✓ " if one in times else "") + short_when(_, one), f"{one:%Y%m%d%H%M}:{0 if one in times else 1}")
        for one in suggested
    ]
    # Translators: button
    send = (_option(_("Send"), "send"),) if len(times) >= rules.activities.FEWEST_TIMES else ()
    return Message("\n".join(lines), (*choices, *send))


def times_sent(_: Speech, found: Gathering, name: str, times: Sequence[datetime]) -> Message:
    activity = found.activity
    lines = [_("{name} can choose now:", name=name)]
    lines += [_.when(one.date(), one.time()) for one in times]
    lines.append(
        _("Until then this stands: {title}, {when}", title=activity.title, when=_.when(activity.day, activity.start))
    )
    return Message("\n".join(lines), (open_(_, activity.id),))


# --- what became of it ---


def saved(_: Speech, found: Gathering, out_of_reach: Sequence[str], asleep: Sequence[str] = ()) -> Message:
    activity = found.activity
    lines = [_("Saved."), ", ".join(one.name for one in found.asked), *lines_of(_, activity)]
    lines += _to_be_told(_, out_of_reach, asleep)
    return Message("\n".join(lines), ((open_(_, activity.id), calendar(_, activity.id)),))


def ask_cancel(_: Speech, found: Gathering) -> Message:
    activity = found.activity
    text = _(
        "{title}, {when}. Everyone who may have come is told. Cancel it?",
        title=activity.title, when=_.when(activity.day, activity.start),
    )  # fmt: skip
    # Translators: button
    yes = Choice(_("Yes, cancel it"), ACTIVITY_ACTION.data("cancel", activity.id, "yes"))
    return Message(text, ((yes, Choice(_("No"), ACTIVITY.data(activity.id, HERE))),))


def cancelled(_: Speech, found: Gathering, out_of_reach: Sequence[str], asleep: Sequence[str] = ()) -> Message:
    activity = found.activity
    when = _.when(activity.day, activity.start)
    lines = [_("Cancelled: {title}, {when}", title=activity.title, when=when), *_to_be_told(_, out_of_reach, asleep)]
    return Message("\n".join(lines), (all_of_them(_),))


def _to_be_told(_: Speech, out_of_reach: Sequence[str], asleep: Sequence[str]) -> list[str]:
    """Whom somebody has to tell, because the chat cannot."""
    lines = []
    if out_of_reach:
        lines.append(_("Nothing arrives here, please tell them in another way: {names}", names=", ".join(out_of_reach)))
    if asleep := [one for one in asleep if one not in out_of_reach]:
        lines.append(_("Their quiet hours last until it begins, please call them: {names}", names=", ".join(asleep)))
    return lines


def taken_over(_: Speech, found: Gathering, *, now: datetime) -> Message:
    shown = led(_, found, now=now, is_leader=True)
    return shown.with_text("\n".join([_("Noted: you lead this. Everyone invited hears so."), "", shown.text]))


# --- looking ---


def led(_: Speech, found: Gathering, *, now: datetime, is_leader: bool) -> Message:
    """For whoever leads or coordinates: everyone with their answer, and what can be done now."""
    activity = found.activity
    lines = [*lines_of(_, activity), kinds.name(_, Kind(activity.kind))]
    if activity.handed_over_at is not None:
        lines.append(_("Nobody has said yet that they lead this."))
    elif not is_leader:
        lines.append(_("Leads it: {name}", name=found.leader))
    if len(found.asked) > 1:
        lines.append(capacity(_, activity.capacity))
    if activity.state == ActivityState.CANCELLED:
        lines.append(_("It was cancelled."))
    lines += ["", *(seat_line(_, one) for one in found.asked)]
    missing = [
        (one.participation_id, one.name, found.missing[one.participation_id])
        for one in found.asked
        if one.participation_id in found.missing
    ]
    lines += _papers(_, missing)
    return Message("\n".join(lines), (*_plans(_, missing), *_doing(_, found, now)))


def _plans(_: Speech, missing: Sequence[Lacking]) -> list[Choice]:
    """Where the papers are recorded."""
    return [Choice(cut(_("Plan: {name}", name=name)), PLAN.data(one, 1)) for one, name, _kinds in missing[:MOST_PLANS]]


def _papers(_: Speech, missing: Sequence[Lacking]) -> list[str]:
    """Who may not volunteer yet, and how that is changed."""
    if not missing:
        return []
    people = [papers.of_person(_, name, kinds) for _one, name, kinds in missing]
    return ["", _("Still needed on paper:"), *people, papers.where_recorded(_)]


def _doing(_: Speech, found: Gathering, now: datetime) -> tuple[tuple[Choice, ...], ...]:
    activity = found.activity
    begins = rules.activities.begins(activity.day, activity.start, _zone(found))
    rows: list[tuple[Choice, ...]] = []
    if activity.state != ActivityState.CANCELLED and begins <= now:
        rows.append((attendance(_, activity.id),))
    elif activity.state == ActivityState.PLANNED:
        if len(found.asked) == 1 and found.asked[0].offers is not None:
            rows.append((offer_times(_, activity.id),))
        if activity.handed_over_at is not None:
            rows.append((take_over(_, activity.id, HERE),))
        rows.append((change(_, activity.id), cancel(_, activity.id)))
        rows.append((calendar(_, activity.id),))
    rows.append((all_of_them(_),))
    return tuple(rows)


def _zone(found: Gathering) -> ZoneInfo:
    return ZoneInfo(found.activity.zone)


def list_of_staff(_: Speech, everything: Sequence[Gathering], *, page: int, now: datetime, leads: bool) -> Message:
    """What waits for attendance and what is ahead, by time; `leads`: some of it is the reader's own."""
    if not everything:
        return Message(_("Nothing is planned at present."), (plan(_),))
    last = -(-len(everything) // PAGE)
    page = pages.within(page, last)
    shown = everything[(page - 1) * PAGE : page * PAGE]
    lines = [_("What is planned:"), *pages.place(_, page, last)]
    rows: list[Row] = []
    for one in shown:
        lines += ["", *_list_lines(_, one, now)]
        rows.append((Choice(short(_, one.activity), ACTIVITY.data(one.activity.id, HERE)),))
    turning = pages.turning(_, page, last, ACTIVITIES_PAGE.data)
    last_row = (calendar_of_all(_), plan(_)) if leads else (plan(_),)
    return Message("\n".join(lines), (*rows, *turning, last_row))


def _list_lines(_: Speech, one: Gathering, now: datetime) -> list[str]:
    activity = one.activity
    lines = [_.when(activity.day, activity.start), activity.title]
    if len(one.asked) == 1:
        lines.append(seat_line(_, one.asked[0]))
    else:
        coming = sum(seat.answer == SeatAnswer.COMING for seat in one.asked)
        lines.append(_("Coming: {n} of {all}", n=_.number(coming), all=_.number(len(one.asked))))
    if activity.handed_over_at is not None:
        lines.append(_("Nobody has said yet that they lead this."))
    ends = rules.activities.ends(activity.day, activity.start, activity.minutes, _zone(one))
    if ends <= now:
        lines.append(_("It is not noted yet who took part."))
    return lines


def seat_line(_: Speech, seat: Asked) -> str:
    name = seat.name
    if seat.attended is not None:
        return _("{name}: took part", name=name) if seat.attended else _("{name}: did not take part", name=name)
    answer = _answer(_, seat)
    if seat.offers is None:
        return answer
    wish = (
        _("{name}: choosing another time", name=name) if seat.offers else _("{name}: asks for another time", name=name)
    )
    return wish if seat.answer is None else f"{answer}\n{wish}"


def _answer(_: Speech, seat: Asked) -> str:
    name = seat.name
    match seat.answer:
        case SeatAnswer.COMING:
            return _("{name}: coming", name=name)
        case SeatAnswer.NOT_COMING:
            return _("{name}: not coming", name=name)
        case SeatAnswer.WAITING:
            return _("{name}: waiting for a place", name=name)
        case SeatAnswer.HELD:
            return _("{name}: waiting for a paper", name=name)
    return _("{name}: no answer yet", name=name)


# --- facts and buttons that others use too ---


def lines_of(_: Speech, one: Facts) -> list[str]:
    """What everybody sees, a line each."""
    lines = [
        one.title,
        _("When: {when}", when=_.when(one.day, one.start)),
        _("How long: {spent}", spent=_.duration(timedelta(minutes=one.minutes))),
    ]
    if one.place:
        lines.append(_("Where: {place}", place=one.place))
    if one.comes_along:
        lines.append(_("Comes along: {who}", who=one.comes_along))
    return lines


def capacity(_: Speech, places: int | None) -> str:
    return _("Places: no limit") if places is None else _("Places: {n}", n=_.number(places))


def short_when(_: Speech, at: datetime) -> str:
    """On a button, where weekdays do not fit."""
    return f"{_.short_date(at.date())}, {_.time(at.time())}"


def short(_: Speech, one: Facts) -> str:
    """On a button: the day tells the same title of two weeks apart."""
    return cut(f"{_.short_date(one.day)} {one.title}")


def cut(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


def open_(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Open"), ACTIVITY.data(activity_id))


def calendar(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Add to calendar"), CALENDAR.data(activity_id))


def calendar_of_all(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Add all to calendar"), CALENDAR.data("all"))


def change(_: Speech, activity_id: int) -> Choice:
    return Choice(_("Change"), ACTIVITY_ACTION.data("change", activity_id))


def cancel(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Cancel it"), ACTIVITY_ACTION.data("cancel", activity_id))


def take_over(_: Speech, activity_id: int, *here: str) -> Choice:
    # Translators: button
    return Choice(_("I lead it"), ACTIVITY_ACTION.data("take", activity_id, *here))


def call_off(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Call it off"), ACTIVITY_ACTION.data("off", activity_id))


def offer_times(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Offer times"), ACTIVITY_ACTION.data("times", activity_id))


def attendance(_: Speech, activity_id: int) -> Choice:
    # Translators: button
    return Choice(_("Who took part"), ACTIVITY_ACTION.data("attendance", activity_id))


def all_of_them(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("What is planned"), MENU.data("activities"))


def plan(_: Speech) -> Choice:
    # Translators: button
    return Choice(_("Plan"), MENU.data("activity"))


def file_text(_: Speech) -> str:
    return _.you("This file is for a calendar: open it there.")


def _option(label: str, value: str) -> Choice:
    return Choice(label, f"={value}")
