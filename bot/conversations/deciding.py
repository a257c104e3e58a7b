"""A coordinator decides about a profile where that needs words; what needs none is decided by its button.

refer:        where → words, or none → (end: the young person is told)
not eligible: words, or none → ends, where a programme runs: today, or not → (end: the young person is told once)
ask back:     part → which → note → (end: that question opens again for the young person)

Where somebody else has decided meanwhile, the end shows what they decided.
"""

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step, option
from bot.conversations.whom import named
from bot.messages import Message
from bot.messages.decisions import ASK
from bot.rules.errors import NotUnderstood
from bot.rules.profiles import Decision, Referral
from bot.services.readings import Reading

SITTINGS = (1, 2, 3, 4)
REMINDED = 200  # characters of an answer above the question about it


async def first(context: Context, draft: Draft) -> str:
    return {ASK: "part", Decision.REFERRED: "where"}.get(draft["what"], "words")


async def ask_where(context: Context, draft: Draft) -> Message:
    labels = messages.decisions.referrals(context.speech)
    buttons = tuple(option(label, one.value) for one, label in labels.items())
    return await named(context, draft, Message(messages.decisions.ask_where(context.speech), buttons))


async def take_where(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in set(Referral):
        raise NotUnderstood("choice")
    draft["referral"] = answer.choice
    return "words"


async def ask_words(context: Context, draft: Draft) -> Message:
    text = messages.decisions.ask_words(context.speech, Decision(draft["what"]), _referral(draft))
    return await named(context, draft, Message(text))


async def take_words(context: Context, draft: Draft, answer: Answer) -> Next:
    """Only another place needs words; the service says so."""
    decision = Decision(draft["what"])
    if decision is Decision.NOT_ELIGIBLE:
        draft["words"] = answer.text
        runs = (await _reading(context, draft)).participation_id is not None
        return "ends" if runs else await _not_eligible(context, draft, ends=False)
    row = await services.decisions.decide(
        context.db,
        by=context.person.id,
        profile_id=draft["profile"],
        decision=decision,
        referral=_referral(draft),
        words=answer.text,
        stamp=draft["stamp"],
        now=context.now,
    )
    if row is None:
        return await _meanwhile(context, draft)
    context.tell(row.person_id, "profile_decided", row.id, detail=decision.value)
    return Done(await named(context, draft, messages.decisions.noted(context.speech, decision, row.person_id)))


async def ask_ends(context: Context, draft: Draft) -> Message:
    return await named(context, draft, messages.decisions.ask_ending(context.speech))


async def take_ends(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in ("end", "keep"):
        raise NotUnderstood("choice")
    return await _not_eligible(context, draft, ends=answer.choice == "end")


async def _not_eligible(context: Context, draft: Draft, *, ends: bool) -> Next:
    """What the young person hears says both, so the end has no message of its own."""
    found = await services.decisions.find_not_eligible(
        context.db,
        by=context.person.id,
        profile_id=draft["profile"],
        stamp=draft["stamp"],
        words=draft["words"],
        ends_programme=ends,
        now=context.now,
        today=context.said_on,
    )
    if found is None:
        return await _meanwhile(context, draft)
    row, ended = found.profile, found.ended
    context.tell(row.person_id, "profile_decided", row.id, detail=Decision.NOT_ELIGIBLE.value)
    last = None
    if ended is not None:
        last = ended.participation.ended_on
        for mentor_id in ended.mentors:
            context.tell(mentor_id, "pair_ended", ended.participation.id)
    runs = (await _reading(context, draft)).participation_id is not None
    said = messages.decisions.noted(context.speech, Decision.NOT_ELIGIBLE, row.person_id, last=last, runs=runs)
    return Done(await named(context, draft, said))


async def ask_part(context: Context, draft: Draft) -> Message:
    _ = context.speech
    buttons = tuple(option(messages.getting_to_know.sitting(_, n), str(n)) for n in SITTINGS)
    return await named(context, draft, Message(messages.decisions.ask_which_part(_), buttons))


async def take_part(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in {str(n) for n in SITTINGS}:
        raise NotUnderstood("choice")
    draft["part"] = int(answer.choice or "")
    return "which"


async def ask_which(context: Context, draft: Draft) -> Message:
    _ = context.speech
    keys = _keys_of(await _reading(context, draft), draft["part"])
    buttons = tuple(option(messages.profiles.about(_, key), key) for key in keys)
    return await named(context, draft, Message(messages.decisions.ask_which(_), buttons))


async def take_which(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice not in _keys_of(await _reading(context, draft), draft["part"]):
        raise NotUnderstood("choice")
    draft["question"] = answer.choice
    return "note"


async def ask_note(context: Context, draft: Draft) -> Message:
    _ = context.speech
    reading, key = await _reading(context, draft), draft["question"]
    given = reading.given.get(key)
    value, language = (given.value, given.language) if given is not None else (None, None)
    said = rules.text.clean_note(messages.profiles.answered(_, key, value, language=language), limit=REMINDED)
    text = messages.decisions.ask_note(_, messages.profiles.about(_, key), said)
    return await named(context, draft, Message(text))


async def take_note(context: Context, draft: Draft, answer: Answer) -> Next:
    row = await services.decisions.ask_back(
        context.db,
        by=context.person.id,
        profile_id=draft["profile"],
        question=draft["question"],
        words=answer.text or "",
        stamp=draft["stamp"],
        now=context.now,
    )
    if row is None:
        return await _meanwhile(context, draft)
    context.tell(row.person_id, "profile_asked_back", row.id, detail=draft["question"])
    about = messages.profiles.about(context.speech, draft["question"])
    return Done(await named(context, draft, messages.decisions.asked(context.speech, about, row.person_id)))


async def _meanwhile(context: Context, draft: Draft) -> Next:
    reading = await _reading(context, draft)
    said = messages.decisions.meanwhile(context.speech)
    return Done(messages.profiles.overview(context.speech.formally(), reading, said=said))


async def _reading(context: Context, draft: Draft) -> Reading:
    return await services.readings.for_coordinator(
        context.db, by=context.person.id, person_id=draft["person"], now=context.now, zone=context.zone
    )


def _keys_of(reading: Reading, part: int) -> list[str]:
    """Every answer of that part but what is nobody’s words: the official instrument is not asked back about."""
    return [one.key for one in reading.walk.asked if one.sitting == part and one.key != "who5"]


def _referral(draft: Draft) -> Referral | None:
    return Referral(draft["referral"]) if "referral" in draft else None


CONVERSATION = Conversation(
    name="deciding",
    first=first,
    about=messages.decisions.about,
    steps={
        "where": Step(ask_where, take_where),
        "words": Step(ask_words, take_words, can_skip=True),
        "ends": Step(ask_ends, take_ends),
        "part": Step(ask_part, take_part),
        "which": Step(ask_which, take_which),
        "note": Step(ask_note, take_note),
    },
)
