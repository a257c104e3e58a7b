"""Withdrawing consent or deleting one's data: asked once.

confirm ─ yes → (end: withdrawn, or the receipt of the erasure)
        └ no  → (end: nothing was changed)
"""

import logging
from collections.abc import Iterable, Mapping

from bot import messages, outbox, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.rules.errors import NotUnderstood
from bot.rules.people import Role
from bot.storage.letters import Letter

log = logging.getLogger(__name__)


async def ask(context: Context, draft: Draft) -> messages.Message:
    _, person = context.speech, context.person
    if draft["what"] == "withdraw":
        if person.has(Role.MENTOR, Role.COORDINATOR):
            return messages.privacy.ask_withdraw_from_work(_, left_alone=await _left_alone(context))
        return messages.privacy.ask_withdraw(_, await services.privacy.outlook(context.db, person.id))
    stays = await services.privacy.what_stays(context.db, person.id, today=context.said_on)
    return messages.privacy.ask_delete(
        _, hours=stays.hours, name=stays.name, until=stays.until, left_alone=await _left_alone(context)
    )


async def take(context: Context, draft: Draft, answer: Answer) -> Next:
    """Only the word that was asked about counts as yes."""
    if answer.choice == "no":
        return Done(messages.privacy.left_as_it_was(context.speech))
    if answer.choice is None or answer.choice != draft["what"]:
        raise NotUnderstood("choice")
    return Done(await (_withdraw(context) if draft["what"] == "withdraw" else _erase(context)))


async def _withdraw(context: Context) -> messages.Message:
    _, person = context.speech, context.person
    alone = await services.privacy.left_alone(context.db, person.id)
    told = await services.privacy.withdraw(context.db, person_id=person.id, now=context.now, zone=context.zone)
    await context.db.flush()
    await context.reload_caller()
    for coordinator in told.coordinators:
        context.tell(coordinator, "consent_withdrawn", person.id)
    await _tell_youth(context, told.paired_until_now, mentor_id=person.id)
    _tell_operator(context, alone)
    context.show_commands()
    return messages.privacy.withdrawn(_, context.now)


async def _erase(context: Context) -> messages.Message:
    """From here on they are a stranger, so what they typed goes with this commit too."""
    _, person = context.speech, context.person
    alone = await services.privacy.left_alone(context.db, person.id)
    card = next(row.id for row in context.unit.open if row.name == CONVERSATION.name)
    done = await services.privacy.erase(
        context.db,
        person_id=person.id,
        by=person.id,
        now=context.now,
        zone=context.zone,
        but_card=f"c{card}",
    )
    for coordinator, place in done.coordinators.items():
        context.tell(coordinator, "data_erased", person.id, detail=str(place))
    await _tell_youth(context, done.paired_until_now, mentor_id=person.id)
    _tell_operator(context, alone)
    context.call(
        "setMyCommands",
        commands=[{"command": name, "description": text} for name, text in messages.commands.for_strangers(_)],
        scope={"type": "chat", "chat_id": context.chat_id},
    )
    context.unit.caller = None
    context.unit.forget = True
    stays = done.stays
    return messages.privacy.deleted(
        _, at=context.now, hours=stays.hours, name=stays.name, until=stays.until, number=done.number
    )


async def _left_alone(context: Context) -> list[str]:
    return list((await services.privacy.left_alone(context.db, context.person.id)).values())


def _tell_operator(context: Context, municipalities: Mapping[int, str]) -> None:
    """That nobody coordinates there any more; the log hears it too, in case no chat of the operator's is set."""
    chat_id = context.house.settings.operator_chat
    for place, name in municipalities.items():
        log.warning("municipality %s has no coordinator any more", place)
        if chat_id is not None:
            note = outbox.written(messages.operator.nobody_coordinates(name))
            context.unit.letters.append(Letter(chat_id, "sendMessage", note))


async def _tell_youth(context: Context, participation_ids: Iterable[int], *, mentor_id: int) -> None:
    """Of a mentor who leaves: that they are beside them no more."""
    for participation_id in participation_ids:
        told = await services.programme_notices.concerned(context.db, participation_id, today=context.said_on)
        if told.youth_id is not None:
            context.tell(told.youth_id, "pair_ended", participation_id, detail=str(mentor_id))


CONVERSATION = Conversation(
    name="leaving",
    about=messages.privacy.about,
    stopped=lambda _: messages.privacy.left_as_it_was(_).text,
    steps={"confirm": Step(ask, take, listens=False)},
)
