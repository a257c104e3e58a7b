"""One answer: read, checked, kept at once."""

from bot import messages, rules, services
from bot.context import Context
from bot.conversation import Answer, Draft, Next
from bot.conversations.getting_to_know import asking, asks, steps
from bot.messages import Message
from bot.rules import questionnaire
from bot.rules.errors import NotUnderstood
from bot.rules.questionnaire import Answering, Question
from bot.services.profiles import Round


async def take_question(key: str, context: Context, draft: Draft, answer: Answer) -> Next:
    if answer.choice == asking.PERSON:
        context.pop_up(await asks.to_talk(context))
        return key
    at = await steps.standing(context)
    question = at.walk.by_key(key)
    if question not in at.walk.asked:  # hidden meanwhile by a change on another card
        return steps.following(draft, at, after=None)
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
    ticks = asking.ticks_of(question, at, draft)
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
    """Words of their own beside what was chosen, or none; a parish of the list stands for its name."""
    value = dict(draft["value"])
    if answer != Answer():
        names = await asking.parishes(context, at, question)
        said = answer.text if answer.choice is None else rules.parishes.by_mark(names, answer.choice)
        if said is None:
            raise NotUnderstood("choice")
        value["words"] = questionnaire.answers.of_words(said)["words"]
    return await _keep(context, draft, at, question, value)


async def _take_row(context: Context, draft: Draft, at: Round, question: Question, answer: Answer) -> Next:
    row = asking.row_to_ask(question, draft)
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
    """The answer is stored with this very step; what was half-chosen is done with. Raises AgreeFirst."""
    rules.people.check_covers_answers(context.person.agreed_to)
    for passing in ("ticking", "ticks", "filling", "filled", "adding", "value"):
        draft.pop(passing, None)
    after = await services.profiles.answer(
        context.db, at, question.key, value, language=context.speech.language, now=context.now
    )
    context.unit.memory[steps.ROUND] = after
    await asks.about(context, after, question, value)
    return steps.following(draft, after, after=question)
