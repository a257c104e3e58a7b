"""The questionnaire in chat: four sittings, one card, every answer kept at once.

welcome ─ later → (end)
   │ begin, resume
   ▼
a question → the next shown one without an answer → … ─ a sitting is over → pause ─ later → (end)
   │                                                                          │ go on
   ▼ all answered                                                             ▼
summary ─ change → which → that question, birth or status → summary        (the next question)
   │ send         └ what mentors may see → sees → summary
   ▼
sees (what mentors may see) → (end: sent to the coordinator)

What the coordinator asked back about opens at that question, and is sent again from the summary.

*Back* leads to the shown question before; *stop* ends the sitting, and everything answered stays.
"""

from functools import partial

from bot import messages
from bot.context import Context
from bot.conversation import Conversation, Draft, Step
from bot.conversations.getting_to_know import asking, between, joined, sees, steps, summary, taking
from bot.rules import questionnaire


async def first(context: Context, draft: Draft) -> str:
    """Where they were; the summary when all is answered."""
    at = await steps.standing(context)
    if draft.get("changing_sees"):
        return "sees"
    asked_back = draft.pop("asked_back", None)
    if asked_back in {one.key for one in at.walk.asked}:
        draft["changing"] = True
        return str(asked_back)
    return "summary" if at.is_complete else "welcome"


async def previous(context: Context, draft: Draft, step: str) -> str | None:
    """What was half-chosen goes; within a question that has rows, the row before."""
    if draft.get("adding") == step:
        draft.pop("adding")
        return step
    if draft.get("filling") == step and draft["filled"]:
        filled = dict(draft["filled"])
        filled.popitem()
        draft["filled"] = filled
        return step
    if step == "which" and draft.pop("of_sitting", None):
        return "which"
    if step == "sees":
        draft.pop("changing_sees", None)
        draft.pop("sees", None)
    draft.pop("statuses", None)
    if draft.pop("changing", None) or step in ("which", "sees"):
        return "summary"
    at = await steps.standing(context)
    before = at.walk.before(step) if at.walk.has(step) else None
    return before.key if before is not None else None


_KEYS = list(
    dict.fromkeys(one.key for questions in questionnaire.VERSIONS.values() for one in questions if not one.known)
)

CONVERSATION = Conversation(
    name="getting_to_know",
    first=first,
    about=messages.getting_to_know.about,
    stopped=messages.getting_to_know.stopped,
    previous=previous,
    steps={
        "welcome": Step(between.ask_welcome, between.take_welcome),
        "pause": Step(between.ask_pause, between.take_welcome),
        **{
            key: Step(
                partial(asking.ask_question, key), partial(taking.take_question, key), can_skip=True, takes_voice=True
            )
            for key in _KEYS
        },
        "summary": Step(summary.ask_summary, summary.take_summary, listens=False),
        "which": Step(summary.ask_which, summary.take_which),
        "birth": Step(joined.ask_birth, joined.take_birth),
        "status": Step(joined.ask_status, joined.take_status),
        "sees": Step(sees.ask_sees, sees.take_sees),
    },
)
