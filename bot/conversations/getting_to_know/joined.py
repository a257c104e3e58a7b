"""What was said on joining, seen again in the summary: studies and work change by the rules of joining, a coordinator
corrects the date of birth."""

from datetime import date

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import HAS_BACK, Answer, Draft, Next, option
from bot.conversations.getting_to_know import steps
from bot.messages import Message
from bot.messages.profiles import Joined
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.people import Eligibility, Role, StatusNow

BIRTH, STATUS = "birth", "status"
NAMES = {BIRTH: "birth_date", STATUS: "status"}  # under which the questions know them


async def said(context: Context) -> Joined:
    at = await steps.standing(context)
    check = await storage.joining.eligibility_of(context.db, context.person.id)
    born_on = date.fromisoformat(at.standing.birth_date) if at.standing.birth_date else None
    return Joined(born_on, tuple(check.statuses) if check is not None else ())


async def changeable(context: Context) -> list[str]:
    """Steps. Where the coordinators found that it is not the programme for this person, they talk about it."""
    joined = await said(context)
    check = await storage.joining.eligibility_of(context.db, context.person.id)
    is_found = check is not None and check.result == Eligibility.NOT_ELIGIBLE
    there = {BIRTH: joined.birth is not None, STATUS: bool(joined.statuses) and joined.birth is not None}
    return [step for step in (BIRTH, STATUS) if there[step] and not (step == STATUS and is_found)]


async def ask_birth(context: Context, draft: Draft) -> Message:
    joined = await said(context)
    if joined.birth is None:
        raise Gone
    draft[HAS_BACK] = True
    labels = messages.getting_to_know.birth_labels(context.speech)
    text = messages.getting_to_know.ask_birth_correction(context.speech, joined.birth)
    return Message(text, tuple(option(label, value) for value, label in labels.items()))


async def take_birth(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in ("ask", "right"):
        raise NotUnderstood("choice")
    draft.pop("changing", None)
    if answer.choice == "right":
        return "summary"
    is_news = await services.joining.ask_birth_correction(context.db, person_id=context.person.id, now=context.now)
    names = await _tell(context, "birth_asked", is_news=is_news)
    context.pop_up(messages.getting_to_know.birth_asked(context.speech, names))
    return "summary"


async def ask_status(context: Context, draft: Draft) -> Message:
    draft[HAS_BACK] = True
    return messages.joining.ask_status(context.speech, await _ticks(context, draft))


async def take_status(context: Context, draft: Draft, answer: Answer) -> Next:
    ticks = await _ticks(context, draft)
    if answer.choice != "done":
        name, _, wanted = (answer.choice or "").partition(":")
        if name not in set(StatusNow) or wanted not in ("0", "1"):
            raise NotUnderstood("choice")
        draft["statuses"] = sorted(rules.people.ticked(ticks, StatusNow(name), is_wanted=wanted == "1"))
        return STATUS
    if not ticks:
        raise NotUnderstood("choice")
    is_news = await services.joining.change_status(
        context.db, person_id=context.person.id, statuses=ticks, now=context.now, zone=context.zone
    )
    await _tell(context, "status_changed", is_news=is_news)
    context.pop_up(messages.getting_to_know.status_changed(context.speech, is_decided_by_others=is_news))
    draft.pop("changing", None)
    draft.pop("statuses", None)
    return "summary"


async def _ticks(context: Context, draft: Draft) -> set[StatusNow]:
    chosen = draft["statuses"] if "statuses" in draft else (await said(context)).statuses
    return {StatusNow(one) for one in chosen}


async def _tell(context: Context, kind: str, *, is_news: bool) -> str:
    """The coordinators hear of it; their names."""
    place = await services.care.place_of(context.db, context.person.id)
    holders = await storage.people.holders(context.db, Role.COORDINATOR, place)
    for one in holders if is_news else ():
        context.tell(one.id, kind, context.person.id)
    return ", ".join(one.name for one in holders) or "–"
