"""What mentors may see: asked before the first sending, changed at any time."""

from bot import messages, rules, services, storage
from bot.context import Context
from bot.conversation import HAS_BACK, Answer, Draft, Next, option
from bot.conversations.getting_to_know import asking, steps, summary
from bot.messages import Message
from bot.rules.errors import NotUnderstood

PARTS = tuple(rules.profiles.PARTS)


async def ask_sees(context: Context, draft: Draft) -> Message:
    _ = context.speech
    parts = await _sees(context, draft)
    labels = messages.getting_to_know.parts(_)
    rows = [asking.ticked(labels[one], one, one in parts) for one in PARTS]
    draft[HAS_BACK] = True
    done = option(messages.getting_to_know.done_choosing(_), "done")
    return Message(messages.getting_to_know.what_mentors_may_see(_), (*asking.paired(rows), done))


async def take_sees(context: Context, draft: Draft, answer: Answer) -> Next:
    parts = set(await _sees(context, draft))
    if answer.choice != "done":
        one, _, wanted = (answer.choice or "").partition(":")
        if one not in PARTS or wanted not in ("0", "1"):
            raise NotUnderstood("choice")
        draft["sees"] = sorted(parts - {one} | ({one} if wanted == "1" else set()))
        return "sees"
    at = await steps.standing(context)
    await services.profiles.let_mentor_see(context.db, at, parts, now=context.now)
    draft.pop("sees", None)
    if draft.pop("changing_sees", None) or at.standing.state != "answering":
        context.pop_up(messages.getting_to_know.mentor_sees_saved(context.speech))
        return "summary"
    return await summary.send(context)


async def _sees(context: Context, draft: Draft) -> list[str]:
    if "sees" in draft:
        return list(draft["sees"])
    row = await storage.profiles.latest_of(context.db, context.person.id)
    return list(row.mentor_sees) if row is not None else []
