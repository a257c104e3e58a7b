"""What a low answer brings about, in whichever conversation it was given: words and numbers, people who are told."""

from bot import messages, services
from bot.context import Context
from bot.rules.measures import Concern


async def about(context: Context, concern: Concern, *, is_asked_next: bool = False) -> messages.Message | None:
    """The words to show; None where nothing is asked of us. A strong sign tells the coordinators by itself. Whether the
    next question is about a call: `is_asked_next`."""
    if concern is Concern.NONE:
        return None
    person_id = context.person.id
    asked = await services.care.look_in(
        context.db, person_id=person_id, concern=concern, now=context.now, zone=context.zone
    )
    if asked is not None:
        tell(context, asked)
    names = await services.care.coordinators_of(context.db, person_id, now=context.now, zone=context.zone)
    return messages.care.low(context.speech.familiarly(), concern, names, is_asked_next=is_asked_next)


def tell(context: Context, asked: services.care.Asked) -> None:
    for reader in asked.readers:
        context.tell(reader, asked.kind, asked.call_id, is_urgent=asked.is_urgent)
