"""/profile: getting to know you, begun or gone on with; and reading it, as far as the young person lets one.

A coordinator reads and decides, a mentor reads what the young person allows. Every tap asks again who may.
"""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import messages, rules, services, storage
from bot.buttons import ANSWER_BACK, DECIDE, LATER, MENU, PROFILE, VOICE, YOUTH_PROFILE
from bot.context import Context, number
from bot.i18n import Speech
from bot.messages import Message
from bot.messages.decisions import ASK
from bot.rules.errors import Gone
from bot.rules.people import Role
from bot.rules.profiles import Decision
from bot.services.readings import Reading

WITH_WORDS = (ASK, Decision.REFERRED, Decision.NOT_ELIGIBLE)
AT_ONCE = (Decision.PROGRAMME, Decision.THINKING)


async def show(update: Update, context: Context) -> None:
    """For young people in the programme one card, at the bottom; for mentors whose answers they may read."""
    person = context.require(Role.YOUTH, Role.MENTOR)
    if person.has(Role.MENTOR):
        found = await services.readings.mentees(context.db, by=person.id, today=context.said_on)
        context.reply(messages.profiles.mentees(context.speech.formally(), found))
    if person.has(Role.YOUTH):
        await _begin(context)


async def _begin(context: Context, draft: dict[str, str] | None = None) -> None:
    if not rules.people.covers_answers(context.person.agreed_to):
        await context.begin_anew("agreeing", {"for_questions": True})
        return
    await services.profiles.begin(
        context.db,
        person_id=context.person.id,
        municipality_id=context.person.municipalities(Role.YOUTH)[0],
        language=context.speech.language,
        now=context.now,
        today=context.said_on,
    )
    await context.begin_anew("getting_to_know", draft)


async def answer_back(update: Update, context: Context) -> None:
    """The question that was asked back, opened by one tap while its answer is waited for."""
    context.require(Role.YOUTH)
    row = await storage.profiles.latest_of(context.db, context.person.id)
    if row is None or row.id != context.tapped(ANSWER_BACK) or row.asked_back is None:
        raise Gone
    await _begin(context, {"asked_back": row.asked_back})


async def later(update: Update, context: Context) -> None:
    """Under a reminder: not now."""
    context.require(Role.YOUTH)
    await services.nudges.put_off(
        context.db, person_id=context.person.id, profile_id=context.tapped(LATER), now=context.now
    )
    context.reply(Message(messages.getting_to_know.later(context.speech)), in_place=True)


# --- the coordinator ---


async def read(update: Update, context: Context) -> None:
    """Below a notice or a card, which stay; pages turn in place."""
    match context.facts(PROFILE):
        case (person_id, page, *here):
            reading = await _reading(context, number(person_id))
            context.reply(_page(context, reading, number(page)), in_place=here == ["here"])
        case _:
            raise Gone


async def decide(update: Update, context: Context) -> None:
    """What needs no words is decided at once. A button that was overtaken shows what holds now."""
    context.require(Role.COORDINATOR)
    match context.facts(DECIDE):
        case (profile_id, what, stamp) if what in (*AT_ONCE, *WITH_WORDS, "anew"):
            row = await services.readings.in_charge_of(context.db, by=context.person.id, profile_id=number(profile_id))
        case _:
            raise Gone
    reading = await _reading(context, row.person_id)
    if reading.profile_id != row.id or reading.stamp != stamp:
        await _show(context, reading, said=messages.decisions.meanwhile(context.speech))
    elif what == "anew":
        await _show(context, reading, deciding=True)
    elif what in WITH_WORDS:
        draft = {"person": row.person_id, "profile": row.id, "what": what, "stamp": stamp}
        await context.begin("deciding", draft)
    else:
        await services.decisions.decide(
            context.db,
            by=context.person.id,
            profile_id=row.id,
            decision=Decision(what),
            stamp=stamp,
            now=context.now,
        )
        context.tell(row.person_id, "profile_decided", row.id, detail=what)
        if what == Decision.PROGRAMME:
            await _suggest_for_plan(context, reading)
        said = messages.decisions.noted(context.speech, Decision(what), row.person_id).text
        await _show(context, await _reading(context, row.person_id), said=said)


async def _suggest_for_plan(context: Context, reading: Reading) -> None:
    """The plan begins with what was suggested, as far as mentors may know why."""
    if reading.participation_id is None:
        return
    theirs, ours = Speech(reading.language, context.zone, familiar=True), context.speech.formally()
    seen = rules.profiles.seen_through(reading.mentors_see)
    found = messages.suggestions.for_plan(theirs, ours, reading.advice, seen)
    await services.suggestions.from_profile(context.db, reading.participation_id, found, now=context.now)


async def _show(context: Context, reading: Reading, *, said: str = "", deciding: bool = False) -> None:
    page = messages.profiles.overview(context.speech.formally(), reading, said=said, deciding=deciding)
    context.reply(page, in_place=True)


async def _reading(context: Context, person_id: int) -> Reading:
    context.require(Role.COORDINATOR)
    return await services.readings.for_coordinator(
        context.db, by=context.person.id, person_id=person_id, now=context.now, zone=context.zone
    )


def _page(context: Context, reading: Reading, page: int) -> Message:
    _ = context.speech.formally()
    page = messages.pages.within(page, messages.profiles.LAST_PAGE)
    return messages.profiles.overview(_, reading) if page == 1 else messages.profiles.answers(_, reading, page)


# --- mentors, and voice notes for both ---


async def read_as_mentor(update: Update, context: Context) -> None:
    context.require(Role.MENTOR)
    seen = await services.readings.for_mentor(
        context.db,
        by=context.person.id,
        person_id=context.tapped(YOUTH_PROFILE),
        now=context.now,
        today=context.said_on,
    )
    context.reply(messages.profiles.for_mentor(context.speech.formally(), seen))


async def listen(update: Update, context: Context) -> None:
    """The voice note itself, as it was sent."""
    context.require(Role.MENTOR, Role.COORDINATOR)
    match context.facts(VOICE):
        case (person_id, question):
            note = await services.readings.voice(
                context.db,
                by=context.person.id,
                person_id=number(person_id),
                question=question,
                now=context.now,
                today=context.said_on,
            )
        case _:
            raise Gone
    caption = messages.profiles.voice_note(context.speech, note.name, note.question)
    context.call("sendVoice", voice=note.file_id, caption=caption)


HANDLERS = [
    CommandHandler("profile", show),
    CallbackQueryHandler(show, f"^{MENU.name}:profile$"),
    CallbackQueryHandler(answer_back, ANSWER_BACK.pattern),
    CallbackQueryHandler(later, LATER.pattern),
    CallbackQueryHandler(read, PROFILE.pattern),
    CallbackQueryHandler(decide, DECIDE.pattern),
    CallbackQueryHandler(read_as_mentor, YOUTH_PROFILE.pattern),
    CallbackQueryHandler(listen, VOICE.pattern),
]
