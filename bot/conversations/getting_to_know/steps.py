"""Where somebody is in the questions, and which one comes next."""

from bot import services
from bot.context import Context
from bot.conversation import Draft, Next
from bot.rules.errors import Gone
from bot.rules.questionnaire import Question
from bot.services.profiles import Round

ROUND = "round"
SITTINGS = (1, 2, 3, 4)


async def standing(context: Context) -> Round:
    """Raises Gone for whoever never began; `handlers.profiles` begins. Read once for a step: what it takes and what the
    next one asks look at the same."""
    known = context.unit.memory.get(ROUND)
    if isinstance(known, Round):
        return known
    found = await services.profiles.latest(
        context.db, person_id=context.person.id, language=context.speech.language, today=context.said_on
    )
    if found is None:
        raise Gone
    context.unit.memory[ROUND] = found
    return found


def following(draft: Draft, at: Round, *, after: Question | None) -> Next:
    """The next open question; a pause where a sitting has ended; the summary when nothing is open."""
    question = at.walk.next_after(after.key) if after is not None else next(iter(at.walk.open), None)
    if question is None:
        draft.pop("changing", None)
        return "summary"
    if after is not None and question.sitting > after.sitting and not draft.get("changing"):
        draft["sitting"] = after.sitting
        return "pause"
    return question.key
