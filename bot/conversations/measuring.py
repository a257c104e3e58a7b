"""Once a month, and when the programme has ended: how a young person is doing now. Everything may be skipped.

ladder → find → on_time → ask_help → w1 … w5, where the official words were supplied → (end: how far they have come)

Each answer is kept at once, so that what was said is not lost when the rest is left; a low one is answered at once.
"""

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Conversation, Done, Draft, Next, Step
from bot.conversations import caring
from bot.rules.errors import NotUnderstood
from bot.rules.measures import CONFIDENCE_ITEMS, HIGHEST, WHO5_HIGHEST, WHO5_STATEMENTS, Concern, Instrument, Wording

WHO5_STEPS = tuple(f"w{n + 1}" for n in range(WHO5_STATEMENTS))


async def first(context: Context, draft: Draft) -> str:
    """At the entry the questionnaire asked our own questions; only WHO-5 is left to this conversation then."""
    return WHO5_STEPS[0] if draft.get("only") == Instrument.WHO5 else "ladder"


async def ask_ladder(context: Context, draft: Draft) -> messages.Message:
    return messages.measures.ask_ladder(context.speech.familiarly())


async def take_ladder(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer != Answer():
        await _keep(context, draft, Instrument.LADDER, _number(answer, HIGHEST))
    return CONFIDENCE_ITEMS[0]


def _confidence(item: str) -> Step:
    """One of the three: each is kept together with those before it."""

    async def ask(context: Context, draft: Draft) -> messages.Message:
        return messages.measures.ask_confidence(context.speech.familiarly(), item)

    async def take(context: Context, draft: Draft, answer: Answer) -> Next:
        if answer != Answer():
            draft["confidence"] = {**draft.get("confidence", {}), item: _number(answer, HIGHEST)}
            await _keep(context, draft, Instrument.CONFIDENCE, draft["confidence"])
        following = CONFIDENCE_ITEMS[CONFIDENCE_ITEMS.index(item) + 1 :]
        return following[0] if following else await _after_own_items(context, draft)

    return Step(ask, take, can_skip=True)


async def _after_own_items(context: Context, draft: Draft) -> Next:
    return await _done(context, draft) if await _wording(context, draft) is None else WHO5_STEPS[0]


def _who5(n: int) -> Step:
    """One of the five. Only all five make a score, so skipping one leaves the others."""

    async def ask(context: Context, draft: Draft) -> messages.Message:
        wording = await _wording(context, draft)
        if wording is None:
            return messages.measures.who5_is_off(context.speech.familiarly())
        return messages.measures.ask_who5(context.speech.familiarly(), wording, n)

    async def take(context: Context, draft: Draft, answer: Answer) -> Next:
        if answer == Answer():
            return await _done(context, draft)
        if await _wording(context, draft) is None:
            raise NotUnderstood("choice")
        draft["who5"] = {**draft.get("who5", {}), str(n): _number(answer, WHO5_HIGHEST)}
        if n + 1 < WHO5_STATEMENTS:
            return WHO5_STEPS[n + 1]
        await _keep(context, draft, Instrument.WHO5, [draft["who5"][str(one)] for one in range(WHO5_STATEMENTS)])
        return await _done(context, draft)

    return Step(ask, take, can_skip=True)


async def _wording(context: Context, draft: Draft) -> Wording | None:
    """In the language of now: of an instrument one does not answer half in words of ours."""
    place = await services.care.place_of(context.db, context.person.id)
    return await services.measures.wording(context.db, place, Instrument.WHO5, context.speech.language)


async def _keep(context: Context, draft: Draft, instrument: Instrument, value: object) -> None:
    """The caring words come once; again only when another answer asks for more. They are read before the next question,
    and last where there is none: WHO-5 ends the conversation. Raises AgreeFirst."""
    rules.people.check_covers_answers(context.person.agreed_to)
    concern = await services.measures.note(
        context.db,
        person_id=context.person.id,
        instrument=instrument,
        value=value,
        language=context.speech.language,
        moment=draft["moment"],
        on=context.said_on,
        now=context.now,
    )
    draft["kept"] = True
    if rules.measures.is_more(concern, Concern(draft.get("concern", Concern.NONE))):
        draft["concern"] = concern.value
        said = await caring.about(context, concern)
        if said is not None and instrument is Instrument.LADDER:
            asked = messages.measures.ask_ladder(context.speech.familiarly()).text
            context.before(said, folded=messages.conversation.folded(asked))
        elif said is not None:
            context.after(said)


async def _done(context: Context, draft: Draft) -> Done:
    if not draft.get("kept"):
        return Done(messages.measures.nothing_answered(context.speech.familiarly()))
    distances = await services.measures.distances(context.db, context.person.id)
    return Done(messages.measures.thanked(context.speech.familiarly(), distances))


def _number(answer: Answer, highest: int) -> int:
    """A button, or its figure typed; "7/10" is read too."""
    said = (answer.choice or answer.text or "").partition("/")[0].strip()
    if not (said.isascii() and said.isdigit() and int(said) <= highest):
        raise NotUnderstood("choice")
    return int(said)


CONVERSATION = Conversation(
    name="measuring",
    first=first,
    about=messages.measures.about,
    stopped=messages.measures.stopped,
    steps={
        "ladder": Step(ask_ladder, take_ladder, can_skip=True),
        **{item: _confidence(item) for item in CONFIDENCE_ITEMS},
        **{step: _who5(n) for n, step in enumerate(WHO5_STEPS)},
    },
)
