"""Logging a session, or changing an entry: what is known is not asked, and nothing is saved before the card.

(youth ⇄ group) → day → duration ─ took place → kind → note → card ─ save → (end: what it made of the month)
 one on the roster: skipped      └ did not → reason ──────────┘  └ a part → its step → card
A line that was understood, or an entry to be changed, opens the card; what is missing is asked first.
"""

import re
from datetime import date, time, timedelta

from bot import messages, rules, services, storage
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations import log_draft
from bot.messages.sessions import Unsaved
from bot.rules.errors import NothingToLog, NotUnderstood, RosterEmpty, TooLong, Understandable
from bot.rules.people import Role
from bot.rules.policies import Kind, Mode
from bot.rules.sessions import DAY_MINUTES, Doubt

USUAL_MINUTES = (30, 45, 60, 90, 120, 180)
WEEKDAYS_OFFERED = range(2, 6)  # days ago, beside today and yesterday
_START_AND_LENGTH = re.compile(r"(?:plkst\.? ?|о )?([01]?[0-9]|2[0-3])[:.]([0-5][0-9])[, ]+(.+)")


async def first(context: Context, draft: Draft) -> str:
    """A draft may bring typed words (`line`), the id of an entry to change (`entry`), or of what is over and is to be
    logged: an `activity` (of those who `attended` or not), a `consultation`. Raises RosterEmpty, AlreadyLogged."""
    context.require(Role.MENTOR)
    if not await log_draft.people(context):
        raise RosterEmpty
    if entry := draft.pop("entry", None):
        await log_draft.from_entry(context, draft, entry)
    elif "activity" in draft or "consultation" in draft:
        await log_draft.from_what_is_over(context, draft)
    elif line := draft.pop("line", None):
        draft.update(log_draft.sure(await log_draft.read_line(context, line)))
        return await _next(context, draft)
    else:
        await _start_over(context)
    return await log_draft.next_step(context, draft)


async def _next(context: Context, draft: Draft) -> str:
    """The first thing that is not known yet. What can be refused about the day is refused before more is asked."""
    step = await log_draft.next_step(context, draft)  # fills in the only one there is
    if draft.get("youth") and draft.get("day"):
        await _check_day(context, draft, log_draft.day(draft))
    return step


async def _next_by_line(context: Context, draft: Draft, answer: Answer, *, hoped_for: Understandable) -> str:
    """Typed words that are no answer may be a line: what it says counts. Raises NotUnderstood."""
    if not await log_draft.merged(context, draft, answer.text or ""):
        raise NotUnderstood(hoped_for)
    return await _next(context, draft)


async def _start_over(context: Context) -> None:
    """Questions left unanswered earlier are asked anew; cards that wait to be saved stay."""
    for row in context.unit.open:
        if row.name == CONVERSATION.name and row.step != "card":
            await storage.conversations.close(context.db, row.id, now=context.now)


# --- who ---


async def ask_youth(context: Context, draft: Draft) -> messages.Message:
    day = date.fromisoformat(draft["day"]) if draft.get("day") else None
    asked = messages.sessions.ask_who(context.speech, await log_draft.people(context), day, draft.get("minutes"))
    return _with_recent(context, draft, asked)


