"""Whose card it is: a coordinator may have several open, so each question and result begins with the name."""

from bot import messages, storage
from bot.context import Context
from bot.conversation import Draft


async def named(context: Context, draft: Draft, said: messages.Message) -> messages.Message:
    names = await storage.people.names_of(context.db, [draft["person"]])
    return messages.people.about_whom(names[draft["person"]], said)
