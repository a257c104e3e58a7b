"""Planning an activity, or changing one: what is known is not asked, and nobody is asked before the card is saved.

(who ⇄ group) → title → kind → day → start → duration → place → along ─ one ────────────→ card ─ save → (end)
 one on the roster: skipped      └ with a time: start skipped           └ several → capacity ─┘  └ a part → its step
A line that was understood, a session that is still to come, or an activity to be changed brings what is known.
"""

from datetime import date, time, timedelta
from typing import Any

from bot import messages, quicklog, rules, services
from bot.context import Context, number
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.messages.activities import Lacking, Unplanned
from bot.rules.errors import NotUnderstood, ReasonNeeded, RosterEmpty, TooLong
from bot.rules.people import STAFF
from bot.rules.policies import Kind
from bot.rules.sessions import DAY_MINUTES
from bot.services.activities import Plan
from bot.services.activity_news import News
from bot.storage.activities import Gathering

DAYS_OFFERED = range(1, 8)
STARTS_OFFERED = (time(10), time(12), time(14), time(15), time(16), time(17))
USUAL_MINUTES = (30, 60, 90, 120, 180, 240)
TITLE, PLACE, ALONG = 100, 120, 80  # characters
MOST_PLACES = 500
_ORDER = (
    ("title", "title"),
    ("kind", "kind"),
    ("day", "day"),
    ("start", "start"),
    ("duration", "minutes"),
    ("place", "place"),
    ("along", "along"),
)


async def first(context: Context, draft: Draft) -> str:
    """A draft may bring typed words (`line`), the id of an activity to change (`activity`), or what is known already:
    `youth`, `title`, `kind`, `day`, `start`, `minutes`, and the `item` of a plan and the `partner` it is for."""
    context.require(*STAFF)
    if activity_id := draft.get("activity"):
        _from_activity(draft, await _changeable(context, activity_id))
        return "card"
    if not await _people(context):
        raise RosterEmpty
    if item_id := draft.get("item"):
        today = context.said_on
        item = await services.activities.plannable(context.db, item_id, by=context.person.id, today=today)
        draft.update(youth=[item.participation_id], title=_title(item.title), kind=item.kind, item=item.id)
        draft.update({"partner": item.partner_id} if item.partner_id else {})
    if line := draft.pop("line", None):
        draft.update(await _read_line(context, line))
    return await _next(context, draft)


async def _next(context: Context, draft: Draft) -> str:
    """The first thing that is not known yet; the card when all is."""
    if not draft.get("youth"):
        people = await _people(context)
        if len(people) > 1:
            return "who"
        draft["youth"] = [one for one, _name in people]
    for step, key in _ORDER:
        if key not in draft:
            return step
    if len(draft["youth"]) > 1 and "capacity" not in draft:
        return "capacity"
    return "card"


async def _read_line(context: Context, text: str) -> Draft:
    """What one line says, read by the reader of logs; its day is read ahead. What is unsure is asked."""
    people = [quicklog.Name(one, name) for one, name in await _people(context)]
    now = context.said_at.astimezone(context.zone)
    said = quicklog.read(text, lang=context.speech.language, now=now, roster=people)
    if isinstance(said, quicklog.NotALog):
        return {}
    known, unsure = (said.known, said.fields) if isinstance(said, quicklog.Ask) else (said, frozenset[str]())
    day = _day_ahead(context, text, known)
    # Whoever writes it in one line has said what matters: the rest has its buttons on the card.
    rest: Draft = {"place": None, "along": None, "capacity": None}
    facts: Draft = {
        "youth": list(known.youth) if known.youth and "youth" not in unsure else None,
        "title": _title(known.note) or None,
        "kind": known.kind if "kind" not in unsure else None,
        "day": day.isoformat() if day else None,
        "start": known.start.isoformat("minutes") if known.start else None,
        "minutes": known.minutes or None,
    }
    return rest | {key: fact for key, fact in facts.items() if fact is not None}


def _day_ahead(context: Context, text: str, known: quicklog.Known | quicklog.Entry) -> date | None:
    """The words of the day, read as what is to come: a log's Thursday is the last one, a plan's the next."""
    words = [text[piece.start : piece.end] for piece in known.pieces if piece.field == "date"]
    days = {rules.typed_moments.read_day_ahead(one.strip(" ,"), today=context.said_on) for one in words}
    return days.pop() if len(days) == 1 else None


def _from_activity(draft: Draft, found: Gathering) -> None:
    activity = found.activity
    draft.update(
        youth=[one.participation_id for one in found.asked],
        title=activity.title,
        kind=activity.kind,
        day=activity.day.isoformat(),
        start=activity.start.isoformat("minutes"),
        minutes=activity.minutes,
        place=activity.place,
        along=activity.comes_along,
        capacity=activity.capacity,
    )


# --- who ---


