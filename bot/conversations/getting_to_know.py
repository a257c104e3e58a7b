"""The questionnaire in chat: four sittings, one card, every answer kept at once.

welcome ─ later → (end)
   │ begin, resume
   ▼
a question → the next shown one without an answer → … ─ a sitting is over → pause ─ later → (end)
   │                                                                          │ go on
   ▼ all answered                                                             ▼
summary ─ change → which → that question → summary                         (the next question)
   │ send         └ what mentors may see → sees → summary
   ▼
sees (what mentors may see) → (end: sent to the coordinator)

What the coordinator asked back about opens at that question, and is sent again from the summary.

*Back* leads to the shown question before; *stop* ends the sitting, and everything answered stays.
"""

from collections.abc import Sequence
from functools import partial

from bot import messages, rules, services, storage
from bot.buttons import Choice, Row
from bot.context import Context
from bot.conversation import HAS_BACK, Answer, Conversation, Done, Draft, Next, Step, option
from bot.conversations import caring
from bot.messages import Message
from bot.messages.questions import Words
from bot.rules import questionnaire
from bot.rules.errors import Gone, NotUnderstood
from bot.rules.measures import Instrument, Moment
from bot.rules.people import Role
from bot.rules.questionnaire import Answering, Question
from bot.services.profiles import Round

ROUND = "round"
PERSON = "!person"  # talk to a person
SITTINGS = (1, 2, 3, 4)
PARTS = tuple(rules.profiles.PARTS)  # what mentors may be let see
REMINDED = 80  # characters of what they wrote before
NARROW = 16  # characters of a label beside which another one fits on a narrow phone


async def first(context: Context, draft: Draft) -> str:
    """Where they were; the summary when all is answered."""
    at = await _round(context)
    if draft.get("changing_sees"):
        return "sees"
    asked_back = draft.pop("asked_back", None)
    if asked_back in {one.key for one in at.walk.asked}:
        draft["changing"] = True
        return str(asked_back)
    return "summary" if at.is_complete else "welcome"


async def _round(context: Context) -> Round:
    """Raises Gone for whoever never began; `handlers.profiles` begins. Read once for a step: what it takes and what the
    next one asks look at the same."""
    known = context.unit.memory.get(ROUND)
    if isinstance(known, Round):
        return known
    found = await services.profiles.latest(
        context.db, person_id=context.person.id, language=context.speech.language, today=context.said_on
    )
    if found is None:
        raise Gone
    context.unit.memory[ROUND] = found
    return found


# --- between the questions ---


async def ask_welcome(context: Context, draft: Draft) -> Message:
    at = await _round(context)
    asked = len(at.walk.asked) - len(at.walk.open)
    _ = context.speech
    text = (
        messages.getting_to_know.welcome_back(_, asked, len(at.walk.asked))
        if asked
        else messages.getting_to_know.welcome(_)
    )
    begin = messages.getting_to_know.resume(_) if asked else messages.getting_to_know.begin(_)
    return Message(text, ((option(begin, "go"), option(messages.getting_to_know.later_label(_), "later")),))


