"""What an answer asks of us: a measure that is kept, calm words and numbers, somebody who is told.

The words are read before the next question: they stand above its card, which goes to the bottom of the chat.
"""

from bot import messages, rules, services
from bot.context import Context
from bot.conversations import caring
from bot.messages import Message
from bot.rules.measures import Instrument, Moment
from bot.rules.questionnaire import Question
from bot.services.profiles import Round


async def about(context: Context, at: Round, question: Question, value: object) -> None:
    """`at` is the round with this answer in it."""
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
        following = at.walk.next_after(question.key)
        is_asked_next = following is not None and following.key == "ladder.call"
        if (said := await caring.about(context, concern, is_asked_next=is_asked_next)) is not None:
            _say(context, question, said)
    elif question.key == "ladder.call" and "yes" in chosen:
        asked = await services.care.ask_to_call(
            context.db, person_id=context.person.id, now=context.now, zone=context.zone
        )
        caring.tell(context, asked)
        _say(context, question, messages.care.call_noted(context.speech, asked))
    elif question.key == "support" and "nobody" in chosen:
        _say(context, question, Message("\n".join(messages.care.numbers(context.speech))))
    elif question.key == "who5" and "yes" in chosen:
        await context.begin("measuring", {"moment": Moment.ENTRY.value, "only": Instrument.WHO5.value})


def _say(context: Context, question: Question, message: Message) -> None:
    asked = messages.questions.of(context.speech, question.key).ask
    context.before(message, folded=messages.conversation.folded(asked))


async def to_talk(context: Context) -> str:
    """The coordinators hear that they wish to talk; what they answered is not told."""
    asked = await services.care.ask_to_talk(context.db, person_id=context.person.id, now=context.now, zone=context.zone)
    caring.tell(context, asked)
    return messages.getting_to_know.will_be_told(context.speech, ", ".join(asked.coordinators) or "–")