async def ask_who(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_who(context.speech, await _choosable(context, draft))


async def take_who(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "several":
        return "group"
    if answer.choice is None:
        raise NotUnderstood("name")
    draft["youth"] = [_known(await _choosable(context, draft), answer.choice)]
    return await _next(context, draft)


async def ask_group(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_group(context.speech, await _choosable(context, draft), draft.get("youth", []))


async def take_group(context: Context, draft: Draft, answer: Answer) -> Next:
    """A tick carries the state that is wanted, so that fast taps count and repeats do no harm."""
    ticked = draft.get("youth", [])
    if answer.choice == "done":
        if "activity" not in draft or not ticked:
            today = context.said_on
            await services.activities.check_who(context.db, ticked, by=context.person.id, today=today)
        return await _next(context, draft)
    chosen, _, wanted = (answer.choice or "").partition(":")
    if wanted not in ("0", "1"):
        raise NotUnderstood("name")
    one = _known(await _choosable(context, draft), chosen)
    draft["youth"] = [other for other in ticked if other != one] + ([one] if wanted == "1" else [])
    return "group"


# --- what ---


async def ask_title(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_title(context.speech)


async def take_title(context: Context, draft: Draft, answer: Answer) -> Next:
    title = _title(answer.text or "")
    if not title:
        raise ReasonNeeded
    draft["title"] = title
    return await _next(context, draft)


async def ask_kind(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_kind(context.speech)


async def take_kind(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(Kind):
        raise NotUnderstood("choice")
    draft["kind"] = answer.choice
    return await _next(context, draft)


# --- when ---


async def ask_day(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_day(context.speech, [context.said_on + timedelta(days=n) for n in DAYS_OFFERED])


async def take_day(context: Context, draft: Draft, answer: Answer) -> Next:
    """The time may come along: "tomorrow 14:00", "Thursday 15–16:30"."""
    said = rules.typed_moments.read_moment(answer.choice or answer.text or "", today=context.said_on)
    if said.day is None:
        raise NotUnderstood("ahead")
    known = draft.get("start") if said.start is None else said.start.isoformat("minutes")
    # Without a time the day itself is checked: only days to come.
    start = time.fromisoformat(known) if known else time(23, 59)
    rules.activities.check_ahead(said.day, start, now=context.said_at, zone=context.zone)
    draft["day"] = said.day.isoformat()
    if known:
        _set_time(context, draft, start)
    if said.minutes:
        draft["minutes"] = said.minutes
    return await _next(context, draft)


async def ask_start(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_start(context.speech, date.fromisoformat(draft["day"]), STARTS_OFFERED)


async def take_start(context: Context, draft: Draft, answer: Answer) -> Next:
    said = rules.typed_moments.read_moment(answer.choice or answer.text or "", today=context.said_on)
    if said.start is None:
        raise NotUnderstood("time")
    day = said.day or date.fromisoformat(draft["day"])
    rules.activities.check_ahead(day, said.start, now=context.said_at, zone=context.zone)
    draft["day"] = day.isoformat()
    _set_time(context, draft, said.start)
    if said.minutes:
        draft["minutes"] = said.minutes
    return await _next(context, draft)


def _set_time(context: Context, draft: Draft, start: time) -> None:
    """As the clocks on the wall will show it, also in the night when they are turned."""
    day, start = rules.activities.on_the_wall(date.fromisoformat(draft["day"]), start, context.zone)
    draft["day"], draft["start"] = day.isoformat(), start.isoformat("minutes")


async def ask_duration(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_duration(context.speech, USUAL_MINUTES)


async def take_duration(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is not None:
        minutes: int | None = number(answer.choice)
    elif (span := rules.sessions.read_span(answer.text or "")) is not None:
        _set_time(context, draft, span[0])
        minutes = span[1]
    else:
        minutes = rules.sessions.read_duration(answer.text or "")
    if not minutes:
        raise NotUnderstood("duration")
    if minutes > DAY_MINUTES:
        raise TooLong(DAY_MINUTES)
    draft["minutes"] = minutes
    return await _next(context, draft)


# --- where, with whom, how many ---


async def ask_place(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_place(context.speech)


async def take_place(context: Context, draft: Draft, answer: Answer) -> Next:
    """Skipping leaves it empty, also when there was one."""
    draft["place"] = _words(answer, PLACE)
    return await _next(context, draft)


async def ask_along(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_along(context.speech)


async def take_along(context: Context, draft: Draft, answer: Answer) -> Next:
    draft["along"] = _words(answer, ALONG)
    return await _next(context, draft)


async def ask_capacity(context: Context, draft: Draft) -> messages.Message:
    return messages.activities.ask_capacity(context.speech)


async def take_capacity(context: Context, draft: Draft, answer: Answer) -> Next:
    said = (answer.text or "").strip()
    if answer.choice == "none":
        draft["capacity"] = None
    elif said.isascii() and said.isdigit() and 0 < int(said[:4]) <= MOST_PLACES:
        draft["capacity"] = int(said[:4])
    else:
        raise NotUnderstood("number")
    return await _next(context, draft)


# --- the card ---


async def ask_card(context: Context, draft: Draft) -> messages.Message:
    people = await _choosable(context, draft)
    names = tuple(name for one, name in people if one in draft["youth"])
    shown = Unplanned(
        names=names,
        title=draft["title"],
        kind=Kind(draft["kind"]),
        day=date.fromisoformat(draft["day"]),
        start=time.fromisoformat(draft["start"]),
        minutes=draft["minutes"],
        place=draft.get("place"),
        comes_along=draft.get("along"),
        capacity=draft.get("capacity"),
        is_new="activity" not in draft,
    )
    missing = await _missing(context, draft, dict(people))
    return messages.activities.card(context.speech, shown, can_choose_who=len(people) > 1, missing=missing)


async def _missing(context: Context, draft: Draft, names: dict[int, str]) -> list[Lacking]:
    """Papers without which it cannot be saved, by name; said before *Save* is tapped in vain."""
    items: dict[int, int | None] = {draft["youth"][0]: draft["item"]} if draft.get("item") else {}
    if activity_id := draft.get("activity"):
        asked = (await _changeable(context, activity_id)).asked
        items = {one.participation_id: one.plan_item_id for one in asked}
    found = await services.volunteering.missing(
        context.db,
        draft["youth"],
        kind=draft["kind"],
        day=date.fromisoformat(draft["day"]),
        partner_id=draft.get("partner"),
        items=items,
    )
    return [(one, names[one], kinds) for one, kinds in found.items() if one in names]


async def take_card(context: Context, draft: Draft, answer: Answer) -> Next:
    match answer.choice:
        case "save":
            return await _save(context, draft)
        case "who":
            return "group" if len(draft["youth"]) > 1 or "activity" in draft else "who"
        case "title" | "kind" | "day" | "duration" | "place" | "along" | "capacity":
            return answer.choice
    raise NotUnderstood("choice")


async def _save(context: Context, draft: Draft) -> Next:
    wished = Plan(
        participation_ids=tuple(draft["youth"]),
        title=draft["title"],
        kind=Kind(draft["kind"]),
        day=date.fromisoformat(draft["day"]),
        start=time.fromisoformat(draft["start"]),
        minutes=draft["minutes"],
        place=draft.get("place"),
        comes_along=draft.get("along"),
        capacity=draft.get("capacity"),
    )
    given: dict[str, Any] = {"by": context.person.id, "now": context.now, "zone": context.zone}
    if activity_id := draft.get("activity"):
        made = await services.activities.change(context.db, activity_id, wished, **given)
    else:
        made = await services.activities.plan(
            context.db, wished, plan_item_id=draft.get("item"), partner_id=draft.get("partner"), **given
        )
    for one in made.news:
        _tell(context, one)
    return Done(messages.activities.saved(context.speech, made.gathering, made.out_of_reach, made.asleep))


def _tell(context: Context, one: News) -> None:
    context.tell(
        one.person_id, one.kind, one.activity_id, detail=one.detail, due_at=one.due_at, is_urgent=one.is_urgent
    )


# --- people and words ---


async def _people(context: Context) -> list[tuple[int, str]]:
    roster = await services.activities.roster(context.db, by=context.person.id, today=context.said_on)
    return [(one.participation_id, one.name) for one in roster]


async def _choosable(context: Context, draft: Draft) -> list[tuple[int, str]]:
    """Those of today, and those who are asked already."""
    people = dict(await _people(context))
    if activity_id := draft.get("activity"):
        found = await _changeable(context, activity_id)
        people |= {one.participation_id: one.name for one in found.asked if one.participation_id not in people}
    return list(people.items())


async def _changeable(context: Context, activity_id: int) -> Gathering:
    return await services.activities.changeable(context.db, activity_id, by=context.person.id, now=context.now)


def _known(people: list[tuple[int, str]], chosen: str) -> int:
    """Raises NotUnderstood for who is not one of them."""
    if number(chosen) not in dict(people):
        raise NotUnderstood("name")
    return number(chosen)


def _title(text: str) -> str:
    return " ".join(rules.text.clean_note(text, limit=TITLE).split())


def _words(answer: Answer, limit: int) -> str | None:
    if answer.choice is not None:
        raise NotUnderstood("choice")
    return " ".join(rules.text.clean_note(answer.text or "", limit=limit).split()) or None


CONVERSATION = Conversation(
    name="activity",
    first=first,
    about=messages.activities.about,
    steps={
        "who": Step(ask_who, take_who),
        "group": Step(ask_group, take_group),
        "title": Step(ask_title, take_title),
        "kind": Step(ask_kind, take_kind),
        "day": Step(ask_day, take_day),
        "start": Step(ask_start, take_start),
        "duration": Step(ask_duration, take_duration),
        "place": Step(ask_place, take_place, can_skip=True),
        "along": Step(ask_along, take_along, can_skip=True),
        "capacity": Step(ask_capacity, take_capacity),
        # Typed words go past the card: they are the next line, and the card stays open beside it.
        "card": Step(ask_card, take_card, listens=False),
    },
)
