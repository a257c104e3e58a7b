"""One question on the card, with the buttons of its answers."""

from collections.abc import Sequence

from bot import messages, rules, storage
from bot.buttons import Choice, Row
from bot.context import Context
from bot.conversation import HAS_BACK, Draft, option
from bot.conversations.getting_to_know import steps
from bot.messages import Message
from bot.messages.questions import Words
from bot.rules.questionnaire import Answering, Question
from bot.services.profiles import Round

PERSON = "!person"  # talk to a person
REMINDED = 80  # characters of what they wrote before
RESIDENCE = "residence"
NARROW = 16  # characters of a label beside which another one fits on a narrow phone


async def ask_question(key: str, context: Context, draft: Draft) -> Message:
    at = await steps.standing(context)
    question, words = at.walk.by_key(key), messages.questions.of(context.speech, key)
    draft[HAS_BACK] = at.walk.before(key) is not None or draft.get("changing", False)
    talk = option(messages.getting_to_know.talk_to_person(context.speech), PERSON)
    if draft.get("adding") == key:
        names = await parishes(context, at, question)
        return Message(words.more, (*paired([option(one, rules.parishes.mark(one)) for one in names]), talk))
    return Message(_asked(context, question, words, at, draft), (*_choices(context, question, words, at, draft), talk))


def _asked(context: Context, question: Question, words: Words, at: Round, draft: Draft) -> str:
    row = row_to_ask(question, draft)
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
            ticks = ticks_of(question, at, draft)
            rows = [ticked(words.options[one], one, one in ticks) for one in at.walk.options(question)]
            done = option(messages.getting_to_know.done_choosing(context.speech), "done")
            return (*paired(rows), done)
        case _:
            labels = messages.questions.labels(context.speech, question.of_chosen or question.key)
            chosen = rules.questionnaire.chosen(at.walk.answers, question.key)
            rows = [option(("✓ " if one in chosen else "") + labels[one], one) for one in at.walk.options(question)]
            return paired(rows)


async def parishes(context: Context, at: Round, question: Question) -> Sequence[str]:
    """Of which one may be chosen in place of words of one's own; none for other questions, and where none were set."""
    if question.key != RESIDENCE:
        return ()
    policy = await storage.municipalities.policy(context.db, at.standing.municipality_id, on=context.said_on)
    return policy.parishes


def _figures(figures: range) -> Row:
    return tuple(option(str(one), str(one)) for one in figures)


def ticked(label: str, one: str, is_ticked: bool) -> Choice:
    """The button carries the wanted state, so that fast taps count and repeats do no harm."""
    return option(f"✓ {label}" if is_ticked else label, f"{one}:{0 if is_ticked else 1}")


def paired(choices: Sequence[Choice]) -> Sequence[Row]:
    """Two in a row where both are short enough to be read on a narrow phone."""
    rows: list[Row] = []
    for one in choices:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(last[0].label), len(one.label)) <= NARROW:
            rows[-1] = (*last, one)
        else:
            rows.append((one,))
    return rows


def ticks_of(question: Question, at: Round, draft: Draft) -> list[str]:
    """The ticks of now; those of the answer before where nothing was tapped yet."""
    if draft.get("ticking") == question.key:
        return list(draft["ticks"])
    chosen = rules.questionnaire.chosen(at.walk.answers, question.key)
    return [one for one in question.options if one in chosen]


def row_to_ask(question: Question, draft: Draft) -> str | None:
    """The first row without an answer, of a question that has rows."""
    if question.answering not in (Answering.MATRIX, Answering.SCALES):
        return None
    filled = draft["filled"] if draft.get("filling") == question.key else {}
    return next((row for row in question.rows if row not in filled), question.rows[-1])
