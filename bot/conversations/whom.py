"""Whose card it is: a coordinator may have several open, so each question and result begins with the name."""

from bot import messages, services
from bot.context import Context
from bot.conversation import Draft


async def named(context: Context, draft: Draft, said: messages.Message) -> messages.Message:
    name = await services.roll.name_of(context.db, by=context.person.id, person_id=draft["person"])
    return messages.people.about_whom(name, said)
