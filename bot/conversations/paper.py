"""A coordinator records a signed paper that an item of a plan needs.

kind → day → place → (end: the young person hears when nothing is missing any more)
"""

from datetime import date

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.plans import PaperKind, Plan, PlannedItem, PlanState


async def first(context: Context, draft: Draft) -> str:
    _plan, item = await _read(context, draft)
    kinds = item.missing or item.papers
    if len(kinds) == 1:
        draft["kind"] = kinds[0].value
        return "day"
    return "kind"


async def _read(context: Context, draft: Draft) -> tuple[Plan, PlannedItem]:
    return await services.papers.to_record(
        context.db, by=context.person.id, item_id=draft["item"], today=context.said_on
    )


async def ask_kind(context: Context, draft: Draft) -> messages.Message:
    plan, item = await _read(context, draft)
    return messages.papers.ask_kind(context.speech, f"{plan.name}\n{item.title}", item.missing or item.papers)


async def take_kind(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(PaperKind):
        raise NotUnderstood("choice")
    draft["kind"] = answer.choice
    return "day"


async def ask_day(context: Context, draft: Draft) -> messages.Message:
    plan, item = await _read(context, draft)
    asked = messages.papers.ask_day(context.speech, PaperKind(draft["kind"]), context.said_on)
    return messages.people.about_whom(f"{plan.name}\n{item.title}", asked)


async def take_day(context: Context, draft: Draft, answer: Answer) -> Next:
    day = rules.typed_days.read_day(answer.choice or answer.text or "", today=context.said_on)
    if day is None:
        raise NotUnderstood("date")
    rules.participations.check_not_to_come(day, today=context.said_on)
    draft["day"] = day.isoformat()
    return "place"


async def ask_place(context: Context, draft: Draft) -> messages.Message:
    plan, _item = await _read(context, draft)
    return messages.people.about_whom(plan.name, messages.papers.ask_place(context.speech))


async def take_place(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.text is None:
        raise NotUnderstood("words")
    try:
        kind = PaperKind(draft["kind"])
    except ValueError:
        raise Gone from None
    plan, item = await services.papers.record(
        context.db,
        by=context.person.id,
        item_id=draft["item"],
        kind=kind,
        signed_on=date.fromisoformat(draft["day"]),
        place=answer.text,
        now=context.now,
        today=context.said_on,
    )
    if plan.state is PlanState.SHOWN and not plan.missing and plan.is_youth_in_chat:
        context.tell(plan.youth_id, "plan_ready", plan.participation_id, detail=str(plan.version_id))
    return Done(
        messages.plan_items.item(context.speech, plan, item, said=messages.papers.recorded(context.speech, kind))
    )


CONVERSATION = Conversation(
    name="paper",
    about=messages.papers.about,
    first=first,
    steps={
        "kind": Step(ask_kind, take_kind),
        "day": Step(ask_day, take_day),
        "place": Step(ask_place, take_place),
    },
)
