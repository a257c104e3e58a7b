"""/activity plans one, /activities shows what is planned; the answers of young people; who came; the calendar.

Every tap asks again who taps and which activity it is: a keyboard stays tappable forever.
"""

from collections.abc import Iterable
from datetime import datetime

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, reports, rules, services
from bot.buttons import (
    ACTIVITIES_PAGE,
    ACTIVITY,
    ACTIVITY_ACTION,
    ATTENDANCE,
    CALENDAR,
    HERE,
    MENU,
    SEAT,
)
from bot.context import Context, number
from bot.messages import File, Message
from bot.reports.calendars import CalendarItem
from bot.rules.activities import ActivityState, SeatAnswer
from bot.rules.errors import Gone
from bot.rules.people import STAFF, Role
from bot.services.activity_news import News
from bot.services.seats import Seated
from bot.storage.activities import Gathering


async def plan(update: Update, context: Context) -> None:
    """Step by step, or from one line."""
    context.require(*STAFF)
    line = context.words if update.message is not None else ""
    await context.begin("activity", {"line": line} if line else {})


async def show(update: Update, context: Context) -> None:
    """A view for each role: what one leads, what one is asked to."""
    person = context.person
    if person.has(*STAFF):
        context.reply(await _list_of_staff(context, 1))
    if person.has(Role.YOUTH):
        own = await services.activities.of_youth(context.db, youth_id=person.id, now=context.now, zone=context.zone)
        context.reply(messages.seats.list_of_own(context.speech, own))
    if not person.roles:
        context.reply(messages.common.help_(context.speech, frozenset()))


async def turn(update: Update, context: Context) -> None:
    page = context.tapped(ACTIVITIES_PAGE)
    context.require(*STAFF)
    context.reply(await _list_of_staff(context, page), in_place=True)


async def _list_of_staff(context: Context, page: int) -> Message:
    found = await services.activities.of_staff(context.db, by=context.person.id, now=context.now, zone=context.zone)
    leads = any(one.activity.mentor_id == context.person.id for one in found)
    _ = context.speech.formally()
    return messages.activities.list_of_staff(_, found, page=page, now=context.now, leads=leads)


async def open_one(update: Update, context: Context) -> None:
    """A young person's own question, or everyone's answers for whoever leads."""
    match context.facts(ACTIVITY):
        case (activity_id, *more):
            in_place = more == [HERE]
        case _:
            raise Gone
    context.reply(await _view(context, number(activity_id)), in_place=in_place)


async def _view(context: Context, activity_id: int) -> Message:
    person = context.person
    if person.has(Role.YOUTH):
        try:
            return await _own_view(context, activity_id)
        except Gone:
            if not person.has(*STAFF):
                raise
    context.require(*STAFF)
    found = await services.activities.looked_at(context.db, activity_id, by=person.id, now=context.now)
    is_leader = found.activity.mentor_id == person.id
    return messages.activities.led(context.speech.formally(), found, now=context.now, is_leader=is_leader)


async def _own_view(context: Context, activity_id: int) -> Message:
    seen = await services.seats.looked_at(context.db, activity_id, youth_id=context.person.id, now=context.now)
    return messages.seats.opened(
        context.speech, seen.gathering, seen.seat, seen.times, seen.in_line, missing=seen.missing
    )


# --- a young person answers ---


async def answer(update: Update, context: Context) -> None:
    """The buttons under an invitation, a reminder or an offer of times, tapped now or a month later."""
    match context.facts(SEAT):
        case ("coming" | "not_coming" as said, activity_id, *here):
            await _answered(context, number(activity_id), is_coming=said == "coming", here=here)
        case ("move", activity_id, *here):
            made = await services.seats.ask_to_move(
                context.db, number(activity_id), youth_id=_youth(context), now=context.now
            )
            _tell(context, made.news)
            context.reply(_asked_to_move(context, made), in_place=here == [HERE])
        case ("none", activity_id):
            made = await services.seats.none_fits(
                context.db, number(activity_id), youth_id=_youth(context), now=context.now
            )
            _tell(context, made.news)
            context.reply(_asked_to_move(context, made))
        case ("pick", activity_id, stamp) if (chosen := rules.activities.read_stamp(stamp)) is not None:
            await _picked(context, number(activity_id), chosen)
        case _:
            raise Gone


async def _answered(context: Context, activity_id: int, *, is_coming: bool, here: list[str]) -> None:
    made = await services.seats.answer(
        context.db,
        activity_id,
        youth_id=_youth(context),
        is_coming=is_coming,
        now=context.now,
        zone=context.zone,
    )
    _tell(context, made.news)
    said = messages.seats.opened(context.speech, made.gathering, made.seat, (), made.in_line)
    context.reply(said, in_place=here == [HERE])


async def _picked(context: Context, activity_id: int, chosen: datetime) -> None:
    made = await services.seats.pick(
        context.db, activity_id, chosen, youth_id=_youth(context), now=context.now, zone=context.zone
    )
    _tell(context, made.news)
    context.reply(messages.seats.moved(context.speech, made.gathering))


def _asked_to_move(context: Context, made: Seated) -> Message:
    if len(made.gathering.asked) > 1:
        return messages.seats.asked_to_move_all(context.speech, made.gathering)
    if made.times:
        return messages.seats.opened(context.speech, made.gathering, made.seat, made.times, None)
    return messages.seats.asked_to_move(context.speech, made.gathering)


def _youth(context: Context) -> int:
    return context.require(Role.YOUTH).id


# --- who leads decides ---