async def take_welcome(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "later":
        return Done(Message(messages.getting_to_know.later(context.speech)))
    if answer.choice != "go":
        raise NotUnderstood("choice")
    return _next(draft, await _round(context), after=None)


async def ask_pause(context: Context, draft: Draft) -> Message:
    _ = context.speech
    text = messages.getting_to_know.sitting_done(_, draft["sitting"])
    go, later = messages.getting_to_know.go_on(_), messages.getting_to_know.later_label(_)
    return Message(text, ((option(go, "go"), option(later, "later")),))


# --- a question ---


async def ask_question(key: str, context: Context, draft: Draft) -> Message:
    at = await _round(context)
    question, words = at.walk.by_key(key), messages.questions.of(context.speech, key)
    draft[HAS_BACK] = at.walk.before(key) is not None or draft.get("changing", False)
    talk = option(messages.getting_to_know.talk_to_person(context.speech), PERSON)
    if draft.get("adding") == key:
        return Message(words.more, (talk,))
    return Message(_asked(context, question, words, at, draft), (*_choices(context, question, words, at, draft), talk))


def _asked(context: Context, question: Question, words: Words, at: Round, draft: Draft) -> str:
    row = _row_to_ask(question, draft)
    if row is not None:
        return f"{words.ask}\n\n{words.rows[row]}"
    before = at.given.get(question.key)
    if question.answering is not Answering.WORDS:
        return words.ask
    lines = [messages.getting_to_know.ask_words_or_voice(context.speech), words.ask]
    if before is not None and before.value and "words" in before.value:
        said = rules.text.clean_note(before.value["words"], limit=REMINDED)
        lines.append(messages.getting_to_know.so_far(context.speech, said))
    return "\n\n".join(lines)


def _choices(context: Context, question: Question, words: Words, at: Round, draft: Draft) -> Sequence[Row | Choice]:
    match question.answering:
        case Answering.SCALE | Answering.SCALES:
            return (_figures(range(6)), _figures(range(6, 11)))
        case Answering.MATRIX:
            return (tuple(option(words.options[one], one) for one in question.options),)
        case Answering.WORDS:
            return ()
        case Answering.SEVERAL:
            ticks = _ticks(question, at, draft)
            rows = [_ticked(words.options[one], one, one in ticks) for one in at.walk.options(question)]
            done = option(messages.getting_to_know.done_choosing(context.speech), "done")
            return (*_paired(rows), done)
        case _:
            labels = messages.questions.labels(context.speech, question.of_chosen or question.key)
            chosen = rules.questionnaire.chosen(at.walk.answers, question.key)
            rows = [option(("✓ " if one in chosen else "") + labels[one], one) for one in at.walk.options(question)]
            return _paired(rows)


def _figures(figures: range) -> Row:
    return tuple(option(str(one), str(one)) for one in figures)


def _ticked(label: str, one: str, is_ticked: bool) -> Choice:
    """The button carries the wanted state, so that fast taps count and repeats do no harm."""
    return option(f"✓ {label}" if is_ticked else label, f"{one}:{0 if is_ticked else 1}")


def _paired(choices: Sequence[Choice]) -> Sequence[Row]:
    """Two in a row where both are short enough to be read on a narrow phone."""
    rows: list[Row] = []
    for one in choices:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(last[0].label), len(one.label)) <= NARROW:
            rows[-1] = (*last, one)
        else:
            rows.append((one,))
    return rows


def _ticks(question: Question, at: Round, draft: Draft) -> list[str]:
    """The ticks of now; those of the answer before where nothing was tapped yet."""
    if draft.get("ticking") == question.key:
        return list(draft["ticks"])
    chosen = rules.questionnaire.chosen(at.walk.answers, question.key)
    return [one for one in question.options if one in chosen]


def _row_to_ask(question: Question, draft: Draft) -> str | None:
    """The first row without an answer, of a question that has rows."""
    if question.answering not in (Answering.MATRIX, Answering.SCALES):
        return None
    filled = draft["filled"] if draft.get("filling") == question.key else {}
    return next((row for row in question.rows if row not in filled), question.rows[-1])


