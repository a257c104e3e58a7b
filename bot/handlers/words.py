"""What is typed is listened to for words of crisis, before any other door takes it; whatever becomes of it there.

The unit of work asks here once for each message, an edited one too, also where a rule says no to it and where our own
fault sets it aside. The numbers come below everything else that is answered.
"""

from telegram import Update

from bot import messages, rules, services
from bot.context import Context
from bot.rules.people import Role


async def listen(update: Update, context: Context) -> None:
    """Of a private chat. Young people, those on the way in and strangers are answered at once; staff are reminded what
    to do, once in a while."""
    message = update.message or update.edited_message
    if message is None or context.chat_id <= 0:
        return
    heard = rules.crisis.heard(message.text or message.caption or "")
    if not heard:
        return
    if context.is_stranger:
        _answer(context, services.crisis.OUTSIDE)
    elif context.person.is_joining or context.person.has(Role.YOUTH) or not context.person.roles:
        await _answer_youth(context, heard)
    elif heard.sure:
        await _remind_staff(context)


async def _answer_youth(context: Context, heard: rules.crisis.Heard) -> None:
    answered = await services.crisis.answer(
        context.db, person_id=context.person.id, heard=heard, now=context.now, zone=context.zone
    )
    if answered.asked is not None:
        for reader in answered.asked.readers:
            context.tell(reader, answered.asked.kind, answered.asked.call_id, is_urgent=True)
    _answer(context, answered)


def _answer(context: Context, answered: services.crisis.Answered) -> None:
    context.unit.has_answered_crisis = True
    speech = context.speech if context.is_stranger else context.speech.familiarly()
    context.after(messages.care.crisis(speech, answered))


async def _remind_staff(context: Context) -> None:
    person = context.person
    if await services.crisis.staff_needs_note(
        context.db, person_id=person.id, roles=person.roles, now=context.now, zone=context.zone
    ):
        context.after(messages.care.for_staff(context.speech.formally()))