async def take_youth(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "several":
        return "group"
    if answer.choice is None:
        return await _next_by_line(context, draft, answer, hoped_for="name")
    draft["youth"] = [log_draft.known(await log_draft.people(context), number(answer.choice))]
    return await _next(context, draft)


async def ask_group(context: Context, draft: Draft) -> messages.Message:
    return messages.sessions.ask_group(context.speech, await log_draft.people(context), draft.get("youth", []))


async def take_group(context: Context, draft: Draft, answer: Answer) -> Next:
    """A tick carries the state that is wanted, so that fast taps count and repeats do no harm."""
    ticked = draft.get("youth", [])
    if answer.choice == "done":
        if not ticked:
            raise NothingToLog
        return await _next(context, draft)
    chosen, _, wanted = (answer.choice or "").partition(":")
    if wanted not in ("0", "1"):
        raise NotUnderstood("name")
    one = log_draft.known(await log_draft.people(context), number(chosen))
    draft["youth"] = [other for other in ticked if other != one] + ([one] if wanted == "1" else [])
    return "group"


# --- when ---


async def ask_day(context: Context, draft: Draft) -> messages.Message:
    today = context.said_on
    earlier = [today - timedelta(days=ago) for ago in WEEKDAYS_OFFERED]
    ahead = date.fromisoformat(draft["ahead"]) if "ahead" in draft else None
    return _with_recent(context, draft, messages.sessions.ask_day(context.speech, today, earlier, ahead=ahead))


async def take_day(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "plan" and "ahead" in draft:
        return await _plan_instead(context, draft)
    day = rules.sessions.read_day(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        return await _next_by_line(context, draft, answer, hoped_for="date")
    draft["day"] = day.isoformat()
    draft.pop("ahead", None)
    return await _next(context, draft)


async def _plan_instead(context: Context, draft: Draft) -> Next:
    """What is still to come is no log: all that was said of it goes into a plan."""
    await context.begin("activity", log_draft.as_plan(draft))
    return Done(messages.Message(messages.sessions.planned_instead(context.speech)))


async def _check_day(context: Context, draft: Draft, day: date) -> None:
    await services.sessions.check_day(
        context.db,
        mentor_id=context.person.id,
        participation_ids=draft["youth"],
        day=day,
        said_at=context.said_at,
        now=context.now,
        zone=context.zone,
    )


# --- how long ---


async def ask_duration(context: Context, draft: Draft) -> messages.Message:
    return messages.sessions.ask_duration(
        context.speech, await log_draft.names(context, draft), date.fromisoformat(draft["day"]), USUAL_MINUTES
    )


async def take_duration(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "none":
        draft.update(attended=False, minutes=0, start=None)
        draft.setdefault("kind", Kind.MENTORING.value)
        return await log_draft.next_step(context, draft) if draft.get("note") else "reason"
    if answer.choice is not None:
        start, minutes = draft.get("start"), number(answer.choice)
    else:
        read = _read_time(answer.text or "")
        if read is None:
            return await _next_by_line(context, draft, answer, hoped_for="duration")
        start, minutes = read[0] or draft.get("start"), read[1]
    if minutes == 0:
        raise NothingToLog
    if minutes > DAY_MINUTES:
        raise TooLong(DAY_MINUTES)
    draft.update(attended=True, minutes=minutes, start=start)
    return await log_draft.next_step(context, draft)


def _read_time(text: str) -> tuple[str | None, int] | None:
    """When it began, where that was said, and its minutes: "14-15:30", "23:00 2 h", "1,5"."""
    if (span := rules.sessions.read_span(text)) is not None:
        return span[0].isoformat(), span[1]
    if (match := _START_AND_LENGTH.fullmatch(text.strip().casefold())) is not None:
        minutes = rules.sessions.read_duration(match[3])
        return None if minutes is None else (time(int(match[1]), int(match[2])).isoformat(), minutes)
    minutes = rules.sessions.read_duration(text)
    return None if minutes is None else (None, minutes)


# --- what ---


async def ask_kind(context: Context, draft: Draft) -> messages.Message:
    return messages.sessions.ask_kind(context.speech)


async def take_kind(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is None:
        return await _next_by_line(context, draft, answer, hoped_for="choice")
    if answer.choice not in set(Kind):
        raise NotUnderstood("choice")
    draft["kind"] = answer.choice
    return await log_draft.next_step(context, draft)


async def ask_note(context: Context, draft: Draft) -> messages.Message:
    return messages.sessions.ask_note(context.speech)


async def ask_reason(context: Context, draft: Draft) -> messages.Message:
    return messages.sessions.ask_reason(context.speech)


async def take_note(context: Context, draft: Draft, answer: Answer) -> Next:
    """Skipping leaves it empty, also when there was one."""
    if answer.choice is not None:
        raise NotUnderstood("choice")
    draft["note"] = rules.text.clean_note(answer.text or "") or None
    return await log_draft.next_step(context, draft)


# --- the card ---


async def ask_card(context: Context, draft: Draft) -> messages.Message:
    found = await _doubts(context, draft)
    clash = None
    if Doubt.OVERLAP in found:
        clash = await services.sessions.overlapping(
            context.db,
            mentor_id=context.person.id,
            participation_ids=draft["youth"],
            day=log_draft.day(draft),
            start=log_draft.start(draft),
            minutes=draft["minutes"],
            zone=context.zone,
            replaces_id=draft.get("replaces"),
        )
    shown = Unsaved(
        names=tuple(await log_draft.names(context, draft)),
        day=log_draft.day(draft),
        start=log_draft.start(draft),
        minutes=draft["minutes"],
        kind=Kind(draft["kind"]),
        attended=draft["attended"],
        note=draft.get("note"),
    )
    return messages.sessions.card(
        context.speech, shown, found, clash, can_choose_who=len(await log_draft.people(context)) > 1
    )


async def take_card(context: Context, draft: Draft, answer: Answer) -> Next:
    match (answer.choice or "").split(":"):
        case ["save", *sure]:
            return await _save(context, draft, sure)
        case ["youth"]:
            return "group" if len(draft["youth"]) > 1 else "youth"
        case ["note"]:
            return "note" if draft["attended"] else "reason"
        case ["day" | "duration" | "kind" as part]:
            return part
    raise NotUnderstood("choice")


async def _save(context: Context, draft: Draft, sure: list[str]) -> Next:
    """Saved, unless something is doubtful that this *yes* did not name: then the card asks."""
    await log_draft.check_unlogged(context, draft)
    if not set(await _doubts(context, draft)) <= set(sure):
        return "card"
    session = await services.sessions.log(
        context.db,
        mentor_id=context.require(Role.MENTOR).id,
        participation_ids=draft["youth"],
        day=log_draft.day(draft),
        start=log_draft.start(draft),
        minutes=draft["minutes"],
        kind=draft["kind"],
        mode=draft.get("mode", Mode.IN_PERSON.value),
        attended=draft["attended"],
        note=draft.get("note"),
        said_at=context.said_at,
        now=context.now,
        zone=context.zone,
        conversation_id=_place_id(context),
        replaces_id=draft.get("replaces"),
    )
    await log_draft.mark_logged(context, draft, session)
    today = context.now.astimezone(context.zone).date()
    made = await services.sessions.outcome(context.db, session, today=today, zone=context.zone)
    return Done(messages.sessions.saved(context.speech, made.session, made.standings, today))


async def _doubts(context: Context, draft: Draft) -> list[Doubt]:
    return await services.sessions.doubts(
        context.db,
        mentor_id=context.person.id,
        participation_ids=draft["youth"],
        day=log_draft.day(draft),
        start=log_draft.start(draft),
        minutes=draft["minutes"],
        attended=draft["attended"],
        zone=context.zone,
        replaces_id=draft.get("replaces"),
    )


def _place_id(context: Context) -> int:
    """The conversation that is being answered: named by the tapped button, or the one last shown."""
    query = context.unit.update.callback_query
    if query is not None:
        return number((query.data or "").split(":")[1])
    return next(row.id for row in context.unit.open if row.name == CONVERSATION.name)


def _with_recent(context: Context, draft: Draft, asked: messages.Message) -> messages.Message:
    """The first question also leads to what was logged before."""
    return (
        asked
        if draft.get("_trail") or "replaces" in draft
        else asked.plus(messages.sessions.recent_button(context.speech))
    )


CONVERSATION = Conversation(
    name="log",
    first=first,
    about=messages.sessions.about,
    steps={
        "youth": Step(ask_youth, take_youth),
        "group": Step(ask_group, take_group),
        "day": Step(ask_day, take_day),
        "duration": Step(ask_duration, take_duration),
        "reason": Step(ask_reason, take_note, can_skip=True),
        "kind": Step(ask_kind, take_kind),
        "note": Step(ask_note, take_note, can_skip=True),
        # Typed words go past the card: they are the next line, and the card stays open beside it.
        "card": Step(ask_card, take_card, listens=False),
    },
)
