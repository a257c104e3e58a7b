"""The leader of an activity for one offers times after *move it*.

times ⇄ times (ticked or typed) ─ send → (end: the young person chooses)
"""

from datetime import datetime, timedelta

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.activities import MOST_TIMES
from bot.rules.errors import NotUnderstood, TooFewTimes

SUGGESTED = (1, 2, 3, 7)  # days after the time that does not suit


async def ask_times(context: Context, draft: Draft) -> messages.Message:
    found, seat = await services.seats.wish(context.db, draft["activity"], by=context.person.id, now=context.now)
    activity = found.activity
    planned = datetime.combine(activity.day, activity.start)
    suggested = [planned + timedelta(days=n) for n in SUGGESTED]
    return messages.activities.ask_times(context.speech, found, seat.name, _chosen(draft), suggested)


async def take_times(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "send":
        return await _send(context, draft)
    if answer.choice is None:
        _add(context, draft, await _typed(context, draft, answer.text or ""))
        return "times"
    said, _, wanted = answer.choice.partition(":")
    if wanted not in ("0", "1") or (at := rules.activities.read_stamp(said)) is None:
        raise NotUnderstood("choice")
    if wanted == "1":
        _add(context, draft, at)
    else:
        draft["times"] = [one.isoformat() for one in _chosen(draft) if one != at]
    return "times"


async def _typed(context: Context, draft: Draft, text: str) -> datetime:
    """A time alone is on the day as planned."""
    said = rules.typed_moments.read_moment(text, today=context.said_on)
    if said.start is None:
        raise NotUnderstood("moment")
    found, _seat = await services.seats.wish(context.db, draft["activity"], by=context.person.id, now=context.now)
    return datetime.combine(said.day or found.activity.day, said.start)


def _add(context: Context, draft: Draft, at: datetime) -> None:
    chosen = _chosen(draft)
    if at in chosen:
        return
    if len(chosen) == MOST_TIMES:
        raise TooFewTimes(rules.activities.FEWEST_TIMES, MOST_TIMES)
    rules.activities.check_ahead(at.date(), at.time(), now=context.said_at, zone=context.zone)
    draft["times"] = [one.isoformat() for one in sorted([*chosen, at])]


async def _send(context: Context, draft: Draft) -> Next:
    made = await services.seats.offer(
        context.db, draft["activity"], _chosen(draft), by=context.person.id, now=context.now, zone=context.zone
    )
    for one in made.news:
        context.tell(
            one.person_id, one.kind, one.activity_id, detail=one.detail, due_at=one.due_at, is_urgent=one.is_urgent
        )
    return Done(messages.activities.times_sent(context.speech, made.gathering, made.seat.name, _chosen(draft)))


def _chosen(draft: Draft) -> list[datetime]:
    return [datetime.fromisoformat(one) for one in draft.get("times", [])]


CONVERSATION = Conversation(
    name="moving", about=messages.activities.about_times, steps={"times": Step(ask_times, take_times)}
)
