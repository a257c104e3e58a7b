"""What the young person wants of a month or of an item, in their own words; written by them, or for them.

month → words → (end): from the plan
words → (end): from an item
"""

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import NotUnderstood, ProgrammeIsOver
from bot.rules.periods import Period
from bot.rules.plans import Plan


async def first(context: Context, draft: Draft) -> str:
    if "item" in draft:
        plan, item = await services.plans.item_of(
            context.db, by=context.person.id, item_id=draft["item"], today=context.said_on
        )
        draft["participation"], draft["of"], draft["goal"] = plan.participation_id, item.title, item.goal
        _check(plan)
        return "words"
    plan = await _plan(context, draft)
    ahead = _ahead(plan)
    if len(ahead) == 1:
        draft["month"] = ahead[0].key
        return "words"
    return "month"


async def _plan(context: Context, draft: Draft) -> Plan:
    """Raises Gone, ProgrammeIsOver."""
    plan = await services.plans.view(
        context.db, by=context.person.id, participation_id=draft["participation"], today=context.said_on
    )
    _check(plan)
    return plan


def _check(plan: Plan) -> None:
    if plan.last is not None:
        raise ProgrammeIsOver(plan.last)


def _ahead(plan: Plan) -> list[Period]:
    return [one for one in plan.months if one >= plan.this_month] or list(plan.months)


async def ask_month(context: Context, draft: Draft) -> messages.Message:
    return messages.planning.ask_goal_month(context.speech, _ahead(await _plan(context, draft)))


async def take_month(context: Context, draft: Draft, answer: Answer) -> Next:
    plan = await _plan(context, draft)
    month = rules.periods.read_month(answer.choice or answer.text or "")
    rules.plans.check_month(month, plan.months)
    draft["month"] = month.key
    return "words"


async def ask_words(context: Context, draft: Draft) -> messages.Message:
    plan = await _plan(context, draft)
    if "item" in draft:
        of, goal = draft["of"], draft["goal"]
    else:
        month = Period.parse(draft["month"])
        of, goal = context.speech.month(month.first), plan.goals.get(month)
    return messages.planning.ask_goal(context.speech, of, goal, is_own=plan.is_own)


async def take_words(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice is not None and answer.choice != "none":
        raise NotUnderstood("words")
    words = answer.text
    plan = await _plan(context, draft)
    if "item" in draft:
        row = await services.planning.set_item_goal(
            context.db, by=context.person.id, item_id=draft["item"], words=words, now=context.now
        )
        goal = row.goal
    else:
        month = Period.parse(draft["month"])
        await services.planning.set_goal(
            context.db,
            by=context.person.id,
            participation_id=plan.participation_id,
            month=month,
            words=words,
            now=context.now,
            today=context.said_on,
        )
        goal = (await _plan(context, draft)).goals.get(month)
    said = messages.planning.goal_saved(
        context.speech, goal, participation_id=plan.participation_id, is_own=plan.is_own
    )
    return Done(said)


CONVERSATION = Conversation(
    name="goal",
    about=messages.planning.about_goal,
    first=first,
    steps={"month": Step(ask_month, take_month), "words": Step(ask_words, take_words)},
)