async def act(update: Update, context: Context) -> None:
    context.require(*STAFF)
    match context.facts(ACTIVITY_ACTION):
        case ("change", activity_id):
            await context.begin("activity", {"activity": number(activity_id)})
        case ("times", activity_id):
            await _offer(context, number(activity_id))
        case ("cancel", activity_id):
            found = await services.activities.changeable(
                context.db, number(activity_id), by=context.person.id, now=context.now
            )
            context.reply(messages.activities.ask_cancel(context.speech.formally(), found), in_place=True)
        case ("cancel", activity_id, "yes"):
            made = await services.activities.cancel(
                context.db, number(activity_id), by=context.person.id, now=context.now, zone=context.zone
            )
            _tell(context, made.news)
            said = messages.activities.cancelled(
                context.speech.formally(), made.gathering, made.out_of_reach, made.asleep
            )
            context.reply(said, in_place=True)
        case ("off", activity_id):  # below a notice, which stays
            found = await services.activities.changeable(
                context.db, number(activity_id), by=context.person.id, now=context.now
            )
            context.reply(messages.activities.ask_cancel(context.speech.formally(), found))
        case ("take", activity_id, *here):
            await _take_over(context, number(activity_id), in_place=here == [HERE])
        case ("attendance", activity_id):
            noted = await services.attendance.of(context.db, number(activity_id), by=context.person.id)
            context.reply(messages.attendance.stands(context.speech.formally(), noted))
        case _:
            raise Gone


async def _take_over(context: Context, activity_id: int, *, in_place: bool) -> None:
    found, news = await services.handing_over.take_over(
        context.db, activity_id, by=context.person.id, now=context.now, zone=context.zone
    )
    _tell(context, news)
    context.reply(messages.activities.taken_over(context.speech.formally(), found, now=context.now), in_place=in_place)


async def _offer(context: Context, activity_id: int) -> None:
    await services.seats.wish(context.db, activity_id, by=context.person.id, now=context.now)
    await context.begin("moving", {"activity": activity_id})


async def note_attendance(update: Update, context: Context) -> None:
    """One tap for each, or for all; then the session that is offered."""
    context.require(*STAFF)
    match context.facts(ATTENDANCE):
        case (activity_id, "all"):
            await _note(context, number(activity_id), None, came=True)
        case (activity_id, "log", "0" | "1" as came):
            await _log(context, number(activity_id), attended=came == "1")
        case (activity_id, participation_id, "0" | "1" as came):
            await _note(context, number(activity_id), number(participation_id), came=came == "1")
        case _:
            raise Gone


async def _note(context: Context, activity_id: int, participation_id: int | None, *, came: bool) -> None:
    noted = await services.attendance.note(
        context.db, activity_id, participation_id, came=came, by=context.person.id, now=context.now
    )
    context.reply(messages.attendance.stands(context.speech.formally(), noted), in_place=True)


async def _log(context: Context, activity_id: int, *, attended: bool) -> None:
    """The card of a session with everything filled in; nothing is logged before it is saved."""
    context.require(Role.MENTOR)
    await context.begin("log", {"activity": activity_id, "attended": attended})


# --- the calendar ---


async def to_calendar(update: Update, context: Context) -> None:
    """One for whoever may open it, or everything of one's own that is planned."""
    if context.facts(CALENDAR) == ("all",):
        _send_file(context, await _all_planned(context), "blakus")
        return
    activity_id = context.tapped(CALENDAR)
    found = await services.gatherings.open_to(context.db, activity_id, person_id=context.person.id)
    _send_file(context, [found], f"blakus-{found.activity.day:%Y-%m-%d}")


async def _all_planned(context: Context) -> list[Gathering]:
    """What a young person does not stay away from, and what one leads."""
    person, now, zone = context.person, context.now, context.zone
    ahead = []
    if person.has(Role.YOUTH):
        own = await services.activities.of_youth(context.db, youth_id=person.id, now=now, zone=zone)
        ahead += [found for found, seat in own if seat.answer != SeatAnswer.NOT_COMING]
    if person.has(*STAFF):
        led = await services.activities.of_staff(context.db, by=person.id, now=now, zone=zone)
        ahead += [one for one in led if one.activity.mentor_id == person.id]
    if not ahead:
        raise Gone
    return ahead


def _send_file(context: Context, found: Iterable[Gathering], name: str) -> None:
    items = [calendar_item(one, address=f"{context.bot.username}.blakus") for one in found]
    file = File(f"{name}.ics", reports.calendars.of(items, now=context.now))
    context.reply(Message(messages.activities.file_text(context.speech), file=file))


def calendar_item(found: Gathering, *, address: str) -> CalendarItem:
    activity = found.activity
    return CalendarItem(
        uid=f"activity-{activity.id}@{address}",
        sequence=activity.sequence,
        day=activity.day,
        start=activity.start,
        minutes=activity.minutes,
        zone=activity.zone,
        title=activity.title,
        place=activity.place,
        is_cancelled=activity.state == ActivityState.CANCELLED,
    )


def _tell(context: Context, news: Iterable[News]) -> None:
    for one in news:
        context.tell(
            one.person_id, one.kind, one.activity_id, detail=one.detail, due_at=one.due_at, is_urgent=one.is_urgent
        )


HANDLERS = [
    CommandHandler("activity", plan),
    CommandHandler("activities", show),
    CallbackQueryHandler(plan, f"^{MENU.name}:activity$"),
    CallbackQueryHandler(show, f"^{MENU.name}:activities$"),
    CallbackQueryHandler(turn, ACTIVITIES_PAGE.pattern),
    CallbackQueryHandler(open_one, ACTIVITY.pattern),
    CallbackQueryHandler(answer, SEAT.pattern),
    CallbackQueryHandler(act, ACTIVITY_ACTION.pattern),
    CallbackQueryHandler(note_attendance, ATTENDANCE.pattern),
    CallbackQueryHandler(to_calendar, CALENDAR.pattern),
]