async def take_question(key: str, context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == PERSON:
        context.pop_up(await _talk_to_person(context))
        return key
    at = await _round(context)
    question = at.walk.by_key(key)
    if question not in at.walk.asked:  # hidden meanwhile by a change on another card
        return _next(draft, at, after=None)
    if draft.get("adding") == key:
        return await _take_more(context, draft, at, question, answer)
    if answer == Answer():
        return await _keep(context, draft, at, question, None)
    match question.answering:
        case Answering.SEVERAL:
            return await _take_several(context, draft, at, question, answer)
        case Answering.MATRIX | Answering.SCALES:
            return await _take_row(context, draft, at, question, answer)
        case Answering.SCALE:
            value = questionnaire.answers.of_scale(answer.choice or answer.text or "")
            return await _keep(context, draft, at, question, value)
        case Answering.WORDS:
            if answer.voice is not None:
                context.reply(Message(messages.getting_to_know.voice_kept(context.speech)))
            return await _keep(context, draft, at, question, _words(answer))
        case _:
            return await _chosen(context, draft, at, question, [answer.choice or ""], typed=answer.text)


def _words(answer: Answer) -> object:
    if answer.voice is not None:
        return questionnaire.answers.of_voice(answer.voice.file_id, answer.voice.seconds)
    if answer.text is None:
        raise NotUnderstood("choice")
    return questionnaire.answers.of_words(answer.text)


async def _take_several(context: Context, draft: Draft, at: Round, question: Question, answer: Answer) -> Next:
    ticks = _ticks(question, at, draft)
    if answer.choice == "done":
        return await _chosen(context, draft, at, question, ticks)
    if answer.choice is None:
        return await _chosen(context, draft, at, question, ticks, typed=answer.text)
    one, _, wanted = answer.choice.partition(":")
    if one not in at.walk.options(question) or wanted not in ("0", "1"):
        raise NotUnderstood("choice")
    after = questionnaire.answers.ticked(question, ticks, one, is_wanted=wanted == "1")
    if question.most is not None and len(after) > question.most:
        context.pop_up(messages.getting_to_know.choose_at_most(context.speech, question.most))
        return question.key
    draft["ticking"], draft["ticks"] = question.key, after
    return question.key


async def _chosen(
    context: Context, draft: Draft, at: Round, question: Question, ticks: list[str], *, typed: str | None = None
) -> Next:
    """What was chosen; typed words are the words of the option that takes some."""
    options = at.walk.options(question)
    if typed is not None and question.words_with and not ticks:
        ticks = [next(one for one in reversed(options) if one in question.words_with)]
    elif typed is not None:
        raise NotUnderstood("choice")
    value = questionnaire.answers.of_choices(question, options, ticks, typed)
    if typed is None and question.words_with & set(ticks):
        draft["adding"], draft["value"] = question.key, value
        return question.key
    return await _keep(context, draft, at, question, value)


async def _take_more(context: Context, draft: Draft, at: Round, question: Question, answer: Answer) -> Next:
    """Words of their own beside what was chosen, or none."""
    value = dict(draft["value"])
    if answer != Answer():
        if answer.text is None:
            raise NotUnderstood("choice")
        value["words"] = questionnaire.answers.of_words(answer.text)["words"]
    return await _keep(context, draft, at, question, value)


async def _take_row(context: Context, draft: Draft, at: Round, question: Question, answer: Answer) -> Next:
    row = _row_to_ask(question, draft)
    assert row is not None
    filled = dict(draft["filled"]) if draft.get("filling") == question.key else {}
    if question.answering is Answering.SCALES:
        filled[row] = questionnaire.answers.of_scale(answer.choice or answer.text or "")
    elif answer.choice in question.options:
        filled[row] = answer.choice
    else:
        raise NotUnderstood("choice")
    if len(filled) < len(question.rows):
        draft["filling"], draft["filled"] = question.key, filled
        return question.key
    return await _keep(context, draft, at, question, filled)


async def _keep(context: Context, draft: Draft, at: Round, question: Question, value: object) -> Next:
    """The answer is stored with this very step; what was half-chosen is done with."""
    for passing in ("ticking", "ticks", "filling", "filled", "adding", "value"):
        draft.pop(passing, None)
    after = await services.profiles.answer(
        context.db, at, question.key, value, language=context.speech.language, now=context.now
    )
    context.unit.memory[ROUND] = after
    await _care(context, question, value)
    return _next(draft, after, after=question)


async def _care(context: Context, question: Question, value: object) -> None:
    """What an answer asks of us: a measure that is kept, words and numbers below the card, somebody who is told."""
    chosen = rules.questionnaire.chosen({question.key: value}, question.key)
    if question.key in (Instrument.LADDER, Instrument.CONFIDENCE) and value is not None:
        concern = await services.measures.note(
            context.db,
            person_id=context.person.id,
            instrument=question.key,
            value=value,
            language=context.speech.language,
            moment=Moment.ENTRY,
            on=context.said_on,
            now=context.now,
        )
        if (said := await caring.about(context, concern)) is not None:
            context.after(said)
    elif question.key == "ladder.call" and "yes" in chosen:
        asked = await services.care.ask_to_call(
            context.db, person_id=context.person.id, now=context.now, zone=context.zone
        )
        caring.tell(context, asked)
        context.after(messages.care.call_noted(context.speech, asked))
    elif question.key == "support" and "nobody" in chosen:
        context.after(Message("\n".join(messages.care.numbers(context.speech))))
    elif question.key == "who5" and "yes" in chosen:
        await context.begin("measuring", {"moment": Moment.ENTRY.value, "only": Instrument.WHO5.value})


def _next(draft: Draft, at: Round, *, after: Question | None) -> Next:
    """The next open question; a pause where a sitting has ended; the summary when nothing is open."""
    following = at.walk.next_after(after.key) if after is not None else next(iter(at.walk.open), None)
    if following is None:
        draft.pop("changing", None)
        return "summary"
    if after is not None and following.sitting > after.sitting and not draft.get("changing"):
        draft["sitting"] = after.sitting
        return "pause"
    return following.key


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
    if draft.pop("changing", None) or step in ("which", "sees"):
        return "summary"
    at = await _round(context)
    before = at.walk.before(step) if at.walk.has(step) else None
    return before.key if before is not None else None


async def _talk_to_person(context: Context) -> str:
    """The coordinators hear that they wish to talk; what they answered is not told."""
    asked = await services.care.ask_to_talk(context.db, person_id=context.person.id, now=context.now, zone=context.zone)
    caring.tell(context, asked)
    return messages.getting_to_know.will_be_told(context.speech, ", ".join(asked.coordinators) or "–")


# --- the summary ---


async def ask_summary(context: Context, draft: Draft) -> Message:
    """What they said, in their words; sent only by their own tap."""
    at = await _round(context)
    _ = context.speech
    change = option(messages.getting_to_know.change_label(_), "change")
    send = option(messages.getting_to_know.send_label(_), "send")
    row = await storage.profiles.latest_of(context.db, context.person.id)
    assert row is not None
    buttons = (send, change) if row.state == "answering" else (change,)
    if row.sent_at is not None:
        buttons = (*buttons, option(messages.profiles.sees_label(_), "sees"))
    return Message(messages.profiles.summary(_, at.walk, row), buttons)


async def take_summary(context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == "change":
        return "which"
    if answer.choice == "sees":
        draft["changing_sees"] = True
        return "sees"
    if answer.choice != "send":
        raise NotUnderstood("choice")
    row = await storage.profiles.latest_of(context.db, context.person.id)
    return await _send(context) if row is not None and row.sent_at is not None else "sees"


async def ask_which(context: Context, draft: Draft) -> Message:
    """First the sitting, then the question."""
    at = await _round(context)
    _ = context.speech
    draft[HAS_BACK] = True
    text = messages.getting_to_know.change_which(_)
    if "of_sitting" not in draft:
        return Message(text, tuple(option(messages.getting_to_know.sitting(_, n), str(n)) for n in SITTINGS))
    asked = [one for one in at.walk.asked if one.sitting == draft["of_sitting"]]
    return Message(text, tuple(option(messages.questions.of(_, one.key).about, one.key) for one in asked))


async def take_which(context: Context, draft: Draft, answer: Answer) -> Next:
    at = await _round(context)
    sitting = draft.pop("of_sitting", None)
    if sitting is None:
        if answer.choice not in {str(n) for n in SITTINGS}:
            raise NotUnderstood("choice")
        draft["of_sitting"] = int(answer.choice or "")
        return "which"
    if answer.choice not in {one.key for one in at.walk.asked}:
        raise NotUnderstood("choice")
    draft["changing"] = True
    return answer.choice


# --- what mentors may see ---


async def ask_sees(context: Context, draft: Draft) -> Message:
    _ = context.speech
    parts = await _sees(context, draft)
    labels = messages.getting_to_know.parts(_)
    rows = [_ticked(labels[one], one, one in parts) for one in PARTS]
    draft[HAS_BACK] = True
    done = option(messages.getting_to_know.done_choosing(_), "done")
    return Message(messages.getting_to_know.what_mentors_may_see(_), (*_paired(rows), done))


async def take_sees(context: Context, draft: Draft, answer: Answer) -> Next:
    parts = set(await _sees(context, draft))
    if answer.choice != "done":
        one, _, wanted = (answer.choice or "").partition(":")
        if one not in PARTS or wanted not in ("0", "1"):
            raise NotUnderstood("choice")
        draft["sees"] = sorted(parts - {one} | ({one} if wanted == "1" else set()))
        return "sees"
    at = await _round(context)
    await services.profiles.let_mentor_see(context.db, at, parts, now=context.now)
    draft.pop("sees", None)
    if draft.pop("changing_sees", None) or at.standing.state != "answering":
        context.pop_up(messages.getting_to_know.mentor_sees_saved(context.speech))
        return "summary"
    return await _send(context)


async def _send(context: Context) -> Next:
    at = await _round(context)
    await services.profiles.send(context.db, at, now=context.now)
    holders = await storage.people.holders(context.db, Role.COORDINATOR, at.standing.municipality_id)
    for holder in holders:
        context.tell(holder.id, "profile_sent", context.person.id)
    names = ", ".join(holder.name for holder in holders) or "–"
    return Done(Message(messages.getting_to_know.sent(context.speech, names)))


async def _sees(context: Context, draft: Draft) -> list[str]:
    if "sees" in draft:
        return list(draft["sees"])
    row = await storage.profiles.latest_of(context.db, context.person.id)
    return list(row.mentor_sees) if row is not None else []


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
        "welcome": Step(ask_welcome, take_welcome),
        "pause": Step(ask_pause, take_welcome),
        **{
            key: Step(partial(ask_question, key), partial(take_question, key), can_skip=True, takes_voice=True)
            for key in _KEYS
        },
        "summary": Step(ask_summary, take_summary, listens=False),
        "which": Step(ask_which, take_which),
        "sees": Step(ask_sees, take_sees),
    },
)
